//! The catalogue of the domain: each of its entries, and what became of it.

use crate::Bilingual;

/// An entry of the catalogue, `SIR-03`, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the catalogue: `SIR-03`.
    pub id: &'static str,
    /// What it is about.
    pub subject: Bilingual,
    /// What became of it.
    pub status: Status,
}

/// What became of an entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// These rules check it.
    Rules(&'static [&'static str]),
    /// The catalogue did not have it: these rules were added to it.
    Added(&'static [&'static str]),
    /// It is no check of its own, but holds in these places of sofi: how an identifier is read, what a table holds.
    Within(Bilingual),
    /// These rules of the format already say it; the advice that they give comes from this entry.
    Covered(&'static [&'static str]),
    /// Data cannot decide it, for this reason.
    Undecidable(Bilingual),
    /// The catalogue did not have it, and no check of one feed can tell it: this does.
    Elsewhere(Bilingual),
}

impl Status {
    /// Is it checked or held to by sofi?
    pub const fn is_held(self) -> bool {
        !matches!(self, Self::Undecidable(_))
    }
}

/// Writes entries: `"SIR-03": "sujet" / "subject" => Rules["SIR03"]`.
macro_rules! entries {
    ($($id:literal: $fr:literal / $en:literal => $status:ident [$($what:tt)+],)+) => {
        /// The entries of the catalogue that this family comes from.
        pub(super) static ENTRIES: &[$crate::rules::catalogue::Entry] = &[$(
            $crate::rules::catalogue::Entry {
                id: $id,
                subject: $crate::Bilingual::new($fr, $en),
                status: $crate::rules::catalogue::status!($status [$($what)+]),
            },
        )+];
    };
}

/// The status of an entry.
macro_rules! status {
    (Rules [$($code:literal),+]) => {
        $crate::rules::catalogue::Status::Rules(&[$($code),+])
    };
    (Added [$($code:literal),+]) => {
        $crate::rules::catalogue::Status::Added(&[$($code),+])
    };
    (Covered [$($code:literal),+]) => {
        $crate::rules::catalogue::Status::Covered(&[$($code),+])
    };
    (Within [$fr:literal / $en:literal]) => {
        $crate::rules::catalogue::Status::Within($crate::Bilingual::new($fr, $en))
    };
    (Elsewhere [$fr:literal / $en:literal]) => {
        $crate::rules::catalogue::Status::Elsewhere($crate::Bilingual::new($fr, $en))
    };
    (Undecidable [$fr:literal / $en:literal]) => {
        $crate::rules::catalogue::Status::Undecidable($crate::Bilingual::new($fr, $en))
    };
}

pub(super) use {entries, status};
