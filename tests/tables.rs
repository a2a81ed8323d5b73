//! Tables: their page in the documentation, and what they give of whole feeds.
//!
//! `SOFI_UPDATE=1 cargo test -p sofi-tests --test tables` writes the lists of columns again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use sofi_cli::{CLEAN, FAILURE, FINDINGS};
use sofi_core::Lang;
use sofi_lheo::{
    Dialect, Reader,
    generate::Generator,
    tables::{Cell, Column, Kind, Table, TableReader},
};
use sofi_tests::{Node, shared, sofi};

const MARK: &str =
    "<!-- What follows is written by a test: SOFI_UPDATE=1 cargo test -p sofi-tests --test tables -->\n";

#[test]
fn the_lists_of_columns_are_up_to_date() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tables.md");
    let found = fs::read_to_string(&page).unwrap();
    let (prose, lists) = found.split_once(MARK).expect("the mark of the lists");
    let wanted: String = Table::ALL.iter().map(|table| list(*table)).collect();
    if std::env::var_os("SOFI_UPDATE").is_some() {
        fs::write(&page, format!("{prose}{MARK}{wanted}")).unwrap();
        return;
    }
    assert!(
        lists == wanted,
        "docs/tables.md is stale; run: SOFI_UPDATE=1 cargo test -p sofi-tests --test tables"
    );
}

fn list(table: Table) -> String {
    let doc = table.doc().get(Lang::En);
    let mut page =
        format!("\n## {table}\n\n{doc}\n\n| column | type | LHEO | what |\n| --- | --- | --- | --- |\n");
    for column in table.columns() {
        let lheo = column.lheo().map(|path| format!("`{path}`")).unwrap_or_default();
        let (name, kind) = (column.name(), column.kind().as_str());
        writeln!(page, "| `{name}` | `{kind}` | {lheo} | {} |", what(column)).unwrap();
    }
    page
}

fn what(column: &Column) -> String {
    let mut what = column.doc().get(Lang::En).to_owned();
    if let Some(dictionary) = column.dictionary() {
        write!(what, " (codes: `{}`)", dictionary.name).unwrap();
    }
    what
}

/// Every row of a table, as its cells by their names.
fn rows(table: Table, feed: &[u8]) -> Vec<BTreeMap<&'static str, String>> {
    let mut reader = TableReader::new(table, Reader::from_slice("feed.xml", feed).unwrap());
    let mut rows = Vec::new();
    let mut push = |row: &sofi_lheo::tables::Row<'_>| {
        let cells = table.columns().filter_map(|column| {
            let cell = column.cell(row)?;
            assert_eq!(cell.kind(), column.kind(), "{table}.{}", column.name());
            assert!(
                !matches!(&cell, Cell::Texte(text) if text.trim().is_empty()),
                "{table}.{}",
                column.name()
            );
            Some((column.name(), cell.to_string()))
        });
        rows.push(cells.collect());
    };
    while reader.next_record(&mut push).unwrap() {}
    rows
}

#[test]
fn tables_of_a_generated_feed_join() {
    let feed = Generator::new(Dialect::Lheo23, 7).formations(40).to_vec();
    let tables: BTreeMap<&str, _> =
        Table::ALL.iter().map(|table| (table.name(), rows(*table, &feed))).collect();
    assert_eq!(tables["formations"].len(), 40);
    assert_eq!(tables["offres"].len(), tables["sessions"].len());
    // What comes after the formations says something of the feed.
    let text = str::from_utf8(&feed).unwrap();
    let text = &text[..text.rfind("</formation>").unwrap()];
    let count = |tag: &str| text.matches(tag).count();
    assert_eq!(tables["actions"].len(), count("<action ") + count("<action>"));
    assert_eq!(tables["sessions"].len(), count("<session ") + count("<session>"));
    assert_eq!(tables["financeurs"].len(), count("<organisme-financeur"));
    assert_eq!(tables["lieux"].len(), count("<lieu-de-formation"));
    let is_extra =
        |row: &&BTreeMap<&str, String>| row["chemin"].rsplit('/').next().unwrap().starts_with("extra[");
    let extras = tables["extras"].iter().filter(is_extra).count();
    assert_eq!(extras, count("<extra ") + count("<extra>"));
    for (table, key, other) in [
        ("actions", "cle_formation", "formations"),
        ("sessions", "cle_action", "actions"),
        ("offres", "cle_session", "sessions"),
        ("lieux", "cle_action", "actions"),
        ("certifications", "cle_formation", "formations"),
        ("extras", "cle_formation", "formations"),
        ("formations", "cle_organisme", "organismes"),
    ] {
        let keys: Vec<_> = tables[other].iter().map(|row| &row[key]).collect();
        assert!(!tables[table].is_empty(), "{table}");
        for row in &tables[table] {
            assert!(keys.contains(&&row[key]), "{table}.{key}: {row:?}");
        }
        let mut unique = keys.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), keys.len(), "{other}.{key}");
    }
    // A key goes with one number only.
    for row in &tables["offres"] {
        let session = tables["sessions"].iter().find(|it| it["cle_session"] == row["cle_session"]).unwrap();
        for same in ["numero_session", "numero_action", "numero_formation", "debut_brut"] {
            assert_eq!(session.get(same), row.get(same), "{same}");
        }
    }
}

/// Documents that hold each element of each dialect leave no column empty, but those whose text is no number or price.
#[test]
fn every_element_finds_its_column() {
    let mut filled = BTreeSet::new();
    for dialect in Dialect::ALL {
        let feed = Node::document(dialect, true).to_xml();
        for table in Table::ALL {
            filled.extend(
                rows(*table, feed.as_bytes())
                    .iter()
                    .flat_map(|row| row.keys().map(|name| (table.name(), *name))),
            );
        }
    }
    for table in Table::ALL.iter().filter(|table| **table != Table::Findings) {
        for column in table.columns().filter(|column| column.lheo().is_some_and(|path| !path.contains('@'))) {
            let is_text = matches!(column.kind(), Kind::Texte | Kind::Textes);
            assert!(!is_text || filled.contains(&(table.name(), column.name())), "{table}.{}", column.name());
        }
    }
}

