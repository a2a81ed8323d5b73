use super::Few;
use crate::{check, try_passed_on};
use sofi_core::Level;
use sofi_lheo::{
    Editor, Edits, Node, PartKind, Reader,
    views::{LEAF_ATTRIBUTES, Leaf, ViewDef},
};

/// The first byte picks the size of reads, the rest is a document: it is passed on byte for byte, also when each value, and each
/// offer, is set to what it is; the reader sees the same records as the editor.
pub fn read(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    if super::is_packed(document) {
        return read_packed(document);
    }
    let mut seen = Vec::new();
    let same = try_passed_on(document, |part, edits| {
        let record = part.record;
        // Of what stands outside of records, only attributes can be set.
        if part.kind != PartKind::Tag {
            set_to_itself(record.root(), edits);
        }
        if part.kind == PartKind::Record {
            seen.push((record.offset(), record.source().to_owned()));
            if let Some(offre) = record.offre() {
                edits.set_offre(&offre).expect("what was read can be written");
            }
            if let Some(organisme) = record.organisme_responsable() {
                edits.set_organisme(&organisme).expect("what was read can be written");
            }
            if let Some(resume) = record.resume() {
                edits.set_resume(&resume).expect("what was read can be written");
            }
        }
        assert!(edits.changes().is_empty(), "{:?}", edits.changes());
    });
    match same {
        Ok(same) => assert!(same == document, "passed on"),
        // In an encoding that sofi does not read, nothing of it is.
        Err(error) => return assert!(check(Level::Xsd, document).error.is_some(), "{error}"),
    }

    let few = Few { bytes: document, most: usize::from(*first).max(1) };
    let mut reader = Reader::from_reader("fuzz", few).expect("a document");
    let mut read = Vec::new();
    loop {
        match reader.next_record() {
            Ok(None) => break,
            Ok(Some(record)) => read.push((record.offset(), record.source().to_owned())),
            Err(error) => assert!(error.line >= 1 && error.column >= 1, "{error:?}"),
        }
    }
    assert_eq!(read, seen, "the reader and the editor see the same records");
}

/// What is damaged in a packed document is told in the end, and never loops.
fn read_packed(packed: &[u8]) {
    if let Ok(editor) = Editor::from_slice("fuzz", packed, std::io::sink()) {
        let _ = editor.finish();
    }
}

/// Sets every value that the typed views reach to what it is; counts them.
pub fn set_to_itself<'r>(node: Node<'r>, edits: &mut Edits<'r>) -> usize {
    let mut set = 0;
    let view = node.element().and_then(ViewDef::of);
    for child in view.map_or(&[][..], |view| view.children) {
        let Some(leaf) = (child.nodes)(node).first().copied().and_then(Leaf::from_node) else { continue };
        // What may repeat has no setter of its own: its leaves are set one by one, below.
        if !child.repeats {
            (child.set)(node, edits, &leaf.text()).expect("a text that was read can be written");
            set += 1;
        }
    }
    if let Some(leaf) = Leaf::from_node(node) {
        leaf.set(edits, leaf.text()).expect("a text that was read can be written");
        set += 1;
    }
    let attributes = view.map_or(LEAF_ATTRIBUTES, |view| view.attributes);
    for attribute in attributes {
        if let Some(value) = (attribute.value)(node) {
            (attribute.set)(node, edits, &value).expect("a value that was read can be written");
            set += 1;
        }
    }
    node.children().map(|child| set_to_itself(child, edits)).sum::<usize>() + set
}
