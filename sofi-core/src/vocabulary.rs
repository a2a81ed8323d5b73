//! Closed vocabularies: an enum whose values have one stable name and a wording in each language.

/// Declares the enum of a closed vocabulary, with its stable names (also those of serde) and its words.
macro_rules! vocabulary {
    (@list $first:literal $(, $rest:literal)*) => { concat!($first $(, ", ", $rest)*) };
    (
        $(#[$meta:meta])*
        pub enum $type:ident {
            $($(#[$doc:meta])* $variant:ident = $name:literal: $fr:literal / $en:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl $type {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name, as files and machine formats write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The words for people.
            pub const fn words(self) -> $crate::Bilingual {
                match self { $(Self::$variant => $crate::Bilingual::new($fr, $en)),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownName::new(
                        text,
                        $crate::vocabulary::vocabulary!(@list $($name),+),
                    )),
                }
            }
        }
    };
}

pub(crate) use vocabulary;

/// The text of a template in one language; templates and arguments stand side by side in this crate, and a
/// test reads every message, so an argument that is missing shows there and not to a user.
pub(crate) fn phrase(template: crate::Bilingual, args: &crate::Args, lang: crate::Lang) -> String {
    let template = template.get(lang);
    args.fill(template, lang).unwrap_or_else(|| template.to_owned())
}

/// A date as people write it: `23/11/2026`, `23 Nov 2026`.
pub(crate) fn day(date: chrono::NaiveDate, lang: crate::Lang) -> String {
    let format = crate::Bilingual::new("%d/%m/%Y", "%-d %b %Y").get(lang);
    date.format(format).to_string()
}
