//! What the parts of an offer have in common: they can be built, kept, and walked through.

use std::{borrow::Cow, fmt};

use super::{
    Action, Adresse, Certification, Checked, CodeReference, Coordonnees, Formation, LieuDeFormation,
    OfferPath, Organisme, Prix, RoleOrganisme, Session, Texte, data::ValueType,
};
use crate::{Departement, Identifier, Region, rules::Visitor};

/// A part of an offer that can be kept beyond what it was read from.
pub trait IntoOwned {
    /// The same, borrowing nothing.
    type Owned;

    /// Copies what is borrowed.
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for Texte<'_> {
    type Owned = Texte<'static>;

    fn into_owned(self) -> Texte<'static> {
        Cow::Owned(Cow::into_owned(self))
    }
}

impl<T: std::str::FromStr> IntoOwned for Checked<'_, T> {
    type Owned = Checked<'static, T>;

    fn into_owned(self) -> Checked<'static, T> {
        Checked::into_owned(self)
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

/// A field that a builder can fill with a value: sets what is single, adds to what is a list.
pub trait Put<V> {
    /// Fills it.
    fn put(&mut self, value: V);
}

impl<'a, V: Into<Texte<'a>>> Put<V> for Option<Texte<'a>> {
    fn put(&mut self, value: V) {
        *self = Some(value.into());
    }
}

impl<'a, V: Into<Texte<'a>>> Put<V> for Vec<Texte<'a>> {
    fn put(&mut self, value: V) {
        self.push(value.into());
    }
}

impl<'a, T: std::str::FromStr, V: Into<Texte<'a>>> Put<V> for Option<Checked<'a, T>> {
    fn put(&mut self, value: V) {
        *self = Some(Checked::new(value));
    }
}

impl<'a, T: std::str::FromStr, V: Into<Texte<'a>>> Put<V> for Vec<Checked<'a, T>> {
    fn put(&mut self, value: V) {
        self.push(Checked::new(value));
    }
}

/// Somebody who is led through an offer, part by part and field by field, in the order of the model.
///
/// Parts announce themselves to those who care for one kind of them; `element` is told of each part, whatever it is.
pub(crate) trait Visit<'o> {
    /// A part starts, an element with others inside.
    fn element(&mut self, _path: &OfferPath) {}
    /// A text.
    fn texte(&mut self, path: &OfferPath, text: &'o str);
    /// A typed field.
    fn checked<T: Field>(&mut self, path: &OfferPath, field: &'o Checked<'_, T>);

    fn formation(&mut self, _: &'o Formation<'_>, _: &OfferPath) {}
    fn action(&mut self, _: &'o Action<'_>, _: &OfferPath) {}
    fn leave_action(&mut self) {}
    fn session(&mut self, _: &'o Session<'_>, _: &OfferPath) {}
    fn leave_session(&mut self) {}
    fn organisme(&mut self, _: &'o Organisme<'_>, _: RoleOrganisme, _: &OfferPath) {}
    fn lieu(&mut self, _: &'o LieuDeFormation<'_>, _: &OfferPath) {}
    fn adresse(&mut self, _: &'o Adresse<'_>, _: &OfferPath) {}
    fn coordonnees(&mut self, _: &'o Coordonnees<'_>, _: &OfferPath) {}
    fn certification(&mut self, _: &'o Certification<'_>, _: &OfferPath) {}
    fn code(&mut self, _: &'o CodeReference<'_>, _: &OfferPath) {}
}

/// A part of an offer that somebody can be led through.
pub(crate) trait Walk {
    /// Leads the visitor through it; `steps` lead to it from `path`.
    fn walk<'o, V: Visit<'o>>(&'o self, steps: &[&'static str], path: &mut OfferPath, visitor: &mut V);
}

/// Follows these steps and comes back.
pub(crate) fn at<'o, V: Visit<'o>>(
    steps: &[&'static str],
    path: &mut OfferPath,
    visitor: &mut V,
    go: impl FnOnce(&mut OfferPath, &mut V),
) {
    let here = path.len();
    for step in steps {
        path.push(step);
    }
    go(path, visitor);
    path.truncate(here);
}

impl<T: Walk> Walk for Option<T> {
    fn walk<'o, V: Visit<'o>>(&'o self, steps: &[&'static str], path: &mut OfferPath, visitor: &mut V) {
        if let Some(part) = self {
            at(steps, path, visitor, |path, visitor| part.walk(&[], path, visitor));
        }
    }
}

