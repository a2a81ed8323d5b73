//! Prefixes and the namespaces that they are bound to.

/// The namespace of `xsi:nil`, `xsi:type` and `xsi:schemaLocation`.
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of the prefix `xml`.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`.
pub(crate) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// A namespace: a number, the same for the same string throughout a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Namespace(u32);

/// The bindings in scope.
#[derive(Debug)]
pub(crate) struct Namespaces {
    uris: Vec<String>,
    bindings: Vec<Binding>,
}

#[derive(Debug)]
struct Binding {
    prefix: String,
    /// `None` undoes a default namespace.
    namespace: Option<Namespace>,
    depth: usize,
}

impl Namespaces {
    pub(crate) fn new() -> Self {
        let mut namespaces = Self { uris: Vec::new(), bindings: Vec::new() };
        namespaces.bind("xml", XML, 0);
        namespaces
    }

    /// Binds a prefix (empty for the default namespace) for the element at this depth and what it holds.
    pub(crate) fn bind(&mut self, prefix: &str, uri: &str, depth: usize) {
        let namespace = (!uri.is_empty()).then(|| self.intern(uri));
        self.bindings.push(Binding { prefix: prefix.to_owned(), namespace, depth });
    }

    /// Forgets the bindings of elements deeper than this.
    pub(crate) fn leave(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|binding| binding.depth > depth) {
            self.bindings.pop();
        }
    }

    /// The namespace of a prefix: `Err` when it is not declared, `Ok(None)` when there is none.
    pub(crate) fn resolve(&self, prefix: &str) -> Result<Option<Namespace>, Undeclared> {
        match self.bindings.iter().rev().find(|binding| binding.prefix == prefix) {
            Some(binding) => Ok(binding.namespace),
            None if prefix.is_empty() => Ok(None),
            None => Err(Undeclared),
        }
    }

    /// The string of a namespace.
    pub(crate) fn uri(&self, namespace: Namespace) -> &str {
        &self.uris[namespace.0 as usize]
    }

    /// Namespaces not in use are forgotten, so that a document cannot make the list grow for ever; the
    /// ones in use keep their numbers.
    fn intern(&mut self, uri: &str) -> Namespace {
        if let Some(i) = self.uris.iter().position(|known| known == uri) {
            return Namespace(i as u32);
        }
        let in_use = |i: usize| self.bindings.iter().any(|b| b.namespace == Some(Namespace(i as u32)));
        if self.uris.len() > 64
            && let Some(i) = (0..self.uris.len()).find(|&i| !in_use(i))
        {
            uri.clone_into(&mut self.uris[i]);
            return Namespace(i as u32);
        }
        self.uris.push(uri.to_owned());
        Namespace((self.uris.len() - 1) as u32)
    }
}

/// The prefix is bound to nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Undeclared;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_bindings_hide_outer_ones_until_left() {
        let mut ns = Namespaces::new();
        ns.bind("", "urn:a", 1);
        let a = ns.resolve("").unwrap();
        ns.bind("", "", 2);
        assert_eq!(ns.resolve(""), Ok(None));
        ns.leave(1);
        assert_eq!(ns.resolve(""), Ok(a));
        assert_eq!(ns.resolve("p"), Err(Undeclared));
        assert_eq!(ns.uri(ns.resolve("xml").unwrap().unwrap()), XML);
    }

    #[test]
    fn the_list_of_namespaces_is_bounded() {
        let mut ns = Namespaces::new();
        for i in 0..10_000 {
            ns.bind("p", &format!("urn:{i}"), 1);
            ns.leave(0);
        }
        assert!(ns.uris.len() < 100);
    }
}
