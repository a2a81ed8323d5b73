//! What `extras` and `extra` offer besides their generated methods.

use std::{borrow::Cow, fmt::Display};

use super::{Extra, Extras, leaf::trimmed, many};
use crate::{EditError, Edits, Node, element};

impl<'r> Extras<'r> {
    /// The first `extra` directly in it whose `info` is `key`.
    pub fn find(self, key: &str) -> Option<Extra<'r>> {
        self.extra().find(|extra| extra.info().as_deref() == Some(key))
    }

    /// The elements directly in it that are neither `extras` nor `extra`.
    pub fn others(self) -> impl Iterator<Item = Node<'r>> {
        let is_known = |node: &Node<'_>| matches!(node.element(), Some(element::EXTRAS | element::EXTRA));
        self.node().children().filter(move |node| !is_known(node))
    }
}

impl<'r> Extra<'r> {
    /// Its own text as it is, blanks included, that of its children left out: see [`Node::text`].
    pub fn text(self) -> Cow<'r, str> {
        self.node().text()
    }

    /// Gives it this text of its own: see [`Edits::set_text`].
    pub fn set(self, edits: &mut Edits<'r>, text: impl Display) -> Result<(), EditError> {
        edits.set_text(self.node(), text)
    }

    /// Its own text without the blanks around it.
    pub fn trimmed(self) -> Cow<'r, str> {
        trimmed(self.text())
    }

    /// The elements directly in it, whatever they are: elements of the dialect become views again by `from_node`.
    pub fn children(self) -> impl Iterator<Item = Node<'r>> {
        self.node().children()
    }
}

/// In document order, without recursion: how deep `extras` are nested is up to who wrote the document.
pub(crate) fn find_extra<'r>(holder: Node<'r>, group: &str, key: &str) -> Option<Node<'r>> {
    // The next one to look into is the last.
    let mut open = match holder.element() {
        Some(element::EXTRAS) => vec![holder],
        _ => many(holder, element::EXTRAS).collect(),
    };
    open.reverse();
    while let Some(extras) = open.pop() {
        if extras.attribute("info").as_deref() == Some(group) {
            let is_meant = |extra: &Node<'_>| extra.attribute("info").as_deref() == Some(key);
            if let Some(found) = many(extras, element::EXTRA).find(is_meant) {
                return Some(found);
            }
        }
        let mut nested: Vec<_> = many(extras, element::EXTRAS).collect();
        nested.reverse();
        open.append(&mut nested);
    }
    None
}
