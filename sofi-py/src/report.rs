//! The report of a check.

use std::{io, sync::Arc};

use chrono::NaiveDate;
use pyo3::{prelude::*, sync::PyOnceLock, types::PyTuple};
use sofi_core::{FileReport, Lang, Severity, render};

use crate::{
    convert::{Class, concatenated, finding, summary},
    tables::Table,
};

/// What a check has found.
#[pyclass(frozen, module = "sofi_lheo")]
pub(crate) struct Report {
    inner: Arc<sofi_core::Report>,
    lang: Lang,
    // The values for Python are made when first asked for: most reports are only asked whether all is well.
    files: PyOnceLock<Vec<Py<PyAny>>>,
}

impl Report {
    pub(crate) fn new(report: sofi_core::Report, lang: Lang) -> Self {
        Self { inner: Arc::new(report), lang, files: PyOnceLock::new() }
    }

    fn file_values(&self, py: Python<'_>) -> PyResult<&Vec<Py<PyAny>>> {
        self.files.get_or_try_init(py, || {
            self.inner.files.iter().map(|file| Ok(file_value(py, file, self.lang)?.unbind())).collect()
        })
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

    /// The findings as a table, for Arrow libraries: `polars.DataFrame(report.table())`.
    fn table(&self) -> Table {
        Table::of_report(Arc::clone(&self.inner), self.lang)
    }

    /// The findings as a `pandas.DataFrame`; it takes pandas 3 and pyarrow.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table())?.call_method0("to_pandas")
    }

    /// The report for machines: one JSON object.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        written(py, |out| render::json(&self.inner, self.lang, out))
    }

    /// The report for people; of each code, at most `max_shown` faults of a file are shown, 0 for all.
    #[pyo3(signature = (*, max_shown = 20))]
    fn to_text(&self, py: Python<'_>, max_shown: usize) -> PyResult<String> {
        let options = render::TextOptions { lang: self.lang, max_shown, ..render::TextOptions::default() };
        written(py, |out| render::text(&self.inner, &options, out))
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

/// What a renderer writes.
fn written(py: Python<'_>, render: impl Send + FnOnce(&mut Vec<u8>) -> io::Result<()>) -> PyResult<String> {
    py.detach(|| {
        let mut out = Vec::new();
        render(&mut out)?;
        String::from_utf8(out).map_err(io::Error::other)
    })
    .map_err(PyErr::from)
}
