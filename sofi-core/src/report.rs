//! What a check has found, over all its files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Finding, Level, Profile, Severity};

/// What a check has found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The level asked for.
    pub level: Level,
    /// The date at which offers were judged, when there is one.
    pub as_of: Option<NaiveDate>,
    /// The perimeter used, when there is one.
    pub perimeter: Option<String>,
    /// The registers used.
    pub registers: Vec<RegisterUse>,
    /// One entry for each document, in the order they were given.
    pub files: Vec<FileReport>,
    /// The rules that could not be evaluated, and why.
    pub not_evaluated: Vec<NotEvaluated>,
}

impl Report {
    /// Exact totals over all files.
    pub fn summary(&self) -> Summary {
        self.files.iter().fold(Summary::default(), |total, file| total + file.summary)
    }

    /// True when nothing at or above this severity was found.
    pub fn is_clean(&self, fail_on: Severity) -> bool {
        self.summary().at_least(fail_on) == 0
    }

    /// The profile that all files were judged by; `None` when they differ or there is none.
    pub fn profile(&self) -> Option<Profile> {
        let first = self.files.first()?.profile;
        self.files.iter().all(|file| file.profile == first).then_some(first)
    }

    /// Adds what another check, of other documents but of the same rules and date, has found.
    ///
    /// ```
    /// use sofi_core::{FileReport, Report};
    ///
    /// let mut report = Report::default();
    /// report.merge(Report { files: vec![FileReport::default()], ..Report::default() });
    /// assert_eq!(report.files.len(), 1);
    ///
    /// // Files may each have their own configuration.
    /// for region in ["Bretagne", "Normandie", "Bretagne"] {
    ///     report.merge(Report { perimeter: Some(region.to_owned()), ..Report::default() });
    /// }
    /// assert_eq!(report.perimeter.as_deref(), Some("Bretagne + Normandie"));
    /// ```
    pub fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
        self.perimeter = both(self.perimeter.take(), other.perimeter);
        for register in other.registers {
            if !self.registers.contains(&register) {
                self.registers.push(register);
            }
        }
        for entry in other.not_evaluated {
            entry.add_to(&mut self.not_evaluated);
        }
    }

    /// The same report, shared out: what this function says of a finding is the key of the report that it goes to, and the keys
    /// are sorted. Counts are those of the findings that are kept.
    ///
    /// ```
    /// use sofi_core::Report;
    ///
    /// let by_siret = Report::default().by(|_, finding| finding.context.siret.clone());
    /// assert!(by_siret.is_empty());
    /// ```
    pub fn by<K: Ord>(&self, key: impl Fn(&FileReport, &Finding) -> K) -> BTreeMap<K, Self> {
        let mut shares: BTreeMap<K, Self> = BTreeMap::new();
        for (index, file) in self.files.iter().enumerate() {
            for finding in &file.findings {
                let share = shares.entry(key(file, finding)).or_insert_with(|| self.emptied());
                let Some(file) = share.files.get_mut(index) else { continue };
                file.summary.add(finding.severity);
                file.fixable += u64::from(finding.fix.is_some());
                file.findings.push(finding.clone());
            }
        }
        for share in shares.values_mut() {
            share.files.retain(|file| !file.findings.is_empty());
        }
        shares
    }

    /// The same, without a finding.
    fn emptied(&self) -> Self {
        let empty = |file: &FileReport| FileReport {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            root: file.root.clone(),
            error: file.error.clone(),
            findings: Vec::new(),
            summary: Summary::default(),
            fixable: 0,
            faulty_formations: 0,
            errors_outside: 0,
            ..*file
        };
        Self {
            level: self.level,
            as_of: self.as_of,
            perimeter: self.perimeter.clone(),
            registers: self.registers.clone(),
            not_evaluated: self.not_evaluated.clone(),
            files: self.files.iter().map(empty).collect(),
        }
    }

    /// All findings, file after file, in the order of each document.
    pub fn findings(&self) -> impl Iterator<Item = (&FileReport, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }
}

