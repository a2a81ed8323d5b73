//! Random lives, watched by a model that knows only the history.

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::select, strategy::ValueTree as _};

use super::*;
use crate::{Journal, Lang, Provenance, Suivi, Verbe};

/// An order of a random life: days may go back, actors may overstep, numbers may clash.
#[derive(Debug, Clone)]
enum Step {
    Add(Fiche, Acteur, u32),
    Act(Objet, Acte, Acteur, u32),
    Night(u32),
}

fn numero() -> impl Strategy<Value = String> {
    select(vec!["1", "2", "3", "4", ""]).prop_map(str::to_owned)
}

fn contenu() -> impl Strategy<Value = Contenu> {
    let usual = select(vec![permanent(5, 50), permanent(51, 90)]);
    let any = (select(Cadre::ALL), any::<bool>(), 0..60_u32, 0..60_u32).prop_map(
        |(cadre, permanent, debut, length)| {
            let mut calendrier = Calendrier::fixed(day(debut), day(debut + length));
            calendrier.permanent = permanent;
            Contenu::new(cadre, calendrier)
        },
    );
    prop_oneof![usual, any]
}

fn fiche() -> impl Strategy<Value = Fiche> {
    let rang = prop_oneof![
        numero().prop_map(|n| Fiche::formation(n, SIRET)),
        (numero(), numero()).prop_map(|(n, parent)| Fiche::action(n, parent)),
        (numero(), numero(), contenu()).prop_map(|(n, parent, contenu)| Fiche::session(n, parent, contenu)),
    ];
    (rang, select(Provenance::ALL)).prop_map(|(fiche, provenance)| fiche.with_provenance(provenance))
}

fn objet() -> impl Strategy<Value = Objet> {
    (select(crate::Niveau::ALL), numero()).prop_map(|(niveau, numero)| Objet { niveau, numero })
}

fn acte() -> impl Strategy<Value = Acte> {
    prop_oneof![
        4 => select(vec![Acte::Saisir, Acte::Suspendre, Acte::Annuler, Acte::Archiver, Acte::Rouvrir]),
        3 => Just(Acte::Soumettre),
        1 => prop::option::of(contenu()).prop_map(|contenu| Acte::Corriger { contenu }),
        3 => Just(Acte::Valider),
        1 => select(vec!["", "dates absentes"]).prop_map(|m| Acte::Refuser { motif: m.to_owned() }),
        2 => (numero(), contenu()).prop_map(|(par, contenu)| Acte::Renouveler { par, contenu }),
        1 => prop::option::of(contenu()).prop_map(|contenu| Acte::Integrer { contenu }),
    ]
}

/// Most acts are done by one who may, most births by their author: otherwise lives would be short.
fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (fiche(), 0..90_u32).prop_map(|(fiche, n)| { let by = fiche.auteur(); Step::Add(fiche, by, n) }),
        1 => (fiche(), select(Acteur::ALL), 0..90_u32).prop_map(|(fiche, by, n)| Step::Add(fiche, by, n)),
        8 => (objet(), acte(), 0..90_u32)
            .prop_map(|(objet, acte, n)| { let by = acte.verbe().acteurs()[0]; Step::Act(objet, acte, by, n) }),
        1 => (objet(), acte(), select(Acteur::ALL), 0..90_u32).prop_map(|(o, a, by, n)| Step::Act(o, a, by, n)),
        1 => (0..300_u32).prop_map(Step::Night),
    ]
}

/// A life: a tree to start from, validated or not, then steps whose days mostly grow.
fn life() -> impl Strategy<Value = Vec<Step>> {
    let steps = prop::collection::vec((step(), prop::bool::weighted(0.9)), 0..60);
    (any::<bool>(), steps).prop_map(|(validated, steps)| {
        let mut clock = 0;
        let start = [
            Fiche::formation("1", SIRET),
            Fiche::action("1", "1"),
            Fiche::session("1", "1", permanent(5, 50)),
        ];
        let start = start.into_iter().map(|fiche| Step::Add(fiche, Acteur::Organisme, 0));
        let first = [
            Step::Act(Objet::session("1"), Acte::Soumettre, Acteur::Organisme, 0),
            Step::Act(Objet::formation("1"), Acte::Valider, Acteur::CarifOref, 0),
        ];
        let start = start.chain(first.into_iter().filter(move |_| validated));
        let later = steps.into_iter().map(|(mut step, forward)| {
            if let (true, Step::Add(_, _, n) | Step::Act(_, _, _, n)) = (forward, &mut step) {
                clock += *n % 3;
                *n = clock;
            }
            step
        });
        start.chain(later.collect::<Vec<_>>()).collect()
    })
}

/// What the history alone says of the published version: an independent reading of the rules.
fn published_version(suivi: &Suivi) -> Option<(u32, NaiveDate)> {
    let (mut validated, mut shown) = (None, None);
    for event in suivi.historique() {
        match event.acte.verbe() {
            Verbe::Valider | Verbe::Integrer => {
                validated = Some(event.version);
                shown = Some((event.version, event.date));
            }
            Verbe::Suspendre | Verbe::Annuler | Verbe::Archiver => shown = None,
            Verbe::Rouvrir
                if event.avant == Some(EtatStocke::Suspendue) || event.apres == EtatStocke::Validee =>
            {
                shown = validated.map(|version| (version, event.date));
            }
            _ => {}
        }
    }
    shown
}

