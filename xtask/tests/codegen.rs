//! The schema files of the workspace, and the messages for faulty ones.

use xtask::codegen::{self, parse};

#[test]
fn generated_tables_are_up_to_date() {
    let stale: Vec<_> =
        codegen::stale(&xtask::workspace()).unwrap().into_iter().map(|file| file.path).collect();
    assert!(stale.is_empty(), "run `cargo xtask codegen`: stale {stale:?}");
}

#[test]
fn schemas_have_the_published_sizes() {
    let sizes: Vec<_> = codegen::load(&xtask::workspace())
        .unwrap()
        .into_iter()
        .map(|schema| (schema.id, schema.elements.len(), schema.tables.len()))
        .collect();
    let expected = [("2.0", 113, 10), ("2.1", 113, 10), ("2.2", 120, 11), ("2.3", 170, 19), ("edof", 61, 7)];
    assert_eq!(sizes, expected.map(|(id, elements, tables)| (id.to_owned(), elements, tables)));
}

/// A small correct schema, then the same with one line changed, and the message that this must give.
const SMALL: &str = "\
dialecte : x
titre : X
espace-de-noms : urn:x
racines : a
attribut n : texte

a : suite \"A\" @n(exigé)
    b  0..n
    c  1

b : texte 1..5 \"B\"
c : code t \"C\"

table t \"T\"
    1  \"un\"
    2  = 1
";

fn fault(from: &str, to: &str) -> String {
    let text = SMALL.replace(from, to);
    assert_ne!(text, SMALL, "the edit of {from:?} changes nothing");
    match parse::parse("x.schema", &text, None) {
        Err(error) => error.to_string(),
        Ok(schema) => codegen::validate::validate(&schema).expect_err("a fault").to_string(),
    }
}

#[test]
fn a_correct_schema_passes() {
    let schema = parse::parse("x.schema", SMALL, None).unwrap();
    codegen::validate::validate(&schema).unwrap();
    assert_eq!(schema.elements.len(), 3);
    assert_eq!(schema.attributes(&schema.elements[0]), [("n", "Text", "Xsd")]);
}

#[test]
fn an_heir_adds_to_what_it_inherits() {
    let base = parse::parse("base.schema", SMALL, None).unwrap();
    let text = "hérite : base\ndialecte : y\nattribut m : renvoi\nattributs-communs : + m\n";
    assert_eq!(parse::inherited(text), Some((1, "base")));
    let heir = parse::parse("y.schema", text, Some(base)).unwrap();
    codegen::validate::validate(&heir).unwrap();
    assert_eq!((heir.id.as_str(), heir.title.as_str()), ("y", "X"));
    assert_eq!(heir.attributes(&heir.elements[0]), [("m", "IdRef", "No"), ("n", "Text", "Xsd")]);
}

#[test]
fn schemas_that_inherit_from_each_other_are_refused() {
    let workspace = std::env::temp_dir().join(format!("sofi-xtask-{}", std::process::id()));
    let folder = workspace.join("sofi-lheo/schema");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("lheo-2.0.schema"), "# a loop\nhérite : lheo-2.1\n").unwrap();
    std::fs::write(folder.join("lheo-2.1.schema"), "hérite : lheo-2.0\n").unwrap();
    let error = codegen::load(&workspace).unwrap_err().to_string();
    std::fs::remove_dir_all(&workspace).unwrap();
    assert_eq!(error, "sofi-lheo/schema/lheo-2.1.schema:1: `lheo-2.0` would inherit from itself");
}

#[test]
fn faults_are_told_with_their_line() {
    let cases = [
        ("dialecte : x\n", "", "x.schema:0: expected a line `dialecte : …`"),
        ("dialecte : x", "dialecte :", "x.schema:1: expected a value after `dialecte :`"),
        ("racines : a", "racines : z", "x.schema:4: the root `z` is defined nowhere"),
        (
            "n : texte",
            "n : mot",
            "x.schema:5: expected `texte`, `identifiant`, `renvoi`, `date-heure` or `adresse-web`, found `mot`",
        ),
        ("@n(exigé)", "@m", "x.schema:7: the attribute `m` has no line `attribut m : …`"),
        (
            "@n(exigé)",
            "@n(peut-être)",
            "x.schema:7: expected `@name`, `@name(attendu)` or `@name(exigé)`, found `@n(peut-être)`",
        ),
        ("suite \"A\"", "suite A", "x.schema:7: expected a label between double quotes, found `A @n(exigé)`"),
        ("b  0..n", "b  0..m", "x.schema:8: expected a number such as `1`, `0..5` or `1..n`, found `0..m`"),
        (
            "b  0..n",
            "b",
            "x.schema:8: expected a number such as `1`, `0..5` or `1..n`, found the end of the line",
        ),
        ("b  0..n", "b  4..2", "x.schema:8: the lower bound 4 is above the upper bound 2"),
        ("    c  1", "    b  1", "x.schema:9: the child `b` is already listed"),
        ("    c  1", "    d  1", "x.schema:9: the child `d` is defined nowhere"),
        (
            "    c  1",
            "\n    c  1",
            "x.schema:10: this line is indented, but follows no `suite`, `choix` or `table`",
        ),
        ("b : texte 1..5", "b : texte 1..n", "x.schema:11: expected an upper bound, found `n`"),
        (
            "b : texte",
            "b : mots",
            "x.schema:11: expected `suite`, `choix`, `texte`, `code`, `entier`, `date` or `libre`, found `mots`",
        ),
        (
            "b : texte 1..5",
            "b : texte 1..5 motif x",
            "x.schema:11: expected a pattern such as `RNCP+chiffres` or `telephone`, found `x`",
        ),
        ("c : code t", "b : code t", "x.schema:12: the element `b` is already defined"),
        ("c : code t", "c : code u", "x.schema:12: the table `u` is defined nowhere"),
        ("c : code t", "c : date", "x.schema:14: the table `t` is used by no element"),
        ("    2  = 1", "    1  \"un\"", "x.schema:16: the code `1` is already listed"),
        ("    2  = 1", "    2  = 3", "x.schema:16: `2` is an alias of `3`, which is no code"),
        ("@n(exigé)", "@n @n", "x.schema:7: the attribute `n` is listed twice"),
        (
            "b : texte",
            "b? : texte",
            "x.schema:11: expected a name of letters, digits and hyphens, found `b?`",
        ),
        ("    2  = 1", "    <2  = 1", "x.schema:16: expected a code of letters and digits, found `<2`"),
        ("\"un\"", "\"un\" vieux", "x.schema:15: expected `obsolète`, found `vieux`"),
        ("a : suite", "a suite", "x.schema:7: expected `:`, found `suite`"),
    ];
    for (from, to, message) in cases {
        assert_eq!(fault(from, to), message);
    }
}
