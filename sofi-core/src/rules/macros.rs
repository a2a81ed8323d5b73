//! How a family of rules is written down.

/// Writes a family of rules: `CODE "nom" [severities] Evidence Check { texts }`.
///
/// Severities are those of the profiles `lheo`, `offre-info`, `edof`, `pays-de-la-loire`, in this order: `E`rror,
/// `W`arning, `I`nfo, or `-` where the rule is off. `default` is the severity of a rule that a configuration turns on;
/// without it, it is the gravest of the four.
macro_rules! family {
    ($(
        $code:ident $name:literal [$lheo:tt $offre_info:tt $edof:tt $pdl:tt] $($word:ident)+ $(($($how:tt)+))? {
            title: $title_fr:literal / $title_en:literal,
            message: $message_fr:literal / $message_en:literal,
            $(label: $label_fr:literal / $label_en:literal,)?
            $(helps: [$($help_fr:literal / $help_en:literal),* $(,)?],)?
            why: $why_fr:literal / $why_en:literal,
            source: $source:literal,
            $(needs: [$($need:literal),*],)?
            $(edof: $anomalie:literal,)?
            bad: $bad:literal,
            good: $good:literal $(,)?
        }
    )+) => {
        $(
            #[doc = concat!("`", stringify!($code), "` ", $name, ": ", $title_en, ".")]
            static $code: $crate::Rule = $crate::Rule {
                code: stringify!($code),
                name: $name,
                severity: $crate::rules::macros::gravest(
                    [
                        $crate::rules::macros::severity!($lheo),
                        $crate::rules::macros::severity!($offre_info),
                        $crate::rules::macros::severity!($edof),
                        $crate::rules::macros::severity!($pdl),
                        $crate::rules::macros::default!($($word)+),
                    ],
                ),
                profiles: [
                    $crate::rules::macros::severity!($lheo),
                    $crate::rules::macros::severity!($offre_info),
                    $crate::rules::macros::severity!($edof),
                    $crate::rules::macros::severity!($pdl),
                ],
                evidence: $crate::rules::macros::evidence!($($word)+),
                needs: &[$($($need),*)?],
                edof: $crate::rules::macros::optional!($($anomalie)?),
                title: $crate::Bilingual::new($title_fr, $title_en),
                message: $crate::Bilingual::new($message_fr, $message_en),
                label: $crate::Bilingual::new(concat!("" $(, $label_fr)?), concat!("" $(, $label_en)?)),
                helps: &[$($($crate::Bilingual::new($help_fr, $help_en)),*)?],
                why: $crate::Bilingual::new($why_fr, $why_en),
                source: $source,
                bad: $bad,
                good: $good,
            };
        )+

        /// Every rule of this family, in the order of the codes.
        pub(super) static RULES: &[$crate::rules::DomainRule] = &[$(
            $crate::rules::DomainRule {
                rule: &$code,
                check: $crate::rules::macros::check!([$($word)+] $(($($how)+))?),
            },
        )+];
    };
}

/// A severity by its letter.
macro_rules! severity {
    (E) => {
        Some($crate::Severity::Error)
    };
    (W) => {
        Some($crate::Severity::Warning)
    };
    (I) => {
        Some($crate::Severity::Info)
    };
    (-) => {
        None
    };
}

/// The severity of a rule that a configuration turns on. Of the words between severities and texts, `default` and what
/// follows may be left out: macros of Rust cannot tell them from the evidence in one pattern.
macro_rules! default {
    (default $severity:ident $evidence:ident $check:ident) => {
        Some($crate::Severity::$severity)
    };
    ($evidence:ident $check:ident) => {
        None
    };
}

/// How sure a rule is.
macro_rules! evidence {
    (default $severity:ident $evidence:ident $check:ident) => {
        $crate::Evidence::$evidence
    };
    ($evidence:ident $check:ident) => {
        $crate::Evidence::$evidence
    };
}

/// How the faults of a rule are found.
macro_rules! check {
    ([default $severity:ident $evidence:ident $check:ident] $($how:tt)?) => {
        $crate::rules::Check::$check $($how)?
    };
    ([$evidence:ident $check:ident] $($how:tt)?) => {
        $crate::rules::Check::$check $($how)?
    };
}

/// A value that may be left out.
macro_rules! optional {
    () => {
        None
    };
    ($value:literal) => {
        Some($value)
    };
}

/// The gravest of these.
#[expect(clippy::indexing_slicing, reason = "within bounds, and evaluated while compiling")]
pub(super) const fn gravest(severities: [Option<crate::Severity>; 5]) -> crate::Severity {
    let mut gravest = crate::Severity::Info;
    let mut i = 0;
    while i < severities.len() {
        if let Some(severity) = severities[i]
            && severity as u8 > gravest as u8
        {
            gravest = severity;
        }
        i += 1;
    }
    gravest
}

pub(super) use {check, default, evidence, family, optional, severity};
