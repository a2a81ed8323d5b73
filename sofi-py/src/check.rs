//! The function `check`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use pyo3::{
    exceptions::{PyIsADirectoryError, PyTypeError, PyValueError},
    prelude::*,
    types::{PyDate, PyDateTime, PyDict},
};
use sofi_core::{Lang, Perimetre, RegistreKind, Registres, UnknownPerimetre};
use sofi_lheo::{
    Checker,
    registres::{RegistreError, charger},
};

use crate::{
    convert::{exception, named, os_error},
    report::Report,
    source::Source,
    tables::given::register,
};

/// Checks a document: a path, bytes, or a binary file object; plain, gzip or zip.
///
/// `registers` maps a kind of register to a path, or to a list of them. What is wrong in the document is findings. OSError is raised when it cannot be opened.
#[pyfunction]
#[pyo3(signature = (source, *, level = "full", profile = None, as_of = None, perimeter = None, registers = None, lang = "fr", name = None))]
#[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
pub(crate) fn check(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    level: &str,
    profile: Option<&str>,
    as_of: Option<&Bound<'_, PyAny>>,
    perimeter: Option<&str>,
    registers: Option<&Bound<'_, PyDict>>,
    lang: &str,
    name: Option<&str>,
) -> PyResult<Report> {
    let mut checker = Checker::new(named("level", level)?).as_of(date(py, as_of)?);
    if let Some(profile) = profile {
        checker = checker.profile(named("profile", profile)?);
    }
    if let Some(perimeter) = perimeter {
        let perimeter: Perimetre = perimeter
            .parse()
            .map_err(|error: UnknownPerimetre| PyValueError::new_err(error.message(Lang::En)))?;
        checker = checker.perimeter(perimeter);
    }
    if let Some(registers) = registers {
        checker = checker.registers(load(py, registers)?);
    }
    let lang = named("lang", lang)?;
    let report = match Source::new(source)? {
        Source::Path(path) => {
            refuse_folder(py, &path)?;
            let mut report =
                py.detach(|| checker.check_path(&path)).map_err(|error| exception(py, &error))?;
            if let Some(name) = name {
                rename(&mut report, &path.to_string_lossy(), name);
            }
            report
        }
        Source::Bytes(bytes) => py.detach(|| checker.check_slice(name.unwrap_or("<bytes>"), &bytes)),
        Source::Copy(bytes) => py.detach(|| checker.check_slice(name.unwrap_or("<bytes>"), &bytes)),
        Source::File(mut file, own_name) => {
            let name = name.or(own_name.as_deref()).unwrap_or("<file>");
            let report = py.detach(|| checker.check_reader(name, &mut file));
            // An exception of the file object says more than what sofi-lheo made of it.
            file.failure()?;
            report.map_err(|error| exception(py, &error))?
        }
    };
    Ok(Report::new(report, lang))
}

/// Reads registers: a data frame, a path, or several paths for each kind.
pub(crate) fn load(py: Python<'_>, given: &Bound<'_, PyDict>) -> PyResult<Registres> {
    let mut registres = Registres::default();
    for (kind, files) in given {
        let kind: RegistreKind = named("registers", &kind.extract::<String>()?)?;
        if let Some(register) = register(kind, &files)? {
            registres.add(register);
            continue;
        }
        // A text is a sequence too: one path is tried first.
        let files = match files.extract::<PathBuf>() {
            Ok(path) => vec![path],
            Err(_) => files.extract::<Vec<PathBuf>>()?,
        };
        for path in files {
            match py.detach(|| charger(kind, &path)) {
                Ok(register) => registres.add(register),
                Err(RegistreError::Lecture { source, .. }) => return Err(os_error(py, &path, &source)),
                Err(error) => return Err(PyValueError::new_err(error.to_string())),
            }
        }
    }
    Ok(registres)
}

/// The date given, or today: nothing below this function reads the clock.
pub(crate) fn date(py: Python<'_>, as_of: Option<&Bound<'_, PyAny>>) -> PyResult<NaiveDate> {
    let Some(object) = as_of else {
        return py.import("datetime")?.getattr("date")?.call_method0("today")?.extract();
    };
    // A datetime is a date too, and would lose its hour and time zone without a word.
    if object.is_instance_of::<PyDateTime>() || !object.is_instance_of::<PyDate>() {
        return Err(PyTypeError::new_err(format!(
            "as_of must be a datetime.date, not {}",
            object.get_type().fully_qualified_name()?
        )));
    }
    object.extract()
}

/// Opening a folder works on some systems; only reading it fails, and that would look like a fault of a document.
fn refuse_folder(py: Python<'_>, path: &Path) -> PyResult<()> {
    if fs::metadata(path).map_err(|error| os_error(py, path, &error))?.is_dir() {
        let path = path.as_os_str().to_owned();
        return Err(PyIsADirectoryError::new_err((EISDIR, "Is a directory", path)));
    }
    Ok(())
}

/// The number of "is a directory" in Python, on every system.
const EISDIR: i32 = 21;

/// Calls the documents of a path by another name; those of an archive keep the name of their member.
fn rename(report: &mut sofi_core::Report, path: &str, name: &str) {
    for file in &mut report.files {
        if let Some(member) = file.path.strip_prefix(path) {
            file.path = format!("{name}{member}");
        }
    }
}
