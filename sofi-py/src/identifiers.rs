//! What is said of identifiers; their classes are written in Python.

use pyo3::{
    prelude::*,
    types::{PyDict, PyTuple},
};
use sofi_core::{Analysis, Departement, IdentifierKind, Lang, Presumed, Region};

use crate::convert::{Class, named, territory};

/// The canonical form of a text, when it is such an identifier; `lenient` takes what means one without doubt.
#[pyfunction]
pub(crate) fn canonical(kind: &str, text: &str, lenient: bool) -> PyResult<Option<String>> {
    let analysis = Analysis::new(named("kind", kind)?, text);
    let is_taken = analysis.verdict.is_valid() && (lenient || analysis.cited().is_none());
    Ok(analysis.value.filter(|_| is_taken))
}

/// All that can be said of a text that should be an identifier of this kind, read leniently.
#[pyfunction]
#[pyo3(signature = (kind, text, *, lang = "fr"))]
pub(crate) fn analyse<'py>(
    py: Python<'py>,
    kind: &str,
    text: &str,
    lang: &str,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("Analysis");
    let lang: Lang = named("lang", lang)?;
    let kind: IdentifierKind = named("kind", kind)?;
    let analysis = Analysis::new(kind, text);
    let parts: Vec<_> = analysis.parts.iter().map(|part| (part.name, part.value(lang))).collect();
    let remarks: Vec<_> =
        analysis.remarks.iter().map(|remark| (remark.rule(), remark.message(lang))).collect();
    let changes: Vec<_> = analysis.changes.iter().map(|change| change.words().get(lang)).collect();
    let keywords = PyDict::new(py);
    keywords.set_item("kind", kind.as_str())?;
    keywords.set_item("text", text)?;
    keywords.set_item("verdict", analysis.verdict.as_str())?;
    keywords.set_item("value", analysis.value.as_deref())?;
    keywords.set_item("grouped", analysis.grouped.as_deref())?;
    keywords.set_item("changes", PyTuple::new(py, changes)?)?;
    keywords.set_item("parts", PyTuple::new(py, parts)?)?;
    keywords.set_item("remarks", PyTuple::new(py, remarks)?)?;
    keywords.set_item("departements", departements(py, analysis.departement)?)?;
    keywords.set_item("regions", regions(py, analysis.region)?)?;
    keywords.set_item("fault", analysis.fault.map(sofi_core::Fault::as_str))?;
    keywords.set_item("message", analysis.fault.map(|fault| fault.message(lang)))?;
    keywords.set_item("rule", analysis.cited())?;
    keywords.set_item("repair", analysis.repair.as_deref())?;
    keywords.set_item("advice", analysis.advice(lang))?;
    CLASS.get(py)?.call((), Some(&keywords))
}

/// Those that are possible, the most likely first.
fn departements(py: Python<'_>, presumed: Presumed<Departement>) -> PyResult<Bound<'_, PyTuple>> {
    let all = presumed.candidates().map(|it| territory(py, "Departement", it.code()));
    PyTuple::new(py, all.collect::<PyResult<Vec<_>>>()?)
}

fn regions(py: Python<'_>, presumed: Presumed<Region>) -> PyResult<Bound<'_, PyTuple>> {
    let all = presumed.candidates().map(|it| territory(py, "Region", it.code()));
    PyTuple::new(py, all.collect::<PyResult<Vec<_>>>()?)
}

/// The code and the name of a department, and the code of its region; None when it is no department.
#[pyfunction]
pub(crate) fn departement(code: &str) -> Option<(&'static str, &'static str, Option<&'static str>)> {
    let found: Departement = code.parse().ok()?;
    Some((found.code(), found.nom(), found.region().map(Region::code)))
}

/// The code and the name of a region, by either, and the codes of its departments; None when it is no region.
#[pyfunction]
pub(crate) fn region(text: &str) -> Option<(&'static str, &'static str, Vec<&'static str>)> {
    let found: Region = text.parse().ok()?;
    Some((found.code(), found.nom(), found.departements().map(Departement::code).collect()))
}
