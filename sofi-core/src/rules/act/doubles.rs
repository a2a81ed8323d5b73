//! Actions that EDOF takes for the same one.

use std::collections::HashMap;

use super::heures::hours;
use crate::{
    Action, Adresse, Args, Bilingual, Checked, Formation, ModalitesEnseignement, Prix, Severity,
    extras::edof,
    rules::{Scope, Verdicts, constat::constat, macros::family},
};

family! {
    ACT12 "actions-en-double" [- - E -] Evidenced Formation(act12) {
        title: "Deux actions d'une formation trop semblables" / "Two actions of a formation too much alike",
        message: "{constat}{anomalie}" / "{constat}{anomalie}",
        helps: ["ajoutez une session à l'autre action, ou changez ce qui les distingue vraiment : lieu, modalité, durée (10 heures d'écart au moins)" / "add a session to the other action, or change what truly tells them apart: place, way of teaching, length (10 hours apart at least)"],
        why: "Depuis le 7 avril 2022, EDOF refuse deux actions qui ont la même modalité, le même lieu, la même langue et la même pédagogie, quand elles sont identiques (30056) ou que leurs durées diffèrent de moins de dix heures (30057). Quand leurs prix diffèrent aussi, ce n'est qu'un avertissement : la règle publiée n'en parle pas." / "Since 7 April 2022, EDOF refuses two actions with the same way of teaching, place, language and pedagogy, when they are identical (30056) or their lengths are less than ten hours apart (30057). When their prices differ too, it is only a warning: the published rule does not speak of it.",
        source: "ACT-12 ; EDOF, anomalies 30056 et 30057, depuis le 07/04/2022",
        edof: "30056",
        bad: "<formation><action/><action numero=\"A2\"><modalites-enseignement>2</modalites-enseignement><lieu-de-formation><coordonnees><adresse><ligne>MONORGANISME</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation><langue-formation>FR</langue-formation><modalites-pedagogiques>Stage.</modalites-pedagogiques><nombre-heures-centre>21</nombre-heures-centre><nombre-heures-entreprise>0</nombre-heures-entreprise></action><action numero=\"A3\"><modalites-enseignement>2</modalites-enseignement><lieu-de-formation><coordonnees><adresse><ligne>MONORGANISME</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation><langue-formation>FR</langue-formation><modalites-pedagogiques>Stage.</modalites-pedagogiques><nombre-heures-centre>28</nombre-heures-centre><nombre-heures-entreprise>0</nombre-heures-entreprise></action></formation>",
        good: "<formation><action/><action numero=\"A2\"><modalites-enseignement>2</modalites-enseignement><lieu-de-formation><coordonnees><adresse><ligne>MONORGANISME</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation><langue-formation>FR</langue-formation><modalites-pedagogiques>Stage.</modalites-pedagogiques><nombre-heures-centre>21</nombre-heures-centre><nombre-heures-entreprise>0</nombre-heures-entreprise></action><action numero=\"A3\"><modalites-enseignement>2</modalites-enseignement><lieu-de-formation><coordonnees><adresse><ligne>MONORGANISME</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation><langue-formation>FR</langue-formation><modalites-pedagogiques>Stage.</modalites-pedagogiques><nombre-heures-centre>35</nombre-heures-centre><nombre-heures-entreprise>0</nombre-heures-entreprise></action></formation>",
    }
}

/// Lengths tell two actions apart from so many hours on.
const APART: u32 = 10;

/// What an action costs and how long it lasts, for EDOF.
struct Facts<'a> {
    rank: u32,
    action: &'a Action<'a>,
    /// Hours in the centre and in a company together, and the length that the additions give.
    durees: [Option<u32>; 2],
    prix: Vec<Option<Prix>>,
}

fn act12(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    if formation.actions.len() < 2 {
        return;
    }
    let mut seen: HashMap<String, Vec<Facts<'_>>> = HashMap::new();
    for (rank, action) in (1..).zip(&formation.it.actions) {
        let Some(key) = key(action) else { continue };
        let facts = Facts { rank, action, durees: durees(action), prix: prix(action) };
        if facts.durees == [None, None] {
            continue;
        }
        let same = seen.entry(key).or_default();
        let identical = |other: &&Facts<'_>| other.durees == facts.durees && other.prix == facts.prix;
        let near = |other: &&Facts<'_>| other.durees != facts.durees && is_near(other, &facts);
        if let Some(twin) = same.iter().find(identical) {
            told(twin, &facts, true, formation, out);
        } else if let Some(twin) = same.iter().find(near) {
            told(twin, &facts, false, formation, out);
        }
        same.push(facts);
    }
}

fn told(
    twin: &Facts<'_>,
    facts: &Facts<'_>,
    is_identical: bool,
    formation: &Scope<'_, Formation<'_>>,
    out: &mut Verdicts,
) {
    let words = if is_identical {
        Bilingual::new(
            "action identique à l'action {numero} de cette formation",
            "action identical to action {numero} of this formation",
        )
    } else {
        Bilingual::new(
            "action semblable à l'action {numero} de cette formation, et d'une durée à moins de 10 heures de la sienne",
            "action like action {numero} of this formation, and less than 10 hours apart from it",
        )
    };
    let numero = twin.action.numero.as_deref().map_or_else(|| twin.rank.to_string(), str::to_owned);
    let mut args = constat(words, &Args::new().text("numero", numero));
    if !is_identical {
        // The rule bears one number of anomaly; this is the other.
        args = args.told("anomalie", |lang| {
            Bilingual::new(" (anomalie EDOF 30057)", " (EDOF anomaly 30057)").get(lang).to_owned()
        });
    }
    let at_most = if twin.prix == facts.prix { Severity::Error } else { Severity::Warning };
    out.fault(formation.path.nth("action", facts.rank), args)
        .at_most(at_most)
        .related(
            formation.path.nth("action", twin.rank),
            Bilingual::new("l'autre action", "the other action"),
        )
        .action = facts.action.numero.as_deref().map(str::to_owned);
}

