//! The states that are stored.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The state in which a formation, an action or a session is kept. What depends on the day is not stored but
    /// derived: see [`Situation`](crate::Situation).
    ///
    /// ```
    /// use sofi_core::EtatStocke;
    ///
    /// assert_eq!("en-cours-de-saisie".parse(), Ok(EtatStocke::EnCoursDeSaisie));
    /// assert_eq!(EtatStocke::Validee.as_str(), "validee");
    /// ```
    pub enum EtatStocke {
        /// Being written by the organisation: left so, it is neither validated nor published (slide 11).
        EnCoursDeSaisie = "en-cours-de-saisie": "en cours de saisie" / "being entered",
        /// Handed to the Carif-Oref, which has not answered. Inferred: no slide names this state, but a dashboard
        /// where « en cours de saisie » means "not handed over" needs one for what has been.
        Soumise = "soumise": "soumise" / "submitted",
        /// Accepted by the Carif-Oref, or integrated.
        Validee = "validee": "validée" / "validated",
        /// Sent back by the Carif-Oref, with its reason.
        Refusee = "refusee": "refusée" / "refused",
        /// Withdrawn for a while by the Carif-Oref.
        Suspendue = "suspendue": "suspendue" / "suspended",
        /// Given up by the organisation.
        Annulee = "annulee": "annulée" / "cancelled",
        /// Put away; its number stays taken.
        Archivee = "archivee": "archivée" / "archived",
    }
}

impl EtatStocke {
    /// True when the work on it is over: only reopening leads out.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Annulee | Self::Archivee)
    }
}
