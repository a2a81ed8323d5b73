//! What can be done to an element of the offer, by whom, from which states.

use serde::{Deserialize, Serialize};

use super::{Acteur, Contenu, EtatStocke};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The name of an act.
    ///
    /// ```
    /// use sofi_core::{Acteur, EtatStocke, Verbe};
    ///
    /// assert_eq!(Verbe::Valider.arrivee(EtatStocke::Soumise), Some(EtatStocke::Validee));
    /// assert_eq!(Verbe::Valider.arrivee(EtatStocke::EnCoursDeSaisie), None);
    /// assert_eq!(Verbe::Archiver.acteurs(), [Acteur::CarifOref, Acteur::Systeme]);
    /// ```
    pub enum Verbe {
        /// Enter for the first time.
        Saisir = "saisir": "saisir" / "enter",
        /// Hand over to the Carif-Oref.
        Soumettre = "soumettre": "soumettre" / "submit",
        /// Change the content.
        Corriger = "corriger": "corriger" / "correct",
        /// Accept.
        Valider = "valider": "valider" / "validate",
        /// Send back.
        Refuser = "refuser": "refuser" / "refuse",
        /// Withdraw for a while.
        Suspendre = "suspendre": "suspendre" / "suspend",
        /// Give up.
        Annuler = "annuler": "annuler" / "cancel",
        /// Put away.
        Archiver = "archiver": "archiver" / "archive",
        /// Take up again what was withdrawn, given up or put away.
        Rouvrir = "rouvrir": "rouvrir" / "reopen",
        /// Follow a permanent session by another, under a new number.
        Renouveler = "renouveler": "renouveler" / "renew",
        /// Receive from another system.
        Integrer = "integrer": "intégrer" / "integrate",
    }
}

impl Verbe {
    /// Those who have the right to it.
    pub const fn acteurs(self) -> &'static [Acteur] {
        match self {
            Self::Saisir | Self::Soumettre | Self::Corriger | Self::Annuler | Self::Renouveler => {
                &[Acteur::Organisme]
            }
            Self::Valider | Self::Refuser | Self::Suspendre | Self::Rouvrir => &[Acteur::CarifOref],
            Self::Archiver => &[Acteur::CarifOref, Acteur::Systeme],
            Self::Integrer => &[Acteur::Systeme],
        }
    }

    /// The state that the act leads to from a state; `None` when the act is illegal there.
    ///
    /// `Saisir` is illegal everywhere: it happens once, at birth. `Rouvrir` is given here for what was entered
    /// in SOFI; a suspension is lifted to the state that it interrupted, and what cannot be edited in SOFI is
    /// reopened validated, since nobody there could submit it again.
    pub const fn arrivee(self, de: EtatStocke) -> Option<EtatStocke> {
        use EtatStocke as E;
        match (self, de) {
            (Self::Soumettre, E::EnCoursDeSaisie) => Some(E::Soumise),
            (Self::Refuser, E::Soumise) => Some(E::Refusee),
            (Self::Corriger, E::EnCoursDeSaisie | E::Soumise | E::Validee | E::Refusee | E::Suspendue)
            | (Self::Rouvrir, E::Annulee | E::Archivee) => Some(E::EnCoursDeSaisie),
            (Self::Suspendre, E::EnCoursDeSaisie | E::Soumise | E::Validee | E::Refusee) => {
                Some(E::Suspendue)
            }
            (Self::Annuler, E::EnCoursDeSaisie | E::Soumise | E::Validee | E::Refusee | E::Suspendue) => {
                Some(E::Annulee)
            }
            (Self::Archiver, E::Archivee) => None,
            (Self::Archiver, _) => Some(E::Archivee),
            (Self::Valider, E::Soumise)
            | (Self::Integrer, E::EnCoursDeSaisie | E::Soumise | E::Validee | E::Refusee)
            | (Self::Rouvrir, E::Suspendue) => Some(E::Validee),
            // A renewal leaves the renewed session as it is.
            (
                Self::Renouveler,
                E::EnCoursDeSaisie | E::Soumise | E::Validee | E::Refusee | E::Suspendue | E::Archivee,
            ) => Some(de),
            _ => None,
        }
    }

    /// The states from which the act is legal.
    pub fn departs(self) -> impl Iterator<Item = EtatStocke> {
        EtatStocke::ALL.iter().copied().filter(move |etat| self.arrivee(*etat).is_some())
    }

    /// True when the act changes the content or the fate of the offer in the name of the organisation, which
    /// it may not do to what came from Ideo-Onisep.
    pub(super) const fn needs_editable(self) -> bool {
        matches!(self, Self::Soumettre | Self::Corriger | Self::Annuler | Self::Renouveler)
    }
}

