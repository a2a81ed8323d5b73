//! One document being checked.

use std::{io::Read, mem};

use sofi_core::{Arg, Args, Bilingual, Edit, FileReport, Finding, Fix, Judgement, NotEvaluated, Safety};

use super::Checker;
use crate::{
    Error, Record,
    crew::{Foreseen, Setting},
    document::{Document, Feed, Step},
    domain::{Domain, EnteteBuilder, Waiting},
    record::TreeBuilder,
    rules::xml,
    scan::Verdict,
    source::{Content, Decoder, Encoding, Input},
    structure::{Expected, Owner, Structure, at_start},
    xml::{Ahead, Fault, Flow, Leap, Piece, Point, Sink, Tag, View},
};

/// A document on its way from bytes to a report.
#[derive(Debug)]
pub(super) struct Run<'c, 'i, F> {
    checker: &'c Checker,
    name: String,
    document: Document<Input<'i>, F>,
    content: Option<Content>,
    observers: Observers<'c>,
    domain: Option<Domain<'c>>,
    /// The record at hand is whole.
    has_record: bool,
}

impl<'c, 'i, F: Feed> Run<'c, 'i, F> {
    /// Starts to check a document, of which only the report is wanted.
    pub(super) fn new(checker: &'c Checker, input: Input<'i>, feed: F) -> Self {
        let judged = checker.has_domain().then(|| Judged::new(TreeBuilder::lean()));
        let name = input.name.clone();
        let decoder = input.into_decoder().with_digest(checker.has_digest);
        Self::of(checker, name, decoder, feed, judged)
    }

    /// Starts to check a document whose records are wanted too.
    pub(super) fn with_records(checker: &'c Checker, input: Input<'i>, feed: F) -> Self {
        let name = input.name.clone();
        let decoder = input.into_decoder().with_digest(false);
        Self::of(checker, name, decoder, feed, Some(Judged::new(TreeBuilder::default())))
    }

    fn of(
        checker: &'c Checker,
        name: String,
        decoder: Decoder<Input<'i>>,
        feed: F,
        judged: Option<Judged>,
    ) -> Self {
        let mut document = Document::fed(decoder, checker.limits.clone(), feed);
        let mut structure = Structure::new(checker.depth, &checker.wanted, &checker.limits);
        structure.scanner = checker.scanner();
        let content = document.decoder().content();
        if content == Some(Content::Empty) && !document.is_stopped() {
            structure.collector.push(at_start(&xml::XML70, Args::new()));
            document.give_up();
        }
        let observers = Observers { structure, judged, taken: None };
        Self { checker, name, document, content, observers, domain: None, has_record: false }
    }

    /// Checks up to the end of a record; false at the end.
    pub(super) fn advance(&mut self) -> bool {
        let step = self.document.run(&mut self.observers);
        self.has_record = match &mut self.observers.judged {
            Some(judged) => mem::take(&mut judged.tree.is_ready) && step == Step::Paused,
            None => false,
        };
        if self.has_record && self.checker.has_domain() {
            self.judge();
        }
        step == Step::Paused
    }

    /// The record at hand, when it could be read.
    pub(super) fn record(&self) -> Option<Record<'_>> {
        let judged = self.observers.judged.as_ref().filter(|_| self.has_record)?;
        let tree = &judged.tree.tree;
        let source = self.document.slice(tree.start.decoded, tree.end.decoded);
        Some(Record::new(source, tree, self.document.encoding(), self.observers.structure.facts.dialect))
    }

    /// What was found since this was asked last.
    pub(super) fn take_findings(&mut self) -> Vec<Finding> {
        self.observers.structure.collector.take()
    }

    /// The rules of the domain judge the record at hand.
    fn judge(&mut self) {
        let checker = self.checker;
        let Self { document, observers, domain, .. } = self;
        let Some(Judged { tree, foreseen, .. }) = &mut observers.judged else { return };
        let foreseen = foreseen.take();
        let structure = &mut observers.structure;
        let Some(dialect) = structure.facts.dialect else { return };
        let domain = domain.get_or_insert_with(|| checker.domain(structure));
        let source = document.slice(tree.tree.start.decoded, tree.tree.end.decoded);
        let record = Record::new(source, &tree.tree, document.encoding(), Some(dialect));
        let judgement = foreseen.unwrap_or_else(|| domain.judge.judge(&record));
        let judged = domain.count(judgement);
        if judged.is_silent() {
            return;
        }
        let owner = structure.record_owner.take().unwrap_or_else(|| Owner::of(&record));
        let waiting = Waiting { record, view: document.view(), path: &structure.record_path, owner: &owner };
        domain.tell(judged, &waiting, dialect, &mut structure.collector);
    }

    /// Checks all of it.
    pub(super) fn report(mut self) -> Result<(FileReport, Vec<NotEvaluated>), Error> {
        while self.advance() {}
        self.finish()
    }

    /// The report of a document that was read to its end.
    pub(super) fn finish(self) -> Result<(FileReport, Vec<NotEvaluated>), Error> {
        let Self { checker, name, mut document, content, observers, mut domain, .. } = self;
        let Observers { mut structure, judged, .. } = observers;
        if let (Some(judged), Some(_)) = (judged.filter(|_| checker.has_domain()), structure.facts.dialect) {
            let domain = domain.get_or_insert_with(|| checker.domain(&structure));
            domain.entete(&judged.entete, &mut structure.collector);
        }
        structure.finish();
        let mut not_evaluated = Vec::new();
        // Whoever stops reading waits neither for what is told of the whole feed nor for its digest.
        if let Some(domain) = domain.filter(|_| !document.is_given_up()) {
            not_evaluated = domain.finish(&mut structure.collector)?;
        }
        let mut structure = match content.and_then(not_xml) {
            // Whatever was found in it, it is not what it should be, and that says it all.
            Some(what) if matches!(structure.facts.root.as_deref(), None | Some("html" | "HTML")) => {
                let mut structure = Structure::new(checker.depth, &checker.wanted, &checker.limits);
                let args = Args::new().with("what", Arg::Words(what));
                structure.collector.push(at_start(&xml::XML71, args));
                structure
            }
            _ => structure,
        };
        let is_whole = !document.is_given_up() && document.decoder().drain().is_ok();
        check_encoding(document.decoder(), &mut structure);
        let mut file = checker.file_report(&name, structure);
        let decoder = document.decoder();
        file.encoding = Some(decoder.encoding().name());
        file.bytes = decoder.raw_bytes();
        file.sha256 = decoder.sha256().map(hex).filter(|_| is_whole);
        file.truncated = document.is_truncated();
        file.error = document.failure().map(str::to_owned);
        Ok((file, not_evaluated))
    }
}

