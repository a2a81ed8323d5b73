//! The open elements, and where they are.

use std::fmt::Write as _;

use sofi_core::{Excerpt, Place};

use super::content::{Child, Children, Spot};
use crate::{
    Content, Element, ElementDef,
    xml::{Namespace, Point, Tag, View},
};

/// What an open element is checked as.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// An element of the dialect.
    Known(&'static ElementDef),
    /// Whatever `extra` holds: elements of the dialect inside it are checked, the rest is not.
    Free,
    /// Something that should not be there: nothing inside it is looked at.
    Opaque,
}

/// An open element. Reused from one element to the next at the same depth.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) kind: Kind,
    /// The element that it is checked as.
    pub(crate) element: Option<Element>,
    /// Its name as written.
    pub(crate) name: String,
    /// Its local name.
    pub(crate) local: String,
    /// Last step of its path.
    step: String,
    /// Its number among its siblings of the same name, from 1.
    ordinal: u32,
    pub(crate) from: Point,
    pub(crate) tag_to: Point,
    /// The place before its end tag.
    pub(crate) content_to: Point,
    pub(crate) children: Children,
    /// How many children of each name there were, names of the path.
    ordinals: Vec<(String, u32)>,
    pub(crate) has_text: bool,
    pub(crate) has_child: bool,
    /// A fault of form was met inside it: what it lacks may be what was jumped over.
    pub(crate) is_damaged: bool,
    /// It is not where it should be: findings inside it may be explained by that.
    pub(crate) is_suspect: bool,
    /// Number of the first finding made inside it.
    pub(crate) mark: usize,
    /// The finding that says its name should be another.
    pub(crate) renamed: Option<usize>,
    pub(crate) is_inside_extra: bool,
}

/// Different names remembered for each parent, to number children; past it, they are numbered no more.
const MOST_NAMES: usize = 256;

/// The line of a start tag, its name underlined.
pub(crate) fn excerpt(from: Point, name: &str, view: &View<'_>) -> Option<Excerpt> {
    let mut excerpt = view.excerpt(from.decoded, from.decoded + 1 + name.len() as u64)?;
    // People are shown the name, not the bracket.
    if excerpt.width > 1 {
        excerpt.start += 1;
        excerpt.width -= 1;
    }
    Some(excerpt)
}

impl Frame {
    fn new() -> Self {
        Self {
            kind: Kind::Free,
            element: None,
            name: String::new(),
            local: String::new(),
            step: String::new(),
            ordinal: 1,
            from: Point::default(),
            tag_to: Point::default(),
            content_to: Point::default(),
            children: Children::default(),
            ordinals: Vec::new(),
            has_text: false,
            has_child: false,
            is_damaged: false,
            is_suspect: false,
            mark: 0,
            renamed: None,
            is_inside_extra: false,
        }
    }

    /// The line of its start tag, its name underlined.
    pub(crate) fn excerpt(&self, view: &View<'_>) -> Option<Excerpt> {
        excerpt(self.from, &self.name, view)
    }

    /// It as a child of the element above.
    pub(crate) fn child(&self) -> Child {
        Child { from: self.from, to: self.tag_to, ordinal: self.ordinal }
    }

    pub(crate) fn spot(&self, view: &View<'_>) -> Spot {
        Spot {
            from: self.from,
            to: self.tag_to,
            step: self.step.clone(),
            name: self.name.clone(),
            excerpt: self.excerpt(view),
        }
    }

    /// Counts one more child of this name, and numbers its step where it may repeat.
    pub(crate) fn number(&mut self, step: &mut String, element: Option<Element>) -> u32 {
        let ordinal = self.ordinal(step);
        if ordinal > 1 || self.repeats(element) {
            // Writing to a string never fails.
            let _ = write!(step, "[{ordinal}]");
        }
        ordinal
    }

    fn ordinal(&mut self, step: &str) -> u32 {
        if let Some((_, count)) = self.ordinals.iter_mut().find(|(name, _)| name == step) {
            *count += 1;
            return *count;
        }
        if self.ordinals.len() < MOST_NAMES {
            self.ordinals.push((step.to_owned(), 1));
        }
        1
    }

    /// May this child occur more than once here?
    fn repeats(&self, element: Option<Element>) -> bool {
        let Kind::Known(def) = self.kind else { return false };
        match element {
            Some(element) => def.repeats(element),
            // What is unknown may still repeat where anything of a choice may.
            None => matches!(def.content, Content::Choice { max, .. } if max > 1),
        }
    }
}

