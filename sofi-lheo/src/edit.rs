//! Changes to documents: every byte that is not changed on purpose stays as it is.
//!
//! - [`Edits`] gathers changes to one [`Record`](crate::Record): texts, attributes, elements that go or come. They become
//!   splices of its source, so that indentation, comments, CDATA, quotes and the order of attributes stay.
//! - [`Fragment`] is an element made in memory, to be put into a record or written.
//! - [`Editor`] passes a whole document on, its records edited or not.
//!
//! ```
//! use sofi_lheo::Editor;
//!
//! let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>
//!   <formation numero='F1'><!-- vu --><intitule-formation>Macon</intitule-formation></formation>
//!   <formation numero='F2'><intitule-formation>Plombier</intitule-formation></formation>
//! </offres></lheo>"#;
//! let mut out = Vec::new();
//! let mut editor = Editor::from_slice("feed.xml", feed, &mut out)?;
//! while let Some(record) = editor.next_record()? {
//!     let mut edits = record.edit();
//!     let formation = record.formation().expect("a formation");
//!     if formation.numero().as_deref() == Some("F1") {
//!         formation.set_intitule_formation(&mut edits, "Maçon")?;
//!     }
//!     let changes = edits.changes();
//!     editor.apply(changes);
//! }
//! editor.finish()?;
//! assert_eq!(String::from_utf8(out)?, String::from_utf8_lossy(feed).replace("Macon", "Maçon"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod changes;
mod editor;
mod edits;
mod encode;
mod escape;
mod fragment;
mod order;
mod passer;

pub use changes::{Changes, Splice};
pub(crate) use editor::only_document;
pub use editor::{Editor, EditorError, Part, PartKind};
pub use edits::{EditError, Edits};
pub(crate) use encode::encode;
pub use encode::{Unencodable, UnencodableError, transliterate};
pub(crate) use escape::{cdata, escape_attribute, escape_text};
pub use fragment::Fragment;
pub(crate) use fragment::Style;
pub(crate) use order::Order;

#[cfg(test)]
mod tests;
