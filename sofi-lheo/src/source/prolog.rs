//! Which encoding the first bytes of a document tell: byte order mark, UTF-16 pattern, declaration, or none of them.

use std::ops::Range;

use super::encoding::Label;
use super::fault::FaultKind;
use super::{Content, Encoding};

/// How many bytes are looked at: a declaration is expected to end within them.
pub(super) const PROLOG_LEN: usize = 1024;

/// What told the encoding of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A byte order mark.
    ByteOrderMark,
    /// `<?` written in two bytes per character.
    Pattern,
    /// The `encoding` of the XML declaration.
    Declaration,
    /// Nothing: UTF-8 is the default of XML.
    Default,
}

/// What the first bytes of a document say about its encoding.
///
/// ```
/// use sofi_lheo::source::{Decoder, Encoding, Origin};
///
/// let mut decoder = Decoder::new(&b"\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><r/>"[..]);
/// decoder.fill(&mut String::new());
/// let prolog = decoder.prolog().unwrap();
/// assert_eq!((prolog.encoding, prolog.origin, prolog.bom_len), (Encoding::Utf8, Origin::ByteOrderMark, 3));
/// assert_eq!(prolog.label.as_deref(), Some("ISO-8859-1"));
/// assert!(prolog.contradiction, "the mark says UTF-8, the label says Latin-1");
/// assert_eq!(prolog.label_span, Some(33..43));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prolog {
    /// The encoding that the document is read with.
    pub encoding: Encoding,
    /// What told it.
    pub origin: Origin,
    /// Bytes of the byte order mark: 0, 2 or 3.
    pub bom_len: u64,
    /// The label of the XML declaration, as written.
    pub label: Option<String>,
    /// Where the label is, in raw bytes of the document.
    pub label_span: Option<Range<u64>>,
    /// True if the label is not that of the encoding told by the mark or by the pattern. Not a fault: the label is ignored.
    pub contradiction: bool,
    /// What the first bytes look like, XML or not.
    pub content: Content,
    /// A fault of the label or of the encoding, and its place.
    pub(super) fault: Option<(FaultKind, u64)>,
}

impl Prolog {
    /// Looks at the first bytes of a document (all of them, if it is shorter than [`PROLOG_LEN`]).
    pub(super) fn of(head: &[u8]) -> Self {
        let (encoding, origin, bom_len) = match head {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => {
                return Self::unreadable(head, "UTF-32");
            }
            // `<?xm` in every EBCDIC code page.
            [0x4C, 0x6F, 0xA7, 0x94, ..] => return Self::unreadable(head, "EBCDIC"),
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, Origin::ByteOrderMark, 3),
            [0xFF, 0xFE, ..] => (Encoding::Utf16Le, Origin::ByteOrderMark, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16Be, Origin::ByteOrderMark, 2),
            [b'<', 0, b'?', 0, ..] => (Encoding::Utf16Le, Origin::Pattern, 0),
            [0, b'<', 0, b'?', ..] => (Encoding::Utf16Be, Origin::Pattern, 0),
            _ => (Encoding::Utf8, Origin::Default, 0),
        };
        let text = ascii(head.get(bom_len..).unwrap_or_default(), encoding);
        let mut prolog = Self {
            encoding,
            origin,
            bom_len: bom_len as u64,
            label: None,
            label_span: None,
            contradiction: false,
            content: Content::of(&text),
            fault: None,
        };
        if let Some(span) = label_span(&text) {
            let label = String::from_utf8_lossy(text.get(span.clone()).unwrap_or_default()).into_owned();
            let width = if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) { 2 } else { 1 };
            let place = |i: usize| (bom_len + i * width) as u64;
            prolog.label_span = Some(place(span.start)..place(span.end));
            prolog.obey(&label, place(span.start));
            prolog.label = Some(label);
        }
        prolog
    }

    /// Lets the label decide when nothing stronger did, and compares the two when something did.
    fn obey(&mut self, label: &str, place: u64) {
        let meaning = Label::of(label);
        if self.origin != Origin::Default {
            self.contradiction = match meaning {
                Label::Known(encoding) => encoding != self.encoding,
                Label::Utf16 => self.encoding == Encoding::Utf8,
                Label::Unsupported | Label::Unknown => true,
            };
            return;
        }
        // Whatever is wrong with the label, it could be read: its own characters are ASCII.
        let fault = match meaning {
            Label::Known(Encoding::Utf16Le | Encoding::Utf16Be) | Label::Utf16 => {
                FaultKind::NotUtf16 { label: label.to_owned() }
            }
            Label::Known(encoding) => {
                (self.encoding, self.origin) = (encoding, Origin::Declaration);
                return;
            }
            Label::Unsupported => FaultKind::UnsupportedEncoding { name: label.to_owned(), declared: true },
            Label::Unknown => {
                let guess = Label::guess(label);
                self.encoding = guess.unwrap_or(Encoding::Utf8);
                FaultKind::UnknownLabel { label: label.to_owned(), guess }
            }
        };
        self.fault = Some((fault, place));
    }

    fn unreadable(head: &[u8], name: &str) -> Self {
        Self {
            encoding: Encoding::Utf8,
            origin: Origin::Default,
            bom_len: 0,
            label: None,
            label_span: None,
            contradiction: false,
            content: Content::of(head),
            fault: Some((FaultKind::UnsupportedEncoding { name: name.to_owned(), declared: false }, 0)),
        }
    }
}

