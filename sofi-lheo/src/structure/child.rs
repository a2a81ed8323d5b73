//! A child of an element: what it is checked as, and what is said when it should not be there.

use sofi_core::{Arg, Args, Bilingual, Finding, Safety};

use super::{
    Structure,
    content::{self, Judgement},
    frame::{Frame, Kind},
    repair,
    values::shorten,
};
use crate::{
    Content, Dialect, Element,
    rules::lhe,
    xml::{Tag, View},
};

impl Structure<'_> {
    /// What a child of the open element is to be checked as; the frame of the child is already there.
    pub(super) fn child(&mut self, tag: &Tag<'_>, view: &View<'_>) -> Kind {
        let schema = self.facts.dialect.map(Dialect::schema);
        let def = tag.element.and_then(|element| schema?.element(element));
        let parent_def = match self.frames.parent().kind {
            Kind::Known(parent) => parent,
            Kind::Opaque => return Kind::Opaque,
            Kind::Free => return def.map_or(Kind::Free, Kind::Known),
        };
        if parent_def.content.is_leaf() {
            if !std::mem::replace(&mut self.frames.parent_mut().has_child, true) {
                self.child_in_leaf(tag, view);
            }
            return Kind::Opaque;
        }
        if matches!(parent_def.content, Content::Any) {
            return def.map_or(Kind::Free, Kind::Known);
        }
        let (frame, parent) = self.frames.last_two();
        let position = tag.element.and_then(|element| parent.children.position(&parent_def.content, element));
        // Clean so far: no name to guess, nothing to explain.
        let spot = |frame: &Frame| frame.spot(view);
        if let Some(position) = position {
            let judgement =
                parent.children.push(&parent_def.content, Some(position), frame.child(), || spot(frame));
            frame.is_suspect = judgement == Judgement::Stuck;
            return def.map_or(Kind::Opaque, Kind::Known);
        }
        if parent.is_damaged {
            return def.map_or(Kind::Opaque, Kind::Known);
        }
        let may_be_misspelt = def.is_none() && tag.namespace == self.frames.dialect_namespace;
        let guess = may_be_misspelt.then(|| self.guesses.find(parent_def, tag.local)).flatten();
        let (frame, parent) = self.frames.last_two();
        let expected: Vec<&'static str> =
            parent.children.expected(&parent_def.content).into_iter().map(Element::name).collect();
        let position = guess
            .and_then(|element| parent.children.position(&parent_def.content, element))
            .filter(|&position| parent.children.accepts(&parent_def.content, position));
        let _ = parent.children.push(&parent_def.content, position, frame.child(), || spot(frame));
        frame.is_suspect = true;
        if let Some(run) = parent.children.last_run().filter(|run| run.child.from == frame.from) {
            run.is_told = true;
        }
        if let (Some(element), Some(_)) = (guess, position) {
            self.misspelt(tag, element, expected, view);
            return schema.and_then(|schema| schema.element(element)).map_or(Kind::Opaque, Kind::Known);
        }
        self.unexpected(tag, def.is_some(), guess, expected, view);
        Kind::Opaque
    }

    fn child_in_leaf(&mut self, tag: &Tag<'_>, view: &View<'_>) {
        let depth = self.frames.depth() - 1;
        let frame = self.frames.parent();
        let args = Args::new().text("element", frame.name.clone()).text("child", tag.name.to_owned());
        let mut finding = Finding::new(&lhe::LHE08, self.frames.place(depth, frame.tag_to), args);
        finding.excerpt = frame.excerpt(view);
        finding.context.clone_from(self.owner.now());
        self.collector.push(finding);
    }

    /// The name of an element is nearly that of another.
    pub(super) fn misspelt(
        &mut self,
        tag: &Tag<'_>,
        meant: Element,
        expected: Vec<&'static str>,
        view: &View<'_>,
    ) {
        let is_case = tag.local.eq_ignore_ascii_case(meant.name());
        let rule = if is_case { &lhe::LHE09 } else { &lhe::LHE03 };
        let args = self.unknown_args(tag).text("suggestion", meant.name());
        let args = if expected.is_empty() { args } else { args.with("expected", Arg::AnyOf(expected)) };
        let mut finding = self.finding(rule, args, tag.to, view);
        // The edits are added where the tags are: here, and at the end tag.
        let prefix = &tag.name[..tag.name.len() - tag.local.len()];
        let name = tag.from.after("<", view.encoding).after(prefix, view.encoding);
        let end = name.after(tag.local, view.encoding);
        finding.fix = Some(repair::fix(
            if is_case { Safety::Safe } else { Safety::Suggested },
            Bilingual::new("corriger le nom de l'élément", "correct the name of the element"),
            repair::edit(name, end, meant.name()),
        ));
        let mark = self.collector.mark();
        self.collector.push(finding);
        self.frames.last_mut().renamed = (self.collector.mark() > mark).then_some(mark);
    }

    fn unknown_args(&self, tag: &Tag<'_>) -> Args {
        let args = Args::new()
            .text("element", tag.name.chars().take(60).collect::<String>())
            .text("dialect", self.facts.title());
        let elsewhere = Dialect::ALL
            .into_iter()
            .rev()
            .find(|dialect| tag.element.is_some_and(|element| dialect.schema().element(element).is_some()));
        match elsewhere.filter(|dialect| Some(*dialect) != self.facts.dialect) {
            Some(dialect) => args.text("elsewhere", dialect.schema().title),
            None => args,
        }
    }

    /// A child that the content model does not know.
    fn unexpected(
        &mut self,
        tag: &Tag<'_>,
        is_known: bool,
        guess: Option<Element>,
        expected: Vec<&'static str>,
        view: &View<'_>,
    ) {
        let parent = self.frames.parent().name.clone();
        let args = self.unknown_args(tag).text("parent", parent);
        let args = if expected.is_empty() { args } else { args.with("expected", Arg::AnyOf(expected)) };
        if tag.namespace != self.frames.dialect_namespace {
            let none = Bilingual::new("aucun", "none");
            let args = match tag.uri {
                "" => args.with("namespace", Arg::Words(none)),
                uri => args.text("namespace", shorten(uri)),
            };
            // Without the name of a dialect, the help about a lost namespace is not shown.
            let is_lost =
                self.facts.dialect.is_some_and(|dialect| dialect.schema().element_named(tag.local).is_some());
            let args = if is_lost { args } else { args.without("dialect") };
            let finding = self.finding(&lhe::LHE06, args, tag.to, view);
            return self.collector.push(finding);
        }
        if !is_known {
            let args = match guess {
                Some(element) => args.text("suggestion", element.name()),
                None => args,
            };
            let finding = self.finding(&lhe::LHE03, args, tag.to, view);
            return self.collector.push(finding);
        }
        let schema = self.facts.dialect.map(Dialect::schema);
        let parents: Vec<&'static str> = schema
            .into_iter()
            .flat_map(|schema| schema.elements)
            .filter(|def| content::particles(&def.content).iter().any(|p| Some(p.element) == tag.element))
            .map(|def| def.element.name())
            .collect();
        let args = if parents.is_empty() { args } else { args.with("parents", Arg::AnyOf(parents)) };
        let finding = self.finding(&lhe::LHE04, args, tag.to, view);
        self.collector.push(finding);
    }
}
