//! How faults of structure may be mended: what to change in the bytes of the document.

use std::ops::Range;

use sofi_core::{Bilingual, Edit, Fix, Safety};

use super::{Structure, content::Run, datatypes::trim};
use crate::{
    Limits,
    edit::escape_attribute,
    rules::xml,
    xml::{Fault, Point, RawTag, References, Tag, View, chars::is_blank},
};

/// A fix of one edit.
pub(super) fn fix(safety: Safety, description: Bilingual, edit: Edit) -> Fix {
    Fix { safety, description, replacement: edit.replacement.clone(), edits: vec![edit] }
}

/// What stands between two points is to be this.
pub(super) fn edit(from: Point, to: Point, replacement: impl Into<String>) -> Edit {
    Edit { offset: from.raw, length: to.raw.saturating_sub(from.raw), replacement: replacement.into() }
}

/// The content of an element whose text, `value`, is written without references, CDATA or comments.
pub(super) fn is_plain(value: &str, from: Point, to: Point, view: &View<'_>) -> bool {
    let written = view.slice(from.decoded, to.decoded);
    !written.contains(['&', '<']) && *crate::xml::normalise_lines(written) == *value
}

/// The name and the value of an attribute, where they are written in a start tag.
pub(super) struct Written {
    pub(super) name: (Point, Point),
    pub(super) value: (Point, Point),
    /// The quote around it.
    pub(super) quote: char,
}

/// Finds an attribute by its name as written.
pub(super) fn written(tag: &Tag<'_>, name: &str, view: &View<'_>) -> Option<Written> {
    let text = view.slice(tag.from.decoded, tag.to.decoded);
    let mut raw = RawTag::default();
    raw.read(text, &Limits::default()).ok()?;
    let found = raw.attributes.iter().find(|attribute| text.get(attribute.name.clone()) == Some(name))?;
    let point = |at: usize| tag.from.after(text.get(..at).unwrap_or_default(), view.encoding);
    let points = |range: &Range<usize>| (point(range.start), point(range.end));
    let quote = if text.get(found.written.end..)?.starts_with('\'') { '\'' } else { '"' };
    Some(Written { name: points(&found.name), value: points(&found.written), quote })
}

