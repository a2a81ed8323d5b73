//! Scenes from the life of an offer.

use super::*;
use crate::{DateBounds, Lang, Provenance, Publication, Verbe};

const CORRECTION: Acte = Acte::Corriger { contenu: None };

fn etat(sofi: &TableauDeBord, objet: &Objet) -> EtatStocke {
    sofi.get(objet).unwrap().etat()
}

#[test]
fn a_session_left_in_draft_is_neither_validated_nor_published() {
    let mut sofi = draft(private(20, 30));
    organisme(&mut sofi, &f(), Acte::Soumettre, 2).unwrap();
    carif(&mut sofi, &f(), Acte::Valider, 3).unwrap();
    assert_eq!(etat(&sofi, &s()), EtatStocke::EnCoursDeSaisie);
    assert_eq!(sofi.publication(&s()), None);
    let error = carif(&mut sofi, &s(), Acte::Valider, 4).unwrap_err();
    assert_eq!(error, CycleError::NonSoumise { objet: s() });
    assert_eq!(
        error.message(Lang::Fr),
        "La session S est encore «\u{a0}en cours de saisie\u{a0}»\u{a0}: tant que l’organisme ne l’a pas remise \
         au Carif-Oref, elle n’est ni validée ni diffusée. Soumettez-la."
    );
}

#[test]
fn validating_the_formation_reaches_what_is_submitted() {
    let sofi = published(private(20, 30));
    assert!(sofi.iter().all(|suivi| suivi.etat() == EtatStocke::Validee));
    let event = sofi.get(&s()).unwrap().historique().last().unwrap();
    assert_eq!((event.acte.verbe(), event.entraine_par.as_ref()), (Verbe::Valider, Some(&f())));
}

#[test]
fn a_correction_under_way_above_is_left_to_its_author() {
    let mut sofi = published(private(20, 30));
    organisme(&mut sofi, &f(), CORRECTION, 4).unwrap();
    organisme(&mut sofi, &s(), CORRECTION, 4).unwrap();
    organisme(&mut sofi, &s(), Acte::Soumettre, 5).unwrap();
    assert_eq!(etat(&sofi, &f()), EtatStocke::EnCoursDeSaisie);
}

#[test]
fn what_was_submitted_later_is_not_reached() {
    let mut sofi = draft(private(20, 30));
    organisme(&mut sofi, &f(), Acte::Soumettre, 2).unwrap();
    organisme(&mut sofi, &s(), Acte::Soumettre, 6).unwrap();
    carif(&mut sofi, &f(), Acte::Valider, 5).unwrap();
    assert_eq!(etat(&sofi, &s()), EtatStocke::Soumise);
}

#[test]
fn an_unvalidated_formation_hides_its_sessions() {
    let mut sofi = draft(private(20, 30));
    organisme(&mut sofi, &s(), Acte::Soumettre, 2).unwrap();
    carif(&mut sofi, &Objet::action("A"), Acte::Valider, 3).unwrap();
    assert_eq!(etat(&sofi, &s()), EtatStocke::Validee);
    assert_eq!(sofi.publication(&s()), None);
    carif(&mut sofi, &f(), Acte::Valider, 5).unwrap();
    assert_eq!(sofi.publication(&s()), Some(Publication { version: 1, depuis: day(5) }));
}

#[test]
fn the_validated_version_stays_published_until_the_next_is_validated() {
    let mut sofi = published(private(20, 30));
    let correction = Acte::Corriger { contenu: Some(private(25, 35)) };
    organisme(&mut sofi, &s(), correction, 4).unwrap();
    let shown = |sofi: &TableauDeBord| {
        let publication = sofi.publication(&s()).unwrap();
        let debut = sofi.get(&s()).unwrap().contenu_publie().unwrap().calendrier.debut;
        (publication.version, publication.depuis, debut)
    };
    let first = (1, day(3), DateBounds::from(day(20)));
    assert_eq!(shown(&sofi), first);
    organisme(&mut sofi, &s(), Acte::Soumettre, 5).unwrap();
    carif(&mut sofi, &s(), refusal(), 6).unwrap();
    assert_eq!(sofi.get(&s()).unwrap().motif(), Some("dates absentes"));
    assert_eq!(shown(&sofi), first);
    organisme(&mut sofi, &s(), CORRECTION, 7).unwrap();
    organisme(&mut sofi, &s(), Acte::Soumettre, 7).unwrap();
    carif(&mut sofi, &s(), Acte::Valider, 8).unwrap();
    assert_eq!(shown(&sofi), (2, day(8), DateBounds::from(day(25))));
}

#[test]
fn a_suspension_is_lifted_to_what_it_interrupted() {
    let mut sofi = published(private(20, 30));
    organisme(&mut sofi, &s(), CORRECTION, 4).unwrap();
    carif(&mut sofi, &s(), Acte::Suspendre, 5).unwrap();
    assert_eq!(sofi.publication(&s()), None);
    assert_eq!(carif(&mut sofi, &s(), Acte::Rouvrir, 6), Ok(EtatStocke::EnCoursDeSaisie));
    assert_eq!(sofi.publication(&s()), Some(Publication { version: 1, depuis: day(6) }));
}

