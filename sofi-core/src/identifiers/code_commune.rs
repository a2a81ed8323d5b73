//! Communes, by Insee.

use super::{
    Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark,
    ascii::Ascii,
    read::{Exact, identifier, shown_as_text},
};
use crate::{Departement, Presumed, Region};

/// The code of a commune in Insee's geographical code: its department, then its rank in it.
///
/// Two characters of department and three of rank, `2A` and `2B` in Corsica, three and two overseas (GEO-02,
/// GEO-06). It looks like a postal code and is not: `44000` is one, Nantes is `44109`. Paris, Lyon and Marseille
/// have arrondissements with codes of their own, `75119`, which are taken as communes (GEO-03, GEO-04). Whether a
/// commune exists, only a register of communes tells.
///
/// ```
/// use sofi_core::{CodeCommune, Identifier, Remark};
///
/// let nantes: CodeCommune = "44109".parse()?;
/// assert_eq!(nantes.departement().unwrap().nom(), "Loire-Atlantique");
/// let postal: CodeCommune = "75019".parse()?;
/// assert_eq!(postal.remarks(), [Remark::PostalCode]);
/// assert_eq!(postal.arrondissement_meant().unwrap().as_str(), "75119");
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeCommune>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeCommune(Ascii<5>);

identifier!(CodeCommune);
shown_as_text!(CodeCommune);

/// Where arrondissements are: the commune, the code of the first, how many.
const ARRONDISSEMENTS: [(&str, u32, u32); 3] =
    [("75056", 75_101, 20), ("69123", 69_381, 9), ("13055", 13_201, 16)];

impl CodeCommune {
    /// The department or the overseas collectivity.
    pub fn departement(self) -> Option<Departement> {
        departement(self.0.as_bytes())
    }

    /// The region of today.
    ///
    /// ```
    /// use sofi_core::{CodeCommune, Region};
    ///
    /// assert_eq!("2A271".parse::<CodeCommune>()?.region(), Some(Region::Corse));
    /// # Ok::<_, sofi_core::InvalidIdentifier<CodeCommune>>(())
    /// ```
    pub fn region(self) -> Option<Region> {
        self.departement()?.region()
    }

    /// Where this is an arrondissement: the commune, and its rank in it.
    ///
    /// ```
    /// use sofi_core::CodeCommune;
    ///
    /// let (commune, rank) = "75119".parse::<CodeCommune>()?.arrondissement().unwrap();
    /// assert_eq!((commune.as_str(), rank), ("75056", 19));
    /// # Ok::<_, sofi_core::InvalidIdentifier<CodeCommune>>(())
    /// ```
    pub fn arrondissement(self) -> Option<(Self, u32)> {
        let code: u32 = self.as_str().parse().ok()?;
        let (commune, first, _) =
            ARRONDISSEMENTS.iter().find(|(_, first, count)| (*first..first + count).contains(&code))?;
        Some((Self(Ascii::new(commune)?), code - first + 1))
    }

    /// The arrondissement of Paris that a postal code written here means: `75119` for `75019` (GEO-03).
    ///
    /// Nothing is said for Lyon and Marseille, whose postal codes are the codes of other communes.
    pub fn arrondissement_meant(self) -> Option<Self> {
        let rank: u32 =
            self.as_str().strip_prefix("750")?.parse().ok().filter(|rank| (1..=20).contains(rank))?;
        let mut code = Ascii::EMPTY;
        code.push_str("751");
        code.push(char::from(b'0' + (rank / 10) as u8));
        code.push(char::from(b'0' + (rank % 10) as u8));
        Some(Self(code))
    }
}

fn departement(code: &[u8]) -> Option<Departement> {
    let length = if matches!(code, [b'9', b'7' | b'8', ..]) { 3 } else { 2 };
    Departement::find(code.get(..length)?)
}

impl Exact for CodeCommune {
    const RULE: &'static str = "GEO02";
    const CANONICAL: &'static str = "GEO02";
    const LABELS: &'static [&'static str] = &["INSEE"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("GEO02", Fault::Empty);
        }
        let is_wrong = |(index, c): &(usize, char)| {
            let is_corsica = *index == 1 && text.starts_with('2') && matches!(c, 'A' | 'B');
            !(c.is_ascii_digit() || is_corsica)
        };
        if let Some((index, found)) = text.chars().enumerate().find(is_wrong) {
            return refuse("GEO02", Fault::Character { at: index + 1, found });
        }
        let Some(code) = Ascii::new(text).filter(|_| text.len() == 5) else {
            return refuse("GEO02", Fault::Length { found: text.len(), least: 5, most: 5 });
        };
        // Apprenticeship feeds write 99999 for courses that take place nowhere (GEO-16).
        match text {
            "00000" => refuse("GEO02", Fault::Placeholder),
            "99999" => refuse("GEO16", Fault::Placeholder),
            _ if departement(code.as_bytes()).is_none() => refuse("GEO06", Fault::Territory),
            _ => Ok(Self(code)),
        }
    }
}

impl Identifier for CodeCommune {
    const KIND: IdentifierKind = IdentifierKind::Commune;

    fn parts(&self) -> Vec<Part> {
        match self.arrondissement() {
            Some((commune, rank)) => vec![
                Part::new("arrondissement", "arrondissement", "arrondissement", rank),
                Part::new("commune", "commune", "commune", commune),
            ],
            None => Vec::new(),
        }
    }

    fn remarks(&self) -> Vec<Remark> {
        // Ranks start at 001: three zeros are the mark of a postal code.
        let is_postal = self.as_str().ends_with("000") || self.arrondissement_meant().is_some();
        if is_postal { vec![Remark::PostalCode] } else { Vec::new() }
    }

    fn departement(&self) -> Presumed<Departement> {
        (*self).departement().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_everywhere() {
        for (text, code) in [
            ("44109", "44"),
            ("2A271", "2A"),
            ("97411", "974"),
            ("98818", "988"),
            ("97801", "978"),
            ("75117", "75"),
        ] {
            let commune: CodeCommune = text.parse().unwrap();
            assert_eq!((commune.to_string().as_str(), commune.departement().unwrap().code()), (text, code));
            assert!(commune.remarks().is_empty(), "{text}");
        }
        let count = (1..99_999_u32)
            .filter_map(|n| format!("{n:05}").parse::<CodeCommune>().ok())
            .filter(|commune| commune.arrondissement().is_some())
            .count();
        assert_eq!(count, 45);
    }

    #[test]
    fn what_is_wrong() {
        for (text, fault) in [
            ("A2004", "caractere"),
            ("2C004", "caractere"),
            ("4410", "longueur"),
            ("20004", "territoire-inconnu"),
            ("99123", "territoire-inconnu"),
            ("97901", "territoire-inconnu"),
            ("99999", "valeur-de-remplissage"),
            ("2a271", "non-canonique"),
            ("", "vide"),
        ] {
            assert_eq!(text.parse::<CodeCommune>().unwrap_err().fault().as_str(), fault, "{text}");
        }
        assert_eq!("44000".parse::<CodeCommune>().unwrap().remarks(), [Remark::PostalCode]);
        assert_eq!("13001".parse::<CodeCommune>().unwrap().remarks(), []);
    }
}
