//! A document with changes, ready to be written.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use sofi_core::Report;

use super::{
    diff,
    draft::Draft,
    original::{Original, Packing},
};
use crate::{Checker, Error, source::Encoding};

/// A document and changes to it. Nothing is written until one of its methods does.
#[derive(Debug)]
pub struct Revised<'a> {
    original: Original<'a>,
    draft: Draft,
    encoding: Encoding,
}

impl<'a> Revised<'a> {
    pub(crate) fn new(original: Original<'a>, draft: Draft, encoding: Encoding) -> Self {
        Self { original, draft, encoding }
    }

    /// Is there any change?
    pub fn is_changed(&self) -> bool {
        !self.draft.changes(self.original.length).is_empty()
    }

    /// Checks the changed document.
    ///
    /// # Errors
    /// When the original cannot be read any more.
    pub fn check(&mut self, checker: &Checker) -> Result<Report, Error> {
        let name = self.original.name.clone();
        checker.check_reader(&name, self.original.read(&self.draft))
    }

    /// Checks the document as it was.
    ///
    /// # Errors
    /// As for [`check`](Self::check).
    pub fn check_original(&mut self, checker: &Checker) -> Result<Report, Error> {
        let whole = Draft::whole(self.original.length);
        let name = self.original.name.clone();
        checker.check_reader(&name, self.original.read(&whole))
    }

    /// How the file holds its document.
    pub fn packing(&self) -> Packing {
        self.original.packing
    }

    /// Writes the changed document.
    ///
    /// # Errors
    /// When the original cannot be read any more, or the output not be written.
    pub fn write(&mut self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        io::copy(&mut self.original.read(&self.draft), out).map(drop)
    }

    /// Writes the changed document, packed in this way. The same document gives the same bytes.
    ///
    /// # Errors
    /// As for [`write`](Self::write); an archive cannot be written.
    pub fn write_packed(&mut self, packing: Packing, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        match packing {
            Packing::Plain => self.write(out),
            Packing::Gzip => {
                let mut packed = GzBuilder::new().write(out, Compression::default());
                self.write(&mut packed)?;
                packed.finish().map(drop)
            }
            Packing::Zip => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Writes what is changed, as a unified diff; `name` is what both documents are called in it. Nothing is written where
    /// nothing is changed.
    ///
    /// The bytes of both documents are written as they are, in their encoding. A document in UTF-16 has no lines that such a
    /// diff could show.
    ///
    /// # Errors
    /// As for [`write`](Self::write); when the document is in UTF-16.
    pub fn write_diff(&mut self, name: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        if matches!(self.encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "UTF-16"));
        }
        let changes = self.draft.changes(self.original.length);
        diff::write(self.original.bytes(), &changes, name, out)
    }
}
