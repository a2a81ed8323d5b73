//! A document passes from one dialect to another, part by part.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use sofi_core::{Args, Finding, Lang, Place};

use super::{
    Conversion, ConvertError, Converter, Run, Step, from_1_3, from_2_0, from_edof,
    line::{Decision, Line, LineKind, Note, Outcome},
    namespace::Renaming,
    narrow::{self, Narrowing},
    park::{self, Found as Parked, ParkedTag},
    proof::{self, Proof},
    survey::Survey,
    to_2_2, to_edof,
    tree::Branch,
};
use crate::{
    Dialect, Editor, EditorError, Part, PartKind, ReadError, Record, Unencodable,
    edit::Changes,
    element as e,
    fix::{Draft, Original},
    place::{Found, Places},
    source::{Encoding, Input},
};

pub(super) static WORSE: Decision = Decision::new(
    "would-be-invalid",
    LineKind::Refusal,
    "le résultat aurait une erreur que le document n'a pas : {code} ({message})",
    "the result would have an error that the document does not have: {code} ({message})",
);
pub(super) static INVALID: Decision = Decision::new(
    "invalid",
    LineKind::Refusal,
    "le résultat ne serait pas valide : {code} ({message})",
    "the result would not be valid: {code} ({message})",
);
pub(super) static UNREADABLE: Decision = Decision::new(
    "unreadable",
    LineKind::Refusal,
    "illisible, laissé tel quel : {message}",
    "cannot be read, left as it is: {message}",
);

/// Takes a record through steps.
pub(super) fn convert(
    record: &mut Branch<'_>,
    steps: &[Step],
    run: &mut Run<'_>,
    notes: &mut Vec<Note>,
) -> Outcome {
    for step in steps {
        match step {
            Step::From13 => from_1_3::apply(record, notes),
            Step::From20 => from_2_0::apply(record, notes),
            // LHEO 2.3 holds all of 2.2.
            Step::To23 => {}
            Step::To22 => to_2_2::apply(record, notes),
            Step::ToEdof => to_edof::apply(record, run, notes)?,
            Step::FromEdof => from_edof::apply(record, run, notes)?,
        }
    }
    Ok(())
}

/// A conversion under way.
struct Passage<'p, 'c, 't> {
    converter: &'p Converter,
    survey: &'p Survey,
    steps: &'p [Step],
    run: &'p mut Run<'c>,
    renaming: Renaming,
    proof: Proof,
    /// Start tags met outside of records.
    tags: u64,
    /// What is to be set aside of them, in the next record.
    waiting: Vec<ParkedTag>,
    /// How many elements of each path were met.
    counts: BTreeMap<String, u64>,
    conversion: &'p mut Conversion,
    tell: &'t mut dyn FnMut(&Line) -> io::Result<()>,
}

