//! The identifiers of the French training offer, as value types.
//!
//! # A short handbook
//!
//! | type | what it names | who gives it | the trap |
//! | --- | --- | --- | --- |
//! | [`Siren`] | an enterprise or a public body | Insee | its key must hold inside of the SIRET too |
//! | [`Siret`] | an establishment: SIREN + NIC | Insee | a text, never a number: leading zeros are real |
//! | [`NumeroActivite`] | a declared training organisation | the State in region | no key; `P` for public bodies |
//! | [`CodeUai`] | a school, a university, a CFA | national education | `620` and `720` are Corsica |
//! | [`CodeRncp`], [`CodeRs`] | a certification | France compétences | both registers share their numbers |
//! | [`CodeBloc`] | a part of an RNCP certification | France compétences | a bare `01` says nothing |
//! | [`CodeCertifInfo`] | a certification | Carif-Orefs | zero-padded in one foreign key only |
//! | [`CodeCpf`] | what the CPF pays for | Caisse des dépôts | before 2019 it was a bare number |
//! | [`Formacode`], [`CodeNsf`], [`CodeRome`] | a field, a speciality, a trade | Centre Inffo, Insee, Pôle emploi | three lengths, several versions |
//! | [`CodePostal`] | a round of the post | La Poste | is not a commune, nor always the department it looks like |
//! | [`CodeCommune`] | a commune | Insee | is not a postal code, though it looks like one |
//! | [`NumeroSession`] | a formation, action or session | a Carif-Oref | its first digits are no Insee code |
//! | [`NumeroTva`] | an enterprise, for taxes | the tax office | Monaco has some without SIREN |
//! | [`CleMinistere`] | an offer of apprenticeship | the ministry | each of its parts has its own rule |
//! | [`PartialDate`] | a date, or what is known of it | the one who writes | `00` means unknown, `99999999` too |
//!
//! # Reading
//!
//! [`str::parse`] takes the canonical form and nothing else. `lenient` takes what means one value without doubt
//! (blanks, dots, lower case...) and lists what it put right. What needs a guess is refused by both, and the
//! guess, when the rules allow one, is in [`InvalidIdentifier::repair`]: a person decides.
//!
//! ```
//! use sofi_core::{Change, Fault, Siret};
//!
//! let siret: Siret = "19511296600799".parse()?;
//! assert_eq!(siret.siren().to_string(), "195112966");
//!
//! // A TAB before every SIRET: so France compétences writes them.
//! let read = Siret::lenient("\t19511296600799")?;
//! assert_eq!((read.value, read.changes.contains(Change::Blanks)), (siret, true));
//!
//! // A zero was lost in a spreadsheet: refused, with a proposal.
//! let error = "2408240600034".parse::<Siret>().unwrap_err();
//! assert_eq!(error.fault(), Fault::ZeroLost);
//! assert_eq!(error.repair().unwrap().to_string(), "02408240600034");
//! # Ok::<_, sofi_core::InvalidIdentifier<Siret>>(())
//! ```
//!
//! Values are small, `Copy`, sorted, hashed and serialised as their text. Neither reading nor refusing
//! allocates. Being well formed is not existing: only a register can tell whether a number was ever given.

mod advice;
mod analysis;
mod ascii;
mod change;
mod cle_ministere;
mod code_bloc;
mod code_certifinfo;
mod code_commune;
mod code_cpf;
mod code_nsf;
mod code_postal;
mod code_rncp;
mod code_rome;
mod code_rs;
mod code_uai;
mod fault;
mod formacode;
mod kind;
mod luhn;
mod numbered;
mod numero_activite;
mod numero_session;
mod numero_tva;
mod partial_date;
mod read;
mod remark;
mod siren;
mod siret;
#[cfg(test)]
mod tests;

use std::{fmt, hash::Hash, str::FromStr};

use crate::{Departement, Presumed, Region};

pub use analysis::{Analysis, Part, Verdict};
pub use ascii::Grouped;
pub use change::{Change, Changes, Normalised};
pub use cle_ministere::CleMinistere;
pub use code_bloc::CodeBloc;
pub use code_certifinfo::CodeCertifInfo;
pub use code_commune::CodeCommune;
pub use code_cpf::CodeCpf;
pub use code_nsf::CodeNsf;
pub use code_postal::CodePostal;
pub use code_rncp::CodeRncp;
pub use code_rome::CodeRome;
pub use code_rs::CodeRs;
pub use code_uai::CodeUai;
pub use fault::{Fault, InvalidIdentifier};
pub use formacode::Formacode;
pub use kind::IdentifierKind;
pub use numero_activite::NumeroActivite;
pub use numero_session::NumeroSession;
pub use numero_tva::NumeroTva;
pub use partial_date::{PartialDate, Precision};
pub(crate) use read::deserialize;
pub use remark::Remark;
pub use siren::Siren;
pub use siret::Siret;

/// What every identifier offers, for code that works on any of them.
///
/// ```
/// use sofi_core::{CodeUai, Identifier, Siret};
///
/// fn shown<T: Identifier>(text: &str) -> String {
///     match T::lenient(text) {
///         Ok(read) => format!("{} {}", T::KIND, read.value),
///         Err(error) => error.to_string(),
///     }
/// }
/// assert_eq!(shown::<CodeUai>("0951099d"), "uai 0951099D");
/// assert_eq!(shown::<Siret>(""), "SIRET: nothing is given");
/// ```
pub trait Identifier:
    read::Exact
    + Copy
    + Ord
    + Hash
    + fmt::Display
    + fmt::Debug
    + FromStr<Err = InvalidIdentifier<Self>>
    + Send
    + Sync
    + 'static
{
    /// Which kind it is.
    const KIND: IdentifierKind;

    /// Reads what means one value without doubt, and lists what was put right.
    fn lenient(text: &str) -> Result<Normalised<Self>, InvalidIdentifier<Self>> {
        read::lenient(text)
    }

    /// The form for people, in groups.
    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[])
    }

    /// What it is made of, as text, each part under its French name.
    fn parts(&self) -> Vec<Part> {
        Vec::new()
    }

    /// What there is to say of it, valid though it is.
    fn remarks(&self) -> Vec<Remark> {
        Vec::new()
    }

    /// The department that it speaks of.
    fn departement(&self) -> Presumed<Departement> {
        Presumed::Unknown
    }

    /// The region that it speaks of.
    fn region(&self) -> Presumed<Region> {
        Identifier::departement(self).region()
    }
}
