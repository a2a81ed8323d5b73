//! What a `sofi.toml` says, what is wrong in it, and its schema.

use std::{fs, path::Path};

use serde_json::Value;
use sofi_core::{ExceptionPerimetre, Lang, Level, ModeTitularite, Profile, Region, RegistreKind, Severity};

use sofi_lheo::convert::Defaults;

use super::read::{KEYS, PERIMETER_KEYS, parse};
use crate::{
    args::{FAIL_ON, FailOn, LANGS, LEVELS, OWNERSHIPS, PROFILES},
    output::Stop,
};

fn wrong(text: &str, lang: Lang) -> String {
    let Stop::Said(sentence, _) = parse(Path::new("d/sofi.toml"), text, lang).unwrap_err();
    sentence.replace('\u{a0}', " ").replace('’', "'")
}

#[test]
fn everything_is_read() {
    let text = r#"
        profile = "offre-info"
        level = "strict"
        perimeter = { region = "pays-de-la-loire", siret-en-region = false, exceptions = ["cpf"] }
        certification = "strict"
        lang = "en"
        fail-on = "warning"
        select = ["LHE", "siret-cle-fausse"]
        ignore = ["lhe80"]
        require = ["SES02"]
        max-error-rate = 0.05
        max-findings = 1_000
        [severity]
        SES02 = "info"
        siret-cle-fausse = "off"
        [registers]
        cpf = "cpf.csv"
        certifications = ["a.zip", "/b.xml"]
        [defaults.lheo]
        nom-organisme = "Dawan"
        [defaults.edof.contact]
        nom = "Accueil"
    "#;
    let config = parse(Path::new("d/sofi.toml"), text, Lang::Fr).unwrap();
    assert_eq!((config.profile, config.level), (Some(Profile::OffreInfo), Some(Level::Strict)));
    let perimeter = config.perimeter.unwrap();
    assert_eq!((perimeter.region, perimeter.siret_en_region), (Region::PaysDeLaLoire, false));
    assert_eq!(perimeter.exceptions, [ExceptionPerimetre::Cpf]);
    assert_eq!(config.certification, Some(ModeTitularite::Strict));
    assert_eq!(config.defaults.get("lheo.nom-organisme"), Some("Dawan"));
    assert_eq!(config.defaults.get("edof.contact.nom"), Some("Accueil"));
    assert_eq!(config.defaults.get("edof.contact.prenom"), None);
    assert_eq!((config.lang, config.fail_on), (Some(Lang::En), Some(FailOn::Warning)));
    assert_eq!((config.select, config.ignore), (vec!["LHE".into(), "SIR03".into()], vec!["LHE80".into()]));
    assert_eq!(config.require[0].code, "SES02");
    assert_eq!(config.max_error_rate, "5%".parse().ok());
    assert_eq!(config.max_findings, Some(1000));
    let severities: Vec<_> = config.severity.iter().map(|(rule, to)| (rule.code, *to)).collect();
    assert_eq!(severities, [("SES02", Some(Severity::Info)), ("SIR03", None)]);
    let registers: Vec<_> =
        config.registers.iter().map(|(kind, path)| (*kind, path.to_str().unwrap())).collect();
    assert_eq!(
        registers,
        [
            (RegistreKind::Cpf, "d/cpf.csv"),
            (RegistreKind::Certifications, "d/a.zip"),
            (RegistreKind::Certifications, "/b.xml")
        ]
    );
}

