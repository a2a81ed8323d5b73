//! Proof that a record is no worse after a conversion than before.

use std::collections::BTreeMap;

use sofi_core::{Finding, Level, Severity};

use crate::{
    Checker, Dialect, Element, Reader, Record, element as e,
    outline::{Outline, Section},
};

/// Checks records, each as the only one of a document.
#[derive(Debug)]
pub(super) struct Proof {
    checker: Checker,
    /// Other namespaces that the document declares around its records: (attribute, value).
    declarations: Vec<(String, String)>,
}

impl Proof {
    pub(super) fn new() -> Self {
        Self { checker: Checker::new(Level::Strict), declarations: Vec::new() }
    }

    /// Takes the declarations of a start tag outside of records.
    pub(super) fn declare<'a>(&mut self, attributes: impl Iterator<Item = (&'a str, &'a str)>) {
        for (name, value) in attributes.filter(|(name, _)| *name == "xmlns" || name.starts_with("xmlns:")) {
            self.declarations.retain(|(known, _)| known != name);
            self.declarations.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The errors of a record in this dialect, whose namespace is written in this way.
    ///
    /// What refers to other records cannot be judged on one alone.
    pub(super) fn errors(
        &self,
        source: &str,
        record: Element,
        dialect: Dialect,
        namespace: &str,
    ) -> Vec<Finding> {
        let document = self.document(source, record, dialect, namespace);
        let report = self.checker.check_slice("", document.as_bytes());
        let findings = report.files.into_iter().flat_map(|file| file.findings);
        // What the reconstructed schemas of LHEO 2.0 and 2.1 refuse is a warning.
        findings.filter(|it| it.severity >= Severity::Warning && it.rule.code != "LHE83").collect()
    }

    /// Reads a record; `None` when it is none.
    pub(super) fn read<T>(
        &self,
        source: &str,
        record: Element,
        dialect: Dialect,
        look: impl FnOnce(Record<'_>) -> T,
    ) -> Option<T> {
        let document = self.document(source, record, dialect, dialect.namespace());
        let mut reader = Reader::from_slice("", document.as_bytes()).ok()?;
        reader.next_record().ok()?.map(look)
    }

    /// A document that holds this record alone.
    fn document(&self, source: &str, record: Element, dialect: Dialect, namespace: &str) -> String {
        let Some((outline, section)) = home(record) else { return source.to_owned() };
        let name = source.get(1..).unwrap_or_default();
        let end = name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(0);
        let prefix = name[..end].split_once(':').map(|(prefix, _)| prefix);
        let own = prefix.map_or("xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
        let colon = prefix.map_or(String::new(), |prefix| format!("{prefix}:"));
        let mut document = format!("<{colon}{}", outline.root.name());
        for (name, value) in &self.declarations {
            let value = if *name == own || value == namespace { dialect.namespace() } else { value };
            document.extend([" ", name, "=\"", &crate::edit::escape_attribute(value, '"'), "\""]);
        }
        if !self.declarations.iter().any(|(name, _)| *name == own) {
            document.extend([" ", &own, "=\"", dialect.namespace(), "\""]);
        }
        document.push('>');
        for holder in section.holders {
            document.extend(["<", &colon, holder.name(), ">"]);
        }
        document.push_str(source);
        for holder in section.holders.iter().rev() {
            document.extend(["</", &colon, holder.name(), ">"]);
        }
        document.extend(["</", &colon, outline.root.name(), ">"]);
        document
    }
}

/// The document that such a record is at home in.
fn home(record: Element) -> Option<(&'static Outline, &'static Section)> {
    [e::LHEO, e::LHEO_INDEX, e::LHEO_PLUS].into_iter().find_map(|root| {
        let outline = Outline::of(root)?;
        Some((outline, outline.section(record, None)?))
    })
}

/// The first finding that was not there before: of its rule, there are more.
pub(super) fn added<'f>(before: &[Finding], after: &'f [Finding]) -> Option<&'f Finding> {
    let mut counts = BTreeMap::new();
    for finding in before {
        *counts.entry(finding.rule.code).or_insert(0_usize) += 1;
    }
    after.iter().find(|finding| match counts.get_mut(finding.rule.code) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    })
}
