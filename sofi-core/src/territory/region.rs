//! The eighteen regions of today.

use std::{fmt, str::FromStr};

use super::{AncienneRegion, Departement, UnknownTerritory, same_name};

macro_rules! regions {
    ($($variant:ident, $code:literal, $nom:literal;)+) => {
        /// A region, as they are since 2016, with its Insee code.
        ///
        /// It is read from its code or from its name, whatever the case, the accents and the blanks. A region
        /// of before 2016 is refused with the name of the one that took over; [`Region::of_any_era`] takes both
        /// (GEO-09).
        ///
        /// ```
        /// use sofi_core::Region;
        ///
        /// assert_eq!("52".parse(), Ok(Region::PaysDeLaLoire));
        /// assert_eq!("pays-de-la-loire".parse(), Ok(Region::PaysDeLaLoire));
        /// assert_eq!(Region::GrandEst.code(), "44");
        /// assert_eq!(Region::IleDeFrance.to_string(), "Île-de-France");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Region {
            $(#[doc = concat!($nom, ", `", $code, "`.")] $variant,)+
        }

        impl Region {
            /// Every region, by code.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The Insee code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The name.
            pub const fn nom(self) -> &'static str {
                match self { $(Self::$variant => $nom),+ }
            }
        }
    };
}

regions! {
    Guadeloupe, "01", "Guadeloupe";
    Martinique, "02", "Martinique";
    Guyane, "03", "Guyane";
    LaReunion, "04", "La Réunion";
    Mayotte, "06", "Mayotte";
    IleDeFrance, "11", "Île-de-France";
    CentreValDeLoire, "24", "Centre-Val de Loire";
    BourgogneFrancheComte, "27", "Bourgogne-Franche-Comté";
    Normandie, "28", "Normandie";
    HautsDeFrance, "32", "Hauts-de-France";
    GrandEst, "44", "Grand Est";
    PaysDeLaLoire, "52", "Pays de la Loire";
    Bretagne, "53", "Bretagne";
    NouvelleAquitaine, "75", "Nouvelle-Aquitaine";
    Occitanie, "76", "Occitanie";
    AuvergneRhoneAlpes, "84", "Auvergne-Rhône-Alpes";
    ProvenceAlpesCoteDAzur, "93", "Provence-Alpes-Côte d'Azur";
    Corse, "94", "Corse";
}

impl Region {
    /// The region of a code or a name of any era: those of before 2016 lead to the one that took over (GEO-09).
    ///
    /// ```
    /// use sofi_core::Region;
    ///
    /// assert_eq!(Region::of_any_era("52"), Ok(Region::PaysDeLaLoire));
    /// assert_eq!(Region::of_any_era("21"), Ok(Region::GrandEst));
    /// assert_eq!(Region::of_any_era("Poitou-Charentes"), Ok(Region::NouvelleAquitaine));
    /// ```
    pub fn of_any_era(text: &str) -> Result<Self, UnknownTerritory> {
        match text.parse() {
            Err(UnknownTerritory::Former(ancienne)) => Ok(ancienne.region()),
            other => other,
        }
    }

    /// The regions of before 2016 that it is made of: itself alone where nothing changed.
    ///
    /// ```
    /// use sofi_core::{AncienneRegion, Region};
    ///
    /// let before: Vec<_> = Region::Normandie.anciennes().collect();
    /// assert_eq!(before, [AncienneRegion::HauteNormandie, AncienneRegion::BasseNormandie]);
    /// ```
    pub fn anciennes(self) -> impl Iterator<Item = AncienneRegion> {
        AncienneRegion::ALL.iter().copied().filter(move |ancienne| ancienne.region() == self)
    }

    /// Its departments.
    ///
    /// ```
    /// let codes: Vec<_> = sofi_core::Region::PaysDeLaLoire.departements().map(|d| d.code()).collect();
    /// assert_eq!(codes, ["44", "49", "53", "72", "85"]);
    /// ```
    pub fn departements(self) -> impl Iterator<Item = Departement> {
        Departement::all().filter(move |departement| departement.region() == Some(self))
    }

    /// Is it overseas?
    pub const fn is_outre_mer(self) -> bool {
        matches!(self, Self::Guadeloupe | Self::Martinique | Self::Guyane | Self::LaReunion | Self::Mayotte)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.nom())
    }
}

impl FromStr for Region {
    type Err = UnknownTerritory;

    fn from_str(text: &str) -> Result<Self, UnknownTerritory> {
        let is_this = |region: &&Self| region.code() == text || same_name(region.nom(), text);
        if let Some(region) = Self::ALL.iter().find(is_this) {
            return Ok(*region);
        }
        Err(text.parse().map_or(UnknownTerritory::Region, UnknownTerritory::Former))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_read_back() {
        for region in Region::ALL {
            assert_eq!(region.code().parse(), Ok(*region));
            assert_eq!(region.nom().to_uppercase().parse(), Ok(*region));
            assert!(region.anciennes().count() > 0);
            assert!(region.departements().count() > 0);
        }
        assert_eq!("provence alpes cote d’azur".parse(), Ok(Region::ProvenceAlpesCoteDAzur));
        for wrong in ["", "5", "520", "Loire", "99", "-"] {
            assert_eq!(wrong.parse::<Region>(), Err(UnknownTerritory::Region), "{wrong}");
        }
    }

    #[test]
    fn former_regions_say_what_became_of_them() {
        let error = "Alsace".parse::<Region>().unwrap_err();
        assert_eq!(error, UnknownTerritory::Former(AncienneRegion::Alsace));
        assert_eq!(error.to_string(), "Alsace is a region of before 2016: it is now part of Grand Est");
    }
}
