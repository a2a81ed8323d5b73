//! Finds the documents of an input: a plain file, the content of a gzip, the members of a ZIP archive.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::archive::{Members, Shared};
use super::unpack::{Budget, Packed, Peeked, Refused, Unpacked, is_zip};
use super::{Decoder, FaultKind};

/// Why an input gives no document at all. What is wrong within a document is a [`Fault`](super::Fault) of its [`Decoder`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file cannot be opened, or its first bytes cannot be read.
    #[error("{name}: {source}")]
    Io {
        /// Name of the input.
        name: String,
        /// The error of the system.
        source: io::Error,
    },
    /// The archive is damaged beyond reading.
    #[error("{name}: damaged archive: {detail}")]
    CorruptArchive {
        /// Name of the input.
        name: String,
        /// What is wrong.
        detail: String,
    },
    /// The archive holds no XML document.
    #[error("{name}: no XML document among the {members} members of the archive")]
    NoXml {
        /// Name of the input.
        name: String,
        /// How many members it has.
        members: usize,
    },
    /// The archive is an Office or OpenDocument file.
    #[error("{name}: this is an {kind} document, not XML")]
    OfficeDocument {
        /// Name of the input.
        name: String,
        /// `Office` or `OpenDocument`.
        kind: &'static str,
    },
    /// An archive that comes from a stream is too large for a temporary file.
    #[error("{name}: the archive is larger than {limit} bytes; give it as a file")]
    SpoolLimit {
        /// Name of the input.
        name: String,
        /// The limit.
        limit: u64,
    },
}

/// How much may be unpacked, and how the documents of an input are found.
///
/// ```no_run
/// use sofi_lheo::source::SourceLimits;
///
/// let limits = SourceLimits { total: 1 << 30, ..SourceLimits::default() };
/// for document in limits.open("flux.zip")? {
///     println!("{}", document.name);
/// }
/// # Ok::<(), sofi_lheo::source::SourceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceLimits {
    /// Unpacked bytes for one packed byte, at most.
    pub ratio: u64,
    /// Unpacked bytes below which the ratio does not matter.
    pub ratio_from: u64,
    /// Unpacked bytes in all, every member of an archive counted.
    pub total: u64,
    /// Bytes of an archive read from a stream: it is copied to a temporary file, since its directory is at its end.
    pub spool: u64,
}

impl Default for SourceLimits {
    /// 200 for one beyond 16 MiB, 64 GiB in all, 4 GiB for an archive read from a stream.
    fn default() -> Self {
        Self { ratio: 200, ratio_from: 16 << 20, total: 64 << 30, spool: 4 << 30 }
    }
}

/// Opens a file and finds its documents, by its first bytes and never by its extension.
///
/// ```
/// use std::io::Read;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("flux.xml");
/// # std::fs::write(&path, "<lheo/>").unwrap();
/// for mut document in sofi_lheo::source::open(&path)? {
///     let mut bytes = Vec::new();
///     document.read_to_end(&mut bytes).unwrap();
///     assert_eq!(bytes, b"<lheo/>");
/// }
/// # Ok::<(), sofi_lheo::source::SourceError>(())
/// ```
pub fn open(path: impl AsRef<Path>) -> Result<Inputs<'static>, SourceError> {
    SourceLimits::default().open(path)
}

/// Finds the documents of a stream, such as the standard input. A ZIP archive is copied to an anonymous temporary file.
///
/// ```
/// let documents = sofi_lheo::source::from_reader("-", &b"<lheo/>"[..])?;
/// assert_eq!(documents.map(|document| document.name).collect::<Vec<_>>(), ["-"]);
/// # Ok::<(), sofi_lheo::source::SourceError>(())
/// ```
pub fn from_reader<'a>(
    name: impl Into<String>,
    reader: impl Read + Send + 'a,
) -> Result<Inputs<'a>, SourceError> {
    SourceLimits::default().from_reader(name, reader)
}

/// Finds the documents of bytes in memory, which are not copied.
///
/// ```
/// use sofi_lheo::source::Filled;
///
/// let mut documents = sofi_lheo::source::from_slice("flux", b"<lheo/>")?;
/// let mut decoder = documents.next().unwrap().into_decoder();
/// let mut text = String::new();
/// while decoder.fill(&mut text) == Filled::More {}
/// assert_eq!(text, "<lheo/>");
/// # Ok::<(), sofi_lheo::source::SourceError>(())
/// ```
pub fn from_slice(name: impl Into<String>, bytes: &[u8]) -> Result<Inputs<'_>, SourceError> {
    SourceLimits::default().from_slice(name, bytes)
}

