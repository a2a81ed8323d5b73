//! Lines of a label and a value, the values one under the other.

use std::io::{self, Write};

use super::{
    neutral,
    page::typeset_all,
    paint::{Paint, Style},
};
use crate::{Bilingual, Lang};

/// Labels and values to be shown together.
#[derive(Debug)]
pub(super) struct Fields {
    lang: Lang,
    lines: Vec<(String, String)>,
}

impl Fields {
    pub(super) const fn new(lang: Lang) -> Self {
        Self { lang, lines: Vec::new() }
    }

    /// Adds a value.
    pub(super) fn add(&mut self, label: Bilingual, value: impl Into<String>) {
        self.lines.push((typeset_all(label.get(self.lang), self.lang), value.into()));
    }

    /// Adds a value, if there is one.
    pub(super) fn add_some(&mut self, label: Bilingual, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(label, value);
        }
    }

    /// Writes them, two blanks in from the line above.
    pub(super) fn write(&self, paint: Paint, out: &mut impl Write) -> io::Result<()> {
        let width = self.lines.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        for (label, value) in &self.lines {
            let gap = width - label.chars().count();
            writeln!(out, "  {}{:gap$}  {}", paint.with(Style::Gutter, label), "", neutral(value))?;
        }
        Ok(())
    }
}