/// The perimeters of two checks: files may each have their own configuration.
fn both(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if one.split(" + ").any(|known| known == other) => Some(one),
        (Some(one), Some(other)) => Some(format!("{one} + {other}")),
        (one, other) => one.or(other),
    }
}

/// A register (reference data) that a check has used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterUse {
    /// What it holds: `organismes`, `certifications`, `cpf`...
    pub kind: String,
    /// Where it was read.
    pub path: String,
    /// The date of its data.
    pub date: Option<String>,
    /// Digest of its bytes.
    pub sha256: String,
}

/// A rule that could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotEvaluated {
    /// Code of the rule.
    pub code: &'static str,
    /// Why, in one phrase.
    pub reason: crate::Bilingual,
    /// How many times.
    pub count: u64,
}

impl NotEvaluated {
    /// Adds it to a list, where the same rule and reason are told once.
    ///
    /// ```
    /// use sofi_core::{Bilingual, NotEvaluated};
    ///
    /// let entry = NotEvaluated { code: "CRT12", reason: Bilingual::new("aucun registre", "no register"), count: 1 };
    /// let mut list = Vec::new();
    /// entry.clone().add_to(&mut list);
    /// entry.add_to(&mut list);
    /// assert_eq!((list.len(), list[0].count), (1, 2));
    /// ```
    pub fn add_to(self, list: &mut Vec<Self>) {
        match list.iter_mut().find(|known| known.code == self.code && known.reason == self.reason) {
            Some(known) => known.count += self.count,
            None => list.push(self),
        }
    }
}

/// What was found in one document.
#[derive(Debug, Clone, Default)]
pub struct FileReport {
    /// Where it was read: a path, `-`, or `archive.zip!/member.xml`.
    pub path: String,
    /// Digest of the decompressed document, in hexadecimal; `None` when it was not read whole, or when nobody asked for it.
    pub sha256: Option<String>,
    /// Its dialect: `2.3`, `2.2`, `2.1`, `2.0`, `1.3`, `1.2`, `leger` or `edof`.
    pub dialect: Option<&'static str>,
    /// Name of the dialect for people.
    pub dialect_title: Option<&'static str>,
    /// Whose conventions it was judged by.
    pub profile: Profile,
    /// How deep it was checked.
    pub level: Level,
    /// Its encoding.
    pub encoding: Option<&'static str>,
    /// Local name of its root element.
    pub root: Option<String>,
    /// Its size, decompressed.
    pub bytes: u64,
    /// Number of elements `formation`.
    pub formations: u64,
    /// Number of elements `action`.
    pub actions: u64,
    /// Number of elements `session`.
    pub sessions: u64,
    /// Number of elements `resume-offre` and `resume-organisme`.
    pub resumes: u64,
    /// True when the document ends before its root does.
    pub truncated: bool,
    /// Why reading stopped before the end, when it did, in French.
    pub error: Option<String>,
    /// What was found, in the order of the document; at most as many as the limits say.
    pub findings: Vec<Finding>,
    /// Exact totals, also when some findings were not kept.
    pub summary: Summary,
    /// How many of the faults found have a fix.
    pub fixable: u64,
    /// Exact number of elements `formation` that hold at least one error.
    pub faulty_formations: u64,
    /// Exact number of errors that belong to no `formation`.
    pub errors_outside: u64,
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Infos.
    pub info: u64,
}

impl Summary {
    /// Counts one more finding.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Info => self.info += 1,
        }
    }

    /// How many findings of this severity.
    pub fn of(self, severity: Severity) -> u64 {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }

    /// How many findings at or above a severity.
    pub fn at_least(self, severity: Severity) -> u64 {
        Severity::ALL.into_iter().filter(|s| *s >= severity).map(|s| self.of(s)).sum()
    }

    /// How many findings in all.
    pub fn total(self) -> u64 {
        self.error + self.warning + self.info
    }
}

impl std::ops::Add for Summary {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            error: self.error + other.error,
            warning: self.warning + other.warning,
            info: self.info + other.info,
        }
    }
}
