//! The document that is to be changed, to be read as often as needed.

use std::{
    fmt,
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom, Write},
    path::Path,
};

use super::draft::{Bytes, Draft};
use crate::{
    EditorError, Error,
    edit::only_document,
    source::{Input, SourceLimits},
};

/// How a file holds its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// Compressed, alone.
    Gzip,
    /// In an archive.
    Zip,
}

/// The bytes of a document, unpacked and undecoded.
pub(crate) struct Original<'a> {
    pub(crate) name: String,
    pub(crate) packing: Packing,
    pub(crate) length: u64,
    bytes: Box<dyn Bytes + 'a>,
}

impl fmt::Debug for Original<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Original").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'P', b'K', 3 | 5 | 7, ..] => Self::Zip,
            _ => Self::Plain,
        }
    }
}

impl<'a> Original<'a> {
    /// A file. A plain one is read where it is; what is packed is unpacked into a temporary file.
    pub(crate) fn from_path(path: &Path) -> Result<Self, EditorError> {
        let name = path.to_string_lossy().into_owned();
        let open_error = |source| Error::Open { name: name.clone(), source };
        let mut file = File::open(path).map_err(open_error)?;
        let metadata = file.metadata().map_err(open_error)?;
        let mut head = Vec::new();
        if metadata.is_file() {
            Read::by_ref(&mut file).take(4).read_to_end(&mut head).map_err(open_error)?;
            file.seek(SeekFrom::Start(0)).map_err(open_error)?;
        }
        let packing = Packing::of(&head);
        if metadata.is_file() && packing == Packing::Plain {
            return Ok(Self { name, packing, length: metadata.len(), bytes: Box::new(file) });
        }
        let input = only_document(&name, SourceLimits::default().open(path))?;
        Self::spool(name, packing, input)
    }

    /// What a reader gives, which is copied to a temporary file.
    pub(crate) fn from_reader(name: &str, reader: impl Read + Send) -> Result<Self, EditorError> {
        let input = only_document(name, SourceLimits::default().from_reader(name, reader))?;
        Self::spool(name.to_owned(), Packing::Plain, input)
    }

    /// Bytes in memory.
    pub(crate) fn from_slice(name: &str, bytes: &'a [u8]) -> Result<Self, EditorError> {
        let packing = Packing::of(bytes);
        if packing == Packing::Plain {
            let length = bytes.len() as u64;
            return Ok(Self { name: name.to_owned(), packing, length, bytes: Box::new(Cursor::new(bytes)) });
        }
        let input = only_document(name, SourceLimits::default().from_slice(name, bytes))?;
        Self::spool(name.to_owned(), packing, input)
    }

    fn spool(name: String, packing: Packing, mut input: Input<'_>) -> Result<Self, EditorError> {
        let mut file = tempfile::tempfile().map_err(Error::Temporary)?;
        let mut buffer = vec![0; 1 << 16];
        let mut length = 0;
        loop {
            // What is wrong here is wrong with the input: half of a document is not to be written back.
            let read = match input.read(&mut buffer) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(EditorError::Failed { name, message: error.to_string() }),
            };
            if read == 0 {
                break;
            }
            file.write_all(&buffer[..read]).map_err(Error::Temporary)?;
            length += read as u64;
        }
        Ok(Self { name, packing, length, bytes: Box::new(file) })
    }

    /// Reads it with these changes.
    pub(crate) fn read<'d>(&'d mut self, draft: &'d Draft) -> super::draft::DraftReader<'d> {
        draft.reader(&mut *self.bytes)
    }

    /// Its bytes.
    pub(crate) fn bytes(&mut self) -> &mut (dyn Bytes + 'a) {
        &mut *self.bytes
    }
}
