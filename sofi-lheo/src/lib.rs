//! sofi-lheo

pub mod source;
