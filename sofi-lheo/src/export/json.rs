use serde::Serialize;

use crate::dialect::{AttributeKind, Content, Dialect, Dictionary, ElementDef, Particle, Pattern, Required};

/// A dialect as one JSON object: elements with their content and attributes, code tables.
///
/// An absent upper bound is `null`.
///
/// ```
/// use sofi_lheo::{Dialect, export};
///
/// let schema: serde_json::Value = serde_json::from_str(&export::json(Dialect::Lheo22)).unwrap();
/// assert_eq!(schema["namespace"], "http://www.lheo.org/2.2");
/// assert_eq!(schema["elements"].as_array().unwrap().len(), 120);
/// ```
pub fn json(dialect: Dialect) -> String {
    let schema = dialect.schema();
    let description = Description {
        dialect: schema.id,
        title: schema.title,
        namespace: schema.namespace,
        reconstructed: schema.reconstructed,
        roots: schema.roots.iter().map(|root| root.name()).collect(),
        elements: schema.elements.iter().map(Element::new).collect(),
        dictionaries: schema.dictionaries.iter().map(Table::new).collect(),
    };
    // Writing plain structures to a string has no way to fail.
    let mut text = serde_json::to_string_pretty(&description).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Description {
    dialect: &'static str,
    title: &'static str,
    namespace: &'static str,
    reconstructed: bool,
    roots: Vec<&'static str>,
    elements: Vec<Element>,
    dictionaries: Vec<Table>,
}

#[derive(Serialize)]
struct Element {
    name: &'static str,
    label: &'static str,
    content: Kind,
    attributes: Vec<Attribute>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Kind {
    Sequence { children: Vec<Child> },
    Choice { min: u16, max: Option<u16>, children: Vec<&'static str> },
    Text { min: u16, max: u16, pattern: Option<String> },
    Key { dictionary: &'static str },
    Int { min: Option<i64>, max: Option<i64> },
    Date,
    Any,
}

#[derive(Serialize)]
struct Child {
    name: &'static str,
    min: u16,
    max: Option<u16>,
}

#[derive(Serialize)]
struct Attribute {
    name: &'static str,
    kind: &'static str,
    required: &'static str,
}

#[derive(Serialize)]
struct Table {
    name: &'static str,
    label: &'static str,
    codes: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    code: &'static str,
    label: &'static str,
    obsolete: bool,
    alias_of: Option<&'static str>,
}

impl Element {
    fn new(definition: &ElementDef) -> Self {
        let attributes = definition.attributes.iter().map(|attribute| Attribute {
            name: attribute.name,
            kind: match attribute.kind {
                AttributeKind::Text => "text",
                AttributeKind::Id => "id",
                AttributeKind::IdRef => "idref",
                AttributeKind::DateTime => "datetime",
                AttributeKind::Uri => "uri",
            },
            required: match attribute.required {
                Required::No => "no",
                Required::Standard => "standard",
                Required::Xsd => "xsd",
            },
        });
        Self {
            name: definition.element.name(),
            label: definition.label,
            content: Kind::new(&definition.content),
            attributes: attributes.collect(),
        }
    }
}

impl Kind {
    fn new(content: &Content) -> Self {
        match *content {
            Content::Sequence(of) => {
                Self::Sequence { children: of.iter().copied().map(Child::new).collect() }
            }
            Content::Choice { of, min, max } => Self::Choice {
                min,
                max: bounded(max),
                children: of.iter().map(|particle| particle.element.name()).collect(),
            },
            Content::Text { min, max, pattern } => {
                Self::Text { min, max, pattern: pattern.map(Pattern::expression) }
            }
            Content::Key(dictionary) => Self::Key { dictionary: dictionary.name },
            Content::Int { bounds } => {
                Self::Int { min: bounds.map(|(min, _)| min), max: bounds.map(|(_, max)| max) }
            }
            Content::Date => Self::Date,
            Content::Any => Self::Any,
        }
    }
}

impl Child {
    fn new(particle: Particle) -> Self {
        Self { name: particle.element.name(), min: particle.min, max: bounded(particle.max) }
    }
}

impl Table {
    fn new(dictionary: &Dictionary) -> Self {
        let codes = dictionary.codes.iter().map(|code| Entry {
            code: code.code,
            label: code.label,
            obsolete: code.obsolete,
            alias_of: code.alias_of,
        });
        Self { name: dictionary.name, label: dictionary.label, codes: codes.collect() }
    }
}

fn bounded(max: u16) -> Option<u16> {
    (max != Particle::UNBOUNDED).then_some(max)
}
