//! Which format a document is in, from what its root element says.

use crate::dialect::{Dialect, Element, Recognition};

/// Formats older than the ones sofi checks, with the versions that their namespaces end with.
const OLD: [(&str, &str); 2] = [("1.3", "1.3"), ("1.2", "1.2")];

/// Says which dialect a document is in.
///
/// The namespace of the root element decides. `schema_location` (the value of `xsi:schemaLocation` or of
/// `xsi:noNamespaceSchemaLocation`) only helps to guess what was meant when there is no namespace.
///
/// ```
/// use sofi_lheo::{Dialect, Recognition, recognise};
///
/// assert_eq!(recognise(Some("http://lheo.gouv.fr/2.3"), None, "lheo"), Recognition::Known(Dialect::Lheo23));
/// assert_eq!(recognise(Some("https://lheo.gouv.fr/2.3/"), None, "lheo"), Recognition::Misnomer(Dialect::Lheo23));
/// assert_eq!(recognise(Some("http://www.lheo.org/1.3.0"), None, "lheo"), Recognition::Old("1.3"));
/// assert_eq!(recognise(None, None, "lheo-leger"), Recognition::Old("leger"));
/// assert_eq!(recognise(None, None, "html"), Recognition::Unknown);
/// ```
pub fn recognise(
    namespace: Option<&str>,
    schema_location: Option<&str>,
    root_local_name: &str,
) -> Recognition {
    match namespace.filter(|namespace| !namespace.is_empty()) {
        Some(namespace) => match Dialect::from_namespace(namespace) {
            Some(dialect) => Recognition::Known(dialect),
            None => meant(namespace, root_local_name),
        },
        None => without_namespace(schema_location.unwrap_or_default(), root_local_name),
    }
}

fn without_namespace(schema_location: &str, root: &str) -> Recognition {
    if root == "lheo-leger" {
        return Recognition::Old("leger");
    }
    // A document without a namespace may be anything: only the names that LHEO gives to its roots tell.
    let is_root = |dialect: Dialect| dialect.schema().roots.iter().any(|element| element.name() == root);
    let named = schema_location
        .split_whitespace()
        .map(|word| Dialect::from_namespace(word).map_or_else(|| meant(word, root), Recognition::Misnomer))
        .find(|recognition| *recognition != Recognition::Unknown);
    match named {
        Some(Recognition::Misnomer(dialect)) if !is_root(dialect) => Recognition::Unknown,
        Some(recognition) => recognition,
        // LHEO 2.3 holds all of 2.2, hence the best guess.
        None if is_root(Dialect::Lheo23) => Recognition::Misnomer(Dialect::Lheo23),
        None => Recognition::Unknown,
    }
}

/// What an inexact namespace (or a word of a schema location) was meant to name.
fn meant(written: &str, root: &str) -> Recognition {
    let plain = plain(written);
    if let Some(dialect) = Dialect::ALL.into_iter().find(|dialect| self::plain(dialect.namespace()) == plain)
    {
        return Recognition::Misnomer(dialect);
    }
    if !plain.contains("lheo") {
        return Recognition::Unknown;
    }
    if let Some((_, name)) = OLD.into_iter().find(|(version, _)| has_version(&plain, version)) {
        return Recognition::Old(name);
    }
    // The right version at another address: `http://www.lheo.org/2.3`, a draft such as `…/2.3-alpha`, ….
    let defines = |dialect: Dialect| {
        Element::from_name(root).is_some_and(|element| dialect.schema().element(element).is_some())
    };
    Dialect::ALL
        .into_iter()
        .find(|dialect| has_version(&plain, dialect.as_str()) && defines(*dialect))
        .map_or(Recognition::Unknown, Recognition::Misnomer)
}

/// A namespace without what people get wrong in it: scheme, `www.`, case, blanks, trailing slash.
fn plain(namespace: &str) -> String {
    let lower = namespace.trim().to_lowercase();
    let address = lower.split_once("://").map_or(lower.as_str(), |(_, address)| address);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches(['/', '#']).to_owned()
}

