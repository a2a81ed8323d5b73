//! The bounds within which documents are read.

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
    /// Most findings kept for one document; the rest is counted.
    pub findings: usize,
    /// Greatest ratio of decompression, once past 16 MiB.
    pub decompression_ratio: u64,
    /// Greatest size of a decompressed document, in bytes.
    pub decompressed: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 64,
            attributes: 64,
            name: 256,
            attribute_value: 64 << 10,
            text: 1 << 20,
            record: 16 << 20,
            findings: 100_000,
            decompression_ratio: 200,
            decompressed: 64 << 30,
        }
    }
}
