use chrono::NaiveDate;

use super::*;
use crate::RegistreKind;

fn n(text: &str) -> NumeroFiche {
    text.parse().unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn builder(date: Option<NaiveDate>) -> CertificationsBuilder {
    CertificationsBuilder::new(Origine { date, ..Origine::new(RegistreKind::Certifications, "essai") })
}

fn siret(rank: u64) -> Siret {
    // SIRETs of La Poste follow a rule that makes many of them.
    (0_u64..)
        .filter_map(|nic| format!("{:014}", 35_600_000_000_000 + nic).parse().ok())
        .nth(rank as usize)
        .unwrap()
}

#[test]
fn in_force_by_dates_and_by_what_the_register_says() {
    let mut b = builder(Some(day(2026, 11, 1)));
    let fin = Some(day(2027, 8, 31));
    for (numero, actif, fin) in [
        ("RNCP1", Some(true), fin),
        ("RNCP2", Some(false), fin),
        ("RNCP3", None, fin),
        ("RNCP4", Some(true), None),
        ("RNCP5", None, None),
    ] {
        b.push_fiche(EnteteFiche { actif, fin_enregistrement: fin, ..EnteteFiche::new(n(numero)) });
    }
    let register = b.build();
    let on = |numero, date| register.get(n(numero)).unwrap().is_active_on(date);
    assert_eq!((on("RNCP1", day(2027, 8, 31)), on("RNCP1", day(2027, 9, 1))), (Some(true), Some(false)));
    assert_eq!(
        (on("RNCP2", day(2026, 1, 1)), on("RNCP2", day(2026, 12, 1))),
        (None, Some(false)),
        "withdrawn"
    );
    assert_eq!(on("RNCP3", day(2027, 1, 1)), Some(true));
    assert_eq!(on("RNCP4", day(2040, 1, 1)), Some(true));
    assert_eq!(on("RNCP5", day(2026, 1, 1)), None);
}

#[test]
fn delivery_outlives_registration() {
    let mut b = builder(None);
    let entete = EnteteFiche { fin_enregistrement: Some(day(2026, 8, 31)), ..EnteteFiche::new(n("RNCP1")) };
    b.push_fiche(EnteteFiche { limite_delivrance: Some(day(2028, 8, 31)), ..entete });
    b.push_fiche(EnteteFiche { numero: n("RNCP2"), ..entete });
    let register = b.build();
    let on = |numero, date| register.get(n(numero)).unwrap().is_deliverable_on(date);
    assert_eq!((on("RNCP1", day(2028, 8, 31)), on("RNCP1", day(2028, 9, 1))), (Some(true), Some(false)));
    assert_eq!((on("RNCP2", day(2026, 8, 31)), on("RNCP2", day(2027, 1, 1))), (Some(true), None));
}

#[test]
fn partners_by_establishment_and_by_enterprise() {
    let mut b = builder(None);
    let of = |siret, habilitation| Partenaire { siret, habilitation, etat: EtatHabilitation::Actif };
    let school: Siret = "19511296600799".parse().unwrap();
    b.push_partenaire(n("RS6117"), of(siret(3), Habilitation::Former));
    b.push_partenaire(n("RS6117"), of(school, Habilitation::Organiser));
    b.push_partenaire(n("RS6117"), of(siret(3), Habilitation::Former));
    b.push_partenaire(n("RNCP2"), of(siret(1), Habilitation::Former));
    b.push_partenaire_sans_siret(n("RS6117"));
    b.push_partenaire_sans_siret(n("RNCP2"));
    b.push_partenaire_sans_siret(n("RS6117"));
    let register = b.build();

    let fiche = register.get_rs("RS6117".parse().unwrap()).unwrap();
    assert_eq!(fiche.intitule(), None, "named, not described");
    assert_eq!(fiche.partenaires().count(), 2, "the same line twice counts once");
    assert_eq!(fiche.partenaires_sans_siret(), 2);
    let found: Vec<_> = fiche.partenaires_of(school).map(|p| p.habilitation).collect();
    assert_eq!(found, [Habilitation::Organiser]);
    assert_eq!(fiche.partenaires_of(siret(1)).count(), 0);
    assert_eq!(fiche.partenaires_of_siren(siret(1).siren()).count(), 1, "another establishment (CRT-17)");
    assert_eq!(register.get(n("RNCP2")).unwrap().partenaires().count(), 1);
    assert!(register.get_rncp("6117".parse().unwrap()).is_none());
    assert_eq!(register.partenaires_len(), 3);
}

#[test]
fn chains_cross_registers_and_survive_circles() {
    let mut b = builder(None);
    for (old, new) in [
        ("RNCP1197", "RNCP4049"),
        ("RNCP4049", "RNCP22094"),
        ("RNCP4049", "RNCP22094"),
        ("RNCP19468", "RS6117"),
        ("RS1", "RS2"),
        ("RS2", "RS1"),
    ] {
        b.push_succession(n(old), n(new));
    }
    let register = b.build();
    assert_eq!(register.successeurs(n("RNCP1197")).suivants, [n("RNCP4049"), n("RNCP22094")]);
    assert_eq!(register.successeurs(n("RNCP19468")).finals, [n("RS6117")]);
    assert_eq!(register.predecesseurs(n("RNCP22094")).finals, [n("RNCP1197")]);
    assert!(register.successeurs(n("RS1")).cycle && register.successeurs(n("RS1")).finals.is_empty());
    assert!(register.successeurs(n("RNCP9")).is_empty());
    assert!(register.is_empty(), "links alone make no sheet");
}

fn full(nom: &str, partner: u64) -> Certifications {
    let mut b = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, nom));
    for numero in [n("RNCP1"), n("RS2")] {
        b.push_fiche(EnteteFiche {
            intitule: Some(nom),
            abrege: Some("TP"),
            type_enregistrement: Some("Enregistrement sur demande"),
            niveau: Some(5),
            ..EnteteFiche::new(numero)
        });
        b.push_certificateur(
            numero,
            Certificateur { siret: None, nom: Some("Ministère"), actif: Some(true) },
        );
        let (habilitation, etat) = (Habilitation::Former, EtatHabilitation::Actif);
        b.push_partenaire(numero, Partenaire { siret: siret(partner), habilitation, etat });
        b.push_partenaire_sans_siret(numero);
        b.push_nsf(numero, "221".parse().unwrap());
        for code in ["31054", "15234"] {
            b.push_formacode(numero, code.parse().unwrap());
        }
    }
    b.push_bloc("RNCP1BC02".parse().unwrap(), Some("Deux"));
    b.push_bloc("RNCP1BC01".parse().unwrap(), None);
    b.build()
}

