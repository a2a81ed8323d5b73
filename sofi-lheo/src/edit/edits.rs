//! Changes to one record.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{Display, Write as _},
    ops::Range,
};

use super::{
    Changes, Fragment, Order, Splice,
    escape::{cdata, escape_attribute, escape_text},
    fragment::Style,
};
use crate::{Content, Dialect, Element, Node, NodeKind, Record, xml::chars};

/// Changes to make to a record.
///
/// They speak of the record as it was read: a value that is set is not seen through the record, nor an element that is
/// inserted; [`changes`](Self::changes) tells what all of them make of its source. Of two changes to one thing, the last holds;
/// changes inside of what goes are forgotten. What XML cannot hold is refused; whether a value is *right* is for the
/// [`Checker`](crate::Checker) to say.
///
/// ```
/// use sofi_lheo::{Fragment, Reader, element};
///
/// let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3">
///   <action>
///     <rythme-formation><![CDATA[temps plein]]></rythme-formation>
///     <duree-indicative>6 mois</duree-indicative>
///   </action>
/// </formation>"#;
/// let mut reader = Reader::from_slice("feed.xml", feed)?;
/// let record = reader.next_record()?.unwrap();
/// let action = record.root().child("action").unwrap();
///
/// let mut edits = record.edit();
/// edits.set_text(action.child("rythme-formation").unwrap(), "temps partiel")?;
/// edits.remove(action.child("duree-indicative").unwrap())?;
/// edits.insert(action, Fragment::leaf(element::CODE_PUBLIC_VISE, "83056").attribute("ref", "V14"))?;
/// assert_eq!(edits.changes().apply(record.source()), r#"<formation xmlns="http://lheo.gouv.fr/2.3">
///   <action>
///     <rythme-formation><![CDATA[temps partiel]]></rythme-formation>
///     <code-public-vise ref="V14">83056</code-public-vise>
///   </action>
/// </formation>"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Edits<'r> {
    record: Record<'r>,
    /// By the number of their nodes, which is the order of the document.
    nodes: BTreeMap<usize, NodeEdits>,
}

/// Why a record cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// XML has no writing for this character, not even as a reference.
    #[error("the character {0:?} cannot stand in XML")]
    Character(char),
    /// That is no name of an element or an attribute.
    #[error("{0:?} is not a name")]
    Name(String),
    /// The node is one of another record.
    #[error("the node belongs to another record")]
    OtherRecord,
    /// The node is not an element.
    #[error("only elements can be changed")]
    NotAnElement,
    /// The element holds children and no text.
    #[error("<{0}> holds no text")]
    NoText(String),
    /// The element made is not the one that is to be set.
    #[error("<{given}> given where <{expected}> is to be set")]
    OtherElement {
        /// What is to be set.
        expected: &'static str,
        /// What was given.
        given: &'static str,
    },
    /// Only the start tag of the element is at hand: its attributes are all that can be changed.
    #[error("only attributes of <{0}> can be changed here")]
    OnlyATag(String),
    /// The dialect has no such child there.
    #[error("{dialect} has no <{child}> in <{parent}>")]
    Unknown {
        /// The child.
        child: &'static str,
        /// What should hold it.
        parent: &'static str,
        /// Title of the dialect.
        dialect: &'static str,
    },
    /// The element holds a text and no children.
    #[error("<{0}> holds no elements")]
    NoChildren(String),
}

impl EditError {
    pub(super) fn unknown(child: Element, parent: Element, dialect: Dialect) -> Self {
        Self::Unknown { child: child.name(), parent: parent.name(), dialect: dialect.schema().title }
    }
}

/// What happens to one node.
#[derive(Debug, Clone, Default)]
struct NodeEdits {
    /// Another text.
    text: Option<String>,
    /// Attributes by name, in the order they were first set; `None` for what goes.
    attributes: Vec<(String, Option<String>)>,
    /// Another local name.
    name: Option<String>,
    /// What comes into it, with its rank in the content model.
    inserted: Vec<(usize, Fragment)>,
    /// What stands instead of it; an empty text when it goes, with the blanks before it.
    replaced: Option<String>,
    /// What comes before and after it, as source.
    before: String,
    after: String,
}

/// Refuses characters that XML cannot hold.
pub(super) fn check_text(text: &str) -> Result<(), EditError> {
    chars::find_illegal(text).map_or(Ok(()), |(_, c)| Err(EditError::Character(c)))
}

impl<'r> Edits<'r> {
    pub(crate) fn new(record: Record<'r>) -> Self {
        Self { record, nodes: BTreeMap::new() }
    }

