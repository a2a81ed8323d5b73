//! What stands between tags: text, references, CDATA, comments, instructions, the declaration and DOCTYPE.

use sofi_core::Args;

use super::{Parser, Stage};
use crate::{
    rules::xml,
    xml::{
        Fault, Flow, Sink, View,
        chars::{find_illegal, is_blank, is_ncname, split_qname},
        declaration,
        phrases::{BAD_DOCTYPE, BAD_TARGET, LATE_DECLARATION, MISPLACED_DOCTYPE, TEXT_OUTSIDE},
        reference,
        tag::illegal,
    },
};

impl Parser {
    pub(super) fn text<S: Sink>(&mut self, text: &str, sink: &mut S) -> Result<Flow, Fault> {
        if let Some((at, c)) = find_illegal(text) {
            return Err(illegal(at, c));
        }
        if self.stage != Stage::Content {
            return match text.find(|c: char| !c.is_ascii() || !is_blank(c as u8)) {
                None => Ok(Flow::Continue),
                Some(at) => Err(Fault::saying(&xml::XML17, at, text[at..].trim_end().len(), &TEXT_OUTSIDE)),
            };
        }
        if let Some(at) = text.find("]]>") {
            return Err(Fault::new(&xml::XML14, at, 3));
        }
        self.push_text(text, sink)
    }

    pub(super) fn reference<S: Sink>(&mut self, text: &str, sink: &mut S) -> Result<Flow, Fault> {
        let (c, length) = reference::resolve(text)?;
        if self.stage != Stage::Content {
            return Err(Fault::saying(&xml::XML17, 0, length, &TEXT_OUTSIDE));
        }
        self.count_text(1)?;
        sink.text(c.encode_utf8(&mut [0; 4]));
        Ok(Flow::Continue)
    }

    pub(super) fn cdata<S: Sink>(&mut self, text: &str, sink: &mut S) -> Result<Flow, Fault> {
        let start = "<![CDATA[".len();
        let content = &text[start..text.len() - "]]>".len()];
        if self.stage != Stage::Content {
            return Err(Fault::saying(&xml::XML17, 0, text.len(), &TEXT_OUTSIDE));
        }
        if let Some((at, c)) = find_illegal(content) {
            return Err(illegal(start + at, c));
        }
        self.push_text(content, sink)
    }

    fn push_text<S: Sink>(&mut self, text: &str, sink: &mut S) -> Result<Flow, Fault> {
        self.count_text(text.len())?;
        sink.text(&reference::normalise_lines(text));
        Ok(Flow::Continue)
    }

    fn count_text(&mut self, bytes: usize) -> Result<(), Fault> {
        self.text_run += bytes;
        if self.text_run > self.limits.text {
            let args = Args::new().count("limit", self.limits.text as u64);
            return Err(Fault::new(&xml::XML54, 0, 1).args(args));
        }
        Ok(())
    }

    pub(super) fn comment(&mut self, text: &str) -> Result<Flow, Fault> {
        let inner = text.get(4..text.len().saturating_sub(3)).filter(|_| text.len() >= 7);
        let Some(inner) = inner else { return Err(Fault::new(&xml::XML13, 0, text.len())) };
        if let Some(at) = inner.find("--") {
            return Err(Fault::new(&xml::XML13, 4 + at, 2));
        }
        if inner.ends_with('-') {
            return Err(Fault::new(&xml::XML13, text.len() - 4, 4));
        }
        self.check_size_and_characters(text)
    }

    fn check_size_and_characters(&mut self, text: &str) -> Result<Flow, Fault> {
        if let Some((at, c)) = find_illegal(text) {
            return Err(illegal(at, c));
        }
        if text.len() > self.limits.text {
            let args = Args::new().count("limit", self.limits.text as u64);
            return Err(Fault::new(&xml::XML54, 0, 1).args(args));
        }
        Ok(Flow::Continue)
    }

    pub(super) fn declaration(&mut self, text: &str) -> Result<Flow, Fault> {
        if self.here.decoded != 0 {
            return Err(Fault::saying(&xml::XML15, 0, text.len(), &LATE_DECLARATION));
        }
        declaration::check(text)?;
        self.check_size_and_characters(text)
    }

    pub(super) fn instruction(&mut self, text: &str) -> Result<Flow, Fault> {
        let inner = text.get(2..text.len().saturating_sub(2)).unwrap_or_default();
        let target_length = inner.bytes().position(is_blank).unwrap_or(inner.len());
        let target = &inner[..target_length];
        if target.eq_ignore_ascii_case("xml") {
            return Err(Fault::saying(&xml::XML15, 0, text.len(), &LATE_DECLARATION));
        }
        if !is_ncname(target) {
            return Err(Fault::saying(&xml::XML15, 0, text.len(), &BAD_TARGET));
        }
        self.check_size_and_characters(text)
    }

    pub(super) fn doctype<S: Sink>(
        &mut self,
        text: &str,
        view: &View<'_>,
        sink: &mut S,
    ) -> Result<Flow, Fault> {
        if self.stage != Stage::Prolog || self.has_doctype {
            return Err(Fault::saying(&xml::XML20, 0, 9, &MISPLACED_DOCTYPE));
        }
        let inner = text.strip_prefix("<!DOCTYPE").unwrap_or_default();
        let name = inner.trim_start();
        let name_length = name.find(|c: char| c.is_whitespace() || matches!(c, '[' | '>')).unwrap_or(0);
        if !inner.starts_with([' ', '\t', '\r', '\n']) || split_qname(&name[..name_length]).is_none() {
            return Err(Fault::saying(&xml::XML20, 0, text.len(), &BAD_DOCTYPE));
        }
        self.has_doctype = true;
        let flow = self.check_size_and_characters(text)?;
        let offset = (self.here.decoded - view.base) as usize;
        let fault = Fault::new(&xml::XML19, offset, text.len());
        sink.fault(&fault, self.here, self.point(text), view);
        Ok(flow)
    }
}
