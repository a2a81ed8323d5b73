//! What rules over a whole feed have noted, sorted, in bounded memory: past a bound, notes go to temporary files.

use std::{borrow::Cow, io, iter::Peekable};

use serde::{Deserialize, Serialize};
use sofi_core::{
    Check, Context, FeedFinding, Group, Observation, Place, Rule, RuleSet, Severity, Witness, rules,
};

use crate::{
    Error,
    sort::{Log, Sorted, Sorter},
};

/// Notes are sorted in pieces of about this many bytes.
const PIECE: usize = 4 << 20;

/// Where a note was made, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) context: Context,
}

/// A spot as it is written down.
#[derive(Debug, Serialize, Deserialize)]
struct Written<'s> {
    numbers: [u64; 4],
    path: Cow<'s, str>,
    element: Option<Cow<'s, str>>,
    attribute: Option<Cow<'s, str>>,
    context: [Option<Cow<'s, str>>; 7],
}

/// A note as it is sorted: by rule, key and mark, then as it stands in the feed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Note {
    rule: Cow<'static, str>,
    key: String,
    /// Its `at` is the place of its spot in the log.
    witness: Witness,
}

/// A fault seen over the whole feed.
#[derive(Debug)]
pub(super) struct FeedFault {
    pub(super) finding: FeedFinding,
    pub(super) spot: Spot,
    pub(super) related: Option<Spot>,
}

/// What rules over a whole feed have noted.
#[derive(Debug)]
pub(super) struct Spool {
    /// Bytes that are kept in memory before they go to a file.
    piece: usize,
    log: Log,
    notes: Sorter<Note>,
    last: Option<(Spot, u64)>,
    failure: Option<io::Error>,
}

impl Default for Spool {
    fn default() -> Self {
        Self::new(PIECE)
    }
}

impl Spool {
    fn new(piece: usize) -> Self {
        let notes = Sorter::new(piece);
        Self { piece, log: Log::default(), notes, last: None, failure: None }
    }

    /// Writes down a note.
    pub(super) fn add(&mut self, note: Observation, spot: Spot) {
        if self.failure.is_none()
            && let Err(error) = self.try_add(note, spot)
        {
            self.failure = Some(error);
        }
    }

    fn try_add(&mut self, note: Observation, spot: Spot) -> io::Result<()> {
        let at = match &self.last {
            // Several rules note the same place.
            Some((last, at)) if *last == spot => *at,
            _ => {
                let at = self.log.push(&serde_json::to_vec(&Written::from(&spot))?, self.piece)?;
                self.last = Some((spot, at));
                at
            }
        };
        let note = Note { rule: note.rule.into(), key: note.key, witness: Witness { mark: note.mark, at } };
        let weight = note.rule.len() + note.key.len() + note.witness.mark.len();
        self.notes.push(note, weight)
    }

