//! Start tags, read strictly.

use std::ops::Range;

use sofi_core::{Args, Bilingual};

use super::{
    Fault, Namespace, Point, XSI,
    chars::{is_blank, is_legal, is_qname_char, split_qname},
    reference,
};
use crate::{Element, Limits, Recognition, rules::xml};

/// A start tag, its names resolved.
#[derive(Debug)]
pub(crate) struct Tag<'w> {
    /// The element of the dialect, when its name is in the namespace of the document's dialect.
    pub(crate) element: Option<Element>,
    /// What the root of its document says that the document is.
    pub(crate) recognition: Recognition,
    /// Its name as written, prefix included.
    pub(crate) name: &'w str,
    /// Its local name.
    pub(crate) local: &'w str,
    /// Its namespace.
    pub(crate) namespace: Option<Namespace>,
    /// The string of its namespace, empty when there is none.
    pub(crate) uri: &'w str,
    /// Its attributes, namespace declarations left out.
    pub(crate) attributes: &'w [Attribute<'w>],
    /// What `xsi:type` names, as a namespace (empty when there is none, or its prefix is not declared) and a local name.
    pub(crate) xsi_type: Option<(&'w str, &'w str)>,
    /// Its first character.
    pub(crate) from: Point,
    /// The place after it.
    pub(crate) to: Point,
}

impl Tag<'_> {
    /// Where it says its schema is, for a root that has no namespace of its own.
    pub(crate) fn schema_location(&self) -> Option<&str> {
        schema_location(self.attributes)
    }

    /// The value of an attribute in no namespace.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.uri.is_empty() && a.local == name).map(|a| a.value)
    }
}

/// The value of `xsi:schemaLocation` or `xsi:noNamespaceSchemaLocation`.
pub(crate) fn schema_location<'w>(attributes: &[Attribute<'w>]) -> Option<&'w str> {
    let is_location = |local| matches!(local, "schemaLocation" | "noNamespaceSchemaLocation");
    attributes.iter().find(|a| a.uri == XSI && is_location(a.local)).map(|a| a.value)
}

/// An attribute, its name resolved and its value normalised.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute<'w> {
    /// Its local name.
    pub(crate) local: &'w str,
    /// The string of its namespace, empty for most.
    pub(crate) uri: &'w str,
    /// Its value.
    pub(crate) value: &'w str,
}

/// What a start tag says, before names are resolved. Reused from one tag to the next.
#[derive(Debug, Default)]
pub(crate) struct RawTag {
    pub(crate) name: Range<usize>,
    pub(crate) attributes: Vec<RawAttribute>,
    /// Values that are not written as they are read.
    scratch: String,
}

#[derive(Debug)]
pub(crate) struct RawAttribute {
    pub(crate) name: Range<usize>,
    /// Its value as written, between its quotes.
    pub(crate) written: Range<usize>,
    value: Value,
}

#[derive(Debug)]
enum Value {
    /// As it stands in the tag.
    Written(Range<usize>),
    /// In the scratch text.
    Normalised(Range<usize>),
}

/// Why a start tag cannot be read.
#[derive(Debug)]
pub(crate) enum TagError {
    /// Its text ends too early, and is right so far.
    Unfinished,
    /// It is wrong.
    Fault(Fault),
}

impl From<Fault> for TagError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl RawTag {
    /// Value of an attribute of the tag written in `text`.
    pub(crate) fn value<'a>(&'a self, attribute: &RawAttribute, text: &'a str) -> &'a str {
        match &attribute.value {
            Value::Written(range) => &text[range.clone()],
            Value::Normalised(range) => &self.scratch[range.clone()],
        }
    }

    /// Reads the start tag at the start of `text`; places in faults count from there.
    pub(crate) fn read(&mut self, text: &str, limits: &Limits) -> Result<(), TagError> {
        self.attributes.clear();
        self.scratch.clear();
        let bytes = text.as_bytes();
        if bytes.get(1).is_some_and(|byte| is_blank(*byte) || *byte == b'=') {
            return Err(lone().into());
        }
        self.name = read_name(text, 1, limits)?;
        let mut at = self.name.end;
        loop {
            let blanks = bytes[at..].iter().take_while(|b| is_blank(**b)).count();
            at += blanks;
            match bytes.get(at) {
                None => return Err(TagError::Unfinished),
                Some(b'>') => return Ok(()),
                Some(b'/') => {
                    return match bytes.get(at + 1) {
                        None => Err(TagError::Unfinished),
                        Some(b'>') => Ok(()),
                        Some(_) => Err(malformed_attribute(at, &SLASH).into()),
                    };
                }
                Some(b'<') => return Err(unclosed_tag(text, at).into()),
                Some(_) if blanks == 0 => return Err(malformed_attribute(at, &NO_BLANK).into()),
                Some(_) => {}
            }
            at = self.read_attribute(text, at, limits)?;
            if self.attributes.len() > limits.attributes {
                let args = Args::new().count("limit", limits.attributes as u64);
                return Err(Fault::new(&xml::XML51, 0, self.name.end).args(args).into());
            }
        }
    }

