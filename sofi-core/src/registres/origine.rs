//! Where a register comes from, and what of it could not be used.

use chrono::NaiveDate;

use super::RegistreKind;
use crate::RegisterUse;

/// Where a register comes from: the file that a report names beside what it judged.
///
/// ```
/// use sofi_core::{Origine, RegistreKind};
///
/// let origine = Origine {
///     date: chrono::NaiveDate::from_ymd_opt(2026, 11, 22),
///     ..Origine::new(RegistreKind::Certifications, "export-fiches-csv-2026-11-22.zip")
/// };
/// let used = origine.register_use();
/// assert_eq!((used.kind.as_str(), used.date.as_deref()), ("certifications", Some("2026-11-22")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origine {
    /// What it holds.
    pub kind: RegistreKind,
    /// The file, or the name given to what was built in memory.
    pub nom: String,
    /// The day its data speaks of, when it says so.
    pub date: Option<NaiveDate>,
    /// Digest of its bytes, in hexadecimal; `None` for what was built in memory.
    pub sha256: Option<String>,
    /// What could not be used.
    pub rejets: Rejets,
}

impl Origine {
    /// An origin of which only the name is known.
    pub fn new(kind: RegistreKind, nom: impl Into<String>) -> Self {
        Self { kind, nom: nom.into(), date: None, sha256: None, rejets: Rejets::default() }
    }

    /// The line of a report that says that this register was used.
    pub fn register_use(&self) -> RegisterUse {
        RegisterUse {
            kind: self.kind.as_str().to_owned(),
            path: self.nom.clone(),
            date: self.date.map(|date| date.to_string()),
            sha256: self.sha256.clone().unwrap_or_default(),
        }
    }
}

/// What of a register could not be used: exact counts, and the first few cases.
///
/// A line is lost when its key cannot be read; a value alone is lost when the line can do without it.
///
/// ```
/// use sofi_core::{Rejet, Rejets};
///
/// let mut rejets = Rejets::default();
/// assert!(rejets.is_empty());
/// rejets.ligne(Rejet::new("liste.csv", 12, "siren", "numéro mal formé"));
/// assert_eq!((rejets.lignes, rejets.exemples[0].ligne), (1, 12));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rejets {
    /// How many lines were lost.
    pub lignes: u64,
    /// How many values were lost in lines that were kept.
    pub valeurs: u64,
    /// The first cases, at most [`Rejets::EXEMPLES`].
    pub exemples: Vec<Rejet>,
}

impl Rejets {
    /// Most cases kept.
    pub const EXEMPLES: usize = 20;

    /// True when all was used.
    pub const fn is_empty(&self) -> bool {
        self.lignes == 0 && self.valeurs == 0
    }

    /// Counts a line that is lost.
    pub fn ligne(&mut self, rejet: Rejet) {
        self.lignes += 1;
        self.keep(rejet);
    }

    /// Counts a value that is lost.
    pub fn valeur(&mut self, rejet: Rejet) {
        self.valeurs += 1;
        self.keep(rejet);
    }

    fn keep(&mut self, rejet: Rejet) {
        if self.exemples.len() < Self::EXEMPLES {
            self.exemples.push(rejet);
        }
    }
}

/// One case of what could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejet {
    /// The file, or the member of an archive.
    pub fichier: String,
    /// The line where it starts, from 1.
    pub ligne: u64,
    /// The column, or the element.
    pub colonne: String,
    /// Why, in a few words.
    pub motif: String,
}

impl Rejet {
    /// A case.
    pub fn new(
        fichier: impl Into<String>,
        ligne: u64,
        colonne: impl Into<String>,
        motif: impl Into<String>,
    ) -> Self {
        Self { fichier: fichier.into(), ligne, colonne: colonne.into(), motif: motif.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exact_and_cases_are_few() {
        let mut rejets = Rejets::default();
        for ligne in 2..1_002 {
            rejets.valeur(Rejet::new("f", ligne, "c", "m"));
        }
        assert_eq!((rejets.lignes, rejets.valeurs), (0, 1_000));
        assert_eq!(rejets.exemples.len(), Rejets::EXEMPLES);
        assert!(!rejets.is_empty());
    }
}
