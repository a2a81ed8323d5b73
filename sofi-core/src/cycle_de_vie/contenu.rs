//! What the life cycle and the channels need to know of a session, and how an element is born.

use serde::{Deserialize, Serialize};

use super::{Acteur, Calendrier, Objet, Verbe};
use crate::{Cadre, Dispositif, Provenance};

/// What the life cycle and the channels look at in a session. The rest of it (places, contacts, texts) is in
/// the offer.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Cadre, Calendrier, Contenu, Dispositif};
///
/// let day = |m| NaiveDate::from_ymd_opt(2026, m, 1).unwrap();
/// let contenu = Contenu::new(Cadre::FormationContinueConventionnee, Calendrier::fixed(day(3), day(6)))
///     .with_dispositif(Dispositif::Prf)
///     .with_cpf(true);
/// assert_eq!(contenu.cpf, Some(true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contenu {
    /// The kind of offer.
    pub cadre: Cadre,
    /// When it takes place.
    pub calendrier: Calendrier,
    /// The scheme that pays, when known.
    #[serde(default)]
    pub dispositif: Option<Dispositif>,
    /// Whether the CPF can pay for it, when known.
    #[serde(default)]
    pub cpf: Option<bool>,
}

impl Contenu {
    /// A session of this kind, at these dates.
    pub const fn new(cadre: Cadre, calendrier: Calendrier) -> Self {
        Self { cadre, calendrier, dispositif: None, cpf: None }
    }

    /// Says which scheme pays.
    #[must_use]
    pub const fn with_dispositif(self, dispositif: Dispositif) -> Self {
        Self { dispositif: Some(dispositif), ..self }
    }

    /// Says whether the CPF can pay.
    #[must_use]
    pub const fn with_cpf(self, cpf: bool) -> Self {
        Self { cpf: Some(cpf), ..self }
    }
}

/// What a formation, an action or a session is born with.
///
/// ```
/// use sofi_core::{Fiche, Objet, Provenance};
///
/// let fiche = Fiche::action("21_2001", "21_1001").with_provenance(Provenance::Integree);
/// assert_eq!(fiche.objet(), Objet::action("21_2001"));
/// assert_eq!(fiche.parent(), Some(Objet::formation("21_1001")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fiche {
    /// Its number.
    pub numero: String,
    /// The door by which it comes.
    pub provenance: Provenance,
    /// What depends on its level.
    pub rang: Rang,
}

/// What a [`Fiche`] holds at each level.
///
/// ```
/// use sofi_core::{Fiche, Rang};
///
/// let Rang::Formation { siret } = Fiche::formation("21_1001", "19511296600799").rang else { panic!() };
/// assert_eq!(siret, "19511296600799");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "niveau", rename_all = "kebab-case")]
pub enum Rang {
    /// A formation belongs to an organisation.
    Formation {
        /// SIRET of the organisation that answers for it.
        siret: String,
    },
    /// An action belongs to a formation.
    Action {
        /// Number of the formation.
        formation: String,
    },
    /// A session belongs to an action.
    Session {
        /// Number of the action.
        action: String,
        /// What the life cycle looks at.
        contenu: Contenu,
    },
}

impl Fiche {
    /// A formation of the organisation that has this SIRET.
    pub fn formation(numero: impl Into<String>, siret: impl Into<String>) -> Self {
        Self::saisie(numero, Rang::Formation { siret: siret.into() })
    }

    /// An action of a formation.
    pub fn action(numero: impl Into<String>, formation: impl Into<String>) -> Self {
        Self::saisie(numero, Rang::Action { formation: formation.into() })
    }

    /// A session of an action.
    pub fn session(numero: impl Into<String>, action: impl Into<String>, contenu: Contenu) -> Self {
        Self::saisie(numero, Rang::Session { action: action.into(), contenu })
    }

    fn saisie(numero: impl Into<String>, rang: Rang) -> Self {
        Self { numero: numero.into(), provenance: Provenance::Saisie, rang }
    }

    /// Says by which door it comes; without it, it is entered by hand.
    #[must_use]
    pub fn with_provenance(self, provenance: Provenance) -> Self {
        Self { provenance, ..self }
    }

    /// What it is.
    pub fn objet(&self) -> Objet {
        let numero = self.numero.clone();
        match self.rang {
            Rang::Formation { .. } => Objet::formation(numero),
            Rang::Action { .. } => Objet::action(numero),
            Rang::Session { .. } => Objet::session(numero),
        }
    }

    /// What it belongs to.
    pub fn parent(&self) -> Option<Objet> {
        match &self.rang {
            Rang::Formation { .. } => None,
            Rang::Action { formation } => Some(Objet::formation(formation)),
            Rang::Session { action, .. } => Some(Objet::action(action)),
        }
    }

    /// The act by which it is born: entered by the organisation, or integrated by the system.
    pub const fn naissance(&self) -> Verbe {
        match self.provenance {
            Provenance::Saisie => Verbe::Saisir,
            Provenance::Integree | Provenance::IdeoOnisep => Verbe::Integrer,
        }
    }

    /// The one who has the right to bring it in.
    #[expect(clippy::indexing_slicing, reason = "no act is without an actor")]
    pub const fn auteur(&self) -> Acteur {
        self.naissance().acteurs()[0]
    }
}
