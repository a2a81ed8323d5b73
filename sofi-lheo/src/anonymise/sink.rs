//! What passes, and what is replaced of it.

use std::{collections::HashSet, ops::Range};

use sofi_core::Args;

use super::mask::{About, Mask, plain};
use crate::{
    Content, Element, Limits, Recognition,
    edit::{Unencodable, encode, escape_attribute, escape_text},
    fix::Patch,
    source::Encoding,
    xml::{Fault, Flow, Piece, Point, RawTag, Sink, Tag, View},
};

/// Gathers the names of people: those of coordinates that also have a first name or a title.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Local names of the open elements, in small letters.
    open: Vec<String>,
    text: String,
    nom: String,
    prenom: String,
    is_person: bool,
    /// The open element is an extension that holds a name.
    is_extra: bool,
    names: HashSet<String>,
}

impl People {
    pub(super) fn into_names(self) -> HashSet<String> {
        self.names
    }

    fn settle(&mut self) {
        let name = plain(&std::mem::take(&mut self.nom));
        let first = plain(&std::mem::take(&mut self.prenom));
        // Shorter ones would be met everywhere.
        const SHORTEST: usize = 3;
        if std::mem::take(&mut self.is_person) && name.chars().count() >= SHORTEST {
            if !first.is_empty() {
                self.names.insert(format!("{first} {name}"));
                self.names.insert(format!("{name} {first}"));
            }
            self.names.insert(name);
        }
    }
}

impl Sink for People {
    fn start(&mut self, tag: &Tag<'_>, _: &View<'_>) -> Flow {
        let name = tag.local.to_lowercase();
        if name == "coordonnees" {
            self.settle();
        }
        let info = tag.attribute("info").unwrap_or_default();
        let is_first = info.to_lowercase().contains("prenom") || info.to_lowercase().contains("prénom");
        self.is_extra = name == "extra" && of_extra(info) == About::Person && !is_first;
        self.open.push(name);
        self.text.clear();
        Flow::Continue
    }

    fn text(&mut self, text: &str) {
        if self.is_extra
            || matches!(self.open.last().map(String::as_str), Some("nom" | "prenom" | "civilite"))
        {
            self.text.push_str(text);
        }
    }

    fn end(&mut self, _: Point, _: Point, _: &View<'_>) -> Flow {
        match self.open.pop().as_deref() {
            Some("nom") => self.nom = std::mem::take(&mut self.text),
            Some("prenom") => {
                self.is_person |= !self.text.trim().is_empty();
                self.prenom = std::mem::take(&mut self.text);
            }
            Some("civilite") => self.is_person |= !self.text.trim().is_empty(),
            Some("extra") if self.is_extra => {
                (self.nom, self.is_person) = (std::mem::take(&mut self.text), true);
                self.settle();
            }
            Some("coordonnees") => self.settle(),
            _ => {}
        }
        self.is_extra = false;
        self.text.clear();
        Flow::Continue
    }

    fn fault(&mut self, _: &Fault, _: Point, _: Point, _: &View<'_>) {}

    fn resume(&mut self, depth: usize) {
        self.is_extra = false;
        self.settle();
        self.open.truncate(depth);
    }

    fn keep_from(&self) -> Option<u64> {
        None
    }

    fn record_too_large(&mut self, _: &Args) {}
}

/// Replaces what is personal.
#[derive(Debug)]
pub(super) struct Masker {
    mask: Mask,
    patches: Vec<Patch>,
    /// What could not be read.
    damaged: Vec<Range<u64>>,
    open: Vec<Open>,
    /// The end of what was read.
    here: Point,
    has_root: bool,
}

/// An open element.
#[derive(Debug)]
struct Open {
    about: About,
    /// Is it of a person, or of how to reach one?
    is_contact: bool,
    tag_to: Point,
    has_child: bool,
    /// Its text, references resolved.
    value: String,
    /// Its texts, where they are, and what else is in it and replaced on its own.
    texts: Vec<(Point, Point)>,
    asides: Vec<Patch>,
    /// Its content is not at hand as a whole.
    is_lost: bool,
}

impl Masker {
    pub(super) fn new(mask: Mask) -> Self {
        Self {
            mask,
            patches: Vec::new(),
            damaged: Vec::new(),
            open: Vec::new(),
            here: Point::default(),
            has_root: false,
        }
    }

    /// What to change, and what could not be read.
    pub(super) fn finish(mut self, length: u64) -> (Vec<Patch>, Vec<Range<u64>>) {
        self.leave(0);
        if self.here.raw < length {
            self.damaged.push(self.here.raw..length);
        }
        (self.patches, self.damaged)
    }

