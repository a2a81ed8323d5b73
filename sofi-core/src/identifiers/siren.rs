//! SIREN: the number of an enterprise.

use super::{
    Fault, Grouped, Identifier, IdentifierKind, InvalidIdentifier, Part, Siret,
    ascii::number,
    luhn,
    read::{Exact, identifier, shown_as},
};
use crate::Departement;

/// The number of an enterprise, an association or a public body in Insee's register: eight digits and a key.
///
/// One SIREN has as many [`Siret`]s as it has establishments; several of one SIREN in a feed are normal. Numbers
/// of public bodies start with 1 or 2 (SIR-16).
///
/// ```
/// use sofi_core::{Fault, Siren};
///
/// let siren: Siren = "195112966".parse()?;
/// assert!(siren.is_public());
/// assert_eq!("195112967".parse::<Siren>().unwrap_err().fault(), Fault::Key { found: '7', expected: Some('6') });
/// # Ok::<_, sofi_core::InvalidIdentifier<Siren>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren(u32);

identifier!(Siren);
shown_as!(Siren, |siren| "{:09}", siren.0);

impl Siren {
    /// La Poste, whose establishments follow a rule of their own (SIR-05).
    pub const LA_POSTE: Self = Self(356_000_000);

    /// The first nine digits of a SIRET whose keys hold.
    pub(super) const fn of_siret(siret: u64) -> Self {
        Self((siret / 100_000) as u32)
    }

    pub(crate) const fn value(self) -> u64 {
        self.0 as u64
    }

    /// Is it the number of a public body (SIR-16)?
    pub const fn is_public(self) -> bool {
        matches!(self.0 / 100_000_000, 1 | 2)
    }

    /// The department of a public school: its SIREN starts with `19` and that department (SIR-16).
    ///
    /// The observation comes from a few real numbers: it is a hint, and nothing must be refused for it.
    ///
    /// ```
    /// use sofi_core::Siren;
    ///
    /// assert_eq!("195112966".parse::<Siren>()?.departement_scolaire(), "51".parse().ok());
    /// assert_eq!("732829320".parse::<Siren>()?.departement_scolaire(), None);
    /// # Ok::<_, sofi_core::InvalidIdentifier<Siren>>(())
    /// ```
    pub fn departement_scolaire(self) -> Option<Departement> {
        if self.0 / 10_000_000 != 19 {
            return None;
        }
        let digit = |power| b'0' + (self.0 / power % 10) as u8;
        Departement::find(&[digit(1_000_000), digit(100_000)])
    }

    /// The part that speaks of that department.
    pub(super) fn ecole(self) -> Option<Part> {
        let departement = self.departement_scolaire()?;
        let name = format_args!("{departement} {}", departement.nom()).to_string();
        Some(Part::new("ecole", "école publique (indice)", "public school (hint)", name))
    }

    /// The key of the French VAT number, which ends with the SIREN (SIR-15).
    ///
    /// ```
    /// let siren: sofi_core::Siren = "792377731".parse()?;
    /// assert_eq!(format!("FR{:02}{siren}", siren.cle_tva()), "FR86792377731");
    /// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::Siren>>(())
    /// ```
    pub const fn cle_tva(self) -> u8 {
        Self::cle_tva_of(self.value())
    }

    /// The same, for nine digits that may be no SIREN.
    pub(super) const fn cle_tva_of(digits: u64) -> u8 {
        ((digits * 100 + 12) % 97) as u8
    }

    /// The SIREN at the end of a French VAT number, read leniently; `None` for those of Monaco, which hold none (SIR-13,
    /// SIR-15). [`NumeroTva`](crate::NumeroTva) says what is wrong.
    ///
    /// ```
    /// use sofi_core::Siren;
    ///
    /// assert_eq!(Siren::from_tva("FR86 792377731"), "792377731".parse().ok());
    /// assert_eq!(Siren::from_tva("FR53000004605"), None);
    /// assert_eq!(Siren::from_tva("FR87792377731"), None);
    /// ```
    pub fn from_tva(text: &str) -> Option<Self> {
        super::NumeroTva::lenient(text).ok()?.value.siren()
    }
}

impl Exact for Siren {
    const RULE: &'static str = "SIR01";
    const CANONICAL: &'static str = "SIR02";
    const LABELS: &'static [&'static str] = &["SIREN"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("SIR06", Fault::Empty);
        }
        if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return refuse("SIR01", Fault::Character { at: at + 1, found });
        }
        if text.len() <= 9 && text.bytes().all(|byte| byte == b'0') {
            return refuse("SIR06", Fault::Placeholder);
        }
        if text.len() == 14
            && let Ok(siret) = Siret::exact(text)
        {
            let kind = Fault::OtherKind(IdentifierKind::Siret);
            return Err(InvalidIdentifier::new("SIR09", kind).repaired(Some(siret.siren())));
        }
        let Some(value) = number(text).filter(|_| text.len() == 9) else {
            return refuse("SIR01", Fault::Length { found: text.len(), least: 9, most: 9 });
        };
        if luhn::holds(value) {
            return Ok(Self(value as u32));
        }
        let digit = |digit: u64| char::from(b'0' + digit as u8);
        refuse(
            "SIR03",
            Fault::Key { found: digit(value % 10), expected: Some(digit(luhn::key(value).into())) },
        )
    }
}

impl Identifier for Siren {
    const KIND: IdentifierKind = IdentifierKind::Siren;

    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[3, 3])
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("cle", "clé", "key", self.0 % 10),
            Part::new(
                "tva",
                "TVA intracommunautaire",
                "VAT number",
                format_args!("FR{:02}{self}", self.cle_tva()),
            ),
        ]
        .into_iter()
        .chain(self.ecole())
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_zeros_and_neighbours() {
        assert!("732829320".parse::<Siren>().is_ok());
        assert!(Siren::LA_POSTE.to_string().parse::<Siren>().is_ok());
        for zeros in ["0", "000000000"] {
            assert_eq!(zeros.parse::<Siren>().unwrap_err().fault(), Fault::Placeholder);
        }
        let error = "73282932000074".parse::<Siren>().unwrap_err();
        assert_eq!(error.fault(), Fault::OtherKind(IdentifierKind::Siret));
        assert_eq!(error.repair().unwrap().to_string(), "732829320");
        assert_eq!(
            "73282932".parse::<Siren>().unwrap_err().fault(),
            Fault::Length { found: 8, least: 9, most: 9 }
        );
        assert_eq!(Siren::lenient("SIREN : 732 829 320").unwrap().value.to_string(), "732829320");
    }

    #[test]
    fn vat_numbers_of_monaco_hold_no_siren() {
        assert_eq!(Siren::from_tva("FRXX792377731").unwrap().to_string(), "792377731");
        for wrong in ["", "FR", "FR8", "DE86792377731", "FR86", "FRé792377731"] {
            assert_eq!(Siren::from_tva(wrong), None, "{wrong}");
        }
    }
}
