//! The channels one by one, and the question asked of each.

use std::collections::BTreeSet;

use super::*;
use crate::{
    Acte, Cadre, Calendrier, Contenu, Lang, Objet, Preuve, TableauDeBord,
    cycle_de_vie::tests::{SIRET, carif, day, draft, f, organisme, private, published, refusal, s},
};

/// Slide 8 and slide 11, typed once more by hand: kind, way, hours, promise, project.
const ATTENDU: &str = "
    choisir-mon-metier        information   directe     24 72 -
    apprentissage-pdl         information   directe     24 72 -
    forpro-sem                gestion       directe     24 72 -
    asp                       gestion       directe     24 72 -
    portail-alternance        information   offre-info  24 72 -
    orientation-pour-tous     information   offre-info  24 72 -
    la-bonne-formation        information   offre-info  24 72 -
    trouver-ma-formation      information   offre-info  24 72 -
    bob-emploi                information   offre-info  24 72 -
    mon-compte-formation      information   offre-info  24 72 -
    aude                      prescription  offre-info  48 -  -
    kairos                    prescription  offre-info  48 -  -
    ouiform                   prescription  offre-info  48 -  -
    cap-emploi                prescription  offre-info  48 -  -
    imilo                     prescription  offre-info  24 72 -
    ouiform-missions-locales  prescription  offre-info  48 -  -
    sncf                      gestion       offre-info  24 72 -
    si-opca                   gestion       offre-info  24 72 -
    agora                     gestion       offre-info  24 -  projet
    cpf-transition            gestion       offre-info  24 -  projet
    si-opco                   gestion       offre-info  24 -  projet
    helloworks                gestion       offre-info  24 -  projet
";

#[test]
fn channels_are_those_of_the_slides() {
    let rows: Vec<Vec<&str>> = ATTENDU.trim().lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows.len(), CANAUX.len());
    for (row, fiche) in rows.iter().zip(&CANAUX) {
        let promise = fiche.attendu_avant.map_or("-".to_owned(), |hours| hours.to_string());
        let project = if fiche.en_projet { "projet" } else { "-" };
        let hours = fiche.au_plus_tot.to_string();
        let found =
            [fiche.canal.as_str(), fiche.genre.as_str(), fiche.voie.as_str(), &hours, &promise, project];
        assert_eq!(*row, found);
    }
}

#[test]
fn descriptions_are_whole() {
    let names: BTreeSet<&str> = CANAUX.iter().map(|fiche| fiche.nom).collect();
    assert_eq!(names.len(), CANAUX.len());
    for canal in Canal::ALL {
        let fiche = canal.fiche();
        assert_eq!((fiche.canal, fiche.diapositive), (*canal, 8));
        assert!(fiche.preuve_eligibilite.is_inferred(), "{canal}: no slide speaks of eligibility");
        assert!(fiche.attendu_avant.is_none_or(|hours| hours >= fiche.au_plus_tot));
    }
    assert_eq!(Canal::Kairos.fiche().preuve, Preuve::Diapositive(11));
}

/// Asks on day n, the export being what is said.
fn ask(sofi: &TableauDeBord, canal: Canal, n: u32, export: Export) -> Reponse {
    Question::new("S", SIRET, canal, day(n)).with_export(export).ask(sofi)
}

fn cause(sofi: &TableauDeBord, n: u32) -> Cause {
    ask(sofi, Canal::Aude, n, Export::Reussi).cause().clone()
}

#[test]
fn the_key_is_the_number_with_the_siret() {
    let sofi = published(private(20, 30));
    let unknown = Question::new("21_0", SIRET, Canal::Aude, day(9)).ask(&sofi);
    assert_eq!(unknown.cause(), &Cause::NumeroInconnu { numero: "21_0".to_owned() });
    let other = Question::new("S", "11111111111111", Canal::Aude, day(9)).ask(&sofi);
    assert!(matches!(other.cause(), Cause::AutreSiret { .. }));
    assert!(!other.message(Lang::Fr).contains(SIRET), "somebody else's SIRET is not told");
}

