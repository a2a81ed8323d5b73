//! What a schema must respect as a whole, beyond the syntax of its lines.

use std::collections::BTreeSet;

use super::parse::SchemaError;
use super::schema::{Content, Particle, Range, Schema, Table};

/// The greatest bound that the tables of sofi-lheo can hold: the next one means "unbounded".
const GREATEST: u32 = u16::MAX as u32 - 1;

type Check = Result<(), SchemaError>;

/// Says the first fault of a schema that its lines alone do not show.
pub fn validate(schema: &Schema) -> Check {
    let fail = |line, message: String| Err(SchemaError::new(&schema.file, line, message));
    for (key, value) in
        [("dialecte", &schema.id), ("titre", &schema.title), ("espace-de-noms", &schema.namespace)]
    {
        if value.is_empty() {
            return fail(0, format!("expected a line `{key} : …`"));
        }
    }
    if schema.namespace.contains(['"', '<', '&']) || schema.title.contains("--") {
        return fail(0, "expected a namespace without `\"`, `<` or `&`, and a title without `--`".into());
    }
    if schema.roots.is_empty() {
        return fail(0, "expected a line `racines : …`".into());
    }
    let mut defined = BTreeSet::new();
    for element in &schema.elements {
        if !is_name(&element.name) {
            return fail(
                element.line,
                format!("expected a name of letters, digits and hyphens, found `{}`", element.name),
            );
        }
        if !defined.insert(element.name.as_str()) {
            return fail(element.line, format!("the element `{}` is already defined", element.name));
        }
    }
    if let Some(root) = schema.roots.iter().find(|root| !defined.contains(root.name.as_str())) {
        return fail(root.line, format!("the root `{}` is defined nowhere", root.name));
    }
    let known = |name: &str| schema.kinds.iter().any(|attribute| attribute.name == name);
    if let Some(attribute) = schema.common.iter().find(|attribute| !known(&attribute.name)) {
        return fail(
            attribute.line,
            format!("the attribute `{0}` has no line `attribut {0} : …`", attribute.name),
        );
    }
    if let Some(name) = repeated(schema.common.iter().map(|attribute| &attribute.name)) {
        return fail(0, format!("the attribute `{name}` is listed twice in `attributs-communs`"));
    }
    for element in &schema.elements {
        if let Some(name) = repeated(element.attributes.iter().map(|attribute| &attribute.name)) {
            return fail(element.line, format!("the attribute `{name}` is listed twice"));
        }
        if let Some(attribute) = element.attributes.iter().find(|attribute| !known(&attribute.name)) {
            let message = format!("the attribute `{0}` has no line `attribut {0} : …`", attribute.name);
            return fail(element.line, message);
        }
        match &element.content {
            Content::Sequence(of) => particles(schema, of, &defined, element.line)?,
            Content::Choice(range, of) => {
                bounds(schema, *range, GREATEST, element.line)?;
                particles(schema, of, &defined, element.line)?;
            }
            Content::Text(range, _) => {
                bounds(schema, *range, GREATEST, element.line)?;
                closed(schema, *range, element.line)?;
            }
            Content::Int(Some(range)) => {
                bounds(schema, *range, u32::MAX, element.line)?;
                closed(schema, *range, element.line)?;
            }
            Content::Key(table) if schema.tables.iter().all(|known| known.name != *table) => {
                return fail(element.line, format!("the table `{table}` is defined nowhere"));
            }
            _ => {}
        }
    }
    tables(schema)
}

/// Names become Rust constants and XML names.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn repeated<'a>(names: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = BTreeSet::new();
    names.into_iter().find(|name| !seen.insert(name.as_str()))
}

fn particles(schema: &Schema, of: &[Particle], defined: &BTreeSet<&str>, line: usize) -> Check {
    let fail = |line, message: String| Err(SchemaError::new(&schema.file, line, message));
    if of.is_empty() {
        return fail(line, "expected indented lines with the children".into());
    }
    let mut seen = BTreeSet::new();
    for particle in of {
        if !defined.contains(particle.name.as_str()) {
            return fail(particle.line, format!("the child `{}` is defined nowhere", particle.name));
        }
        // A name that stood twice would make the position of a child ambiguous for the one-pass checker.
        if !seen.insert(&particle.name) {
            return fail(particle.line, format!("the child `{}` is already listed", particle.name));
        }
        bounds(schema, particle.range, GREATEST, particle.line)?;
    }
    Ok(())
}

fn bounds(schema: &Schema, range: Range, greatest: u32, line: usize) -> Check {
    let max = range.max.unwrap_or(greatest);
    let message = if range.min > max {
        format!("the lower bound {} is above the upper bound {max}", range.min)
    } else if max == 0 {
        "the upper bound is 0".into()
    } else if max > greatest {
        format!("the upper bound {max} is above {greatest}")
    } else {
        return Ok(());
    };
    Err(SchemaError::new(&schema.file, line, message))
}

fn closed(schema: &Schema, range: Range, line: usize) -> Check {
    match range.max {
        Some(_) => Ok(()),
        None => Err(SchemaError::new(&schema.file, line, "expected an upper bound, found `n`")),
    }
}

fn tables(schema: &Schema) -> Check {
    let fail = |line, message: String| Err(SchemaError::new(&schema.file, line, message));
    let mut names = BTreeSet::new();
    for table in &schema.tables {
        if !names.insert(&table.name) {
            return fail(table.line, format!("the table `{}` is already defined", table.name));
        }
        let used = schema
            .elements
            .iter()
            .any(|element| matches!(&element.content, Content::Key(name) if *name == table.name));
        if !used {
            return fail(table.line, format!("the table `{}` is used by no element", table.name));
        }
        codes(schema, table)?;
    }
    Ok(())
}

fn codes(schema: &Schema, table: &Table) -> Check {
    let fail = |line, message: String| Err(SchemaError::new(&schema.file, line, message));
    if table.codes.is_empty() {
        return fail(table.line, "expected indented lines with the codes".into());
    }
    let mut seen = BTreeSet::new();
    for code in &table.codes {
        if !seen.insert(&code.code) {
            return fail(code.line, format!("the code `{}` is already listed", code.code));
        }
        let Some(target) = &code.alias_of else { continue };
        if !table.codes.iter().any(|other| other.code == *target && other.alias_of.is_none()) {
            return fail(code.line, format!("`{}` is an alias of `{target}`, which is no code", code.code));
        }
    }
    Ok(())
}
