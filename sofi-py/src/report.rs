//! The report of a check.

use std::{
    collections::{BTreeSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::NaiveDate;
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyTuple},
};
use sofi_core::{
    FileReport, Finding, Lang, Severity,
    render::{self, CsvStyle},
};

use crate::{
    convert::{Class, concatenated, finding, named, not_evaluated, os_error, register_use, summary},
    kept,
    output::replace,
    tables::Table,
};

/// What a check has found.
///
/// Iterating over it gives its findings; two reports that say the same are equal.
#[pyclass(frozen, module = "sofi_lheo")]
pub(crate) struct Report {
    pub(crate) inner: Arc<sofi_core::Report>,
    pub(crate) lang: Lang,
    // The values for Python are made when first asked for: most reports are only asked whether all is well.
    files: PyOnceLock<Vec<Py<PyAny>>>,
}

/// What a finding is filed under.
type Key = fn(&FileReport, &Finding) -> Option<String>;

/// What findings can be shared out by, and how.
const KEYS: &[(&str, Key)] = &[
    ("siret", |_, it| it.context.siret.clone()),
    ("organisme", |_, it| it.context.organisme.clone()),
    ("departement", |_, it| it.context.departement.clone()),
    ("formation", |_, it| it.context.formation.clone()),
    ("action", |_, it| it.context.action.clone()),
    ("session", |_, it| it.context.session.clone()),
    ("file", |file, _| Some(file.path.clone())),
    ("code", |_, it| Some(it.rule.code.to_owned())),
    ("severity", |_, it| Some(it.severity.as_str().to_owned())),
];

impl Report {
    pub(crate) fn new(report: Arc<sofi_core::Report>, lang: Lang) -> Self {
        Self { inner: report, lang, files: PyOnceLock::new() }
    }

    fn file_values(&self, py: Python<'_>) -> PyResult<&Vec<Py<PyAny>>> {
        self.files.get_or_try_init(py, || {
            self.inner.files.iter().map(|file| Ok(file_value(py, file, self.lang)?.unbind())).collect()
        })
    }

    fn json(&self) -> String {
        let mut out = Vec::new();
        // Writing to memory never fails, and JSON is text.
        let _ = render::json(&self.inner, self.lang, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    fn shares(&self, key: &str) -> PyResult<Vec<(Option<String>, Self)>> {
        let Some((_, of)) = KEYS.iter().find(|(name, _)| *name == key) else {
            let names: Vec<_> = KEYS.iter().map(|(name, _)| *name).collect();
            return Err(PyValueError::new_err(format!("key={key:?}: expected one of {}", names.join(", "))));
        };
        let shares = self.inner.by(of);
        Ok(shares.into_iter().map(|(key, share)| (key, Self::new(Arc::new(share), self.lang))).collect())
    }
}

#[pymethods]
impl Report {
    /// True when there is no finding of severity error.
    #[getter]
    fn ok(&self) -> bool {
        self.inner.is_clean(Severity::Error)
    }

    /// The level asked for.
    #[getter]
    fn level(&self) -> &'static str {
        self.inner.level.as_str()
    }

    /// The profile that all files were judged by; None when they differ.
    #[getter]
    fn profile(&self) -> Option<&'static str> {
        self.inner.profile().map(sofi_core::Profile::as_str)
    }

    /// The date at which offers were judged.
    #[getter]
    fn as_of(&self) -> Option<NaiveDate> {
        self.inner.as_of
    }

    /// The perimeter that offers were judged by, when there is one.
    #[getter]
    fn perimeter(&self) -> Option<&str> {
        self.inner.perimeter.as_deref()
    }

