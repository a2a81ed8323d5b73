//! `sofi.toml`: what a folder wants of its checks, so that nobody has to type it.

mod find;
mod read;
mod reading;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use sofi_core::{Lang, Level, ModeTitularite, Perimetre, Profile, RegistreKind, Rule, Severity};

use sofi_lheo::convert::Defaults;

use crate::{args::FailOn, rate::Rate};

pub(crate) use find::find;
pub(crate) use read::read;

/// What a `sofi.toml` says. What it does not say is `None` or empty.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// Where it was read.
    pub(crate) path: PathBuf,
    pub(crate) profile: Option<Profile>,
    pub(crate) level: Option<Level>,
    pub(crate) perimeter: Option<Perimetre>,
    pub(crate) lang: Option<Lang>,
    pub(crate) fail_on: Option<FailOn>,
    /// Starts of codes.
    pub(crate) select: Vec<String>,
    /// Starts of codes.
    pub(crate) ignore: Vec<String>,
    /// The severities of rules; `None` turns one off.
    pub(crate) severity: Vec<(&'static Rule, Option<Severity>)>,
    /// Files of registers, relative paths resolved.
    pub(crate) registers: Vec<(RegistreKind, PathBuf)>,
    pub(crate) max_findings: Option<usize>,
    pub(crate) require: Vec<&'static Rule>,
    pub(crate) max_error_rate: Option<Rate>,
    pub(crate) certification: Option<ModeTitularite>,
    pub(crate) defaults: Defaults,
}
