//! The kinds of offer, the schemes that pay for them, and the doors by which they come.

use crate::{Preuve, vocabulary::vocabulary};

vocabulary! {
    /// The kinds of offer that slide 5 tells apart, by public and by purse.
    ///
    /// ```
    /// use sofi_core::Cadre;
    ///
    /// assert!(Cadre::Apprentissage.is_alternance());
    /// assert_eq!("formation-initiale".parse(), Ok(Cadre::FormationInitiale));
    /// ```
    pub enum Cadre {
        /// Continuing training paid by public money under an agreement: PRF, Agefiph, POEC, AIF...
        FormationContinueConventionnee = "formation-continue-conventionnee":
            "formation continue conventionnée" / "continuing training under public agreement",
        /// Continuing training paid privately, without agreement.
        FormationContinuePrivee = "formation-continue-privee":
            "formation continue privée" / "privately funded continuing training",
        /// Initial training, at school or university.
        FormationInitiale = "formation-initiale": "formation initiale" / "initial training",
        /// Alternance under a *contrat d'apprentissage*.
        Apprentissage = "apprentissage": "apprentissage" / "apprenticeship",
        /// Alternance under a *contrat de professionnalisation*.
        ContratDeProfessionnalisation = "contrat-de-professionnalisation":
            "contrat de professionnalisation" / "professionalisation contract",
    }
}

impl Cadre {
    /// True for both contracts of alternance, which slide 5 holds in one line.
    pub const fn is_alternance(self) -> bool {
        matches!(self, Self::Apprentissage | Self::ContratDeProfessionnalisation)
    }

    /// True for continuing training, whoever pays.
    pub const fn is_continue(self) -> bool {
        matches!(self, Self::FormationContinueConventionnee | Self::FormationContinuePrivee)
    }
}

vocabulary! {
    /// The schemes under which public money pays for continuing training.
    ///
    /// Slide 5 names four and an ellipsis; slide 17 names three programmes of the Région. The others are common
    /// practice: ask [`Dispositif::preuve`].
    ///
    /// ```
    /// use sofi_core::{Dispositif, Preuve};
    ///
    /// assert_eq!(Dispositif::Poec.preuve(), Preuve::Diapositive(5));
    /// assert!(Dispositif::Afpr.preuve().is_inferred());
    /// ```
    #[non_exhaustive]
    pub enum Dispositif {
        /// *Programme régional de formation*.
        Prf = "prf": "programme régional de formation (PRF)" / "regional training programme (PRF)",
        /// Training paid by the Agefiph.
        Agefiph = "agefiph": "Agefiph" / "Agefiph",
        /// *Préparation opérationnelle à l'emploi collective*.
        Poec = "poec":
            "préparation opérationnelle à l'emploi collective (POEC)" / "collective job preparation (POEC)",
        /// *Aide individuelle à la formation*.
        Aif = "aif": "aide individuelle à la formation (AIF)" / "individual training grant (AIF)",
        /// PREPA, a programme of the Région Pays de la Loire.
        Prepa = "prepa": "PRÉPA (Région Pays de la Loire)" / "PRÉPA (Région Pays de la Loire)",
        /// VISA, a programme of the Région Pays de la Loire.
        Visa = "visa": "VISA (Région Pays de la Loire)" / "VISA (Région Pays de la Loire)",
        /// ACCES, a programme of the Région Pays de la Loire.
        Acces = "acces": "ACCÈS (Région Pays de la Loire)" / "ACCÈS (Région Pays de la Loire)",
        /// *Préparation opérationnelle à l'emploi individuelle*.
        Poei = "poei":
            "préparation opérationnelle à l'emploi individuelle (POEI)" / "individual job preparation (POEI)",
        /// *Action de formation préalable au recrutement*.
        Afpr = "afpr":
            "action de formation préalable au recrutement (AFPR)" / "training before recruitment (AFPR)",
        /// Any other scheme: the list of slide 5 is open.
        Autre = "autre": "autre dispositif" / "another scheme",
    }
}

impl Dispositif {
    /// Where sofi knows the scheme from.
    pub const fn preuve(self) -> Preuve {
        match self {
            Self::Prf | Self::Agefiph | Self::Poec | Self::Aif => Preuve::Diapositive(5),
            // The slide announces a session on typing them in; that they are public money is deduced.
            Self::Prepa | Self::Visa | Self::Acces => Preuve::Deduite(17),
            Self::Autre => Preuve::Deduite(5),
            Self::Poei | Self::Afpr => Preuve::Usage,
        }
    }
}

vocabulary! {
    /// The door by which a formation, an action or a session came into SOFI.
    ///
    /// ```
    /// use sofi_core::Provenance;
    ///
    /// assert!(Provenance::Integree.is_editable());
    /// assert!(!Provenance::IdeoOnisep.is_editable());
    /// ```
    pub enum Provenance {
        /// Typed in SOFI by the organisation.
        Saisie = "saisie": "saisie dans SOFI" / "entered in SOFI",
        /// Integrated from the system of a public funder.
        Integree = "integree": "intégrée" / "integrated",
        /// Integrated from the base Ideo of the Onisep.
        IdeoOnisep = "ideo-onisep": "intégrée via Ideo-Onisep" / "integrated from Ideo-Onisep",
    }
}

impl Provenance {
    /// True when the organisation may change in SOFI what came by this door: all but Ideo-Onisep (slide 10).
    pub const fn is_editable(self) -> bool {
        !matches!(self, Self::IdeoOnisep)
    }
}
