//! What any dialect that holds less does to a record: what has no place there goes.

use std::collections::BTreeSet;

use super::{
    line::{Decision, LineKind, Note},
    tree::Branch,
};
use crate::{Content, Dialect, Element, Particle, dialect::ElementDef};

pub(super) static ELEMENT: Decision = Decision::new(
    "element-unknown",
    LineKind::Loss,
    "{dialect} n'a pas cet élément à cet endroit",
    "{dialect} has no such element there",
);
pub(super) static OCCURRENCE: Decision = Decision::new(
    "element-repeated",
    LineKind::Loss,
    "{dialect} n'admet pas cet élément plus de {max|fois} à cet endroit",
    "{dialect} takes this element {max|time|times} at most there",
);
pub(super) static ATTRIBUTE: Decision = Decision::new(
    "attribute-unknown",
    LineKind::Loss,
    "{dialect} n'a pas cet attribut à cet endroit",
    "{dialect} has no such attribute there",
);
pub(super) static SHORTENED: Decision = Decision::new(
    "text-shortened",
    LineKind::Loss,
    "{dialect} admet {max|caractère|caractères} au plus",
    "{dialect} takes {max|character|characters} at most",
);
pub(super) static VALUE: Decision = Decision::new(
    "value-dropped",
    LineKind::Loss,
    "{dialect} n'admet pas cette valeur, et l'élément est facultatif",
    "{dialect} does not take this value, and the element is optional",
);
pub(super) static CODE: Decision = Decision::new(
    "code-mapped",
    LineKind::Mapping,
    "{dialect} n'a pas ce code ; le plus proche est écrit",
    "{dialect} lacks this code; the nearest one is written",
);
pub(super) static IDREF: Decision = Decision::new(
    "idref-dangling",
    LineKind::Loss,
    "l'élément que désigne cet attribut n'est pas dans le résultat",
    "the element that this attribute refers to is not in the result",
);

/// From one dialect to one that holds less.
#[derive(Debug, Clone, Copy)]
pub(super) struct Narrowing {
    pub(super) from: Dialect,
    pub(super) to: Dialect,
    /// The nearest code, for codes that the other dialect lacks: (table, code) to code.
    pub(super) code: fn(&str, &str) -> Option<&'static str>,
}

impl Narrowing {
    /// What was wrong in the first dialect stays as it is; all that was right is right in the other one, or gone.
    pub(super) fn apply(&self, branch: &mut Branch<'_>, notes: &mut Vec<Note>) {
        let Some(element) = branch.element() else {
            // Inside of extensions, elements of LHEO may stand in others.
            return branch.children_mut().for_each(|child| self.apply(child, notes));
        };
        let definition = self.from.schema().element(element);
        let target = self.to.schema().element(element);
        let (Some(definition), Some(target)) = (definition, target) else {
            return branch.children_mut().for_each(|child| self.apply(child, notes));
        };
        self.attributes(branch, definition, target, notes);
        self.children(branch, definition, target, notes);
        for child in branch.children_mut() {
            self.apply(child, notes);
        }
        // A leaf that cannot stay goes: its parent takes it away once its children were looked at.
        let doomed: Vec<usize> =
            branch.children().filter(|child| self.is_doomed(child)).map(|c| c.origin).collect();
        if doomed.is_empty() {
            return;
        }
        let is_optional =
            |child: Element| particles(&target.content).iter().any(|p| p.element == child && p.min == 0);
        let to = self.to;
        branch.take(|child| {
            let goes = doomed.contains(&child.origin)
                && child.element().is_some_and(is_optional)
                && self.is_doomed(child);
            if goes {
                notes.push(note(&VALUE, child, to).old(child.text()));
            }
            goes
        });
    }

