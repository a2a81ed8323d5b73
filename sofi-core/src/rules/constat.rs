//! Facts of a finding that take one of several shapes.

use crate::{Args, Bilingual, vocabulary::phrase};

/// The argument `constat`: a sentence of its own, filled with its own arguments.
pub(super) fn constat(words: Bilingual, inner: &Args) -> Args {
    Args::new().told("constat", |lang| phrase(words, inner, lang))
}
