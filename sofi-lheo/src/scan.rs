//! The fast way through a record: proves that it holds nothing to report, or gives up.
//!
//! Most records of most feeds are right. The scanner walks over the text of one with the tables of its dialect at hand: it
//! knows which element may come next, compares names instead of looking them up, and measures values in bytes where
//! bytes decide. It only ever says that all is well; wherever it is not sure, the record is read from its start by the
//! [parser](crate::xml) and the [checker](crate::structure), which say what they would have said without it.
//!
//! What it does not know, it refuses: comments, processing instructions, declarations of namespaces, attributes
//! with a prefix, elements that are not of the dialect, identifiers.

mod plan;
mod tag;
mod text;

use sofi_core::Level;

use crate::{Dialect, Element, Limits};
use plan::{Holds, Model, Plan, Step};

/// Longest record that the scanner takes, in bytes. A record is scanned again when it is cut by the end of the window: this bounds
/// how often.
const LARGEST: usize = 256 << 10;

/// What is refused this close to the end of the window may only be cut there.
const NEAR_END: usize = 64;

/// Follows what the scanner sees of a record. Places are bytes from its start.
pub(crate) trait Watch {
    /// An element starts; `name` is the length of its name as written, `content` the place after its tag. Its number is asked for
    /// again when it ends.
    fn open(&mut self, element: Element, from: usize, name: usize, content: usize) -> usize;

    /// A text stands there, in an element that may hold one.
    fn text(&mut self, from: usize, to: usize);

    /// Blanks stand there, in an element that holds no text.
    fn blanks(&mut self, _from: usize, _to: usize) {}

    /// An element ends; `content` is the place before its end tag.
    fn close(&mut self, number: usize, content: usize, to: usize);
}

/// Nothing is kept.
impl Watch for () {
    fn open(&mut self, _: Element, _: usize, _: usize, _: usize) -> usize {
        0
    }

    fn text(&mut self, _: usize, _: usize) {}

    fn close(&mut self, _: usize, _: usize, _: usize) {}
}

/// What the scanner says of a record.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Nothing: it is to be read.
    Unsure,
    /// It may be right; its end is not in the window.
    Cut,
    /// All is well.
    Right(Seen),
}

/// A record that was scanned.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    /// The place after its start tag.
    pub(crate) tag: usize,
    /// The place after it.
    pub(crate) end: usize,
    /// Elements inside it, and itself, of which reports tell the number.
    pub(crate) formations: u64,
    pub(crate) actions: u64,
    pub(crate) sessions: u64,
    pub(crate) resumes: u64,
}

/// Scans the records of a document.
#[derive(Debug)]
pub(crate) struct Scanner {
    level: Level,
    /// Greatest depth of elements.
    depth: usize,
    /// Made when the first record is met.
    plan: Option<Plan>,
    /// Open elements above the one at hand.
    above: Vec<Open>,
}

/// An open element, and how far its children came.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Its number in the plan.
    rule: usize,
    /// Position in its sequence.
    position: usize,
    /// Occurrences of that position; of all, for a choice.
    count: usize,
    /// Its number for the one who watches.
    number: usize,
}

/// Where the scanner stopped: it is not sure of what stands there.
type Stopped = usize;

impl Scanner {
    /// `None` within limits that a record which the scanner takes could go past.
    pub(crate) fn new(level: Level, limits: &Limits) -> Option<Self> {
        let is_wide = limits.text >= LARGEST
            && limits.record >= LARGEST
            && limits.elements >= LARGEST / "<a/>".len()
            && limits.name >= Plan::LONGEST_NAME
            && limits.attributes >= Plan::MOST_ATTRIBUTES
            && limits.attribute_value >= tag::LONGEST_VALUE;
        is_wide.then(|| Self { level, depth: limits.depth, plan: None, above: Vec::new() })
    }

    /// One for those who do not judge what they read: the fewer conventions, the more it takes.
    pub(crate) fn reading(limits: &Limits) -> Option<Self> {
        Self::new(Level::Xsd, limits)
    }

    /// Scans the record that `text` starts with: an element of this dialect, whose depth is given, and whose namespace is that of
    /// `prefix`. `is_all` when no more text will come.
    pub(crate) fn scan<W: Watch>(
        &mut self,
        text: &str,
        (dialect, prefix): (Dialect, &str),
        record: Element,
        depth: usize,
        is_all: bool,
        watch: &mut W,
    ) -> Verdict {
        let is_ready = self.plan.as_ref().is_some_and(|plan| plan.is_of(dialect, prefix));
        if !is_ready {
            self.plan = Some(Plan::new(dialect, prefix));
        }
        let Some(plan) = &self.plan else { return Verdict::Unsure };
        self.above.clear();
        let deepest = self.depth.saturating_sub(depth);
        let (level, above) = (self.level, &mut self.above);
        let mut walk = Walk { plan, level, text, deepest, above, extras: 0, seen: Seen::default() };
        match walk.record(record, watch) {
            Ok(()) if walk.seen.end <= LARGEST => Verdict::Right(walk.seen),
            Err(stopped) if !is_all && text.len() <= LARGEST && stopped + NEAR_END > text.len() => {
                Verdict::Cut
            }
            _ => Verdict::Unsure,
        }
    }
}

/// One walk over a record.
struct Walk<'s> {
    plan: &'s Plan,
    level: Level,
    text: &'s str,
    /// How deep elements may still nest below the record.
    deepest: usize,
    above: &'s mut Vec<Open>,
    /// How many of them may hold anything: what is inside is no part of the offer.
    extras: usize,
    seen: Seen,
}

