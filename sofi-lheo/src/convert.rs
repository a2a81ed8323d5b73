//! Conversion of documents from one dialect to another, with a line for each thing that is lost, invented or moved.
//!
//! - [`Converter`] does it; [`Conversion`] sums it up; a [`Line`] tells one thing, with its place in the document.
//! - [`Defaults`] are what one dialect asks for and the other does not hold.
//! - [`DECISIONS`] lists all that conversions do: the guide is made from it.
//!
//! ```
//! use sofi_lheo::{Dialect, convert::Converter};
//!
//! let feed = "<lheo xmlns='http://www.lheo.org/2.2'><offres><formation numero='F1'/></offres></lheo>";
//! let mut out = Vec::new();
//! let converted = Converter::to(Dialect::Lheo23).convert_slice("feed.xml", feed.as_bytes(), &mut out, |_| Ok(()))?;
//! assert_eq!((converted.records, converted.refused), (1, 0));
//! assert_eq!(String::from_utf8(out)?, feed.replace("http://www.lheo.org/2.2", "http://lheo.gouv.fr/2.3"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod defaults;
mod from_1_3;
mod from_2_0;
mod from_edof;
mod line;
mod namespace;
mod narrow;
mod park;
mod pass;
mod proof;
mod survey;
mod to_2_2;
mod to_edof;
mod tree;

use std::{
    io::{self, Read, Write},
    path::Path,
};

use crate::{Dialect, EditorError, Element, Limits, fix::Draft, fix::Original};
pub use defaults::{DefaultKey, Defaults, UnknownKey};
use line::Note;
pub use line::{Decision, Line, LineKind};
use survey::Survey;

/// Converts documents to a dialect.
///
/// A document that is in this dialect already is copied byte for byte. In others, what is not changed on purpose stays as it
/// was written, and where there was no error before, there is none after: a record that could only be converted with one is
/// refused, which leaves it out. Memory does not grow with the document.
///
/// ```
/// use sofi_lheo::{Dialect, convert::{Converter, LineKind}};
///
/// let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation numero='F1' uri='urn:f1'/></offres></lheo>";
/// let mut lines = Vec::new();
/// let mut out = Vec::new();
/// Converter::to(Dialect::Lheo22).convert_slice("feed.xml", feed.as_bytes(), &mut out, |line| {
///     lines.push(line.clone());
///     Ok(())
/// })?;
/// assert_eq!(
///     String::from_utf8(out)?,
///     "<lheo xmlns='http://www.lheo.org/2.2'><offres><formation numero='F1'/></offres></lheo>",
/// );
/// assert_eq!(lines[1].kind(), LineKind::Loss);
/// assert_eq!(lines[1].place.path, "/lheo/offres/formation[1]/@uri");
/// assert_eq!(lines[1].old.as_deref(), Some("urn:f1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Converter {
    to: Dialect,
    lossless: bool,
    strict: bool,
    defaults: Defaults,
    limits: Limits,
}

/// What a conversion did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conversion {
    /// Title of the dialect of the document; `LHEO 1.3` is none that is checked.
    pub from: &'static str,
    /// The dialect of the result.
    pub to: Dialect,
    /// Records of the document.
    pub records: u64,
    /// Those of them that are not in the result.
    pub refused: u64,
    /// Records that could not be read, and were left as they were.
    pub unreadable: u64,
    /// Lines, by kind, in the order of [`LineKind::ALL`].
    pub lines: [u64; 4],
}

impl Conversion {
    /// How many lines of this kind there were.
    pub fn count(&self, kind: LineKind) -> u64 {
        self.lines[kind as usize]
    }

    /// Is everything in the result that should be there?
    pub fn is_whole(&self) -> bool {
        self.refused == 0 && self.unreadable == 0 && self.count(LineKind::Refusal) == 0
    }
}

/// Why a document is not converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The document cannot be read, or the result not be written.
    #[error(transparent)]
    Editor(#[from] EditorError),
    /// There is no way from one to the other.
    #[error("{name}: {from} cannot be converted to {to}")]
    NoWay {
        /// The document.
        name: String,
        /// What it is in: a dialect, an older format, or nothing that is known.
        from: String,
        /// Title of the dialect that was asked for.
        to: &'static str,
    },
    /// The dialect has no documents with this root.
    #[error("{name}: {to} has no <{root}>")]
    Root {
        /// The document.
        name: String,
        /// Its root.
        root: String,
        /// Title of the dialect that was asked for.
        to: &'static str,
    },
    /// Every record was refused: a document without any would be nothing.
    #[error("{0}: no record could be converted")]
    Nothing(String),
    /// Those who are told of the lines failed.
    #[error("{0}")]
    Tell(io::Error),
}

impl From<io::Error> for ConvertError {
    fn from(error: io::Error) -> Self {
        Self::Editor(error.into())
    }
}

