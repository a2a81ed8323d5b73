//! XML 1.0 with namespaces, as strictly as libxml2 reads it.
//!
//! [`lexer`] cuts a window of text into lexemes (quick-xml does, for every input); [`parser`] checks what
//! quick-xml leaves unchecked, resolves names, and pushes [`Tag`]s and texts into a [`Sink`]. The sink is
//! the one interface between reading and everything else.

pub(crate) mod chars;
mod declaration;
mod lexer;
mod namespaces;
mod parser;
mod phrases;
mod point;
mod reference;
mod repair;
mod tag;
mod uri;

pub(crate) use lexer::{Kind as LexemeKind, Lexer};
pub(crate) use namespaces::{Namespace, XML as XML_NAMESPACE, XSI};
pub(crate) use parser::{Parser, Unfinished};
pub(crate) use point::Point;
pub(crate) use reference::{
    is_unfinished as is_unfinished_reference, normalise_lines, resolve as resolve_reference, resolve_cdata,
    resolve_text,
};
pub(crate) use repair::References;
pub(crate) use tag::{Attribute, RawTag, Tag};
pub(crate) use uri::is_uri_reference;

use sofi_core::{Arg, Args, Bilingual, Excerpt, Rule};

use crate::crew::{Foreseen, Setting};

/// What the sink wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// The next token.
    Continue,
    /// A rest: the caller takes over, and will ask for more.
    Pause,
}

/// What may stand between two tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Text,
    Reference,
    CData,
    Comment,
    Instruction,
}

/// Receives the tokens of a document, in order.
///
/// Each element is a `start`, its content, and an `end`, also when it is written `<a/>`.
pub(crate) trait Sink {
    /// An element starts.
    fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Flow;

    /// What stands between two tags, as bytes of the decoded document; for those who want it as written.
    fn piece(&mut self, _piece: Piece, _from: u64, _to: u64, _view: &View<'_>) {}

    /// A piece of the text of the element that is open: references resolved, ends of lines normalised.
    /// One text may come in several pieces.
    fn text(&mut self, text: &str);

    /// The element that is open ends; `from` and `to` are the bounds of its end tag.
    fn end(&mut self, from: Point, to: Point, view: &View<'_>) -> Flow;

    /// The document is not well-formed, or something is to be said of its form.
    fn fault(&mut self, fault: &Fault, at: Point, to: Point, view: &View<'_>);

    /// After a fault, reading goes on with a child of the element at this depth (1 is the root); deeper
    /// elements were left unfinished, and what the open ones lack is not to be complained about.
    fn resume(&mut self, depth: usize);

    /// The decoded text that must stay in the window, as the offset where it starts.
    fn keep_from(&self) -> Option<u64>;

    /// The record to be kept becomes too large, as these arguments tell: it must not be kept any more.
    fn record_too_large(&mut self, past: &Args);

    /// An element starts ahead. A sink that can judge all of it at once may take it, as if it had received its tokens. Something may be
    /// known of it already.
    fn leap(&mut self, _ahead: &Ahead<'_>, _foreseen: Option<Foreseen>) -> (Leap, Flow) {
        (Leap::No, Flow::Continue)
    }

    /// What the records of the document are, once it has taken one at once and wants the others to be foreseen.
    fn setting(&self) -> Option<Setting> {
        None
    }

    /// Text and bytes are about to be forgotten; for those who copy them.
    fn pass(&mut self, _passing: Passing<'_>) {}
}

/// The text from the start tag of an element on, before anything of it is read.
#[derive(Debug)]
pub(crate) struct Ahead<'w> {
    /// All that is at hand of the document from there on.
    pub(crate) text: &'w str,
    /// No more text will come.
    pub(crate) is_all: bool,
    /// Where it starts.
    pub(crate) here: Point,
    /// The encoding that it was decoded from.
    pub(crate) encoding: crate::source::Encoding,
    /// A prefix that stands for the namespace of the dialect; empty for the default namespace.
    pub(crate) prefix: &'w str,
}

impl<'w> Ahead<'w> {
    /// The local name of the element, when its prefix is the one that stands for the dialect; empty otherwise.
    pub(crate) fn local_name(&self) -> &'w str {
        let name = self.text.get(1..).and_then(|text| text.strip_prefix(self.prefix)).unwrap_or_default();
        let local = if self.prefix.is_empty() { name } else { name.strip_prefix(':').unwrap_or_default() };
        let length = local.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        &local[..length]
    }
}

/// What became of an element that could be taken at once.
#[derive(Debug)]
pub(crate) enum Leap {
    /// It is to be read.
    No,
    /// Its end is needed to tell.
    Cut,
    /// It was taken, and ends there.
    To(Point),
}

/// What was read and is about to be forgotten.
#[derive(Debug)]
pub(crate) struct Passing<'p> {
    /// The decoded text at hand.
    pub(crate) view: View<'p>,
    /// The first character not read yet.
    pub(crate) here: Point,
    /// The undecoded bytes at hand, when they are kept.
    pub(crate) raw: Option<&'p mut Vec<u8>>,
    /// Offset of the byte after them.
    pub(crate) raw_end: u64,
}

/// Something wrong in the form of the document.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The rule broken.
    pub(crate) rule: &'static Rule,
    /// What its message speaks of.
    pub(crate) args: Args,
    /// Where, in bytes of the window.
    pub(crate) at: usize,
    /// Over how many bytes, at least one character is shown.
    pub(crate) width: usize,
}

