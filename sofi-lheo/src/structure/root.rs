//! The root of a document: which dialect it is in, and whether it may be a root there.

use sofi_core::{Arg, Args, Level, Profile};

use super::{Structure, frame::Kind, nearest, values::shorten};
use crate::{
    Dialect, Recognition,
    rules::lhe,
    xml::{Tag, View},
};

impl Structure<'_> {
    /// Learns from the root what the document is; what it is to be checked as.
    pub(super) fn root(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Kind {
        self.facts.root = Some(tag.local.to_owned());
        let uri = (!tag.uri.is_empty()).then_some(tag.uri);
        let dialect = match tag.recognition {
            Recognition::Known(dialect) | Recognition::Misnomer(dialect) => dialect,
            Recognition::Old(name) => {
                self.facts.dialect_name = Some(name);
                let title = match name {
                    "leger" => "lheo-leger".to_owned(),
                    _ => format!("LHEO {name}"),
                };
                self.push(&lhe::LHE63, Args::new().text("dialect", title), tag.to, view);
                return Kind::Free;
            }
            Recognition::Unknown => {
                let known: Vec<&str> = Dialect::ALL.iter().rev().map(|d| d.namespace()).collect();
                let args = Args::new().text("known", known.join(", ")).text("element", tag.local.to_owned());
                match uri {
                    Some(uri) => {
                        let args = args.text("namespace", shorten(uri));
                        self.push(&lhe::LHE60, args, tag.to, view);
                    }
                    None => self.push(&lhe::LHE61, args, tag.to, view),
                }
                return Kind::Free;
            }
        };
        let schema = dialect.schema();
        self.facts.dialect = Some(dialect);
        self.facts.dialect_name = Some(schema.id);
        let usual = if dialect == Dialect::Edof { Profile::Edof } else { Profile::Lheo };
        self.collector.profile = self.asked_profile.unwrap_or(usual);
        self.collector.is_reconstructed = schema.reconstructed;
        if matches!(tag.recognition, Recognition::Misnomer(_)) {
            let args = match tag.schema_location() {
                Some(_) => Args::new().text("location", "xsi:schemaLocation"),
                None => Args::new(),
            };
            let args = args
                .text("suggestion", schema.namespace)
                .text("dialect", schema.title)
                .text("element", tag.local.to_owned());
            let (rule, args) = match uri {
                Some(uri) => (&lhe::LHE64, args.text("namespace", shorten(uri))),
                None => (&lhe::LHE61, args),
            };
            let mut finding = self.finding(rule, args, tag.to, view);
            finding.fix = Some(Self::rename_space(tag, schema.namespace, view));
            self.collector.push(finding);
        }
        if schema.reconstructed {
            self.push(&lhe::LHE65, Args::new().text("dialect", schema.title), tag.to, view);
        }
        let roots: Vec<&'static str> = schema.roots.iter().map(|root| root.name()).collect();
        let Some(def) = tag.element.and_then(|element| schema.element(element)) else {
            let meant = nearest(tag.local, roots.iter().copied()).and_then(|name| schema.element_named(name));
            let args = Args::new().text("element", tag.local.to_owned());
            match meant {
                Some(def) => self.misspelt(tag, def.element, Vec::new(), view),
                None => self.push(&lhe::LHE62, args.with("expected", Arg::AnyOf(roots)), tag.to, view),
            }
            return meant.map_or(Kind::Free, Kind::Known);
        };
        if self.level >= Level::Strict && !schema.roots.contains(&def.element) {
            let args = Args::new().text("element", tag.local.to_owned()).with("expected", Arg::AnyOf(roots));
            self.push(&lhe::LHE62, args, tag.to, view);
        }
        Kind::Known(def)
    }
}
