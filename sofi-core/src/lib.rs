//! The domain of the French training offer, without XML and without I/O.
//!
//! This crate holds what the rest of sofi speaks of: the [`Rule`]s of the catalogue, the [`Finding`]s that
//! break them, the [`Report`] that gathers findings, and the ways to [`render`] it for people and machines; the
//! [`identifiers`] of the trade as value types, and the [`territory`] that they speak of.
//!
//! ```
//! use sofi_core::{Lang, Severity};
//!
//! assert!(Severity::Error > Severity::Warning);
//! assert_eq!(Severity::Error.word(Lang::Fr), "erreur");
//! ```

mod bilingual;
mod finding;
pub mod identifiers;
mod level;
pub mod render;
mod report;
mod rule;
mod severity;
mod template;
pub mod territory;

pub use bilingual::{Bilingual, Lang};
pub use finding::{Context, Edit, Excerpt, Finding, Fix, Place, Related, Safety};
pub use identifiers::{
    Analysis, Change, Changes, CodeBloc, CodeCertifInfo, CodeCommune, CodeCpf, CodeNsf, CodePostal, CodeRncp,
    CodeRome, CodeRs, CodeUai, Fault, Formacode, Grouped, Identifier, IdentifierKind, InvalidIdentifier,
    Normalised, NumeroActivite, NumeroSession, Part, PartialDate, Precision, Remark, Siren, Siret, Verdict,
};
pub use level::{Level, Profile, UnknownName};
pub use report::{FileReport, NotEvaluated, RegisterUse, Report, Summary};
pub use rule::{Family, Rule};
pub use severity::Severity;
pub use template::{Arg, Args};
pub use territory::{
    AncienneRegion, CodeCarif, Departement, PrefixeActivite, Presumed, Region, UnknownTerritory,
};

/// Version of the catalogue of rules, `YYYY.MM`: it changes when a rule is added or judged otherwise.
pub const CATALOGUE: &str = "2026.11";

/// Version of sofi.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