/// Everything that conversions do, by the step that does it.
///
/// ```
/// use sofi_lheo::convert::DECISIONS;
///
/// let slugs = DECISIONS.iter().flat_map(|(_, decisions)| decisions.iter().map(|it| it.slug));
/// assert!(slugs.clone().any(|slug| slug == "namespace"));
/// assert_eq!(slugs.clone().count(), slugs.collect::<std::collections::BTreeSet<_>>().len());
/// ```
pub static DECISIONS: &[(&str, &[&Decision])] = &[
    ("all", &[&namespace::NAMESPACE, &pass::WORSE, &pass::INVALID, &pass::UNREADABLE]),
    (
        "1.3 to 2.0",
        &[
            &from_1_3::RENAMED,
            &from_1_3::DISSOLVED,
            &from_1_3::SWAPPED,
            &from_1_3::DROPPED,
            &from_1_3::EMPTY,
            &from_1_3::ADDRESS,
            &from_1_3::SESSION,
            &from_1_3::STILL_INVALID,
        ],
    ),
    (
        "2.0 and 2.1 to 2.2",
        &[
            &from_2_0::ADDRESS,
            &from_2_0::IDENTIFIER,
            &from_2_0::DATES,
            &from_2_0::EXTENSIONS,
            &from_2_0::DURATION,
            &from_2_0::REFERENCE,
        ],
    ),
    ("2.2 to 2.3", &[&park::RESTORED, &park::EDITED]),
    (
        "2.3 to 2.2 and to EDOF",
        &[
            &narrow::ELEMENT,
            &narrow::OCCURRENCE,
            &narrow::ATTRIBUTE,
            &narrow::SHORTENED,
            &narrow::VALUE,
            &narrow::CODE,
            &narrow::IDREF,
        ],
    ),
    ("2.3 to 2.2", &[&to_2_2::RNCP, &to_2_2::PLACE, &to_2_2::PRINCIPAL, &park::PARKED]),
    (
        "2.3 to EDOF",
        &[
            &to_edof::NUMBER,
            &to_edof::NUMBER_MADE,
            &to_edof::DATE,
            &to_edof::SIRET,
            &to_edof::CERTIFICATION,
            &to_edof::CERTIFICATION_PREFIX,
            &to_edof::CERTIFICATION_OTHER,
            &to_edof::OBJECTIVE,
            &to_edof::PLACE,
            &to_edof::SPLIT,
            &to_edof::PERIOD,
            &to_edof::EXTRAS,
            &to_edof::EXTRAS_MADE,
            &to_edof::SUPPLIED,
            &to_edof::MISSING,
            &to_edof::TELEPHONE,
            &to_edof::TELEPHONE_WRONG,
            &to_edof::PORTABLE,
            &to_edof::STREET,
            &to_edof::CHARACTER,
            &to_edof::CHARACTER_LOST,
        ],
    ),
    (
        "EDOF to 2.3",
        &[
            &from_edof::SUPPLIED,
            &from_edof::MISSING,
            &from_edof::CERTIFIES,
            &from_edof::CONTACT,
            &from_edof::DOMAIN,
            &from_edof::RHYTHM,
            &from_edof::PERIOD,
            &from_edof::EXTRA,
        ],
    ),
];

impl Converter {
    /// Converts to this dialect: LHEO 2.2, LHEO 2.3 or EDOF.
    pub fn to(dialect: Dialect) -> Self {
        Self {
            to: dialect,
            lossless: false,
            strict: false,
            defaults: Defaults::default(),
            limits: Limits::default(),
        }
    }

    /// Sets aside, in the extensions of each record, what LHEO 2.2 cannot hold of LHEO 2.3. A conversion to LHEO 2.3 puts it
    /// back, unless the record was edited meanwhile.
    #[must_use]
    pub fn lossless(mut self) -> Self {
        self.lossless = true;
        self
    }

    /// Refuses each record that would not be valid, even when it was not before.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Sets the limits of reading, among them who watches it: documents are read twice or more.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Supplies what the dialect asks for and the documents do not hold.
    #[must_use]
    pub fn defaults(mut self, defaults: Defaults) -> Self {
        self.defaults = defaults;
        self
    }

    /// Converts a file that holds one document. What is written is whole only once this has succeeded: write to a file that is
    /// put in place after that.
    ///
    /// # Errors
    /// When it cannot be read whole or written, when there is no way to that dialect, when no record is left.
    pub fn convert_path(
        &self,
        path: impl AsRef<Path>,
        out: &mut dyn Write,
        tell: impl FnMut(&Line) -> io::Result<()>,
    ) -> Result<Conversion, ConvertError> {
        self.convert(Original::from_path(path.as_ref())?, out, tell)
    }

    /// Converts what a reader gives, which is copied to a temporary file.
    ///
    /// # Errors
    /// As for [`convert_path`](Self::convert_path).
    pub fn convert_reader(
        &self,
        name: &str,
        reader: impl Read + Send,
        out: &mut dyn Write,
        tell: impl FnMut(&Line) -> io::Result<()>,
    ) -> Result<Conversion, ConvertError> {
        self.convert(Original::from_reader(name, reader)?, out, tell)
    }

