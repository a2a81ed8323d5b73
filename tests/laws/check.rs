use sofi_core::{Finding, Level, Profile, Report, Severity, Summary};
use sofi_lheo::{Checker, Limits};

use super::Few;

/// The first byte picks the level and the profile, the rest is a document: counts and places agree; neither the size of reads nor
/// the scanner matters; cut before its root closes, it is never valid.
pub fn check(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    let level = Level::ALL[usize::from(*first) % Level::ALL.len()];
    let profile = Profile::ALL[usize::from(*first) / Level::ALL.len() % Profile::ALL.len()];
    // Few findings, so that going past the limit is tried too.
    let limits = Limits { findings: 100, ..Limits::default() };
    let checker = Checker::new(level).profile(profile).as_of(super::today()).limits(limits);
    let report = checker.check_slice("fuzz", document);
    consistent(&report);
    if super::is_packed(document) {
        return;
    }
    let read = checker.clone().scanning(false).check_slice("fuzz", document);
    assert_eq!(format!("{report:?}"), format!("{read:?}"), "the scanner must not matter");
    let chunked = checker.check_reader("fuzz", Few { bytes: document, most: 7 }).expect("bytes can be read");
    assert_eq!(format!("{report:?}"), format!("{chunked:?}"), "the size of reads must not matter");

    // In a well-formed document, everything after the last `</` is the end tag of the root, or what follows it:
    // without it the document is cut before its root closes, or inside a comment or an instruction.
    let is_malformed = |(_, finding): (_, &Finding)| {
        finding.severity == Severity::Error && finding.rule.code.starts_with("XML")
    };
    if report.findings().any(is_malformed) || report.summary().total() > 100 {
        return;
    }
    if let Some(cut) = document.windows(2).rposition(|pair| pair == b"</") {
        let truncated = checker.check_slice("fuzz", &document[..cut]);
        consistent(&truncated);
        assert!(!truncated.is_clean(Severity::Error), "a truncated document is never valid");
    }
}

/// Counts and places say the same thing.
fn consistent(report: &Report) {
    let mut total = Summary::default();
    for file in &report.files {
        let mut kept = Summary::default();
        for finding in &file.findings {
            kept.add(finding.severity);
            let place = &finding.place;
            assert!(place.line >= 1 && place.column >= 1, "{finding:?}");
            assert!(place.offset <= place.end_offset, "{finding:?}");
            assert!(place.end_offset <= file.bytes || file.error.is_some(), "{finding:?}");
        }
        for severity in Severity::ALL {
            assert!(kept.of(severity) <= file.summary.of(severity));
        }
        if kept.total() < file.summary.total() {
            assert_eq!(kept.total(), 100, "findings are only dropped past the limit");
        }
        assert!(file.fixable <= file.summary.total());
        total = total + file.summary;
    }
    assert_eq!(total, report.summary());
}