impl SourceLimits {
    /// As [`open`], within these limits.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Inputs<'static>, SourceError> {
        let name = path.as_ref().display().to_string();
        let io_error = |source| SourceError::Io { name: name.clone(), source };
        let mut file = File::open(&path).map_err(io_error)?;
        // A pipe has a path too, and cannot be read twice.
        if file.metadata().is_ok_and(|metadata| metadata.is_file()) {
            let mut head = Vec::new();
            file.by_ref().take(4).read_to_end(&mut head).map_err(io_error)?;
            file.seek(SeekFrom::Start(0)).map_err(io_error)?;
            if is_zip(&head) {
                return self.zip(name, Shared::new(file));
            }
        }
        self.from_reader(name, file)
    }

    /// As [`from_slice`], within these limits.
    pub fn from_slice<'a>(
        &self,
        name: impl Into<String>,
        bytes: &'a [u8],
    ) -> Result<Inputs<'a>, SourceError> {
        if is_zip(bytes) {
            return self.zip(name.into(), Shared::new(Cursor::new(bytes)));
        }
        self.from_reader(name, bytes)
    }

    /// As [`from_reader`], within these limits.
    pub fn from_reader<'a>(
        &self,
        name: impl Into<String>,
        reader: impl Read + Send + 'a,
    ) -> Result<Inputs<'a>, SourceError> {
        let name = name.into();
        let mut reader = Peeked::new(reader);
        if let Some(source) = reader.take_first_error() {
            return Err(SourceError::Io { name, source });
        }
        if is_zip(reader.head()) {
            let file = self.spool(&name, reader)?;
            return self.zip(name, Shared::new(file));
        }
        let input = if reader.head().starts_with(&[0x1F, 0x8B]) {
            let (packed, consumed) = Packed::new(reader);
            let budget = Budget::new(*self, None);
            Input::unless_nested(name, Unpacked::new(MultiGzDecoder::new(packed), consumed, budget))
        } else {
            Input::new(name, reader)
        };
        Ok(Inputs(Kind::One(Some(input))))
    }

    fn zip<'a>(&self, name: String, archive: Shared<'a>) -> Result<Inputs<'a>, SourceError> {
        Ok(Inputs(Kind::Zip(Box::new(Members::new(name, archive, *self)?))))
    }

    /// Copies a stream to a temporary file without a name, which goes away by itself.
    fn spool(&self, name: &str, reader: impl Read) -> Result<File, SourceError> {
        let io_error = |source| SourceError::Io { name: name.to_owned(), source };
        let mut file = tempfile::tempfile().map_err(io_error)?;
        let size = io::copy(&mut reader.take(self.spool.saturating_add(1)), &mut file).map_err(io_error)?;
        if size > self.spool {
            return Err(SourceError::SpoolLimit { name: name.to_owned(), limit: self.spool });
        }
        Ok(file)
    }
}

/// One document to read: a plain file, the content of a gzip, one member of an archive.
///
/// Reading it gives the raw, unpacked bytes. A document that cannot be read at all (nested archive, encrypted
/// member) fails at its first read, and its [`Decoder`] tells the [fault](FaultKind).
pub struct Input<'a> {
    /// Path or name of the input, followed by `!/` and the name of the member for an archive: `a.zip!/b.xml`.
    ///
    /// It was written by whoever made the archive: to be shown, never to be opened.
    pub name: String,
    reader: Box<dyn Read + Send + 'a>,
}

impl<'a> Input<'a> {
    /// A document of your own making.
    ///
    /// ```
    /// use sofi_lheo::source::Input;
    ///
    /// assert_eq!(Input::new("memory", &b"<lheo/>"[..]).name, "memory");
    /// ```
    pub fn new(name: impl Into<String>, reader: impl Read + Send + 'a) -> Self {
        Self { name: name.into(), reader: Box::new(reader) }
    }

    /// The decoder of this document.
    pub fn into_decoder(self) -> Decoder<Self> {
        Decoder::new(self)
    }

    pub(super) fn refused(name: String, kind: FaultKind) -> Self {
        Self::new(name, Refused(kind))
    }

    /// A document that came out of an archive, and that must not be another one.
    pub(super) fn unless_nested(name: String, reader: impl Read + Send + 'a) -> Self {
        let reader = Peeked::new(reader);
        match reader.nested() {
            Some(format) => Self::refused(name, FaultKind::NestedArchive { format }),
            None => Self::new(name, reader),
        }
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The documents of an input, one after the other. Each may be kept and read later, in any order, on any thread.
pub struct Inputs<'a>(Kind<'a>);

enum Kind<'a> {
    One(Option<Input<'a>>),
    Zip(Box<Members<'a>>),
}

impl<'a> Iterator for Inputs<'a> {
    type Item = Input<'a>;

    fn next(&mut self) -> Option<Input<'a>> {
        match &mut self.0 {
            Kind::One(input) => input.take(),
            Kind::Zip(members) => members.next(),
        }
    }
}

impl fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inputs").finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
