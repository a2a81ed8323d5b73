//! What a channel is.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::CANAUX;
use crate::{Bilingual, Cadre, Contenu, Interlocuteur, Preuve, vocabulary::vocabulary};

vocabulary! {
    /// A place where sessions are seen or used: all those of slide 8.
    ///
    /// ```
    /// use sofi_core::{Canal, GenreCanal, Voie};
    ///
    /// let aude = Canal::Aude.fiche();
    /// assert_eq!((aude.genre, aude.voie, aude.au_plus_tot), (GenreCanal::Prescription, Voie::OffreInfo, 48));
    /// assert_eq!("la-bonne-formation".parse(), Ok(Canal::LaBonneFormation));
    /// ```
    #[non_exhaustive]
    pub enum Canal {
        /// The regional site ChoisirMonMétier-Paysdelaloire.fr, once Cléo.
        ChoisirMonMetier = "choisir-mon-metier":
            "ChoisirMonMétier Pays de la Loire" / "ChoisirMonMétier Pays de la Loire",
        /// The regional site on apprenticeship.
        ApprentissagePdl = "apprentissage-pdl": "Apprentissage PDL" / "Apprentissage PDL",
        /// The management system Forpro/SEM of the Région.
        ForproSem = "forpro-sem": "Forpro/SEM" / "Forpro/SEM",
        /// The management system of the ASP.
        Asp = "asp": "ASP" / "ASP",
        /// *Le portail de l'alternance* of the ministry.
        PortailAlternance = "portail-alternance": "Portail de l'alternance" / "Portail de l'alternance",
        /// *Orientation pour tous*.
        OrientationPourTous = "orientation-pour-tous": "Orientation pour tous" / "Orientation pour tous",
        /// *La bonne formation*.
        LaBonneFormation = "la-bonne-formation": "La bonne formation" / "La bonne formation",
        /// *Trouver ma formation*.
        TrouverMaFormation = "trouver-ma-formation": "Trouver ma formation" / "Trouver ma formation",
        /// *Bob emploi*.
        BobEmploi = "bob-emploi": "Bob emploi" / "Bob emploi",
        /// *Mon Compte Formation*.
        MonCompteFormation = "mon-compte-formation": "Mon Compte Formation" / "Mon Compte Formation",
        /// Aude formation.
        Aude = "aude": "Aude" / "Aude",
        /// Kairos.
        Kairos = "kairos": "Kairos" / "Kairos",
        /// Ouiform, as Pôle emploi uses it.
        Ouiform = "ouiform": "Ouiform" / "Ouiform",
        /// Ouiform, as Cap emploi uses it.
        CapEmploi = "cap-emploi": "Ouiform (Cap emploi)" / "Ouiform (Cap emploi)",
        /// Imilo, of the Missions locales.
        Imilo = "imilo": "Imilo" / "Imilo",
        /// Ouiform, as the Missions locales use it.
        OuiformMissionsLocales = "ouiform-missions-locales":
            "Ouiform (Missions locales)" / "Ouiform (Missions locales)",
        /// The tool of human resources of SNCF.
        Sncf = "sncf": "outil RH de la SNCF" / "human resources tool of SNCF",
        /// The systems of the OPCA (Agefos PME...).
        SiOpca = "si-opca": "SI des OPCA" / "systems of the OPCAs",
        /// Agora.
        Agora = "agora": "Agora" / "Agora",
        /// The system of CPF Transition.
        CpfTransition = "cpf-transition": "SI CPF Transition" / "CPF Transition system",
        /// The systems of the OPCO.
        SiOpco = "si-opco": "SI OPCO" / "systems of the OPCOs",
        /// Helloworks.
        Helloworks = "helloworks": "Helloworks" / "Helloworks",
    }
}

impl Canal {
    /// Its description.
    #[expect(clippy::indexing_slicing, reason = "one row for each channel, in their order")]
    pub const fn fiche(self) -> &'static FicheCanal {
        &CANAUX[self as usize]
    }
}

