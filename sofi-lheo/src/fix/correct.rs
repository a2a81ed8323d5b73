//! Corrections that people have written down, applied as carefully as fixes are.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
    path::Path,
};

use sofi_core::{Edit, Report};

use super::{
    Fixer, Refusal, Revised,
    census::RECORDS,
    original::Original,
    work::{Candidate, Work},
};
use crate::{
    Content, EditError, EditorError, Edits, Element, Fragment, Node, Reader, Record, Schema, element,
};

/// One value to correct.
///
/// `chemin` leads to it from the formation, the action, the session, the organisation or the summary that bears `numero`
/// (`periode/fin`, `@datemaj`, `action[2]/session[1]/periode/fin`), or from the root of the document (`/lheo/offres/...`, and
/// then `numero` may be empty). What stands there must be `ancienne`, blanks around it aside; `nouvelle` takes its place. An
/// empty `ancienne` adds what is not there; an empty `nouvelle` takes the element or the attribute away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    /// The number of what holds the value.
    pub numero: String,
    /// The path to the value.
    pub chemin: String,
    /// The value that is there.
    pub ancienne: String,
    /// The value that is to be there.
    pub nouvelle: String,
}

/// A document with its corrections. Nothing is written yet.
#[derive(Debug)]
#[non_exhaustive]
pub struct Corrected<'a> {
    /// What was found before.
    pub before: Report,
    /// What is found in the corrected document.
    pub report: Report,
    /// What came of each correction, in the order they were given.
    pub outcomes: Vec<Outcome>,
    /// The corrected document.
    pub document: Revised<'a>,
}

/// What came of a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is applied.
    Applied,
    /// It would do harm.
    Refused(Refusal),
    /// It cannot be made.
    Impossible(Obstacle),
}

/// What keeps a correction from being made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// Nothing in the document bears this number.
    UnknownNumero,
    /// That is no path.
    Path,
    /// Nothing stands there, and a former value was given.
    Absent,
    /// Another value stands there.
    OtherValue(String),
    /// Several places answer to the number and the path: so many.
    Ambiguous(usize),
    /// The element holds others and no text.
    NoText,
    /// The dialect knows no such element there.
    Unexpected(String),
    /// Both values are the same, or both are empty.
    NoChange,
    /// XML cannot hold the value.
    Value(EditError),
}

/// A step of a path: a name and which of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step<'c> {
    name: &'c str,
    number: Option<usize>,
}

/// A path, read.
#[derive(Debug)]
struct Chemin<'c> {
    /// The record, by its step in an absolute path, without `[1]`.
    record: Option<String>,
    steps: Vec<Step<'c>>,
    attribute: Option<&'c str>,
}

impl<'c> Chemin<'c> {
    fn read(text: &'c str) -> Option<Self> {
        let text = text.trim();
        let (path, attribute) = match text.rsplit_once('@') {
            Some((path, name)) => (path.strip_suffix('/').unwrap_or(path), Some(name)),
            None => (text, None),
        };
        if attribute.is_some_and(|name| name.is_empty() || name.contains('/')) {
            return None;
        }
        let is_absolute = path.starts_with('/');
        let names = path.trim_start_matches('/').split('/').filter(|name| !matches!(*name, "" | "."));
        let mut steps = names.map(Step::read).collect::<Option<Vec<_>>>()?;
        let mut record = None;
        if is_absolute {
            let at = steps.iter().position(|step| RECORDS.contains(&step.name))?;
            record = steps.get(at).map(|step| match step.number {
                Some(number) if number > 1 => format!("{}[{number}]", step.name),
                _ => step.name.to_owned(),
            });
            steps.drain(..=at);
        }
        (!steps.is_empty() || attribute.is_some()).then_some(Self { record, steps, attribute })
    }
}

impl<'c> Step<'c> {
    fn read(text: &'c str) -> Option<Self> {
        let Some((name, number)) = text.split_once('[') else {
            return Some(Self { name: text, number: None });
        };
        let number = number.strip_suffix(']')?.parse().ok().filter(|number| *number > 0)?;
        Some(Self { name, number: Some(number) })
    }
}

