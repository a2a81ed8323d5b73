//! Passes a document on, its records edited or not.

use std::{
    io::{self, Read, Write},
    path::Path,
};

use super::{
    Changes,
    encode::{Unencodable, UnencodableError},
    passer::{Mode, Passer},
};
use crate::{
    Error, Limits, ReadError, Record,
    document::{Document, Step},
    reader::read_error,
    scan::Scanner,
    source::{Encoding, Input, Inputs, SourceError, SourceLimits},
    xml::Point,
};

/// Copies a document and changes what it is told to. All else is passed on byte for byte, in the encoding of the document:
/// what stands between records, records that are not changed, and those that cannot be read.
///
/// Memory does not grow with the document. What is written is whole only once [`finish`](Self::finish) has succeeded: write to
/// a file that is put in place after that.
///
/// ```
/// let feed = b"<?xml version='1.0' encoding='ISO-8859-1'?>
/// <lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation numero='F1'><intitule-formation>Ma\xE7on</intitule-formation></formation></offres></lheo>";
/// let mut out = Vec::new();
/// let mut editor = sofi_lheo::Editor::from_slice("feed.xml", feed, &mut out)?;
/// while let Some(record) = editor.next_record()? {
///     let mut edits = record.edit();
///     edits.set_attribute(record.root(), "numero", "F2")?;
///     let changes = edits.changes();
///     editor.apply(changes);
/// }
/// editor.finish()?;
/// assert!(out.windows(28).any(|bytes| bytes == b"'F2'><intitule-formation>Ma\xE7"));
/// assert_eq!(out.len(), feed.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Editor<'a, W> {
    document: Document<Input<'a>>,
    passer: Passer<W>,
    /// What was given last was not written yet.
    has_part: bool,
    changes: Changes,
}

/// A part of a document that can be changed.
#[derive(Debug, Clone, Copy)]
pub struct Part<'r> {
    /// What it is.
    pub kind: PartKind,
    /// It, as a record.
    pub record: Record<'r>,
    /// The elements that hold it, from the root on; for a tag, itself besides.
    pub(crate) above: &'r [Option<crate::Element>],
}

/// What a [`Part`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A record: see [`Record`].
    Record,
    /// Extensions that stand outside of records: `<extras>` of `lheo` or `offres`.
    Extras,
    /// The start tag, alone, of an element that stands outside of records. Only its attributes can be changed.
    Tag,
}

/// Why a document is not passed on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditorError {
    /// The input cannot be opened, or holds no document.
    #[error(transparent)]
    Open(#[from] Error),
    /// The input is an archive of several documents.
    #[error("{0}: an archive of several documents cannot be edited as one")]
    Several(String),
    /// A record cannot be read. It is passed on as it is; calling again goes on.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The input failed before its end.
    #[error("{name}: {message}")]
    Failed {
        /// The document.
        name: String,
        /// Why.
        message: String,
    },
    /// The encoding of the output has no such character.
    #[error(transparent)]
    Unencodable(#[from] UnencodableError),
    /// The output cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// The document of an input that holds one and no more.
pub(crate) fn only_document<'a>(
    name: &str,
    inputs: Result<Inputs<'a>, SourceError>,
) -> Result<Input<'a>, EditorError> {
    let mut inputs = inputs.map_err(Error::from)?;
    let no_document = || Error::Source(SourceError::NoXml { name: name.to_owned(), members: 0 });
    let input = inputs.next().ok_or_else(no_document)?;
    if inputs.next().is_some() {
        return Err(EditorError::Several(name.to_owned()));
    }
    Ok(input)
}

impl<W: Write> Editor<'static, W> {
    /// Edits a file: XML, or gzip, which is unpacked.
    ///
    /// # Errors
    /// When it cannot be opened, or holds not exactly one document.
    pub fn from_path(path: impl AsRef<Path>, out: W) -> Result<Self, EditorError> {
        let path = path.as_ref();
        Self::new(&path.to_string_lossy(), SourceLimits::default().open(path), out)
    }
}

impl<'a, W: Write> Editor<'a, W> {
    /// Edits what a reader gives; `name` is what errors call it.
    ///
    /// # Errors
    /// As for [`from_path`](Self::from_path).
    pub fn from_reader(name: &str, reader: impl Read + Send + 'a, out: W) -> Result<Self, EditorError> {
        Self::new(name, SourceLimits::default().from_reader(name, reader), out)
    }

    /// Edits bytes in memory.
    ///
    /// # Errors
    /// As for [`from_path`](Self::from_path).
    pub fn from_slice(name: &str, bytes: &'a [u8], out: W) -> Result<Self, EditorError> {
        Self::new(name, SourceLimits::default().from_slice(name, bytes), out)
    }

    fn new(name: &str, inputs: Result<Inputs<'a>, SourceError>, out: W) -> Result<Self, EditorError> {
        Ok(Self::of(only_document(name, inputs)?, out))
    }

    /// Edits a document that is open already.
    pub fn of(input: Input<'a>, out: W) -> Self {
        let name = input.name.clone();
        let document = Document::new(input.into_decoder().with_digest(false).keeping(), Limits::default());
        let passer = Passer::new(name, out, Scanner::reading(&Limits::default()));
        Self { document, passer, has_part: false, changes: Changes::default() }
    }

