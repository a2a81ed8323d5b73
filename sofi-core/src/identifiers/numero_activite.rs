//! The declaration number of a training organisation.

use std::ops::Range;

use super::{
    Fault, Grouped, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark,
    ascii::Ascii,
    read::{Exact, identifier, shown_as_text},
};
use crate::{Departement, PrefixeActivite, Presumed, Region};

/// The number of a declaration of activity (DA, or NDA): what makes a body a declared training organisation.
///
/// | group | `52` | `44` | `03634` | `44` |
/// | --- | --- | --- | --- | --- |
/// | what | region | department | order | department again |
///
/// No official text describes it; this is what nineteen real numbers show (NDA-02). There is **no key**: the two
/// last digits repeat the department (NDA-04). Public bodies have a `P` as first character of the order, which
/// naive readers lose (NDA-03). Overseas the department is `97` for all (NDA-07). Older numbers keep the region of
/// before 2016 (NDA-05). One SIREN may have several numbers, and the region need not be that of the SIRET:
/// neither is a fault (NDA-12, NDA-14).
///
/// What is doubtful without being wrong is a [remark](Identifier::remarks).
///
/// ```
/// use sofi_core::{Fault, NumeroActivite, Presumed, Region};
///
/// let numero: NumeroActivite = "52440363444".parse()?;
/// assert_eq!((numero.prefixe(), numero.ordre(), numero.is_public()), ("52", "03634", false));
/// assert_eq!(numero.region(), Presumed::Certain(Region::PaysDeLaLoire));
/// assert!("2151P001151".parse::<NumeroActivite>()?.is_public());
///
/// let error = "00000000000".parse::<NumeroActivite>().unwrap_err();
/// assert_eq!((error.fault(), error.rule()), (Fault::Placeholder, "NDA11"));
/// # Ok::<_, sofi_core::InvalidIdentifier<NumeroActivite>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumeroActivite(Ascii<11>);

identifier!(NumeroActivite);
shown_as_text!(NumeroActivite);

/// What is written while no number is known (NDA-11).
const FILLERS: [&str; 4] = ["00000000000", "99999999999", "12345678901", "XXXXXXXXXXX"];

impl NumeroActivite {
    /// The first two digits: the region.
    pub fn prefixe(&self) -> &str {
        self.slice(0..2)
    }

    /// What the first two digits name; `None` when no region has them.
    ///
    /// ```
    /// use sofi_core::{AncienneRegion, NumeroActivite, PrefixeActivite};
    ///
    /// let urca: NumeroActivite = "2151P001151".parse()?;
    /// assert_eq!(urca.territoire(), Some(PrefixeActivite::Ancien(AncienneRegion::ChampagneArdenne)));
    /// # Ok::<_, sofi_core::InvalidIdentifier<NumeroActivite>>(())
    /// ```
    pub fn territoire(&self) -> Option<PrefixeActivite> {
        PrefixeActivite::new(self.prefixe().parse().ok()?)
    }

    /// The five characters of order; the first is `P` for public bodies.
    pub fn ordre(&self) -> &str {
        self.slice(4..9)
    }

    /// The two groups that name the department: they are the same in real numbers (NDA-04).
    ///
    /// ```
    /// let numero: sofi_core::NumeroActivite = "52318107632".parse()?;
    /// assert_eq!(numero.groupes_departement(), ("31", "32"));
    /// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::NumeroActivite>>(())
    /// ```
    pub fn groupes_departement(&self) -> (&str, &str) {
        (self.slice(2..4), self.slice(9..11))
    }

    /// Some of its eleven characters.
    fn slice(&self, range: Range<usize>) -> &str {
        self.as_str().get(range).unwrap_or_default()
    }

    /// Is it the number of a public body?
    pub fn is_public(&self) -> bool {
        self.ordre().starts_with('P')
    }

    /// The region that received the declaration.
    pub fn region(&self) -> Presumed<Region> {
        self.territoire().map(PrefixeActivite::region).into()
    }

