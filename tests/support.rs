//! Test support: documents built from the tables of a dialect, edited as trees, and checked.

pub mod laws;
pub mod mutants;

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use sofi_cli::{Host, run_with};
use sofi_core::{FileReport, Finding, Level, Severity};
use sofi_lheo::{
    Checker, Content, Dialect, Editor, EditorError, Edits, ElementDef, Part, Particle, Pattern, Required,
};

/// The examples of the guide run.
#[cfg(doctest)]
#[doc = include_str!("../docs/writing.md")]
pub struct Writing;

/// An element of a document, written as one line when it is a leaf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Its name as written.
    pub name: String,
    /// Its attributes, as written.
    pub attributes: Vec<(String, String)>,
    /// Its text as written, before its children.
    pub text: String,
    /// Its children.
    pub children: Vec<Node>,
}

impl Node {
    /// An element that holds only a text.
    pub fn leaf(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), ..Self::default() }
    }

    /// A valid document of this dialect: all that is mandatory or, when `full`, each element that may be there.
    pub fn document(dialect: Dialect, full: bool) -> Self {
        let root = dialect.schema().element_named("lheo").expect("lheo is in every dialect");
        let mut node = Self::valid(dialect, root, full);
        node.attributes.push(("xmlns".to_owned(), dialect.namespace().to_owned()));
        node
    }

    fn valid(dialect: Dialect, def: &ElementDef, full: bool) -> Self {
        let child = |particle: &Particle, full| {
            let def = dialect.schema().element(particle.element).expect("children are in the tables");
            Self::valid(dialect, def, full)
        };
        let mut node = Self { name: def.element.name().to_owned(), ..Self::default() };
        for attribute in def.attributes.iter().filter(|a| a.required != Required::No) {
            node.attributes.push((attribute.name.to_owned(), "20260901".to_owned()));
        }
        match def.content {
            Content::Sequence(particles) => {
                for particle in particles.iter().filter(|p| full || p.min > 0) {
                    let wanted = particle.min.max(1);
                    node.children.extend((0..wanted).map(|_| child(particle, full)));
                }
            }
            // `extras` may hold itself: one `extra` is enough.
            Content::Choice { of, min, .. } if full || min > 0 => {
                node.children.push(child(of.last().expect("a choice of something"), false));
            }
            Content::Choice { .. } | Content::Any => {}
            Content::Text { min, pattern, .. } => {
                node.text = match pattern {
                    Some(Pattern::PrefixedDigits(prefix)) => format!("{prefix}1"),
                    Some(Pattern::PhoneDigits) => "0240123456".to_owned(),
                    None => "x".repeat(usize::from(min.max(1))),
                }
            }
            Content::Key(dictionary) => dictionary.codes[0].code.clone_into(&mut node.text),
            Content::Int { .. } => "1".clone_into(&mut node.text),
            Content::Date => "20260901".clone_into(&mut node.text),
        }
        node
    }

    /// The first element of this name, itself or below.
    pub fn find(&mut self, name: &str) -> Option<&mut Self> {
        if self.name == name {
            return Some(self);
        }
        self.children.iter_mut().find_map(|child| child.find(name))
    }

    /// The document, its elements on lines of their own.
    pub fn to_xml(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        let _ = write!(out, "<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{value}\"");
        }
        let _ = write!(out, ">{}", self.text);
        if !self.children.is_empty() {
            out.push('\n');
        }
        for child in &self.children {
            child.write(out);
        }
        let _ = writeln!(out, "</{}>", self.name);
    }
}

/// A small valid document, by the name of its file in `tests/bases`.
pub fn base(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("bases").join(name);
    std::fs::read_to_string(path).expect("a base")
}

