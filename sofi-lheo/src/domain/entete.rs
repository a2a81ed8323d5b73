//! Gathers what a feed says of itself: the additions of `lheo` and of `offres`, outside of any record.

use std::borrow::Cow;

use sofi_core::{Excerpt, Extra, Extras, OfferPath, Place, rules::Entete};

use crate::{
    Element, element,
    structure::excerpt,
    xml::{Point, Tag, View},
};

/// Additions kept of one document; real feeds hold two.
const MOST: usize = 200;

/// Longer values than this are no date.
const LONGEST: usize = 200;

/// Where an addition is, and its line.
type Spot = (Place, Option<Excerpt>);

/// Gathers the additions while tokens pass.
#[derive(Debug, Default)]
pub(crate) struct EnteteBuilder {
    /// Elements open above and with the group that is open.
    open: Vec<Option<Element>>,
    /// Depth of the group that is open.
    group: Option<usize>,
    entete: Entete<'static>,
    /// For each group, where it is written, and where each of its additions is.
    spots: Vec<(String, Vec<Spot>)>,
    kept: usize,
    /// Groups seen in `lheo` and in `offres`.
    seen: [usize; 2],
}

impl EnteteBuilder {
    pub(crate) fn start(&mut self, tag: &Tag<'_>, view: &View<'_>) {
        let parent = self.open.last().copied().flatten();
        self.open.push(tag.element);
        let depth = self.open.len();
        let attribute = |name| tag.attribute(name).map(|value| Cow::Owned(value.to_owned()));
        let holder = match parent {
            Some(element::LHEO) if depth == 2 => 0,
            Some(element::OFFRES) if depth == 3 => 1,
            _ if self.group == Some(depth - 1) && tag.element == Some(element::EXTRA) => {
                return self.addition(attribute("info"), tag, view);
            }
            _ => return,
        };
        if tag.element == Some(element::EXTRAS) && self.kept < MOST {
            self.kept += 1;
            self.seen[holder] += 1;
            let above = ["/lheo", "/lheo/offres"][holder];
            self.group = Some(depth);
            self.entete.extras.push(Extras { info: attribute("info"), ..Extras::default() });
            self.spots.push((format!("{above}/extras[{}]", self.seen[holder]), Vec::new()));
        }
    }

    fn addition(&mut self, info: Option<Cow<'static, str>>, tag: &Tag<'_>, view: &View<'_>) {
        let (Some(group), Some((path, spots))) = (self.entete.extras.last_mut(), self.spots.last_mut())
        else {
            return;
        };
        if self.kept >= MOST {
            return;
        }
        self.kept += 1;
        group.extra.push(Extra { info, valeur: Some(Cow::Owned(String::new())), ..Extra::default() });
        let place = Place {
            line: tag.from.line,
            column: tag.from.column,
            offset: tag.from.raw,
            end_offset: tag.to.raw,
            path: format!("{path}/extra[{}]", group.extra.len()),
            element: Some(tag.local.to_owned()),
            attribute: None,
        };
        spots.push((place, excerpt(tag.from, tag.name, view)));
    }

    pub(crate) fn text(&mut self, text: &str) {
        let is_addition = self.group.is_some_and(|depth| self.open.len() == depth + 1)
            && self.open.last() == Some(&Some(element::EXTRA));
        let last = self.entete.extras.last_mut().and_then(|group| group.extra.last_mut());
        if let (true, Some(Extra { valeur: Some(value), .. })) = (is_addition, last)
            && value.len() < LONGEST
        {
            value.to_mut().push_str(text);
        }
    }

    pub(crate) fn end(&mut self, to: Point) {
        let depth = self.open.len();
        if self.group.is_some_and(|group| depth == group + 1)
            && let Some((place, _)) = self.spots.last_mut().and_then(|(_, spots)| spots.last_mut())
        {
            place.end_offset = to.raw;
        }
        if self.group == Some(depth) {
            self.group = None;
        }
        self.open.pop();
    }

    pub(crate) fn resume(&mut self, depth: usize) {
        self.open.truncate(depth);
        self.group = self.group.filter(|group| *group <= depth);
    }

    /// What the feed says of itself.
    pub(crate) const fn entete(&self) -> &Entete<'static> {
        &self.entete
    }

    /// Where an addition is: `extras[1]/extra[2]`.
    pub(super) fn place(&self, path: &OfferPath) -> Spot {
        let mut numbers = path.steps().iter().map(|step| step.ordinal as usize - 1);
        let group = numbers.next().and_then(|group| self.spots.get(group));
        let spot = group.and_then(|(_, spots)| spots.get(numbers.next().unwrap_or_default()));
        spot.cloned().unwrap_or_else(|| (Place::start(), None))
    }
}
