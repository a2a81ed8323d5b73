//! Checks documents: the whole way from bytes to a report.

mod records;
mod run;

use std::{io::Read, path::Path, sync::Arc};

use chrono::NaiveDate;
use sofi_core::{
    Arg, Args, Bilingual, Conditions, FileReport, Level, ModeTitularite, NotEvaluated, Perimetre, Profile,
    Registres, Report, Severity,
};

use crate::{
    Error, Limits,
    crew::{Crew, Foresight},
    document::InTurn,
    domain::{Domain, Judge},
    rules::xml,
    scan::Scanner,
    source::{Input, Inputs, SourceError, SourceLimits},
    structure::{Depth, Structure, Wanted, at_start},
};
pub use records::{CheckedReader, CheckedRecord};
use run::Run;

/// Checks documents.
///
/// ```
/// use sofi_core::Level;
/// use sofi_lheo::Checker;
///
/// let report = Checker::new(Level::Strict).check_slice("feed.xml", b"<lheo/>");
/// assert!(report.summary().error > 0);
/// ```
#[derive(Debug, Clone)]
pub struct Checker {
    depth: Depth,
    as_of: Option<NaiveDate>,
    registres: Option<Arc<Registres>>,
    perimetre: Option<Perimetre>,
    titularite: ModeTitularite,
    limits: Limits,
    wanted: Wanted,
    may_scan: bool,
    has_digest: bool,
    jobs: usize,
}

impl Checker {
    /// Checks down to this level, by the conventions that the namespace of each document tells.
    pub fn new(level: Level) -> Self {
        Self {
            depth: Depth { level, profile: None },
            as_of: None,
            registres: None,
            perimetre: None,
            titularite: ModeTitularite::default(),
            limits: Limits::default(),
            wanted: Wanted::default(),
            may_scan: true,
            has_digest: true,
            jobs: 1,
        }
    }

