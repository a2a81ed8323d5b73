//! The life of an offer, from the first keystroke to the archives.
//!
//! A *formation* (F) holds *actions* (A), which hold *sessions* (S). Each of the three is an [`Objet`] with a
//! stored [state](EtatStocke); all live in a [`TableauDeBord`]. Nothing changes but by an [`Acte`], done by an
//! [`Acteur`] who has the right to it, on a day that is given: this module never reads a clock.
//!
//! # Who does what
//!
//! | act | by | from | to |
//! | --- | --- | --- | --- |
//! | `Saisir` | organisme | nothing | en cours de saisie |
//! | `Soumettre` | organisme | en cours de saisie | soumise |
//! | `Corriger` | organisme | all but annulée, archivée | en cours de saisie |
//! | `Valider`, `Refuser` (with its reason) | Carif-Oref | soumise | validée, refusée |
//! | `Suspendre` | Carif-Oref | whatever has a published version | suspendue |
//! | `Rouvrir` | Carif-Oref | suspendue; annulée, archivée | what was interrupted; en cours de saisie |
//! | `Annuler` | organisme | all but annulée, archivée | annulée |
//! | `Archiver` | Carif-Oref; system, after a delay | all but archivée | archivée |
//! | `Renouveler` | organisme | a permanent session, validated once | the same, and a new session |
//! | `Integrer` | system | nothing, or what it integrated before | validée |
//!
//! What the founding slides state: the dashboard's « en cours de saisie » that is never validated nor published,
//! validation by the Cariforef, the « sessions actives » (slide 11); permanent sessions described a year at a
//! time (slide 10); integration and read-only initial training (slides 5 and 10). The rest is inferred, so that
//! the machine is whole: `Soumise`, `Refusee`, `Suspendue`, `Annulee`, `Archivee`, who does what, and the choices
//! below.
//!
//! # The choices
//!
//! - **Validation is of the formation; the number handed over is the session's** (slide 11). Validating F
//!   reaches the A and S that are submitted; a session left in draft is not reached. A session is published
//!   only if its A and F are: an unvalidated F hides what is under it ([`TableauDeBord::publication`]).
//! - **Submitting a session submits what is above it**, if that was never validated (inferred): nobody can judge
//!   a session whose formation is a draft.
//! - **Editing does not unpublish** (inferred). After a correction the last validated version stays published,
//!   even if the correction is then refused, until a new one is validated. Suspending, cancelling and archiving
//!   do unpublish; correcting what is suspended does not publish it again, lifting the suspension does.
//! - **The clock of delivery starts at validation, and again at revalidation or reopening**, anywhere along the
//!   chain: flows are whole snapshots, and what was withdrawn has left them.
//! - **Numbers are never given twice**, not even after cancellation; numbers given elsewhere can be
//!   [reserved](TableauDeBord::reserve). To renew is to take a new number, linked by
//!   [`Suivi::remplace`].
//! - **Days only go forward** for each element, and nothing is born before what it belongs to.
//! - **The system archives six months after the end**, unless told otherwise (inferred).
//!
//! What depends on the day is derived, never stored: a [`Situation`] says to come, under way, ended, active,
//! out of date, permanent. Vague dates are [bounds](DateBounds), and a doubt is answered as a doubt.
//!
//! # An example
//!
//! A session left in draft is not reached by the validation of its formation; submitted in its turn, it is:
//!
//! ```
//! use chrono::NaiveDate;
//! use sofi_core::{Acte, Acteur::*, Cadre, Calendrier, Contenu, EtatStocke, Fiche, Lang, Objet, TableauDeBord};
//!
//! let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
//! let contenu = Contenu::new(Cadre::FormationContinuePrivee, Calendrier::fixed(day(16), day(27)));
//! let (formation, session) = (Objet::formation("21_1001"), Objet::session("21_123456"));
//!
//! let mut sofi = TableauDeBord::new();
//! sofi.add(Fiche::formation("21_1001", "19511296600799"), Organisme, day(2))?;
//! sofi.add(Fiche::action("21_2001", "21_1001"), Organisme, day(2))?;
//! sofi.add(Fiche::session("21_123456", "21_2001", contenu), Organisme, day(2))?;
//! sofi.apply(&formation, Acte::Soumettre, Organisme, day(3))?;
//! sofi.apply(&formation, Acte::Valider, CarifOref, day(4))?;
//! assert_eq!(sofi.get(&session).unwrap().etat(), EtatStocke::EnCoursDeSaisie);
//!
//! let refused = sofi.apply(&session, Acte::Valider, CarifOref, day(5)).unwrap_err();
//! assert!(refused.message(Lang::Fr).contains("Soumettez-la"));
//!
//! // Submitting the session submits its action, a draft too; validating the action reaches the session.
//! sofi.apply(&session, Acte::Soumettre, Organisme, day(5))?;
//! sofi.apply(&Objet::action("21_2001"), Acte::Valider, CarifOref, day(6))?;
//! assert!(sofi.publication(&session).is_some());
//! # Ok::<(), sofi_core::CycleError>(())
//! ```

mod acte;
mod acteur;
mod calendrier;
mod contenu;
mod error;
mod etat;
mod situation;
mod suivi;
mod tableau;
#[cfg(test)]
pub(crate) mod tests;

pub use acte::{Acte, Verbe};
pub use acteur::{Acteur, Niveau, Objet};
pub use calendrier::{Calendrier, DateBounds};
pub use contenu::{Contenu, Fiche, Rang};
pub use error::CycleError;
pub use etat::EtatStocke;
pub use situation::{Phase, Situation};
pub use suivi::{Evenement, Publication, Suivi};
pub use tableau::{Journal, Ordre, TableauDeBord};
