//! What a Carif-Oref lets in although its rule would not.

use crate::{Region, vocabulary::vocabulary};

vocabulary! {
    /// What is let in although the rule would not (PER-02, PER-03).
    ///
    /// ```
    /// use sofi_core::{ExceptionPerimetre, Lang};
    ///
    /// assert_eq!("cpf".parse(), Ok(ExceptionPerimetre::Cpf));
    /// assert_eq!(ExceptionPerimetre::FinancementRegion.as_str(), "financement-region");
    /// ```
    pub enum ExceptionPerimetre {
        /// Eligible to the CPF: the organisation lies elsewhere, its sessions take place in the region.
        Cpf = "cpf": "offre éligible au CPF, avec des sessions dans la région"
            / "offer eligible to the CPF, with sessions in the region",
        /// The organisation lies elsewhere, and has an establishment at the place, in the region (LHEO 2.3 gives its SIRET).
        ImplantationLocale = "implantation-locale": "établissement de l'organisme au lieu de formation, dans la région"
            / "establishment of the organisation at the place of training, in the region",
        /// The organisation lies in the region, which pays for sessions in a neighbouring one.
        FinancementRegion = "financement-region": "formation financée par la Région, dans une région limitrophe"
            / "training paid for by the Region, in a neighbouring region",
    }
}

/// Do these two regions have a common border?
pub(super) fn are_neighbours(one: Region, other: Region) -> bool {
    use Region as R;
    const BORDERS: [(R, &[R]); 12] = [
        (
            R::IleDeFrance,
            &[R::Normandie, R::HautsDeFrance, R::GrandEst, R::BourgogneFrancheComte, R::CentreValDeLoire],
        ),
        (
            R::CentreValDeLoire,
            &[
                R::Normandie,
                R::BourgogneFrancheComte,
                R::AuvergneRhoneAlpes,
                R::NouvelleAquitaine,
                R::PaysDeLaLoire,
            ],
        ),
        (R::BourgogneFrancheComte, &[R::GrandEst, R::AuvergneRhoneAlpes]),
        (R::Normandie, &[R::HautsDeFrance, R::Bretagne, R::PaysDeLaLoire]),
        (R::HautsDeFrance, &[R::GrandEst]),
        (R::PaysDeLaLoire, &[R::Bretagne, R::NouvelleAquitaine]),
        (R::NouvelleAquitaine, &[R::AuvergneRhoneAlpes, R::Occitanie]),
        (R::Occitanie, &[R::AuvergneRhoneAlpes, R::ProvenceAlpesCoteDAzur]),
        (R::AuvergneRhoneAlpes, &[R::ProvenceAlpesCoteDAzur]),
        (R::GrandEst, &[]),
        (R::Bretagne, &[]),
        (R::ProvenceAlpesCoteDAzur, &[]),
    ];
    let touches =
        |a: Region, b: Region| BORDERS.iter().any(|(region, others)| *region == a && others.contains(&b));
    touches(one, other) || touches(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders() {
        let neighbours =
            |region: Region| Region::ALL.iter().filter(move |other| are_neighbours(region, **other));
        let names: Vec<_> = neighbours(Region::PaysDeLaLoire).map(|region| region.code()).collect();
        assert_eq!(names, ["24", "28", "53", "75"]);
        for region in Region::ALL {
            assert!(!are_neighbours(*region, *region));
            let is_island = region.is_outre_mer() || *region == Region::Corse;
            assert_eq!(neighbours(*region).count() == 0, is_island, "{region}");
        }
        assert_eq!(neighbours(Region::AuvergneRhoneAlpes).count(), 5);
    }
}