    /// Leaves elements that were not read to their end: the text of the last one is among what could not be read.
    fn leave(&mut self, depth: usize) {
        if let Some(last) = self.open.last().filter(|last| !last.has_child && self.open.len() > depth)
            && last.tag_to.raw < self.here.raw
        {
            self.here = last.tag_to;
        }
        self.open.truncate(depth);
    }

    /// Reading has come to this place; what was jumped over could not be read.
    fn reach(&mut self, from: Point, to: Point) {
        if self.has_root && from.raw > self.here.raw {
            self.damaged.push(self.here.raw..from.raw);
        }
        self.here = to;
    }

    fn replace(&mut self, from: Point, to: Point, markup: &str, encoding: Encoding) {
        let patch = patch(from, to, markup, encoding);
        match self.open.last_mut().filter(|open| !open.has_child) {
            Some(open) => open.asides.push(patch),
            None => self.patches.push(patch),
        }
    }

    fn attributes(&mut self, tag: &Tag<'_>, about: About, is_contact: bool, view: &View<'_>) {
        if tag.attributes.is_empty() {
            return;
        }
        let text = view.slice(tag.from.decoded, tag.to.decoded);
        let mut raw = RawTag::default();
        if raw.read(text, &Limits::default()).is_err() {
            return;
        }
        for attribute in &raw.attributes {
            let name = text.get(attribute.name.clone()).unwrap_or_default();
            let is_structure = name.starts_with("xml") || name.contains(':');
            let about = match name {
                _ if is_structure => continue,
                "numero" | "ref" if is_contact => About::Person,
                "numero" | "ref" | "id" | "idref" | "datecrea" | "datemaj" | "tag" => continue,
                "href" | "file" | "uri" if is_contact => About::Web,
                _ if name.starts_with("horodatage") => continue,
                // What names the value of an extension is no value.
                "info" if about != About::Nothing || tag.local.starts_with("extra") => continue,
                _ => About::Free,
            };
            let value = raw.value(attribute, text);
            let new = self.mask.value(about, value);
            if new != value {
                let quote = if text[attribute.written.end..].starts_with('\'') { '\'' } else { '"' };
                let point = |at: usize| tag.from.after(text.get(..at).unwrap_or_default(), view.encoding);
                let (from, to) = (point(attribute.written.start), point(attribute.written.end));
                self.patches.push(patch(from, to, &escape_attribute(&new, quote), view.encoding));
            }
        }
    }

    /// The texts of an element that holds others are replaced one by one.
    fn loose(&mut self, texts: &[(Point, Point)], view: &View<'_>) {
        for &(from, to) in texts {
            let written = view.slice(from.decoded, to.decoded);
            let (start, inside, end) =
                match written.strip_prefix("<![CDATA[").and_then(|it| it.strip_suffix("]]>")) {
                    Some(inside) => ("<![CDATA[", inside, "]]>"),
                    None => ("", written, ""),
                };
            let new = format!("{start}{}{end}", self.mask.all(inside));
            if new != written {
                self.patches.push(patch(from, to, &new, view.encoding));
            }
        }
    }
}

fn patch(from: Point, to: Point, markup: &str, encoding: Encoding) -> Patch {
    let mut bytes = Vec::with_capacity(markup.len());
    // Stand-ins are made of the characters that were there, and of letters that every encoding has.
    if encode(encoding, Unencodable::Reference, markup, &mut bytes).is_err() {
        bytes.clear();
    }
    Patch { range: from.raw..to.raw, bytes, moved_from: None }
}

/// What an element tells.
fn about(tag: &Tag<'_>, parent: Option<&Open>) -> (About, bool) {
    let name = tag.local.to_lowercase();
    let is_contact = name == "coordonnees"
        || name.starts_with("contact")
        || (parent.is_some_and(|parent| parent.is_contact) && !is_place(&name));
    let about = match name.as_str() {
        "nom" | "prenom" => About::Person,
        "ligne" => About::Line,
        "numtel" | "tel" | "telephone" | "telfixe" | "portable" | "fax" => About::Phone,
        "courriel" | "mail" | "email" => About::Mail,
        "urlweb" | "url" => About::Web,
        "latitude" | "longitude" => About::Degrees,
        _ if is_place(&name) || is_code(&name, tag) => About::Nothing,
        "extra" => of_extra(tag.attribute("info").unwrap_or_default()),
        // What nobody knows in coordinates is of a person.
        _ if is_contact && tag.element.is_none() => About::Person,
        _ => About::Free,
    };
    (about, is_contact)
}

/// Extensions say what they are about in words.
fn of_extra(info: &str) -> About {
    let info = info.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| info.contains(word));
    if says(&["courriel", "mail"]) {
        About::Mail
    } else if says(&["telephone", "téléphone", "portable", "numtel"]) {
        About::Phone
    } else if says(&["prenom", "prénom", "nom-contact", "nom-personne", "nom-referent", "nom-du-contact"])
        || info == "nom"
    {
        About::Person
    } else if says(&["voie", "ligne", "complement-adresse", "complément-adresse"]) {
        About::Line
    } else {
        About::Free
    }
}

