//! Why a text is not an identifier.

use std::marker::PhantomData;

use super::{Changes, Identifier, IdentifierKind, advice};
use crate::{Args, Bilingual, Lang};

/// What is wrong with a text that should be an identifier. Places are counted in characters, from 1.
///
/// ```
/// use sofi_core::{Fault, Siret};
///
/// let error = "19511296600798".parse::<Siret>().unwrap_err();
/// assert_eq!(error.fault(), Fault::Key { found: '8', expected: Some('9') });
/// let error = "1951129660079A".parse::<Siret>().unwrap_err();
/// assert_eq!(error.fault(), Fault::Character { at: 14, found: 'A' });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing is given.
    Empty,
    /// Too short or too long.
    Length {
        /// How many characters there are.
        found: usize,
        /// How many at least.
        least: usize,
        /// How many at most.
        most: usize,
    },
    /// A character that has no place there.
    Character {
        /// Its place.
        at: usize,
        /// The character.
        found: char,
    },
    /// The check digit or letter is not the one that the rest calls for.
    Key {
        /// What is written.
        found: char,
        /// What should be; `None` where several would do.
        expected: Option<char>,
    },
    /// The fourteen digits agree, but the nine that identify the enterprise do not.
    SirenKey,
    /// A value that is written where none is known: zeros, `12345678901`.
    Placeholder,
    /// Asked for, and not given yet.
    Pending,
    /// Right, but not written in the canonical way.
    NotCanonical(Changes),
    /// The zero at the start was lost, as happens when a number is stored as a number.
    ZeroLost,
    /// A zero was added at the start.
    ZeroAdded,
    /// What a spreadsheet makes of a long number: `1,95113E+13`, `19511296600799.0`.
    Spreadsheet,
    /// An identifier of another kind.
    OtherKind(IdentifierKind),
    /// A number without the letters that say what it numbers.
    PrefixMissing(&'static str),
    /// No region or department bears the digits that should name one.
    Territory,
    /// A month that does not exist, or a day without its month.
    Month,
    /// A day that does not exist in its month.
    Day,
    /// A date in another form.
    DateForm,
    /// None of the forms that the kind can take.
    Form,
}

impl Fault {
    /// The stable name of the fault, a French slug as those of rules are.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "vide",
            Self::Length { .. } => "longueur",
            Self::Character { .. } => "caractere",
            Self::Key { .. } => "cle-fausse",
            Self::SirenKey => "siren-cle-fausse",
            Self::Placeholder => "valeur-de-remplissage",
            Self::Pending => "en-attente",
            Self::NotCanonical(_) => "non-canonique",
            Self::ZeroLost => "zero-de-tete-perdu",
            Self::ZeroAdded => "zero-de-tete-ajoute",
            Self::Spreadsheet => "tableur",
            Self::OtherKind(_) => "autre-identifiant",
            Self::PrefixMissing(_) => "prefixe-absent",
            Self::Territory => "territoire-inconnu",
            Self::Month => "mois-impossible",
            Self::Day => "jour-impossible",
            Self::DateForm => "forme-de-date",
            Self::Form => "forme",
        }
    }

    /// Does the text say that there is no value, rather than give a wrong one?
    ///
    /// ```
    /// use sofi_core::{NumeroActivite, Siret};
    ///
    /// assert!("00000000000000".parse::<Siret>().unwrap_err().fault().is_absent());
    /// assert!("En cours d'enregistrement".parse::<NumeroActivite>().unwrap_err().fault().is_absent());
    /// assert!(!"50000000000000".parse::<Siret>().unwrap_err().fault().is_absent());
    /// ```
    pub const fn is_absent(self) -> bool {
        matches!(self, Self::Empty | Self::Placeholder | Self::Pending)
    }

    /// Is cleaning of no use, since the text has been understood?
    pub(crate) const fn is_final(self) -> bool {
        matches!(self, Self::Placeholder | Self::Pending | Self::Spreadsheet)
    }

    /// What is wrong, for people.
    ///
    /// ```
    /// use sofi_core::{Fault, Lang};
    ///
    /// let fault = Fault::Key { found: '8', expected: Some('9') };
    /// assert_eq!(fault.message(Lang::En), "the check digit or letter is wrong: 8 instead of 9");
    /// ```
    pub fn message(self, lang: Lang) -> String {
        let (words, args) = self.words();
        args.fill(words.get(lang), lang).unwrap_or_default()
    }

    fn words(self) -> (Bilingual, Args) {
        let none = Args::new();
        let char = |c: char| crate::render::neutral(c.encode_utf8(&mut [0; 4])).into_owned();
        match self {
            Self::Empty => (Bilingual::new("rien n'est donné", "nothing is given"), none),
            Self::Length { found, least, most } => {
                let words = if least == most {
                    Bilingual::new(
                        "{found|caractère|caractères}, {most|attendu|attendus}",
                        "{found|character|characters}, {most} expected",
                    )
                } else {
                    Bilingual::new(
                        "{found|caractère|caractères}, de {least} à {most|attendu|attendus}",
                        "{found|character|characters}, {least} to {most} expected",
                    )
                };
                let args = none.count("found", found as u64).count("least", least as u64);
                (words, args.count("most", most as u64))
            }
            Self::Character { at, found } => (
                Bilingual::new(
                    "« {found} » n'a pas sa place en position {at}",
                    "\"{found}\" has no place at position {at}",
                ),
                none.text("found", char(found)).count("at", at as u64),
            ),
            Self::Key { found, expected: Some(expected) } => (
                Bilingual::new(
                    "la clé de contrôle est fausse : {found} au lieu de {expected}",
                    "the check digit or letter is wrong: {found} instead of {expected}",
                ),
                none.text("found", char(found)).text("expected", char(expected)),
            ),
            Self::Key { expected: None, .. } => {
                (Bilingual::new("la clé de contrôle est fausse", "the check digit is wrong"), none)
            }
            Self::OtherKind(kind) => (
                Bilingual::new(
                    "ceci est un identifiant d'un autre genre : {kind}",
                    "this is another kind of identifier: {kind}",
                ),
                none.with("kind", crate::Arg::Words(kind.label())),
            ),
            Self::PrefixMissing(prefix) => (
                Bilingual::new(
                    "il manque {prefix} devant le numéro : les répertoires partagent les mêmes numéros",
                    "{prefix} is missing before the number: the registers share the same numbers",
                ),
                none.text("prefix", prefix),
            ),
            plain => (plain.plain(), none),
        }
    }

    /// The faults whose words need no argument.
    const fn plain(self) -> Bilingual {
        match self {
            Self::SirenKey => Bilingual::new(
                "les quatorze chiffres s'accordent, mais pas les neuf premiers, qui sont le SIREN",
                "the fourteen digits agree, but the first nine, the SIREN, do not",
            ),
            Self::Placeholder => Bilingual::new(
                "valeur de remplissage, mise à la place d'un numéro inconnu",
                "a filler, written in the place of an unknown number",
            ),
            Self::Pending => {
                Bilingual::new("numéro demandé, pas encore reçu", "asked for, and not received yet")
            }
            Self::ZeroLost => Bilingual::new("il manque le zéro de tête", "the zero at the start is missing"),
            Self::ZeroAdded => {
                Bilingual::new("il y a un zéro de trop en tête", "there is one zero too many at the start")
            }
            Self::Spreadsheet => Bilingual::new(
                "un tableur a pris ce numéro pour un nombre",
                "a spreadsheet took this identifier for a number",
            ),
            Self::NotCanonical(_) => {
                Bilingual::new("l'écriture n'est pas la forme canonique", "this is not the canonical form")
            }
            Self::Territory => Bilingual::new(
                "aucun territoire ne porte les chiffres qui devraient en désigner un",
                "no territory bears the digits that should name one",
            ),
            Self::Month => Bilingual::new("ce mois n'existe pas", "there is no such month"),
            Self::Day => Bilingual::new("ce jour n'existe pas", "there is no such day"),
            Self::DateForm => {
                Bilingual::new("une date s'écrit AAAAMMJJ", "a date is written AAAAMMJJ (year, month, day)")
            }
            _ => Bilingual::new("la forme n'est pas celle attendue", "the form is not the expected one"),
        }
    }
}

