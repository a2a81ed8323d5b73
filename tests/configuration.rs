//! `sofi.toml` and the options that it stands for, as users meet them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sofi_cli::{CLEAN, FAILURE, FINDINGS};
use sofi_tests::{Answer, base, sofi, sofi_with};
use tempfile::TempDir;

/// A folder, with a feed in `in/feed.xml`.
struct Folder(TempDir);

impl Folder {
    fn new(feed: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("in/feed.xml", feed);
        folder
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// `sofi check in/feed.xml --as-of 2026-11-23` with more options.
    fn check(&self, options: &[&str]) -> Answer {
        let feed = self.path("in/feed.xml");
        let args = [&["check", &feed, "--as-of", "2026-11-23"], options].concat();
        sofi(&args)
    }
}

/// A feed of so many formations, the first ones of which end before they start.
fn feed(formations: usize, faulty: usize) -> String {
    let base = base("lheo-2.3.xml");
    let (start, rest) = base.split_once("<formation ").unwrap();
    let (formation, end) = rest.rsplit_once("</formation>").unwrap();
    let mut out = start.to_owned();
    for i in 0..formations {
        let one = ["21_1001", "21_2001", "21_123456"]
            .into_iter()
            .fold(formation.to_owned(), |text, numero| text.replace(numero, &format!("{numero}{i}")));
        let one = if i < faulty { one.replace("<fin>2027", "<fin>2026") } else { one };
        out.push_str("<formation ");
        out.push_str(&one);
        out.push_str("</formation>\n");
    }
    out + end
}

#[test]
fn the_nearest_file_holds_and_the_command_has_the_last_word() {
    let folder = Folder::new(&feed(1, 0));
    folder.write("sofi.toml", "profile = 'edof'\nlevel = 'xsd'\n");
    let answer = folder.check(&[]);
    assert_eq!(answer.code, CLEAN, "{}", answer.err);
    assert!(answer.out.contains("(LHEO 2.3, niveau xsd, profil edof, au 23/11/2026)"), "{}", answer.out);
    // The nearer one alone: nothing is merged.
    folder.write("in/sofi.toml", "profile = 'offre-info'\n");
    let answer = folder.check(&[]);
    assert!(answer.out.contains("(LHEO 2.3, profil offre-info, au 23/11/2026)"), "{}", answer.out);
    let answer = folder.check(&["--profile", "lheo"]);
    assert!(answer.out.contains("profil lheo"), "{}", answer.out);
    let answer = folder.check(&["--config", &folder.path("sofi.toml")]);
    assert!(answer.out.contains("niveau xsd, profil edof"), "{}", answer.out);
}

#[test]
fn each_file_has_its_own() {
    let folder = Folder::new(&feed(1, 1));
    folder.write("other/feed.xml", &feed(1, 1));
    folder.write("other/sofi.toml", "profile = 'offre-info'\n[severity]\nSES02 = 'info'\n");
    let (one, other) = (folder.path("in/feed.xml"), folder.path("other/feed.xml"));
    let run = |args: &[&str]| sofi(&[&["check", "--as-of", "2026-11-23"], args].concat());
    assert_eq!(run(&[&other]).code, CLEAN);
    assert_eq!(run(&[&one]).code, FINDINGS);
    let answer = run(&[&other, &one]);
    assert_eq!(answer.code, FINDINGS);
    assert!(answer.out.contains("profil offre-info + lheo"), "{}", answer.out);
    assert!(answer.out.contains("info[SES02") && answer.out.contains("erreur[SES02"), "{}", answer.out);
}

#[test]
fn rules_are_turned_off_and_on() {
    let folder = Folder::new(&feed(1, 1));
    folder.write("sofi.toml", "[severity]\nSES02 = 'off'\n");
    assert_eq!(folder.check(&[]).code, CLEAN);
    // What the command selects by its code, it wants.
    assert_eq!(folder.check(&["--select", "SES02"]).code, FINDINGS);
    folder.write("sofi.toml", "ignore = ['SES02']\n");
    assert_eq!(folder.check(&[]).code, CLEAN);
    assert_eq!(folder.check(&["--ignore", "LHE"]).code, FINDINGS, "the option replaces the key");
}

#[test]
fn the_language_is_that_of_the_file() {
    let folder = Folder::new(&feed(1, 0));
    folder.write("sofi.toml", "lang = 'en'\n");
    assert!(folder.check(&[]).out.starts_with("No error"));
    assert!(folder.check(&["--lang", "fr"]).out.starts_with("Aucune erreur"));
}

#[test]
fn a_wrong_file_stops_everything() {
    let folder = Folder::new(&feed(1, 0));
    folder.write("sofi.toml", "profil = 'lheo'\n");
    let answer = folder.check(&[]);
    assert_eq!((answer.code, answer.out.as_str()), (FAILURE, ""));
    let expected = "sofi.toml:1:1 : clé inconnue : « profil » ; clé la plus proche : profile\n";
    assert!(answer.err.starts_with("sofi : ") && answer.err.ends_with(expected), "{}", answer.err);
    assert_eq!(answer.err.lines().count(), 1);
    let answer = folder.check(&["--lang", "en"]);
    assert!(answer.err.contains("unknown key: \"profil\"; nearest one: profile"), "{}", answer.err);
    let answer = folder.check(&["--config", &folder.path("none.toml")]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("none.toml : fichier ou dossier introuvable"), "{}", answer.err);
}

#[test]
fn registers_are_told_and_rules_need_them() {
    let folder = Folder::new(&feed(1, 0));
    folder.write("reg/cpf-2026-11-22.csv", "code\n97049\n");
    folder.write("sofi.toml", "[registers]\ncpf = 'reg/cpf-2026-11-22.csv'\n");
    let answer = folder.check(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let register = &report["registers"][0];
    assert_eq!((register["kind"].as_str(), register["date"].as_str()), (Some("cpf"), Some("2026-11-22")));
    assert!(register["path"].as_str().unwrap().ends_with("reg/cpf-2026-11-22.csv"));
    let given = format!("cpf={}", folder.path("reg/cpf-2026-11-22.csv"));
    folder.write("cpf-2026-11-23.csv", "code\n97050\n");
    let other = format!("cpf={}", folder.path("cpf-2026-11-23.csv"));
    let dates = |options: &[&str]| {
        let answer = folder.check(&[&["--format", "json"], options].concat());
        let report: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        let list = report["registers"].as_array().unwrap().clone();
        list.iter().map(|register| register["date"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // The command names this kind: its files replace that of the configuration.
    assert_eq!(dates(&["--register", &other]), ["2026-11-23"]);
    assert_eq!(dates(&["--register", &other, "--register", &given]), ["2026-11-23", "2026-11-22"]);
}

#[test]
fn registers_that_cannot_be_read_stop_everything() {
    let folder = Folder::new(&feed(1, 0));
    let wrong = folder.write("wrong.csv", "code;nom\n1;2\n");
    let wrong = format!("sirene={}", wrong.display());
    for (given, expected) in [
        ("cpf", "--register attend GENRE=FICHIER, comme cpf=cpf.csv, et non « cpf »"),
        ("cpg=x.csv", "« cpg » n'est pas un genre de registre ; vouliez-vous écrire cpf ?"),
        ("cpf=none.csv", "impossible de lire le registre cpf, none.csv : fichier ou dossier introuvable"),
        (
            &wrong,
            "wrong.csv:1 : ce n'est pas un registre sirene : il y manque siret, etatAdministratifEtablissement",
        ),
    ] {
        let answer = folder.check(&["--register", given]);
        assert_eq!((answer.code, answer.out.as_str()), (FAILURE, ""), "{given}");
        assert!(answer.err.contains(expected), "{}", answer.err);
        assert_eq!(answer.err.lines().count(), 1, "{}", answer.err);
    }
}

#[test]
fn a_perimeter_is_told_and_turns_its_rules_on() {
    let folder = Folder::new(&feed(1, 0));
    assert!(!folder.check(&[]).out.contains("PER03"));
    let answer = folder.check(&["--perimeter", "bretagne"]);
    assert!(answer.out.contains("PER03") && answer.out.contains("périmètre Bretagne"), "{}", answer.out);
    let answer = folder.check(&["--perimeter", "53", "--ignore", "PER"]);
    assert!(answer.out.starts_with("Aucune erreur : ") && answer.out.contains("périmètre Bretagne"));
    let answer = folder.check(&["--profile", "pays-de-la-loire"]);
    assert!(answer.out.contains("profil pays-de-la-loire, périmètre Pays de la Loire"), "{}", answer.out);
    let answer = folder.check(&["--perimeter", "21"]);
    assert_eq!(answer.code, FAILURE);
    assert!(
        answer.err.starts_with("sofi : --perimeter : « 21 » n'est ni le nom ni le code Insee"),
        "{}",
        answer.err
    );
    folder.write("sofi.toml", "perimeter = { region = '53', lieu-en-region = false }\n");
    assert!(folder.check(&[]).out.contains("périmètre Bretagne"));
}

#[test]
fn what_is_required_must_be_evaluated() {
    let folder = Folder::new(&feed(1, 0));
    assert_eq!(folder.check(&["--require", "SES02"]).code, CLEAN);
    let answer = folder.check(&["--require", "SES02", "--ignore", "SES"]);
    assert_eq!(answer.code, FINDINGS);
    assert_eq!(
        answer.err,
        "sofi : règles exigées par --require et non évaluées : SES02 (désactivée, profil lheo, niveau full)\n"
    );
    assert!(answer.out.starts_with("Aucune erreur"), "the report is there all the same");
    assert_eq!(folder.check(&["--require", "SES02,LHE03", "--level", "strict"]).code, FINDINGS);
    assert_eq!(folder.check(&["--require", "LHE03", "--level", "strict"]).code, CLEAN);
    // For want of a perimeter.
    let answer = folder.check(&["--select", "PER03", "--require", "PER03", "--lang", "en"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(answer.err.contains("PER03 (no perimeter)"), "{}", answer.err);
    let answer = folder.check(&["--select", "PER03", "--require", "PER03", "--perimeter", "52"]);
    assert_eq!(answer.code, CLEAN, "{}", answer.err);
    assert_eq!(folder.check(&["--require", "LHE"]).code, FAILURE, "the start of a code is no rule");
    folder.write("sofi.toml", "require = ['SES02']\nignore = ['SES02']\n");
    assert_eq!(folder.check(&[]).code, FINDINGS);
}

#[test]
fn a_share_of_errors_is_tolerated() {
    let folder = Folder::new(&feed(40, 2));
    assert_eq!(folder.check(&[]).code, FINDINGS);
    let answer = folder.check(&["--max-error-rate", "5%"]);
    assert_eq!(answer.code, CLEAN, "{}", answer.out);
    assert!(
        answer.out.ends_with(
            "Taux d'erreur : 2 formations sur 40 en erreur (5 %), dans la limite de 5 % : toléré\n"
        ),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("erreur[SES02"), "the report is unchanged");
    let answer = folder.check(&["--max-error-rate", "0.04", "--lang", "en", "--format", "concise"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(
        answer.out.ends_with("2 formations out of 40 in error (5%), above the limit of 4%\n"),
        "{}",
        answer.out
    );
    // Counts are exact past what is kept.
    let answer = folder.check(&["--max-error-rate", "2.5%", "--max-findings", "1"]);
    assert!(answer.out.contains("2 formations sur 40 en erreur (5 %)"), "{}", answer.out);
    for wrong in ["5", "150%", "un"] {
        let answer = folder.check(&["--max-error-rate", wrong]);
        assert_eq!(answer.code, FAILURE);
        assert!(
            answer.err.contains("n'est pas une part entre 0 et 100 %, comme 5% ou 0.05"),
            "{}",
            answer.err
        );
    }
}

#[test]
fn what_is_wrong_with_the_file_itself_is_never_tolerated() {
    let whole = feed(4, 0);
    let folder = Folder::new(&whole[..whole.len() - 12]);
    let answer = folder.check(&["--max-error-rate", "100%"]);
    assert_eq!(answer.code, FINDINGS);
    assert!(answer.out.contains("sur le fichier lui-même"), "{}", answer.out);
}

#[test]
fn the_standard_input_takes_the_file_that_is_named() {
    let folder = Folder::new("");
    let config = folder.write("mine.toml", "profile = 'offre-info'\n");
    let args = ["check", "-", "--config", config.to_str().unwrap()];
    let answer = sofi_with(&args, feed(1, 0).as_bytes(), |_| ());
    assert!(answer.out.contains("profil offre-info"), "{}", answer.out);
}

#[test]
fn nothing_of_this_repository_is_configured() {
    assert!(
        !Path::new(env!("CARGO_MANIFEST_DIR")).join("../sofi.toml").exists(),
        "it would change the tests"
    );
}