fn is_place(name: &str) -> bool {
    matches!(name, "adresse" | "ville" | "codepostal" | "departement" | "region" | "pays" | "geolocalisation")
}

/// Codes, numbers and dates tell nothing of a person.
fn is_code(name: &str, tag: &Tag<'_>) -> bool {
    let content =
        |element: Element, dialect: crate::Dialect| Some(dialect.schema().element(element)?.content);
    let content = match tag.recognition {
        Recognition::Known(dialect) | Recognition::Misnomer(dialect) => {
            tag.element.and_then(|element| content(element, dialect))
        }
        _ => None,
    };
    let is_short = matches!(
        content,
        Some(Content::Key(_) | Content::Int { .. } | Content::Date | Content::Text { pattern: Some(_), .. })
    );
    is_short || name.starts_with("code-") || matches!(name, "siret" | "siren" | "numero-activite")
}

impl Sink for Masker {
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow {
        self.reach(tag.from, tag.to);
        self.has_root = true;
        let (about, is_contact) = about(tag, self.open.last());
        if let Some(parent) = self.open.last_mut() {
            parent.has_child = true;
            let (texts, asides) = (std::mem::take(&mut parent.texts), std::mem::take(&mut parent.asides));
            self.patches.extend(asides);
            self.loose(&texts, view);
        }
        self.attributes(tag, about, is_contact, view);
        self.open.push(Open {
            about,
            is_contact,
            tag_to: tag.to,
            has_child: false,
            value: String::new(),
            texts: Vec::new(),
            asides: Vec::new(),
            is_lost: false,
        });
        Flow::Continue
    }

    fn piece(&mut self, piece: Piece, from: u64, to: u64, view: &View<'_>) {
        // Pieces follow what was read without a gap, but for what may stand before the root.
        let start = self.here.after(view.slice(self.here.decoded, from), view.encoding);
        let written = view.slice(from, to);
        let end = start.after(written, view.encoding);
        self.here = end;
        match piece {
            Piece::Comment => {
                let inside = written.get(4..written.len().saturating_sub(3)).unwrap_or_default();
                let new = format!("<!--{}-->", self.mask.all(inside));
                self.replace(start, end, &new, view.encoding);
            }
            Piece::Instruction => {
                let target = written.find(char::is_whitespace).unwrap_or(written.len());
                let (target, data) = written.split_at(target);
                let is_link = target == "<?xml-stylesheet";
                if !data.is_empty() && !is_link {
                    let new = format!("{target}{}", self.mask.all(data));
                    self.replace(start, end, &new, view.encoding);
                }
            }
            Piece::Text | Piece::CData => {
                let is_blank = crate::xml::chars::is_blank_text(written);
                match self.open.last_mut() {
                    Some(open) if !open.has_child => open.texts.push((start, end)),
                    Some(_) if !is_blank => self.loose(&[(start, end)], view),
                    _ => {}
                }
            }
            Piece::Reference => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut().filter(|open| !open.has_child && !open.is_lost) {
            open.value.push_str(text);
        }
    }

    fn end(&mut self, from: Point, to: Point, view: &View<'_>) -> Flow {
        if from.raw > self.here.raw {
            self.reach(from, to);
        }
        self.here = if to.raw > self.here.raw { to } else { self.here };
        let Some(open) = self.open.pop() else { return Flow::Continue };
        if open.has_child {
            return Flow::Continue;
        }
        if open.is_lost {
            self.damaged.push(open.tag_to.raw..from.raw);
            return Flow::Continue;
        }
        let new = self.mask.value(open.about, &open.value);
        if new == open.value {
            self.patches.extend(open.asides);
        } else {
            let written = match open.texts.as_slice() {
                [(from, to)]
                    if view.slice(from.decoded, to.decoded).starts_with("<![CDATA[")
                        && !new.contains("]]>") =>
                {
                    format!("<![CDATA[{new}]]>")
                }
                _ => escape_text(&new).into_owned(),
            };
            self.patches.push(patch(open.tag_to, from, &written, view.encoding));
        }
        Flow::Continue
    }

    fn fault(&mut self, _: &Fault, _: Point, _: Point, _: &View<'_>) {}

    fn resume(&mut self, depth: usize) {
        self.leave(depth);
    }

    fn keep_from(&self) -> Option<u64> {
        let open = self.open.last().filter(|open| !open.has_child && !open.is_lost)?;
        Some(open.tag_to.decoded)
    }

    fn record_too_large(&mut self, _: &Args) {
        if let Some(open) = self.open.last_mut() {
            open.is_lost = true;
            open.texts.clear();
            open.asides.clear();
            open.value.clear();
        }
    }
}
