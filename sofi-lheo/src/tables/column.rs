//! Columns.

use std::fmt;

use sofi_core::Bilingual;

use super::{Cell, Kind, Row};
use crate::{Content, Dialect, Dictionary, ElementDef};

/// A column: its name and its kind are stable, and how it is read of a row.
#[derive(Clone, Copy)]
pub struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) source: Source,
    pub(super) read: for<'a, 'r> fn(&'a Row<'r>) -> Option<Cell<'r>>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// What LHEO writes at this place, from the element that the row is.
    Lheo(&'static str),
    /// Something else.
    Other(Bilingual),
}

impl Column {
    /// Its name, in French `snake_case`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What its cells are.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Where LHEO writes it, from the element that the row is: `periode/debut`, `@numero`. `None` for what is counted or derived.
    ///
    /// ```
    /// use sofi_lheo::tables::Table;
    ///
    /// let debut = Table::Sessions.columns().find(|column| column.name() == "debut").unwrap();
    /// assert_eq!(debut.lheo(), Some("periode/debut"));
    /// ```
    pub const fn lheo(&self) -> Option<&'static str> {
        match self.source {
            Source::Lheo(path) => Some(path),
            Source::Other(_) => None,
        }
    }

    /// What it holds. For what LHEO writes these are the words of the standard, in French.
    pub fn doc(&self) -> Bilingual {
        match self.source {
            Source::Other(words) => words,
            Source::Lheo(path) => match path.rsplit('/').next() {
                Some("@numero") => Bilingual::new("son numéro", "its number"),
                Some("@ref") => Bilingual::new(
                    "son numéro là d'où il vient, ou la version de la liste de codes",
                    "its number where it comes from, or the version of the list of codes",
                ),
                Some("@info") => {
                    Bilingual::new("ce qu'en dit l'attribut info", "what its attribute info says")
                }
                Some("@id") => Bilingual::new("son nom dans le document", "its name in the document"),
                Some("@tag") => Bilingual::new("son étiquette", "its tag"),
                Some("@href") => Bilingual::new("sa page sur le web", "its page on the web"),
                Some("@datecrea") => Bilingual::new("jour de sa création", "the day it was made"),
                Some("@datemaj") => {
                    Bilingual::new("jour de son dernier changement", "the day of its last change")
                }
                _ => {
                    self.definition().map_or(Bilingual::new("", ""), |it| Bilingual::new(it.label, it.label))
                }
            },
        }
    }

    /// The list that its codes are of, in the newest dialect that has one.
    pub fn dictionary(&self) -> Option<&'static Dictionary> {
        match self.definition()?.content {
            Content::Key(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    fn definition(&self) -> Option<&'static ElementDef> {
        let name = self.lheo()?.rsplit('/').next()?;
        let dialects = [Dialect::Lheo23, Dialect::Lheo22, Dialect::Lheo21, Dialect::Lheo20, Dialect::Edof];
        dialects.into_iter().find_map(|dialect| dialect.schema().element_named(name))
    }

    /// Its cell in a row of its table; `None` when there is nothing to say.
    pub fn cell<'r>(&self, row: &Row<'r>) -> Option<Cell<'r>> {
        (self.read)(row)
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.kind.as_str())
    }
}

/// Declares columns: a name, a kind, then where LHEO writes it or what it is in both languages, and how it is read.
macro_rules! columns {
    (@source $path:literal) => { $crate::tables::column::Source::Lheo($path) };
    (@source $fr:literal, $en:literal) => {
        $crate::tables::column::Source::Other(sofi_core::Bilingual::new($fr, $en))
    };
    ($group:ident { $($name:ident: $kind:ident = $source:literal $(/ $en:literal)? => $read:expr;)+ }) => {
        pub(in crate::tables) const $group: &[$crate::tables::Column] = &[$(
            $crate::tables::Column {
                name: stringify!($name),
                kind: $crate::tables::Kind::$kind,
                source: $crate::tables::column::columns!(@source $source $(, $en)?),
                read: $read,
            },
        )+];
    };
}

pub(super) use columns;
