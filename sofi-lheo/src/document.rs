//! One document read from its bytes: a window of decoded text slides over it, its lexemes go to the strict
//! parser, whose tokens go to a sink. Memory does not grow with the document.

mod bound;
mod faults;
mod search;

use std::io::Read;

use crate::{
    Limits,
    crew::{Foreseen, Setting},
    rules::xml,
    source::{Decoder, FaultKind, Filled},
    xml::{Fault, Flow, Leap, LexemeKind, Lexer, Parser, Passing, Point, Sink, Unfinished, View},
};
use bound::Bound;
use faults::source_fault;
use search::{Search, find_formation};

/// Where the text of a document comes from.
pub(crate) trait Feed {
    /// Appends more of it: see [`Decoder::fill`]. `end` is the offset of the end of the text so far.
    fn fill<R: Read>(&mut self, decoder: &mut Decoder<R>, text: &mut String, end: u64) -> Filled;

    /// What is known already of the record that starts at this offset.
    fn foreseen(&mut self, at: u64) -> Option<Foreseen>;

    /// Learns what the records of the document are.
    fn settle(&mut self, setting: impl FnOnce() -> Option<Setting>);
}

/// Text is decoded when it is needed, and nothing is known before it is read.
#[derive(Debug)]
pub(crate) struct InTurn;

impl Feed for InTurn {
    fn fill<R: Read>(&mut self, decoder: &mut Decoder<R>, text: &mut String, _: u64) -> Filled {
        decoder.fill(text)
    }

    fn foreseen(&mut self, _: u64) -> Option<Foreseen> {
        None
    }

    fn settle(&mut self, _: impl FnOnce() -> Option<Setting>) {}
}

/// A document being read.
#[derive(Debug)]
pub(crate) struct Document<R, F = InTurn> {
    decoder: Decoder<R>,
    feed: F,
    parser: Parser,
    limits: Limits,
    bound: Bound,
    /// Decoded text, from `base` on.
    text: String,
    base: u64,
    /// What is before this was read.
    at: usize,
    /// No more text will come.
    is_whole: bool,
    /// The decoder stopped at the end of the text.
    stopped: Option<crate::source::Fault>,
    /// Nothing more is to be read.
    is_over: bool,
    is_truncated: bool,
    /// Those who watch have stopped it.
    is_given_up: bool,
    failure: Option<String>,
}

/// Why reading rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The sink asked for it.
    Paused,
    /// There is nothing left to read.
    Over,
}

impl<R: Read> Document<R> {
    /// Starts reading: the first bytes tell the encoding.
    pub(crate) fn new(decoder: Decoder<R>, limits: Limits) -> Self {
        Self::fed(decoder, limits, InTurn)
    }
}

impl<R: Read, F: Feed> Document<R, F> {
    /// Starts reading what is fed in this way.
    pub(crate) fn fed(mut decoder: Decoder<R>, limits: Limits, mut feed: F) -> Self {
        let mut text = String::new();
        let filled = feed.fill(&mut decoder, &mut text, 0);
        let start = Point::start(decoder.bom_len());
        let parser = Parser::new(decoder.encoding(), start, limits.clone());
        let mut document = Self {
            decoder,
            feed,
            parser,
            limits,
            bound: Bound::default(),
            text,
            base: 0,
            at: 0,
            is_whole: false,
            stopped: None,
            is_over: false,
            is_truncated: false,
            is_given_up: false,
            failure: None,
        };
        document.note(filled);
        document
    }

    /// The decoder, which knows the encoding, the size and the digest.
    pub(crate) fn decoder(&mut self) -> &mut Decoder<R> {
        &mut self.decoder
    }

    /// The encoding of the document.
    pub(crate) fn encoding(&self) -> crate::source::Encoding {
        self.decoder.encoding()
    }

    /// Nothing more is read.
    pub(crate) fn give_up(&mut self) {
        self.is_over = true;
    }

