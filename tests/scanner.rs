//! The scanner changes nothing but the time it takes: reports are the same with it and without, over documents that are right
//! and over mutants of them.

use std::fs;

use chrono::NaiveDate;
use sofi_core::Level;
use sofi_lheo::{Checker, Dialect, Reader, generate::Generator};
use sofi_tests::{Node, Random, mutants::mutate, shared};

/// Compares what is said of a document at every level.
fn compare(what: &str, document: &[u8]) {
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    for level in Level::ALL {
        let checker = Checker::new(*level).as_of(as_of);
        let fast = checker.check_slice("feed.xml", document);
        let shared = checker.clone().jobs(3).check_slice("feed.xml", document);
        assert!(format!("{fast:?}") == format!("{shared:?}"), "{what}, level {level:?}, three jobs");
        let slow = checker.scanning(false).check_slice("feed.xml", document);
        if format!("{fast:?}") != format!("{slow:?}") {
            let lines = |report: &sofi_core::Report| {
                report.findings().map(|(_, finding)| format!("{finding:?}")).collect::<Vec<_>>().join("\n")
            };
            panic!(
                "{what}, level {level:?}:\n--- with the scanner\n{}\n--- without\n{}\n{fast:.0?}\n{slow:.0?}",
                lines(&fast),
                lines(&slow)
            );
        }
    }
}

/// Documents that are right, or nearly: generated, built from the tables, and real ones where the reference material is at hand.
fn documents() -> Vec<(String, Vec<u8>)> {
    let mut documents = Vec::new();
    for dialect in Dialect::ALL {
        for seed in 0..3 {
            let feed = Generator::new(dialect, seed).formations(4).to_vec();
            documents.push((format!("generated {dialect} {seed}"), feed));
        }
        for full in [false, true] {
            let document = Node::document(dialect, full).to_xml();
            documents.push((format!("built {dialect} {full}"), document.into_bytes()));
        }
    }
    for folder in ["samples", "lheo/fixtures"] {
        let Some(shared) = shared() else { break };
        let mut paths: Vec<_> = fs::read_dir(shared.join(folder))
            .expect("a folder of documents")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
            .collect();
        paths.sort();
        for path in paths {
            documents.push((path.display().to_string(), fs::read(&path).expect("a document")));
        }
    }
    documents
}

#[test]
fn right_documents_have_the_same_report() {
    for (name, document) in documents() {
        compare(&name, &document);
    }
}

#[test]
fn records_cut_by_windows_have_the_same_report() {
    for (dialect, seed) in [(Dialect::Lheo23, 7), (Dialect::Edof, 8)] {
        let feed = Generator::new(dialect, seed).formations(60).to_vec();
        compare("a feed of several windows", &feed);
        let mut rng = Random::new(seed);
        for i in 0..4 {
            let mut mutant = feed.clone();
            for _ in 0..5 {
                mutant = mutate(&mutant, &mut rng);
            }
            compare(&format!("mutant {i} of a feed of several windows"), &mutant);
        }
    }
}

