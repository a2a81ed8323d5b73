//! Values that cross the border.

use std::{io, path::Path, str::FromStr};

use pyo3::{
    exceptions::{PyOSError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyString, PyTuple, PyType},
};
use sofi_core::{
    Edit, Finding, Fix, IdentifierKind, Lang, NotEvaluated, PartialDate, RegisterUse, Related, Severity,
    Summary, UnknownName,
};

pyo3::import_exception!(sofi_lheo._errors, FeedError);
pyo3::import_exception!(sofi_lheo._errors, InvalidIdentifier);
pyo3::import_exception!(sofi_lheo._errors, LimitExceeded);

/// Reads a name of a closed list.
pub(crate) fn named<T: FromStr<Err = UnknownName>>(argument: &str, text: &str) -> PyResult<T> {
    text.parse().map_err(|unknown: UnknownName| {
        PyValueError::new_err(format!("{argument}={:?}: expected one of {}", unknown.found, unknown.expected))
    })
}

/// Reads the name of a severity.
pub(crate) fn severity_name(argument: &str, text: &str) -> PyResult<Severity> {
    Severity::ALL.into_iter().find(|severity| severity.as_str() == text).ok_or_else(|| {
        PyValueError::new_err(format!("{argument}={text:?}: expected one of error, warning, info"))
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
            related(py, &finding.related, lang)?,
        ),
        (fix(py, finding.fix.as_ref(), lang)?,),
    );
    let (first, second, third) = arguments;
    let most = concatenated(py, (first, second))?;
    CLASS.get(py)?.call1(concatenated(py, (most, third))?)
}

fn related<'py>(py: Python<'py>, all: &[Related], lang: Lang) -> PyResult<Bound<'py, PyTuple>> {
    static CLASS: Class = Class::new("Related");
    let value = |it: &Related| {
        let place = &it.place;
        let path = (!place.path.is_empty()).then_some(place.path.as_str());
        let message = sofi_core::render::neutral(it.what.get(lang)).into_owned();
        CLASS.get(py)?.call1((place.line, place.column, place.offset, place.end_offset, path, message))
    };
    PyTuple::new(py, all.iter().map(value).collect::<PyResult<Vec<_>>>()?)
}

fn fix<'py>(py: Python<'py>, fix: Option<&Fix>, lang: Lang) -> PyResult<Option<Bound<'py, PyAny>>> {
    static CLASS: Class = Class::new("Fix");
    static EDIT: Class = Class::new("Edit");
    let Some(fix) = fix else { return Ok(None) };
    let edit = |it: &Edit| EDIT.get(py)?.call1((it.offset, it.length, &it.replacement));
    let edits = PyTuple::new(py, fix.edits.iter().map(edit).collect::<PyResult<Vec<_>>>()?)?;
    let words = (fix.safety.as_str(), fix.description.get(lang), &fix.replacement, edits);
    CLASS.get(py)?.call1(words).map(Some)
}

/// A `RegisterUse`.
pub(crate) fn register_use<'py>(py: Python<'py>, used: &RegisterUse) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("RegisterUse");
    CLASS.get(py)?.call1((&used.kind, &used.path, used.date.as_deref(), &used.sha256))
}

/// A `NotEvaluated`.
pub(crate) fn not_evaluated<'py>(
    py: Python<'py>,
    entry: &NotEvaluated,
    lang: Lang,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("NotEvaluated");
    CLASS.get(py)?.call1((entry.code, entry.reason.get(lang), entry.count))
}

/// One tuple of two, since tuples of Rust end at twelve.
pub(crate) fn concatenated<'py, A, B>(
    py: Python<'py>,
    (first, second): (A, B),
) -> PyResult<Bound<'py, PyTuple>>
where
    A: IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>>,
    B: IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>>,
{
    let first = first.into_pyobject(py).map_err(Into::into)?;
    let second = second.into_pyobject(py).map_err(Into::into)?;
    let both = first.as_sequence().concat(second.as_sequence())?;
    Ok(both.cast_into()?)
}

/// The exception for what stopped sofi-lheo.
pub(crate) fn exception(py: Python<'_>, error: &sofi_lheo::Error) -> PyErr {
    use sofi_lheo::{Error, source::SourceError};
    match error {
        Error::Open { name, source } => os_error(py, Path::new(name), source),
        Error::Temporary(source) => PyOSError::new_err(format!("temporary file: {source}")),
        Error::Source(SourceError::SpoolLimit { .. }) => LimitExceeded::new_err(error.to_string()),
        other => FeedError::new_err(other.to_string()),
    }
}

