//! Registers read from real files: extracts of what publishers publish, kept beside the workspace.

use std::path::{Path, PathBuf};

use sofi_core::{
    CertifInfo, Certifications, CodeCommune, Communes, FicheCertification, Formacodes, NumeroFiche, Registre,
    RegistreKind, Registres,
};
use sofi_lheo::registres::charger;

/// The folder of registers, named by `SOFI_SHARED` or beside the workspace; says why when it is not there.
fn refdata() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("SOFI_SHARED").map(PathBuf::from);
    let found = named
        .into_iter()
        .chain(root.ancestors().map(|folder| folder.join("shared")))
        .map(|shared| shared.join("refdata"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        skip("no reference material: neither SOFI_SHARED nor a folder `shared` beside the workspace");
    }
    found
}

/// Says why a test does nothing.
#[expect(clippy::print_stderr, reason = "people who read the log of the tests must see it")]
fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

fn read(kind: RegistreKind, nom: &str) -> Option<Registre> {
    let path = refdata()?.join(nom);
    Some(charger(kind, &path).unwrap_or_else(|error| panic!("{error}")))
}

fn certifications(nom: &str) -> Option<Certifications> {
    match read(RegistreKind::Certifications, nom)? {
        Registre::Certifications(register) => Some(register),
        other => panic!("another kind: {}", other.kind()),
    }
}

fn n(text: &str) -> NumeroFiche {
    text.parse().unwrap()
}

fn names(numbers: &[NumeroFiche]) -> Vec<String> {
    numbers.iter().map(ToString::to_string).collect()
}

#[test]
fn the_archive_of_france_competences() {
    let Some(register) = certifications("francecompetences-export-csv-sample-2024-02-22.zip") else { return };
    let origine = &register.origines()[0];
    assert!(origine.rejets.is_empty(), "{:?}", origine.rejets);
    assert_eq!(origine.date.map(|date| date.to_string()).as_deref(), Some("2024-02-22"));
    assert_eq!(register.partenaires_len(), 10);

    let chain = register.successeurs(n("RNCP1197"));
    assert_eq!(names(&chain.suivants), ["RNCP4049", "RNCP22094", "RNCP28155", "RNCP30271"]);
    assert_eq!((names(&chain.finals), chain.cycle), (vec!["RNCP30271".to_owned()], false));
    assert_eq!(
        names(&register.successeurs(n("RNCP19468")).finals),
        ["RS6117"],
        "from one register to the other"
    );

    let fiche = register.get(n("RS6117")).unwrap();
    assert_eq!((fiche.intitule(), fiche.certificateurs().count()), (Some("CQP Tourier"), 2));
    let partner = "18974011100035".parse().unwrap();
    assert_eq!(fiche.partenaires_of(partner).filter_map(sofi_core::Partenaire::peut_former).count(), 1);
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(fiche.is_active_on(day("2025-09-29")), Some(true));
    assert_eq!(fiche.is_active_on(day("2025-09-30")), Some(false));
    assert_eq!(register.get(n("RNCP509")).unwrap().niveau(), Some(3));
    assert!(register.get(n("RNCP509")).unwrap().blocs().count() > 0, "the member whose name has an accent");
}

#[test]
fn the_xml_of_france_competences() {
    let Some(rncp) = certifications("francecompetences-rncp-v4.1-12fiches.xml") else { return };
    let Some(rs) = certifications("francecompetences-rs-v4.1-8fiches.xml") else { return };
    for register in [&rncp, &rs] {
        let origine = &register.origines()[0];
        assert!(origine.rejets.is_empty(), "{:?}", origine.rejets);
    }
    let partners = |register: &Certifications| {
        let without: u32 = register.iter().map(FicheCertification::partenaires_sans_siret).sum();
        register.partenaires_len() + without as usize
    };
    assert_eq!((rncp.len(), partners(&rncp)), (12, 1079));
    assert_eq!((rs.len(), partners(&rs)), (8, 408));

    let both = rncp.merge(rs);
    assert_eq!((both.len(), partners(&both)), (20, 1079 + 408));
    let fiche = both.get(n("RNCP34762")).unwrap();
    assert_eq!(names(&fiche.successeurs().finals), ["RNCP39568"], "a sheet that is not in the extract");
    assert_eq!((fiche.blocs().count(), fiche.formacodes().count()), (5, 5));
    assert!(both.iter().any(|fiche| fiche.entete().limite_delivrance.is_some()));
    let actives = both.iter().flat_map(|fiche| fiche.partenaires().collect::<Vec<_>>());
    assert!(actives.into_iter().all(|partner| partner.peut_former() == Some(true)));
}

