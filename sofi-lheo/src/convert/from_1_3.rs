//! LHEO 1.3 to LHEO 2.0, from where [`from_2_0`](super::from_2_0) goes on.
//!
//! No schema of LHEO 1.3 is known for sure: its elements are found by their names, wherever they stand in the offer.

use super::{
    line::{Decision, LineKind, Note},
    narrow::{note, shown, takes},
    tree::Branch,
};
use crate::{Content, Dialect, Element, element as e};

const NEXT: Dialect = Dialect::Lheo20;

pub(super) static RENAMED: Decision = Decision::new(
    "element-renamed",
    LineKind::Mapping,
    "depuis LHEO 2.0, cet élément porte un autre nom",
    "since LHEO 2.0, this element has another name",
);
pub(super) static DISSOLVED: Decision = Decision::new(
    "container-dissolved",
    LineKind::Mapping,
    "depuis LHEO 2.0, ce que contient cet élément est dans la formation ou dans l'action",
    "since LHEO 2.0, what this element holds is in the formation or in the action",
);
pub(super) static SWAPPED: Decision = Decision::new(
    "foad-swapped",
    LineKind::Mapping,
    "depuis LHEO 2.0, 1 dit mixte et 2 à distance, et non l'inverse",
    "since LHEO 2.0, 1 says mixed and 2 says at a distance, not the other way round",
);
pub(super) static DROPPED: Decision = Decision::new(
    "element-dropped",
    LineKind::Loss,
    "LHEO n'a plus cet élément depuis la version 2.0",
    "LHEO does not have this element any more since version 2.0",
);
pub(super) static EMPTY: Decision = Decision::new(
    "empty-dropped",
    LineKind::Loss,
    "cet élément est vide, ce que LHEO 2.2 n'admet pas, et il est facultatif",
    "this element is empty, which LHEO 2.2 does not take, and it is optional",
);
pub(super) static ADDRESS: Decision = Decision::new(
    "adresse-inscription-made",
    LineKind::Invention,
    "LHEO 2.2 exige une adresse d'inscription : c'est celle du lieu de formation",
    "LHEO 2.2 asks for an address of enrolment: it is that of the place",
);
pub(super) static SESSION: Decision = Decision::new(
    "session-made",
    LineKind::Invention,
    "LHEO 2.2 exige une session : celle-ci n'a pas de dates connues",
    "LHEO 2.2 asks for a session: this one has no known dates",
);
pub(super) static STILL_INVALID: Decision = Decision::new(
    "still-invalid",
    LineKind::Mapping,
    "l'offre ne dit pas, ou pas bien, ce que LHEO 2.2 exige : {code} ({message})",
    "the offer does not say, or not well, what LHEO 2.2 asks for: {code} ({message})",
);

/// The record of LHEO 1.3.
pub(crate) const RECORD: &str = "offre-formation";

/// Elements that only hold others.
const CONTAINERS: [&str; 14] = [
    "action-formation",
    "organisation-formation",
    "conditions-pedagogiques",
    "conditions-administratives",
    "modalites-acces",
    "lieu-date-inscription",
    "sessions",
    "organisation-pedagogique",
    "organisation-administrative",
    "organisation-materielle",
    "organismes",
    "module",
    "codes-public-vise",
    "organismes-financeurs",
];

/// Elements that have another name, and the new one.
const NAMES: [(&str, Element); 6] = [
    ("intitule-action", e::INTITULE_FORMATION),
    ("diplomante", e::CERTIFIANTE),
    ("contact-offre", e::CONTACT_FORMATION),
    ("modalite-alternance", e::MODALITES_ALTERNANCE),
    ("modalite-entrees-sorties", e::MODALITES_ENTREES_SORTIES),
    ("FOAD", e::MODALITES_ENSEIGNEMENT),
];

pub(super) fn apply(record: &mut Branch<'_>, notes: &mut Vec<Note>) {
    record.rename(e::FORMATION.name());
    let mut held = Vec::new();
    for child in record.take(|_| true) {
        dissolve(child, &mut held, notes);
    }
    let mut action = record.make(e::ACTION);
    for mut child in held {
        adapt(&mut child, notes);
        let is_of = |holder: Element| {
            let definition = NEXT.schema().element(holder);
            child.element().is_some_and(|element| definition.is_some_and(|it| it.content.holds(element)))
        };
        if child.is(e::CODE_FINANCEUR) {
            let financeur = record.make(e::ORGANISME_FINANCEUR).with(child);
            action.insert(financeur, NEXT);
        } else if child.local_name() == "remuneration-possible" {
            notes.push(note(&DROPPED, &child, NEXT).old(child.text()));
        } else if is_of(e::FORMATION) {
            record.insert(child, NEXT);
        } else if is_of(e::ACTION) {
            action.insert(child, NEXT);
        } else {
            notes.push(note(&DROPPED, &child, NEXT).old(shown(&child)));
        }
    }
    complete(&mut action, notes);
    record.insert(action, NEXT);
    prune(record, notes);
}

