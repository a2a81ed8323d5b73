//! Whose offer a finding belongs to: the numbers above it, and the organisation that answers for it.

use sofi_core::Context;

use crate::{Element, Node, Record, element, record::is_record};

/// What is known of the record being read.
#[derive(Debug, Default)]
pub(crate) struct Owner {
    now: Context,
    /// Depth of the record, when one is open.
    depth: Option<usize>,
    /// Depth of the organisation that answers for it.
    organisme: Option<usize>,
}

impl Owner {
    /// The numbers known so far.
    pub(crate) fn now(&self) -> &Context {
        &self.now
    }

    /// Depth of the record being read.
    pub(crate) fn depth(&self) -> Option<usize> {
        self.depth
    }

    /// Whose a whole record is.
    pub(crate) fn of(record: &Record<'_>) -> Context {
        Self::default().walk(record.root(), 1, None, true).unwrap_or_default()
    }

    /// Elements are nested within the limits of the reader, so this recursion is bounded.
    fn walk(
        &mut self,
        node: Node<'_>,
        depth: usize,
        parent: Option<Element>,
        is_offer: bool,
    ) -> Option<Context> {
        let element = node.element()?;
        if is_offer {
            self.start(element, || node.attribute("numero"), depth, parent);
        }
        let mut is_leaf = true;
        for child in node.children() {
            is_leaf = false;
            // Nothing in an action says whose a record is.
            if element == element::FORMATION && child.element() == Some(element::ACTION) {
                continue;
            }
            self.walk(child, depth + 1, Some(element), is_offer && element != element::EXTRA);
        }
        if is_leaf && self.organisme.is_some() {
            self.value(element, parent, &node.text());
        }
        self.end(Some(element), depth)
    }

    /// An element starts at this depth; `parent` is the one that holds it. True when it is a record.
    pub(crate) fn start(
        &mut self,
        found: Element,
        numero: impl Fn() -> Option<String>,
        depth: usize,
        parent: Option<Element>,
    ) -> bool {
        let numero = || numero().filter(|numero| !numero.is_empty());
        let is_organisme = matches!(
            found,
            element::ORGANISME_FORMATION_RESPONSABLE | element::RESUME_OFFRE | element::RESUME_ORGANISME
        );
        let is_record = self.depth.is_none() && is_record(found, parent);
        if is_record {
            self.now = Context::default();
            self.depth = Some(depth);
            if found == element::FORMATION {
                self.now.formation = numero();
            } else {
                self.now.record = numero();
            }
        }
        if self.depth.is_some() && self.organisme.is_none() && is_organisme {
            self.organisme = Some(depth);
        }
        match found {
            element::ACTION => {
                self.now.action = numero();
                self.now.session = None;
            }
            element::SESSION => self.now.session = numero(),
            _ => {}
        }
        is_record
    }

    /// A text field ends, held by `parent`.
    pub(crate) fn value(&mut self, leaf: Element, parent: Option<Element>, value: &str) {
        if self.organisme.is_none() {
            return;
        }
        let value = value.trim();
        let slot = match (leaf, parent) {
            (element::SIRET, Some(element::SIRET_ORGANISME_FORMATION)) => &mut self.now.siret,
            (element::NOM_ORGANISME, _) => &mut self.now.organisme,
            (element::DEPARTEMENT, _) => &mut self.now.departement,
            // The field of the name is the better one; this one serves when it is missing.
            (element::RAISON_SOCIALE, _) if self.now.organisme.is_none() => &mut self.now.organisme,
            _ => return,
        };
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value.chars().take(200).collect());
        }
    }

    /// An element ends at this depth. The whole context when it was the record.
    pub(crate) fn end(&mut self, ended: Option<Element>, depth: usize) -> Option<Context> {
        if self.organisme == Some(depth) {
            self.organisme = None;
        }
        match ended {
            Some(element::SESSION) => self.now.session = None,
            Some(element::ACTION) => self.now.action = None,
            _ => {}
        }
        if self.depth != Some(depth) {
            return None;
        }
        self.depth = None;
        self.organisme = None;
        Some(std::mem::take(&mut self.now))
    }

    /// The record was given up after a fault of form.
    pub(crate) fn give_up(&mut self) -> Context {
        self.depth = None;
        self.organisme = None;
        std::mem::take(&mut self.now)
    }
}