    /// The record that they change.
    pub fn record(&self) -> Record<'r> {
        self.record
    }

    /// Was nothing asked for?
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Gives an element this text. Comments in it stay; a text in CDATA stays in CDATA. Nothing changes where it is the same.
    ///
    /// # Errors
    /// When XML cannot hold the text, or the element holds children.
    pub fn set_text(&mut self, node: Node<'r>, text: impl Display) -> Result<(), EditError> {
        self.check_whole(node)?;
        if !self.may_hold_text(node) {
            return Err(EditError::NoText(node.name().to_owned()));
        }
        let text = text.to_string();
        check_text(&text)?;
        self.at(node).text = Some(text);
        Ok(())
    }

    /// Gives an element this attribute. Its quotes and its place stay where it has one.
    ///
    /// # Errors
    /// When XML cannot hold the value, or that is no name.
    pub fn set_attribute(
        &mut self,
        node: Node<'r>,
        name: &str,
        value: impl Display,
    ) -> Result<(), EditError> {
        self.check(node)?;
        let value = value.to_string();
        check_text(&value)?;
        if chars::split_qname(name).is_none() {
            return Err(EditError::Name(name.to_owned()));
        }
        self.put_attribute(node, name, Some(value));
        Ok(())
    }

    /// Takes an attribute away.
    ///
    /// # Errors
    /// When the node is no element of the record.
    pub fn remove_attribute(&mut self, node: Node<'r>, name: &str) -> Result<(), EditError> {
        self.check(node)?;
        self.put_attribute(node, name, None);
        Ok(())
    }

    fn put_attribute(&mut self, node: Node<'r>, name: &str, value: Option<String>) {
        let attributes = &mut self.at(node).attributes;
        match attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => attributes.push((name.to_owned(), value)),
        }
    }

    /// Gives an element another local name; its prefix stays.
    ///
    /// # Errors
    /// When that is no name.
    pub fn rename(&mut self, node: Node<'r>, name: &str) -> Result<(), EditError> {
        self.check_whole(node)?;
        if !chars::is_ncname(name) {
            return Err(EditError::Name(name.to_owned()));
        }
        self.at(node).name = Some(name.to_owned());
        Ok(())
    }

    /// Takes an element away, with the blanks before it.
    ///
    /// # Errors
    /// When the node is no element of the record.
    pub fn remove(&mut self, node: Node<'r>) -> Result<(), EditError> {
        self.check_whole(node)?;
        self.at(node).replaced = Some(String::new());
        Ok(())
    }

    /// Puts an element into another one, where the dialect of the document wants it: after those of the same name, and
    /// laid out as what surrounds it.
    ///
    /// ```
    /// use sofi_lheo::{Fragment, Reader, element};
    ///
    /// let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3"><certifiante>1</certifiante></formation>"#;
    /// let mut reader = Reader::from_slice("feed.xml", feed)?;
    /// let record = reader.next_record()?.unwrap();
    /// let mut edits = record.edit();
    /// edits.insert(record.root(), Fragment::leaf(element::INTITULE_FORMATION, "Maçon & <couvreur>"))?;
    /// let changed = edits.changes().apply(record.source());
    /// assert!(changed.ends_with(
    ///     "><intitule-formation>Maçon &amp; &lt;couvreur&gt;</intitule-formation><certifiante>1</certifiante></formation>"
    /// ));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When XML cannot hold a text of it, or the element holds a text and no children.
    pub fn insert(&mut self, parent: Node<'r>, fragment: Fragment) -> Result<(), EditError> {
        self.check_whole(parent)?;
        fragment.check()?;
        let info = parent.attribute("info");
        let order = self.order(parent, info.as_deref());
        let rank = match (order, self.record.dialect().zip(parent.element())) {
            (Some(order), _) if order.content().is_leaf() => {
                return Err(EditError::NoChildren(parent.name().to_owned()));
            }
            (Some(order), Some((dialect, parent))) if !order.content().holds(fragment.element()) => {
                return Err(EditError::unknown(fragment.element(), parent, dialect));
            }
            (Some(order), _) => order.rank(fragment.element(), fragment.value_of("info")),
            (None, _) => usize::MAX,
        };
        let fragment = self.fitted(fragment)?;
        self.at(parent).inserted.push((rank, fragment));
        Ok(())
    }

    /// Puts an element just after another one of the same kind, laid out as that one.
    ///
    /// # Errors
    /// When XML cannot hold a text of it.
    pub fn insert_next(&mut self, sibling: Node<'r>, fragment: Fragment) -> Result<(), EditError> {
        let source = self.laid_out_as(sibling, fragment)?;
        let blanks = self.blanks_before(sibling);
        self.insert_after(sibling, &format!("{blanks}{source}"))
    }

    /// Puts an element just before another one of the same kind, laid out as that one.
    ///
    /// # Errors
    /// When XML cannot hold a text of it.
    pub fn insert_previous(&mut self, sibling: Node<'r>, fragment: Fragment) -> Result<(), EditError> {
        let source = self.laid_out_as(sibling, fragment)?;
        let blanks = self.blanks_before(sibling);
        self.insert_before(sibling, &format!("{source}{blanks}"))
    }

    /// Puts an element in the place of another one, laid out as it was.
    ///
    /// # Errors
    /// When XML cannot hold a text of it.
    pub fn put(&mut self, old: Node<'r>, fragment: Fragment) -> Result<(), EditError> {
        let source = self.laid_out_as(old, fragment)?;
        self.replace(old, source)
    }

    /// Writes this instead of an element. It is not looked at: it must be well-formed there.
    pub(crate) fn replace(&mut self, node: Node<'r>, source: String) -> Result<(), EditError> {
        self.check_whole(node)?;
        self.at(node).replaced = Some(source);
        Ok(())
    }

    /// Writes this before an element. It is not looked at: it must be well-formed there.
    pub(crate) fn insert_before(&mut self, node: Node<'r>, source: &str) -> Result<(), EditError> {
        self.check(node)?;
        self.at(node).before.push_str(source);
        Ok(())
    }

    /// Writes this after an element. It is not looked at: it must be well-formed there.
    pub(crate) fn insert_after(&mut self, node: Node<'r>, source: &str) -> Result<(), EditError> {
        self.check(node)?;
        self.at(node).after.push_str(source);
        Ok(())
    }

    /// An element that is made, written as another one is.
    fn laid_out_as(&self, model: Node<'r>, fragment: Fragment) -> Result<String, EditError> {
        fragment.check()?;
        let fragment = self.fitted(fragment)?;
        let line = self.blanks_before(model);
        let line = line.rfind('\n').map_or("", |at| line.split_at(at).1);
        let style = Style { prefix: prefix(model), line, unit: (!line.is_empty()).then_some("  ") };
        let mut source = String::new();
        // Writing to a string never fails.
        let _ = fragment.write(&style, 0, &mut source);
        Ok(source)
    }

    /// An element that is made, as the dialect writes it.
    fn fitted(&self, fragment: Fragment) -> Result<Fragment, EditError> {
        match self.record.dialect() {
            Some(dialect) => fragment.fitted(dialect),
            None => Ok(fragment),
        }
    }

    /// The order of what an element may hold, by the dialect; `info` is its attribute.
    pub(crate) fn order<'g>(&self, node: Node<'_>, info: Option<&'g str>) -> Option<Order<'g>> {
        Order::of(self.record.dialect()?, node.element()?, info)
    }

    fn may_hold_text(&self, node: Node<'_>) -> bool {
        self.order(node, None)
            .map(Order::content)
            .is_none_or(|content| content.is_leaf() || matches!(content, Content::Any))
    }

    fn check(&self, node: Node<'_>) -> Result<(), EditError> {
        if !node.is_of(&self.record) {
            return Err(EditError::OtherRecord);
        }
        if node.kind() != NodeKind::Element {
            return Err(EditError::NotAnElement);
        }
        Ok(())
    }

    /// Refuses, besides, an element of which only the start tag was taken.
    fn check_whole(&self, node: Node<'_>) -> Result<(), EditError> {
        self.check(node)?;
        let is_cut = node.index() == 0 && node.tag().len() == node.source().len() && !is_empty_tag(node);
        if is_cut { Err(EditError::OnlyATag(node.name().to_owned())) } else { Ok(()) }
    }

    fn at(&mut self, node: Node<'_>) -> &mut NodeEdits {
        self.nodes.entry(node.index()).or_default()
    }

    /// All of them, as splices of the source of the record.
    pub fn changes(&self) -> Changes {
        let mut splices = Vec::new();
        // Elements among a text that changes: the blanks before them are part of it.
        let mut amid: BTreeSet<usize> = BTreeSet::new();
        for (index, edits) in &self.nodes {
            let node = self.record.node(*index);
            if edits.text.as_deref().is_some_and(|text| text != node.text()) {
                amid.extend(node.children().map(Node::index));
            }
            self.splices(node, edits, amid.contains(index), &mut splices);
        }
        Changes::new(splices)
    }

    fn splices(&self, node: Node<'r>, edits: &NodeEdits, is_amid: bool, splices: &mut Vec<Splice>) {
        let span = node.span();
        if !edits.before.is_empty() {
            splices.push(Splice { range: span.start..span.start, text: edits.before.clone() });
        }
        if let Some(source) = &edits.replaced {
            let takes_blanks = source.is_empty() && !is_amid;
            let blanks = if takes_blanks { self.blanks_before(node).len() } else { 0 };
            splices.push(Splice { range: span.start - blanks..span.end, text: source.clone() });
        } else {
            tag_splices(node, edits, splices);
            self.content_splices(node, edits, splices);
        }
        if !edits.after.is_empty() {
            splices.push(Splice { range: span.end..span.end, text: edits.after.clone() });
        }
    }

    /// The text and the children of an element.
    fn content_splices(&self, node: Node<'r>, edits: &NodeEdits, splices: &mut Vec<Splice>) {
        let mut inserted: Vec<_> = edits.inserted.iter().collect();
        inserted.sort_by_key(|(rank, _)| *rank);
        let text = edits.text.as_deref().filter(|text| *text != node.text());
        let content = node.content_span();
        if is_empty_tag(node) {
            if text.is_none() && inserted.is_empty() {
                return;
            }
            let name = edits
                .name
                .as_deref()
                .map_or(node.name().to_owned(), |name| format!("{}{name}", prefix(node)));
            let mut inside = text.map(|text| escape_text(text).into_owned()).unwrap_or_default();
            let layout = Layout::of(self, node);
            for (_, item) in &inserted {
                inside.push_str(&layout.line);
                layout.write(item, &mut inside);
            }
            if !inserted.is_empty() {
                inside.push_str(&layout.line_of_parent);
            }
            let slash = node.tag().trim_end_matches('>').trim_end_matches('/').trim_end().len();
            let from = node.span().start + slash;
            splices.push(Splice { range: from..content.start, text: format!(">{inside}</{name}>") });
            return;
        }
        if let Some(text) = text {
            text_splices(node, text, splices);
        }
        if inserted.is_empty() {
            return;
        }
        let layout = Layout::of(self, node);
        let info = node.attribute("info");
        let order = self.order(node, info.as_deref());
        let is_childless = node.children().next().is_none();
        // What is between the tags of an element without children is blank, or is a text that stays before.
        let is_blank =
            node.nodes().all(|inside| inside.kind() == NodeKind::Text && inside.text().trim().is_empty());
        if is_childless && is_blank {
            let mut inside = String::new();
            for (_, item) in &inserted {
                inside.push_str(&layout.line);
                layout.write(item, &mut inside);
            }
            inside.push_str(&layout.line_of_parent);
            splices.push(Splice { range: content, text: inside });
            return;
        }
        for (rank_inserted, item) in inserted {
            let before = node.children().filter(|child| match child.element().zip(order) {
                Some((element, order)) => {
                    order.rank(element, child.attribute("info").as_deref()) <= *rank_inserted
                }
                // What the dialect does not know has no place of its own.
                None => order.is_none(),
            });
            let at = before.last().map_or(content.start, |child| child.span().end);
            let mut text = layout.line.clone();
            layout.write(item, &mut text);
            splices.push(Splice { range: at..at, text });
        }
    }

    /// The blanks just before an element.
    fn blanks_before(&self, node: Node<'r>) -> &'r str {
        let before = self.record.source().get(..node.span().start).unwrap_or_default();
        // Blanks that start the record belong to nobody, and there are none: it starts with its tag.
        last_blanks(before)
    }
}

