//! The values that differ between two elements.

use std::collections::BTreeMap;

use sofi_core::diff::{DiffKind, FieldDiff};

use super::{
    matching::{Pairs, numero, pair_by},
    normal::Normal,
};

/// What differs between two elements, the children of one name left out: they are parts of their own.
pub(super) fn compare(old: &Normal, new: &Normal, parts: Option<&str>) -> Vec<FieldDiff> {
    let mut found = Vec::new();
    Walk { found: &mut found, parts }.both(old, new, "");
    found
}

struct Walk<'f> {
    found: &'f mut Vec<FieldDiff>,
    parts: Option<&'f str>,
}

impl Walk<'_> {
    fn both(&mut self, old: &Normal, new: &Normal, path: &str) {
        self.attributes(old, new, path);
        let parts = self.parts.take();
        let kept = |node: &'_ &Normal| parts != Some(node.name.as_str());
        let (olds, news): (Vec<_>, Vec<_>) =
            (old.children.iter().filter(kept).collect(), new.children.iter().filter(kept).collect());
        // A leaf says its text, even an empty one; what holds elements says nothing by itself.
        let text = |node: &Normal| node.children.is_empty().then(|| node.text.clone());
        let (one, other) = (text(old), text(new));
        let is_text = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        let is_said = one.is_some() && other.is_some() || is_text(&one) || is_text(&other);
        if one != other && is_said {
            self.tell(path.to_owned(), one, other);
        }
        let pairs = pair_children(&olds, &news);
        let (from, to) = (names(&olds), names(&news));
        let steps = |nodes, others| segments(nodes, others).into_iter().map(|step| join(path, &step));
        let old_steps: Vec<_> = steps(&olds, &to).collect();
        let mut both = pairs.both.iter().peekable();
        let mut is_reordered = false;
        let mut last = None;
        for (place, (node, step)) in news.iter().zip(steps(&news, &from)).enumerate() {
            match both.next_if(|(_, other)| *other == place) {
                Some(&(one, _)) => {
                    is_reordered |= last > Some(one);
                    last = Some(one);
                    if olds[one] != *node {
                        self.both(olds[one], node, &step);
                    }
                }
                None => self.alone(node, &step, DiffKind::Added),
            }
        }
        for place in pairs.old {
            self.alone(olds[place], &old_steps[place], DiffKind::Removed);
        }
        if is_reordered {
            let path = path.to_owned();
            self.found.push(FieldDiff { path, change: DiffKind::Reordered, old: None, new: None });
        }
    }

    fn attributes(&mut self, old: &Normal, new: &Normal, path: &str) {
        let mut values: BTreeMap<&str, [Option<&str>; 2]> = BTreeMap::new();
        for (side, node) in [old, new].into_iter().enumerate() {
            for (name, value) in &node.attributes {
                values.entry(name).or_default()[side] = Some(value);
            }
        }
        for (name, [one, other]) in values {
            if one != other {
                self.tell(attribute(path, name), one.map(str::to_owned), other.map(str::to_owned));
            }
        }
    }

    fn tell(&mut self, path: String, old: Option<String>, new: Option<String>) {
        let change = match (&old, &new) {
            (None, _) => DiffKind::Added,
            (_, None) => DiffKind::Removed,
            _ => DiffKind::Changed,
        };
        self.found.push(FieldDiff { path, change, old, new });
    }

    /// Everything in an element that one side only has.
    fn alone(&mut self, node: &Normal, path: &str, change: DiffKind) {
        let mut values: Vec<(String, &str)> =
            node.attributes.iter().map(|(name, value)| (attribute(path, name), value.as_str())).collect();
        if node.children.is_empty() {
            values.push((path.to_owned(), &node.text));
        }
        for (path, value) in values {
            let value = Some(value.to_owned());
            match change {
                DiffKind::Removed => self.tell(path, value, None),
                _ => self.tell(path, None, value),
            }
        }
        let children: Vec<_> = node.children.iter().collect();
        for (child, segment) in node.children.iter().zip(segments(&children, &BTreeMap::new())) {
            self.alone(child, &join(path, &segment), change);
        }
    }
}

