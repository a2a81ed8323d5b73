//! Compares two feeds: what is new, gone, changed or moved, in bounded memory.
//!
//! Everything that a record says is compared, by local names, so that the two feeds may be of different dialects. What does not
//! count: the encoding, comments, CDATA, prefixes, the order of attributes, blanks between elements and at the ends of values, and the
//! order of formations, actions and sessions among themselves. What stands outside of records (the root, its extensions) is not
//! compared.
//!
//! Who is who:
//!
//! - a record by its number; without a number, by the SIRET that answers for it and its title; with neither, by its content
//!   ([`cle_enregistrement`]);
//! - in a formation, its actions by their numbers, those without as they stand; in an action, its sessions by their numbers, those
//!   without by their first day;
//! - an action or a session that is left, by its number and the SIRET, anywhere in the feed ([`Numeros::cle_mobile`]): it has moved;
//! - what shares a key, as multisets: what is identical first, then in the order of the documents.
//!
//! ```
//! use sofi_lheo::{Reader, diff::Comparison};
//!
//! let feed = |fin| format!(
//!     r#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"><action numero="A1"><session numero="S1"><periode>
//!     <debut>20260901</debut><fin>{fin}</fin></periode></session></action></formation></offres></lheo>"#
//! );
//! let (old, new) = (feed("20261231"), feed("20270131"));
//! let old = Reader::from_slice("old.xml", old.as_bytes())?;
//! let new = Reader::from_slice("new.xml", new.as_bytes())?;
//! let (differences, summary) = Comparison::new().collect(old, new)?;
//! assert_eq!((differences.len(), summary.sessions.changed), (1, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod block;
mod fields;
mod matching;
mod moves;
mod normal;
mod side;

use std::io;

use serde::{Deserialize, Serialize};
use sofi_core::diff::{DiffSummary, Difference, SessionsOfOrganisme, Side};
#[expect(unused_imports, reason = "the documentation names them")]
use sofi_core::{Numeros, cle_enregistrement};

use crate::{
    Reader,
    sort::{Log, Sorter},
};
use block::Block;
use matching::pair;
use moves::Moves;
use side::{Entry, Feeds, OrganismeEntry};

/// What stops a comparison. What is wrong in a feed does not.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DiffError {
    /// A temporary file, where the feeds are sorted, cannot be written or read.
    #[error("temporary file: {0}")]
    Temporary(io::Error),
    /// Those who are told of the differences failed.
    #[error("{0}")]
    Write(io::Error),
}

/// Compares two feeds.
///
/// It reads the old feed to its end, then the new one. What it keeps of both is sorted in temporary files past a bound, so that memory
/// grows with neither; these files take up to the size of both feeds.
///
/// ```no_run
/// use sofi_lheo::{Reader, diff::Comparison};
///
/// let (old, new) = (Reader::from_path("monday.xml.gz")?, Reader::from_path("tuesday.xml.gz")?);
/// let summary = Comparison::new().run(old, new, |difference| {
///     println!("{difference:?}");
///     Ok(())
/// })?;
/// println!("{} sessions are gone", summary.sessions.removed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Comparison {
    memory: usize,
}

impl Default for Comparison {
    fn default() -> Self {
        Self::new()
    }
}

/// What a comparison keeps in memory of each list that it sorts, in bytes.
const MEMORY: usize = 16 << 20;

impl Comparison {
    /// One that keeps 16 MiB of each list that it sorts in memory.
    pub const fn new() -> Self {
        Self { memory: MEMORY }
    }

    /// How many bytes of each list that it sorts stay in memory before they go to a file. There are up to eight.
    ///
    /// ```
    /// let frugal = sofi_lheo::diff::Comparison::new().memory(1 << 20);
    /// ```
    #[must_use]
    pub const fn memory(self, bytes: usize) -> Self {
        Self { memory: bytes }
    }

    /// All the differences at once: for feeds of which the differences fit in memory.
    ///
    /// # Errors
    /// When a temporary file cannot be written or read.
    pub fn collect(
        &self,
        old: Reader<'_>,
        new: Reader<'_>,
    ) -> Result<(Vec<Difference>, DiffSummary), DiffError> {
        let mut differences = Vec::new();
        let summary = self.run(old, new, |difference| {
            differences.push(difference.clone());
            Ok(())
        })?;
        Ok((differences, summary))
    }

