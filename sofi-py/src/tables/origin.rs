//! What can be read again and again, by several readers at once.

use std::{
    fs::File,
    io::{Cursor, Read, Seek},
    path::PathBuf,
    sync::Arc,
};

use pyo3::{prelude::*, pybacked::PyBackedBytes};
use sofi_core::Report;
use sofi_lheo::{Checker, Error, Reader};
use tempfile::NamedTempFile;

use crate::{convert::exception, source::Source, task::Failure};

/// A document to read.
pub(super) struct Origin {
    name: Option<String>,
    from: From,
}

enum From {
    Path(PathBuf),
    Bytes(Shared<PyBackedBytes>),
    Copy(Shared<Vec<u8>>),
    /// What a file object gave, which could give it once only.
    Spool(NamedTempFile),
}

/// Bytes that readers share.
struct Shared<T>(Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: AsRef<[u8]>> AsRef<[u8]> for Shared<T> {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl Origin {
    pub(super) fn new(source: &Bound<'_, PyAny>, name: Option<&str>) -> PyResult<Self> {
        let py = source.py();
        let source = Source::new("source", source)?;
        // A path bears its own name, and opens again under it.
        let own = (!matches!(source, Source::Path(_))).then(|| source.name(None));
        let failure = Failure::default();
        let from = match source {
            Source::Path(path) => {
                // What cannot be opened is told now, not when the first table is read.
                Reader::from_path(&path).map_err(|error| exception(py, &error))?;
                From::Path(path)
            }
            Source::Bytes(bytes) => From::Bytes(Shared(Arc::new(bytes))),
            Source::Copy(bytes) => From::Copy(Shared(Arc::new(bytes))),
            Source::File(file, _) => {
                let spooled = py.detach(|| {
                    let mut spool = NamedTempFile::new()?;
                    std::io::copy(&mut file.failing(&failure), &mut spool)?;
                    Ok(spool)
                });
                // An exception of the file object says more than what became of it.
                failure.raise()?;
                From::Spool(spooled.map_err(|error: std::io::Error| PyErr::from(error))?)
            }
        };
        Ok(Self { name: name.map(str::to_owned).or(own), from })
    }

    fn name(&self) -> &str {
        match (&self.name, &self.from) {
            (Some(name), _) => name,
            (None, From::Bytes(_) | From::Copy(_)) => "<bytes>",
            (None, _) => "<file>",
        }
    }

    /// Reads its records from the start.
    pub(super) fn reader(&self) -> Result<Reader<'static>, Error> {
        match &self.from {
            From::Path(path) if self.name.is_none() => Reader::from_path(path),
            _ => Reader::from_reader(self.name(), self.open()?),
        }
    }

    /// Checks it from the start.
    pub(super) fn check(&self, checker: &Checker) -> Result<Report, Error> {
        match &self.from {
            From::Path(path) if self.name.is_none() => checker.check_path(path),
            _ => checker.check_reader(self.name(), self.open()?),
        }
    }

    fn open(&self) -> Result<Box<dyn Read + Send>, Error> {
        let failed = |source| Error::Open { name: self.name().to_owned(), source };
        Ok(match &self.from {
            From::Path(path) => Box::new(File::open(path).map_err(failed)?),
            From::Bytes(bytes) => Box::new(Cursor::new(bytes.clone())),
            From::Copy(bytes) => Box::new(Cursor::new(bytes.clone())),
            From::Spool(spool) => {
                let mut file = spool.reopen().map_err(failed)?;
                file.rewind().map_err(failed)?;
                Box::new(file)
            }
        })
    }
}
