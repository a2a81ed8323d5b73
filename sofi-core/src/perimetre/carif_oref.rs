//! The Carif-Orefs, by the names that people give them.

use std::fmt;

use crate::{Bilingual, Region};

/// The Carif-Oref of a region: whom to see about what takes place there (PER-08).
///
/// ```
/// use sofi_core::{CarifOref, Lang, Region};
///
/// assert_eq!(CarifOref::of(Region::GrandEst).nom().get(Lang::Fr), "Carif-Oref du Grand Est");
/// assert_eq!(CarifOref::of(Region::Occitanie).nom().get(Lang::En), "Carif-Oref of Occitanie");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CarifOref(Region);

impl CarifOref {
    /// That of this region.
    pub const fn of(region: Region) -> Self {
        Self(region)
    }

    /// Its region.
    pub const fn region(self) -> Region {
        self.0
    }

    /// What it is called, with the article that the name of its region takes in French.
    pub const fn nom(self) -> Bilingual {
        macro_rules! noms {
            ($($region:ident: $fr:literal / $en:literal,)+) => {
                match self.0 {
                    $(Region::$region => Bilingual::new(concat!("Carif-Oref ", $fr), concat!("Carif-Oref of ", $en)),)+
                }
            };
        }
        noms! {
            Guadeloupe: "de Guadeloupe" / "Guadeloupe",
            Martinique: "de Martinique" / "Martinique",
            Guyane: "de Guyane" / "Guyane",
            LaReunion: "de La Réunion" / "La Réunion",
            Mayotte: "de Mayotte" / "Mayotte",
            IleDeFrance: "d'Île-de-France" / "Île-de-France",
            CentreValDeLoire: "du Centre-Val de Loire" / "Centre-Val de Loire",
            BourgogneFrancheComte: "de Bourgogne-Franche-Comté" / "Bourgogne-Franche-Comté",
            Normandie: "de Normandie" / "Normandie",
            HautsDeFrance: "des Hauts-de-France" / "Hauts-de-France",
            GrandEst: "du Grand Est" / "Grand Est",
            PaysDeLaLoire: "des Pays de la Loire" / "Pays de la Loire",
            Bretagne: "de Bretagne" / "Bretagne",
            NouvelleAquitaine: "de Nouvelle-Aquitaine" / "Nouvelle-Aquitaine",
            Occitanie: "d'Occitanie" / "Occitanie",
            AuvergneRhoneAlpes: "d'Auvergne-Rhône-Alpes" / "Auvergne-Rhône-Alpes",
            ProvenceAlpesCoteDAzur: "de Provence-Alpes-Côte d'Azur" / "Provence-Alpes-Côte d'Azur",
            Corse: "de Corse" / "Corse",
        }
    }
}

impl fmt::Display for CarifOref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.nom().fr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_that_of_the_region() {
        for region in Region::ALL {
            let nom = CarifOref::of(*region).nom();
            assert!(nom.fr.ends_with(region.nom()) && nom.en.ends_with(region.nom()), "{region}");
            let article = nom.fr.trim_start_matches("Carif-Oref ").trim_end_matches(region.nom());
            assert!(["de ", "d'", "du ", "des "].contains(&article), "{}", nom.fr);
            assert_eq!(article == "d'", region.nom().starts_with(['Î', 'O', 'A']), "{}", nom.fr);
        }
    }
}
