//! The text, the faults and the digest of a document do not depend on how its bytes arrive.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::*;
use crate::source::{FaultKind as Kind, Origin};

/// Gives `size` bytes at most at a time, interrupts before each, and ends with `error` if there is one.
struct Drip<'a> {
    bytes: &'a [u8],
    size: usize,
    interrupted: bool,
    error: Option<io::ErrorKind>,
}

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if self.bytes.is_empty() {
            return self.error.map_or(Ok(0), |kind| Err(kind.into()));
        }
        let size = self.size.min(buffer.len()).min(self.bytes.len());
        buffer[..size].copy_from_slice(&self.bytes[..size]);
        self.bytes = &self.bytes[size..];
        Ok(size)
    }
}

/// All there is to know of a document: text, faults with the length of the text before each, and the decoder at its end.
#[derive(Debug, PartialEq)]
struct Reading {
    text: String,
    faults: Vec<(usize, Fault)>,
    encoding: Encoding,
    origin: Origin,
    raw: u64,
    looks_utf8: bool,
    digest: Option<[u8; 32]>,
}

fn read<R: Read>(mut decoder: Decoder<R>) -> Reading {
    let (mut text, mut faults) = (String::new(), Vec::new());
    let mut raw = 0;
    loop {
        let before = text.len();
        match decoder.fill(&mut text) {
            Filled::More => {
                assert!(text.len() > before, "More means more");
                if before == 0 && faults.is_empty() {
                    raw += decoder.bom_len();
                }
                raw += decoder.encoding().raw_len(&text[before..]);
                assert_eq!(decoder.raw_bytes(), raw, "the place of text can be computed from the text");
            }
            Filled::Fault(fault) => {
                assert_eq!(text.len(), before);
                assert_eq!(decoder.fill(&mut text), Filled::Fault(fault.clone()), "until it is skipped");
                if before == 0 && faults.is_empty() {
                    raw += decoder.bom_len();
                }
                decoder.skip_fault();
                raw += fault.len;
                faults.push((before, fault));
            }
            Filled::End => break,
        }
    }
    assert_eq!(decoder.fill(&mut text), Filled::End);
    Reading {
        text,
        faults,
        encoding: decoder.encoding(),
        origin: decoder.prolog().map_or(Origin::Default, |prolog| prolog.origin),
        raw: decoder.raw_bytes(),
        looks_utf8: decoder.looks_utf8(),
        digest: decoder.sha256(),
    }
}

fn whole(bytes: &[u8]) -> Reading {
    read(Decoder::new(bytes))
}

/// Documents of every encoding, right and wrong.
fn documents() -> Vec<Vec<u8>> {
    let body = "<r a='é'>à 10 €, œuvre… 😀</r>";
    let latin =
        |body: &str| body.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(0xA4)).collect::<Vec<u8>>();
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let declared = |label: &str| format!("<?xml version='1.0' encoding='{label}'?>\n");
    let mut all = vec![vec![], b"\xEF\xBB\xBF".to_vec(), b"\xFF\xFE".to_vec(), b"%PDF-1.7 \xFF\xFE".to_vec()];
    for label in [
        "UTF-8",
        "ISO-8859-1",
        "ISO-8859-15",
        "windows-1252",
        "US-ASCII",
        "UTF-16",
        "utf 8",
        "foo",
        "ISO-885-1",
        "macintosh",
        "UTF-32",
    ] {
        let text = declared(label) + body;
        all.push(text.clone().into_bytes());
        all.push([b"\xEF\xBB\xBF", text.as_bytes()].concat());
        all.push([declared(label).into_bytes(), latin(body)].concat());
        all.push([declared(label).as_bytes(), b"<r>\x81\x8D x \x9D\xC3\x81\xC3", b"\xE2\x82"].concat());
        for bom in ["", "\u{FEFF}"] {
            all.push(units(&format!("{bom}{text}")).iter().flat_map(|unit| unit.to_le_bytes()).collect());
            all.push(units(&format!("{bom}{text}")).iter().flat_map(|unit| unit.to_be_bytes()).collect());
        }
    }
    all.push(b"<r>\xE2\x82\xAC\xE2\x82\xFF\xC0\x80\xED\xA0\x80</r>\xF0\x9F\x98".to_vec());
    all.push(b"\xFF\xFEa\0\x3D\xD8b\0\x00\xDC\x3D\xD8\x00\xDE\x3D\xD8\x0A".to_vec());
    all.push(b"\xFF\xFE\0\0<\0\0\0".to_vec());
    all.push(b"\x4C\x6F\xA7\x94\x93".to_vec());
    all.push([b"<r>".as_slice(), "é€😀a".repeat(400).as_bytes()].concat());
    all
}

#[test]
fn every_chunk_size_and_every_piece_size_give_the_same_reading() {
    for bytes in documents() {
        let expected = whole(&bytes);
        assert_eq!(expected.digest, Some(Sha256::digest(&bytes).into()));
        assert_eq!(expected.raw, bytes.len() as u64);
        for chunk in (1..=20).chain([63, 64, 100, 1023, 1024, 1025]) {
            assert_eq!(read(Decoder::new(&bytes[..]).with_chunk(chunk)), expected, "chunk {chunk}");
        }
        for size in [1, 2, 3, 5, 1000] {
            for chunk in [1, 2, 3, 7, 4096] {
                let drip = Drip { bytes: &bytes, size, interrupted: false, error: None };
                assert_eq!(
                    read(Decoder::new(drip).with_chunk(chunk)),
                    expected,
                    "{size} bytes, chunk {chunk}"
                );
            }
        }
    }
}

