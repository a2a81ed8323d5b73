//! What is wrong before and after a change, so that both can be compared although places shift.

use std::{collections::HashMap, ops::Range};

use sofi_core::{Arg, FileReport, Finding, Lang, Severity, Summary};

use super::draft::Moves;

/// What makes two findings the same one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A fault of one place.
    At { code: &'static str, offset: u64, attribute: Option<String> },
    /// A fault of the children of an element, told at one of them or another: by the names that it speaks of.
    Children { code: &'static str, record: String, names: String },
}

impl Key {
    /// The key of a finding; `offset` is where it was before the change.
    pub(super) fn of(finding: &Finding, offset: u64) -> Self {
        let code = finding.rule.code;
        if is_about_children(code) {
            let names = ["missing", "element"].into_iter().find_map(|name| finding.args.get(name)).map(shown);
            let record = record(&finding.place.path).to_owned();
            return Self::Children { code, record, names: names.unwrap_or_default() };
        }
        Self::At { code, offset, attribute: finding.place.attribute.clone() }
    }
}

fn shown(arg: &Arg) -> String {
    sofi_core::Args::new().with("it", arg.clone()).fill("{it}", Lang::En).unwrap_or_default()
}

fn is_about_children(code: &str) -> bool {
    matches!(code, "LHE01" | "LHE02" | "LHE04" | "LHE05" | "LHE10")
}

/// The step of a path that names the record, without `[1]`; empty outside of records.
pub(super) fn record(path: &str) -> &str {
    let is_record = |step: &&str| RECORDS.contains(&step.split('[').next().unwrap_or_default());
    let step = path.split('/').find(is_record).unwrap_or_default();
    step.strip_suffix("[1]").unwrap_or(step)
}

/// The names of records.
pub(super) const RECORDS: [&str; 4] =
    ["formation", "resume-offre", "resume-organisme", "organisme-formation-responsable"];

/// Is the document not well-formed there?
pub(super) fn is_of_form(finding: &Finding) -> bool {
    finding.rule.code.starts_with("XML") && finding.severity == Severity::Error
}

/// What is wrong with a document.
#[derive(Debug)]
pub(super) struct Census {
    errors: HashMap<Key, u64>,
    all: HashMap<Key, u64>,
    summary: Summary,
    /// What is after this offset was not all kept.
    horizon: u64,
}

impl Census {
    pub(super) fn of(file: &FileReport) -> Self {
        let mut census =
            Self { errors: HashMap::new(), all: HashMap::new(), summary: file.summary, horizon: u64::MAX };
        for finding in &file.findings {
            let key = Key::of(finding, finding.place.offset);
            if finding.severity == Severity::Error {
                *census.errors.entry(key.clone()).or_default() += 1;
            }
            *census.all.entry(key).or_default() += 1;
        }
        if file.summary.total() > file.findings.len() as u64 {
            census.horizon = file.findings.iter().map(|finding| finding.place.offset).max().unwrap_or(0);
        }
        census
    }
}

/// What a change makes of a census.
#[derive(Debug, Default)]
pub(super) struct Comparison<'f> {
    /// Errors that were not there.
    pub(super) new: Vec<&'f Finding>,
    /// How often what is left was found.
    left: HashMap<Key, u64>,
    /// Of errors, warnings and infos, those that could be seen before.
    summary: Summary,
}

impl<'f> Comparison<'f> {
    /// Compares; what lies in the `hidden` ranges of the new document could not be seen before.
    pub(super) fn new(before: &Census, file: &'f FileReport, moves: &Moves, hidden: &[Range<u64>]) -> Self {
        let mut comparison = Self { summary: file.summary, ..Self::default() };
        let mut errors: HashMap<Key, u64> = HashMap::new();
        for finding in &file.findings {
            let offset = moves.before(finding.place.offset);
            let key = Key::of(finding, offset);
            *comparison.left.entry(key.clone()).or_default() += 1;
            let is_known = before.all.contains_key(&key);
            if !is_known && hidden.iter().any(|range| range.contains(&finding.place.offset)) {
                let counts = &mut comparison.summary;
                let count = match finding.severity {
                    Severity::Error => &mut counts.error,
                    Severity::Warning => &mut counts.warning,
                    Severity::Info => &mut counts.info,
                };
                *count = count.saturating_sub(1);
                continue;
            }
            if finding.severity == Severity::Error && offset <= before.horizon {
                let seen = errors.entry(key.clone()).or_default();
                *seen += 1;
                if *seen > before.errors.get(&key).copied().unwrap_or(0) {
                    comparison.new.push(finding);
                }
            }
        }
        comparison
    }

    /// Is this fault of the former document as frequent as it was?
    pub(super) fn has_still(&self, key: &Key, before: &Census) -> bool {
        self.left.get(key).copied().unwrap_or(0) >= before.all.get(key).copied().unwrap_or(0).max(1)
    }

    /// Is the document better than it was: fewer errors, else fewer warnings, else fewer remarks?
    pub(super) fn is_better(&self, before: &Census) -> bool {
        let grades = |counts: Summary| (counts.error, counts.warning, counts.info);
        grades(self.summary) < grades(before.summary)
    }
}
