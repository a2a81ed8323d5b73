//! The JSON report and its published schema, `docs/report.schema.json`, say the same.

use std::{fs, path::Path};

use serde_json::Value;
use sofi_core::{
    Args, Bilingual, Edit, FileReport, Finding, Fix, Lang, NotEvaluated, Place, RegisterUse, Related, Report,
    Safety, render,
};

/// A report in which every list has an element.
fn full() -> Report {
    let text = Bilingual::new("texte", "text");
    let mut finding = Finding::new(&sofi_lheo::rules::lhe::LHE03, Place::start(), Args::new());
    finding.related.push(Related { place: Place::start(), what: text });
    finding.fix = Some(Fix {
        safety: Safety::Safe,
        description: text,
        replacement: "x".to_owned(),
        edits: vec![Edit { offset: 0, length: 1, replacement: "x".to_owned() }],
    });
    let register = RegisterUse { kind: "cpf".into(), path: "p".into(), date: None, sha256: "0".into() };
    Report {
        files: vec![FileReport { findings: vec![finding], ..FileReport::default() }],
        registers: vec![register],
        not_evaluated: vec![NotEvaluated { code: "CRT12", reason: text, count: 1 }],
        ..Report::default()
    }
}

/// Follows `$ref`, and takes the shape of what may be null.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str() {
        return root.pointer(name.trim_start_matches('#')).expect("the reference leads somewhere");
    }
    match schema["anyOf"].as_array() {
        Some(choices) => resolve(root, choices.last().unwrap()),
        None => schema,
    }
}

/// Same keys in the same order, same types, all the way down.
fn compare(root: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = resolve(root, schema);
    match value {
        Value::Object(fields) => {
            let found: Vec<_> = fields.keys().map(String::as_str).collect();
            let mut required: Vec<_> =
                schema["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
            required.sort_unstable();
            assert_eq!(found, required, "{at}");
            for (key, value) in fields {
                compare(root, &schema["properties"][key], value, &format!("{at}/{key}"));
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "{at}: nothing to compare");
            for item in items {
                compare(root, &schema["items"], item, at);
            }
        }
        _ => {
            let kind = match value {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(_) => "integer",
                _ => "string",
            };
            let types = &schema["type"];
            let allowed =
                types == kind || types.as_array().is_some_and(|types| types.iter().any(|t| t == kind));
            let listed = schema["enum"].as_array().is_some_and(|values| values.contains(value));
            assert!(allowed || listed, "{at}: {value} against {schema}");
        }
    }
}

#[test]
fn the_schema_describes_the_report() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/report.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut out = Vec::new();
    render::json(&full(), Lang::Fr, &mut out).unwrap();
    compare(&schema, &schema, &serde_json::from_slice(&out).unwrap(), "");
}
