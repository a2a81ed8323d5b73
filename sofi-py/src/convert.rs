//! Values that cross the border.

use std::{io, path::Path, str::FromStr};

use pyo3::{
    exceptions::{PyOSError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
};
use sofi_core::{Finding, Lang, Severity, Summary, UnknownName};

pyo3::import_exception!(sofi_lheo._errors, FeedError);

/// Reads a name of a closed list.
pub(crate) fn named<T: FromStr<Err = UnknownName>>(argument: &str, text: &str) -> PyResult<T> {
    text.parse().map_err(|unknown: UnknownName| {
        PyValueError::new_err(format!("{argument}={:?}: expected one of {}", unknown.found, unknown.expected))
    })
}

/// A class of `sofi_lheo._model`, looked up once.
pub(crate) struct Class {
    name: &'static str,
    cell: PyOnceLock<Py<PyAny>>,
}

impl Class {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, cell: PyOnceLock::new() }
    }

    pub(crate) fn get<'py>(&'static self, py: Python<'py>) -> PyResult<&'py Bound<'py, PyAny>> {
        let class = self
            .cell
            .get_or_try_init(py, || py.import("sofi_lheo._model")?.getattr(self.name).map(Bound::unbind))?;
        Ok(class.bind(py))
    }
}

/// The member of the enumeration `Severity`.
pub(crate) fn severity(py: Python<'_>, severity: Severity) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: Class = Class::new("Severity");
    CLASS.get(py)?.call1((severity.as_str(),))
}

/// A `Summary`.
pub(crate) fn summary(py: Python<'_>, summary: Summary) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: Class = Class::new("Summary");
    CLASS.get(py)?.call1((summary.error, summary.warning, summary.info))
}

/// A `Finding`.
pub(crate) fn finding<'py>(
    py: Python<'py>,
    file: &str,
    finding: &Finding,
    lang: Lang,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("Finding");
    let helps: Vec<String> = finding.helps(lang).collect();
    let place = &finding.place;
    let context = &finding.context;
    let arguments = (
        (
            finding.rule.code,
            finding.rule.name,
            severity(py, finding.severity)?,
            finding.message(lang),
            (!helps.is_empty()).then(|| helps.join("\n")),
            file,
            place.line,
            place.column,
            place.offset,
            place.end_offset,
        ),
        (
            (!place.path.is_empty()).then_some(place.path.as_str()),
            place.element.as_deref(),
            place.attribute.as_deref(),
            finding.value.as_deref(),
            context.formation.as_deref(),
            context.action.as_deref(),
            context.session.as_deref(),
            context.record.as_deref(),
            context.siret.as_deref(),
            context.organisme.as_deref(),
            context.departement.as_deref(),
        ),
    );
    CLASS.get(py)?.call1(concatenated(py, arguments)?)
}

/// One tuple of two, since tuples of Rust end at twelve.
pub(crate) fn concatenated<'py, A, B>(
    py: Python<'py>,
    (first, second): (A, B),
) -> PyResult<Bound<'py, pyo3::types::PyTuple>>
where
    A: IntoPyObject<
            'py,
            Target = pyo3::types::PyTuple,
            Output = Bound<'py, pyo3::types::PyTuple>,
            Error = PyErr,
        >,
    B: IntoPyObject<
            'py,
            Target = pyo3::types::PyTuple,
            Output = Bound<'py, pyo3::types::PyTuple>,
            Error = PyErr,
        >,
{
    let both = first.into_pyobject(py)?.as_sequence().concat(second.into_pyobject(py)?.as_sequence())?;
    Ok(both.cast_into()?)
}

/// The exception for what stopped sofi-lheo.
pub(crate) fn exception(py: Python<'_>, error: &sofi_lheo::Error) -> PyErr {
    match error {
        sofi_lheo::Error::Open { name, source } => os_error(py, Path::new(name), source),
        other => FeedError::new_err(other.to_string()),
    }
}

/// With these arguments OSError becomes FileNotFoundError, IsADirectoryError..., and bears `filename`.
pub(crate) fn os_error(py: Python<'_>, path: &Path, error: &io::Error) -> PyErr {
    let path = path.as_os_str().to_owned();
    match error.raw_os_error() {
        Some(code) if cfg!(windows) => PyOSError::new_err((0, error.to_string(), path, code)),
        Some(code) => match py.import("os").and_then(|os| os.call_method1("strerror", (code,))) {
            Ok(message) => PyOSError::new_err((code, message.unbind(), path)),
            Err(failure) => failure,
        },
        None => PyOSError::new_err(format!("{}: {error}", path.display())),
    }
}
