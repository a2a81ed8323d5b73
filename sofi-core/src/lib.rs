//! The domain of the French training offer, without XML and without I/O.
//!
//! This crate holds what the rest of sofi speaks of: the [`Rule`]s of the catalogue, the [`Finding`]s that
//! break them, the [`Report`] that gathers findings, and the ways to [`render`] it for people and machines.
//!
//! ```
//! use sofi_core::{Lang, Severity};
//!
//! assert!(Severity::Error > Severity::Warning);
//! assert_eq!(Severity::Error.word(Lang::Fr), "erreur");
//! ```

mod bilingual;
mod finding;
mod level;
pub mod render;
mod report;
mod rule;
mod severity;
mod template;

pub use bilingual::{Bilingual, Lang};
pub use finding::{Context, Edit, Excerpt, Finding, Fix, Place, Related, Safety};
pub use level::{Level, Profile, UnknownName};
pub use report::{FileReport, NotEvaluated, RegisterUse, Report, Summary};
pub use rule::{Family, Rule};
pub use severity::Severity;
pub use template::{Arg, Args};

/// Version of the catalogue of rules, `YYYY.MM`: it changes when a rule is added or judged otherwise.
pub const CATALOGUE: &str = "2026.11";

/// Version of sofi.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
