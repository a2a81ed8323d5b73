//! What the scanner has found right is counted as if it had been read.

use sofi_core::{Context, Level};

use super::{Structure, content::Child, frame::Kind};
use crate::{
    Dialect, Element,
    record::is_record,
    scan::{Verdict, Watch},
    xml::{Ahead, Leap},
};

impl Structure<'_> {
    /// Takes the element ahead at once when it is a record in which nothing is wrong.
    pub(crate) fn leap<W: Watch>(&mut self, ahead: &Ahead<'_>, watch: &mut W) -> Leap {
        let Some((dialect, record, position)) = self.record_ahead(ahead) else { return Leap::No };
        let Some(scanner) = &mut self.scanner else { return Leap::No };
        let depth = self.frames.depth() + 1;
        let seen = match scanner.scan(ahead.text, (dialect, ahead.prefix), record, depth, ahead.is_all, watch)
        {
            Verdict::Unsure => return Leap::No,
            Verdict::Cut => return Leap::Cut,
            Verdict::Right(seen) => seen,
        };
        let (tag, whole) = (&ahead.text[..seen.tag], &ahead.text[..seen.end]);
        let from = ahead.here;
        let (tag_to, to) = (from.after(tag, ahead.encoding), from.after(whole, ahead.encoding));
        let holder = self.frames.last_mut();
        let mut step = record.name().to_owned();
        let ordinal = holder.number(&mut step, Some(record));
        holder.children.take(position, Child { from, to: tag_to, ordinal });
        if let Some(run) = holder.children.last_run() {
            run.end = to;
        }
        if self.level == Level::Full {
            self.record_path = self.frames.path(depth - 1, Some(&step));
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
        Leap::To(to)
    }

    /// The record that starts ahead, where one may come, and its position there.
    fn record_ahead(&self, ahead: &Ahead<'_>) -> Option<(Dialect, Element, usize)> {
        self.scanner.as_ref().filter(|_| self.owner.depth().is_none())?;
        let dialect = self.facts.dialect?;
        let holder = self.frames.last_if_any()?;
        let Kind::Known(def) = holder.kind else { return None };
        let record = Element::from_name(ahead.local_name())?;
        let position = holder.children.position(&def.content, record)?;
        let is_expected = is_record(record, holder.element)
            && !self.frames.is_inside_extra()
            && holder.children.accepts(&def.content, position);
        is_expected.then_some((dialect, record, position))
    }
}
