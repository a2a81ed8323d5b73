//! Documents that are mended, corrected or made anonymous, and not written yet.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::{
    prelude::*,
    types::{PyBytes, PyTuple},
};
use sofi_core::{Finding, Lang};
use sofi_lheo::{Anonymiser, Correction, Fixer, Obstacle, Outcome, Refusal, Revised};

use crate::{
    check::Judging,
    convert::{editor_error, finding, named},
    output::Target,
    report::Report,
    source::{Opening, Source},
    task::{Progress, Task},
};

/// A document with changes that are not written yet.
#[pyclass(frozen, module = "sofi_lheo")]
pub(crate) struct Revision {
    document: Mutex<Revised<'static>>,
    name: String,
    is_changed: bool,
    before: Option<Arc<sofi_core::Report>>,
    after: Option<Arc<sofi_core::Report>>,
    applied: Vec<Finding>,
    refused: Vec<(Finding, Refusal)>,
    outcomes: Vec<Outcome>,
    lang: Lang,
}

impl Revision {
    fn document(&self) -> MutexGuard<'_, Revised<'static>> {
        self.document.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The stable name of why a change is not made.
fn refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NewError(_) => "new-error",
        Refusal::NoBetter => "no-better",
        Refusal::Unencodable(_) => "unencodable",
        _ => "untried",
    }
}

fn obstacle(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::UnknownNumero => "unknown-numero",
        Obstacle::Path => "path",
        Obstacle::Absent => "absent",
        Obstacle::OtherValue(_) => "other-value",
        Obstacle::Ambiguous(_) => "ambiguous",
        Obstacle::NoText => "no-text",
        Obstacle::Unexpected(_) => "unexpected",
        Obstacle::NoChange => "no-change",
        _ => "value",
    }
}

#[pymethods]
impl Revision {
    /// True when something is changed.
    #[getter]
    fn changed(&self) -> bool {
        self.is_changed
    }

    /// What was found in the document as it was; None when it was not checked.
    #[getter]
    fn before(&self) -> Option<Report> {
        self.before.as_ref().map(|report| Report::new(Arc::clone(report), self.lang))
    }

    /// What is found in the changed document; None when it was not checked.
    #[getter]
    fn after(&self) -> Option<Report> {
        self.after.as_ref().map(|report| Report::new(Arc::clone(report), self.lang))
    }

    /// The findings whose fixes are applied.
    #[getter]
    fn applied<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.applied.iter().map(|it| finding(py, &self.name, it, self.lang));
        PyTuple::new(py, all.collect::<PyResult<Vec<_>>>()?)
    }

    /// The findings whose fixes are not applied, each with why: "new-error", "no-better", "unencodable" or "untried".
    #[getter]
    fn refused<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.refused.iter().map(|(it, why)| {
            let pair = (finding(py, &self.name, it, self.lang)?, refusal(why));
            pair.into_pyobject(py)
        });
        PyTuple::new(py, all.collect::<PyResult<Vec<_>>>()?)
    }

    /// What came of each correction, in their order: "applied", or why it is not.
    #[getter]
    fn outcomes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all = self.outcomes.iter().map(|outcome| match outcome {
            Outcome::Applied => "applied",
            Outcome::Refused(why) => refusal(why),
            Outcome::Impossible(why) => obstacle(why),
        });
        PyTuple::new(py, all)
    }

    /// The changes as a unified diff; empty when nothing is changed.
    fn diff<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| {
            let mut out = Vec::new();
            self.document().write_diff(&self.name, &mut out)?;
            Ok::<_, std::io::Error>(out)
        })?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes the changed document: to a file that is replaced at the end (packed when its name ends in .gz), to a binary file
    /// object, or back as bytes.
    #[pyo3(signature = (out = None))]
    fn write<'py>(
        &self,
        py: Python<'py>,
        out: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let target = Target::new(out)?;
        target.write(py, |out| self.document().write(out), |_, error: std::io::Error| PyErr::from(error))
    }

    fn __repr__(&self) -> String {
        let state = if self.is_changed { "changed" } else { "unchanged" };
        format!("<Revision of {:?}: {state}>", self.name)
    }
}

