//! The typed views over records: one per element that holds children, the union of all dialects.
//!
//! What is written is data: names, kinds and documentation. The macros of `sofi-lheo/src/views/macros.rs` make
//! types and methods of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Error;
use super::names::constant;
use super::schema::{Content, Schema};

/// The method of every view besides those of its children and attributes.
const OF_VIEWS: [&str; 3] = ["node", "from_node", "find_extra"];
/// Those of `extras` and `extra`, written by hand.
const OF_EXTENSIONS: [&str; 7] = ["set", "find", "others", "text", "trimmed", "nodes", "children"];
/// Those of `Leaf`, written by hand.
const OF_LEAVES: [&str; 11] = [
    "set",
    "node",
    "from_node",
    "element",
    "text",
    "trimmed",
    "attribute",
    "code_label",
    "date",
    "integer",
    "parse",
];
/// The types of `sofi_lheo::views` that are no views.
const OTHER_TYPES: [&str; 4] = ["Leaf", "ViewDef", "ChildDef", "AttributeMethod"];
/// Words that no method may be named.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// The dialects that know something, as places in the list of schemas.
pub(super) type Dialects = Vec<usize>;

/// What all dialects together say of one element.
#[derive(Default)]
pub(super) struct Union<'s> {
    /// In the most recent dialect.
    pub(super) label: &'s str,
    pub(super) is_leaf: bool,
    pub(super) known_by: Dialects,
    pub(super) children: Vec<Child<'s>>,
    pub(super) attributes: Vec<(&'s str, Dialects)>,
}

pub(super) struct Child<'s> {
    pub(super) name: &'s str,
    /// In at least one dialect.
    pub(super) repeats: bool,
    pub(super) known_by: Dialects,
}

pub(super) fn emit(schemas: &[Schema]) -> Result<String, Error> {
    let unions = unions(schemas)?;
    check_types(&unions)?;
    let mut out = String::from(super::emit::HEADER);
    out.push_str(
        "//! The views of the elements: see `crate::views`.\n\n\
         use crate::views::*;\nuse crate::{Element, Node, element};\n\nviews! {\n",
    );
    for (name, union) in unions.iter().filter(|(_, union)| !union.is_leaf) {
        view(&mut out, name, union, &unions, schemas)?;
    }
    out.push_str("}\n\nleaf! {\n");
    let attributes = of_leaves(&unions);
    check_methods("Leaf", attributes.iter().map(|(name, _)| *name), &OF_LEAVES)?;
    attribute_groups(&mut out, &attributes, schemas);
    out.push_str("}\n");
    Ok(out)
}

pub(super) fn unions(schemas: &[Schema]) -> Result<BTreeMap<&str, Union<'_>>, Error> {
    let mut unions: BTreeMap<&str, Union<'_>> = BTreeMap::new();
    // The most recent LHEO gives the labels and the order of children; older ones and other formats add to it.
    let (versions, others): (Vec<_>, Vec<_>) =
        schemas.iter().enumerate().rev().partition(|(_, schema)| is_version(schema));
    for (dialect, schema) in versions.into_iter().chain(others) {
        for element in &schema.elements {
            let (is_leaf, of, among) = match &element.content {
                Content::Sequence(of) => (false, of.as_slice(), None),
                Content::Choice(range, of) => (false, of.as_slice(), Some(range)),
                Content::Any => (false, [].as_slice(), None),
                Content::Text(..) | Content::Key(_) | Content::Int(_) | Content::Date => {
                    (true, [].as_slice(), None)
                }
            };
            let union = unions.entry(&element.name).or_default();
            if union.known_by.is_empty() {
                (union.label, union.is_leaf) = (&element.label, is_leaf);
            } else if union.is_leaf != is_leaf {
                let message = format!("`{}` holds children in one dialect and text in another", element.name);
                return Err(Error::Names(message));
            }
            know(&mut union.known_by, dialect);
            for particle in of {
                let repeats = among.unwrap_or(&particle.range).max != Some(1);
                match union.children.iter_mut().find(|child| child.name == particle.name) {
                    Some(child) => {
                        child.repeats |= repeats;
                        know(&mut child.known_by, dialect);
                    }
                    None => {
                        union.children.push(Child { name: &particle.name, repeats, known_by: vec![dialect] });
                    }
                }
            }
            for (name, ..) in schema.attributes(element) {
                add(&mut union.attributes, name, dialect);
            }
        }
    }
    Ok(unions)
}

/// A version of LHEO, rather than a format derived from it: its short name is a number.
fn is_version(schema: &Schema) -> bool {
    schema.id.starts_with(|first: char| first.is_ascii_digit())
}