    /// Reads the attribute at `at`; returns the place after it.
    fn read_attribute(&mut self, text: &str, at: usize, limits: &Limits) -> Result<usize, TagError> {
        let bytes = text.as_bytes();
        let blanks = |at: usize| at + bytes[at..].iter().take_while(|b| is_blank(**b)).count();
        let name = read_name(text, at, limits)?;
        let equals = blanks(name.end);
        match bytes.get(equals) {
            None => return Err(TagError::Unfinished),
            Some(b'=') => {}
            Some(b'<') => return Err(unclosed_tag(text, equals).into()),
            Some(_) => return Err(malformed_attribute(name.start, &NO_EQUALS).into()),
        }
        let open = blanks(equals + 1);
        let quote = match bytes.get(open) {
            None => return Err(TagError::Unfinished),
            Some(quote @ (b'"' | b'\'')) => *quote,
            Some(_) => return Err(malformed_attribute(name.start, &NO_QUOTES).into()),
        };
        let start = open + 1;
        let scratch_start = self.scratch.len();
        let mut plain_from = start;
        let mut is_normalised = false;
        let mut at = start;
        loop {
            let Some(c) = text[at..].chars().next() else { return Err(TagError::Unfinished) };
            if at - start > limits.attribute_value {
                let args = Args::new().count("limit", limits.attribute_value as u64);
                return Err(Fault::new(&xml::XML53, name.start, name.len()).args(args).into());
            }
            match c {
                '"' | '\'' if c as u8 == quote => break,
                '<' => return Err(malformed_attribute(at, &LESS_THAN).into()),
                '&' => {
                    let rest = &text[at..];
                    let (c, length) = match reference::resolve(rest) {
                        Ok(resolved) => resolved,
                        Err(_) if reference::is_unfinished(rest) => return Err(TagError::Unfinished),
                        Err(fault) => return Err(fault.shifted(at).into()),
                    };
                    self.scratch.push_str(&text[plain_from..at]);
                    self.scratch.push(c);
                    at += length;
                    plain_from = at;
                    is_normalised = true;
                }
                // Blanks are read as spaces, an end of line as one.
                '\t' | '\n' | '\r' => {
                    self.scratch.push_str(&text[plain_from..at]);
                    self.scratch.push(' ');
                    at += if text[at..].starts_with("\r\n") { 2 } else { 1 };
                    plain_from = at;
                    is_normalised = true;
                }
                _ if !is_legal(c) => return Err(illegal(at, c).into()),
                _ => at += c.len_utf8(),
            }
        }
        let value = if is_normalised {
            self.scratch.push_str(&text[plain_from..at]);
            Value::Normalised(scratch_start..self.scratch.len())
        } else {
            Value::Written(start..at)
        };
        self.attributes.push(RawAttribute { name, written: start..at, value });
        Ok(at + 1)
    }
}

/// Reads the name at `at`, which must be qualified rightly.
pub(crate) fn read_name(text: &str, at: usize, limits: &Limits) -> Result<Range<usize>, TagError> {
    // Nearly all names are plain ASCII without a prefix.
    let is_plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let plain = text.as_bytes()[at..].iter().take_while(|b| is_plain(b)).count();
    let is_ended = text.as_bytes().get(at + plain).is_some_and(|b| b.is_ascii() && *b != b':');
    let starts_well = text.as_bytes()[at..].first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_');
    if is_ended && starts_well && plain <= limits.name {
        return Ok(at..at + plain);
    }
    let length = text[at..].find(|c| !is_qname_char(c)).unwrap_or(text.len() - at);
    let end = at + length;
    if length > limits.name {
        let args = Args::new().count("limit", limits.name as u64);
        return Err(Fault::new(&xml::XML52, at, limits.name).args(args).into());
    }
    // One letter more makes a name of what may become one.
    if end == text.len() && split_qname(&format!("{}a", &text[at..end])).is_some() {
        return Err(TagError::Unfinished);
    }
    if split_qname(&text[at..end]).is_none() {
        // What stands there, as far as the next character that could not be meant as part of a name.
        let shown: String = text[at..]
            .chars()
            .take_while(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '=' | '/' | '"' | '\''))
            .take(40)
            .collect();
        if let Some(c) = text[at..].chars().next().filter(|c| !is_legal(*c)) {
            return Err(illegal(at, c).into());
        }
        let width = shown.len();
        return Err(Fault::new(&xml::XML10, at, width).args(Args::new().text("name", shown)).into());
    }
    Ok(at..end)
}

