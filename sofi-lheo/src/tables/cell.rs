//! Cells.
#![expect(clippy::ref_option, reason = "columns hand over the fields of an offer as they stand")]

use std::{borrow::Cow, fmt};

use chrono::NaiveDate;
use sofi_core::{Booleen, Checked, FieldValue, Identifier, PartialDate, Prix, Texte};

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// A text or a code.
    Texte(Cow<'r, str>),
    /// Several texts or codes, in order.
    Textes(Vec<Cow<'r, str>>),
    /// A whole number.
    Entier(i64),
    /// Degrees of latitude or longitude.
    Degres(f64),
    /// True or false.
    Booleen(bool),
    /// A day.
    Date(NaiveDate),
    /// A price in euros.
    Prix(Prix),
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// [`Cell::Texte`].
    Texte,
    /// [`Cell::Textes`].
    Textes,
    /// [`Cell::Entier`].
    Entier,
    /// [`Cell::Degres`].
    Degres,
    /// [`Cell::Booleen`].
    Booleen,
    /// [`Cell::Date`].
    Date,
    /// [`Cell::Prix`], up to 14 digits of which 2 are cents.
    Prix,
}

impl Kind {
    /// Its name, that of the Arrow type in which Python gets it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Texte => "string",
            Self::Textes => "list<string>",
            Self::Entier => "int64",
            Self::Degres => "double",
            Self::Booleen => "bool",
            Self::Date => "date32",
            Self::Prix => "decimal128(14, 2)",
        }
    }
}

impl Cell<'_> {
    /// What it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Texte(_) => Kind::Texte,
            Self::Textes(_) => Kind::Textes,
            Self::Entier(_) => Kind::Entier,
            Self::Degres(_) => Kind::Degres,
            Self::Booleen(_) => Kind::Booleen,
            Self::Date(_) => Kind::Date,
            Self::Prix(_) => Kind::Prix,
        }
    }
}

/// As plain text: `2026-09-01`, `1250.50`, `true`; several texts are parted by ` | `.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Texte(text) => f.pad(text),
            Self::Textes(texts) => f.write_str(&texts.join(" | ")),
            Self::Entier(number) => number.fmt(f),
            Self::Degres(degrees) => degrees.fmt(f),
            Self::Booleen(value) => value.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Prix(prix) => prix.fmt(f),
        }
    }
}

/// A text without the blanks around it; `None` when it is blank.
pub(super) fn trimmed(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// The canonical writing of an identifier that is written without doubt, else what is written.
pub(super) fn canonical<'r, T: Identifier>(field: &'r Checked<'_, T>) -> Option<Cow<'r, str>> {
    match field {
        Checked::Valid(value) => Some(Cow::Owned(value.to_string())),
        Checked::Invalid(text) => match field.lenient() {
            Some(value) => Some(Cow::Owned(value.to_string())),
            None => trimmed(text),
        },
    }
}

pub(super) fn mot(text: &str) -> Option<Cell<'_>> {
    trimmed(text).map(Cell::Texte)
}

pub(super) fn texte<'r>(text: &'r Option<Texte<'_>>) -> Option<Cell<'r>> {
    mot(text.as_deref()?)
}

pub(super) fn code<'r, T: Identifier>(field: &'r Option<Checked<'_, T>>) -> Option<Cell<'r>> {
    canonical(field.as_ref()?).map(Cell::Texte)
}

/// Is what is written a right identifier, to the letter? `None` when nothing is.
pub(super) fn is_valid<T>(field: &Option<Checked<'_, T>>) -> Option<Cell<'static>> {
    Some(Cell::Booleen(field.as_ref()?.value().is_some()))
}

/// What is written.
pub(super) fn brut<'r, T: FieldValue>(field: &'r Option<Checked<'_, T>>) -> Option<Cell<'r>> {
    Some(Cell::Texte(field.as_ref()?.raw()))
}

pub(super) fn date(field: &Option<Checked<'_, PartialDate>>) -> Option<Cell<'static>> {
    field.as_ref()?.lenient()?.day().map(Cell::Date)
}

pub(super) fn prix(field: &Option<Checked<'_, Prix>>) -> Option<Cell<'static>> {
    match field.as_ref()? {
        Checked::Valid(prix) => Some(*prix),
        Checked::Invalid(text) => Prix::lenient(text).ok(),
    }
    .map(Cell::Prix)
}

pub(super) fn booleen(field: &Option<Checked<'_, Booleen>>) -> Option<Cell<'static>> {
    Some(Cell::Booleen(field.as_ref()?.get()? == Booleen::Oui))
}

pub(super) fn entier(field: &Option<Checked<'_, u32>>) -> Option<Cell<'static>> {
    Some(Cell::Entier(field.as_ref()?.get()?.into()))
}

pub(super) fn nombre(count: usize) -> Option<Cell<'static>> {
    i64::try_from(count).ok().map(Cell::Entier)
}

/// A number of degrees no further from 0 than `most`.
pub(super) fn degres(text: &Option<Texte<'_>>, most: f64) -> Option<Cell<'static>> {
    let degrees: f64 = text.as_deref()?.trim().parse().ok()?;
    (degrees.abs() <= most).then_some(Cell::Degres(degrees))
}

/// All that is said, in order; `None` when nothing is.
pub(super) fn tous<'r>(texts: impl Iterator<Item = Option<Cow<'r, str>>>) -> Option<Cell<'r>> {
    let texts: Vec<_> = texts.flatten().collect();
    (!texts.is_empty()).then_some(Cell::Textes(texts))
}

pub(super) fn textes<'r>(texts: &'r [Texte<'_>]) -> Option<Cell<'r>> {
    tous(texts.iter().map(|text| trimmed(text)))
}

pub(super) fn codes<'r, T: Identifier>(fields: &'r [Checked<'_, T>]) -> Option<Cell<'r>> {
    tous(fields.iter().map(canonical))
}
