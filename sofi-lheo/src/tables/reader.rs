//! Rows, as they are read.

use std::sync::Arc;

use chrono::NaiveDate;
use sofi_core::{Lang, Perimetre, Registres, Report};

use super::{
    Row, Table,
    row::{Cles, Document, Sujet},
    walk::{Ordinaux, Walk},
};
use crate::{
    Element, ReadError, Reader,
    projection::{Projected, project_without},
};

/// What the derived columns of [`Table::Offres`] are judged by; a column that lacks it stays empty.
#[derive(Debug, Clone, Default)]
pub struct Derivation {
    /// The day of `phase` and `active`.
    pub as_of: Option<NaiveDate>,
    /// The perimeter of `perimetre` and `perimetre_motifs`.
    pub perimetre: Option<Perimetre>,
    /// What helps to judge the perimeter.
    pub registres: Option<Arc<Registres>>,
    /// The language of `perimetre_motifs`.
    pub lang: Lang,
}

/// Gives the rows of one table, record after record, in constant memory.
#[derive(Debug)]
pub struct TableReader<'a> {
    table: Table,
    reader: Reader<'a>,
    derivation: Derivation,
    ordinaux: Ordinaux,
    /// What is not read.
    pub(super) passed: &'static [Element],
}

impl<'a> TableReader<'a> {
    /// The rows of a table of what a reader reads. [`Table::Findings`] has none: see [`findings`].
    pub fn new(table: Table, reader: Reader<'a>) -> Self {
        let passed = table.passed();
        Self { table, reader, derivation: Derivation::default(), ordinaux: Ordinaux::default(), passed }
    }

    /// Sets what the derived columns are judged by.
    #[must_use]
    pub fn derivation(self, derivation: Derivation) -> Self {
        Self { derivation, ..self }
    }

    /// Goes on from the numbers of another document, so that keys stay unique in a table of several.
    #[must_use]
    pub fn after(self, ordinaux: Ordinaux) -> Self {
        Self { ordinaux, ..self }
    }

    /// The numbers given so far, for the next document.
    pub fn ordinaux(self) -> Ordinaux {
        self.ordinaux
    }

    /// Reads a record and tells each of its rows; `false` at the end. Summaries of indexes have no row.
    ///
    /// # Errors
    /// When a record cannot be read. Calling again reads on with the next one.
    pub fn next_record(&mut self, mut each: impl FnMut(&Row<'_>)) -> Result<bool, ReadError> {
        if self.reader.next_record()?.is_none() {
            return Ok(false);
        }
        let Some(record) = self.reader.record() else { return Ok(false) };
        let document = Document { name: self.reader.name(), ligne: record.line(), dialect: record.dialect() };
        let mut walk = Walk {
            table: self.table,
            ordinaux: &mut self.ordinaux,
            derivation: &self.derivation,
            document,
            each: &mut each,
        };
        match project_without(&record, self.passed) {
            Some(Projected::Formation(formation)) => walk.formation(&formation),
            Some(Projected::Organisme(organisme)) => walk.hors_offre(&organisme),
            Some(Projected::Resume(_)) | None => {}
        }
        Ok(true)
    }
}

/// The rows of [`Table::Findings`], in the order of the report.
///
/// ```
/// use sofi_core::{Lang, Level};
/// use sofi_lheo::{Checker, tables::{Table, findings}};
///
/// let report = Checker::new(Level::Xsd).check_slice("feed.xml", b"<lheo/>");
/// let code = Table::Findings.columns().next().unwrap();
/// assert!(findings(&report, Lang::En).all(|row| code.cell(&row).is_some()));
/// ```
pub fn findings(report: &Report, lang: Lang) -> impl Iterator<Item = Row<'_>> {
    report.files.iter().flat_map(move |file| {
        file.findings.iter().map(move |finding| Row {
            document: Document { name: &file.path, ligne: finding.place.line, dialect: None },
            cles: Cles::default(),
            formation: None,
            action: None,
            session: None,
            sujet: Sujet::Finding(finding, lang),
        })
    })
}
