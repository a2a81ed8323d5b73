//! The documents that hold records, from the outside.

use crate::{Element, element as e};

/// A root and the kinds of records in it, in their order.
#[derive(Debug)]
pub(crate) struct Outline {
    pub(crate) root: Element,
    sections: &'static [Section],
    /// It must hold one record at least.
    pub(crate) asks_for_records: bool,
}

/// Records of one kind.
#[derive(Debug)]
pub(crate) struct Section {
    record: Element,
    /// What holds them, from the root on, the root left out.
    pub(crate) holders: &'static [Element],
}

/// A feed of formations.
pub(crate) static LHEO: Outline = Outline {
    root: e::LHEO,
    sections: &[Section { record: e::FORMATION, holders: &[e::OFFRES] }],
    asks_for_records: true,
};

/// A feed of formations and organisations.
static LHEO_PLUS: Outline = Outline {
    root: e::LHEO_PLUS,
    sections: &[
        Section { record: e::FORMATION, holders: &[e::LHEO, e::OFFRES] },
        Section { record: e::ORGANISME_FORMATION_RESPONSABLE, holders: &[] },
    ],
    asks_for_records: false,
};

/// Summaries of formations and organisations.
static LHEO_INDEX: Outline = Outline {
    root: e::LHEO_INDEX,
    sections: &[
        Section { record: e::RESUME_OFFRE, holders: &[e::RESUMES_OFFRES] },
        Section { record: e::RESUME_ORGANISME, holders: &[e::RESUMES_ORGANISMES] },
    ],
    asks_for_records: false,
};

impl Outline {
    /// That of documents with this root.
    pub(crate) fn of(root: Element) -> Option<&'static Self> {
        [&LHEO, &LHEO_PLUS, &LHEO_INDEX].into_iter().find(|outline| outline.root == root)
    }

    /// Where these records go; `None` when it does not hold them, or they come before those being written.
    pub(crate) fn section(
        &'static self,
        record: Element,
        open: Option<&'static Section>,
    ) -> Option<&'static Section> {
        let from = open.and_then(|open| self.sections.iter().position(|it| std::ptr::eq(it, open)));
        self.sections.iter().skip(from.unwrap_or(0)).find(|section| section.record == record)
    }
}
