//! LHEO 2.3 to LHEO 2.2.

use super::{
    line::{Decision, LineKind, Note},
    narrow::{self, Narrowing, note},
    tree::Branch,
};
use crate::{Dialect, Pattern, element as e};

pub(super) static RNCP: Decision = Decision::new(
    "rncp-prefix",
    LineKind::Mapping,
    "LHEO 2.2 limite ce code à 6 caractères : il s'y écrit sans son préfixe",
    "LHEO 2.2 limits this code to 6 characters: it is written without its prefix",
);
pub(super) static PLACE: Decision = Decision::new(
    "lieu-de-formation-missing",
    LineKind::Invention,
    "LHEO 2.2 exige un lieu de formation : ce sont ici les coordonnées de l'organisme responsable",
    "LHEO 2.2 asks for a place: it is that of the organisation that answers for the offer",
);
pub(super) static PRINCIPAL: Decision = Decision::new(
    "lieu-de-formation-principal",
    LineKind::Loss,
    "LHEO 2.2 n'admet qu'un lieu de formation : celui qui porte tag=\"principal\" reste",
    "LHEO 2.2 takes one place only: the one that bears tag=\"principal\" stays",
);

/// The codes of LHEO 2.3 that 2.2 lacks, and the nearest ones.
const CODES: [(&str, &str, &str); 11] = [
    // The European levels, on the older scale.
    ("niveaux", "11", "2"),
    ("niveaux", "12", "3"),
    ("niveaux", "13", "4"),
    ("niveaux", "14", "5"),
    ("niveaux", "15", "6"),
    ("niveaux", "16", "7"),
    ("niveaux", "17", "8"),
    ("niveaux", "18", "8"),
    // LADOM is an agency of the State, as are the two others.
    ("financeurs", "18", "13"),
    ("financeurs", "19", "13"),
    ("financeurs", "20", "13"),
];

fn nearest(table: &str, code: &str) -> Option<&'static str> {
    CODES.iter().find(|(in_table, old, _)| (*in_table, *old) == (table, code)).map(|(_, _, new)| *new)
}

pub(super) fn apply(record: &mut Branch<'_>, notes: &mut Vec<Note>) {
    let place =
        record.at(&[e::ORGANISME_FORMATION_RESPONSABLE, e::COORDONNEES_ORGANISME, e::COORDONNEES]).cloned();
    for action in record.all_mut(e::ACTION) {
        keep_principal(action, notes);
        if let Some(coordonnees) = place.as_ref().filter(|_| action.child(e::LIEU_DE_FORMATION).is_none()) {
            notes.push(note(&PLACE, action, Dialect::Lheo22).new_value(coordonnees.source()));
            let mut coordonnees = coordonnees.clone();
            // An identifier may not come twice.
            coordonnees.each(&mut |branch| branch.remove_attribute("id"));
            let lieu = action.make(e::LIEU_DE_FORMATION).with(coordonnees);
            action.insert(lieu, Dialect::Lheo22);
        }
    }
    record.each(&mut |branch| {
        if branch.is(e::CODE_RNCP) {
            let code = branch.text();
            let is_long = code.len() > 6 && Pattern::PrefixedDigits("RNCP").matches(&code);
            if let Some(number) = code.strip_prefix("RNCP").filter(|_| is_long) {
                notes.push(note(&RNCP, branch, Dialect::Lheo22).old(code.clone()).new_value(number));
                branch.set_text(number);
            }
        }
    });
    Narrowing { from: Dialect::Lheo23, to: Dialect::Lheo22, code: nearest }.apply(record, notes);
}

fn keep_principal(action: &mut Branch<'_>, notes: &mut Vec<Note>) {
    let is_principal = |place: &Branch<'_>| place.attribute("tag") == Some("principal");
    let Some(principal) = action.all(e::LIEU_DE_FORMATION).position(is_principal) else { return };
    let mut seen = 0;
    action.take(|child| {
        if !child.is(e::LIEU_DE_FORMATION) {
            return false;
        }
        let goes = seen != principal;
        seen += 1;
        if goes {
            notes.push(note(&PRINCIPAL, child, Dialect::Lheo22).old(narrow::shown(child)));
        }
        goes
    });
}
