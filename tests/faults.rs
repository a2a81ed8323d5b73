//! Sources that fail or change while they are read: what was found before is kept, and nothing is taken for whole.

use std::{
    fs,
    io::{self, Read, Write as _},
};

use sofi_core::{Level, Severity};
use sofi_lheo::{
    Anonymiser, Checker, Dialect, Editor, EditorError, Fixer, Reader, convert::Converter, generate::Generator,
};

/// A reader that fails once it has given its bytes.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(io::Error::new(io::ErrorKind::ConnectionReset, "gone")),
            count => Ok(count),
        }
    }
}

/// A feed of five formations, the first of which is faulty, cut in the fourth.
fn cut() -> Vec<u8> {
    let feed = String::from_utf8(Generator::new(Dialect::Lheo23, 3).formations(5).to_vec()).expect("UTF-8");
    let feed = feed.replacen("<objectif-formation>", "<objectif>", 1);
    let feed = feed.replacen("</objectif-formation>", "</objectif>", 1);
    let fourth = feed.match_indices("<formation ").nth(3).expect("four formations").0;
    feed.as_bytes()[..fourth + 200].to_vec()
}

#[test]
fn what_was_found_before_a_failure_is_kept() {
    let bytes = cut();
    let report = Checker::new(Level::Xsd).check_reader("flux", Failing(&bytes)).expect("a start");
    let file = &report.files[0];
    let codes: Vec<_> = file.findings.iter().map(|finding| finding.rule.code).collect();
    assert!(codes.contains(&"LHE03") && codes.contains(&"XML76"), "{codes:?}");
    assert!(file.error.as_ref().is_some_and(|error| error.contains("gone")), "{:?}", file.error);
    assert_eq!(file.bytes, bytes.len() as u64);
    assert!(!report.is_clean(Severity::Error));

    let mut reader = Reader::from_reader("flux", Failing(&bytes)).expect("a start");
    let mut records = 0;
    let error = loop {
        match reader.next_record() {
            Ok(Some(_)) => records += 1,
            Ok(None) => panic!("a failure is no end"),
            Err(error) => break error,
        }
    };
    assert_eq!((records, error.code), (3, "XML76"));
}

#[test]
fn nothing_is_written_of_half_a_source() {
    let bytes = cut();
    let gone = |error: EditorError| assert!(error.to_string().contains("gone"), "{error}");
    let editor = Editor::from_reader("flux", Failing(&bytes), Vec::new()).expect("a start");
    gone(editor.finish().expect_err("a failure"));
    gone(Fixer::new(Checker::new(Level::Xsd)).fix_reader("flux", Failing(&bytes)).expect_err("a failure"));
    gone(Anonymiser::default().anonymise_reader("flux", Failing(&bytes)).expect_err("a failure"));
    let mut out = Vec::new();
    let converted =
        Converter::to(Dialect::Lheo22).convert_reader("flux", Failing(&bytes), &mut out, |_| Ok(()));
    assert!(converted.expect_err("a failure").to_string().contains("gone"));
    assert!(out.is_empty());
}

#[test]
fn a_file_that_shrinks_is_told() {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let feed = String::from_utf8(Generator::new(Dialect::Lheo23, 3).formations(50).to_vec()).expect("UTF-8");
    file.write_all(feed.replace("objectif-formation", "Objectif-formation").as_bytes()).expect("a file");
    let mut fixed = Fixer::new(Checker::new(Level::Xsd)).fix_path(file.path()).expect("a document");
    assert!(fixed.document.is_changed());
    file.as_file().set_len(feed.len() as u64 / 2).expect("a file");
    let error = fixed.document.write(&mut io::sink()).expect_err("half of it");
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
}

/// Whoever puts a new file in the place of the old one does not disturb those who read the old one.
#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_is_read_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, other) = (folder.path().join("flux.xml"), folder.path().join("autre.xml"));
    let feed = |seed| Generator::new(Dialect::Lheo23, seed).formations(20).to_vec();
    fs::write(&path, feed(1)).expect("a file");
    fs::write(&other, feed(2)).expect("a file");
    let mut fixed = Fixer::new(Checker::new(Level::Xsd)).fix_path(&path).expect("a document");
    fs::rename(&other, &path).expect("a file");
    let mut out = Vec::new();
    fixed.document.write(&mut out).expect("the old file");
    assert!(out == feed(1));
}