    /// Takes the elements of this name for the records of a document that is older than the dialects.
    pub(crate) fn old_record(mut self, name: Option<&'static str>) -> Self {
        self.passer.builder.old_record = name;
        self
    }

    /// Sets the limits of reading, for what was not read yet.
    #[must_use]
    pub fn limits(mut self, limits: &Limits) -> Self {
        self.document.set_limits(limits);
        self.passer.builder.set_scanner(Scanner::reading(limits));
        self
    }

    /// Writes the whole document in this encoding, and declares it. To be called before anything is read.
    ///
    /// ```
    /// use sofi_lheo::{Editor, Unencodable, source::Encoding};
    ///
    /// let feed = "<formation xmlns='http://lheo.gouv.fr/2.3'><intitule-formation>Maçon, œuvre</intitule-formation></formation>";
    /// let mut out = Vec::new();
    /// let editor = Editor::from_slice("feed.xml", feed.as_bytes(), &mut out)?;
    /// editor.transcode(Encoding::Latin1, Unencodable::Transliterate).finish()?;
    /// let text: String = out.iter().map(|byte| char::from(*byte)).collect();
    /// assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"));
    /// assert!(text.contains(">Maçon, oeuvre<"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn transcode(mut self, encoding: Encoding, unencodable: Unencodable) -> Self {
        self.passer.mode = Mode::Text { encoding, unencodable, done: 0, is_declared: false };
        self
    }

    /// The name of the document.
    pub fn name(&self) -> &str {
        &self.passer.name
    }

    /// The encoding of the document.
    pub fn encoding(&self) -> Encoding {
        self.document.encoding()
    }

    /// The dialect of the document, once its root was read.
    pub fn dialect(&self) -> Option<crate::Dialect> {
        self.passer.builder.dialect
    }

    /// The next part that can be changed; `None` at the end.
    ///
    /// # Errors
    /// When the document is not well-formed there, which is passed on as it is, and calling again goes on; when the output
    /// cannot be written.
    pub fn next_part(&mut self) -> Result<Option<Part<'_>>, EditorError> {
        self.settle()?;
        loop {
            if let Some((fault, at)) = self.passer.builder.fault.take() {
                return Err(read_error(&self.passer.name, &fault, at).into());
            }
            if std::mem::take(&mut self.passer.builder.is_ready) {
                break;
            }
            let step = self.document.run(&mut self.passer);
            self.passer.take_failure()?;
            let builder = &self.passer.builder;
            if step == Step::Over && builder.fault.is_none() && !builder.is_ready {
                return Ok(None);
            }
        }
        self.has_part = true;
        // What is before it goes; it stays.
        let from = self.passer.builder.tree.start;
        self.pass_to(from)?;
        Ok(Some(self.part()))
    }

    fn part(&self) -> Part<'_> {
        let builder = &self.passer.builder;
        let source = self.document.slice(builder.tree.start.decoded, builder.tree.end.decoded);
        let record = Record::new(source, &builder.tree, self.document.encoding(), builder.dialect);
        let kind = match record.root().element() {
            _ if builder.is_tag => PartKind::Tag,
            Some(crate::element::EXTRAS) => PartKind::Extras,
            _ => PartKind::Record,
        };
        Part { kind, record, above: builder.above() }
    }

    /// The next record; `None` at the end. What stands between records is passed on.
    ///
    /// # Errors
    /// As for [`next_part`](Self::next_part).
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, EditorError> {
        loop {
            match self.next_part()? {
                None => return Ok(None),
                Some(part) if part.kind == PartKind::Record => break,
                Some(_) => {}
            }
        }
        Ok(Some(self.part().record))
    }

    /// Changes the part that was given last. Of several calls, the last one holds.
    pub fn apply(&mut self, changes: Changes) {
        self.changes = changes;
    }

    /// Writes the part that was given last, and what remains, unchanged. Gives the output back.
    ///
    /// # Errors
    /// When the input failed, or the output cannot be written. A document that is not well-formed is no error.
    pub fn finish(mut self) -> Result<W, EditorError> {
        loop {
            match self.next_part() {
                Ok(Some(_)) | Err(EditorError::Read(_)) => {}
                Ok(None) => break,
                Err(error) => return Err(error),
            }
        }
        self.passer.finish(&mut self.document)?;
        if let Some(message) = self.document.failure() {
            return Err(EditorError::Failed { name: self.passer.name, message: message.to_owned() });
        }
        self.passer.out.flush()?;
        Ok(self.passer.out)
    }

    /// Writes what was given last, with its changes.
    fn settle(&mut self) -> Result<(), EditorError> {
        if !std::mem::take(&mut self.has_part) {
            return Ok(());
        }
        let changes = std::mem::take(&mut self.changes);
        let end = self.passer.builder.tree.end;
        if changes.is_empty() {
            return self.pass_to(end);
        }
        let start = self.passer.builder.tree.start;
        let source = self.document.slice(start.decoded, end.decoded);
        let edited = changes.apply(source);
        let encoding = self.document.encoding();
        self.passer.write_text(&edited, encoding)?;
        self.passer.is_skipping = true;
        let passed = self.pass_to(end);
        self.passer.is_skipping = false;
        passed
    }

    /// Writes what is at hand before this place.
    fn pass_to(&mut self, to: Point) -> Result<(), EditorError> {
        self.passer.until = Some(to);
        self.document.let_pass(&mut self.passer);
        self.passer.until = None;
        self.passer.take_failure()
    }
}