/// The blanks that end a text.
fn last_blanks(text: &str) -> &str {
    text.split_at(text.trim_end_matches([' ', '\t', '\n', '\r']).len()).1
}

/// How what is inserted into an element is laid out.
struct Layout<'r> {
    /// Before each child: a line feed and its indentation, or nothing.
    line: String,
    /// Before the end tag.
    line_of_parent: String,
    unit: String,
    prefix: &'r str,
}

impl<'r> Layout<'r> {
    fn of(edits: &Edits<'r>, node: Node<'r>) -> Self {
        let line = |node: Node<'r>| {
            let blanks = edits.blanks_before(node);
            blanks.rfind('\n').map(|at| {
                let before = blanks.split_at(at).0;
                blanks.split_at(before.strip_suffix('\r').unwrap_or(before).len()).1.to_owned()
            })
        };
        let own = line(node);
        let first = node.children().next();
        let of_child = first.and_then(line);
        // The line of the record itself is not part of its source: that of its first child tells.
        let (line, line_of_parent) = match (of_child, own) {
            (Some(child), Some(own)) => (child, own),
            (Some(child), None) => {
                let end = node.content_span().end;
                let inside = edits.record.source().get(..end).unwrap_or_default();
                (child, last_blanks(inside).to_owned())
            }
            (None, Some(own)) if first.is_none() => (format!("{own}  "), own),
            _ => (String::new(), String::new()),
        };
        let unit = line.strip_prefix(line_of_parent.as_str()).filter(|unit| !unit.is_empty());
        let unit = unit.unwrap_or("  ").to_owned();
        Self { line, line_of_parent, unit, prefix: prefix(node) }
    }

    fn write(&self, fragment: &Fragment, out: &mut String) {
        let unit = (!self.line.is_empty()).then_some(self.unit.as_str());
        let style = Style { prefix: self.prefix, line: &self.line, unit };
        // Writing to a string never fails.
        let _ = fragment.write(&style, 0, out);
    }
}

