//! What the scanner has found right is counted as if it had been read.

use sofi_core::{Context, Level};

use super::{Structure, content::Child, frame::Kind};
use crate::{
    Dialect, Element,
    record::is_record,
    scan::{Seen, Verdict, Watch},
    xml::{Ahead, Point},
};

/// A record that stands ahead, where one may come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    pub(crate) dialect: Dialect,
    pub(crate) record: Element,
    pub(crate) depth: usize,
    /// Its position among the children of its holder.
    position: usize,
}

impl Structure<'_> {
    /// The record that starts ahead, where one may come and records may be taken at once.
    pub(crate) fn expected(&self, ahead: &Ahead<'_>) -> Option<Expected> {
        self.scanner.as_ref().filter(|_| self.owner.depth().is_none())?;
        let dialect = self.facts.dialect?;
        let holder = self.frames.last_if_any()?;
        let Kind::Known(def) = holder.kind else { return None };
        let record = Element::from_name(ahead.local_name())?;
        let position = holder.children.position(&def.content, record)?;
        let is_expected = is_record(record, holder.element)
            && !self.frames.is_inside_extra()
            && holder.children.accepts(&def.content, position);
        is_expected.then_some(Expected { dialect, record, depth: self.frames.depth() + 1, position })
    }

    /// Is nothing wrong in the record ahead?
    pub(crate) fn scan<W: Watch>(&mut self, ahead: &Ahead<'_>, it: Expected, watch: &mut W) -> Verdict {
        let Some(scanner) = &mut self.scanner else { return Verdict::Unsure };
        scanner.scan(ahead.text, (it.dialect, ahead.prefix), it.record, it.depth, ahead.is_all, watch)
    }

    /// Takes the record ahead, in which nothing is wrong: the place after it.
    pub(crate) fn take(&mut self, ahead: &Ahead<'_>, it: Expected, seen: Seen) -> Point {
        let (tag, whole) = (&ahead.text[..seen.tag], &ahead.text[..seen.end]);
        let from = ahead.here;
        let (tag_to, to) = (from.after(tag, ahead.encoding), from.after(whole, ahead.encoding));
        let holder = self.frames.last_mut();
        let mut step = it.record.name().to_owned();
        let ordinal = holder.number(&mut step, Some(it.record));
        holder.children.take(it.position, Child { from, to: tag_to, ordinal });
        if let Some(run) = holder.children.last_run() {
            run.end = to;
        }
        if self.level == Level::Full {
            self.record_path = self.frames.path(it.depth - 1, Some(&step));
        }
        self.facts.formations += seen.formations;
        self.facts.actions += seen.actions;
        self.facts.sessions += seen.sessions;
        self.facts.resumes += seen.resumes;
        // Findings made since the last record are those of none.
        self.collector.start_record(self.collector.mark());
        self.owner.give_up();
        self.end_record(&Context::default());
        self.record_owner = None;
        self.value.clear();
        to
    }
}
