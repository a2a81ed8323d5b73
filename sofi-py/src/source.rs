//! What Python may hand over to be read: paths, bytes, other buffers, binary file objects.

use std::{
    io::{self, Read},
    path::PathBuf,
};

use pyo3::{
    buffer::PyBuffer,
    exceptions::PyTypeError,
    prelude::*,
    pybacked::PyBackedBytes,
    types::{PyBytes, PyString},
};

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
    pub(crate) fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = object.py();
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.clone().into()));
        }
        if object.is_instance_of::<PyString>() || object.hasattr("__fspath__")? {
            return Ok(Self::Path(object.extract()?));
        }
        if let Ok(buffer) = PyBuffer::<u8>::get(object) {
            return Ok(Self::Copy(buffer.to_vec(py)?));
        }
        if object.hasattr("read")? {
            let name = object.getattr("name").ok().and_then(|name| name.extract().ok());
            return Ok(Self::File(FileObject::new(object)?, name));
        }
        Err(PyTypeError::new_err(format!(
            "source must be a path (str or os.PathLike), bytes or a binary file object, not {}",
            object.get_type().fully_qualified_name()?
        )))
    }
}

/// Reads a Python file object; an exception that it raises stops reading and is kept.
pub(crate) struct FileObject {
    read: Py<PyAny>,
    chunk: Option<PyBackedBytes>,
    at: usize,
    failure: Option<PyErr>,
}

impl FileObject {
    /// Bytes asked of the file object at once.
    const CHUNK: usize = 1 << 16;

    fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let read = object.getattr("read")?;
        bytes(read.call1((0,))?)?;
        Ok(Self { read: read.unbind(), chunk: None, at: 0, failure: None })
    }

    /// The exception that stopped reading, if one did.
    pub(crate) fn failure(self) -> PyResult<()> {
        self.failure.map_or(Ok(()), Err)
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
        if self.failure.is_some() {
            return Err(io::Error::other("the file object raised an exception"));
        }
        if self.chunk.as_ref().is_none_or(|chunk| self.at == chunk.len())
            && let Err(failure) = self.refill()
        {
            let error = io::Error::other(failure.to_string());
            self.failure = Some(failure);
            return Err(error);
        }
        let rest = &self.chunk.as_deref().unwrap_or_default()[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}
