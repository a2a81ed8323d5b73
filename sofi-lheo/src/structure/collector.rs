//! Gathers findings: filters them, gives them their severity, counts all and keeps some.

use sofi_core::{Finding, Level, Profile, RuleSet, Severity, Summary};

use super::faulty::Faulty;
use crate::rules::lhe;

/// What is wanted of findings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Prefixes of the codes to keep; all when empty.
    pub(crate) select: Vec<String>,
    /// Codes that turn their rules on without leaving out the others.
    pub(crate) named: Vec<String>,
    /// Prefixes of the codes to drop.
    pub(crate) ignore: Vec<String>,
    /// Severities given to codes, the last one that matches wins.
    pub(crate) severities: Vec<(String, Severity)>,
}

impl Wanted {
    pub(crate) fn is_wanted(&self, code: &str) -> bool {
        let matches = |prefixes: &[String]| prefixes.iter().any(|prefix| code.starts_with(prefix.as_str()));
        (self.select.is_empty() || matches(&self.select)) && !matches(&self.ignore)
    }

    /// The rules of the domain that are wanted in a profile, and how grave each is.
    pub(crate) fn rules(&self, profile: Profile, has_perimeter: bool) -> RuleSet {
        let usual = RuleSet::of(profile);
        let usual = if has_perimeter { usual.with_perimeter() } else { usual };
        RuleSet::new(|rule| {
            let code = rule.code;
            // Named in full, a rule is turned on where the profile leaves it off.
            let is_named = self.select.iter().chain(&self.named).any(|selected| selected == code);
            let severity = self.severity(code).or(usual.severity(code));
            severity.or(is_named.then_some(rule.severity)).filter(|_| self.is_wanted(code))
        })
    }

    fn severity(&self, code: &str) -> Option<Severity> {
        self.severities.iter().rev().find(|(prefix, _)| code.starts_with(prefix.as_str())).map(|(_, s)| *s)
    }
}

/// Gathers the findings of one document.
#[derive(Debug)]
pub(crate) struct Collector<'a> {
    wanted: &'a Wanted,
    level: Level,
    pub(crate) profile: Profile,
    /// The tables of the dialect are a reconstruction.
    pub(crate) is_reconstructed: bool,
    limit: usize,
    findings: Vec<Finding>,
    /// Findings from this one on belong to the record being read.
    record: usize,
    pub(crate) summary: Summary,
    pub(crate) fixable: u64,
    /// The formations that hold an error.
    pub(crate) faulty: Faulty,
    /// Where the values are that the format has refused in the last record.
    pub(crate) refused: Vec<u64>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(wanted: &'a Wanted, level: Level, limit: usize) -> Self {
        Self {
            wanted,
            level,
            profile: Profile::default(),
            is_reconstructed: false,
            limit,
            findings: Vec::new(),
            record: 0,
            summary: Summary::default(),
            fixable: 0,
            faulty: Faulty::default(),
            refused: Vec::new(),
        }
    }

    /// Adds a finding, unless it is not wanted.
    pub(crate) fn push(&mut self, mut finding: Finding) {
        if !self.wanted.is_wanted(finding.rule.code) {
            return;
        }
        finding.severity = self.severity(&finding);
        self.keep(finding);
    }

    /// Adds a finding of a rule of the domain, whose severity was settled by the profile, unless the user settles it.
    pub(crate) fn push_judged(&mut self, mut finding: Finding) {
        if let Some(severity) = self.wanted.severity(finding.rule.code) {
            finding.severity = severity;
        }
        self.keep(finding);
    }

    fn keep(&mut self, finding: Finding) {
        // One record may hold any number of faults: past the limit, they are counted only.
        if self.findings.len() - self.record >= self.limit.max(1) {
            self.count(&finding);
        } else {
            self.findings.push(finding);
        }
    }

    fn count(&mut self, finding: &Finding) {
        self.summary.add(finding.severity);
        self.fixable += u64::from(finding.fix.is_some());
        if finding.severity == Severity::Error {
            self.faulty.add(&finding.place.path);
        }
    }

    /// How grave a finding is here.
    fn severity(&self, finding: &Finding) -> Severity {
        let rule = finding.rule;
        if let Some(severity) = self.wanted.severity(rule.code) {
            return severity;
        }
        let is_misnomer = rule == &lhe::LHE61 || rule == &lhe::LHE64;
        // Where the XSD of the standard was not to be had, what it refuses is not certain.
        let is_uncertain = self.is_reconstructed && rule.code.starts_with("LHE");
        // Real flows omit it everywhere.
        let is_usual = rule == &lhe::LHE80 && self.level == Level::Full && self.profile != Profile::Edof;
        if (is_misnomer && self.level == Level::Xsd) || is_uncertain || is_usual {
            rule.severity.min(Severity::Warning)
        } else {
            rule.severity
        }
    }

    /// How many findings were made: their numbers are used as marks.
    pub(crate) fn mark(&self) -> usize {
        self.findings.len()
    }

    /// Forgets the findings between two marks, which another one explains; the others keep their numbers.
    pub(crate) fn forget(&mut self, (from, to): (usize, usize)) {
        for finding in self.findings.iter_mut().take(to).skip(from.max(self.record)) {
            // A rule that is not wanted leaves no trace; the list is swept at the end of the record.
            finding.place.line = 0;
        }
    }

    /// The finding of this number, to complete it.
    pub(crate) fn get_mut(&mut self, number: usize) -> Option<&mut Finding> {
        self.findings.get_mut(number)
    }

    /// A record starts: the findings from this number on are its own.
    pub(crate) fn start_record(&mut self, mark: usize) {
        let own = self.findings.split_off(mark);
        self.end_record();
        self.findings.extend(own);
    }

    /// The findings of the record that ends here, to tell them whose they are.
    pub(crate) fn end_record(&mut self) -> &mut [Finding] {
        let mut kept = self.findings.split_off(self.record);
        kept.retain(|finding| finding.place.line > 0);
        self.refused.clear();
        for finding in &kept {
            self.count(finding);
            let is_value = matches!(
                finding.rule.code.as_bytes(),
                [b'L', b'H', b'E', b'2' | b'3', _] | [b'L', b'H', b'E', b'8', b'1' | b'2']
            );
            if is_value {
                self.refused.push(finding.place.offset);
            }
        }
        kept.truncate(self.limit.saturating_sub(self.findings.len()));
        let start = self.findings.len();
        self.findings.append(&mut kept);
        self.record = self.findings.len();
        &mut self.findings[start..]
    }

    /// The findings kept so far, in the order of the document, which are then forgotten.
    pub(crate) fn take(&mut self) -> Vec<Finding> {
        self.end_record();
        self.record = 0;
        let mut findings = std::mem::take(&mut self.findings);
        in_order(&mut findings);
        findings
    }

    /// All findings kept, in the order of the document.
    pub(crate) fn finish(mut self) -> Collected {
        self.end_record();
        in_order(&mut self.findings);
        Collected {
            findings: self.findings,
            summary: self.summary,
            fixable: self.fixable,
            faulty_formations: self.faulty.formations(),
            errors_outside: self.faulty.outside,
        }
    }
}

fn in_order(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.place.offset, a.rule.code).cmp(&(b.place.offset, b.rule.code)));
}

/// What was gathered of one document.
#[derive(Debug)]
pub(crate) struct Collected {
    pub(crate) findings: Vec<Finding>,
    pub(crate) summary: Summary,
    pub(crate) fixable: u64,
    pub(crate) faulty_formations: u64,
    pub(crate) errors_outside: u64,
}
