//! The strict layer: everything that XML 1.0 asks and quick-xml does not check.

mod between;

use sofi_core::Args;

use super::{
    Ahead, Attribute, Fault, Flow, Namespace, Piece, Point, Sink, Tag, View,
    chars::is_blank,
    lexer::{Kind, Lexeme},
    namespaces::{Namespaces, XML, XMLNS, XSI},
    phrases::{
        EMPTY_NAMESPACE, END_OUTSIDE, NOT_A_URI, RESERVED_NAMESPACE, RESERVED_PREFIX, SECOND_ROOT,
        UNCLOSED_END, UNCLOSED_MARKUP, UNKNOWN,
    },
    tag::{RawTag, TagError, read_name, schema_location},
    uri::is_uri_reference,
};
use crate::{Element, Limits, Recognition, recognise, rules::xml, source::Encoding};

/// Checks lexemes one after the other and pushes what they mean into a sink.
#[derive(Debug)]
pub(crate) struct Parser {
    limits: Limits,
    /// Encoding of the input, which offsets are counted in.
    encoding: Encoding,
    /// The first character not read yet.
    here: Point,
    stage: Stage,
    has_doctype: bool,
    namespaces: Namespaces,
    /// What the root says that the document is.
    recognition: Recognition,
    /// Namespace whose elements are those of the dialect; a misnomer may have none.
    dialect_namespace: Option<Namespace>,
    /// Names of the open elements, end to end.
    names: String,
    open: Vec<Open>,
    /// Elements down to this depth were entered by force after a fault: their end tags are not compared.
    forced: usize,
    /// Bytes of text since the last markup.
    text_run: usize,
    raw: RawTag,
}

/// Where in the document the parser is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Prolog,
    Content,
    Epilog,
}

#[derive(Debug)]
struct Open {
    /// Start of its name in the list of names.
    name: usize,
    line: u64,
}

/// What to do with a lexeme that is not whole.
pub(crate) enum Unfinished {
    /// Wait for more text.
    More,
    /// Nothing that may follow would make it right.
    Fault(Fault),
}

impl Parser {
    pub(crate) fn new(encoding: Encoding, start: Point, limits: Limits) -> Self {
        Self {
            limits,
            encoding,
            here: start,
            stage: Stage::Prolog,
            has_doctype: false,
            namespaces: Namespaces::new(),
            recognition: Recognition::Unknown,
            dialect_namespace: None,
            names: String::new(),
            open: Vec::new(),
            forced: 0,
            text_run: 0,
            raw: RawTag::default(),
        }
    }

    /// The first character not read yet.
    pub(crate) fn here(&self) -> Point {
        self.here
    }

    /// The place `length` bytes further in this text, which starts here.
    pub(crate) fn point(&self, text: &str) -> Point {
        self.here.after(text, self.encoding)
    }

    /// The element that this text starts with, which is the text from here on, when the element that is open is one of the dialect.
    pub(crate) fn ahead<'w>(&'w self, text: &'w str, is_all: bool) -> Option<Ahead<'w>> {
        let depth = Some(self.depth()).filter(|depth| *depth > 0)?;
        let (prefix, _) = split(self.open_name(depth));
        let namespace = self.namespaces.resolve(prefix).ok()?;
        let is_of_dialect = self.recognition.dialect().is_some() && namespace == self.dialect_namespace;
        is_of_dialect.then_some(Ahead { text, is_all, here: self.here, encoding: self.encoding, prefix })
    }

    /// Moves to the end of an element that was taken without its tokens being read.
    pub(crate) fn leap(&mut self, to: Point) {
        self.here = to;
        self.text_run = 0;
    }

