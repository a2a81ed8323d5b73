//! The dialects of LHEO as data: which elements exist, what each one holds, with which lengths and codes.
//!
//! The facts themselves are written once, in `sofi-lheo/schema/`, and turned into the tables of
//! [`generated`](crate::generated) by `cargo xtask codegen`. This file holds the types of those tables and
//! the questions one asks them.

use std::fmt;

use crate::generated;

/// The name of an element, in any dialect: a small number, the same in all of them.
///
/// ```
/// use sofi_lheo::Element;
///
/// let siret = Element::from_name("SIRET").expect("SIRET is an element of LHEO");
/// assert_eq!(siret.name(), "SIRET");
/// assert_eq!(Element::from_name("siret"), None, "names are case-sensitive");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Element(pub(crate) u16);

impl Element {
    /// The element that bears this local name in at least one dialect.
    pub fn from_name(name: &str) -> Option<Self> {
        generated::element_from_name(name)
    }

    /// The local name, exactly as LHEO spells it.
    #[expect(clippy::indexing_slicing, reason = "only made of the names that there are")]
    pub fn name(self) -> &'static str {
        generated::ELEMENT_NAMES[usize::from(self.0)]
    }

    /// Position of the element in the list of all names, from 0: an index for tables.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.name())
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A dialect whose content sofi knows in full.
///
/// Older formats are [recognised](Recognition::Old) but not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// LHEO 2.0 (2010), reconstructed: no official XSD of it has been published again.
    Lheo20,
    /// LHEO 2.1, reconstructed.
    Lheo21,
    /// LHEO 2.2 (2013).
    Lheo22,
    /// LHEO 2.3 (2022).
    Lheo23,
    /// The catalogue format of Mon Compte Formation (EDOF, XSD v5r2): a restriction of LHEO 2.3.
    Edof,
}

impl Dialect {
    /// Every dialect, oldest first.
    pub const ALL: [Self; 5] = [Self::Lheo20, Self::Lheo21, Self::Lheo22, Self::Lheo23, Self::Edof];

    /// The short name used by the command line and by reports: `2.0`, `2.1`, `2.2`, `2.3` or `edof`.
    pub fn as_str(self) -> &'static str {
        self.schema().id
    }

    /// The tables of the dialect.
    pub fn schema(self) -> &'static Schema {
        match self {
            Self::Lheo20 => &generated::LHEO_2_0,
            Self::Lheo21 => &generated::LHEO_2_1,
            Self::Lheo22 => &generated::LHEO_2_2,
            Self::Lheo23 => &generated::LHEO_2_3,
            Self::Edof => &generated::EDOF,
        }
    }

    /// The XML namespace that names this dialect.
    pub fn namespace(self) -> &'static str {
        self.schema().namespace
    }

    /// The dialect that a namespace names; `None` for any other string.
    ///
    /// ```
    /// use sofi_lheo::Dialect;
    ///
    /// assert_eq!(Dialect::from_namespace("http://lheo.gouv.fr/2.3"), Some(Dialect::Lheo23));
    /// assert_eq!(Dialect::from_namespace("https://lheo.gouv.fr/2.3"), None);
    /// ```
    pub fn from_namespace(namespace: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.namespace() == namespace)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.as_str() == text)
            .ok_or_else(|| UnknownDialect(text.to_owned()))
    }
}

/// A string that names no dialect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown dialect {0:?}: expected 2.0, 2.1, 2.2, 2.3 or edof")]
pub struct UnknownDialect(String);

/// Everything that a dialect says, as written in its schema file.
#[derive(Debug)]
pub struct Schema {
    /// Short name: see [`Dialect::as_str`].
    pub id: &'static str,
    /// Name for people: `LHEO 2.3`.
    pub title: &'static str,
    /// XML namespace.
    pub namespace: &'static str,
    /// True when no official XSD of the dialect was available and the tables are a reconstruction.
    pub reconstructed: bool,
    /// Elements that a document of the dialect may have as its root.
    pub roots: &'static [Element],
    /// The elements, in the order of the schema file.
    pub elements: &'static [ElementDef],
    /// For each [`Element::index`], its position in `elements`, or `u16::MAX`.
    pub(crate) lookup: &'static [u16],
    /// The code tables.
    pub dictionaries: &'static [Dictionary],
}

impl Schema {
    /// The definition of an element in this dialect.
    pub fn element(&self, element: Element) -> Option<&'static ElementDef> {
        self.elements.get(usize::from(*self.lookup.get(element.index())?))
    }

    /// The definition of the element that bears this name.
    pub fn element_named(&self, name: &str) -> Option<&'static ElementDef> {
        self.element(Element::from_name(name)?)
    }
}

/// What one element is in one dialect.
#[derive(Debug)]
pub struct ElementDef {
    /// The element.
    pub element: Element,
    /// Its French label, as the standard words it.
    pub label: &'static str,
    /// What it may hold.
    pub content: Content,
    /// Its attributes, in the order of the schema file; empty when it may bear none.
    pub attributes: &'static [AttributeDef],
}

impl ElementDef {
    /// May this child occur more than once in it?
    pub(crate) fn repeats(&self, child: Element) -> bool {
        match self.content {
            Content::Sequence(particles) => particles.iter().any(|p| p.element == child && p.repeats()),
            Content::Choice { max, .. } => max > 1,
            _ => false,
        }
    }
}

