//! The feeds of `examples/`, which the README shows: what is found in each, and where.

use std::path::Path;

use sofi_core::Level;
use sofi_lheo::Checker;

/// Code and line of each finding.
fn found(name: &str, level: Level) -> Vec<(&'static str, u64)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    let report = Checker::new(level).check_path(path).unwrap();
    assert_eq!(report.files.len(), 1);
    report.files[0].findings.iter().map(|finding| (finding.rule.code, finding.place.line)).collect()
}

#[test]
fn nothing_is_found_in_the_regional_offer() {
    for level in [Level::Xsd, Level::Strict] {
        assert_eq!(found("offre-regionale-2.3.xml", level), []);
    }
    // What is optional and absent is worth knowing, no more.
    let full = found("offre-regionale-2.3.xml", Level::Full);
    assert!(full.iter().all(|(code, _)| *code == "CON07"), "{full:?}");
}

#[test]
fn nothing_is_found_in_the_edof_catalogue() {
    for level in [Level::Xsd, Level::Strict] {
        assert_eq!(found("catalogue-edof-latin1.xml", level), []);
    }
}

#[test]
fn the_edof_catalogue_is_truly_latin1() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/catalogue-edof-latin1.xml");
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"));
    assert!(std::str::from_utf8(&bytes).is_err());
}

#[test]
fn every_fault_of_the_faulty_feed_is_found_once() {
    let strict = found("flux-fautif-2.2.xml", Level::Strict);
    let expected = [
        ("LHE80", 8),   // code-FORMACODE without ref
        ("LHE20", 14),  // resultats-attendus is empty
        ("LHE03", 24),  // coordonneFs
        ("LHE02", 248), // adresse after courriel
        ("LHE21", 323), // SIRET of 15 digits
        ("LHE02", 410), // duree-indicative where 2.0 had it
        ("LHE25", 440), // 202560212
        ("LHE09", 492), // siret
        ("XML04", 557), // &eacute;: the rest of this formation is not read
        ("LHE40", 943), // nummero
        ("LHE23", 950), // a code that does not exist
        ("LHE82", 978), // 31 February
    ];
    assert_eq!(strict, expected);

    // The XSD says nothing of two of them.
    let xsd: Vec<_> = expected.into_iter().filter(|(code, _)| !matches!(*code, "LHE80" | "LHE82")).collect();
    assert_eq!(found("flux-fautif-2.2.xml", Level::Xsd), xsd);
}
