//! What is made from the schemas: feeds and descriptions of dialects.

use pyo3::{exceptions::PyValueError, prelude::*, types::PyBytes};
use sofi_lheo::{Dialect, export, generate::Generator};

use crate::output::Target;

fn dialect(text: &str) -> PyResult<Dialect> {
    text.parse().map_err(|error: sofi_lheo::UnknownDialect| {
        PyValueError::new_err(format!("dialect={text:?}: {error}"))
    })
}

/// Makes a synthetic feed; its keywords are those of `sofi_lheo.generate`.
#[pyfunction]
#[pyo3(signature = (formations, seed, dialect, reference, out))]
pub(crate) fn generate<'py>(
    py: Python<'py>,
    formations: u64,
    seed: u64,
    dialect: &str,
    reference: Option<chrono::NaiveDate>,
    out: Option<&Bound<'py, PyAny>>,
) -> PyResult<Option<Bound<'py, PyBytes>>> {
    let mut generator = Generator::new(self::dialect(dialect)?, seed).formations(formations);
    if let Some(date) = reference {
        generator = generator.reference(date);
    }
    let target = Target::new(out)?;
    target.write(py, |mut out| generator.write(&mut out), |_, error: std::io::Error| PyErr::from(error))
}

/// What a dialect says: its XSD, its tables of codes, or all of it as JSON.
#[pyfunction]
pub(crate) fn schema(dialect: &str, format: &str) -> PyResult<String> {
    let dialect = self::dialect(dialect)?;
    match format {
        "xsd" => Ok(export::xsd(dialect)),
        "dictionaries" => Ok(export::dictionaries(dialect)),
        "json" => Ok(export::json(dialect)),
        other => {
            Err(PyValueError::new_err(format!("format={other:?}: expected one of xsd, dictionaries, json")))
        }
    }
}