    /// The registers that were used: RegisterUse values.
    #[getter]
    fn registers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let uses = self.inner.registers.iter().map(|used| register_use(py, used));
        PyTuple::new(py, uses.collect::<PyResult<Vec<_>>>()?)
    }

    /// The rules that could not be evaluated, and why: NotEvaluated values.
    #[getter]
    fn not_evaluated<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let entries = self.inner.not_evaluated.iter().map(|entry| not_evaluated(py, entry, self.lang));
        PyTuple::new(py, entries.collect::<PyResult<Vec<_>>>()?)
    }

    /// Exact totals over all files.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        summary(py, self.inner.summary())
    }

    /// One FileReport for each document.
    #[getter]
    fn files(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        Ok(self.file_values(py)?.iter().map(|file| file.clone_ref(py)).collect())
    }

    /// All findings, file after file, in the order of each document.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let mut all = Vec::new();
        for file in self.file_values(py)? {
            all.extend(file.bind(py).getattr("findings")?.cast::<PyTuple>()?.iter());
        }
        Ok(all)
    }

    /// The findings shared out by "siret", "organisme", "departement", "formation", "action", "session", "file", "code" or
    /// "severity": a report for each value, in their order. What has no such value is under None.
    fn by<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyDict>> {
        let shares = PyDict::new(py);
        for (value, share) in self.shares(key)? {
            shares.set_item(value, Bound::new(py, share)?)?;
        }
        Ok(shares)
    }

    /// Writes one file for each value of `key` into a folder, which is made if need be, and gives the paths by value.
    ///
    /// The files are named after the values; those without one are in "sans-" and the key. The format is "csv" (for
    /// spreadsheets), "html", "json" or "txt".
    #[pyo3(signature = (key, folder, *, format = "csv"))]
    fn split<'py>(
        &self,
        py: Python<'py>,
        key: &str,
        folder: PathBuf,
        format: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        if !["csv", "html", "json", "txt"].contains(&format) {
            return Err(PyValueError::new_err(format!(
                "format={format:?}: expected one of csv, html, json, txt"
            )));
        }
        std::fs::create_dir_all(&folder).map_err(|error| os_error(py, &folder, &error))?;
        let mut taken = BTreeSet::new();
        let written = PyDict::new(py);
        for (value, share) in self.shares(key)? {
            let stem = value.as_deref().map_or_else(|| format!("sans-{key}"), file_name);
            // Two values may look alike once what a file cannot be called is taken away.
            let mut names = std::iter::once(stem.clone()).chain((2..).map(|n| format!("{stem}-{n}")));
            let name = names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or(stem);
            taken.insert(name.to_lowercase());
            let path = folder.join(format!("{name}.{format}"));
            let target = Some(path.clone());
            match format {
                "csv" => share.to_csv(py, target, true)?,
                "html" => share.to_html(py, target)?,
                "json" => share.to_json(py, target)?,
                _ => share.to_text(py, target, 0)?,
            };
            written.set_item(value, path.as_os_str())?;
        }
        Ok(written)
    }

    /// The findings as a table, for Arrow libraries: `polars.DataFrame(report.table())`.
    fn table(&self) -> Table {
        Table::of_report(Arc::clone(&self.inner), self.lang)
    }

    /// The findings as a `pandas.DataFrame`; it takes pandas 3 and pyarrow.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table())?.call_method0("to_pandas")
    }

    /// The report for machines: one JSON object, given back or written to `path`.
    #[pyo3(signature = (path = None))]
    fn to_json(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<Option<String>> {
        let (report, lang) = (&self.inner, self.lang);
        rendered(py, path, |mut out| render::json(report, lang, &mut out))
    }

    /// What `to_json` says, as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (py.detach(|| self.json()),))
    }

    /// The report for people; of each code, at most `max_shown` faults of a file are shown, 0 for all.
    #[pyo3(signature = (path = None, *, max_shown = 20))]
    fn to_text(&self, py: Python<'_>, path: Option<PathBuf>, max_shown: usize) -> PyResult<Option<String>> {
        let report = &self.inner;
        let options = render::TextOptions { lang: self.lang, max_shown, ..render::TextOptions::default() };
        rendered(py, path, move |mut out| render::text(report, &options, &mut out))
    }

    /// The report as one page of HTML that needs nothing else, to be sent or printed.
    #[pyo3(signature = (path = None))]
    fn to_html(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<Option<String>> {
        let (report, lang) = (&self.inner, self.lang);
        rendered(py, path, |mut out| render::html(report, lang, &mut out))
    }

    /// The findings as CSV, one line each; with `excel`, as French spreadsheets want it: semicolons, a byte-order mark, codes
    /// that stay texts and no formula.
    #[pyo3(signature = (path = None, *, excel = false))]
    fn to_csv(&self, py: Python<'_>, path: Option<PathBuf>, excel: bool) -> PyResult<Option<String>> {
        let (report, lang) = (&self.inner, self.lang);
        let style = if excel { CsvStyle::Excel } else { CsvStyle::Plain };
        rendered(py, path, move |mut out| render::csv(report, lang, style, &mut out))
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyIterator>> {
        PyTuple::new(py, self.findings(py)?)?.try_iter()
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> bool {
        let Ok(other) = other.cast::<Self>() else { return false };
        let other = other.get();
        let is_same = Arc::ptr_eq(&self.inner, &other.inner);
        py.detach(|| self.lang == other.lang && (is_same || self.json() == other.json()))
    }

    fn __hash__(&self, py: Python<'_>) -> u64 {
        py.detach(|| {
            let mut hasher = DefaultHasher::new();
            self.json().hash(&mut hasher);
            hasher.finish()
        })
    }

    /// Makes again a report that was pickled.
    #[staticmethod]
    fn _restore(text: &str, lang: &str) -> PyResult<Self> {
        let report = kept::read(text).map_err(PyValueError::new_err)?;
        Ok(Self::new(Arc::new(report), named("lang", lang)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, &'static str))> {
        let report = slf.get();
        let text = kept::written(&report.inner).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let lang = if report.lang == Lang::En { "en" } else { "fr" };
        Ok((slf.get_type().getattr("_restore")?, (text, lang)))
    }

    fn __copy__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf
    }

    fn __repr__(&self) -> String {
        let summary = self.inner.summary();
        format!(
            "<Report of {} file(s): {} error(s), {} warning(s), {} info(s)>",
            self.inner.files.len(),
            summary.error,
            summary.warning,
            summary.info
        )
    }
}

/// The report, rendered, to be given back or written to a file.
fn rendered(
    py: Python<'_>,
    target: Option<PathBuf>,
    render: impl Send + FnOnce(&mut dyn Write) -> io::Result<()>,
) -> PyResult<Option<String>> {
    let Some(path) = target else {
        let text = py.detach(|| {
            let mut out = Vec::new();
            render(&mut out)?;
            String::from_utf8(out).map_err(io::Error::other)
        })?;
        return Ok(Some(text));
    };
    py.detach(|| replace(&path, render)).map_err(|error| os_error(py, &path, &error))?;
    Ok(None)
}

/// A value as the name of a file.
fn file_name(value: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name: String = value.trim().chars().map(|c| if is_safe(c) { c } else { '_' }).take(80).collect();
    if Path::new(&name).file_stem().is_none() { "_".to_owned() } else { name }
}

fn file_value<'py>(py: Python<'py>, file: &FileReport, lang: Lang) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("FileReport");
    let findings = file
        .findings
        .iter()
        .map(|found| finding(py, &file.path, found, lang))
        .collect::<PyResult<Vec<_>>>()?;
    let arguments = (
        (
            &file.path,
            file.sha256.as_deref(),
            file.dialect,
            file.profile.as_str(),
            file.level.as_str(),
            file.encoding,
            file.root.as_deref(),
            file.bytes,
            file.formations,
            file.actions,
            file.sessions,
            file.resumes,
        ),
        (
            file.truncated,
            file.error.as_deref(),
            summary(py, file.summary)?,
            file.fixable,
            PyTuple::new(py, findings)?,
        ),
    );
    CLASS.get(py)?.call1(concatenated(py, arguments)?)
}
