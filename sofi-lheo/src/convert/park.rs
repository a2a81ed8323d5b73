//! What LHEO 2.2 cannot hold, set aside in the extensions of the record, to be put back.
//!
//! ```xml
//! <extras info="sofi-2.3">
//!   <extra info="sha256">of the record in LHEO 2.2, without these extensions</extra>
//!   <extra info="splice" numero="120:0">source that stood at this byte, instead of this many</extra>
//!   <extra info="tag" numero="1" ref="sha256 of the tag in 2.2">start tag number 1 of the document, in LHEO 2.3</extra>
//! </extras>
//! ```

use sha2::{Digest, Sha256};

use super::{
    line::{Decision, LineKind},
    tree::{Branch, Item},
};
use crate::element as e;

/// The group of these extensions.
pub(super) const GROUP: &str = "sofi-2.3";

pub(super) static PARKED: Decision = Decision::new(
    "parked",
    LineKind::Mapping,
    "mis de côté dans <extras info=\"sofi-2.3\"> : une conversion vers LHEO 2.3 le remet en place",
    "set aside in <extras info=\"sofi-2.3\">: a conversion to LHEO 2.3 puts it back",
);
pub(super) static RESTORED: Decision = Decision::new(
    "restored",
    LineKind::Mapping,
    "ce qui avait été mis de côté dans <extras info=\"sofi-2.3\"> est remis en place",
    "what had been set aside in <extras info=\"sofi-2.3\"> is put back",
);
pub(super) static EDITED: Decision = Decision::new(
    "edited-since",
    LineKind::Refusal,
    "modifié depuis la mise de côté : elle n'est pas remise en place, et reste dans <extras info=\"sofi-2.3\">",
    "edited since things were set aside: they are not put back, and stay in <extras info=\"sofi-2.3\">",
);

/// A start tag outside of records, as it was and as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParkedTag {
    /// Its number among those of the document, from 1.
    pub(super) number: u64,
    /// In LHEO 2.3.
    pub(super) source: String,
    /// Digest of it in LHEO 2.2.
    pub(super) digest: String,
}

/// What is found of what was set aside in a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// The record as it was.
    Restored(String),
    /// The record is not any more what it was made of.
    Edited,
}

pub(super) fn digest(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}

/// Sets aside what makes the difference between a record and its source.
pub(super) fn park<'r>(record: &mut Branch<'r>, source: &'r str, tags: &[ParkedTag]) {
    let splices = Splices::between(source, record);
    if splices.list.is_empty() && tags.is_empty() {
        return;
    }
    let leaf = |info: &str, text: &str| record.leaf(e::EXTRA, text).with_attribute("info", info);
    let mut group = record.make(e::EXTRAS).with_attribute("info", GROUP);
    group = group.with(leaf("sha256", &digest(&splices.result)));
    for (at, length, text) in &splices.list {
        group = group.with(leaf("splice", text).with_attribute("numero", &format!("{at}:{length}")));
    }
    for ParkedTag { number, source, digest } in tags {
        let tag =
            leaf("tag", source).with_attribute("numero", &number.to_string()).with_attribute("ref", digest);
        group = group.with(tag);
    }
    record.push(group);
}

/// How the source of a record is found again from what it became.
struct Splices {
    /// What it became.
    result: String,
    /// In the result: from this byte on, instead of this many bytes, this text.
    list: Vec<(usize, usize, String)>,
}

impl Splices {
    fn between(source: &str, record: &Branch<'_>) -> Self {
        let mut it = Self { result: String::new(), list: Vec::new() };
        // Up to where the source was met; how much of the result is not of it since.
        let (mut done, mut new) = (0, 0);
        record.pieces(&mut |piece| {
            match place_in(source, piece).filter(|at| *at >= done) {
                Some(at) => {
                    it.add(&source[done..at], new);
                    (done, new) = (at + piece.len(), 0);
                }
                None => new += piece.len(),
            }
            it.result.push_str(piece);
        });
        it.add(&source[done..], new);
        it
    }

    fn add(&mut self, missed: &str, new: usize) {
        if !missed.is_empty() || new > 0 {
            self.list.push((self.result.len() - new, new, missed.to_owned()));
        }
    }
}

/// Where a piece stands in the source that it was borrowed from.
fn place_in(source: &str, piece: &str) -> Option<usize> {
    let at = (piece.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    (!piece.is_empty() && at + piece.len() <= source.len()).then_some(at)
}

/// The group in a record: the number of its item.
fn find(record: &Branch<'_>) -> Option<usize> {
    record.items.iter().rposition(|item| {
        matches!(item, Item::Branch(child) if child.is(e::EXTRAS) && child.attribute("info") == Some(GROUP))
    })
}

fn entries<'b, 'r>(group: &'b Branch<'r>, info: &'b str) -> impl Iterator<Item = &'b Branch<'r>> {
    group.all(e::EXTRA).filter(move |entry| entry.attribute("info") == Some(info))
}

/// Looks for what was set aside in a record.
pub(super) fn restore(record: &Branch<'_>) -> Found {
    let Some(at) = find(record) else { return Found::Nothing };
    let Item::Branch(group) = &record.items[at] else { return Found::Nothing };
    let mut stripped = record.clone();
    stripped.items.remove(at);
    if at > 0 && stripped.items[at - 1].is_blank() {
        stripped.items.remove(at - 1);
    }
    let source = stripped.source();
    let expected = entries(group, "sha256").next().map(Branch::text);
    if expected.is_none_or(|expected| expected.trim() != digest(&source)) {
        return Found::Edited;
    }
    let mut whole = String::new();
    let mut done = 0;
    for entry in entries(group, "splice") {
        let place = entry.attribute("numero").and_then(|numero| {
            let (at, length) = numero.split_once(':')?;
            let at: usize = at.parse().ok()?;
            Some((at, at.checked_add(length.parse().ok()?)?))
        });
        let Some((from, to)) = place else { return Found::Edited };
        let Some(kept) = source.get(done..from) else { return Found::Edited };
        whole += kept;
        whole += &entry.text();
        done = to;
    }
    match source.get(done..) {
        Some(rest) => Found::Restored(whole + rest),
        None => Found::Edited,
    }
}

/// The tags that were set aside in a record.
pub(super) fn tags(record: &Branch<'_>) -> Vec<ParkedTag> {
    let Some(Item::Branch(group)) = find(record).map(|at| &record.items[at]) else { return Vec::new() };
    let tag = |entry: &Branch<'_>| {
        Some(ParkedTag {
            number: entry.attribute("numero")?.parse().ok()?,
            source: entry.text(),
            digest: entry.attribute("ref")?.to_owned(),
        })
    };
    entries(group, "tag").filter_map(tag).collect()
}
