use sofi_core::{Level, Safety, Severity};
use sofi_lheo::{Checker, Fixer};

/// The first byte picks the level and the safety, the rest is a document: mending it never brings an error, and is done once.
pub fn fix(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    let level = Level::ALL[usize::from(*first) % Level::ALL.len()];
    let checker = Checker::new(level).as_of(super::today());
    let safety = if *first & 0x80 == 0 { Safety::Safe } else { Safety::Suggested };
    let fixer = Fixer::new(checker.clone());
    let fixer = if safety == Safety::Safe { fixer } else { fixer.suggested() };
    if super::is_packed(document) {
        let _ = fixer.fix_slice("fuzz", document);
        return;
    }
    let out = mend(&fixer, document);
    if let Some(before) = errors(&checker, document) {
        let after = errors(&checker, &out).expect("what could be read can still be");
        assert!(after <= before, "{before} errors, then {after}");
    }
}

/// Mends a document, and what comes out once more: that must change nothing.
pub fn mend(fixer: &Fixer, document: &[u8]) -> Vec<u8> {
    let once = |document: &[u8]| {
        let mut fixed = fixer.fix_slice("feed.xml", document).expect("a document");
        let mut out = Vec::new();
        fixed.document.write(&mut out).expect("memory");
        assert_eq!(fixed.document.is_changed(), out != document);
        out
    };
    let out = once(document);
    let again = once(&out);
    assert!(again == out, "a second run changes {}", String::from_utf8_lossy(document));
    out
}

/// Errors of a document; `None` when a part of it could not be read.
fn errors(checker: &Checker, document: &[u8]) -> Option<u64> {
    let report = checker.check_slice("feed.xml", document);
    let is_read =
        report.findings().all(|(_, it)| it.severity != Severity::Error || !it.rule.code.starts_with("XML"));
    is_read.then(|| report.summary().error)
}
