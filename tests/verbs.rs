//! The verbs that answer questions: `session`, `perimeter`, `certif`, `registers`.

use std::{fs, io::Write as _};

use sofi_cli::{CLEAN, FAILURE, FINDINGS};
use sofi_tests::{base, shared, sofi, sofi_with};
use tempfile::TempDir;

/// A folder with the base as `feed.xml`, and its path.
fn folder(change: impl FnOnce(String) -> String) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml");
    fs::write(&path, change(base("lheo-2.3.xml"))).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_session_is_found_and_told() {
    let (_folder, feed) = folder(|text| text);
    let answer = sofi(&["session", "21_123456", &feed, "--as-of", "2026-11-23"]);
    assert_eq!((answer.code, answer.err.as_str()), (CLEAN, ""));
    let expected = "  formation    21_1001, Maçonnerie du bâti ancien
  action       21_2001
  organisme    Chaux et Pierre, SIRET 81462226200032
  lieu         à Nantes (44)
  cadre        formation continue privée
  dates        du 04/01/2027 au 25/06/2027
  situation    à venir, active, au 23/11/2026
  mise à jour  02/11/2026
";
    assert!(answer.out.starts_with("Session 21_123456 ("), "{}", answer.out);
    assert!(answer.out.ends_with(&format!("feed.xml:4)\n{expected}")), "{}", answer.out);
    let answer = sofi(&["session", "21_123456", &feed, "--as-of", "2027-07-01", "--lang", "en"]);
    assert!(answer.out.contains("ended, out of date: still in the feed, as of 1 Jul 2027"), "{}", answer.out);
    let answer = sofi(&["session", " 21_123456", &feed, "--as-of", "2026-11-23", "--format", "json"]);
    let found = &json(&answer.out)[0];
    for (key, value) in [
        ("session", "21_123456"),
        ("siret", "81462226200032"),
        ("debut", "20270104"),
        ("phase", "a-venir"),
        ("datemaj", "2026-11-02"),
        ("as_of", "2026-11-23"),
    ] {
        assert_eq!(found[key], value, "{key}");
    }
    assert_eq!(
        (&found["line"], &found["active"], &found["why"]),
        (&4.into(), &true.into(), &serde_json::Value::Null)
    );
}

#[test]
fn why_it_is_not_in_aude() {
    let (_folder, feed) = folder(|text| text);
    let ask = |day: &str, more: &[&str]| {
        let args = ["session", "21_123456", &feed, "--why", "aude", "--as-of", day];
        sofi(&[&args, more].concat())
    };
    // Too early.
    let answer = ask("2026-11-03", &[]);
    assert_eq!(answer.code, CLEAN, "{}", answer.err);
    let why = answer.out.split("Pourquoi pas dans Aude ?\n").nth(1).unwrap();
    assert_eq!(
        why,
        "  Elle est dans ce flux : le Carif-Oref l'a validée et publiée.
  Un flux ne dit pas quand : la dernière mise à jour (datemaj) en tient lieu.
  La session 21_123456 a été validée le 02/11/2026 : elle n'est pas attendue dans Aude avant le 04/11/2026. Patientez jusque-là.
  au plus tôt  04/11/2026
  qui agit     personne
"
    );
    // Nothing explains it: those who run the channel.
    let answer = ask("2026-11-23", &[]);
    assert!(answer.out.contains("donnez le numéro du S à : France Travail."), "{}", answer.out);
    assert!(answer.out.ends_with("  qui agit     France Travail\n"), "{}", answer.out);
    // Ended.
    let answer = ask("2027-07-01", &["--lang", "en"]);
    assert!(answer.out.contains("Session 21_123456 ended on 25 Jun 2027"), "{}", answer.out);
    // Somebody else's: nothing more is told.
    let answer = ask("2026-11-23", &["--siret", "732 829 320 00074"]);
    assert!(answer.out.contains("n'est pas rattachée au SIRET 73282932000074"), "{}", answer.out);
    assert!(!answer.out.contains("Elle est dans ce flux"), "{}", answer.out);
    let answer = ask("2026-11-03", &["--format", "json"]);
    let why = &json(&answer.out)[0]["why"];
    assert_eq!((why["canal"].as_str(), why["responsable"].as_str()), (Some("aude"), Some("personne")));
    assert_eq!((&why["au_plus_tot"], &why["causes"][0]["cause"]), (&"2026-11-04".into(), &"trop-tot".into()));
    assert!(why["causes"][0]["message"].as_str().unwrap().contains("04/11/2026"));
}

