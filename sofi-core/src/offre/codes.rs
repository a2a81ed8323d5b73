//! Codes of LHEO that carry meaning for rules. Their names are the codes themselves.

use super::shape::{codes, quiet};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Yes or no (dictionary `boolean`).
    ///
    /// ```
    /// assert_eq!("1".parse(), Ok(sofi_core::Booleen::Oui));
    /// ```
    pub enum Booleen {
        /// No.
        Non = "0": "non" / "no",
        /// Yes.
        Oui = "1": "oui" / "yes",
    }
}

vocabulary! {
    /// On site or at a distance (dictionary `modalites-enseignement`). 1 and 2 are often mistaken for each other (ACT-04).
    ///
    /// ```
    /// assert_eq!("2".parse(), Ok(sofi_core::ModalitesEnseignement::Distance));
    /// ```
    pub enum ModalitesEnseignement {
        /// On site.
        Presentiel = "0": "en présentiel" / "on site",
        /// Both.
        Mixte = "1": "mixte" / "blended",
        /// At a distance.
        Distance = "2": "à distance" / "at a distance",
    }
}

vocabulary! {
    /// Fixed dates, or entries and exits at any time (dictionary `modalites-es`, SES-06).
    ///
    /// ```
    /// assert_eq!("1".parse(), Ok(sofi_core::ModalitesEntreesSorties::Permanentes));
    /// ```
    pub enum ModalitesEntreesSorties {
        /// Everybody starts and ends on the same days.
        DatesFixes = "0": "à dates fixes" / "on fixed dates",
        /// Everybody starts when they want.
        Permanentes = "1": "entrées et sorties permanentes" / "entries and exits at any time",
    }
}

vocabulary! {
    /// Whether one can still enter a session (dictionary `etat-recrutement`, SES-10).
    ///
    /// ```
    /// assert_eq!("3".parse(), Ok(sofi_core::EtatRecrutement::Suspendu));
    /// ```
    pub enum EtatRecrutement {
        /// There are places left.
        Ouvert = "1": "ouvert" / "open",
        /// It is full.
        Ferme = "2": "fermé" / "closed",
        /// Interrupted: places may come again. Not known to EDOF.
        Suspendu = "3": "suspendu" / "suspended",
    }
}

vocabulary! {
    /// What a formation is for (dictionary `AIS`). LHEO writes *perfectionnement* 3 or 2, EDOF 2 only (ACT-08).
    ///
    /// ```
    /// assert_eq!("6".parse(), Ok(sofi_core::ObjectifGeneral::Certification));
    /// ```
    pub enum ObjectifGeneral {
        /// A code of the past.
        Obsolete = "1": "code obsolète" / "obsolete code",
        /// More skills in a trade that one has.
        Perfectionnement = "2": "perfectionnement, élargissement des compétences" / "improvement, more skills",
        /// The same, as LHEO first numbered it.
        PerfectionnementLheo = "3": "perfectionnement, élargissement des compétences" / "improvement, more skills",
        /// Starting a business.
        CreationEntreprise = "4": "création d'entreprise" / "starting a business",
        /// Basic knowledge.
        RemiseANiveau = "5": "remise à niveau, savoirs de base, initiation" / "refresher, basic knowledge",
        /// Leads to a certification.
        Certification = "6": "certification" / "certification",
        /// Makes one operational in a trade.
        Professionnalisation = "7": "professionnalisation" / "professional skills",
        /// Comes before a qualifying formation.
        PreparationQualification = "8": "préparation à la qualification" / "preparation of a qualification",
        /// Helps to find one's way.
        Remobilisation = "9": "(re)mobilisation, aide à l'élaboration de projet" / "new start, help to plan",
    }
}

quiet! { Booleen = crate::ValueType::Booleen }
codes! { ModalitesEnseignement ModalitesEntreesSorties EtatRecrutement ObjectifGeneral }
