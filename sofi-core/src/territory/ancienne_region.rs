//! The regions of before 2016, which older identifiers still carry.

use std::{fmt, str::FromStr};

use super::{CodeCarif, Departement, Region, UnknownTerritory, same_name};

macro_rules! anciennes {
    ($($variant:ident, $code:literal, $nom:literal, $region:ident, $carif:literal;)+) => {
        /// A region as they were before 2016, with its Insee code of that time.
        ///
        /// Identifiers are not renumbered when regions merge: numbers of activity, feeds and Carif codes still
        /// speak of these (GEO-09, NDA-05, IDN-03).
        ///
        /// ```
        /// use sofi_core::{AncienneRegion, Region};
        ///
        /// let alsace: AncienneRegion = "42".parse().unwrap();
        /// assert_eq!(alsace, AncienneRegion::Alsace);
        /// assert_eq!(alsace.region(), Region::GrandEst);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AncienneRegion {
            $(#[doc = concat!($nom, ", `", $code, "`.")] $variant,)+
        }

        impl AncienneRegion {
            /// Every region of before 2016, by code.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The Insee code of that time.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The name of that time.
            pub const fn nom(self) -> &'static str {
                match self { $(Self::$variant => $nom),+ }
            }

            /// The region of today that holds it.
            pub const fn region(self) -> Region {
                match self { $(Self::$variant => Region::$region),+ }
            }

            /// Zero where no Carif-Oref had a number: Mayotte became a region later.
            const fn carif_number(self) -> u8 {
                match self { $(Self::$variant => $carif),+ }
            }
        }
    };
}

anciennes! {
    Guadeloupe, "01", "Guadeloupe", Guadeloupe, 11;
    Martinique, "02", "Martinique", Martinique, 18;
    Guyane, "03", "Guyane", Guyane, 12;
    LaReunion, "04", "La Réunion", LaReunion, 25;
    Mayotte, "06", "Mayotte", Mayotte, 0;
    IleDeFrance, "11", "Île-de-France", IleDeFrance, 14;
    ChampagneArdenne, "21", "Champagne-Ardenne", GrandEst, 8;
    Picardie, "22", "Picardie", HautsDeFrance, 22;
    HauteNormandie, "23", "Haute-Normandie", Normandie, 13;
    Centre, "24", "Centre", CentreValDeLoire, 7;
    BasseNormandie, "25", "Basse-Normandie", Normandie, 4;
    Bourgogne, "26", "Bourgogne", BourgogneFrancheComte, 5;
    NordPasDeCalais, "31", "Nord-Pas-de-Calais", HautsDeFrance, 20;
    Lorraine, "41", "Lorraine", GrandEst, 17;
    Alsace, "42", "Alsace", GrandEst, 1;
    FrancheComte, "43", "Franche-Comté", BourgogneFrancheComte, 10;
    PaysDeLaLoire, "52", "Pays de la Loire", PaysDeLaLoire, 21;
    Bretagne, "53", "Bretagne", Bretagne, 6;
    PoitouCharentes, "54", "Poitou-Charentes", NouvelleAquitaine, 23;
    Aquitaine, "72", "Aquitaine", NouvelleAquitaine, 2;
    MidiPyrenees, "73", "Midi-Pyrénées", Occitanie, 19;
    Limousin, "74", "Limousin", NouvelleAquitaine, 16;
    RhoneAlpes, "82", "Rhône-Alpes", AuvergneRhoneAlpes, 26;
    Auvergne, "83", "Auvergne", AuvergneRhoneAlpes, 3;
    LanguedocRoussillon, "91", "Languedoc-Roussillon", Occitanie, 15;
    ProvenceAlpesCoteDAzur, "93", "Provence-Alpes-Côte d'Azur", ProvenceAlpesCoteDAzur, 24;
    Corse, "94", "Corse", Corse, 9;
}

impl AncienneRegion {
    /// The number of its Carif-Oref in the national flow (IDN-03).
    ///
    /// ```
    /// use sofi_core::AncienneRegion;
    ///
    /// assert_eq!(AncienneRegion::IleDeFrance.carif().unwrap().to_string(), "14");
    /// assert_eq!(AncienneRegion::Mayotte.carif(), None);
    /// ```
    pub const fn carif(self) -> Option<CodeCarif> {
        CodeCarif::new(self.carif_number())
    }

    /// Its departments.
    ///
    /// ```
    /// let codes: Vec<_> = sofi_core::AncienneRegion::Alsace.departements().map(|d| d.code()).collect();
    /// assert_eq!(codes, ["67", "68"]);
    /// ```
    pub fn departements(self) -> impl Iterator<Item = Departement> {
        Departement::all().filter(move |departement| departement.ancienne_region() == Some(self))
    }

    /// Has nothing changed for it in 2016, its name aside?
    ///
    /// ```
    /// use sofi_core::AncienneRegion;
    ///
    /// assert!(AncienneRegion::Centre.is_unchanged());
    /// assert!(!AncienneRegion::Picardie.is_unchanged());
    /// ```
    pub fn is_unchanged(self) -> bool {
        self.code() == self.region().code()
    }
}

impl fmt::Display for AncienneRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.nom())
    }
}

impl FromStr for AncienneRegion {
    type Err = UnknownTerritory;

    fn from_str(text: &str) -> Result<Self, UnknownTerritory> {
        let is_this = |region: &&Self| region.code() == text || same_name(region.nom(), text);
        Self::ALL.iter().find(is_this).copied().ok_or(UnknownTerritory::Region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_means_two_things() {
        for ancienne in AncienneRegion::ALL {
            assert_eq!(ancienne.code().parse(), Ok(*ancienne));
            assert_eq!(ancienne.nom().parse(), Ok(*ancienne));
            let same = Region::ALL.iter().find(|region| region.code() == ancienne.code());
            assert!(same.is_none_or(|region| *region == ancienne.region()), "{ancienne}");
            assert!(ancienne.departements().count() > 0);
        }
    }
}
