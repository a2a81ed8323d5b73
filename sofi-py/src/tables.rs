//! Tables: the function `tables`, and the class of a table that Arrow libraries read.

mod batch;
pub(crate) mod given;
mod origin;
mod stream;

use std::{fmt::Write, sync::Arc};

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::{
    exceptions::PyRuntimeError,
    prelude::*,
    sync::PyOnceLock,
    types::{PyCapsule, PyTuple},
};
use sofi_core::{Lang, Level};
use sofi_lheo::{
    Checker,
    tables::{self as rows, Derivation},
};

use crate::{
    check::{date, perimetre},
    convert::named,
    registers::registers as registres,
};
use batch::schema;
use origin::Origin;
use stream::{Faults, Job, Stream};

/// The tables of a document, as Arrow streams that read it when they are asked to.
///
/// `as_of` (today when it is not given), `perimeter` and `registers` serve the derived columns of `offres`, and the check that gives `findings`.
/// A record that cannot be read ends a stream with an error, unless `faults` is "skip".
#[pyfunction]
#[pyo3(signature = (source, *, as_of = None, perimeter = None, registers = None, faults = "raise", lang = "fr", name = None))]
#[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
pub(crate) fn tables<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    as_of: Option<&Bound<'py, PyAny>>,
    perimeter: Option<&Bound<'py, PyAny>>,
    registers: Option<&Bound<'py, PyAny>>,
    faults: &str,
    lang: &str,
    name: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let lang: Lang = named("lang", lang)?;
    let faults = Faults::named(faults)?;
    let as_of = date(py, "as_of", as_of)?;
    let perimetre = perimeter.map(perimetre).transpose()?;
    let registres = registers.map(registres).transpose()?;
    let mut checker = Checker::new(Level::Full).as_of(as_of);
    if let Some(perimetre) = &perimetre {
        checker = checker.perimeter(perimetre.clone());
    }
    if let Some(registres) = &registres {
        checker = checker.registers(Arc::clone(registres));
    }
    let derivation = Derivation { as_of: Some(as_of), perimetre, registres, lang };
    let origin = Arc::new(Origin::new(source, name)?);
    let all = rows::Table::ALL.iter().map(|table| {
        let job = if *table == rows::Table::Findings {
            Job::Check { origin: Arc::clone(&origin), checker: Box::new(checker.clone()), lang }
        } else {
            Job::Read { origin: Arc::clone(&origin), derivation: derivation.clone(), faults }
        };
        Py::new(py, Table { table: *table, job })
    });
    let all = PyTuple::new(py, all.collect::<PyResult<Vec<_>>>()?)?;
    CLASS.import(py, "sofi_lheo._tables", "Tables")?.call1(all)
}

/// A table, read by whatever takes Arrow streams: `polars.DataFrame(table)`, `pyarrow.table(table)`, DuckDB, pandas.
///
/// Each reading opens the document again.
#[pyclass(frozen, module = "sofi_lheo")]
pub(crate) struct Table {
    table: rows::Table,
    job: Job,
}

impl Table {
    /// The findings of a report.
    pub(crate) fn of_report(report: Arc<sofi_core::Report>, lang: Lang) -> Self {
        Self { table: rows::Table::Findings, job: Job::Report { report, lang } }
    }
}

#[pymethods]
impl Table {
    /// Its name.
    #[getter]
    fn name(&self) -> &'static str {
        self.table.name()
    }

    /// What its columns are: Column values, in order.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS.import(py, "sofi_lheo._tables", "Column")?;
        let columns = self.table.columns().map(|column| {
            class.call1((column.name(), column.kind().as_str(), column.lheo(), column.doc().get(Lang::Fr)))
        });
        PyTuple::new(py, columns.collect::<PyResult<Vec<_>>>()?)
    }

    /// Its schema, for Arrow libraries.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(schema(self.table).as_ref())
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Its rows, for Arrow libraries. They are given as they are, whatever schema is wished for.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let stream = Stream::open(py, self.table, &self.job)?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(stream)), c"arrow_array_stream")
    }

    /// As a `pandas.DataFrame`; it takes pandas 3 and pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pandas")?.getattr("DataFrame")?.call_method1("from_arrow", (slf,))
    }

    fn __repr__(&self) -> String {
        let mut shown = format!("<Table {}:", self.table);
        for column in self.table.columns() {
            let _ = write!(shown, " {}", column.name());
        }
        shown + ">"
    }
}

fn value_error(message: String) -> PyErr {
    pyo3::exceptions::PyValueError::new_err(message)
}
