//! What stops sofi-lheo from going on. What is wrong in a document is a finding, not an error.

use std::io;

/// What stops sofi-lheo from going on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input cannot be opened or its first bytes cannot be read.
    #[error("{name}: {source}")]
    Open {
        /// The file, or the name given to the input.
        name: String,
        /// Why not.
        source: io::Error,
    },
}
