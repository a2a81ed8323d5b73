//! The command `sofi`, as the wheel ships it.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command over the streams of this process, and gives its exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| sofi_cli::run(arguments))
}
