//! Documents in their normal form.

use std::{io::Write, path::Path};

use sofi_core::Args;

use crate::{
    EditorError, Limits, ReadError,
    document::{Document, Step},
    edit::{escape_attribute, escape_text, only_document},
    reader::read_error,
    source::{Input, SourceLimits},
    xml::{self, Fault, Flow, Piece, Point, RawTag, Sink, Tag, View},
};

/// Writes a file in its normal form: see [`canonicalise`].
///
/// # Errors
/// As for [`canonicalise`], and when the file cannot be opened or holds not exactly one document.
pub fn canonicalise_path<W: Write>(path: impl AsRef<Path>, out: W) -> Result<W, EditorError> {
    let path = path.as_ref();
    let input = only_document(&path.to_string_lossy(), SourceLimits::default().open(path))?;
    canonicalise(input, out)
}

/// Writes a document in its normal form, which is that of Canonical XML 1.0 with comments: UTF-8, no declaration, no DOCTYPE,
/// no CDATA, attributes sorted and in double quotes, empty elements with an end tag. Texts and blanks between elements stay.
/// Two documents that say the same thing to an XML reader have the same normal form. Memory does not grow with the document.
///
/// ```
/// use sofi_lheo::{canonicalise, source::Input};
///
/// let feed = &b"<?xml version='1.0' encoding='ISO-8859-1'?>
/// <lheo xmlns='http://lheo.gouv.fr/2.3'><offres info='a' datemaj='b'/><![CDATA[\xE9 & co]]></lheo>"[..];
/// let out = canonicalise(Input::new("feed.xml", feed), Vec::new())?;
/// assert_eq!(
///     String::from_utf8(out)?,
///     r#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres datemaj="b" info="a"></offres>é &amp; co</lheo>"#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the document is not well-formed, which leaves no normal form to write, or something cannot be read or written.
pub fn canonicalise<W: Write>(input: Input<'_>, out: W) -> Result<W, EditorError> {
    let name = input.name.clone();
    let mut document = Document::new(input.into_decoder(), Limits::default());
    let mut writer = Canonical {
        name,
        out,
        written: String::new(),
        bound: Vec::new(),
        open: Vec::new(),
        is_over: false,
        failure: None,
    };
    while document.run(&mut writer) == Step::Paused {
        if writer.failure.is_some() {
            break;
        }
    }
    if let Some(failure) = writer.failure {
        return Err(failure.into());
    }
    if let Some(message) = document.failure() {
        return Err(EditorError::Failed { name: writer.name, message: message.to_owned() });
    }
    writer.out.write_all(writer.written.as_bytes())?;
    writer.out.flush()?;
    Ok(writer.out)
}

/// The sink that writes.
#[derive(Debug)]
struct Canonical<W> {
    name: String,
    out: W,
    /// Text about to be written.
    written: String,
    /// The bindings of prefixes in scope: depth, prefix, namespace.
    bound: Vec<(usize, String, String)>,
    /// The names of the open elements.
    open: Vec<String>,
    /// The root has ended.
    is_over: bool,
    failure: Option<Failure>,
}

#[derive(Debug)]
enum Failure {
    Read(ReadError),
    Write(std::io::Error),
}

impl From<Failure> for EditorError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Read(error) => Self::Read(error),
            Failure::Write(error) => Self::Write(error),
        }
    }
}

impl<W: Write> Canonical<W> {
    /// The namespace of a prefix, empty when there is none.
    fn namespace(&self, prefix: &str) -> &str {
        self.bound.iter().rev().find(|(_, bound, _)| bound == prefix).map_or("", |(.., uri)| uri)
    }

    /// Hands over what is written, when it is much; says whether to go on.
    fn flow(&mut self) -> Flow {
        const MUCH: usize = 1 << 16;
        if self.written.len() >= MUCH {
            if let Err(error) = self.out.write_all(self.written.as_bytes()) {
                self.failure.get_or_insert(Failure::Write(error));
            }
            self.written.clear();
        }
        if self.failure.is_some() { Flow::Pause } else { Flow::Continue }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.written.extend([" ", name, "=\"", &escape_attribute(value, '"'), "\""]);
    }
}

impl<W: Write> Sink for Canonical<W> {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        self.open.push(tag.name.to_owned());
        let source = view.slice(tag.from.decoded, tag.to.decoded);
        let mut raw = RawTag::default();
        // It was read once already, within the limits of the reader.
        let _ = raw.read(source, &Limits::default());
        let (mut declared, mut attributes) = (Vec::new(), Vec::new());
        for attribute in &raw.attributes {
            let name = source.get(attribute.name.clone()).unwrap_or_default();
            let value = raw.value(attribute, source);
            match name.strip_prefix("xmlns:") {
                Some(prefix) => declared.push((prefix, value)),
                None if name == "xmlns" => declared.push(("", value)),
                None => attributes.push((name, value)),
            }
        }
        self.written.push('<');
        self.written.push_str(tag.name);
        declared.retain(|(prefix, uri)| *prefix != "xml" && self.namespace(prefix) != *uri);
        declared.sort_unstable();
        for (prefix, uri) in declared {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            self.attribute(&name, uri);
            self.bound.push((self.open.len(), prefix.to_owned(), uri.to_owned()));
        }
        attributes.sort_by_cached_key(|(name, _)| match name.split_once(':') {
            Some(("xml", local)) => (xml::XML_NAMESPACE.to_owned(), local.to_owned()),
            Some((prefix, local)) => (self.namespace(prefix).to_owned(), local.to_owned()),
            None => (String::new(), (*name).to_owned()),
        });
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.written.push('>');
        self.flow()
    }

    fn piece(&mut self, piece: Piece, from: u64, to: u64, view: &View<'_>) {
        let source = view.slice(from, to);
        let is_inside = !self.open.is_empty();
        match piece {
            Piece::Comment | Piece::Instruction => {
                let source = xml::normalise_lines(source);
                if !is_inside && self.is_over {
                    self.written.push('\n');
                }
                match source.strip_prefix("<?").and_then(|rest| rest.strip_suffix("?>")) {
                    Some(inside) => {
                        // One space between the target and what follows it.
                        let target = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
                        let (target, rest) = inside.split_at(target);
                        let rest = rest.trim_start_matches([' ', '\t', '\n']);
                        let space = if rest.is_empty() { "" } else { " " };
                        self.written.extend(["<?", target, space, rest, "?>"]);
                    }
                    None => self.written.push_str(&source),
                }
                if !is_inside && !self.is_over {
                    self.written.push('\n');
                }
            }
            // They come as texts.
            Piece::Text | Piece::Reference | Piece::CData => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.written.push_str(&escape_text(text));
    }

    fn end(&mut self, _: Point, _: Point, _: &View<'_>) -> Flow {
        if let Some(name) = self.open.pop() {
            self.written.push_str("</");
            self.written.push_str(&name);
            self.written.push('>');
        }
        let depth = self.open.len();
        self.bound.retain(|(bound_at, ..)| *bound_at <= depth);
        self.is_over = depth == 0;
        self.flow()
    }

    fn fault(&mut self, fault: &Fault, at: Point, _: Point, _: &View<'_>) {
        // A DOCTYPE that is not read, a label that is wrong and harmless: nothing is lost.
        if fault.rule.severity == sofi_core::Severity::Error && self.failure.is_none() {
            self.failure = Some(Failure::Read(read_error(&self.name, fault, at)));
        }
    }

    fn resume(&mut self, _: usize) {}

    fn keep_from(&self) -> Option<u64> {
        None
    }

    fn record_too_large(&mut self, _: &Args) {}
}
