//! Who is who: two lists that share a key, and the parts of two formations.

use std::collections::{BTreeMap, VecDeque};

use super::normal::Normal;

/// Places that belong together: in the old list, in the new one.
pub(super) type Both = Vec<(usize, usize)>;

/// Places in the old list and in the new one that belong together, in the order of the new one; and those left alone.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pub(super) both: Both,
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
}

/// Pairs what shares a key, as multisets: what is identical first, then in the order of the documents.
pub(super) fn pair<T: Ord>(old: &[T], new: &[T]) -> Pairs {
    let mut waiting: BTreeMap<&T, VecDeque<usize>> = BTreeMap::new();
    for (place, one) in old.iter().enumerate() {
        waiting.entry(one).or_default().push_back(place);
    }
    let mut both = Vec::new();
    let mut others = Vec::new();
    for (place, other) in new.iter().enumerate() {
        match waiting.get_mut(other).and_then(VecDeque::pop_front) {
            Some(one) => both.push((one, place)),
            None => others.push(place),
        }
    }
    let mut ones: Vec<usize> = waiting.into_values().flatten().collect();
    ones.sort_unstable();
    let common = ones.len().min(others.len());
    both.extend(ones.drain(..common).zip(others.drain(..common)));
    both.sort_unstable_by_key(|(_, place)| *place);
    Pairs { both, old: ones, new: others }
}

/// Pairs by key, then [as multisets](pair).
pub(super) fn pair_by<'n, K: Ord>(
    old: &[&'n Normal],
    new: &[&'n Normal],
    key: impl Fn(&'n Normal) -> K,
) -> Pairs {
    let mut groups: BTreeMap<K, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, list) in [old, new].into_iter().enumerate() {
        for (place, node) in list.iter().enumerate() {
            groups.entry(key(node)).or_default()[side].push(place);
        }
    }
    let mut all = Pairs::default();
    for [ones, others] in groups.into_values() {
        let nodes = |places: &[usize], list: &[&'n Normal]| -> Vec<&'n Normal> {
            places.iter().map(|&place| list[place]).collect()
        };
        let found = pair(&nodes(&ones, old), &nodes(&others, new));
        all.both.extend(found.both.iter().map(|&(one, other)| (ones[one], others[other])));
        all.old.extend(found.old.iter().map(|&one| ones[one]));
        all.new.extend(found.new.iter().map(|&other| others[other]));
    }
    all.both.sort_unstable_by_key(|(_, other)| *other);
    all.old.sort_unstable();
    all.new.sort_unstable();
    all
}

/// The number of a part, without which it is known by less.
pub(super) fn numero(node: &Normal) -> Option<&str> {
    node.attribute("numero").map(str::trim).filter(|numero| !numero.is_empty())
}

/// Pairs the actions of two formations: by their numbers; those that have none, as they stand.
pub(super) fn pair_actions(old: &Normal, new: &Normal) -> Pairs {
    let [ones, others] = [old, new].map(|formation| formation.all(ACTION).collect::<Vec<_>>());
    pair_by(&ones, &others, numero)
}

/// Pairs the sessions of two actions: by their numbers; those that have none, by their first day.
pub(super) fn pair_sessions(old: &Normal, new: &Normal) -> Pairs {
    let [ones, others] = [old, new].map(|action| action.all(SESSION).collect::<Vec<_>>());
    pair_by(&ones, &others, |session| (numero(session), first_day(session, numero(session))))
}

/// The same, for those that have no number only.
pub(super) fn pair_unnumbered_sessions(old: &Normal, new: &Normal) -> Pairs {
    let mut all = pair_sessions(old, new);
    let [ones, others] = [old, new].map(|action| action.all(SESSION).collect::<Vec<_>>());
    all.both.retain(|&(one, other)| numero(ones[one]).is_none() && numero(others[other]).is_none());
    all.old.retain(|&one| numero(ones[one]).is_none());
    all.new.retain(|&other| numero(others[other]).is_none());
    all
}

fn first_day<'n>(session: &'n Normal, numero: Option<&str>) -> Option<&'n str> {
    if numero.is_some() { None } else { session.text_at(&["periode", "debut"]) }
}

pub(super) const FORMATION: &str = "formation";
pub(super) const ACTION: &str = "action";
pub(super) const SESSION: &str = "session";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_are_multisets() {
        let pairs = pair(&["a", "b", "a"], &["b", "c", "a", "d", "e"]);
        assert_eq!(pairs.both, [(1, 0), (2, 1), (0, 2)]);
        assert_eq!((pairs.old, pairs.new), (vec![], vec![3, 4]));
        // One of two that are the same is gone: the other one did not change.
        let pairs = pair(&["a", "b"], &["b"]);
        assert_eq!((pairs.both, pairs.old), (vec![(1, 0)], vec![0]));
    }
}