    fn spot(&mut self, at: u64) -> io::Result<Spot> {
        Ok(serde_json::from_slice::<Written<'_>>(&self.log.get(at)?)?.into())
    }

    /// What the rules make of the notes, in the order of the feed.
    ///
    /// # Errors
    /// When a temporary file cannot be written or read.
    pub(super) fn judge(
        &mut self,
        rules: &RuleSet,
    ) -> Result<Vec<(&'static Rule, Severity, FeedFault)>, Error> {
        if let Some(error) = self.failure.take() {
            return Err(Error::Temporary(error));
        }
        let mut found = Vec::new();
        let notes = self.notes.sorted().map_err(Error::Temporary)?;
        judge_sorted(notes, rules, &mut found).map_err(Error::Temporary)?;
        found.sort_by(|(one, _, a), (other, _, b)| (a.at, one.code).cmp(&(b.at, other.code)));
        found
            .into_iter()
            .map(|(rule, severity, finding)| {
                let spot = self.spot(finding.at)?;
                let related = finding.related.map(|at| self.spot(at)).transpose()?;
                Ok((rule, severity, FeedFault { finding, spot, related }))
            })
            .collect::<io::Result<_>>()
            .map_err(Error::Temporary)
    }
}

/// Judges sorted notes, group by group.
fn judge_sorted(
    notes: Sorted<'_, Note>,
    rules: &RuleSet,
    found: &mut Vec<(&'static Rule, Severity, FeedFinding)>,
) -> io::Result<()> {
    let mut notes = notes.peekable();
    while let Some(first) = notes.peek() {
        let (code, key) = match first {
            Ok(note) => (note.rule.clone(), note.key.clone()),
            Err(_) => return notes.next().map_or(Ok(()), |failed| failed.map(drop)),
        };
        let mut failure = None;
        let mut witnesses = Witnesses { notes: &mut notes, code: &code, key: &key, failure: &mut failure };
        let rule = rules::all().find(|rule| rule.rule.code == code);
        if let (Some(rule), Some(severity)) = (rule, rules.severity(&code))
            && let Check::Feed(check) = rule.check
        {
            (check.judge)(&mut Group {
                key: &key,
                witnesses: &mut witnesses,
                fault: &mut |finding| found.push((rule.rule, severity.min(finding.at_most), finding)),
            });
        }
        // What the rule has not looked at.
        witnesses.by_ref().for_each(drop);
        if let Some(error) = failure {
            return Err(error);
        }
    }
    Ok(())
}

/// The notes of one rule and key.
struct Witnesses<'n, 's> {
    notes: &'n mut Peekable<Sorted<'s, Note>>,
    code: &'n str,
    key: &'n str,
    failure: &'n mut Option<io::Error>,
}

impl Iterator for Witnesses<'_, '_> {
    type Item = Witness;

    fn next(&mut self) -> Option<Witness> {
        let is_same = |note: &io::Result<Note>| {
            note.as_ref().is_ok_and(|note| note.rule == self.code && note.key == self.key)
        };
        match self.notes.next_if(is_same) {
            Some(Ok(note)) => Some(note.witness),
            Some(Err(error)) => {
                *self.failure = Some(error);
                None
            }
            None => None,
        }
    }
}

impl<'s> From<&'s Spot> for Written<'s> {
    fn from(Spot { place, context }: &'s Spot) -> Self {
        let Context { formation, action, session, record, siret, organisme, departement } = context;
        let context = [formation, action, session, record, siret, organisme, departement];
        Self {
            numbers: [place.line, place.column, place.offset, place.end_offset],
            path: Cow::Borrowed(&place.path),
            element: place.element.as_deref().map(Cow::Borrowed),
            attribute: place.attribute.as_deref().map(Cow::Borrowed),
            context: context.map(|text| text.as_deref().map(Cow::Borrowed)),
        }
    }
}

impl From<Written<'_>> for Spot {
    fn from(written: Written<'_>) -> Self {
        let [line, column, offset, end_offset] = written.numbers;
        let context = written.context.map(|text| text.map(Cow::into_owned));
        let [formation, action, session, record, siret, organisme, departement] = context;
        Self {
            place: Place {
                line,
                column,
                offset,
                end_offset,
                path: written.path.into_owned(),
                element: written.element.map(Cow::into_owned),
                attribute: written.attribute.map(Cow::into_owned),
            },
            context: Context { formation, action, session, record, siret, organisme, departement },
        }
    }
}

#[cfg(test)]
mod tests {
    use sofi_core::OfferPath;

    use super::*;

    fn spot(line: u64) -> Spot {
        let place = Place { line, path: format!("/lheo/offres/formation[{line}]"), ..Place::start() };
        Spot { place, context: Context { formation: Some(format!("F{line}")), ..Context::default() } }
    }

    /// Notes whose keys and marks repeat, in an order that is not theirs.
    fn filled(piece: usize) -> Spool {
        let mut spool = Spool::new(piece);
        for line in 1..=500 {
            let key = (line * 7919 % 37).to_string();
            let mark = (line * 31 % 5).to_string();
            let mut note = Observation::new(key, mark, OfferPath::formation());
            note.rule = if line % 3 == 0 { "IDN06" } else { "ORG04" };
            spool.add(note, spot(line));
        }
        spool
    }

    fn sorted(spool: &mut Spool) -> Vec<Note> {
        assert!(spool.failure.is_none());
        spool.notes.sorted().unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn any_bound_gives_the_same_order_and_the_same_places() {
        let mut whole = filled(usize::MAX);
        assert!(whole.notes.is_in_memory() && whole.log.is_in_memory());
        let expected = sorted(&mut whole);
        assert!(expected.is_sorted() && expected.len() == 500);
        for piece in [1, 1000, 20_000] {
            let mut spool = filled(piece);
            assert!(!spool.notes.is_in_memory());
            let found = sorted(&mut spool);
            assert_eq!(found, expected, "{piece}");
            for note in found {
                let there = spool.spot(note.witness.at).unwrap();
                assert_eq!(there, whole.spot(note.witness.at).unwrap());
            }
        }
    }

    #[test]
    fn one_place_is_written_once() {
        let mut spool = Spool::default();
        for key in ["a", "b"] {
            spool.add(Observation::new(key, "", OfferPath::formation()), spot(1));
        }
        spool.add(Observation::new("c", "", OfferPath::formation()), spot(2));
        let notes = sorted(&mut spool);
        assert_eq!(notes[0].witness.at, notes[1].witness.at);
        assert_eq!(spool.spot(notes[2].witness.at).unwrap(), spot(2));
    }
}
