//! One record of a document, whole and lossless: its source, and a flat tree of spans over it.

mod tree;

use std::borrow::Cow;

pub(crate) use tree::{Entry, Tree, TreeBuilder, is_record};

use crate::{
    Dialect, Element, Limits,
    edit::Edits,
    source::Encoding,
    xml::{self, RawTag},
};

/// One record: a `formation`, a `resume-offre`, a `resume-organisme`, or an organisation of `lheo-plus`.
///
/// It borrows the reader's memory, which serves again for the next one. Nothing of the document is lost in it:
/// unknown elements and attributes, comments, CDATA, blanks and quotes are all in [`source`](Self::source).
///
/// ```
/// let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1">
///   <intitule-formation>Ma&#xE7;on</intitule-formation><!-- encore --><inconnu/>
/// </formation></offres></lheo>"#;
/// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
/// let record = reader.next_record()?.expect("one formation");
/// let formation = record.root();
/// assert_eq!(formation.attribute("numero").as_deref(), Some("F1"));
/// assert_eq!(formation.child("intitule-formation").unwrap().text(), "Maçon");
/// assert_eq!(formation.children().map(|child| child.name()).collect::<Vec<_>>(), ["intitule-formation", "inconnu"]);
/// assert!(record.source().ends_with("</formation>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Record<'r> {
    source: &'r str,
    tree: &'r Tree,
    encoding: Encoding,
    dialect: Option<Dialect>,
}

impl<'r> Record<'r> {
    pub(crate) fn new(source: &'r str, tree: &'r Tree, encoding: Encoding, dialect: Option<Dialect>) -> Self {
        Self { source, tree, encoding, dialect }
    }

    /// The dialect of its document; `None` when the namespace is unknown.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// Changes to make to it: see [`Edits`].
    pub fn edit(&self) -> Edits<'r> {
        Edits::new(*self)
    }

    /// The record as it stands in the document, decoded.
    pub fn source(&self) -> &'r str {
        self.source
    }

    /// Where it starts in the decompressed, undecoded document, in bytes.
    pub fn offset(&self) -> u64 {
        self.tree.start.raw
    }

    /// How many bytes it takes there.
    pub fn byte_length(&self) -> u64 {
        self.encoding.raw_len(self.source)
    }

    /// Line on which it starts, from 1.
    pub fn line(&self) -> u64 {
        self.tree.start.line
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(crate) fn start(&self) -> xml::Point {
        self.tree.start
    }

    /// How many pieces it has.
    pub(crate) fn len(&self) -> usize {
        self.tree.entries.len()
    }

    /// A copy, to keep beyond what it was read from.
    pub fn into_owned(self) -> OwnedRecord {
        OwnedRecord {
            source: self.source.into(),
            tree: self.tree.clone(),
            encoding: self.encoding,
            dialect: self.dialect,
        }
    }

    /// The piece of this [number](Node::index); `None` when there are fewer.
    pub fn get(&self, index: usize) -> Option<Node<'r>> {
        (index < self.len()).then(|| self.node(index))
    }

    /// The piece of this number, in the order of the document.
    pub(crate) fn node(&self, index: usize) -> Node<'r> {
        Node { source: self.source, tree: self.tree, index }
    }

    /// Its element.
    pub fn root(&self) -> Node<'r> {
        Node { source: self.source, tree: self.tree, index: 0 }
    }
}

/// A record that is kept: [`record`](Self::record) gives it back.
///
/// ```
/// let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"/><formation numero="F2"/></offres></lheo>"#;
/// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
/// let mut kept = Vec::new();
/// while let Some(record) = reader.next_record()? {
///     kept.push(record.into_owned());
/// }
/// let numero = kept[1].record().formation().and_then(|formation| formation.numero());
/// assert_eq!(numero.as_deref(), Some("F2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OwnedRecord {
    source: Box<str>,
    tree: Tree,
    encoding: Encoding,
    dialect: Option<Dialect>,
}

impl OwnedRecord {
    /// The record.
    pub fn record(&self) -> Record<'_> {
        Record { source: &self.source, tree: &self.tree, encoding: self.encoding, dialect: self.dialect }
    }
}

/// What a [`Node`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// An element.
    Element,
    /// Text, references included.
    Text,
    /// A CDATA section.
    CData,
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
}

/// A piece of a record.
#[derive(Debug, Clone, Copy)]
pub struct Node<'r> {
    source: &'r str,
    tree: &'r Tree,
    index: usize,
}

