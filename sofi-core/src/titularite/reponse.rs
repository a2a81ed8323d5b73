//! The answers, and their reasons.

use chrono::NaiveDate;

use crate::{
    Args, Bilingual, Habilitation, Lang, NumeroFiche, Siret,
    vocabulary::{day, phrase},
};

/// May this organisation use this certification?
///
/// ```
/// use sofi_core::{Doute, Lang, Titularite};
///
/// let numero = "RS6117".parse().unwrap();
/// let answer = Titularite::Unknown(Doute::SansSiret);
/// assert_eq!(
///     answer.message(numero, Lang::En),
///     "Impossible to say whether you are entitled for RS6117: the offer gives no SIRET that can be read. \
///      This is no error; keep your proof."
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Titularite {
    /// It may.
    Entitled(Titre),
    /// It may not.
    NotEntitled(Refus),
    /// Nobody can tell from the data.
    Unknown(Doute),
}

impl Titularite {
    /// Is it known to be entitled?
    pub const fn is_entitled(self) -> bool {
        matches!(self, Self::Entitled(_))
    }

    /// The answer in sentences, for this certification.
    pub fn message(self, numero: NumeroFiche, lang: Lang) -> String {
        let (words, reason) = match self {
            Self::Entitled(titre) => (
                Bilingual::new(
                    "Vous êtes habilité pour {numero} : {reason}.",
                    "You are entitled for {numero}: {reason}.",
                ),
                titre.message(lang),
            ),
            Self::NotEntitled(refus) => (
                Bilingual::new(
                    "Vous n'êtes pas habilité pour {numero} : {reason}.",
                    "You are not entitled for {numero}: {reason}.",
                ),
                refus.message(lang),
            ),
            Self::Unknown(doute) => (
                Bilingual::new(
                    "Impossible de dire si vous êtes habilité pour {numero} : {reason}. Ce n'est pas une erreur ; gardez votre justificatif.",
                    "Impossible to say whether you are entitled for {numero}: {reason}. This is no error; keep your proof.",
                ),
                doute.message(lang),
            ),
        };
        phrase(words, &Args::new().text("numero", numero.to_string()).text("reason", reason), lang)
    }
}

/// By what right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Titre {
    /// This establishment certifies.
    Certificateur {
        /// The establishment.
        siret: Siret,
    },
    /// This establishment is entitled to train.
    Habilite {
        /// The establishment.
        siret: Siret,
        /// To do what.
        habilitation: Habilitation,
    },
    /// Another establishment of the same enterprise certifies, or is entitled: rights belong to the SIRET (CRT-17).
    AutreEtablissement {
        /// The establishment of the offer.
        siret: Siret,
        /// The one of the register.
        connu: Siret,
        /// The other one certifies, rather than being entitled.
        is_certificateur: bool,
    },
    /// The ministry of labour certifies: its approval is given elsewhere (CRT-15).
    MinistereDuTravail,
}

