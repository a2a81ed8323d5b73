//! What passes from a document to its copy.

use std::io::Write;

use sofi_core::Args;

use super::{
    EditorError,
    encode::{Unencodable, encode},
};
use crate::{
    ReadError,
    crew::Foreseen,
    document::Document,
    reader::read_error,
    record::TreeBuilder,
    scan::Scanner,
    source::{Encoding, Input},
    xml::{Ahead, Fault, Flow, Leap, Passing, Piece, Point, Sink, Tag, View},
};

/// Builds the parts of a document and copies what is between them.
#[derive(Debug)]
pub(super) struct Passer<W> {
    pub(super) name: String,
    pub(super) builder: TreeBuilder,
    pub(super) out: W,
    pub(super) mode: Mode,
    /// How far to go, when the editor says so.
    pub(super) until: Option<Point>,
    /// What goes is not written.
    pub(super) is_skipping: bool,
    /// Bytes about to be written.
    buffer: Vec<u8>,
    failure: Option<EditorError>,
    /// Bytes that are no text: they cannot be written in another encoding.
    lost: Option<ReadError>,
}

/// What is copied.
#[derive(Debug)]
pub(super) enum Mode {
    /// The bytes of the document.
    Bytes,
    /// Its text, in this encoding.
    Text {
        encoding: Encoding,
        unencodable: Unencodable,
        /// Text before this offset was written.
        done: u64,
        is_declared: bool,
    },
}

impl<W: Write> Passer<W> {
    pub(super) fn new(name: String, out: W, scanner: Option<Scanner>) -> Self {
        Self {
            name,
            builder: TreeBuilder::outer(scanner),
            out,
            mode: Mode::Bytes,
            until: None,
            is_skipping: false,
            buffer: Vec::new(),
            failure: None,
            lost: None,
        }
    }

    /// What went wrong while tokens passed.
    pub(super) fn take_failure(&mut self) -> Result<(), EditorError> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Writes a text that is not in the document, whose encoding this is.
    pub(super) fn write_text(&mut self, text: &str, encoding: Encoding) -> Result<(), EditorError> {
        let (encoding, unencodable) = match &self.mode {
            // What the encoding of the document lacks has a writing all the same.
            Mode::Bytes => (encoding, Unencodable::Reference),
            Mode::Text { encoding, unencodable, .. } => (*encoding, *unencodable),
        };
        self.buffer.clear();
        encode(encoding, unencodable, text, &mut self.buffer)?;
        Ok(self.out.write_all(&self.buffer)?)
    }

    /// Writes the rest of a document that was read to its end.
    pub(super) fn finish(&mut self, document: &mut Document<Input<'_>>) -> Result<(), EditorError> {
        if let Some(lost) = self.lost.take() {
            return Err(lost.into());
        }
        match self.mode {
            Mode::Bytes => loop {
                // What follows a fault that ends reading was not looked at: it is there all the same.
                let more = document.decoder().skip();
                let raw = document.decoder().kept().map(std::mem::take).unwrap_or_default();
                self.out.write_all(&raw)?;
                if !more {
                    return Ok(());
                }
            },
            Mode::Text { .. } => {
                self.until = Some(document.end_of_text());
                document.let_pass(self);
                self.until = None;
                self.take_failure()
            }
        }
    }

    fn pass_text(&mut self, view: &View<'_>, until: Point) -> Result<(), EditorError> {
        let Mode::Text { encoding, unencodable, done, is_declared } = &mut self.mode else { return Ok(()) };
        let mut text = view.slice(*done, until.decoded);
        *done = until.decoded.max(*done);
        if self.is_skipping || text.is_empty() {
            return Ok(());
        }
        self.buffer.clear();
        if !std::mem::replace(is_declared, true) {
            if encoding.label() == "UTF-16" {
                encode(*encoding, *unencodable, "\u{feff}", &mut self.buffer)?;
            }
            let has_declaration = text.starts_with("<?xml ") || text.starts_with("<?xml\n");
            let old = has_declaration.then(|| text.split_once("?>")).flatten();
            text = old.map_or(text, |(_, after)| after);
            let standalone = old.and_then(|(old, _)| old.find(" standalone").map(|at| old.split_at(at).1));
            if old.is_some() || *encoding != Encoding::Utf8 {
                let standalone = standalone.map(str::trim_end).unwrap_or_default();
                let label = encoding.label();
                let declaration = format!("<?xml version=\"1.0\" encoding=\"{label}\"{standalone}?>");
                encode(*encoding, *unencodable, &declaration, &mut self.buffer)?;
                if old.is_none() {
                    encode(*encoding, *unencodable, "\n", &mut self.buffer)?;
                }
            }
        }
        encode(*encoding, *unencodable, text, &mut self.buffer)?;
        Ok(self.out.write_all(&self.buffer)?)
    }

    fn pass_bytes(&mut self, raw: &mut Vec<u8>, raw_end: u64, until: Point) -> Result<(), EditorError> {
        let first = raw_end - raw.len() as u64;
        let length = (until.raw.saturating_sub(first) as usize).min(raw.len());
        if !self.is_skipping {
            self.out.write_all(raw.get(..length).unwrap_or(raw))?;
        }
        raw.drain(..length);
        Ok(())
    }
}

impl<W: Write> Sink for Passer<W> {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        self.builder.start(tag, view)
    }

    fn piece(&mut self, piece: Piece, from: u64, to: u64, view: &View<'_>) {
        self.builder.piece(piece, from, to, view);
    }

    fn text(&mut self, text: &str) {
        self.builder.text(text);
    }

    fn end(&mut self, from: Point, to: Point, view: &View<'_>) -> Flow {
        self.builder.end(from, to, view)
    }

    fn fault(&mut self, fault: &Fault, at: Point, to: Point, view: &View<'_>) {
        let is_of_encoding = fault.rule.code.starts_with("XML3") || fault.rule.code.starts_with("XML4");
        let is_error = fault.rule.severity == sofi_core::Severity::Error;
        if is_of_encoding && is_error && matches!(self.mode, Mode::Text { .. }) && self.lost.is_none() {
            self.lost = Some(read_error(&self.name, fault, at));
        }
        self.builder.fault(fault, at, to, view);
    }

    fn resume(&mut self, depth: usize) {
        self.builder.resume(depth);
    }

    fn leap(&mut self, ahead: &Ahead<'_>, foreseen: Option<Foreseen>) -> (Leap, Flow) {
        self.builder.leap(ahead, foreseen)
    }

    fn keep_from(&self) -> Option<u64> {
        self.builder.keep_from()
    }

    fn record_too_large(&mut self, past: &Args) {
        self.builder.record_too_large(past);
    }

    fn pass(&mut self, passing: Passing<'_>) {
        if self.failure.is_some() {
            return;
        }
        let until = self.until.or(self.builder.open_from()).unwrap_or(passing.here);
        let passed = match passing.raw {
            Some(raw) if matches!(self.mode, Mode::Bytes) => self.pass_bytes(raw, passing.raw_end, until),
            raw => {
                // The text goes; the bytes are of no use.
                raw.map(Vec::clear);
                self.pass_text(&passing.view, until)
            }
        };
        self.failure = passed.err();
    }
}
