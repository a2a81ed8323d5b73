//! Fields that hold either a typed value or the text that was refused.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FieldValue;
use crate::{Identifier, Normalised};

/// A text of an offer, borrowed from where it was read or owned.
pub type Texte<'a> = Cow<'a, str>;

/// A typed value, or the raw text when it is not one: reading an offer loses nothing and repairs nothing.
///
/// ```
/// use sofi_core::{Checked, Siret};
///
/// let right = Checked::<Siret>::new("19511296600799");
/// assert_eq!(right.value().unwrap().nic(), 799);
///
/// let wrong = Checked::<Siret>::new("19511296600798");
/// assert_eq!((wrong.value(), wrong.raw().as_ref()), (None, "19511296600798"));
/// assert_eq!(wrong.error().unwrap().rule(), "SIR03");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Checked<'a, T> {
    /// The value.
    Valid(T),
    /// The text, as it stands.
    Invalid(Texte<'a>),
}

impl<'a, T: FromStr> Checked<'a, T> {
    /// Reads a text.
    pub fn new(text: impl Into<Texte<'a>>) -> Self {
        let text = text.into();
        text.parse().map_or(Self::Invalid(text), Self::Valid)
    }

    /// Why the text was refused.
    pub fn error(&self) -> Option<T::Err> {
        match self {
            Self::Valid(_) => None,
            Self::Invalid(text) => text.parse::<T>().err(),
        }
    }

    /// Keeps it beyond what it was read from.
    pub fn into_owned(self) -> Checked<'static, T> {
        match self {
            Self::Valid(value) => Checked::Valid(value),
            Self::Invalid(text) => Checked::Invalid(Cow::Owned(text.into_owned())),
        }
    }
}

impl<T> Checked<'_, T> {
    /// The value, when there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Valid(value) => Some(value),
            Self::Invalid(_) => None,
        }
    }
}

impl<T: Copy> Checked<'_, T> {
    /// A copy of the value, when there is one.
    pub const fn get(&self) -> Option<T> {
        match self {
            Self::Valid(value) => Some(*value),
            Self::Invalid(_) => None,
        }
    }
}

impl<T: FieldValue> Checked<'_, T> {
    /// The text: as it stands when it was refused, as formats write the value otherwise.
    pub fn raw(&self) -> Cow<'_, str> {
        match self {
            Self::Valid(value) => value.written(),
            Self::Invalid(text) => Cow::Borrowed(text),
        }
    }
}

impl<T: Identifier> Checked<'_, T> {
    /// The value, also when its writing is not canonical but means it without doubt.
    ///
    /// ```
    /// use sofi_core::{Checked, Siret};
    ///
    /// let spaced = Checked::<Siret>::new("195 112 966 00799");
    /// assert_eq!((spaced.get(), spaced.lenient().unwrap().nic()), (None, 799));
    /// ```
    pub fn lenient(&self) -> Option<T> {
        match self {
            Self::Valid(value) => Some(*value),
            Self::Invalid(text) => {
                <T as Identifier>::lenient(text).ok().map(|Normalised { value, .. }| value)
            }
        }
    }

    /// Does the text say that there is no value: empty, zeros, "en cours"?
    ///
    /// ```
    /// use sofi_core::{Checked, Siret};
    ///
    /// assert!(Checked::<Siret>::new("00000000000000").is_absent());
    /// assert!(!Checked::<Siret>::new("19511296600798").is_absent());
    /// ```
    pub fn is_absent(&self) -> bool {
        self.error().is_some_and(|error| error.fault().is_absent())
    }
}

impl<T: fmt::Display> fmt::Display for Checked<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid(value) => value.fmt(f),
            Self::Invalid(text) => f.pad(text),
        }
    }
}

impl<T: FieldValue> Serialize for Checked<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw())
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Checked<'_, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
