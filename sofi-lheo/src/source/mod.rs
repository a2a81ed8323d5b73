//! Where documents come from, and how their bytes become text.
//!
//! [`open`], [`from_reader`] and [`from_slice`] find the documents of an input, plain, compressed or archived;
//! [`Decoder`] turns the bytes of each into UTF-8 text and keeps their places, their encoding and their digest.

mod archive;
mod codec;
mod content;
mod decoder;
mod encoding;
mod fault;
mod open;
mod prolog;
mod salvage;
mod unpack;
mod witness;

pub use content::Content;
pub use decoder::{Decoder, Filled};
pub use encoding::{Encoding, Label};
pub use fault::{DecompressionLimit, Fault, FaultKind};
pub use open::{Input, Inputs, SourceError, SourceLimits, from_reader, from_slice, open};
pub use prolog::{Origin, Prolog};
