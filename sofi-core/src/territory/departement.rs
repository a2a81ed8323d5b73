//! Departments, and the overseas collectivities that are numbered like them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AncienneRegion, Region, UnknownTerritory};
use AncienneRegion as A;

/// A department, or an overseas collectivity that is numbered like one.
///
/// The code has two characters, `2A` and `2B` in Corsica, three digits overseas (GEO-06). Values are sorted by
/// code.
///
/// ```
/// use sofi_core::{Departement, Region};
///
/// let corse_du_sud: Departement = "2A".parse()?;
/// assert_eq!(corse_du_sud.nom(), "Corse-du-Sud");
/// assert_eq!(corse_du_sud.region(), Some(Region::Corse));
/// let noumea: Departement = "988".parse()?;
/// assert_eq!(noumea.region(), None);
/// # Ok::<_, sofi_core::UnknownTerritory>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Departement(u8);

struct Row {
    code: &'static str,
    nom: &'static str,
    ancienne: Option<AncienneRegion>,
}

const fn row(code: &'static str, nom: &'static str, ancienne: Option<AncienneRegion>) -> Row {
    Row { code, nom, ancienne }
}

impl Departement {
    /// Every department and collectivity, by code.
    ///
    /// ```
    /// assert_eq!(sofi_core::Departement::all().count(), 109);
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROWS.len()).map(|index| Self(index as u8))
    }

    /// The one that bears this code; upper case only.
    #[expect(clippy::indexing_slicing, reason = "within bounds; constant functions have no iterators")]
    pub(crate) const fn find(code: &[u8]) -> Option<Self> {
        let mut index = 0;
        while index < ROWS.len() {
            if equal(ROWS[index].code.as_bytes(), code) {
                return Some(Self(index as u8));
            }
            index += 1;
        }
        None
    }

    #[expect(clippy::indexing_slicing, reason = "only made of the rows")]
    const fn row(self) -> &'static Row {
        &ROWS[self.0 as usize]
    }

    /// The Insee code.
    pub const fn code(self) -> &'static str {
        self.row().code
    }

    /// The name.
    pub const fn nom(self) -> &'static str {
        self.row().nom
    }

    /// The region; `None` for the overseas collectivities, which belong to none (GEO-09).
    pub const fn region(self) -> Option<Region> {
        match self.row().ancienne {
            Some(ancienne) => Some(ancienne.region()),
            None => None,
        }
    }

    /// The region of before 2016.
    pub const fn ancienne_region(self) -> Option<AncienneRegion> {
        self.row().ancienne
    }

    /// Is it overseas?
    ///
    /// ```
    /// assert!("974".parse::<sofi_core::Departement>()?.is_outre_mer());
    /// # Ok::<_, sofi_core::UnknownTerritory>(())
    /// ```
    pub const fn is_outre_mer(self) -> bool {
        self.code().len() == 3
    }

    /// The first three digits of the UAI codes given there (UAI-04).
    ///
    /// ```
    /// use sofi_core::Departement;
    ///
    /// assert_eq!("44".parse::<Departement>()?.prefixe_uai(), *b"044");
    /// assert_eq!("2B".parse::<Departement>()?.prefixe_uai(), *b"720");
    /// # Ok::<_, sofi_core::UnknownTerritory>(())
    /// ```
    pub const fn prefixe_uai(self) -> [u8; 3] {
        match *self.code().as_bytes() {
            [b'2', b'A'] => *b"620",
            [b'2', b'B'] => *b"720",
            [a, b] => [b'0', a, b],
            [a, b, c] => [a, b, c],
            _ => *b"000",
        }
    }

    /// The department whose UAI codes start with these digits.
    pub(crate) fn of_uai(prefix: &[u8]) -> Option<Self> {
        Self::all().find(|departement| departement.prefixe_uai() == *prefix)
    }
}

#[expect(clippy::indexing_slicing, reason = "within bounds; constant functions have no iterators")]
const fn equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

impl fmt::Display for Departement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Departement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Departement({})", self.code())
    }
}

impl FromStr for Departement {
    type Err = UnknownTerritory;

    fn from_str(text: &str) -> Result<Self, UnknownTerritory> {
        Self::find(text.as_bytes()).ok_or(UnknownTerritory::Departement)
    }
}

