//! Formacode: the fields of training.

use super::{
    Fault, Identifier, IdentifierKind, InvalidIdentifier, numbered,
    read::{Exact, identifier, shown_as},
};

/// A term of the Formacode thesaurus of Centre Inffo: five digits, from 10000.
///
/// Its meaning depends on the version, which LHEO keeps beside it in `ref` (`V12`, `V14`...). LHEO uses it for the
/// field of a formation, and also for publics and pedagogical modes (DOM-01, DOM-02). `00000` is a filler.
///
/// ```
/// use sofi_core::{Fault, Formacode};
///
/// let code: Formacode = "31054".parse()?;
/// assert_eq!(code.to_string(), "31054");
/// assert_eq!("00000".parse::<Formacode>().unwrap_err().fault(), Fault::Placeholder);
/// # Ok::<_, sofi_core::InvalidIdentifier<Formacode>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Formacode(u32);

identifier!(Formacode);
shown_as!(Formacode, |code| "{}", code.0);

impl Exact for Formacode {
    const RULE: &'static str = "DOM01";
    const CANONICAL: &'static str = "DOM01";
    const LABELS: &'static [&'static str] = &["FORMACODE"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| match fault {
            Fault::Placeholder => InvalidIdentifier::new("DOM02", fault),
            _ => InvalidIdentifier::new("DOM01", fault),
        };
        let number = numbered::behind(text, 0, 5).map_err(|fault| {
            refuse(match fault {
                Fault::Length { found, .. } => Fault::Length { found, least: 5, most: 5 },
                other => other,
            })
        })?;
        match text.len() {
            5 => Ok(Self(number as u32)),
            found => Err(refuse(Fault::Length { found, least: 5, most: 5 })),
        }
    }
}

impl Identifier for Formacode {
    const KIND: IdentifierKind = IdentifierKind::Formacode;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_digits() {
        for (text, fault) in [
            ("", "vide"),
            ("1234", "longueur"),
            ("123456", "longueur"),
            ("01234", "forme"),
            ("3105A", "caractere"),
            ("Formacode 31054", "non-canonique"),
        ] {
            assert_eq!(text.parse::<Formacode>().unwrap_err().fault().as_str(), fault, "{text}");
        }
    }
}
