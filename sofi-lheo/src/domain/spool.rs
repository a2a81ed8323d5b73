//! What rules over a whole feed have noted, sorted, in bounded memory: past a bound, notes go to temporary files.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    iter::Peekable,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sofi_core::{
    Check, Context, FeedFinding, Group, Observation, Place, Rule, RuleSet, Severity, Witness, rules,
};

use crate::Error;

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
struct Written {
    numbers: [u64; 4],
    path: String,
    element: Option<String>,
    attribute: Option<String>,
    context: [Option<String>; 7],
}

/// A note as it is sorted: by rule, key and mark, then as it stands in the feed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Note {
    rule: String,
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
    notes: Vec<Note>,
    weight: usize,
    runs: Vec<File>,
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
        Self {
            piece,
            log: Log::default(),
            notes: Vec::new(),
            weight: 0,
            runs: Vec::new(),
            last: None,
            failure: None,
        }
    }

    /// Writes down a note.
    pub(super) fn add(&mut self, note: &Observation, spot: &Spot) {
        if self.failure.is_none()
            && let Err(error) = self.try_add(note, spot)
        {
            self.failure = Some(error);
        }
    }

    fn try_add(&mut self, note: &Observation, spot: &Spot) -> io::Result<()> {
        let at = match &self.last {
            // Several rules note the same place.
            Some((last, at)) if last == spot => *at,
            _ => {
                let at = self.log.push(&Written::from(spot), self.piece)?;
                self.last = Some((spot.clone(), at));
                at
            }
        };
        let note = Note {
            rule: note.rule.to_owned(),
            key: note.key.clone(),
            witness: Witness { mark: note.mark.clone(), at },
        };
        self.weight += size_of::<Note>() + note.rule.len() + note.key.len() + note.witness.mark.len();
        self.notes.push(note);
        if self.weight > self.piece {
            self.spill()?;
        }
        Ok(())
    }

    /// Sorts the notes at hand into a file.
    fn spill(&mut self) -> io::Result<()> {
        self.notes.sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for note in self.notes.drain(..) {
            write(&mut file, &note)?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        self.weight = 0;
        Ok(())
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
        self.notes.sort_unstable();
        let notes = std::mem::take(&mut self.notes);
        let runs = std::mem::take(&mut self.runs);
        let mut found = Vec::new();
        judge_sorted(Merge::new(runs, notes).map_err(Error::Temporary)?, rules, &mut found)
            .map_err(Error::Temporary)?;
        found.sort_by(|(one, _, a), (other, _, b)| (a.at, one.code).cmp(&(b.at, other.code)));
        found
            .into_iter()
            .map(|(rule, severity, finding)| {
                let spot = self.log.get(finding.at)?;
                let related = finding.related.map(|at| self.log.get(at)).transpose()?;
                Ok((rule, severity, FeedFault { finding, spot, related }))
            })
            .collect::<io::Result<_>>()
            .map_err(Error::Temporary)
    }
}

/// Judges sorted notes, group by group.
fn judge_sorted(
    notes: Merge,
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
struct Witnesses<'n> {
    notes: &'n mut Peekable<Merge>,
    code: &'n str,
    key: &'n str,
    failure: &'n mut Option<io::Error>,
}

impl Iterator for Witnesses<'_> {
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

/// The notes of all the pieces, in order.
struct Merge {
    runs: Vec<BufReader<File>>,
    memory: std::vec::IntoIter<Note>,
    heads: BinaryHeap<Reverse<(Note, usize)>>,
    failure: Option<io::Error>,
}

impl Merge {
    fn new(runs: Vec<File>, memory: Vec<Note>) -> io::Result<Self> {
        let runs: Vec<_> = runs.into_iter().map(|file| BufReader::with_capacity(16 << 10, file)).collect();
        let mut merge = Self { runs, memory: memory.into_iter(), heads: BinaryHeap::new(), failure: None };
        for run in 0..=merge.runs.len() {
            merge.advance(run)?;
        }
        Ok(merge)
    }

    /// Takes the next note of a piece; the one after the files is what is still in memory.
    fn advance(&mut self, run: usize) -> io::Result<()> {
        let next = match self.runs.get_mut(run) {
            Some(file) => read(file)?,
            None => self.memory.next(),
        };
        self.heads.extend(next.map(|note| Reverse((note, run))));
        Ok(())
    }
}

