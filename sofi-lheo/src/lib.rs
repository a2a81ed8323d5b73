//! The LHEO formats: dialects, reading, checking.

pub mod rules;

mod check;
mod error;
mod limits;

pub use check::Checker;
pub use error::Error;
pub use limits::Limits;
