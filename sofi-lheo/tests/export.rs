//! The exported schemas, as far as Rust alone can judge them; `tests/python` compares them under libxml2.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sofi_lheo::{Dialect, export};

/// The start tags of an XSD, each with its name and attributes.
fn tags(xsd: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xsd);
    let mut tags = Vec::new();
    loop {
        match reader.read_event().expect("a well-formed XSD") {
            Event::Start(tag) | Event::Empty(tag) => tags.push(named(&tag)),
            Event::Eof => return tags,
            _ => {}
        }
    }
}

fn named(tag: &BytesStart<'_>) -> (String, Vec<(String, String)>) {
    let attributes = tag.attributes().map(|attribute| attribute.expect("an attribute"));
    let attributes =
        attributes.map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    (tag.name().as_ref().to_owned(), attributes.collect())
}

#[test]
fn every_name_that_an_xsd_uses_is_defined_once() {
    for dialect in Dialect::ALL {
        let (mut defined, mut used) = (BTreeSet::new(), BTreeSet::new());
        for (tag, attributes) in tags(&export::xsd(dialect)) {
            // Elements, types and attribute groups have their own spaces of names.
            let space = |key: &str| match (tag.as_str(), key) {
                ("xs:element", "name" | "ref") => "element",
                ("xs:attributeGroup", _) => "group",
                _ => "type",
            };
            for (key, value) in attributes {
                match (key.as_str(), value.strip_prefix("lheo:")) {
                    ("name", None) if tag != "xs:attribute" => {
                        assert!(defined.insert((space(&key), value.clone())), "{dialect}: {value} twice");
                    }
                    (_, Some(name)) => drop(used.insert((space(&key), name.to_owned()))),
                    _ => {}
                }
            }
        }
        let missing: Vec<_> = used.difference(&defined).collect();
        assert!(missing.is_empty(), "{dialect}: {missing:?}");
        for element in dialect.schema().elements {
            let name = element.element.name();
            assert!(defined.contains(&("element", name.to_owned())), "{dialect}: <{name}>");
            assert!(defined.contains(&("type", format!("{name}-type"))), "{dialect}: {name}-type");
        }
    }
}

#[test]
fn only_what_the_official_schema_requires_is_required() {
    let required = |dialect| {
        let tags = tags(&export::xsd(dialect));
        tags.iter().filter(|(_, attributes)| attributes.iter().any(|(key, _)| key == "use")).count()
    };
    // numero, datecrea and datemaj of three elements, numero of two.
    assert_eq!(required(Dialect::Edof), 3 * 3 + 2);
    assert_eq!(required(Dialect::Lheo23), 0, "`ref` is asked for by the standard only");
}

#[test]
fn a_reconstructed_schema_says_so() {
    for dialect in Dialect::ALL {
        let says = export::xsd(dialect).contains("Dialecte reconstitué");
        assert_eq!(says, dialect.schema().reconstructed, "{dialect}");
    }
}

#[test]
fn json_tells_bounds_patterns_and_attributes() {
    let read = |dialect| serde_json::from_str::<serde_json::Value>(&export::json(dialect)).unwrap();
    let element = |schema: &serde_json::Value, name: &str| {
        schema["elements"].as_array().unwrap().iter().find(|element| element["name"] == name).unwrap().clone()
    };
    let lheo = read(Dialect::Lheo23);
    let formation = element(&lheo, "formation");
    assert_eq!(formation["content"]["children"][10]["name"], "certification");
    assert_eq!(formation["content"]["children"][10]["max"], 5);
    assert!(formation["content"]["children"][14]["max"].is_null(), "any number of actions");
    assert_eq!(element(&lheo, "code-public-vise")["attributes"][2]["required"], "standard");
    assert_eq!(element(&lheo, "duree-cycle")["content"]["max"], 99);
    assert_eq!(element(&read(Dialect::Edof), "code-RNCP")["content"]["pattern"], "RNCP[0-9]+");
}
