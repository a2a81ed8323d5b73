//! sofi-lheo

mod dialect;
pub mod export;
#[rustfmt::skip]
mod generated;
mod recognise;

pub use dialect::{
    AttributeDef, AttributeKind, Code, Content, Dialect, Dictionary, Element, ElementDef, Particle, Pattern,
    Recognition, Required, Schema, UnknownDialect,
};
pub use generated::element;
pub use recognise::recognise;