#[test]
fn correcting_does_not_undo_a_suspension() {
    let mut sofi = published(private(20, 30));
    carif(&mut sofi, &s(), Acte::Suspendre, 4).unwrap();
    organisme(&mut sofi, &s(), CORRECTION, 5).unwrap();
    assert_eq!(sofi.publication(&s()), None);
    organisme(&mut sofi, &s(), Acte::Soumettre, 6).unwrap();
    carif(&mut sofi, &s(), Acte::Valider, 7).unwrap();
    assert_eq!(sofi.publication(&s()).unwrap().version, 2);
}

#[test]
fn a_draft_cannot_be_suspended() {
    let mut sofi = draft(private(20, 30));
    let error = carif(&mut sofi, &s(), Acte::Suspendre, 2).unwrap_err();
    assert_eq!(error, CycleError::NonPubliee { objet: s() });
}

#[test]
fn a_cancelled_session_comes_back_as_a_draft() {
    let mut sofi = published(private(20, 30));
    organisme(&mut sofi, &s(), Acte::Annuler, 4).unwrap();
    assert_eq!(sofi.publication(&s()), None);
    assert_eq!(carif(&mut sofi, &s(), Acte::Rouvrir, 5), Ok(EtatStocke::EnCoursDeSaisie));
    assert_eq!(sofi.publication(&s()), None);
}

#[test]
fn a_refusal_needs_its_reason() {
    let mut sofi = draft(private(20, 30));
    organisme(&mut sofi, &s(), Acte::Soumettre, 2).unwrap();
    let error = carif(&mut sofi, &s(), Acte::Refuser { motif: " ".to_owned() }, 3).unwrap_err();
    assert_eq!(error, CycleError::MotifVide { objet: s() });
}

#[test]
fn rights_are_those_of_each() {
    let mut sofi = draft(private(20, 30));
    let error = organisme(&mut sofi, &s(), Acte::Valider, 2).unwrap_err();
    assert_eq!(
        error.message(Lang::En),
        "Session S: the organisation has no right to validate. Only the Carif-Oref may."
    );
}

#[test]
fn days_go_forward() {
    let mut sofi = draft(private(20, 30));
    let error = organisme(&mut sofi, &s(), Acte::Soumettre, 0).unwrap_err();
    assert_eq!(error, CycleError::DateAnterieure { objet: s(), date: day(0), precedente: day(1) });
    let early = sofi.add(Fiche::action("A2", "F"), Acteur::Organisme, day(0)).unwrap_err();
    assert!(matches!(early, CycleError::DateAnterieure { .. }));
}

#[test]
fn a_permanent_session_is_renewed_under_a_new_number() {
    let mut sofi = published(permanent(10, 40));
    let renewal = |par: &str, contenu| Acte::Renouveler { par: par.to_owned(), contenu };
    let taken = organisme(&mut sofi, &s(), renewal("S", permanent(41, 80)), 30).unwrap_err();
    assert_eq!(taken, CycleError::NumeroPris { objet: s() });
    let same = organisme(&mut sofi, &s(), renewal("S2", permanent(10, 40)), 30).unwrap_err();
    assert_eq!(same, CycleError::MemesDates { objet: s() });
    let fixed = organisme(&mut sofi, &s(), renewal("S2", private(41, 80)), 30).unwrap_err();
    assert_eq!(fixed, CycleError::NonPermanente { objet: Objet::session("S2") });

    assert_eq!(organisme(&mut sofi, &s(), renewal("S2", permanent(41, 80)), 30), Ok(EtatStocke::Validee));
    let renewed = sofi.get(&Objet::session("S2")).unwrap();
    assert_eq!((renewed.etat(), renewed.remplace()), (EtatStocke::EnCoursDeSaisie, Some("S")));
    assert_eq!(sofi.get(&s()).unwrap().remplacee_par(), Some("S2"));
    assert_eq!(sofi.siret(&Objet::session("S2")), Some(SIRET));

    let twice = organisme(&mut sofi, &s(), renewal("S3", permanent(41, 80)), 31).unwrap_err();
    assert_eq!(twice, CycleError::DejaRenouvelee { objet: s(), par: "S2".to_owned() });
    organisme(&mut sofi, &Objet::session("S2"), Acte::Annuler, 32).unwrap();
    assert!(organisme(&mut sofi, &s(), renewal("S2", permanent(41, 80)), 33).is_err(), "numbers serve once");
    assert!(organisme(&mut sofi, &s(), renewal("S3", permanent(41, 80)), 33).is_ok());
}

