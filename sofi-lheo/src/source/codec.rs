//! Bytes to text, one encoding at a time. No state: what cannot be decoded yet is left for the next call.

use std::borrow::Cow;

use super::Encoding;
use super::fault::FaultKind;

/// How far a call of [`decode`] went.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Bytes that became text.
    pub(super) consumed: usize,
    /// What stands after them: nothing, the start of a character, or a fault and its length.
    pub(super) stop: Option<(FaultKind, usize)>,
}

/// Appends the text of `bytes` to `out`, up to the first fault or to a character that is not whole.
///
/// When `last` is true nothing follows `bytes`, and a character that is not whole is a fault.
pub(super) fn decode(encoding: Encoding, bytes: &[u8], last: bool, out: &mut String) -> Step {
    match encoding {
        Encoding::Utf8 => utf8(bytes, last, out),
        Encoding::Ascii => {
            single_byte(encoding, bytes, encoding_rs::Encoding::ascii_valid_up_to(bytes), out, |text| {
                Some(encoding_rs::mem::decode_latin1(text))
            })
        }
        // Each byte is a code point: true Latin-1, where encoding_rs's own ISO-8859-1 is windows-1252.
        Encoding::Latin1 => {
            single_byte(encoding, bytes, bytes.len(), out, |text| Some(encoding_rs::mem::decode_latin1(text)))
        }
        Encoding::Latin9 => single_byte(encoding, bytes, bytes.len(), out, |text| {
            encoding_rs::ISO_8859_15.decode_without_bom_handling_and_without_replacement(text)
        }),
        Encoding::Windows1252 => {
            // encoding_rs maps the five holes of the code page to control characters, as browsers do.
            let hole = [memchr::memchr3(0x81, 0x8D, 0x8F, bytes), memchr::memchr2(0x90, 0x9D, bytes)];
            let valid = hole.into_iter().flatten().min().unwrap_or(bytes.len());
            single_byte(encoding, bytes, valid, out, |text| {
                encoding_rs::WINDOWS_1252.decode_without_bom_handling_and_without_replacement(text)
            })
        }
        Encoding::Utf16Le => utf16(bytes, last, out, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, last, out, u16::from_be_bytes),
    }
}

fn single_byte<'a>(
    encoding: Encoding,
    bytes: &'a [u8],
    valid: usize,
    out: &mut String,
    to_text: impl FnOnce(&'a [u8]) -> Option<Cow<'a, str>>,
) -> Step {
    // The tables hold a character for every byte that is passed: `None` does not happen, and would only end the text.
    let text = bytes.get(..valid).and_then(to_text).unwrap_or_default();
    out.push_str(&text);
    let fault = |byte: &u8| (FaultKind::Malformed { encoding, bytes: vec![*byte] }, 1);
    Step { consumed: valid, stop: bytes.get(valid).map(fault) }
}

fn utf8(bytes: &[u8], last: bool, out: &mut String) -> Step {
    // Cut before a character that is not whole, so that the usual chunk is validated once.
    let whole = if last { bytes.len() } else { bytes.len() - unfinished_utf8(bytes) };
    let bytes = bytes.get(..whole).unwrap_or(bytes);
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => {
            out.push_str(text);
            Step { consumed: whole, stop: None }
        }
        Err(error) => {
            let valid = error.valid_up_to();
            let (text, rest) = bytes.split_at(valid);
            out.push_str(std::str::from_utf8(text).unwrap_or_default());
            let len = error.error_len().unwrap_or(rest.len());
            let faulty = rest.get(..len).unwrap_or(rest).to_vec();
            let kind = FaultKind::Malformed { encoding: Encoding::Utf8, bytes: faulty };
            Step { consumed: valid, stop: Some((kind, len)) }
        }
    }
}

