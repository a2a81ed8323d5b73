//! Generated feeds are valid, complete, reproducible, and made without growing in memory.

use std::collections::BTreeSet;
use std::io;

use sofi_core::{Lang, Level};
use sofi_lheo::generate::{Fault, Generator, Seeded};
use sofi_lheo::{Checker, Content, Dialect, Element};

/// Nothing is found, at any of these levels, in any dialect; but that 2.0 and 2.1 are reconstructions.
#[test]
fn nothing_is_found() {
    for dialect in Dialect::ALL {
        for seed in [0, 1, 7, 42, 2_026, u64::MAX] {
            let feed = Generator::new(dialect, seed).formations(60).to_vec();
            for level in [Level::Xsd, Level::Strict] {
                let report = Checker::new(level).check_slice("feed.xml", &feed);
                let file = &report.files[0];
                let found: Vec<String> = file
                    .findings
                    .iter()
                    .filter(|finding| finding.rule.code != "LHE65")
                    .map(|finding| format!("{} {}", finding.place.line, finding.message(Lang::Fr)))
                    .collect();
                assert!(found.is_empty(), "{dialect} seed {seed} at {level}: {found:#?}");
                assert_eq!(file.formations, 60);
                assert!(file.actions >= 60 && file.sessions >= file.actions);
            }
        }
    }
}

/// Every element that a feed of offers may hold occurs.
#[test]
fn every_element_occurs() {
    for dialect in Dialect::ALL {
        let feed = Generator::new(dialect, 42).formations(400).to_vec();
        let feed = String::from_utf8_lossy(&feed);
        let seen: BTreeSet<&str> = feed
            .split('<')
            .filter_map(|tag| tag.split([' ', '>']).next())
            .filter(|name| !name.is_empty())
            .collect();
        let missing: Vec<&str> = reachable(dialect).difference(&seen).copied().collect();
        assert!(missing.is_empty(), "{dialect}: {missing:?}");
    }
}

/// The names of the elements that one meets from `lheo` down.
fn reachable(dialect: Dialect) -> BTreeSet<&'static str> {
    let schema = dialect.schema();
    let mut names = BTreeSet::new();
    let mut waiting = vec![Element::from_name("lheo").unwrap()];
    while let Some(element) = waiting.pop() {
        if names.insert(element.name())
            && let Content::Sequence(of) | Content::Choice { of, .. } =
                schema.element(element).unwrap().content
        {
            waiting.extend(of.iter().map(|particle| particle.element));
        }
    }
    names
}

#[test]
fn a_longer_feed_starts_with_a_shorter_one() {
    for dialect in Dialect::ALL {
        let short = Generator::new(dialect, 5).formations(3).to_vec();
        let long = Generator::new(dialect, 5).formations(9).to_vec();
        let end = short.windows(13).rposition(|window| window == b"</formation>\n").unwrap();
        assert_eq!(short[..end], long[..end], "{dialect}");
        assert_eq!(short, Generator::new(dialect, 5).formations(3).to_vec());
        assert_ne!(short, Generator::new(dialect, 6).formations(3).to_vec());
    }
}

/// A sink that forgets, and remembers how much it was handed at most.
#[derive(Default)]
struct Meter {
    total: usize,
    most: usize,
}

impl io::Write for Meter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.total += bytes.len();
        self.most = self.most.max(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn one_formation_is_in_memory_at_a_time() {
    for dialect in Dialect::ALL {
        let meter = |formations| {
            let mut meter = Meter::default();
            Generator::new(dialect, 3).formations(formations).write(&mut meter).unwrap();
            meter
        };
        let (few, many) = (meter(300), meter(3_000));
        assert!(many.most < 64 * 1024, "{dialect}: {} bytes at once", many.most);
        let (of_few, of_many) = (few.total / 300, many.total / 3_000);
        assert!(of_many.abs_diff(of_few) * 10 < of_few, "{dialect}: {of_few} then {of_many} a formation");
        assert!((7_000..16_000).contains(&of_many), "{dialect}: {of_many} bytes a formation");
    }
}

/// The texts of an element, in the order of the feed.
fn texts<'a>(feed: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    feed.split(open.as_str()).skip(1).filter_map(|rest| rest.split(close.as_str()).next()).collect()
}

