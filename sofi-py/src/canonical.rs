//! The function `canonicalise`.

use pyo3::{prelude::*, types::PyBytes};
use sofi_lheo::source::Input;

use crate::{
    convert::editor_error,
    output::Heeding,
    source::{Opening, Source},
    task::{Progress, Task},
};

/// The normal form of a document; its keywords are those of `sofi_lheo.canonicalise`.
#[pyfunction]
#[pyo3(signature = (source, *, name))]
pub(crate) fn canonicalise<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    name: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    let source = Source::new("source", source)?;
    let name = source.name(name);
    let task = Task::new(Progress::new(None, None)?);
    let mut out = Heeding::new(Vec::new());
    let written = match source.into_opening(&task.failure) {
        Opening::Path(path) => py.detach(|| sofi_lheo::canonicalise_path(&path, &mut out).map(drop)),
        Opening::Reader(reader) => {
            py.detach(|| sofi_lheo::canonicalise(Input::new(name, reader), &mut out).map(drop))
        }
    };
    let bytes = out.end()?;
    task.end(py, written)?.map_err(|error| editor_error(py, error))?;
    Ok(PyBytes::new(py, &bytes))
}
