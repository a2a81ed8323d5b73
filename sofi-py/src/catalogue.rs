//! The catalogue of rules, offline.

use pyo3::{exceptions::PyValueError, prelude::*};
use sofi_core::{Lang, Rule};

use crate::convert::{Class, named, severity};

/// Every rule that sofi knows, in the order of the codes within each family.
#[pyfunction]
#[pyo3(signature = (*, lang = "fr"))]
pub(crate) fn rules<'py>(py: Python<'py>, lang: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let lang = named("lang", lang)?;
    sofi_lheo::rules::all().map(|rule| value(py, rule, lang)).collect()
}

/// The rule that bears this code or this name; ValueError when there is none.
#[pyfunction]
#[pyo3(signature = (code, *, lang = "fr"))]
pub(crate) fn explain<'py>(py: Python<'py>, code: &str, lang: &str) -> PyResult<Bound<'py, PyAny>> {
    let lang = named("lang", lang)?;
    let rule = sofi_lheo::rules::find(code).ok_or_else(|| {
        PyValueError::new_err(format!("code={code:?}: no rule bears this code or this name"))
    })?;
    value(py, rule, lang)
}

fn value<'py>(py: Python<'py>, rule: &Rule, lang: Lang) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("Rule");
    CLASS.get(py)?.call1((
        rule.code,
        rule.name,
        severity(py, rule.severity)?,
        rule.title.get(lang),
        rule.why.get(lang),
        rule.source,
        rule.bad,
        rule.good,
    ))
}