#[test]
fn an_empty_file_says_nothing() {
    let config = parse(Path::new("sofi.toml"), "\u{feff}# rien\n", Lang::Fr).unwrap();
    assert!(config.profile.is_none() && config.select.is_empty() && config.registers.is_empty());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, expected) in [
        ("profil = 'lheo'", "d/sofi.toml:1:1 : clé inconnue : « profil » ; clé la plus proche : profile"),
        (
            "\n  max_error_rate = 1",
            ":2:3 : clé inconnue : « max_error_rate » ; clé la plus proche : max-error-rate",
        ),
        ("colour = 1", "clé inconnue : « colour » ; clés possibles : profile, level, perimeter"),
        (
            "level = 'deep'",
            ":1:9 : level : « deep » n'est pas une valeur possible ; valeurs possibles : xsd, strict, full",
        ),
        ("level = 1", ":1:9 : level attend un texte entre guillemets"),
        ("select = 'LHE'", ":1:10 : select attend une liste de textes, entre crochets"),
        ("select = ['LHE', 3]", ":1:18 : select attend une liste de textes"),
        ("ignore = ['LHE03',\n 'LHZ04']", ":2:2 : « LHZ04 » n'est pas une règle ; règles proches : LHE04"),
        ("require = ['LHE']", "« LHE » n'est pas une règle"),
        ("[severity]\nSES02 = 'fatal'", ":2:9 : SES02 : « fatal » n'est pas une valeur possible"),
        ("[severity]\nSES2 = 'off'", ":2:1 : « SES2 » n'est pas une règle"),
        (
            "severity = 'off'",
            "severity est une table : écrivez [severity], puis une ligne pour chaque valeur",
        ),
        ("[registers]\nsiren = 'x'", ":2:1 : clé inconnue : « siren » ; clé la plus proche : sirene"),
        ("[registers]\ncpf = 3", ":2:7 : cpf attend un texte, ou une liste de textes"),
        ("max-error-rate = 5", "max-error-rate attend une part entre 0 et 100 %"),
        ("max-findings = -1", "max-findings attend un nombre entier positif"),
        ("perimeter = '21'", ":1:13 : perimeter : « 21 » n'est ni le nom ni le code Insee d'une région"),
        ("[perimeter]\nlieu-en-region = true", "il manque region"),
        ("[perimeter]\nregion = '52'\nlieu-en-region = 1", ":3:18 : lieu-en-region attend true ou false"),
        ("[perimeter]\nregion = '52'\nlieu = true", "clé la plus proche : lieu-en-region"),
        (
            "perimeter = { region = '52', exceptions = ['cfp'] }",
            "« cfp » n'est pas une exception ; exceptions connues : cpf",
        ),
        ("[defaults.lheo]\nnom = 'x'", "clé inconnue : « nom »"),
        ("[defaults.lheo]\nville = 1", "ville attend un texte"),
        ("certification = 'usuel'", "valeurs possibles : usual, strict"),
        ("level =", ":1:8 : ce n'est pas du TOML : une valeur manque, ou un texte sans guillemets"),
        ("level = 'xsd'\nlevel = 'xsd'", "cette clé est donnée deux fois"),
        ("défaut = 1", "ce n'est pas du TOML"),
    ] {
        let sentence = wrong(text, Lang::Fr);
        assert!(sentence.contains(expected), "{text}\n{sentence}");
        assert!(!wrong(text, Lang::En).contains('«'), "{text}");
    }
}

/// The keys of a table of the schema, those of the tables in it with their paths.
fn leaves(schema: &Value, path: &str, found: &mut Vec<String>) {
    for (key, value) in schema["properties"].as_object().unwrap() {
        let path = format!("{path}{key}");
        if value["type"] == "object" {
            leaves(value, &(path + "."), found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

/// The schema that editors read, and the keys that sofi reads, are the same.
#[test]
fn the_schema_has_the_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/sofi.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let keys = |schema: &Value| {
        let mut keys: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let sorted = |known: &[&str]| {
        let mut known: Vec<_> = known.iter().map(|key| (*key).to_owned()).collect();
        known.sort();
        known
    };
    let properties = &schema["properties"];
    assert_eq!(keys(&schema), sorted(KEYS));
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(keys(&properties["perimeter"]["anyOf"][1]), sorted(PERIMETER_KEYS));
    let kinds: Vec<_> = RegistreKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(keys(&properties["registers"]), sorted(&kinds));
    let exceptions: Vec<_> = ExceptionPerimetre::ALL.iter().map(|it| it.as_str()).collect();
    let listed = &properties["perimeter"]["anyOf"][1]["properties"]["exceptions"]["items"]["enum"];
    assert_eq!(*listed, serde_json::json!(exceptions));
    for (key, words) in [
        ("profile", PROFILES),
        ("level", LEVELS),
        ("lang", LANGS),
        ("fail-on", FAIL_ON),
        ("certification", OWNERSHIPS),
    ] {
        assert_eq!(properties[key]["enum"], serde_json::json!(words), "{key}");
    }
    let mut defaults = Vec::new();
    leaves(&properties["defaults"], "", &mut defaults);
    let known: Vec<_> = Defaults::KEYS.iter().map(|known| known.key).collect();
    assert_eq!(defaults, sorted(&known));
    let severities = serde_json::json!(["error", "warning", "info", "off"]);
    assert_eq!(properties["severity"]["additionalProperties"]["enum"], severities);
    // Every key has a description, and an example that sofi reads.
    for key in KEYS {
        assert!(properties[key]["description"].is_string(), "{key}");
        let example = &properties[key]["examples"][0];
        let text = if let Value::Object(table) = example {
            let line = |(key, value): (&String, &Value)| match value {
                Value::Object(inner) => {
                    let pairs: Vec<_> = inner.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                    format!("{key} = {{ {} }}", pairs.join(", "))
                }
                plain => format!("{key} = {plain}"),
            };
            let lines: Vec<_> = table.iter().map(line).collect();
            format!("[{key}]\n{}", lines.join("\n"))
        } else {
            format!("{key} = {example}")
        };
        parse(Path::new("sofi.toml"), &text, Lang::Fr).unwrap_or_else(|stop| panic!("{text}: {stop:?}"));
    }
}

/// The page shows what sofi reads.
#[test]
fn the_documentation_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let page = fs::read_to_string(path).unwrap();
    let sample = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    parse(Path::new("sofi.toml"), sample, Lang::Fr).unwrap_or_else(|stop| panic!("{stop:?}"));
    for key in KEYS {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}
