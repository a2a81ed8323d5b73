//! The seeds of the fuzzer, among them what once made it fail, are replayed by plain `cargo test`.

use std::{fs, path::Path};

use sofi_core::Level;
use sofi_lheo::Checker;

#[test]
fn every_seed_gives_places_that_are_in_the_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/check");
    let mut seeds = 0;
    for entry in fs::read_dir(folder).expect("the seeds") {
        let path = entry.expect("a seed").path();
        // The first byte picks the level for the fuzzer.
        let bytes = fs::read(&path).expect("a seed");
        let document = bytes.get(1..).unwrap_or_default();
        for level in Level::ALL {
            let report = Checker::new(*level).check_slice("seed", document);
            for (file, finding) in report.findings() {
                let place = &finding.place;
                let is_inside = place.offset <= place.end_offset && place.end_offset <= file.bytes;
                assert!(is_inside || file.error.is_some(), "{}: {finding:?}", path.display());
            }
        }
        seeds += 1;
    }
    assert!(seeds >= 19, "{seeds}");
}
