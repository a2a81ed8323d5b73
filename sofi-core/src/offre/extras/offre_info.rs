//! Additions of Offre Info, the national flow of the Carif-Orefs (Intercarif).

use super::{ExtraDef, ExtraKey, ExtrasKey, HasExtras, PublicCpf, order::Order, table::keys};
use crate::{
    Action, Booleen, CodeReference, Coordonnees, Extras, Financeur, Formation, Organisme, PartialDate,
    Region, Resume, Session, rules::Entete,
};

keys! {
    "offre_info";

    /// What a feed says of itself: in `offres`, in `lheo` before LHEO 2.3, in `resumes-offres` of an index.
    group FLUX of Entete = "flux-intercarif" | "FLUX-CARIF" {
        /// Day of the export.
        DATE_EXPORT: PartialDate = "date-export",
        /// Time of the export, `HHMMSS`.
        HEURE_EXPORT: str = "heure-export",
        /// Of an answer: `OK`.
        STATUT: str = "statut",
        /// Of an answer: how many summaries it holds.
        NB_RESULTAT: u32 = "nb-resultat",
        /// Number of the Carif-Oref.
        FLUX_NUMERO_CARIF: str = "numero-CARIF",
        /// Region of the Carif-Oref.
        FLUX_REGION: str = "region",
        /// Mail of the Carif-Oref.
        FLUX_EMAIL_CARIF: str = "email-CARIF",
    }

    /// The Carif-Oref that a formation comes from.
    group FLUX_CARIF of Formation = "FLUX-CARIF" {
        /// Its number: `24`.
        NUMERO_CARIF: str = "numero-CARIF",
        /// Its region.
        REGION_CARIF: str = "region",
        /// Its mail.
        EMAIL_CARIF: str = "email-CARIF",
    }

    /// What kind of action it is.
    group TYPE_ACTION of Action = "type-action" | "type-formation" {
        /// Is it initial training?
        FORMATION_INITIALE: Booleen = "formation-initiale",
        /// Is it out of date?
        ACTION_PERIMEE: Booleen = "action-perimee",
    }

    /// The contracts that an action is open to.
    group DISPOSITIF of Action = "dispositif" {
        /// Apprenticeship.
        CONTRAT_APPRENTISSAGE: Booleen = "contrat-apprentissage",
        /// *Contrat de professionnalisation*.
        CONTRAT_PROFESSIONNALISATION: Booleen = "contrat-professionnalisation",
    }

    /// How long a week of an action is.
    group DUREE of Action = "duree-hebdo" {
        /// Hours a week, 0 to 100.
        DUREE_HEBDO: u32 = "duree-hebdo",
    }

    /// What an action ends with.
    group VALIDATION of Action = "validation" {
        /// A code, of which no list is known.
        CODE_TYPE_VALIDATION: str = "code-type-validation",
    }

    /// Whether one can still enter a session.
    group PEREMPTION of Session = "session-perimee" {
        /// Is it out of date?
        SESSION_PERIMEE: Booleen = "session-perimee",
    }

    /// The lists of the CPF that a session is on, one group for each: its `numero` is the CPF code.
    group ELIGIBILITE_CPF of Session = "eligibilite-cpf" {}

    /// One list of the CPF that a session is on.
    group LISTE_CPF of Extras = "eligibilite-cpf" {
        /// Who has drawn it up.
        SOURCE: str = "source",
        /// First day.
        DEBUT_VALIDITE: PartialDate = "debut-validite",
        /// Last day.
        FIN_VALIDITE: PartialDate = "fin-validite",
        /// For whom.
        PUBLIC: PublicCpf = "public",
        /// In all of France?
        FRANCE_ENTIERE: Booleen = "france-entiere",
        /// In all branches?
        INTER_BRANCHE: Booleen = "inter-branche",
        /// The regions, of today or of before 2016; several.
        REGION: Region = "region",
        /// The branches, as APE codes: `26.52Z`; several.
        BRANCHE: str = "branche",
    }

    /// What is particular to what a funder pays for.
    group SPECIFICITES of Financeur = "specificites" {
        /// For whom, as Formacodes; several.
        CODE_PUBLIC_VISE: CodeReference<'static> = "code-public-vise",
        /// Where they come from: dictionary `perimetre-recrutement`.
        CODE_PERIMETRE_RECRUTEMENT: str = "code-perimetre-recrutement",
        /// The programme: `POEC`, `ASL`; several.
        PROGRAMME_FINANCEUR: str = "programme-financeur",
        /// Its reference there: `BOP 104`.
        REF_ACTION_MARCHE_FINANCEUR: str = "ref-action-marche-financeur",
    }

    /// What kind of organisation it is.
    group CATEGORIE of Organisme = "categorie-organisme" {
        /// A code, `00` or `13`, of which no list is known.
        CODE_CATEGORIE_ORGANISME: str = "code-categorie-organisme",
    }

    /// Where coordinates are, before LHEO 2.0 had a place for it.
    group GEOLOCALISATION of Coordonnees = "geolocalisation" {
        /// Degrees north (WGS 84).
        LATITUDE: str = "latitude",
        /// Degrees east (WGS 84).
        LONGITUDE: str = "longitude",
    }

    /// Where what a summary describes takes place.
    group RESUME_GEOLOCALISATION of Resume = "geolocalisation" {
        /// Degrees north (WGS 84).
        RESUME_LATITUDE: str = "latitude",
        /// Degrees east (WGS 84).
        RESUME_LONGITUDE: str = "longitude",
    }

    /// What a summary says besides.
    group COMPLEMENTS of Resume = "complements" {
        /// Level at its end: dictionary `niveaux`.
        CODE_NIVEAU_SORTIE: str = "code-niveau-sortie",
    }

    /// Elements of LHEO for which an index has no place.
    group LHEO of Resume = "lheo" {
        /// Public money?
        CONVENTIONNEMENT: Booleen = "conventionnement",
    }
}
