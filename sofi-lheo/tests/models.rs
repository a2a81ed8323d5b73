//! The generated tables against the element models of the reference material, where it is present.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sofi_lheo::{
    AttributeKind, Code, Content, Dialect, Element, ElementDef, Particle, Pattern, Required, Schema,
};

#[test]
fn lheo_2_0() {
    compare(Dialect::Lheo20, "lheo-2.0-reconstructed");
}

#[test]
fn lheo_2_1() {
    compare(Dialect::Lheo21, "lheo-2.1-reconstructed");
}

#[test]
fn lheo_2_2() {
    compare(Dialect::Lheo22, "lheo-2.2");
}

#[test]
fn lheo_2_3() {
    compare(Dialect::Lheo23, "lheo-2.3");
}

#[test]
fn edof() {
    compare(Dialect::Edof, "edof-v5r2");
}

#[test]
fn names_are_found_and_nothing_else_is() {
    let mut elements = BTreeSet::new();
    for dialect in Dialect::ALL {
        for definition in dialect.schema().elements {
            let name = definition.element.name();
            assert_eq!(Element::from_name(name), Some(definition.element));
            assert!(std::ptr::eq(dialect.schema().element_named(name).unwrap(), definition));
            elements.insert(definition.element);
        }
    }
    for (index, element) in elements.iter().enumerate() {
        assert_eq!(element.index(), index, "numbers are dense and follow the order of names");
    }
    for name in [
        "",
        "x",
        "siret",
        "SIRET ",
        "formation:",
        "formations",
        "organisme-formation-responsables",
        &"z".repeat(300),
    ] {
        assert_eq!(Element::from_name(name), None, "{name}");
    }
}

fn models() -> Option<PathBuf> {
    // Beside the workspace, or one level further up when the workspace is a git worktree.
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../../shared/lheo/models", "../../../shared/lheo/models"]
        .into_iter()
        .map(|folder| crate_folder.join(folder))
        .find(|folder| folder.is_dir())
}

fn compare(dialect: Dialect, model: &str) {
    let Some(folder) = models() else {
        println!("skipped: no ../shared/lheo/models beside the workspace");
        return;
    };
    let text = fs::read_to_string(folder.join(format!("{model}.json"))).unwrap();
    let model: Value = serde_json::from_str(&text).unwrap();
    let schema = dialect.schema();
    assert_eq!(schema.namespace, model["namespace"]);
    assert_eq!(schema.reconstructed, model["reconstructed"] == true);
    let elements = model["elements"].as_object().unwrap();
    let ours: BTreeSet<_> = schema.elements.iter().map(|definition| definition.element.name()).collect();
    assert_eq!(ours, elements.keys().map(String::as_str).collect());
    for (name, expected) in elements {
        element(schema.element_named(name).unwrap(), expected, dialect == Dialect::Edof);
    }
    dictionaries(schema, &model);
}

fn element(ours: &ElementDef, model: &Value, edof: bool) {
    let name = ours.element.name();
    assert_eq!(ours.label, model["fullname"], "{name}");
    assert_eq!(content(&ours.content), expected_content(model), "{name}");
    let ours: BTreeMap<_, _> = ours
        .attributes
        .iter()
        .map(|attribute| (attribute.name, (attribute.kind, attribute.required)))
        .collect();
    let expected = model["attributes"].as_array().unwrap().iter().map(|attribute| {
        let kind = match attribute["type"].as_str().unwrap() {
            "text" => AttributeKind::Text,
            "id" => AttributeKind::Id,
            "idref" => AttributeKind::IdRef,
            "datetime" => AttributeKind::DateTime,
            "uri" => AttributeKind::Uri,
            other => panic!("{other}"),
        };
        let required = match (attribute["required"].as_bool().unwrap(), edof) {
            (false, _) => Required::No,
            (true, false) => Required::Standard,
            (true, true) => Required::Xsd,
        };
        (attribute["name"].as_str().unwrap(), (kind, required))
    });
    assert_eq!(ours, expected.collect(), "{name}");
}

