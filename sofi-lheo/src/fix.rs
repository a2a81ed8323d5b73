//! Mends documents: what is proposed is tried, checked, and only kept where it does no harm.

mod census;
mod correct;
mod diff;
mod draft;
mod original;
mod revised;
mod work;

use std::{io::Read, path::Path};

use sofi_core::{Finding, Report, Safety};

use crate::{Checker, EditorError};
pub use correct::{Corrected, Correction, Obstacle, Outcome};
pub(crate) use draft::{Bytes, Draft, Patch};
pub(crate) use original::Original;
pub use original::Packing;
pub use revised::Revised;
use work::{Candidate, Work};

/// Mends documents by the fixes of their findings.
///
/// A fix is only kept where it mends its fault and brings no new error, which is checked before anything is written; all other
/// bytes stay as they are. What was mended once has nothing more to mend. Memory does not grow with the document, only with
/// what is changed.
///
/// ```
/// use sofi_core::Level;
/// use sofi_lheo::{Checker, Fixer};
///
/// let feed = br#"<periode xmlns="http://lheo.gouv.fr/2.3"><Debut>20260901</Debut><fin>31/12/2026</fin></periode>"#;
/// let fixer = Fixer::new(Checker::new(Level::Xsd));
/// let mut fixed = fixer.fix_slice("feed.xml", feed)?;
/// let mut out = Vec::new();
/// fixed.document.write(&mut out)?;
/// assert_eq!(out, br#"<periode xmlns="http://lheo.gouv.fr/2.3"><debut>20260901</debut><fin>31/12/2026</fin></periode>"#);
///
/// // What is only probable waits for somebody to say so.
/// let fixed = fixer.suggested().fix_slice("feed.xml", &out)?;
/// assert_eq!(fixed.applied[0].rule.code, "LHE25");
/// assert_eq!(fixed.report.summary().error, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Fixer {
    checker: Checker,
    most: Safety,
}

/// A document, mended as far as it goes. Nothing is written yet.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fixed<'a> {
    /// What was found before.
    pub before: Report,
    /// What is found in the mended document.
    pub report: Report,
    /// The findings whose fixes are applied, in the order they were.
    pub applied: Vec<Finding>,
    /// The findings whose fixes are not, and why.
    pub refused: Vec<(Finding, Refusal)>,
    /// Findings that were counted and not kept: their fixes could not be looked at.
    pub unseen: u64,
    /// The mended document.
    pub document: Revised<'a>,
}

/// Why a fix is not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It would bring this error.
    NewError(Box<Finding>),
    /// The document would be no better.
    NoBetter,
    /// The encoding of the document has no such character, and no reference can stand there.
    Unencodable(char),
    /// So many fixes of the document are doubtful that this one was not tried alone.
    Untried,
}

impl Fixer {
    /// Applies the safe fixes of what this checker finds.
    pub fn new(checker: Checker) -> Self {
        Self { checker, most: Safety::Safe }
    }

    /// Applies those that are only suggested as well.
    #[must_use]
    pub fn suggested(mut self) -> Self {
        self.most = Safety::Suggested;
        self
    }

    /// Mends a file that holds one document.
    ///
    /// # Errors
    /// When it cannot be read whole, or holds several documents.
    pub fn fix_path(&self, path: impl AsRef<Path>) -> Result<Fixed<'static>, EditorError> {
        self.fix(Original::from_path(path.as_ref())?)
    }

    /// Mends what a reader gives; it is copied to a temporary file.
    ///
    /// # Errors
    /// As for [`fix_path`](Self::fix_path).
    pub fn fix_reader(&self, name: &str, reader: impl Read + Send) -> Result<Fixed<'static>, EditorError> {
        self.fix(Original::from_reader(name, reader)?)
    }

    /// Mends bytes in memory.
    ///
    /// # Errors
    /// As for [`fix_path`](Self::fix_path).
    pub fn fix_slice<'a>(&self, name: &str, bytes: &'a [u8]) -> Result<Fixed<'a>, EditorError> {
        self.fix(Original::from_slice(name, bytes)?)
    }

    fn is_wanted(&self, finding: &Finding) -> bool {
        let Some(fix) = &finding.fix else { return false };
        (fix.safety == Safety::Safe || self.most == Safety::Suggested)
            && self.checker.is_wanted(finding.rule.code)
    }

    fn fix<'a>(&self, original: Original<'a>) -> Result<Fixed<'a>, EditorError> {
        let mut work = Work::new(self.checker.unfiltered(), original)?;
        let before = work.told.clone();
        let mut applied = Vec::new();
        let refused = loop {
            let found = work.file().findings.iter().filter(|finding| self.is_wanted(finding));
            // A declaration that is changed changes how all else is read: it comes first, and alone.
            let (of_encoding, others): (Vec<_>, Vec<_>) = found.cloned().partition(is_of_encoding);
            let mut refused = Vec::new();
            let mut is_done = true;
            for mut findings in [of_encoding, others] {
                let mut candidates = Vec::new();
                for (id, finding) in findings.iter_mut().enumerate() {
                    finding.excerpt = None;
                    match Candidate::of(finding, id, work.encoding()) {
                        Ok(candidate) => candidates.push(candidate),
                        Err(refusal) => refused.push((finding.clone(), refusal)),
                    }
                }
                let tried = work.apply(candidates)?;
                refused.extend(tried.refused.into_iter().map(|(id, why)| (findings[id].clone(), why)));
                if !tried.applied.is_empty() {
                    applied.extend(tried.applied.into_iter().map(|id| findings[id].clone()));
                    is_done = false;
                    break;
                }
            }
            if is_done {
                break refused;
            }
        };
        let (before, report) = self.reports(&mut work, before)?;
        let unseen = work.file().summary.total().saturating_sub(work.file().findings.len() as u64);
        Ok(Fixed { before, report, applied, refused, unseen, document: work.revised() })
    }

    /// What is told of a document before and after, when `before` holds all that was found before.
    fn reports(&self, work: &mut Work<'_>, before: Report) -> Result<(Report, Report), EditorError> {
        if !self.checker.is_filtered() {
            return Ok((before, work.told.clone()));
        }
        let (whole, draft) = (Draft::whole(work.original.length), work.draft.clone());
        Ok((work.check_with(&self.checker, &whole)?, work.check_with(&self.checker, &draft)?))
    }
}

fn is_of_encoding(finding: &Finding) -> bool {
    matches!(finding.rule.code, "XML32" | "XML33")
}