/// An act, with what it needs to be told.
///
/// ```
/// use sofi_core::{Acte, Verbe};
///
/// let acte = Acte::Refuser { motif: "Dates absentes".to_owned() };
/// assert_eq!(acte.verbe(), Verbe::Refuser);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verbe", rename_all = "kebab-case")]
pub enum Acte {
    /// Enter for the first time; done by [`TableauDeBord::add`](crate::TableauDeBord::add).
    Saisir,
    /// Hand over to the Carif-Oref, with the formation and the action above if they are still being entered.
    Soumettre,
    /// Change the content.
    Corriger {
        /// The new content of a session; `None` when the change is not one that the life cycle looks at.
        #[serde(default)]
        contenu: Option<Contenu>,
    },
    /// Accept, with all that is submitted underneath.
    Valider,
    /// Send back.
    Refuser {
        /// Why: never blank, for the organisation must know what to correct.
        motif: String,
    },
    /// Withdraw for a while.
    Suspendre,
    /// Give up.
    Annuler,
    /// Put away.
    Archiver,
    /// Take up again.
    Rouvrir,
    /// Follow a permanent session by another.
    Renouveler {
        /// The new number.
        par: String,
        /// The content of the new session, with its new dates.
        contenu: Contenu,
    },
    /// Receive, once more, from another system.
    Integrer {
        /// The new content of a session; `None` when it has not changed.
        #[serde(default)]
        contenu: Option<Contenu>,
    },
}

impl Acte {
    /// The name of the act.
    pub const fn verbe(&self) -> Verbe {
        match self {
            Self::Saisir => Verbe::Saisir,
            Self::Soumettre => Verbe::Soumettre,
            Self::Corriger { .. } => Verbe::Corriger,
            Self::Valider => Verbe::Valider,
            Self::Refuser { .. } => Verbe::Refuser,
            Self::Suspendre => Verbe::Suspendre,
            Self::Annuler => Verbe::Annuler,
            Self::Archiver => Verbe::Archiver,
            Self::Rouvrir => Verbe::Rouvrir,
            Self::Renouveler { .. } => Verbe::Renouveler,
            Self::Integrer { .. } => Verbe::Integrer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each act; the state it leads to from each state, `.` where it is illegal.
    const TABLE: &str = "
        acte        E  So  V  R  Su  An  Ar
        saisir      .  .   .  .  .   .   .
        soumettre   So .   .  .  .   .   .
        corriger    E  E   E  E  E   .   .
        valider     .  V   .  .  .   .   .
        refuser     .  R   .  .  .   .   .
        suspendre   Su Su  Su Su .   .   .
        annuler     An An  An An An  .   .
        archiver    Ar Ar  Ar Ar Ar  Ar  .
        rouvrir     .  .   .  .  V   E   E
        renouveler  E  So  V  R  Su  .   Ar
        integrer    V  V   V  V  .   .   .
    ";

    #[test]
    fn transitions_are_those_of_the_table() {
        let short = ["E", "So", "V", "R", "Su", "An", "Ar"];
        let lines: Vec<_> = TABLE.trim().lines().skip(1).collect();
        assert_eq!(lines.len(), Verbe::ALL.len());
        for line in lines {
            let mut words = line.split_whitespace();
            let verbe: Verbe = words.next().unwrap().parse().unwrap();
            for (de, expected) in EtatStocke::ALL.iter().zip(words) {
                let found = verbe.arrivee(*de).map_or(".", |vers| short[vers as usize]);
                assert_eq!(found, expected, "{verbe} from {de}");
            }
        }
    }

    #[test]
    fn a_draft_is_never_validated() {
        assert_eq!(Verbe::Valider.departs().collect::<Vec<_>>(), [EtatStocke::Soumise]);
    }

    #[test]
    fn each_act_belongs_to_somebody() {
        for verbe in Verbe::ALL {
            assert!(!verbe.acteurs().is_empty(), "{verbe}");
        }
    }
}