    /// Changes the limits for what was not read yet.
    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.limits.clone_from(limits);
        self.parser.set_limits(limits);
    }

    /// Decoded text between two offsets, which must be in the window.
    pub(crate) fn slice(&self, from: u64, to: u64) -> &str {
        self.view().slice(from, to)
    }

    /// The text at hand.
    pub(crate) fn view(&self) -> View<'_> {
        View { text: &self.text, base: self.base, encoding: self.decoder.encoding() }
    }

    /// True when the document ended before its root did.
    pub(crate) fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// Have those who watch stopped it?
    pub(crate) fn is_given_up(&self) -> bool {
        self.is_given_up
    }

    /// Did the very first bytes already stop the decoder?
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.is_some()
    }

    /// Why reading stopped before the end, when the source failed.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Reads on until the sink asks for a rest or nothing is left.
    pub(crate) fn run<S: Sink>(&mut self, sink: &mut S) -> Step {
        while !self.is_over {
            match self.read_window(sink) {
                Ok(Flow::Pause) => return Step::Paused,
                Ok(Flow::Continue) if self.is_whole => {
                    self.is_over = true;
                    if let Err(fault) = self.parser.finish() {
                        self.is_truncated = !self.parser.is_before_root();
                        self.tell(&fault.shifted(self.at), sink);
                    }
                }
                Ok(Flow::Continue) => self.fill(sink),
                Err(fault) => self.recover(&fault, sink),
            }
        }
        Step::Over
    }

    /// Reads the lexemes of the window that are whole.
    fn read_window<S: Sink>(&mut self, sink: &mut S) -> Result<Flow, Fault> {
        let view = View { text: &self.text, base: self.base, encoding: self.decoder.encoding() };
        let mut lexer = Lexer::new(&self.text, self.at);
        // After a stop, what is left of the window is judged as it is.
        let no_more = self.is_whole || self.stopped.is_some();
        loop {
            if self.text[self.at..].starts_with('<')
                && let Some(ahead) = self.parser.ahead(&self.text[self.at..], no_more)
            {
                let foreseen = self.feed.foreseen(ahead.here.decoded);
                let (leap, flow) = sink.leap(&ahead, foreseen);
                match leap {
                    Leap::No => {}
                    Leap::Cut => return Ok(Flow::Continue),
                    Leap::To(point) => {
                        self.at += (point.decoded - self.parser.here().decoded) as usize;
                        self.parser.leap(point);
                        lexer = Lexer::new(&self.text, self.at);
                        if flow == Flow::Pause {
                            return Ok(Flow::Pause);
                        }
                    }
                }
            }
            let Some(mut lexeme) = lexer.next() else { return Ok(Flow::Continue) };
            let reaches_end = lexeme.range.end == self.text.len();
            let rest = &self.text[lexeme.range.start..];
            if reaches_end && !no_more {
                match lexeme.kind {
                    LexemeKind::Text => {
                        // The end may be half of `]]>` or of an end of line.
                        let held = ["]]", "]", "\r"]
                            .iter()
                            .find(|end| rest.ends_with(**end))
                            .map_or(0, |end| end.len());
                        lexeme.range.end -= held;
                    }
                    LexemeKind::Reference if crate::xml::is_unfinished_reference(rest) => {
                        return Ok(Flow::Continue);
                    }
                    _ => {}
                }
            }
            if lexeme.range.is_empty() {
                return Ok(Flow::Continue);
            }
            if lexeme.kind == LexemeKind::Unfinished {
                return match self.parser.unfinished(rest, self.is_whole) {
                    Unfinished::More => Ok(Flow::Continue),
                    Unfinished::Fault(fault) => {
                        self.is_truncated |= fault.rule == &xml::XML03;
                        Err(fault.shifted(lexeme.range.start))
                    }
                };
            }
            let end = self.base + lexeme.range.end as u64;
            if let Some(args) = self.bound.past(sink.keep_from(), lexeme.kind, end, &self.limits) {
                sink.record_too_large(&args);
            }
            let flow = self.parser.read(&lexeme, &view, sink)?;
            self.at = lexeme.range.end;
            if flow == Flow::Pause {
                return Ok(Flow::Pause);
            }
        }
    }

    /// Gets more text, and forgets what is not needed any more.
    fn fill<S: Sink>(&mut self, sink: &mut S) {
        if let Some(stop) = self.stopped.take() {
            return self.stop(&stop, sink);
        }
        self.feed.settle(|| sink.setting());
        self.let_pass(sink);
        let kept = sink.keep_from().unwrap_or(u64::MAX);
        let record = usize::try_from(kept.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.at);
        // Findings show the line that they are on: what is just before is kept too.
        const MARGIN: usize = 512;
        let cut = record.saturating_sub(MARGIN);
        let cut = (0..=cut).rev().find(|&i| self.text.is_char_boundary(i)).unwrap_or(0);
        // Each byte is moved a bounded number of times.
        if cut > self.text.len() / 2 {
            self.text.drain(..cut);
            self.base += cut as u64;
            self.at -= cut;
        }
        self.read_more();
    }

    /// Gets more text, if those who watch agree.
    fn read_more(&mut self) {
        let end = self.base + self.text.len() as u64;
        let filled = self.feed.fill(&mut self.decoder, &mut self.text, end);
        let bytes = self.decoder.raw_bytes();
        if self.limits.watch.as_ref().is_none_or(|watch| watch.goes_on(bytes)) {
            return self.note(filled);
        }
        self.failure = Some("lecture interrompue".to_owned());
        self.is_given_up = true;
        (self.is_over, self.is_whole) = (true, true);
    }

    /// Tells the sink what is about to be forgotten, and how far reading has come.
    pub(crate) fn let_pass<S: Sink>(&mut self, sink: &mut S) {
        let raw_end = self.decoder.raw_bytes();
        sink.pass(Passing {
            view: View { text: &self.text, base: self.base, encoding: self.decoder.encoding() },
            here: self.parser.here(),
            raw: self.decoder.kept(),
            raw_end,
        });
    }

    /// The end of the text at hand.
    pub(crate) fn end_of_text(&self) -> Point {
        self.parser.point(self.text.get(self.at..).unwrap_or_default())
    }

    fn note(&mut self, filled: Filled) {
        match filled {
            Filled::More => {}
            Filled::End => self.is_whole = true,
            Filled::Fault(fault) => self.stopped = Some(fault),
        }
    }

    /// The decoder cannot go on at the end of the window.
    fn stop<S: Sink>(&mut self, stop: &crate::source::Fault, sink: &mut S) {
        let (rule, args) = source_fault(&stop.kind);
        let is_final = stop.kind.is_final();
        if matches!(stop.kind, FaultKind::Truncated) {
            self.is_truncated = true;
        }
        let fault = Fault::new(rule, self.text.len(), 1).args(args);
        let from = self.parser.point(&self.text[self.at..]);
        // The faulty bytes are one character as far as columns go.
        let after = Point { raw: from.raw + stop.len, column: from.column + 1, ..from };
        sink.fault(&fault, from, after, &self.view());
        if is_final {
            self.failure = Some(fault.message(sofi_core::Lang::Fr));
            self.is_over = true;
            return;
        }
        if stop.len == 0 {
            // A label that lies: nothing is lost, and what follows is read for what it is.
            self.decoder.skip_fault();
            self.read_more();
            return self.parser.set_encoding(self.decoder.encoding());
        }
        self.decoder.skip_fault();
        self.parser.skip_to(Point { raw: self.decoder.raw_bytes(), ..after });
        self.let_pass(sink);
        self.base += self.text.len() as u64;
        self.text.clear();
        self.at = 0;
        self.resume(sink);
    }

    /// Reports a fault of form, and finds where to read on.
    fn recover<S: Sink>(&mut self, fault: &Fault, sink: &mut S) {
        let is_small = [&xml::XML13, &xml::XML15, &xml::XML16, &xml::XML20].contains(&fault.rule);
        self.tell(fault, sink);
        if self.parser.is_over() || self.is_truncated {
            self.is_over = true;
            return;
        }
        if self.parser.is_before_root() {
            // Nothing is lost by jumping over what may only stand before the root: the root tells the rest.
            let lexeme = Lexer::new(&self.text, self.at).next();
            match lexeme.filter(|lexeme| lexeme.kind != LexemeKind::Unfinished) {
                Some(lexeme) if is_small || fault.rule == &xml::XML17 => {
                    self.parser.skip_to(self.parser.point(&self.text[lexeme.range.clone()]));
                    self.at = lexeme.range.end;
                }
                _ => self.is_over = true,
            }
            return;
        }
        let to = (fault.at + 1).min(self.text.len());
        let to = (to..=self.text.len()).find(|&i| self.text.is_char_boundary(i)).unwrap_or(self.text.len());
        self.parser.skip_to(self.parser.point(&self.text[self.at..to.max(self.at)]));
        self.at = to.max(self.at);
        self.resume(sink);
    }

    /// Looks for the next formation, and reads on from there. Nothing is said of what is jumped over.
    fn resume<S: Sink>(&mut self, sink: &mut S) {
        loop {
            let rest = &self.text[self.at..];
            let found = find_formation(rest);
            let to = match found {
                Search::Found(at) => at,
                // What follows a stop of the decoder does not continue what is before it.
                Search::Perhaps(at) if self.stopped.is_none() && !self.is_whole => at,
                Search::Perhaps(_) | Search::None => rest.len(),
            };
            self.parser.skip_to(self.parser.point(&rest[..to]));
            self.at += to;
            if matches!(found, Search::Found(_)) {
                match self.parser.resume() {
                    Some(depth) => sink.resume(depth),
                    None => self.is_over = true,
                }
                return;
            }
            if self.is_whole {
                self.is_over = true;
                return;
            }
            if let Some(stop) = self.stopped.take() {
                if stop.kind.is_final() {
                    return self.stop(&stop, sink);
                }
                // Another fault in the part that is jumped over: nothing to say.
                self.decoder.skip_fault();
                let mut here = self.parser.here();
                here.raw = self.decoder.raw_bytes();
                self.parser.skip_to(here);
            }
            self.let_pass(sink);
            self.text.drain(..self.at);
            self.base += self.at as u64;
            self.at = 0;
            self.read_more();
        }
    }

    fn tell<S: Sink>(&mut self, fault: &Fault, sink: &mut S) {
        let at = fault.at.max(self.at).min(self.text.len());
        let end = (at + fault.width).min(self.text.len());
        let end = (end..=self.text.len()).find(|&i| self.text.is_char_boundary(i)).unwrap_or(at);
        let from = self.parser.point(&self.text[self.at..at]);
        let to = from.after(&self.text[at..end], self.decoder.encoding());
        sink.fault(fault, from, to, &self.view());
    }
}
