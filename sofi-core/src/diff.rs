//! What differs between two feeds, as facts: what is new, gone, changed or moved, and what it amounts to.
//!
//! sofi-lheo compares; these are its answers, and [`render`](crate::render) words them.

use serde::{Deserialize, Serialize};

use crate::{Niveau, vocabulary::vocabulary};

vocabulary! {
    /// How something differs.
    ///
    /// ```
    /// assert_eq!(sofi_core::diff::DiffKind::Moved.as_str(), "moved");
    /// ```
    pub enum DiffKind {
        /// Only the new feed has it.
        Added = "added": "ajout" / "added",
        /// Only the old feed has it.
        Removed = "removed": "retrait" / "removed",
        /// Both have it, with other values.
        Changed = "changed": "changement" / "changed",
        /// Both have it, under another action or formation; its values may have changed too.
        Moved = "moved": "déplacement" / "moved",
        /// Both have the same, in another order.
        Reordered = "reordered": "autre ordre" / "other order",
    }
}

vocabulary! {
    /// One of the two feeds.
    ///
    /// ```
    /// assert!(sofi_core::diff::Side::Old < sofi_core::diff::Side::New);
    /// ```
    pub enum Side {
        /// The one before.
        Old = "old": "l'ancien flux" / "the old feed",
        /// The one after.
        New = "new": "le nouveau flux" / "the new feed",
    }
}

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDiff {
    /// Where it is in its formation, action or session: local names from there, `periode/fin`, `lieu-de-formation[2]/coordonnees/nom`,
    /// `@datemaj`. A place in the old feed for what is gone, in the new one otherwise. Empty for the part itself.
    pub path: String,
    /// Added, removed, changed, or reordered: then what `path` holds is the same, in another order.
    pub change: DiffKind,
    /// The value that it had.
    pub old: Option<String>,
    /// The value that it has.
    pub new: Option<String>,
}

/// A part of a formation, by its number and its rank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartName {
    /// Its number.
    pub numero: Option<String>,
    /// Its rank among those of what holds it, from 1.
    pub rank: u64,
}

/// Where a part stood before it moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Number of its formation.
    pub formation: Option<String>,
    /// Number of its action, for a session.
    pub action: Option<String>,
    /// Where its formation starts in the old feed.
    pub place: Spot,
}

/// A document, and a line in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The document.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
}

/// An action or a session that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartDiff {
    /// Action or session.
    pub level: Niveau,
    /// How it differs.
    pub change: DiffKind,
    /// Its number and rank: in the old feed when it is gone, in the new one otherwise.
    #[serde(flatten)]
    pub name: PartName,
    /// The action that a session belongs to.
    pub action: Option<PartName>,
    /// First day of a session, as written.
    pub debut: Option<String>,
    /// Last day of a session, as written.
    pub fin: Option<String>,
    /// Where it was, when it moved.
    pub from: Option<Origin>,
    /// What changed in it, what belongs to its sessions left out. Empty for what is new or gone.
    pub fields: Vec<FieldDiff>,
}

/// A record that differs, or of which a part does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDiff {
    /// Name of its element: `formation`, `resume-offre`, `resume-organisme`, `organisme-formation-responsable`.
    pub record: String,
    /// Added, removed or changed.
    pub change: DiffKind,
    /// It may be there all the same: some records of the feed that seems to lack it cannot be read.
    pub doubtful: bool,
    /// Its number.
    pub numero: Option<String>,
    /// Its title.
    pub intitule: Option<String>,
    /// SIRET of the organisation that answers for it, as written.
    pub siret: Option<String>,
    /// Name of that organisation.
    pub organisme: Option<String>,
    /// Where it starts in the old feed.
    pub old: Option<Spot>,
    /// Where it starts in the new feed.
    pub new: Option<Spot>,
    /// What changed in it, what belongs to its actions left out. Empty for what is new or gone.
    pub fields: Vec<FieldDiff>,
    /// Its actions and sessions that differ, in the order of the new feed, then those that are gone.
    pub parts: Vec<PartDiff>,
}