#[test]
fn causes_follow_the_life_of_the_session() {
    let mut sofi = draft(private(20, 30));
    assert_eq!(cause(&sofi, 1), Cause::EnCoursDeSaisie { objet: s() });
    organisme(&mut sofi, &s(), Acte::Soumettre, 2).unwrap();
    assert_eq!(cause(&sofi, 2), Cause::Soumise { objet: s() });
    carif(&mut sofi, &f(), Acte::Valider, 3).unwrap();
    let early = Cause::TropTot { objet: s(), validee_le: day(3), au_plus_tot: day(5) };
    assert_eq!(cause(&sofi, 4), early);
    assert_eq!(cause(&sofi, 5), Cause::ADemander { objet: s(), en_retard: false });
    // Nothing is ever late in Aude: 48 h is only a lower bound.
    assert_eq!(cause(&sofi, 20), Cause::ADemander { objet: s(), en_retard: false });
    assert!(matches!(cause(&sofi, 31), Cause::Terminee { permanente: false, .. }));
    carif(&mut sofi, &s(), Acte::Suspendre, 6).unwrap();
    assert!(matches!(cause(&sofi, 7), Cause::Retiree { .. }));
}

#[test]
fn the_clock_starts_again_at_revalidation() {
    let mut sofi = published(private(20, 30));
    organisme(&mut sofi, &s(), Acte::Corriger { contenu: None }, 8).unwrap();
    assert!(matches!(cause(&sofi, 9), Cause::ADemander { .. }), "the validated version is still there");
    organisme(&mut sofi, &s(), Acte::Soumettre, 9).unwrap();
    carif(&mut sofi, &s(), Acte::Valider, 10).unwrap();
    assert!(matches!(cause(&sofi, 11), Cause::TropTot { .. }));
    assert!(matches!(cause(&sofi, 12), Cause::ADemander { .. }));
}

#[test]
fn a_formation_at_fault_is_named() {
    let mut sofi = draft(private(20, 30));
    organisme(&mut sofi, &s(), Acte::Soumettre, 2).unwrap();
    carif(&mut sofi, &f(), refusal(), 3).unwrap();
    carif(&mut sofi, &Objet::action("A"), Acte::Valider, 3).unwrap();
    let answer = ask(&sofi, Canal::Aude, 9, Export::Reussi);
    assert_eq!(answer.cause(), &Cause::Refusee { objet: f(), motif: "dates absentes".to_owned() });
    assert_eq!(answer.responsable(), Responsable::Organisme);
    assert_eq!(
        answer.message(Lang::En),
        "Formation F was refused by the Carif-Oref: dates absentes. Correct it, then submit it again."
    );
}

#[test]
fn three_parties_are_told_apart() {
    let sofi = published(private(20, 30));
    let who = |canal, export| ask(&sofi, canal, 9, export).responsable();
    assert_eq!(who(Canal::Aude, Export::Echoue), Responsable::Rco);
    assert_eq!(who(Canal::Aude, Export::Inconnu), Responsable::Rco);
    assert_eq!(who(Canal::Aude, Export::Reussi), Responsable::Exploitant);
    assert_eq!(who(Canal::ChoisirMonMetier, Export::Echoue), Responsable::CarifOref);
    let draft = draft(private(20, 30));
    assert_eq!(ask(&draft, Canal::Aude, 9, Export::Reussi).responsable(), Responsable::Organisme);
    let message = ask(&sofi, Canal::Aude, 9, Export::Reussi).message(Lang::Fr);
    assert!(message.ends_with("donnez le numéro du S à\u{a0}: France Travail."), "{message}");
}

#[test]
fn a_renewed_session_sends_to_the_one_that_follows() {
    let contenu = |debut, fin| Contenu {
        calendrier: Calendrier::permanent(day(debut), day(fin)),
        ..private(debut, fin)
    };
    let mut sofi = published(contenu(4, 40));
    let at_the_end = ask(&sofi, Canal::Aude, 41, Export::Reussi);
    assert_eq!(at_the_end.responsable(), Responsable::Organisme);
    assert!(at_the_end.message(Lang::Fr).ends_with("Renouvelez-la sous un nouveau numéro."));
    let renewal = Acte::Renouveler { par: "S2".to_owned(), contenu: contenu(41, 80) };
    organisme(&mut sofi, &s(), renewal, 41).unwrap();
    let renewed = ask(&sofi, Canal::Aude, 41, Export::Reussi);
    assert_eq!(renewed.responsable(), Responsable::Personne);
    assert!(renewed.message(Lang::En).contains("renewed under number S2"));
}

