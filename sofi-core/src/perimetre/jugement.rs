//! The answers.

use crate::{
    Args, Bilingual, CarifOref, ExceptionPerimetre, Lang, LieuNomme, Region,
    vocabulary::{phrase, vocabulary},
};

vocabulary! {
    /// Where something lies with regard to a perimeter.
    ///
    /// ```
    /// use sofi_core::{Lang, Situe};
    ///
    /// assert_eq!(Situe::InByException.words().get(Lang::Fr), "dans le périmètre, par exception");
    /// assert!(Situe::InByException.is_in() && !Situe::Unknown.is_in());
    /// ```
    pub enum Situe {
        /// Inside.
        In = "dans": "dans le périmètre" / "in the perimeter",
        /// Let in by an exception.
        InByException = "par-exception": "dans le périmètre, par exception" / "in the perimeter, by exception",
        /// Outside.
        Out = "hors": "hors du périmètre" / "out of the perimeter",
        /// The offer does not say enough.
        Unknown = "inconnu": "situation inconnue" / "unknown",
    }
}

impl Situe {
    /// Is it let in, by the rule or by an exception?
    pub const fn is_in(self) -> bool {
        matches!(self, Self::In | Self::InByException)
    }
}

/// Why the answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MotifPerimetre {
    /// A place of training.
    Lieu(LieuNomme, Situe),
    /// There is no place: the training is at a distance, or none is given.
    SansLieu {
        /// It is at a distance.
        a_distance: bool,
    },
    /// The establishment that trains, or the one that answers for the offer.
    Organisme(Situe, Option<Region>),
    /// Initial training is all described, whoever gives it (PER-09).
    FormationInitiale,
    /// This exception lets it in.
    Exception(ExceptionPerimetre),
    /// This exception may let it in: the offer does not say enough.
    ExceptionPossible(ExceptionPerimetre),
}

impl MotifPerimetre {
    /// The reason, for people.
    ///
    /// ```
    /// use sofi_core::{Lang, MotifPerimetre};
    ///
    /// let motif = MotifPerimetre::SansLieu { a_distance: true };
    /// assert_eq!(motif.message(Lang::Fr), "formation à distance\u{a0}: l’établissement décide");
    /// ```
    pub fn message(&self, lang: Lang) -> String {
        let (words, args) = match self {
            Self::Lieu(lieu, situe) => {
                let args = Args::new().told("lieu", |lang| lieu.en_mots(lang));
                let args = args.words("situe", situe.words());
                (Bilingual::new("lieu {lieu} : {situe}", "place {lieu}: {situe}"), args)
            }
            Self::SansLieu { a_distance: true } => (
                Bilingual::new(
                    "formation à distance : l'établissement décide",
                    "at a distance: the establishment decides",
                ),
                Args::new(),
            ),
            Self::SansLieu { a_distance: false } => (
                Bilingual::new(
                    "aucun lieu de formation : l'établissement décide",
                    "no place of training: the establishment decides",
                ),
                Args::new(),
            ),
            Self::Organisme(situe, Some(region)) => (
                Bilingual::new(
                    "établissement en région {region} : {situe}",
                    "establishment in the region {region}: {situe}",
                ),
                Args::new().text("region", region.nom()).words("situe", situe.words()),
            ),
            Self::Organisme(situe, None) => (
                Bilingual::new(
                    "région de l'établissement inconnue : {situe}",
                    "region of the establishment unknown: {situe}",
                ),
                Args::new().words("situe", situe.words()),
            ),
            Self::FormationInitiale => (
                Bilingual::new(
                    "formation initiale : tous les établissements de la région sont décrits",
                    "initial training: all the establishments of the region are described",
                ),
                Args::new(),
            ),
            Self::Exception(exception) => (
                Bilingual::new("exception : {exception}", "exception: {exception}"),
                Args::new().words("exception", exception.words()),
            ),
            Self::ExceptionPossible(exception) => (
                Bilingual::new(
                    "exception possible, l'offre ne permet pas de le dire : {exception}",
                    "possible exception, the offer does not tell: {exception}",
                ),
                Args::new().words("exception", exception.words()),
            ),
        };
        phrase(words, &args, lang)
    }
}

/// The answer for a place of training.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JugementLieu {
    /// Where it lies.
    pub situe: Situe,
    /// Its name.
    pub lieu: LieuNomme,
    /// Whom to see about it, when it lies in another region.
    pub carif_oref: Option<CarifOref>,
}

/// The answer for an action and all its sessions: in LHEO, places belong to actions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JugementAction {
    /// Where it lies.
    pub situe: Situe,
    /// Why.
    pub motifs: Vec<MotifPerimetre>,
    /// Its places, in the order of the offer.
    pub lieux: Vec<JugementLieu>,
    /// Where the establishment lies.
    pub organisme: Situe,
    /// In which region.
    pub region_organisme: Option<Region>,
}

impl JugementAction {
    /// Whom to see about what is out: the Carif-Orefs of its places that lie elsewhere.
    pub fn carif_orefs(&self) -> Vec<CarifOref> {
        let mut carif_orefs: Vec<_> = self.lieux.iter().filter_map(|lieu| lieu.carif_oref).collect();
        carif_orefs.sort_unstable();
        carif_orefs.dedup();
        carif_orefs
    }
}

/// The answer for a formation: inside as soon as one of its actions is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JugementPerimetre {
    /// Where it lies.
    pub situe: Situe,
    /// The answer for each of its actions, in the order of the offer.
    pub actions: Vec<JugementAction>,
}