/// Does `text` hold this version number, and not as a part of another number (`12.3`, `2.31`, `1.2.3`)?
fn has_version(text: &str, version: &str) -> bool {
    text.match_indices(version).any(|(start, _)| {
        let (before, from) = text.split_at(start);
        let before = before.chars().next_back();
        let after = from.split_at(version.len()).1.chars().next();
        !before.is_some_and(|c| c.is_ascii_digit() || c == '.') && !after.is_some_and(|c| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::recognise;
    use crate::dialect::{Dialect, Recognition};

    fn of(namespace: &str) -> Recognition {
        recognise(Some(namespace), None, "lheo")
    }

    fn without(schema_location: &str, root: &str) -> Recognition {
        recognise(None, Some(schema_location), root)
    }

    #[test]
    fn exact_namespaces_are_known_whatever_the_root() {
        for dialect in Dialect::ALL {
            for root in ["lheo", "formation", "n-importe-quoi"] {
                assert_eq!(recognise(Some(dialect.namespace()), None, root), Recognition::Known(dialect));
            }
        }
    }

    #[test]
    fn old_formats_are_named() {
        assert_eq!(of("http://www.lheo.org/1.2"), Recognition::Old("1.2"));
        assert_eq!(of("http://www.lheo.org/1.3.0"), Recognition::Old("1.3"));
        assert_eq!(of("http://www.lheo.org/1.3.1/"), Recognition::Old("1.3"));
        assert_eq!(recognise(None, None, "lheo-leger"), Recognition::Old("leger"));
        assert_eq!(recognise(Some(""), None, "lheo-leger"), Recognition::Old("leger"));
        assert_eq!(without("http://www.lheo.org/1.3.0 lheo.xsd", "lheo"), Recognition::Old("1.3"));
    }

    #[test]
    fn small_slips_are_misnomers() {
        for (namespace, dialect) in [
            ("https://lheo.gouv.fr/2.3", Dialect::Lheo23),
            ("http://lheo.gouv.fr/2.3/", Dialect::Lheo23),
            ("http://www.lheo.gouv.fr/2.3", Dialect::Lheo23),
            ("HTTP://LHEO.GOUV.FR/2.3", Dialect::Lheo23),
            (" http://lheo.gouv.fr/2.3 ", Dialect::Lheo23),
            ("http://lheo.org/2.2", Dialect::Lheo22),
            ("https://www.lheo.org/2.2/", Dialect::Lheo22),
            ("http://www.LHEO.org/2.0", Dialect::Lheo20),
            ("http://www.of.moncompteformation.gouv.fr", Dialect::Edof),
            ("https://of.moncompteformation.gouv.fr/", Dialect::Edof),
        ] {
            assert_eq!(of(namespace), Recognition::Misnomer(dialect), "{namespace}");
        }
    }

    #[test]
    fn another_address_with_the_right_version_is_a_misnomer() {
        for (namespace, dialect) in [
            ("http://www.lheo.org/2.3", Dialect::Lheo23),
            ("http://lheo.gouv.fr/2.2", Dialect::Lheo22),
            ("http://lheo.gouv.fr/2.3.0", Dialect::Lheo23),
            ("http://lheo.gouv.fr/2.3-alpha", Dialect::Lheo23),
            ("http://www.lheo.org/2.3alpha1", Dialect::Lheo23),
            ("urn:lheo:2.1", Dialect::Lheo21),
        ] {
            assert_eq!(of(namespace), Recognition::Misnomer(dialect), "{namespace}");
        }
    }

    #[test]
    fn a_missing_namespace_is_guessed() {
        assert_eq!(recognise(None, None, "lheo"), Recognition::Misnomer(Dialect::Lheo23));
        assert_eq!(recognise(None, None, "lheo-index"), Recognition::Misnomer(Dialect::Lheo23));
        assert_eq!(recognise(Some(""), None, "lheo"), Recognition::Misnomer(Dialect::Lheo23));
        let cases = [
            ("http://www.lheo.org/2.2 http://www.lheo.org/2.2/lheo.xsd", Dialect::Lheo22),
            ("https://www.of.moncompteformation.gouv.fr edof.xsd", Dialect::Edof),
            ("lheo-2.2.xsd", Dialect::Lheo22),
            ("lheo.xsd", Dialect::Lheo23),
        ];
        for (location, dialect) in cases {
            assert_eq!(without(location, "lheo"), Recognition::Misnomer(dialect), "{location}");
        }
    }

    #[test]
    fn anything_else_is_unknown() {
        for namespace in
            ["urn:x", "http://www.w3.org/1999/xhtml", "http://lheo.gouv.fr/loms", "http://www.lheo.org/12.3"]
        {
            assert_eq!(of(namespace), Recognition::Unknown, "{namespace}");
        }
        assert_eq!(of("http://lheo.gouv.fr/2.31"), Recognition::Unknown);
        assert_eq!(of("http://lheo.gouv.fr/1.0.2.3"), Recognition::Unknown);
        assert_eq!(recognise(Some("http://example.org/lheo/2.3"), None, "extension"), Recognition::Unknown);
        assert_eq!(recognise(None, None, "formation"), Recognition::Unknown);
        assert_eq!(recognise(None, None, "html"), Recognition::Unknown);
        assert_eq!(
            without("https://www.of.moncompteformation.gouv.fr edof.xsd", "lheo-index"),
            Recognition::Unknown
        );
    }
}