    /// The department: one of two in Corsica before its split, and where the two groups differ.
    ///
    /// ```
    /// use sofi_core::{NumeroActivite, Presumed};
    ///
    /// let reunion: NumeroActivite = "04973676397".parse()?;
    /// assert_eq!(reunion.departement(), Presumed::Certain("974".parse().unwrap()));
    /// # Ok::<_, sofi_core::InvalidIdentifier<NumeroActivite>>(())
    /// ```
    pub fn departement(&self) -> Presumed<Departement> {
        let (first, last) = self.groupes_departement();
        if first == last {
            return self.departement_of(first);
        }
        match (self.departement_of(first).certain(), self.departement_of(last).certain()) {
            (Some(one), Some(other)) => Presumed::OneOf([one, other]),
            (one, other) => one.or(other).into(),
        }
    }

    fn departement_of(&self, group: &str) -> Presumed<Departement> {
        let find = |code: &str| Departement::find(code.as_bytes());
        match group {
            // Overseas, the region says which department.
            "97" => self
                .territoire()
                .map(PrefixeActivite::region)
                .filter(|region| region.is_outre_mer())
                .and_then(|region| region.departements().next())
                .into(),
            "20" => match (find("2A"), find("2B")) {
                (Some(south), Some(north)) => Presumed::OneOf([south, north]),
                _ => Presumed::Unknown,
            },
            code => find(code).into(),
        }
    }
}

/// The groups `RR DD SNNNN DD`, with a digit or `P` for S and Corsica for DD.
fn misplaced(text: &str) -> Option<(usize, char)> {
    text.chars().enumerate().find(|(index, c)| {
        let is_corsica = matches!(c, 'A' | 'B') && text.as_bytes().get(index.wrapping_sub(1)) == Some(&b'2');
        !(c.is_ascii_digit() || *index == 4 && *c == 'P' || matches!(index, 3 | 10) && is_corsica)
    })
}

/// Has the zero at the start been lost? It can be told overseas alone, where both groups must be 97 (NDA-10).
fn with_zero(text: &str) -> Option<NumeroActivite> {
    let mut code = Ascii::EMPTY;
    code.push('0');
    let fits = text.len() == 10 && code.push_str(text) && misplaced(code.as_str()).is_none();
    let candidate = NumeroActivite(code);
    (fits && candidate.territoire().is_some() && candidate.groupes_departement() == ("97", "97"))
        .then_some(candidate)
}

impl Exact for NumeroActivite {
    const RULE: &'static str = "NDA01";
    const CANONICAL: &'static str = "NDA09";
    const LABELS: &'static [&'static str] = &["NDA", "DA"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("NDA11", Fault::Empty);
        }
        if text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("en cours")) {
            return refuse("NDA11", Fault::Pending);
        }
        if FILLERS.contains(&text) || text.len() < 11 && text.bytes().all(|byte| byte == b'0') {
            return refuse("NDA11", Fault::Placeholder);
        }
        let found = text.chars().count();
        if found != 11 {
            if let Some(repair) = with_zero(text) {
                return Err(InvalidIdentifier::new("NDA10", Fault::ZeroLost).repaired(Some(repair)));
            }
            return refuse("NDA01", Fault::Length { found, least: 11, most: 11 });
        }
        if let Some((index, found)) = misplaced(text) {
            return refuse("NDA02", Fault::Character { at: index + 1, found });
        }
        let prefix: u8 = text.get(..2).and_then(|prefix| prefix.parse().ok()).unwrap_or_default();
        match Ascii::new(text) {
            Some(code) if matches!(prefix, 1..=6 | 11..=98) => Ok(Self(code)),
            _ => refuse("NDA05", Fault::Territory),
        }
    }
}

