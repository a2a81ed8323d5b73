//! Changes that are tried, and kept where they do no harm.

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use sofi_core::{Edit, FileReport, Finding, Report};

use super::{
    Refusal, Revised,
    census::{self, Census, Comparison, Key},
    draft::{Draft, Moves, Patch},
    original::Original,
};
use crate::{Checker, EditorError, Reader, Unencodable, edit::encode, source::Encoding};

/// A change that may be made.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// What the caller knows it by.
    id: usize,
    /// The record that it changes.
    record: String,
    /// The fault that it mends, when it is for one: the document is to be better without it.
    key: Option<Key>,
    /// Where that fault is, when it kept a record from being read.
    damage: Option<u64>,
    patches: Vec<Patch>,
}

impl Candidate {
    /// The change that the fix of a finding makes.
    pub(super) fn of(finding: &Finding, id: usize, encoding: Encoding) -> Result<Self, Refusal> {
        let edits = finding.fix.as_ref().map(|fix| fix.edits.as_slice()).unwrap_or_default();
        Ok(Self {
            id,
            record: census::record(&finding.place.path).to_owned(),
            key: Some(Key::of(finding, finding.place.offset)),
            damage: census::is_of_form(finding).then_some(finding.place.offset),
            patches: patches(edits, encoding)?,
        })
    }

    /// A change for its own sake.
    pub(super) fn new(
        edits: &[Edit],
        record: String,
        id: usize,
        encoding: Encoding,
    ) -> Result<Self, Refusal> {
        Ok(Self { id, record, key: None, damage: None, patches: patches(edits, encoding)? })
    }
}

/// Checks made without anything that could be kept, at most: each takes the time of a check.
const MOST_CHECKS: usize = 64;

/// A document being changed.
#[derive(Debug)]
pub(super) struct Work<'a> {
    checker: Checker,
    pub(super) original: Original<'a>,
    pub(super) draft: Draft,
    /// What is found in the draft.
    pub(super) told: Report,
    checks: usize,
}

/// What came of some candidates; of those that are neither applied nor refused, another one stood in the way.
#[derive(Debug, Default)]
pub(super) struct Tried {
    pub(super) applied: Vec<usize>,
    pub(super) refused: Vec<(usize, Refusal)>,
}

impl<'a> Work<'a> {
    pub(super) fn new(checker: Checker, original: Original<'a>) -> Result<Self, EditorError> {
        let draft = Draft::whole(original.length);
        let mut work = Self { checker, original, draft, told: Report::default(), checks: 0 };
        let draft = work.draft.clone();
        work.told = work.check(&draft)?;
        Ok(work)
    }

