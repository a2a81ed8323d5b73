//! Reads the records of documents, one at a time, in constant memory.

use std::{io::Read, path::Path};

use chrono::NaiveDate;
use sofi_core::{Args, Formation, Lang, PartialDate};

use crate::{
    Dialect, Error, Limits, Record,
    crew::Foreseen,
    document::{Document, Step},
    domain::EnteteBuilder,
    element,
    record::TreeBuilder,
    scan::Scanner,
    source::{Encoding, Input, Inputs, SourceError, SourceLimits},
    xml::{Ahead, Fault, Flow, Leap, Piece, Point, Sink, Tag, View},
};

/// Reads the records of a document, or of each document of an archive.
///
/// ```no_run
/// let mut reader = sofi_lheo::Reader::from_path("feed.xml.gz")?;
/// loop {
///     match reader.next_record() {
///         Ok(Some(record)) => println!("{:?}", record.root().attribute("numero")),
///         Ok(None) => break,
///         // The record is lost, the ones after it are not.
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// # Ok::<(), sofi_lheo::Error>(())
/// ```
#[derive(Debug)]
pub struct Reader<'a> {
    inputs: Inputs<'a>,
    document: Option<(String, Document<Input<'a>>)>,
    builder: TreeBuilder,
    entete: EnteteBuilder,
    exports: Vec<(String, NaiveDate)>,
    limits: Limits,
    may_scan: bool,
}

/// A record that cannot be read. Reading goes on with the next one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}:{line}:{column}: {message} [{code}]")]
#[non_exhaustive]
pub struct ReadError {
    /// The document.
    pub name: String,
    /// Line, from 1.
    pub line: u64,
    /// Column, from 1, in characters.
    pub column: u64,
    /// Byte of the decompressed, undecoded document.
    pub offset: u64,
    /// Code of the rule of form that it breaks.
    pub code: &'static str,
    /// What is wrong, in English.
    pub message: String,
}

/// A fault that keeps a record from being read.
pub(crate) fn read_error(name: &str, fault: &Fault, at: Point) -> ReadError {
    ReadError {
        name: name.to_owned(),
        line: at.line,
        column: at.column,
        offset: at.raw,
        code: fault.rule.code,
        message: fault.message(Lang::En),
    }
}

impl Reader<'static> {
    /// Reads a file: XML, gzip, or zip (then its documents one after the other).
    ///
    /// # Errors
    /// When the file cannot be opened, or holds no document.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::new(SourceLimits::default().open(path))
    }
}

impl<'a> Reader<'a> {
    /// Reads what a reader gives; `name` is what errors call it.
    ///
    /// # Errors
    /// When its first bytes cannot be read, or it is an archive that holds no document.
    pub fn from_reader(name: &str, reader: impl Read + Send + 'a) -> Result<Self, Error> {
        Self::new(SourceLimits::default().from_reader(name, reader))
    }

    /// Reads bytes in memory.
    ///
    /// # Errors
    /// When they are an archive that holds no document.
    pub fn from_slice(name: &str, bytes: &'a [u8]) -> Result<Self, Error> {
        Self::new(SourceLimits::default().from_slice(name, bytes))
    }

    fn new(inputs: Result<Inputs<'a>, SourceError>) -> Result<Self, Error> {
        let inputs = inputs.map_err(Error::from)?;
        let mut reader = Self {
            inputs,
            document: None,
            builder: TreeBuilder::default(),
            entete: EnteteBuilder::default(),
            exports: Vec::new(),
            limits: Limits::default(),
            may_scan: true,
        };
        reader.open_next();
        Ok(reader)
    }

