//! The seeds of the fuzzer, and what once broke a law, are replayed by plain `cargo test`.

use std::{collections::BTreeSet, fs, path::Path};

use sofi_tests::laws::LAWS;

/// Names of the entries of a folder of `fuzz`.
fn names(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(folder);
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
}

#[test]
fn every_seed_and_every_regression_keeps_its_law() {
    for (name, law) in LAWS {
        let own = format!("seeds/{name}");
        let seeds = if names(&own).is_empty() { "seeds/documents".to_owned() } else { own };
        for folder in [seeds, format!("regressions/{name}")] {
            for file in names(&folder) {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(&folder).join(&file);
                let bytes = fs::read(path).expect("a seed");
                let broken = std::panic::catch_unwind(|| law(&bytes)).is_err();
                assert!(!broken, "{folder}/{file} breaks the law");
            }
        }
    }
}

#[test]
fn every_law_is_a_target() {
    let laws: BTreeSet<String> = LAWS.iter().map(|(name, _)| format!("{name}.rs")).collect();
    assert_eq!(names("fuzz_targets"), laws);
}
