//! The domain of the French training offer, without XML and without I/O.
//!
//! # A handbook
//!
//! A training organisation (*organisme*) describes *formations* (F), each with *actions* (A), each with *sessions* (S). Regional
//! Carif-Orefs collect them, attach each certifying formation to a code of Certif Info, validate the sessions, and send
//! them through the national flow to the sites and systems that show them. The modules follow that way:
//!
//! | module | what it answers |
//! | --- | --- |
//! | [`identifiers`] | is this SIRET, this declaration number, this RNCP code one? what does it say? what was meant? |
//! | [`territory`] | which department and region is this, and how sure is that? |
//! | [`offre`] | what is an offer: formation, action, session, organisation, place, certification |
//! | [`extras`] | what do Offre Info, Mon Compte Formation and Onisep add to LHEO, and how is it read and written? |
//! | [`mod@rules`] | what is wrong with an offer, or with a feed of them, in whose eyes, and how is that known? |
//! | [`registres`] | what do the registers say: France compétences, Certif Info, Sirene, the list of organisations... |
//! | [`titularite`] | may this organisation use this certification, and for how long? |
//! | [`perimetre`] | is this offer for this Carif-Oref? whom to see if it is not? |
//! | [`titularite`] | who may use a certification, and what does the offer inherit from it? |
//! | [`provenance`] | who enters an offer, who pays for it, who may change it? |
//! | [`cycle_de_vie`] | how does a session go from the first keystroke to the archives, by whose acts? |
//! | [`diffusion`] | where does it go, when, and why is it not there? |
//! | [`identite`] | whom to tell when a SIRET or a declaration number changes? |
//!
//! What judging an offer or a document gives is [`Finding`]s in a [`Report`], which [`render`] shows to people and machines. Each
//! finding breaks a [`Rule`]; rules hold all their texts in French and in English.
//!
//! # Judge an offer
//!
//! ```
//! use sofi_core::{Conditions, Formation, Lang, Organisme, Profile, RuleSet, judge};
//!
//! let formation = Formation::default()
//!     .numero("21_1001")
//!     .responsable(Organisme::default().siret("19511296600798").numero_activite("21510036351"));
//!
//! let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 23);
//! let conditions = Conditions { profile: Profile::OffreInfo, as_of, ..Conditions::default() };
//! let judgement = judge(&formation, &RuleSet::of(Profile::OffreInfo), &conditions);
//!
//! let wrong = judgement.findings.iter().find(|finding| finding.rule.code == "SIR03").unwrap();
//! assert!(wrong.message(Lang::Fr).starts_with("SIRET 19511296600798"));
//! ```
//!
//! # What it never does
//!
//! It reads no file, no clock and no network: dates and registers are arguments. It repairs nothing in silence: a field that
//! is no value keeps its text, and a repair is a proposal. It claims nothing that the data leave open: the answer is then
//! that it does not know, and why.

#![forbid(unsafe_code)]
// Input comes from strangers: what can panic is written in another way, or says why it cannot.
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable
    )
)]

mod bilingual;
mod cle;
pub mod cycle_de_vie;
pub mod diff;
pub mod diffusion;
mod finding;
pub mod identifiers;
pub mod identite;
mod level;
pub mod offre;
pub mod perimetre;
mod preuve;
pub mod provenance;
pub mod registres;
pub mod render;
mod report;
mod rule;
pub mod rules;
mod severity;
mod template;
pub mod territory;
pub mod titularite;
mod vocabulary;

