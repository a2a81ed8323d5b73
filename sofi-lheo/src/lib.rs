//! The LHEO formats: dialects, reading, checking.

pub mod rules;

mod check;
mod dialect;
mod error;
#[rustfmt::skip]
mod generated;
mod limits;

pub use check::Checker;
pub use dialect::{
    AttributeDef, AttributeKind, Code, Content, Dialect, Dictionary, Element, ElementDef, Particle, Pattern,
    Recognition, Required, Schema, UnknownDialect,
};
pub use error::Error;
pub use generated::element;
pub use limits::Limits;
