//! Colours of a terminal, or none.

use std::fmt;

use crate::Severity;

/// What a piece of text is, from which its colour follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The words and carets of a finding of this severity.
    Of(Severity),
    /// Line numbers and the bars that hold blocks together.
    Gutter,
    /// What must be read first.
    Strong,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Self::Of(Severity::Error) => "1;31",
            Self::Of(Severity::Warning) => "1;33",
            Self::Of(Severity::Info) => "1;34",
            Self::Gutter => "36",
            Self::Strong => "1",
        }
    }
}

/// Gives texts their colour when colours are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) colour: bool,
}

impl Paint {
    pub(super) fn with<T: fmt::Display>(self, style: Style, text: T) -> Painted<T> {
        Painted { style: self.colour.then_some(style), text }
    }
}

/// A text and its colour.
#[derive(Debug)]
pub(super) struct Painted<T> {
    style: Option<Style>,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(f, "\u{1b}[{}m{}\u{1b}[0m", style.code(), self.text),
            None => self.text.fmt(f),
        }
    }
}
