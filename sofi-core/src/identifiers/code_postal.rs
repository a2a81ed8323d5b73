//! Postal codes.

use super::{
    Fault, Identifier, IdentifierKind, InvalidIdentifier,
    ascii::number,
    read::{Exact, identifier, shown_as},
};
use crate::{Departement, Presumed, territory::departement_of_postal};

/// A French postal code: five digits that route the post.
///
/// It is not a commune, which has a [`CodeCommune`](crate::CodeCommune). Its first digits are mostly those of the
/// department, with exceptions at borders, in Corsica and overseas (GEO-07); none of them touches Pays de la
/// Loire. CEDEX codes are postal codes that no list of communes holds: an unknown one is no error (GEO-08).
///
/// ```
/// use sofi_core::{CodePostal, Presumed, Region};
///
/// let nantes: CodePostal = "44000".parse()?;
/// assert_eq!(nantes.region(), Presumed::Certain(Region::PaysDeLaLoire));
/// assert!("99999".parse::<CodePostal>().is_err());
/// # Ok::<_, sofi_core::InvalidIdentifier<CodePostal>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodePostal(u32);

identifier!(CodePostal);
shown_as!(CodePostal, |code| "{:05}", code.0);

impl CodePostal {
    /// The department: certain, one of two where a code crosses a border, or unknown.
    pub fn departement(self) -> Presumed<Departement> {
        departement_of_postal(self.0)
    }

    /// The region, with the same caution.
    pub fn region(self) -> Presumed<crate::Region> {
        self.departement().region()
    }
}

impl Exact for CodePostal {
    const RULE: &'static str = "GEO01";
    const CANONICAL: &'static str = "GEO01";

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| Err(InvalidIdentifier::new("GEO01", fault));
        if text.is_empty() {
            return refuse(Fault::Empty);
        }
        if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return refuse(Fault::Character { at: at + 1, found });
        }
        let Some(value) = number(text).filter(|_| text.len() == 5) else {
            return refuse(Fault::Length { found: text.len(), least: 5, most: 5 });
        };
        match value / 1000 {
            1..=95 | 97 | 98 => Ok(Self(value as u32)),
            _ if value == 0 => refuse(Fault::Placeholder),
            _ => refuse(Fault::Territory),
        }
    }
}

impl Identifier for CodePostal {
    const KIND: IdentifierKind = IdentifierKind::Cp;

    fn departement(&self) -> Presumed<Departement> {
        (*self).departement()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_digits_in_france() {
        for text in ["44000", "98799", "01000", "51724", "20090"] {
            assert_eq!(text.parse::<CodePostal>().unwrap().to_string(), text);
        }
        for (text, fault) in [
            ("99999", "territoire-inconnu"),
            ("00100", "territoire-inconnu"),
            ("96000", "territoire-inconnu"),
            ("00000", "valeur-de-remplissage"),
            ("2A004", "caractere"),
            ("4400", "longueur"),
            ("", "vide"),
            ("44 000", "non-canonique"),
        ] {
            assert_eq!(text.parse::<CodePostal>().unwrap_err().fault().as_str(), fault, "{text}");
        }
    }
}