    pub(super) fn revised(self) -> Revised<'a> {
        let encoding = self.encoding();
        Revised::new(self.original, self.draft, encoding)
    }

    pub(super) fn file(&self) -> &FileReport {
        // One document was opened: there is one entry.
        &self.told.files[0]
    }

    pub(super) fn encoding(&self) -> Encoding {
        let named = |encoding: &Encoding| Some(encoding.name()) == self.file().encoding;
        // What holds no document has no encoding, and nothing to change.
        Encoding::ALL.into_iter().find(named).unwrap_or(Encoding::Utf8)
    }

    fn check(&mut self, draft: &Draft) -> Result<Report, EditorError> {
        self.checks += 1;
        let checker = self.checker.clone();
        self.check_with(&checker, draft)
    }

    pub(super) fn check_with(&mut self, checker: &Checker, draft: &Draft) -> Result<Report, EditorError> {
        let name = self.original.name.clone();
        let report = checker.check_reader(&name, self.original.read(draft))?;
        if report.files.len() == 1 { Ok(report) } else { Err(EditorError::Several(name)) }
    }

    /// Applies those of the candidates that do no harm.
    pub(super) fn apply(&mut self, candidates: Vec<Candidate>) -> Result<Tried, EditorError> {
        let mut tried = Tried::default();
        let mut open = apart(candidates);
        if open.is_empty() {
            return Ok(tried);
        }
        let before = Census::of(self.file());
        // Of those of each record, this many are tried at once; of all, when a fault is in no record.
        let mut most: BTreeMap<String, usize> = BTreeMap::new();
        let mut most_of_all = usize::MAX;
        loop {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            let chosen: Vec<usize> = (0..open.len())
                .filter(|&i| {
                    let record = open[i].record.as_str();
                    let count = counts.entry(record).or_default();
                    *count += 1;
                    *count <= most.get(record).copied().unwrap_or(usize::MAX)
                })
                .take(most_of_all)
                .collect();
            if chosen.is_empty() {
                return Ok(tried);
            }
            let patches = sorted(chosen.iter().flat_map(|&i| &open[i].patches));
            let draft = self.draft.patched(patches.iter().copied());
            let moves = Moves::new(patches.iter().copied());
            let report = self.check(&draft)?;
            let file = &report.files[0];
            let candidates: Vec<&Candidate> = chosen.iter().map(|&i| &open[i]).collect();
            let hidden = self.hidden(&candidates, &moves, &draft)?;
            let comparison = Comparison::new(&before, file, &moves, &hidden);
            // Those that mend nothing are known one by one.
            let mut wrong: BTreeMap<usize, Refusal> = chosen
                .iter()
                .filter(|&&i| open[i].key.as_ref().is_some_and(|key| comparison.has_still(key, &before)))
                .map(|&i| (i, Refusal::NoBetter))
                .collect();
            let mut is_right = wrong.is_empty();
            for error in &comparison.new {
                is_right = false;
                let record = census::record(&error.place.path);
                let mut suspects: Vec<usize> =
                    chosen.iter().copied().filter(|&i| open[i].record == record).collect();
                let is_elsewhere = suspects.is_empty();
                if is_elsewhere {
                    suspects.clone_from(&chosen);
                }
                if suspects.iter().any(|i| wrong.contains_key(i)) {
                    continue;
                }
                if let [only] = suspects.as_slice() {
                    wrong.insert(*only, Refusal::NewError(Box::new((*error).clone())));
                } else if is_elsewhere {
                    most_of_all = chosen.len() / 2;
                } else {
                    most.insert(record.to_owned(), suspects.len() / 2);
                }
            }
            let is_mending = chosen.iter().any(|&i| open[i].key.is_some());
            if is_right && is_mending && !comparison.is_better(&before) {
                is_right = false;
                match chosen.as_slice() {
                    [only] => drop(wrong.insert(*only, Refusal::NoBetter)),
                    _ => most_of_all = chosen.len() / 2,
                }
            }
            if is_right {
                tried.applied = chosen.iter().map(|&i| open[i].id).collect();
                (self.draft, self.told, self.checks) = (draft, report, 0);
                return Ok(tried);
            }
            if self.checks >= MOST_CHECKS {
                // Not one more is tried; those not known to be wrong may be right.
                let rest = open
                    .into_iter()
                    .enumerate()
                    .map(|(i, candidate)| (candidate.id, wrong.remove(&i).unwrap_or(Refusal::Untried)));
                tried.refused.extend(rest);
                return Ok(tried);
            }
            if !wrong.is_empty() {
                // What is left is tried again as a whole.
                most.clear();
                most_of_all = usize::MAX;
            }
            let mut kept = Vec::with_capacity(open.len());
            for (i, candidate) in open.into_iter().enumerate() {
                match wrong.remove(&i) {
                    Some(refusal) => tried.refused.push((candidate.id, refusal)),
                    None => kept.push(candidate),
                }
            }
            open = kept;
        }
    }

    /// The parts of a changed document that could not be read before, because of faults of form that these candidates mend:
    /// from the end of the last record before one to the end of its record.
    fn hidden(
        &mut self,
        chosen: &[&Candidate],
        moves: &Moves,
        draft: &Draft,
    ) -> Result<Vec<Range<u64>>, EditorError> {
        let damage = chosen.iter().filter_map(|candidate| candidate.damage);
        let mut damage: Vec<u64> = damage.map(|offset| moves.now(offset)).collect();
        let mut hidden = Vec::new();
        if damage.is_empty() {
            return Ok(hidden);
        }
        damage.sort_unstable();
        let mut damage = damage.into_iter().peekable();
        let name = self.original.name.clone();
        let mut reader = Reader::from_reader(&name, self.original.read(draft))?;
        let mut at = 0;
        while damage.peek().is_some() {
            let (start, end) = match reader.next_record() {
                Ok(Some(record)) => (record.offset(), record.offset() + record.byte_length()),
                Ok(None) => (u64::MAX, u64::MAX),
                Err(_) => continue,
            };
            let mut to = None;
            while let Some(offset) = damage.next_if(|&offset| offset < end || end == u64::MAX) {
                to = Some(if offset < start { start } else { end });
            }
            if let Some(to) = to {
                hidden.push(at..to);
            }
            at = end;
        }
        Ok(hidden)
    }
}

/// Those that change other places than the ones before them; of two that meet, the first stays.
fn apart(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
    let mut places: HashSet<u64> = HashSet::new();
    let mut kept = Vec::new();
    for candidate in candidates {
        let is_free = candidate.patches.iter().all(|patch| {
            let Range { start, end } = patch.range;
            let above = taken.range(..=start).next_back().is_some_and(|(_, &other)| other > start);
            let inside = taken.range(start..end.max(start + 1)).next().is_some();
            let meets = patch.range.is_empty() && places.contains(&start);
            !above && !inside && !meets
        });
        if is_free && !candidate.patches.is_empty() {
            for patch in &candidate.patches {
                if patch.range.is_empty() {
                    places.insert(patch.range.start);
                } else {
                    taken.insert(patch.range.start, patch.range.end);
                }
            }
            kept.push(candidate);
        }
    }
    kept
}

fn sorted<'p>(patches: impl Iterator<Item = &'p Patch>) -> Vec<&'p Patch> {
    let mut patches: Vec<_> = patches.collect();
    patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
    patches
}

/// Edits as bytes of a document in this encoding.
fn patches(edits: &[Edit], encoding: Encoding) -> Result<Vec<Patch>, Refusal> {
    let mut patches = Vec::with_capacity(edits.len());
    for edit in edits {
        let bytes = encoded(&edit.replacement, encoding)?;
        patches.push(Patch { range: edit.offset..edit.offset + edit.length, bytes, moved_from: None });
    }
    // What goes at one place and comes at another has moved.
    if let [one, other] = patches.as_mut_slice() {
        let (gone, come) = if one.bytes.is_empty() { (one, other) } else { (other, one) };
        if gone.bytes.is_empty()
            && come.range.is_empty()
            && gone.range.end - gone.range.start == come.bytes.len() as u64
        {
            come.moved_from = Some(gone.range.start);
        }
    }
    Ok(patches)
}

/// A piece of XML in the encoding of the document. What it lacks is written as references where they may stand.
fn encoded(text: &str, encoding: Encoding) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::with_capacity(text.len());
    match encode(encoding, Unencodable::Reference, text, &mut out) {
        Ok(()) => Ok(out),
        Err(error) => Err(Refusal::Unencodable(error.character)),
    }
}