/// Pairs children that bear the same name: by their numbers, then as they stand.
fn pair_children(old: &[&Normal], new: &[&Normal]) -> Pairs {
    let mut pairs = pair_by(old, new, |node| (node.name.as_str(), numero(node)));
    let (ones, others) = (std::mem::take(&mut pairs.old), std::mem::take(&mut pairs.new));
    let left: Vec<_> = ones.iter().map(|&place| old[place]).collect();
    let right: Vec<_> = others.iter().map(|&place| new[place]).collect();
    let more = pair_by(&left, &right, |node| node.name.as_str());
    pairs.both.extend(more.both.iter().map(|&(one, other)| (ones[one], others[other])));
    pairs.both.sort_unstable_by_key(|(_, place)| *place);
    pairs.old = more.old.iter().map(|&one| ones[one]).collect();
    pairs.new = more.new.iter().map(|&other| others[other]).collect();
    pairs
}

/// How many elements bear each name.
fn names<'n>(nodes: &[&'n Normal]) -> BTreeMap<&'n str, usize> {
    nodes.iter().fold(BTreeMap::new(), |mut names, node| {
        *names.entry(node.name.as_str()).or_default() += 1;
        names
    })
}

/// The step of a path to each: its name, and its rank where one side has several of that name.
fn segments(nodes: &[&Normal], others: &BTreeMap<&str, usize>) -> Vec<String> {
    let many = names(nodes);
    let mut ranks: BTreeMap<&str, usize> = BTreeMap::new();
    let of = |names: &BTreeMap<&str, usize>, name: &str| names.get(name).copied().unwrap_or_default();
    nodes
        .iter()
        .map(|node| {
            let name = node.name.as_str();
            let rank = ranks.entry(name).or_default();
            *rank += 1;
            if of(&many, name) > 1 || of(others, name) > 1 {
                format!("{name}[{rank}]")
            } else {
                name.to_owned()
            }
        })
        .collect()
}

fn join(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") }
}

fn attribute(path: &str, name: &str) -> String {
    join(path, &format!("@{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;

    fn normal(content: &str) -> Normal {
        let feed = format!("<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>{content}</offres></lheo>");
        let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
        Normal::of(reader.next_record().unwrap().unwrap().root())
    }

    /// One line for each difference.
    fn told(old: &str, new: &str) -> Vec<String> {
        let found = compare(&normal(old), &normal(new), Some("action"));
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        found.iter().map(|f| format!("{} {} {} {}", f.change, f.path, value(&f.old), value(&f.new))).collect()
    }

    #[test]
    fn every_value_is_seen() {
        let old = "<formation datemaj='1'><intitule-formation>a</intitule-formation><contact-formation><coordonnees><nom>n</nom></coordonnees></contact-formation></formation>";
        let new = "<formation ref='x' datemaj='2'><intitule-formation>b</intitule-formation><contact-formation><coordonnees><prenom>p</prenom></coordonnees></contact-formation><inconnu/></formation>";
        assert_eq!(
            told(old, new),
            [
                "changed @datemaj 1 2",
                "added @ref - x",
                "changed intitule-formation a b",
                "added contact-formation/coordonnees/prenom - p",
                "removed contact-formation/coordonnees/nom n -",
                "added inconnu - ",
            ]
        );
        assert_eq!(told(old, old), [""; 0]);
    }

    #[test]
    fn lists_are_compared_by_their_contents() {
        let list = |texts: &[&str]| {
            let items: Vec<_> = texts.iter().map(|text| format!("<code-ROME>{text}</code-ROME>")).collect();
            let items = items.concat();
            format!("<formation><domaine-formation>{items}</domaine-formation></formation>")
        };
        let path = "domaine-formation/code-ROME";
        assert_eq!(told(&list(&["a", "b"]), &list(&["b"])), [format!("removed {path}[1] a -")]);
        assert_eq!(told(&list(&["a", "b"]), &list(&["x", "a", "b"])), [format!("added {path}[1] - x")]);
        assert_eq!(told(&list(&["a", "b"]), &list(&["a", "c"])), [format!("changed {path}[2] b c")]);
        assert_eq!(told(&list(&["a", "b"]), &list(&["b", "a"])), ["reordered domaine-formation - -"]);
    }

    #[test]
    fn parts_are_left_to_others() {
        assert_eq!(told("<formation><action>a</action></formation>", "<formation></formation>"), [""; 0]);
    }

    #[test]
    fn what_held_elements_and_holds_text() {
        let old = "<formation><extras><extra>a</extra></extras></formation>";
        let new = "<formation><extras>a</extras></formation>";
        assert_eq!(told(old, new), ["added extras - a", "removed extras/extra a -"]);
        let new = "<formation><extras/></formation>";
        assert_eq!(told(old, new), ["removed extras/extra a -"]);
    }
}
