//! Two feeds compared.

use pyo3::{exceptions::PyOSError, prelude::*};
use sofi_lheo::{Limits, diff::Comparison};

use crate::{
    read::open,
    source::Source,
    task::{Progress, Task},
};

/// Compares two feeds: the differences and their summary, as JSON.
#[pyfunction]
#[pyo3(signature = (old, new, *, progress))]
pub(crate) fn diff(
    py: Python<'_>,
    old: &Bound<'_, PyAny>,
    new: &Bound<'_, PyAny>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<(String, String)> {
    let (old, new) = (Source::new("old", old)?, Source::new("new", new)?);
    let total = old.size().zip(new.size()).map(|(old, new)| old + new);
    let task = Task::new(Progress::new(progress, total)?);
    let limits: Limits = task.limits();
    let (old_name, new_name) = (old.name(None), new.name(None));
    let old = open(py, old, &old_name, &task.failure)?.limits(limits.clone());
    let new = open(py, new, &new_name, &task.failure)?.limits(limits);
    let compared = py.detach(|| Comparison::new().collect(old, new));
    let (differences, summary) =
        task.end(py, compared)?.map_err(|error| PyOSError::new_err(error.to_string()))?;
    let failed = |error: serde_json::Error| PyOSError::new_err(error.to_string());
    let differences = serde_json::to_string(&differences).map_err(failed)?;
    Ok((differences, serde_json::to_string(&summary).map_err(failed)?))
}
