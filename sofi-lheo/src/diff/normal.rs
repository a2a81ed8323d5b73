//! A record in the form in which it is compared: what it says, whatever its encoding, its blanks, its prefixes and its quotes.

use sha2::{Digest as _, Sha256};

use crate::{Node, NodeKind};

/// An element: local name, text without the blanks at its ends, attributes sorted, children.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Normal {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Normal>,
}

/// The name of a text that stands among elements.
pub(super) const MIXED: &str = "text()";

/// What is the same for equal contents only.
pub(super) type Digest = [u8; 16];

impl Normal {
    pub(super) fn of(node: Node<'_>) -> Self {
        let mut attributes = Vec::new();
        // A tag without a sign of equality has no attribute.
        if node.tag().contains('=') {
            let all = node.attributes().into_iter();
            attributes.extend(
                all.filter(|(name, _)| *name != "xmlns" && !name.starts_with("xmlns:"))
                    .map(|(name, value)| (name.to_owned(), trimmed(&value).to_owned())),
            );
            attributes.sort_unstable();
        }
        let mut normal = Self {
            name: node.local_name().to_owned(),
            attributes,
            text: String::new(),
            children: Vec::new(),
        };
        if node.children().next().is_none() {
            trimmed(&node.text()).clone_into(&mut normal.text);
            return normal;
        }
        let mut text = String::new();
        for inside in node.nodes() {
            match inside.kind() {
                NodeKind::Element => {
                    normal.close_text(&mut text);
                    normal.children.push(Self::of(inside));
                }
                NodeKind::Text | NodeKind::CData => text.push_str(&inside.text()),
                NodeKind::Comment | NodeKind::Instruction => {}
            }
        }
        normal.close_text(&mut text);
        normal
    }

    /// Text among elements becomes a child, so that its place is compared too.
    fn close_text(&mut self, text: &mut String) {
        let kept = trimmed(text);
        if !kept.is_empty() {
            let (name, text) = (MIXED.to_owned(), kept.to_owned());
            self.children.push(Self { name, text, ..Self::default() });
        }
        text.clear();
    }

    /// The children of that name.
    pub(super) fn all<'n>(&'n self, name: &str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// What stands at the end of this way.
    pub(super) fn find(&self, way: &[&str]) -> Option<&Self> {
        way.iter().try_fold(self, |node, name| node.all(name).next())
    }

    /// The text at the end of this way, when there is some.
    pub(super) fn text_at(&self, way: &[&str]) -> Option<&str> {
        self.find(way).map(|node| node.text.as_str()).filter(|text| !text.is_empty())
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Writes it as bytes.
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        encode_text(&self.name, out);
        encode_text(&self.text, out);
        encode_number(self.attributes.len(), out);
        for (name, value) in &self.attributes {
            encode_text(name, out);
            encode_text(value, out);
        }
        encode_number(self.children.len(), out);
        for child in &self.children {
            child.encode(out);
        }
    }

    /// Reads what [`encode`](Self::encode) wrote; `None` when it did not.
    pub(super) fn decode(from: &mut &[u8]) -> Option<Self> {
        let (name, text) = (decode_text(from)?, decode_text(from)?);
        let mut normal = Self { name, text, ..Self::default() };
        for _ in 0..decode_number(from)? {
            normal.attributes.push((decode_text(from)?, decode_text(from)?));
        }
        for _ in 0..decode_number(from)? {
            normal.children.push(Self::decode(from)?);
        }
        Some(normal)
    }

    pub(super) fn digest(&self) -> Digest {
        let mut bytes = Vec::new();
        self.encode(&mut bytes);
        digest(&bytes)
    }
}

pub(super) fn digest(bytes: &[u8]) -> Digest {
    let mut found = Digest::default();
    found.copy_from_slice(&Sha256::digest(bytes)[..16]);
    found
}

/// Without the blanks of XML at its ends.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

pub(super) fn encode_number(number: usize, out: &mut Vec<u8>) {
    // Records are bounded well below 4 GiB.
    out.extend((number as u32).to_le_bytes());
}

pub(super) fn decode_number(from: &mut &[u8]) -> Option<usize> {
    let (number, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(u32::from_le_bytes(*number) as usize)
}

fn encode_text(text: &str, out: &mut Vec<u8>) {
    encode_number(text.len(), out);
    out.extend(text.as_bytes());
}

fn decode_text(from: &mut &[u8]) -> Option<String> {
    let length = decode_number(from)?;
    let (text, rest) = from.split_at_checked(length)?;
    *from = rest;
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;

    fn normal(record: &str) -> Normal {
        let feed = format!(
            "<l:lheo xmlns:l='http://lheo.gouv.fr/2.3' xmlns='http://lheo.gouv.fr/2.3'><l:offres>{record}</l:offres></l:lheo>"
        );
        let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
        Normal::of(reader.next_record().unwrap().unwrap().root())
    }

    #[test]
    fn what_does_not_count() {
        let one = normal(
            "<formation numero='1' tag='b'><intitule-formation>Ma &amp; çon</intitule-formation><certifiante/></formation>",
        );
        let other = normal(
            "<l:formation tag=\"b\"  numero='&#49; ' xmlns:x='urn:x'>\n<!-- a -->\n <intitule-formation>\n<![CDATA[Ma & ]]>ç<!-- -->on\n</intitule-formation> <certifiante></certifiante></l:formation>",
        );
        assert_eq!(one, other);
        assert_eq!(one.digest(), other.digest());
    }

    #[test]
    fn what_counts() {
        let one = normal("<formation><extras>a<extra/>b</extras></formation>");
        for other in [
            "<formation><extras>ab<extra/></extras></formation>",
            "<formation><extras>a<extra/></extras></formation>",
            "<formation><extras info=''>a<extra/>b</extras></formation>",
        ] {
            assert_ne!(one.digest(), normal(other).digest(), "{other}");
        }
        let spaced = normal("<formation><rythme-formation>a  b</rythme-formation></formation>");
        assert_ne!(spaced, normal("<formation><rythme-formation>a b</rythme-formation></formation>"));
    }

    #[test]
    fn it_is_read_back() {
        let one = normal("<formation numero='é'><extras>a<extra info='x'>y</extra>b</extras></formation>");
        let mut bytes = Vec::new();
        one.encode(&mut bytes);
        assert_eq!(Normal::decode(&mut &bytes[..]), Some(one));
        for cut in 0..bytes.len() {
            assert_eq!(Normal::decode(&mut &bytes[..cut]), None);
        }
    }
}