vocabulary! {
    /// What a channel is for.
    ///
    /// ```
    /// assert_eq!(sofi_core::GenreCanal::ALL.len(), 3);
    /// ```
    pub enum GenreCanal {
        /// Informs the public.
        Information = "information": "information" / "information",
        /// Manages funding and paperwork.
        Gestion = "gestion": "gestion" / "management",
        /// Sends people to training.
        Prescription = "prescription": "prescription" / "prescription",
    }
}

vocabulary! {
    /// The way by which a channel is fed.
    ///
    /// ```
    /// assert_eq!(sofi_core::Voie::OffreInfo.as_str(), "offre-info");
    /// ```
    pub enum Voie {
        /// From SOFI itself.
        Directe = "directe": "flux direct de SOFI" / "direct flow from SOFI",
        /// Through the national flow Offre Info of RCO.
        OffreInfo = "offre-info": "flux national Offre Info" / "national flow Offre Info",
    }
}

/// Whether a channel takes a session.
///
/// ```
/// use sofi_core::{Eligibilite, Admission};
///
/// assert_ne!(Admission::Inconnu, Admission::Oui);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Admission {
    /// It does.
    Oui,
    /// It does not.
    Non,
    /// What is known of the session does not tell.
    Inconnu,
}

vocabulary! {
    /// Which sessions a channel takes.
    ///
    /// The slides never say it in so many words: it is deduced from the name and the owner of each channel, and
    /// marked so in [`FicheCanal::preuve_eligibilite`].
    ///
    /// ```
    /// use sofi_core::{Cadre, Calendrier, Contenu, Eligibilite, Admission};
    ///
    /// let contenu = Contenu::new(Cadre::FormationContinuePrivee, Calendrier::default());
    /// assert_eq!(Eligibilite::Toute.judge(&contenu), Admission::Oui);
    /// assert_eq!(Eligibilite::Alternance.judge(&contenu), Admission::Non);
    /// assert_eq!(Eligibilite::Cpf.judge(&contenu), Admission::Inconnu);
    /// ```
    pub enum Eligibilite {
        /// All that SOFI holds.
        Toute = "toute": "toute l'offre" / "the whole offer",
        /// All but initial training.
        HorsInitiale = "hors-initiale": "l'offre hors formation initiale" / "all but initial training",
        /// Both contracts of alternance.
        Alternance = "alternance": "l'alternance" / "alternance",
        /// Apprenticeship only.
        Apprentissage = "apprentissage": "l'apprentissage" / "apprenticeship",
        /// Continuing training under public agreement.
        Conventionnee = "conventionnee": "la formation conventionnée" / "training under public agreement",
        /// What the CPF can pay for.
        Cpf = "cpf": "l'offre éligible au CPF" / "what the CPF can pay for",
    }
}

impl Eligibilite {
    /// Whether a session of this content is taken.
    pub const fn judge(self, contenu: &Contenu) -> Admission {
        let taken = match self {
            Self::Toute => true,
            Self::HorsInitiale => !matches!(contenu.cadre, Cadre::FormationInitiale),
            Self::Alternance => contenu.cadre.is_alternance(),
            Self::Apprentissage => matches!(contenu.cadre, Cadre::Apprentissage),
            Self::Conventionnee => matches!(contenu.cadre, Cadre::FormationContinueConventionnee),
            Self::Cpf => match contenu.cpf {
                Some(eligible) => eligible,
                None => return Admission::Inconnu,
            },
        };
        if taken { Admission::Oui } else { Admission::Non }
    }
}

/// Who runs a channel, and answers for what happens once the flow has arrived.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Canal, Lang};
///
/// let day = |year| NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
/// let exploitant = Canal::Kairos.fiche().exploitant;
/// assert_eq!(exploitant.nom(day(2019)).get(Lang::Fr), "Pôle emploi");
/// assert_eq!(exploitant.nom(day(2026)).get(Lang::Fr), "France Travail");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exploitant {
    /// Pôle emploi, France Travail today.
    FranceTravail,
    /// The Carif-Oref itself, for the regional sites.
    CarifOref,
    /// Another body, by its name.
    Autre(#[serde(serialize_with = "french")] Bilingual),
}

