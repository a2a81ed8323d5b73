//! Texts that exist in both languages of sofi.

use std::{fmt, str::FromStr};

use crate::UnknownName;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// French, the language of the trade and the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fr => "fr",
            Self::En => "en",
        })
    }
}

impl FromStr for Lang {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "fr" => Ok(Self::Fr),
            "en" => Ok(Self::En),
            _ => Err(UnknownName::new(text, "fr, en")),
        }
    }
}

/// A text in French and in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bilingual {
    /// The French text.
    pub fr: &'static str,
    /// The English text.
    pub en: &'static str,
}

impl Bilingual {
    /// No text, in either language.
    pub const EMPTY: Self = Self::new("", "");

    /// Pairs a French text with its English twin.
    pub const fn new(fr: &'static str, en: &'static str) -> Self {
        Self { fr, en }
    }

    /// The text in this language.
    ///
    /// ```
    /// use sofi_core::{Bilingual, Lang};
    ///
    /// assert_eq!(Bilingual::new("attendu", "expected").get(Lang::En), "expected");
    /// ```
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }

    /// True when there is nothing to say.
    pub const fn is_empty(self) -> bool {
        self.fr.is_empty() && self.en.is_empty()
    }
}
