//! Mends documents: what is proposed is tried, checked, and only kept where it does no harm.

mod census;
mod diff;
mod draft;
mod original;
mod revised;

use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
    ops::Range,
    path::Path,
};

use sofi_core::{Edit, Finding, Report, Safety};

use crate::{Checker, EditorError, Reader, source::Encoding};
use census::{Census, Comparison, Key};
use draft::{Draft, Moves, Patch};
use original::Original;
pub use original::Packing;
pub use revised::Revised;

/// Mends documents by the fixes of their findings.
///
/// A fix is only kept where it mends its fault and brings no new error, which is checked before anything is written; all other
/// bytes stay as they are. What was mended once has nothing more to mend. Memory does not grow with the document, only with
/// what is changed.
///
/// ```
/// use sofi_core::Level;
/// use sofi_lheo::{Checker, Fixer};
///
/// let feed = br#"<periode xmlns="http://lheo.gouv.fr/2.3"><Debut>20260901</Debut><fin>31/12/2026</fin></periode>"#;
/// let fixer = Fixer::new(Checker::new(Level::Xsd));
/// let mut fixed = fixer.fix_slice("feed.xml", feed)?;
/// let mut out = Vec::new();
/// fixed.document.write(&mut out)?;
/// assert_eq!(out, br#"<periode xmlns="http://lheo.gouv.fr/2.3"><debut>20260901</debut><fin>31/12/2026</fin></periode>"#);
///
/// // What is only probable waits for somebody to say so.
/// let fixed = fixer.suggested().fix_slice("feed.xml", &out)?;
/// assert_eq!(fixed.applied[0].rule.code, "LHE25");
/// assert_eq!(fixed.report.summary().error, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Fixer {
    checker: Checker,
    most: Safety,
}

/// A document, mended as far as it goes. Nothing is written yet.
#[derive(Debug)]
pub struct Fixed<'a> {
    /// What was found before.
    pub before: Report,
    /// What is found in the mended document.
    pub report: Report,
    /// The findings whose fixes are applied, in the order they were.
    pub applied: Vec<Finding>,
    /// The findings whose fixes are not, and why.
    pub refused: Vec<(Finding, Refusal)>,
    /// Findings that were counted and not kept: their fixes could not be looked at.
    pub unseen: u64,
    /// The mended document.
    pub document: Revised<'a>,
}

/// Why a fix is not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It would bring this error.
    NewError(Box<Finding>),
    /// The document would be no better.
    NoBetter,
    /// The encoding of the document has no such character, and no reference can stand there.
    Unencodable(char),
    /// So many fixes of the document are doubtful that this one was not tried alone.
    Untried,
}

/// A change that may be made.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// What it is for.
    finding: Finding,
    patches: Vec<Patch>,
    key: Key,
}

/// Checks made for one document, at most: each takes the time of a check.
const MOST_CHECKS: usize = 64;

impl Fixer {
    /// Applies the safe fixes of what this checker finds.
    pub fn new(checker: Checker) -> Self {
        Self { checker, most: Safety::Safe }
    }

    /// Applies those that are only suggested as well.
    #[must_use]
    pub fn suggested(mut self) -> Self {
        self.most = Safety::Suggested;
        self
    }

    /// Mends a file that holds one document.
    ///
    /// # Errors
    /// When it cannot be read whole, or holds several documents.
    pub fn fix_path(&self, path: impl AsRef<Path>) -> Result<Fixed<'static>, EditorError> {
        self.fix(Original::from_path(path.as_ref())?)
    }

    /// Mends what a reader gives; it is copied to a temporary file.
    ///
    /// # Errors
    /// As for [`fix_path`](Self::fix_path).
    pub fn fix_reader(&self, name: &str, reader: impl Read + Send) -> Result<Fixed<'static>, EditorError> {
        self.fix(Original::from_reader(name, reader)?)
    }

    /// Mends bytes in memory.
    ///
    /// # Errors
    /// As for [`fix_path`](Self::fix_path).
    pub fn fix_slice<'a>(&self, name: &str, bytes: &'a [u8]) -> Result<Fixed<'a>, EditorError> {
        self.fix(Original::from_slice(name, bytes)?)
    }

    fn is_wanted(&self, finding: &Finding) -> bool {
        let Some(fix) = &finding.fix else { return false };
        (fix.safety == Safety::Safe || self.most == Safety::Suggested)
            && self.checker.is_wanted(finding.rule.code)
    }

    fn fix<'a>(&self, original: Original<'a>) -> Result<Fixed<'a>, EditorError> {
        let mut work = Work::new(self.checker.unfiltered(), original)?;
        let before = work.told.clone();
        let mut applied = Vec::new();
        let refused = loop {
            let found = work.file().findings.iter().filter(|finding| self.is_wanted(finding));
            let mut candidates = Vec::new();
            let mut refused = Vec::new();
            for finding in found {
                match work.candidate(finding) {
                    Ok(candidate) => candidates.push(candidate),
                    Err(refusal) => refused.push((finding.clone(), refusal)),
                }
            }
            // A declaration that is changed changes how all else is read: it comes first, and alone.
            if candidates.iter().any(|candidate| is_of_encoding(&candidate.finding)) {
                candidates.retain(|candidate| is_of_encoding(&candidate.finding));
            }
            let tried = work.apply(candidates)?;
            refused.extend(tried.refused);
            if tried.applied.is_empty() {
                break refused;
            }
            applied.extend(tried.applied);
        };
        let (before, report) = if self.checker.is_filtered() {
            let (whole, draft) = (Draft::whole(work.original.length), work.draft.clone());
            (work.check_with(&self.checker, &whole)?, work.check_with(&self.checker, &draft)?)
        } else {
            (before, work.told.clone())
        };
        let unseen = work.file().summary.total().saturating_sub(work.file().findings.len() as u64);
        Ok(Fixed { before, report, applied, refused, unseen, document: work.revised() })
    }
}

