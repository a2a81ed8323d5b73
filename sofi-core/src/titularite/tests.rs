//! A sheet of each kind, and those who ask.

use chrono::NaiveDate;

use super::*;
use crate::{
    Certificateur, Certifications, CertificationsBuilder, EnteteFiche, EtatHabilitation, Habilitation, Lang,
    NumeroFiche, Origine, Partenaire, RegistreKind, Siret,
};

const OWNER: &str = "19511296600799";
const TRAINER: &str = "73282932000074";
const TESTER: &str = "77572257201109";
const STRANGER: &str = "81738914100018";

fn siret(text: &str) -> Siret {
    text.parse().unwrap()
}

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 11, 23).unwrap()
}

fn numero(text: &str) -> NumeroFiche {
    text.parse().unwrap()
}

/// `RNCP1` on request, `RNCP2` by law, `RS3` whose certificateur has no SIRET, `RNCP4` of the ministry, `RNCP5` that one
/// does not know, `RS6` with a partner that has no SIRET.
fn register() -> Certifications {
    let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "essai"));
    let sheets = [
        ("RNCP1", Some("Enregistrement sur demande")),
        ("RNCP2", Some("Enregistrement de droit")),
        ("RS3", None),
        ("RNCP4", Some("Enregistrement de droit")),
        ("RNCP5", None),
        ("RS6", None),
    ];
    for (number, kind) in sheets {
        builder.push_fiche(EnteteFiche {
            type_enregistrement: kind,
            actif: (number != "RNCP5").then_some(true),
            fin_enregistrement: if number == "RNCP5" { None } else { NaiveDate::from_ymd_opt(2027, 8, 31) },
            ..EnteteFiche::new(numero(number))
        });
        let (owner, nom) = match number {
            "RS3" => (None, "Une école"),
            "RNCP4" => (None, "MINISTERE DU TRAVAIL, DE L'EMPLOI ET DE L'INSERTION"),
            _ => (siret(OWNER).into(), "Un lycée"),
        };
        builder
            .push_certificateur(numero(number), Certificateur { siret: owner, nom: Some(nom), actif: None });
        for (partner, habilitation) in [(TRAINER, Habilitation::Former), (TESTER, Habilitation::Organiser)] {
            let partner = Partenaire { siret: siret(partner), habilitation, etat: EtatHabilitation::Actif };
            builder.push_partenaire(numero(number), partner);
        }
    }
    builder.push_partenaire_sans_siret(numero("RS6"));
    builder.build()
}

fn ask(number: &str, sirets: &[&str], mode: ModeTitularite) -> Titularite {
    let sirets: Vec<_> = sirets.iter().map(|text| siret(text)).collect();
    let answer = register().titularite(numero(number), &sirets, mode, day(2026));
    for lang in [Lang::Fr, Lang::En] {
        assert!(!answer.message(numero(number), lang).contains('{'));
    }
    answer
}

fn usual(number: &str, siret: &str) -> Titularite {
    ask(number, &[siret], ModeTitularite::Usuel)
}

#[test]
fn both_modes() {
    let owner = Titularite::Entitled(Titre::Certificateur { siret: siret(OWNER) });
    let habilite = Titre::Habilite { siret: siret(TRAINER), habilitation: Habilitation::Former };
    assert_eq!(usual("RNCP1", OWNER), owner);
    assert_eq!(usual("RNCP1", TRAINER), Titularite::Entitled(habilite));
    assert_eq!(usual("RNCP1", TESTER), Titularite::NotEntitled(Refus::OrganiserSeulement));
    assert_eq!(usual("RNCP1", STRANGER), Titularite::NotEntitled(Refus::Absent));
    let strict = |number, siret| ask(number, &[siret], ModeTitularite::Strict);
    assert_eq!(strict("RNCP1", OWNER), owner);
    assert_eq!(strict("RNCP1", TRAINER), Titularite::NotEntitled(Refus::PartenaireSeulement));
    assert_eq!(
        strict("RNCP2", TRAINER),
        Titularite::Entitled(habilite),
        "never for what is registered by law"
    );
}

#[test]
fn one_organisation_is_enough() {
    assert!(ask("RNCP1", &[STRANGER, TRAINER], ModeTitularite::Usuel).is_entitled());
    assert_eq!(ask("RNCP1", &[], ModeTitularite::Usuel), Titularite::Unknown(Doute::SansSiret));
}

