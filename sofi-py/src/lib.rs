//! The native half of the Python package `sofi_lheo`: arguments in, sofi-lheo calls, values out.
//!
//! The values (`Finding`, `Rule`...) and the exceptions are written in Python, where they compare, hash and
//! pickle for free; this module fills them.

// The attributes of PyO3 ask for owned arguments and for `Result`s.
#![allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps)]

mod canonical;
mod catalogue;
mod check;
mod command;
mod convert;
mod report;
mod source;
mod tables;

/// What Python imports.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use super::canonical::canonicalise;
    #[pymodule_export]
    use super::catalogue::{explain, rules};
    #[pymodule_export]
    use super::check::check;
    #[pymodule_export]
    use super::command::run;
    #[pymodule_export]
    use super::report::Report;
    #[pymodule_export]
    use super::tables::{Table, tables};

    /// Version of sofi.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python gives to versions")]
    const __version__: &str = sofi_core::VERSION;
}
