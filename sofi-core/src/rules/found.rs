//! What one rule finds, for tests.

use super::{
    Judgement,
    testing::{conditions, of_rule},
};
use crate::{Formation, Lang, Profile, Severity};

/// What comes out of judging this formation in this profile.
pub(super) fn judged(formation: &Formation<'_>, profile: Profile) -> Judgement {
    super::testing::judged(formation, &conditions(profile))
}

/// The places and severities of what one rule finds; its messages are complete.
pub(super) fn found(formation: &Formation<'_>, profile: Profile, code: &str) -> Vec<(String, Severity)> {
    let judgement = judged(formation, profile);
    for finding in judgement.findings.iter().filter(|finding| finding.rule.code == code) {
        for lang in [Lang::Fr, Lang::En] {
            assert_ne!(finding.message(lang), finding.rule.title.get(lang), "{code}: an argument is missing");
        }
    }
    of_rule(&judgement, code).into_iter().map(|(severity, place)| (place, severity)).collect()
}