/// What is true of every element at every moment.
fn check_element(sofi: &TableauDeBord, suivi: &Suivi) {
    let history = suivi.historique();
    assert!(history.windows(2).all(|pair| pair[0].date <= pair[1].date), "dates go back: {history:?}");
    assert!(history.windows(2).all(|pair| pair[1].avant == Some(pair[0].apres)), "broken: {history:?}");
    assert_eq!(history.last().map(|event| event.apres), Some(suivi.etat()));
    for (i, event) in history.iter().enumerate() {
        let verbe = event.acte.verbe();
        assert!(verbe.acteurs().contains(&event.acteur), "{} did {verbe}", event.acteur);
        match event.avant {
            None => assert!(i == 0 && matches!(verbe, Verbe::Saisir | Verbe::Integrer)),
            Some(_) if verbe == Verbe::Rouvrir => {}
            Some(avant) => assert_eq!(verbe.arrivee(avant), Some(event.apres), "{verbe} from {avant}"),
        }
        if verbe == Verbe::Valider {
            assert_eq!(event.avant, Some(EtatStocke::Soumise));
        }
        if let Acte::Refuser { motif } = &event.acte {
            assert!(!motif.trim().is_empty());
        }
    }
    let shown = suivi.publication().map(|p| (p.version, p.depuis));
    assert_eq!(shown, published_version(suivi), "{history:?}");
    if let Some(publication) = sofi.publication(suivi.objet()) {
        let validated = |above: &Suivi| {
            let judged =
                |e: &super::super::Evenement| matches!(e.acte.verbe(), Verbe::Valider | Verbe::Integrer);
            above.historique().iter().any(judged)
        };
        assert!(sofi.chain(suivi.objet()).all(validated), "published without having been validated");
        assert!(sofi.chain(suivi.objet()).all(|above| !above.etat().is_closed()));
        assert!(publication.depuis >= shown.unwrap().1);
    }
    if suivi.etat() == EtatStocke::Validee {
        assert!(suivi.publication().is_some());
    }
    if let Some(par) = suivi.remplacee_par() {
        let next = sofi.get(&Objet::session(par)).unwrap();
        assert_eq!(next.remplace(), Some(suivi.objet().numero.as_str()));
        assert_ne!(par, suivi.objet().numero);
    }
}

/// A refusal names its reason and what it is about, in both languages.
fn check_refusal(error: &CycleError) {
    for lang in [Lang::Fr, Lang::En] {
        let message = error.message(lang);
        assert!(message.len() > 20 && !message.contains('{'), "{error:?}: {message}");
        if let Some(objet) = error.objet() {
            assert!(message.contains(&objet.numero), "{error:?}: {message}");
        }
    }
}

/// Takes one step; what it did is judged against the dashboard before.
fn live(before: &TableauDeBord, sofi: &mut TableauDeBord, step: &Step) -> Result<(), CycleError> {
    match step {
        Step::Add(fiche, acteur, n) => {
            sofi.add(fiche.clone(), *acteur, day(*n))?;
            assert!(!before.is_taken(&fiche.objet()), "a birth took a number that was given before");
        }
        Step::Act(objet, acte, acteur, n) => {
            let offered = before
                .get(objet)
                .is_some_and(|suivi| suivi.actes_possibles(*acteur).any(|verbe| verbe == acte.verbe()));
            let etat = sofi.apply(objet, acte.clone(), *acteur, day(*n))?;
            assert!(offered, "{acte:?} was done though it was not offered");
            assert_eq!(sofi.get(objet).unwrap().etat(), etat);
            if let Acte::Renouveler { par, .. } = acte {
                assert!(!before.is_taken(&Objet::session(par)), "a renewal took a number given before");
            }
        }
        Step::Night(n) => {
            for objet in sofi.archive_ended(day(*n)) {
                assert_eq!(sofi.get(&objet).unwrap().etat(), EtatStocke::Archivee);
            }
        }
    }
    Ok(())
}

/// The watch is not blind: random lives do every act, and meet every reason to refuse.
#[test]
fn random_lives_go_everywhere() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut done, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..2000 {
        let mut sofi = TableauDeBord::with_delai_archivage(20);
        for step in life().new_tree(&mut runner).unwrap().current() {
            let before = sofi.clone();
            if let Err(error) = live(&before, &mut sofi, &step) {
                let json = serde_json::to_value(&error).unwrap();
                refused.insert(json["raison"].as_str().unwrap().to_owned());
            }
        }
        done.extend(sofi.iter().flat_map(Suivi::historique).map(|event| event.acte.verbe()));
    }
    assert_eq!(done.len(), Verbe::ALL.len(), "{done:?}");
    assert_eq!(refused.len(), 19, "{refused:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn random_lives_stay_legal(life in life()) {
        let mut sofi = TableauDeBord::with_delai_archivage(20);
        for step in life {
            let before = sofi.clone();
            let result = live(&before, &mut sofi, &step);
            if let Err(error) = result {
                check_refusal(&error);
                prop_assert_eq!(&sofi, &before, "a refusal changed something");
            }
            for suivi in before.iter() {
                let after = sofi.get(suivi.objet());
                prop_assert!(after.is_some_and(|a| a.historique().starts_with(suivi.historique())));
            }
            for suivi in sofi.iter() {
                check_element(&sofi, suivi);
            }
        }
        // The journal tells the same life again.
        prop_assert_eq!(&TableauDeBord::try_from(Journal::from(sofi.clone())).unwrap(), &sofi);
    }
}
