//! What the tests of rules share.

use chrono::NaiveDate;

use super::{Conditions, Judgement, RuleSet, judge};
use crate::{Formation, Lang, Profile, Registres, Severity};

/// The conditions of a profile, on the day of the examples.
pub(super) fn conditions(profile: Profile) -> Conditions<'static> {
    Conditions { profile, as_of: NaiveDate::from_ymd_opt(2026, 11, 23), ..Conditions::default() }
}

/// What is found under these conditions, by the rules of their profile.
pub(super) fn judged(formation: &Formation<'_>, conditions: &Conditions<'_>) -> Judgement {
    judge(formation, &RuleSet::of(conditions.profile), conditions)
}

/// The codes that fire in this profile, and where.
pub(super) fn fired(formation: &Formation<'_>, profile: Profile) -> Vec<(&'static str, String)> {
    let findings = judged(formation, &conditions(profile)).findings;
    findings.into_iter().map(|finding| (finding.rule.code, finding.path.to_string())).collect()
}

/// The findings of this rule: how grave, and where.
pub(super) fn of_rule(judgement: &Judgement, code: &str) -> Vec<(Severity, String)> {
    let findings = judgement.findings.iter().filter(|finding| finding.rule.code == code);
    findings.map(|finding| (finding.severity, finding.path.to_string())).collect()
}

/// What is found in this profile, with registers.
pub(super) fn judged_with(formation: &Formation<'_>, profile: Profile, registres: &Registres) -> Judgement {
    judged(formation, &Conditions { registres: Some(registres), ..conditions(profile) })
}

/// The places and severities of what one rule finds; its messages are complete.
pub(super) fn found(formation: &Formation<'_>, profile: Profile, code: &str) -> Vec<(String, Severity)> {
    let findings = judged(formation, &conditions(profile)).findings;
    let of_rule = findings.iter().filter(|finding| finding.rule.code == code);
    of_rule
        .map(|finding| {
            for lang in [Lang::Fr, Lang::En] {
                let title = finding.rule.title.get(lang);
                assert_ne!(finding.message(lang), title, "{code}: an argument is missing");
            }
            (finding.path.to_string(), finding.severity)
        })
        .collect()
}
