//! Who acts, and on what.

use serde::{Deserialize, Serialize};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Those who act on an offer.
    ///
    /// ```
    /// use sofi_core::{Acteur, Verbe};
    ///
    /// assert!(Verbe::Valider.acteurs().contains(&Acteur::CarifOref));
    /// assert!(!Verbe::Valider.acteurs().contains(&Acteur::Organisme));
    /// ```
    pub enum Acteur {
        /// The training organisation: it enters, submits, corrects, cancels, renews.
        Organisme = "organisme": "l'organisme" / "the organisation",
        /// The Carif-Oref: it validates, refuses, suspends, archives, reopens.
        CarifOref = "carif-oref": "le Carif-Oref" / "the Carif-Oref",
        /// The system itself: it integrates, and archives what is long over.
        Systeme = "systeme": "le système" / "the system",
    }
}

vocabulary! {
    /// The three levels of an offer, from the widest to the one that is handed over.
    ///
    /// ```
    /// use sofi_core::Niveau;
    ///
    /// assert_eq!(Niveau::Session.parent(), Some(Niveau::Action));
    /// assert_eq!(Niveau::Formation.parent(), None);
    /// ```
    pub enum Niveau {
        /// The formation (F): what is taught, and what it certifies.
        Formation = "formation": "La formation" / "Formation",
        /// The action (A): how it is taught.
        Action = "action": "L'action" / "Action",
        /// The session (S): when and where. Its number is the one to hand over.
        Session = "session": "La session" / "Session",
    }
}

impl Niveau {
    /// The level above.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Formation => None,
            Self::Action => Some(Self::Formation),
            Self::Session => Some(Self::Action),
        }
    }
}

/// A formation, an action or a session, by its number.
///
/// The level is part of the name: some Carif-Orefs give an action and its session the same number. What a
/// number looks like is not judged here; that it is given only once is.
///
/// ```
/// use sofi_core::Objet;
///
/// assert_ne!(Objet::action("21_123456"), Objet::session("21_123456"));
/// assert_eq!(Objet::session("21_123456").to_string(), "session 21_123456");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Objet {
    /// Its level.
    pub niveau: Niveau,
    /// Its number.
    pub numero: String,
}

impl Objet {
    /// A formation.
    pub fn formation(numero: impl Into<String>) -> Self {
        Self { niveau: Niveau::Formation, numero: numero.into() }
    }

    /// An action.
    pub fn action(numero: impl Into<String>) -> Self {
        Self { niveau: Niveau::Action, numero: numero.into() }
    }

    /// A session.
    pub fn session(numero: impl Into<String>) -> Self {
        Self { niveau: Niveau::Session, numero: numero.into() }
    }
}

impl std::fmt::Display for Objet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.niveau, self.numero)
    }
}
