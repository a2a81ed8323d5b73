//! The flat tree of a record, built while its tokens pass.

use sofi_core::Args;

use crate::{
    Dialect, Element,
    crew::Foreseen,
    element,
    record::NodeKind,
    rules::xml,
    scan::{Scanner, Verdict, Watch},
    xml::{Ahead, Fault, Flow, Leap, Piece, Point, Sink, Tag, View},
};

/// Is this element a record of its own? `parent` is what holds it.
pub(crate) fn is_record(found: Element, parent: Option<Element>) -> bool {
    match found {
        element::FORMATION | element::RESUME_OFFRE | element::RESUME_ORGANISME => true,
        // Elsewhere it is part of a formation.
        element::ORGANISME_FORMATION_RESPONSABLE => {
            matches!(parent, None | Some(element::LHEO_PLUS))
        }
        _ => false,
    }
}

/// A node, as offsets in the source of the record.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) kind: NodeKind,
    pub(crate) element: Option<Element>,
    pub(crate) from: u32,
    /// Length of its name, for an element.
    pub(crate) name_length: u32,
    /// After its start tag.
    pub(crate) content_from: u32,
    /// Before its end tag.
    pub(crate) content_to: u32,
    pub(crate) to: u32,
    /// The node after it and all that it holds.
    pub(crate) next: u32,
}

/// The nodes of a record, in the order of the document. Reused from one record to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    pub(crate) entries: Vec<Entry>,
    /// Where the record starts.
    pub(crate) start: Point,
    /// Where it ends.
    pub(crate) end: Point,
}

impl Tree {
    /// Adds an element whose content starts at `content`; [`close`](Self::close) tells the rest.
    fn push(&mut self, element: Option<Element>, from: u32, name_length: u32, content: u32) {
        self.entries.push(Entry {
            kind: NodeKind::Element,
            element,
            from,
            name_length,
            content_from: content,
            content_to: content,
            to: content,
            next: self.entries.len() as u32 + 1,
        });
    }

    /// Adds what is no element.
    fn push_piece(&mut self, kind: NodeKind, from: u32, to: u32) {
        self.entries.push(Entry {
            kind,
            element: None,
            from,
            name_length: 0,
            content_from: from,
            content_to: to,
            to,
            next: self.entries.len() as u32 + 1,
        });
    }

    /// Ends an element; `content` is the place before its end tag.
    fn close(&mut self, index: usize, content: u32, to: u32) {
        let next = self.entries.len() as u32;
        let entry = &mut self.entries[index];
        (entry.content_to, entry.to, entry.next) = (content.max(entry.content_from), to, next);
    }
}

/// The sink that builds trees. It rests after each record and each fault.
#[derive(Debug, Default)]
pub(crate) struct TreeBuilder {
    pub(crate) tree: Tree,
    pub(crate) dialect: Option<Dialect>,
    pub(crate) root: Option<String>,
    /// The open elements, as checked names; the records among them.
    path: Vec<Option<Element>>,
    /// They, when a tag was met that waits to be taken.
    tag_path: Vec<Option<Element>>,
    /// Open nodes of the record, as indices.
    open: Vec<usize>,
    /// Does it also rest at the tags that stand outside of records, and take the extensions there for records?
    is_outer: bool,
    /// Are blanks between elements left out, where it costs nothing? They are nothing to those who judge.
    is_lean: bool,
    /// Takes records that are right at once.
    scanner: Option<Scanner>,
    /// Name of the records of a format older than the dialects, whose elements are known by their names alone.
    pub(crate) old_record: Option<&'static str>,
    /// What is ready is such a tag, alone.
    pub(crate) is_tag: bool,
    /// A record is whole and waits to be taken.
    pub(crate) is_ready: bool,
    /// The last fault, which waits to be taken.
    pub(crate) fault: Option<(Fault, Point)>,
}

impl TreeBuilder {
    /// One that also rests outside of records.
    pub(crate) fn outer(scanner: Option<Scanner>) -> Self {
        Self { is_outer: true, ..Self::new(scanner) }
    }

    /// One that takes the records which this scanner accepts at once.
    pub(crate) fn new(scanner: Option<Scanner>) -> Self {
        Self { scanner, ..Self::default() }
    }

    /// One that leaves out the blanks between elements, where it costs nothing, and takes what others have scanned.
    pub(crate) fn lean() -> Self {
        Self { is_lean: true, ..Self::default() }
    }

    /// Changes the scanner for what was not read yet.
    pub(crate) fn set_scanner(&mut self, scanner: Option<Scanner>) {
        self.scanner = scanner;
    }

    /// The elements that hold what is ready; a tag besides, which may be over already.
    pub(crate) fn above(&self) -> &[Option<Element>] {
        if self.is_tag { &self.tag_path } else { &self.path }
    }

    fn offset(&self, decoded: u64) -> u32 {
        // Records are bounded well below 4 GiB.
        (decoded - self.tree.start.decoded) as u32
    }

    fn give_up(&mut self) {
        self.open.clear();
        self.tree.entries.clear();
    }

    /// Where what is being built starts; `None` between records.
    pub(crate) fn open_from(&self) -> Option<Point> {
        (!self.open.is_empty()).then_some(self.tree.start)
    }

    fn push(&mut self, tag: &Tag<'_>) {
        let (from, content) = (self.offset(tag.from.decoded), self.offset(tag.to.decoded));
        self.tree.push(tag.element, from, tag.name.len() as u32, content);
    }

    /// A record was [watched](Watch) whole: it stands between these places.
    pub(crate) fn take(&mut self, from: Point, to: Point) {
        (self.tree.start, self.tree.end) = (from, to);
        (self.is_tag, self.is_ready) = (false, true);
    }