impl<T: Walk> Walk for Vec<T> {
    fn walk<'o, V: Visit<'o>>(&'o self, steps: &[&'static str], path: &mut OfferPath, visitor: &mut V) {
        let Some((last, above)) = steps.split_last() else { return };
        at(above, path, visitor, |path, visitor| {
            for (index, part) in self.iter().enumerate() {
                let here = path.len();
                path.push_nth(last, index as u32 + 1);
                part.walk(&[], path, visitor);
                path.truncate(here);
            }
        });
    }
}

impl Walk for Texte<'_> {
    fn walk<'o, V: Visit<'o>>(&'o self, _: &[&'static str], path: &mut OfferPath, visitor: &mut V) {
        visitor.texte(path, self);
    }
}

impl<T: Field> Walk for Checked<'_, T> {
    fn walk<'o, V: Visit<'o>>(&'o self, _: &[&'static str], path: &mut OfferPath, visitor: &mut V) {
        visitor.checked(path, self);
    }
}

/// What a [`Checked`] field may hold.
pub trait FieldValue: std::str::FromStr + fmt::Display {
    /// Which type it is, for those who have no static types.
    const TYPE: ValueType;

    /// As formats write it; people may be shown something else.
    fn written(&self) -> Cow<'static, str> {
        Cow::Owned(self.to_string())
    }
}

/// What judges have to say of a field.
pub(crate) trait Field: FieldValue {
    /// Tells a judge of a value or of a text that is refused.
    fn tell(_: &Checked<'_, Self>, _: &OfferPath, _: &mut Visitor<'_, '_>)
    where
        Self: Sized,
    {
    }
}

impl<T: Identifier> FieldValue for T {
    const TYPE: ValueType = ValueType::Identifier(T::KIND);
}

impl<T: Identifier> Field for T {
    fn tell(field: &Checked<'_, T>, path: &OfferPath, visitor: &mut Visitor<'_, '_>) {
        match field {
            Checked::Valid(value) => visitor.identifier(path, value),
            Checked::Invalid(text) => visitor.refused::<T>(path, text),
        }
    }
}

impl FieldValue for Region {
    const TYPE: ValueType = ValueType::Region;

    fn written(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.code())
    }
}

/// Values of which there is nothing to say by themselves.
macro_rules! quiet {
    ($($type:ident = $of:expr),+) => {
        $(
            impl $crate::offre::FieldValue for $type {
                const TYPE: $crate::ValueType = $of;
            }
            impl $crate::offre::shape::Field for $type {}
        )+
    };
}

impl Field for Region {}
quiet! { u32 = ValueType::Number, Departement = ValueType::Departement, Prix = ValueType::Price }

/// Closed lists of codes, of which there is nothing to say by themselves.
macro_rules! codes {
    ($($type:ident)+) => {
        $(
            $crate::offre::shape::quiet! { $type = $crate::ValueType::Code({
                static DEFINITION: $crate::CodeDef = $crate::CodeDef {
                    name: stringify!($type),
                    codes: || {
                        let value = |it: &$type| $crate::CodeValue {
                            name: format!("{it:?}"),
                            code: it.as_str(),
                            words: it.words(),
                        };
                        $type::ALL.iter().map(value).collect()
                    },
                };
                &DEFINITION
            }) }
        )+
    };
}

