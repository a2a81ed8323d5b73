//! Where a validated session goes, when it gets there, and why it may be missing.
//!
//! "Tell us once" is the promise of SOFI (slide 8): one entry feeds the regional sites, the management systems
//! of the region, and, through the national flow Offre Info of RCO, the sites and the systems of prescription.
//! Each of these is a [`Canal`], described as data by its [`FicheCanal`].
//!
//! # When
//!
//! The clock starts at validation, and again at revalidation. Slide 8 promises delivery « entre 24 et 72 h »: a
//! window, with a first and a last day. For Aude, slide 11 says « au moins 48 heures », and "idem" for Kairos
//! and Ouiform: that is a lower bound only, so those channels have no day by which to complain. Validations are
//! dated by the day, so a [`Fenetre`] counts whole days.
//!
//! # Why not
//!
//! « Ma formation n'apparaît pas dans Aude, est-ce normal ? » [`Question::ask`] looks, in this order, at all that
//! can explain it, and tells whose turn it is:
//!
//! | cause | turn |
//! | --- | --- |
//! | unknown number, or another SIRET: the pair is the key | organisme |
//! | the session, its action or its formation is in draft | organisme |
//! | submitted; refused | Carif-Oref; organisme |
//! | validated, but too recently for this channel | nobody: wait |
//! | not in the « sessions actives »: ended, suspended, cancelled, archived | whoever can act |
//! | the channel does not take this offer, or is not open | nobody; Carif-Oref when eligibility is unknown |
//! | the night's export failed, or nobody knows | Carif-Oref (direct), RCO (Offre Info: 97 % succeed, slide 11) |
//! | none of these: hand the number of the S to those who run the channel | they |
//!
//! The answer keeps every cause found, first one first, so that mending one does not reveal the next a week later.
//!
//! ```
//! use chrono::NaiveDate;
//! use sofi_core::{Acte, Acteur::*, Cadre, Calendrier, Canal, Contenu, Export, Fiche, Lang, Objet};
//! use sofi_core::{Question, TableauDeBord};
//!
//! let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
//! let contenu = Contenu::new(Cadre::FormationContinuePrivee, Calendrier::fixed(day(16), day(27)));
//! let mut sofi = TableauDeBord::new();
//! sofi.add(Fiche::formation("21_1001", "19511296600799"), Organisme, day(2))?;
//! sofi.add(Fiche::action("21_2001", "21_1001"), Organisme, day(2))?;
//! sofi.add(Fiche::session("21_123456", "21_2001", contenu), Organisme, day(2))?;
//!
//! let question = Question::new("21_123456", "19511296600799", Canal::Aude, day(5)).with_export(Export::Reussi);
//! assert!(question.ask(&sofi).message(Lang::En).contains("still being entered"));
//! sofi.apply(&Objet::session("21_123456"), Acte::Soumettre, Organisme, day(3))?;
//! sofi.apply(&Objet::formation("21_1001"), Acte::Valider, CarifOref, day(4))?;
//! assert!(question.ask(&sofi).message(Lang::En).contains("not before 6 Mar 2026"));
//! # Ok::<(), sofi_core::CycleError>(())
//! ```

mod canal;
mod canaux;
mod cause;
mod flux;
mod question;
#[cfg(test)]
mod tests;

pub use canal::{Admission, Canal, Eligibilite, Exploitant, Fenetre, FicheCanal, GenreCanal, Voie};
pub use canaux::CANAUX;
pub use cause::{Cause, Responsable};
pub use flux::SessionDuFlux;
pub use question::{CleEchange, Export, Question, Reponse};