impl Fault {
    pub(crate) fn new(rule: &'static Rule, at: usize, width: usize) -> Self {
        Self { rule, args: Args::new(), at, width }
    }

    /// A fault whose rule leaves it to each case to say what is wrong.
    pub(crate) fn saying(rule: &'static Rule, at: usize, width: usize, what: &'static Bilingual) -> Self {
        Self::new(rule, at, width).args(Args::new().with("what", Arg::Words(*what)))
    }

    pub(crate) fn args(mut self, args: Args) -> Self {
        self.args = args;
        self
    }

    /// What is wrong, in one sentence.
    pub(crate) fn message(&self, lang: sofi_core::Lang) -> String {
        self.rule.say(&self.args, lang)
    }

    /// The same fault, seen from a text that starts `by` bytes earlier.
    pub(crate) fn shifted(mut self, by: usize) -> Self {
        self.at += by;
        self
    }
}

/// The part of the document that is at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'w> {
    /// The text of the window.
    pub(crate) text: &'w str,
    /// Offset of its first byte in the whole decoded document.
    pub(crate) base: u64,
    /// The encoding that it was decoded from.
    pub(crate) encoding: crate::source::Encoding,
}

impl<'w> View<'w> {
    /// The text between two offsets of the decoded document; empty where the window does not hold it.
    pub(crate) fn slice(&self, from: u64, to: u64) -> &'w str {
        let at = |offset: u64| offset.checked_sub(self.base).and_then(|at| usize::try_from(at).ok());
        at(from).zip(at(to)).and_then(|(from, to)| self.text.get(from..to)).unwrap_or_default()
    }

    /// Characters shown on either side of a place on a long line.
    const MARGIN: usize = 60;

    /// The line around a place, underlined from `from` to `to` as far as the line goes. `None` when the
    /// window does not hold it any more.
    pub(crate) fn excerpt(&self, from: u64, to: u64) -> Option<Excerpt> {
        let at = usize::try_from(from.checked_sub(self.base)?).ok()?;
        if at > self.text.len() || !self.text.is_char_boundary(at) {
            return None;
        }
        // A whole feed may be one line: no more of it is looked at than can be shown.
        const FAR: usize = 8 * View::<'_>::MARGIN;
        let is_boundary = |i: &usize| self.text.is_char_boundary(*i);
        let far_left = (at.saturating_sub(FAR)..=at).find(is_boundary).unwrap_or(at);
        let far_right = (at..=(at + FAR).min(self.text.len())).rev().find(is_boundary).unwrap_or(at);
        let line_start = self.text[far_left..at].rfind('\n').map_or(far_left, |i| far_left + i + 1);
        let line_end = self.text[at..far_right].find('\n').map_or(far_right, |i| at + i);
        let (left, right) = (&self.text[line_start..at], self.text[at..line_end].trim_end_matches('\r'));
        let shown_from = left.char_indices().rev().nth(Self::MARGIN - 1).map_or(0, |(i, _)| i);
        let shown_to = right.char_indices().nth(2 * Self::MARGIN).map_or(right.len(), |(i, _)| i);
        let start = left[shown_from..].chars().count();
        let underlined = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX).min(shown_to);
        let underlined = (0..=underlined).rev().find(|&i| right.is_char_boundary(i)).unwrap_or(0);
        Some(Excerpt {
            text: format!("{}{}", &left[shown_from..], &right[..shown_to]),
            cut_before: shown_from > 0,
            cut_after: shown_to < right.len(),
            start,
            width: right[..underlined].chars().count().max(1),
        })
    }
}