/// A place that a correction leads to.
enum Place<'r> {
    Element(Node<'r>),
    Attribute(Node<'r>, String, Option<String>),
    /// What is to be made: the element that holds it, and the names from there.
    Missing(Node<'r>, Vec<String>, Option<String>),
}

impl Fixer {
    /// Applies corrections to a file that holds one document.
    ///
    /// As for fixes, a correction that brings a new error is refused, and nothing is written yet.
    ///
    /// ```
    /// use sofi_core::Level;
    /// use sofi_lheo::{Checker, Correction, Fixer, Outcome};
    ///
    /// let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3" numero="F1"><intitule-formation>Macon</intitule-formation></formation>"#;
    /// let correction = Correction {
    ///     numero: "F1".into(),
    ///     chemin: "intitule-formation".into(),
    ///     ancienne: "Macon".into(),
    ///     nouvelle: "Maçon".into(),
    /// };
    /// let fixer = Fixer::new(Checker::new(Level::Xsd));
    /// let mut corrected = fixer.correct_slice("feed.xml", feed, &[correction])?;
    /// assert_eq!(corrected.outcomes, [Outcome::Applied]);
    /// let mut out = Vec::new();
    /// corrected.document.write(&mut out)?;
    /// assert_eq!(String::from_utf8(out)?, String::from_utf8_lossy(feed).replace("Macon", "Maçon"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When it cannot be read whole, or holds several documents.
    pub fn correct_path(
        &self,
        path: impl AsRef<Path>,
        corrections: &[Correction],
    ) -> Result<Corrected<'static>, EditorError> {
        self.correct(Original::from_path(path.as_ref())?, corrections)
    }

    /// Applies corrections to what a reader gives; it is copied to a temporary file.
    ///
    /// # Errors
    /// As for [`correct_path`](Self::correct_path).
    pub fn correct_reader(
        &self,
        name: &str,
        reader: impl Read + Send,
        corrections: &[Correction],
    ) -> Result<Corrected<'static>, EditorError> {
        self.correct(Original::from_reader(name, reader)?, corrections)
    }

    /// Applies corrections to bytes in memory.
    ///
    /// # Errors
    /// As for [`correct_path`](Self::correct_path).
    pub fn correct_slice<'a>(
        &self,
        name: &str,
        bytes: &'a [u8],
        corrections: &[Correction],
    ) -> Result<Corrected<'a>, EditorError> {
        self.correct(Original::from_slice(name, bytes)?, corrections)
    }

    fn correct<'a>(
        &self,
        original: Original<'a>,
        corrections: &[Correction],
    ) -> Result<Corrected<'a>, EditorError> {
        let mut work = Work::new(self.checker.unfiltered(), original)?;
        let before = work.told.clone();
        let mut outcomes: Vec<Option<Outcome>> = vec![None; corrections.len()];
        // Those that stand in the way of others are looked up again in what the others have made.
        while outcomes.contains(&None) {
            let mut found = Found::new(corrections, &outcomes);
            found.look(&mut work)?;
            let mut candidates = Vec::new();
            for (id, found) in found.into_outcomes() {
                match found {
                    Ok((edits, record)) => match Candidate::new(&edits, record, id, work.encoding()) {
                        Ok(candidate) => candidates.push(candidate),
                        Err(refusal) => outcomes[id] = Some(Outcome::Refused(refusal)),
                    },
                    Err(obstacle) => outcomes[id] = Some(Outcome::Impossible(obstacle)),
                }
            }
            let tried = work.apply(candidates)?;
            let mut is_done = tried.applied.is_empty() && tried.refused.is_empty();
            for id in tried.applied {
                outcomes[id] = Some(Outcome::Applied);
            }
            for (id, refusal) in tried.refused {
                outcomes[id] = Some(Outcome::Refused(refusal));
            }
            is_done &= outcomes.contains(&None);
            if is_done {
                // Nothing could be tried: what is left is left out.
                for outcome in outcomes.iter_mut().filter(|outcome| outcome.is_none()) {
                    *outcome = Some(Outcome::Refused(Refusal::Untried));
                }
            }
        }
        let (before, report) = self.reports(&mut work, before)?;
        let outcomes = outcomes.into_iter().flatten().collect();
        Ok(Corrected { before, report, outcomes, document: work.revised() })
    }
}

/// Edits of a record, and its step.
type Change = (Vec<Edit>, String);

/// What was found of each correction while records passed.
struct Found<'c> {
    corrections: &'c [Correction],
    chemins: HashMap<usize, Chemin<'c>>,
    by_numero: HashMap<&'c str, Vec<usize>>,
    /// Those with an absolute path, by the step of their record.
    absolute: HashMap<String, Vec<usize>>,
    places: HashMap<usize, Vec<Result<Change, Obstacle>>>,
    wanted: Vec<usize>,
    bad: HashSet<usize>,
}