impl Iterator for Merge {
    type Item = io::Result<Note>;

    fn next(&mut self) -> Option<io::Result<Note>> {
        if let Some(error) = self.failure.take() {
            self.heads.clear();
            return Some(Err(error));
        }
        let Reverse((note, run)) = self.heads.pop()?;
        if let Err(error) = self.advance(run) {
            self.failure = Some(error);
        }
        Some(Ok(note))
    }
}

/// Spots one after the other, in memory while there are few.
#[derive(Debug, Default)]
struct Log {
    memory: Vec<u8>,
    file: Option<File>,
    written: u64,
}

impl Log {
    fn push(&mut self, spot: &Written, piece: usize) -> io::Result<u64> {
        let at = self.written + self.memory.len() as u64;
        write(&mut self.memory, spot)?;
        if self.memory.len() > piece {
            if self.file.is_none() {
                self.file = Some(tempfile::tempfile()?);
            }
            if let Some(file) = &mut self.file {
                file.write_all(&self.memory)?;
                self.written += self.memory.len() as u64;
                self.memory.clear();
            }
        }
        Ok(at)
    }

    fn get(&mut self, at: u64) -> io::Result<Spot> {
        let written = if let Some(inside) = at.checked_sub(self.written) {
            let mut rest =
                usize::try_from(inside).ok().and_then(|at| self.memory.get(at..)).unwrap_or_default();
            read(&mut rest)?
        } else if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(at))?;
            read(&mut BufReader::with_capacity(1 << 10, file))?
        } else {
            None
        };
        written.map(|written: Written| written.into()).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Writes a value after its length.
fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_vec(value)?;
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&text)
}

/// Reads a value; `None` at the end.
fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut text = vec![0; u32::from_le_bytes(length) as usize];
    from.read_exact(&mut text)?;
    Ok(Some(serde_json::from_slice(&text)?))
}

impl From<&Spot> for Written {
    fn from(Spot { place, context }: &Spot) -> Self {
        let Context { formation, action, session, record, siret, organisme, departement } = context.clone();
        Self {
            numbers: [place.line, place.column, place.offset, place.end_offset],
            path: place.path.clone(),
            element: place.element.clone(),
            attribute: place.attribute.clone(),
            context: [formation, action, session, record, siret, organisme, departement],
        }
    }
}

impl From<Written> for Spot {
    fn from(written: Written) -> Self {
        let [line, column, offset, end_offset] = written.numbers;
        let [formation, action, session, record, siret, organisme, departement] = written.context;
        Self {
            place: Place {
                line,
                column,
                offset,
                end_offset,
                path: written.path,
                element: written.element,
                attribute: written.attribute,
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
            spool.add(&note, &spot(line));
        }
        spool
    }

    fn sorted(spool: &mut Spool) -> Vec<Note> {
        assert!(spool.failure.is_none());
        spool.notes.sort_unstable();
        let runs = std::mem::take(&mut spool.runs);
        Merge::new(runs, std::mem::take(&mut spool.notes)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn any_bound_gives_the_same_order_and_the_same_places() {
        let mut whole = filled(usize::MAX);
        assert!(whole.runs.is_empty() && whole.log.file.is_none());
        let expected = sorted(&mut whole);
        assert!(expected.is_sorted() && expected.len() == 500);
        for piece in [1, 1000, 20_000] {
            let mut spool = filled(piece);
            assert!(!spool.runs.is_empty());
            let found = sorted(&mut spool);
            assert_eq!(found, expected, "{piece}");
            for note in found {
                let there = spool.log.get(note.witness.at).unwrap();
                assert_eq!(there, whole.log.get(note.witness.at).unwrap());
            }
        }
    }

    #[test]
    fn one_place_is_written_once() {
        let mut spool = Spool::default();
        for key in ["a", "b"] {
            spool.add(&Observation::new(key, "", OfferPath::formation()), &spot(1));
        }
        assert_eq!(spool.notes[0].witness.at, spool.notes[1].witness.at);
        spool.add(&Observation::new("c", "", OfferPath::formation()), &spot(2));
        assert_eq!(spool.log.get(spool.notes[2].witness.at).unwrap(), spot(2));
    }

    #[test]
    fn a_place_that_is_not_there_is_an_error() {
        assert!(Log::default().get(7).is_err());
    }
}
