//! A record of the old feed against a record of the new one, part by part.

use std::{collections::BTreeMap, io, rc::Rc};

use sofi_core::{
    Niveau,
    diff::{DiffKind, DiffSummary, FieldDiff, Origin, PartDiff, PartName, RecordDiff, Side},
};

use super::{
    Couple, fields,
    matching::{ACTION, Pairs, SESSION, numero, pair_unnumbered_sessions},
    moves::{Actions, Move, Part, left},
    normal::Normal,
    side::{Feeds, Stored},
};

/// A record that differs, or that one side only has; and which of its parts have moved.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) old: Option<Stored>,
    pub(super) new: Option<Stored>,
    pub(super) moves: Vec<Move>,
}

/// What is found of a record, part by part.
struct Found<'s> {
    summary: &'s mut DiffSummary,
    parts: Vec<PartDiff>,
}

impl Found<'_> {
    /// A part that both sides have, moved or in its place.
    fn both(&mut self, named: Named<'_>, fields: Vec<FieldDiff>, from: Option<Origin>) {
        let change = if from.is_some() { DiffKind::Moved } else { DiffKind::Changed };
        let counts = self.summary.level(named.level);
        if from.is_none() && fields.is_empty() {
            counts.unchanged += 1;
            return;
        }
        counts.add(change);
        self.parts.push(named.diff(change, fields, from));
    }

    /// A part that one side only has.
    fn alone(&mut self, named: Named<'_>, change: DiffKind) {
        self.summary.level(named.level).add(change);
        self.parts.push(named.diff(change, Vec::new(), None));
    }
}

/// A part, with what it is called.
#[derive(Clone, Copy)]
struct Named<'n> {
    level: Niveau,
    node: &'n Normal,
    rank: usize,
    /// The action of a session, and its rank.
    action: Option<(&'n Normal, usize)>,
}

impl<'n> Named<'n> {
    fn action(node: &'n Normal, rank: usize) -> Self {
        Self { level: Niveau::Action, node, rank, action: None }
    }

    fn session(node: &'n Normal, rank: usize, action: (&'n Normal, usize)) -> Self {
        Self { level: Niveau::Session, node, rank, action: Some(action) }
    }

    fn diff(self, change: DiffKind, fields: Vec<FieldDiff>, from: Option<Origin>) -> PartDiff {
        let name = |node: &Normal, rank: usize| PartName {
            numero: numero(node).map(str::to_owned),
            rank: rank as u64 + 1,
        };
        let day = |which| match self.level {
            Niveau::Session => self.node.text_at(&["periode", which]).map(str::to_owned),
            _ => None,
        };
        PartDiff {
            level: self.level,
            change,
            name: name(self.node, self.rank),
            action: self.action.map(|(node, rank)| name(node, rank)),
            debut: day("debut"),
            fin: day("fin"),
            from,
            fields,
        }
    }
}

impl Block {
    /// Takes both records out of the log.
    pub(super) fn load(couple: &Couple, moves: Vec<Move>, feeds: &mut Feeds) -> io::Result<Self> {
        let mut load = |at: Option<u64>| at.map(|at| feeds.stored(at)).transpose();
        Ok(Self { old: load(couple.old)?, new: load(couple.new)?, moves })
    }

