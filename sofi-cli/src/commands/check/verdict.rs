//! Whether a check succeeds: by what was found, by what was tolerated, by what could not be evaluated.

use std::io::{self, Write};

use sofi_core::{Args, Bilingual, Lacune, Lang, Level, Profile, RegistreKind, Report, Severity, Summary};
use sofi_lheo::Checker;

use crate::{CLEAN, FINDINGS, rate::Rate, settings::Settings, usage::say};

/// What was found in the files of one configuration.
#[derive(Debug, Default)]
pub(super) struct Judged {
    summary: Summary,
    formations: u64,
    faulty: u64,
    /// Errors that belong to no formation, and documents that were not read to their end.
    outside: u64,
    profiles: Vec<Profile>,
    /// Codes that were not evaluated for want of something that the user could give, and what.
    lacking: Vec<(&'static str, Bilingual)>,
}

impl Judged {
    /// Adds a report.
    pub(super) fn add(&mut self, report: &Report) {
        self.summary = self.summary + report.summary();
        for file in &report.files {
            self.formations += file.formations;
            self.faulty += file.faulty_formations;
            self.outside += file.errors_outside.max(u64::from(file.truncated || file.error.is_some()));
            if !self.profiles.contains(&file.profile) {
                self.profiles.push(file.profile);
            }
        }
        let lacking = report.not_evaluated.iter().filter(|entry| could_be_given(entry.reason));
        self.lacking.extend(lacking.map(|entry| (entry.code, entry.reason)));
    }
}

/// Is it for want of a date, a perimeter or a register? What the data do not say, nobody can give.
fn could_be_given(reason: Bilingual) -> bool {
    let registers = RegistreKind::ALL.iter().map(|kind| Lacune::Registre(*kind));
    registers.chain([Lacune::Date, Lacune::Perimetre]).any(|lacune| lacune.words() == reason)
}

/// A share of formations in error, against what is tolerated.
#[derive(Debug)]
struct Tolerance {
    limit: Rate,
    faulty: u64,
    formations: u64,
    outside: u64,
}

impl Tolerance {
    fn holds(&self) -> bool {
        self.outside == 0 && self.limit.allows(self.faulty, self.formations)
    }

    fn message(&self, lang: Lang) -> String {
        let args = Args::new()
            .count("faulty", self.faulty)
            .count("formations", self.formations)
            .count("outside", self.outside)
            .text("rate", Rate::of(self.faulty, self.formations).show(lang))
            .text("limit", self.limit.show(lang));
        let words = match (self.limit.allows(self.faulty, self.formations), self.outside) {
            (false, _) => Bilingual::new(
                "Taux d'erreur : {faulty|formation|formations} sur {formations} en erreur ({rate}), au-dessus de la limite de {limit}",
                "Error rate: {faulty|formation|formations} out of {formations} in error ({rate}), above the limit of {limit}",
            ),
            (true, 0) => Bilingual::new(
                "Taux d'erreur : {faulty|formation|formations} sur {formations} en erreur ({rate}), dans la limite de {limit} : toléré",
                "Error rate: {faulty|formation|formations} out of {formations} in error ({rate}), within the limit of {limit}: tolerated",
            ),
            (true, _) => Bilingual::new(
                "Taux d'erreur : {faulty|formation|formations} sur {formations} en erreur ({rate}), dans la limite de {limit}, mais {outside|erreur porte|erreurs portent} sur le fichier lui-même",
                "Error rate: {faulty|formation|formations} out of {formations} in error ({rate}), within the limit of {limit}, but {outside|error is|errors are} about the file itself",
            ),
        };
        say(words, args, lang)
    }
}

/// Whether a check succeeds.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    fails: bool,
    tolerances: Vec<Tolerance>,
    /// Rules that were to be evaluated and were not, and why.
    missing: Vec<(&'static str, Why)>,
}

/// Why a rule was not evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Lacking(Bilingual),
    Off(Profile, Level),
}

