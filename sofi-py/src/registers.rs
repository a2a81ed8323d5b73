//! Reference data: the class `Registers`.

use std::{path::PathBuf, sync::Arc};

use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyDict, PyTuple},
};
use sofi_core::{RegistreKind, Registres};
use sofi_lheo::registres::{RegistreError, charger};

use crate::{
    convert::{named, os_error, register_use},
    tables::given::register,
};

/// Registers that are read once and serve for many checks: `Registers(organismes="liste.csv", cpf=["a.csv", "b.csv"])`.
///
/// The kinds are organismes, certifications, certifinfo, cpf, sirene, formacode and communes; each takes a path or several, or a data frame.
#[pyclass(frozen, module = "sofi_lheo")]
pub(crate) struct Registers {
    pub(crate) inner: Arc<Registres>,
}

#[pymethods]
impl Registers {
    #[new]
    #[pyo3(signature = (**files))]
    fn new(py: Python<'_>, files: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let registres = files.map_or_else(|| Ok(Registres::default()), |files| load(py, files))?;
        Ok(Self { inner: Arc::new(registres) })
    }

    /// Where each register was read, and what it is: RegisterUse values.
    #[getter]
    fn used<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let uses = self.inner.uses();
        PyTuple::new(py, uses.iter().map(|used| register_use(py, used)).collect::<PyResult<Vec<_>>>()?)
    }

    /// Is there a register of this kind?
    fn __contains__(&self, kind: &str) -> bool {
        kind.parse().is_ok_and(|kind: RegistreKind| self.inner.has(kind))
    }

    fn __repr__(&self) -> String {
        let uses = self.inner.uses();
        let kinds: Vec<_> = uses.iter().map(|used| format!("{}={:?}", used.kind, used.path)).collect();
        format!("Registers({})", kinds.join(", "))
    }
}

/// The registers of an argument: the class, or a dict of paths by kind.
pub(crate) fn registers(given: &Bound<'_, PyAny>) -> PyResult<Arc<Registres>> {
    if let Ok(registers) = given.cast::<Registers>() {
        return Ok(Arc::clone(&registers.get().inner));
    }
    match given.cast::<PyDict>() {
        Ok(files) => Ok(Arc::new(load(given.py(), files)?)),
        Err(_) => Err(PyTypeError::new_err(format!(
            "registers must be a dict of paths by kind, or Registers, not {}",
            given.get_type().fully_qualified_name()?
        ))),
    }
}

/// Reads registers: a data frame, a path, or several paths for each kind.
fn load(py: Python<'_>, given: &Bound<'_, PyDict>) -> PyResult<Registres> {
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
            Err(_) => files.extract::<Vec<PathBuf>>().map_err(|_| {
                PyTypeError::new_err(format!("registers: {kind:?} must be a path or a list of paths"))
            })?,
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
