//! What cannot be read as XML: its markup stays, so that it is wrong in the same way, and no text does.

use std::{
    io::{self, Read, SeekFrom},
    ops::Range,
};

use crate::{
    Element,
    fix::{Bytes, Patch},
    source::Encoding,
};

/// Puts the letter x for letters and 0 for digits, outside of names and references, in a range of a document.
pub(super) fn mask(
    original: &mut (dyn Bytes + '_),
    range: Range<u64>,
    encoding: Encoding,
    patches: &mut Vec<Patch>,
) -> io::Result<()> {
    original.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::new();
    original.take(range.end - range.start).read_to_end(&mut bytes)?;
    let masked = match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => {
            // Each character that matters is one unit, whose other byte is zero.
            let low = usize::from(encoding == Encoding::Utf16Be);
            let mut plain: Vec<u8> = bytes
                .chunks(2)
                .map(|unit| match unit {
                    [..] if unit.get(1 - low) == Some(&0) => unit.get(low).copied().unwrap_or(0xff),
                    _ => 0xff,
                })
                .collect();
            hide(&mut plain);
            let mut masked = bytes.clone();
            for (unit, new) in masked.chunks_mut(2).zip(plain) {
                if new < 0x80
                    && let Some(byte) = unit.get_mut(low)
                {
                    *byte = new;
                }
            }
            masked
        }
        _ => {
            let mut masked = bytes.clone();
            hide(&mut masked);
            masked
        }
    };
    if masked != bytes {
        patches.push(Patch {
            range: range.start..range.start + bytes.len() as u64,
            bytes: masked,
            moved_from: None,
        });
    }
    Ok(())
}

/// The same, in bytes that stand for ASCII where they are below 0x80.
fn hide(bytes: &mut [u8]) {
    let mut at = 0;
    // In a tag: the quote that is open, if any.
    let mut tag: Option<Option<u8>> = None;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let skipped = match tag {
            None if rest.starts_with(b"<![CDATA[") => b"<![CDATA[".len(),
            None if rest.starts_with(b"<?xml ") => {
                memchr::memchr2(b'>', b'<', &rest[1..]).map_or(rest.len(), |end| 1 + end)
            }
            None if rest.starts_with(b"<!--") || rest.starts_with(b"<?") => 2,
            None if rest.starts_with(b"<") && !rest.get(1).is_some_and(u8::is_ascii_whitespace) => {
                tag = Some(None);
                1
            }
            None | Some(Some(_)) if rest.starts_with(b"&") => reference(rest),
            Some(None) if rest.starts_with(b">") => {
                tag = None;
                1
            }
            Some(None) if rest.starts_with(b"\"") || rest.starts_with(b"'") => {
                tag = Some(Some(rest[0]));
                1
            }
            Some(Some(quote)) if rest[0] == quote => {
                tag = Some(None);
                1
            }
            // A value is never closed: what follows is markup again.
            Some(_) if rest.starts_with(b"<") => {
                tag = None;
                0
            }
            // Names that the format knows stay; what else stands where a name should may be anything.
            Some(None) if is_name_byte(rest[0]) => {
                let length = rest.iter().take_while(|byte| is_name_byte(**byte)).count();
                let name = std::str::from_utf8(&rest[..length]).unwrap_or_default();
                if !is_known(name) {
                    bytes[at..at + length].iter_mut().for_each(|byte| *byte = hidden(*byte));
                }
                length
            }
            Some(None) => 1,
            None | Some(Some(_)) => {
                bytes[at] = hidden(rest[0]);
                1
            }
        };
        at += skipped;
    }
}

const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Is it the name of an element or of an attribute of some dialect, or one of XML itself?
fn is_known(name: &str) -> bool {
    Element::from_name(name).is_some()
        || matches!(name, "numero" | "datecrea" | "datemaj" | "info" | "ref" | "id" | "idref" | "tag")
        || matches!(name, "href" | "file" | "uri" | "xmlns" | "xsi" | "schemaLocation" | "CDATA" | "DOCTYPE")
}

const fn hidden(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => b'x',
        b'A'..=b'Z' => b'X',
        b'0'..=b'9' => b'0',
        other => other,
    }
}

/// The length of the reference that starts these bytes, when it is right; of its ampersand otherwise.
fn reference(bytes: &[u8]) -> usize {
    const LONGEST: usize = 12;
    let head: String = bytes.iter().take(LONGEST).map(|byte| char::from(*byte)).collect();
    crate::xml::resolve_reference(&head).map_or(1, |(_, length)| length)
}

#[cfg(test)]
mod tests {
    use super::hide;

    #[test]
    fn markup_stays_and_texts_go() {
        let mut bytes = b"<nom info=\"Le Goff\">Annie</nom><durand@goff.fr</b>".to_vec();
        hide(&mut bytes);
        assert_eq!(String::from_utf8(bytes).unwrap(), "<nom info=\"Xx Xxxx\">Xxxxx</nom><xxxxxx@xxxx.xx</x>");
        let mut bytes = b"<nom nom=\"Le Goff\">Annie & R&D &amp; &#233; &eacute; 12</b><!-- Durand --><![CDATA[x@y]]><nom='Le Goff<c>Goff".to_vec();
        hide(&mut bytes);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<nom nom=\"Xx Xxxx\">Xxxxx & X&X &amp; &#233; &xxxxxx; 00</x><!-- Xxxxxx --><![CDATA[x@x]]><nom='Xx Xxxx<x>Xxxx"
        );
    }
}