    /// Shares the work on each document between this many threads; one, the caller's, by default. The report is the same for any
    /// number, to the byte; memory grows by about a megabyte for each.
    ///
    /// ```
    /// use sofi_core::Level;
    /// use sofi_lheo::{Checker, Dialect, generate::Generator};
    ///
    /// let feed = Generator::new(Dialect::Lheo23, 42).formations(30).to_vec();
    /// let checker = Checker::new(Level::Full);
    /// let alone = checker.check_slice("feed.xml", &feed);
    /// let shared = checker.jobs(2).check_slice("feed.xml", &feed);
    /// assert_eq!(format!("{alone:?}"), format!("{shared:?}"));
    /// ```
    #[must_use]
    pub fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = jobs;
        self
    }

    /// Judges every document by the conventions of this profile.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.depth.profile = Some(profile);
        self
    }

    /// The date at which offers are judged; rules about time are not evaluated without it.
    #[must_use]
    pub fn as_of(mut self, date: NaiveDate) -> Self {
        self.as_of = Some(date);
        self
    }

    /// The registers to look things up in; rules that need others are not evaluated.
    #[must_use]
    pub fn registers(mut self, registres: impl Into<Arc<Registres>>) -> Self {
        self.registres = Some(registres.into());
        self
    }

    /// What the Carif-Oref describes: turns on the rules on the perimeter, in any profile.
    #[must_use]
    pub fn perimeter(mut self, perimetre: Perimetre) -> Self {
        self.perimetre = Some(perimetre);
        self
    }

    /// Who may use a certification: the usual answer, or the certificateur alone.
    #[must_use]
    pub fn titularite(mut self, mode: ModeTitularite) -> Self {
        self.titularite = mode;
        self
    }

    /// Sets the limits of reading, among them how many findings are kept for each file.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Chooses whether records that are right may be passed over by the scanner (they are by default). Reports are the same
    /// without it, and take up to ten times as long: this is for those who want to see it proved.
    ///
    /// ```
    /// use sofi_core::Level;
    /// use sofi_lheo::{Checker, Dialect, generate::Generator};
    ///
    /// let feed = Generator::new(Dialect::Lheo23, 42).formations(3).to_vec();
    /// let checker = Checker::new(Level::Full);
    /// let fast = checker.check_slice("feed.xml", &feed);
    /// let slow = checker.scanning(false).check_slice("feed.xml", &feed);
    /// assert_eq!(format!("{fast:?}"), format!("{slow:?}"));
    /// ```
    #[must_use]
    pub fn scanning(mut self, wanted: bool) -> Self {
        self.may_scan = wanted;
        self
    }

    /// Chooses whether the report holds the digest of each document (it does by default): those who do not show it save a third of
    /// what a check at level `xsd` takes.
    ///
    /// ```
    /// use sofi_core::Level;
    /// use sofi_lheo::Checker;
    ///
    /// let checker = Checker::new(Level::Xsd);
    /// assert!(checker.check_slice("feed.xml", b"<lheo/>").files[0].sha256.is_some());
    /// assert_eq!(checker.digest(false).check_slice("feed.xml", b"<lheo/>").files[0].sha256, None);
    /// ```
    #[must_use]
    pub fn digest(mut self, wanted: bool) -> Self {
        self.has_digest = wanted;
        self
    }

    /// Only keeps findings whose code starts with one of these prefixes (`LHE`, `XML07`); all when empty.
    #[must_use]
    pub fn select(mut self, codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.wanted.select.extend(codes.into_iter().map(Into::into));
        self
    }

    /// Drops findings whose code starts with one of these prefixes.
    #[must_use]
    pub fn ignore(mut self, codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.wanted.ignore.extend(codes.into_iter().map(Into::into));
        self
    }

    /// Gives the rules whose code starts with this prefix another severity.
    #[must_use]
    pub fn severity(mut self, code: impl Into<String>, severity: Severity) -> Self {
        self.wanted.severities.push((code.into(), severity));
        self
    }

    /// Checks a file: XML, gzip, or zip (then one entry for each document that it holds).
    ///
    /// # Errors
    /// When the file cannot be opened. What is wrong inside it is findings, never an error.
    pub fn check_path(&self, path: impl AsRef<Path>) -> Result<Report, Error> {
        self.check_inputs(self.source_limits().open(path))
    }

    /// Checks what a reader gives; `name` is what the report calls it.
    ///
    /// # Errors
    /// When its first bytes cannot be read, or an archive cannot be put into a temporary file.
    pub fn check_reader(&self, name: &str, reader: impl Read + Send) -> Result<Report, Error> {
        self.check_inputs(self.source_limits().from_reader(name, reader))
    }

    /// Checks bytes in memory.
    pub fn check_slice(&self, name: &str, bytes: &[u8]) -> Report {
        let inputs = self.source_limits().from_slice(name, bytes);
        // Bytes in memory can always be read; were that to change, the report says so.
        self.check_inputs(inputs).unwrap_or_else(|error| {
            let mut report = self.report();
            let what = Args::new().text("what", error.to_string());
            report.files.push(self.unread(name, &xml::XML76, what));
            report
        })
    }

    fn source_limits(&self) -> SourceLimits {
        SourceLimits {
            ratio: self.limits.decompression_ratio,
            total: self.limits.decompressed,
            ..SourceLimits::default()
        }
    }

    /// Is this rule on, for documents that are judged by this profile?
    ///
    /// ```
    /// use sofi_core::{Level, Profile};
    /// use sofi_lheo::Checker;
    ///
    /// let checker = Checker::new(Level::Full).ignore(["LHE80"]);
    /// assert!(checker.is_on("SES02", Profile::Lheo) && !checker.is_on("LHE80", Profile::Lheo));
    /// assert!(!Checker::new(Level::Strict).is_on("SES02", Profile::Lheo));
    /// ```
    pub fn is_on(&self, code: &str, profile: Profile) -> bool {
        if sofi_core::rules::find(code).is_some() {
            let rules = self.wanted.rules(profile, self.perimetre.is_some());
            return self.depth.level == Level::Full && rules.severity(code).is_some();
        }
        let is_strict = matches!(code.as_bytes(), [b'L', b'H', b'E', b'8' | b'9', _]);
        self.wanted.is_wanted(code) && !(is_strict && self.depth.level == Level::Xsd)
    }

    /// Are findings of this code kept?
    pub(crate) fn is_wanted(&self, code: &str) -> bool {
        self.wanted.is_wanted(code)
    }

    /// Are some findings left out by their codes?
    pub(crate) fn is_filtered(&self) -> bool {
        !(self.wanted.select.is_empty() && self.wanted.ignore.is_empty())
    }

    /// The same, all findings kept.
    pub(crate) fn unfiltered(&self) -> Self {
        let mut checker = self.clone();
        checker.wanted.named.append(&mut checker.wanted.select);
        checker.wanted.ignore.clear();
        checker
    }

    /// The perimeter that offers are judged by, for people.
    fn perimeter_name(&self) -> Option<String> {
        let profile = self.depth.profile.unwrap_or_default();
        let conditions = Conditions { profile, perimetre: self.perimetre.as_ref(), ..Conditions::default() };
        Some(conditions.perimetre()?.region.nom().to_owned()).filter(|_| self.depth.level == Level::Full)
    }

    fn report(&self) -> Report {
        Report {
            level: self.depth.level,
            as_of: self.as_of,
            perimeter: self.perimeter_name(),
            registers: self.registres.as_ref().map(|registres| registres.uses()).unwrap_or_default(),
            ..Report::default()
        }
    }

    fn check_inputs(&self, inputs: Result<Inputs<'_>, SourceError>) -> Result<Report, Error> {
        match self.jobs {
            0 | 1 => self.check_with(inputs, None),
            jobs => Crew::with(jobs - 1, self, |crew| self.check_with(inputs, Some(crew))),
        }
    }

    fn check_with(
        &self,
        inputs: Result<Inputs<'_>, SourceError>,
        crew: Option<&Crew>,
    ) -> Result<Report, Error> {
        let mut report = self.report();
        match inputs {
            Ok(inputs) => {
                for input in inputs {
                    let (file, not_evaluated) = self.check_input(input, crew)?;
                    report.merge(Report { files: vec![file], not_evaluated, ..Report::default() });
                }
            }
            Err(SourceError::Io { name, source }) => return Err(Error::Open { name, source }),
            Err(SourceError::CorruptArchive { name, detail }) => {
                report.files.push(self.unread(&name, &xml::XML73, Args::new().text("what", detail)));
            }
            Err(SourceError::NoXml { name, .. }) => {
                report.files.push(self.unread(&name, &xml::XML75, Args::new()));
            }
            Err(SourceError::OfficeDocument { name, .. }) => {
                let what =
                    Arg::Words(Bilingual::new("c'est un document bureautique", "it is an office document"));
                report.files.push(self.unread(&name, &xml::XML71, Args::new().with("what", what)));
            }
            Err(SourceError::SpoolLimit { name, limit }) => {
                report.files.push(self.unread(
                    &name,
                    &xml::XML56,
                    Args::new().text("limit", format!("{limit} o")),
                ));
            }
        }
        Ok(report)
    }

    /// The entry of an input that holds no document that can be read.
    fn unread(&self, name: &str, rule: &'static sofi_core::Rule, args: Args) -> FileReport {
        let mut structure = Structure::new(self.depth, &self.wanted, &self.limits);
        structure.collector.push(at_start(rule, args));
        let mut file = self.file_report(name, structure);
        file.error = file.findings.first().map(|finding| finding.message(sofi_core::Lang::Fr));
        file
    }

    /// Are documents judged by the rules of the domain?
    pub(crate) fn has_domain(&self) -> bool {
        self.depth.level == Level::Full
    }

    /// The scanner, when it is wanted.
    pub(crate) fn scanner(&self) -> Option<Scanner> {
        Scanner::new(self.depth.level, &self.limits).filter(|_| self.may_scan)
    }

    /// The rules of the domain, as they hold for a document whose namespace tells this profile and this dialect.
    pub(crate) fn judge(&self, profile: Profile, dialecte: Option<&'static str>) -> Judge<'_> {
        let profile = self.depth.profile.unwrap_or(profile);
        let conditions = Conditions {
            profile,
            as_of: self.as_of,
            dialecte: dialecte.unwrap_or_default(),
            registres: self.registres.as_deref(),
            perimetre: self.perimetre.as_ref(),
            titularite: self.titularite,
            ..Conditions::default()
        };
        Judge::new(self.wanted.rules(profile, self.perimetre.is_some()), conditions)
    }

    /// What the rules of the domain say of this document.
    fn domain(&self, structure: &Structure<'_>) -> Domain<'_> {
        Domain::new(self.judge(structure.collector.profile, structure.facts.dialect_name))
    }

    fn check_input(
        &self,
        input: Input<'_>,
        crew: Option<&Crew>,
    ) -> Result<(FileReport, Vec<NotEvaluated>), Error> {
        let foresight = crew.and_then(|crew| Foresight::new(crew, self, self.jobs));
        match foresight {
            Some(foresight) => Run::new(self, input, foresight).report(),
            None => Run::new(self, input, InTurn).report(),
        }
    }

    fn file_report(&self, name: &str, structure: Structure<'_>) -> FileReport {
        let facts = structure.facts;
        let profile = structure.collector.profile;
        let found = structure.collector.finish();
        FileReport {
            path: name.to_owned(),
            dialect: facts.dialect_name,
            dialect_title: facts.dialect.map(|dialect| dialect.schema().title),
            profile: self.depth.profile.unwrap_or(profile),
            level: self.depth.level,
            root: facts.root,
            formations: facts.formations,
            actions: facts.actions,
            sessions: facts.sessions,
            resumes: facts.resumes,
            findings: found.findings,
            summary: found.summary,
            fixable: found.fixable,
            faulty_formations: found.faulty_formations,
            errors_outside: found.errors_outside,
            ..FileReport::default()
        }
    }
}
