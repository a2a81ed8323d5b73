//! What must hold whatever the bytes: each law is a fuzz target, and is tried on its seeds and on what once broke it.

mod check;
mod configuration;
mod convert;
mod diff;
mod fix;
mod generated;
mod identifiers;
mod read;
mod registres;

use std::io::{self, Read};

use chrono::NaiveDate;

pub use check::check;
pub use configuration::configuration;
pub use convert::convert;
pub use diff::diff;
pub use fix::{fix, mend};
pub use generated::generated;
pub use identifiers::identifiers;
pub use read::{read, set_to_itself};
pub use registres::registres;

/// Panics when bytes break it.
pub type Law = fn(&[u8]);

/// The laws, by the names of their fuzz targets.
pub const LAWS: &[(&str, Law)] = &[
    ("check", check),
    ("read", read),
    ("fix", fix),
    ("convert", convert),
    ("diff", diff),
    ("generated", generated),
    ("registres", registres),
    ("configuration", configuration),
    ("identifiers", identifiers),
];

/// The day at which documents are judged.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
}

/// Is it a zip or a gzip, by its first bytes? What is damaged in one shows earlier or later with the size of reads.
fn is_packed(document: &[u8]) -> bool {
    document.starts_with(b"PK") || document.starts_with(&[0x1f, 0x8b])
}

/// A reader that gives a few bytes at once.
struct Few<'a> {
    bytes: &'a [u8],
    most: usize,
}

impl Read for Few<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.most);
        self.bytes.read(&mut buffer[..count])
    }
}