/// The open elements, the root first.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    stack: Vec<Frame>,
    depth: usize,
    /// Namespace of the root, whose elements are those of the dialect.
    pub(crate) dialect_namespace: Option<Namespace>,
}

impl Frames {
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) fn push(&mut self, tag: &Tag<'_>) {
        if self.stack.len() == self.depth {
            self.stack.push(Frame::new());
        }
        let (above, below) = self.stack.split_at_mut(self.depth);
        let frame = &mut below[0];
        frame.step.clear();
        if tag.namespace == self.dialect_namespace || self.depth == 0 {
            frame.step.push_str(tag.local);
        } else {
            frame.step.push('{');
            frame.step.push_str(tag.uri);
            frame.step.push('}');
            frame.step.push_str(tag.local);
        }
        frame.ordinal = 1;
        if let Some(parent) = above.last_mut() {
            frame.ordinal = parent.number(&mut frame.step, tag.element);
        }
        frame.kind = Kind::Opaque;
        frame.element = None;
        tag.name.clone_into(&mut frame.name);
        tag.local.clone_into(&mut frame.local);
        frame.from = tag.from;
        frame.tag_to = tag.to;
        frame.content_to = tag.to;
        frame.ordinals.clear();
        frame.has_text = false;
        frame.has_child = false;
        frame.is_damaged = false;
        frame.is_suspect = false;
        frame.mark = 0;
        frame.renamed = None;
        frame.is_inside_extra = false;
        self.depth += 1;
    }

    pub(crate) fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Leaves the elements deeper than this, and expects nothing of the others any more.
    pub(crate) fn resume(&mut self, depth: usize) {
        self.depth = self.depth.min(depth);
        for frame in &mut self.stack[..self.depth] {
            frame.is_damaged = true;
        }
    }

    pub(crate) fn last(&self) -> &Frame {
        &self.stack[self.depth - 1]
    }

    pub(crate) fn last_mut(&mut self) -> &mut Frame {
        &mut self.stack[self.depth - 1]
    }

    pub(crate) fn last_if_open(&mut self) -> Option<&mut Frame> {
        self.stack[..self.depth].last_mut()
    }

    pub(crate) fn last_if_any(&self) -> Option<&Frame> {
        self.stack[..self.depth].last()
    }

    /// The element that the open one is checked as.
    pub(crate) fn last_element(&self) -> Option<Element> {
        self.last_if_any()?.element
    }

    /// The element that holds the open one.
    pub(crate) fn parent(&self) -> &Frame {
        &self.stack[self.depth - 2]
    }

    pub(crate) fn parent_mut(&mut self) -> &mut Frame {
        &mut self.stack[self.depth - 2]
    }

    /// The open element and the one that holds it.
    pub(crate) fn last_two(&mut self) -> (&mut Frame, &mut Frame) {
        let (above, below) = self.stack.split_at_mut(self.depth - 1);
        (&mut below[0], &mut above[self.depth - 2])
    }

    pub(crate) fn parent_element(&self) -> Option<Element> {
        self.stack.get(self.depth.checked_sub(2)?)?.element
    }

    /// Is this child of the open element's parent optional there?
    pub(crate) fn is_optional_child(&self, element: Element) -> bool {
        let Some(Kind::Known(parent)) = self.depth.checked_sub(2).map(|i| self.stack[i].kind) else {
            return false;
        };
        super::content::particles(&parent.content).iter().any(|p| p.element == element && p.min == 0)
    }

    pub(crate) fn is_inside_extra(&self) -> bool {
        self.stack[..self.depth].iter().any(|frame| frame.is_inside_extra)
    }

    /// Name as written of the element at this depth, from 1.
    pub(crate) fn name_at(&self, depth: usize) -> &str {
        depth.checked_sub(1).and_then(|i| self.stack.get(i)).map_or("", |frame| frame.name.as_str())
    }

    /// Path of the element at this depth, from 1; with `step`, of a child of it.
    pub(crate) fn path(&self, depth: usize, step: Option<&str>) -> String {
        let mut path = String::new();
        for name in self.stack[..depth].iter().map(|frame| frame.step.as_str()).chain(step) {
            path.push('/');
            path.push_str(name);
        }
        path
    }

    /// Place of the element at this depth, which ends at `to`.
    pub(crate) fn place(&self, depth: usize, to: Point) -> Place {
        let Some(frame) = depth.checked_sub(1).and_then(|i| self.stack.get(i)) else {
            return Place::start();
        };
        Place {
            line: frame.from.line,
            column: frame.from.column,
            offset: frame.from.raw,
            end_offset: to.raw,
            path: self.path(depth, None),
            element: Some(frame.local.clone()),
            attribute: None,
        }
    }
}
