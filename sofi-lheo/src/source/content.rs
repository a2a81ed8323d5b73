//! A guess for people at what a file is when it is not XML.

/// What the first bytes of a document look like.
///
/// A guess, meant for a sentence such as "this file is a PDF renamed to .xml". It decides nothing.
///
/// ```
/// use sofi_lheo::source::Content;
///
/// assert_eq!(Content::of(b"<?xml version='1.0'?>"), Content::Xml);
/// assert_eq!(Content::of(b"%PDF-1.7"), Content::Pdf);
/// assert_eq!(Content::of(b"{\"formations\": []}"), Content::Json);
/// assert_eq!(Content::of(b"numero;intitule\n1;Anglais\n"), Content::Csv);
/// assert!(!Content::Pdf.is_xml());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// Starts as XML does: `<` and a name, a declaration, a comment, a DOCTYPE.
    Xml,
    /// No byte at all.
    Empty,
    /// Nothing but blanks.
    Blank,
    /// A web page, often the error page of a server.
    Html,
    /// A PDF document.
    Pdf,
    /// JSON.
    Json,
    /// Rows of separated values.
    Csv,
    /// Rich text (`.rtf`).
    RichText,
    /// An old Office document (`.doc`, `.xls`).
    OldOffice,
    /// A ZIP archive, or what is made of one: a recent Office document, an OpenDocument one.
    Zip,
    /// A gzip file.
    Gzip,
    /// Another archive or compressed file: 7z, RAR, bzip2, xz, Zstandard.
    Archive,
    /// A picture: PNG, JPEG, GIF, WebP, TIFF.
    Image,
    /// Some other text.
    Text,
    /// Some other binary content.
    Binary,
}

impl Content {
    /// Looks at the first bytes (a few hundred are enough), with or without a UTF-8 byte order mark.
    pub fn of(first_bytes: &[u8]) -> Self {
        if first_bytes.is_empty() {
            return Self::Empty;
        }
        const MAGIC: [(&[u8], Content); 19] = [
            (b"%PDF", Content::Pdf),
            (b"PK\x03\x04", Content::Zip),
            (b"PK\x05\x06", Content::Zip),
            (b"\x1F\x8B", Content::Gzip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::OldOffice),
            (b"{\\rtf", Content::RichText),
            (b"7z\xBC\xAF\x27\x1C", Content::Archive),
            (b"Rar!\x1A\x07", Content::Archive),
            (b"BZh", Content::Archive),
            (b"\xFD7zXZ\0", Content::Archive),
            (b"\x28\xB5\x2F\xFD", Content::Archive),
            (b"\x89PNG", Content::Image),
            (b"\xFF\xD8\xFF", Content::Image),
            (b"GIF8", Content::Image),
            (b"II*\0", Content::Image),
            (b"MM\0*", Content::Image),
            (b"RIFF", Content::Image),
            (b"\0", Content::Binary),
            (b"\x7FELF", Content::Binary),
        ];
        if let Some((_, content)) = MAGIC.iter().find(|(magic, _)| first_bytes.starts_with(magic)) {
            return *content;
        }
        let text = first_bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first_bytes).trim_ascii_start();
        let starts_with = |word: &str| {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        };
        match text {
            [] => Self::Blank,
            _ if starts_with("<!doctype html") || starts_with("<html") || starts_with("<body") => Self::Html,
            [b'<', b'?' | b'!' | b'_' | b':' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.., ..] => Self::Xml,
            [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [] | [b'"' | b'}', ..]) => Self::Json,
            [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [] | [b'"' | b'{' | b'[' | b']', ..]) => {
                Self::Json
            }
            _ if text.contains(&0) => Self::Binary,
            _ => Self::of_text(text),
        }
    }

    /// True unless the bytes are surely not XML. Text and unknown content may be XML whose start is damaged.
    pub fn is_xml(self) -> bool {
        self == Self::Xml
    }

    /// Tells rows of values, whose lines hold the same number of separators, from other text.
    fn of_text(text: &[u8]) -> Self {
        let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
        let header = lines.next().unwrap_or_default();
        // The last line may be cut: two whole ones are compared when there are as many.
        let next = lines.next().filter(|_| lines.next().is_some());
        let is_table = [b';', b'\t', b',', b'|'].iter().any(|separator: &u8| {
            let count = |line: &[u8]| memchr::memchr_iter(*separator, line).count();
            count(header) > 0 && next.is_some_and(|next| count(next) >= count(header))
        });
        if is_table { Self::Csv } else { Self::Text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_suspects() {
        for (bytes, expected) in [
            (&b""[..], Content::Empty),
            (b"\xEF\xBB\xBF \r\n", Content::Blank),
            (b"\xEF\xBB\xBF<lheo>", Content::Xml),
            (b"\n<!-- export -->", Content::Xml),
            (b"<lheo:lheo", Content::Xml),
            (b"<!DOCTYPE html><html>", Content::Html),
            (b"\n<HTML><body>502", Content::Html),
            (b"[ {\"a\":1}]", Content::Json),
            (b"{\\rtf1\\ansi", Content::RichText),
            (b"PK\x03\x04\x14", Content::Zip),
            (b"\x1F\x8B\x08", Content::Gzip),
            (b"a,b,c\n1,2,3\n", Content::Csv),
            (b"Bonjour, madame\nvoici le flux\n", Content::Text),
            (b"Bonjour", Content::Text),
            (b"MZ\x90\0\x03", Content::Binary),
            (b"\x89PNG\r\n", Content::Image),
            (b"< pas du xml", Content::Text),
            (b"<", Content::Text),
        ] {
            assert_eq!(Content::of(bytes), expected, "{:?}", bytes.escape_ascii().to_string());
        }
    }
}
