//! What stops sofi-lheo from going on. What is wrong in a document is a finding, not an error.

use std::io;

use crate::source::SourceError;

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
    /// An input that holds no document which can be read: a damaged archive, an office document...
    #[error(transparent)]
    Source(SourceError),
    /// A temporary file, where rules over a large feed sort what they have noted, cannot be written or read.
    #[error("temporary file: {0}")]
    Temporary(io::Error),
}

impl From<SourceError> for Error {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Io { name, source } => Self::Open { name, source },
            other => Self::Source(other),
        }
    }
}
