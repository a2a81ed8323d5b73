//! How deep a document is checked, and by whose conventions.

use std::{fmt, str::FromStr};

/// How deep a document is checked. Each level holds all that the one before holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// What the official XSD of the dialect accepts, no more and no less.
    Xsd,
    /// What the standard says besides: root element, mandatory `ref`, bounds of numbers, dates that exist...
    Strict,
    /// The rules of the domain, for the chosen [`Profile`].
    #[default]
    Full,
}

/// Whose conventions the domain rules follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// The LHEO standard.
    #[default]
    Lheo,
    /// The conventions of the Carif-Oref network for the national flow.
    OffreInfo,
    /// Mon Compte Formation.
    Edof,
    /// The policy of SOFI in Pays de la Loire: perimeter region 52.
    PaysDeLaLoire,
}

/// A word that is none of those expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// The word found.
    pub found: String,
    /// The words expected, separated by commas.
    pub expected: &'static str,
}

impl UnknownName {
    pub(crate) fn new(found: &str, expected: &'static str) -> Self {
        Self { found: found.to_owned(), expected }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown name {:?}: expected one of {}", self.found, self.expected)
    }
}

impl std::error::Error for UnknownName {}

/// Gives an enum its stable names, and reads them back.
macro_rules! names {
    ($type:ident, $list:literal, $($variant:ident => $name:literal),+ $(,)?) => {
        impl $type {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name, as the command line and the reports write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(UnknownName::new(text, $list)),
                }
            }
        }
    };
}

names!(Level, "xsd, strict, full", Xsd => "xsd", Strict => "strict", Full => "full");
names!(
    Profile, "lheo, offre-info, edof, pays-de-la-loire",
    Lheo => "lheo", OffreInfo => "offre-info", Edof => "edof", PaysDeLaLoire => "pays-de-la-loire",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for level in Level::ALL {
            assert_eq!(level.as_str().parse(), Ok(*level));
        }
        for profile in Profile::ALL {
            assert_eq!(profile.as_str().parse(), Ok(*profile));
        }
        assert!("FULL".parse::<Level>().is_err());
    }
}