#[test]
fn the_replacements_of_certif_info() {
    let Some(folder) = refdata() else { return };
    let mut all = Registres::default();
    for nom in ["", "-1toN", "-Nto1", "-chaine", "-chaine1toN"] {
        let path = folder.join(format!("anotea-certifinfos{nom}.csv"));
        let registre = charger(RegistreKind::CertifInfo, &path).unwrap();
        let rejets = &registre.origines()[0].rejets;
        // The last file has letters for codes.
        assert_eq!(rejets.lignes, if nom == "-chaine1toN" { 5 } else { 0 }, "{rejets:?}");
        all.add(registre);
    }
    let register: &CertifInfo = all.certifinfo().unwrap();
    let finals = |code: &str| {
        let chain = register.remplacants(code.parse().unwrap());
        chain.finals.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(finals("10013"), ["74037"]);
    assert_eq!(finals("44496"), ["74963"], "a chain of two");
    assert_eq!(finals("26565"), ["5542", "45814", "74090"], "one to many");
    assert_eq!((finals("66587"), finals("4199")), (vec!["62229".to_owned()], vec!["62229".to_owned()]));
    assert_eq!(all.uses().len(), 5);
}

#[test]
fn the_lists_of_codes() {
    let Some(Registre::Formacode(formacodes)) =
        read(RegistreKind::Formacode, "formacode-v14-editeur-lheo.csv")
    else {
        return;
    };
    let formacodes: Formacodes = formacodes;
    assert!(formacodes.len() > 2_000 && formacodes.versions() == [14]);
    assert_eq!(formacodes.get("11036".parse().unwrap()).unwrap().libelle, Some("Statistique"));
    assert!(formacodes.origines()[0].rejets.is_empty(), "{:?}", formacodes.origines()[0].rejets);

    let Some(Registre::Communes(communes)) = read(RegistreKind::Communes, "insee-communes.csv") else {
        return;
    };
    let communes: Communes = communes;
    assert!(communes.origines()[0].rejets.is_empty(), "{:?}", communes.origines()[0].rejets);
    assert!(communes.len() > 37_000 && !communes.has_postaux());
    let name =
        |code: &str| communes.get(code.parse::<CodeCommune>().unwrap()).and_then(|commune| commune.nom);
    assert_eq!((name("44109"), name("01015")), (Some("Nantes"), Some("Arboys en Bugey")));
    assert_eq!(name("75119"), Some("Paris 19e Arrondissement"));
    assert_eq!(name("44000"), None);
}

#[test]
fn the_header_of_the_public_list() {
    let Some(registre) = read(RegistreKind::Organismes, "lpof-header-only.csv") else { return };
    assert!(registre.is_empty() && registre.origines()[0].rejets.is_empty());
    assert!(registre.origines()[0].sha256.is_some());
}

#[test]
fn a_register_of_another_kind_is_refused() {
    let Some(folder) = refdata() else { return };
    for (kind, nom) in [
        (RegistreKind::Organismes, "insee-communes.csv"),
        (RegistreKind::Sirene, "lpof-header-only.csv"),
        (RegistreKind::Communes, "lpof-header-only.csv"),
        (RegistreKind::Cpf, "lpof-header-only.csv"),
        (RegistreKind::Certifications, "formacode-v14-editeur-lheo.csv"),
        (RegistreKind::Formacode, "francecompetences-rs-v4.1-8fiches.xml"),
        (RegistreKind::Sirene, "francecompetences-export-csv-sample-2024-02-22.zip"),
    ] {
        assert!(charger(kind, folder.join(nom)).is_err(), "{kind} {nom}");
    }
}

/// Prints how long a register of the real size takes, and what it holds once it is read:
/// `cargo test -p sofi-lheo --features registres --test registres -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
#[expect(clippy::print_stderr, reason = "it is there to be read")]
fn four_hundred_thousand_partners() {
    use std::{fmt::Write as _, io::Write as _};

    let sirets: Vec<String> = (0..100_000_u64)
        .map(|nic| format!("{:014}", 35_600_000_000_000 + nic))
        .filter(|siret| siret.parse::<sofi_core::Siret>().is_ok())
        .collect();
    let mut partners =
        String::from("Numero_Fiche;Nom_Partenaire;Siret_Partenaire;Habilitation_Partenaire\r\n");
    for row in 0..400_000_usize {
        let (sheet, siret) = (1 + row % 30_000, &sirets[row / 30_000 + row % 20_000]);
        writeln!(partners, "\"RNCP{sheet}\";\"NOM {row}\";\"\t{siret}\";\"HABILITATION_ORGA_FORM\"\r")
            .unwrap();
    }
    let mut standard = String::from(
        "Numero_Fiche;Intitule;Actif;Date_Fin_Enregistrement;Type_Enregistrement;Nomenclature_Europe_Niveau\r\n",
    );
    for sheet in 1..=30_000 {
        writeln!(standard, "RNCP{sheet};Titre {sheet};ACTIVE;31/08/2027;Enregistrement sur demande;NIV6\r")
            .unwrap();
    }
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (word, text) in [("Standard", standard), ("Partenaires", partners)] {
        let name = format!("export_fiches_CSV_{word}_2026_11_22.csv");
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let archive = archive.finish().unwrap();
    let start = std::time::Instant::now();
    let registre = sofi_lheo::registres::lire(RegistreKind::Certifications, "export.zip", archive).unwrap();
    let Registre::Certifications(register) = registre else { panic!("another kind") };
    eprintln!(
        "{} partners in {:?}, {} bytes",
        register.partenaires_len(),
        start.elapsed(),
        register.heap_size()
    );
    assert_eq!(register.partenaires_len(), 400_000);
    assert!(register.heap_size() < 64 << 20);
}
