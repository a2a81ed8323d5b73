//! Feeds without personal data: the same faults, and nothing of anybody.

use std::{collections::BTreeSet, fs};

use chrono::NaiveDate;
use sofi_core::Level;
use sofi_lheo::{Anonymiser, Checker, Dialect, generate::Generator};
use sofi_tests::{Random, base, shared, sofi};

fn anonymised(document: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    Anonymiser::default()
        .anonymise_slice("feed.xml", document)
        .expect("a document")
        .write(&mut out)
        .expect("memory");
    out
}

/// Codes and paths of all findings.
fn findings(document: &[u8]) -> Vec<String> {
    let checker = Checker::new(Level::Full).as_of(NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day"));
    let report = checker.check_slice("feed.xml", document);
    let mut found: Vec<String> =
        report.findings().map(|(_, it)| format!("{} {}", it.rule.code, it.place.path)).collect();
    found.sort();
    found
}

/// Names of people, mails and telephone numbers of a text.
fn personal(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let values = |name: &str| {
        let expression = format!("<{name}(?: [^>]*)?>(?:<!\\[CDATA\\[)?([^<]+)");
        let expression = regex::Regex::new(&expression).expect("an expression");
        let values: Vec<String> =
            expression.captures_iter(text).map(|found| found[1].trim().to_owned()).collect();
        values
    };
    found.extend(values("courriel").into_iter().filter(|mail| mail.contains('@')));
    // Short numbers are those of services.
    let digits = |text: &String| text.bytes().filter(u8::is_ascii_digit).count();
    found.extend(values("numtel").into_iter().filter(|number| digits(number) > 6));
    let people = regex::Regex::new("<nom>([^<]+)</nom>\\s*<prenom>[^<]+</prenom>").expect("an expression");
    found.extend(people.captures_iter(text).map(|found| found[1].trim().to_owned()));
    // Documents made of examples write one word everywhere.
    found.retain(|value| {
        value.chars().count() > 3 && value != "Exemple" && !sofi_core::rules::is_filler(value)
    });
    found
}

fn is_kept_and_clean(name: &str, document: &[u8]) {
    let out = anonymised(document);
    assert_eq!(findings(&out), findings(document), "{name}");
    let text = String::from_utf8_lossy(document);
    let new = String::from_utf8_lossy(&out);
    for value in personal(&text) {
        assert!(!new.contains(&value), "{name}: {value}");
    }
    assert_eq!(anonymised(document), out, "{name}");
}

const EXTRAS: &str = "<extras info=\"formation\"><extra info=\"nom-contact\">Durand</extra><extra info=\"divers\">Appelez Mme Durand au 06 12 34 56 78</extra></extras>";

#[test]
fn what_names_somebody_is_gone_and_the_rest_stays() {
    let feed = base("lheo-2.3.xml")
        .replace("<offres>", "<!-- Jean Martin, 0611223344 --><?outil mail=jean@martin.fr?><offres>")
        .replace("<nom>Le Goff", "<nom><![CDATA[Le Goff]]>")
        .replace(
            "Lecture du bâti",
            "Écrire à Annie LE GOFF (annie@goff.fr, 02.40.20.30.40)&#x21; Lecture du bâti",
        )
        .replace("<raison-sociale>CHAUX ET PIERRE", "<raison-sociale>LE GOFF")
        .replace(
            "</organisme-formation-responsable>\n",
            &format!("</organisme-formation-responsable>\n{EXTRAS}\n"),
        );
    let text = String::from_utf8(anonymised(feed.as_bytes())).expect("UTF-8");
    for gone in [
        "Goff",
        "GOFF",
        "annie",
        "Annie<",
        "Martin",
        "martin",
        "0611223344",
        "40.20.30",
        "0240203040",
        "chaux-et-pierre.fr",
        "12 rue des Halles",
        "Durand",
        "34 56 78",
    ] {
        assert!(!text.contains(gone), "{gone}\n{text}");
    }
    for kept in [
        "81462226200032",
        "52440363444",
        "Chaux et Pierre",
        "<ville>Nantes<",
        "44109",
        "21_123456",
        "Diagnostiquer et restaurer",
        "<!-- ",
        "<?outil ",
        "<![CDATA[",
        "<extra info=\"nom-contact\">",
        "rue des",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    is_kept_and_clean("base", feed.as_bytes());
}

#[test]
fn generated_feeds_keep_their_verdicts() {
    for dialect in Dialect::ALL {
        let feed = Generator::new(dialect, 3).formations(20).to_vec();
        // Their people are made up, and their numbers of the very ranges that stand-ins are made of.
        assert_eq!(findings(&anonymised(&feed)), findings(&feed), "{}", dialect.as_str());
    }
}

#[test]
fn damaged_feeds_keep_their_faults_and_lose_their_names() {
    let bases = ["lheo-2.3.xml", "edof.xml"].map(base);
    let mut random = Random::new(5);
    for round in 0..1000 {
        let text = &bases[round % 2];
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=random.below(4) {
            let at = random.below(chars.len());
            match random.below(5) {
                0 => drop(chars.remove(at)),
                1 => chars.insert(at, *random.pick(&['&', '<', '>', '"', ' ', 'é', '0', 'x'])),
                2 => chars.truncate(at.max(200)),
                3 => {
                    let line: Vec<char> = "&eacute; ".chars().collect();
                    chars.splice(at..at, line);
                }
                _ => {
                    let to = (at + random.below(30)).min(chars.len());
                    chars.drain(at..to);
                }
            }
        }
        let document: String = chars.into_iter().collect();
        let out = anonymised(document.as_bytes());
        let new = String::from_utf8_lossy(&out);
        for gone in ["Le Goff", "accueil@chaux", "0240203040"] {
            assert!(!new.contains(gone), "{round}: {gone}\n{document}\n\n{new}");
        }
        assert_eq!(findings(&out), findings(document.as_bytes()), "{round}\n{document}\n\n{new}");
    }
}

#[test]
fn other_encodings_are_kept() {
    let feed = base("lheo-2.3.xml").replace("Annie", "Aïné");
    let latin: Vec<u8> = feed.replace("UTF-8", "ISO-8859-1").chars().map(|c| c as u8).collect();
    is_kept_and_clean("Latin-1", &latin);
    let wide: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(feed.replace("UTF-8", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let out = anonymised(&wide);
    assert_eq!(findings(&out), findings(&wide));
    let units: Vec<u16> = out.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&units).expect("UTF-16");
    assert!(!text.contains("Le Goff") && text.contains("Chaux et Pierre"));
}

#[test]
fn real_documents_keep_their_faults_and_lose_their_names() {
    let Some(shared) = shared() else { return };
    for folder in ["samples", "lheo/fixtures"] {
        for entry in fs::read_dir(shared.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "xml") {
                is_kept_and_clean(&path.display().to_string(), &fs::read(&path).expect("a document"));
            }
        }
    }
}

#[test]
fn the_command_writes_a_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, copy) = (folder.path().join("flux.xml"), folder.path().join("copie.xml.gz"));
    fs::write(&path, base("lheo-2.3.xml")).expect("written");
    let [path, copy] = [&path, &copy].map(|path| path.to_str().expect("a name"));
    let answer = sofi(&["anonymise", path, "-o", copy]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
    assert_eq!(sofi(&["check", copy]).code, sofi(&["check", path]).code);
    let answer = sofi(&["anonymise", path, "-o", "-"]);
    assert!(answer.out.contains("<ville>Nantes") && !answer.out.contains("Goff"));
}
