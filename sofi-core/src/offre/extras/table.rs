//! The tables of keys: one row for each addition that a profile defines.

use super::Extras;

/// What is known of a key, whatever it holds: for those who list keys or go through all of them.
#[derive(Debug, Clone, Copy)]
pub struct ExtraDef {
    /// The module of its constant, named after the profile.
    pub profile: &'static str,
    /// The name of its constant.
    pub constant: &'static str,
    /// The element that holds its group.
    pub element: &'static str,
    /// The names of its group; the first is the one written.
    pub groups: &'static [&'static str],
    /// The group inside of that one, where it does not stand directly in it.
    pub inside: Option<&'static str>,
    /// Its name, `@info`.
    pub name: &'static str,
    /// The type of its values.
    pub value: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Gives additions the values that others have, whatever part they are of, and tells how many.
    pub copy: fn(from: &Vec<Extras<'_>>, to: &mut Vec<Extras<'_>>) -> usize,
}

impl ExtraDef {
    /// Where it stands: `action/extras[action]/extras[frais-pedagogiques]/extra[frais-ttc]`.
    pub fn path(&self) -> String {
        let inside = self.inside.map(|inside| format!("/extras[{inside}]")).unwrap_or_default();
        // One list of the CPF is a group itself.
        let holder = if self.element == "extras" { String::new() } else { format!("{}/", self.element) };
        format!("{holder}extras[{}]{inside}/extra[{}]", self.groups.join("|"), self.name)
    }
}

/// Declares the keys of a profile, group by group, in the order in which the profile wants them.
///
/// A group is `group NAME of Part = "info"`, with other names that it goes by after `|`; a row is `NAME: Type = "info"`, or
/// `"info of a group inside" / "info"`. A group may be in the order of another one, which then does not know its rows.
macro_rules! keys {
    ($profile:literal; $(
        $(#[doc = $group_doc:literal])+
        group $group:ident of $part:ident = $info:literal $(| $other:literal)* $(in the order of $orderly:ident)? {
            $($(#[doc = $doc:literal])+ $key:ident: $value:ty = $first:literal $(/ $second:literal)?,)*
        }
    )+) => {
        $(
            $(#[doc = $group_doc])+
            pub const $group: ExtrasKey<$part<'static>> =
                ExtrasKey::new(&[$info $(, $other)*], $crate::offre::extras::table::order!($($orderly)? [$(($first, concat!($($second)?))),*]));

            $(
                $(#[doc = $doc])+
                #[doc = ""]
                #[doc = concat!("`extras[", $info, "]/", $crate::offre::extras::table::place!($first $($second)?), "`.")]
                pub const $key: ExtraKey<$part<'static>, $value> =
                    ExtraKey::new($group, $first, concat!($($second)?));
            )*
        )+

        /// All of them.
        pub static KEYS: &[ExtraDef] = &[$($(
            ExtraDef {
                profile: $profile,
                constant: stringify!($key),
                element: <$part<'static> as HasExtras<'static>>::ELEMENT,
                groups: $group.names,
                inside: $key.inside,
                name: $key.name,
                value: stringify!($value),
                doc: concat!($($doc),+),
                copy: |from, to| $key.anywhere().copy(from, to),
            },
        )*)+];
    };
}

macro_rules! order {
    ($group:ident [$($rows:tt)*]) => {
        $group.order()
    };
    ([$($rows:tt)*]) => {
        Order::new(&[$($rows)*])
    };
}

macro_rules! place {
    ($name:literal) => {
        concat!("extra[", $name, "]")
    };
    ($inside:literal $name:literal) => {
        concat!("extras[", $inside, "]/extra[", $name, "]")
    };
}

pub(super) use {keys, order, place};