    /// The record ahead, when the scanner knows its way through it.
    fn scanned(&mut self, ahead: &Ahead<'_>) -> Option<Leap> {
        let is_between = self.open.is_empty() && self.old_record.is_none();
        let dialect = self.dialect.filter(|_| is_between)?;
        let record = Element::from_name(ahead.local_name())?;
        let is_expected = is_record(record, self.path.last().copied().flatten())
            && !self.path.contains(&Some(element::EXTRA));
        let mut scanner = self.scanner.take_if(|_| is_expected)?;
        let (depth, is_all) = (self.path.len() + 1, ahead.is_all);
        let verdict = scanner.scan(ahead.text, (dialect, ahead.prefix), record, depth, is_all, self);
        self.scanner = Some(scanner);
        // What was noted of a record that is not taken is noted anew.
        if !matches!(verdict, Verdict::Right(_)) {
            self.tree.entries.clear();
        }
        Some(match verdict {
            Verdict::Unsure => Leap::No,
            Verdict::Cut => Leap::Cut,
            Verdict::Right(seen) => Leap::To(ahead.here.after(&ahead.text[..seen.end], ahead.encoding)),
        })
    }
}

/// What the scanner sees of a record that it takes whole.
impl Watch for TreeBuilder {
    fn open(&mut self, element: Element, from: usize, name: usize, content: usize) -> usize {
        if from == 0 {
            self.tree.entries.clear();
        }
        self.tree.push(Some(element), from as u32, name as u32, content as u32);
        self.tree.entries.len() - 1
    }

    fn text(&mut self, from: usize, to: usize) {
        self.tree.push_piece(NodeKind::Text, from as u32, to as u32);
    }

    fn blanks(&mut self, from: usize, to: usize) {
        if !self.is_lean {
            Watch::text(self, from, to);
        }
    }

    fn close(&mut self, number: usize, content: usize, to: usize) {
        self.tree.close(number, content as u32, to as u32);
    }
}

impl Sink for TreeBuilder {
    fn start(&mut self, tag: &Tag<'_>, _: &View<'_>) -> Flow {
        if self.path.is_empty() {
            self.root = Some(tag.local.to_owned());
            self.dialect = tag.recognition.dialect();
        }
        let parent = self.path.last().copied().flatten();
        let is_in_extra = self.path.contains(&Some(element::EXTRA));
        let starts = match self.old_record {
            Some(name) => tag.local == name,
            None => tag
                .element
                .is_some_and(|found| is_record(found, parent) || (self.is_outer && found == element::EXTRAS)),
        };
        self.path.push(match self.old_record {
            Some(_) => Element::from_name(tag.local),
            None => tag.element,
        });
        let starts = starts && self.open.is_empty() && !is_in_extra;
        if starts {
            self.tree.entries.clear();
            self.tree.start = tag.from;
            self.is_tag = false;
        } else if self.open.is_empty() {
            if !self.is_outer {
                return Flow::Continue;
            }
            self.tree.entries.clear();
            (self.tree.start, self.tree.end) = (tag.from, tag.to);
            (self.is_tag, self.is_ready) = (true, true);
            self.tag_path.clone_from(&self.path);
            self.push(tag);
            return Flow::Pause;
        }
        self.open.push(self.tree.entries.len());
        self.push(tag);
        Flow::Continue
    }

    fn text(&mut self, _: &str) {}

    fn piece(&mut self, piece: Piece, from: u64, to: u64, _: &View<'_>) {
        if self.open.is_empty() {
            return;
        }
        let (from, to) = (self.offset(from), self.offset(to));
        let kind = match piece {
            Piece::Text | Piece::Reference => NodeKind::Text,
            Piece::CData => NodeKind::CData,
            Piece::Comment => NodeKind::Comment,
            Piece::Instruction => NodeKind::Instruction,
        };
        // A text is cut at references and at the ends of windows; it is one node all the same.
        if kind == NodeKind::Text
            && let Some(last) = self.tree.entries.last_mut()
            && last.kind == NodeKind::Text
            && last.to == from
        {
            (last.content_to, last.to) = (to, to);
            return;
        }
        self.tree.push_piece(kind, from, to);
    }

    fn end(&mut self, from: Point, to: Point, _: &View<'_>) -> Flow {
        self.path.pop();
        let Some(index) = self.open.pop() else { return Flow::Continue };
        self.tree.close(index, self.offset(from.decoded), self.offset(to.decoded));
        if !self.open.is_empty() {
            return Flow::Continue;
        }
        self.tree.end = to;
        self.is_ready = true;
        Flow::Pause
    }

    fn fault(&mut self, fault: &Fault, at: Point, _: Point, _: &View<'_>) {
        // A DOCTYPE that is not read is no reason to stop.
        if fault.rule.severity == sofi_core::Severity::Error && self.fault.is_none() {
            self.fault = Some((fault.clone(), at));
        }
    }

    fn resume(&mut self, depth: usize) {
        self.path.truncate(depth);
        self.give_up();
    }

    fn leap(&mut self, ahead: &Ahead<'_>, _: Option<Foreseen>) -> (Leap, Flow) {
        let leap = self.scanned(ahead).unwrap_or(Leap::No);
        if let Leap::To(to) = leap {
            self.take(ahead.here, to);
            return (leap, Flow::Pause);
        }
        (leap, Flow::Continue)
    }

    fn keep_from(&self) -> Option<u64> {
        self.open_from().map(|from| from.decoded)
    }

    fn record_too_large(&mut self, past: &Args) {
        // Its tree would grow without end.
        self.give_up();
        self.fault = Some((Fault::new(&xml::XML55, 0, 1).args(past.clone()), self.tree.start));
    }
}