    /// What differs; `None` when nothing does but the order of parts.
    pub(super) fn compare(
        self,
        summary: &mut DiffSummary,
        feeds: &mut Feeds,
    ) -> io::Result<Option<RecordDiff>> {
        let Self { old, new, moves } = &self;
        let Some(named) = new.as_ref().or(old.as_ref()) else { return Ok(None) };
        let is_formation = named.is_formation();
        let parts_name = is_formation.then_some(ACTION);
        let fields = match (old, new) {
            (Some(old), Some(new)) => fields::compare(&old.root, &new.root, parts_name),
            _ => Vec::new(),
        };
        let (change, lacking) = match (old, new) {
            (None, _) => (DiffKind::Added, Side::Old),
            (_, None) => (DiffKind::Removed, Side::New),
            _ => (DiffKind::Changed, Side::New),
        };
        let doubtful = change != DiffKind::Changed && summary.unreadable[lacking as usize] > 0;
        let own = if is_formation { &mut summary.formations } else { &mut summary.others };
        if change == DiffKind::Changed && fields.is_empty() {
            own.unchanged += 1;
        } else {
            own.add(change);
        }
        let mut found = Found { summary, parts: Vec::new() };
        if is_formation {
            inside(old.as_ref(), new.as_ref(), moves, &mut found, feeds)?;
        }
        let parts = found.parts;
        if change == DiffKind::Changed && fields.is_empty() && parts.is_empty() {
            return Ok(None);
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(Some(RecordDiff {
            record: named.root.name.clone(),
            change,
            doubtful,
            numero: owned(numero(&named.root)),
            intitule: owned(named.intitule()),
            siret: owned(named.siret()),
            organisme: owned(named.organisme()),
            old: old.as_ref().map(|record| record.place.clone()),
            new: new.as_ref().map(|record| record.place.clone()),
            fields,
            parts,
        }))
    }
}

/// Compares the actions and sessions of two formations, or of one.
fn inside(
    old: Option<&Stored>,
    new: Option<&Stored>,
    moves: &[Move],
    found: &mut Found<'_>,
    feeds: &mut Feeds,
) -> io::Result<()> {
    let empty = Normal::default();
    let [old_root, new_root] = [old, new].map(|record| record.map_or(&empty, |record| &record.root));
    let olds: Vec<_> = old_root.all(ACTION).collect();
    let news: Vec<_> = new_root.all(ACTION).collect();
    let moved: BTreeMap<(Side, Part), &Move> =
        moves.iter().map(|moved| ((moved.side, moved.part), moved)).collect();
    let matched = left(old, new);
    let siret = |record: Option<&Stored>| record.and_then(|record| record.numeros().organisme());
    let is_other_siret = matches!((siret(old), siret(new)), (Some(one), Some(other)) if one != other);
    let in_place: BTreeMap<usize, &Actions> =
        matched.actions.iter().map(|actions| (actions.new, actions)).collect();
    for (rank, action) in news.iter().enumerate() {
        let named = Named::action(action, rank);
        let moved_action = moved.get(&(Side::New, (rank, None)));
        let source: Option<Rc<Stored>> = moved_action.map(|it| feeds.origin(it.at)).transpose()?;
        // The action on the other side, and the sessions that both have in their places.
        let before: Option<&Normal>;
        let mut pairs = Pairs::default();
        if let Some(actions) = in_place.get(&rank) {
            let there = olds[actions.old];
            before = Some(there);
            pairs.both.clone_from(&actions.sessions);
            found.both(named, fields::compare(there, action, Some(SESSION)), None);
        } else if let (Some(it), Some(record)) = (moved_action, &source)
            && let Some(there) = record.root.all(ACTION).nth(it.other.0)
        {
            before = Some(there);
            pairs = pair_unnumbered_sessions(there, action);
            found.both(named, fields::compare(there, action, Some(SESSION)), Some(origin(record, None)));
        } else {
            before = None;
            found.alone(named, DiffKind::Added);
        }
        let theirs: Vec<_> = before.map(|before| before.all(SESSION).collect()).unwrap_or_default();
        let both: BTreeMap<usize, usize> = pairs.both.iter().map(|(one, other)| (*other, *one)).collect();
        for (place, session) in action.all(SESSION).enumerate() {
            let named = Named::session(session, place, (action, rank));
            if let Some(one) = both.get(&place) {
                found.summary.siret_changed += u64::from(is_other_siret);
                found.both(named, fields::compare(theirs[*one], session, None), None);
            } else if let Some(it) = moved.get(&(Side::New, (rank, Some(place))))
                && let record = feeds.origin(it.at)?
                && let Some(from) = record.root.all(ACTION).nth(it.other.0)
                && let Some(there) = it.other.1.and_then(|rank| from.all(SESSION).nth(rank))
            {
                // It may have come with its action.
                let is_carried =
                    moved_action.is_some_and(|action| (action.at, action.other.0) == (it.at, it.other.0));
                let from = (!is_carried).then(|| origin(&record, Some(from)));
                found.both(named, fields::compare(there, session, None), from);
            } else {
                found.alone(named, DiffKind::Added);
            }
        }
        // Sessions without a number that an action has left behind as it moved.
        if let (Some(before), Some(_)) = (before, moved_action) {
            for place in pairs.old {
                found.alone(Named::session(theirs[place], place, (before, rank)), DiffKind::Removed);
            }
        }
    }
    let sessions: Vec<Vec<_>> = olds.iter().map(|action| action.all(SESSION).collect()).collect();
    for part in matched.old {
        let (rank, place) = part;
        if moved.contains_key(&(Side::Old, part)) {
            continue;
        }
        let action = olds[rank];
        let Some(place) = place else {
            found.alone(Named::action(action, rank), DiffKind::Removed);
            continue;
        };
        let session = sessions[rank][place];
        // Those without a number are told of where their action went.
        if numero(session).is_some() || !moved.contains_key(&(Side::Old, (rank, None))) {
            found.alone(Named::session(session, place, (action, rank)), DiffKind::Removed);
        }
    }
    Ok(())
}

/// Where a part comes from: its formation, and its action when it is a session.
fn origin(record: &Stored, action: Option<&Normal>) -> Origin {
    Origin {
        formation: numero(&record.root).map(str::to_owned),
        action: action.and_then(numero).map(str::to_owned),
        place: record.place.clone(),
    }
}
