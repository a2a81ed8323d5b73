//! Reads a schema file; `sofi-lheo/schema/README.md` describes the format.

use super::schema::{
    Attribute, AttributeKind, Code, Content, Element, Named, Particle, Pattern, Range, Schema, Table,
};

/// A fault of a schema file, with its place.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct SchemaError {
    /// Name of the file.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// What was expected.
    pub message: String,
}

impl SchemaError {
    pub(super) fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

/// The file that this one inherits from, if it says so, and the line that does.
pub fn inherited(text: &str) -> Option<(usize, &str)> {
    text.lines().enumerate().find_map(|(index, line)| {
        let value = line.strip_prefix("hérite")?.trim_start().strip_prefix(':')?;
        Some((index + 1, value.trim()))
    })
}

/// Reads a schema file; `base` is the schema that it inherits from.
pub fn parse(file: &str, text: &str, base: Option<Schema>) -> Result<Schema, SchemaError> {
    let mut schema = base.unwrap_or_default();
    file.clone_into(&mut schema.file);
    let mut parser = Parser { schema, block: Block::None };
    for (index, line) in text.lines().enumerate() {
        let blank = line.trim().is_empty();
        if !blank && !line.starts_with('#') {
            parser.line(line).map_err(|message| SchemaError::new(file, index + 1, message))?;
        } else if blank {
            parser.block = Block::None;
        }
        parser.mark(index + 1);
    }
    Ok(parser.schema)
}

/// What an indented line belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Block {
    None,
    Element,
    Table,
}

struct Parser {
    schema: Schema,
    block: Block,
}

type Outcome<T = ()> = Result<T, String>;

impl Parser {
    fn line(&mut self, line: &str) -> Outcome {
        if line.starts_with([' ', '\t']) {
            let mut words = Words(line.trim());
            return match self.block {
                Block::Element => self.child(&mut words),
                Block::Table => self.code(&mut words),
                Block::None => {
                    Err("this line is indented, but follows no `suite`, `choix` or `table`".into())
                }
            };
        }
        self.block = Block::None;
        let mut words = Words(line);
        match words.word("a name")? {
            "attribut" => self.attribute(&mut words),
            "table" => self.table(&mut words),
            name => {
                words.exact(":")?;
                self.header(name, words.0.trim()).unwrap_or_else(|| self.element(name, &mut words))
            }
        }
    }

    /// Gives their line to what the last line defined.
    fn mark(&mut self, line: usize) {
        let schema = &mut self.schema;
        let named = schema.roots.iter_mut().chain(&mut schema.common).map(|named| &mut named.line);
        let element = schema.elements.last_mut().into_iter().flat_map(|element| {
            let (Content::Sequence(of) | Content::Choice(_, of)) = &mut element.content else {
                return vec![&mut element.line];
            };
            let mut lines: Vec<_> = of.iter_mut().map(|particle| &mut particle.line).collect();
            lines.push(&mut element.line);
            lines
        });
        let table = schema
            .tables
            .last_mut()
            .into_iter()
            .flat_map(|table| table.codes.iter_mut().map(|code| &mut code.line).chain([&mut table.line]));
        for place in named.chain(element).chain(table).filter(|place| **place == 0) {
            *place = line;
        }
    }

    /// A line of the header; `None` when `key` is no key of the header.
    fn header(&mut self, key: &str, value: &str) -> Option<Outcome> {
        let schema = &mut self.schema;
        let target = match key {
            "dialecte" => &mut schema.id,
            "titre" => &mut schema.title,
            "espace-de-noms" => &mut schema.namespace,
            "hérite" => return Some(Ok(())),
            "racines" => {
                schema.roots = names(value);
                return Some(Ok(()));
            }
            "attributs-communs" => {
                match value.strip_prefix('+') {
                    Some(more) => schema.common.extend(names(more)),
                    None => schema.common = names(value),
                }
                return Some(Ok(()));
            }
            "reconstitué" => {
                schema.reconstructed = value == "oui";
                let known = matches!(value, "oui" | "non");
                return Some(if known {
                    Ok(())
                } else {
                    Err(format!("expected `oui` or `non`, found `{value}`"))
                });
            }
            _ => return None,
        };
        value.clone_into(target);
        Some(if value.is_empty() { Err(format!("expected a value after `{key} :`")) } else { Ok(()) })
    }

    fn attribute(&mut self, words: &mut Words<'_>) -> Outcome {
        let name = words.word("the name of an attribute")?.to_owned();
        words.exact(":")?;
        let kind = match words.word("a kind of attribute")? {
            "texte" => "Text",
            "identifiant" => "Id",
            "renvoi" => "IdRef",
            "date-heure" => "DateTime",
            "adresse-web" => "Uri",
            other => {
                return Err(format!(
                    "expected `texte`, `identifiant`, `renvoi`, `date-heure` or `adresse-web`, found `{other}`"
                ));
            }
        };
        if self.schema.kinds.iter().any(|known| known.name == name) {
            return Err(format!("the attribute `{name}` is already defined"));
        }
        self.schema.kinds.push(AttributeKind { name, kind });
        words.end()
    }

    fn element(&mut self, name: &str, words: &mut Words<'_>) -> Outcome {
        let content = match words.word("a kind of content")? {
            "suite" => Content::Sequence(Vec::new()),
            "choix" => Content::Choice(words.range()?, Vec::new()),
            "texte" => {
                let range = words.range()?;
                Content::Text(range, words.pattern()?)
            }
            "code" => Content::Key(words.word("the name of a table")?.to_owned()),
            "entier" => Content::Int(if words.quote_follows() { None } else { Some(words.range()?) }),
            "date" => Content::Date,
            "libre" => Content::Any,
            other => {
                return Err(format!(
                    "expected `suite`, `choix`, `texte`, `code`, `entier`, `date` or `libre`, found `{other}`"
                ));
            }
        };
        if matches!(content, Content::Sequence(_) | Content::Choice(..)) {
            self.block = Block::Element;
        }
        let label = words.quoted()?;
        let attributes = words.attributes()?;
        self.schema.elements.push(Element { name: name.to_owned(), line: 0, label, content, attributes });
        Ok(())
    }

