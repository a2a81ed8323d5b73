//! LHEO 2.0 and 2.1 to LHEO 2.2.

use super::{
    line::{Decision, LineKind, Note},
    narrow::{note, shown},
    tree::Branch,
};
use crate::{Dialect, element as e};

pub(super) static ADDRESS: Decision = Decision::new(
    "adresse-inscription-moved",
    LineKind::Mapping,
    "depuis LHEO 2.2, l'adresse d'inscription est celle de chaque session",
    "since LHEO 2.2, the address of enrolment is that of each session",
);
pub(super) static IDENTIFIER: Decision = Decision::new(
    "id-repeated",
    LineKind::Loss,
    "un identifiant ne vaut qu'une fois par document, et cet élément est copié dans plusieurs sessions",
    "an identifier stands once in a document, and this element is copied into several sessions",
);
pub(super) static DATES: Decision = Decision::new(
    "date-inscription-moved",
    LineKind::Mapping,
    "depuis LHEO 2.2, les dates d'inscription sont une période de chaque session",
    "since LHEO 2.2, the dates of enrolment are a period of each session",
);
pub(super) static EXTENSIONS: Decision = Decision::new(
    "date-inscription-extras",
    LineKind::Loss,
    "la période d'inscription de LHEO 2.2 ne porte ni extensions ni attributs de ces dates",
    "the period of enrolment of LHEO 2.2 bears no extensions or attributes of these dates",
);
pub(super) static DURATION: Decision = Decision::new(
    "duree-indicative-moved",
    LineKind::Mapping,
    "LHEO 2.2 place la durée indicative après les prix",
    "LHEO 2.2 puts the indicative duration after the prices",
);
pub(super) static REFERENCE: Decision = Decision::new(
    "ref-missing",
    LineKind::Invention,
    "LHEO 2.2 exige la version du Formacode ; LHEO 2.0 va avec la version 9",
    "LHEO 2.2 asks for the version of the Formacode; LHEO 2.0 goes with version 9",
);

/// The version of the Formacode of the time.
const FORMACODE: &str = "V9";

/// Most characters of `modalites-inscription`.
const LONGEST: usize = 255;

pub(super) fn apply(record: &mut Branch<'_>, notes: &mut Vec<Note>) {
    for action in record.all_mut(e::ACTION) {
        move_duration(action, notes);
        move_enrolment(action, notes);
    }
    record.each(&mut |branch| {
        let is_versioned = [e::CODE_FORMACODE, e::CODE_PUBLIC_VISE, e::CODE_MODALITE_PEDAGOGIQUE]
            .iter()
            .any(|it| branch.is(*it));
        if is_versioned && branch.attribute("ref").is_none() {
            notes.push(note(&REFERENCE, branch, Dialect::Lheo22).attribute("ref").new_value(FORMACODE));
            branch.set_attribute("ref", FORMACODE);
        }
    });
}

fn move_duration(action: &mut Branch<'_>, notes: &mut Vec<Note>) {
    for duration in action.take_all(e::DUREE_INDICATIVE) {
        notes.push(note(&DURATION, &duration, Dialect::Lheo22));
        action.insert(duration, Dialect::Lheo22);
    }
}

fn move_enrolment(action: &mut Branch<'_>, notes: &mut Vec<Note>) {
    let addresses = action.take_all(e::ADRESSE_INSCRIPTION);
    let dates = action.take_all(e::DATE_INSCRIPTION);
    let limits = action.take_all(e::DATE_LIMITE_INSCRIPTION);
    for moved in &addresses {
        notes.push(note(&ADDRESS, moved, Dialect::Lheo22));
    }
    let period = Period::of(&dates, &limits, notes);
    for (number, session) in action.all_mut(e::SESSION).enumerate() {
        for address in &addresses {
            let mut address = address.clone();
            if number > 0 {
                address.each(&mut |branch| {
                    if let Some(id) = branch.attribute("id").map(str::to_owned) {
                        notes.push(note(&IDENTIFIER, branch, Dialect::Lheo22).attribute("id").old(id));
                        branch.remove_attribute("id");
                    }
                });
            }
            session.insert(address, Dialect::Lheo22);
        }
        let Some(period) = &period else { continue };
        if let Some(text) = &period.text {
            let made = session.leaf(e::MODALITES_INSCRIPTION, text);
            session.insert(made, Dialect::Lheo22);
        }
        let inner = session
            .make(e::PERIODE)
            .with(session.leaf(e::DEBUT, &period.from))
            .with(session.leaf(e::FIN, &period.to));
        let made = session.make(e::PERIODE_INSCRIPTION).with(inner);
        session.insert(made, Dialect::Lheo22);
    }
}

/// When one may enrol.
struct Period {
    from: String,
    to: String,
    /// The dates, where they do not make a period.
    text: Option<String>,
}

impl Period {
    fn of(dates: &[Branch<'_>], limits: &[Branch<'_>], notes: &mut Vec<Note>) -> Option<Self> {
        if dates.is_empty() && limits.is_empty() {
            return None;
        }
        let said = |branches: &[Branch<'_>]| -> Vec<String> {
            branches
                .iter()
                .filter_map(|branch| branch.text_of(e::DATE))
                .map(|text| text.trim().to_owned())
                .collect()
        };
        let (days, limit) = (said(dates), said(limits).pop());
        let is_known = |day: &&String| !day.starts_with("0000") && !day.starts_with("9999");
        // Dates of eight digits sort as texts.
        let from = days.iter().filter(is_known).min().cloned().unwrap_or_else(|| "00000000".to_owned());
        let last = days.iter().filter(is_known).max().filter(|_| days.len() > 1).cloned();
        let to = limit.clone().or(last).unwrap_or_else(|| "99999999".to_owned());
        // A period that ends before it starts would say something wrong.
        let from = if from > to { "00000000".to_owned() } else { from };
        let is_whole = days.len() <= 1 && days.first().is_none_or(|day| *day == from);
        let text = (!is_whole).then(|| format!("Dates d'inscription : {}", days.join(", ")));
        let text = text.map(|text| text.chars().take(LONGEST).collect::<String>());
        for moved in dates.iter().chain(limits) {
            let made = format!("{from}-{to}");
            notes.push(
                note(&DATES, moved, Dialect::Lheo22)
                    .old(moved.text_of(e::DATE).unwrap_or_default())
                    .new_value(made),
            );
            let more =
                moved.children().any(|child| !child.is(e::DATE)) || moved.attributes().next().is_some();
            if more {
                notes.push(note(&EXTENSIONS, moved, Dialect::Lheo22).old(shown(moved)));
            }
        }
        Some(Self { from, to, text })
    }
}