impl Identifier for NumeroActivite {
    const KIND: IdentifierKind = IdentifierKind::Nda;

    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[2, 2, 5])
    }

    fn parts(&self) -> Vec<Part> {
        let public = if self.is_public() { ("oui", "yes") } else { ("non", "no") };
        vec![
            Part::new("prefixe", "préfixe", "prefix", self.prefixe()),
            Part::new("ordre", "numéro d'ordre", "order number", self.ordre()),
            Part::worded("public", "organisme public", "public body", public),
        ]
    }

    fn remarks(&self) -> Vec<Remark> {
        let (first, last) = self.groupes_departement();
        let mut remarks = Vec::new();
        match self.territoire() {
            None => remarks.push(Remark::UnknownPrefix),
            Some(PrefixeActivite::Ancien(_)) => remarks.push(Remark::FormerRegion),
            Some(PrefixeActivite::AncienOutreMer(_)) => remarks.push(Remark::DoubtfulPrefix),
            Some(PrefixeActivite::Actuel(_)) => {}
        }
        if first != last {
            remarks.push(Remark::DepartmentsDiffer);
        } else if let Some(territory) = self.territoire() {
            let departments = self.departement();
            let is_inside =
                territory.departements().any(|one| departments.candidates().any(|other| one == other));
            if !is_inside {
                remarks.push(Remark::OutsideRegion);
            }
        }
        remarks
    }

    fn departement(&self) -> Presumed<Departement> {
        self.departement()
    }

    fn region(&self) -> Presumed<Region> {
        self.region()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(text: &str) -> Vec<Remark> {
        text.parse::<NumeroActivite>().unwrap().remarks()
    }

    #[test]
    fn real_numbers() {
        for text in [
            "11755205675",
            "11930882293",
            "52440363444",
            "53350830835",
            "32591104359",
            "44540379354",
            "75470196847",
            "76310960131",
            "93060290006",
            "04973676397",
            "5335P000935",
            "9306P002806",
        ] {
            assert_eq!(text.parse::<NumeroActivite>().unwrap().to_string(), text);
            assert_eq!(remarks(text), [], "{text}");
        }
        assert_eq!(remarks("2151P001151"), [Remark::FormerRegion]);
    }

    #[test]
    fn doubts_are_remarks() {
        assert_eq!(remarks("52318107632"), [Remark::DepartmentsDiffer]);
        assert_eq!(remarks("52750363475"), [Remark::OutsideRegion]);
        assert_eq!(remarks("98970363497"), [Remark::DoubtfulPrefix]);
        assert_eq!(remarks("12440363444"), [Remark::UnknownPrefix]);
        for corsica in ["94200363420", "942A036342A", "942B036342B"] {
            assert_eq!(remarks(corsica), [], "{corsica}");
        }
        let old: NumeroActivite = "94200363420".parse().unwrap();
        assert_eq!(old.departement().candidates().count(), 2);
    }

    #[test]
    fn refusals() {
        for (text, rule, fault) in [
            ("", "NDA11", "vide"),
            ("00000000000", "NDA11", "valeur-de-remplissage"),
            ("99999999999", "NDA11", "valeur-de-remplissage"),
            ("12345678901", "NDA11", "valeur-de-remplissage"),
            ("XXXXXXXXXXX", "NDA11", "valeur-de-remplissage"),
            ("En cours d'enregistrement", "NDA11", "en-attente"),
            ("5244036344", "NDA01", "longueur"),
            ("52440363444A", "NDA01", "longueur"),
            ("4973676397", "NDA10", "zero-de-tete-perdu"),
            ("5244X036344", "NDA02", "caractere"),
            ("99440363444", "NDA05", "territoire-inconnu"),
            ("52 44 03634 44", "NDA09", "non-canonique"),
            ("04 97 31 52 497", "NDA09", "non-canonique"),
            ("2151p001151", "NDA09", "non-canonique"),
            ("é", "NDA01", "caractere"),
        ] {
            let error = text.parse::<NumeroActivite>().unwrap_err();
            assert_eq!((error.rule(), error.fault().as_str()), (rule, fault), "{text}");
        }
        let repair = "4973676397".parse::<NumeroActivite>().unwrap_err().repair();
        assert_eq!(repair.unwrap().as_str(), "04973676397");
        let read = NumeroActivite::lenient("DA n° 52 44 03634 44").unwrap();
        assert_eq!(read.value.grouped().as_str(), "52 44 03634 44");
    }
}
