//! The LHEO formats: dialects, reading, checking.

pub mod export;
pub mod rules;
pub mod source;

mod check;
mod dialect;
mod document;
mod error;
#[rustfmt::skip]
mod generated;
mod limits;
mod reader;
mod recognise;
mod record;
mod structure;
mod xml;

pub use check::Checker;
pub use dialect::{
    AttributeDef, AttributeKind, Code, Content, Dialect, Dictionary, Element, ElementDef, Particle, Pattern,
    Recognition, Required, Schema, UnknownDialect,
};
pub use error::Error;
pub use generated::element;
pub use limits::Limits;
pub use reader::{ReadError, Reader};
pub use recognise::recognise;
pub use record::{Node, NodeKind, Record};