/// A character that XML forbids.
pub(crate) fn illegal(at: usize, c: char) -> Fault {
    let args = Args::new().text("character", format!("U+{:04X}", u32::from(c)));
    Fault::new(&xml::XML07, at, c.len_utf8()).args(args)
}

fn malformed_attribute(at: usize, what: &'static Bilingual) -> Fault {
    Fault::saying(&xml::XML09, at, 1, what)
}

/// A tag without its `>`: the place is the tag, since the fault is what it lacks.
fn unclosed_tag(text: &str, at: usize) -> Fault {
    let width = text[..at].trim_end().len();
    Fault::new(&xml::XML01, 0, width).args(Args::new().with("what", sofi_core::Arg::Words(UNCLOSED)))
}

/// A `<` that was not meant to start a tag.
fn lone() -> Fault {
    Fault::new(&xml::XML01, 0, 1).args(Args::new().with("what", sofi_core::Arg::Words(LONE)))
}

const LONE: Bilingual = Bilingual::new("« < » n'est suivi d'aucun nom", "\"<\" is not followed by a name");
const UNCLOSED: Bilingual = Bilingual::new("la balise n'est pas fermée par >", "the tag is not closed by >");
static SLASH: Bilingual = Bilingual::new(
    "« / » n'est permis qu'à la fin d'une balise, juste avant >",
    "\"/\" is only allowed at the end of a tag, right before >",
);
static NO_BLANK: Bilingual =
    Bilingual::new("il manque une espace avant cet attribut", "a blank is missing before this attribute");
static NO_EQUALS: Bilingual = Bilingual::new("cet attribut n'a pas de valeur", "this attribute has no value");
static NO_QUOTES: Bilingual = Bilingual::new(
    "la valeur de cet attribut n'est pas entre guillemets",
    "the value of this attribute is not quoted",
);
static LESS_THAN: Bilingual = Bilingual::new(
    "« < » ne peut pas figurer dans la valeur d'un attribut : un guillemet manque peut-être",
    "\"<\" cannot stand in the value of an attribute: a quote may be missing",
);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, String)>, TagError> {
        let mut tag = RawTag::default();
        tag.read(text, &Limits::default())?;
        Ok(tag
            .attributes
            .iter()
            .map(|a| (text[a.name.clone()].to_owned(), tag.value(a, text).to_owned()))
            .collect())
    }

    #[test]
    fn values_are_normalised() {
        let attributes = read("<a b=\"x&amp;y\" c = 'l\r\n1\t&#10;\"'/>").unwrap();
        assert_eq!(attributes[0], ("b".into(), "x&y".into()));
        assert_eq!(attributes[1], ("c".into(), "l 1 \n\"".into()));
    }

    #[test]
    fn every_fault_has_its_place() {
        for (text, code, at) in [
            ("<a b='1'c='2'>", "XML09", 8),
            ("<a b>", "XML09", 3),
            ("<a b=1>", "XML09", 3),
            ("<a b='<'>", "XML09", 6),
            ("<a / >", "XML09", 3),
            ("<a b='&eacute;'>", "XML04", 6),
            ("<a b='\u{1}'>", "XML07", 6),
            ("<1a>", "XML10", 1),
            ("<a:b:c>", "XML10", 1),
            ("<a b='1' <c>", "XML01", 0),
            ("<>", "XML10", 1),
            ("< b", "XML01", 0),
            ("<= b", "XML01", 0),
        ] {
            match read(text) {
                Err(TagError::Fault(fault)) => assert_eq!((fault.rule.code, fault.at), (code, at), "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn every_cut_of_a_good_tag_is_unfinished() {
        let text = "<lheo:a b = \"x&amp;y\" c='é&#233;' />";
        for end in (1..text.len()).filter(|&i| text.is_char_boundary(i)) {
            assert!(matches!(read(&text[..end]), Err(TagError::Unfinished)), "{}", &text[..end]);
        }
        assert!(read(text).is_ok());
    }
}
