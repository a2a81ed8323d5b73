//! Everything that can be said of one text, whatever the kind of identifier.

use std::fmt;

use super::{Changes, Fault, Identifier, IdentifierKind, Remark, advice};
use crate::{Bilingual, Departement, Lang, Presumed, Region};

/// A part of an identifier: a name for programs, a label and a value for people.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    /// A stable French name, for programs.
    pub name: &'static str,
    /// What the part is.
    pub label: Bilingual,
    value: String,
    words: Bilingual,
}

impl Part {
    pub(crate) fn new(
        name: &'static str,
        fr: &'static str,
        en: &'static str,
        value: impl fmt::Display,
    ) -> Self {
        Self { name, label: Bilingual::new(fr, en), value: value.to_string(), words: Bilingual::EMPTY }
    }

    /// A part whose value is a word of the language.
    pub(crate) fn worded(
        name: &'static str,
        fr: &'static str,
        en: &'static str,
        (value_fr, value_en): (&'static str, &'static str),
    ) -> Self {
        let words = Bilingual::new(value_fr, value_en);
        Self { name, label: Bilingual::new(fr, en), value: String::new(), words }
    }

    /// The value.
    ///
    /// ```
    /// use sofi_core::{Identifier, Lang, Siret};
    ///
    /// let siret: Siret = "19511296600799".parse()?;
    /// let nic = siret.parts().into_iter().find(|part| part.name == "nic").unwrap();
    /// assert_eq!(nic.value(Lang::Fr), "00799");
    /// # Ok::<_, sofi_core::InvalidIdentifier<Siret>>(())
    /// ```
    pub fn value(&self, lang: Lang) -> &str {
        if self.words.is_empty() { &self.value } else { self.words.get(lang) }
    }
}

/// What a text is, in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Valid, in its canonical form.
    Valid,
    /// Valid once presentation is taken away.
    NotCanonical,
    /// No value: nothing, a filler, or a number that is awaited.
    Absent,
    /// Not an identifier of this kind.
    Invalid,
}

impl Verdict {
    /// The stable name, for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotCanonical => "not-canonical",
            Self::Absent => "absent",
            Self::Invalid => "invalid",
        }
    }

    /// Is there a value?
    ///
    /// ```
    /// assert!(sofi_core::Verdict::NotCanonical.is_valid());
    /// assert!(!sofi_core::Verdict::Absent.is_valid());
    /// ```
    pub const fn is_valid(self) -> bool {
        matches!(self, Self::Valid | Self::NotCanonical)
    }

    /// The verdict, for people.
    pub const fn words(self) -> Bilingual {
        match self {
            Self::Valid => Bilingual::new("valide", "valid"),
            Self::NotCanonical => Bilingual::new("valide une fois remis en forme", "valid once rewritten"),
            Self::Absent => Bilingual::new("absent", "absent"),
            Self::Invalid => Bilingual::new("refusé", "refused"),
        }
    }
}

/// Everything that can be said of a text that should be an identifier, read leniently.
///
/// ```
/// use sofi_core::{Analysis, IdentifierKind, Lang, Verdict};
///
/// let analysis = Analysis::new(IdentifierKind::Uai, "951099d");
/// assert_eq!(analysis.verdict, Verdict::Invalid);
/// assert_eq!(analysis.rule, Some("UAI03"));
/// assert_eq!(analysis.repair.as_deref(), Some("0951099D"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Analysis {
    /// The kind that was asked for.
    pub kind: IdentifierKind,
    /// The text as it was given.
    pub text: String,
    /// What it is.
    pub verdict: Verdict,
    /// The canonical form.
    pub value: Option<String>,
    /// The form in groups.
    pub grouped: Option<String>,
    /// What was put right to read it.
    pub changes: Changes,
    /// What it is made of.
    pub parts: Vec<Part>,
    /// What there is to say of it, valid though it is.
    pub remarks: Vec<Remark>,
    /// The department that it speaks of.
    pub departement: Presumed<Departement>,
    /// The region that it speaks of.
    pub region: Presumed<Region>,
    /// What is wrong.
    pub fault: Option<Fault>,
    /// The rule that is broken.
    pub rule: Option<&'static str>,
    /// What was probably meant.
    pub repair: Option<String>,
    /// The rule about what is right and not canonical.
    canonical: &'static str,
}

