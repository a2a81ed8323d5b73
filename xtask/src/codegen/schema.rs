//! What a schema file says, before it becomes Rust.

/// A dialect.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Name of the file, for errors.
    pub file: String,
    /// Short name.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// XML namespace.
    pub namespace: String,
    /// Is it a reconstruction?
    pub reconstructed: bool,
    /// Root elements.
    pub roots: Vec<Named>,
    /// Every attribute and its kind.
    pub kinds: Vec<AttributeKind>,
    /// Attributes that every element may bear.
    pub common: Vec<Named>,
    /// Elements.
    pub elements: Vec<Element>,
    /// Code tables.
    pub tables: Vec<Table>,
}

/// A name and the line where it stands.
#[derive(Debug, Clone)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Line, from 1.
    pub line: usize,
}

/// The kind of an attribute, the same on every element of the dialect.
#[derive(Debug, Clone)]
pub struct AttributeKind {
    /// Name of the attribute.
    pub name: String,
    /// Variant of `AttributeKind` in sofi-lheo.
    pub kind: &'static str,
}

/// An element.
#[derive(Debug, Clone)]
pub struct Element {
    /// Name.
    pub name: String,
    /// Line of its definition.
    pub line: usize,
    /// French label.
    pub label: String,
    /// What it holds.
    pub content: Content,
    /// Attributes besides the common ones, or stricter than them.
    pub attributes: Vec<Attribute>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// `suite`.
    Sequence(Vec<Particle>),
    /// `choix`.
    Choice(Range, Vec<Particle>),
    /// `texte`.
    Text(Range, Option<Pattern>),
    /// `code`.
    Key(String),
    /// `entier`.
    Int(Option<Range>),
    /// `date`.
    Date,
    /// `libre`.
    Any,
}

/// A shape of a text.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// A prefix and digits.
    PrefixedDigits(String),
    /// A telephone number.
    PhoneDigits,
}

/// Two bounds, both included; no upper bound for `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Lower bound.
    pub min: u32,
    /// Upper bound.
    pub max: Option<u32>,
}

/// A child and its number of occurrences.
#[derive(Debug, Clone)]
pub struct Particle {
    /// Name of the child.
    pub name: String,
    /// Line.
    pub line: usize,
    /// Occurrences; one for the children of a choice.
    pub range: Range,
}

/// An attribute of one element.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Name.
    pub name: String,
    /// Variant of `Required` in sofi-lheo.
    pub required: &'static str,
}

/// A code table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name.
    pub name: String,
    /// Line of its definition.
    pub line: usize,
    /// French title.
    pub label: String,
    /// Codes.
    pub codes: Vec<Code>,
}

/// A code of a table.
#[derive(Debug, Clone)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Line.
    pub line: usize,
    /// What it means; empty for an alias.
    pub label: String,
    /// The code that it stands for.
    pub alias_of: Option<String>,
    /// For old data only?
    pub obsolete: bool,
}

impl Schema {
    /// The attributes of an element, common ones first, each with its kind and requirement.
    pub fn attributes<'a>(&'a self, element: &'a Element) -> Vec<(&'a str, &'static str, &'static str)> {
        let own = |name: &str| element.attributes.iter().find(|attribute| attribute.name == name);
        let kind = |name: &str| {
            self.kinds
                .iter()
                .find(|attribute| attribute.name == name)
                .map_or("Text", |attribute| attribute.kind)
        };
        let common = self.common.iter().map(|attribute| attribute.name.as_str());
        let more = element
            .attributes
            .iter()
            .map(|attribute| attribute.name.as_str())
            .filter(|name| self.common.iter().all(|attribute| attribute.name != *name));
        common
            .chain(more)
            .map(|name| (name, kind(name), own(name).map_or("No", |attribute| attribute.required)))
            .collect()
    }
}