#[test]
fn a_fixed_session_is_not_renewed() {
    let mut sofi = published(private(10, 20));
    let renewal = Acte::Renouveler { par: "S2".to_owned(), contenu: permanent(21, 30) };
    assert_eq!(organisme(&mut sofi, &s(), renewal, 21), Err(CycleError::NonPermanente { objet: s() }));
}

#[test]
fn what_comes_from_onisep_is_born_validated_and_read_only() {
    let onisep = |fiche: Fiche| fiche.with_provenance(Provenance::IdeoOnisep);
    let contenu = Contenu { cadre: Cadre::FormationInitiale, ..private(10, 20) };
    let mut sofi = TableauDeBord::with_delai_archivage(5);
    sofi.add(onisep(Fiche::formation("F", SIRET)), Acteur::Systeme, day(1)).unwrap();
    sofi.add(onisep(Fiche::action("A", "F")), Acteur::Systeme, day(1)).unwrap();
    sofi.add(onisep(Fiche::session("S", "A", contenu)), Acteur::Systeme, day(1)).unwrap();
    assert_eq!(sofi.publication(&s()), Some(Publication { version: 1, depuis: day(1) }));
    let error = organisme(&mut sofi, &s(), CORRECTION, 2).unwrap_err();
    assert_eq!(error, CycleError::LectureSeule { objet: s(), verbe: Verbe::Corriger });
    let again =
        Acte::Integrer { contenu: Some(Contenu { cadre: Cadre::FormationInitiale, ..private(11, 21) }) };
    sofi.apply(&s(), again, Acteur::Systeme, day(2)).unwrap();
    assert_eq!(sofi.publication(&s()), Some(Publication { version: 2, depuis: day(2) }));
    assert_eq!(sofi.archive_ended(day(25)), []);
    assert_eq!(sofi.archive_ended(day(26)), [s()]);
    // Nobody in SOFI could submit it again, so reopening validates it.
    assert_eq!(carif(&mut sofi, &s(), Acte::Rouvrir, 27), Ok(EtatStocke::Validee));
}

#[test]
fn initial_training_is_not_entered_by_hand() {
    let mut sofi = draft(private(10, 20));
    let contenu = Contenu { cadre: Cadre::FormationInitiale, ..private(10, 20) };
    let error = sofi.add(Fiche::session("S2", "A", contenu), Acteur::Organisme, day(2)).unwrap_err();
    assert!(matches!(error, CycleError::HorsMatrice { provenance: Provenance::Saisie, .. }));
}

#[test]
fn the_system_waits_before_it_archives() {
    let mut sofi = published(private(10, 20));
    let error = sofi.apply(&s(), Acte::Archiver, Acteur::Systeme, day(21)).unwrap_err();
    assert_eq!(error, CycleError::DelaiNonEcoule { objet: s(), possible_le: Some(day(203)) });
    assert_eq!(sofi.archive_ended(day(203)), [s()]);
    assert_eq!(
        sofi.apply(&f(), Acte::Archiver, Acteur::Systeme, day(300)),
        Err(CycleError::DelaiNonEcoule { objet: f(), possible_le: None })
    );
}

#[test]
fn nothing_is_added_under_what_is_closed() {
    let mut sofi = published(private(10, 20));
    organisme(&mut sofi, &f(), Acte::Annuler, 4).unwrap();
    let error = sofi.add(Fiche::session("S2", "A", private(10, 20)), Acteur::Organisme, day(5)).unwrap_err();
    assert!(matches!(error, CycleError::ParentClos { ref parent, .. } if *parent == f()));
}

#[test]
fn a_reserved_number_is_never_given() {
    let mut sofi = draft(private(10, 20));
    sofi.reserve(Objet::session("S9")).unwrap();
    let error = sofi.add(Fiche::session("S9", "A", private(10, 20)), Acteur::Organisme, day(2)).unwrap_err();
    assert_eq!(error, CycleError::NumeroPris { objet: Objet::session("S9") });
    assert_eq!(
        sofi.reserve(Objet::session(" ")),
        Err(CycleError::NumeroVide { niveau: crate::Niveau::Session })
    );
}

#[test]
fn active_sessions_are_published_and_not_over() {
    let sofi = published(private(10, 20));
    assert_eq!(sofi.sessions_actives(day(20)).count(), 1);
    assert_eq!(sofi.sessions_actives(day(21)).count(), 0);
    assert_eq!(draft(private(10, 20)).sessions_actives(day(5)).count(), 0);
}

#[test]
fn a_journal_is_read_back_and_one_that_lies_is_refused() {
    let sofi = published(private(10, 20));
    let text = serde_json::to_string(&sofi).unwrap();
    assert_eq!(serde_json::from_str::<TableauDeBord>(&text).unwrap(), sofi);
    let tampered = text.replacen("\"carif-oref\"", "\"organisme\"", 1);
    let error = serde_json::from_str::<TableauDeBord>(&tampered).unwrap_err();
    assert!(error.to_string().contains("has no right to validate"), "{error}");
}
