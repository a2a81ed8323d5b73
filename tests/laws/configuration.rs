use std::io::Write as _;

use crate::sofi_with;

/// A `sofi.toml`: it is taken, or refused with a complaint that names the file; the same file gives the same answer.
pub fn configuration(data: &[u8]) {
    // Registers are files of the machine: reading any is none of this law.
    if String::from_utf8_lossy(data).contains("registers") {
        return;
    }
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a temporary file");
    file.write_all(data).expect("a temporary file");
    let path = file.path().to_str().expect("a path in UTF-8").to_owned();
    let run =
        || sofi_with(&["check", "--config", &path, "-"], b"<lheo xmlns='http://lheo.gouv.fr/2.3'/>", |_| ());
    let answer = run();
    if answer.code == sofi_cli::FAILURE && answer.out.is_empty() {
        assert!(answer.err.contains(&path), "{}", answer.err);
    }
    let again = run();
    assert_eq!((again.code, again.out, again.err), (answer.code, answer.out, answer.err));
}