    /// Changes the limits for what was not read yet.
    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.limits.clone_from(limits);
    }

    /// The label of the document lied: it is in this encoding.
    pub(crate) fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
    }

    /// Moves on without reading.
    pub(crate) fn skip_to(&mut self, point: Point) {
        self.here = point;
    }

    /// Depth of the open element.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Has the root ended?
    pub(crate) fn is_over(&self) -> bool {
        self.stage == Stage::Epilog
    }

    /// Can reading go on after the faulty lexeme, because no element is open yet?
    pub(crate) fn is_before_root(&self) -> bool {
        self.stage == Stage::Prolog
    }

    /// Name of the element that is open at a depth, from 1.
    fn open_name(&self, depth: usize) -> &str {
        let start = self.open[depth - 1].name;
        let end = self.open.get(depth).map_or(self.names.len(), |next| next.name);
        &self.names[start..end]
    }

    /// Goes back to the element that holds formations, to read the next one as its child.
    /// Returns its depth, or `None` when the root is not open.
    pub(crate) fn resume(&mut self) -> Option<usize> {
        let named = |parser: &Self, local: &str| {
            (1..=parser.depth()).find(|&d| {
                let name = parser.open_name(d);
                name.rsplit(':').next() == Some(local)
            })
        };
        let depth = match (named(self, "offres"), named(self, "formation")) {
            (Some(offres), _) => offres,
            (None, Some(formation)) => formation - 1,
            (None, None) => self.depth(),
        };
        if depth == 0 {
            return None;
        }
        self.names.truncate(self.open.get(depth).map_or(self.names.len(), |next| next.name));
        self.open.truncate(depth);
        self.namespaces.leave(depth);
        self.forced = depth;
        self.text_run = 0;
        Some(depth)
    }

    /// Reads one whole lexeme.
    pub(crate) fn read<S: Sink>(
        &mut self,
        lexeme: &Lexeme,
        view: &View<'_>,
        sink: &mut S,
    ) -> Result<Flow, Fault> {
        let text = &view.text[lexeme.range.clone()];
        let flow = match lexeme.kind {
            Kind::Start | Kind::Empty => self.start(text, lexeme.kind == Kind::Empty, view, sink),
            Kind::End => self.end(text, view, sink),
            Kind::Text => self.text(text, sink),
            Kind::Reference => self.reference(text, sink),
            Kind::CData => self.cdata(text, sink),
            Kind::Comment => self.comment(text),
            Kind::Declaration => self.declaration(text),
            Kind::Instruction => self.instruction(text),
            Kind::Doctype => self.doctype(text, view, sink),
            Kind::Unknown | Kind::Unfinished => Err(Fault::saying(&xml::XML01, 0, 2, &UNKNOWN)),
        }
        .map_err(|fault| fault.shifted(lexeme.range.start))?;
        let piece = match lexeme.kind {
            Kind::Start | Kind::Empty | Kind::End => return Ok(flow),
            Kind::Text => Some(Piece::Text),
            Kind::Reference => Some(Piece::Reference),
            Kind::CData => Some(Piece::CData),
            Kind::Comment => Some(Piece::Comment),
            Kind::Instruction => Some(Piece::Instruction),
            _ => None,
        };
        let next = self.point(text);
        let from = std::mem::replace(&mut self.here, next);
        if let Some(piece) = piece {
            sink.piece(piece, from.decoded, self.here.decoded, view);
        }
        Ok(flow)
    }

    /// Judges the start of a lexeme whose end is not at hand; `whole` when no more text will come.
    pub(crate) fn unfinished(&mut self, text: &str, whole: bool) -> Unfinished {
        let too_long = |limit: usize| {
            let args = Args::new().count("limit", limit as u64);
            Unfinished::Fault(Fault::new(&xml::XML54, 0, 1).args(args))
        };
        if text.starts_with("</") {
            if let Some(next) = text[1..].find('<') {
                return Unfinished::Fault(Fault::saying(&xml::XML01, 0, next + 1, &UNCLOSED_END));
            }
        } else if text.starts_with('<') && !text[1..].starts_with(['!', '?']) {
            match self.raw.read(text, &self.limits) {
                Err(TagError::Fault(fault)) => return Unfinished::Fault(fault),
                Ok(()) | Err(TagError::Unfinished) => {}
            }
        }
        if whole {
            return Unfinished::Fault(self.cut_short());
        }
        if text.len() > self.limits.text { too_long(self.limits.text) } else { Unfinished::More }
    }

    /// The document ends here: is it whole?
    pub(crate) fn finish(&self) -> Result<(), Fault> {
        match self.stage {
            Stage::Epilog => Ok(()),
            Stage::Prolog => Err(Fault::new(&xml::XML18, 0, 1)),
            Stage::Content => Err(self.cut_short()),
        }
    }

    fn cut_short(&self) -> Fault {
        if self.open.is_empty() {
            return Fault::saying(&xml::XML01, 0, 1, &UNCLOSED_MARKUP);
        }
        let args = Args::new().text("element", self.open_name(self.depth()).to_owned());
        Fault::new(&xml::XML03, 0, 1).args(args)
    }

    fn start<S: Sink>(
        &mut self,
        text: &str,
        is_empty: bool,
        view: &View<'_>,
        sink: &mut S,
    ) -> Result<Flow, Fault> {
        if self.stage == Stage::Epilog {
            return Err(Fault::saying(&xml::XML17, 0, text.len(), &SECOND_ROOT));
        }
        self.raw.read(text, &self.limits).map_err(|error| match error {
            TagError::Fault(fault) => fault,
            TagError::Unfinished => Fault::saying(&xml::XML01, 0, text.len(), &UNCLOSED_MARKUP),
        })?;
        let name = &text[self.raw.name.clone()];
        let depth = self.depth() + 1;
        if depth > self.limits.depth {
            let args = Args::new().count("limit", self.limits.depth as u64);
            return Err(Fault::new(&xml::XML50, 0, text.len()).args(args));
        }
        for attribute in &self.raw.attributes {
            let name = &text[attribute.name.clone()];
            let uri = self.raw.value(attribute, text);
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            check_binding(prefix, uri, attribute.name.start)?;
            // Nothing is lost: names are resolved with it all the same.
            if !is_uri_reference(uri) {
                let place = attribute.name.clone();
                let fault = Fault::saying(&xml::XML12, place.start, place.len(), &NOT_A_URI);
                let from = self.here.after(&text[..place.start], self.encoding);
                sink.fault(&fault, from, from.after(name, self.encoding), view);
            }
            self.namespaces.bind(prefix, uri, depth);
        }
        let resolve = |namespaces: &Namespaces, prefix: &str, at: usize| {
            namespaces.resolve(prefix).map_err(|_| {
                Fault::new(&xml::XML11, at, prefix.len()).args(Args::new().text("prefix", prefix.to_owned()))
            })
        };
        let (prefix, local) = split(name);
        let namespace = resolve(&self.namespaces, prefix, self.raw.name.start)?;
        let mut attributes: Vec<Attribute<'_>> = Vec::new();
        for (i, raw) in self.raw.attributes.iter().enumerate() {
            let name = &text[raw.name.clone()];
            let duplicate = || {
                let args = Args::new().text("attribute", name.to_owned());
                Fault::new(&xml::XML08, raw.name.start, name.len()).args(args)
            };
            if self.raw.attributes[..i].iter().any(|other| text[other.name.clone()] == *name) {
                return Err(duplicate());
            }
            let (prefix, local) = split(name);
            if prefix == "xmlns" || name == "xmlns" {
                continue;
            }
            let uri = match prefix {
                "" => "",
                _ => resolve(&self.namespaces, prefix, raw.name.start)?
                    .map_or("", |namespace| self.namespaces.uri(namespace)),
            };
            if attributes.iter().any(|a| a.local == local && a.uri == uri) {
                return Err(duplicate());
            }
            attributes.push(Attribute { local, uri, value: self.raw.value(raw, text) });
        }
        let uri = namespace.map_or("", |namespace| self.namespaces.uri(namespace));
        if depth == 1 {
            self.recognition =
                recognise((!uri.is_empty()).then_some(uri), schema_location(&attributes), local);
            self.dialect_namespace = namespace;
        }
        let element = (self.recognition.dialect().is_some() && self.dialect_namespace == namespace)
            .then(|| Element::from_name(local))
            .flatten();
        let to = self.here.after(text, self.encoding);
        self.stage = Stage::Content;
        self.text_run = 0;
        let name_start = self.names.len();
        self.names.push_str(name);
        self.open.push(Open { name: name_start, line: self.here.line });
        let xsi_type = attributes.iter().find(|a| a.uri == XSI && a.local == "type").map(|a| {
            let (prefix, local) = split(a.value);
            let namespace = self.namespaces.resolve(prefix).ok().flatten();
            (namespace.map_or("", |namespace| self.namespaces.uri(namespace)), local)
        });
        let tag = Tag {
            element,
            recognition: self.recognition,
            name,
            local,
            namespace,
            uri,
            attributes: &attributes,
            xsi_type,
            from: self.here,
            to,
        };
        let flow = sink.start(&tag, view);
        self.here = to;
        if !is_empty {
            return Ok(flow);
        }
        self.close();
        match (flow, sink.end(to, to, view)) {
            (Flow::Continue, Flow::Continue) => Ok(Flow::Continue),
            _ => Ok(Flow::Pause),
        }
    }

    fn end<S: Sink>(&mut self, text: &str, view: &View<'_>, sink: &mut S) -> Result<Flow, Fault> {
        let inner = &text[2..text.len() - 1];
        let name = inner.trim_end_matches(|c: char| c.is_ascii() && is_blank(c as u8));
        if self.depth() == 0 {
            return match read_name(text, 2, &self.limits) {
                Err(TagError::Fault(fault)) => Err(fault),
                _ => Err(Fault::saying(&xml::XML17, 0, text.len(), &END_OUTSIDE)),
            };
        }
        if name != self.open_name(self.depth()) {
            if let Err(TagError::Fault(fault)) = read_name(text, 2, &self.limits) {
                return Err(fault);
            }
            if !self.close_by_force(name, view, sink) {
                let open = self.open_name(self.depth()).to_owned();
                let line = self.open.last().map_or(0, |open| open.line);
                let found: String = name.chars().take(60).collect();
                let args = Args::new().text("found", found).text("expected", open).count("line", line);
                return Err(Fault::new(&xml::XML02, 0, text.len()).args(args));
            }
            self.here = self.point(text);
            return Ok(Flow::Continue);
        }
        let to = self.here.after(text, self.encoding);
        self.close();
        let flow = sink.end(self.here, to, view);
        self.here = to;
        Ok(flow)
    }

    /// After a fault, end tags of elements that were entered or left by force are taken as they come: true
    /// when this one was.
    fn close_by_force<S: Sink>(&mut self, name: &str, view: &View<'_>, sink: &mut S) -> bool {
        if self.depth() > self.forced {
            return false;
        }
        if let Some(depth) = (1..=self.depth()).rev().find(|&d| self.open_name(d) == name) {
            while self.depth() >= depth {
                self.close();
                let _ = sink.end(self.here, self.here, view);
            }
        }
        true
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.names.truncate(open.name);
        }
        self.forced = self.forced.min(self.depth());
        self.text_run = 0;
        self.namespaces.leave(self.depth());
        if self.open.is_empty() {
            self.stage = Stage::Epilog;
        }
    }
}

/// Prefix and local part of a name that was checked.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Namespaces in XML, section 3: which bindings are forbidden.
fn check_binding(prefix: &str, uri: &str, at: usize) -> Result<(), Fault> {
    let what = match (prefix, uri) {
        ("xml", XML) => return Ok(()),
        ("xml" | "xmlns", _) => &RESERVED_PREFIX,
        (_, XML | XMLNS) => &RESERVED_NAMESPACE,
        ("", _) => return Ok(()),
        (_, "") => &EMPTY_NAMESPACE,
        _ => return Ok(()),
    };
    Err(Fault::saying(&xml::XML12, at, "xmlns:".len() + prefix.len(), what))
}
