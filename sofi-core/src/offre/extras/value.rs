//! What additions hold, and how it is given to them.

use std::borrow::Cow;

use super::Extra;
use crate::{Booleen, Checked, CodeReference, Coordonnees, FieldValue, Formacode, Texte};

/// What an addition may hold: a text (`str`), a typed value as in the fields of an offer, a Formacode with the version of its list, or
/// somebody to contact.
pub trait ExtraValue {
    /// What is read of it.
    type Read<'e>;
    /// What is written.
    type Given<'a>;

    /// Reads an addition; `None` when it is empty.
    fn read<'e>(extra: &'e Extra<'_>) -> Option<Self::Read<'e>>;

    /// What was read, to be given elsewhere.
    fn to_given<'a>(read: Self::Read<'_>) -> Self::Given<'a>;

    /// Is it nothing?
    fn is_empty(value: &Self::Given<'_>) -> bool;

    /// Writes it into an addition, unless it is there already.
    fn write<'a>(extra: &mut Extra<'a>, value: Self::Given<'a>);
}

impl ExtraValue for str {
    type Read<'e> = &'e str;
    type Given<'a> = Texte<'a>;

    fn read<'e>(extra: &'e Extra<'_>) -> Option<&'e str> {
        extra.text()
    }

    fn to_given<'a>(read: &str) -> Texte<'a> {
        Cow::Owned(read.to_owned())
    }

    fn is_empty(value: &Texte<'_>) -> bool {
        value.trim().is_empty()
    }

    fn write<'a>(extra: &mut Extra<'a>, value: Texte<'a>) {
        // Blanks around it do not count.
        if extra.text() != Some(value.trim()) {
            extra.valeur = Some(value);
        }
    }
}

impl<T: FieldValue> ExtraValue for T {
    type Read<'e> = Checked<'e, T>;
    type Given<'a> = Checked<'a, T>;

    fn read<'e>(extra: &'e Extra<'_>) -> Option<Checked<'e, T>> {
        extra.text().map(Checked::new)
    }

    fn to_given<'a>(read: Checked<'_, T>) -> Checked<'a, T> {
        read.into_owned()
    }

    fn is_empty(value: &Checked<'_, T>) -> bool {
        value.raw().trim().is_empty()
    }

    fn write<'a>(extra: &mut Extra<'a>, value: Checked<'a, T>) {
        if Self::read(extra).is_none_or(|old| old.raw().trim() != value.raw().trim()) {
            extra.valeur = Some(match value {
                Checked::Valid(value) => value.written(),
                Checked::Invalid(text) => text,
            });
        }
    }
}

impl ExtraValue for CodeReference<'static> {
    type Read<'e> = CodeReference<'e>;
    type Given<'a> = CodeReference<'a>;

    fn read<'e>(extra: &'e Extra<'_>) -> Option<CodeReference<'e>> {
        let reference = extra.reference.as_deref().map(Cow::Borrowed);
        Some(CodeReference { code: Some(Checked::new(extra.text()?)), reference, tag: None })
    }

    fn to_given<'a>(read: CodeReference<'_>) -> CodeReference<'a> {
        read.into_owned()
    }

    fn is_empty(value: &CodeReference<'_>) -> bool {
        value.code.is_none()
    }

    fn write<'a>(extra: &mut Extra<'a>, value: CodeReference<'a>) {
        let CodeReference { code, reference, .. } = value;
        if let Some(code) = code {
            Formacode::write(extra, code);
        }
        extra.reference = reference;
    }
}

impl ExtraValue for Coordonnees<'static> {
    type Read<'e> = &'e Coordonnees<'e>;
    type Given<'a> = Coordonnees<'a>;

    fn read<'e>(extra: &'e Extra<'_>) -> Option<&'e Coordonnees<'e>> {
        extra.coordonnees.as_ref()
    }

    fn to_given<'a>(read: &Coordonnees<'_>) -> Coordonnees<'a> {
        read.clone().into_owned()
    }

    fn is_empty(_: &Coordonnees<'_>) -> bool {
        false
    }

    fn write<'a>(extra: &mut Extra<'a>, value: Coordonnees<'a>) {
        extra.coordonnees = Some(value);
    }
}

/// What may be given to an addition that holds `V`: a value, a text that is read as one, or what was read of another.
pub trait Give<'a, V: ExtraValue + ?Sized> {
    /// The value to write; `None` for nothing.
    fn give(self) -> Option<V::Given<'a>>;
}

impl<'a, T: FieldValue> Give<'a, T> for T {
    fn give(self) -> Option<Checked<'a, T>> {
        Some(Checked::Valid(self))
    }
}

impl<'a, T: FieldValue> Give<'a, T> for Checked<'a, T> {
    fn give(self) -> Option<Self> {
        Some(self)
    }
}

impl<'a, T: FieldValue> Give<'a, T> for Option<Checked<'a, T>> {
    fn give(self) -> Self {
        self
    }
}

impl<'a, T: FieldValue> Give<'a, T> for &'a str {
    fn give(self) -> Option<Checked<'a, T>> {
        Some(Checked::new(self))
    }
}

impl<'a> Give<'a, Booleen> for bool {
    fn give(self) -> Option<Checked<'a, Booleen>> {
        Some(Checked::Valid(if self { Booleen::Oui } else { Booleen::Non }))
    }
}

/// What is given as it is.
macro_rules! give {
    ($($given:ty as $value:ty;)+) => {
        $(
            impl<'a> Give<'a, $value> for $given {
                fn give(self) -> Option<<$value as ExtraValue>::Given<'a>> {
                    Some(self.into())
                }
            }

            impl<'a> Give<'a, $value> for Option<$given> {
                fn give(self) -> Option<<$value as ExtraValue>::Given<'a>> {
                    self.map(Into::into)
                }
            }
        )+
    };
}

give! {
    &'a str as str;
    CodeReference<'a> as CodeReference<'static>;
    Coordonnees<'a> as Coordonnees<'static>;
}

impl<'a> Give<'a, str> for String {
    fn give(self) -> Option<Texte<'a>> {
        Some(self.into())
    }
}
