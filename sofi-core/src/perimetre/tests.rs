//! Offers of all kinds, before the policy of Pays de la Loire and that of others.

use super::*;
use crate::{
    Action, Adresse, Certification, Coordonnees, Etablissement, Extra, Extras, Financeur, Formation, Lang,
    LieuDeFormation, Organisme, Origine, RegistreKind, Registres, SireneBuilder, TypeFormation,
};

const SIRET: &str = "19511296600799";
const OTHER: &str = "73282932000074";

fn adresse(code: &'static str, ville: &'static str) -> Adresse<'static> {
    Adresse::default().codepostal(code).ville(ville)
}

fn at(adresse: Adresse<'static>) -> LieuDeFormation<'static> {
    LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(adresse))
}

fn nantes() -> LieuDeFormation<'static> {
    at(adresse("44000", "Nantes"))
}

fn rennes() -> LieuDeFormation<'static> {
    at(adresse("35000", "Rennes"))
}

/// A formation of a body that lies there.
fn by(code: &'static str, action: Action<'static>) -> Formation<'static> {
    let coordonnees = Coordonnees::default().adresse(adresse(code, "Siège"));
    Formation::default()
        .responsable(Organisme::default().siret(SIRET).coordonnees(coordonnees))
        .action(action)
}

fn judged(region: &str, formation: &Formation<'_>) -> Situe {
    let jugement = region.parse::<Perimetre>().unwrap().judge(formation, None);
    for action in &jugement.actions {
        assert!(!action.motifs.is_empty());
        for motif in &action.motifs {
            for lang in [Lang::Fr, Lang::En] {
                assert!(!motif.message(lang).contains('{'), "{}", motif.message(lang));
            }
        }
    }
    jugement.situe
}

fn here(formation: &Formation<'_>) -> Situe {
    judged("52", formation)
}

#[test]
fn both_must_lie_in_the_region() {
    let action = |lieu| Action::default().lieu(lieu);
    assert_eq!(here(&by("44000", action(nantes()))), Situe::In);
    assert_eq!(here(&by("44000", action(rennes()))), Situe::Out, "a SIRET in the region does not rescue it");
    assert_eq!(here(&by("35000", action(rennes()))), Situe::Out);
    assert_eq!(here(&by("35000", action(nantes()))), Situe::Out, "no exception holds");
    let unknown =
        Formation::default().responsable(Organisme::default().siret(SIRET)).action(action(nantes()));
    assert_eq!(here(&unknown), Situe::Unknown, "a SIRET does not tell where it lies");
    assert_eq!(here(&by("44000", action(at(Adresse::default().ville("Nantes"))))), Situe::Unknown);
    assert_eq!(here(&by("35000", action(at(Adresse::default())))), Situe::Out, "wherever it takes place");
    assert_eq!(here(&Formation::default()), Situe::Unknown);
}

#[test]
fn others_look_at_the_place_alone() {
    let elsewhere = by("44000", Action::default().lieu(at(adresse("69003", "Lyon"))));
    assert_eq!(judged("auvergne-rhone-alpes", &elsewhere), Situe::In);
    assert_eq!(judged("ile-de-france", &elsewhere), Situe::Out);
    assert_eq!(judged("53", &by("35000", Action::default().lieu(at(Adresse::default())))), Situe::Unknown);
    let nothing = Perimetre { lieu_en_region: false, ..Perimetre::of(Region::Bretagne) };
    assert_eq!(nothing.judge(&elsewhere, None).situe, Situe::In);
    let siret_alone = Perimetre { siret_en_region: true, ..nothing };
    assert_eq!(siret_alone.judge(&elsewhere, None).situe, Situe::Out);
}