/// What is checked while a document passes: its structure, and its records.
#[derive(Debug)]
struct Observers<'a> {
    structure: Structure<'a>,
    /// The records, for those who judge or want them.
    judged: Option<Judged>,
    /// What the last record was that could be taken at once: the ones to come may be foreseen.
    taken: Option<(Expected, String, Encoding)>,
}

/// What is gathered of the records, and for the rules of the domain.
#[derive(Debug)]
struct Judged {
    /// Builds the tree of each record.
    tree: TreeBuilder,
    /// What the feed says of itself.
    entete: EnteteBuilder,
    /// What others have found of the record that waits.
    foreseen: Option<Judgement>,
}

impl Judged {
    fn new(tree: TreeBuilder) -> Self {
        Self { tree, entete: EnteteBuilder::default(), foreseen: None }
    }
}

impl Sink for Observers<'_> {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        if let Some(Judged { tree, entete, .. }) = &mut self.judged {
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
        if let Some(Judged { tree, entete, .. }) = &mut self.judged {
            tree.end(from, to, view);
            entete.end(to);
        }
        // Both rest at the end of each record. What the structure takes for none, in an extension, is none.
        let flow = self.structure.end(from, to, view);
        if let Some(Judged { tree, .. }) = &mut self.judged {
            tree.is_ready &= flow == Flow::Pause;
        }
        flow
    }

    fn fault(&mut self, fault: &Fault, at: Point, to: Point, view: &View<'_>) {
        self.structure.fault(fault, at, to, view);
    }

    fn leap(&mut self, ahead: &Ahead<'_>, foreseen: Option<Foreseen>) -> (Leap, Flow) {
        let Some(expected) = self.structure.expected(ahead) else { return (Leap::No, Flow::Continue) };
        let foreseen = foreseen.filter(|it| it.setting.is_of(&expected, ahead));
        let verdict = match (&foreseen, &mut self.judged) {
            (Some(foreseen), _) => Verdict::Right(foreseen.seen),
            (None, Some(judged)) => self.structure.scan(ahead, expected, &mut judged.tree),
            (None, None) => self.structure.scan(ahead, expected, &mut ()),
        };
        let seen = match verdict {
            Verdict::Right(seen) => seen,
            Verdict::Cut => return (Leap::Cut, Flow::Continue),
            Verdict::Unsure => return (Leap::No, Flow::Continue),
        };
        let to = self.structure.take(ahead, expected, seen);
        if self.taken.is_none() {
            self.taken = Some((expected, ahead.prefix.to_owned(), ahead.encoding));
        }
        let Some(judged) = &mut self.judged else { return (Leap::To(to), Flow::Continue) };
        if let Some(foreseen) = foreseen {
            judged.tree.tree.entries = foreseen.tree;
            judged.foreseen = Some(foreseen.judgement);
        }
        judged.tree.take(ahead.here, to);
        (Leap::To(to), Flow::Pause)
    }

    fn setting(&self) -> Option<Setting> {
        let (Expected { dialect, record, depth, .. }, prefix, encoding) = self.taken.clone()?;
        let profile = self.structure.collector.profile;
        let dialecte = self.structure.facts.dialect_name;
        Some(Setting { dialect, prefix, record, depth, encoding, profile, dialecte })
    }

    fn resume(&mut self, depth: usize) {
        if let Some(Judged { tree, entete, .. }) = &mut self.judged {
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
