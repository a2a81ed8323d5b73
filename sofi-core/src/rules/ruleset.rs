//! The rules that are on, and how grave each is.

use super::{Check, DomainRule, all, check::Part, perimeter_rules};
use crate::{Profile, Rule, Severity};

/// The rules that are on, and how grave each is.
///
/// ```
/// use sofi_core::{Profile, RuleSet, Severity};
///
/// let usual = RuleSet::of(Profile::Lheo);
/// assert_eq!(usual.severity("SES02"), Some(Severity::Error));
///
/// let mine = RuleSet::new(|rule| rule.severity_in(Profile::Lheo).filter(|_| rule.code != "SES02"));
/// assert_eq!(mine.severity("SES02"), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    on: Vec<(&'static DomainRule, Severity)>,
    /// The same, by the part that each looks at: offers hold many parts.
    by_part: [Vec<(&'static DomainRule, Severity)>; Part::COUNT],
}

impl RuleSet {
    /// The rules of a profile.
    pub fn of(profile: Profile) -> Self {
        Self::new(|rule| rule.severity_in(profile))
    }

    /// The rules that are given a severity.
    pub fn new(severity: impl Fn(&'static Rule) -> Option<Severity>) -> Self {
        Self::indexed(all().filter_map(|rule| Some((rule, severity(rule.rule)?))).collect())
    }

    /// These rules and no others: for tests of what runs them.
    #[cfg(test)]
    pub(super) fn of_rules(rules: &'static [DomainRule]) -> Self {
        Self::indexed(rules.iter().map(|rule| (rule, rule.rule.severity)).collect())
    }

    #[expect(clippy::indexing_slicing, reason = "one list for each part")]
    fn indexed(on: Vec<(&'static DomainRule, Severity)>) -> Self {
        let mut by_part: [Vec<_>; Part::COUNT] = Default::default();
        for (rule, severity) in &on {
            by_part[rule.check.part() as usize].push((*rule, *severity));
        }
        Self { on, by_part }
    }

    /// The same, with the rules on a perimeter that are off, as grave as the profile that implies one makes them.
    ///
    /// ```
    /// use sofi_core::{Profile, RuleSet, Severity};
    ///
    /// assert_eq!(RuleSet::of(Profile::OffreInfo).severity("PER03"), None);
    /// assert_eq!(RuleSet::of(Profile::OffreInfo).with_perimeter().severity("PER03"), Some(Severity::Warning));
    /// ```
    #[must_use]
    pub fn with_perimeter(self) -> Self {
        let implied = |rule: &'static Rule| {
            let is_one = perimeter_rules().any(|other| other == rule);
            rule.severity_in(Profile::PaysDeLaLoire).filter(|_| is_one)
        };
        Self::new(|rule| self.severity(rule.code).or_else(|| implied(rule)))
    }

    /// How grave the rule of this code is; `None` when it is off.
    pub fn severity(&self, code: &str) -> Option<Severity> {
        self.on.iter().find(|(rule, _)| rule.rule.code == code).map(|(_, severity)| *severity)
    }

    /// Is there nothing to check?
    pub fn is_empty(&self) -> bool {
        self.on.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static DomainRule, Severity)> {
        self.on.iter().copied()
    }

    /// The rules that look at this part, in the order of the catalogue.
    #[expect(clippy::indexing_slicing, reason = "one list for each part")]
    pub(super) fn on_part(&self, part: Part) -> impl Iterator<Item = (&'static DomainRule, Severity)> {
        self.by_part[part as usize].iter().copied()
    }

    /// The rule of this code, for what is found while identifiers are read; it may look at other parts too. Rules on addresses
    /// and on codes with a version read them by themselves, with what stands around.
    pub(super) fn of_value(&self, code: &str) -> Option<(&'static Rule, Severity)> {
        let found = |(rule, _): &&(&'static DomainRule, Severity)| {
            rule.rule.code == code && !matches!(rule.check, Check::Adresse(_) | Check::Code(_))
        };
        self.on.iter().find(found).map(|(rule, severity)| (rule.rule, *severity))
    }
}
