//! Where the elements of a record stand in its document; which ones the paths of its offer lead to.

use std::{collections::HashMap, fmt::Write as _};

use sofi_core::{OfferPath, Place};

use crate::{Element, Node, Record, Schema, xml::Point};

/// A place of an offer, found in its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'r> {
    /// The element; the nearest one above when the place itself is not written.
    pub(crate) node: Node<'r>,
    /// The attribute.
    pub(crate) attribute: Option<&'static str>,
}

/// The places of a record: found by the paths of its offer, and measured in its document.
///
/// What an element holds is looked through for the first places, then looked up in a table: so a record with any number of faults
/// takes no more time for each, and one with a few takes little.
#[derive(Debug)]
pub(crate) struct Places<'p, 'r> {
    record: &'p Record<'r>,
    /// None for a document older than the dialects.
    schema: Option<&'static Schema>,
    /// Path of the record in the document.
    base: &'p str,
    /// How many more elements are looked through.
    direct: usize,
    /// What elements hold, for those that were asked after that.
    inside: HashMap<usize, Inside<'r>>,
    /// Points measured on the way, by offset in the record.
    measured: Vec<(usize, Point)>,
}

/// Elements that are looked through before tables are made.
const DIRECT: usize = 64;

/// Points are kept at about this distance.
const STRIDE: usize = 4096;

impl<'p, 'r> Places<'p, 'r> {
    pub(crate) fn new(record: &'p Record<'r>, schema: Option<&'static Schema>, base: &'p str) -> Self {
        Self {
            record,
            schema,
            base,
            direct: DIRECT,
            inside: HashMap::new(),
            measured: vec![(0, record.start())],
        }
    }

    /// What an element holds.
    fn inside(&mut self, above: usize) -> Held<'_, 'r> {
        if self.direct > 0 {
            self.direct -= 1;
            return Held::Through(self.record.node(above));
        }
        Held::Table(self.inside.entry(above).or_insert_with(|| Inside::new(self.record.node(above))))
    }

    /// Finds the element that a path of the offer leads to.
    ///
    /// A step without a number may be written several times (`blocs-competences`): the number of the step after it
    /// counts over all of them, as the offer does.
    pub(crate) fn find(&mut self, path: &OfferPath) -> Found<'r> {
        let mut at = vec![0];
        for step in path.steps() {
            if let Some(attribute) = step.name.strip_prefix('@') {
                return Found { node: self.record.node(at[0]), attribute: Some(attribute) };
            }
            let Some(element) = Element::from_name(step.name) else { break };
            let mut next = Vec::new();
            let mut before = step.number().map(|number| (number as usize).saturating_sub(1));
            for above in at.iter().copied() {
                let held = self.inside(above);
                match &mut before {
                    None => held.named(element, &mut next),
                    Some(before) => match held.nth(element, *before) {
                        Ok(index) => {
                            next.push(index);
                            break;
                        }
                        Err(count) => *before -= count,
                    },
                }
            }
            if next.is_empty() {
                break;
            }
            at = next;
        }
        Found { node: self.record.node(at[0]), attribute: None }
    }

    /// The elements that lead to one, itself first.
    pub(crate) fn way(&mut self, node: Node<'_>) -> Vec<Node<'r>> {
        let mut way = vec![0];
        while let Some(above) = way.last().copied().filter(|above| *above < node.index()) {
            match self.inside(above).holding(node.index()) {
                Some(below) if self.record.node(below).next_index() > node.index() => way.push(below),
                _ => break,
            }
        }
        way.into_iter().rev().map(|index| self.record.node(index)).collect()
    }

    /// Where an element starts.
    pub(crate) fn start(&mut self, node: Node<'_>) -> Point {
        let to = node.span().start;
        let source = self.record.source();
        while let Some((offset, point)) = self.measured.last().copied()
            && offset + STRIDE < to
        {
            let next = (offset + STRIDE..=to).find(|&i| source.is_char_boundary(i)).unwrap_or(to);
            self.measured.push((next, point.after(&source[offset..next], self.record.encoding())));
        }
        let (offset, point) = self.measured[self.measured.partition_point(|(offset, _)| *offset <= to) - 1];
        point.after(&source[offset..to], self.record.encoding())
    }

    /// The whole place.
    pub(crate) fn place(&mut self, found: Found<'_>) -> Place {
        let from = self.start(found.node);
        let mut path = self.path(found.node);
        if let Some(attribute) = found.attribute {
            // Writing to a string never fails.
            let _ = write!(path, "/@{attribute}");
        }
        Place {
            line: from.line,
            column: from.column,
            offset: from.raw,
            end_offset: from.raw + self.record.encoding().raw_len(found.node.source()),
            path,
            element: Some(found.node.local_name().to_owned()),
            attribute: found.attribute.map(str::to_owned),
        }
    }

    /// The absolute path of an element.
    fn path(&mut self, node: Node<'_>) -> String {
        let way = self.way(node);
        let mut path = self.base.to_owned();
        for pair in way.windows(2).rev() {
            let (child, parent) = (pair[0], pair[1]);
            let number = self.inside(parent.index()).number(child);
            // Writing to a string never fails.
            let _ = write!(path, "/{}", child.local_name());
            let repeats = parent
                .element()
                .zip(child.element())
                .and_then(|(parent, child)| Some(self.schema?.element(parent)?.repeats(child)));
            if number > 1 || repeats == Some(true) {
                let _ = write!(path, "[{number}]");
            }
        }
        path
    }
}

