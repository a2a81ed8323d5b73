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
        .map(|candidate| (strsim::osa_distance(&wanted, &plain(candidate)), candidate))
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
