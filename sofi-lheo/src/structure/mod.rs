//! Checks the structure and the values of a document, while its tokens pass.

mod attributes;
mod child;
mod collector;
mod content;
mod context;
mod datatypes;
mod explain;
mod faulty;
mod frame;
mod names;
mod repair;
mod root;
mod scan;
mod values;

pub(crate) use collector::{Collector, Wanted};
pub(crate) use context::Owner;
pub(crate) use datatypes::{collapse, is_date_possible, is_date_shaped, is_date_time, is_uri, trim};
pub(crate) use names::nearest;
pub(crate) use scan::Expected;
pub(crate) use values::is_right;

use sofi_core::{Args, Bilingual, Finding, Level, Place, Profile, Rule};

use crate::{
    Content, Dialect, Limits,
    edit::escape_text,
    rules::{lhe, xml},
    scan::Scanner,
    xml::{Fault, Flow, Point, Sink, Tag, View},
};
use attributes::Identifiers;
pub(crate) use frame::excerpt;
use frame::{Frames, Kind};
use names::Guesses;

/// How deep to check, and by whose conventions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Depth {
    pub(crate) level: Level,
    /// The profile asked for; that of the namespace when there is none.
    pub(crate) profile: Option<Profile>,
}

/// The sink that checks.
#[derive(Debug)]
pub(crate) struct Structure<'a> {
    level: Level,
    asked_profile: Option<Profile>,
    pub(crate) collector: Collector<'a>,
    pub(crate) facts: Facts,
    frames: Frames,
    owner: Owner,
    identifiers: Identifiers,
    guesses: Guesses,
    /// Text of the field that is open.
    value: String,
    /// Where the record that must stay in the window starts.
    kept: Option<u64>,
    record_tag: Option<(Point, Point)>,
    /// Path of the record being read, or of the last one.
    pub(crate) record_path: String,
    /// Whose the last record is; `None` when it was taken at once, and only its tree tells.
    pub(crate) record_owner: Option<sofi_core::Context>,
    /// Takes right records at once, when that is wanted.
    pub(crate) scanner: Option<Scanner>,
}

/// What is learnt of the document on the way.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) dialect: Option<Dialect>,
    /// Its stable name: also that of old formats.
    pub(crate) dialect_name: Option<&'static str>,
    pub(crate) root: Option<String>,
    pub(crate) formations: u64,
    pub(crate) actions: u64,
    pub(crate) sessions: u64,
    pub(crate) resumes: u64,
}

impl Facts {
    /// The dialect, for messages.
    pub(crate) fn title(&self) -> &'static str {
        self.dialect.map_or("LHEO", |dialect| dialect.schema().title)
    }

    fn count(&mut self, local: &str) {
        match local {
            "formation" => self.formations += 1,
            "action" => self.actions += 1,
            "session" => self.sessions += 1,
            "resume-offre" | "resume-organisme" => self.resumes += 1,
            _ => {}
        }
    }
}

impl<'a> Structure<'a> {
    pub(crate) fn new(depth: Depth, wanted: &'a Wanted, limits: &Limits) -> Self {
        Self {
            level: depth.level,
            asked_profile: depth.profile,
            collector: Collector::new(wanted, depth.level, limits.findings),
            facts: Facts::default(),
            frames: Frames::default(),
            owner: Owner::default(),
            identifiers: Identifiers::default(),
            guesses: Guesses::default(),
            value: String::new(),
            kept: None,
            record_tag: None,
            record_path: String::new(),
            record_owner: None,
            scanner: None,
        }
    }

    /// The document is over: what could only be told now.
    pub(crate) fn finish(&mut self) {
        if self.level >= Level::Strict {
            for finding in self.identifiers.unresolved() {
                self.collector.push(finding);
            }
        }
        // A document that is cut short leaves its last record open.
        let owner = self.owner.give_up();
        self.end_record(&owner);
    }