/// The elements that an element holds.
#[derive(Debug)]
struct Inside<'r> {
    /// In the order of the document.
    in_order: Vec<usize>,
    /// By name.
    by_name: Vec<(Named<'r>, usize)>,
}

/// What elements that are numbered together have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named<'r> {
    Known(Element),
    /// By its local name.
    Unknown(&'r str),
}

fn named(node: Node<'_>) -> Named<'_> {
    node.element().map_or_else(|| Named::Unknown(node.local_name()), Named::Known)
}

impl<'r> Inside<'r> {
    fn new(node: Node<'r>) -> Self {
        let in_order = node.children().map(Node::index).collect();
        let mut by_name: Vec<_> = node.children().map(|child| (named(child), child.index())).collect();
        by_name.sort_unstable();
        Self { in_order, by_name }
    }

    /// Those of a name, in the order of the document.
    fn named(&self, wanted: Named<'_>) -> &[(Named<'r>, usize)] {
        let from = self.by_name.partition_point(|(name, _)| *name < wanted);
        let length = self.by_name[from..].partition_point(|(name, _)| *name == wanted);
        &self.by_name[from..from + length]
    }
}

/// What an element holds, by a table or without.
enum Held<'h, 'r> {
    Through(Node<'r>),
    Table(&'h Inside<'r>),
}

impl Held<'_, '_> {
    /// The children that are this element, in the order of the document.
    fn named(&self, element: Element, found: &mut Vec<usize>) {
        match self {
            Self::Through(node) => found.extend(of(*node, element)),
            Self::Table(inside) => {
                found.extend(inside.named(Named::Known(element)).iter().map(|(_, index)| *index));
            }
        }
    }

    /// The child of this number, from 0, among those that are this element; how many there are when there are fewer.
    fn nth(&self, element: Element, number: usize) -> Result<usize, usize> {
        match self {
            Self::Through(node) => of(*node, element).nth(number).ok_or_else(|| of(*node, element).count()),
            Self::Table(inside) => {
                let same = inside.named(Named::Known(element));
                same.get(number).map(|(_, index)| *index).ok_or(same.len())
            }
        }
    }

    /// Number of a child among those of its name, from 1.
    fn number(&self, child: Node<'_>) -> usize {
        let number = match self {
            Self::Through(node) => node
                .children()
                .take_while(|other| other.index() <= child.index())
                .filter(|other| named(*other) == named(child))
                .count(),
            Self::Table(inside) => {
                inside.named(named(child)).partition_point(|(_, index)| *index <= child.index())
            }
        };
        number.max(1)
    }

    /// The child that may be this piece of the record, or hold it.
    fn holding(&self, index: usize) -> Option<usize> {
        match self {
            Self::Through(node) => {
                node.children().map(Node::index).take_while(|child| *child <= index).last()
            }
            Self::Table(inside) => {
                let before = inside.in_order.partition_point(|child| *child <= index);
                before.checked_sub(1).and_then(|last| inside.in_order.get(last)).copied()
            }
        }
    }
}

/// The children that are this element, as numbers.
fn of(node: Node<'_>, element: Element) -> impl Iterator<Item = usize> {
    node.children().filter(move |child| child.element() == Some(element)).map(Node::index)
}
