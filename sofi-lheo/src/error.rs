//! What stops sofi-lheo from going on. What is wrong in a document is a finding, not an error.

use std::{io, path::PathBuf};

/// What stops sofi-lheo from going on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be opened.
    #[error("{path}: {source}", path = path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}
