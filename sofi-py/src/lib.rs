//! The native half of the Python package `sofi_lheo`: arguments in, sofi-lheo calls, values out.
//!
//! What users call is written in Python, with its types and its documentation, as are the values that need nothing of
//! Rust (`Finding`, `Rule`...) and the exceptions: there they compare, hash and pickle for free.

// The attributes of PyO3 ask for owned arguments and for `Result`s.
#![allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps)]

mod canonical;
mod catalogue;
mod check;
mod command;
mod compare;
mod convert;
mod cycle;
mod edit;
mod fix;
mod identifiers;
mod kept;
mod make;
mod output;
mod part;
mod perimetre;
mod read;
mod record;
mod registers;
mod report;
mod source;
mod tables;
mod task;
mod transform;

/// What Python imports.
// It has never run without the GIL: a free-threaded interpreter takes the GIL back when it imports it, and warns.
#[pyo3::pymodule(gil_used = true)]
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
    use super::compare::diff;
    #[pymodule_export]
    use super::cycle::{Tableau, ask_feed};
    #[pymodule_export]
    use super::edit::{Editing, edit};
    #[pymodule_export]
    use super::fix::{Revision, anonymise, apply, fix};
    #[pymodule_export]
    use super::identifiers::{analyse, canonical, departement, region};
    #[pymodule_export]
    use super::make::{generate, schema};
    #[pymodule_export]
    use super::part::{Field, Part, code_label};
    #[pymodule_export]
    use super::perimetre::Perimeter;
    #[pymodule_export]
    use super::read::{Reading, checked, read};
    #[pymodule_export]
    use super::record::{Element, Slot, date_of};
    #[pymodule_export]
    use super::registers::Registers;
    #[pymodule_export]
    use super::report::Report;
    #[pymodule_export]
    use super::tables::{Table, tables};
    #[pymodule_export]
    use super::transform::convert;

    /// Version of sofi.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python gives to versions")]
    const __version__: &str = sofi_core::VERSION;
}