    /// Tells the differences one by one: records that cannot be read, then records that differ in the order of the new feed,
    /// then those that are gone in the order of the old one. Same feeds, same differences, whatever the [memory](Self::memory).
    ///
    /// # Errors
    /// When a temporary file cannot be written or read, or `tell` fails.
    pub fn run(
        &self,
        mut old: Reader<'_>,
        mut new: Reader<'_>,
        mut tell: impl FnMut(&Difference) -> io::Result<()>,
    ) -> Result<DiffSummary, DiffError> {
        let mut feeds = Feeds::new(self.memory);
        let mut summary = DiffSummary::default();
        let mut told = Ok(());
        let mut lost = |record| {
            if told.is_ok() {
                told = tell(&Difference::Unreadable(record));
            }
        };
        feeds.read(Side::Old, &mut old, &mut summary, &mut lost).map_err(DiffError::Temporary)?;
        feeds.read(Side::New, &mut new, &mut summary, &mut lost).map_err(DiffError::Temporary)?;
        told.map_err(DiffError::Write)?;
        summary.losses = losses(&mut feeds.organismes).map_err(DiffError::Temporary)?;
        let mut couples = self.couples(&mut feeds.entries, &mut summary).map_err(DiffError::Temporary)?;
        let mut moves =
            Moves::find(self.memory, &mut couples, &mut feeds.log).map_err(DiffError::Temporary)?;
        let mut moves = moves.sorted().map_err(DiffError::Temporary)?;
        for (index, couple) in (0..).zip(couples.sorted().map_err(DiffError::Temporary)?) {
            let record = couple
                .and_then(|couple| {
                    Block::load(&couple, moves.of(index)?, &mut feeds)?.compare(&mut summary, &mut feeds)
                })
                .map_err(DiffError::Temporary)?;
            if let Some(record) = record {
                tell(&Difference::Record(Box::new(record))).map_err(DiffError::Write)?;
            }
        }
        Ok(summary)
    }

    /// Pairs the records of the two feeds; those that are the same on both sides are counted, and done with.
    fn couples(&self, entries: &mut Sorter<Entry>, summary: &mut DiffSummary) -> io::Result<Sorter<Couple>> {
        let mut couples = Sorter::new(self.memory);
        let mut sorted = entries.sorted()?.peekable();
        while let Some(first) = sorted.next().transpose()? {
            let key = first.key.clone();
            let mut sides = [Vec::new(), Vec::new()];
            sides[first.side as usize].push(first);
            while let Some(entry) = sorted.next_if(|entry| entry.as_ref().map_or(true, |it| it.key == key)) {
                let entry = entry?;
                sides[entry.side as usize].push(entry);
            }
            let [olds, news] = &sides;
            let digests = |entries: &[Entry]| entries.iter().map(|entry| entry.digest).collect::<Vec<_>>();
            let pairs = pair(&digests(olds), &digests(news));
            for (one, other) in pairs.both {
                let (one, other) = (&olds[one], &news[other]);
                if one.digest == other.digest {
                    one.count_unchanged(summary);
                } else {
                    couples.push(Couple::new(Some(one), Some(other)), 0)?;
                }
            }
            for one in pairs.old {
                couples.push(Couple::new(Some(&olds[one]), None), 0)?;
            }
            for other in pairs.new {
                couples.push(Couple::new(None, Some(&news[other])), 0)?;
            }
        }
        Ok(couples)
    }
}

/// A record of the old feed and a record of the new one, or one of them: where they are in the log, whose order is that of the feeds.
/// What the new feed has comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Couple {
    is_gone: bool,
    order: u64,
    old: Option<u64>,
    new: Option<u64>,
}

impl Couple {
    fn new(old: Option<&Entry>, new: Option<&Entry>) -> Self {
        let (old, new) = (old.map(|entry| entry.at), new.map(|entry| entry.at));
        Self { is_gone: new.is_none(), order: new.or(old).unwrap_or_default(), old, new }
    }
}

/// The organisations that lost over 20 % of their sessions (FED-08), by SIRET.
fn losses(organismes: &mut Sorter<OrganismeEntry>) -> io::Result<Vec<SessionsOfOrganisme>> {
    let mut losses: Vec<SessionsOfOrganisme> = Vec::new();
    for entry in organismes.sorted()? {
        let entry = entry?;
        if losses.last().is_none_or(|last| last.siret != entry.siret) {
            if losses.last().is_some_and(|last| !last.is_loss()) {
                losses.pop();
            }
            losses.push(SessionsOfOrganisme { siret: entry.siret.clone(), ..Default::default() });
        }
        if let Some(last) = losses.last_mut() {
            // The last name that it went by.
            last.organisme = entry.organisme.or(last.organisme.take());
            match entry.side {
                Side::Old => last.old += entry.sessions,
                Side::New => last.new += entry.sessions,
            }
        }
    }
    losses.retain(SessionsOfOrganisme::is_loss);
    Ok(losses)
}
