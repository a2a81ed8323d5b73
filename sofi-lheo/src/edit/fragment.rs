//! Elements made in memory.

use std::fmt::{self, Display};

use super::{EditError, Order, edits::check_text, escape_attribute, escape_text};
use crate::{Dialect, Element, xml::chars};

/// An element made in memory: its attributes, and its text or children, in the order they will be written.
///
/// ```
/// use sofi_lheo::{Dialect, Fragment, element};
///
/// let session = Fragment::new(element::SESSION)
///     .attribute("numero", "21_123456")
///     .child(Fragment::new(element::PERIODE)
///         .child(Fragment::leaf(element::DEBUT, "20260901"))
///         .child(Fragment::leaf(element::FIN, 20_270_630)));
/// assert_eq!(
///     session.to_string(),
///     r#"<session numero="21_123456"><periode><debut>20260901</debut><fin>20270630</fin></periode></session>"#,
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    element: Element,
    attributes: Vec<(String, String)>,
    content: Vec<Item>,
}

/// What stands in a [`Fragment`].
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Text(String),
    Element(Fragment),
}

impl Fragment {
    /// An element with nothing in it.
    pub fn new(element: Element) -> Self {
        Self { element, attributes: Vec::new(), content: Vec::new() }
    }

    /// An element with this text.
    pub fn leaf(element: Element, text: impl Display) -> Self {
        Self::new(element).text(text)
    }

    /// Gives it an attribute, or another value to the one that it has.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl Display) -> Self {
        let value = value.to_string();
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: impl Display) -> Self {
        self.content.push(Item::Text(text.to_string()));
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.content.push(Item::Element(child));
        self
    }

    /// Adds children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(children.into_iter().map(Item::Element));
        self
    }

    /// Its element.
    pub fn element(&self) -> Element {
        self.element
    }

    /// Its attributes, as (name, value).
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|item| match item {
            Item::Element(child) => Some(child),
            Item::Text(_) => None,
        })
    }

    /// Puts the children into the order of this dialect, at every depth; those of one rank keep theirs. The additions of EDOF come in
    /// the order that its platform wants ([`edof::rank`](sofi_core::extras::edof::rank)).
    #[must_use]
    pub fn arranged(mut self, dialect: Dialect) -> Self {
        for item in &mut self.content {
            if let Item::Element(child) = item {
                let moved = std::mem::replace(child, Self::new(child.element));
                *child = moved.arranged(dialect);
            }
        }
        let mut content = std::mem::take(&mut self.content);
        if let Some(order) = Order::of(dialect, self.element, self.value_of("info")) {
            content.sort_by_key(|item| match item {
                Item::Element(child) => Some(order.rank(child.element, child.value_of("info"))),
                Item::Text(_) => None,
            });
        }
        self.content = content;
        self
    }

    /// The first element in it, and its child, that this dialect does not know there.
    fn unknown_in(&self, dialect: Dialect) -> Option<(Element, Element)> {
        let definition = dialect.schema().element(self.element);
        self.elements().find_map(|child| {
            let is_known = definition.is_some_and(|definition| definition.content.holds(child.element));
            if is_known { child.unknown_in(dialect) } else { Some((self.element, child.element)) }
        })
    }

    /// It in the order of this dialect, which must know each element in it.
    pub(crate) fn fitted(self, dialect: Dialect) -> Result<Self, EditError> {
        match self.unknown_in(dialect) {
            Some((parent, child)) => Err(EditError::unknown(child, parent, dialect)),
            None => Ok(self.arranged(dialect)),
        }
    }

    /// Refuses what XML cannot hold.
    pub(crate) fn check(&self) -> Result<(), EditError> {
        for (name, value) in &self.attributes {
            if !chars::is_ncname(name) {
                return Err(EditError::Name(name.clone()));
            }
            check_text(value)?;
        }
        self.content.iter().try_for_each(|item| match item {
            Item::Text(text) => check_text(text),
            Item::Element(child) => child.check(),
        })
    }

    /// Writes it; `prefix` is that of the elements of the dialect, colon included.
    pub(crate) fn write(&self, style: &Style<'_>, depth: usize, out: &mut impl fmt::Write) -> fmt::Result {
        write!(out, "<{}{}", style.prefix, self.element.name())?;
        for (name, value) in &self.attributes {
            write!(out, " {name}=\"{}\"", escape_attribute(value, '"'))?;
        }
        if self.content.is_empty() {
            return out.write_str("/>");
        }
        out.write_char('>')?;
        let is_text = self.content.iter().any(|item| matches!(item, Item::Text(_)));
        let style_inside = Style { unit: style.unit.filter(|_| !is_text), ..*style };
        for item in &self.content {
            style_inside.new_line(depth + 1, out)?;
            match item {
                Item::Text(text) => out.write_str(&escape_text(text))?,
                Item::Element(child) => child.write(&style_inside, depth + 1, out)?,
            }
        }
        style_inside.new_line(depth, out)?;
        write!(out, "</{}{}>", style.prefix, self.element.name())
    }
}

/// How fragments are laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style<'s> {
    /// Prefix of the elements of the dialect, colon included.
    pub(crate) prefix: &'s str,
    /// What the line of the fragment itself starts with, line feed included.
    pub(crate) line: &'s str,
    /// What each depth adds; no line feeds when there is none.
    pub(crate) unit: Option<&'s str>,
}

impl Style<'static> {
    /// Everything on one line.
    pub(crate) const COMPACT: Self = Self { prefix: "", line: "", unit: None };
}

impl Style<'_> {
    fn new_line(&self, depth: usize, out: &mut impl fmt::Write) -> fmt::Result {
        let Some(unit) = self.unit else { return Ok(()) };
        out.write_str(self.line)?;
        (0..depth).try_for_each(|_| out.write_str(unit))
    }
}

/// On one line, without a prefix.
impl Display for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&Style::COMPACT, 0, f)
    }
}