impl Verdict {
    /// Judges the files of one configuration.
    pub(super) fn add(&mut self, judged: &Judged, settings: &Settings, checker: &Checker) {
        let mut summary = judged.summary;
        if let Some(limit) = settings.max_error_rate {
            let Judged { faulty, formations, outside, .. } = *judged;
            let tolerance = Tolerance { limit, faulty, formations, outside };
            if tolerance.holds() {
                summary.error = 0;
            }
            self.tolerances.push(tolerance);
        }
        self.fails |= settings.fail_on.severity().is_some_and(|severity| fails(summary, severity));
        for rule in &settings.require {
            let lacking = judged.lacking.iter().filter(|(code, _)| *code == rule.code);
            let lacking = lacking.map(|(code, reason)| (*code, Why::Lacking(*reason)));
            let off = judged.profiles.iter().filter(|profile| !checker.is_on(rule.code, **profile));
            let off = off.map(|profile| (rule.code, Why::Off(*profile, settings.level)));
            for one in lacking.chain(off) {
                if !self.missing.contains(&one) {
                    self.missing.push(one);
                }
            }
        }
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        if self.fails || !self.missing.is_empty() { FINDINGS } else { CLEAN }
    }

    /// What is to be told of the rules that were to be evaluated, in one sentence.
    pub(super) fn not_evaluated(&self, lang: Lang) -> Option<String> {
        let tell = |(code, why): &(&str, Why)| {
            let args = Args::new().text("code", (*code).to_owned());
            match why {
                Why::Lacking(reason) => {
                    say(Bilingual::new("{code} ({why})", "{code} ({why})"), args.words("why", *reason), lang)
                }
                Why::Off(profile, level) => say(
                    Bilingual::new(
                        "{code} (désactivée, profil {profile}, niveau {level})",
                        "{code} (off, profile {profile}, level {level})",
                    ),
                    args.text("profile", profile.as_str()).text("level", level.as_str()),
                    lang,
                ),
            }
        };
        if self.missing.is_empty() {
            return None;
        }
        let list = self.missing.iter().map(tell).collect::<Vec<_>>().join(", ");
        let words = Bilingual::new(
            "règles exigées par --require et non évaluées : {list}",
            "rules asked for by --require and not evaluated: {list}",
        );
        Some(say(words, Args::new().text("list", list), lang))
    }

    /// Tells the shares of formations in error that were to be looked at.
    pub(super) fn write_rates(&self, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        self.tolerances.iter().try_for_each(|tolerance| writeln!(out, "{}", tolerance.message(lang)))
    }
}

fn fails(summary: Summary, severity: Severity) -> bool {
    summary.at_least(severity) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tolerance(faulty: u64, outside: u64) -> Tolerance {
        Tolerance { limit: "5%".parse().unwrap(), faulty, formations: 40, outside }
    }

    #[test]
    fn what_is_tolerated_is_told() {
        let plain = |tolerance: Tolerance| tolerance.message(Lang::Fr).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(
            plain(tolerance(2, 0)),
            "Taux d’erreur : 2 formations sur 40 en erreur (5 %), dans la limite de 5 % : toléré"
        );
        assert!(plain(tolerance(3, 0)).ends_with("(7,5 %), au-dessus de la limite de 5 %"));
        assert!(plain(tolerance(0, 1)).ends_with("mais 1 erreur porte sur le fichier lui-même"));
        assert!(tolerance(2, 0).holds() && !tolerance(3, 0).holds() && !tolerance(0, 1).holds());
    }

    #[test]
    fn warnings_are_never_tolerated_as_errors_are() {
        let summary = Summary { error: 0, warning: 1, info: 2 };
        assert!(!fails(summary, Severity::Error) && fails(summary, Severity::Warning));
    }

    #[test]
    fn only_what_could_be_given_is_lacking() {
        assert!(could_be_given(Lacune::Registre(RegistreKind::Cpf).words()));
        assert!(!could_be_given(Bilingual::new("l'adresse manque", "the address is missing")));
    }
}