/// Mends a document; its keywords are those of `sofi_lheo.fix`.
#[pyfunction]
#[pyo3(signature = (source, judging, *, suggested, lang, name, progress))]
pub(crate) fn fix(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    judging: Judging<'_>,
    suggested: bool,
    lang: &str,
    name: Option<&str>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Revision> {
    let lang: Lang = named("lang", lang)?;
    let source = Source::new("source", source)?;
    let task = Task::new(Progress::new(progress, source.size())?);
    let mut fixer = Fixer::new(judging.checker(py, task.limits())?);
    if suggested {
        fixer = fixer.suggested();
    }
    let name = source.name(name);
    let fixed = match source.into_opening(&task.failure) {
        Opening::Path(path) => py.detach(|| fixer.fix_path(&path)),
        Opening::Reader(reader) => py.detach(|| fixer.fix_reader(&name, reader)),
    };
    let fixed = task.end(py, fixed)?.map_err(|error| editor_error(py, error))?;
    Ok(Revision {
        is_changed: fixed.document.is_changed(),
        document: Mutex::new(fixed.document),
        name,
        before: Some(Arc::new(fixed.before)),
        after: Some(Arc::new(fixed.report)),
        applied: fixed.applied,
        refused: fixed.refused,
        outcomes: Vec::new(),
        lang,
    })
}

/// Corrects a document; its keywords are those of `sofi_lheo.apply`.
#[pyfunction]
#[pyo3(signature = (source, corrections, judging, *, lang, name, progress))]
pub(crate) fn apply(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    corrections: Vec<(String, String, String, String)>,
    judging: Judging<'_>,
    lang: &str,
    name: Option<&str>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Revision> {
    let lang: Lang = named("lang", lang)?;
    let source = Source::new("source", source)?;
    let task = Task::new(Progress::new(progress, source.size())?);
    let fixer = Fixer::new(judging.checker(py, task.limits())?);
    let name = source.name(name);
    let corrections: Vec<Correction> = corrections
        .into_iter()
        .map(|(numero, chemin, ancienne, nouvelle)| Correction { numero, chemin, ancienne, nouvelle })
        .collect();
    let corrected = match source.into_opening(&task.failure) {
        Opening::Path(path) => py.detach(|| fixer.correct_path(&path, &corrections)),
        Opening::Reader(reader) => py.detach(|| fixer.correct_reader(&name, reader, &corrections)),
    };
    let corrected = task.end(py, corrected)?.map_err(|error| editor_error(py, error))?;
    Ok(Revision {
        is_changed: corrected.document.is_changed(),
        document: Mutex::new(corrected.document),
        name,
        before: Some(Arc::new(corrected.before)),
        after: Some(Arc::new(corrected.report)),
        applied: Vec::new(),
        refused: Vec::new(),
        outcomes: corrected.outcomes,
        lang,
    })
}

/// Makes a document anonymous; its keywords are those of `sofi_lheo.anonymise`.
#[pyfunction]
#[pyo3(signature = (source, *, name, progress))]
pub(crate) fn anonymise(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    name: Option<&str>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Revision> {
    let source = Source::new("source", source)?;
    let task = Task::new(Progress::new(progress, source.size())?);
    let anonymiser = Anonymiser::default().limits(task.limits());
    let name = source.name(name);
    let revised = match source.into_opening(&task.failure) {
        Opening::Path(path) => py.detach(|| anonymiser.anonymise_path(&path)),
        Opening::Reader(reader) => py.detach(|| anonymiser.anonymise_reader(&name, reader)),
    };
    let document = task.end(py, revised)?.map_err(|error| editor_error(py, error))?;
    Ok(Revision {
        is_changed: document.is_changed(),
        document: Mutex::new(document),
        name,
        before: None,
        after: None,
        applied: Vec::new(),
        refused: Vec::new(),
        outcomes: Vec::new(),
        lang: Lang::Fr,
    })
}
