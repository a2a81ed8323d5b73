//! Codes of additions that carry a label.

use crate::{offre::shape::codes, vocabulary::vocabulary};

vocabulary! {
    /// How one is admitted to an action (EDOF, `code-modalites-admission`).
    ///
    /// ```
    /// use sofi_core::{Lang, extras::ModaliteAdmission};
    ///
    /// assert_eq!("92005".parse::<ModaliteAdmission>().unwrap().words().get(Lang::Fr), "entretien");
    /// ```
    pub enum ModaliteAdmission {
        /// On a file.
        Dossier = "92002": "sur dossier" / "on a file",
        /// By competition.
        Concours = "92003": "concours" / "competition",
        /// After an interview.
        Entretien = "92005": "entretien" / "interview",
        /// After a test.
        Test = "92007": "test" / "test",
        /// After a medical examination.
        VisiteMedicale = "92009": "visite médicale" / "medical examination",
        /// In several ways.
        Plusieurs = "99998": "plusieurs modalités" / "several ways",
        /// Without any condition of its own.
        SansDisposition = "99999": "sans disposition particulière" / "no particular condition",
    }
}

vocabulary! {
    /// Whether an action keeps to hours (EDOF, `code-type-horaires`).
    ///
    /// ```
    /// assert_eq!("3".parse(), Ok(sofi_core::extras::TypeHoraires::Mixte));
    /// ```
    pub enum TypeHoraires {
        /// Fixed hours.
        Fixes = "1": "horaires fixes" / "fixed hours",
        /// No hours.
        SansHoraires = "2": "sans horaires" / "no fixed hours",
        /// Both.
        Mixte = "3": "mixte" / "both",
    }
}

vocabulary! {
    /// When an action takes place (EDOF, `code-rythme-formation`).
    ///
    /// ```
    /// assert_eq!("4".parse(), Ok(sofi_core::extras::RythmeFormation::WeekEnd));
    /// ```
    pub enum RythmeFormation {
        /// By day.
        Journee = "1": "en journée" / "by day",
        /// In the evening.
        Soiree = "2": "en soirée" / "in the evening",
        /// On weekdays.
        Semaine = "3": "en semaine" / "on weekdays",
        /// At week-ends.
        WeekEnd = "4": "le week-end" / "at week-ends",
        /// Full time.
        TempsPlein = "5": "temps plein" / "full time",
        /// Part time.
        TempsPartiel = "6": "temps partiel" / "part time",
        /// In several ways.
        Plusieurs = "7": "plusieurs rythmes possibles" / "several paces",
    }
}

vocabulary! {
    /// What the platform once asked of how an action is paid for (EDOF, `code-modele-economique`).
    ///
    /// ```
    /// assert_eq!("2".parse(), Ok(sofi_core::extras::ModeleEconomique::Forfait));
    /// ```
    pub enum ModeleEconomique {
        /// By hours attended.
        Assiduite = "1": "assiduité" / "by attendance",
        /// As a whole.
        Forfait = "2": "forfait" / "as a whole",
    }
}

vocabulary! {
    /// For whom a list of the CPF was meant (Offre Info, `eligibilite-cpf`).
    ///
    /// ```
    /// assert_eq!("3".parse(), Ok(sofi_core::extras::PublicCpf::Tous));
    /// ```
    pub enum PublicCpf {
        /// Employees.
        Salarie = "1": "salarié" / "employees",
        /// Job seekers.
        DemandeurEmploi = "2": "demandeur d'emploi" / "job seekers",
        /// Everybody.
        Tous = "3": "tout public" / "everybody",
    }
}

codes! { ModaliteAdmission TypeHoraires RythmeFormation ModeleEconomique PublicCpf }