/// Gives what a container holds, and what is no container as it is.
fn dissolve<'r>(mut branch: Branch<'r>, held: &mut Vec<Branch<'r>>, notes: &mut Vec<Note>) {
    if !CONTAINERS.contains(&branch.local_name()) {
        return held.push(branch);
    }
    notes.push(note(&DISSOLVED, &branch, NEXT));
    for child in branch.take(|_| true) {
        dissolve(child, held, notes);
    }
}

fn adapt(branch: &mut Branch<'_>, notes: &mut Vec<Note>) {
    if let Some((old, new)) = NAMES.iter().find(|(old, _)| branch.local_name() == *old) {
        notes.push(note(&RENAMED, branch, NEXT).old(*old).new_value(new.name()));
        branch.rename(new.name());
    }
    if branch.is(e::MODALITES_ENSEIGNEMENT) {
        let old = branch.text();
        let new = match old.trim() {
            "1" => "2",
            "2" => "1",
            _ => return,
        };
        notes.push(note(&SWAPPED, branch, NEXT).old(old).new_value(new));
        branch.set_text(new);
    }
    if branch.is(e::DOMAINE_FORMATION) {
        let mut codes = Vec::new();
        for list in branch.take(|child| child.local_name().starts_with("codes-")) {
            notes.push(note(&DISSOLVED, &list, NEXT));
            codes.extend(list.children().cloned());
        }
        for code in codes {
            branch.insert(code, NEXT);
        }
    }
}

/// What LHEO 1.3 did not ask for.
fn complete(action: &mut Branch<'_>, notes: &mut Vec<Note>) {
    if action.child(e::SESSION).is_none() {
        let period = action
            .make(e::PERIODE)
            .with(action.leaf(e::DEBUT, "00000000"))
            .with(action.leaf(e::FIN, "99999999"));
        let made = action.make(e::SESSION).with(period);
        notes.push(note(&SESSION, action, NEXT).new_value(made.source()));
        action.insert(made, NEXT);
    }
    if action.child(e::ADRESSE_INSCRIPTION).is_none()
        && let Some(address) = action.at(&[e::LIEU_DE_FORMATION, e::COORDONNEES, e::ADRESSE]).cloned()
    {
        let mut made = action.make(e::ADRESSE_INSCRIPTION).with(address);
        made.each(&mut |branch| branch.remove_attribute("id"));
        notes.push(note(&ADDRESS, action, NEXT).new_value(made.source()));
        action.insert(made, NEXT);
    }
}

/// Takes away elements that are empty, where that is an error in LHEO 2.2, and optional ones that hold nothing after that.
fn prune(branch: &mut Branch<'_>, notes: &mut Vec<Note>) {
    branch.children_mut().for_each(|child| prune(child, notes));
    let schema = Dialect::Lheo22.schema();
    let content =
        |branch: &Branch<'_>| branch.element().and_then(|element| Some(schema.element(element)?.content));
    let Some(Content::Sequence(least)) = content(branch) else { return };
    // A list of numbers or addresses without any is no list.
    let is_list = [e::TELFIXE, e::PORTABLE, e::FAX, e::WEB].iter().any(|list| branch.is(*list));
    branch.take(|child| {
        let is_empty = child.children().next().is_none() && child.text().trim().is_empty();
        let is_wrong = content(child).is_some_and(|content| match content {
            Content::Sequence(particles) => particles.iter().any(|particle| particle.min > 0),
            _ => !takes(&content, &child.text()) || matches!(content, Content::Date | Content::Int { .. }),
        });
        let is_optional =
            is_list || least.iter().any(|particle| child.is(particle.element) && particle.min == 0);
        let goes = is_empty && is_wrong && is_optional;
        if goes {
            notes.push(note(&EMPTY, child, NEXT));
        }
        goes
    });
}
