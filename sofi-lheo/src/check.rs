//! Checks documents: the whole way from bytes to a report.

use std::{io::Read, path::Path, sync::Arc};

use chrono::NaiveDate;
use sofi_core::{
    Arg, Args, Bilingual, Conditions, Edit, FileReport, Fix, Level, ModeTitularite, NotEvaluated, Perimetre,
    Profile, Registres, Report, Safety, Severity,
};

use crate::{
    Error, Limits, Record,
    document::Document,
    domain::{Domain, EnteteBuilder, Waiting},
    record::TreeBuilder,
    rules::xml,
    scan::Scanner,
    source::{Content, Decoder, Input, Inputs, SourceError, SourceLimits},
    structure::{Depth, Owner, Structure, Wanted, at_start},
    xml::{Ahead, Fault, Flow, Leap, Piece, Point, Sink, Tag, View},
};

/// What is checked while a document passes: its structure, and the records that the rules of the domain judge.
#[derive(Debug)]
struct Observers<'a> {
    structure: Structure<'a>,
    /// What the rules of the domain judge, at the level that has them.
    judged: Option<Judged>,
}

/// What is gathered for the rules of the domain.
#[derive(Debug)]
struct Judged {
    /// Builds the tree of each record.
    tree: TreeBuilder,
    /// What the feed says of itself.
    entete: EnteteBuilder,
}

impl Judged {
    fn new() -> Self {
        Self { tree: TreeBuilder::lean(), entete: EnteteBuilder::default() }
    }
}