#[test]
fn known_documents_have_their_counts() {
    let Some(shared) = shared() else { return };
    let table = fs::read_to_string(shared.join("samples/expected.tsv")).expect("the table of verdicts");
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let names = lines.next().expect("a header");
    let place = |name: &str| names.iter().position(|found| *found == name).expect("a column");
    let [file, root, schema, wanted @ ..] =
        ["file", "root", "schema", "formations", "actions", "sessions"].map(place);
    // Summaries of an index have no row, and dialects that are only recognised have other elements.
    let is_read = |row: &Vec<&str>| {
        row[root] != "lheo-index" && ["lheo-2.2.xsd", "lheo-2.3.xsd", "edof-v5r2.xsd"].contains(&row[schema])
    };
    for row in lines.filter(is_read) {
        let feed = fs::read(shared.join(row[file])).expect("a document of the table");
        let tables = [Table::Formations, Table::Actions, Table::Sessions];
        for (table, wanted) in tables.into_iter().zip(wanted) {
            let mut reader = TableReader::new(table, Reader::from_slice("feed.xml", &feed).unwrap());
            let mut count = 0_u64;
            // A record that is lost has no row.
            let mut lost = false;
            loop {
                match reader.next_record(|_| count += 1) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(_) => lost = true,
                }
            }
            assert!(lost || count.to_string() == row[wanted], "{} {table}: {count}", row[file]);
        }
    }
}

/// Two feeds: the second one lacks numbers, and has a record that cannot be read.
fn feeds() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let formation =
        |inside: &str| format!(r#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>{inside}</offres></lheo>"#);
    let first = r#"<formation numero="F1"><intitule-formation>"Maçon", le &lt;métier&gt;</intitule-formation>
        <url-formation><urlweb>https://a.fr</urlweb><urlweb>https://b.fr</urlweb></url-formation>
        <action><session numero="S1"><periode><debut>20260901</debut></periode></session><prix-total-TTC>12,5</prix-total-TTC></action></formation>"#;
    let second = "<formation><action><session/></action></formation><formation></x></formation>";
    fs::write(folder.path().join("a.xml"), formation(first)).unwrap();
    fs::write(folder.path().join("b.xml"), formation(second)).unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn export_writes_one_table_of_several_feeds() {
    let (folder, path) = feeds();
    let answer = sofi(&["export", &path, "--table", "sessions"]);
    assert_eq!(answer.code, FINDINGS, "{}", answer.err);
    assert!(answer.err.contains("b.xml:1:") && answer.err.contains("XML02"), "{}", answer.err);
    let mut lines = answer.out.lines();
    assert!(
        lines.next().unwrap().starts_with("cle_formation,numero_formation,cle_action,"),
        "{}",
        answer.out
    );
    assert_eq!(lines.next().unwrap(), "1,F1,1,,1,S1,,,,,,,,,2026-09-01,20260901,,,,,,,,,,,,,0");
    assert!(lines.next().unwrap().starts_with("2,,2,,2,,"), "{}", answer.out);
    assert_eq!(lines.next(), None);
    // The table is a file, whole.
    let file = folder.path().join("out.csv");
    let answer =
        sofi(&["export", &format!("{path}/a.xml"), "--table", "formations", "-o", file.to_str().unwrap()]);
    assert_eq!((answer.code, answer.out.as_str()), (CLEAN, ""), "{}", answer.err);
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.contains(r#","""Maçon"", le <métier>","#) && text.contains(",https://a.fr | https://b.fr,"),
        "{text}"
    );
}

#[test]
fn export_writes_json_lines() {
    let (_folder, path) = feeds();
    let feed = format!("{path}/a.xml");
    let answer = sofi(&[
        "export",
        &feed,
        "--format",
        "jsonl",
        "--as-of",
        "2026-08-31",
        "--perimeter",
        "53",
        "--lang",
        "en",
    ]);
    assert_eq!(answer.code, CLEAN, "{}", answer.err);
    let offre: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    for (key, value) in [
        ("cle_session", serde_json::json!(1)),
        ("intitule", "\"Maçon\", le <métier>".into()),
        ("prix_total_ttc", serde_json::json!(12.50)),
        ("debut", "2026-09-01".into()),
        ("fin", serde_json::Value::Null),
        ("phase", "a-venir".into()),
        ("perimetre", "inconnu".into()),
    ] {
        assert_eq!(offre[key], value, "{key}");
    }
    assert_eq!(offre.as_object().unwrap().len(), Table::Offres.columns().count());
    let formation = sofi(&["export", &feed, "--format", "jsonl", "--table", "formations"]).out;
    assert!(formation.contains(r#""urls":["https://a.fr","https://b.fr"]"#), "{formation}");
}

#[test]
fn export_refuses_what_it_cannot_do() {
    let (_folder, path) = feeds();
    let feed = format!("{path}/a.xml");
    for args in [
        &["export"][..],
        &["export", "none.xml"],
        &["export", &feed, "--table", "findings"],
        &["export", &feed, "--format", "parquet"],
        &["export", &feed, "--perimeter", "44109"],
        &["export", &feed, "-o", &feed],
    ] {
        let answer = sofi(args);
        assert_eq!((answer.code, answer.out.as_str()), (FAILURE, ""), "{args:?}");
        assert!(!answer.err.is_empty(), "{args:?}");
    }
}
