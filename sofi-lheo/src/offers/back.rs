//! An offer written back: what differs between two trees, as edits of the record that the first one was projected from.

use super::tree::Tree;
use crate::{EditError, Edits, Element, Node, edit::Order, element as e};

/// Changes an element, which says `old`, into one that says `new`.
pub(super) fn write<'r>(
    old: &Tree,
    new: &Tree,
    node: Node<'r>,
    edits: &mut Edits<'r>,
) -> Result<(), EditError> {
    if old == new {
        return Ok(());
    }
    if old.text != new.text {
        edits.set_text(node, new.text.as_deref().unwrap_or_default())?;
    }
    for (name, value) in &new.attributes {
        if old.attribute(name) != Some(value) {
            edits.set_attribute(node, name, value)?;
        }
    }
    for (name, _) in &old.attributes {
        if new.attribute(name).is_none() {
            edits.remove_attribute(node, name)?;
        }
    }
    let mut names: Vec<&'static str> = Vec::new();
    for child in old.children.iter().chain(&new.children) {
        if !names.contains(&child.name) {
            names.push(child.name);
        }
    }
    for name in names {
        let named = |tree: &'_ Tree| tree.name == name;
        let olds: Vec<&Tree> = old.children.iter().filter(|tree| named(tree)).collect();
        let news: Vec<&Tree> = new.children.iter().filter(|tree| named(tree)).collect();
        if olds == news {
            continue;
        }
        let Some(element) = Element::from_name(name) else { continue };
        let nodes: Vec<Node<'r>> = node.children().filter(|child| child.element() == Some(element)).collect();
        write_all(&olds, &news, &nodes, (node, element), edits)?;
    }
    Ok(())
}

