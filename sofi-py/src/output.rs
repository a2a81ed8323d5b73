//! Where what is made goes: bytes, a file that is replaced at the end, or a binary file object.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use flate2::{Compression, GzBuilder};
use pyo3::{
    exceptions::PyTypeError,
    prelude::*,
    types::{PyBytes, PyString},
};
use sofi_lheo::AtomicFile;

use crate::{
    convert::os_error,
    task::{BEAT, Failure},
};

/// Writes a file aside and puts it in place once it is whole; packed when its name ends in `.gz`.
pub(crate) fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    if is_gz(path) {
        let mut packed = GzBuilder::new().write(&mut file, Compression::default());
        write(&mut packed)?;
        packed.finish()?;
    } else {
        write(&mut file)?;
    }
    file.commit()
}

pub(crate) fn is_gz(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// Where bytes go.
pub(crate) enum Target {
    /// Back to the caller.
    Memory,
    /// A file, replaced at the end.
    Path(PathBuf),
    /// A binary file object.
    File(Py<PyAny>),
}

impl Target {
    /// What the argument `out` asks for.
    pub(crate) fn new(given: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(object) = given else { return Ok(Self::Memory) };
        if object.is_instance_of::<PyString>()
            || object.is_instance_of::<PyBytes>()
            || object.hasattr("__fspath__")?
        {
            return Ok(Self::Path(object.extract()?));
        }
        if object.hasattr("write")? {
            return Ok(Self::File(object.clone().unbind()));
        }
        Err(PyTypeError::new_err(format!(
            "out must be a path (str or os.PathLike) or a binary file object, not {}",
            object.get_type().fully_qualified_name()?
        )))
    }

    /// Writes there; the bytes are given back when they go to memory.
    pub(crate) fn write<'py, E>(
        &self,
        py: Python<'py>,
        write: impl Send + FnOnce(&mut dyn Write) -> Result<(), E>,
        failed: impl FnOnce(Python<'py>, E) -> PyErr,
    ) -> PyResult<Option<Bound<'py, PyBytes>>>
    where
        E: From<io::Error> + Send,
    {
        match self {
            Self::Memory => {
                let mut out = Heeding::new(Vec::new());
                let written = py.detach(|| write(&mut out));
                let bytes = out.end()?;
                written.map_err(|error| failed(py, error))?;
                Ok(Some(PyBytes::new(py, &bytes)))
            }
            Self::Path(path) => {
                let mut stopped = None;
                let mut interrupted = Ok(());
                let replaced = py.detach(|| {
                    replace(path, |out| {
                        let mut out = Heeding::new(out);
                        let written = write(&mut out);
                        interrupted = out.end().map(drop);
                        written.map_err(|error| {
                            stopped = Some(error);
                            io::ErrorKind::Other.into()
                        })
                    })
                });
                interrupted?;
                match (stopped, replaced) {
                    (Some(error), _) => Err(failed(py, error)),
                    (None, replaced) => replaced.map(|()| None).map_err(|error| os_error(py, path, &error)),
                }
            }
            Self::File(object) => {
                let failure = Failure::default();
                let mut out =
                    BufWriter::with_capacity(1 << 16, FileOut::new(object.clone_ref(py), failure.clone()));
                let written = py.detach(|| {
                    write(&mut out)?;
                    out.flush().map_err(E::from)
                });
                // What is left in the buffer after a failure must not be tried again.
                drop(out.into_parts());
                failure.raise()?;
                written.map(|()| None).map_err(|error| failed(py, error))
            }
        }
    }
}

/// Writes on, and asks Python now and then whether Ctrl-C was typed: then nothing more is written.
pub(crate) struct Heeding<W> {
    out: W,
    told: Instant,
    failure: Failure,
}

impl<W> Heeding<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, told: Instant::now(), failure: Failure::default() }
    }

    /// What was written to, unless it was interrupted.
    pub(crate) fn end(self) -> PyResult<W> {
        self.failure.raise().map(|()| self.out)
    }
}

impl<W: Write> Write for Heeding<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.told.elapsed() >= BEAT {
            self.told = Instant::now();
            let asked = Python::attach(|py| {
                py.check_signals()?;
                Ok(())
            });
            asked.unwrap_or_else(|interrupt| self.failure.set(interrupt));
        }
        if self.failure.is_set() {
            return Err(io::Error::other("interrupted"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes to a binary file object of Python, until something fails.
#[derive(Debug)]
pub(crate) struct FileOut {
    object: Py<PyAny>,
    failure: Failure,
}

impl FileOut {
    pub(crate) fn new(object: Py<PyAny>, failure: Failure) -> Self {
        Self { object, failure }
    }
}

impl Write for FileOut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_set() {
            return Err(io::Error::other("given up"));
        }
        let written = Python::attach(|py| {
            py.check_signals()?;
            let count = self.object.bind(py).call_method1("write", (PyBytes::new(py, bytes),))?;
            // Raw files may take less than all, and say how much.
            count.extract::<Option<usize>>().or(Ok(None))
        });
        written.map(|count| count.unwrap_or(bytes.len()).min(bytes.len())).map_err(|error: PyErr| {
            let told = io::Error::other(error.to_string());
            self.failure.set(error);
            told
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