impl Sink for Observers<'_> {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        if let Some(Judged { tree, entete }) = &mut self.judged {
            tree.start(tag, view);
            entete.start(tag, view);
        }
        self.structure.start(tag, view)
    }

    fn piece(&mut self, piece: Piece, from: u64, to: u64, view: &View<'_>) {
        if let Some(Judged { tree, .. }) = &mut self.judged {
            tree.piece(piece, from, to, view);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Judged { entete, .. }) = &mut self.judged {
            entete.text(text);
        }
        self.structure.text(text);
    }

    fn end(&mut self, from: Point, to: Point, view: &View<'_>) -> Flow {
        if let Some(Judged { tree, entete }) = &mut self.judged {
            tree.end(from, to, view);
            entete.end(to);
        }
        // Both rest at the end of each record.
        self.structure.end(from, to, view)
    }

    fn fault(&mut self, fault: &Fault, at: Point, to: Point, view: &View<'_>) {
        self.structure.fault(fault, at, to, view);
    }

    fn leap(&mut self, ahead: &Ahead<'_>) -> (Leap, Flow) {
        let Some(Judged { tree, .. }) = &mut self.judged else {
            return (self.structure.leap(ahead, &mut ()), Flow::Continue);
        };
        let leap = self.structure.leap(ahead, tree);
        if let Leap::To(to) = leap {
            tree.take(ahead.here, to);
            return (leap, Flow::Pause);
        }
        (leap, Flow::Continue)
    }

    fn resume(&mut self, depth: usize) {
        if let Some(Judged { tree, entete }) = &mut self.judged {
            tree.resume(depth);
            entete.resume(depth);
        }
        self.structure.resume(depth);
    }

    fn keep_from(&self) -> Option<u64> {
        self.structure.keep_from()
    }

    fn record_too_large(&mut self, past: &Args) {
        if let Some(Judged { tree, .. }) = &mut self.judged {
            tree.record_too_large(past);
        }
        self.structure.record_too_large(past);
    }
}

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
        }
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
        let mut report = self.report();
        match inputs {
            Ok(inputs) => {
                for input in inputs {
                    let (file, not_evaluated) = self.check_input(input)?;
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

    /// The rules of the domain, as they hold for this document.
    fn domain(&self, structure: &Structure<'_>) -> Domain<'_> {
        let profile = self.depth.profile.unwrap_or(structure.collector.profile);
        let conditions = Conditions {
            profile,
            as_of: self.as_of,
            dialecte: structure.facts.dialect_name.unwrap_or_default(),
            registres: self.registres.as_deref(),
            perimetre: self.perimetre.as_ref(),
            titularite: self.titularite,
            ..Conditions::default()
        };
        Domain::new(self.wanted.rules(profile, self.perimetre.is_some()), conditions)
    }

    /// A record is whole: the rules of the domain judge it.
    fn judge<'c>(
        &'c self,
        document: &Document<Input<'_>>,
        observers: &mut Observers<'_>,
        domain: &mut Option<Domain<'c>>,
    ) {
        let Some(Judged { tree, .. }) = &mut observers.judged else { return };
        if !std::mem::take(&mut tree.is_ready) {
            return;
        }
        let structure = &mut observers.structure;
        let Some(dialect) = structure.facts.dialect else { return };
        let domain = domain.get_or_insert_with(|| self.domain(structure));
        let source = document.slice(tree.tree.start.decoded, tree.tree.end.decoded);
        let record = Record::new(source, &tree.tree, document.encoding(), Some(dialect));
        let owner = structure.record_owner.take().unwrap_or_else(|| Owner::of(&record));
        let waiting = Waiting { record, view: document.view(), path: &structure.record_path, owner: &owner };
        domain.record(&waiting, dialect, &mut structure.collector);
    }

    fn check_input(&self, input: Input<'_>) -> Result<(FileReport, Vec<NotEvaluated>), Error> {
        let name = input.name.clone();
        let mut document = Document::new(input.into_decoder(), self.limits.clone());
        let mut structure = Structure::new(self.depth, &self.wanted, &self.limits);
        structure.scanner = Scanner::new(self.depth.level, &self.limits).filter(|_| self.may_scan);
        let content = document.decoder().content();
        let mut domain = None;
        if content == Some(Content::Empty) && !document.is_stopped() {
            structure.collector.push(at_start(&xml::XML70, Args::new()));
        } else {
            let judged = (self.depth.level == Level::Full).then(Judged::new);
            let mut observers = Observers { structure, judged };
            while document.run(&mut observers) == crate::document::Step::Paused {
                self.judge(&document, &mut observers, &mut domain);
            }
            structure = observers.structure;
            if let (Some(judged), Some(_)) = (observers.judged, structure.facts.dialect) {
                let domain = domain.get_or_insert_with(|| self.domain(&structure));
                domain.entete(&judged.entete, &mut structure.collector);
            }
        }
        structure.finish();
        let mut not_evaluated = Vec::new();
        if let Some(domain) = domain {
            not_evaluated = domain.finish(&mut structure.collector)?;
        }
        let mut structure = match content.and_then(not_xml) {
            // Whatever was found in it, it is not what it should be, and that says it all.
            Some(what) if matches!(structure.facts.root.as_deref(), None | Some("html" | "HTML")) => {
                let mut structure = Structure::new(self.depth, &self.wanted, &self.limits);
                let args = Args::new().with("what", Arg::Words(what));
                structure.collector.push(at_start(&xml::XML71, args));
                structure
            }
            _ => structure,
        };
        let drained = document.decoder().drain();
        check_encoding(document.decoder(), &mut structure);
        let mut file = self.file_report(&name, structure);
        let decoder = document.decoder();
        file.encoding = Some(decoder.encoding().name());
        file.bytes = decoder.raw_bytes();
        file.sha256 = decoder.sha256().map(hex).filter(|_| drained.is_ok());
        file.truncated = document.is_truncated();
        file.error = document.failure().map(str::to_owned);
        Ok((file, not_evaluated))
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

/// What is to be said of the encoding once the whole document was read.
fn check_encoding<R: Read>(decoder: &Decoder<R>, structure: &mut Structure<'_>) {
    let Some(prolog) = decoder.prolog() else { return };
    let label = prolog.label.clone().unwrap_or_default();
    let fix = |replacement: &str| {
        let span = prolog.label_span.clone()?;
        Some(Fix {
            safety: Safety::Safe,
            description: Bilingual::new("corriger l'encodage déclaré", "correct the declared encoding"),
            replacement: replacement.to_owned(),
            edits: vec![Edit {
                offset: span.start,
                length: span.end - span.start,
                replacement: replacement.to_owned(),
            }],
        })
    };
    let encoding = decoder.encoding().name();
    if prolog.contradiction {
        let args = Args::new().text("declared", label).text("encoding", encoding);
        let mut finding = at_start(&xml::XML33, args);
        finding.fix = fix(encoding).filter(|_| encoding == "UTF-8");
        structure.collector.push(finding);
    } else if decoder.looks_utf8() && structure.facts.root.is_some() {
        let mut finding = at_start(&xml::XML32, Args::new().text("encoding", encoding));
        finding.fix = fix("UTF-8");
        structure.collector.push(finding);
    }
}

/// What a file that is not XML looks like.
fn not_xml(content: Content) -> Option<Bilingual> {
    Some(match content {
        Content::Html => Bilingual::new("c'est une page web (HTML)", "it is a web page (HTML)"),
        Content::Pdf => Bilingual::new("c'est un PDF", "it is a PDF"),
        Content::Json => Bilingual::new("c'est du JSON", "it is JSON"),
        Content::Csv => Bilingual::new("c'est un tableau (CSV)", "it is a table (CSV)"),
        Content::RichText | Content::OldOffice => {
            Bilingual::new("c'est un document bureautique", "it is an office document")
        }
        Content::Zip | Content::Gzip | Content::Archive => Bilingual::new(
            "c'est une archive d'un format que sofi ne lit pas",
            "it is an archive that sofi does not read",
        ),
        Content::Image => Bilingual::new("c'est une image", "it is a picture"),
        Content::Text => Bilingual::new("c'est du texte simple", "it is plain text"),
        Content::Binary => Bilingual::new("c'est un fichier binaire", "it is a binary file"),
        _ => return None,
    })
}

fn hex(digest: [u8; 32]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
