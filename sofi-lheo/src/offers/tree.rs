//! An offer as a tree of elements.

use sofi_core::{FieldText, OfferPath};

use crate::{Element, Fragment};

/// An element of an offer.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) name: &'static str,
    /// Its number among those of its name, from 1.
    pub(super) ordinal: u32,
    /// A part of the model, rather than an element that only leads to others.
    pub(super) is_part: bool,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) text: Option<String>,
    pub(super) children: Vec<Tree>,
}

/// What it says counts, not its number.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.is_part, &self.attributes, &self.text, &self.children)
            == (other.name, other.is_part, &other.attributes, &other.text, &other.children)
    }
}

impl Tree {
    /// Gathers what is told of an offer.
    pub(super) fn of(tell_all: impl FnOnce(&mut dyn FnMut(&OfferPath, FieldText<'_>))) -> Self {
        let mut root = Self::default();
        tell_all(&mut |path, field| root.put(path, field));
        root
    }

    fn put(&mut self, path: &OfferPath, field: FieldText<'_>) {
        let mut at = self;
        for step in path.steps() {
            if let Some(attribute) = step.name.strip_prefix('@') {
                if let FieldText::Text(text) = field {
                    at.attributes.push((attribute, text.into_owned()));
                }
                return;
            }
            // Nearly always the last one.
            let found = at.children.iter().rposition(|it| it.name == step.name && it.ordinal == step.ordinal);
            let index = found.unwrap_or_else(|| {
                at.children.push(Self { name: step.name, ordinal: step.ordinal, ..Self::default() });
                at.children.len() - 1
            });
            at = &mut at.children[index];
        }
        match field {
            FieldText::Part => at.is_part = true,
            FieldText::Text(text) => at.text = Some(text.into_owned()),
        }
    }

    /// It, as this element.
    pub(super) fn fragment(&self, element: Element) -> Fragment {
        let mut fragment = Fragment::new(element);
        for (name, value) in &self.attributes {
            fragment = fragment.attribute(name, value);
        }
        if let Some(text) = self.text.as_ref().filter(|text| !text.is_empty() || self.children.is_empty()) {
            fragment = fragment.text(text);
        }
        // The steps of the model are names of elements: a test of sofi-core's rules looks each of them up.
        let children = self.children.iter();
        fragment.children(children.filter_map(|child| Some(child.fragment(Element::from_name(child.name)?))))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }
}