/// A record that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// The feed.
    pub side: Side,
    /// Where.
    #[serde(flatten)]
    pub place: Spot,
    /// The column, from 1.
    pub column: u64,
    /// Code of the rule of form that is broken.
    pub code: String,
}

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Difference {
    /// A record that cannot be read, and so is not compared. These come first.
    Unreadable(Unreadable),
    /// A record that differs: in the order of the new feed, then those that are gone in the order of the old one.
    Record(Box<RecordDiff>),
}

/// How many parts of one level differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffCounts {
    /// Only in the new feed.
    pub added: u64,
    /// Only in the old feed.
    pub removed: u64,
    /// With other values of their own: a formation does not change because one of its sessions does.
    pub changed: u64,
    /// Under another action or formation, changed or not.
    pub moved: u64,
    /// The same.
    pub unchanged: u64,
}

impl DiffCounts {
    /// Counts one more.
    pub fn add(&mut self, change: DiffKind) {
        self.add_many(change, 1);
    }

    /// Counts so many more.
    pub fn add_many(&mut self, change: DiffKind, count: u64) {
        let counter = match change {
            DiffKind::Added => &mut self.added,
            DiffKind::Removed => &mut self.removed,
            DiffKind::Changed | DiffKind::Reordered => &mut self.changed,
            DiffKind::Moved => &mut self.moved,
        };
        *counter += count;
    }

    /// Does none differ?
    ///
    /// ```
    /// use sofi_core::diff::{DiffCounts, DiffKind};
    ///
    /// let mut counts = DiffCounts { unchanged: 3, ..DiffCounts::default() };
    /// assert!(counts.is_same());
    /// counts.add(DiffKind::Moved);
    /// assert!(!counts.is_same());
    /// ```
    pub const fn is_same(&self) -> bool {
        self.added == 0 && self.removed == 0 && self.changed == 0 && self.moved == 0
    }
}

/// An organisation, and how many sessions each feed has of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionsOfOrganisme {
    /// Its SIRET.
    pub siret: String,
    /// Its name.
    pub organisme: Option<String>,
    /// Sessions in the old feed.
    pub old: u64,
    /// Sessions in the new feed.
    pub new: u64,
}

impl SessionsOfOrganisme {
    /// The share of its sessions that it lost, in whole per cent, rounded down; 0 when it has as many or more.
    pub const fn lost(&self) -> u64 {
        match self.old.saturating_sub(self.new).saturating_mul(100).checked_div(self.old) {
            Some(share) => share,
            None => 0,
        }
    }

    /// Did it lose over 20 % of its sessions (FED-08)?
    ///
    /// ```
    /// use sofi_core::diff::SessionsOfOrganisme;
    ///
    /// let of = |old, new| SessionsOfOrganisme { old, new, ..SessionsOfOrganisme::default() };
    /// assert!(of(10, 7).is_loss() && of(1, 0).is_loss());
    /// assert!(!of(10, 8).is_loss() && !of(0, 4).is_loss());
    /// ```
    pub const fn is_loss(&self) -> bool {
        self.old.saturating_sub(self.new).saturating_mul(5) > self.old
    }
}

/// What the differences amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffSummary {
    /// Formations.
    pub formations: DiffCounts,
    /// Actions.
    pub actions: DiffCounts,
    /// Sessions.
    pub sessions: DiffCounts,
    /// Records that are no formations: summaries, organisations of `lheo-plus`.
    pub others: DiffCounts,
    /// Records read in each feed, the old one first.
    pub records: [u64; 2],
    /// Records that cannot be read in each feed, the old one first.
    pub unreadable: [u64; 2],
    /// Sessions that are in both feeds, under another SIRET.
    pub siret_changed: u64,
    /// Organisations that lost over 20 % of their sessions (FED-08), by SIRET.
    pub losses: Vec<SessionsOfOrganisme>,
}

impl DiffSummary {
    /// Do both feeds say the same, as far as could be read?
    pub const fn is_same(&self) -> bool {
        self.formations.is_same()
            && self.actions.is_same()
            && self.sessions.is_same()
            && self.others.is_same()
            && self.unreadable[0] == 0
            && self.unreadable[1] == 0
    }

    /// The counts of one level.
    pub const fn level(&mut self, niveau: Niveau) -> &mut DiffCounts {
        match niveau {
            Niveau::Formation => &mut self.formations,
            Niveau::Action => &mut self.actions,
            Niveau::Session => &mut self.sessions,
        }
    }
}
