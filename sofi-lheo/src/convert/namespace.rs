//! The namespace that names the dialect, wherever a document says it.

use super::{
    line::{Decision, LineKind, Note},
    tree::Branch,
};

pub(super) static NAMESPACE: Decision = Decision::new(
    "namespace",
    LineKind::Mapping,
    "l'espace de noms dit le format",
    "the namespace tells the format",
);

/// From the namespace that a document uses to another one.
#[derive(Debug, Clone)]
pub(super) struct Renaming {
    /// As the document writes it; empty when it has none.
    pub(super) from: String,
    pub(super) to: &'static str,
}

impl Renaming {
    /// Does this source hold the old namespace?
    pub(super) fn concerns(&self, source: &str) -> bool {
        !self.from.is_empty() && source.contains(self.from.as_str())
    }

    /// Changes the declarations of an element and of all that it holds.
    pub(super) fn apply(&self, branch: &mut Branch<'_>) {
        branch.each(&mut |branch| self.element(branch));
    }

    /// Changes the declarations of the root of a document, which must name the dialect.
    pub(super) fn root(&self, root: &mut Branch<'_>, notes: &mut Vec<Note>) {
        self.element(root);
        if self.from.is_empty() {
            root.set_attribute("xmlns", self.to);
        }
        notes.push(Note::new(&NAMESPACE, root.origin).old(self.from.as_str()).new_value(self.to));
    }

    fn element(&self, branch: &mut Branch<'_>) {
        let changed: Vec<(String, String)> = branch
            .attributes()
            .filter_map(|(name, value)| Some((name.to_owned(), self.value(name, value)?)))
            .collect();
        for (name, value) in changed {
            branch.set_attribute(&name, &value);
        }
    }

    /// The new value of an attribute, where it tells the namespace.
    fn value(&self, name: &str, value: &str) -> Option<String> {
        if self.from.is_empty() {
            return None;
        }
        if name == "xmlns" || name.starts_with("xmlns:") {
            return (value == self.from).then(|| self.to.to_owned());
        }
        // Pairs of a namespace and the address of its schema.
        if name.ends_with(":schemaLocation") && value.split_whitespace().any(|word| word == self.from) {
            let words = value.split_inclusive(char::is_whitespace).map(|word| {
                let bare = word.trim_end();
                if bare == self.from {
                    format!("{}{}", self.to, &word[bare.len()..])
                } else {
                    word.to_owned()
                }
            });
            return Some(words.collect());
        }
        None
    }
}