pub use bilingual::{Bilingual, Lang};
pub use cle::{Numeros, cle_enregistrement};
pub use cycle_de_vie::{
    Acte, Acteur, Calendrier, Contenu, CycleError, DateBounds, EtatStocke, Evenement, Fiche, Journal, Niveau,
    Objet, Ordre, Phase, Publication, Rang, Situation, Suivi, TableauDeBord, Verbe,
};
pub use diffusion::{
    Admission, CANAUX, Canal, Cause, CleEchange, Eligibilite, Exploitant, Export, Fenetre, FicheCanal,
    GenreCanal, Question, Reponse, Responsable, SessionDuFlux, Voie,
};
pub use finding::{Context, Edit, Excerpt, Finding, Fix, Place, Related, Safety, shown};
pub use identifiers::{
    Analysis, Change, Changes, CleMinistere, CodeBloc, CodeCertifInfo, CodeCommune, CodeCpf, CodeNsf,
    CodePostal, CodeRncp, CodeRome, CodeRs, CodeUai, Fault, Formacode, Grouped, Identifier, IdentifierKind,
    InvalidIdentifier, Normalised, NumeroActivite, NumeroSession, NumeroTva, Part, PartialDate, Precision,
    Remark, Siren, Siret, Verdict,
};
pub use identite::{CHANGEMENTS, ChangementIdentite, Identifiant, Interlocuteur, Succession, a_informer};
pub use level::{Level, Profile, UnknownName};
pub use offre::{
    Action, Adresse, Bloc, BlocsCompetences, Booleen, Certification, Checked, CodeDef, CodeReference,
    CodeValue, Contact, Coordonnees, DateAnnoncee, EtatRecrutement, Extra, Extras, FieldData, FieldDef,
    FieldText, FieldType, FieldValue, Financeur, Formation, HasExtras, IntoOwned, InvalidPrix, InvalidTaux,
    LieuDeFormation, ModalitesEnseignement, ModalitesEntreesSorties, ObjectifGeneral, OfferPath, Organisme,
    PartData, PartDef, Periode, Prix, Put, Recrutement, ReferenceCertification, Resume, RoleOrganisme,
    Session, Step, Taux, Texte, TypeFormation, ValueType, extras,
};
pub use perimetre::{
    CarifOref, ExceptionPerimetre, JugementAction, JugementLieu, JugementPerimetre, LieuNomme,
    MotifPerimetre, Perimetre, Situe, UnknownPerimetre,
};
pub use preuve::Preuve;
pub use provenance::{
    Cadre, Dispositif, Droit, Ecriture, LigneMatrice, MATRICE, NiveauOffre, Provenance, Referentiel, droit,
};
pub use registres::{
    CategorieAction, CertifInfo, CertifInfoBuilder, Certificateur, Certifications, CertificationsBuilder,
    Chaine, CodeEligible, Commune, Communes, CommunesBuilder, Cpf, CpfBuilder, EnteteFiche, Etablissement,
    EtatCpf, EtatEtablissement, EtatHabilitation, FicheCertifInfo, FicheCertification, FicheOrganisme,
    Formacodes, FormacodesBuilder, Habilitation, NumeroFiche, Organismes, OrganismesBuilder, Origine,
    Partenaire, PeriodeCpf, Qualiopi, Registre, RegistreKind, Registres, Rejet, Rejets, Sirene,
    SireneBuilder, TermeFormacode, TypeCommune, TypeEnregistrement, VoiesAcces,
};
pub use report::{FileReport, NotEvaluated, RegisterUse, Report, Summary};
pub use rule::{Evidence, Family, Rule};
pub use rules::{
    Check, Conditions, DomainRule, Feed, FeedFinding, Group, Judgement, Lacune, Observation, OfferFinding,
    Replacement, RuleSet, Scope, Verdicts, Witness, judge,
};
pub use severity::Severity;
pub use template::{Arg, Args};
pub use territory::{
    AncienneRegion, CodeCarif, Departement, PrefixeActivite, Presumed, Region, UnknownTerritory,
};
pub use titularite::{Doute, ElementHerite, ModeTitularite, Refus, Titre, Titularite};

/// Version of the catalogue of rules, `YYYY.MM`: it changes when a rule is added or judged otherwise.
pub const CATALOGUE: &str = "2026.11";

/// Version of sofi.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
