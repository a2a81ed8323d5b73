//! The two digits that start a declaration number.

use super::{AncienneRegion, Departement, Region};

/// The region that the two first digits of a [`NumeroActivite`](crate::NumeroActivite) name.
///
/// Numbers given since 2016 carry the code of the region of today, older ones keep theirs (NDA-05). Four more
/// prefixes are said to have been used overseas; no real number was found, so they are told apart (NDA-07).
///
/// ```
/// use sofi_core::{AncienneRegion, PrefixeActivite, Region};
///
/// assert_eq!(PrefixeActivite::new(52), Some(PrefixeActivite::Actuel(Region::PaysDeLaLoire)));
/// assert_eq!(PrefixeActivite::new(21), Some(PrefixeActivite::Ancien(AncienneRegion::ChampagneArdenne)));
/// assert_eq!(PrefixeActivite::new(98).unwrap().region(), Region::LaReunion);
/// assert_eq!(PrefixeActivite::new(12), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrefixeActivite {
    /// A region of today.
    Actuel(Region),
    /// A region of before 2016, merged since.
    Ancien(AncienneRegion),
    /// An older overseas prefix, from memory of the trade rather than from evidence.
    AncienOutreMer(Region),
}

impl PrefixeActivite {
    /// What these two digits name.
    pub fn new(prefix: u8) -> Option<Self> {
        let code = [b'0' + prefix / 10 % 10, b'0' + prefix % 10];
        if let Some(region) = Region::ALL.iter().find(|region| region.code().as_bytes() == code) {
            return Some(Self::Actuel(*region));
        }
        if let Some(region) = AncienneRegion::ALL.iter().find(|region| region.code().as_bytes() == code) {
            return Some(Self::Ancien(*region));
        }
        Some(Self::AncienOutreMer(match prefix {
            95 => Region::Guadeloupe,
            96 => Region::Guyane,
            97 => Region::Martinique,
            98 => Region::LaReunion,
            _ => return None,
        }))
    }

    /// The region of today.
    pub const fn region(self) -> Region {
        match self {
            Self::Actuel(region) | Self::AncienOutreMer(region) => region,
            Self::Ancien(ancienne) => ancienne.region(),
        }
    }

    /// The departments whose bodies can bear this prefix (NDA-06).
    ///
    /// ```
    /// use sofi_core::PrefixeActivite;
    ///
    /// let codes: Vec<_> = PrefixeActivite::new(22).unwrap().departements().map(|d| d.code()).collect();
    /// assert_eq!(codes, ["02", "60", "80"]);
    /// ```
    pub fn departements(self) -> impl Iterator<Item = Departement> {
        let ancienne = if let Self::Ancien(ancienne) = self { Some(ancienne) } else { None };
        let is_in =
            move |departement: &Departement| ancienne.is_none() || departement.ancienne_region() == ancienne;
        self.region().departements().filter(is_in)
    }
}
