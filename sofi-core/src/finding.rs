//! One fault, and all that is known of it.

use serde::{Deserialize, Serialize};

use crate::{Args, Lang, Rule, Severity};

/// One fault found in a document or an offer.
///
/// It holds facts only; the words come from its [`Rule`], in either language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// How grave it is here, which a profile or a configuration may have changed.
    pub severity: Severity,
    /// What its messages speak of.
    pub args: Args,
    /// Where it is.
    pub place: Place,
    /// The offer and the producer that it belongs to.
    pub context: Context,
    /// The value at fault, as it stands in the document, at most 200 characters.
    pub value: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// The line of the document at its place, for people.
    pub excerpt: Option<Excerpt>,
}

impl Finding {
    /// A finding of the rule's own severity.
    pub fn new(rule: &'static Rule, place: Place, args: Args) -> Self {
        Self {
            rule,
            severity: rule.severity,
            args,
            place,
            context: Context::default(),
            value: None,
            related: Vec::new(),
            fix: None,
            excerpt: None,
        }
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.rule.say(&self.args, lang)
    }

    /// What is said under the place, if anything.
    pub fn label(&self, lang: Lang) -> Option<String> {
        self.args.fill(self.rule.label.get(lang), lang)
    }

    /// What to do next, a line each.
    pub fn helps(&self, lang: Lang) -> impl Iterator<Item = String> + '_ {
        self.rule.helps.iter().filter_map(move |help| self.args.fill(help.get(lang), lang))
    }
}

/// A value as messages show it: one line, cut when it is long.
///
/// ```
/// assert_eq!(sofi_core::shown("a\nb"), "a b");
/// ```
pub fn shown(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut line: String =
        text.trim().chars().take(SHOWN).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.trim().chars().nth(SHOWN).is_some() {
        line.push('…');
    }
    line
}

/// Where something stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1; lines end at LF only.
    pub line: u64,
    /// Column, from 1, in characters; a tabulation counts for one.
    pub column: u64,
    /// First byte, from 0, in the decompressed, undecoded input, byte-order mark included.
    pub offset: u64,
    /// The byte after the last one.
    pub end_offset: u64,
    /// Absolute path, `/lheo/offres/formation[1]/...`; empty when there is none.
    pub path: String,
    /// Name of the element at fault.
    pub element: Option<String>,
    /// Name of the attribute at fault.
    pub attribute: Option<String>,
}

impl Place {
    /// The very start of a document.
    pub fn start() -> Self {
        Self { line: 1, column: 1, ..Self::default() }
    }
}

/// The offer and the producer that a finding belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Context {
    /// `numero` of the formation.
    pub formation: Option<String>,
    /// `numero` of the action.
    pub action: Option<String>,
    /// `numero` of the session.
    pub session: Option<String>,
    /// `numero` of the summary (`resume-offre`, `resume-organisme`) or of the organisation outside offers.
    pub record: Option<String>,
    /// SIRET of the organisation that answers for the offer, as it stands there.
    pub siret: Option<String>,
    /// Its name.
    pub organisme: Option<String>,
    /// Department of its address.
    pub departement: Option<String>,
}

/// Another place that helps to understand a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub place: Place,
    /// What is there.
    pub what: crate::Bilingual,
}

/// How far a fix may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// The meaning cannot change.
    Safe,
    /// Probably right: to be looked at by a person.
    Suggested,
}

impl Safety {
    /// The stable name, as machine formats write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Suggested => "suggested",
        }
    }
}

/// A way to mend a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// How far it may be trusted.
    pub safety: Safety,
    /// What it does.
    pub description: crate::Bilingual,
    /// The new text, in short.
    pub replacement: String,
    /// What to change in the bytes of the document.
    pub edits: Vec<Edit>,
}

/// Replaces `length` bytes at `offset` of the decompressed, undecoded input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// First byte to replace.
    pub offset: u64,
    /// Number of bytes to replace.
    pub length: u64,
    /// What to write instead.
    pub replacement: String,
}

/// A line of the document, or the part of a long one that matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The text, without its end of line, exactly as it stands in the document.
    pub text: String,
    /// True when the line starts before `text`.
    pub cut_before: bool,
    /// True when the line goes on after `text`.
    pub cut_after: bool,
    /// First character to underline, counted from 0 in `text`.
    pub start: usize,
    /// Number of characters to underline, at least 1.
    pub width: usize,
}
