//! The command line, run as a library: what users type, what they read, the exit code.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use sofi_cli::{CLEAN, FAILURE, FINDINGS, Host, run_with};
use sofi_tests::{sofi, sofi_with};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

const VALID: &str = "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"/>";

#[test]
fn nothing_given_is_a_misuse() {
    let answer = sofi(&["check"]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.starts_with("sofi : il manque <FICHIER|DOSSIER|->..."), "{}", answer.err);
    assert!(answer.err.contains("indiquez au moins un fichier"), "{}", answer.err);
    let answer = sofi(&[]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("Utilisation : sofi <COMMANDE>"), "{}", answer.err);
}

#[test]
fn help_is_in_french_with_examples() {
    for args in [
        &["--help"][..],
        &["check", "--help"],
        &["rules", "-h"],
        &["explain", "-h"],
        &["schema", "-h"],
        &["id", "-h"],
        &["session", "-h"],
        &["certif", "-h"],
        &["perimeter", "-h"],
        &["registers", "-h"],
        &["diff", "-h"],
        &["export", "-h"],
    ] {
        let answer = sofi(args);
        assert_eq!(answer.code, CLEAN);
        assert!(answer.out.contains("Utilisation : sofi"), "{}", answer.out);
        assert!(answer.out.contains("Options :"), "{}", answer.out);
        for english in ["Usage", "Print", "possible values", "[default", "Commands", "Options:"] {
            assert!(!answer.out.contains(english), "{english} in {}", answer.out);
        }
    }
    assert!(sofi(&["check", "--help"]).out.contains("Exemples :"));
}

#[test]
fn verbs_that_do_not_exist_yet_are_not_shown() {
    let help = sofi(&["--help"]).out;
    assert!(!help.contains("\n  stats"), "{help}");
}

#[test]
fn misuse_is_told_in_french() {
    for (args, expected) in [
        (&["check", "--levle", "xsd", "a"][..], "option inconnue : --levle\n  vouliez-vous écrire --level ?"),
        (&["check", "--level", "deep", "a"], "« deep » n'est pas une valeur possible"),
        (&["check", "--format", "xlsx", "a"], "valeurs possibles : text, concise, json, jsonl, sarif"),
        (&["check", "--as-of", "demain", "a"], "« demain » n'est pas une date de la forme 2026-11-23"),
        (&["check", "--max-findings", "-1", "a"], ""),
        (&["check", "--select", "QQQ", "a"], "« QQQ » n'est pas une règle"),
        (
            &["check", "--ignore", "LHE03,LHZ04", "a"],
            "« LHZ04 » n'est pas une règle ; règles proches : LHE04",
        ),
        (&["verifie", "a"], "commande inconnue : verifie"),
        (&["schema"], "il manque --dialect"),
    ] {
        let answer = sofi(args);
        assert_eq!(answer.code, FAILURE, "{args:?}");
        assert!(answer.err.starts_with("sofi : ") && answer.err.contains(expected), "{}", answer.err);
        assert!(answer.out.is_empty());
    }
    let answer = sofi(&["check", "--lang", "en", "--level", "deep", "a"]);
    assert!(answer.err.starts_with("sofi: --level: \"deep\" is not a possible value"), "{}", answer.err);
}

#[test]
fn a_missing_file_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.xml");
    fs::write(&good, VALID).unwrap();
    let missing = folder.path().join("missing.xml");
    let answer = sofi(&["check", text(&missing), text(&good)]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.ends_with("missing.xml : fichier ou dossier introuvable\n"), "{}", answer.err);
    assert_eq!(answer.err.lines().count(), 1);
    assert!(!answer.out.is_empty());
    let answer = sofi(&["check", text(&missing), "--lang", "en"]);
    assert_eq!((answer.code, answer.out.as_str()), (FAILURE, ""));
    assert!(answer.err.starts_with("sofi: cannot read "), "{}", answer.err);
}

#[test]
fn a_folder_without_documents_is_a_misuse() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "").unwrap();
    let answer = sofi(&["check", text(folder.path())]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("ce dossier ne contient aucun fichier .xml, .gz ou .zip"), "{}", answer.err);
}

#[test]
fn explain_is_offline_and_in_both_languages() {
    let answer = sofi(&["explain", "lhe03"]);
    assert_eq!(answer.code, CLEAN);
    assert!(answer.out.starts_with("# LHE03 element-inconnu\n\nÉlément inconnu\n"), "{}", answer.out);
    let answer = sofi(&["explain", "element-inconnu", "XML01", "--lang", "en"]);
    assert!(answer.out.contains("Unknown element") && answer.out.contains("# XML01"), "{}", answer.out);
    let answer = sofi(&["explain", "element-inconu"]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("règles proches : LHE03 (element-inconnu)"), "{}", answer.err);
}

#[test]
fn rules_are_listed() {
    let answer = sofi(&["rules", "--family", "lhe"]);
    assert_eq!(answer.code, CLEAN);
    assert!(answer.out.contains("  LHE03  erreur"), "{}", answer.out);
    assert!(!answer.out.contains("XML01"));
    let json: serde_json::Value = serde_json::from_str(&sofi(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), sofi_lheo::rules::all().count());
    assert_eq!(json[0]["code"], "XML01");
    assert_eq!(sofi(&["rules", "--family", "ZZZ"]).code, FAILURE);
}