#[test]
fn every_cause_is_kept_in_order() {
    let sofi = published(private(1, 2));
    let answer = ask(&sofi, Canal::PortailAlternance, 3, Export::Echoue);
    assert!(matches!(
        answer.causes[..],
        [Cause::TropTot { .. }, Cause::Terminee { .. }, Cause::NonEligible { .. }]
    ));
}

#[test]
fn late_is_said_where_something_was_promised() {
    let sofi = published(private(20, 30));
    let at = |n| ask(&sofi, Canal::LaBonneFormation, n, Export::Reussi).cause().clone();
    assert_eq!(at(6), Cause::ADemander { objet: s(), en_retard: false });
    assert_eq!(at(7), Cause::ADemander { objet: s(), en_retard: true });
}

#[test]
fn eligibility_decides_and_doubt_is_said() {
    let sofi = published(private(20, 30));
    let at = |canal| ask(&sofi, canal, 9, Export::Reussi).cause().clone();
    assert_eq!(at(Canal::PortailAlternance), Cause::NonEligible { objet: s() });
    assert_eq!(at(Canal::Asp), Cause::NonEligible { objet: s() });
    assert_eq!(at(Canal::MonCompteFormation), Cause::EligibiliteInconnue { objet: s() });
    let cpf = published(private(20, 30).with_cpf(true));
    let answer = ask(&cpf, Canal::MonCompteFormation, 9, Export::Reussi);
    assert_eq!(answer.cause(), &Cause::ADemander { objet: s(), en_retard: true });
}

#[test]
fn a_channel_is_open_between_its_days() {
    let mut fiche = *Canal::Aude.fiche();
    (fiche.ouvert_depuis, fiche.ouvert_jusque) = (Some(day(8)), Some(day(10)));
    assert_eq!([7, 8, 10, 11].map(|n| fiche.is_open(day(n))), [false, true, true, false]);
    let sofi = published(private(20, 30));
    let question = Question::new("S", SIRET, Canal::Aude, day(7));
    assert_eq!(question.ask_of(&fiche, &sofi).cause(), &Cause::CanalFerme { objet: s() });
    assert_eq!(ask(&sofi, Canal::SiOpco, 9, Export::Reussi).cause(), &Cause::CanalFerme { objet: s() });
}

#[test]
fn every_channel_answers_in_both_languages() {
    let contenu = Contenu::new(Cadre::Apprentissage, Calendrier::permanent(day(4), day(40))).with_cpf(true);
    let mut refused = draft(contenu);
    organisme(&mut refused, &s(), Acte::Soumettre, 2).unwrap();
    let submitted = refused.clone();
    carif(&mut refused, &s(), refusal(), 3).unwrap();
    let mut suspended = published(contenu);
    carif(&mut suspended, &s(), Acte::Suspendre, 4).unwrap();
    let mut cancelled = published(contenu);
    organisme(&mut cancelled, &s(), Acte::Annuler, 4).unwrap();
    let lives = [
        TableauDeBord::new(),
        draft(contenu),
        submitted,
        refused,
        suspended,
        cancelled,
        published(contenu),
        published(private(4, 40)),
    ];
    for canal in Canal::ALL {
        for sofi in &lives {
            for (n, export) in Export::ALL.iter().flat_map(|e| [3, 9, 50].map(|n| (n, *e))) {
                let answer = ask(sofi, *canal, n, export);
                assert_eq!(answer, ask(sofi, *canal, n, export));
                for lang in [Lang::Fr, Lang::En] {
                    for message in answer.messages(lang) {
                        assert!(!message.contains('{') && message.ends_with('.'), "{message}");
                    }
                }
            }
        }
    }
}

#[test]
fn answers_are_written_for_machines() {
    let answer = ask(&published(private(20, 30)), Canal::Kairos, 4, Export::Reussi);
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(json["causes"][0]["cause"], "trop-tot");
    assert_eq!(
        (&json["canal"]["canal"], &json["canal"]["exploitant"]),
        (&"kairos".into(), &"france-travail".into())
    );
    let causes: Vec<Cause> = serde_json::from_value(json["causes"].clone()).unwrap();
    assert_eq!(causes, answer.causes);
}
