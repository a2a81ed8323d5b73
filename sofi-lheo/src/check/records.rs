//! Records that come with what was found in them.

use std::{io::Read, path::Path};

use sofi_core::Finding;

use super::{Checker, run::Run};
use crate::{
    Error, Record,
    document::InTurn,
    source::{Input, Inputs},
};

/// Reads the records of documents, each with its findings: see [`Checker::records_path`].
#[derive(Debug)]
pub struct CheckedReader<'c, 'i> {
    checker: &'c Checker,
    inputs: Inputs<'i>,
    run: Option<Run<'c, 'i, InTurn>>,
    name: String,
}

/// A record and what was found in it.
#[derive(Debug)]
pub struct CheckedRecord<'r> {
    /// The record; `None` for findings that belong to no record which could be read: about a record that is not well-formed,
    /// or the document as a whole.
    pub record: Option<Record<'r>>,
    /// What was found, in the order of the document.
    pub findings: Vec<Finding>,
}

impl Checker {
    /// Reads the records of a file, each with what is found in it.
    ///
    /// What can only be told over all of a document (rules on the feed, references between records) comes at its end, without a
    /// record. All findings are given, however many: [`Limits::findings`](crate::Limits::findings) only bounds those of one
    /// record. Records are read in the caller's thread, whatever the number of [`jobs`](Self::jobs).
    ///
    /// # Errors
    /// When the file cannot be opened, or holds no document.
    pub fn records_path(&self, path: impl AsRef<Path>) -> Result<CheckedReader<'_, 'static>, Error> {
        Ok(CheckedReader::new(self, self.source_limits().open(path)?))
    }

    /// Reads the records of what a reader gives, each with what is found in it; `name` is what the document is called. See
    /// [`records_path`](Self::records_path).
    ///
    /// ```
    /// use sofi_core::Level;
    /// use sofi_lheo::Checker;
    ///
    /// let feed: &[u8] = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"/></offres></lheo>"#;
    /// let checker = Checker::new(Level::Xsd);
    /// let mut reader = checker.records_reader("feed.xml", feed)?;
    /// while let Some(checked) = reader.next_record()? {
    ///     let numero = checked.record.and_then(|record| record.root().attribute("numero"));
    ///     assert_eq!((numero.as_deref(), checked.findings[0].rule.code), (Some("F1"), "LHE01"));
    /// }
    /// # Ok::<(), sofi_lheo::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`records_path`](Self::records_path).
    pub fn records_reader<'i>(
        &self,
        name: &str,
        reader: impl Read + Send + 'i,
    ) -> Result<CheckedReader<'_, 'i>, Error> {
        Ok(CheckedReader::new(self, self.source_limits().from_reader(name, reader)?))
    }
}

impl<'c, 'i> CheckedReader<'c, 'i> {
    fn new(checker: &'c Checker, inputs: Inputs<'i>) -> Self {
        Self { checker, inputs, run: None, name: String::new() }
    }

    /// The document that the last record is from; in an archive, `archive.zip!/member.xml`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The next record, or findings that belong to none; `None` at the end.
    ///
    /// # Errors
    /// When a temporary file that the rules on a feed need cannot be written.
    pub fn next_record(&mut self) -> Result<Option<CheckedRecord<'_>>, Error> {
        loop {
            let Some(run) = &mut self.run else {
                let Some(input) = self.inputs.next() else { return Ok(None) };
                self.open(input);
                continue;
            };
            if run.advance() {
                let findings = run.take_findings();
                if run.record().is_some() || !findings.is_empty() {
                    let record = self.run.as_ref().and_then(Run::record);
                    return Ok(Some(CheckedRecord { record, findings }));
                }
            } else if let Some(run) = self.run.take() {
                let (file, _) = run.finish()?;
                if !file.findings.is_empty() {
                    return Ok(Some(CheckedRecord { record: None, findings: file.findings }));
                }
            }
        }
    }

    fn open(&mut self, input: Input<'i>) {
        self.name.clone_from(&input.name);
        self.run = Some(Run::with_records(self.checker, input, InTurn));
    }
}