    fn attributes(
        &self,
        branch: &mut Branch<'_>,
        definition: &ElementDef,
        target: &ElementDef,
        notes: &mut Vec<Note>,
    ) {
        let has = |definition: &ElementDef, name: &str| definition.attributes.iter().any(|a| a.name == name);
        let is_lost = |name: &str| {
            // What may hold anything may bear anything.
            has(definition, name) && !has(target, name) && !matches!(target.content, Content::Any)
        };
        let lost: Vec<(String, String)> = branch
            .attributes()
            .filter(|(name, _)| is_lost(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (name, value) in lost {
            branch.remove_attribute(&name);
            notes.push(note(&ATTRIBUTE, branch, self.to).attribute(&name).old(value));
        }
    }

    fn children(
        &self,
        branch: &mut Branch<'_>,
        definition: &ElementDef,
        target: &ElementDef,
        notes: &mut Vec<Note>,
    ) {
        if target.content.is_leaf() {
            return self.value(branch, definition, target, notes);
        }
        if matches!(target.content, Content::Any) {
            return;
        }
        let mut seen = Vec::new();
        let to = self.to;
        branch.take(|child| {
            let Some(element) = child.element() else { return false };
            let Some(old) = most(&definition.content, element) else { return false };
            let Some(new) = most(&target.content, element) else {
                notes.push(note(&ELEMENT, child, to).old(shown(child)));
                return true;
            };
            seen.push(element);
            let count = seen.iter().filter(|it| **it == element).count();
            let goes = count > usize::from(new) && old > new;
            if goes {
                let mut note = note(&OCCURRENCE, child, to).old(shown(child));
                note.args = note.args.count("max", u64::from(new));
                notes.push(note);
            }
            goes
        });
    }

    fn value(
        &self,
        branch: &mut Branch<'_>,
        definition: &ElementDef,
        target: &ElementDef,
        notes: &mut Vec<Note>,
    ) {
        let text = branch.text();
        match (definition.content, target.content) {
            (Content::Key(before), Content::Key(after)) => {
                let code = text.trim();
                if before.get(code).is_some()
                    && after.get(code).is_none()
                    && let Some(mapped) = (self.code)(after.name, code)
                {
                    notes.push(note(&CODE, branch, self.to).old(code).new_value(mapped));
                    branch.set_text(mapped);
                }
            }
            (Content::Text { max: before, .. }, Content::Text { max: after, pattern: None, .. }) => {
                let length = text.chars().count();
                // Codes that are cut are other codes.
                let is_prose = after > 20;
                if before >= after && length > usize::from(after) && is_prose {
                    let cut: String = text.chars().take(usize::from(after)).collect();
                    let mut note = note(&SHORTENED, branch, self.to).old(text).new_value(cut.clone());
                    note.args = note.args.count("max", u64::from(after));
                    notes.push(note);
                    branch.set_text(&cut);
                }
            }
            _ => {}
        }
    }

    /// Was its value right, and is it not any more?
    fn is_doomed(&self, branch: &Branch<'_>) -> bool {
        let Some(element) = branch.element() else { return false };
        let definition = self.from.schema().element(element);
        let target = self.to.schema().element(element);
        let (Some(definition), Some(target)) = (definition, target) else { return false };
        if !target.content.is_leaf() || branch.children().next().is_some() {
            return false;
        }
        let text = branch.text();
        takes(&definition.content, &text) && !takes(&target.content, &text)
    }
}

/// Does an element of this content take this text?
pub(super) fn takes(content: &Content, text: &str) -> bool {
    match content {
        Content::Text { min, max, pattern } => {
            let length = text.chars().count();
            (usize::from(*min)..=usize::from(*max)).contains(&length)
                && pattern.is_none_or(|pattern| pattern.matches(text))
        }
        Content::Key(dictionary) => dictionary.get(text.trim()).is_some(),
        _ => true,
    }
}

fn particles(content: &Content) -> &'static [Particle] {
    match content {
        Content::Sequence(particles) => particles,
        Content::Choice { of, .. } => of,
        _ => &[],
    }
}

/// How often a child may occur; `None` when never.
fn most(content: &Content, child: Element) -> Option<u16> {
    match content {
        Content::Choice { of, max, .. } => of.iter().any(|p| p.element == child).then_some(*max),
        other => particles(other).iter().find(|p| p.element == child).map(|p| p.max),
    }
}

/// What is told of an element that goes: its text when that is all it holds.
pub(super) fn shown(branch: &Branch<'_>) -> String {
    if branch.children().next().is_none() { branch.text() } else { branch.source() }
}

/// A note on an element, whose reason names the dialect.
pub(super) fn note(decision: &'static Decision, branch: &Branch<'_>, to: Dialect) -> Note {
    Note::new(decision, branch.origin).arg("dialect", to.schema().title)
}

/// Takes away references to what goes.
pub(super) fn drop_idrefs(branch: &mut Branch<'_>, gone: &BTreeSet<String>, notes: &mut Vec<Note>) {
    if gone.is_empty() {
        return;
    }
    branch.each(&mut |branch| {
        if let Some(idref) = branch.attribute("idref").filter(|idref| gone.contains(idref.trim())) {
            let note = Note::new(&IDREF, branch.origin).attribute("idref").old(idref);
            notes.push(note);
            branch.remove_attribute("idref");
        }
    });
}