#[test]
fn schemas_are_written() {
    assert!(sofi(&["schema", "--dialect", "2.3"]).out.contains("<xs:schema"));
    let json = sofi(&["schema", "--dialect", "edof", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&json.out).is_ok());
    assert_eq!(sofi(&["schema", "--dialect", "2.3", "--format", "dictionaries"]).code, CLEAN);
    assert_eq!(sofi(&["schema", "--dialect", "1.3"]).code, FAILURE);
}

#[test]
fn output_files_are_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.json");
    fs::write(&path, "old").unwrap();
    let answer = sofi(&["rules", "--format", "json", "-o", text(&path)]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (CLEAN, "", ""));
    assert!(fs::read_to_string(&path).unwrap().starts_with("[{"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");

    // A run that fails leaves the old file.
    fs::write(&path, "old").unwrap();
    let answer = sofi(&["check", "missing.xml", "-o", text(&path)]);
    assert_eq!(answer.code, FAILURE);
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    let answer = sofi(&["rules", "-o", text(&folder.path().join("no/such/folder.txt"))]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("impossible d'écrire"), "{}", answer.err);
    assert_eq!(sofi(&["rules", "-o", text(folder.path())]).code, FAILURE);
}

#[cfg(unix)]
#[test]
fn output_files_keep_their_link_and_their_mode() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.txt"), folder.path().join("link.txt"));
    fs::write(&real, "old").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(sofi(&["rules", "-o", text(&link)]).code, CLEAN);
    assert!(link.is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(sofi(&["rules", "-o", "/dev/null"]).code, CLEAN);
}

#[test]
fn a_report_never_overwrites_what_it_is_about() {
    let folder = tempfile::tempdir().unwrap();
    let feed = folder.path().join("feed.xml");
    fs::write(&feed, VALID).unwrap();
    let answer = sofi(&["check", text(&feed), "-o", text(&feed)]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("écraserait un fichier à vérifier"), "{}", answer.err);
    assert_eq!(fs::read_to_string(&feed).unwrap(), VALID);
}

/// A pipe whose reader has left.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    for args in [
        &["rules"][..],
        &["explain", "LHE03"],
        &["schema", "--dialect", "2.3"],
        &["--help"],
        &["check", "-", "--fail-on", "never"],
    ] {
        let mut err = Vec::new();
        let mut stdin = io::empty();
        let mut closed = Closed;
        let mut host = Host::quiet(&mut stdin, &mut closed, &mut err);
        assert_eq!(run_with(std::iter::once("sofi").chain(args.iter().copied()), &mut host), CLEAN);
        assert!(err.is_empty());
    }
}

#[test]
fn the_locale_speaks_on_terminals_only() {
    fn english(name: &str) -> Option<String> {
        (name == "LANG").then(|| "en_GB.UTF-8".to_owned())
    }
    let on_terminal = sofi_with(&["rules"], b"", |host| {
        host.stdout_is_terminal = true;
        host.variable = &english;
    });
    assert!(on_terminal.out.contains("Unknown element"));
    assert!(on_terminal.out.contains("\u{1b}["), "colours");
    let in_pipe = sofi_with(&["rules"], b"", |host| host.variable = &english);
    assert!(in_pipe.out.contains("Élément inconnu") && !in_pipe.out.contains('\u{1b}'));
}

#[test]
fn exit_codes_tell_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let feed = folder.path().join("feed.xml");
    for broken in ["", "%PDF-1.4", "<lheo>", "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>"] {
        fs::write(&feed, broken).unwrap();
        assert_eq!(sofi(&["check", text(&feed)]).code, FINDINGS, "{broken:?}");
        assert_eq!(sofi(&["check", text(&feed), "--fail-on", "never"]).code, CLEAN, "{broken:?}");
        let mixed = sofi(&["check", text(&feed), "missing.xml"]);
        assert_eq!(mixed.code, FAILURE);
        assert!(mixed.out.contains("feed.xml:1:"), "{}", mixed.out);
    }
}

#[test]
fn standard_input_is_a_document_like_another() {
    let answer = sofi_with(&["check", "-", "--format", "json", "--as-of", "2026-11-23"], b"<lheo>", |_| ());
    assert_eq!(answer.code, FINDINGS);
    let report: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(report["files"][0]["path"], "-");
    assert_eq!(report["as_of"], "2026-11-23");
    assert_eq!(report["files"][0]["findings"][0]["file"], "-");
}

#[test]
fn codes_are_selected_and_ignored() {
    let feed = b"<lheo xmlns='http://example.org/'/>";
    assert_eq!(sofi_with(&["check", "-"], feed, |_| ()).code, FINDINGS);
    assert_eq!(sofi_with(&["check", "-", "--ignore", "LHE"], feed, |_| ()).code, CLEAN);
    assert_eq!(sofi_with(&["check", "-", "--select", "XML"], feed, |_| ()).code, CLEAN);
}

