//! The bounds within which documents are read.

use std::{fmt, ptr, sync::Arc};

/// The bounds within which documents are read. Going past one is a finding, never a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Greatest depth of elements.
    pub depth: usize,
    /// Most attributes on one element.
    pub attributes: usize,
    /// Longest name, in bytes.
    pub name: usize,
    /// Longest attribute value, in bytes.
    pub attribute_value: usize,
    /// Longest text, comment or processing instruction, in bytes.
    pub text: usize,
    /// Largest record of which the tree is built, in bytes; a larger one is still checked as it passes.
    pub record: usize,
    /// Most elements of a record of which the tree is built.
    pub elements: usize,
    /// Most findings kept for one document; the rest is counted.
    pub findings: usize,
    /// Greatest ratio of decompression, once past 16 MiB.
    pub decompression_ratio: u64,
    /// Greatest size of a decompressed document, in bytes.
    pub decompressed: u64,
    /// Follows reading, and may stop it.
    pub watch: Option<Watch>,
}

/// Somebody who follows the reading of documents, and may stop it: for the progress of long work, and for those who give it up.
///
/// They are told again and again, at least once for every 256 KiB, how many bytes of the document were read. What is found once
/// they have said no is of no use: a document that is stopped looks like one whose source has failed.
///
/// ```
/// use std::sync::{Arc, atomic::{AtomicU64, Ordering}};
/// use sofi_core::Level;
/// use sofi_lheo::{Checker, Dialect, Limits, Watch, generate::Generator};
///
/// let feed = Generator::new(Dialect::Lheo23, 1).formations(300).to_vec();
/// let read = Arc::new(AtomicU64::new(0));
/// let seen = Arc::clone(&read);
/// let watch = Watch::new(move |bytes| {
///     seen.store(bytes, Ordering::Relaxed);
///     bytes < 500_000
/// });
/// let limits = Limits { watch: Some(watch), ..Limits::default() };
/// let report = Checker::new(Level::Xsd).limits(limits).check_slice("feed.xml", &feed);
/// assert!(report.files[0].formations < 300 && read.load(Ordering::Relaxed) < feed.len() as u64);
/// ```
#[derive(Clone)]
pub struct Watch(Arc<dyn Fn(u64) -> bool + Send + Sync>);

impl Watch {
    /// Asks this function whether to go on.
    pub fn new(goes_on: impl Fn(u64) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(goes_on))
    }

    /// So many bytes were read: go on?
    pub(crate) fn goes_on(&self, bytes: u64) -> bool {
        (self.0)(bytes)
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

impl PartialEq for Watch {
    fn eq(&self, other: &Self) -> bool {
        ptr::addr_eq(Arc::as_ptr(&self.0), Arc::as_ptr(&other.0))
    }
}

impl Eq for Watch {}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 64,
            attributes: 64,
            name: 256,
            attribute_value: 64 << 10,
            text: 1 << 20,
            record: 16 << 20,
            elements: 100_000,
            findings: 100_000,
            decompression_ratio: 200,
            decompressed: 64 << 30,
            watch: None,
        }
    }
}
