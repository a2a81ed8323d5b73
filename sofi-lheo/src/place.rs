//! Where the elements of a record stand in its document; which ones the paths of its offer lead to.

use std::{collections::HashMap, fmt::Write as _};

use sofi_core::{OfferPath, Place};

use crate::{Element, Node, NodeKind, Record, Schema, xml::Point};

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
/// Everything is looked up in tables made in one pass, so that a record with any number of faults takes no more time
/// for each.
#[derive(Debug)]
pub(crate) struct Places<'p, 'r> {
    record: &'p Record<'r>,
    /// None for a document older than the dialects.
    schema: Option<&'static Schema>,
    /// Path of the record in the document.
    base: &'p str,
    /// For each piece, what holds it.
    parents: Vec<usize>,
    /// For each element, its number among those of its name, from 1.
    numbers: Vec<usize>,
    /// The elements of a name that an element holds.
    children: HashMap<(usize, Element), Vec<usize>>,
    /// Points measured on the way, by offset in the record.
    measured: Vec<(usize, Point)>,
}

/// Points are kept at about this distance.
const STRIDE: usize = 4096;

impl<'p, 'r> Places<'p, 'r> {
    pub(crate) fn new(record: &'p Record<'r>, schema: Option<&'static Schema>, base: &'p str) -> Self {
        let mut parents = vec![0; record.len()];
        let mut numbers = vec![1; record.len()];
        let mut children: HashMap<_, Vec<usize>> = HashMap::new();
        let mut unknown: HashMap<_, usize> = HashMap::new();
        let mut open = vec![0];
        for index in 1..record.len() {
            while open.len() > 1 && open.last().is_some_and(|above| record.node(*above).next_index() <= index)
            {
                open.pop();
            }
            let parent = open.last().copied().unwrap_or_default();
            parents[index] = parent;
            if let Some(element) = record.node(index).element() {
                let same = children.entry((parent, element)).or_default();
                same.push(index);
                numbers[index] = same.len();
                open.push(index);
            } else if record.node(index).kind() == NodeKind::Element {
                let count = unknown.entry((parent, record.node(index).local_name())).or_insert(0);
                *count += 1;
                numbers[index] = *count;
                open.push(index);
            }
        }
        Self { record, schema, base, parents, numbers, children, measured: vec![(0, record.start())] }
    }

    /// Finds the element that a path of the offer leads to.
    ///
    /// A step without a number may be written several times (`blocs-competences`): the number of the step after it
    /// counts over all of them, as the offer does.
    pub(crate) fn find(&self, path: &OfferPath) -> Found<'r> {
        let mut at = vec![0];
        for step in path.steps() {
            if let Some(attribute) = step.name.strip_prefix('@') {
                return Found { node: self.record.node(at[0]), attribute: Some(attribute) };
            }
            let Some(element) = Element::from_name(step.name) else { break };
            let mut inside =
                at.iter().filter_map(|above| self.children.get(&(*above, element))).flatten().copied();
            let next: Vec<_> = match step.number() {
                Some(number) => inside.nth((number as usize).saturating_sub(1)).into_iter().collect(),
                None => inside.collect(),
            };
            if next.is_empty() {
                break;
            }
            at = next;
        }
        Found { node: self.record.node(at[0]), attribute: None }
    }

    /// The elements that lead to one, itself first.
    pub(crate) fn way(&self, node: Node<'_>) -> impl Iterator<Item = Node<'r>> {
        std::iter::successors(Some(node.index()), |&index| (index > 0).then(|| self.parents[index]))
            .map(|index| self.record.node(index))
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
    fn path(&self, node: Node<'_>) -> String {
        let way: Vec<_> = self.way(node).collect();
        let mut path = self.base.to_owned();
        for pair in way.windows(2).rev() {
            let (child, parent) = (pair[0], pair[1]);
            let number = self.numbers[child.index()];
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
