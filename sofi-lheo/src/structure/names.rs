//! Which name was meant by a misspelt one.

use std::collections::HashMap;

use super::content::particles;
use crate::{Element, ElementDef};

/// The names guessed so far, since a producer makes the same mistake in every record.
#[derive(Debug, Default)]
pub(crate) struct Guesses(HashMap<(Element, String), Option<Element>>);

impl Guesses {
    /// Different names remembered; those that come after are guessed every time.
    const MOST: usize = 1024;

    /// The child that a name which is no child of `parent` was meant for.
    pub(crate) fn find(&mut self, parent: &ElementDef, name: &str) -> Option<Element> {
        let key = (parent.element, name.to_owned());
        if let Some(guess) = self.0.get(&key) {
            return *guess;
        }
        let names = particles(&parent.content).iter().map(|particle| particle.element.name());
        let guess = nearest(name, names).and_then(Element::from_name);
        if self.0.len() < Self::MOST {
            self.0.insert(key, guess);
        }
        guess
    }
}

/// How far two names are from each other: insertions, deletions, substitutions, and swaps of neighbours.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // Three rows of the table of optimal string alignment.
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substitution = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substitution.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The candidate nearest to a name, when it is near enough to have been meant; the first of equals.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Names of a feed are not to be trusted: a long one would cost a long time.
    if name.len() > 80 {
        return None;
    }
    let plain = |name: &str| name.to_lowercase().replace('_', "-");
    let wanted = plain(name);
    candidates
        .into_iter()
        .map(|candidate| (distance(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= allowed(candidate.len().min(name.len())))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A quarter of the letters may differ, one at least when there are a few.
fn allowed(length: usize) -> usize {
    if length < 3 { 0 } else { (length / 4).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (a, b, n) in
            [("", "", 0), ("abc", "", 3), ("coordonneFs", "coordonnees", 1), ("ab", "ba", 1), ("é", "e", 1)]
        {
            assert_eq!(distance(a, b), n, "{a} {b}");
            assert_eq!(distance(b, a), n, "{b} {a}");
        }
    }

    #[test]
    fn names_that_were_meant() {
        let names = ["coordonnees", "lieu-de-formation", "SIRET", "nom", "extras"];
        for (written, meant) in [
            ("coordonneFs", Some("coordonnees")),
            ("lieu-formation", Some("lieu-de-formation")),
            ("lieu_de_formation", Some("lieu-de-formation")),
            ("siret", Some("SIRET")),
            ("noms", Some("nom")),
            ("inconnu", None),
            ("z", None),
        ] {
            assert_eq!(nearest(written, names), meant, "{written}");
        }
    }
}
