//! An offer as a tree of elements.

use sofi_core::{CodeRncp, FieldText, OfferPath};

use crate::{Content, Dialect, Element, Fragment};

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
    /// Gathers what is told of an offer, as a dialect writes it.
    pub(super) fn of(
        dialect: Option<Dialect>,
        tell_all: impl FnOnce(&mut dyn FnMut(&OfferPath, FieldText<'_>)),
    ) -> Self {
        let mut root = Self::default();
        tell_all(&mut |path, field| root.put(path, spelt(path.name(), field, dialect)));
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

/// The RNCP codes of LHEO 2.2 and older are digits alone: they have no room for the prefix.
fn spelt<'o>(name: &str, field: FieldText<'o>, dialect: Option<Dialect>) -> FieldText<'o> {
    let FieldText::Text(text) = &field else { return field };
    if name != crate::element::CODE_RNCP.name() {
        return field;
    }
    let definition = dialect.and_then(|dialect| dialect.schema().element(crate::element::CODE_RNCP));
    let is_short = matches!(definition.map(|it| it.content), Some(Content::Text { max, .. }) if max < 10);
    // What is no code keeps its text.
    let is_code = || text.parse::<CodeRncp>().is_ok();
    match text.strip_prefix("RNCP").filter(|_| is_short && is_code()) {
        Some(digits) => FieldText::Text(digits.to_owned().into()),
        None => field,
    }
}