    /// Sets the limits of reading, for what was not read yet.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        if let Some((_, document)) = &mut self.document {
            document.set_limits(&self.limits);
        }
        self.builder.set_scanner(self.scanner());
        self
    }

    /// Chooses whether records that are right may be taken by the scanner (they are by default): what is read is the same without
    /// it. See [`Checker::scanning`](crate::Checker::scanning).
    #[must_use]
    pub fn scanning(mut self, wanted: bool) -> Self {
        self.may_scan = wanted;
        self.builder.set_scanner(self.scanner());
        self
    }

    fn scanner(&self) -> Option<Scanner> {
        Scanner::reading(&self.limits).filter(|_| self.may_scan)
    }

    fn open_next(&mut self) {
        self.builder = TreeBuilder::new(self.scanner());
        let entete = std::mem::take(&mut self.entete);
        let export =
            entete.entete().date_export().and_then(|(_, text)| text.parse::<PartialDate>().ok()?.day());
        if let (Some((name, _)), Some(export)) = (&self.document, export) {
            self.exports.push((name.clone(), export));
        }
        self.document = self.inputs.next().map(|input| {
            let name = input.name.clone();
            (name, Document::new(input.into_decoder().with_digest(false), self.limits.clone()))
        });
    }

    /// The name of the document being read; in an archive, `archive.zip!/member.xml`.
    pub fn name(&self) -> &str {
        self.document.as_ref().map_or("", |(name, _)| name)
    }

    /// The dialect of the document being read, once its root was.
    pub fn dialect(&self) -> Option<Dialect> {
        self.builder.dialect
    }

    /// The local name of the root of the document being read, once it was.
    pub fn root(&self) -> Option<&str> {
        self.builder.root.as_deref()
    }

    /// The encoding of the document being read.
    pub fn encoding(&self) -> Option<Encoding> {
        self.document.as_ref().map(|(_, document)| document.encoding())
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// When the document is not well-formed or cannot be read there. Calling again reads on.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        self.advance()?;
        Ok(self.record())
    }

    /// The offer of the next formation; `None` at the end. Other records are passed over.
    ///
    /// ```
    /// let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"/></offres></lheo>"#;
    /// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
    /// let mut kept = Vec::new();
    /// while let Some(formation) = reader.next_formation()? {
    ///     kept.push(formation.into_owned());
    /// }
    /// assert_eq!(kept[0].numero.as_deref(), Some("F1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`next_record`](Self::next_record).
    pub fn next_formation(&mut self) -> Result<Option<Formation<'_>>, ReadError> {
        loop {
            self.advance()?;
            match self.record().map(|record| record.root().element()) {
                None => return Ok(None),
                Some(Some(element::FORMATION)) => break,
                Some(_) => {}
            }
        }
        Ok(self.record().and_then(|record| record.offre()))
    }

    /// The documents read to their end that say when they were made, and the day: by their names.
    ///
    /// ```
    /// let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"/>
    ///   <extras info="flux-intercarif"><extra info="date-export">20261120</extra></extras></offres></lheo>"#;
    /// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
    /// while reader.next_record()?.is_some() {}
    /// assert_eq!(reader.exports()[0].1.to_string(), "2026-11-20");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn exports(&self) -> &[(String, NaiveDate)] {
        &self.exports
    }

    /// The record that was read last, with [`name`](Self::name) for its document; `None` after the last one.
    ///
    /// ```
    /// let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"/></offres></lheo>"#;
    /// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
    /// assert!(reader.next_record()?.is_some());
    /// assert_eq!((reader.name(), reader.record().unwrap().line()), ("feed.xml", 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn record(&self) -> Option<Record<'_>> {
        let (_, document) = self.document.as_ref()?;
        let tree = &self.builder.tree;
        let source = document.slice(tree.start.decoded, tree.end.decoded);
        Some(Record::new(source, tree, document.encoding(), self.builder.dialect))
    }

    /// Reads up to the end of the next record.
    fn advance(&mut self) -> Result<(), ReadError> {
        while let Some((name, document)) = &mut self.document {
            if let Some((fault, at)) = self.builder.fault.take() {
                return Err(read_error(name, &fault, at));
            }
            // After a fault, the record that follows may already be there.
            if std::mem::take(&mut self.builder.is_ready) {
                break;
            }
            let step = document.run(&mut Both { tree: &mut self.builder, entete: &mut self.entete });
            let has_news = self.builder.fault.is_some() || self.builder.is_ready;
            if step == Step::Over && !has_news {
                self.open_next();
            }
        }
        Ok(())
    }
}

/// What is read while a document passes: its records, and what it says of itself.
struct Both<'b> {
    tree: &'b mut TreeBuilder,
    entete: &'b mut EnteteBuilder,
}

impl Sink for Both<'_> {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        self.entete.start(tag, view);
        self.tree.start(tag, view)
    }

    fn piece(&mut self, piece: Piece, from: u64, to: u64, view: &View<'_>) {
        self.tree.piece(piece, from, to, view);
    }

    fn text(&mut self, text: &str) {
        self.entete.text(text);
        self.tree.text(text);
    }

    fn end(&mut self, from: Point, to: Point, view: &View<'_>) -> Flow {
        self.entete.end(to);
        self.tree.end(from, to, view)
    }

    fn fault(&mut self, fault: &Fault, at: Point, to: Point, view: &View<'_>) {
        self.tree.fault(fault, at, to, view);
    }

    fn resume(&mut self, depth: usize) {
        self.entete.resume(depth);
        self.tree.resume(depth);
    }

    fn leap(&mut self, ahead: &Ahead<'_>, foreseen: Option<Foreseen>) -> (Leap, Flow) {
        self.tree.leap(ahead, foreseen)
    }

    fn keep_from(&self) -> Option<u64> {
        self.tree.keep_from()
    }

    fn record_too_large(&mut self, past: &Args) {
        self.tree.record_too_large(past);
    }
}
