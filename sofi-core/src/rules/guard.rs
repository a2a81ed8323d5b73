//! A rule that panics takes nothing else down with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Lacune, Verdicts};

/// Runs the rule that is at work. A panic in it is a bug of that rule: what it has said of this part is taken back, that it failed is
/// told, and judging goes on.
pub(super) fn guarded(out: &mut Verdicts, check: impl FnOnce(&mut Verdicts)) {
    let (findings, observations) = (out.judgement.findings.len(), out.judgement.observations.len());
    // Nothing is left half-done: both lists are cut back to what stood before.
    if catch_unwind(AssertUnwindSafe(|| check(out))).is_err() {
        out.judgement.findings.truncate(findings);
        out.judgement.observations.truncate(observations);
        out.lacune(Lacune::Panne);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use crate::{
        Action, Args, Formation, Lang, OfferPath, Profile, RuleSet, Session,
        rules::{
            Check, DomainRule, FeedCheck, Lacune, Observation, Scope, Verdicts, all, judge,
            testing::conditions,
        },
    };

    fn find(code: &str) -> &'static DomainRule {
        all().find(|rule| rule.rule.code == code).unwrap()
    }

    fn broken(scope: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
        out.fault(scope.path.clone(), Args::new());
        assert!(scope.it.numero.is_none(), "a bug of the rule");
    }

    fn sound(scope: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
        out.fault(scope.path.clone(), Args::new());
    }

    fn unobservant(_: &Scope<'_, Formation<'_>>, notes: &mut Vec<Observation>) {
        notes.push(Observation::new("key", "mark", OfferPath::formation()));
        panic!("a bug of the rule");
    }

    #[test]
    fn the_other_rules_and_the_other_parts_are_judged() {
        static RULES: OnceLock<[DomainRule; 3]> = OnceLock::new();
        let feed = all().find(|rule| matches!(rule.check, Check::Feed(_))).unwrap();
        let Check::Feed(check) = feed.check else { panic!("a rule over the feed") };
        let rules = RULES.get_or_init(|| {
            let rule = |code, check| DomainRule { rule: find(code).rule, check };
            [
                rule("SES01", Check::Session(broken)),
                rule("SES02", Check::Session(sound)),
                DomainRule {
                    rule: feed.rule,
                    check: Check::Feed(FeedCheck { observe: unobservant, ..check }),
                },
            ]
        });
        let session = |numero| Session::default().numero(numero);
        let action =
            Action::default().session(session("1")).session(Session::default()).session(session("3"));
        let formation = Formation::default().action(action);
        let judgement = judge(&formation, &RuleSet::of_rules(rules), &conditions(Profile::Lheo));

        let mut found: Vec<_> =
            judgement.findings.iter().map(|it| format!("{} {}", it.rule.code, it.path)).collect();
        found.sort();
        let sound = [1, 2, 3].map(|n| format!("SES02 action[1]/session[{n}]"));
        assert_eq!(found, [&["SES01 action[1]/session[2]".to_owned()], &sound[..]].concat());
        assert!(judgement.observations.is_empty());
        let failed: Vec<_> =
            judgement.lacunes.iter().map(|(rule, why, count)| (rule.code, *why, *count)).collect();
        assert_eq!(failed, [(feed.rule.code, Lacune::Panne, 1), ("SES01", Lacune::Panne, 2)]);
        assert!(Lacune::Panne.words().get(Lang::En).contains("bug"));
    }
}
