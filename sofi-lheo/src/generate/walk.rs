//! Walks the content models of a dialect and writes what they allow.

use std::fmt::Write as _;
use std::io;

use super::counts;
use super::extras::{self, Extra};
use super::scene::Scene;
use super::values;
use crate::{
    AttributeDef, AttributeKind, Content, Dialect, Element, ElementDef, Particle, Pattern, Required, Schema,
};

/// Writes elements: their content is what the schema says, what they tell is the scene.
pub(super) struct Walker<'a, W, S> {
    out: &'a mut W,
    schema: &'static Schema,
    dialect: Dialect,
    pub(super) scene: Scene,
    /// The scene of the formation of a rank.
    scenes: &'a dyn Fn(u64) -> Scene,
    /// Seeds a fault in a formation, or does not.
    sow: S,
    formations: u64,
    /// Names of the open elements.
    path: Vec<&'static str>,
    /// What was not yet handed to `out`.
    buffer: String,
}

impl<'a, W: io::Write, S: FnMut(&mut String, &Scene) -> io::Result<()>> Walker<'a, W, S> {
    pub(super) fn new(
        out: &'a mut W,
        dialect: Dialect,
        formations: u64,
        scenes: &'a dyn Fn(u64) -> Scene,
        sow: S,
    ) -> Self {
        let (schema, scene) = (dialect.schema(), scenes(0));
        Self { out, schema, dialect, scene, scenes, sow, formations, path: Vec::new(), buffer: String::new() }
    }

    pub(super) fn document(&mut self, root: &'static ElementDef) -> io::Result<()> {
        let encoding = if self.dialect == Dialect::Edof { "ISO-8859-1" } else { "UTF-8" };
        let _ = writeln!(self.buffer, "<?xml version=\"1.0\" encoding=\"{encoding}\"?>");
        self.element(root, 0)?;
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.dialect == Dialect::Edof {
            // Whatever Latin-1 lacks was replaced when the text was made.
            let bytes: Vec<u8> = self.buffer.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
            self.out.write_all(&bytes)?;
        } else {
            self.out.write_all(self.buffer.as_bytes())?;
        }
        self.buffer.clear();
        Ok(())
    }

    fn element(&mut self, def: &'static ElementDef, rank: u64) -> io::Result<()> {
        let name = def.element.name();
        let parent_rank = self.scene.rank;
        self.path.push(name);
        self.scene.enter(&self.path, rank);
        self.scene.parent_rank = parent_rank;
        self.open(name);
        if self.path.len() == 1 {
            let _ = write!(self.buffer, " xmlns=\"{}\"", self.schema.namespace);
        }
        self.attributes(def);
        match def.content {
            Content::Sequence(particles) => {
                self.buffer.push_str(">\n");
                for particle in particles {
                    self.children(*particle)?;
                    self.scene.rank = rank;
                }
                self.close(name);
            }
            Content::Choice { of, min, .. } => {
                self.buffer.push_str(">\n");
                for particle in self.choose(of, min) {
                    self.child(particle.element, 0)?;
                }
                self.close(name);
            }
            leaf => {
                let value = values::value(&mut self.scene, &self.path);
                let value = self.fit(value, &leaf);
                let _ = writeln!(self.buffer, ">{}</{name}>", escape(&value));
            }
        }
        self.path.pop();
        Ok(())
    }

    /// A start tag, without its end; on a line of its own.
    fn open(&mut self, name: &str) {
        self.indent(self.path.len() - 1);
        let _ = write!(self.buffer, "<{name}");
    }

    fn close(&mut self, name: &str) {
        self.indent(self.path.len() - 1);
        let _ = writeln!(self.buffer, "</{name}>");
    }

    fn indent(&mut self, depth: usize) {
        self.buffer.extend(std::iter::repeat_n("  ", depth));
    }

    fn child(&mut self, element: Element, rank: u64) -> io::Result<()> {
        match self.schema.element(element) {
            Some(def) => self.element(def, rank),
            // The generated tables define every element that they mention.
            None => Ok(()),
        }
    }

    fn children(&mut self, particle: Particle) -> io::Result<()> {
        let name = particle.element.name();
        let parent = self.path.last().copied().unwrap_or_default();
        match (parent, name) {
            ("offres", "formation") => {
                self.flush()?;
                for index in 0..self.formations.max(u64::from(particle.min)) {
                    self.scene = (self.scenes)(index);
                    self.child(particle.element, index)?;
                    (self.sow)(&mut self.buffer, &self.scene)?;
                    self.flush()?;
                }
                Ok(())
            }
            (_, "extras") => {
                let mut groups = extras::of(&mut self.scene, parent);
                groups.truncate(usize::from(particle.max));
                while groups.len() < usize::from(particle.min) {
                    groups.push(Extra::Group("complements", Vec::new()));
                }
                groups.iter().try_for_each(|group| self.extra(group))
            }
            _ => {
                let count = counts::count(&mut self.scene, &self.path, name, particle);
                (0..count).try_for_each(|rank| self.child(particle.element, rank))
            }
        }
    }