/// The first bytes with one byte per character: other characters than ASCII become 255.
fn ascii(head: &[u8], encoding: Encoding) -> Vec<u8> {
    let narrow = |unit: u16| u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(0xFF);
    let pairs = head.as_chunks().0.iter().copied();
    match encoding {
        Encoding::Utf16Le => pairs.map(|pair| narrow(u16::from_le_bytes(pair))).collect(),
        Encoding::Utf16Be => pairs.map(|pair| narrow(u16::from_be_bytes(pair))).collect(),
        _ => head.to_vec(),
    }
}

/// Where the label of the XML declaration is.
///
/// Exact on a correct declaration, lenient on the others: their syntax is judged by the XML layer, and their text
/// is better read with the encoding they wanted. So blank lines before the declaration, or a missing quote, do not hide a label.
fn label_span(text: &[u8]) -> Option<Range<usize>> {
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let spaces = |from: usize| text.iter().skip(from).take_while(|byte| is_space(**byte)).count();
    let start = spaces(0);
    let after = text.get(start..)?.strip_prefix(b"<?xml")?;
    if !after.first().is_some_and(|byte| is_space(*byte)) {
        return None; // <?xml-stylesheet ...
    }
    let end = start + memchr::memchr(b'>', text.get(start..)?)?;
    let word = b"encoding";
    let mut at = start + memchr::memmem::find(text.get(start..end)?, word)? + word.len();
    at += spaces(at);
    if text.get(at) != Some(&b'=') {
        return None;
    }
    at += 1;
    at += spaces(at);
    let quote = text.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
    if let Some(quote) = quote {
        at += 1;
        let closed = memchr::memchr(quote, text.get(at..end)?).map(|len| at..at + len);
        if closed.is_some() {
            return closed;
        }
    }
    // Not quoted properly: take it if it is a name that makes sense, otherwise let the syntax error speak alone.
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let len = text.iter().skip(at).take_while(|byte| is_name(**byte)).count();
    let label = std::str::from_utf8(text.get(at..at + len)?).ok()?;
    matches!(Label::of(label), Label::Known(_)).then_some(at..at + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Option<&str> {
        label_span(text.as_bytes()).map(|span| &text[span])
    }

    #[test]
    fn labels_are_found_in_declarations() {
        for (declaration, expected) in [
            ("<?xml version='1.0' encoding='UTF-8'?>", Some("UTF-8")),
            ("<?xml version=\"1.0\"\n\tencoding\n=\n\"iso-8859-1\" standalone='no'?>", Some("iso-8859-1")),
            ("<?xml version='1.0'?><r encoding='x'/>", None),
            ("<?xml version='1.0' encoding='UTF-8", None),
            ("<?xml version='1.0' encoding=''?>", Some("")),
            ("<?xml version='1.0' encoding='utf 8'?>", Some("utf 8")),
            ("\n <?xml encoding='latin1'?>", Some("latin1")),
            ("<?xml version='1.0' encoding=ISO-8859-1?>", Some("ISO-8859-1")),
            ("<?xml version='1.0' encoding='ISO-8859-1\"?>", Some("ISO-8859-1")),
            ("<?xml version='1.0' encoding='rubbish\"?>", None),
            ("<?xml version='1.0' encoding'UTF-8'?>", None),
            ("<?xml-stylesheet encoding='UTF-8'?>", None),
            ("<?XML version='1.0' encoding='UTF-8'?>", None),
            ("<!-- --><?xml version='1.0' encoding='UTF-8'?>", None),
            ("", None),
            ("<?xml", None),
        ] {
            assert_eq!(label(declaration), expected, "{declaration}");
        }
    }

    #[test]
    fn a_label_never_beats_a_mark_or_a_pattern() {
        let declared = |label: &str| format!("<?xml version='1.0' encoding='{label}'?><r/>");
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for (name, contradicts_8, contradicts_16) in [
            ("UTF-8", false, true),
            ("ISO-8859-1", true, true),
            ("UTF-16", true, false),
            ("UTF-16LE", true, false),
            ("UTF-16BE", true, true),
            ("US-ASCII", true, true),
            ("UTF-7", true, true),
            ("foo", true, true),
        ] {
            let prolog = Prolog::of(&[b"\xEF\xBB\xBF", declared(name).as_bytes()].concat());
            assert_eq!((prolog.encoding, prolog.bom_len), (Encoding::Utf8, 3), "{name}");
            assert_eq!((prolog.contradiction, &prolog.fault), (contradicts_8, &None), "{name}");
            for mark in [&b"\xFF\xFE"[..], b""] {
                let prolog = Prolog::of(&[mark, &utf16(&declared(name))].concat());
                assert_eq!(
                    (prolog.encoding, prolog.bom_len),
                    (Encoding::Utf16Le, mark.len() as u64),
                    "{name}"
                );
                assert_eq!((prolog.contradiction, &prolog.fault), (contradicts_16, &None), "{name}");
                let start = (mark.len() + 2 * 30) as u64;
                assert_eq!(prolog.label_span, Some(start..start + 2 * name.len() as u64));
            }
        }
    }

    #[test]
    fn families_that_are_not_read_are_named() {
        for (head, expected) in [
            (&b"\xFF\xFE\0\0<\0\0\0"[..], "UTF-32"),
            (b"\0\0\xFE\xFF\0\0\0<", "UTF-32"),
            (b"<\0\0\0?\0\0\0", "UTF-32"),
            (b"\0\0\0<", "UTF-32"),
            (b"\x4C\x6F\xA7\x94\x93", "EBCDIC"),
        ] {
            let fault = Prolog::of(head).fault.map(|(kind, place)| {
                assert!(kind.is_final());
                (kind, place)
            });
            let kind = FaultKind::UnsupportedEncoding { name: expected.to_owned(), declared: false };
            assert_eq!(fault, Some((kind, 0)));
        }
    }
}