#[test]
fn every_cut_and_every_damaged_byte_is_read_without_panic_and_fully() {
    for bytes in documents().into_iter().filter(|bytes| bytes.len() < 200) {
        for at in 0..bytes.len() {
            for chunk in [1, 4096] {
                let cut = read(Decoder::new(&bytes[..at]).with_chunk(chunk));
                assert_eq!(cut.raw, at as u64);
                for byte in [0, b'\'', b'<', 0x80, 0xC3, 0xD8, 0xFF] {
                    let mut damaged = bytes.clone();
                    damaged[at] = byte;
                    assert_eq!(read(Decoder::new(&damaged[..]).with_chunk(chunk)).raw, bytes.len() as u64);
                }
            }
        }
    }
}

#[test]
fn malformed_bytes_are_placed_exactly() {
    let reading = whole(b"<r>\xC3\xA9\xE2\x82</r>\xFF");
    assert_eq!(reading.text, "<r>é</r>");
    let malformed = |bytes: &[u8]| Kind::Malformed { encoding: Encoding::Utf8, bytes: bytes.to_vec() };
    let expected = [
        (5, Fault { kind: malformed(b"\xE2\x82"), offset: 5, len: 2 }),
        (9, Fault { kind: malformed(b"\xFF"), offset: 11, len: 1 }),
    ];
    assert_eq!(reading.faults, expected);
}

#[test]
fn a_label_fault_comes_after_the_text_before_the_label_and_loses_no_text() {
    for (label, kind, encoding) in [
        ("UTF-16", Kind::NotUtf16 { label: "UTF-16".into() }, Encoding::Utf8),
        (
            "ISO-885-1",
            Kind::UnknownLabel { label: "ISO-885-1".into(), guess: Some(Encoding::Latin1) },
            Encoding::Latin1,
        ),
        ("foo", Kind::UnknownLabel { label: "foo".into(), guess: None }, Encoding::Utf8),
        ("CP850", Kind::UnsupportedEncoding { name: "CP850".into(), declared: true }, Encoding::Utf8),
    ] {
        let text = format!("<?xml version='1.0' encoding='{label}'?><r>a</r>");
        let reading = whole(text.as_bytes());
        assert_eq!(reading.text, text);
        assert_eq!(reading.faults, [(30, Fault { kind, offset: 30, len: 0 })]);
        assert_eq!(reading.encoding, encoding);
    }
}

#[test]
fn nothing_is_read_of_utf32_and_ebcdic() {
    for bytes in [&b"\xFF\xFE\0\0<\0\0\0"[..], b"\x4C\x6F\xA7\x94\x93"] {
        let reading = whole(bytes);
        assert_eq!((reading.text.as_str(), reading.faults.len()), ("", 1));
        assert!(reading.faults[0].1.kind.is_final());
    }
}

#[test]
fn a_failure_comes_after_what_was_read() {
    for chunk in [1, 2, 4096] {
        let bytes = b"<r>\xC3\xA9\xE2\x82";
        let drip = Drip { bytes, size: 2, interrupted: false, error: Some(io::ErrorKind::ConnectionReset) };
        let reading = read(Decoder::new(drip).with_chunk(chunk));
        assert_eq!(reading.text, "<r>é");
        let [(5, Fault { kind: Kind::Io { kind: io::ErrorKind::ConnectionReset, .. }, offset: 7, len: 0 })] =
            &reading.faults[..]
        else {
            panic!("{:?}", reading.faults)
        };
    }
}

#[test]
fn latin_1_that_is_utf8_is_noticed() {
    let declared = |label: &str, body: &[u8]| {
        let start = format!("<?xml version='1.0' encoding='{label}'?>");
        whole(&[start.as_bytes(), body].concat()).looks_utf8
    };
    assert!(declared("ISO-8859-1", "<r>été</r>".as_bytes()));
    assert!(
        declared("windows-1252", "<r>Á</r>".as_bytes()),
        "byte 81 is a hole of windows-1252, and is seen too"
    );
    assert!(!declared("ISO-8859-1", b"<r>\xE9t\xE9</r>"));
    assert!(!declared("ISO-8859-1", b"<r>ete</r>"));
    assert!(!declared("UTF-8", "<r>été</r>".as_bytes()), "nothing lies");
}

#[test]
fn drain_reads_the_rest_and_tells_a_failure() {
    let bytes = "<r>é</r>".repeat(5000).into_bytes();
    let mut decoder = Decoder::new(&bytes[..]).with_chunk(10);
    let mut text = String::new();
    decoder.fill(&mut text);
    assert_eq!(decoder.drain(), Ok(()));
    assert_eq!((decoder.raw_bytes(), decoder.fill(&mut text)), (bytes.len() as u64, Filled::End));
    assert_eq!(decoder.sha256(), Some(Sha256::digest(&bytes).into()));

    let drip = Drip { bytes: &bytes, size: 999, interrupted: false, error: Some(io::ErrorKind::Other) };
    let fault = Decoder::new(drip).with_digest(false).drain().unwrap_err();
    assert_eq!(fault.offset, bytes.len() as u64);
}

#[test]
fn the_digest_is_optional() {
    assert_eq!(read(Decoder::new(&b"<r/>"[..]).with_digest(false)).digest, None);
}

#[test]
fn a_declaration_beyond_the_first_kibibyte_is_not_seen() {
    let text =
        |spaces: usize| format!("<?xml version='1.0' {}encoding='ISO-8859-1'?><r/>", " ".repeat(spaces));
    assert_eq!(whole(text(900).as_bytes()).encoding, Encoding::Latin1);
    assert_eq!(whole(text(1024).as_bytes()).encoding, Encoding::Utf8);
}