fn is_of_encoding(finding: &Finding) -> bool {
    matches!(finding.rule.code, "XML32" | "XML33")
}

/// A document being changed.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    checker: Checker,
    original: Original<'a>,
    draft: Draft,
    /// What is found in the draft.
    told: Report,
    checks: usize,
}

/// What came of some candidates.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    applied: Vec<Finding>,
    refused: Vec<(Finding, Refusal)>,
}

impl<'a> Work<'a> {
    fn new(checker: Checker, original: Original<'a>) -> Result<Self, EditorError> {
        let draft = Draft::whole(original.length);
        let mut work = Self { checker, original, draft, told: Report::default(), checks: 0 };
        let draft = work.draft.clone();
        work.told = work.check(&draft)?;
        Ok(work)
    }

    fn revised(self) -> Revised<'a> {
        let encoding = self.encoding();
        Revised { original: self.original, draft: self.draft, encoding }
    }

    fn file(&self) -> &sofi_core::FileReport {
        // One document was opened: there is one entry.
        &self.told.files[0]
    }

    fn encoding(&self) -> Option<Encoding> {
        Encoding::ALL.into_iter().find(|encoding| Some(encoding.name()) == self.file().encoding)
    }

    fn check(&mut self, draft: &Draft) -> Result<Report, EditorError> {
        self.checks += 1;
        let checker = self.checker.clone();
        self.check_with(&checker, draft)
    }

    fn check_with(&mut self, checker: &Checker, draft: &Draft) -> Result<Report, EditorError> {
        let name = self.original.name.clone();
        let report = checker.check_reader(&name, self.original.read(draft))?;
        if report.files.len() == 1 { Ok(report) } else { Err(EditorError::Several(name)) }
    }

    /// What the fix of a finding would change.
    fn candidate(&self, finding: &Finding) -> Result<Candidate, Refusal> {
        let edits = finding.fix.as_ref().map(|fix| fix.edits.as_slice()).unwrap_or_default();
        let patches = patches(edits, self.encoding().unwrap_or(Encoding::Utf8))?;
        let finding = Finding { excerpt: None, ..finding.clone() };
        let key = Key::of(&finding, finding.place.offset);
        Ok(Candidate { finding, patches, key })
    }

    /// Applies those of the candidates that do no harm.
    fn apply(&mut self, candidates: Vec<Candidate>) -> Result<Tried, EditorError> {
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
                    let record = open[i].record();
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
                .filter(|&&i| comparison.has_still(&open[i].key, &before))
                .map(|&i| (i, Refusal::NoBetter))
                .collect();
            let mut is_right = wrong.is_empty();
            for error in &comparison.new {
                is_right = false;
                let record = census::record(&error.place.path);
                let mut suspects: Vec<usize> =
                    chosen.iter().copied().filter(|&i| open[i].record() == record).collect();
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
            if is_right && !comparison.is_better(&before) {
                is_right = false;
                match chosen.as_slice() {
                    [only] => drop(wrong.insert(*only, Refusal::NoBetter)),
                    _ => most_of_all = chosen.len() / 2,
                }
            }
            if is_right {
                tried.applied = chosen.iter().map(|&i| open[i].finding.clone()).collect();
                (self.draft, self.told) = (draft, report);
                return Ok(tried);
            }
            if self.checks >= MOST_CHECKS {
                // Not one more is tried; those not known to be wrong may be right.
                let rest = open
                    .into_iter()
                    .enumerate()
                    .map(|(i, candidate)| (candidate.finding, wrong.remove(&i).unwrap_or(Refusal::Untried)));
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
                    Some(refusal) => tried.refused.push((candidate.finding, refusal)),
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
        let damage = chosen.iter().map(|candidate| &candidate.finding);
        let damage = damage.filter(|finding| census::is_of_form(finding));
        let mut damage: Vec<u64> = damage.map(|finding| moves.now(finding.place.offset)).collect();
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

impl Candidate {
    /// The record that it changes.
    fn record(&self) -> &str {
        census::record(&self.finding.place.path)
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

/// A text in the encoding of the document. What it lacks is written as references where the text is not one of names.
fn encoded(text: &str, encoding: Encoding) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Err((at, character)) = encoding.encode(rest, &mut out) {
        if text.contains(['<', '>']) {
            return Err(Refusal::Unencodable(character));
        }
        let reference = format!("&#{};", u32::from(character));
        encoding.encode(&reference, &mut out).map_err(|_| Refusal::Unencodable(character))?;
        rest = &rest[at + character.len_utf8()..];
    }
    Ok(out)
}
