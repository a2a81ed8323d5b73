//! What must be known of a document before its first record is converted.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{
    Converter, Run, Step, from_1_3,
    park::{self, Found, ParkedTag},
    proof::Proof,
    tree::Branch,
};
use crate::{
    Dialect, Editor, EditorError, Limits, Part, PartKind,
    dialect::Recognition,
    fix::{Draft, Original},
    recognise,
    source::{Encoding, Input},
};

/// A first look at a document.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) dialect: Option<Dialect>,
    /// Name of its records, when it is in LHEO 1.3.
    pub(super) old_record: Option<&'static str>,
    pub(super) encoding: Encoding,
    /// What it is in, for people, where that is no dialect.
    pub(super) format: String,
    /// Name of its root.
    pub(super) root: String,
    /// The namespace as the root writes it; empty when it has none.
    pub(super) namespace: String,
    /// What was set aside of the tags outside of records.
    pub(super) tags: BTreeMap<u64, ParkedTag>,
    /// Identifiers that do not come out of the conversion, when anything refers to identifiers.
    pub(super) gone: BTreeSet<String>,
}

impl Survey {
    pub(super) fn of(original: &mut Original<'_>, limits: &Limits) -> Result<Self, EditorError> {
        let mut survey = Self {
            dialect: None,
            old_record: None,
            encoding: Encoding::Utf8,
            format: "no known format".to_owned(),
            root: String::new(),
            namespace: String::new(),
            tags: BTreeMap::new(),
            gone: BTreeSet::new(),
        };
        let mut seen = None;
        let encoding = each_part(original, None, limits, |part| {
            let root = part.record.root();
            let prefix = root.name().split_once(':').map(|(prefix, _)| format!("xmlns:{prefix}"));
            let namespace = root.attribute(prefix.as_deref().unwrap_or("xmlns"));
            seen = Some((root.local_name().to_owned(), namespace, part.record.dialect()));
            false
        })?;
        survey.encoding = encoding;
        if let Some((root, namespace, dialect)) = seen {
            if let Recognition::Old(version) = recognise(namespace.as_deref(), None, &root) {
                survey.format = format!("LHEO {version}");
                survey.old_record = (version == "1.3").then_some(from_1_3::RECORD);
            }
            (survey.root, survey.dialect) = (root, dialect);
            survey.namespace = namespace.unwrap_or_default();
        }
        Ok(survey)
    }

    /// Reads the document once to its end where later parts of it matter to earlier ones.
    pub(super) fn look_ahead(
        &mut self,
        original: &mut Original<'_>,
        converter: &Converter,
        steps: &[Step],
    ) -> Result<(), EditorError> {
        if steps == [Step::To23] && mentions(original, None, &converter.limits, park::GROUP)? {
            self.look_for_parked(original, &converter.limits)?;
        }
        if steps.iter().any(|step| [Step::From13, Step::From20, Step::To22].contains(step))
            && !steps.contains(&Step::ToEdof)
            && mentions(original, self.old_record, &converter.limits, "idref")?
        {
            self.gone = lost_identifiers(original, self.old_record, converter, steps)?;
        }
        Ok(())
    }

    /// What was set aside, and what can be put back of it.
    fn look_for_parked(&mut self, original: &mut Original<'_>, limits: &Limits) -> Result<(), EditorError> {
        let mut proof = Proof::new();
        let mut is_edited = false;
        let (mut ids, mut idrefs) = (BTreeSet::new(), BTreeSet::new());
        each_part(original, None, limits, |part| {
            let mut tree = Branch::of(&part.record);
            if part.kind == PartKind::Tag {
                proof.declare(tree.attributes());
            }
            let is_parked = part.kind != PartKind::Tag && part.record.source().contains(park::GROUP);
            let found = if is_parked { park::restore(&tree) } else { Found::Nothing };
            if is_parked {
                self.tags.extend(park::tags(&tree).into_iter().map(|tag| (tag.number, tag)));
            }
            is_edited |= found == Found::Edited;
            match (found, part.record.root().element()) {
                (Found::Restored(source), Some(element)) => {
                    proof.read(&source, element, Dialect::Lheo23, |record| {
                        let mut tree = Branch::of(&record);
                        ids.extend(values(&mut tree, "id"));
                        idrefs.extend(values(&mut tree, "idref"));
                    });
                }
                _ => ids.extend(values(&mut tree, "id")),
            }
            true
        })?;
        // A reference that is put back may refer to what is not.
        if is_edited {
            self.gone = idrefs.difference(&ids).cloned().collect();
            self.tags.retain(|_, tag| !tag.source.contains("idref"));
        }
        Ok(())
    }
}

/// Does any part of the document hold this word? It is read as far as the first one.
fn mentions(
    original: &mut Original<'_>,
    old_record: Option<&'static str>,
    limits: &Limits,
    word: &str,
) -> Result<bool, EditorError> {
    let mut is_found = false;
    each_part(original, old_record, limits, |part| {
        is_found = part.record.source().contains(word);
        !is_found
    })?;
    Ok(is_found)
}

/// The identifiers of a document that its conversion takes away.
fn lost_identifiers(
    original: &mut Original<'_>,
    old_record: Option<&'static str>,
    converter: &Converter,
    steps: &[Step],
) -> Result<BTreeSet<String>, EditorError> {
    let mut gone = BTreeSet::new();
    let mut run = Run { defaults: &converter.defaults, siret: None };
    each_part(original, old_record, &converter.limits, |part| {
        if part.kind == PartKind::Record {
            let mut record = Branch::of(&part.record);
            let before = values(&mut record, "id");
            let is_refused = super::pass::convert(&mut record, steps, &mut run, &mut Vec::new()).is_err();
            let after = if is_refused { BTreeSet::new() } else { values(&mut record, "id") };
            gone.extend(before.difference(&after).cloned());
        }
        true
    })?;
    Ok(gone)
}

/// The values of an attribute, anywhere in a record.
fn values(record: &mut Branch<'_>, attribute: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    record.each(&mut |branch| found.extend(branch.attribute(attribute).map(|id| id.trim().to_owned())));
    found
}

/// Shows the parts of a document, as long as it wants to see more; gives its encoding.
fn each_part(
    original: &mut Original<'_>,
    old_record: Option<&'static str>,
    limits: &Limits,
    mut show: impl FnMut(Part<'_>) -> bool,
) -> Result<Encoding, EditorError> {
    let whole = Draft::whole(original.length);
    let input = Input::new(original.name.clone(), original.read(&whole));
    let mut editor = Editor::of(input, io::sink()).old_record(old_record).limits(limits);
    loop {
        match editor.next_part() {
            Ok(Some(part)) => {
                if !show(part) {
                    return Ok(editor.encoding());
                }
            }
            Ok(None) => return Ok(editor.encoding()),
            Err(EditorError::Read(_)) => {}
            Err(error) => return Err(error),
        }
    }
}
