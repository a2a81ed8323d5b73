//! What Python may hand over to be read: paths, bytes, other buffers, binary file objects.

use std::{
    fs,
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

use pyo3::{
    buffer::PyBuffer,
    exceptions::{PyIsADirectoryError, PyTypeError},
    prelude::*,
    pybacked::PyBackedBytes,
    types::{PyBytes, PyString},
};

use crate::{convert::os_error, task::Failure};

/// Something to read.
pub(crate) enum Source {
    /// A file of the file system.
    Path(PathBuf),
    /// The bytes of a `bytes` object, not copied.
    Bytes(PyBackedBytes),
    /// A copy of another buffer, which Python could change meanwhile.
    Copy(Vec<u8>),
    /// A binary file object, with its name when it has one.
    File(FileObject, Option<String>),
}

impl Source {
    /// What the argument of this name gives to read.
    pub(crate) fn new(argument: &str, object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = object.py();
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.clone().into()));
        }
        if object.is_instance_of::<PyString>() || object.hasattr("__fspath__")? {
            let path: PathBuf = object.extract()?;
            refuse_folder(py, &path)?;
            return Ok(Self::Path(path));
        }
        if let Ok(buffer) = PyBuffer::<u8>::get(object) {
            return Ok(Self::Copy(buffer.to_vec(py)?));
        }
        if object.hasattr("read")? {
            let name = object.getattr("name").ok().and_then(|name| name.extract().ok());
            return Ok(Self::File(FileObject::new(object)?, name));
        }
        Err(PyTypeError::new_err(format!(
            "{argument} must be a path (str or os.PathLike), bytes or a binary file object, not {}",
            object.get_type().fully_qualified_name()?
        )))
    }

    /// What findings and errors call it, unless a name is given.
    pub(crate) fn name(&self, given: Option<&str>) -> String {
        match (given, self) {
            (Some(given), _) => given.to_owned(),
            (None, Self::Path(path)) => path.to_string_lossy().into_owned(),
            (None, Self::Bytes(_) | Self::Copy(_)) => "<bytes>".to_owned(),
            (None, Self::File(_, own)) => own.clone().unwrap_or_else(|| "<file>".to_owned()),
        }
    }

    /// How many bytes there are to read, unless they are packed or nobody knows.
    pub(crate) fn size(&self) -> Option<u64> {
        match self {
            Self::Path(path) => {
                let mut head = [0; 4];
                let read = fs::File::open(path).and_then(|mut file| file.read(&mut head)).ok()?;
                let length = fs::metadata(path).ok().filter(fs::Metadata::is_file)?.len();
                (!is_packed(&head[..read])).then_some(length)
            }
            Self::Bytes(bytes) => (!is_packed(bytes)).then_some(bytes.len() as u64),
            Self::Copy(bytes) => (!is_packed(bytes)).then_some(bytes.len() as u64),
            Self::File(..) => None,
        }
    }

    /// How to open it; a file object that raises an exception keeps it there.
    pub(crate) fn into_opening(self, failure: &Failure) -> Opening {
        match self {
            Self::Path(path) => Opening::Path(path),
            Self::Bytes(bytes) => Opening::Reader(Box::new(Cursor::new(bytes))),
            Self::Copy(bytes) => Opening::Reader(Box::new(Cursor::new(bytes))),
            Self::File(file, _) => Opening::Reader(Box::new(file.failing(failure))),
        }
    }
}

/// A source as sofi-lheo opens it.
pub(crate) enum Opening {
    /// A file of the file system.
    Path(PathBuf),
    /// Anything else.
    Reader(Box<dyn Read + Send>),
}

/// Do these bytes start a gzip or a zip file?
fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&[0x1F, 0x8B]) || head.starts_with(b"PK")
}

/// Opening a folder works on some systems; only reading it fails, and that would look like a fault of a document.
fn refuse_folder(py: Python<'_>, path: &Path) -> PyResult<()> {
    if fs::metadata(path).map_err(|error| os_error(py, path, &error))?.is_dir() {
        let path = path.as_os_str().to_owned();
        return Err(PyIsADirectoryError::new_err((EISDIR, "Is a directory", path)));
    }
    Ok(())
}

/// The number of "is a directory" in Python, on every system.
const EISDIR: i32 = 21;

/// Reads a Python file object; an exception that it raises stops reading and is kept.
pub(crate) struct FileObject {
    read: Py<PyAny>,
    chunk: Option<PyBackedBytes>,
    at: usize,
    failure: Failure,
}

impl FileObject {
    /// Bytes asked of the file object at once.
    const CHUNK: usize = 1 << 16;

    fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let read = object.getattr("read")?;
        bytes(read.call1((0,))?)?;
        Ok(Self { read: read.unbind(), chunk: None, at: 0, failure: Failure::default() })
    }

    /// The same, which keeps the exceptions that it raises there.
    pub(crate) fn failing(self, failure: &Failure) -> Self {
        Self { failure: failure.clone(), ..self }
    }

    fn refill(&mut self) -> PyResult<()> {
        Python::attach(|py| {
            py.check_signals()?;
            self.chunk = Some(bytes(self.read.bind(py).call1((Self::CHUNK,))?)?);
            self.at = 0;
            Ok(())
        })
    }
}

fn bytes(object: Bound<'_, PyAny>) -> PyResult<PyBackedBytes> {
    match object.cast_into::<PyBytes>() {
        Ok(bytes) => Ok(bytes.into()),
        Err(error) => Err(PyTypeError::new_err(format!(
            "read() must give bytes, not {}: open the file in binary mode",
            error.into_inner().get_type().fully_qualified_name()?
        ))),
    }
}

impl Read for FileObject {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.chunk.as_ref().is_none_or(|chunk| self.at == chunk.len())
            && let Err(error) = self.refill()
        {
            let told = io::Error::other(error.to_string());
            self.failure.set(error);
            return Err(told);
        }
        let rest = &self.chunk.as_deref().unwrap_or_default()[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}
