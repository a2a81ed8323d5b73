//! What a check is to do: the command has the last word, then `sofi.toml`, then the profile.

use std::{num::NonZero, sync::Arc, thread};

use chrono::NaiveDate;
use sofi_core::{Lang, Level, ModeTitularite, Perimetre, Profile, Registres, Rule, Severity};
use sofi_lheo::{Checker, Limits};

use crate::{
    args::{FailOn, Failing, Judging},
    codes,
    config::Config,
    output::Stop,
    rate::Rate,
    registers::{self, Wanted},
};

/// What a check is to do, for the files that one `sofi.toml` holds for.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) level: Level,
    pub(crate) fail_on: FailOn,
    pub(crate) require: Vec<&'static Rule>,
    pub(crate) max_error_rate: Option<Rate>,
    pub(crate) registers: Vec<Wanted>,
    profile: Option<Profile>,
    perimeter: Option<Perimetre>,
    ownership: ModeTitularite,
    select: Vec<String>,
    ignore: Vec<String>,
    severities: Vec<(&'static Rule, Severity)>,
    max_findings: Option<usize>,
    jobs: usize,
}

impl Settings {
    /// Puts both together.
    pub(crate) fn new(
        args: &Judging,
        failing: &Failing,
        config: Option<&Config>,
        lang: Lang,
    ) -> Result<Self, Stop> {
        let none = Config::default();
        let ours = config.unwrap_or(&none);
        let or = |given: Vec<String>, ours: &Vec<String>| if given.is_empty() { ours.clone() } else { given };
        let selected = codes::prefixes(&args.select, lang)?;
        let required = codes::rules(&failing.require, lang)?;
        let mut ignore = or(codes::prefixes(&args.ignore, lang)?, &ours.ignore);
        let mut severities = Vec::new();
        for (rule, severity) in &ours.severity {
            match severity {
                Some(severity) => severities.push((*rule, *severity)),
                // The command selects what the file turns off: the command has the last word.
                None if selected.iter().any(|code| code == rule.code) => {}
                None => ignore.push(rule.code.to_owned()),
            }
        }
        Ok(Self {
            level: args.level.or(ours.level).unwrap_or_default(),
            fail_on: args.fail_on.or(ours.fail_on).unwrap_or(FailOn::Error),
            require: if required.is_empty() { ours.require.clone() } else { required },
            max_error_rate: failing.max_error_rate.or(ours.max_error_rate),
            registers: registers::wanted(&args.reference.register, config, lang)?,
            profile: args.profile.or(ours.profile),
            perimeter: perimeter(args.perimeter.as_deref(), config, lang)?,
            ownership: args.certification.map(Into::into).or(ours.certification).unwrap_or_default(),
            select: or(selected, &ours.select),
            ignore,
            severities,
            max_findings: args.max_findings.or(ours.max_findings),
            jobs: args.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get)),
        })
    }

    /// The checker that does it.
    pub(crate) fn checker(&self, as_of: NaiveDate, registres: Option<Arc<Registres>>) -> Checker {
        let mut checker = Checker::new(self.level)
            .as_of(as_of)
            .titularite(self.ownership)
            .jobs(self.jobs)
            .select(&self.select)
            .ignore(&self.ignore);
        for (rule, severity) in &self.severities {
            checker = checker.severity(rule.code, *severity);
        }
        if let Some(profile) = self.profile {
            checker = checker.profile(profile);
        }
        if let Some(perimeter) = &self.perimeter {
            checker = checker.perimeter(perimeter.clone());
        }
        if let Some(registres) = registres {
            checker = checker.registers(registres);
        }
        if let Some(findings) = self.max_findings {
            checker = checker.limits(Limits { findings, ..Limits::default() });
        }
        checker
    }
}

/// The perimeter: that of the command, else that of `sofi.toml`.
pub(crate) fn perimeter(
    given: Option<&str>,
    config: Option<&Config>,
    lang: Lang,
) -> Result<Option<Perimetre>, Stop> {
    match given {
        Some(text) => text.parse().map(Some).map_err(|error: sofi_core::UnknownPerimetre| {
            let colon = if lang == Lang::Fr { "\u{a0}: " } else { ": " };
            Stop::Said(format!("--perimeter{colon}{}", error.message(lang)), lang)
        }),
        None => Ok(config.and_then(|config| config.perimeter.clone())),
    }
}