/// A text is not this identifier: what is wrong, by which rule, and what may have been meant.
///
/// The text itself is not kept: the caller has it, and nothing is allocated.
///
/// ```
/// use sofi_core::{Lang, Siret};
///
/// let error = "019511296600799".parse::<Siret>().unwrap_err();
/// assert_eq!(error.rule(), "SIR07");
/// assert_eq!(error.to_string(), "SIRET: there is one zero too many at the start");
/// assert_eq!(error.message(Lang::Fr), "SIRET\u{a0}: il y a un zéro de trop en tête");
/// assert_eq!(error.repair(), "19511296600799".parse().ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct InvalidIdentifier<T: Identifier> {
    fault: Fault,
    rule: &'static str,
    repair: Option<T>,
    kind: PhantomData<T>,
}

impl<T: Identifier> InvalidIdentifier<T> {
    pub(crate) const fn new(rule: &'static str, fault: Fault) -> Self {
        Self { fault, rule, repair: None, kind: PhantomData }
    }

    pub(crate) fn repaired(self, repair: Option<T>) -> Self {
        Self { repair, ..self }
    }

    /// Counts the place of a character in the text as it was before cleaning.
    pub(crate) fn relocated(mut self, text: &str) -> Self {
        if let Fault::Character { at, found } = &mut self.fault
            && let Some(index) = text.chars().position(|c| c.to_ascii_uppercase() == *found)
        {
            *at = index + 1;
        }
        self
    }

    /// What is wrong.
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    /// The rule of the catalogue that is broken, such as `SIR03`.
    pub const fn rule(&self) -> &'static str {
        self.rule
    }

    /// The identifier that was probably meant. It is never taken in silence: show it, and let people accept it.
    pub const fn repair(&self) -> Option<T> {
        self.repair
    }

    /// What is wrong, with the name of the identifier.
    pub fn message(&self, lang: Lang) -> String {
        let args = Args::new()
            .with("kind", crate::Arg::Words(T::KIND.label()))
            .text("why", self.fault.message(lang));
        args.fill(Bilingual::new("{kind} : {why}", "{kind}: {why}").get(lang), lang).unwrap_or_default()
    }

    /// What to do next, when there is something to say.
    ///
    /// ```
    /// use sofi_core::{Lang, Siret};
    ///
    /// let error = "19511296600798".parse::<Siret>().unwrap_err();
    /// assert_eq!(error.advice(Lang::En).unwrap(), "copy the number from the Insee notice (avis de situation)");
    /// ```
    pub fn advice(&self, lang: Lang) -> Option<String> {
        let repair = self.repair.map(|repair| repair.to_string());
        advice::advice(T::KIND, self.fault, repair, lang)
    }
}
