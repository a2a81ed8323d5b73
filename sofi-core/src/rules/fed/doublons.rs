//! The same offer, twice in one feed.

use std::{collections::BTreeSet, fmt::Write as _};

use crate::{
    Action, Adresse, Args, Checked, FeedFinding, Formation, NumeroSession, Scope, Session, Severity,
    extras::edof,
    rules::{FeedCheck, Group, Observation, macros::family},
    territory::letters,
};

family! {
    FED07 "offre-en-double" [W W W W] Inferred Feed(FeedCheck { observe, judge }) {
        title: "La même offre, deux fois" / "The same offer, twice",
        message: "cette session figure aussi sous la formation {numero} : même formateur, même certification ou même intitulé, même commune, mêmes dates" / "this session is also under the formation {numero}: same trainer, same certification or title, same commune, same dates",
        helps: [
            "gardez une seule des deux formations{one}" / "keep one of the two formations{one}",
            "chaque Carif-Oref ne décrit que ce qui a lieu chez lui : voyez lequel des deux doit la garder{two}" / "each Carif-Oref describes what takes place in its own region: see which of the two is to keep it{two}",
        ],
        why: "Une offre saisie deux fois s'affiche deux fois, et ses inscriptions se partagent entre deux numéros. Entre deux Carif-Oref, la même session reçoit deux codes." / "An offer entered twice is shown twice, and its enrolments are split between two numbers. Between two Carif-Orefs the same session gets two codes.",
        source: "FED-07 ; déduit des doublons que les lecteurs du flux national écartent",
        bad: "<offres><formation numero=\"21_1001\"></formation><formation numero=\"21_1002\"></formation></offres>",
        good: "<offres><formation numero=\"21_1001\"></formation><formation numero=\"21_1002\"><intitule-formation>Une autre formation</intitule-formation></formation></offres>",
    }
}

/// Between the parts of a key or a mark: no text holds it.
const ENTRE: char = '\u{1f}';

fn observe(formation: &Scope<'_, Formation<'_>>, out: &mut Vec<Observation>) {
    let Some(numero) = formation.numero.as_deref().filter(|numero| !numero.trim().is_empty()) else { return };
    let carif = numero.parse::<NumeroSession>().ok().and_then(|numero| numero.carif());
    let carif = carif.map(|carif| carif.to_string()).unwrap_or_default();
    // Twice in one formation is for other rules (IDN-06, SES-21, ACT-13).
    let mut seen = BTreeSet::new();
    for (rank, action) in (1..).zip(&formation.actions) {
        let detail = detail(formation, action);
        for (place, session) in (1..).zip(&action.sessions) {
            let Some(key) = key(formation, action, session) else { continue };
            if seen.insert(key.clone()) {
                let path = formation.path.nth("action", rank).nth("session", place);
                let mark = format!("{carif}{ENTRE}{detail:016x}{ENTRE}{}", numero.trim());
                out.push(Observation::new(key, mark, path));
            }
        }
    }
}

/// What makes two sessions one offer. Where something is not known there is no key: nothing is compared.
fn key(formation: &Formation<'_>, action: &Action<'_>, session: &Session<'_>) -> Option<String> {
    let siret = formation.formateur_of(action)?.siret.as_ref().and_then(Checked::lenient)?;
    let (debut, fin) = (session.debut()?.day()?, session.fin()?.day()?);
    let commune = match action.lieux.iter().find_map(|lieu| lieu.adresse()) {
        Some(adresse) => place(adresse)?,
        None if action.is_distance() == Some(true) => String::new(),
        None => return None,
    };
    let subject = match certification(formation) {
        Some(code) => code,
        None => letters(formation.intitule.as_deref()?).collect(),
    };
    (!subject.is_empty())
        .then(|| format!("{siret}{ENTRE}{subject}{ENTRE}{commune}{ENTRE}{debut}{ENTRE}{fin}"))
}

/// The commune, or else the postal code and the town.
fn place(adresse: &Adresse<'_>) -> Option<String> {
    if let Some(commune) = adresse.commune.as_ref().and_then(Checked::lenient) {
        return Some(commune.to_string());
    }
    let mut place = adresse.codepostal.as_ref().and_then(Checked::lenient)?.to_string();
    place.extend(letters(adresse.ville.as_deref()?));
    Some(place)
}

fn certification(formation: &Formation<'_>) -> Option<String> {
    formation.certifications.iter().find_map(|certification| {
        let rncp = certification.rncp.as_ref().and_then(Checked::lenient).map(|code| code.to_string());
        let rs = certification.rs.as_ref().and_then(Checked::lenient).map(|code| code.to_string());
        let certifinfo = certification.certifinfo.as_ref().and_then(Checked::lenient);
        rncp.or(rs).or_else(|| certifinfo.map(|code| format!("CI{code}")))
    })
}