/// Are their lengths less than ten hours apart, in whatever way they are counted?
fn is_near(one: &Facts<'_>, other: &Facts<'_>) -> bool {
    one.durees.iter().zip(&other.durees).all(|pair| match pair {
        (Some(one), Some(other)) => one.abs_diff(*other) < APART,
        (None, None) => true,
        _ => false,
    })
}

fn durees(action: &Action<'_>) -> [Option<u32>; 2] {
    let centre = hours(action.nombre_heures_centre.as_ref());
    let entreprise = hours(action.nombre_heures_entreprise.as_ref());
    let learning = edof::DUREE_APPRENTISSAGE.value(action);
    [centre.map(|centre| centre.saturating_add(entreprise.unwrap_or_default())), learning]
}

/// The prices of every group of fees.
fn prix(action: &Action<'_>) -> Vec<Option<Prix>> {
    let fees = edof::FRAIS_TTC.groups(action);
    fees.map(|fees| Prix::lenient(fees.get(edof::FRAIS_TTC.name)?).ok()).collect()
}

/// All that must differ for two actions to be told apart, besides length and price; `None` when the place or the way of
/// teaching is not known.
fn key(action: &Action<'_>) -> Option<String> {
    let modalites = action.modalites_enseignement.as_ref().and_then(Checked::get)?;
    let lieu = match action.lieux.first().and_then(|lieu| lieu.adresse()) {
        Some(adresse) => place(adresse),
        None if modalites == ModalitesEnseignement::Distance => String::new(),
        None => return None,
    };
    let text = |text: Option<&str>| folded(text.unwrap_or_default());
    let langues: Vec<String> = action.langues.iter().map(|langue| folded(langue)).collect();
    let handicap = [text(action.acces_handicapes.as_deref()), text(edof::MODALITES_HANDICAP.get(action))];
    let pedagogie = text(action.modalites_pedagogiques.as_deref());
    Some(format!("{modalites}\n{lieu}\n{langues:?}\n{pedagogie}\n{handicap:?}"))
}

/// All that an address says.
fn place(adresse: &Adresse<'_>) -> String {
    let texts =
        adresse.denomination.iter().chain(&adresse.lignes).chain(&adresse.ville).map(|text| folded(text));
    let extras =
        adresse.extras.iter().flat_map(|extras| &extras.extra).filter_map(|extra| extra.valeur.as_deref());
    let codepostal = adresse.codepostal.as_ref().map(ToString::to_string);
    texts.chain(extras.map(folded)).chain(codepostal).collect::<Vec<_>>().join("\t")
}

/// A text without what does not count: case, blanks.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Adresse, Coordonnees, Extra, Extras, Formation, Lang, LieuDeFormation, Profile, Severity,
        rules::testing::{conditions, found, judged},
    };

    fn action(ville: &'static str, heures: &'static str, ttc: &'static str) -> Action<'static> {
        let adresse = Adresse::default().ligne("MONORGANISME").codepostal("44000").ville(ville);
        let fees = Extras::default()
            .info("frais-pedagogiques")
            .extra(Extra::default().info("frais-ttc").valeur(ttc));
        Action::default()
            .modalites_enseignement("0")
            .lieu(LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(adresse)))
            .langue("FR")
            .modalites_pedagogiques("Stage.")
            .nombre_heures_centre(heures)
            .extras(Extras::default().info("action").extras(fees))
    }

    fn both(one: Action<'static>, other: Action<'static>) -> Formation<'static> {
        Formation::default().action(one.numero("A1")).action(other.numero("A2"))
    }

    #[test]
    fn actions_that_edof_takes_for_the_same() {
        let place = "action[2]".to_owned();
        let first = || action("Nantes", "21", "600");
        let same = both(first(), action("NANTES ", "21", "600.00"));
        assert_eq!(found(&same, Profile::Edof, "ACT12"), [(place.clone(), Severity::Error)]);
        let told = |formation: &Formation<'_>| {
            let findings = judged(formation, &conditions(Profile::Edof)).findings;
            let finding = findings.into_iter().find(|finding| finding.rule.code == "ACT12").unwrap();
            assert_eq!(finding.action.as_deref(), Some("A2"));
            finding.message(Lang::Fr)
        };
        assert_eq!(told(&same), "action identique à l’action A1 de cette formation (anomalie EDOF 30056)");

        let near = both(first(), action("Nantes", "30", "600"));
        assert_eq!(found(&near, Profile::Edof, "ACT12"), [(place.clone(), Severity::Error)]);
        assert!(told(&near).ends_with("(anomalie EDOF 30057)"));
        let dearer = both(first(), action("Nantes", "30", "900"));
        assert_eq!(found(&dearer, Profile::Edof, "ACT12"), [(place, Severity::Warning)]);

        for other in [
            action("Nantes", "31", "600"),
            action("Nantes", "21", "900"),
            action("Angers", "21", "600"),
            action("Nantes", "21", "600").modalites_enseignement("1"),
            action("Nantes", "21", "600").langue("EN"),
            action("Nantes", "21", "600").modalites_pedagogiques("Cours."),
            action("Nantes", "vingt", "600"),
            action("Nantes", "21", "600").extras(
                Extras::default()
                    .info("action")
                    .extra(Extra::default().info("modalites-handicap").valeur("Oui")),
            ),
        ] {
            assert!(found(&both(first(), other.clone()), Profile::Edof, "ACT12").is_empty(), "{other:?}");
        }
        assert!(found(&same, Profile::Lheo, "ACT12").is_empty());
    }
}
