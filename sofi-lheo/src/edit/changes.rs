//! Changes to a text, as splices.

use std::ops::Range;

/// Some bytes of a text, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The bytes, in the decoded source of a record; empty where something is added.
    pub range: Range<usize>,
    /// What to write instead.
    pub text: String,
}

/// Splices of one text, in its order, none of which overlaps another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    splices: Vec<Splice>,
}

impl Changes {
    /// Sorts splices. Of those that lie inside of another one, nothing is left; those that add at one place keep their order.
    pub(crate) fn new(mut splices: Vec<Splice>) -> Self {
        // What adds comes before what replaces; what replaces more, before what it swallows.
        splices.sort_by_key(|splice| {
            (splice.range.start, !splice.range.is_empty(), usize::MAX - splice.range.end)
        });
        let mut end = 0;
        splices.retain(|splice| {
            let is_free = splice.range.start >= end;
            end = end.max(splice.range.end);
            is_free
        });
        Self { splices }
    }

    /// Another text instead of the whole of this one.
    pub(crate) fn whole(source: &str, text: String) -> Self {
        Self::new(vec![Splice { range: 0..source.len(), text }])
    }

    /// The splices, in order.
    pub fn splices(&self) -> &[Splice] {
        &self.splices
    }

    /// Does nothing change?
    pub fn is_empty(&self) -> bool {
        self.splices.is_empty()
    }

    /// The text, changed; `source` must be the one that they were made for.
    ///
    /// ```
    /// let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3" numero="F1"/>"#;
    /// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
    /// let record = reader.next_record()?.unwrap();
    /// let mut edits = record.edit();
    /// edits.set_attribute(record.root(), "numero", "F2")?;
    /// assert!(edits.changes().apply(record.source()).ends_with(r#"numero="F2"/>"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply(&self, source: &str) -> String {
        let mut out = String::with_capacity(source.len());
        let mut from = 0;
        for splice in &self.splices {
            out.push_str(source.get(from..splice.range.start).unwrap_or_default());
            out.push_str(&splice.text);
            from = splice.range.end;
        }
        out.push_str(source.get(from..).unwrap_or_default());
        out
    }
}
