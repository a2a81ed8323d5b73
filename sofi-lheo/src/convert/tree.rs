//! The elements of a record, free to be changed and moved, each piece of them as it was written.

use std::borrow::Cow;

use crate::{
    Content, Dialect, Element, Node, NodeKind, Record,
    edit::{cdata, escape_attribute, escape_text},
    xml,
};

/// An element and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Branch<'r> {
    /// The start of its start tag: `<` and its name.
    open: Cow<'r, str>,
    attributes: Vec<Attribute<'r>>,
    /// The end of its start tag: blanks and `>`.
    tail: Cow<'r, str>,
    pub(super) items: Vec<Item<'r>>,
    /// Its end tag; empty where it is written `<a/>`.
    close: Cow<'r, str>,
    /// Number of the node of the record that it was, or that it was made for.
    pub(super) origin: usize,
    /// Is it in the namespace of the record?
    is_native: bool,
    /// Was it made here? It has no layout of its own yet.
    is_made: bool,
    /// What stood before its first child, when all of them were taken away.
    line: Option<String>,
}

/// An attribute, as written.
#[derive(Debug, Clone)]
struct Attribute<'r> {
    name: Cow<'r, str>,
    value: String,
    /// It, with the blanks before it.
    source: Cow<'r, str>,
}

/// What stands in an element.
#[derive(Debug, Clone)]
pub(super) enum Item<'r> {
    Branch(Branch<'r>),
    Text(Cow<'r, str>),
    CData(Cow<'r, str>),
    /// A comment or a processing instruction.
    Other(Cow<'r, str>),
}

impl<'r> Branch<'r> {
    /// The elements of a record.
    pub(super) fn of(record: &Record<'r>) -> Self {
        let root = record.root();
        Self::read(root, &root.name()[..root.name().len() - root.local_name().len()], true)
    }

    /// `prefix` is that of the namespace of the record, where that one is still bound to it.
    fn read(node: Node<'r>, prefix: &str, is_bound: bool) -> Self {
        let (tag, raw) = (node.tag(), node.raw_tag());
        let is_root = node.index() == 0;
        let mut from = raw.name.end;
        let mut is_bound = is_bound;
        let mut attributes = Vec::new();
        let declaration = if prefix.is_empty() {
            "xmlns".to_owned()
        } else {
            format!("xmlns:{}", &prefix[..prefix.len() - 1])
        };
        for attribute in &raw.attributes {
            let end = attribute.written.end + 1;
            let name = &tag[attribute.name.clone()];
            let value = raw.value(attribute, tag).to_owned();
            // What binds the prefix anew takes it away, as far as this goes: elements in there stay as they are.
            is_bound &= is_root || name != declaration;
            attributes.push(Attribute {
                name: Cow::Borrowed(name),
                value,
                source: Cow::Borrowed(&tag[from..end]),
            });
            from = end;
        }
        let is_native = is_bound
            && node.name().len() - node.local_name().len() == prefix.len()
            && node.name().starts_with(prefix);
        let items = node.nodes().map(|inside| match inside.kind() {
            NodeKind::Element => Item::Branch(Self::read(inside, prefix, is_bound)),
            NodeKind::Text => Item::Text(Cow::Borrowed(inside.source())),
            NodeKind::CData => Item::CData(Cow::Borrowed(inside.source())),
            NodeKind::Comment | NodeKind::Instruction => Item::Other(Cow::Borrowed(inside.source())),
        });
        Self {
            open: Cow::Borrowed(&tag[..raw.name.end]),
            attributes,
            tail: Cow::Borrowed(&tag[from..]),
            items: items.collect(),
            close: Cow::Borrowed(&node.source()[node.content_span().end - node.span().start..]),
            origin: node.index(),
            is_native,
            is_made: false,
            line: None,
        }
    }

    /// Another element, written as this one is, to be put into it.
    pub(super) fn make(&self, element: Element) -> Self {
        Self {
            open: Cow::Owned(format!("<{}{}", self.prefix(), element.name())),
            attributes: Vec::new(),
            tail: Cow::Borrowed(">"),
            items: Vec::new(),
            close: Cow::Owned(format!("</{}{}>", self.prefix(), element.name())),
            origin: self.origin,
            is_native: true,
            is_made: true,
            line: None,
        }
    }

    /// Another element that holds this text.
    pub(super) fn leaf(&self, element: Element, text: &str) -> Self {
        self.make(element).with_text(text)
    }

    pub(super) fn with_text(mut self, text: &str) -> Self {
        self.items.push(Item::Text(Cow::Owned(escape_text(text).into_owned())));
        self
    }

    pub(super) fn with_attribute(mut self, name: &str, value: &str) -> Self {
        self.set_attribute(name, value);
        self
    }

    pub(super) fn with(mut self, child: Self) -> Self {
        self.items.push(Item::Branch(child));
        self
    }

    /// The name as written, prefix included.
    fn name(&self) -> &str {
        self.open.get(1..).unwrap_or_default()
    }

    pub(super) fn local_name(&self) -> &str {
        self.name().rsplit(':').next().unwrap_or_default()
    }

    /// Its prefix, colon included.
    fn prefix(&self) -> &str {
        &self.name()[..self.name().len() - self.local_name().len()]
    }

    /// The element, when it is in the namespace of the record and has a name of LHEO.
    pub(super) fn element(&self) -> Option<Element> {
        if self.is_native { Element::from_name(self.local_name()) } else { None }
    }

    pub(super) fn is(&self, element: Element) -> bool {
        self.is_native && self.local_name() == element.name()
    }

    /// Gives it another local name.
    pub(super) fn rename(&mut self, name: &str) {
        let prefix = self.prefix().to_owned();
        self.open = Cow::Owned(format!("<{prefix}{name}"));
        if !self.close.is_empty() {
            self.close = Cow::Owned(format!("</{prefix}{name}>"));
        }
    }

    /// Its attributes, as (name, value).
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name, attribute.value.as_str()))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Gives it an attribute, or another value to the one that it has, between its quotes.
    pub(super) fn set_attribute(&mut self, name: &str, value: &str) {
        if let Some(attribute) = self.attributes.iter_mut().find(|attribute| attribute.name == name) {
            let quote = if attribute.source.ends_with('\'') { '\'' } else { '"' };
            let start = attribute.source.find(quote).unwrap_or(attribute.source.len());
            let before = &attribute.source[..start];
            attribute.source =
                Cow::Owned(format!("{before}{quote}{}{quote}", escape_attribute(value, quote)));
            value.clone_into(&mut attribute.value);
        } else {
            self.attributes.push(Attribute {
                name: Cow::Owned(name.to_owned()),
                value: value.to_owned(),
                source: Cow::Owned(format!(" {name}=\"{}\"", escape_attribute(value, '"'))),
            });
        }
    }

    pub(super) fn remove_attribute(&mut self, name: &str) {
        self.attributes.retain(|attribute| attribute.name != name);
    }

    /// The elements directly in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Self> {
        self.items.iter().filter_map(|item| match item {
            Item::Branch(child) => Some(child),
            _ => None,
        })
    }

    pub(super) fn children_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.items.iter_mut().filter_map(|item| match item {
            Item::Branch(child) => Some(child),
            _ => None,
        })
    }

    pub(super) fn all(&self, element: Element) -> impl Iterator<Item = &Self> {
        self.children().filter(move |child| child.is(element))
    }

    pub(super) fn all_mut(&mut self, element: Element) -> impl Iterator<Item = &mut Self> {
        self.children_mut().filter(move |child| child.is(element))
    }

    pub(super) fn child(&self, element: Element) -> Option<&Self> {
        self.all(element).next()
    }

    pub(super) fn child_mut(&mut self, element: Element) -> Option<&mut Self> {
        self.all_mut(element).next()
    }

    /// What a path of elements leads to, by the first of each name.
    pub(super) fn at(&self, path: &[Element]) -> Option<&Self> {
        path.iter().try_fold(self, |branch, element| branch.child(*element))
    }

    /// Its own text, as [`Node::text`](crate::Node::text) reads it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for item in &self.items {
            match item {
                Item::Text(source) => text += &xml::resolve_text(source),
                Item::CData(source) => text += &xml::resolve_cdata(source),
                Item::Branch(_) | Item::Other(_) => {}
            }
        }
        text
    }

    /// The text of a child.
    pub(super) fn text_of(&self, element: Element) -> Option<String> {
        self.child(element).map(Self::text)
    }

    /// Gives it another text. What was in CDATA stays in CDATA; comments stay.
    pub(super) fn set_text(&mut self, text: &str) {
        let is_text = |item: &Item<'_>| matches!(item, Item::Text(_) | Item::CData(_));
        let is_cdata = self.items.iter().any(|item| matches!(item, Item::CData(_))) && !text.contains('\r');
        let at = self.items.iter().position(is_text).unwrap_or(0);
        let source = if is_cdata {
            Item::CData(Cow::Owned(cdata(text)))
        } else {
            Item::Text(Cow::Owned(escape_text(text).into_owned()))
        };
        self.items.retain(|item| !is_text(item));
        self.items.insert(at.min(self.items.len()), source);
        self.have_end_tag();
    }

    /// Takes away the children that are not to stay, each with the blanks before it, and gives them.
    pub(super) fn take(&mut self, mut is_taken: impl FnMut(&Self) -> bool) -> Vec<Self> {
        self.line = self.line_of_children();
        let mut taken = Vec::new();
        let mut kept: Vec<Item<'r>> = Vec::with_capacity(self.items.len());
        for item in std::mem::take(&mut self.items) {
            match item {
                Item::Branch(child) if is_taken(&child) => {
                    if kept.last().is_some_and(Item::is_blank) {
                        kept.pop();
                    }
                    taken.push(child);
                }
                other => kept.push(other),
            }
        }
        self.items = kept;
        taken
    }

    /// Takes away all children of this name.
    pub(super) fn take_all(&mut self, element: Element) -> Vec<Self> {
        self.take(|child| child.is(element))
    }

    /// Puts a child where this dialect wants it: after those of its name.
    pub(super) fn insert(&mut self, child: Self, dialect: Dialect) {
        let content = self.element().and_then(|element| Some(dialect.schema().element(element)?.content));
        let rank = |branch: &Self| match content {
            Some(Content::Sequence(particles)) => {
                particles.iter().position(|particle| branch.is(particle.element))
            }
            _ => None,
        };
        let own = rank(&child).unwrap_or(usize::MAX);
        let is_before = |item: &Item<'r>| match item {
            Item::Branch(sibling) => rank(sibling).is_some_and(|rank| rank <= own),
            _ => false,
        };
        let at = self.items.iter().rposition(is_before).map_or(0, |at| at + 1);
        self.insert_at(at, child);
    }

    /// Puts a child after all others.
    pub(super) fn push(&mut self, child: Self) {
        let at = self.items.iter().rposition(|item| matches!(item, Item::Branch(_))).map_or(0, |at| at + 1);
        self.insert_at(at, child);
    }

    fn insert_at(&mut self, at: usize, mut child: Self) {
        self.have_end_tag();
        // Laid out as what stands there already.
        if let Some(line) = self.line_of_children() {
            child.lay_out(&line);
            self.items.insert(at, Item::Branch(child));
            self.items.insert(at, Item::Text(Cow::Owned(line)));
        } else {
            self.items.insert(at, Item::Branch(child));
        }
    }

    /// What stands before its first child: a line feed, and blanks.
    fn line_of_children(&self) -> Option<String> {
        let found = self.items.windows(2).find_map(|pair| match pair {
            [Item::Text(blanks), Item::Branch(_)] if pair[0].is_blank() => {
                blanks.rfind('\n').map(|at| blanks[at..].to_owned())
            }
            _ => None,
        });
        found.or_else(|| self.line.clone())
    }

    /// Puts what was made on lines of its own.
    fn lay_out(&mut self, line: &str) {
        if !std::mem::take(&mut self.is_made) || self.children().next().is_none() {
            return;
        }
        let inner = format!("{line}  ");
        for mut item in std::mem::take(&mut self.items) {
            if let Item::Branch(child) = &mut item {
                child.lay_out(&inner);
            }
            self.items.push(Item::Text(Cow::Owned(inner.clone())));
            self.items.push(item);
        }
        self.items.push(Item::Text(Cow::Owned(line.to_owned())));
    }

    /// What is written `<a/>` cannot hold anything.
    fn have_end_tag(&mut self) {
        if self.close.is_empty() {
            let blanks = self.tail.trim_end_matches("/>").to_owned();
            self.tail = Cow::Owned(blanks + ">");
            self.close = Cow::Owned(format!("</{}>", self.name()));
        }
    }

    /// Calls this for it and each element in it.
    pub(super) fn each(&mut self, visit: &mut impl FnMut(&mut Self)) {
        visit(self);
        for child in self.children_mut() {
            child.each(visit);
        }
    }

    /// Gives its pieces, in the order they are written.
    pub(super) fn pieces<'p>(&'p self, give: &mut impl FnMut(&'p Cow<'r, str>)) {
        give(&self.open);
        for attribute in &self.attributes {
            give(&attribute.source);
        }
        give(&self.tail);
        for item in &self.items {
            match item {
                Item::Branch(child) => child.pieces(give),
                Item::Text(source) | Item::CData(source) | Item::Other(source) => give(source),
            }
        }
        give(&self.close);
    }

    /// It, written.
    pub(super) fn source(&self) -> String {
        let mut source = String::new();
        self.pieces(&mut |piece| source.push_str(piece));
        source
    }
}

impl Item<'_> {
    /// Is it blanks between elements?
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(source) if source.bytes().all(|byte| byte.is_ascii_whitespace()))
    }
}