impl Structure<'_> {
    /// Gives an attribute of the tag another value.
    pub(super) fn revalue(
        tag: &Tag<'_>,
        name: &str,
        value: &str,
        safety: Safety,
        view: &View<'_>,
    ) -> Option<Fix> {
        let Written { value: (from, to), quote, .. } = written(tag, name, view)?;
        let edit = edit(from, to, escape_attribute(value, quote));
        let what = Bilingual::new("remplacer la valeur de l'attribut", "replace the value of the attribute");
        Some(fix(safety, what, edit))
    }

    /// Gives an attribute of the tag another name.
    pub(super) fn rename(tag: &Tag<'_>, name: &str, meant: &str, view: &View<'_>) -> Option<Fix> {
        // Two attributes of one name would be worse.
        if tag.attribute(meant).is_some() {
            return None;
        }
        let (from, to) = written(tag, name, view)?.name;
        let safety = if name.eq_ignore_ascii_case(meant) { Safety::Safe } else { Safety::Suggested };
        let what = Bilingual::new("corriger le nom de l'attribut", "correct the name of the attribute");
        Some(fix(safety, what, edit(from, to, meant)))
    }

    /// Gives the elements of the document the namespace of their dialect.
    pub(super) fn rename_space(tag: &Tag<'_>, namespace: &str, view: &View<'_>) -> Fix {
        let declaration = match tag.name.split_once(':') {
            Some((prefix, _)) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        let what = Bilingual::new("corriger l'espace de noms", "correct the namespace");
        if let Some(Written { value: (from, to), .. }) = written(tag, &declaration, view) {
            return fix(Safety::Suggested, what, edit(from, to, namespace));
        }
        let end = tag.from.after("<", view.encoding).after(tag.name, view.encoding);
        let mut fix = fix(Safety::Suggested, what, edit(end, end, format!(" {declaration}=\"{namespace}\"")));
        namespace.clone_into(&mut fix.replacement);
        fix
    }

    /// Takes the open element away, which ends at `to`, with the blanks before it.
    pub(super) fn removal(&self, to: Point, view: &View<'_>) -> Option<Fix> {
        let frame = self.frames.last();
        if self.frames.depth() < 2 {
            return None;
        }
        let from = before_blanks(frame.from, view);
        let mut fix = fix(
            Safety::Suggested,
            Bilingual::new("retirer l'élément vide", "take the empty element away"),
            edit(frame.from, to, ""),
        );
        let length = to.raw.saturating_sub(from);
        fix.edits = vec![Edit { offset: from, length, replacement: String::new() }];
        Some(fix)
    }

    /// Moves children of the open element, with the blanks before them, before or after others.
    pub(super) fn moving(&self, run: usize, after: bool, other: usize, view: &View<'_>) -> Option<Fix> {
        let children = &self.frames.last().children;
        let (moved, other_run): (&Run, &Run) = (children.run(run), children.run(other));
        if run == other || moved.end.raw <= moved.child.from.raw {
            return None;
        }
        let (from, end) = (before_blanks(moved.child.from, view), moved.end);
        let blanks = moved.child.from.raw - from;
        let text = view.slice(view.base, end.decoded);
        let element = view.slice(moved.child.from.decoded, end.decoded);
        if element.is_empty() || text.len() < element.len() {
            return None;
        }
        let lead = &text[..text.len() - element.len()];
        let lead = &lead[lead.trim_end_matches(is_blank_char).len()..];
        if view.encoding.raw_len(lead) != blanks {
            return None;
        }
        let to = if after {
            (other_run.end.raw > 0).then_some(other_run.end.raw)?
        } else {
            before_blanks(other_run.child.from, view)
        };
        let moved = format!("{lead}{element}");
        Some(Fix {
            safety: Safety::Safe,
            description: Bilingual::new("déplacer l'élément", "move the element"),
            replacement: String::new(),
            edits: vec![
                Edit { offset: from, length: end.raw.saturating_sub(from), replacement: String::new() },
                Edit { offset: to, length: 0, replacement: moved },
            ],
        })
    }

    /// Mends the references of the record that are wrong as this one is, from there on.
    pub(super) fn references(&self, fault: &Fault, at: Point, view: &View<'_>) -> Option<Fix> {
        if ![&xml::XML04, &xml::XML05].contains(&fault.rule) {
            return None;
        }
        let start = usize::try_from(at.decoded.checked_sub(view.base)?).ok()?;
        let text = view.text.get(start..)?;
        let record = self.owner.depth().map(|depth| self.frames.name_at(depth));
        let end = record.and_then(|name| text.find(&format!("</{name}"))).unwrap_or_else(|| match record {
            // The record is not at hand as a whole.
            Some(_) => text.len(),
            None => text.find('<').unwrap_or(text.len()),
        });
        let mut edits = Vec::new();
        let mut here = at;
        let mut done = 0;
        for (range, replacement) in References::new(text.get(..end)?) {
            here = here.after(&text[done..range.start], view.encoding);
            let to = here.after(&text[range.clone()], view.encoding);
            edits.push(edit(here, to, replacement));
            (here, done) = (to, range.end);
        }
        // The one that is told comes first; where it cannot be mended, the others wait.
        let first = edits.first().filter(|edit| edit.offset == at.raw)?.replacement.clone();
        Some(Fix {
            safety: Safety::Suggested,
            description: Bilingual::new(
                "écrire ces caractères comme XML le veut",
                "write these characters as XML wants them",
            ),
            replacement: first,
            edits,
        })
    }
}

fn is_blank_char(c: char) -> bool {
    c.is_ascii() && is_blank(c as u8)
}

/// The offset of the blanks right before a place.
fn before_blanks(at: Point, view: &View<'_>) -> u64 {
    let text = view.slice(view.base, at.decoded);
    let blanks = &text[text.trim_end_matches(is_blank_char).len()..];
    at.raw - view.encoding.raw_len(blanks)
}

/// A whole number written with blanks between thousands, decimals that say nothing, or its unit: `1 200`, `35,00`, `35 h`.
pub(super) fn whole_number(written: &str) -> Option<String> {
    let text = trim(written).trim_matches(char::is_whitespace);
    let text = ["heures", "heure", "h", "H", "€", "EUR", "jours", "jour", "j", "mois", "semaines", "semaine"]
        .into_iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim_end();
    let whole = match text.rfind([',', '.']) {
        Some(at) => {
            let (whole, decimals) = (&text[..at], &text[at + 1..]);
            let is_nothing = (1..=2).contains(&decimals.len()) && decimals.bytes().all(|b| b == b'0');
            is_nothing.then_some(whole)?
        }
        None => text,
    };
    let groups: Vec<&str> = whole.split(char::is_whitespace).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let are_thousands =
        groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let number = groups.concat();
    let is_right = groups.iter().all(is_digits) && are_thousands && number.len() <= 9;
    (is_right && number != written).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn whole_numbers_that_were_meant() {
        for (written, meant) in [
            ("1 200", Some("1200")),
            ("1\u{a0}200", Some("1200")),
            ("35,00", Some("35")),
            ("35.0", Some("35")),
            ("35 h", Some("35")),
            ("35h", Some("35")),
            ("120 heures", Some("120")),
            ("35,5", None),
            ("10 20", None),
            ("1.200", None),
            ("1,000", None),
            ("35 à 70", None),
            ("h", None),
            ("", None),
            ("-5 h", None),
        ] {
            assert_eq!(whole_number(written).as_deref(), meant, "{written}");
        }
    }
}
