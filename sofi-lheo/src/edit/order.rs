//! The order that a dialect wants in one element.

use sofi_core::extras::edof;

use crate::{Content, Dialect, Element, element as e};

/// The order that a dialect wants in one element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order<'g> {
    content: Content,
    /// The name of the group, where the platform of EDOF wants its additions in an order that its schema does not tell.
    group: Option<&'g str>,
}

impl<'g> Order<'g> {
    /// The order in an element, of which `info` is the attribute; `None` where the dialect does not know it.
    pub(crate) fn of(dialect: Dialect, element: Element, info: Option<&'g str>) -> Option<Self> {
        let content = dialect.schema().element(element)?.content;
        let group = info.filter(|_| dialect == Dialect::Edof && element == e::EXTRAS);
        Some(Self { content, group })
    }

    /// What the element may hold.
    pub(crate) fn content(self) -> Content {
        self.content
    }

    /// Is the order one of names (`info`) rather than of elements, and does it know this one?
    pub(crate) fn is_of_name(self, info: Option<&str>) -> bool {
        self.group.is_some_and(|group| edof::is_known(group, info.unwrap_or_default()))
    }

    /// The rank of a child, of which `info` is the attribute. Where any order will do, all ranks are the same.
    pub(crate) fn rank(self, child: Element, info: Option<&str>) -> usize {
        match (self.content, self.group) {
            (Content::Sequence(particles), _) => {
                particles.iter().position(|particle| particle.element == child).unwrap_or(usize::MAX)
            }
            (_, Some(group)) => edof::rank(group, info.unwrap_or_default()),
            _ => usize::MAX,
        }
    }
}