/// Declares a part of an offer: its fields, and where LHEO writes each.
///
/// A field is `name: Type = [steps]`; steps are names of elements from the part on, or `@attribute`. The part is
/// announced to rules as `enters`, when there are rules on such parts.
macro_rules! part {
    (
        $(#[doc = $meta:literal])*
        pub struct $type:ident $(enters $enter:ident)? {
            $($(#[doc = $doc:literal])* $field:ident $(as $setter:ident)?: $of:ty = [$($step:literal)*],)+
        }
    ) => {
        $crate::offre::shape::part! {
            $(#[doc = $meta])*
            pub struct $type by hand {
                $($(#[doc = $doc])* $field $(as $setter)?: $of = [$($step)*],)+
            }
        }

        impl $crate::offre::shape::Walk for $type<'_> {
            fn walk<'o, V: $crate::offre::shape::Visit<'o>>(
                &'o self,
                _: &[&'static str],
                path: &mut $crate::OfferPath,
                visitor: &mut V,
            ) {
                visitor.element(path);
                $(visitor.$enter(self, path);)?
                $($crate::offre::shape::Walk::walk(&self.$field, &[$($step),*], path, visitor);)+
                $($crate::offre::shape::leave!($enter, visitor);)?
            }
        }
    };
    (
        $(#[doc = $meta:literal])*
        pub struct $type:ident by hand {
            $($(#[doc = $doc:literal])* $field:ident $(as $setter:ident)?: $of:ty = [$($step:literal)*],)+
        }
    ) => {
        $(#[doc = $meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $type<'a> {
            $($(#[doc = $doc])* #[serde(skip_serializing_if = "crate::offre::is_nothing")] pub $field: $of,)+
        }

        impl<'a> $type<'a> {
            $($crate::offre::shape::setter! { $field $($setter)?: $of })+

            /// Copies what is borrowed, to keep it.
            pub fn into_owned(self) -> $type<'static> {
                $type { $($field: $crate::offre::IntoOwned::into_owned(self.$field),)+ }
            }

            /// Its kind, for those who have no static types.
            pub fn definition() -> &'static $crate::PartDef {
                static DEFINITION: $crate::PartDef = $crate::PartDef {
                    name: stringify!($type),
                    doc: concat!($($meta, "\n"),*),
                    fields: &[$($crate::FieldDef::of(
                        stringify!($field),
                        concat!($($doc, "\n"),*),
                        |part: &$type<'static>| &part.$field,
                    ),)+],
                    read: |json| Ok(serde_json::from_value::<$type<'_>>(json)?.data()),
                };
                &DEFINITION
            }

            /// The same as data, for those who have no static types.
            pub fn data(&self) -> $crate::PartData {
                use $crate::offre::data::Data;
                $crate::PartData::new(Self::definition(), [$(Data::data(&self.$field)),+])
            }
        }

        impl $crate::offre::data::Data for $type<'_> {
            const HOLDS: $crate::FieldType = $crate::FieldType::Part($type::definition);

            fn data(&self) -> $crate::FieldData {
                $crate::FieldData::Part($type::data(self))
            }
        }

        impl $crate::offre::IntoOwned for $type<'_> {
            type Owned = $type<'static>;

            fn into_owned(self) -> $type<'static> {
                self.into_owned()
            }
        }

        impl<'a> $crate::offre::Put<$type<'a>> for Option<$type<'a>> {
            fn put(&mut self, value: $type<'a>) {
                *self = Some(value);
            }
        }

        impl<'a> $crate::offre::Put<$type<'a>> for Vec<$type<'a>> {
            fn put(&mut self, value: $type<'a>) {
                self.push(value);
            }
        }
    };
}

/// The setter of a builder.
macro_rules! setter {
    ($field:ident: $of:ty) => {
        $crate::offre::shape::setter! { $field $field: $of }
    };
    ($field:ident $setter:ident: $of:ty) => {
        #[doc = concat!("Fills `", stringify!($field), "`: sets what is single, adds to what is a list.")]
        #[must_use]
        pub fn $setter<V>(mut self, value: V) -> Self
        where
            $of: $crate::offre::Put<V>,
        {
            $crate::offre::Put::put(&mut self.$field, value);
            self
        }
    };
}

/// Tells the visitor that it leaves a part inside of which others are judged.
macro_rules! leave {
    (action, $visitor:ident) => {
        $visitor.leave_action()
    };
    (session, $visitor:ident) => {
        $visitor.leave_session()
    };
    ($other:ident, $visitor:ident) => {};
}

pub(crate) use {codes, leave, part, quiet, setter};