#[test]
fn exceptions_are_a_list() {
    let action = Action::default().lieu(nantes());
    let cpf =
        |certification: Certification<'static>| by("75011", action.clone()).certification(certification);
    assert_eq!(here(&cpf(Certification::default().rncp("RNCP38596"))), Situe::InByException);
    assert_eq!(here(&cpf(Certification::default().certifinfo("97049"))), Situe::Unknown, "no register tells");
    assert_eq!(here(&cpf(Certification::default())), Situe::Out, "an empty one says nothing");
    let bilan = by("75011", action.clone()).type_formation(TypeFormation::default().cpf("CPF202"));
    assert_eq!(here(&bilan), Situe::InByException);
    let without = Perimetre { exceptions: Vec::new(), ..Perimetre::of(Region::PaysDeLaLoire) };
    assert_eq!(without.judge(&bilan, None).situe, Situe::Out);

    // A branch in the region: the place bears a SIRET of the same enterprise.
    let branch = by("75011", Action::default().lieu(nantes().siret("19511296600799")));
    assert_eq!(here(&branch), Situe::InByException);
    let host = by("75011", Action::default().lieu(nantes().siret(OTHER)));
    assert_eq!(here(&host), Situe::Out, "in the rooms of somebody else");

    let apprentissage = Extras::default().info("dispositif");
    let apprentissage = apprentissage.extra(Extra::default().info("contrat-apprentissage").valeur("1"));
    let apprentis = by("75011", action.extras(apprentissage));
    assert_eq!(here(&apprentis.certification(Certification::default().rncp("RNCP38596"))), Situe::Out);
}

#[test]
fn the_region_pays_next_door() {
    let paid = |code, lieu| by(code, Action::default().lieu(lieu).financeur(Financeur::default().code("2")));
    assert_eq!(here(&paid("44000", rennes())), Situe::InByException);
    assert_eq!(here(&paid("44000", at(adresse("13001", "Marseille")))), Situe::Out, "too far");
    assert_eq!(here(&paid("35000", rennes())), Situe::Out, "that is the region Bretagne");
    let action = Action::default().lieu(rennes()).financeur(Financeur::default().code("2"));
    assert_eq!(here(&Formation::default().action(action)), Situe::Unknown);
}

#[test]
fn the_establishment_decides_where_there_is_no_place() {
    let distance = Action::default().modalites_enseignement("2").lieu(rennes());
    assert_eq!(here(&by("44000", distance.clone())), Situe::In, "the address is that of the body");
    assert_eq!(here(&by("35000", distance)), Situe::Out);
    assert_eq!(here(&by("44000", Action::default())), Situe::In);
    assert_eq!(judged("bretagne", &by("44000", Action::default())), Situe::Out);
}

#[test]
fn several_places_and_several_actions() {
    let both = Action::default().lieu(rennes()).lieu(nantes());
    let formation = by("44000", both);
    assert_eq!(here(&formation), Situe::In);
    let jugement = Perimetre::of(Region::PaysDeLaLoire).judge(&formation, None);
    let action = &jugement.actions[0];
    assert_eq!(action.lieux.iter().map(|lieu| lieu.situe).collect::<Vec<_>>(), [Situe::Out, Situe::In]);
    assert_eq!(action.carif_orefs(), [CarifOref::of(Region::Bretagne)]);
    let two = by("44000", Action::default().lieu(rennes())).action(Action::default().lieu(nantes()));
    assert_eq!(here(&two), Situe::In);
}

#[test]
fn initial_training_is_all_described() {
    let group = Extras::default().info("type-action");
    let group = group.extra(Extra::default().info("formation-initiale").valeur("1"));
    let initial = |lieu: Option<LieuDeFormation<'static>>| {
        Action { lieux: lieu.into_iter().collect(), ..Action::default() }.extras(group.clone())
    };
    assert_eq!(here(&by("75011", initial(Some(nantes())))), Situe::In);
    assert_eq!(here(&by("44000", initial(None))), Situe::In);
    assert_eq!(here(&by("75011", initial(Some(rennes())))), Situe::Out);
    assert_eq!(here(&Formation::default().action(initial(None))), Situe::Unknown);
}

