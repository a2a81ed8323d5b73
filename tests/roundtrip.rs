//! Nothing is lost: what is not changed is passed on byte for byte, and a value that is set to itself changes nothing.

use std::fs;

use sofi_lheo::{Dialect, Editor, Node, Part, PartKind, generate::Generator, source::Encoding, views::Leaf};
use sofi_tests::{Node as Written, Random, files, laws::set_to_itself, passed_on};

/// Documents made or mutated, besides the files.
const SYNTHETIC: usize = 5_000;

/// Valid documents: one record each, of every dialect, with every element or with what is mandatory, on one line or on many.
fn valid() -> Vec<Vec<u8>> {
    let mut documents = Vec::new();
    for dialect in Dialect::ALL {
        for full in [false, true] {
            documents.push(Written::document(dialect, full).to_xml().into_bytes());
        }
        for seed in 0..4 {
            let mut document = Vec::new();
            Generator::new(dialect, seed).formations(2).write(&mut document).expect("written in memory");
            documents.push(document);
        }
    }
    documents
}

/// A document in another writing, or damaged.
fn mutated(document: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len().max(1));
        let length = random.below(40).min(bytes.len().saturating_sub(at));
        let piece = bytes[at..at + length].to_vec();
        match random.below(9) {
            0 => drop(bytes.drain(at..at + length)),
            1 => drop(bytes.splice(at..at, piece)),
            2 => bytes.insert(at, *random.pick(b"<>&\"' \n\r/!?\xE9\xFF\0;")),
            3 => bytes = replaced(&bytes, b"\n", b"\r\n"),
            4 => bytes = replaced(&bytes, b"\"", b"'"),
            5 => {
                let item = *random.pick(&[
                    b"<!-- c -->".as_slice(),
                    b"<?pi x?>",
                    b"<![CDATA[ <&> ]]>",
                    b"<inconnu a='1'/>",
                    b"&#xE9;",
                    b"\t\r\n",
                ]);
                if let Some(after) = bytes.iter().skip(at).position(|byte| *byte == b'>') {
                    let place = at + after + 1;
                    bytes.splice(place..place, item.iter().copied());
                }
            }
            6 => bytes.truncate(at),
            7 => bytes = in_encoding(&bytes, *random.pick(&Encoding::ALL)),
            _ => bytes = replaced(&bytes, b"<", b"<l:").into_iter().collect(),
        }
    }
    bytes
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// The document in another encoding, as far as it can be written in it.
fn in_encoding(bytes: &[u8], encoding: Encoding) -> Vec<u8> {
    let mut out = Vec::new();
    let Ok(editor) = Editor::from_slice("document", bytes, &mut out) else { return bytes.to_vec() };
    match editor.transcode(encoding, sofi_lheo::Unencodable::Reference).finish() {
        Ok(_) => out,
        Err(_) => bytes.to_vec(),
    }
}

fn holds(name: &str, document: &[u8]) -> usize {
    assert!(passed_on(document, |_, _| ()) == document, "{name}: passed on");
    let mut set = 0;
    let same = passed_on(document, |part, edits| {
        // Of what stands outside of records, only attributes can be set.
        if part.kind != PartKind::Tag {
            set += set_to_itself(part.record.root(), edits);
        }
        assert!(edits.changes().is_empty(), "{name}: {:?}", edits.changes());
    });
    assert!(same == document, "{name}: set to itself");
    set
}

#[test]
fn documents_are_passed_on_byte_for_byte() {
    let mut set = 0;
    let mut sources = Vec::new();
    for path in files() {
        let document = fs::read(&path).expect("a file");
        set += holds(&path.display().to_string(), &document);
        sources.push(document);
    }
    assert!(set > 2_000, "{set} values only");
    sources.extend(valid());
    let mut random = Random::new(4);
    for number in 0..SYNTHETIC {
        let document = sources.get(number).cloned().unwrap_or_else(|| {
            let source = random.below(sources.len());
            mutated(&sources[source], &mut random)
        });
        holds(&format!("synthetic document {number}"), &document);
    }
}

/// A change of one value changes its bytes and no other.
#[test]
fn a_change_changes_nothing_else() {
    let mut random = Random::new(5);
    let mut sources: Vec<_> = files().iter().map(|path| fs::read(path).expect("a file")).collect();
    sources.extend(valid());
    let mut changed = 0;
    for document in &sources {
        for _ in 0..4 {
            let wanted = random.below(60);
            let mut seen = 0;
            let mut expected = None;
            let edited = passed_on(document, |Part { record, kind, .. }, edits| {
                if kind == PartKind::Tag {
                    return;
                }
                each(record.root(), &mut |node| {
                    if Leaf::from_node(node).is_some()
                        && node.nodes().count() == 1
                        && !node.text().trim().is_empty()
                    {
                        if seen == wanted {
                            edits.set_text(node, "ici & l&agrave;").expect("a text");
                            expected =
                                Some((record.offset(), node.content_span(), record.source().to_owned()));
                        }
                        seen += 1;
                    }
                });
            });
            let Some((offset, span, source)) = expected else { continue };
            changed += 1;
            let is_cdata = source[span.clone()].starts_with("<![CDATA[");
            let written = if is_cdata { "<![CDATA[ici & l&agrave;]]>" } else { "ici &amp; l&amp;agrave;" };
            let text = format!("{}{written}{}", &source[..span.start], &source[span.end..]);
            let offset = usize::try_from(offset).expect("a small document");
            // Those in another encoding are compared by what is around the record.
            assert!(edited[..offset] == document[..offset]);
            if std::str::from_utf8(document).is_ok() {
                let expected =
                    [&document[..offset], text.as_bytes(), &document[offset + source.len()..]].concat();
                assert!(edited == expected);
            }
        }
    }
    assert!(changed > 100, "{changed} changes only");
}

fn each<'r>(node: Node<'r>, look: &mut impl FnMut(Node<'r>)) {
    look(node);
    node.children().for_each(|child| each(child, look));
}