fn luhn(number: &str) -> bool {
    let digits = number.chars().rev().map(|digit| digit.to_digit(10).unwrap());
    let sum: u32 = digits
        .enumerate()
        .map(|(rank, digit)| if rank % 2 == 1 { 2 * digit % 10 + digit / 5 } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

/// What the domain asks for, and no schema says.
#[test]
fn values_agree_with_each_other() {
    let feed = Generator::new(Dialect::Lheo23, 9).formations(300).to_vec();
    let feed = String::from_utf8(feed).unwrap();
    for siret in texts(&feed, "SIRET") {
        assert!(luhn(siret) && luhn(&siret[..9]), "{siret}");
    }
    for periode in texts(&feed, "periode").iter().chain(&texts(&feed, "date-information")) {
        let dates = [texts(periode, "debut"), texts(periode, "fin"), texts(periode, "date")].concat();
        assert!(dates.is_sorted(), "{dates:?}");
    }
    for adresse in texts(&feed, "adresse") {
        let one = |name| texts(adresse, name)[0];
        assert_eq!(one("departement"), &one("codepostal")[..2]);
        assert_eq!(one("departement"), &one("code-INSEE-commune")[..2]);
    }
    for organisme in feed.split("<organisme-formation-responsable").skip(1) {
        let (nda, region) = (texts(organisme, "numero-activite")[0], texts(organisme, "region")[0]);
        let departement = texts(organisme, "departement")[0];
        assert_eq!((&nda[..2], &nda[2..4], &nda[9..]), (region, departement, departement));
    }
    for action in feed.split("<action ").skip(1) {
        let hours = |name| texts(action, name)[0].parse::<u32>().unwrap();
        let parts = hours("nombre-heures-centre") + hours("nombre-heures-entreprise");
        assert_eq!(hours("nombre-heures-total"), parts);
        let seen = texts(action, "conventionnement")[0] == "1";
        assert!(!seen || action.contains("<code-financeur>2<"), "public money, and nobody to pay");
    }
    let numbers: Vec<&str> =
        feed.split("<session numero=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(
        numbers.len(),
        numbers.iter().collect::<BTreeSet<_>>().len(),
        "numbers of sessions are unique"
    );
}

/// Whatever the reference date, dates keep their shape.
#[test]
fn any_reference_date_will_do() {
    for date in [chrono::NaiveDate::MIN, chrono::NaiveDate::MAX] {
        let feed = Generator::new(Dialect::Lheo23, 1).reference(date).formations(20).to_vec();
        assert!(Checker::new(Level::Strict).check_slice("feed.xml", &feed).files[0].findings.is_empty());
    }
}

/// EDOF is written in the encoding that it declares, and is the catalogue of one organisation.
#[test]
fn edof_is_latin1_and_of_one_siret() {
    let feed = Generator::new(Dialect::Edof, 11).formations(50).to_vec();
    assert!(std::str::from_utf8(&feed).is_err(), "accents are single bytes");
    assert!(feed.contains(&0xe9), "é");
    let text: String = feed.iter().map(|byte| char::from(*byte)).collect();
    let sirets: BTreeSet<&str> =
        text.split("<SIRET>").skip(1).filter_map(|rest| rest.split("</SIRET>").next()).collect();
    assert_eq!(sirets.len(), 1, "{sirets:?}");
    assert!(
        !text.contains('\u{81}') && !text.contains('?') || text.matches('?').count() == 2,
        "nothing lost"
    );
}

/// Findings as `code path`.
fn findings(feed: &[u8]) -> Vec<String> {
    let checker = Checker::new(Level::Full).as_of(Generator::REFERENCE);
    let report = checker.check_slice("feed.xml", feed);
    report.findings().map(|(_, finding)| format!("{} {}", finding.rule.code, finding.place.path)).collect()
}

/// The formation that a line of the above is about, with its number.
fn formation_of(line: &str) -> Option<&str> {
    let from = line.find("/formation[")?;
    line[from..].split(']').next()
}

/// One fault is one finding, with the code and at the place that are told; the rest of the feed is what it was.
#[test]
fn each_seeded_fault_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for dialect in Dialect::ALL {
        let mut names = BTreeSet::new();
        for seed in [1, 42] {
            let generator = Generator::new(dialect, seed).formations(160);
            let (clean, mut faulty, mut seeded) = (findings(&generator.to_vec()), Vec::new(), Vec::new());
            let faults = generator.faults(1.0);
            let tell = |fault| {
                seeded.push(fault);
                Ok(())
            };
            faults.write_telling(&mut faulty, tell).unwrap();
            assert_eq!(seeded.len(), 160, "{dialect}: a fault in each");
            let found = findings(&faulty);
            for fault in &seeded {
                names.insert(fault.fault.name);
                let wanted = format!("{} {}", fault.fault.code, fault.path);
                let number = formation_of(&wanted);
                let about = |lines: &[String]| -> Vec<String> {
                    let is_so = |line: &&String| formation_of(line) == number;
                    lines.iter().filter(is_so).cloned().collect()
                };
                let (before, mut after) = (about(&clean), about(&found));
                if let Some(place) = after.iter().position(|line| *line == wanted) {
                    after.remove(place);
                    after.retain(|line| !before.contains(line));
                } else {
                    after.push("not found".to_owned());
                }
                if !after.is_empty() {
                    wrong.push(format!("{dialect} {seed}: {} {wanted}: {after:?}", fault.fault.name));
                }
            }
        }
        for fault in Fault::ALL {
            // Some faults are of dialects that ask for attributes.
            let is_asked = match fault.name {
                "attribut-manquant" => dialect == Dialect::Edof,
                "ref-manquant" => matches!(dialect, Dialect::Lheo22 | Dialect::Lheo23),
                _ => true,
            };
            assert_eq!(names.contains(fault.name), is_asked, "{dialect}: {}", fault.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Formations have their faults whatever the others have, and no more of them than was asked.
#[test]
fn faults_are_as_many_as_asked_and_reproducible() {
    let made = |formations, rate| {
        let (mut feed, mut seeded) = (Vec::new(), Vec::new());
        let generator = Generator::new(Dialect::Lheo23, 8).formations(formations).faults(rate);
        let tell = |fault: Seeded| {
            seeded.push(fault.path);
            Ok(())
        };
        generator.write_telling(&mut feed, tell).unwrap();
        assert!(feed == generator.to_vec());
        (feed, seeded)
    };
    let (feed, none) = made(200, 0.0);
    assert_eq!(none, Vec::<String>::new());
    assert!(feed == Generator::new(Dialect::Lheo23, 8).formations(200).to_vec());
    let few = made(400, 0.05).1;
    assert!((8..=36).contains(&few.len()), "{}", few.len());
    assert!(made(800, 0.05).1.starts_with(&few));
}
