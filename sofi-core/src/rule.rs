//! What a rule of the catalogue is.

use crate::{Args, Bilingual, Lang, Severity};

/// Something that sofi checks: a code for ever, and all that is said about it.
///
/// Rules are written with [`rules!`](crate::rules); documentation pages, `sofi explain`, `sofi rules`, the
/// metadata of machine formats and the tests all read this one value.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Three letters and two digits, stable for ever: `LHE03`.
    pub code: &'static str,
    /// A French slug, stable for ever: `element-inconnu`.
    pub name: &'static str,
    /// Its severity where neither profile nor configuration says otherwise.
    pub severity: Severity,
    /// One line: what the rule is about.
    pub title: Bilingual,
    /// What is said of a fault, a [template](crate::Args::fill).
    pub message: Bilingual,
    /// What is said under the underlined place; shown when all its placeholders are filled.
    pub label: Bilingual,
    /// What to do next: each line is shown when all its placeholders are filled.
    pub helps: &'static [Bilingual],
    /// Why it matters, for the page of the rule.
    pub why: Bilingual,
    /// Where the rule comes from: a section of XML 1.0, of LHEO, or a rule of the catalogue.
    pub source: &'static str,
    /// A fragment that breaks the rule.
    pub bad: &'static str,
    /// The same fragment, mended.
    pub good: &'static str,
}

impl Rule {
    /// What the rule says of a fault, in one sentence.
    pub fn say(&self, args: &Args, lang: Lang) -> String {
        // A template that lacks an argument is a bug that a test of the catalogue catches; the title is
        // still true then.
        args.fill(self.message.get(lang), lang).unwrap_or_else(|| self.title.get(lang).to_owned())
    }

    /// The family of the rule: the three letters of its code.
    pub fn family(&self) -> Family {
        Family(&self.code[..3])
    }
}

/// The three letters that start the codes of rules about one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Family(pub &'static str);

impl Family {
    /// What the family is about.
    pub fn title(self) -> Bilingual {
        match self.0 {
            "XML" => Bilingual::new(
                "XML : forme, encodage, limites, source",
                "XML: form, encoding, limits, source",
            ),
            "LHE" => {
                Bilingual::new("LHEO : structure, valeurs, dialecte", "LHEO: structure, values, dialect")
            }
            _ => Bilingual::new("Règles du domaine", "Rules of the domain"),
        }
    }
}

/// Writes the rules of one family: a constant for each, and the list `ALL` of them, in order.
///
/// ```
/// sofi_core::rules! {
///     DEM01 "demonstration" Warning {
///         title: "Une démonstration" / "A demonstration",
///         message: "{element} est là" / "{element} is here",
///         label: "" / "",
///         helps: ["ne rien faire" / "do nothing"],
///         why: "Pour montrer." / "To show.",
///         source: "this documentation",
///         bad: "<a/>",
///         good: "",
///     }
/// }
/// assert_eq!(DEM01.code, "DEM01");
/// assert_eq!(ALL.len(), 1);
/// ```
#[macro_export]
macro_rules! rules {
    ($(
        $code:ident $name:literal $severity:ident {
            title: $title_fr:literal / $title_en:literal,
            message: $message_fr:literal / $message_en:literal,
            label: $label_fr:literal / $label_en:literal,
            helps: [$($help_fr:literal / $help_en:literal),* $(,)?],
            why: $why_fr:literal / $why_en:literal,
            source: $source:literal,
            bad: $bad:literal,
            good: $good:literal $(,)?
        }
    )+) => {
        $(
            #[doc = concat!("`", stringify!($code), "` ", $name, ": ", $title_en, ".")]
            pub static $code: $crate::Rule = $crate::Rule {
                code: stringify!($code),
                name: $name,
                severity: $crate::Severity::$severity,
                title: $crate::Bilingual::new($title_fr, $title_en),
                message: $crate::Bilingual::new($message_fr, $message_en),
                label: $crate::Bilingual::new($label_fr, $label_en),
                helps: &[$($crate::Bilingual::new($help_fr, $help_en)),*],
                why: $crate::Bilingual::new($why_fr, $why_en),
                source: $source,
                bad: $bad,
                good: $good,
            };
        )+

        /// Every rule of this family, in the order of the codes.
        pub static ALL: &[&$crate::Rule] = &[$(&$code),+];
    };
}
