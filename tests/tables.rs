//! Tables: their page in the documentation, and what they give of whole feeds.
//!
//! `SOFI_UPDATE=1 cargo test -p sofi-tests --test tables` writes the lists of columns again.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use sofi_core::Lang;
use sofi_lheo::{
    Dialect, Reader,
    generate::Generator,
    tables::{Cell, Column, Table, TableReader},
};

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
    let count = |tag: &str| String::from_utf8_lossy(&feed).matches(tag).count();
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