impl<'r> Node<'r> {
    fn entry(self) -> &'r Entry {
        &self.tree.entries[self.index]
    }

    /// Is it a node of this record?
    pub(crate) fn is_of(self, record: &Record<'_>) -> bool {
        std::ptr::eq(self.tree, record.tree)
    }

    /// Its number in the record, in the order of the document, from 0: see [`Record::get`].
    pub fn index(self) -> usize {
        self.index
    }

    /// The number of what follows it and all that it holds.
    pub(crate) fn next_index(self) -> usize {
        self.entry().next as usize
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.entry().kind
    }

    /// The element of the dialect; `None` for what is no element, or an unknown one.
    pub fn element(self) -> Option<Element> {
        self.entry().element
    }

    /// The name of an element as written, prefix included; empty for what is no element.
    pub fn name(self) -> &'r str {
        match self.entry() {
            Entry { kind: NodeKind::Element, from, name_length, .. } => {
                &self.source[*from as usize + 1..*from as usize + 1 + *name_length as usize]
            }
            _ => "",
        }
    }

    /// The name without its prefix.
    pub fn local_name(self) -> &'r str {
        self.name().rsplit(':').next().unwrap_or_default()
    }

    /// The bytes of [`Record::source`] that it takes, tags included.
    pub fn span(self) -> std::ops::Range<usize> {
        self.entry().from as usize..self.entry().to as usize
    }

    /// It as written, tags included.
    pub fn source(self) -> &'r str {
        &self.source[self.span()]
    }

    /// The bytes of [`Record::source`] between its tags.
    pub fn content_span(self) -> std::ops::Range<usize> {
        self.entry().content_from as usize..self.entry().content_to as usize
    }

    /// Everything directly inside it, in order.
    pub fn nodes(self) -> impl Iterator<Item = Node<'r>> {
        let end = self.entry().next as usize;
        let first = (self.index + 1 < end).then_some(self.index + 1);
        std::iter::successors(first, move |&index| {
            let next = self.tree.entries[index].next as usize;
            (next < end).then_some(next)
        })
        .map(move |index| Node { index, ..self })
    }

    /// The elements directly inside it, in order.
    pub fn children(self) -> impl Iterator<Item = Node<'r>> {
        self.nodes().filter(|node| node.kind() == NodeKind::Element)
    }

    /// The first child of this local name.
    pub fn child(self, name: &str) -> Option<Node<'r>> {
        self.children().find(|child| child.local_name() == name)
    }

    /// Its own text: references resolved, CDATA taken as it is, ends of lines normalised, blanks kept.
    pub fn text(self) -> Cow<'r, str> {
        match self.kind() {
            NodeKind::Element => {
                let mut texts = self.nodes().filter(|n| matches!(n.kind(), NodeKind::Text | NodeKind::CData));
                let Some(first) = texts.next() else { return Cow::Borrowed("") };
                texts.fold(first.text(), |text, next| Cow::Owned(text.into_owned() + &next.text()))
            }
            NodeKind::Text => xml::resolve_text(self.source()),
            NodeKind::CData => xml::resolve_cdata(self.source()),
            NodeKind::Comment | NodeKind::Instruction => Cow::Borrowed(""),
        }
    }

    /// The start tag of an element, as written; empty for what is no element.
    pub(crate) fn tag(self) -> &'r str {
        match self.entry() {
            Entry { kind: NodeKind::Element, from, content_from, .. } => {
                &self.source[*from as usize..*content_from as usize]
            }
            _ => "",
        }
    }

    /// Its start tag, read.
    pub(crate) fn raw_tag(self) -> RawTag {
        let mut raw = RawTag::default();
        // The tag was read once already, within the limits of the reader.
        let limits = Limits {
            attributes: usize::MAX,
            name: usize::MAX,
            attribute_value: usize::MAX,
            ..Limits::default()
        };
        match raw.read(self.tag(), &limits) {
            Ok(()) => raw,
            Err(_) => RawTag::default(),
        }
    }

    /// Its attributes as (name as written, value), in order, namespace declarations included.
    pub fn attributes(self) -> Vec<(&'r str, String)> {
        self.read_attributes().into_iter().map(|(name, value)| (name, value.into_owned())).collect()
    }

    /// The same, borrowed where they are read as they are written.
    pub(crate) fn read_attributes(self) -> Vec<(&'r str, Cow<'r, str>)> {
        let tag = self.tag();
        if let Some(plain) = tag.get(1 + self.name().len()..).and_then(plain_attributes) {
            return plain;
        }
        let raw = self.raw_tag();
        let read = |a| Cow::Owned(raw.value(a, tag).to_owned());
        raw.attributes.iter().map(|a| (&tag[a.name.clone()], read(a))).collect()
    }

    /// The value of the attribute of this name.
    pub fn attribute(self, name: &str) -> Option<String> {
        let found = self.read_attributes().into_iter().find(|(found, _)| *found == name);
        found.map(|(_, value)| value.into_owned())
    }
}

/// The attributes of a tag from the end of its name on, when they are written as nearly all are: `name="value"`, with nothing in
/// the value that stands for something else.
fn plain_attributes(tag: &str) -> Option<Vec<(&str, Cow<'_, str>)>> {
    let mut found = Vec::new();
    let bytes = tag.as_bytes();
    let mut at = 0;
    loop {
        while bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        if matches!(bytes.get(at..)?, b"" | b">" | b"/>") {
            return Some(found);
        }
        let end = at + bytes.get(at..)?.iter().position(|byte| *byte == b'=' || *byte <= b' ')?;
        let from = end + 2;
        if bytes.get(end..from)? != b"=\"" {
            return None;
        }
        let is_odd = |byte: &u8| matches!(byte, b'"' | b'&' | b'\t' | b'\n' | b'\r');
        let to = from + bytes.get(from..)?.iter().position(is_odd).filter(|to| bytes[from + to] == b'"')?;
        found.push((tag.get(at..end)?, Cow::Borrowed(tag.get(from..to)?)));
        at = to + 1;
    }
}
