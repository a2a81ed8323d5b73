//! Many texts in one block of memory, each kept once.

use std::collections::HashMap;

/// A text of a [`Textes`]; zero is the empty text, which stands for "not given".
pub(super) type Texte = u32;

/// Texts that no longer change, one behind the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Textes {
    bloc: String,
    /// Where each text ends; the empty text is not among them.
    fins: Vec<u32>,
}

impl Textes {
    /// The text, unless it is empty.
    pub(super) fn get(&self, texte: Texte) -> Option<&str> {
        let index = texte.checked_sub(1)? as usize;
        let end = *self.fins.get(index)? as usize;
        let start =
            index.checked_sub(1).and_then(|before| self.fins.get(before)).map_or(0, |fin| *fin as usize);
        self.bloc.get(start..end)
    }

    fn push(&mut self, text: &str) -> Texte {
        // Four billion bytes of names are more than France has: beyond, a name is as good as not given.
        let Ok(end) = u32::try_from(self.bloc.len() + text.len()) else { return 0 };
        self.bloc.push_str(text);
        self.fins.push(end);
        self.fins.len() as Texte
    }

    pub(super) fn heap_size(&self) -> usize {
        self.bloc.capacity() + heap_of(&self.fins)
    }
}

/// Texts being gathered: the same text has the same number.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexique {
    textes: Textes,
    connus: HashMap<Box<str>, Texte>,
}

impl Lexique {
    pub(super) fn intern(&mut self, text: Option<&str>) -> Texte {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return 0 };
        if let Some(known) = self.connus.get(text) {
            return *known;
        }
        let texte = self.textes.push(text);
        self.connus.insert(text.into(), texte);
        texte
    }

    /// Takes in the texts of another register: `result[texte]` is the number that each has here.
    pub(super) fn absorb(&mut self, textes: &Textes) -> Vec<Texte> {
        (0..=textes.fins.len() as Texte).map(|texte| self.intern(textes.get(texte))).collect()
    }

    pub(super) fn finish(self) -> Textes {
        let mut textes = self.textes;
        textes.bloc.shrink_to_fit();
        textes.fins.shrink_to_fit();
        textes
    }
}

impl From<Textes> for Lexique {
    fn from(textes: Textes) -> Self {
        let numbers = 1..=textes.fins.len() as Texte;
        let connus = numbers.filter_map(|texte| Some((textes.get(texte)?.into(), texte))).collect();
        Self { textes, connus }
    }
}

/// Bytes that a vector holds.
pub(super) fn heap_of<T>(vector: &Vec<T>) -> usize {
    vector.capacity() * size_of::<T>()
}

/// Sorts by a key, and keeps the last of those that share it: what comes later is more recent.
pub(super) fn sort_keeping_last<T, K: Ord>(rows: &mut Vec<T>, key: impl Fn(&T) -> K) {
    rows.reverse();
    rows.sort_by_key(|row| key(row));
    rows.dedup_by_key(|row| key(row));
    rows.shrink_to_fit();
}

/// Sorts pairs and forgets those that are there twice.
pub(super) fn sort_set<T: Ord>(rows: &mut Vec<T>) {
    rows.sort_unstable();
    rows.dedup();
    rows.shrink_to_fit();
}

/// The rows of a sorted vector whose key is this one.
pub(super) fn range_of<'a, T, K: Ord>(rows: &'a [T], wanted: &K, key: impl Fn(&T) -> K) -> &'a [T] {
    let start = rows.partition_point(|row| key(row) < *wanted);
    let rows = rows.get(start..).unwrap_or_default();
    rows.get(..rows.partition_point(|row| key(row) <= *wanted)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let mut lexique = Lexique::default();
        let nantes = lexique.intern(Some(" Nantes "));
        assert_eq!(lexique.intern(Some("Nantes")), nantes);
        assert_eq!(lexique.intern(Some("  ")), 0);
        let paris = lexique.intern(Some("Paris"));
        let textes = lexique.finish();
        assert_eq!((textes.get(nantes), textes.get(paris)), (Some("Nantes"), Some("Paris")));
        assert_eq!((textes.get(0), textes.get(99)), (None, None));

        let mut other = Lexique::default();
        other.intern(Some("Paris"));
        let map = other.absorb(&textes);
        assert_eq!(map, [0, 2, 1]);
        let mut again = Lexique::from(textes);
        assert_eq!(again.intern(Some("Paris")), paris);
    }

    #[test]
    fn the_last_of_a_key_stays() {
        let mut rows = vec![(2, 'a'), (1, 'b'), (2, 'c'), (3, 'd'), (1, 'e')];
        sort_keeping_last(&mut rows, |row| row.0);
        assert_eq!(rows, [(1, 'e'), (2, 'c'), (3, 'd')]);
        assert_eq!(range_of(&rows, &2, |row| row.0), [(2, 'c')]);
        assert!(range_of(&rows, &9, |row| row.0).is_empty());
    }
}