/// Length of the start of a character that ends `bytes` and that the next bytes may complete.
pub(super) fn unfinished_utf8(bytes: &[u8]) -> usize {
    for back in 1..=bytes.len().min(3) {
        let (_, tail) = bytes.split_at(bytes.len() - back);
        // 10xxxxxx continues a character: its first byte is further back.
        if tail.first().is_some_and(|first| first & 0xC0 != 0x80) {
            let unfinished = std::str::from_utf8(tail).is_err_and(|e| e.error_len().is_none());
            return if unfinished { back } else { 0 };
        }
    }
    0
}

fn utf16(bytes: &[u8], last: bool, out: &mut String, unit_of: fn([u8; 2]) -> u16) -> Step {
    let units = || bytes.as_chunks().0.iter().copied().map(unit_of);
    let mut consumed = 0;
    for decoded in char::decode_utf16(units()) {
        match decoded {
            Ok(character) => {
                out.push(character);
                consumed += 2 * character.len_utf16();
            }
            Err(error) => {
                let unit = error.unpaired_surrogate();
                // The first half of a pair, at the very end: the other half may be in the next bytes.
                let may_be_completed = !last && unit < 0xDC00 && bytes.len() - consumed < 4;
                let stop = (!may_be_completed).then_some((FaultKind::LoneSurrogate { unit }, 2));
                return Step { consumed, stop };
            }
        }
    }
    let odd = bytes.get(consumed).filter(|_| last);
    Step { consumed, stop: odd.map(|byte| (FaultKind::OddByte { byte: *byte }, 1)) }
}

/// Appends the bytes of `text` to `out`, up to the first character that the encoding lacks: then its place and itself.
pub(super) fn encode(encoding: Encoding, text: &str, out: &mut Vec<u8>) -> Result<(), (usize, char)> {
    match encoding {
        Encoding::Utf8 => out.extend_from_slice(text.as_bytes()),
        Encoding::Utf16Le => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Encoding::Utf16Be => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Encoding::Ascii | Encoding::Latin1 | Encoding::Latin9 | Encoding::Windows1252 => {
            for (at, c) in text.char_indices() {
                out.push(byte_of(encoding, c).ok_or((at, c))?);
            }
        }
    }
    Ok(())
}