impl<'c> Found<'c> {
    fn new(corrections: &'c [Correction], outcomes: &[Option<Outcome>]) -> Self {
        let wanted: Vec<usize> = (0..corrections.len()).filter(|&id| outcomes[id].is_none()).collect();
        let mut found = Self {
            corrections,
            chemins: HashMap::new(),
            by_numero: HashMap::new(),
            absolute: HashMap::new(),
            places: HashMap::new(),
            wanted,
            bad: HashSet::new(),
        };
        for &id in &found.wanted {
            let Some(chemin) = Chemin::read(&corrections[id].chemin) else {
                found.bad.insert(id);
                continue;
            };
            if let Some(record) = &chemin.record {
                found.absolute.entry(record.clone()).or_default().push(id);
            } else {
                found.by_numero.entry(corrections[id].numero.trim()).or_default().push(id);
            }
            found.chemins.insert(id, chemin);
        }
        found
    }

    /// Looks through all records.
    fn look(&mut self, work: &mut Work<'_>) -> Result<(), EditorError> {
        let name = work.original.name.clone();
        let draft = work.draft.clone();
        let mut reader = Reader::from_reader(&name, work.original.read(&draft))?;
        let mut counts: HashMap<String, usize> = HashMap::new();
        loop {
            let record = match reader.next_record() {
                Ok(Some(record)) => record,
                Ok(None) => return Ok(()),
                // It was met: those after it are counted as findings count them.
                Err(_) => {
                    *counts.entry("formation".to_owned()).or_default() += 1;
                    continue;
                }
            };
            let root = record.root();
            let count = counts.entry(root.local_name().to_owned()).or_default();
            *count += 1;
            self.look_into(record, *count);
        }
    }

    fn look_into(&mut self, record: Record<'_>, number: usize) {
        let root = record.root();
        let step = if number == 1 {
            root.local_name().to_owned()
        } else {
            format!("{}[{number}]", root.local_name())
        };
        for &id in self.absolute.get(step.as_str()).map(Vec::as_slice).unwrap_or_default() {
            let chemin = &self.chemins[&id];
            let numero = self.corrections[id].numero.trim();
            if numero.is_empty() || root.attribute("numero").as_deref() == Some(numero) {
                let change = change(record, root, chemin, &self.corrections[id]);
                self.places.entry(id).or_default().push(change.map(|edits| (edits, step.clone())));
            }
        }
        if self.by_numero.is_empty() {
            return;
        }
        for index in 0..record.len() {
            let node = record.node(index);
            if !node.element().is_some_and(bears_numero) {
                continue;
            }
            let Some(numero) = node.attribute("numero") else { continue };
            let Some(ids) = self.by_numero.get(numero.trim()) else { continue };
            for &id in ids {
                let change = change(record, node, &self.chemins[&id], &self.corrections[id]);
                self.places.entry(id).or_default().push(change.map(|edits| (edits, step.clone())));
            }
        }
    }

    /// What each correction leads to: one place, or why not.
    fn into_outcomes(mut self) -> Vec<(usize, Result<Change, Obstacle>)> {
        let wanted = std::mem::take(&mut self.wanted);
        wanted
            .into_iter()
            .map(|id| {
                if self.bad.contains(&id) {
                    return (id, Err(Obstacle::Path));
                }
                let found = self.places.remove(&id).unwrap_or_default();
                let (mut right, mut wrong): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
                let outcome = match (right.len(), wrong.len()) {
                    (0, 0) => Err(Obstacle::UnknownNumero),
                    (0, _) => wrong.swap_remove(0),
                    (1, _) => right.swap_remove(0),
                    (many, _) => Err(Obstacle::Ambiguous(many)),
                };
                (id, outcome)
            })
            .collect()
    }
}

/// The elements whose number people know.
fn bears_numero(found: Element) -> bool {
    [
        element::FORMATION,
        element::ACTION,
        element::SESSION,
        element::ORGANISME_FORMATION_RESPONSABLE,
        element::ORGANISME_FORMATEUR,
        element::RESUME_OFFRE,
        element::RESUME_ORGANISME,
    ]
    .contains(&found)
}

