//! Views reach the same nodes as access by name, on the documents of the reference material and on synthetic ones.

use std::{collections::BTreeSet, fs};

use sofi_lheo::{
    Dialect, Element, Node, NodeKind, Reader,
    generate::Generator,
    views::{LEAF_ATTRIBUTES, Leaf, ViewDef},
};
use sofi_tests::{Node as Written, shared};

/// What was compared: (holder, child) pairs that a document held at least once.
type Seen = BTreeSet<(Element, Element)>;

fn spans(nodes: &[Node<'_>]) -> Vec<std::ops::Range<usize>> {
    nodes.iter().map(|node| node.span()).collect()
}

/// Compares the views of an element and all that it holds; these documents have no foreign element.
fn compare(node: Node<'_>, seen: &mut Seen) {
    let element = node.element().unwrap_or_else(|| panic!("{} is of the dialect", node.name()));
    match ViewDef::of(element) {
        None => {
            let leaf = Leaf::from_node(node).unwrap_or_else(|| panic!("{element} is a leaf"));
            assert_eq!(leaf.text(), node.text(), "{element}");
            for attribute in LEAF_ATTRIBUTES {
                assert_eq!((attribute.value)(node), node.attribute(attribute.name), "{element}");
            }
        }
        Some(view) => {
            let mut reached = BTreeSet::new();
            for child in view.children {
                let found = spans(&(child.nodes)(node));
                let name = child.element.name();
                let named: Vec<Node<'_>> = node.children().filter(|c| c.local_name() == name).collect();
                let expected = spans(if child.repeats { &named } else { &named[..named.len().min(1)] });
                assert_eq!(found, expected, "{name} in {element}");
                assert_eq!(found.first(), node.child(name).map(Node::span).as_ref(), "{name} in {element}");
                reached.extend(found.iter().map(|span| span.start));
                if !found.is_empty() {
                    seen.insert((element, child.element));
                }
            }
            for attribute in view.attributes {
                assert_eq!((attribute.value)(node), node.attribute(attribute.name), "{element}");
            }
            // `extra` holds anything.
            let is_reached = |child: &Node<'_>| reached.contains(&child.span().start);
            assert!(element.name() == "extra" || node.children().all(|c| is_reached(&c)), "all of {element}");
        }
    }
    node.children().for_each(|child| compare(child, seen));
}

fn compare_document(name: &str, document: &[u8], seen: &mut Seen) -> usize {
    let mut reader = Reader::from_slice(name, document).expect("a document");
    let mut records = 0;
    while let Some(record) = reader.next_record().expect("a well-formed document") {
        assert_eq!(record.root().kind(), NodeKind::Element);
        compare(record.root(), seen);
        let views = [
            record.formation().map(|view| view.node().span()),
            record.resume_offre().map(|view| view.node().span()),
            record.resume_organisme().map(|view| view.node().span()),
            record.organisme().map(|view| view.node().span()),
        ];
        assert_eq!(views.into_iter().flatten().collect::<Vec<_>>(), [record.root().span()], "{name}");
        records += 1;
    }
    records
}

#[test]
fn views_agree_with_names_on_the_fixtures() {
    let Some(shared) = shared() else { return };
    let mut seen = Seen::new();
    let mut documents = 0;
    for entry in fs::read_dir(shared.join("lheo/fixtures")).expect("the fixtures") {
        let path = entry.expect("a file").path();
        let name = path.display().to_string();
        let document = fs::read(&path).expect("a readable fixture");
        assert!(compare_document(&name, &document, &mut seen) > 0, "{name} has records");
        documents += 1;
    }
    assert!(documents >= 8, "{documents} fixtures only");
    assert!(seen.len() > 200, "{} children only", seen.len());
}

#[test]
fn views_agree_with_names_on_generated_feeds() {
    for dialect in Dialect::ALL {
        let mut seen = Seen::new();
        for seed in 0..4 {
            let feed = Generator::new(dialect, seed).formations(5).to_vec();
            assert_eq!(compare_document("feed.xml", &feed, &mut seen), 5, "{dialect}");
        }
        assert!(seen.len() > 60, "{dialect}: {} children only", seen.len());
    }
}

/// A full document holds each element that may be in a formation, so each method below it is called for something.
#[test]
fn views_agree_with_names_on_a_full_document_of_each_dialect() {
    for dialect in Dialect::ALL {
        let mut seen = Seen::new();
        let document = Written::document(dialect, true).to_xml();
        assert_eq!(compare_document("full.xml", document.as_bytes(), &mut seen), 1, "{dialect}");
        let reached: BTreeSet<Element> = seen.iter().map(|(holder, _)| *holder).collect();
        let missing = missing(dialect, &reached, &seen);
        assert!(missing.is_empty(), "{dialect}: (holder, child) in no full document: {missing:?}");
    }
}

/// The children of the elements reached that were not seen there; of a choice, a full document holds one only.
fn missing(dialect: Dialect, reached: &BTreeSet<Element>, seen: &Seen) -> Vec<(Element, Element)> {
    let definitions = reached.iter().filter_map(|element| dialect.schema().element(*element));
    let sequences = definitions.filter_map(|definition| match definition.content {
        sofi_lheo::Content::Sequence(of) => Some((definition.element, of)),
        _ => None,
    });
    sequences
        .flat_map(|(holder, of)| of.iter().map(move |child| (holder, child.element)))
        .filter(|pair| !seen.contains(pair))
        .collect()
}
