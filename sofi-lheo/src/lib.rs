//! sofi-lheo

mod dialect;
#[rustfmt::skip]
mod generated;

pub use dialect::{
    AttributeDef, AttributeKind, Code, Content, Dialect, Dictionary, Element, ElementDef, Particle, Pattern,
    Recognition, Required, Schema, UnknownDialect,
};
pub use generated::element;
