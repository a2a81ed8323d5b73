use sofi_core::diff::{DiffCounts, DiffSummary, Difference};
use sofi_lheo::{Reader, diff::Comparison};

/// The first byte picks the memory; then two documents, parted by a byte that XML does not have: each is the same as itself;
/// compared the other way round, what was gone is new; the memory does not matter.
pub fn diff(data: &[u8]) {
    let Some((first, documents)) = data.split_first() else { return };
    let mut documents = documents.splitn(2, |byte| *byte == 0x1c);
    let old = documents.next().unwrap_or_default();
    let new = documents.next().unwrap_or(old);
    for document in [old, new] {
        let (differences, summary) = compare(&Comparison::new(), document, document);
        let told = differences.iter().find(|it| !matches!(it, Difference::Unreadable(_)));
        assert_eq!(told, None, "the same document");
        assert!(counts(&summary).iter().all(sofi_core::diff::DiffCounts::is_same), "{summary:?}");
    }
    let (differences, summary) = compare(&Comparison::new(), old, new);
    let frugal = compare(&Comparison::new().memory(usize::from(*first) << 8), old, new);
    assert_eq!((&differences, &summary), (&frugal.0, &frugal.1), "the memory must not matter");
    let (_, reversed) = compare(&Comparison::new(), new, old);
    for (there, back) in counts(&summary).iter().zip(counts(&reversed)) {
        let turned = DiffCounts { added: back.removed, removed: back.added, ..back };
        assert_eq!(*there, turned, "{summary:?}\n{reversed:?}");
    }
}

fn compare(comparison: &Comparison, old: &[u8], new: &[u8]) -> (Vec<Difference>, DiffSummary) {
    // An archive that is damaged is no feed.
    let reader = |document| Reader::from_slice("fuzz", document).or_else(|_| Reader::from_slice("fuzz", b""));
    let (old, new) = (reader(old).expect("nothing"), reader(new).expect("nothing"));
    comparison.collect(old, new).expect("memory")
}

/// The counts of each level.
fn counts(summary: &DiffSummary) -> [DiffCounts; 4] {
    [summary.formations, summary.actions, summary.sessions, summary.others]
}
