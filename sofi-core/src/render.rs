//! Reports for people and machines: one file for each format, none of them reads or writes a file.
//!
//! Every format writes to an [`io::Write`](std::io::Write) as it goes: nothing of the size of the report is
//! ever built in memory.
//!
//! ```
//! use sofi_core::{Lang, Report, render};
//!
//! let mut out = Vec::new();
//! render::json(&Report::default(), Lang::Fr, &mut out)?;
//! assert!(out.starts_with(b"{\"sofi\":"));
//! # Ok::<_, std::io::Error>(())
//! ```

mod catalogue;
mod certification;
mod concise;
mod context;
mod csv;
mod diff;
mod fields;
mod html;
mod identifier;
mod json;
mod neutral;
mod page;
mod paint;
mod perimeter;
mod registers;
mod sarif;
mod session;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod view;

pub use catalogue::{codes_tsv, rules_json, rules_text};
pub use certification::{CertificationSheet, certifications_json, certifications_text};
pub use concise::concise;
pub use csv::{CsvStyle, csv};
pub use diff::DiffWriter;
pub use html::html;
pub use identifier::{identifier_text, identifiers_json};
pub use json::{json, jsonl};
pub use neutral::neutral;
pub use page::{entries_table, entry_page, index, page};
pub use perimeter::{PlacedSession, Placing, placing_counts};
pub use registers::{RegisterFile, registers_json, registers_text};
pub use sarif::sarif;
pub use session::{SessionAnswer, session_json, session_text};
pub use text::{TextOptions, text};
