//! Attributes: which ones an element may bear, what their values are, and identifiers across the document.

use std::collections::HashMap;

use sofi_core::{Args, Finding, Level, Rule, Safety};

use super::{
    Structure,
    datatypes::{is_date_time, is_id, is_uri, trim},
    nearest,
    values::shorten,
};
use crate::{
    AttributeKind, Content, ElementDef, Required,
    rules::lhe,
    xml::{Attribute, Tag, View, XSI},
};

/// A date and time whose letter or seconds lack: `2026-09-01 08:30`, `2026-09-01T08:30`.
fn date_time_meant(written: &str) -> Option<String> {
    let (date, time) = trim(written).split_once([' ', 'T', 't'])?;
    let seconds = if time.matches(':').count() == 1 && time.len() == 5 { ":00" } else { "" };
    let meant = format!("{date}T{time}{seconds}");
    (meant != written && is_date_time(&meant)).then_some(meant)
}

/// The identifiers of a document, and the references to them.
#[derive(Debug, Default)]
pub(crate) struct Identifiers {
    /// Line of each `id`.
    lines: HashMap<String, u64>,
    /// References, as the findings that they are when nothing bears their value.
    references: Vec<(String, Finding)>,
}

/// References kept to be looked up at the end; the ones after that are not looked up.
const MOST_REFERENCES: usize = 100_000;

impl Identifiers {
    /// Findings about references to nothing.
    pub(crate) fn unresolved(&mut self) -> Vec<Finding> {
        let lines = &self.lines;
        self.references
            .drain(..)
            .filter(|(id, _)| !lines.contains_key(id))
            .map(|(_, finding)| finding)
            .collect()
    }
}

impl Structure<'_> {
    /// Checks the attributes of the open element.
    pub(super) fn attributes(&mut self, def: &'static ElementDef, tag: &Tag<'_>, view: &View<'_>) {
        for attribute in tag.attributes {
            match attribute.uri {
                "" => self.own_attribute(def, attribute, tag, view),
                XSI => self.xsi_attribute(def, attribute, tag, view),
                _ if matches!(def.content, Content::Any) => {}
                _ => self.unknown_attribute(def, attribute, tag, view),
            }
        }
        for required in def.attributes.iter().filter(|a| a.required != Required::No) {
            if tag.attribute(required.name).is_some() {
                continue;
            }
            match required.required {
                Required::Xsd => {
                    self.attribute_finding(&lhe::LHE41, required.name, Args::new(), None, tag, view);
                }
                Required::Standard if self.level >= Level::Strict => {
                    self.attribute_finding(&lhe::LHE80, required.name, Args::new(), None, tag, view);
                }
                _ => {}
            }
        }
    }

    fn own_attribute(
        &mut self,
        def: &'static ElementDef,
        attribute: &Attribute<'_>,
        tag: &Tag<'_>,
        view: &View<'_>,
    ) {
        let Some(found) = def.attributes.iter().find(|a| a.name == attribute.local) else {
            if !matches!(def.content, Content::Any) {
                self.unknown_attribute(def, attribute, tag, view);
            }
            return;
        };
        let value = attribute.value;
        let is_right = match found.kind {
            AttributeKind::Text => true,
            AttributeKind::Id | AttributeKind::IdRef => is_id(value),
            AttributeKind::DateTime => is_date_time(value),
            AttributeKind::Uri => is_uri(value),
        };
        let args = || Args::new().text("value", shorten(value));
        if !is_right {
            let rule = match found.kind {
                AttributeKind::DateTime => &lhe::LHE44,
                AttributeKind::Uri => &lhe::LHE45,
                _ => &lhe::LHE42,
            };
            let mut finding = self.attribute_place(rule, found.name, args(), Some(value), tag, view);
            let meant = match found.kind {
                AttributeKind::DateTime => date_time_meant(value),
                _ => None,
            };
            finding.fix =
                meant.and_then(|meant| Self::revalue(tag, found.name, &meant, Safety::Suggested, view));
            return self.collector.push(finding);
        }
        let id = trim(value);
        match found.kind {
            AttributeKind::Id => match self.identifiers.lines.get(id) {
                Some(&line) => {
                    let args = args().count("line", line);
                    self.attribute_finding(&lhe::LHE43, found.name, args, Some(value), tag, view);
                }
                None => {
                    self.identifiers.lines.insert(id.to_owned(), tag.from.line);
                }
            },
            AttributeKind::IdRef
                if self.level >= Level::Strict && self.identifiers.references.len() < MOST_REFERENCES =>
            {
                let finding = self.attribute_place(&lhe::LHE83, found.name, args(), Some(value), tag, view);
                self.identifiers.references.push((id.to_owned(), finding));
            }
            _ => {}
        }
    }

    fn xsi_attribute(
        &mut self,
        def: &'static ElementDef,
        attribute: &Attribute<'_>,
        tag: &Tag<'_>,
        view: &View<'_>,
    ) {
        match attribute.local {
            "schemaLocation" | "noNamespaceSchemaLocation" => {}
            "type" => {
                // The only type that can stand for that of an element is itself.
                let is_own = tag.xsi_type.is_some_and(|(uri, local)| {
                    uri == tag.uri && local.strip_suffix("-type") == Some(def.element.name())
                });
                if !is_own {
                    self.xsi_finding(attribute, "xsi:type", tag, view);
                }
            }
            "nil" => self.xsi_finding(attribute, "xsi:nil", tag, view),
            _ if matches!(def.content, Content::Any) => {}
            _ => self.unknown_attribute(def, attribute, tag, view),
        }
    }

    fn xsi_finding(&mut self, attribute: &Attribute<'_>, name: &'static str, tag: &Tag<'_>, view: &View<'_>) {
        let args = Args::new().text("value", shorten(attribute.value));
        self.attribute_finding(&lhe::LHE46, name, args, Some(attribute.value), tag, view);
    }

    fn unknown_attribute(
        &mut self,
        def: &'static ElementDef,
        attribute: &Attribute<'_>,
        tag: &Tag<'_>,
        view: &View<'_>,
    ) {
        let meant = nearest(attribute.local, def.attributes.iter().map(|a| a.name));
        let args = match meant.filter(|_| attribute.uri.is_empty()) {
            Some(name) => Args::new().text("suggestion", name),
            None => Args::new(),
        };
        let name = match attribute.uri {
            "" => attribute.local.to_owned(),
            uri => format!("{{{uri}}}{}", attribute.local),
        };
        let mut finding = self.attribute_place(&lhe::LHE40, &name, args, Some(attribute.value), tag, view);
        finding.fix = meant
            .filter(|_| attribute.uri.is_empty())
            .and_then(|meant| Self::rename(tag, attribute.local, meant, view));
        self.collector.push(finding);
    }

    fn attribute_finding(
        &mut self,
        rule: &'static Rule,
        name: &str,
        args: Args,
        value: Option<&str>,
        tag: &Tag<'_>,
        view: &View<'_>,
    ) {
        let finding = self.attribute_place(rule, name, args, value, tag, view);
        self.collector.push(finding);
    }

    fn attribute_place(
        &self,
        rule: &'static Rule,
        name: &str,
        args: Args,
        value: Option<&str>,
        tag: &Tag<'_>,
        view: &View<'_>,
    ) -> Finding {
        let args = args.text("element", tag.name.to_owned()).text("attribute", shorten(name));
        let mut finding = self.finding(rule, args, tag.to, view);
        finding.value = value.map(|value| value.chars().take(200).collect());
        finding.place.path.push_str("/@");
        finding.place.path.push_str(name);
        finding.place.attribute = Some(name.to_owned());
        finding
    }
}
