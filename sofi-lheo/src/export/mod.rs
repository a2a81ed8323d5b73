//! What a dialect says, written out for other tools and for people: an XSD, JSON, a list of codes.

mod dictionaries;
mod json;
mod xsd;

pub use dictionaries::dictionaries;
pub use json::json;
pub use xsd::xsd;
