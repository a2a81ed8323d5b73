//! Typed views over a [`Record`]: a type for each element that holds children, a method for each child.
//!
//! A view is a [`Node`] whose element is known; it costs nothing, copies nothing and loses nothing: `node()` gives back
//! the element for access by name. Its methods are named after the children and attributes, in lower case, with `_` for
//! `-` and a final `_` where Rust keeps the word (`ref_`). They are those of all dialects together; their
//! documentation says which dialects know them.
//!
//! - A child that no dialect lets occur twice is an `Option`: the first one, should a document repeat it all the same.
//! - A child that may repeat in some dialect is an iterator in the order of the document, under the name of one child.
//! - A child that holds a text is a [`Leaf`], any other one a view.
//! - What may hold extensions has `find_extra(group, key)` for `<extras info="group"><extra info="key">`.
//!
//! Each has a setter besides, which gathers a change in [`Edits`]: `set_` for an attribute and for what
//! occurs once, `add_` for what may repeat; a text is anything that can be displayed, an element that holds children a
//! [`Fragment`]. What should go is [removed](Edits::remove) by its node.
//!
//! Only elements in the namespace of the document's dialect are taken: those of others that bear the same local name are not.
//!
//! ```
//! use sofi_lheo::Reader;
//!
//! let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3" xmlns:x="urn:x"><offres><formation numero="F1">
//!   <x:intitule-formation>No</x:intitule-formation>
//!   <intitule-formation>Ma&#xE7;on</intitule-formation>
//!   <action numero="A1">
//!     <session><periode><debut>20260901</debut><fin>20261200</fin></periode></session>
//!     <session><periode><debut>20270104</debut><fin>00000000</fin></periode></session>
//!     <extras info="offre-info"><extra info="prive">0</extra></extras>
//!   </action>
//! </formation></offres></lheo>"#;
//! let mut reader = Reader::from_slice("feed.xml", feed)?;
//! let record = reader.next_record()?.expect("one formation");
//! let formation = record.formation().expect("it is a formation");
//! assert_eq!(formation.numero().as_deref(), Some("F1"));
//! assert_eq!(formation.intitule_formation().unwrap().text(), "Maçon");
//! for action in formation.action() {
//!     let starts: Vec<_> = action
//!         .session()
//!         .filter_map(|session| session.periode()?.debut()?.date().ok()?.day())
//!         .map(|day| day.to_string())
//!         .collect();
//!     assert_eq!(starts, ["2026-09-01", "2027-01-04"]);
//!     assert_eq!(action.find_extra("offre-info", "prive").unwrap().text(), "0");
//!     assert_eq!(action.node().children().count(), 3);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod extensions;
mod leaf;
mod macros;
mod table;

pub(crate) use extensions::find_extra;
pub use leaf::Leaf;
pub(crate) use macros::{attribute, child, leaf, repeats, set_child, views};
pub use table::{AttributeMethod, ChildDef, Set, ViewDef};

pub(crate) use crate::edit::{EditError, Edits, Fragment};
pub use crate::generated::views::*;
use crate::{Element, Node, Record};
pub(crate) use std::fmt::Display;

impl<'r> Record<'r> {
    /// The view of the record, when it is a `formation`.
    pub fn formation(&self) -> Option<Formation<'r>> {
        Formation::from_node(self.root())
    }

    /// The view of the record, when it is a `resume-offre`.
    pub fn resume_offre(&self) -> Option<ResumeOffre<'r>> {
        ResumeOffre::from_node(self.root())
    }

    /// The view of the record, when it is a `resume-organisme`.
    pub fn resume_organisme(&self) -> Option<ResumeOrganisme<'r>> {
        ResumeOrganisme::from_node(self.root())
    }

    /// The view of the record, when it is an organisation: an `organisme-formation-responsable` of `lheo-plus`.
    pub fn organisme(&self) -> Option<OrganismeFormationResponsable<'r>> {
        OrganismeFormationResponsable::from_node(self.root())
    }
}

/// The first child that is this element.
pub(crate) fn one(node: Node<'_>, element: Element) -> Option<Node<'_>> {
    node.children().find(|child| child.element() == Some(element))
}

/// The children that are this element, in order.
pub(crate) fn many(node: Node<'_>, element: Element) -> impl Iterator<Item = Node<'_>> {
    node.children().filter(move |child| child.element() == Some(element))
}

/// Gives the first child that is this element a text, or adds it.
pub(crate) fn set_leaf<'r>(
    node: Node<'r>,
    element: Element,
    edits: &mut Edits<'r>,
    text: impl Display,
) -> Result<(), EditError> {
    match one(node, element) {
        Some(leaf) => edits.set_text(leaf, text),
        None => edits.insert(node, Fragment::leaf(element, text)),
    }
}

/// Puts an element in the place of the first child that is the same element, or adds it.
pub(crate) fn set_view<'r>(
    node: Node<'r>,
    element: Element,
    edits: &mut Edits<'r>,
    fragment: Fragment,
) -> Result<(), EditError> {
    check_element(&fragment, element)?;
    match one(node, element) {
        Some(old) => edits.put(old, fragment),
        None => edits.insert(node, fragment),
    }
}

/// Adds an element.
pub(crate) fn add_view<'r>(
    node: Node<'r>,
    element: Element,
    edits: &mut Edits<'r>,
    fragment: Fragment,
) -> Result<(), EditError> {
    check_element(&fragment, element)?;
    edits.insert(node, fragment)
}

/// Refuses an element that is not the one to be set.
fn check_element(fragment: &Fragment, wanted: Element) -> Result<(), EditError> {
    if fragment.element() == wanted {
        return Ok(());
    }
    Err(EditError::OtherElement { expected: wanted.name(), given: fragment.element().name() })
}