/// A content as one line of text, so that two are easily compared and shown.
fn content(content: &Content) -> String {
    let particles = |of: &[Particle]| {
        of.iter().map(|p| format!(" {}[{},{}]", p.element, p.min, upper(p.max))).collect::<Vec<_>>().concat()
    };
    match content {
        Content::Sequence(of) => format!("sequence{}", particles(of)),
        Content::Choice { of, min, max } => {
            let names: Vec<_> = of.iter().map(|particle| particle.element.name()).collect();
            format!("choice[{min},{}] {}", upper(*max), names.join(" "))
        }
        Content::Text { min, max, pattern } => {
            let pattern = match pattern {
                None => String::new(),
                Some(Pattern::PhoneDigits) => r"\+?[0-9]+".into(),
                Some(Pattern::PrefixedDigits(prefix)) => format!("{prefix}[0-9]+"),
            };
            format!("text[{min},{max}]{pattern}")
        }
        // Which table it is gets compared from the side of the tables.
        Content::Key(_) => "key".into(),
        Content::Int { bounds: None } => "int".into(),
        Content::Int { bounds: Some((min, max)) } => format!("int[{min},{max}]"),
        Content::Date => "date".into(),
        Content::Any => "any".into(),
    }
}

fn upper(max: u16) -> String {
    if max == Particle::UNBOUNDED { "null".into() } else { max.to_string() }
}

fn expected_content(model: &Value) -> String {
    match model["kind"].as_str().unwrap() {
        "sequence" => {
            let children = model["children"].as_array().unwrap();
            let children = children.iter().map(|child| {
                format!(" {}[{},{}]", child["name"].as_str().unwrap(), child["min"], child["max"])
            });
            format!("sequence{}", children.collect::<String>())
        }
        "choice" => {
            let choice = &model["choice"];
            let names: Vec<_> = choice["of"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            format!("choice[{},{}] {}", choice["min"], choice["max"], names.join(" "))
        }
        "text" => {
            let text = &model["text"];
            let min = text["min_length"].as_u64().unwrap_or(0);
            format!("text[{min},{}]{}", text["max_length"], text["pattern"].as_str().unwrap_or_default())
        }
        "int" => match &model["int"] {
            Value::Null => "int".into(),
            bounds => format!("int[{},{}]", bounds["min"], bounds["max"]),
        },
        other => other.into(),
    }
}

fn dictionaries(schema: &Schema, model: &Value) {
    let dictionaries = model["dictionaries"].as_object().unwrap();
    assert_eq!(schema.dictionaries.len(), dictionaries.len());
    for (name, expected) in dictionaries {
        let name = expected["lheo_dictionary"].as_str().unwrap_or(name).trim_start_matches("dict-");
        let ours = schema.dictionaries.iter().find(|dictionary| dictionary.name == name).expect(name);
        if let Some(label) = expected["fullname"].as_str() {
            assert_eq!(ours.label, label);
        }
        let mut entries = Vec::new();
        for entry in expected["entries"].as_array().unwrap() {
            let (key, label) = (entry["key"].as_str().unwrap(), entry["label"].as_str().unwrap());
            entries.push(Code {
                code: key_of(key),
                label: key_of(label),
                alias_of: None,
                obsolete: entry["deprecated"] == true,
            });
            for alias in entry["aliases"].as_array().into_iter().flatten() {
                let alias = alias.as_str().unwrap();
                entries.push(Code {
                    code: key_of(alias),
                    label: key_of(label),
                    alias_of: Some(key_of(key)),
                    obsolete: false,
                });
            }
        }
        assert_eq!(ours.codes, entries, "{name}");
        for user in expected["used_by"].as_array().unwrap() {
            let definition = schema.element_named(user.as_str().unwrap()).unwrap();
            assert!(matches!(definition.content, Content::Key(used) if std::ptr::eq(used, ours)), "{user}");
        }
    }
}

/// `Code` holds static text, and a test may leak a little.
fn key_of(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
