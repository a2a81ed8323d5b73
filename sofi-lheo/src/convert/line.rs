//! What a conversion tells of what it did.

use serde::Serialize;
use sofi_core::{Args, Bilingual, Lang, Place};

/// What became of something, in a conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// It is not in the result.
    Loss,
    /// It is in the result and was not in the document.
    Invention,
    /// It is in the result in another way: another place, another code, another writing.
    Mapping,
    /// The record is not in the result, or what was set aside in it is not put back.
    Refusal,
}

impl LineKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Loss, Self::Invention, Self::Mapping, Self::Refusal];

    /// Its name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Invention => "invention",
            Self::Mapping => "mapping",
            Self::Refusal => "refusal",
        }
    }
}

/// Something that conversions do, once and for all decided: the guide lists them.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decision {
    /// Its name, which does not change from one version to the next.
    pub slug: &'static str,
    /// What becomes of what it is about.
    pub kind: LineKind,
    /// Why, with the names of arguments in braces.
    pub reason: Bilingual,
}

impl Decision {
    pub(super) const fn new(slug: &'static str, kind: LineKind, fr: &'static str, en: &'static str) -> Self {
        Self { slug, kind, reason: Bilingual::new(fr, en) }
    }
}

/// One thing that a conversion did, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// What was decided.
    pub decision: &'static Decision,
    /// Where, in the document that is converted. What is new there has the place of what holds it.
    pub place: Place,
    /// What stood there.
    pub old: Option<String>,
    /// What stands there instead.
    pub new: Option<String>,
    /// What the reason speaks of.
    pub args: Args,
}

impl Line {
    /// What became of it.
    pub fn kind(&self) -> LineKind {
        self.decision.kind
    }

    /// Why.
    ///
    /// ```
    /// use sofi_core::Lang;
    /// use sofi_lheo::{Dialect, convert::Converter};
    ///
    /// let feed = r#"<formation xmlns="http://lheo.gouv.fr/2.3" horodatage-export="2026-09-01T08:00:00"/>"#;
    /// let mut lines = Vec::new();
    /// Converter::to(Dialect::Lheo22).convert_slice("s.xml", feed.as_bytes(), &mut Vec::new(), |line| {
    ///     lines.push(line.reason(Lang::En));
    ///     Ok(())
    /// })?;
    /// assert!(lines.contains(&"LHEO 2.2 has no such attribute there".to_owned()), "{lines:?}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reason(&self, lang: Lang) -> String {
        self.args.fill(self.decision.reason.get(lang), lang).unwrap_or_default()
    }

    /// It as JSON, on one line; `file` is the name of the document.
    pub fn to_json(&self, file: &str, lang: Lang) -> String {
        #[derive(Serialize)]
        struct Written<'l> {
            file: &'l str,
            kind: LineKind,
            decision: &'static str,
            reason: String,
            path: &'l str,
            line: u64,
            column: u64,
            offset: u64,
            element: Option<&'l str>,
            attribute: Option<&'l str>,
            old: Option<&'l str>,
            new: Option<&'l str>,
        }
        let Self { decision, place, old, new, .. } = self;
        let written = Written {
            file,
            kind: decision.kind,
            decision: decision.slug,
            reason: self.reason(lang),
            path: &place.path,
            line: place.line,
            column: place.column,
            offset: place.offset,
            element: place.element.as_deref(),
            attribute: place.attribute.as_deref(),
            old: old.as_deref(),
            new: new.as_deref(),
        };
        // Strings and numbers always have a writing.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

/// What is told of a record, before its places are measured.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) decision: &'static Decision,
    /// Number of the node that it is about.
    pub(super) origin: usize,
    pub(super) attribute: Option<String>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) args: Args,
}

impl Note {
    pub(super) fn new(decision: &'static Decision, origin: usize) -> Self {
        Self { decision, origin, attribute: None, old: None, new: None, args: Args::new() }
    }

    pub(super) fn attribute(mut self, name: &str) -> Self {
        self.attribute = Some(name.to_owned());
        self
    }

    pub(super) fn old(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }

    pub(super) fn new_value(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    pub(super) fn arg(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args = self.args.text(name, text.into());
        self
    }
}

/// What a step does to a record: it goes on, or is refused.
pub(super) type Outcome = Result<(), Note>;