#[expect(clippy::too_many_arguments, reason = "it is called once, by what holds all of them")]
pub(super) fn pass(
    converter: &Converter,
    original: &mut Original<'_>,
    survey: &Survey,
    steps: &[Step],
    run: &mut Run<'_>,
    out: &mut dyn Write,
    tell: &mut dyn FnMut(&Line) -> io::Result<()>,
    conversion: &mut Conversion,
) -> Result<(), ConvertError> {
    let whole = Draft::whole(original.length);
    let input = Input::new(original.name.clone(), original.read(&whole));
    let mut editor = Editor::of(input, out).old_record(survey.old_record).limits(&converter.limits);
    if conversion.to == Dialect::Edof {
        editor = editor.transcode(Encoding::Latin1, Unencodable::Transliterate);
    } else if survey.dialect == Some(Dialect::Edof) && survey.encoding != Encoding::Utf8 {
        editor = editor.transcode(Encoding::Utf8, Unencodable::Refuse);
    }
    let mut passage = Passage {
        converter,
        survey,
        steps,
        run,
        renaming: Renaming { from: survey.namespace.clone(), to: conversion.to.namespace() },
        proof: Proof::new(),
        tags: 0,
        waiting: Vec::new(),
        counts: BTreeMap::new(),
        conversion,
        tell,
    };
    loop {
        let changes = match editor.next_part() {
            Ok(None) => break,
            Ok(Some(part)) => passage.part(&part)?,
            Err(EditorError::Read(error)) => {
                passage.unreadable(&error)?;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        editor.apply(changes);
    }
    editor.finish()?;
    Ok(())
}

impl Passage<'_, '_, '_> {
    fn part(&mut self, part: &Part<'_>) -> Result<Changes, ConvertError> {
        let record = &part.record;
        let mut base = String::new();
        for above in part.above {
            base.extend(["/", above.map_or("?", crate::Element::name)]);
        }
        if part.kind != PartKind::Tag {
            base.extend(["/", record.root().local_name()]);
            let count = self.counts.entry(base.clone()).or_insert(0);
            *count += 1;
            if !part.above.is_empty() {
                base.extend(["[", &count.to_string(), "]"]);
            }
        }
        let mut notes = Vec::new();
        let made = match part.kind {
            PartKind::Tag => Ok(self.tag(record, part.above.len() == 1, &mut notes)),
            PartKind::Extras => Ok(self.extras(record, &mut notes)),
            PartKind::Record => {
                self.conversion.records += 1;
                self.record(record, part.above.is_empty(), &mut notes)
            }
        };
        let made = made.unwrap_or_else(|refusal| {
            self.conversion.refused += 1;
            // What became of the rest of it does not matter any more.
            notes = vec![refusal];
            Some(String::new())
        });
        self.tell_all(record, &base, notes)?;
        Ok(made.map_or_else(Changes::default, |made| Changes::whole(record.source(), made)))
    }

    /// A start tag outside of records; `None` when it stays as it is.
    fn tag(&mut self, record: &Record<'_>, is_root: bool, notes: &mut Vec<Note>) -> Option<String> {
        self.tags += 1;
        let source = record.source();
        let mut tag = Branch::of(record);
        self.proof.declare(tag.attributes());
        if let Some(parked) = self.survey.tags.get(&self.tags) {
            if parked.digest == park::digest(source) {
                notes.push(Note::new(&park::RESTORED, 0));
                return Some(parked.source.clone());
            }
            notes.push(Note::new(&park::EDITED, 0));
        }
        let before = notes.len();
        self.narrow(&mut tag, notes);
        let has_losses = notes.len() > before;
        if is_root {
            self.renaming.root(&mut tag, notes);
        } else {
            self.renaming.apply(&mut tag);
        }
        let made = tag.source();
        if has_losses && self.is_parking() {
            let digest = park::digest(&made);
            self.waiting.push(ParkedTag { number: self.tags, source: source.to_owned(), digest });
        }
        (made != source).then_some(made)
    }

    /// What is lost of what stands outside of records.
    fn narrow(&self, branch: &mut Branch<'_>, notes: &mut Vec<Note>) {
        narrow::drop_idrefs(branch, &self.survey.gone, notes);
        let to = match self.steps.last() {
            Some(Step::To22) => Dialect::Lheo22,
            Some(Step::ToEdof) => Dialect::Edof,
            _ => return,
        };
        Narrowing { from: Dialect::Lheo23, to, code: |_, _| None }.apply(branch, notes);
    }

    fn extras(&mut self, record: &Record<'_>, notes: &mut Vec<Note>) -> Option<String> {
        let mut extras = Branch::of(record);
        if self.conversion.to == Dialect::Edof {
            to_edof::outer(&extras, notes);
            return Some(String::new());
        }
        if self.steps == [Step::To23]
            && self.survey.gone.is_empty()
            && let Some(restored) = restored(&extras, notes)
        {
            return Some(restored);
        }
        self.narrow(&mut extras, notes);
        self.finish(record, &mut extras, notes)
    }

    /// A record in the other dialect; `None` when it stays as it is.
    fn record(
        &mut self,
        record: &Record<'_>,
        is_root: bool,
        notes: &mut Vec<Note>,
    ) -> Result<Option<String>, Note> {
        let source = record.source();
        let is_plain = self.steps == [Step::To23] && !is_root && !self.renaming.concerns(source);
        if is_plain && !self.converter.strict && !source.contains("extra") {
            // Nothing in it names the dialect, and LHEO 2.3 holds all of 2.2.
            return Ok(None);
        }
        let mut tree = Branch::of(record);
        let restored = if self.steps[0] == Step::To23 { restored(&tree, notes) } else { None };
        // It is what it was, faults included.
        let is_as_it_was = restored.is_some() && self.steps.len() == 1 && !self.converter.strict;
        let made = match (restored, record.root().element()) {
            (Some(restored), _) if self.steps.len() == 1 && self.survey.gone.is_empty() => Some(restored),
            (Some(restored), Some(element)) => {
                let Self { steps, run, survey, proof, renaming, .. } = self;
                let read = proof.read(&restored, element, Dialect::Lheo23, |record| {
                    let mut inner = Vec::new();
                    let mut tree = Branch::of(&record);
                    let outcome = convert(&mut tree, &steps[1..], run, &mut inner);
                    narrow::drop_idrefs(&mut tree, &survey.gone, &mut inner);
                    Renaming { from: Dialect::Lheo23.namespace().to_owned(), to: renaming.to }
                        .apply(&mut tree);
                    // These places are not those of the document: only the record is.
                    notes.extend(inner.into_iter().map(|note| Note { origin: 0, ..note }));
                    outcome.map(|()| tree.source()).map_err(|note| Note { origin: 0, ..note })
                });
                Some(read.transpose()?.unwrap_or(restored))
            }
            _ => {
                convert(&mut tree, self.steps, self.run, notes)?;
                narrow::drop_idrefs(&mut tree, &self.survey.gone, notes);
                if is_root {
                    self.renaming.root(&mut tree, notes);
                }
                self.finish(record, &mut tree, notes)
            }
        };
        if is_as_it_was {
            return Ok(made);
        }
        self.prove(record, made.as_deref().unwrap_or(source), notes)?;
        Ok(made)
    }

    /// The namespace, and what is set aside.
    fn finish<'r>(
        &mut self,
        record: &Record<'r>,
        tree: &mut Branch<'r>,
        notes: &mut Vec<Note>,
    ) -> Option<String> {
        if self.renaming.concerns(record.source()) {
            self.renaming.apply(tree);
        }
        if self.is_parking() && (!notes.is_empty() || !self.waiting.is_empty()) {
            park::park(tree, record.source(), &std::mem::take(&mut self.waiting));
            notes.push(Note::new(&park::PARKED, 0));
        }
        let made = tree.source();
        (made != record.source()).then_some(made)
    }

    fn is_parking(&self) -> bool {
        self.converter.lossless && self.steps == [Step::To22]
    }

    /// Refuses a record that is worse than it was.
    fn prove(&self, record: &Record<'_>, made: &str, notes: &mut Vec<Note>) -> Result<(), Note> {
        let to = self.conversion.to;
        let element = record.root().element().unwrap_or(e::FORMATION);
        let after = self.proof.errors(made, element, to, to.namespace());
        let Some(first) = after.first() else { return Ok(()) };
        if self.converter.strict {
            return Err(about(&INVALID, first));
        }
        let Some(from) = self.survey.dialect else {
            // Nobody can say what was wrong before.
            notes.extend(after.iter().map(|finding| about(&from_1_3::STILL_INVALID, finding)));
            return Ok(());
        };
        let before = self.proof.errors(record.source(), element, from, &self.survey.namespace);
        proof::added(&before, &after).map_or(Ok(()), |added| Err(about(&WORSE, added)))
    }

    fn tell_all(&mut self, record: &Record<'_>, base: &str, notes: Vec<Note>) -> Result<(), ConvertError> {
        if notes.is_empty() {
            return Ok(());
        }
        let mut places = Places::new(record, self.survey.dialect.map(Dialect::schema), base);
        for Note { decision, origin, attribute, old, new, args } in notes {
            let mut place = places.place(Found { node: record.node(origin), attribute: None });
            if let Some(attribute) = &attribute {
                place.path.extend(["/@", attribute]);
            }
            place.attribute = attribute;
            self.tell(&Line { decision, place, old, new, args })?;
        }
        Ok(())
    }

    fn tell(&mut self, line: &Line) -> Result<(), ConvertError> {
        self.conversion.lines[line.kind() as usize] += 1;
        (self.tell)(line).map_err(ConvertError::Tell)
    }

    fn unreadable(&mut self, error: &ReadError) -> Result<(), ConvertError> {
        self.conversion.unreadable += 1;
        let place = Place { line: error.line, column: error.column, offset: error.offset, ..Place::start() };
        let args = Args::new().text("message", error.message.clone());
        self.tell(&Line { decision: &UNREADABLE, place, old: None, new: None, args })
    }
}

/// What was set aside, put back; `None` where there is nothing, or where it cannot be.
fn restored(tree: &Branch<'_>, notes: &mut Vec<Note>) -> Option<String> {
    match park::restore(tree) {
        Parked::Nothing => None,
        Parked::Edited => {
            notes.push(Note::new(&park::EDITED, tree.origin));
            None
        }
        Parked::Restored(source) => {
            notes.push(Note::new(&park::RESTORED, tree.origin));
            Some(source)
        }
    }
}

/// A note on the record, which a finding explains.
fn about(decision: &'static Decision, finding: &Finding) -> Note {
    let mut note = Note::new(decision, 0);
    let said = finding.clone();
    note.args =
        Args::new().text("code", finding.rule.code).told("message", move |lang: Lang| said.message(lang));
    note
}
