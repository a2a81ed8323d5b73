//! The report as SARIF 2.1.0, which forges and editors show beside the lines.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::{Value, json};

use super::{json::line, page::typeset_all, view::Lazy};
use crate::{FileReport, Finding, Lang, Place, Report, Rule, Severity};

/// Writes a report as one [SARIF] 2.1.0 object, in the language given for its messages.
///
/// Rules are those that are broken, sorted by code. Columns count characters. Whatever has no place in SARIF (formation, session, SIRET...) is
/// in the `properties` of its result, under the keys of [`json`](fn@crate::render::json). A document that could not be read to its end is a
/// notification of the one invocation, which was then not successful.
///
/// ```
/// use sofi_core::{Lang, Report, render};
///
/// let mut out = Vec::new();
/// render::sarif(&Report::default(), Lang::Fr, &mut out)?;
/// assert!(String::from_utf8(out).unwrap().contains("\"version\":\"2.1.0\""));
/// # Ok::<_, std::io::Error>(())
/// ```
///
/// [SARIF]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
pub fn sarif(report: &Report, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> =
        report.findings().map(|(_, finding)| (finding.rule.code, finding.rule)).collect();
    let errors = report.files.iter().filter_map(|file| Some((file, file.error.as_ref()?)));
    let notifications: Vec<Value> = errors.map(|(file, error)| notification(file, error)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: json!({ "driver": {
                "name": "sofi",
                "version": crate::VERSION,
                "rules": rules.values().map(|rule| descriptor(rule, lang)).collect::<Vec<_>>(),
            } }),
            column_kind: "unicodeCodePoints",
            invocations: [json!({
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            })],
            results: Lazy(|| report.findings().map(|(file, finding)| result(file, finding, lang))),
        }],
    };
    line(&log, out)
}

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Value,
    column_kind: &'static str,
    invocations: [Value; 1],
    results: R,
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": typeset_all(rule.title.get(lang), lang) },
        "fullDescription": { "text": typeset_all(rule.why.get(lang), lang) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(file: &FileReport, finding: &Finding, lang: Lang) -> Value {
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.severity),
        "message": { "text": text(finding, lang) },
        "locations": [location(file, &finding.place)],
        "properties": {
            "formation": finding.context.formation,
            "action": finding.context.action,
            "session": finding.context.session,
            "record": finding.context.record,
            "siret": finding.context.siret,
            "organisme": finding.context.organisme,
            "departement": finding.context.departement,
        },
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|related| {
            let mut location = location(file, &related.place);
            set(&mut location, "message", json!({ "text": typeset_all(related.what.get(lang), lang) }));
            location
        });
        set(&mut result, "relatedLocations", related.collect());
    }
    if let Some(fix) = &finding.fix {
        let replacements = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": { "byteOffset": edit.offset, "byteLength": edit.length },
                "insertedContent": { "text": edit.replacement },
            })
        });
        let fix = json!([{
            "description": { "text": typeset_all(fix.description.get(lang), lang) },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&file.path) },
                "replacements": replacements.collect::<Vec<_>>(),
            }],
            "properties": { "safety": fix.safety.as_str() },
        }]);
        set(&mut result, "fixes", fix);
    }
    result
}

/// Adds a member to an object.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

/// What is wrong, then what to do.
fn text(finding: &Finding, lang: Lang) -> String {
    finding.helps(lang).fold(finding.message(lang), |text, help| text + "\n" + &help)
}

fn location(file: &FileReport, place: &Place) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&file.path) },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "byteOffset": place.offset,
                "byteLength": place.end_offset.saturating_sub(place.offset),
            },
        },
        "logicalLocations": [{ "fullyQualifiedName": place.path, "kind": "element" }],
    })
}

fn notification(file: &FileReport, error: &str) -> Value {
    json!({
        "level": "error",
        "message": { "text": error },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&file.path) } } }],
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a reference: a relative one stays relative.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => out.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte.into());
            }
            _ => {
                // Writing to a string never fails.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("flux été/a.xml"), "flux%20%C3%A9t%C3%A9/a.xml");
        assert_eq!(uri("/tmp/a.xml"), "file:///tmp/a.xml");
        assert_eq!(uri("a.zip!b:c.xml"), "a.zip%21b%3Ac.xml");
    }
}
