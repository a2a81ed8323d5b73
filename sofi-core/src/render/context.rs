//! "formation F_12, action A_1, periode": where a finding is, in the words of the trade.

use crate::{Finding, Lang};

/// Elements around everything, of no help to find a place.
const ENVELOPES: [&str; 4] = ["lheo", "lheo-index", "offres", "resumes-offres"];

/// The offer that a finding belongs to and the element around it; `None` when there is nothing to add.
pub(super) fn context(finding: &Finding, lang: Lang) -> Option<String> {
    let segments = segments(&finding.place.path);
    let known = &finding.context;
    let mut parts = Vec::new();
    for (element, numero) in
        [("formation", &known.formation), ("action", &known.action), ("session", &known.session)]
    {
        // The place itself may be in a formation that bears no number: its rank is all we have.
        let rank = segments.iter().find(|segment| segment.name == element).map(|segment| segment.rank);
        match (numero, rank) {
            (Some(numero), _) => parts.push(format!("{element} {numero}")),
            (None, Some(rank)) => parts.push(ranked(element, rank, lang)),
            (None, None) => {}
        }
    }
    if let Some(numero) = &known.record {
        let holder = segments.iter().map(|segment| segment.name).find(|name| !ENVELOPES.contains(name));
        parts.push(format!("{} {numero}", holder.unwrap_or("numero")));
    }
    if let Some(parent) = segments.len().checked_sub(2).and_then(|i| segments.get(i)) {
        let already_said = ["formation", "action", "session"].contains(&parent.name)
            || ENVELOPES.contains(&parent.name)
            || (known.record.is_some() && segments.len() <= 4);
        if !already_said {
            parts.push(parent.name.to_owned());
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// One step of a path: `formation[2]`.
struct Segment<'a> {
    name: &'a str,
    rank: u64,
}

/// The elements of a path. Names of foreign elements, `{uri}name`, may hold slashes.
fn segments(path: &str) -> Vec<Segment<'_>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let is_separator = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '/' && depth == 0
    };
    for step in path.split(is_separator).filter(|step| !step.is_empty() && !step.starts_with('@')) {
        let local = step.rsplit_once('}').map_or(step, |(_, local)| local);
        let (name, rank) = match local.split_once('[') {
            Some((name, rank)) => (name, rank.trim_end_matches(']').parse().unwrap_or(1)),
            None => (local, 1),
        };
        found.push(Segment { name, rank });
    }
    found
}

fn ranked(element: &str, rank: u64, lang: Lang) -> String {
    match lang {
        Lang::Fr if rank == 1 => format!("1re {element}"),
        Lang::Fr => format!("{rank}e {element}"),
        Lang::En => format!("{element} #{rank}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Args, Place, render::tests::DEM01};

    fn at(path: &str, fill: impl FnOnce(&mut Finding)) -> Option<String> {
        let place = Place { path: path.to_owned(), ..Place::start() };
        let mut finding = Finding::new(&DEM01, place, Args::new());
        fill(&mut finding);
        context(&finding, Lang::Fr)
    }

    #[test]
    fn the_parent_follows_the_numbers() {
        let path = "/lheo/offres/formation[1]/contact-formation/coordonneFs";
        let said = at(path, |f| f.context.formation = Some("F_1".to_owned()));
        assert_eq!(said.as_deref(), Some("formation F_1, contact-formation"));
    }

    #[test]
    fn an_offer_without_number_has_its_rank() {
        let path = "/lheo/offres/formation[1]/action[2]/session[3]/periode/fin";
        assert_eq!(at(path, |_| ()).as_deref(), Some("1re formation, 2e action, 3e session, periode"));
    }

    #[test]
    fn envelopes_say_nothing() {
        assert_eq!(at("/lheo/offres", |_| ()), None);
        assert_eq!(at("", |_| ()), None);
        assert_eq!(at("/lheo/offres/formation[2]/@numero", |_| ()).as_deref(), Some("2e formation"));
    }

    #[test]
    fn slashes_of_foreign_names_do_not_cut() {
        let path = "/lheo/offres/formation[1]/extras/{http://a.fr/x/y}bloc/{urn:b}z";
        assert_eq!(at(path, |_| ()).as_deref(), Some("1re formation, bloc"));
    }

    #[test]
    fn records_outside_offers_are_named() {
        let path = "/lheo-index/resumes-offres/resume-offre[1]/intitule-formation";
        let said = at(path, |f| f.context.record = Some("R1".to_owned()));
        assert_eq!(said.as_deref(), Some("resume-offre R1"));
    }
}
