//! How grave a finding is.

use std::fmt;

use crate::{Bilingual, Lang};

/// How grave a finding is, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong, or refused by one consumer.
    Warning,
    /// Cannot be right, or would be refused.
    Error,
}

impl Severity {
    /// Every severity, the gravest first: the order in which people want to read.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The stable name, as machine formats write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word for people.
    pub const fn word(self, lang: Lang) -> &'static str {
        let word = match self {
            Self::Info => Bilingual::new("info", "info"),
            Self::Warning => Bilingual::new("avertissement", "warning"),
            Self::Error => Bilingual::new("erreur", "error"),
        };
        word.get(lang)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