#[test]
fn other_forms_have_the_same_report() {
    let feed = String::from_utf8(Generator::new(Dialect::Lheo23, 5).formations(3).to_vec()).expect("UTF-8");
    let prefixed = feed
        .replace("xmlns=", "xmlns:l=")
        .replace("</", "\u{0}")
        .replace('<', "<l:")
        .replace('\u{0}', "</l:");
    let prefixed = prefixed.replacen("<l:?xml", "<?xml", 1);
    compare("a prefix", prefixed.as_bytes());
    compare("lines that end with CR LF", feed.replace('\n', "\r\n").as_bytes());
    compare("one line", feed.replace('\n', " ").as_bytes());
    compare(
        "single quotes",
        feed.replace(" numero=\"", " numero = '").replace("\" datecrea", "' datecrea").as_bytes(),
    );
    let latin = feed.replacen("UTF-8", "ISO-8859-1", 1);
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    compare("ISO-8859-1", &latin);
    let utf16: Vec<u8> = ['\u{feff}']
        .into_iter()
        .chain(feed.replacen("UTF-8", "UTF-16", 1).chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    compare("UTF-16", &utf16);
    // What stands outside of any record leaves nothing behind.
    compare(
        "a stray action",
        feed.replacen("<formation ", "<action numero='x'/><formation ", 1)
            .replacen("</offres>", "x</offres>", 1)
            .as_bytes(),
    );
    let loose = "</formation><action numero='x'><session numero='y'><formation>";
    compare(
        "loose tags",
        feed.replacen("</formation>", loose, 1).replacen("</offres>", "x</offres>", 1).as_bytes(),
    );
    compare("no namespace", feed.replacen(" xmlns=\"http://lheo.gouv.fr/2.3\"", "", 1).as_bytes());
    compare(
        "a misnomer",
        feed.replacen("http://lheo.gouv.fr/2.3", "https://lheo.gouv.fr/2.3/", 1).as_bytes(),
    );
}

#[test]
fn mutants_have_the_same_report() {
    let documents: Vec<_> = documents().into_iter().filter(|(_, document)| document.len() < 80_000).collect();
    let rounds = std::env::var("SOFI_MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(15);
    let seed = std::env::var("SOFI_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1_u64);
    let mut rng = Random::new(seed);
    for (name, document) in &documents {
        for round in 0..rounds {
            let mut mutant = document.clone();
            for _ in 0..=rng.below(3) {
                mutant = mutate(&mutant, &mut rng);
            }
            compare(&format!("mutant {round} of {name}"), &mutant);
        }
    }
}

/// Records are read as the same trees, at the same places, whether the scanner takes them or not.
#[test]
fn trees_are_the_same() {
    let read = |document: &[u8], wanted: bool| {
        let Ok(reader) = Reader::from_slice("feed.xml", document) else { return Vec::new() };
        let mut reader = reader.scanning(wanted);
        let mut told = Vec::new();
        loop {
            match reader.next_record() {
                Ok(Some(record)) => {
                    let nodes = (0..).map_while(|index| record.get(index));
                    let nodes = nodes.map(|it| {
                        (it.kind(), it.element(), it.name(), it.span(), it.content_span(), it.text())
                    });
                    told.push(format!(
                        "{} {} {:?}",
                        record.offset(),
                        record.line(),
                        nodes.collect::<Vec<_>>()
                    ));
                }
                Ok(None) => break told,
                Err(error) => told.push(error.to_string()),
            }
        }
    };
    for (what, document) in documents() {
        assert!(read(&document, true) == read(&document, false), "{what}");
        let text = String::from_utf8_lossy(&document).replace('\n', "\r\n").replace("><", "> \t<");
        assert!(read(text.as_bytes(), true) == read(text.as_bytes(), false), "{what}, blanks");
    }
}

/// Feeds of several pieces, with what may be taken for a record where none starts: the report is the same for any number of jobs.
#[test]
fn any_number_of_jobs_reports_the_same() {
    let feed = String::from_utf8(Generator::new(Dialect::Lheo23, 5).formations(150).to_vec()).expect("text");
    let start = feed.find("<formation").expect("a formation");
    let end = feed.rfind("</offres>").expect("the end");
    let (head, records, tail) = (&feed[..start], &feed[start..end], &feed[end..]);
    let first = &records[..records.find("</formation>").expect("an end") + 12];
    let odd = format!(
        "<!-- {first} --><formation numero=\"1\">&#1;</formation><formation numero=\"2\"><![CDATA[{first}]]></formation>{first}"
    );
    let mut long = String::from(head);
    for number in 0..6 {
        long.push_str(records);
        if number % 2 == 0 {
            long.push_str(&odd);
        }
    }
    long.push_str(tail);
    let latin: Vec<u8> = long
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let truncated = &long.as_bytes()[..long.len() * 2 / 3];
    let mut broken = long.clone().into_bytes();
    for at in (0..broken.len()).step_by(400_000) {
        broken[at] = 0xff;
    }
    for document in [long.as_bytes(), &latin, truncated, &broken] {
        for level in [Level::Xsd, Level::Full] {
            let checker = Checker::new(level);
            let alone = format!("{:?}", checker.check_slice("feed.xml", document));
            for jobs in [2, 4] {
                let shared = checker.clone().jobs(jobs).check_slice("feed.xml", document);
                assert!(format!("{shared:?}") == alone, "{jobs} jobs, {level:?}");
            }
        }
    }
}

/// Records read with their findings: the same findings, and the same records as without.
#[test]
fn records_come_with_their_findings() {
    for (what, document) in documents() {
        let mut names = Vec::new();
        if let Ok(mut reader) = Reader::from_slice("feed.xml", &document) {
            while let Ok(Some(record)) = reader.next_record() {
                names.push((record.offset(), record.source().len()));
            }
        }
        for level in [Level::Strict, Level::Full] {
            let checker = Checker::new(level);
            let report = checker.check_slice("feed.xml", &document);
            let mut expected: Vec<_> = report.findings().map(|(_, finding)| format!("{finding:?}")).collect();
            let (mut found, mut records) = (Vec::new(), Vec::new());
            let mut reader = checker.records_reader("feed.xml", &*document).expect("a document");
            while let Some(checked) = reader.next_record().expect("a record") {
                found.extend(checked.findings.iter().map(|finding| format!("{finding:?}")));
                records.extend(checked.record.map(|record| (record.offset(), record.source().len())));
            }
            expected.sort();
            found.sort();
            assert!(found == expected, "{what}, {level:?}");
            assert!(records.len() >= names.len(), "{what}");
            if names.len() == records.len() {
                assert_eq!(records, names, "{what}");
            }
        }
    }
}