/// Changes the children of one name. The n-th node says what the n-th of `olds` says.
fn write_all<'r>(
    olds: &[&Tree],
    news: &[&Tree],
    nodes: &[Node<'r>],
    (parent, element): (Node<'r>, Element),
    edits: &mut Edits<'r>,
) -> Result<(), EditError> {
    let nothing = Tree::default();
    // A node that says nothing of the model (an empty element) may be filled.
    let said = olds.len().max(nodes.len().min(news.len()));
    let old = |index: usize| olds.get(index).copied().unwrap_or(&nothing);
    let matched = matched(olds, news, said.min(nodes.len()));
    for (index, node) in nodes.iter().enumerate().take(olds.len()) {
        if matched.iter().all(|with| *with != Some(index)) {
            take_away(old(index), *node, edits)?;
        }
    }
    let info = parent.attribute("info");
    let order = edits.order(parent, info.as_deref()).filter(|order| is_ordered(*order, parent));
    let mut before: Option<Node<'r>> = None;
    let mut position = 0;
    while let Some(new) = news.get(position) {
        if let Some(index) = matched[position] {
            write(old(index), new, nodes[index], edits)?;
            before = Some(nodes[index]);
            position += 1;
            continue;
        }
        let run = position + matched[position..].iter().take_while(|with| with.is_none()).count();
        let after = matched.get(run).copied().flatten();
        let is_by_name =
            order.is_some_and(|order| (position..run).all(|new| is_in_order(order, element, news, new)));
        for new in &news[position..run] {
            let fragment = new.fragment(element);
            match (before, after) {
                _ if is_by_name => edits.insert(parent, fragment)?,
                (Some(before), _) => edits.insert_next(before, fragment)?,
                (None, Some(after)) => edits.insert_previous(nodes[after], fragment)?,
                (None, None) => edits.insert(parent, fragment)?,
            }
        }
        position = run;
    }
    Ok(())
}

/// Does this element hold what the order of names knows in that order?
fn is_ordered(order: Order<'_>, parent: Node<'_>) -> bool {
    let ranks = parent.children().filter_map(|child| {
        let info = child.attribute("info");
        let element = child.element().filter(|_| order.is_of_name(info.as_deref()))?;
        Some(order.rank(element, info.as_deref()))
    });
    ranks.is_sorted()
}

/// Does the order of names put it where it is among its like? Then it also tells its place among others.
fn is_in_order(order: Order<'_>, element: Element, news: &[&Tree], position: usize) -> bool {
    let rank = |tree: &&Tree| order.rank(element, tree.attribute("info"));
    let is_known = |tree: &&&Tree| order.is_of_name(tree.attribute("info"));
    let Some(own) = news.get(position).filter(is_known) else { return false };
    let (before, after) = (&news[..position], &news[position + 1..]);
    before.last().is_none_or(|last| is_known(&last))
        && before.iter().filter(is_known).all(|before| rank(before) < rank(own))
        && after.iter().all(|after| rank(own) < rank(after))
}

/// For each of `news`, which of the nodes it goes on from.
fn matched(olds: &[&Tree], news: &[&Tree], nodes: usize) -> Vec<Option<usize>> {
    let mut matched = vec![None; news.len()];
    // The longest common subsequence, by what tells elements apart.
    let olds = &olds[..olds.len().min(nodes)];
    let mut longest = vec![vec![0_u32; news.len() + 1]; olds.len() + 1];
    for (i, old) in olds.iter().enumerate().rev() {
        for (j, new) in news.iter().enumerate().rev() {
            longest[i][j] = if is_same(old, new) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < olds.len() && j < news.len() {
        if is_same(olds[i], news[j]) {
            matched[j] = Some(i);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    // What is left between two that match has changed, unless it says by its number or its name that it is another one.
    let mut free = 0;
    for j in 0..news.len() {
        if let Some(index) = matched[j] {
            free = index + 1;
            continue;
        }
        let end = matched[j..].iter().flatten().next().copied().unwrap_or(nodes);
        let fits = |index: &usize| olds.get(*index).is_none_or(|old| may_become(old, news[j]));
        if let Some(index) = (free..end).find(fits) {
            matched[j] = Some(index);
            free = index + 1;
        }
    }
    matched
}

fn is_same(old: &Tree, new: &Tree) -> bool {
    match (old.attribute("numero"), new.attribute("numero")) {
        (Some(old_numero), Some(new_numero)) => old_numero == new_numero && may_be_named(old, new),
        _ => old == new,
    }
}

fn may_become(old: &Tree, new: &Tree) -> bool {
    (old.attribute("numero").is_none() || new.attribute("numero").is_none()) && may_be_named(old, new)
}

/// Additions are what their `info` says.
fn may_be_named(old: &Tree, new: &Tree) -> bool {
    let is_addition = [e::EXTRA, e::EXTRAS].iter().any(|element| element.name() == new.name);
    // The tree of a node that says nothing has no name.
    !is_addition || old.name.is_empty() || old.attribute("info") == new.attribute("info")
}

/// Takes away what an element says of the model, and the element too unless something else would go with it.
fn take_away<'r>(old: &Tree, node: Node<'r>, edits: &mut Edits<'r>) -> Result<(), EditError> {
    let is_of_model = |child: Node<'_>| old.children.iter().any(|it| it.name == child.local_name());
    if old.is_part || old.text.is_some() || node.children().all(is_of_model) {
        edits.remove(node)
    } else {
        write(old, &Tree { name: old.name, ..Tree::default() }, node, edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(numero: &str) -> Tree {
        Tree { name: "session", attributes: vec![("numero", numero.to_owned())], ..Tree::default() }
    }

    #[test]
    fn elements_are_known_again_by_their_number() {
        let trees = ["a", "b", "c", "d"].map(session);
        let pick = |which: &[usize]| which.iter().map(|i| &trees[*i]).collect::<Vec<_>>();
        assert_eq!(matched(&pick(&[0, 1, 2]), &pick(&[0, 2]), 3), [Some(0), Some(2)]);
        assert_eq!(matched(&pick(&[0, 2]), &pick(&[0, 1, 2, 3]), 2), [Some(0), None, Some(1), None]);
        assert_eq!(matched(&pick(&[0]), &pick(&[1]), 1), [None]);
        let unnamed = Tree { name: "session", ..Tree::default() };
        assert_eq!(matched(&pick(&[0]), &[&unnamed], 1), [Some(0)]);
        assert_eq!(matched(&[], &pick(&[0]), 1), [Some(0)], "an element that says nothing is filled");
    }
}
