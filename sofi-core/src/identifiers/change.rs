//! What lenient reading puts right.

use std::fmt;

use crate::{Bilingual, Lang};

macro_rules! changes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $fr:literal / $en:literal;)+) => {
        /// Something that lenient reading puts right without changing what is meant.
        ///
        /// ```
        /// use sofi_core::{Change, Siret};
        ///
        /// let read = Siret::lenient("195 112 966 00799").unwrap();
        /// assert_eq!(read.changes.iter().collect::<Vec<_>>(), [Change::Blanks]);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Change { $($(#[$doc])* $variant),+ }

        impl Change {
            /// Every change.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name of the change, a French slug.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What was put right, for people.
            pub const fn words(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual::new($fr, $en)),+ }
            }
        }
    };
}

changes! {
    /// Blanks of any kind were taken away: spaces, no-break spaces, tabs, ends of lines (SIR-02).
    Blanks = "blancs", "blancs retirés" / "blanks taken away";
    /// Dots were taken away (SIR-02).
    Dots = "points", "points retirés" / "dots taken away";
    /// Hyphens and dashes were taken away (SIR-02).
    Hyphens = "tirets", "tirets retirés" / "hyphens taken away";
    /// Characters that cannot be seen were taken away: zero widths, marks of byte order.
    Invisible = "invisibles", "caractères invisibles retirés" / "invisible characters taken away";
    /// Letters were put in upper case (NDA-03, UAI-03).
    Case = "casse", "lettres mises en majuscules" / "letters put in upper case";
    /// A word before the value was taken away: `n°`, `SIRET :` (NDA-09).
    Label = "intitule", "mot placé devant la valeur retiré" / "word before the value taken away";
    /// Zeros that pad a number were taken away (CRT-01, CRT-03).
    Padding = "zeros-de-tete", "zéros de tête retirés" / "leading zeros taken away";
    /// The letter of function that follows an NSF code was taken away (DOM-04).
    FunctionLetter = "lettre-de-fonction", "lettre de fonction retirée" / "letter of function taken away";
    /// A date in another form was rewritten (SES-05).
    DateForm = "forme-de-date", "date remise sous la forme AAAAMMJJ" / "date rewritten as AAAAMMJJ";
    /// A time of day after a date was taken away (SES-05).
    Time = "heure", "heure retirée" / "time of day taken away";
}

/// A set of [`Change`]s.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Changes(u16);

impl Changes {
    /// Nothing was changed.
    pub const NONE: Self = Self(0);

    /// The set, and this change.
    #[must_use]
    pub const fn with(self, change: Change) -> Self {
        Self(self.0 | 1 << change as u16)
    }

    /// Was nothing changed?
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Was this changed?
    pub const fn contains(self, change: Change) -> bool {
        self.0 & 1 << change as u16 != 0
    }

    /// Each change, in the order of [`Change::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Change> {
        Change::ALL.iter().copied().filter(move |change| self.contains(*change))
    }

    /// What was changed, for people; empty when nothing was.
    ///
    /// ```
    /// use sofi_core::{Lang, NumeroActivite};
    ///
    /// let read = NumeroActivite::lenient("n° 52 44 03634 44").unwrap();
    /// assert_eq!(read.changes.message(Lang::En), "blanks taken away, word before the value taken away");
    /// ```
    pub fn message(self, lang: Lang) -> String {
        let words: Vec<_> = self.iter().map(|change| change.words().get(lang)).collect();
        words.join(", ")
    }
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A value read leniently, and what was put right to read it.
///
/// ```
/// use sofi_core::{Changes, CodeUai};
///
/// let read = CodeUai::lenient("0951099d").unwrap();
/// assert_eq!(read.value.to_string(), "0951099D");
/// assert!(!read.is_canonical());
/// assert_eq!(CodeUai::lenient("0951099D").unwrap().changes, Changes::NONE);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Normalised<T> {
    /// The value.
    pub value: T,
    /// What was put right.
    pub changes: Changes,
}

impl<T> Normalised<T> {
    /// Was nothing to be put right?
    pub const fn is_canonical(&self) -> bool {
        self.changes.is_empty()
    }
}
