//! Finds where a place of an offer stands in the document that the offer was projected from.

use std::{collections::HashMap, fmt::Write as _};

use sofi_core::{OfferPath, Place};

use crate::{Element, Node, Record, Schema, xml::Point};

/// A place of an offer, found in its record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'r> {
    /// The element; the nearest one above when the place itself is not written.
    pub(super) node: Node<'r>,
    /// The attribute.
    pub(super) attribute: Option<&'static str>,
}

/// The places of a record: found by the paths of its offer, and measured in its document.
///
/// What an element holds is looked up in a table made when it is first asked for, so that a record with any number of faults takes
/// no more time for each, and one with a few takes little.
#[derive(Debug)]
pub(super) struct Places<'p, 'r> {
    record: &'p Record<'r>,
    schema: &'static Schema,
    /// Path of the record in the document.
    base: &'p str,
    /// What elements hold, for those that were asked.
    inside: HashMap<usize, Inside>,
    /// Points measured on the way, by offset in the record.
    measured: Vec<(usize, Point)>,
}

/// Points are kept at about this distance.
const STRIDE: usize = 4096;

impl<'p, 'r> Places<'p, 'r> {
    pub(super) fn new(record: &'p Record<'r>, schema: &'static Schema, base: &'p str) -> Self {
        Self { record, schema, base, inside: HashMap::new(), measured: vec![(0, record.start())] }
    }

    /// What an element holds.
    fn inside(&mut self, above: usize) -> &Inside {
        self.inside.entry(above).or_insert_with(|| Inside::new(self.record.node(above)))
    }

    /// Finds the element that a path of the offer leads to.
    ///
    /// A step without a number may be written several times (`blocs-competences`): the number of the step after it
    /// counts over all of them, as the offer does.
    pub(super) fn find(&mut self, path: &OfferPath) -> Found<'r> {
        let mut at = vec![0];
        for step in path.steps() {
            if let Some(attribute) = step.name.strip_prefix('@') {
                return Found { node: self.record.node(at[0]), attribute: Some(attribute) };
            }
            let Some(element) = Element::from_name(step.name) else { break };
            let mut next = Vec::new();
            let mut before = step.number().map(|number| (number as usize).saturating_sub(1));
            for above in at.iter().copied() {
                let same = self.inside(above).named(element);
                match &mut before {
                    None => next.extend(same.iter().map(|(_, index)| *index)),
                    Some(before) => match same.get(*before) {
                        Some((_, index)) => {
                            next.push(*index);
                            break;
                        }
                        None => *before -= same.len(),
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
    pub(super) fn way(&mut self, node: Node<'_>) -> Vec<Node<'r>> {
        let mut way = vec![0];
        while let Some(above) = way.last().copied().filter(|above| *above < node.index()) {
            match self.inside(above).holding(node.index()) {
                Some(below) => way.push(below),
                None => break,
            }
        }
        way.into_iter().rev().map(|index| self.record.node(index)).collect()
    }

    /// Where an element starts.
    pub(super) fn start(&mut self, node: Node<'_>) -> Point {
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
    pub(super) fn place(&mut self, found: Found<'_>) -> Place {
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
                .and_then(|(parent, child)| Some(self.schema.element(parent)?.repeats(child)));
            if number > 1 || repeats == Some(true) {
                let _ = write!(path, "[{number}]");
            }
        }
        path
    }
}

/// The elements that an element holds.
#[derive(Debug)]
struct Inside {
    /// In the order of the document.
    in_order: Vec<usize>,
    /// By name.
    by_name: Vec<(Element, usize)>,
}

impl Inside {
    fn new(node: Node<'_>) -> Self {
        let in_order: Vec<_> = node.children().map(Node::index).collect();
        let named = |child: Node<'_>| Some((child.element()?, child.index()));
        let mut by_name: Vec<_> = node.children().filter_map(named).collect();
        by_name.sort_unstable();
        Self { in_order, by_name }
    }

    /// Those of a name, in the order of the document.
    fn named(&self, element: Element) -> &[(Element, usize)] {
        let from = self.by_name.partition_point(|(name, _)| *name < element);
        let length = self.by_name[from..].partition_point(|(name, _)| *name == element);
        &self.by_name[from..from + length]
    }

    /// Number of a child among those of its name, from 1.
    fn number(&self, child: Node<'_>) -> usize {
        let Some(element) = child.element() else { return 1 };
        self.named(element).partition_point(|(_, index)| *index <= child.index()).max(1)
    }

    /// The child that is this piece of the record, or holds it.
    fn holding(&self, index: usize) -> Option<usize> {
        self.in_order[..self.in_order.partition_point(|child| *child <= index)].last().copied()
    }
}