impl Serialize for Departement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Departement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::identifiers::deserialize(deserializer)
    }
}

static ROWS: [Row; 109] = [
    row("01", "Ain", Some(A::RhoneAlpes)),
    row("02", "Aisne", Some(A::Picardie)),
    row("03", "Allier", Some(A::Auvergne)),
    row("04", "Alpes-de-Haute-Provence", Some(A::ProvenceAlpesCoteDAzur)),
    row("05", "Hautes-Alpes", Some(A::ProvenceAlpesCoteDAzur)),
    row("06", "Alpes-Maritimes", Some(A::ProvenceAlpesCoteDAzur)),
    row("07", "Ardèche", Some(A::RhoneAlpes)),
    row("08", "Ardennes", Some(A::ChampagneArdenne)),
    row("09", "Ariège", Some(A::MidiPyrenees)),
    row("10", "Aube", Some(A::ChampagneArdenne)),
    row("11", "Aude", Some(A::LanguedocRoussillon)),
    row("12", "Aveyron", Some(A::MidiPyrenees)),
    row("13", "Bouches-du-Rhône", Some(A::ProvenceAlpesCoteDAzur)),
    row("14", "Calvados", Some(A::BasseNormandie)),
    row("15", "Cantal", Some(A::Auvergne)),
    row("16", "Charente", Some(A::PoitouCharentes)),
    row("17", "Charente-Maritime", Some(A::PoitouCharentes)),
    row("18", "Cher", Some(A::Centre)),
    row("19", "Corrèze", Some(A::Limousin)),
    row("21", "Côte-d'Or", Some(A::Bourgogne)),
    row("22", "Côtes-d'Armor", Some(A::Bretagne)),
    row("23", "Creuse", Some(A::Limousin)),
    row("24", "Dordogne", Some(A::Aquitaine)),
    row("25", "Doubs", Some(A::FrancheComte)),
    row("26", "Drôme", Some(A::RhoneAlpes)),
    row("27", "Eure", Some(A::HauteNormandie)),
    row("28", "Eure-et-Loir", Some(A::Centre)),
    row("29", "Finistère", Some(A::Bretagne)),
    row("2A", "Corse-du-Sud", Some(A::Corse)),
    row("2B", "Haute-Corse", Some(A::Corse)),
    row("30", "Gard", Some(A::LanguedocRoussillon)),
    row("31", "Haute-Garonne", Some(A::MidiPyrenees)),
    row("32", "Gers", Some(A::MidiPyrenees)),
    row("33", "Gironde", Some(A::Aquitaine)),
    row("34", "Hérault", Some(A::LanguedocRoussillon)),
    row("35", "Ille-et-Vilaine", Some(A::Bretagne)),
    row("36", "Indre", Some(A::Centre)),
    row("37", "Indre-et-Loire", Some(A::Centre)),
    row("38", "Isère", Some(A::RhoneAlpes)),
    row("39", "Jura", Some(A::FrancheComte)),
    row("40", "Landes", Some(A::Aquitaine)),
    row("41", "Loir-et-Cher", Some(A::Centre)),
    row("42", "Loire", Some(A::RhoneAlpes)),
    row("43", "Haute-Loire", Some(A::Auvergne)),
    row("44", "Loire-Atlantique", Some(A::PaysDeLaLoire)),
    row("45", "Loiret", Some(A::Centre)),
    row("46", "Lot", Some(A::MidiPyrenees)),
    row("47", "Lot-et-Garonne", Some(A::Aquitaine)),
    row("48", "Lozère", Some(A::LanguedocRoussillon)),
    row("49", "Maine-et-Loire", Some(A::PaysDeLaLoire)),
    row("50", "Manche", Some(A::BasseNormandie)),
    row("51", "Marne", Some(A::ChampagneArdenne)),
    row("52", "Haute-Marne", Some(A::ChampagneArdenne)),
    row("53", "Mayenne", Some(A::PaysDeLaLoire)),
    row("54", "Meurthe-et-Moselle", Some(A::Lorraine)),
    row("55", "Meuse", Some(A::Lorraine)),
    row("56", "Morbihan", Some(A::Bretagne)),
    row("57", "Moselle", Some(A::Lorraine)),
    row("58", "Nièvre", Some(A::Bourgogne)),
    row("59", "Nord", Some(A::NordPasDeCalais)),
    row("60", "Oise", Some(A::Picardie)),
    row("61", "Orne", Some(A::BasseNormandie)),
    row("62", "Pas-de-Calais", Some(A::NordPasDeCalais)),
    row("63", "Puy-de-Dôme", Some(A::Auvergne)),
    row("64", "Pyrénées-Atlantiques", Some(A::Aquitaine)),
    row("65", "Hautes-Pyrénées", Some(A::MidiPyrenees)),
    row("66", "Pyrénées-Orientales", Some(A::LanguedocRoussillon)),
    row("67", "Bas-Rhin", Some(A::Alsace)),
    row("68", "Haut-Rhin", Some(A::Alsace)),
    row("69", "Rhône", Some(A::RhoneAlpes)),
    row("70", "Haute-Saône", Some(A::FrancheComte)),
    row("71", "Saône-et-Loire", Some(A::Bourgogne)),
    row("72", "Sarthe", Some(A::PaysDeLaLoire)),
    row("73", "Savoie", Some(A::RhoneAlpes)),
    row("74", "Haute-Savoie", Some(A::RhoneAlpes)),
    row("75", "Paris", Some(A::IleDeFrance)),
    row("76", "Seine-Maritime", Some(A::HauteNormandie)),
    row("77", "Seine-et-Marne", Some(A::IleDeFrance)),
    row("78", "Yvelines", Some(A::IleDeFrance)),
    row("79", "Deux-Sèvres", Some(A::PoitouCharentes)),
    row("80", "Somme", Some(A::Picardie)),
    row("81", "Tarn", Some(A::MidiPyrenees)),
    row("82", "Tarn-et-Garonne", Some(A::MidiPyrenees)),
    row("83", "Var", Some(A::ProvenceAlpesCoteDAzur)),
    row("84", "Vaucluse", Some(A::ProvenceAlpesCoteDAzur)),
    row("85", "Vendée", Some(A::PaysDeLaLoire)),
    row("86", "Vienne", Some(A::PoitouCharentes)),
    row("87", "Haute-Vienne", Some(A::Limousin)),
    row("88", "Vosges", Some(A::Lorraine)),
    row("89", "Yonne", Some(A::Bourgogne)),
    row("90", "Territoire de Belfort", Some(A::FrancheComte)),
    row("91", "Essonne", Some(A::IleDeFrance)),
    row("92", "Hauts-de-Seine", Some(A::IleDeFrance)),
    row("93", "Seine-Saint-Denis", Some(A::IleDeFrance)),
    row("94", "Val-de-Marne", Some(A::IleDeFrance)),
    row("95", "Val-d'Oise", Some(A::IleDeFrance)),
    row("971", "Guadeloupe", Some(A::Guadeloupe)),
    row("972", "Martinique", Some(A::Martinique)),
    row("973", "Guyane", Some(A::Guyane)),
    row("974", "La Réunion", Some(A::LaReunion)),
    row("975", "Saint-Pierre-et-Miquelon", None),
    row("976", "Mayotte", Some(A::Mayotte)),
    row("977", "Saint-Barthélemy", None),
    row("978", "Saint-Martin", None),
    row("984", "Terres australes et antarctiques françaises", None),
    row("986", "Wallis et Futuna", None),
    row("987", "Polynésie française", None),
    row("988", "Nouvelle-Calédonie", None),
    row("989", "Île de Clipperton", None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_read_back() {
        let codes: Vec<_> = Departement::all().map(Departement::code).collect();
        assert!(codes.is_sorted());
        for departement in Departement::all() {
            assert_eq!(departement.code().parse(), Ok(departement));
            assert_eq!(Departement::of_uai(&departement.prefixe_uai()), Some(departement));
            assert_eq!(departement.region().is_none(), departement.ancienne_region().is_none());
        }
        for wrong in ["", "20", "96", "2a", "044", "97", "1"] {
            assert!(wrong.parse::<Departement>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_region_has_its_departments() {
        let metropolitan = Departement::all().filter(|departement| !departement.is_outre_mer()).count();
        assert_eq!(metropolitan, 96);
        assert_eq!(Region::ALL.iter().map(|region| region.departements().count()).sum::<usize>(), 101);
    }
}