impl Walk<'_> {
    fn record<W: Watch>(&mut self, record: Element, watch: &mut W) -> Result<(), Stopped> {
        let (plan, bytes) = (self.plan, self.text.as_bytes());
        let step = plan.step(record).ok_or(0_usize)?;
        let name = 1 + plan.prefix.len();
        let is_named = self.text.starts_with('<') && self.text[1..].starts_with(&plan.prefix);
        if !is_named || !step.matches(word(bytes, name).ok_or(0_usize)?, bytes, name) {
            return Err(0);
        }
        let (Some(mut open), mut at) = self.start(0, &step, watch)? else { return Err(0) };
        self.seen.tag = at;
        loop {
            let rule = &plan.rules[open.rule];
            if matches!(rule.holds, Holds::Any) {
                let run = text::run(self.text, at)?;
                if run.end > at {
                    watch.text(at, run.end);
                }
                at = run.end;
            } else {
                let end = blanks(bytes, at);
                if end > at {
                    watch.blanks(at, end);
                }
                at = end;
            }
            if bytes.get(at) != Some(&b'<') {
                return Err(at);
            }
            if bytes.get(at + 1) == Some(&b'/') {
                let end = rule.end_tag.after(bytes, at).ok_or(at)?;
                if !rule.is_complete(open.position, open.count) {
                    return Err(at);
                }
                watch.close(open.number, at, end);
                at = end;
                self.extras -= usize::from(matches!(rule.holds, Holds::Any));
                match self.above.pop() {
                    Some(above) => open = above,
                    None => break,
                }
                continue;
            }
            let name = at + 1 + plan.prefix.len();
            if !plan.prefix.is_empty() && bytes.get(at + 1..name) != Some(plan.prefix.as_bytes()) {
                return Err(at);
            }
            let word = word(bytes, name).ok_or(at)?;
            let step = match &rule.holds {
                Holds::Children(Model::Sequence { steps, .. }) => {
                    let mut found = None;
                    let mut count = open.count;
                    for (position, step) in steps.iter().enumerate().skip(open.position) {
                        if step.matches(word, bytes, name) {
                            found = (count < step.max).then_some((position, step));
                            break;
                        }
                        if count < step.min {
                            break;
                        }
                        count = 0;
                    }
                    let (position, step) = found.ok_or(at)?;
                    (open.position, open.count) = (position, count + 1);
                    step
                }
                Holds::Children(Model::Choice { steps, max, .. }) => {
                    let step = steps.iter().find(|step| step.matches(word, bytes, name)).ok_or(at)?;
                    open.count += 1;
                    if open.count > *max {
                        return Err(at);
                    }
                    step
                }
                Holds::Any => &plan.step_named(&self.text[name..]).ok_or(at)?,
                _ => return Err(at),
            };
            let (child, next) = self.start(at, step, watch)?;
            at = next;
            if let Some(child) = child {
                self.above.push(open);
                open = child;
            }
        }
        self.seen.end = at;
        Ok(())
    }

    /// Reads the start tag at `at`, whose name was compared, and all of an element that holds a text: the element left open, and the
    /// place to go on from.
    fn start<W: Watch>(
        &mut self,
        at: usize,
        step: &Step,
        watch: &mut W,
    ) -> Result<(Option<Open>, usize), Stopped> {
        let bytes = self.text.as_bytes();
        let rule = &self.plan.rules[step.rule];
        if self.above.len() >= self.deepest {
            return Err(at);
        }
        let after_name = at + 1 + self.plan.prefix.len() + step.name.text.len();
        let (content, is_empty) =
            if bytes.get(after_name) == Some(&b'>') && !rule.needs_attributes(self.level) {
                (after_name + 1, false)
            } else {
                tag::rest(self.text, after_name, rule, self.level)?
            };
        match rule.tally {
            _ if self.extras > 0 => {}
            plan::Tally::None => {}
            plan::Tally::Formation => self.seen.formations += 1,
            plan::Tally::Action => self.seen.actions += 1,
            plan::Tally::Session => self.seen.sessions += 1,
            plan::Tally::Resume => self.seen.resumes += 1,
        }
        let number = watch.open(rule.def.element, at, after_name - at - 1, content);
        let holds = match &rule.holds {
            Holds::Children(_) | Holds::Any if is_empty => {
                if !rule.is_complete(0, 0) {
                    return Err(at);
                }
                watch.close(number, content, content);
                return Ok((None, content));
            }
            Holds::Children(_) | Holds::Any => {
                self.extras += usize::from(matches!(rule.holds, Holds::Any));
                return Ok((Some(Open { rule: step.rule, position: 0, count: 0, number }), content));
            }
            holds => holds,
        };
        let (run, end) = if is_empty {
            (text::Run::empty(content), content)
        } else {
            let run = text::run(self.text, content)?;
            let end = rule.end_tag.after(bytes, run.end).ok_or(run.end)?;
            (run, end)
        };
        if !run.is_accepted(self.text.get(content..run.end).unwrap_or_default(), holds, rule.def, self.level)
        {
            return Err(at);
        }
        if run.end > content {
            watch.text(content, run.end);
        }
        watch.close(number, run.end, end);
        Ok((None, end))
    }
}

/// The eight bytes at `at`.
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map(|bytes| u64::from_le_bytes(*bytes))
}

/// The place after the blanks at `at`.
fn blanks(bytes: &[u8], mut at: usize) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    if bytes.get(at).is_some_and(|byte| crate::xml::chars::is_blank(*byte)) {
        at += 1;
        while word(bytes, at) == Some(SPACES) {
            at += 8;
        }
        at += bytes[at..].iter().take_while(|byte| crate::xml::chars::is_blank(**byte)).count();
    }
    at
}
