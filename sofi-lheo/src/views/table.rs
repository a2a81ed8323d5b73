//! The views as data: for code that walks a record by name, and for the tests that compare them with the schemas.

use crate::{EditError, Edits, Element, Node};

/// A setter, as a function: what holds what is set, where the change goes, the text.
pub type Set = for<'r> fn(Node<'r>, &mut Edits<'r>, &str) -> Result<(), EditError>;

/// A view and its methods.
#[derive(Debug, Clone, Copy)]
pub struct ViewDef {
    /// Its element.
    pub element: Element,
    /// The children that it has a method for, those of the most recent LHEO first.
    pub children: &'static [ChildDef],
    /// The attributes that it has a method for.
    pub attributes: &'static [AttributeMethod],
}

/// The method of a child.
#[derive(Debug, Clone, Copy)]
pub struct ChildDef {
    /// The child.
    pub element: Element,
    /// The name of the method.
    pub method: &'static str,
    /// Is it an iterator, as some dialect lets the child occur more than once?
    pub repeats: bool,
    /// The name of the method that sets it, or that adds one where it may repeat.
    pub setter: &'static str,
    /// What the setter does with a text; only a child that holds a text can be given one, and nothing is done when the
    /// node given is not the element of the view.
    pub set: Set,
    /// The nodes that the method reaches; none when the node given is not the element of the view.
    pub nodes: fn(Node<'_>) -> Vec<Node<'_>>,
}

/// The method of an attribute.
#[derive(Debug, Clone, Copy)]
pub struct AttributeMethod {
    /// The name of the attribute.
    pub name: &'static str,
    /// The name of the method.
    pub method: &'static str,
    /// The name of the method that sets it.
    pub setter: &'static str,
    /// What the setter does; nothing when the node given is not the element of the view.
    pub set: Set,
    /// What the method gives; `None` when the node given is not the element of the view.
    pub value: fn(Node<'_>) -> Option<String>,
}

impl ViewDef {
    /// The view of this element; `None` for an element that holds a text, which is a [`Leaf`](super::Leaf).
    pub fn of(element: Element) -> Option<&'static Self> {
        let place = super::VIEWS.binary_search_by_key(&element, |view| view.element).ok()?;
        super::VIEWS.get(place)
    }
}
