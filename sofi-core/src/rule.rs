//! What a rule of the catalogue is.

use crate::{Args, Bilingual, Lang, Profile, Severity, vocabulary::vocabulary};

/// Something that sofi checks: a code for ever, and all that is said about it.
///
/// Rules are written with [`rules!`](crate::rules!); documentation pages, `sofi explain`, `sofi rules`, the
/// metadata of machine formats and the tests all read this one value.
#[derive(Debug, Eq)]
pub struct Rule {
    /// Three letters and two digits, stable for ever: `LHE03`.
    pub code: &'static str,
    /// A French slug, stable for ever: `element-inconnu`.
    pub name: &'static str,
    /// Its severity where neither profile nor configuration says otherwise.
    pub severity: Severity,
    /// Its severity in each profile, in the order of [`Profile::ALL`]; `None` where it is off.
    pub profiles: [Option<Severity>; 4],
    /// How sure it is.
    pub evidence: Evidence,
    /// The registers without which it cannot be evaluated, by the names of their kinds.
    pub needs: &'static [&'static str],
    /// The number of the anomaly by which Mon Compte Formation refuses the fault.
    pub edof: Option<&'static str>,
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

/// A code stands for one rule, for ever.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.code == other.code
    }
}

impl Rule {
    /// What the rule says of a fault, in one sentence.
    pub fn say(&self, args: &Args, lang: Lang) -> String {
        // A template that lacks an argument is a bug that a test of the catalogue catches; the title is
        // still true then.
        args.fill(self.message.get(lang), lang).unwrap_or_else(|| self.title.get(lang).to_owned())
    }

    /// Its severity in a profile; `None` where it is off.
    ///
    /// ```
    /// use sofi_core::{Profile, Severity, rules};
    ///
    /// let rule = rules::find("SES02").unwrap();
    /// assert_eq!(rule.severity_in(Profile::Lheo), Some(Severity::Error));
    /// ```
    #[expect(clippy::indexing_slicing, reason = "one severity for each profile")]
    pub const fn severity_in(&self, profile: Profile) -> Option<Severity> {
        self.profiles[profile as usize]
    }

    /// The family of the rule: the three letters of its code.
    pub fn family(&self) -> Family {
        Family(self.code.split_at(3).0)
    }
}

vocabulary! {
    /// How sure a rule of the catalogue is. What is inferred or told by one author alone never exceeds a warning, but in the
    /// profile of a platform that is known to refuse it.
    ///
    /// ```
    /// assert!(sofi_core::Evidence::Inferred.is_doubtful());
    /// ```
    pub enum Evidence {
        /// XML, the standard or its schema say so.
        Standard = "norme": "la norme le dit" / "the standard says so",
        /// Documents or public software show it.
        Evidenced = "attestee": "attestée par des documents ou des logiciels publics"
            / "shown by documents or public software",
        /// The fact is shown; how grave it is was deduced.
        Partial = "attestee-en-partie": "fait attesté, gravité ou généralisation déduites"
            / "the fact is shown, its gravity or its extent is deduced",
        /// One author alone tells it.
        SingleAuthor = "un-seul-auteur": "rapportée par un seul auteur : à vérifier"
            / "told by one author alone: to be verified",
        /// Deduced by sofi.
        Inferred = "deduite": "déduite par sofi, aucun document ne le dit : à confirmer"
            / "deduced by sofi, no document says so: to be confirmed",
    }
}

impl Evidence {
    /// Does it forbid to call a fault an error?
    pub const fn is_doubtful(self) -> bool {
        matches!(self, Self::SingleAuthor | Self::Inferred)
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
            "SIR" => Bilingual::new("SIREN et SIRET", "SIREN and SIRET"),
            "NDA" => Bilingual::new("Numéro de déclaration d'activité", "Declaration of activity number"),
            "UAI" => Bilingual::new("Code UAI", "UAI code"),
            "CRT" => Bilingual::new(
                "Certifications : RNCP, RS, Certif Info, CPF, habilitation",
                "Certifications: RNCP, RS, Certif Info, CPF, entitlement",
            ),
            "DOM" => Bilingual::new("Nomenclatures", "Nomenclatures"),
            "GEO" => Bilingual::new("Lieux et adresses", "Places and addresses"),
            "ORG" => Bilingual::new("Organismes", "Organisations"),
            "PER" => Bilingual::new("Périmètre régional", "Regional perimeter"),
            "IDN" => Bilingual::new("Numéros et dates de mise à jour", "Numbers and dates of update"),
            "SES" => Bilingual::new("Sessions et dates", "Sessions and dates"),
            "ACT" => Bilingual::new("Actions : heures, prix, modalités", "Actions: hours, prices, terms"),
            "TXT" => Bilingual::new("Textes", "Texts"),
            "CON" => Bilingual::new("Contacts", "Contacts"),
            "FED" => Bilingual::new("Flux", "Feeds"),
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
                profiles: [Some($crate::Severity::$severity); 4],
                evidence: $crate::Evidence::Standard,
                needs: &[],
                edof: None,
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
