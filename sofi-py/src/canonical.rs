//! The function `canonicalise`.

use pyo3::{prelude::*, types::PyBytes};
use sofi_lheo::{EditorError, source::Input};

use crate::{
    convert::{FeedError, exception},
    source::Source,
};

/// The normal form of a document (Canonical XML 1.0 with comments), as bytes: documents that say the same have the same.
///
/// FeedError is raised when the document is not well-formed, OSError when it cannot be opened.
#[pyfunction]
#[pyo3(signature = (source, *, name = None))]
pub(crate) fn canonicalise<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    name: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    let written = match Source::new(source)? {
        Source::Path(path) => py.detach(|| sofi_lheo::canonicalise_path(&path, Vec::new())),
        Source::Bytes(bytes) => py.detach(|| of(name.unwrap_or("<bytes>"), &bytes)),
        Source::Copy(bytes) => py.detach(|| of(name.unwrap_or("<bytes>"), &bytes)),
        Source::File(mut file, own_name) => {
            let name = name.or(own_name.as_deref()).unwrap_or("<file>");
            let written = py.detach(|| sofi_lheo::canonicalise(Input::new(name, &mut file), Vec::new()));
            file.failure()?;
            written
        }
    };
    match written {
        Ok(bytes) => Ok(PyBytes::new(py, &bytes)),
        Err(EditorError::Open(error)) => Err(exception(py, &error)),
        Err(error) => Err(FeedError::new_err(error.to_string())),
    }
}

fn of(name: &str, bytes: &[u8]) -> Result<Vec<u8>, EditorError> {
    sofi_lheo::canonicalise(Input::new(name, bytes), Vec::new())
}