impl Analysis {
    /// Reads a text as this kind of identifier.
    pub fn new(kind: IdentifierKind, text: &str) -> Self {
        use IdentifierKind as Kind;
        match kind {
            Kind::Siren => Self::of::<super::Siren>(text),
            Kind::Siret => Self::of::<super::Siret>(text),
            Kind::Tva => Self::of::<super::NumeroTva>(text),
            Kind::Nda => Self::of::<super::NumeroActivite>(text),
            Kind::Uai => Self::of::<super::CodeUai>(text),
            Kind::Rncp => Self::of::<super::CodeRncp>(text),
            Kind::Rs => Self::of::<super::CodeRs>(text),
            Kind::Cpf => Self::of::<super::CodeCpf>(text),
            Kind::CertifInfo => Self::of::<super::CodeCertifInfo>(text),
            Kind::Bloc => Self::of::<super::CodeBloc>(text),
            Kind::Formacode => Self::of::<super::Formacode>(text),
            Kind::Nsf => Self::of::<super::CodeNsf>(text),
            Kind::Rome => Self::of::<super::CodeRome>(text),
            Kind::Cp => Self::of::<super::CodePostal>(text),
            Kind::Commune => Self::of::<super::CodeCommune>(text),
            Kind::Session => Self::of::<super::NumeroSession>(text),
            Kind::CleMinistere => Self::of::<super::CleMinistere>(text),
            Kind::Date => Self::of::<super::PartialDate>(text),
        }
    }

    /// Reads a text as an identifier of this type.
    ///
    /// ```
    /// use sofi_core::{Analysis, CodePostal};
    ///
    /// assert_eq!(Analysis::of::<CodePostal>("20200").region.certain().unwrap().nom(), "Corse");
    /// ```
    pub fn of<T: Identifier>(text: &str) -> Self {
        let mut analysis = Self {
            kind: T::KIND,
            text: text.to_owned(),
            verdict: Verdict::Invalid,
            value: None,
            grouped: None,
            changes: Changes::NONE,
            parts: Vec::new(),
            remarks: Vec::new(),
            departement: Presumed::Unknown,
            region: Presumed::Unknown,
            fault: None,
            rule: None,
            repair: None,
            canonical: T::CANONICAL,
        };
        match <T as Identifier>::lenient(text) {
            Ok(read) => {
                analysis.verdict = if read.is_canonical() { Verdict::Valid } else { Verdict::NotCanonical };
                analysis.value = Some(read.value.to_string());
                analysis.grouped = Some(read.value.grouped().to_string());
                analysis.changes = read.changes;
                analysis.parts = read.value.parts();
                analysis.remarks = read.value.remarks();
                analysis.departement = Identifier::departement(&read.value);
                analysis.region = Identifier::region(&read.value);
            }
            Err(error) => {
                if error.fault().is_absent() {
                    analysis.verdict = Verdict::Absent;
                }
                analysis.fault = Some(error.fault());
                analysis.rule = Some(error.rule());
                analysis.repair = error.repair().map(|repair| repair.to_string());
            }
        }
        analysis
    }

    /// The rule that has something to say of the text: the one that is broken, or that of the canonical form.
    ///
    /// ```
    /// use sofi_core::{Analysis, Siret};
    ///
    /// assert_eq!(Analysis::of::<Siret>("195 112 966 00799").cited(), Some("SIR02"));
    /// assert_eq!(Analysis::of::<Siret>("19511296600798").cited(), Some("SIR03"));
    /// assert_eq!(Analysis::of::<Siret>("19511296600799").cited(), None);
    /// ```
    pub fn cited(&self) -> Option<&'static str> {
        self.rule.or_else(|| (self.verdict == Verdict::NotCanonical).then_some(self.canonical))
    }

    /// What to do next, when something is wrong and there is something to say.
    pub fn advice(&self, lang: Lang) -> Option<String> {
        advice::advice(self.kind, self.fault?, self.repair.clone(), lang)
    }
}