impl Titre {
    /// Why, for people.
    pub fn message(self, lang: Lang) -> String {
        let (words, args) = match self {
            Self::Certificateur { siret } => (
                Bilingual::new(
                    "le SIRET {siret} est celui d'un certificateur",
                    "the SIRET {siret} is that of a certificateur",
                ),
                Args::new().text("siret", siret.to_string()),
            ),
            Self::Habilite { siret, habilitation } => (
                Bilingual::new("le SIRET {siret} est {habilitation}", "the SIRET {siret} is {habilitation}"),
                Args::new().text("siret", siret.to_string()).words("habilitation", habilitation.words()),
            ),
            Self::AutreEtablissement { siret, connu, .. } => (
                Bilingual::new(
                    "un autre établissement de la même entreprise, {connu}, figure sur la fiche, et non {siret}",
                    "another establishment of the same enterprise, {connu}, is on the sheet, and {siret} is not",
                ),
                Args::new().text("siret", siret.to_string()).text("connu", connu.to_string()),
            ),
            Self::MinistereDuTravail => (
                Bilingual::new(
                    "le ministère du Travail est certificateur ; son agrément suffit",
                    "the ministry of labour is the certificateur; its approval is enough",
                ),
                Args::new(),
            ),
        };
        phrase(words, &args, lang)
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refus {
    /// The sheet is not in force on that day.
    FicheInactive {
        /// Last day of its registration.
        fin: Option<NaiveDate>,
    },
    /// Entitled to run the tests, which is not to train (CRT-12).
    OrganiserSeulement,
    /// Entitled once, and no longer.
    HabilitationRetiree,
    /// Entitled to train, where only the certificateur will do (CRT-13).
    PartenaireSeulement,
    /// Neither certificateur nor partner, and the sheet names them all.
    Absent,
}

impl Refus {
    /// Why, for people.
    pub fn message(self, lang: Lang) -> String {
        let words = match self {
            Self::FicheInactive { fin: Some(fin) } => {
                let words = Bilingual::new(
                    "la fiche n'est plus active depuis le {fin}",
                    "the sheet is no longer active since {fin}",
                );
                let after = fin.succ_opt().unwrap_or(fin);
                return phrase(words, &Args::new().told("fin", |lang| day(after, lang)), lang);
            }
            Self::FicheInactive { fin: None } => {
                Bilingual::new("la fiche n'est plus active", "the sheet is no longer active")
            }
            Self::OrganiserSeulement => Bilingual::new(
                "une habilitation à organiser l'évaluation, mais pas à former",
                "an entitlement to run the assessment, but not to train",
            ),
            Self::HabilitationRetiree => {
                Bilingual::new("l'habilitation n'est plus active", "the entitlement is no longer active")
            }
            Self::PartenaireSeulement => Bilingual::new(
                "une habilitation à former, mais pas le titre de certificateur",
                "an entitlement to train, but not the title of certificateur",
            ),
            Self::Absent => Bilingual::new(
                "ni certificateur ni partenaire sur la fiche",
                "neither certificateur nor partner on the sheet",
            ),
        };
        phrase(words, &Args::new(), lang)
    }
}

/// Why one cannot tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doute {
    /// The offer gives no SIRET that can be read.
    SansSiret,
    /// The register does not hold the sheet.
    FicheInconnue,
    /// The register does not say whether the sheet is in force.
    EtatInconnu,
    /// The sheet names no certificateur, or one of them without a SIRET (CRT-18).
    CertificateurSansSiret,
    /// Partners have no SIRET: one of them may be this one.
    PartenaireSansSiret(u32),
    /// The register holds no partner at all: only part of it was read.
    SansPartenaires,
    /// A partner whose entitlement is not said.
    HabilitationInconnue,
    /// Registered by law, or one does not know how: the sheets of the State do not list those who train (CRT-16).
    DeDroit,
}

impl Doute {
    /// Why, in a phrase.
    pub const fn words(self) -> Bilingual {
        match self {
            Self::SansSiret => Bilingual::new(
                "l'offre ne donne pas de SIRET lisible",
                "the offer gives no SIRET that can be read",
            ),
            Self::FicheInconnue => {
                Bilingual::new("la fiche n'est pas dans le registre", "the sheet is not in the register")
            }
            Self::EtatInconnu => Bilingual::new(
                "le registre ne dit pas si la fiche est active ce jour-là",
                "the register does not say whether the sheet is active on that day",
            ),
            Self::CertificateurSansSiret => {
                Bilingual::new("la fiche ne donne pas de SIRET", "the sheet gives no SIRET")
            }
            Self::PartenaireSansSiret(_) => Bilingual::new(
                "des partenaires figurent sur la fiche sans SIRET",
                "the sheet names partners without a SIRET",
            ),
            Self::SansPartenaires => Bilingual::new(
                "le registre ne contient aucun partenaire : il est incomplet",
                "the register holds no partner: it is not whole",
            ),
            Self::HabilitationInconnue => Bilingual::new(
                "la fiche ne dit pas à quoi vous êtes habilité",
                "the sheet does not say what you are entitled to",
            ),
            Self::DeDroit => Bilingual::new(
                "pour une certification enregistrée de droit, la fiche ne nomme pas ceux qui forment",
                "for what is registered by law, the sheet does not name those who train",
            ),
        }
    }

    /// Why, for people.
    pub fn message(self, lang: Lang) -> String {
        phrase(self.words(), &Args::new(), lang)
    }
}