/// What one run has answered.
#[derive(Debug)]
pub struct Answer {
    /// Its exit code.
    pub code: u8,
    /// What it wrote on the standard output.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

/// Runs the command.
pub fn sofi(args: &[&str]) -> Answer {
    sofi_with(args, b"", |_| ())
}

/// Runs the command on this standard input, in a host changed so.
pub fn sofi_with(args: &[&str], mut stdin: &[u8], change: impl FnOnce(&mut Host<'_>)) -> Answer {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut host = Host::quiet(&mut stdin, &mut out, &mut err);
    change(&mut host);
    let code = run_with(std::iter::once("sofi").chain(args.iter().copied()), &mut host);
    // Tests are easier to read with plain blanks and apostrophes.
    let plain =
        |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace('\u{a0}', " ").replace('’', "'");
    Answer { code, out: plain(out), err: plain(err) }
}

/// Checks a document without giving it a date.
pub fn check(level: Level, bytes: &[u8]) -> FileReport {
    let mut report = Checker::new(level).check_slice("test.xml", bytes);
    assert_eq!(report.files.len(), 1, "one document, one entry");
    report.files.remove(0)
}

/// The findings that are errors.
pub fn errors(file: &FileReport) -> Vec<&Finding> {
    file.findings.iter().filter(|finding| finding.severity == Severity::Error).collect()
}

/// A finding in one line, to be compared or shown: code, place and path.
pub fn line(finding: &Finding) -> String {
    let place = &finding.place;
    format!("{} {}:{} {}", finding.rule.code, place.line, place.column, place.path)
}

/// The reference material: named by `SOFI_SHARED`, or a folder `shared` beside the workspace or above it.
/// Says why when it is not there.
pub fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("SOFI_SHARED").map(PathBuf::from);
    let found = named
        .into_iter()
        .chain(root.ancestors().map(|folder| folder.join("shared")))
        .find(|p| p.join("lheo").is_dir());
    if found.is_none() {
        skip("no reference material: neither SOFI_SHARED nor a folder `shared` beside the workspace");
    }
    found
}

/// The documents at hand: those of the project, and those of the reference material when it is there.
pub fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("../examples"), root.join("bases")];
    if let Some(shared) = shared() {
        folders.extend([shared.join("samples"), shared.join("lheo/fixtures")]);
    }
    let entries = |folder: &PathBuf| {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path())
    };
    let mut files: Vec<_> = folders
        .iter()
        .flat_map(entries)
        .filter(|path| path.extension().is_some_and(|e| e == "xml"))
        .collect();
    files.sort();
    assert!(files.len() >= 10);
    files
}

/// Passes a document on. What is done with each record may make changes, which are applied.
pub fn passed_on(document: &[u8], edit: impl for<'r> FnMut(Part<'r>, &mut Edits<'r>)) -> Vec<u8> {
    try_passed_on(document, edit).expect("what can be read is passed on")
}

/// The same of a document that perhaps cannot be read at all.
pub fn try_passed_on(
    document: &[u8],
    mut edit: impl for<'r> FnMut(Part<'r>, &mut Edits<'r>),
) -> Result<Vec<u8>, EditorError> {
    let mut editor = Editor::from_slice("document", document, Vec::new())?;
    loop {
        let changes = match editor.next_part() {
            Ok(None) => break,
            Err(EditorError::Read(_)) => continue,
            Err(error) => return Err(error),
            Ok(Some(part)) => {
                let mut edits = part.record.edit();
                edit(part, &mut edits);
                edits.changes()
            }
        };
        editor.apply(changes);
    }
    editor.finish()
}

/// Says why a test does nothing.
#[expect(clippy::print_stderr, reason = "people who read the log of the tests must see it")]
pub fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

/// A sequence of numbers that looks random and is always the same (xorshift).
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
    /// What is drawn first, last byte first.
    given: Vec<u8>,
}

impl Random {
    /// Starts a sequence; each seed has its own.
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, given: Vec::new() }
    }

    /// A sequence that these bytes tell, each choice by bytes of its own, so that a fuzzer may change one and keep the others.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { given: bytes.iter().rev().copied().collect(), ..Self::new(1) }
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = bound.max(1);
        let mut number = 0;
        let mut reach = 1_usize;
        while reach < bound
            && let Some(byte) = self.given.pop()
        {
            number = (number << 8) | usize::from(byte);
            reach = reach.saturating_mul(256);
        }
        if reach >= bound {
            return number % bound;
        }
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from((self.state >> 11) % bound as u64).unwrap_or_default()
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