#[test]
fn what_nobody_can_tell() {
    let unknown = Titularite::Unknown;
    assert_eq!(usual("RNCP2", STRANGER), unknown(Doute::DeDroit));
    assert_eq!(usual("RS3", STRANGER), unknown(Doute::CertificateurSansSiret));
    assert_eq!(usual("RS6", STRANGER), unknown(Doute::PartenaireSansSiret(1)));
    assert_eq!(usual("RS6", TESTER), Titularite::NotEntitled(Refus::OrganiserSeulement), "it is named");
    assert_eq!(usual("RNCP5", OWNER), unknown(Doute::EtatInconnu));
    let later = register().titularite(numero("RNCP1"), &[siret(OWNER)], ModeTitularite::Usuel, day(2028));
    assert_eq!(later, unknown(Doute::EtatInconnu), "it may have been renewed since the register was made");
    assert_eq!(usual("RNCP99", OWNER), unknown(Doute::FicheInconnue));
    assert_eq!(usual("RNCP4", STRANGER), Titularite::Entitled(Titre::MinistereDuTravail));
    assert_eq!(
        usual("RS3", STRANGER).message(numero("RS3"), Lang::Fr),
        "Impossible de dire si vous êtes habilité pour RS3\u{a0}: la fiche ne donne pas de SIRET. \
         Ce n’est pas une erreur\u{a0}; gardez votre justificatif."
    );
}

#[test]
fn a_register_without_partners_refuses_nobody() {
    let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "essai"));
    let entete = EnteteFiche { actif: Some(true), ..EnteteFiche::new(numero("RS1")) };
    builder.push_fiche(entete);
    builder.push_certificateur(
        numero("RS1"),
        Certificateur { siret: Some(siret(OWNER)), nom: None, actif: None },
    );
    let register = builder.build();
    let ask = |text| register.titularite(numero("RS1"), &[siret(text)], ModeTitularite::Usuel, day(2026));
    assert_eq!(ask(STRANGER), Titularite::Unknown(Doute::SansPartenaires));
    assert!(ask(OWNER).is_entitled());
}

#[test]
fn another_establishment_of_the_enterprise() {
    // 19511296600013 is of the same enterprise as the owner.
    let other = (0..100_000)
        .map(|nic| format!("195112966{nic:05}"))
        .find_map(|text| text.parse::<Siret>().ok().filter(|found| *found != siret(OWNER)));
    let other = other.unwrap();
    let answer = register().titularite(numero("RNCP1"), &[other], ModeTitularite::Strict, day(2026));
    let titre = Titre::AutreEtablissement { siret: other, connu: siret(OWNER), is_certificateur: true };
    assert_eq!(answer, Titularite::Entitled(titre));
}

#[test]
fn sheets_end_and_are_replaced() {
    let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "essai"));
    let fin = |year| NaiveDate::from_ymd_opt(year, 8, 31);
    for (number, year) in [("RNCP1", 2020), ("RNCP2", 2023), ("RS3", 2028), ("RNCP7", 2030)] {
        builder.push_fiche(EnteteFiche { fin_enregistrement: fin(year), ..EnteteFiche::new(numero(number)) });
    }
    for (old, new) in [("RNCP1", "RNCP2"), ("RNCP2", "RS3"), ("RNCP7", "RNCP8"), ("RNCP8", "RNCP7")] {
        builder.push_succession(numero(old), numero(new));
    }
    let register = builder.build();
    assert_eq!(
        register.remplacantes_on(numero("RNCP1"), day(2026)),
        [numero("RS3")],
        "through a chain, across registers"
    );
    assert_eq!(register.remplacantes_on(numero("RNCP1"), day(2029)), []);
    assert_eq!(register.remplacantes_on(numero("RNCP1"), day(2021)), [numero("RS3")]);
    assert_eq!(register.remplacantes_on(numero("RNCP8"), day(2026)), [numero("RNCP7")], "a circle");
    let answer = register.titularite(numero("RNCP1"), &[siret(OWNER)], ModeTitularite::Usuel, day(2026));
    assert_eq!(answer, Titularite::Unknown(Doute::SansPartenaires));
    let fiche = register.get(numero("RNCP1")).unwrap();
    let answer = fiche.titularite(&[siret(OWNER)], ModeTitularite::Usuel, day(2026));
    assert_eq!(answer, Titularite::NotEntitled(Refus::FicheInactive { fin: fin(2020) }));
    assert!(answer.message(numero("RNCP1"), Lang::Fr).contains("depuis le 01/09/2020"));
}