fn french<S: serde::Serializer>(name: &Bilingual, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(name.fr)
}

impl Exploitant {
    /// Its name on a day.
    pub fn nom(self, day: NaiveDate) -> Bilingual {
        match self {
            Self::FranceTravail => Interlocuteur::FranceTravail.nom(day),
            Self::CarifOref => Bilingual::new("le Carif-Oref", "the Carif-Oref"),
            Self::Autre(name) => name,
        }
    }
}

/// The description of a channel, as data. Those of slide 8 are in [`CANAUX`]; a service may write its own.
///
/// ```
/// use sofi_core::{Canal, FicheCanal};
///
/// let intranet = FicheCanal { nom: "Intranet", au_plus_tot: 0, attendu_avant: Some(24), ..*Canal::Asp.fiche() };
/// assert_eq!(intranet.preuve_eligibilite, Canal::Asp.fiche().preuve_eligibilite);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FicheCanal {
    /// Which channel it describes.
    pub canal: Canal,
    /// Its name, as slide 8 writes it.
    pub nom: &'static str,
    /// What it is for.
    pub genre: GenreCanal,
    /// How it is fed.
    pub voie: Voie,
    /// Who runs it.
    pub exploitant: Exploitant,
    /// Hours after validation before which nobody should look for a session there.
    pub au_plus_tot: u16,
    /// Hours after validation by which it should be there; `None` when nothing was promised.
    pub attendu_avant: Option<u16>,
    /// Which sessions it takes.
    pub eligibilite: Eligibilite,
    /// Where that is known from.
    pub preuve_eligibilite: Preuve,
    /// Where its delays are known from.
    pub preuve: Preuve,
    /// The slide that lists it.
    pub diapositive: u8,
    /// The first day on which it is open; `None` when it was before anybody noted it.
    pub ouvert_depuis: Option<NaiveDate>,
    /// The last day on which it is open; `None` while nobody says that it has closed.
    pub ouvert_jusque: Option<NaiveDate>,
    /// True when the slides announce it (« en projet », « en cours ») rather than count on it.
    pub en_projet: bool,
}

impl FicheCanal {
    /// When a session validated on this day should be there.
    pub fn fenetre(&self, validee_le: NaiveDate) -> Fenetre {
        let after = |hours: u16| {
            validee_le.checked_add_days(Days::new(u64::from(hours.div_ceil(24)))).unwrap_or(NaiveDate::MAX)
        };
        Fenetre { au_plus_tot: after(self.au_plus_tot), attendu_avant: self.attendu_avant.map(after) }
    }

    /// True when the channel takes sessions on this day. What is only a project does not.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        !self.en_projet
            && self.ouvert_depuis.is_none_or(|first| first <= day)
            && self.ouvert_jusque.is_none_or(|last| day <= last)
    }
}

/// The days between which a session should appear on a channel.
///
/// Validations are dated by the day, not the hour: 48 h after a validation of the 4th is counted as the 6th.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Canal, Fenetre};
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// assert_eq!(Canal::Aude.fiche().fenetre(day(4)), Fenetre { au_plus_tot: day(6), attendu_avant: None });
/// let site = Canal::ChoisirMonMetier.fiche().fenetre(day(4));
/// assert_eq!(site, Fenetre { au_plus_tot: day(5), attendu_avant: Some(day(7)) });
/// assert!(site.is_late(day(8)) && !site.is_late(day(7)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fenetre {
    /// The first day on which to look.
    pub au_plus_tot: NaiveDate,
    /// The last day on which waiting is normal; `None` when nothing was promised.
    pub attendu_avant: Option<NaiveDate>,
}

impl Fenetre {
    /// True when it is too early to look.
    pub fn is_early(&self, day: NaiveDate) -> bool {
        day < self.au_plus_tot
    }

    /// True when a promise is broken; never where nothing was promised.
    pub fn is_late(&self, day: NaiveDate) -> bool {
        self.attendu_avant.is_some_and(|last| last < day)
    }
}
