//! Judges the records of a document by the rules of the domain, and finds where in the document each fault is.

mod entete;
mod spool;

use sofi_core::{
    Bilingual, Conditions, Context, Edit, Finding, Fix, Judgement, Lacune, NotEvaluated, Observation,
    OfferFinding, Related, Rule, RuleSet, judge,
    rules::{judge_entete, judge_organisme, judge_resume},
};

use crate::{
    Dialect, Element, Error, Node, NodeKind, Record,
    edit::{escape_attribute, escape_text},
    element,
    place::{Found, Places},
    projection::{Projected, project},
    structure::{Collector, excerpt},
    xml::View,
};
pub(crate) use entete::EnteteBuilder;
use spool::{Spool, Spot};

/// The rules of the domain, and what they are to know besides the records.
#[derive(Debug)]
pub(crate) struct Judge<'c> {
    rules: RuleSet,
    conditions: Conditions<'c>,
}

impl<'c> Judge<'c> {
    pub(crate) fn new(rules: RuleSet, conditions: Conditions<'c>) -> Self {
        Self { rules, conditions }
    }

    /// Judges a record by itself.
    pub(crate) fn judge(&self, record: &Record<'_>) -> Judgement {
        let (rules, conditions) = (&self.rules, &self.conditions);
        match project(record) {
            Some(Projected::Formation(formation)) => judge(&formation, rules, conditions),
            Some(Projected::Organisme(organisme)) => judge_organisme(&organisme, rules, conditions),
            Some(Projected::Resume(resume)) => judge_resume(&resume, rules, conditions),
            None => Judgement::default(),
        }
    }
}

/// The rules of the domain at work on one document.
#[derive(Debug)]
pub(crate) struct Domain<'c> {
    pub(crate) judge: Judge<'c>,
    lacunes: Vec<(&'static Rule, Lacune, u64)>,
    spool: Spool,
}

/// What is to be told of a record.
#[derive(Debug)]
pub(crate) struct Told {
    findings: Vec<OfferFinding>,
    observations: Vec<Observation>,
}

impl Told {
    /// Is there nothing?
    pub(crate) fn is_silent(&self) -> bool {
        self.findings.is_empty() && self.observations.is_empty()
    }
}

/// A record that waits to be judged, and what is known of it.
pub(crate) struct Waiting<'w> {
    pub(crate) record: Record<'w>,
    /// The text around it.
    pub(crate) view: View<'w>,
    /// Its path in the document.
    pub(crate) path: &'w str,
    /// Whose it is.
    pub(crate) owner: &'w Context,
}

impl<'c> Domain<'c> {
    pub(crate) fn new(judge: Judge<'c>) -> Self {
        Self { judge, lacunes: Vec::new(), spool: Spool::default() }
    }

    /// Counts what could not be evaluated; the rest is to be told.
    pub(crate) fn count(&mut self, judgement: Judgement) -> Told {
        for (rule, why, count) in judgement.lacunes {
            self.lacune(rule, why, count);
        }
        Told { findings: judgement.findings, observations: judgement.observations }
    }

    /// Tells what was found in a record.
    pub(crate) fn tell(
        &mut self,
        Told { findings, observations }: Told,
        waiting: &Waiting<'_>,
        dialect: Dialect,
        collector: &mut Collector<'_>,
    ) {
        let mut places = Places::new(&waiting.record, Some(dialect.schema()), waiting.path);
        for finding in findings {
            let finding = finding_at(finding, waiting, &mut places);
            let is_said =
                finding.place.attribute.is_none() && collector.refused.contains(&finding.place.offset);
            // The format has already said what is wrong with this value.
            if !is_said {
                collector.push_judged(finding);
            }
        }
        // They know whose they are: what comes next is not to tell them.
        collector.end_record();
        for note in observations {
            let found = places.find(&note.path);
            let context = context(waiting, found.node, &mut places);
            let spot = Spot { place: places.place(found), context };
            self.spool.add(note, spot);
        }
    }

    /// Judges what the feed says of itself.
    pub(crate) fn entete(&mut self, builder: &EnteteBuilder, collector: &mut Collector<'_>) {
        let Judgement { findings, lacunes, .. } =
            judge_entete(builder.entete(), &self.judge.rules, &self.judge.conditions);
        for (rule, why, count) in lacunes {
            self.lacune(rule, why, count);
        }
        for finding in findings {
            let (place, excerpt) = builder.place(&finding.path);
            collector.push_judged(Finding {
                severity: finding.severity,
                value: finding.value.map(shorten),
                excerpt,
                ..Finding::new(finding.rule, place, finding.args)
            });
        }
    }