#[test]
fn what_is_not_dated_has_no_delay() {
    let (_folder, feed) = folder(|text| text.replace(" datemaj=\"20261102\"", ""));
    let answer = sofi(&["session", "21_123456", &feed, "--why", "kairos", "--as-of", "2026-11-03"]);
    assert!(answer.out.contains("le délai ne se calcule pas"), "{}", answer.out);
    assert!(!answer.out.contains("au plus tôt"), "{}", answer.out);
    // The day of the export stands for it.
    let header =
        "<extras info=\"flux-intercarif\"><extra info=\"date-export\">20261110</extra></extras></offres>";
    let (_folder, feed) =
        folder(|text| text.replace(" datemaj=\"20261102\"", "").replace("</offres>", header));
    let answer = sofi(&["session", "21_123456", &feed, "--why", "kairos", "--as-of", "2026-11-11"]);
    assert!(answer.out.contains("  export     10/11/2026\n"), "{}", answer.out);
    assert!(answer.out.contains("au plus tard le jour de l'export"), "{}", answer.out);
    assert!(answer.out.contains("  au plus tôt  12/11/2026\n"), "{}", answer.out);
}

#[test]
fn a_number_that_is_not_there() {
    let (_folder, feed) = folder(|text| text);
    let answer = sofi(&["session", "21_123457", &feed, "--why", "aude"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(
        answer.out.starts_with("La session 21_123457 n'est pas dans ce qui a été lu.\n"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("Numéros proches : 21_123456"), "{}", answer.out);
    assert!(answer.out.contains("une session en cours de saisie, soumise, refusée"), "{}", answer.out);
    assert!(answer.out.contains("Pour Aude, c'est d'abord à l'organisme d'agir"), "{}", answer.out);
    let answer = sofi(&["session", "21_2001", &feed]);
    assert!(
        answer.out.contains(
            "L'action 21_2001 y est, elle ; le numéro à donner est celui d'une de ses sessions : 21_123456"
        ),
        "{}",
        answer.out
    );
    let answer = sofi(&["session", "123456", &feed, "--format", "json"]);
    assert_eq!((answer.code, answer.out.as_str()), (FINDINGS, "[]\n"));
    // What a terminal would obey is shown.
    let answer = sofi(&["session", "\u{1b}[2J", &feed]);
    assert!(!answer.out.contains('\u{1b}'), "{}", answer.out);
}

#[test]
fn several_feeds_are_searched_also_packed() {
    let (folder, feed) = folder(|text| text);
    let packed = folder.path().join("feeds.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&packed).unwrap());
    for name in ["a.xml", "b.xml"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = base("lheo-2.3.xml");
        zip.write_all(if name == "a.xml" { text.replace("21_123456", "21_9") } else { text }.as_bytes())
            .unwrap();
    }
    zip.finish().unwrap();
    let answer = sofi(&["session", "21_123456", &feed, packed.to_str().unwrap()]);
    assert_eq!(answer.out.matches("Session 21_123456 (").count(), 2, "{}", answer.out);
    assert!(answer.out.contains("feeds.zip!/b.xml:4)"), "{}", answer.out);
    let answer = sofi_with(&["session", "21_123456", "-"], base("lheo-2.3.xml").as_bytes(), |_| ());
    assert!(answer.out.starts_with("Session 21_123456 (-:4)\n"), "{}", answer.out);
}

#[test]
fn what_cannot_be_read_of_a_feed_is_told() {
    let (_folder, feed) =
        folder(|text| text.replace("</offres>", "<formation numero=\"x\"><a></formation></offres>"));
    let answer = sofi(&["session", "21_123456", &feed]);
    assert_eq!(answer.code, CLEAN, "found all the same");
    assert!(answer.err.contains("enregistrement illisible, passé (XML"), "{}", answer.err);
    let answer = sofi(&["session", "21_123456", &feed, "missing.xml"]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("missing.xml : fichier ou dossier introuvable"), "{}", answer.err);
}

#[test]
fn misuses_are_told() {
    let (_folder, feed) = folder(|text| text);
    for (args, expected) in [
        (&["session"][..], "indiquez le numéro de la session, puis un flux"),
        (&["session", "21_1"], "indiquez au moins un fichier"),
        (&["session", "21_1", &feed, "--why", "aud"], "vouliez-vous écrire aude ?"),
        (&["session", "21_1", &feed, "--siret", "81462226200033"], "--siret : « 81462226200033 » : "),
        (&["certif"], "indiquez au moins un code : RNCP38596"),
        (&["certif", "RNCP1"], "aucun registre : indiquez --register GENRE=FICHIER"),
        (
            &["certif", "maçon", "--register", "cpf=x"],
            "n'est ni un code RNCP ou RS, ni un code CPF ou Certif Info",
        ),
        (
            &["registers"],
            "aucun registre : indiquez --register GENRE=FICHIER, ou [registers] dans un sofi.toml",
        ),
        (&["registers", "--register", "cpf=none.csv"], "none.csv : fichier ou dossier introuvable"),
        (&["perimeter", &feed], "aucun périmètre : indiquez --perimeter 52, ou perimeter dans un sofi.toml"),
        (
            &["perimeter", &feed, "--perimeter", "44109"],
            "« 44109 » n'est ni le nom ni le code Insee d'une région",
        ),
        (&["perimeter", "missing.xml", "--perimeter", "52"], "missing.xml : fichier ou dossier introuvable"),
    ] {
        let answer = sofi(args);
        assert_eq!((answer.code, answer.out.as_str()), (FAILURE, ""), "{args:?}");
        assert!(answer.err.contains(expected), "{args:?}\n{}", answer.err);
    }
}

#[test]
fn sessions_are_placed() {
    let (folder, feed) = folder(|text| text);
    let answer = sofi(&["perimeter", &feed, "--perimeter", "52"]);
    assert_eq!(answer.code, CLEAN, "{}", answer.err);
    assert!(
        answer.out.ends_with(
            "1 session (périmètre Pays de la Loire) : 1 dedans, 0 par exception, 0 dehors, 0 inconnue\n"
        ),
        "{}",
        answer.out
    );
    let answer = sofi(&["perimeter", &feed, "--perimeter", "bretagne"]);
    assert_eq!(answer.code, FINDINGS);
    let expected = "\
feed.xml:4 : session 21_123456 (action 21_2001, formation 21_1001), hors du périmètre
  = lieu à Nantes (44) : hors du périmètre
  = établissement en région Pays de la Loire : hors du périmètre
  = à déclarer auprès du Carif-Oref des Pays de la Loire

1 session (périmètre Bretagne) : 0 dedans, 0 par exception, 1 dehors, 0 inconnue
";
    assert!(answer.out.ends_with(expected), "{}", answer.out);
    let answer = sofi(&["perimeter", &feed, "--perimeter", "53", "--format", "json", "--lang", "en"]);
    let placed = &json(&answer.out)[0];
    assert_eq!((placed["situe"].as_str(), placed["perimeter"].as_str()), (Some("hors"), Some("53")));
    assert_eq!(placed["carif_orefs"][0], "Carif-Oref of Pays de la Loire");
    assert_eq!(placed["motifs"][0], "place in Nantes (44): out of the perimeter");
    // From sofi.toml, by the perimeter or by the profile that implies one.
    for config in ["perimeter = 'bretagne'\n", "profile = 'pays-de-la-loire'\n"] {
        fs::write(folder.path().join("sofi.toml"), config).unwrap();
        assert!(sofi(&["perimeter", &feed]).out.contains("1 session (périmètre "), "{config}");
    }
    let empty = sofi_with(&["perimeter", "-", "--perimeter", "52", "--format", "json"], b"<lheo/>", |_| ());
    assert_eq!((empty.code, empty.out.as_str()), (CLEAN, "[]\n"), "{}", empty.err);
}

#[test]
fn many_sessions_are_counted_and_some_are_shown() {
    let (_folder, feed) = folder(|text| {
        let (start, rest) = text.split_once("<session ").unwrap();
        let (session, end) = rest.split_once("</session>").unwrap();
        let number = |i: usize| session.replace("21_123456", &format!("21_{i}"));
        let sessions: Vec<_> = (0..23).map(|i| format!("<session {}</session>", number(i))).collect();
        let sessions = sessions.concat();
        format!("{start}{sessions}{end}")
    });
    let answer = sofi(&["perimeter", &feed, "--perimeter", "53"]);
    assert_eq!(answer.out.matches("= à déclarer auprès").count(), 20);
    assert!(
        answer.out.contains("… et 3 autres sessions, hors du périmètre (--format json les donne toutes)"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("23 sessions (périmètre Bretagne)"), "{}", answer.out);
    assert_eq!(
        json(&sofi(&["perimeter", &feed, "--perimeter", "53", "--format", "json"]).out)
            .as_array()
            .unwrap()
            .len(),
        23
    );
}

#[test]
fn registers_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cpf-2025-12-30.csv");
    fs::write(&path, "code;debut;fin\n97049;;\nRS6117;01/01/2026;31/12/2026\nxx;;\n").unwrap();
    let given = format!("cpf={}", path.display());
    // The host of tests lives on 1 January 2026.
    let answer = sofi(&["registers", "--register", &given]);
    assert_eq!((answer.code, answer.err.as_str()), (CLEAN, ""));
    assert!(answer.out.starts_with("cpf : liste des certifications éligibles au CPF\n"), "{}", answer.out);
    for line in ["  date     30/12/2025 (il y a 2 jours)\n", "  entrées  2\n", "  sha256   ", "  rejets   "]
    {
        assert!(answer.out.contains(line), "{line} in {}", answer.out);
    }
    let listed = json(&sofi(&["registers", "--register", &given, "--format", "json"]).out);
    assert_eq!(
        (&listed[0]["kind"], &listed[0]["entries"], &listed[0]["date"]),
        (&"cpf".into(), &2.into(), &"2025-12-30".into())
    );
    assert_eq!(listed[0]["rejects"][0]["line"], 4);
    let config = folder.path().join("sofi.toml");
    fs::write(&config, "[registers]\ncpf = 'cpf-2025-12-30.csv'\n").unwrap();
    let named = sofi(&["registers", "--config", config.to_str().unwrap(), "--lang", "en"]);
    assert!(named.out.contains("30 Dec 2025 (2 days ago)"), "{}", named.out);
    // A register is never overwritten by its own list.
    let answer = sofi(&["registers", "--register", &given, "-o", path.to_str().unwrap()]);
    assert_eq!(answer.code, FAILURE);
}

#[test]
fn codes_are_looked_up_in_the_list_of_the_cpf() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cpf.csv");
    fs::write(&path, "code;debut;fin\n97049;;\nRS6117;01/01/2026;31/12/2026\n").unwrap();
    let given = format!("cpf={}", path.display());
    let answer = sofi(&["certif", "RS6117", "97049", "--register", &given, "--as-of", "2026-11-23"]);
    assert_eq!(answer.code, CLEAN, "{}", answer.out);
    assert_eq!(
        answer.out,
        "RS6117 : en vigueur, au 23/11/2026
  CPF                éligible
  registres absents  certifications

Certif Info 97049 : en vigueur, au 23/11/2026
  CPF                éligible
  registres absents  certifications, certifinfo
"
    );
    let answer =
        sofi(&["certif", "RS6117", "CPF206", "--register", &given, "--as-of", "2027-11-23", "--lang", "en"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(answer.out.contains("RS6117: no longer in force, as of 23 Nov 2027"), "{}", answer.out);
    assert!(answer.out.contains("CPF206: in none of the registers given"), "{}", answer.out);
}

#[test]
fn sheets_of_france_competences_are_told() {
    let Some(shared) = shared() else { return };
    let path = shared.join("refdata/francecompetences-export-csv-sample-2024-02-22.zip");
    let given = format!("certifications={}", path.display());
    let answer =
        sofi(&["certif", "RNCP1197", "--register", &given, "--siret", "19511296600799", "--format", "json"]);
    let sheet = &json(&answer.out)[0];
    assert_eq!((&sheet["code"], &sheet["kind"]), (&"RNCP1197".into(), &"rncp".into()));
    assert!(!sheet["remplacements"].as_array().unwrap().is_empty(), "{sheet}");
    assert!(sheet["entitlement"].is_string(), "{sheet}");
    let text = sofi(&["certif", "RNCP1197", "--register", &given, "--siret", "19511296600799"]).out;
    assert!(text.contains("RNCP1197 → ") && text.contains("habilitation"), "{text}");
}