    fn child(&mut self, words: &mut Words<'_>) -> Outcome {
        let name = words.word("the name of a child")?.to_owned();
        match self.schema.elements.last_mut().map(|element| &mut element.content) {
            Some(Content::Sequence(of)) => of.push(Particle { name, line: 0, range: words.range()? }),
            Some(Content::Choice(_, of)) => {
                of.push(Particle { name, line: 0, range: Range { min: 1, max: Some(1) } });
            }
            _ => return Err("a child outside of a `suite` or `choix`".into()),
        }
        words.end()
    }

    fn table(&mut self, words: &mut Words<'_>) -> Outcome {
        let name = words.word("the name of a table")?.to_owned();
        let label = words.quoted()?;
        self.schema.tables.push(Table { name, line: 0, label, codes: Vec::new() });
        self.block = Block::Table;
        words.end()
    }

    fn code(&mut self, words: &mut Words<'_>) -> Outcome {
        let code = words.word("a code")?;
        if !is_plain(code) {
            return Err(format!("expected a code of letters and digits, found `{code}`"));
        }
        let mut code =
            Code { code: code.to_owned(), line: 0, label: String::new(), alias_of: None, obsolete: false };
        if words.quote_follows() {
            code.label = words.quoted()?;
        } else {
            words.exact("=")?;
            code.alias_of = Some(words.word("the code that this one stands for")?.to_owned());
        }
        if !words.0.trim().is_empty() {
            words.exact("obsolète")?;
            code.obsolete = true;
        }
        if let Some(table) = self.schema.tables.last_mut() {
            table.codes.push(code);
        }
        words.end()
    }
}

fn names(value: &str) -> Vec<Named> {
    value.split_whitespace().map(|name| Named { name: name.to_owned(), line: 0 }).collect()
}

/// What is left of a line.
struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    fn word(&mut self, what: &str) -> Outcome<&'a str> {
        let rest = self.0.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        if word.is_empty() || word.starts_with('"') {
            return Err(format!("expected {what}, found {}", shown(word)));
        }
        self.0 = rest;
        Ok(word)
    }

    fn exact(&mut self, expected: &str) -> Outcome {
        match self.word(&format!("`{expected}`"))? {
            word if word == expected => Ok(()),
            word => Err(format!("expected `{expected}`, found `{word}`")),
        }
    }

    fn quote_follows(&self) -> bool {
        self.0.trim_start().starts_with('"')
    }

    fn quoted(&mut self) -> Outcome<String> {
        let rest = self.0.trim_start();
        let (text, rest) = rest
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
            .ok_or_else(|| format!("expected a label between double quotes, found {}", shown(rest)))?;
        self.0 = rest;
        Ok(text.to_owned())
    }

    /// `3`, `0..5` or `1..n`.
    fn range(&mut self) -> Outcome<Range> {
        let word = self.word("a number such as `1`, `0..5` or `1..n`")?;
        let number = |text: &str| text.parse::<u32>().ok();
        let range = match word.split_once("..") {
            Some((min, "n")) => number(min).map(|min| Range { min, max: None }),
            Some((min, max)) => number(min).zip(number(max)).map(|(min, max)| Range { min, max: Some(max) }),
            None => number(word).map(|min| Range { min, max: Some(min) }),
        };
        range.ok_or_else(|| format!("expected a number such as `1`, `0..5` or `1..n`, found `{word}`"))
    }

    fn pattern(&mut self) -> Outcome<Option<Pattern>> {
        if self.quote_follows() {
            return Ok(None);
        }
        self.exact("motif")?;
        match self.word("a pattern such as `RNCP+chiffres` or `telephone`")? {
            "telephone" => Ok(Some(Pattern::PhoneDigits)),
            word => match word.strip_suffix("+chiffres") {
                Some(prefix) if is_plain(prefix) => Ok(Some(Pattern::PrefixedDigits(prefix.to_owned()))),
                _ => {
                    Err(format!("expected a pattern such as `RNCP+chiffres` or `telephone`, found `{word}`"))
                }
            },
        }
    }

    fn attributes(&mut self) -> Outcome<Vec<Attribute>> {
        self.0.split_whitespace().map(attribute).collect()
    }

    fn end(&self) -> Outcome {
        match self.0.trim() {
            "" => Ok(()),
            rest => Err(format!("expected the end of the line, found `{rest}`")),
        }
    }
}

/// `@name`, `@name(attendu)` or `@name(exigé)`.
fn attribute(word: &str) -> Outcome<Attribute> {
    let expected = || format!("expected `@name`, `@name(attendu)` or `@name(exigé)`, found `{word}`");
    let name = word.strip_prefix('@').ok_or_else(expected)?;
    let (name, required) = match name.split_once('(') {
        None => (name, "No"),
        Some((name, "attendu)")) => (name, "Standard"),
        Some((name, "exigé)")) => (name, "Xsd"),
        Some(_) => return Err(expected()),
    };
    Ok(Attribute { name: name.to_owned(), required })
}

/// Letters and digits only: what needs no escape in Rust, XML or a regular expression.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn shown(found: &str) -> String {
    if found.is_empty() { "the end of the line".into() } else { format!("`{found}`") }
}
