//! The ways of reading, common to every kind: strict, lenient, and what is said when both fail.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserializer, de};

use super::{Change, Changes, Fault, Identifier, InvalidIdentifier, Normalised, ascii::Ascii};

/// What a kind tells about how it is read. Nothing here is for use outside of the crate.
pub trait Exact: Sized {
    /// The rule that fixes the shape.
    const RULE: &'static str;
    /// The rule about what is right and not canonical.
    const CANONICAL: &'static str;
    /// Words that people write before the value.
    const LABELS: &'static [&'static str] = &[];
    /// Are blanks, dots and hyphens inside of the value mere presentation?
    const SEPARATORS: bool = true;

    /// Reads the canonical form, or says what is wrong.
    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>>
    where
        Self: Identifier;

    /// Reads other forms that mean one value without doubt.
    fn respell(_cleaned: &str) -> Option<(Self, Change)> {
        None
    }
}

/// Longer texts than this are no identifier, however they are cleaned.
type Buffer = Ascii<64>;

/// Reads the canonical form alone.
pub(super) fn strict<T: Identifier>(text: &str) -> Result<T, InvalidIdentifier<T>> {
    let refused = match T::exact(text) {
        Ok(value) => return Ok(value),
        Err(refused) if refused.fault().is_final() => return Err(refused),
        Err(refused) => refused,
    };
    match mended(text, refused) {
        Ok(Normalised { value, changes }) => {
            Err(InvalidIdentifier::new(T::CANONICAL, Fault::NotCanonical(changes)).repaired(Some(value)))
        }
        Err(refused) => Err(refused),
    }
}

/// Reads what means one value without doubt, and lists what was put right.
pub(super) fn lenient<T: Identifier>(text: &str) -> Result<Normalised<T>, InvalidIdentifier<T>> {
    match T::exact(text) {
        Ok(value) => Ok(Normalised { value, changes: Changes::NONE }),
        Err(refused) if refused.fault().is_final() => Err(refused),
        Err(refused) => mended(text, refused),
    }
}

/// Cleans the text and reads it again; `refused` is what was said before cleaning.
fn mended<T: Identifier>(
    text: &str,
    refused: InvalidIdentifier<T>,
) -> Result<Normalised<T>, InvalidIdentifier<T>> {
    let (cleaned, changes) = match clean(text, T::LABELS, T::SEPARATORS) {
        Ok(done) => done,
        Err(fault) => return Err(fault.map_or(refused, |fault| InvalidIdentifier::new(T::RULE, fault))),
    };
    let refused = if changes.is_empty() {
        refused
    } else {
        match T::exact(cleaned.as_str()) {
            Ok(value) => return Ok(Normalised { value, changes }),
            Err(refused) => refused.relocated(text),
        }
    };
    match T::respell(cleaned.as_str()) {
        Some((value, change)) => Ok(Normalised { value, changes: changes.with(change) }),
        None => Err(refused),
    }
}

/// Takes away what is presentation; the error is a character that is none, or nothing when the text is too long.
fn clean(text: &str, labels: &[&str], separators: bool) -> Result<(Buffer, Changes), Option<Fault>> {
    let mut changes = Changes::NONE;
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if trimmed.len() < text.len() {
        let outside = text.chars().filter(|c| c.is_whitespace() || is_invisible(*c));
        for c in outside {
            changes = changes.with(if c.is_whitespace() { Change::Blanks } else { Change::Invisible });
        }
    }
    let body = match unlabelled(trimmed, labels) {
        Some(body) => {
            changes = changes.with(Change::Label);
            body
        }
        None => trimmed,
    };
    let mut out = Buffer::EMPTY;
    for c in body.chars() {
        let change = match c {
            _ if c.is_ascii_lowercase() => Change::Case,
            _ if is_invisible(c) => Change::Invisible,
            _ if separators && c.is_whitespace() => Change::Blanks,
            '.' if separators => Change::Dots,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' if separators => Change::Hyphens,
            _ if c.is_ascii() => {
                if !out.push(c) {
                    return Err(None);
                }
                continue;
            }
            _ => {
                let at = text.chars().take_while(|other| *other != c).count() + 1;
                return Err(Some(Fault::Character { at, found: c }));
            }
        };
        changes = changes.with(change);
        if change == Change::Case && !out.push(c.to_ascii_uppercase()) {
            return Err(None);
        }
    }
    Ok((out, changes))
}

/// What follows `n°`, or one of the words, when the text starts so.
fn unlabelled<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    const NUMBER: [&str; 2] = ["n°", "nº"];
    let mut rest = text;
    for label in NUMBER.iter().chain(labels).chain(&NUMBER) {
        let Some((start, follows)) = rest.split_at_checked(label.len()) else { continue };
        // "SIRET 195…" and "SIRET : 195…" are labels; what follows must still be a value.
        if start.eq_ignore_ascii_case(label) {
            rest = follows.trim_start().trim_start_matches(':').trim_start();
        }
    }
    (rest.len() < text.len()).then_some(rest)
}

/// Characters that are there without being seen.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Reads the text of a serialised value.
pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    struct Visitor<T>(PhantomData<T>);

    impl<T: FromStr<Err: fmt::Display>> de::Visitor<'_> for Visitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Visitor(PhantomData))
}

/// Gives a type what every identifier has: reading, writing, serde, and the link to its kind.
macro_rules! identifier {
    ($type:ident) => {
        impl $type {
            /// Reads what means one value without doubt, and lists what was put right.
            ///
            /// Nothing is guessed: what needs a guess is refused, with the guess in
            /// [`repair`](crate::InvalidIdentifier::repair).
            pub fn lenient(text: &str) -> Result<$crate::Normalised<Self>, $crate::InvalidIdentifier<Self>> {
                $crate::identifiers::read::lenient(text)
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::InvalidIdentifier<Self>;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::identifiers::read::strict(text)
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::InvalidIdentifier<Self>;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($type))
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::identifiers::deserialize(deserializer)
            }
        }
    };
}

/// Writes an identifier kept as text.
macro_rules! shown_as_text {
    ($type:ident) => {
        impl $type {
            /// The canonical form.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

/// Writes an identifier through another value: its text, padded as the formatter asks.
macro_rules! shown_as {
    ($type:ident, |$self:ident| $format:literal, $($arg:expr),+) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                use std::fmt::Write as _;
                let $self = self;
                let mut text = $crate::identifiers::ascii::Ascii::<40>::EMPTY;
                write!(text, $format, $($arg),+)?;
                f.pad(text.as_str())
            }
        }
    };
}

pub(super) use {identifier, shown_as, shown_as_text};