#[test]
fn a_sheet_is_merged_as_a_whole() {
    let mut other = builder(None);
    other.push_fiche(EnteteFiche { intitule: Some("Neuve"), ..EnteteFiche::new(n("RS2")) });
    other.push_certificateur(n("RNCP1"), Certificateur { siret: None, nom: Some("Un autre"), actif: None });
    let merged = full("avant", 1).merge(other.build());

    let old = merged.get(n("RNCP1")).unwrap();
    assert_eq!((old.intitule(), old.niveau()), (Some("avant"), Some(5)));
    assert_eq!(old.type_enregistrement(), Some(TypeEnregistrement::SurDemande));
    let names: Vec<_> = old.certificateurs().filter_map(|c| c.nom).collect();
    assert_eq!(names, ["Ministère", "Un autre"], "what is only named adds up");
    assert_eq!((old.partenaires_of(siret(1)).count(), old.partenaires_sans_siret()), (1, 1));
    let codes: Vec<String> = old.formacodes().map(|code| code.to_string()).collect();
    assert_eq!(codes, ["31054", "15234"], "the first is the main one: order is kept");
    let blocs: Vec<_> = old.blocs().map(|(code, libelle)| (code.bloc(), libelle)).collect();
    assert_eq!(blocs, [(1, None), (2, Some("Deux"))]);
    assert_eq!(old.nsf().count(), 1);

    let new = merged.get(n("RS2")).unwrap();
    assert_eq!((new.intitule(), new.niveau()), (Some("Neuve"), None));
    assert_eq!((new.certificateurs().count(), new.partenaires().count()), (0, 0));
    assert_eq!((new.formacodes().count(), new.partenaires_sans_siret()), (0, 0));

    let again = full("avant", 1).merge(full("après", 2));
    let fiche = again.get(n("RNCP1")).unwrap();
    assert_eq!((fiche.intitule(), fiche.partenaires_of(siret(1)).count()), (Some("après"), 0));
    assert_eq!((fiche.partenaires_of(siret(2)).count(), again.iter().count()), (1, 2));
}

/// The register of 2026 has 398,000 partner lines, over some 30,000 sheets.
#[test]
fn four_hundred_thousand_partners_are_small() {
    let mut b = builder(None);
    let sirets: Vec<Siret> =
        (0..100_000_u64).filter_map(|nic| format!("{:014}", 35_600_000_000_000 + nic).parse().ok()).collect();
    for rank in 0..400_000_usize {
        let fiche = n(&format!("RNCP{}", 1 + rank % 30_000));
        let partenaire = Partenaire {
            siret: sirets[rank / 30_000 + rank % 20_000],
            habilitation: Habilitation::FormerEtOrganiser,
            etat: EtatHabilitation::Actif,
        };
        b.push_partenaire(fiche, partenaire);
    }
    for rank in 1..=30_000 {
        let intitule =
            format!("Titre assez long pour ressembler aux intitulés réels du répertoire, numéro {rank}");
        let numero = n(&format!("RNCP{rank}"));
        b.push_fiche(EnteteFiche { intitule: Some(&intitule), ..EnteteFiche::new(numero) });
        let nom = format!("CERTIFICATEUR {}", rank % 4_000);
        b.push_certificateur(numero, Certificateur { siret: None, nom: Some(&nom), actif: None });
        for bloc in 1..=4 {
            b.push_bloc(
                format!("RNCP{rank}BC{bloc:02}").parse().unwrap(),
                Some(&format!("{bloc} {intitule}")),
            );
        }
    }
    let register = b.build();
    assert_eq!(register.partenaires_len(), 400_000);
    assert!(register.heap_size() < 64 << 20, "{} bytes", register.heap_size());
    let partners =
        register.sirets.capacity() * 8 + register.droits.capacity() + register.debuts.capacity() * 4;
    assert!(partners < 4 << 20, "{partners} bytes for the partners alone");
}