    /// A finding about the open element (the last frame), underlined on its name.
    fn finding(&self, rule: &'static Rule, args: Args, to: Point, view: &View<'_>) -> Finding {
        let frame = self.frames.last();
        let mut finding = Finding::new(rule, self.frames.place(self.frames.depth(), to), args);
        finding.excerpt = frame.excerpt(view);
        finding.context.clone_from(self.owner.now());
        finding
    }

    fn push(&mut self, rule: &'static Rule, args: Args, to: Point, view: &View<'_>) {
        let finding = self.finding(rule, args, to, view);
        self.collector.push(finding);
    }

    /// The text field that is open ends.
    fn leaf(&mut self, def: &'static crate::ElementDef, to: Point, view: &View<'_>) {
        let parent = self.frames.parent_element();
        self.owner.value(def.element, parent, &self.value);
        let dialect = self.facts.dialect_name.unwrap_or_default();
        let Some(wrong) = values::check(def, &self.value, self.level, dialect) else { return };
        let is_optional = wrong.rule == &lhe::LHE20 && self.frames.is_optional_child(def.element);
        let args = if is_optional { wrong.args.text("optional", def.element.name()) } else { wrong.args };
        let mut finding = self.finding(wrong.rule, args, to, view);
        finding.value = Some(self.value.chars().take(200).collect());
        let frame = self.frames.last();
        finding.fix = match wrong.replacement {
            Some(replacement) => {
                repair::is_plain(&self.value, frame.tag_to, frame.content_to, view).then(|| {
                    let edit = repair::edit(frame.tag_to, frame.content_to, escape_text(&replacement));
                    repair::fix(
                        wrong.safety,
                        Bilingual::new("remplacer la valeur", "replace the value"),
                        edit,
                    )
                })
            }
            None if is_optional && frame.content_to.raw == frame.tag_to.raw => self.removal(to, view),
            None => None,
        };
        self.collector.push(finding);
    }

    /// The record that is open is over: its findings are told whose they are.
    fn end_record(&mut self, owner: &sofi_core::Context) {
        self.kept = None;
        for finding in self.collector.end_record() {
            finding.context.siret.clone_from(&owner.siret);
            finding.context.organisme.clone_from(&owner.organisme);
            finding.context.departement.clone_from(&owner.departement);
        }
        self.record_owner = Some(owner.clone());
    }
}

