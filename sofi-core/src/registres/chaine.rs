//! Replacement chains, which may split, join, and bite their tail.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What follows something, from replacement to replacement.
///
/// Registers replace one by many, many by one, and in chains (CRT-08, CRT-11). Errors of entry close circles, so
/// nothing is visited twice.
///
/// ```
/// use sofi_core::Chaine;
///
/// let follows = |n: u32| match n {
///     1 => vec![2, 3],
///     2 | 3 => vec![4],
///     _ => vec![],
/// };
/// let chaine = Chaine::from_start(1, follows);
/// assert_eq!((chaine.suivants, chaine.finals, chaine.cycle), (vec![2, 3, 4], vec![4], false));
///
/// let circle = Chaine::from_start(1, |n: u32| vec![n % 2 + 1]);
/// assert_eq!((circle.suivants, circle.finals, circle.cycle), (vec![2], vec![], true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chaine<T> {
    /// All that follows, nearest first, without the start.
    pub suivants: Vec<T>,
    /// Those of them that nothing replaces: what to use today.
    pub finals: Vec<T>,
    /// True when a circle was met; `finals` may be empty then.
    pub cycle: bool,
}

impl<T: Copy + Ord> Chaine<T> {
    /// Walks from `start`; `follows` tells what replaces one.
    pub fn from_start<I: IntoIterator<Item = T>>(start: T, follows: impl Fn(T) -> I) -> Self {
        let mut seen = BTreeSet::from([start]);
        let mut arcs: Vec<(T, T)> = Vec::new();
        let mut suivants = Vec::new();
        let mut finals = Vec::new();
        let mut queue = VecDeque::from([start]);
        while let Some(current) = queue.pop_front() {
            let before = arcs.len();
            for next in follows(current) {
                arcs.push((current, next));
                if seen.insert(next) {
                    suivants.push(next);
                    queue.push_back(next);
                }
            }
            if arcs.len() == before && current != start {
                finals.push(current);
            }
        }
        let cycle = has_cycle(&seen, &arcs);
        Self { suivants, finals, cycle }
    }

    /// True when nothing follows.
    pub const fn is_empty(&self) -> bool {
        self.suivants.is_empty()
    }
}

/// Takes away what nothing leads to, again and again: what stays is a circle, or hangs on one.
fn has_cycle<T: Copy + Ord>(nodes: &BTreeSet<T>, arcs: &[(T, T)]) -> bool {
    let mut entering: BTreeMap<T, usize> = nodes.iter().map(|node| (*node, 0)).collect();
    let mut leaving: BTreeMap<T, Vec<T>> = BTreeMap::new();
    for (from, to) in arcs {
        *entering.entry(*to).or_default() += 1;
        leaving.entry(*from).or_default().push(*to);
    }
    let mut free: Vec<T> = entering.iter().filter(|(_, count)| **count == 0).map(|(node, _)| *node).collect();
    let mut removed = 0;
    while let Some(node) = free.pop() {
        removed += 1;
        for next in leaving.get(&node).into_iter().flatten() {
            if let Some(count) = entering.get_mut(next) {
                *count -= 1;
                if *count == 0 {
                    free.push(*next);
                }
            }
        }
    }
    removed < nodes.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_graph_is_walked_to_its_ends(arcs in prop::collection::vec((0_u8..12, 0_u8..12), 0..30)) {
            let arcs: BTreeSet<(u8, u8)> = arcs.into_iter().collect();
            let follows = |from: u8| arcs.iter().filter(move |arc| arc.0 == from).map(|arc| arc.1).collect::<Vec<_>>();
            let chaine = Chaine::from_start(0, follows);

            // What can be reached, and what can reach itself, by brute force.
            let mut paths = arcs.clone();
            loop {
                let longer: BTreeSet<(u8, u8)> = paths
                    .iter()
                    .flat_map(|(a, b)| arcs.iter().filter(move |arc| arc.0 == *b).map(move |arc| (*a, arc.1)))
                    .collect();
                let before = paths.len();
                paths.extend(longer);
                if paths.len() == before {
                    break;
                }
            }
            let mut reached: BTreeSet<u8> = paths.iter().filter(|path| path.0 == 0).map(|path| path.1).collect();
            let cycle = paths.contains(&(0, 0)) || reached.iter().any(|node| paths.contains(&(*node, *node)));
            reached.remove(&0);
            let walked: BTreeSet<u8> = chaine.suivants.iter().copied().collect();
            prop_assert_eq!(walked.len(), chaine.suivants.len(), "nothing twice");
            prop_assert_eq!(&walked, &reached);
            prop_assert_eq!(chaine.cycle, cycle);
            let ends: BTreeSet<u8> = reached.into_iter().filter(|node| follows(*node).is_empty()).collect();
            prop_assert_eq!(chaine.finals.iter().copied().collect::<BTreeSet<_>>(), ends);
        }
    }

    #[test]
    fn what_replaces_itself() {
        let chaine = Chaine::from_start('a', |_| ['a']);
        assert!(chaine.is_empty() && chaine.finals.is_empty() && chaine.cycle);
    }
}
