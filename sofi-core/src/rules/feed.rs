//! Rules over a whole feed: what is noted of each formation, sorted and grouped by key, is judged group by group.

use serde::{Deserialize, Serialize};

use super::{Check, RuleSet};
use crate::{Args, OfferPath, Rule, Severity};

/// What a rule over the whole feed notes of a formation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Notes of the same key are judged together.
    pub key: String,
    /// What tells apart those that share the key.
    pub mark: String,
    /// Where the fault is, if it is one.
    pub path: OfferPath,
    /// Code of the rule; set by whoever calls it.
    pub rule: &'static str,
    /// How grave it is; set by whoever calls it.
    pub severity: Severity,
}

impl Observation {
    /// A note.
    pub fn new(key: impl Into<String>, mark: impl Into<String>, path: OfferPath) -> Self {
        Self { key: key.into(), mark: mark.into(), path, rule: "", severity: Severity::Info }
    }
}

/// A note as it comes back, sorted: `at` is how whoever read the feed finds the place again.
///
/// ```
/// use sofi_core::Witness;
///
/// let (first, second) = (Witness { mark: "a".into(), at: 1_u64 }, Witness { mark: "a".into(), at: 2 });
/// assert!(first < second);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness<P = u64> {
    /// What tells it apart.
    pub mark: String,
    /// Where it is, in the order of the feed.
    pub at: P,
}

/// The notes of one key, sorted by mark, then as they stand in the feed; and the faults found among them.
pub struct Group<'g> {
    /// The key.
    pub key: &'g str,
    /// The notes, one at a time: there may be more than memory holds.
    pub witnesses: &'g mut dyn Iterator<Item = Witness>,
    /// Where faults go.
    pub fault: &'g mut dyn FnMut(FeedFinding),
}

impl std::fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Group").field("key", &self.key).finish_non_exhaustive()
    }
}

/// A fault seen over a whole feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedFinding {
    /// Where it is.
    pub at: u64,
    /// Another place that explains it.
    pub related: Option<u64>,
    /// What its message speaks of.
    pub args: Args,
    /// The gravest that it may be.
    pub at_most: Severity,
}

impl FeedFinding {
    /// A fault at this place, explained by another.
    pub fn new(at: u64, related: impl Into<Option<u64>>, args: Args) -> Self {
        Self { at, related: related.into(), args, at_most: Severity::Error }
    }

    /// Makes it no graver than this.
    #[must_use]
    pub fn at_most(self, severity: Severity) -> Self {
        Self { at_most: severity, ..self }
    }
}

/// Judges a feed in memory: what services and tests use; sofi-lheo sorts on disk what memory would not hold.
///
/// ```
/// use sofi_core::{Conditions, Feed, Formation, Profile, RuleSet, judge};
///
/// let rules = RuleSet::of(Profile::Lheo);
/// let mut feed = Feed::default();
/// for numero in ["21_1", "21_2"] {
///     let formation = Formation::default().numero(numero);
///     feed.add(judge(&formation, &rules, &Conditions::default()).observations);
/// }
/// assert!(feed.finish(&rules).is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Feed {
    notes: Vec<(Observation, u64)>,
}

impl Feed {
    /// Adds the notes of one more formation.
    pub fn add(&mut self, observations: impl IntoIterator<Item = Observation>) {
        for observation in observations {
            let at = self.notes.len() as u64;
            self.notes.push((observation, at));
        }
    }

    /// Adds the notes of a feed that goes on where this one ends.
    pub fn merge(&mut self, next: Self) {
        self.add(next.notes.into_iter().map(|(observation, _)| observation));
    }

    /// The faults, with the note that each is about, in the order of the feed.
    pub fn finish(mut self, rules: &RuleSet) -> Vec<(&'static Rule, Severity, FeedFinding, Observation)> {
        let order =
            |note: &(Observation, u64)| (note.0.rule, note.0.key.clone(), note.0.mark.clone(), note.1);
        let mut sorted = self.notes.clone();
        sorted.sort_by_key(order);
        let mut found = Vec::new();
        for group in sorted.chunk_by(|(one, _), (other, _)| one.rule == other.rule && one.key == other.key) {
            let Some((first, _)) = group.first() else { continue };
            let Some((rule, severity)) = rules.iter().find(|(rule, _)| rule.rule.code == first.rule) else {
                continue;
            };
            let Check::Feed(check) = rule.check else { continue };
            let mut witnesses = group.iter().map(|(note, at)| Witness { mark: note.mark.clone(), at: *at });
            (check.judge)(&mut Group {
                key: &first.key,
                witnesses: &mut witnesses,
                fault: &mut |finding| found.push((rule.rule, severity.min(finding.at_most), finding)),
            });
        }
        found.sort_by_key(|(rule, _, finding)| (finding.at, rule.code));
        let notes = std::mem::take(&mut self.notes);
        found
            .into_iter()
            .filter_map(|(rule, severity, finding)| {
                let (note, _) = notes.get(finding.at as usize)?;
                Some((rule, severity, finding, note.clone()))
            })
            .collect()
    }
}