/// What an element may hold.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// These children, in this order, and no text.
    Sequence(&'static [Particle]),
    /// Between `min` and `max` children taken among these, in any order, and no text.
    Choice {
        /// The children to choose from; their own `min` and `max` mean nothing here.
        of: &'static [Particle],
        /// Least number of children.
        min: u16,
        /// Greatest number of children, [`Particle::UNBOUNDED`] for any.
        max: u16,
    },
    /// A text whose length is counted in characters, blanks included.
    Text {
        /// Least length.
        min: u16,
        /// Greatest length.
        max: u16,
        /// The shape that the text must have besides.
        pattern: Option<Pattern>,
    },
    /// One code of a table, blanks around it not counting.
    Key(&'static Dictionary),
    /// A whole number. The bounds are those of the standard; the XSD enforces none but those of 64 bits.
    Int {
        /// Bounds, both included, where the standard gives some.
        bounds: Option<(i64, i64)>,
    },
    /// A date `AAAAMMJJ`, where zeros stand for an unknown day or month.
    Date,
    /// Anything at all (`extra`): any text, any children, and any attribute besides those listed.
    ///
    /// Checking is lax: what a schema defines is checked against it, the rest is let through.
    Any,
}

impl Content {
    /// May it hold this child?
    pub(crate) fn holds(&self, child: Element) -> bool {
        match self {
            Self::Sequence(of) | Self::Choice { of, .. } => {
                of.iter().any(|particle| particle.element == child)
            }
            Self::Any => true,
            Self::Text { .. } | Self::Key(_) | Self::Int { .. } | Self::Date => false,
        }
    }

    /// Is it text, rather than children?
    pub const fn is_leaf(&self) -> bool {
        matches!(self, Self::Text { .. } | Self::Key(_) | Self::Int { .. } | Self::Date)
    }
}

/// A child of a sequence, and how many times it may occur there.
#[derive(Debug, Clone, Copy)]
pub struct Particle {
    /// The child.
    pub element: Element,
    /// Least number of occurrences.
    pub min: u16,
    /// Greatest number of occurrences.
    pub max: u16,
}

impl Particle {
    /// The value of `max` that means "any number".
    pub const UNBOUNDED: u16 = u16::MAX;

    /// May the child occur more than once?
    pub const fn repeats(self) -> bool {
        self.max > 1
    }
}

/// The shapes that the EDOF schema gives to some texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// A prefix followed by one digit or more: `RNCP38596`.
    PrefixedDigits(&'static str),
    /// One digit or more, after an optional `+`: a telephone number.
    PhoneDigits,
}

impl Pattern {
    /// The same as a regular expression, in the notation of XML Schema (which anchors both ends).
    ///
    /// ```
    /// use sofi_lheo::Pattern;
    ///
    /// assert_eq!(Pattern::PrefixedDigits("RS").expression(), "RS[0-9]+");
    /// ```
    pub fn expression(self) -> String {
        match self {
            Self::PrefixedDigits(prefix) => format!("{prefix}[0-9]+"),
            Self::PhoneDigits => r"\+?[0-9]+".to_owned(),
        }
    }

    /// Has a text this shape?
    pub(crate) fn matches(self, text: &str) -> bool {
        let digits = match self {
            Self::PrefixedDigits(prefix) => text.strip_prefix(prefix),
            Self::PhoneDigits => Some(text.strip_prefix('+').unwrap_or(text)),
        };
        digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// An attribute of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeDef {
    /// Its name; attributes of LHEO are in no namespace.
    pub name: &'static str,
    /// What its value must be.
    pub kind: AttributeKind,
    /// When it must be present.
    pub required: Required,
}

/// What the value of an attribute must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeKind {
    /// Any text.
    Text,
    /// `xs:ID`: a name, unique in the document.
    Id,
    /// `xs:IDREF`: the `id` of another element.
    IdRef,
    /// `xs:dateTime`.
    DateTime,
    /// `xs:anyURI`.
    Uri,
}

/// When an attribute must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// Never.
    No,
    /// The standard asks for it, its XSD forgets to: looked at from level `strict` on.
    Standard,
    /// The XSD itself asks for it.
    Xsd,
}

/// A table of codes.
#[derive(Debug)]
pub struct Dictionary {
    /// Its name in the standard, without the prefix `dict-`.
    pub name: &'static str,
    /// Its French title.
    pub label: &'static str,
    /// Its codes, in the order of the standard.
    pub codes: &'static [Code],
}

impl Dictionary {
    /// The entry of a code.
    pub fn get(&self, code: &str) -> Option<&'static Code> {
        self.codes.iter().find(|entry| entry.code == code)
    }
}

/// A code and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code as it stands in a document.
    pub code: &'static str,
    /// What it means, in French.
    pub label: &'static str,
    /// The code that should be written instead, when this one is an alias of it.
    pub alias_of: Option<&'static str>,
    /// The standard keeps it for old data only.
    pub obsolete: bool,
}

/// What a namespace (or its absence) says of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recognition {
    /// A dialect that sofi checks.
    Known(Dialect),
    /// A format older than those, named but not checked: `1.2`, `1.3` or `leger`.
    Old(&'static str),
    /// A well-known misnomer of a dialect: the right namespace is that of the dialect.
    Misnomer(Dialect),
    /// Nothing sofi knows.
    Unknown,
}

impl Recognition {
    /// The dialect that the document is read in, named rightly or not.
    pub const fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Known(dialect) | Self::Misnomer(dialect) => Some(dialect),
            Self::Old(_) | Self::Unknown => None,
        }
    }
}