    /// The children of a choice: those whose value is known first, else any.
    fn choose(&mut self, of: &'static [Particle], min: u16) -> Vec<&'static Particle> {
        let known = of.iter().find(|particle| {
            self.path.push(particle.element.name());
            let known = values::value(&mut self.scene, &self.path).is_some();
            self.path.pop();
            known
        });
        let any = &of[self.scene.rng.index(of.len())];
        vec![known.unwrap_or(any); usize::from(min.max(1))]
    }

    fn extra(&mut self, extra: &Extra) -> io::Result<()> {
        let (name, info) = match extra {
            Extra::Group(info, _) => ("extras", *info),
            Extra::Text(info, _) | Extra::Formacode(info, _) | Extra::Contact(info, _) => ("extra", *info),
        };
        self.path.push(name);
        self.open(name);
        let _ = write!(self.buffer, " info=\"{info}\"");
        match extra {
            Extra::Text(_, text) => self.extra_text("", text),
            Extra::Formacode(_, code) => self.extra_text(" ref=\"V14\"", code),
            Extra::Group(_, extras) => {
                self.buffer.push_str(">\n");
                extras.iter().try_for_each(|extra| self.extra(extra))?;
                self.close(name);
            }
            Extra::Contact(_, fonction) => {
                self.buffer.push_str(">\n");
                if let Some(coordonnees) = self.schema.element_named("coordonnees") {
                    self.element(coordonnees, 0)?;
                }
                if let Some(fonction) = fonction {
                    let text = Extra::Text("fonction", fonction.clone());
                    self.extra(&Extra::Group("coordonnees", vec![text]))?;
                }
                self.close(name);
            }
        }
        self.path.pop();
        Ok(())
    }

    fn extra_text(&mut self, attributes: &str, text: &str) {
        let text = self.clean(text.to_owned());
        let _ = writeln!(self.buffer, "{attributes}>{}</extra>", escape(&text));
    }

    fn attributes(&mut self, def: &'static ElementDef) {
        for attribute in def.attributes {
            let value = values::attribute(&mut self.scene, &self.path, attribute.name);
            let value = value.or_else(|| self.default_attribute(attribute));
            if let Some(value) = value {
                let value = self.clean(value);
                let _ = write!(self.buffer, " {}=\"{}\"", attribute.name, escape(&value));
            }
        }
    }

    /// The value of a mandatory attribute of which nothing is known.
    fn default_attribute(&mut self, attribute: &AttributeDef) -> Option<String> {
        if attribute.required == Required::No {
            return None;
        }
        let number = self.scene.rng.between(1, 9_999);
        Some(match attribute.kind {
            AttributeKind::DateTime => format!("{}T00:00:00", self.scene.reference.format("%Y-%m-%d")),
            AttributeKind::Uri => "https://www.example.org/".to_owned(),
            AttributeKind::Text | AttributeKind::Id | AttributeKind::IdRef => format!("n{number}"),
        })
    }

    /// The text in the characters of the encoding.
    fn clean(&self, text: String) -> String {
        if self.dialect == Dialect::Edof { latin1(&text) } else { text }
    }

    /// The value, or another one when it is not what the schema wants.
    fn fit(&mut self, value: Option<String>, content: &Content) -> String {
        let value = value.map(|value| self.clean(value));
        let rng = &mut self.scene.rng;
        match *content {
            Content::Text { min, max, pattern } => {
                let (min, max) = (usize::from(min), usize::from(max));
                let value = value.unwrap_or_else(|| match pattern {
                    Some(Pattern::PrefixedDigits(prefix)) => format!("{prefix}{}", rng.between(100, 9_999)),
                    Some(Pattern::PhoneDigits) => "0261910000".to_owned(),
                    // A length that cannot vary is that of a code.
                    None if min == max => "0".repeat(min),
                    None => "Renseignement donné sur demande.".to_owned(),
                });
                let mut value: String = value.chars().take(max).collect();
                let length = value.chars().count();
                value.extend(std::iter::repeat_n('0', min.saturating_sub(length)));
                value
            }
            Content::Key(dictionary) => {
                value.filter(|value| dictionary.get(value).is_some()).unwrap_or_else(|| {
                    let current =
                        dictionary.codes.iter().filter(|code| !code.obsolete && code.alias_of.is_none());
                    let codes: Vec<&str> = current.map(|code| code.code).collect();
                    rng.pick(&codes).to_owned()
                })
            }
            Content::Int { bounds } => {
                let (low, high) = bounds.unwrap_or((0, 99_999));
                let value = value.and_then(|value| value.parse::<i64>().ok()).unwrap_or(low);
                value.clamp(low, high).to_string()
            }
            Content::Date => value.unwrap_or_else(|| super::scene::compact(self.scene.reference)),
            Content::Sequence(_) | Content::Choice { .. } | Content::Any => value.unwrap_or_default(),
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The text without the characters that ISO-8859-1 lacks.
fn latin1(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'œ' => latin.push_str("oe"),
            'Œ' => latin.push_str("OE"),
            '’' | '‘' => latin.push('\''),
            '“' | '”' => latin.push('"'),
            '–' | '—' => latin.push('-'),
            '…' => latin.push_str("..."),
            '€' => latin.push_str("EUR"),
            '\u{202f}' => latin.push('\u{a0}'),
            other if u32::from(other) <= 0xff => latin.push(other),
            _ => latin.push('?'),
        }
    }
    latin
}
