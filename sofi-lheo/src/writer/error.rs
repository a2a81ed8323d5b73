//! Why something is not written.

use std::io;

use sofi_core::{Finding, Lang};

use crate::{EditError, UnencodableError};

/// Why something is not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// It would make the document invalid.
    #[error("{path}: {} [{}]", finding.message(Lang::En), finding.rule.code)]
    Invalid {
        /// The place in the record, as `action[1]/session[2]/periode/fin`; empty for the record itself.
        path: String,
        /// What is wrong there; its lines and offsets are those of the record written alone.
        finding: Box<Finding>,
    },
    /// XML cannot hold a text of it, or the dialect does not know an element of it.
    #[error(transparent)]
    Text(#[from] EditError),
    /// A character that the encoding lacks.
    #[error(transparent)]
    Unencodable(#[from] UnencodableError),
    /// An `id` that the document has already.
    #[error("the id {0:?} is that of another element of the document")]
    Id(String),
    /// The root does not hold such a record, or not after those that were written.
    #[error("<{element}> cannot come here in <{root}>")]
    Misplaced {
        /// The record.
        element: &'static str,
        /// The root.
        root: &'static str,
    },
    /// The dialect has no such root.
    #[error("{dialect} has no documents whose root is <{root}>")]
    Root {
        /// The root.
        root: &'static str,
        /// Title of the dialect.
        dialect: &'static str,
    },
    /// A feed without a formation.
    #[error("a feed holds one formation at least")]
    Empty,
    /// The output cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}
