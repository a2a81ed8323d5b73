//! The formats of the French training offer: LHEO and its dialects, read and checked.
//!
//! LHEO (*Langage Harmonisé d'Échange d'informations sur l'Offre de formation*) is the XML in which training
//! organisations and Carif-Orefs describe formations, their actions and their sessions.
//!
//! # Check a feed
//!
//! A [`Checker`] takes a path, a reader or bytes, plain or compressed, and gives a [`Report`](sofi_core::Report).
//! What is wrong in a document is findings, never an error.
//!
//! ```
//! use sofi_core::{Lang, Level};
//! use sofi_lheo::Checker;
//!
//! let feed = r#"<periode xmlns="http://lheo.gouv.fr/2.3"><debut>20260901</debut><fin>31/12/2026</fin></periode>"#;
//! let report = Checker::new(Level::Xsd).check_slice("feed.xml", feed.as_bytes());
//! let finding = &report.files[0].findings[0];
//! assert_eq!((finding.rule.code, finding.place.line, finding.place.column), ("LHE25", 1, 65));
//! assert!(finding.message(Lang::En).contains("is not a date YYYYMMDD"));
//! ```
//!
//! Levels nest: [`Level::Xsd`](sofi_core::Level) is what the official XSD of the dialect accepts, `Strict` adds what
//! the standard says besides, `Full` the rules of the domain. The codes are in [`rules`].
//!
//! # Read its records
//!
//! A [`Reader`] gives one [`Record`] after the other in constant memory, each with its source and a lossless tree. After a
//! record that is not well-formed, reading goes on with the next one.
//!
//! [`views`] name what each element may hold: `formation.action()`, `session.periode()`.
//!
//! [`tables`] give offers and findings as rows of typed, documented columns.
//!
//! # Write and change
//!
//! A [`Writer`] makes a document of offers and writes nothing that is not valid. An [`Editor`] passes a document on, byte for byte but
//! for the [`Edits`] of its records; [`Edits::set_offre`] writes an offer back into the record that it was read from. A [`Fragment`]
//! is an element made in memory, and an [`AtomicFile`] takes the place of a file once it is whole.
//!
//! ```
//! use sofi_lheo::Reader;
//!
//! let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3"><intitule-formation>Macon</intitule-formation><!-- vu --></formation>"#;
//! let mut reader = Reader::from_slice("feed.xml", feed)?;
//! let record = reader.next_record()?.unwrap();
//! let mut edits = record.edit();
//! edits.set_offre(&record.offre().unwrap().intitule("Maçon"))?;
//! assert_eq!(edits.changes().apply(record.source()), record.source().replace("Macon", "Maçon"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Ask what a dialect says
//!
//! ```
//! use sofi_lheo::{Content, Dialect};
//!
//! let siret = Dialect::Lheo23.schema().element_named("SIRET").unwrap();
//! assert!(matches!(siret.content, Content::Text { min: 14, max: 14, .. }));
//! ```
//!
//! The facts are written once, in `sofi-lheo/schema/`; [`export`] writes them again as an XSD, as JSON or as lists of codes.
//!
//! # Read registers
//!
//! With the feature `registres`, the module of that name reads the reference data that the user supplies (lists of
//! organisations, certifications, communes...) into the types of [`sofi_core::registres`].
//!
//! # Limits
//!
//! Documents come from strangers: depth, names, attributes, texts and decompression are bounded by [`Limits`]; no DTD
//! is processed, no entity expanded, nothing fetched.

#![forbid(unsafe_code)]
// Input comes from strangers: what can panic is written in another way, or says why it cannot. The modules that still slice by
// positions that they have measured themselves are marked below, and named in docs/reliability.md.
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable
    )
)]

#[allow(clippy::indexing_slicing, clippy::string_slice)]
pub mod convert;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
pub mod diff;
pub mod edit;
pub mod export;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
pub mod generate;
#[cfg(feature = "registres")]
pub mod registres;
pub mod rules;
pub mod source;
pub mod tables;
pub mod views;

#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod anonymise;
mod atomic;
mod canonical;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod check;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod crew;
mod dialect;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod document;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod domain;
mod error;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod fix;
#[allow(clippy::indexing_slicing)]
#[rustfmt::skip]
mod generated;
mod limits;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod offers;
mod outline;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod place;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod projection;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod reader;
mod recognise;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod record;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod scan;
mod sort;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod structure;
mod writer;
#[allow(clippy::indexing_slicing, clippy::string_slice)]
mod xml;

pub use anonymise::Anonymiser;
pub use atomic::AtomicFile;
pub use canonical::{canonicalise, canonicalise_path};
pub use check::{CheckedReader, CheckedRecord, Checker};
pub use dialect::{
    AttributeDef, AttributeKind, Code, Content, Dialect, Dictionary, Element, ElementDef, Particle, Pattern,
    Recognition, Required, Schema, UnknownDialect,
};
pub use edit::{
    Changes, EditError, Editor, EditorError, Edits, Fragment, Part, PartKind, Splice, Unencodable,
    UnencodableError, transliterate,
};
pub use error::Error;
pub use fix::{Corrected, Correction, Fixed, Fixer, Obstacle, Outcome, Packing, Refusal, Revised};
pub use generated::element;
pub use limits::{Limits, Watch};
pub use reader::{ReadError, Reader};
pub use recognise::recognise;
pub use record::{Node, NodeKind, OwnedRecord, Record};
pub use writer::{WriteError, Writer};