/// The exception for a place of a document that cannot be read.
pub(crate) fn read_error(py: Python<'_>, error: &sofi_lheo::ReadError) -> PyErr {
    let is_limit = matches!(error.code.as_bytes(), [b'X', b'M', b'L', b'5', _]);
    let class = if is_limit { py.get_type::<LimitExceeded>() } else { py.get_type::<FeedError>() };
    let arguments = (error.to_string(), &error.name, error.line, error.column, error.offset, error.code);
    class.call1(arguments).map_or_else(|failure| failure, PyErr::from_value)
}

/// The exception for what stopped an editor.
pub(crate) fn editor_error(py: Python<'_>, error: sofi_lheo::EditorError) -> PyErr {
    use sofi_lheo::EditorError;
    match error {
        EditorError::Open(error) => exception(py, &error),
        EditorError::Read(error) => read_error(py, &error),
        EditorError::Write(error) => PyErr::from(error),
        other => FeedError::new_err(other.to_string()),
    }
}

/// With these arguments OSError becomes FileNotFoundError, IsADirectoryError..., and bears `filename`.
pub(crate) fn os_error(py: Python<'_>, path: &Path, error: &io::Error) -> PyErr {
    let path = path.as_os_str().to_owned();
    // Of what failed aside of a file, only the kind is told; Python numbers them alike on every system.
    let number = match error.kind() {
        io::ErrorKind::NotFound => Some(2),
        io::ErrorKind::PermissionDenied => Some(13),
        io::ErrorKind::IsADirectory => Some(21),
        io::ErrorKind::StorageFull => Some(28),
        io::ErrorKind::ReadOnlyFilesystem => Some(30),
        _ => None,
    };
    match error.raw_os_error().or(number) {
        Some(code) if cfg!(windows) => PyOSError::new_err((0, error.to_string(), path, code)),
        Some(code) => match py.import("os").and_then(|os| os.call_method1("strerror", (code,))) {
            Ok(message) => PyOSError::new_err((code, message.unbind(), path)),
            Err(failure) => failure,
        },
        None => PyOSError::new_err(format!("{}: {error}", path.display())),
    }
}

/// The class of identifiers of this kind.
fn identifier_class(py: Python<'_>, kind: IdentifierKind) -> PyResult<&Bound<'_, PyAny>> {
    static CLASSES: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
    let classes = CLASSES.get_or_try_init(py, || {
        let by_kind = py.import("sofi_lheo._identifiers")?.getattr("BY_KIND")?;
        IdentifierKind::ALL
            .iter()
            .map(|kind| Ok(by_kind.get_item(kind.as_str())?.unbind()))
            .collect::<PyResult<_>>()
    })?;
    match classes.get(kind as usize) {
        Some(class) => Ok(class.bind(py)),
        None => Err(PyValueError::new_err(format!("{kind} has no class"))),
    }
}

/// Makes a value of a class that is a `str`, without looking at the text again.
fn text_of<'py>(py: Python<'py>, class: &Bound<'py, PyAny>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static NEW: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let new = NEW.get_or_try_init(py, || py.get_type::<PyString>().getattr("__new__").map(Bound::unbind))?;
    new.bind(py).call1((class, text))
}

/// The value of an identifier that was read already.
pub(crate) fn identifier<'py>(
    py: Python<'py>,
    kind: IdentifierKind,
    text: &str,
) -> PyResult<Bound<'py, PyAny>> {
    text_of(py, identifier_class(py, kind)?, text)
}

/// A text that is not the value that it should be.
pub(crate) fn refused<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    text_of(py, CLASS.import(py, "sofi_lheo._identifiers", "Invalid")?, text)
}

/// A department or a region, by its code.
pub(crate) fn territory<'py>(py: Python<'py>, class: &str, code: &str) -> PyResult<Bound<'py, PyAny>> {
    text_of(py, &py.import("sofi_lheo._identifiers")?.getattr(class)?, code)
}

/// A day, or what is known of it.
pub(crate) fn partial_date<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    match text.parse::<PartialDate>().ok().and_then(PartialDate::day) {
        Some(day) => Ok(day.into_pyobject(py)?.into_any()),
        None => identifier(py, IdentifierKind::Date, text),
    }
}