/// Keeps the list sorted, without repeats.
fn know(known_by: &mut Dialects, dialect: usize) {
    if let Err(place) = known_by.binary_search(&dialect) {
        known_by.insert(place, dialect);
    }
}

fn add<'s>(attributes: &mut Vec<(&'s str, Dialects)>, name: &'s str, dialect: usize) {
    match attributes.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known_by)) => know(known_by, dialect),
        None => attributes.push((name, vec![dialect])),
    }
}

/// The attributes that at least one leaf may bear.
pub(super) fn of_leaves<'s>(unions: &BTreeMap<&str, Union<'s>>) -> Vec<(&'s str, Dialects)> {
    let mut attributes = Vec::new();
    for (name, known_by) in unions.values().filter(|union| union.is_leaf).flat_map(|union| &union.attributes)
    {
        for dialect in known_by {
            add(&mut attributes, name, *dialect);
        }
    }
    attributes
}

fn view(
    out: &mut String,
    name: &str,
    union: &Union<'_>,
    unions: &BTreeMap<&str, Union<'_>>,
    schemas: &[Schema],
) -> Result<(), Error> {
    let children = union.children.iter().map(|child| child.name);
    let attributes = union.attributes.iter().map(|(name, _)| *name);
    let is_extension = matches!(name, "extras" | "extra");
    let reserved = [&OF_VIEWS[..], if is_extension { &OF_EXTENSIONS } else { &[] }].concat();
    check_methods(name, children.chain(attributes), &reserved)?;
    let doc = format!("`<{name}>`: {}", documentation(union.label, &union.known_by, schemas));
    let _ = writeln!(out, "    {} {} {doc:?} {{", type_name(name), constant(name));
    for child in &union.children {
        // Validation has seen that every child is defined.
        let known = unions.get(child.name);
        let is_leaf = known.is_some_and(|known| known.is_leaf);
        let doc = documentation(known.map_or(child.name, |known| known.label), &child.known_by, schemas);
        let _ = writeln!(
            out,
            "        {} {} {} {} {} {doc:?};",
            if child.repeats { "many" } else { "one" },
            method_name(child.name),
            setter_name(if child.repeats { "add" } else { "set" }, child.name),
            if is_leaf { "Leaf".to_owned() } else { type_name(child.name) },
            constant(child.name),
        );
    }
    out.push_str("    } {\n");
    attribute_groups(out, &union.attributes, schemas);
    out.push_str("    }\n");
    Ok(())
}

/// Attributes, those of the same dialects on one line.
fn attribute_groups(out: &mut String, attributes: &[(&str, Dialects)], schemas: &[Schema]) {
    let mut groups: Vec<(&Dialects, String)> = Vec::new();
    for (name, known_by) in attributes {
        let method = format!(" {} {} {name:?}", method_name(name), setter_name("set", name));
        match groups.iter_mut().find(|(group, _)| *group == known_by) {
            Some((_, methods)) => *methods += &method,
            None => groups.push((known_by, method)),
        }
    }
    for (known_by, methods) in groups {
        let _ = writeln!(out, "        {:?} {{{methods} }}", phrase(known_by, schemas));
    }
}

pub(super) fn documentation(label: &str, known_by: &Dialects, schemas: &[Schema]) -> String {
    format!("{}. {}.", label.trim_end_matches('.'), phrase(known_by, schemas))
}

/// `LHEO 2.0 to 2.3, EDOF`.
pub(super) fn phrase(known_by: &Dialects, schemas: &[Schema]) -> String {
    let is_version = |dialect: &usize| is_version(&schemas[*dialect]);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for dialect in known_by.iter().copied().filter(is_version) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == dialect => *last = dialect,
            _ => runs.push((dialect, dialect)),
        }
    }
    let id = |dialect: usize| schemas[dialect].id.as_str();
    let versions = runs.into_iter().map(|(first, last)| match last - first {
        0 => id(first).to_owned(),
        1 => format!("{} and {}", id(first), id(last)),
        _ => format!("{} to {}", id(first), id(last)),
    });
    let versions = versions.collect::<Vec<_>>().join(", ");
    let lheo = (!versions.is_empty()).then(|| format!("LHEO {versions}"));
    let others =
        known_by.iter().filter(|dialect| !is_version(dialect)).map(|dialect| id(*dialect).to_uppercase());
    lheo.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

/// `SIRET-organisme-formation` becomes `SiretOrganismeFormation`.
pub(super) fn type_name(name: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..].to_lowercase();
    // Validation lets through names of letters, digits and hyphens; two hyphens in a row leave an empty word.
    name.split('-').filter(|part| !part.is_empty()).map(word).collect()
}