impl Sink for Structure<'_> {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        let parent = self.frames.last_element();
        self.frames.push(tag);
        let depth = self.frames.depth();
        let mark = self.collector.mark();
        let kind = if depth == 1 {
            self.frames.dialect_namespace = tag.namespace;
            self.root(tag, view)
        } else {
            self.child(tag, view)
        };
        let frame = self.frames.last_mut();
        frame.kind = kind;
        frame.mark = self.collector.mark();
        if let Kind::Known(def) = kind {
            frame.element = Some(def.element);
            frame.children.reset(&def.content);
        }
        let is_free = matches!(kind, Kind::Free) && depth > 1 && self.facts.dialect.is_some();
        self.frames.last_mut().is_inside_extra =
            is_free || matches!(kind, Kind::Known(def) if matches!(def.content, Content::Any));
        let is_offer = !self.frames.is_inside_extra();
        if is_offer && tag.namespace == self.frames.dialect_namespace {
            self.facts.count(tag.local);
        }
        let numero = || tag.attribute("numero").map(str::to_owned);
        let is_record =
            is_offer && tag.element.is_some_and(|found| self.owner.start(found, numero, depth, parent));
        if is_record {
            self.collector.start_record(mark);
            self.kept = Some(tag.from.decoded);
            self.record_tag = Some((tag.from, tag.to));
            // Only what the domain judges is named by its path.
            if self.level == Level::Full {
                self.record_path = self.frames.path(depth, None);
            }
        }
        if let Kind::Known(def) = kind {
            self.attributes(def, tag, view);
        }
        self.value.clear();
        Flow::Continue
    }

    fn text(&mut self, text: &str) {
        let Some(frame) = self.frames.last_if_open() else { return };
        match frame.kind {
            Kind::Known(def) if def.content.is_leaf() => self.value.push_str(text),
            Kind::Known(_) => {
                frame.has_text |= !crate::xml::chars::is_blank_text(text);
            }
            Kind::Free | Kind::Opaque => {}
        }
    }

    fn end(&mut self, from: Point, to: Point, view: &View<'_>) -> Flow {
        if self.frames.depth() == 0 {
            return Flow::Continue;
        }
        self.frames.last_mut().content_to = from;
        if let Kind::Known(def) = self.frames.last().kind {
            let frame = self.frames.last();
            if def.content.is_leaf() {
                if !frame.has_child {
                    self.leaf(def, to, view);
                }
            } else if !matches!(def.content, Content::Any) {
                if frame.has_text {
                    let to = frame.tag_to;
                    let args = Args::new().text("element", frame.name.clone());
                    self.push(&lhe::LHE07, args, to, view);
                }
                let frame = self.frames.last();
                if !frame.is_damaged && !frame.children.is_complete(&def.content) {
                    self.explain(def, view);
                }
            }
        }
        let frame = self.frames.last();
        // The end tag of an element whose name is to be corrected.
        if let (Some(number), true) = (frame.renamed, to.decoded > from.decoded) {
            let prefix = &frame.name[..frame.name.len() - frame.local.len()];
            let name = from.after("</", view.encoding).after(prefix, view.encoding);
            let end = name.after(&frame.local, view.encoding);
            if let Some(fix) = self.collector.get_mut(number).and_then(|finding| finding.fix.as_mut()) {
                fix.edits.push(repair::edit(name, end, fix.replacement.clone()));
            }
        }
        let depth = self.frames.depth();
        let element = frame.element;
        let marks = frame.is_suspect.then(|| (frame.mark, self.collector.mark()));
        self.frames.pop();
        if self.frames.depth() > 0
            && let Some(run) = self.frames.last_mut().children.last_run()
        {
            run.inside = run.inside.or(marks);
            run.end = to;
        }
        match self.owner.end(element, depth) {
            Some(owner) => {
                self.end_record(&owner);
                Flow::Pause
            }
            None => Flow::Continue,
        }
    }

    fn fault(&mut self, fault: &Fault, at: Point, to: Point, view: &View<'_>) {
        let mut place = self.frames.place(self.frames.depth(), to);
        (place.line, place.column) = (at.line, at.column);
        (place.offset, place.end_offset) = (at.raw, to.raw);
        let mut finding = Finding::new(fault.rule, place, fault.args.clone());
        finding.excerpt = view.excerpt(at.decoded, to.decoded);
        finding.context.clone_from(self.owner.now());
        finding.fix = self.references(fault, at, view);
        self.collector.push(finding);
    }

    fn resume(&mut self, depth: usize) {
        if self.owner.depth().is_some_and(|record| record > depth) {
            let owner = self.owner.give_up();
            self.end_record(&owner);
        }
        self.frames.resume(depth);
        self.value.clear();
    }

    fn keep_from(&self) -> Option<u64> {
        self.kept
    }

    fn record_too_large(&mut self, past: &Args) {
        self.kept = None;
        let Some((from, to)) = self.record_tag else { return };
        let mut place = self.frames.place(self.owner.depth().unwrap_or(1), to);
        (place.offset, place.line, place.column) = (from.raw, from.line, from.column);
        let mut finding = Finding::new(&xml::XML55, place, past.clone());
        finding.context.clone_from(self.owner.now());
        self.collector.push(finding);
    }
}

/// The start of a document, for findings about all of it.
pub(crate) fn at_start(rule: &'static Rule, args: Args) -> Finding {
    Finding::new(rule, Place::start(), args)
}
