//! The order of additions in their group.

/// The names of what stands in a group, and in the groups inside of it, in the order of the profile: (name, name inside
/// of it or nothing).
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    rows: &'static [(&'static str, &'static str)],
    /// Only what stands in this one of its groups.
    inside: Option<&'static str>,
}

impl Order {
    pub(super) const fn new(rows: &'static [(&'static str, &'static str)]) -> Self {
        Self { rows, inside: None }
    }

    /// The order in a group inside of it.
    pub(super) const fn inside(self, name: &'static str) -> Self {
        Self { inside: Some(name), ..self }
    }

    /// The order in a group inside of it, when it has one of this name.
    pub(super) fn holding(self, name: &str) -> Option<Self> {
        let (inside, _) = self.rows.iter().find(|(first, second)| *first == name && !second.is_empty())?;
        Some(self.inside(inside))
    }

    fn names(self) -> impl Iterator<Item = &'static str> {
        self.rows.iter().filter_map(move |(first, second)| match self.inside {
            None => Some(*first),
            Some(inside) => (inside == *first).then_some(*second),
        })
    }

    /// Of names that it knows, even ranks; what it does not know comes just before the last that it knows.
    pub(super) fn rank(self, name: &str) -> usize {
        let known = self.names().position(|known| known == name);
        known.map_or_else(|| (2 * self.names().count()).saturating_sub(3), |position| 2 * position)
    }

    /// The rank of a group, or of an addition, that it knows.
    pub(super) fn known(self, name: &str, is_group: bool) -> Option<usize> {
        let is_it = |(first, second): &(&str, &str)| *first == name && second.is_empty() != is_group;
        self.rows.iter().position(is_it).map(|position| 2 * position)
    }

    /// The name that has this rank.
    pub(super) fn name_at(self, rank: usize) -> Option<&'static str> {
        if rank.is_multiple_of(2) { self.names().nth(rank / 2) } else { None }
    }

    /// Where to put a name among these: after the last that comes before it, else before the first that comes after it. What the
    /// order does not know stays where it is.
    pub(super) fn place<'n>(self, name: &str, among: impl Iterator<Item = Option<&'n str>>) -> usize {
        let own = self.rank(name);
        let ranks: Vec<_> = among.map(|other| self.rank(other.unwrap_or_default())).collect();
        let is_known = |rank: &usize| self.name_at(*rank).is_some();
        let last_before = ranks.iter().rposition(|rank| is_known(rank) && *rank <= own);
        let first_after = || ranks.iter().position(|rank| is_known(rank) && *rank > own);
        last_before.map(|at| at + 1).or_else(first_after).unwrap_or(ranks.len())
    }
}
