//! On site or at a distance.

use crate::{
    Action, Args, Bilingual, LieuDeFormation, ModalitesEnseignement, Severity,
    rules::{Scope, Verdicts, constat::constat, macros::family},
};

family! {
    ACT04 "modalite-contre-lieu" [W W - W] Partial Action(act04) {
        title: "La modalité d'enseignement ne va pas avec le lieu" / "The way of teaching does not go with the place",
        message: "{constat}" / "{constat}",
        helps: ["0 est en présentiel, 1 mixte, 2 à distance : vérifiez <modalites-enseignement>" / "0 is on site, 1 blended, 2 at a distance: check <modalites-enseignement>"],
        why: "Les codes 1 et 2 sont souvent pris l'un pour l'autre. Une action à distance donnée dans une salle est sans doute mixte ; une action en présentiel sans lieu ne se trouve pas par ville. LHEO 2.2 et EDOF demandent toujours un lieu, et ne sont pas jugés." / "Codes 1 and 2 are often mistaken for each other. An action at a distance in a room is probably blended; an action on site without a place cannot be found by town. LHEO 2.2 and EDOF always ask for a place, and are not judged.",
        source: "ACT-04 ; LHEO 2.3, dictionnaire modalites-enseignement et lieu-de-formation",
        bad: "<action><modalites-enseignement>2</modalites-enseignement><lieu-de-formation><coordonnees><adresse><ligne>Salle 204, 12 rue des Halles</ligne></adresse></coordonnees></lieu-de-formation></action>",
        good: "<action><modalites-enseignement>1</modalites-enseignement><lieu-de-formation><coordonnees><adresse><ligne>Salle 204, 12 rue des Halles</ligne></adresse></coordonnees></lieu-de-formation></action>",
    }
}

fn act04(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.conditions.dialecte != "2.3" {
        return;
    }
    let place = action.path.child("modalites-enseignement");
    match action.modalites_enseignement.as_ref().and_then(crate::Checked::get) {
        Some(ModalitesEnseignement::Presentiel) if action.lieux.is_empty() => {
            let words = Bilingual::new(
                "action en présentiel, sans lieu de formation",
                "action on site, without a place of training",
            );
            out.fault(place, constat(words, &Args::new())).value("0");
        }
        Some(ModalitesEnseignement::Distance) => {
            let rooms = (1..).zip(&action.lieux).find_map(|(rank, lieu)| Some((rank, room(lieu)?)));
            if let Some((rank, room)) = rooms {
                let words = Bilingual::new(
                    "action à distance, alors que le lieu désigne une salle : « {room} »",
                    "action at a distance, though the place names a room: \"{room}\"",
                );
                let inner = Args::new().text("room", crate::finding::shown(room));
                let related = action.path.nth("lieu-de-formation", rank);
                out.fault(place, constat(words, &inner))
                    .value("2")
                    .at_most(Severity::Info)
                    .related(related, Bilingual::new("le lieu", "the place"));
            }
        }
        _ => {}
    }
}

/// The line of this place that names a room.
fn room<'l>(lieu: &'l LieuDeFormation<'_>) -> Option<&'l str> {
    let coordonnees = lieu.coordonnees.as_ref()?;
    let adresse = coordonnees.adresse.as_ref();
    let of_adresse =
        adresse.into_iter().flat_map(|adresse| adresse.lignes.iter().chain(&adresse.denomination));
    of_adresse.chain(&coordonnees.lignes).map(AsRef::as_ref).find(|line| names_room(line))
}

/// Does it say « salle 12 », « salle B »? Not « rue de La Salle », nor « La Salle Nantes », which is a school.
fn names_room(line: &str) -> bool {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.iter().enumerate().any(|(i, word)| {
        let is_numbered = words.get(i + 1).is_some_and(|next| {
            // « Salle d'attente » and « salle l'Escale » have no number.
            let is_letter =
                matches!(next.as_bytes(), [letter] if letter.is_ascii_lowercase() && !b"dl".contains(letter));
            is_letter || next.contains(|c: char| c.is_ascii_digit())
        });
        let before = i.checked_sub(1).and_then(|before| words.get(before));
        let is_street = before.is_some_and(|before| matches!(before.as_str(), "la" | "las"));
        word == "salle" && is_numbered && !is_street
    })
}

#[cfg(test)]
mod tests {
    use super::names_room;
    use crate::{
        Action, Adresse, Conditions, Coordonnees, Formation, LieuDeFormation, Profile, RuleSet, Severity,
        judge, rules::testing::found,
    };

    fn at(line: &'static str) -> LieuDeFormation<'static> {
        LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(Adresse::default().ligne(line)))
    }

    #[test]
    fn rooms_are_told_from_streets() {
        for room in ["Salle 204", "Bâtiment B, salle C", "salle n° 3", "1er étage - Salle B12"] {
            assert!(names_room(room), "{room}");
        }
        for street in [
            "12 rue Jean-Baptiste de La Salle",
            "La Salle Nantes",
            "rue de la Salle",
            "La Salle 44",
            "salle des fêtes",
            "salle d'attente",
            "salle à manger",
        ] {
            assert!(!names_room(street), "{street}");
        }
    }

    #[test]
    fn the_place_goes_with_the_way_of_teaching() {
        let place = "action[1]/modalites-enseignement".to_owned();
        let judged = |modalites, lieu: Option<LieuDeFormation<'static>>| {
            let action =
                lieu.into_iter().fold(Action::default().modalites_enseignement(modalites), Action::lieu);
            found(&Formation::default().action(action), Profile::Lheo, "ACT04")
        };
        assert_eq!(judged("0", None), [(place.clone(), Severity::Warning)]);
        assert_eq!(judged("2", Some(at("Salle 204"))), [(place, Severity::Info)]);
        assert!(judged("2", Some(at("12 rue des Halles"))).is_empty());
        assert!(judged("1", Some(at("Salle 204"))).is_empty());
        assert!(judged("2", None).is_empty() && judged("?", None).is_empty());

        let formation = Formation::default().action(Action::default().modalites_enseignement("0"));
        let old = Conditions { dialecte: "2.2", ..Conditions::default() };
        let findings = judge(&formation, &RuleSet::of(Profile::Lheo), &old).findings;
        assert!(findings.iter().all(|finding| finding.rule.code != "ACT04"));
    }
}