/// `SIRET-organisme-formation` becomes `siret_organisme_formation`, `ref` becomes `ref_`.
fn method_name(name: &str) -> String {
    let method = name.to_lowercase().replace('-', "_");
    if KEYWORDS.contains(&method.as_str()) { method + "_" } else { method }
}

/// `SIRET-organisme-formation` becomes `set_siret_organisme_formation`.
fn setter_name(verb: &str, name: &str) -> String {
    format!("{verb}_{}", name.to_lowercase().replace('-', "_"))
}

fn check_types(unions: &BTreeMap<&str, Union<'_>>) -> Result<(), Error> {
    let mut types: BTreeMap<String, &str> =
        OTHER_TYPES.iter().map(|name| ((*name).to_owned(), "the module")).collect();
    for name in unions.iter().filter(|(_, union)| !union.is_leaf).map(|(name, _)| *name) {
        if let Some(other) = types.insert(type_name(name), name) {
            return Err(Error::Names(format!("`{name}` and `{other}` make the same Rust type")));
        }
    }
    Ok(())
}

fn check_methods<'s>(
    view: &str,
    names: impl Iterator<Item = &'s str>,
    reserved: &[&'s str],
) -> Result<(), Error> {
    let mut methods: BTreeMap<String, &str> =
        reserved.iter().map(|name| ((*name).to_owned(), "the view")).collect();
    for name in names {
        if let Some(other) = methods.insert(method_name(name), name) {
            let message = format!("in `{view}`, `{name}` and `{other}` make the same Rust method");
            return Err(Error::Names(message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::{Schema, emit};

    fn schema(id: &str, body: &str) -> Schema {
        let head = format!("dialecte : {id}\ntitre : X\nespace-de-noms : urn:x\nracines : a\n\n");
        parse::parse("x.schema", &(head + "attribut n : texte\n\n" + body), None).unwrap()
    }

    #[test]
    fn a_view_is_the_union_of_the_dialects() {
        let schemas = [
            schema(
                "1.0",
                "a : suite \"Old\"\n    b  0..2\n    old  1\n\nb : texte 1..5 \"B\"\nold : date \"O\"\n",
            ),
            schema("1.1", "a : suite \"New\" @n\n    b  1\n    a  0..1\n\nb : texte 1..5 \"Bé.\"\n"),
            schema("z", "a : choix 1 \"Z\" @n\n    b\n\nb : texte 1..5 \"Z\"\n"),
        ];
        let text = emit(&schemas).unwrap();
        let expected = "    A A \"`<a>`: New. LHEO 1.0 and 1.1, Z.\" {\n        \
             many b add_b Leaf B \"Bé. LHEO 1.0 and 1.1, Z.\";\n        \
             one a set_a A A \"New. LHEO 1.1.\";\n        \
             one old set_old Leaf OLD \"O. LHEO 1.0.\";\n    } {\n        \
             \"LHEO 1.1, Z\" { n set_n \"n\" }\n    }\n";
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn names_are_made_into_rust() {
        let body = "a : suite \"A\"\n    Code-UAI-x  1\n    type  1\n\nCode-UAI-x : suite \"C\"\n    type  1\n\n\
             type : date \"T\"\n";
        let text = emit(&[schema("1.0", body)]).unwrap();
        assert!(text.contains("one code_uai_x set_code_uai_x CodeUaiX CODE_UAI_X "), "{text}");
        assert!(text.contains("one type_ set_type Leaf TYPE "), "{text}");
    }

    #[test]
    fn names_that_clash_are_refused() {
        let leaf = "b : date \"B\"\n";
        let cases = [
            (
                "a : suite \"A\"\n    node  1\n\nnode : date \"N\"\n",
                "in `a`, `node` and `the view` make the same Rust method",
            ),
            (
                "a : suite \"A\" @n\n    N  1\n\nN : date \"N\"\n",
                "in `a`, `n` and `N` make the same Rust method",
            ),
            (
                "a : suite \"A\"\n    leaf  1\n\nleaf : suite \"L\"\n    b  1\n\nb : date \"B\"\n",
                "`leaf` and `the module` make the same Rust type",
            ),
            (
                "a : suite \"A\"\n    b  1\n\nb : date \"B\" @n\n\nattribut date : texte\nattributs-communs : date\n",
                "in `Leaf`, `date` and `the view` make the same Rust method",
            ),
        ];
        for (body, message) in cases {
            assert_eq!(emit(&[schema("1.0", body)]).unwrap_err().to_string(), message);
        }
        let schemas = [schema("1.0", leaf), schema("1.1", "b : suite \"B\"\n    b  1\n")];
        let message = "`b` holds children in one dialect and text in another";
        assert_eq!(emit(&schemas).unwrap_err().to_string(), message);
    }
}
