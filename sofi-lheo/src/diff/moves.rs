//! Actions and sessions that are found again elsewhere.

use std::{io, iter::Peekable};

use serde::{Deserialize, Serialize};
use sofi_core::{Niveau, diff::Side};

use super::{
    Couple, Log, Sorter,
    matching::{ACTION, Both, SESSION, numero, pair, pair_actions, pair_sessions},
    normal::Digest,
    side::{Stored, mobile_key, stored},
};
use crate::sort::Sorted;

/// A part of a formation, by the ranks of its action and of its session, from 0.
pub(super) type Part = (usize, Option<usize>);

/// A part that its formation and its action, on the other side, do not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Loose {
    key: String,
    side: Side,
    /// Its record in the log: the order of the feeds.
    at: u64,
    part: Part,
    couple: u64,
    digest: Digest,
}

/// A part that has moved, as one of the two sides sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Move {
    couple: u64,
    pub(super) side: Side,
    pub(super) part: Part,
    /// The record that has it on the other side, in the log.
    pub(super) at: u64,
    /// Which part of it.
    pub(super) other: Part,
}

/// All that has moved.
#[derive(Debug)]
pub(super) struct Moves(Sorter<Move>);

impl Moves {
    /// Looks for parts that are left on both sides.
    pub(super) fn find(memory: usize, couples: &mut Sorter<Couple>, log: &mut Log) -> io::Result<Self> {
        let mut loose = Sorter::new(memory);
        for (index, couple) in (0..).zip(couples.sorted()?) {
            let Couple { old, new, .. } = couple?;
            // The names of the files are of no use here.
            let mut load = |at: Option<u64>| at.map(|at| stored(log, &[], at)).transpose();
            let (one, other) = (load(old)?, load(new)?);
            let left = left(one.as_ref(), other.as_ref());
            for (side, record, at, parts) in
                [(Side::Old, &one, old, left.old), (Side::New, &other, new, left.new)]
            {
                let (Some(record), Some(at)) = (record, at) else { continue };
                add_loose(&mut loose, record, &parts, (side, at, index))?;
            }
        }
        let mut moves = Sorter::new(memory);
        let mut sorted = loose.sorted()?.peekable();
        while let Some(first) = sorted.next().transpose()? {
            let key = first.key.clone();
            let mut sides = [Vec::new(), Vec::new()];
            sides[first.side as usize].push(first);
            while let Some(next) = sorted.next_if(|next| next.as_ref().map_or(true, |it| it.key == key)) {
                let next = next?;
                sides[next.side as usize].push(next);
            }
            let [olds, news] = &sides;
            let digests = |loose: &[Loose]| loose.iter().map(|one| one.digest).collect::<Vec<_>>();
            for (one, other) in pair(&digests(olds), &digests(news)).both {
                for (this, that) in [(&olds[one], &news[other]), (&news[other], &olds[one])] {
                    let Loose { couple, side, part, .. } = *this;
                    moves.push(Move { couple, side, part, at: that.at, other: that.part }, 0)?;
                }
            }
        }
        Ok(Self(moves))
    }

    /// They, couple by couple.
    pub(super) fn sorted(&mut self) -> io::Result<MovesOf<'_>> {
        Ok(MovesOf(self.0.sorted()?.peekable()))
    }
}

/// What has moved, in the order of the couples.
pub(super) struct MovesOf<'m>(Peekable<Sorted<'m, Move>>);

impl MovesOf<'_> {
    /// What has moved into the new record of this couple, or out of the old one. Couples are asked for in order.
    pub(super) fn of(&mut self, couple: u64) -> io::Result<Vec<Move>> {
        let mut found = Vec::new();
        while let Some(next) = self.0.next_if(|next| next.as_ref().map_or(true, |next| next.couple <= couple))
        {
            found.push(next?);
        }
        Ok(found)
    }
}

/// Two actions that belong together, by their ranks, and their sessions that do.
#[derive(Debug)]
pub(super) struct Actions {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) sessions: Both,
}

/// The parts of two formations that belong together, and those that are left.
#[derive(Debug, Default)]
pub(super) struct Inside {
    pub(super) actions: Vec<Actions>,
    pub(super) old: Vec<Part>,
    pub(super) new: Vec<Part>,
}

/// Finds the parts of a record that its other side does not have.
pub(super) fn left(old: Option<&Stored>, new: Option<&Stored>) -> Inside {
    let all = |record: Option<&Stored>| -> Vec<usize> {
        record.map_or(0..0, |record| 0..record.root.all(ACTION).count()).collect()
    };
    let mut inside = Inside::default();
    let (lone_old, lone_new) = if let (Some(old), Some(new)) = (old, new) {
        let (ones, others): (Vec<_>, Vec<_>) =
            (old.root.all(ACTION).collect(), new.root.all(ACTION).collect());
        let pairs = pair_actions(&old.root, &new.root);
        for (one, other) in pairs.both {
            let sessions = pair_sessions(ones[one], others[other]);
            inside.old.extend(sessions.old.iter().map(|&session| (one, Some(session))));
            inside.new.extend(sessions.new.iter().map(|&session| (other, Some(session))));
            inside.actions.push(Actions { old: one, new: other, sessions: sessions.both });
        }
        (pairs.old, pairs.new)
    } else {
        (all(old), all(new))
    };
    // An action goes with its sessions.
    for (record, lone, parts) in [(old, lone_old, &mut inside.old), (new, lone_new, &mut inside.new)] {
        for action in lone {
            parts.push((action, None));
            let found = record.and_then(|record| record.root.all(ACTION).nth(action));
            let count = found.map_or(0, |action| action.all(SESSION).count());
            parts.extend((0..count).map(|session| (action, Some(session))));
        }
        parts.sort_unstable();
    }
    inside
}

/// Writes down the parts of a record that may be found again elsewhere.
fn add_loose(
    loose: &mut Sorter<Loose>,
    record: &Stored,
    parts: &[Part],
    (side, at, couple): (Side, u64, u64),
) -> io::Result<()> {
    let actions: Vec<(_, Vec<_>)> =
        record.root.all(ACTION).map(|action| (action, action.all(SESSION).collect())).collect();
    let numeros = record.numeros();
    for &part in parts {
        let (action, sessions) = &actions[part.0];
        let numeros = numeros.action(numero(action));
        let (node, key) = match part.1.map(|rank| sessions[rank]) {
            None => (*action, mobile_key(&numeros, Niveau::Action)),
            Some(session) => (session, mobile_key(&numeros.session(numero(session)), Niveau::Session)),
        };
        if let Some(key) = key {
            let weight = key.len();
            loose.push(Loose { key, side, at, part, couple, digest: node.digest() }, weight)?;
        }
    }
    Ok(())
}