    /// Converts bytes in memory.
    ///
    /// # Errors
    /// As for [`convert_path`](Self::convert_path).
    pub fn convert_slice(
        &self,
        name: &str,
        bytes: &[u8],
        out: &mut dyn Write,
        tell: impl FnMut(&Line) -> io::Result<()>,
    ) -> Result<Conversion, ConvertError> {
        self.convert(Original::from_slice(name, bytes)?, out, tell)
    }

    fn convert(
        &self,
        mut original: Original<'_>,
        out: &mut dyn Write,
        mut tell: impl FnMut(&Line) -> io::Result<()>,
    ) -> Result<Conversion, ConvertError> {
        let mut survey = Survey::of(&mut original, &self.limits)?;
        let name = original.name.clone();
        let from = survey.dialect.map(|dialect| dialect.schema().title);
        let from = from.or(survey.old_record.map(|_| "LHEO 1.3"));
        let from = from.ok_or_else(|| self.no_way(&name, survey.format.clone()))?;
        let mut conversion =
            Conversion { from, to: self.to, records: 0, refused: 0, unreadable: 0, lines: [0; 4] };
        if survey.dialect == Some(self.to) {
            io::copy(&mut original.read(&Draft::whole(original.length)), out).map_err(EditorError::from)?;
            return Ok(conversion);
        }
        let steps = steps(survey.dialect, self.to).ok_or_else(|| self.no_way(&name, from.to_owned()))?;
        let root = Element::from_name(&survey.root);
        // Those of LHEO 1.3 are among those of 2.0.
        let dialect = survey.dialect.unwrap_or(Dialect::Lheo20);
        if !root.is_some_and(|root| is_root(root, dialect) && is_root(root, self.to)) {
            return Err(ConvertError::Root { name, root: survey.root, to: self.to.schema().title });
        }
        survey.look_ahead(&mut original, self, steps)?;
        let mut run = Run { defaults: &self.defaults, siret: None };
        pass::pass(self, &mut original, &survey, steps, &mut run, out, &mut tell, &mut conversion)?;
        if conversion.records > 0 && conversion.refused == conversion.records {
            return Err(ConvertError::Nothing(name));
        }
        Ok(conversion)
    }

    fn no_way(&self, name: &str, from: String) -> ConvertError {
        ConvertError::NoWay { name: name.to_owned(), from, to: self.to.schema().title }
    }
}

/// May a document start with it? A record alone is a document too.
fn is_root(root: Element, dialect: Dialect) -> bool {
    dialect.schema().roots.contains(&root)
        || (crate::record::is_record(root, None) && dialect.schema().element(root).is_some())
}

/// What happens to a record on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// From LHEO 1.3 to 2.0.
    From13,
    /// From LHEO 2.0 or 2.1 to 2.2.
    From20,
    /// From LHEO 2.2 to 2.3.
    To23,
    /// From LHEO 2.3 to 2.2.
    To22,
    /// From LHEO 2.3.
    ToEdof,
    /// To LHEO 2.3.
    FromEdof,
}

/// `from` is none for LHEO 1.3.
fn steps(from: Option<Dialect>, to: Dialect) -> Option<&'static [Step]> {
    use Dialect::{Edof, Lheo20, Lheo21, Lheo22, Lheo23};
    let Some(from) = from else {
        return Some(match to {
            Lheo22 => &[Step::From13, Step::From20],
            Lheo23 => &[Step::From13, Step::From20, Step::To23],
            Edof => &[Step::From13, Step::From20, Step::To23, Step::ToEdof],
            Lheo20 | Lheo21 => return None,
        });
    };
    Some(match (from, to) {
        (Lheo20 | Lheo21, Lheo22) => &[Step::From20],
        (Lheo20 | Lheo21, Lheo23) => &[Step::From20, Step::To23],
        (Lheo20 | Lheo21, Edof) => &[Step::From20, Step::To23, Step::ToEdof],
        (Lheo22, Lheo23) => &[Step::To23],
        (Lheo22, Edof) => &[Step::To23, Step::ToEdof],
        (Lheo23, Lheo22) => &[Step::To22],
        (Lheo23, Edof) => &[Step::ToEdof],
        (Edof, Lheo23) => &[Step::FromEdof],
        (Edof, Lheo22) => &[Step::FromEdof, Step::To22],
        _ => return None,
    })
}

/// What steps know besides the record.
#[derive(Debug)]
struct Run<'c> {
    defaults: &'c Defaults,
    /// The SIRET of an EDOF file, once a formation was converted.
    siret: Option<String>,
}

impl Run<'_> {
    /// The value that the settings supply for EDOF.
    fn supplied(&self, key: &'static str, element: Element, origin: usize) -> Result<&str, Note> {
        self.defaults.get(key).ok_or_else(|| {
            Note::new(&to_edof::MISSING, origin).arg("element", element.name()).arg("key", key)
        })
    }
}

#[cfg(test)]
mod tests;