/// The prefix of an element, colon included.
fn prefix(node: Node<'_>) -> &str {
    node.name().strip_suffix(node.local_name()).unwrap_or_default()
}

/// Is it written `<a/>`?
fn is_empty_tag(node: Node<'_>) -> bool {
    node.tag().ends_with("/>") && node.span().end == node.content_span().start
}

/// Another name, and other attributes.
fn tag_splices(node: Node<'_>, edits: &NodeEdits, splices: &mut Vec<Splice>) {
    let start = node.span().start;
    if let Some(name) = edits.name.as_deref().filter(|name| *name != node.local_name()) {
        let end_of_name = start + 1 + node.name().len();
        let local = end_of_name - node.local_name().len()..end_of_name;
        splices.push(Splice { range: local, text: name.to_owned() });
        if !is_empty_tag(node) {
            let local = node.content_span().end + 2 + prefix(node).len();
            splices.push(Splice { range: local..local + node.local_name().len(), text: name.to_owned() });
        }
    }
    if edits.attributes.is_empty() {
        return;
    }
    let (tag, raw) = (node.tag(), node.raw_tag());
    let mut added = String::new();
    for (name, value) in &edits.attributes {
        let found = raw.attributes.iter().find(|attribute| tag.get(attribute.name.clone()) == Some(name));
        match (found, value) {
            (Some(attribute), Some(value)) if raw.value(attribute, tag) != value => {
                let follows = tag.get(attribute.written.end..).unwrap_or_default();
                let quote = if follows.starts_with('\'') { '\'' } else { '"' };
                let range = attribute.written.start + start..attribute.written.end + start;
                splices.push(Splice { range, text: escape_attribute(value, quote).into_owned() });
            }
            (Some(attribute), None) => {
                let before = tag.get(..attribute.name.start).unwrap_or_default().trim_end().len();
                let range: Range<usize> = before + start..attribute.written.end + 1 + start;
                splices.push(Splice { range, text: String::new() });
            }
            (None, Some(value)) => {
                let value = escape_attribute(value, '"');
                // Writing to a string never fails.
                let _ = write!(added, " {name}=\"{value}\"");
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    if !added.is_empty() {
        let last = raw.attributes.last().map_or(raw.name.end, |attribute| attribute.written.end + 1);
        splices.push(Splice { range: last + start..last + start, text: added });
    }
}

/// Another text, in an element that is not written `<a/>`.
fn text_splices(node: Node<'_>, text: &str, splices: &mut Vec<Splice>) {
    let is_text = |inside: &Node<'_>| matches!(inside.kind(), NodeKind::Text | NodeKind::CData);
    let pieces: Vec<_> = node.nodes().filter(is_text).collect();
    let main = pieces.iter().find(|piece| piece.kind() == NodeKind::CData).or(pieces.first());
    let Some(main) = main else {
        let at = node.content_span().start;
        splices.push(Splice { range: at..at, text: escape_text(text).into_owned() });
        return;
    };
    for piece in &pieces {
        let written = if piece.index() != main.index() {
            String::new()
        } else if main.kind() == NodeKind::CData && !text.contains('\r') {
            cdata(text)
        } else {
            escape_text(text).into_owned()
        };
        splices.push(Splice { range: piece.span(), text: written });
    }
}