/// What a correction changes in a record, from one of its elements.
fn change(
    record: Record<'_>,
    from: Node<'_>,
    chemin: &Chemin<'_>,
    correction: &Correction,
) -> Result<Vec<Edit>, Obstacle> {
    let (ancienne, nouvelle) = (correction.ancienne.trim(), correction.nouvelle.trim());
    if ancienne == nouvelle {
        return Err(Obstacle::NoChange);
    }
    let mut edits = record.edit();
    match place(from, chemin)? {
        Place::Element(node) => {
            if node.children().next().is_some() {
                return Err(Obstacle::NoText);
            }
            is_value(&node.text(), ancienne)?;
            if nouvelle.is_empty() { edits.remove(node) } else { edits.set_text(node, nouvelle) }
        }
        Place::Attribute(node, name, value) => {
            match &value {
                Some(value) => is_value(value, ancienne)?,
                None if ancienne.is_empty() => {}
                None => return Err(Obstacle::Absent),
            }
            if nouvelle.is_empty() {
                edits.remove_attribute(node, &name)
            } else {
                edits.set_attribute(node, &name, nouvelle)
            }
        }
        Place::Missing(node, names, attribute) => {
            if !ancienne.is_empty() {
                return Err(Obstacle::Absent);
            }
            let fragment = fragment(record, node, &names, attribute.as_deref(), nouvelle)?;
            edits.insert(node, fragment)
        }
    }
    .map_err(Obstacle::Value)?;
    Ok(bytes(record, &edits))
}

fn is_value(found: &str, wanted: &str) -> Result<(), Obstacle> {
    if found.trim() == wanted { Ok(()) } else { Err(Obstacle::OtherValue(found.trim().to_owned())) }
}

/// Follows a path.
fn place<'r>(from: Node<'r>, chemin: &Chemin<'_>) -> Result<Place<'r>, Obstacle> {
    let mut node = from;
    for (i, step) in chemin.steps.iter().enumerate() {
        let same: Vec<_> = node.children().filter(|child| child.local_name() == step.name).collect();
        node = match (step.number, same.as_slice()) {
            (None, [only]) => *only,
            (None, [_, _, ..]) => return Err(Obstacle::Ambiguous(same.len())),
            (Some(number), same) if number <= same.len() => same[number - 1],
            (number, same) => {
                // Only the next one of its kind can be added.
                if number.is_some_and(|number| number > same.len() + 1) {
                    return Err(Obstacle::Absent);
                }
                let rest = &chemin.steps[i..];
                if rest[1..].iter().any(|step| step.number.is_some_and(|number| number > 1)) {
                    return Err(Obstacle::Absent);
                }
                let names = rest.iter().map(|step| step.name.to_owned()).collect();
                return Ok(Place::Missing(node, names, chemin.attribute.map(str::to_owned)));
            }
        };
    }
    Ok(match chemin.attribute {
        Some(name) => Place::Attribute(node, name.to_owned(), node.attribute(name)),
        None => Place::Element(node),
    })
}

/// The element to be made, in those that are to hold it.
fn fragment(
    record: Record<'_>,
    parent: Node<'_>,
    names: &[String],
    attribute: Option<&str>,
    value: &str,
) -> Result<Fragment, Obstacle> {
    let unexpected = |name: &str| Obstacle::Unexpected(name.to_owned());
    let schema = record.dialect().map(crate::Dialect::schema);
    let mut holder = parent.element();
    let mut elements = Vec::new();
    for name in names {
        let element = Element::from_name(name).ok_or_else(|| unexpected(name))?;
        if !schema.zip(holder).is_some_and(|(schema, holder)| may_hold(schema, holder, element)) {
            return Err(unexpected(name));
        }
        holder = Some(element);
        elements.push(element);
    }
    let mut elements = elements.into_iter().rev();
    let last = elements.next().ok_or(Obstacle::Path)?;
    let last = match attribute {
        Some(name) => Fragment::new(last).attribute(name, value),
        None => Fragment::leaf(last, value),
    };
    Ok(elements.fold(last, |inside, element| Fragment::new(element).child(inside)))
}

/// Does the dialect name this child? An extension holds anything, and names nothing.
fn may_hold(schema: &Schema, holder: Element, element: Element) -> bool {
    let content = schema.element(holder).map(|holder| holder.content);
    content.is_some_and(|content| !matches!(content, Content::Any) && content.holds(element))
}

/// Edits of a record, in bytes of its document.
fn bytes(record: Record<'_>, edits: &Edits<'_>) -> Vec<Edit> {
    let (source, encoding) = (record.source(), record.encoding());
    let length = |from: usize, to: usize| encoding.raw_len(source.get(from..to).unwrap_or_default());
    let changes = edits.changes();
    let splices = changes.splices().iter().map(|splice| Edit {
        offset: record.offset() + length(0, splice.range.start),
        length: length(splice.range.start, splice.range.end),
        replacement: splice.text.clone(),
    });
    splices.collect()
}