    fn lacune(&mut self, rule: &'static Rule, why: Lacune, count: u64) {
        match self.lacunes.iter_mut().find(|(known, reason, _)| *known == rule && *reason == why) {
            Some((_, _, known)) => *known += count,
            None => self.lacunes.push((rule, why, count)),
        }
    }

    /// The document is over: what could only be told over all of it is told now.
    pub(crate) fn finish(mut self, collector: &mut Collector<'_>) -> Result<Vec<NotEvaluated>, Error> {
        let rules = &self.judge.rules;
        for (rule, severity, fault) in self.spool.judge(rules)? {
            let args = fault.finding.args;
            let related = fault
                .related
                .into_iter()
                .map(|spot| Related { place: spot.place, what: Bilingual::new("l'autre", "the other one") });
            collector.push_judged(Finding {
                severity,
                context: fault.spot.context,
                related: related.collect(),
                ..Finding::new(rule, fault.spot.place, args)
            });
        }
        let mut lacunes = Vec::new();
        for (rule, why, count) in self.lacunes {
            NotEvaluated { code: rule.code, reason: why.words(), count }.add_to(&mut lacunes);
        }
        Ok(lacunes)
    }
}

/// A fault of an offer, as a finding of its document.
fn finding_at(finding: OfferFinding, waiting: &Waiting<'_>, places: &mut Places<'_, '_>) -> Finding {
    let found = places.find(&finding.path);
    let from = places.start(found.node);
    let fix = finding.replacement.and_then(|replacement| {
        let text = replacement.text;
        let mut edits = vec![edit(found, &text, waiting, places)?];
        for (path, text) in &replacement.others {
            let other = places.find(path);
            edits.push(edit(other, text, waiting, places)?);
        }
        Some(Fix {
            safety: replacement.safety,
            description: Bilingual::new("remplacer la valeur", "replace the value"),
            replacement: text,
            edits,
        })
    });
    let mut related = Vec::new();
    for (path, what) in &finding.related {
        let found = places.find(path);
        related.push(Related { place: places.place(found), what: *what });
    }
    Finding {
        rule: finding.rule,
        severity: finding.severity,
        args: finding.args,
        place: places.place(found),
        context: Context {
            action: finding.action.map(shorten),
            session: finding.session.map(shorten),
            ..waiting.owner.clone()
        },
        value: finding.value.map(shorten),
        related,
        fix,
        excerpt: excerpt(from, found.node.name(), &waiting.view),
    }
}

/// What to change so that a place of an offer holds this text; `None` where it is not written in plain characters.
fn edit(found: Found<'_>, text: &str, waiting: &Waiting<'_>, places: &mut Places<'_, '_>) -> Option<Edit> {
    let start = places.start(found.node);
    let before = found.node.span().start;
    let (range, replacement) = if let Some(name) = found.attribute {
        let (tag, raw) = (found.node.tag(), found.node.raw_tag());
        let attribute = raw.attributes.iter().find(|it| tag.get(it.name.clone()) == Some(name))?;
        let written = tag.get(attribute.written.clone()).filter(|written| !written.contains('&'))?;
        let quote = if tag[attribute.written.end..].starts_with('\'') { '\'' } else { '"' };
        let from = before + attribute.written.start;
        (from..from + written.len(), escape_attribute(text, quote))
    } else {
        plain_content(found.node)?;
        (found.node.content_span(), escape_text(text))
    };
    let source = waiting.record.source();
    let encoding = waiting.record.encoding();
    Some(Edit {
        offset: start.raw + encoding.raw_len(source.get(before..range.start)?),
        length: encoding.raw_len(source.get(range)?),
        replacement: replacement.into_owned(),
    })
}

/// Whose an element of a record is.
fn context(waiting: &Waiting<'_>, node: Node<'_>, places: &mut Places<'_, '_>) -> Context {
    let way = places.way(node);
    let numero = |element: Element| {
        let above = way.iter().find(|above| above.element() == Some(element))?;
        above.attribute("numero").filter(|numero| !numero.is_empty()).map(shorten)
    };
    Context { action: numero(element::ACTION), session: numero(element::SESSION), ..waiting.owner.clone() }
}

/// The content of an element that holds one plain text, whose bytes are those of its value.
fn plain_content(node: Node<'_>) -> Option<&str> {
    let mut inside = node.nodes();
    let text = inside.next().filter(|only| only.kind() == NodeKind::Text)?;
    (inside.next().is_none() && !text.source().contains('&')).then(|| text.source())
}

fn shorten(text: String) -> String {
    if text.chars().nth(200).is_none() { text } else { text.chars().take(200).collect() }
}