#[test]
fn addresses_that_contradict_themselves_are_unknown() {
    let of = |adresse| Perimetre::of(Region::PaysDeLaLoire).judge_lieu(&at(adresse)).situe;
    assert_eq!(of(adresse("44000", "Nantes").commune("44109").departement("44").region("52")), Situe::In);
    assert_eq!(of(adresse("44000", "Nantes").commune("35238")), Situe::Unknown);
    assert_eq!(of(adresse("35000", "Rennes").region("52")), Situe::Unknown);
    assert_eq!(of(Adresse::default().region("52")), Situe::In);
    assert_eq!(of(Adresse::default().region("24")), Situe::Out);
    assert_eq!(of(adresse("98800", "Nouméa")), Situe::Out, "in no region");
    assert_eq!(of(adresse("1000", "Bruxelles").pays("BE")), Situe::Out);
    assert_eq!(of(adresse("44000", "Nantes").pays("France")), Situe::In);
    assert_eq!(of(adresse("44000", "Nantes").pays("BE")), Situe::Unknown);
    assert_eq!(of(adresse("97400", "Saint-Denis").pays("RE")), Situe::Out);
    assert_eq!(of(adresse("00000", "?")), Situe::Unknown);
}

#[test]
fn whose_siret_and_where_it_lies() {
    let mut builder = SireneBuilder::new(Origine::new(RegistreKind::Sirene, "essai"));
    let other = OTHER.parse().unwrap();
    builder.push(Etablissement { commune: "44109".parse().ok(), ..Etablissement::new(other) });
    let mut registres = Registres::default();
    registres.add(builder.build());

    let formateur = |siret: &'static str| Organisme::default().siret(siret);
    let formation = by("35000", Action::default().lieu(nantes()).formateur(formateur(OTHER)));
    let policy = Perimetre::of(Region::PaysDeLaLoire);
    assert_eq!(policy.judge(&formation, Some(&registres)).situe, Situe::In, "who trains lies in the region");
    assert_eq!(policy.judge(&formation, None).situe, Situe::Unknown);

    // The same SIRET has an address elsewhere in the offer; a filler is nobody.
    let same = by("44000", Action::default().lieu(nantes()).formateur(formateur(SIRET)));
    assert_eq!(here(&same), Situe::In);
    let nobody = by("35000", Action::default().lieu(nantes()).formateur(formateur("00000000000000")));
    assert_eq!(here(&nobody), Situe::Out);
    let placed = Action::default().lieu(nantes().siret(OTHER)).formateur(formateur(OTHER));
    assert_eq!(here(&by("35000", placed)), Situe::In);
    // Nothing is known of who trains, but who answers for it lies here.
    assert_eq!(here(&by("44000", Action::default().lieu(nantes()).formateur(formateur(OTHER)))), Situe::In);
}

#[test]
fn a_policy_is_written_and_read() {
    let policy = Perimetre::of(Region::PaysDeLaLoire);
    let json = serde_json::to_string(&policy).unwrap();
    assert!(json.starts_with(r#"{"region":"52","siret-en-region":true,"#), "{json}");
    assert_eq!(serde_json::from_str::<Perimetre>(&json).unwrap(), policy);
    assert_eq!(serde_json::from_str::<Perimetre>(r#""pays-de-la-loire""#).unwrap(), policy);
    let strict: Perimetre = serde_json::from_str(r#"{"region": "Bretagne", "exceptions": ["cpf"]}"#).unwrap();
    assert_eq!(
        strict,
        Perimetre { exceptions: vec![ExceptionPerimetre::Cpf], ..Perimetre::of(Region::Bretagne) }
    );
    assert!(serde_json::from_str::<Perimetre>(r#"{"region": "52", "siret": true}"#).is_err());
    assert!(serde_json::from_str::<Perimetre>(r#""21""#).is_err());
    for nom in Perimetre::PREREGLAGES {
        assert!(nom.parse::<Perimetre>().is_ok());
    }
}
