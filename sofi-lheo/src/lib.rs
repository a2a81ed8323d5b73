//! The LHEO formats: dialects, reading, checking.

pub mod export;
pub mod generate;
pub mod rules;
pub mod source;

mod check;
mod dialect;
mod document;
mod error;
#[rustfmt::skip]
mod generated;
mod limits;
mod recognise;
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
pub use recognise::recognise;
