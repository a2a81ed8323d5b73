mod certifications;

use std::io::{Cursor, Write as _};

use sofi_core::{
    CertifInfo, Certifications, CodeEligible, Communes, Cpf, EtatCpf, Formacodes, NumeroFiche, Organismes,
    Registre, Sirene, TypeCommune,
};

use super::*;

fn read(kind: RegistreKind, nom: &str, bytes: impl AsRef<[u8]>) -> Registre {
    lire(kind, nom, Cursor::new(bytes)).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(kind: RegistreKind, nom: &str, bytes: impl AsRef<[u8]>) -> RegistreError {
    lire(kind, nom, Cursor::new(bytes)).unwrap_err()
}

macro_rules! opened {
    ($name:ident, $variant:ident, $type:ty) => {
        fn $name(registre: Registre) -> $type {
            let Registre::$variant(register) = registre else { panic!("another kind: {}", registre.kind()) };
            register
        }
    };
}
opened!(organismes, Organismes, Organismes);
opened!(certifications, Certifications, Certifications);
opened!(certifinfo, CertifInfo, CertifInfo);
opened!(cpf, Cpf, Cpf);
opened!(sirene, Sirene, Sirene);
opened!(formacodes, Formacode, Formacodes);
opened!(communes, Communes, Communes);

fn gz(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn n(text: &str) -> NumeroFiche {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const LISTE: &str = "\u{feff}NumeroDeclarationActivite; numerosDeclarationActivitePrecedent ;denomination;SIREN;\
siretEtablissementDeclarant;adressePhysiqueOrganismeFormation.codePostal;adressePhysiqueOrganismeFormation.ville;\
adressePhysiqueOrganismeFormation.codeRegion;certifications.actionsDeFormation;certifications.bilansDeCompetences;\
certifications.VAE;certifications.actionsDeFormationParApprentissage;\r\n\
52440363444;11 75 52056 75, 76310960131;\"Les Deux \"\"A\"\" ; SARL\";732829320;\t73282932000074;44000;NANTES;52;true;\
false;NR;true;\r\n\
2151P001151;null;Lycée;732829320;19511296600799;51100;REIMS;44;false;false;false;nan;\r\n\
;;Sans numéro;;;;;;;;;;\r\n\
11930882293;;Mauvais SIRET;;123;00000;;99;peut-être;;;;\r\n";

#[test]
fn the_public_list() {
    let list = organismes(read(RegistreKind::Organismes, "liste-2026-11-22.csv", LISTE));
    assert_eq!(list.len(), 3);
    let found = list.by_numero(&"52440363444".parse().unwrap()).unwrap();
    assert_eq!(found.denomination, Some("Les Deux \"A\" ; SARL"));
    assert_eq!(found.siret.unwrap().to_string(), "73282932000074");
    assert_eq!((found.qualiopi.actions_de_formation, found.qualiopi.vae), (Some(true), None));
    assert_eq!((found.region.unwrap().code(), found.ville), ("52", Some("NANTES")));
    for old in ["11755205675", "76310960131"] {
        assert_eq!(list.current_of(&old.parse().unwrap()).unwrap().to_string(), "52440363444");
    }
    assert!(list.has_siret("19511296600799".parse().unwrap()));

    let origine = &list.origines()[0];
    assert_eq!(origine.date, Some(day("2026-11-22")));
    let rejets = &origine.rejets;
    assert_eq!((rejets.lignes, rejets.valeurs), (1, 5), "{rejets:?}");
    let cases: Vec<(u64, &str)> = rejets.exemples.iter().map(|r| (r.ligne, r.colonne.as_str())).collect();
    assert_eq!(cases[0], (3, "SIREN"), "the SIREN is not that of the SIRET");
    assert_eq!(cases[1], (4, "NumeroDeclarationActivite"));
    assert!(cases.contains(&(5, "siretEtablissementDeclarant")), "{cases:?}");
}

#[test]
fn windows_1252_commas_tabs_gzip_and_zip_are_the_same_list() {
    let plain = "numero_declaration_activite,siret_etablissement_declarant,Dénomination\n\
                 52440363444,73282932000074,École\n";
    let latin: Vec<u8> = plain.chars().map(|c| u32::from(c) as u8).collect();
    let named_separator = format!("sep=,\r\n{plain}");
    let tabs = plain.replace(',', "\t");
    let zipped = zip(&[("lisez-moi.txt", "rien"), ("__MACOSX/l.csv", "x"), ("sub/l-2026_01_02.csv", plain)]);
    for (what, bytes) in [
        ("utf-8", plain.as_bytes().to_vec()),
        ("windows-1252", latin),
        ("sep", named_separator.into_bytes()),
        ("tabs", tabs.into_bytes()),
        ("gzip", gz(plain.as_bytes())),
        ("zip", zipped),
    ] {
        let list = organismes(read(RegistreKind::Organismes, "liste", bytes));
        let found = list.by_numero(&"52440363444".parse().unwrap()).unwrap_or_else(|| panic!("{what}"));
        assert_eq!(found.denomination, Some("École"), "{what}");
        assert_eq!(list.origines()[0].date.is_some(), what == "zip", "{what}: the date of the member");
    }
}

#[test]
fn the_digest_is_that_of_the_file() {
    let bytes = "code;libelle\n31054;Informatique\n";
    let expected = "sha256 of the file";
    let digest = |bytes: &[u8]| {
        use sha2::Digest as _;
        format!("{:x}", sha2::Sha256::digest(bytes))
    };
    for file in [bytes.as_bytes().to_vec(), gz(bytes.as_bytes()), zip(&[("a.csv", bytes)])] {
        let registre = read(RegistreKind::Formacode, "formacode", &file);
        assert_eq!(registre.origines()[0].sha256, Some(digest(&file)), "{expected}");
    }
}

#[test]
fn another_file_is_refused_with_what_it_lacks() {
    let error = refused(RegistreKind::Organismes, "communes.csv", "code,nom\n44109,Nantes\n");
    let said = "communes.csv is no register `organismes`: it lacks numeroDeclarationActivite, \
                siretEtablissementDeclarant; it has code, nom";
    assert_eq!(error.to_string(), said);
    for kind in RegistreKind::ALL {
        for (nom, bytes) in [
            ("page.csv", b"<!DOCTYPE html><html><body>404</body></html>".to_vec()),
            ("doc.csv", b"%PDF-1.7 ...".to_vec()),
            ("utf16.csv", b"\xff\xfec\0o\0d\0e\0\n\0".to_vec()),
            ("empty.csv", Vec::new()),
            ("feed.xml", b"<?xml version='1.0'?><lheo/>".to_vec()),
            ("cut.zip", b"PK\x03\x04....".to_vec()),
            ("book.xlsx", zip(&[("[Content_Types].xml", "<x/>"), ("a.csv", "code;libelle\n")])),
            ("none.zip", zip(&[("image.png", "x")])),
            ("cut.csv.gz", gz(LISTE.as_bytes())[..60].to_vec()),
        ] {
            let error = refused(*kind, nom, bytes);
            assert!(!error.to_string().is_empty() && error.to_string().contains(&nom[..3]), "{kind} {error}");
        }
    }
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    let header = "code;libelle\n31054;Informatique\n";
    let unclosed = format!("{header}31055;\"{}", "x\n".repeat(6 << 20));
    let error = refused(RegistreKind::Formacode, "f.csv", unclosed);
    assert!(error.to_string().starts_with("f.csv, line 3: a row of more than"), "{error}");

    let bomb = gz(format!("{header}{}", format!("31054;{}\n", "x".repeat(4000)).repeat(5_000)).as_bytes());
    let error = refused(RegistreKind::Formacode, "f.csv.gz", bomb);
    assert!(error.to_string().contains("unpacks to more than 16777216 bytes"), "{error}");
}

#[test]
fn rows_of_another_length_are_counted() {
    let text = "code;libelle;\n31054;Informatique;\n31055\n15234;Anglais;;;\n\n31056;a;;b\n31057;;;\n";
    let registre = read(RegistreKind::Formacode, "formacode-v14.csv", text);
    let rejets = &registre.origines()[0].rejets;
    assert_eq!((rejets.lignes, rejets.exemples[0].ligne), (1, 6));
    let list = formacodes(registre);
    assert_eq!((list.len(), list.versions()), (4, &[14][..]));
    assert_eq!(list.get_in("15234".parse().unwrap(), 14).unwrap().libelle, Some("Anglais"));
}

#[test]
fn certif_info_replacements_and_records() {
    let replaced = "cer3_code;cer3_libelle;cer3_etat;cer3_codenew;cer3_libelle;cer3_etat\n\
                    101;Ancien;3;103;\"Nouveau ; un\";3\n103;Nouveau;3;105;Dernier;3\n101;Ancien;3;107;Erreur;2\n\
                    AAAAA;x;3;103;y;3\n";
    let records = "code,titre,rncp,rs,formacodes,cpf,acc_fi,acc_fc,acc_ca,acc_cp,acc_vae,objectif\n\
                   105,Dernier titre,38596,,\"31054, 15234\",oui,1,1,0,,non,Un but\n105,,,6117,,,,,,,,\n";
    let first = read(RegistreKind::CertifInfo, "remplacements.csv", replaced);
    let rejets = first.origines()[0].rejets.clone();
    assert_eq!((rejets.lignes, rejets.exemples[0].ligne), (1, 5));
    let register = certifinfo(first).merge(certifinfo(read(RegistreKind::CertifInfo, "fiches.csv", records)));
    let chain = register.remplacants("101".parse().unwrap());
    assert_eq!(chain.suivants.iter().map(ToString::to_string).collect::<Vec<_>>(), ["103", "105"]);
    assert_eq!((register.errones(), chain.finals.len()), (1, 1));
    let record = register.get("105".parse().unwrap()).unwrap();
    assert_eq!((record.intitule, record.etat, record.cpf), (Some("Dernier titre"), Some(3), Some(true)));
    assert_eq!((record.rncp.unwrap().numero(), record.rs.unwrap().numero()), (38596, 6117));
    assert_eq!(record.formacode.unwrap().to_string(), "31054", "the first is the main one");
    let voies = record.voies;
    assert_eq!(
        (voies.apprentissage, voies.contrat_professionnalisation, voies.vae),
        (Some(false), None, Some(false))
    );
    assert_eq!(register.get("103".parse().unwrap()).unwrap().intitule, Some("Nouveau"));
    let error = refused(RegistreKind::CertifInfo, "c.csv", "code;note\n1;2\n");
    assert!(error.to_string().contains("one of intitule"), "{error}");
}

#[test]
fn cpf_lists_of_all_shapes() {
    let text = "Code ; Début validité;Fin validité\n97049;01/01/2026;31/12/2026\nRS6117;;\nCPF206;2026-01-01;\n\
                anglais;;\n97051;hier;\n";
    let registre = read(RegistreKind::Cpf, "cpf.csv", text);
    assert_eq!(registre.origines()[0].rejets.valeurs, 2);
    let list = cpf(registre);
    let state = |code, date| list.etat_on(CodeEligible::lenient(code).unwrap(), day(date));
    assert_eq!(state("97049", "2026-06-01"), EtatCpf::Eligible);
    assert_eq!(state("97049", "2027-01-01"), EtatCpf::HorsPeriode);
    assert_eq!(state("RS6117", "2027-01-01"), EtatCpf::Eligible);
    assert_eq!(state("97051", "2026-06-01"), EtatCpf::Absent, "a bound that cannot be read is not no bound");

    let wide = "code_certifinfo,code_rncp,code_rs,code_cpf\n97049,38596,,\n,,6117,130805\n,,,\n, ,x,\n";
    let list = cpf(read(RegistreKind::Cpf, "cpf.csv", wide));
    let old: sofi_core::CodeCpf = "130805".parse().unwrap();
    assert_eq!((list.len(), list.etat_on(old, day("2026-01-01"))), (4, EtatCpf::Eligible));
    assert_eq!(list.etat_on(n("RNCP38596"), day("2026-01-01")), EtatCpf::Eligible);
    assert_eq!(list.etat_on(n("RS6117"), day("2026-01-01")), EtatCpf::Eligible);
}

#[test]
fn sirene_with_the_names_of_insee() {
    let text = "siren,nic,siret,dateCreationEtablissement,etablissementSiege,codeCommuneEtablissement,dateDebut,\
                etatAdministratifEtablissement,enseigne1Etablissement,denominationUniteLegale\n\
                732829320,00007,73282932000074,1990-01-01,true,44109,2008-01-01,A,ENSEIGNE,SOCIETE\n\
                195112966,00799,19511296600799,1970-03-01,false,[ND],2024-09-01,F,COLLEGE,\n";
    let extract = sirene(read(RegistreKind::Sirene, "s.csv", text));
    let open = extract.get("73282932000074".parse().unwrap()).unwrap();
    assert_eq!((open.raison_sociale, open.siege, open.fermeture), (Some("SOCIETE"), Some(true), None));
    assert_eq!(open.commune.unwrap().as_str(), "44109");
    let closed = extract.get("19511296600799".parse().unwrap()).unwrap();
    assert_eq!((closed.raison_sociale, closed.commune), (Some("COLLEGE"), None));
    assert_eq!(closed.is_open_on(day("2024-09-01")), Some(false));
    assert!(extract.origines()[0].rejets.is_empty());
    assert!(extract.get("77562556900014".parse().unwrap()).is_none());
}

#[test]
fn communes_of_insee_and_of_the_post() {
    let cog = "TYPECOM,COM,REG,DEP,LIBELLE,COMPARENT\nCOM,44109,52,44,Nantes,\nARM,75119,11,75,Paris 19e,75056\n\
               COMD,01015,84,01,Arbignieu,01015\nCOM,01015,84,01,Arboys en Bugey,\nXXX,44162,52,44,Saint-Herblain,\n";
    let posts = "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement\n44109;NANTES;44000;NANTES\n\
                 44109;NANTES;44100/44200;NANTES\n44162;ST HERBLAIN;44800;x\n44162;ST HERBLAIN;4480;x\n";
    let names = read(RegistreKind::Communes, "v_commune.csv", cog);
    assert_eq!(names.origines()[0].rejets.valeurs, 1);
    let served = read(RegistreKind::Communes, "postaux.csv", posts);
    assert_eq!(served.origines()[0].rejets.valeurs, 1);
    let both = communes(names).merge(communes(served));
    let c = |text: &str| text.parse::<sofi_core::CodeCommune>().unwrap();
    assert_eq!(both.get(c("01015")).unwrap().nom, Some("Arboys en Bugey"));
    assert_eq!(both.entries(c("01015")).nth(1).unwrap().genre, Some(TypeCommune::Deleguee));
    assert_eq!(both.get(c("75119")).unwrap().parent, Some(c("75056")));
    assert_eq!(both.get(c("44109")).unwrap().nom, Some("Nantes"), "names are those of Insee");
    assert_eq!((both.codes_postaux(c("44109")).count(), both.codes_postaux(c("44162")).count()), (3, 1));

    let history =
        "COM,LIBELLE,DATE_DEBUT,DATE_FIN\n44109,Nantes,1943-01-01,\n44001,Ancienne,1943-01-01,1990-01-01\n";
    assert_eq!(read(RegistreKind::Communes, "depuis_1943.csv", history).len(), 1);
}

#[test]
fn no_bytes_make_it_panic() {
    let samples: [(RegistreKind, Vec<u8>); 6] = [
        (RegistreKind::Organismes, LISTE.as_bytes().to_vec()),
        (RegistreKind::Organismes, gz(LISTE.as_bytes())),
        (RegistreKind::Certifications, certifications::XML.as_bytes().to_vec()),
        (RegistreKind::Certifications, certifications::archive()),
        (RegistreKind::Cpf, b"code;debut;fin\n97049;01/01/2026;\n".to_vec()),
        (RegistreKind::Communes, "code,nom,code_postal\n44109,\u{c9}t\u{e9},44000\n".as_bytes().to_vec()),
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    const SPICES: &[u8] = b"\"\";,\t\n\r\0<>&\xff\xc3\xa90/-";
    for _ in 0..400 {
        for (kind, sample) in &samples {
            let mut bytes = sample.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] = SPICES[random(SPICES.len())],
                    1 => bytes.insert(at, SPICES[random(SPICES.len())]),
                    2 => bytes.truncate(at.max(1)),
                    _ => drop(bytes.drain(at..(at + 1 + random(9)).min(bytes.len()))),
                }
                if bytes.is_empty() {
                    bytes.push(b';');
                }
            }
            // Both answers are right; to come back is what is asked.
            let _ = lire(*kind, "sample", Cursor::new(bytes));
        }
    }
}
