//! The key of a sheet: its register and its number.

use std::{fmt, str::FromStr};

use crate::{CodeRncp, CodeRs, Fault, Identifier, IdentifierKind, InvalidIdentifier};

/// The number of a sheet of France compétences, in whichever of its two registers it is.
///
/// The letters are needed: both registers share their numbers, and a certification may move from one to the
/// other (CRT-02, CRT-11).
///
/// ```
/// use sofi_core::NumeroFiche;
///
/// let numero: NumeroFiche = "RS6117".parse().unwrap();
/// assert_eq!((numero.to_string().as_str(), numero.rs().is_some()), ("RS6117", true));
/// assert!("6117".parse::<NumeroFiche>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumeroFiche {
    /// In the RNCP.
    Rncp(CodeRncp),
    /// In the RS.
    Rs(CodeRs),
}

impl NumeroFiche {
    /// The code, when it is one of the RNCP.
    pub const fn rncp(self) -> Option<CodeRncp> {
        match self {
            Self::Rncp(code) => Some(code),
            Self::Rs(_) => None,
        }
    }

    /// The code, when it is one of the RS.
    pub const fn rs(self) -> Option<CodeRs> {
        match self {
            Self::Rs(code) => Some(code),
            Self::Rncp(_) => None,
        }
    }

    /// Reads what means one sheet without doubt: blanks, lower case and zeros in front are put right.
    pub fn lenient(text: &str) -> Result<Self, InvalidIdentifier<CodeRs>> {
        let is_rncp = text.bytes().find(u8::is_ascii_digit).is_some() && {
            let letters = text.bytes().filter(u8::is_ascii_alphabetic).map(|byte| byte.to_ascii_uppercase());
            letters.eq(*b"RNCP")
        };
        if is_rncp && let Ok(read) = <CodeRncp as Identifier>::lenient(text) {
            return Ok(Self::Rncp(read.value));
        }
        <CodeRs as Identifier>::lenient(text).map(|read| Self::Rs(read.value))
    }
}

impl From<CodeRncp> for NumeroFiche {
    fn from(code: CodeRncp) -> Self {
        Self::Rncp(code)
    }
}

impl From<CodeRs> for NumeroFiche {
    fn from(code: CodeRs) -> Self {
        Self::Rs(code)
    }
}

impl FromStr for NumeroFiche {
    type Err = InvalidIdentifier<CodeRs>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse::<CodeRs>() {
            Ok(code) => Ok(Self::Rs(code)),
            Err(refused) if refused.fault() == Fault::OtherKind(IdentifierKind::Rncp) => {
                text.parse().map(Self::Rncp).map_err(|_| refused)
            }
            Err(refused) => Err(refused),
        }
    }
}

impl fmt::Display for NumeroFiche {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rncp(code) => code.fmt(f),
            Self::Rs(code) => code.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_registers() {
        for text in ["RNCP38596", "RS6117", "RS5"] {
            assert_eq!(text.parse::<NumeroFiche>().unwrap().to_string(), text);
        }
        for (text, read) in [("rncp 00509", "RNCP509"), ("\tRS6117 ", "RS6117"), ("rs 06117", "RS6117")] {
            assert_eq!(NumeroFiche::lenient(text).unwrap().to_string(), read);
        }
        for text in ["", "509", "RNCP", "CPF206", "RNCP000"] {
            assert!(NumeroFiche::lenient(text).is_err(), "{text}");
            assert!(text.parse::<NumeroFiche>().is_err(), "{text}");
        }
    }
}