#[test]
fn identifiers_are_analysed() {
    let answer = sofi(&["id", "siret", "19511296600799"]);
    assert_eq!(answer.code, CLEAN, "{}", answer.err);
    assert!(answer.out.starts_with("19511296600799 : SIRET, valide\n"), "{}", answer.out);
    for line in ["par groupes", "195 112 966 00799", "SIREN", "NIC", "00799", "51 Marne"] {
        assert!(answer.out.contains(line), "{line} in {}", answer.out);
    }
    let answer = sofi(&["id", "siret", "19511296600798", "--lang", "en"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(answer.out.contains("19511296600798: SIRET, refused [SIR03]"), "{}", answer.out);
    assert!(answer.out.contains("8 instead of 9"), "{}", answer.out);
    let answer = sofi(&["id", "uai", "951099D", "0951099D"]);
    assert_eq!(answer.code, FINDINGS, "one of two is refused");
    assert!(answer.out.contains("proposition  0951099D"), "{}", answer.out);
    let answer = sofi(&["id", "nda", "52 44 03634 44"]);
    assert_eq!(answer.code, CLEAN, "blanks are presentation");
    assert!(
        answer.out.contains("blancs retirés") && answer.out.contains("52 Pays de la Loire"),
        "{}",
        answer.out
    );
    let answer = sofi(&["id", "cp", "01200"]);
    assert!(answer.out.contains("01 Ain ou 74 Haute-Savoie"), "{}", answer.out);
    // What a terminal would obey is shown.
    let answer = sofi(&["id", "rome", "\u{1b}[2J"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(!answer.out.contains('\u{1b}'), "{}", answer.out);
}

#[test]
fn identifiers_are_read_from_the_standard_input() {
    let feed = "19511296600799\r\n\n\t73282932000074\n1951129660079\n";
    let answer = sofi_with(&["id", "siret", "--format", "json", "-"], feed.as_bytes(), |_| ());
    assert_eq!(answer.code, FINDINGS);
    let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let verdicts: Vec<_> =
        json.as_array().unwrap().iter().map(|one| one["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["valid", "not-canonical", "invalid"]);
    assert_eq!(json[0]["parts"]["siren"], "195112966");
    assert_eq!(json[1]["changes"][0]["name"], "blancs");
    assert_eq!(json[2]["rule"], "SIR01");
    assert!(json[2]["repair"].is_null());
    for key in ["departements", "regions", "remarks", "grouped", "help", "message", "fault"] {
        assert!(json.as_array().unwrap().iter().all(|one| one.get(key).is_some()), "{key}");
    }
    let answer = sofi_with(&["id", "date", "-", "--format", "json"], b"", |_| ());
    assert_eq!((answer.code, answer.out.as_str()), (CLEAN, "[]\n"));
}

#[test]
fn misuses_of_id_are_told() {
    for (args, expected) in [
        (&["id"][..], "indiquez un genre"),
        (&["id", "siret"], "indiquez un genre"),
        (&["id", "siretx", "1"], "vouliez-vous écrire siret ?"),
        (&["id", "siret", "1", "--format", "csv"], "valeurs possibles : text, json"),
    ] {
        let answer = sofi(args);
        assert_eq!(answer.code, FAILURE, "{args:?}");
        assert!(answer.err.contains(expected), "{}", answer.err);
        assert!(answer.err.ends_with("Aide : sofi id --help\n"), "{}", answer.err);
    }
    assert!(sofi(&["--help"]).out.contains("  id "));
    assert_eq!(sofi(&["id", "siret", "1", "-o", "no/such/folder/x"]).code, FAILURE);
}

#[test]
fn seeded_faults_are_listed_as_check_finds_them() {
    let folder = tempfile::tempdir().unwrap();
    let [feed, list] = ["flux.xml", "fautes.csv"].map(|name| folder.path().join(name));
    let [feed, list] = [&feed, &list].map(|path| path.to_str().unwrap());
    let args = ["generate", "--formations", "60", "--faults", "10%", "-o", feed, "--faults-list"];
    let answer = sofi(&[&args[..], &[list]].concat());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let rows = std::fs::read_to_string(list).unwrap();
    let mut rows = rows.lines();
    assert_eq!(rows.next(), Some("numero_formation,faute,code,chemin"));
    let found =
        sofi(&["check", feed, "--as-of", "2026-09-01", "--format", "jsonl", "--fail-on", "never"]).out;
    let mut seeded = 0;
    for row in rows {
        let [_, _, code, path] = row.split(',').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let is_it = |line: &&str| line.contains(&format!("{code:?}")) && line.contains(&format!("{path:?}"));
        assert_eq!(found.lines().filter(is_it).count(), 1, "{row}");
        seeded += 1;
    }
    assert!(seeded > 0);
    assert_eq!(sofi(&[&args[..], &[feed]].concat()).code, 2);
    assert_eq!(sofi(&["generate", "--faults-list", list]).code, 2);
    assert_eq!(sofi(&["generate", "--faults", "150%"]).code, 2);
}
