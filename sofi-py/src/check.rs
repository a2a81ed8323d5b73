//! The function `check`, and the options that the functions which judge have in common.

use std::{num::NonZero, sync::Arc, thread};

use chrono::NaiveDate;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyDate, PyDateTime, PyDict},
};
use sofi_core::{Lang, Level, ModeTitularite, Perimetre, Profile, Severity};
use sofi_lheo::{Checker, Limits};

use crate::{
    convert::{exception, named, severity_name},
    perimetre::Perimeter,
    registers::registers,
    report::Report,
    source::{Opening, Source},
    task::{Progress, Task},
};

/// How documents are judged: the keywords of `check`.
#[derive(FromPyObject)]
pub(crate) struct Judging<'py> {
    #[pyo3(item)]
    level: String,
    #[pyo3(item)]
    profile: Option<String>,
    #[pyo3(item)]
    as_of: Option<Bound<'py, PyAny>>,
    #[pyo3(item)]
    perimeter: Option<Bound<'py, PyAny>>,
    #[pyo3(item)]
    registers: Option<Bound<'py, PyAny>>,
    #[pyo3(item)]
    certification: String,
    #[pyo3(item)]
    select: Bound<'py, PyAny>,
    #[pyo3(item)]
    ignore: Bound<'py, PyAny>,
    #[pyo3(item)]
    severities: Option<Bound<'py, PyDict>>,
    #[pyo3(item)]
    max_findings: Option<usize>,
    #[pyo3(item)]
    jobs: Option<usize>,
}

impl Judging<'_> {
    /// These limits, as far as findings are kept.
    fn kept(&self, limits: Limits) -> Limits {
        Limits { findings: self.max_findings.unwrap_or(limits.findings), ..limits }
    }

    /// The checker that judges so, within these limits.
    pub(crate) fn checker(&self, py: Python<'_>, limits: Limits) -> PyResult<Checker> {
        let limits = self.kept(limits);
        let level: Level = named("level", &self.level)?;
        let mode = match self.certification.as_str() {
            "usual" => ModeTitularite::Usuel,
            "strict" => ModeTitularite::Strict,
            other => {
                let message = format!("certification={other:?}: expected one of usual, strict");
                return Err(PyValueError::new_err(message));
            }
        };
        let mut checker = Checker::new(level)
            .as_of(date(py, "as_of", self.as_of.as_ref())?)
            .titularite(mode)
            .limits(limits)
            .jobs(jobs(self.jobs)?)
            .select(codes("select", &self.select)?)
            .ignore(codes("ignore", &self.ignore)?);
        for (code, severity) in self.severities.iter().flatten() {
            let code: String = code.extract()?;
            let severity: Severity =
                severity_name(&format!("severities[{code:?}]"), &severity.extract::<String>()?)?;
            checker = checker.severity(known("severities", code)?, severity);
        }
        if let Some(profile) = &self.profile {
            checker = checker.profile(named::<Profile>("profile", profile)?);
        }
        if let Some(perimeter) = &self.perimeter {
            checker = checker.perimeter(perimetre(perimeter)?);
        }
        if let Some(given) = &self.registers {
            checker = checker.registers(registers(given)?);
        }
        Ok(checker)
    }
}

/// A perimeter: the class, or the code or name of a region.
pub(crate) fn perimetre(given: &Bound<'_, PyAny>) -> PyResult<Perimetre> {
    if let Ok(perimeter) = given.cast::<Perimeter>() {
        return Ok(perimeter.get().inner.clone());
    }
    let Ok(text) = given.extract::<String>() else {
        return Err(PyTypeError::new_err(format!(
            "perimeter must be a Perimeter, or the code or name of a region, not {}",
            given.get_type().fully_qualified_name()?
        )));
    };
    text.parse().map_err(|error: sofi_core::UnknownPerimetre| PyValueError::new_err(error.message(Lang::En)))
}

/// How many threads share the work: all cores, unless a number is given.
fn jobs(given: Option<usize>) -> PyResult<usize> {
    match given {
        Some(jobs @ 1..=256) => Ok(jobs),
        Some(jobs) => Err(PyValueError::new_err(format!("jobs={jobs}: expected a number from 1 to 256"))),
        None => Ok(thread::available_parallelism().map_or(1, NonZero::get)),
    }
}

/// Codes of rules, or starts of them: one, or a list.
fn codes(argument: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let codes = match given.extract::<String>() {
        Ok(one) => vec![one],
        Err(_) => given.extract::<Vec<String>>().map_err(|_| {
            PyTypeError::new_err(format!("{argument} must be a code of rules, such as \"SIR\", or several"))
        })?,
    };
    codes.into_iter().map(|code| known(argument, code)).collect()
}

/// A code, when some rule bears it, or starts so.
fn known(argument: &str, code: String) -> PyResult<String> {
    if sofi_lheo::rules::all().any(|rule| rule.code.starts_with(&code)) {
        return Ok(code);
    }
    Err(PyValueError::new_err(format!("{argument}={code:?}: no rule bears this code")))
}

/// Checks a document; its keywords are those of `sofi_lheo.check`.
#[pyfunction]
#[pyo3(signature = (source, judging, *, lang, name, progress))]
pub(crate) fn check(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    judging: Judging<'_>,
    lang: &str,
    name: Option<&str>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Report> {
    let lang: Lang = named("lang", lang)?;
    let source = Source::new("source", source)?;
    let task = Task::new(Progress::new(progress, source.size())?);
    let checker = judging.checker(py, task.limits())?;
    let called = source.name(name);
    let checked = match source.into_opening(&task.failure) {
        Opening::Path(path) => py.detach(|| {
            let mut report = checker.check_path(&path)?;
            rename(&mut report, &path.to_string_lossy(), &called);
            Ok(report)
        }),
        Opening::Reader(reader) => py.detach(|| checker.check_reader(&called, reader)),
    };
    // An exception of Python code says more than what sofi-lheo made of it.
    let report = task.end(py, checked)?.map_err(|error| exception(py, &error))?;
    Ok(Report::new(Arc::new(report), lang))
}

/// The date given, or today: nothing below this function reads the clock.
pub(crate) fn date(py: Python<'_>, argument: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<NaiveDate> {
    let Some(object) = given else {
        return py.import("datetime")?.getattr("date")?.call_method0("today")?.extract();
    };
    // A datetime is a date too, and would lose its hour and time zone without a word.
    if object.is_instance_of::<PyDateTime>() || !object.is_instance_of::<PyDate>() {
        return Err(PyTypeError::new_err(format!(
            "{argument} must be a datetime.date, not {}",
            object.get_type().fully_qualified_name()?
        )));
    }
    object.extract()
}

/// Calls the documents of a path by another name; those of an archive keep the name of their member.
fn rename(report: &mut sofi_core::Report, path: &str, name: &str) {
    for file in &mut report.files {
        if let Some(member) = file.path.strip_prefix(path) {
            file.path = format!("{name}{member}");
        }
    }
}
