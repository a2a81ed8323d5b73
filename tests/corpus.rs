//! Real documents of the reference material: same verdict as libxml2 with the official XSD, and same counts.

use std::fs;

use sofi_core::Level;
use sofi_tests::{check, errors, line, shared};

#[test]
fn known_documents_have_their_verdict_and_their_counts() {
    let Some(shared) = shared() else { return };
    let table = fs::read_to_string(shared.join("samples/expected.tsv")).expect("the table of verdicts");
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    let mut seen = 0;
    for row in lines.map(|row| row.split('\t').collect::<Vec<_>>()) {
        let field = |name: &str| row[names.iter().position(|n| *n == name).expect("a column")];
        // Older dialects have no official XSD.
        if !["lheo-2.2.xsd", "lheo-2.3.xsd", "edof-v5r2.xsd"].contains(&field("schema")) {
            continue;
        }
        seen += 1;
        let path = field("file");
        let file = check(Level::Xsd, &fs::read(shared.join(path)).expect("a document of the table"));
        let told: Vec<String> = errors(&file).into_iter().map(line).collect();
        assert_eq!(told.is_empty(), field("valid") == "True", "{path}: {told:?}");
        let counts = [file.formations, file.actions, file.sessions];
        let expected =
            ["formations", "actions", "sessions"].map(|name| field(name).parse::<u64>().expect("a number"));
        assert_eq!(counts, expected, "{path}: formations, actions, sessions");
        assert_eq!(file.root.as_deref(), Some(field("root")), "{path}: root");
    }
    assert!(seen >= 10, "{seen} documents only");
}