/// What tells apart two offers that one Carif-Oref means to be two: title, hours, publics, money... One number for all.
fn detail(formation: &Formation<'_>, action: &Action<'_>) -> u64 {
    let mut all: String = letters(formation.intitule.as_deref().unwrap_or_default()).collect();
    let hours = [&action.nombre_heures_total, &action.nombre_heures_centre, &action.nombre_heures_entreprise];
    let mut add = |text: &str| {
        all.push(ENTRE);
        all.push_str(text);
    };
    for hours in hours {
        add(&hours.as_ref().map(ToString::to_string).unwrap_or_default());
    }
    add(&action.modalites_enseignement.as_ref().map(ToString::to_string).unwrap_or_default());
    add(&action.modalites_entrees_sorties.as_ref().map(ToString::to_string).unwrap_or_default());
    add(&action.prix_total.as_ref().map(ToString::to_string).unwrap_or_default());
    add(action.rythme.as_deref().unwrap_or_default());
    add(action.info_public.as_deref().unwrap_or_default());
    for public in action.publics.iter().filter_map(|public| public.code.as_ref()) {
        add(&public.to_string());
    }
    for financeur in &action.financeurs {
        add(financeur.code.as_deref().unwrap_or_default());
    }
    for bloc in action.sessions.iter().flat_map(Session::blocs).filter_map(|bloc| bloc.code.as_ref()) {
        add(&bloc.to_string());
    }
    // EDOF names the blocks of a certification in its additions.
    for code in edof::CODE_BLOC.values(formation) {
        add(&code.raw());
    }
    let mut flags = String::new();
    // Writing to a string never fails.
    let _ = write!(
        flags,
        "{}{}{}",
        action.is_formation_initiale(),
        action.is_apprentissage(),
        action.is_alternance()
    );
    add(&flags);
    fnv(all.as_bytes())
}

/// The hash of Fowler, Noll and Vo: the same on every machine and in every version.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn judge(group: &mut Group<'_>) {
    let mut previous: Option<(String, u64)> = None;
    for witness in &mut *group.witnesses {
        if let Some((mark, at)) = &previous {
            let parts = |mark: &str| mark.split(ENTRE).map(str::to_owned).collect::<Vec<_>>();
            let (one, other) = (parts(mark), parts(&witness.mark));
            if let ([carif, detail, numero], [other_carif, other_detail, other_numero]) =
                (&one[..], &other[..])
            {
                let args = Args::new().text("numero", numero.clone());
                let is_same_carif = carif == other_carif;
                if is_same_carif && detail == other_detail && numero != other_numero {
                    (group.fault)(FeedFinding::new(witness.at, *at, args.text("one", "")));
                } else if !is_same_carif {
                    let finding = FeedFinding::new(witness.at, *at, args.text("two", ""));
                    (group.fault)(finding.at_most(Severity::Info));
                }
            }
        }
        previous = Some((witness.mark, witness.at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Coordonnees, Feed, LieuDeFormation, Organisme, Periode, Profile, RuleSet,
        rules::testing::{conditions, judged},
    };

    fn formation(numero: &'static str, intitule: &'static str) -> Formation<'static> {
        let adresse = Adresse::default().codepostal("44000").commune("44109").ville("Nantes");
        let session = Session::default().periode(Periode::default().debut("20270104").fin("20270625"));
        let lieu = LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(adresse));
        Formation::default()
            .numero(numero)
            .intitule(intitule)
            .responsable(Organisme::default().siret("19511296600799"))
            .action(Action::default().lieu(lieu).session(session))
    }

    fn twice(one: &Formation<'_>, other: &Formation<'_>) -> Vec<(Severity, u64, String)> {
        let mut feed = Feed::default();
        for formation in [one, other] {
            let mut observations = judged(formation, &conditions(Profile::OffreInfo)).observations;
            observations.retain(|observation| observation.rule == "FED07");
            feed.add(observations);
        }
        let found = feed.finish(&RuleSet::of(Profile::OffreInfo));
        found
            .into_iter()
            .map(|(rule, severity, finding, note)| {
                assert!(rule.say(&finding.args, crate::Lang::Fr).contains("figure aussi"));
                (severity, finding.at, note.path.to_string())
            })
            .collect()
    }

    #[test]
    fn one_offer_under_two_numbers() {
        let at = || "action[1]/session[1]".to_owned();
        let (one, other) = (formation("21_1", "Maçon"), formation("21_2", "MACON !"));
        assert_eq!(twice(&one, &other), [(Severity::Warning, 1, at())]);
        let elsewhere = formation("06_7", "maçon");
        assert_eq!(twice(&one, &elsewhere), [(Severity::Info, 0, at())]);
        // Another region may file it under other hours.
        let mut longer = formation("06_7", "maçon");
        longer.actions[0].nombre_heures_total = Some(Checked::new("700"));
        assert_eq!(twice(&one, &longer).len(), 1);
    }

    #[test]
    fn what_is_not_twice_the_same() {
        let one = formation("21_1", "Maçon");
        let mut certified = formation("21_2", "Maçon");
        certified.certifications.push(crate::Certification::default().rncp("RNCP37274"));
        let mut longer = formation("21_2", "Maçon");
        longer.actions[0].nombre_heures_total = Some(Checked::new("700"));
        let mut later = formation("21_2", "Maçon");
        later.actions[0].sessions[0].periode = Some(Periode::default().debut("20270104").fin("20270626"));
        let mut vague = formation("21_2", "Maçon");
        vague.actions[0].sessions[0].periode = Some(Periode::default().debut("20270104").fin("99999999"));
        let same = formation("21_1", "Maçon");
        for other in
            [certified, longer, later, vague, same, formation("21_2", "Peintre"), formation("", "Maçon")]
        {
            assert_eq!(twice(&one, &other), []);
        }
        let twice_inside = {
            let mut formation = formation("21_1", "Maçon");
            formation.actions.push(formation.actions[0].clone());
            formation
        };
        let notes = judged(&twice_inside, &conditions(Profile::Lheo)).observations;
        assert_eq!(notes.iter().filter(|note| note.rule == "FED07").count(), 1);
    }
}
