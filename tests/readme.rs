//! The README shows what the command really prints.

use std::{fs, io::Read as _, path::Path};

#[test]
fn the_sample_of_the_readme_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let sample = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();

    let file = "examples/flux-fautif-2.2.xml";
    let mut report = String::new();
    let output = tempfile::NamedTempFile::new().unwrap();
    let path = output.path().to_str().unwrap();
    let example = root.join(file);
    let arguments =
        ["sofi", "check", example.to_str().unwrap(), "--as-of", "2026-11-23", "--lang", "fr", "-o", path];
    assert_eq!(sofi_cli::run(arguments.map(std::ffi::OsString::from)), 1);
    fs::File::open(path).unwrap().read_to_string(&mut report).unwrap();
    let report = report.replace(example.to_str().unwrap(), file);

    for piece in sample.split("[...]") {
        assert!(report.contains(piece.trim()), "not printed:\n{}\n\nprinted:\n{report}", piece.trim());
    }
}
