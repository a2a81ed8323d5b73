//! The offer of training as the domain sees it: a *formation* (F), its *actions* (A), their *sessions* (S).
//!
//! These types hold what carries meaning for rules, registers, the life cycle and services that make offers;
//! names are those of LHEO. All that a format can hold besides stays in the format: `sofi-lheo` projects an offer from
//! a record, and gives typed views over the rest.
//!
//! - Texts are [`Texte`]: borrowed from what was read, or owned. `into_owned()` keeps a part for good.
//! - A field with a type is [`Checked`]: the value, or the text that was refused. Nothing is repaired in silence.
//! - What is absent is `None` or an empty list: an offer in memory may lack anything, and the rules say what it lacks.
//! - Every part is built with setters named after its fields.
//!
//! ```
//! use sofi_core::{Action, Formation, Organisme, Periode, Session};
//!
//! let formation = Formation::default()
//!     .numero("21_1001")
//!     .intitule("Titre professionnel maçon")
//!     .certifiante("1")
//!     .responsable(Organisme::default().siret("19511296600799").nom("GRETA de la Marne"))
//!     .action(Action::default().modalites_enseignement("0").session(
//!         Session::default().numero("21_123456").periode(Periode::default().debut("20260901").fin("20270630")),
//!     ));
//! assert_eq!(formation.actions[0].sessions[0].fin().unwrap().to_string(), "20270630");
//!
//! // It is read back from what serde makes of it.
//! let json = serde_json::to_string(&formation).unwrap();
//! assert_eq!(serde_json::from_str::<Formation>(&json).unwrap(), formation);
//! ```

mod action;
mod adresse;
mod certification;
mod checked;
mod codes;
pub(crate) mod data;
pub mod extras;
mod fields;
mod formation;
mod organisme;
mod path;
mod prix;
mod resume;
mod session;
pub(crate) mod shape;
mod taux;

pub use action::{Action, DateAnnoncee, Financeur};
pub use adresse::{Adresse, Contact, Coordonnees, LieuDeFormation};
pub use certification::{
    Bloc, BlocsCompetences, Certification, CodeReference, ReferenceCertification, TypeFormation,
};
pub use checked::{Checked, Texte};
pub use codes::{Booleen, EtatRecrutement, ModalitesEnseignement, ModalitesEntreesSorties, ObjectifGeneral};
pub use data::{CodeDef, CodeValue, FieldData, FieldDef, FieldType, PartData, PartDef, ValueType};
pub use extras::{Extra, Extras, HasExtras};
pub use fields::FieldText;
pub use formation::Formation;
pub use organisme::{Organisme, RoleOrganisme};
pub use path::{OfferPath, Step};
pub use prix::{InvalidPrix, Prix};
pub use resume::Resume;
pub use session::{Periode, Recrutement, Session};
pub use shape::{FieldValue, IntoOwned, Put};
pub use taux::{InvalidTaux, Taux};

/// Is there nothing in this field? Then it is left out of what serde writes.
pub(crate) fn is_nothing<T: Nothing>(field: &T) -> bool {
    field.is_nothing()
}

pub(crate) trait Nothing {
    fn is_nothing(&self) -> bool;
}

impl<T> Nothing for Option<T> {
    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T> Nothing for Vec<T> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}