/// The byte of a character in an encoding of one byte per character.
fn byte_of(encoding: Encoding, c: char) -> Option<u8> {
    if c.is_ascii() {
        return Some(c as u8);
    }
    let table = match encoding {
        Encoding::Latin1 => return u8::try_from(u32::from(c)).ok(),
        Encoding::Latin9 => encoding_rs::ISO_8859_15,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        _ => return None,
    };
    let mut buffer = [0; 4];
    let (bytes, _, has_unmappable) = table.encode(c.encode_utf8(&mut buffer));
    match bytes.as_ref() {
        // The five holes of windows-1252 are read as malformed.
        [0x81 | 0x8D | 0x8F | 0x90 | 0x9D] if encoding == Encoding::Windows1252 => None,
        [byte] if !has_unmappable => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decoded_is_encoded_back() {
        for encoding in Encoding::ALL {
            for byte in 0..=255_u8 {
                let bytes = match encoding {
                    Encoding::Utf8 => char::from(byte).to_string().into_bytes(),
                    Encoding::Utf16Le => vec![byte, 0x20],
                    Encoding::Utf16Be => vec![0x20, byte],
                    _ => vec![byte],
                };
                let mut text = String::new();
                let step = decode(encoding, &bytes, true, &mut text);
                let mut back = Vec::new();
                assert_eq!(encode(encoding, &text, &mut back), Ok(()), "{encoding} {byte:02X}");
                assert_eq!(back, bytes[..step.consumed], "{encoding} {byte:02X}");
            }
        }
        assert_eq!(encode(Encoding::Latin1, "5 €", &mut Vec::new()), Err((2, '€')));
        assert_eq!(encode(Encoding::Windows1252, "\u{81}", &mut Vec::new()), Err((0, '\u{81}')));
    }

    #[test]
    fn latin_tables_byte_by_byte() {
        for byte in 0..=255_u8 {
            for encoding in [Encoding::Latin1, Encoding::Latin9, Encoding::Windows1252, Encoding::Ascii] {
                let mut out = String::new();
                let step = decode(encoding, &[byte], true, &mut out);
                let expected = match (encoding, byte) {
                    (Encoding::Ascii, 0x80..) | (Encoding::Windows1252, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D) => {
                        None
                    }
                    (Encoding::Windows1252, 0x80) | (Encoding::Latin9, 0xA4) => Some('€'),
                    (Encoding::Windows1252, 0x9C) | (Encoding::Latin9, 0xBD) => Some('œ'),
                    (Encoding::Windows1252, 0x85) => Some('…'),
                    (Encoding::Windows1252, 0x80..=0x9F) | (Encoding::Latin9, 0xA4..=0xBE) => continue,
                    _ => Some(char::from(byte)),
                };
                assert_eq!(out.chars().next(), expected, "{encoding} {byte:02X}");
                assert_eq!(step.stop.is_some(), expected.is_none());
                assert_eq!(step.consumed, out.chars().count());
                assert_eq!(encoding.raw_len(&out), step.consumed as u64);
            }
        }
    }

    #[test]
    fn utf8_waits_for_the_end_of_a_character_only_when_there_may_be_one() {
        for (bytes, consumed, fault_len) in [
            (&b"a\xC3"[..], 1, None),
            (b"a\xE2\x82", 1, None),
            (b"a\xF0\x9F\x98", 1, None),
            (b"a\xE2\x28", 1, Some(1)),
            (b"\xED\xA0", 0, Some(1)),
            (b"\xC0\x80", 0, Some(1)),
            (b"\xF4\x90", 0, Some(1)),
            (b"\x80\x80\x80\x80", 0, Some(1)),
            (b"\xE2\x82\xAC", 3, None),
            (b"", 0, None),
        ] {
            let step = decode(Encoding::Utf8, bytes, false, &mut String::new());
            assert_eq!((step.consumed, step.stop.map(|(_, len)| len)), (consumed, fault_len), "{bytes:02X?}");
        }
        let step = decode(Encoding::Utf8, b"a\xE2\x82", true, &mut String::new());
        assert_eq!(step.stop.map(|(_, len)| len), Some(2), "nothing follows: both bytes are the fault");
    }

    #[test]
    fn utf16_surrogates_and_odd_ends() {
        let le = |bytes: &[u8], last| {
            let mut out = String::new();
            let step = decode(Encoding::Utf16Le, bytes, last, &mut out);
            (out, step.consumed, step.stop)
        };
        assert_eq!(le(b"\x3D\xD8\x00\xDE", false), ("\u{1F600}".to_owned(), 4, None));
        assert_eq!(le(b"a\0\x3D\xD8", false), ("a".to_owned(), 2, None));
        assert_eq!(le(b"a\0\x3D\xD8\x00", false), ("a".to_owned(), 2, None));
        let lone = |unit| Some((FaultKind::LoneSurrogate { unit }, 2));
        assert_eq!(le(b"a\0\x3D\xD8", true), ("a".to_owned(), 2, lone(0xD83D)));
        assert_eq!(le(b"a\0\x3D\xD8b\0", false), ("a".to_owned(), 2, lone(0xD83D)));
        assert_eq!(le(b"\x00\xDC", false), (String::new(), 0, lone(0xDC00)));
        assert_eq!(le(b"a\0\n", true), ("a".to_owned(), 2, Some((FaultKind::OddByte { byte: b'\n' }, 1))));
        let mut out = String::new();
        assert_eq!(decode(Encoding::Utf16Be, b"\0a\x20\xAC", true, &mut out).consumed, 4);
        assert_eq!(out, "a€");
    }
}
