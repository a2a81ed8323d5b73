//! Who enters an offer, and who may change it: the table of slide 5.
//!
//! SOFI does not hold one offer but five, told apart by who pays and for whom: the [`Cadre`]. Each comes in by
//! its own door, the [`Provenance`]:
//!
//! | cadre | typed in SOFI | integrated | Ideo-Onisep | the organisation needs |
//! | --- | --- | --- | --- | --- |
//! | continuing, public money (*conventionnée*) | yes | yes | no | SIRET, declaration number |
//! | continuing, private money | yes | no | no | SIRET, declaration number |
//! | initial | no | no | yes | UAI |
//! | apprenticeship | yes (new offers, law of 5 September 2018) | no | yes | SIRET, declaration number |
//! | *contrat de professionnalisation* | yes | no | yes | SIRET, declaration number |
//!
//! The cells come from slide 5; the slide as it reached sofi has lost its grid, so their reading is checked
//! against slide 10 (initial training: do not type it, it comes from Ideo-Onisep) and marked otherwise
//! ([`LigneMatrice::preuve`]). Three points of the reading:
//!
//! - **Read-only holds at one level only** (slide 10). An initial-training session that came from Ideo-Onisep
//!   cannot be edited in SOFI, but its organisation can and should: it is most often shared with the
//!   continuing offer. See [`droit`].
//! - **An integrated session of public money stays editable** (deduced): the slide writes « Intégrées +
//!   Saisies via SOFI » in one cell, and slide 10 keeps « non modifiables » for Ideo-Onisep alone. The next
//!   integration replaces what was typed.
//! - **An organisation may be listed with fields of intervention and no formation at all** (slides 4 and 5):
//!   declaring activity is enough. That a non-certifying *formation* needs a Formacode is deduced, for the
//!   slide speaks of the fields of the organisation; see [`LigneMatrice::referentiel`].
//!
//! ```
//! use sofi_core::{Cadre, Ecriture, NiveauOffre, Provenance, droit};
//!
//! let onisep = |niveau| droit(Ecriture::Modifier, niveau, Cadre::FormationInitiale, Provenance::IdeoOnisep);
//! assert!(!onisep(NiveauOffre::Session).permis);
//! assert!(onisep(NiveauOffre::Organisme).permis);
//! ```

mod cadre;
mod matrice;

pub use cadre::{Cadre, Dispositif, Provenance};
pub use matrice::{Droit, Ecriture, LigneMatrice, MATRICE, NiveauOffre, Referentiel, droit};
