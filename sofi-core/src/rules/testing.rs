//! What the tests of rules share.

use super::{Conditions, Judgement, RuleSet, judge};
use crate::{Formation, Lang, Profile, Severity};

/// What comes out of judging this formation on 23 November 2026.
pub(super) fn judged(formation: &Formation<'_>, profile: Profile) -> Judgement {
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 23);
    judge(formation, &RuleSet::of(profile), &Conditions { profile, as_of, ..Conditions::default() })
}

/// The codes and places of what is found.
pub(super) fn fired(formation: &Formation<'_>, profile: Profile) -> Vec<(&'static str, String)> {
    let findings = judged(formation, profile).findings;
    findings.iter().map(|finding| (finding.rule.code, finding.path.to_string())).collect()
}

/// The places and severities of what one rule finds; its messages are complete.
pub(super) fn found(formation: &Formation<'_>, profile: Profile, code: &str) -> Vec<(String, Severity)> {
    let findings = judged(formation, profile).findings;
    let of_rule = findings.iter().filter(|finding| finding.rule.code == code);
    of_rule
        .map(|finding| {
            for lang in [Lang::Fr, Lang::En] {
                assert_ne!(
                    finding.message(lang),
                    finding.rule.title.get(lang),
                    "{code}: an argument is missing"
                );
            }
            (finding.path.to_string(), finding.severity)
        })
        .collect()
}
