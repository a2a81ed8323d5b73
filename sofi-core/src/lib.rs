//! The domain of the French training offer, without XML and without I/O.
//!
//! This crate holds what the rest of sofi speaks of: the [`Rule`]s of the catalogue, the [`Finding`]s that
//! break them, the [`Report`] that gathers findings, and the ways to [`render`] it for people and machines; the
//! [`identifiers`] of the trade as value types, and the [`territory`] that they speak of.
//!
//! It also holds how an offer lives, and where it goes:
//!
//! - [`cycle_de_vie`]: from the first keystroke to the archives, who does what, and what a session is on a day;
//! - [`diffusion`]: the channels, when each shows a session, and why one does not;
//! - [`provenance`]: who enters an offer, who pays for it, who may change it;
//! - [`registres`]: the reference data that the user supplies, to look things up in;
//! - [`perimetre`]: which offers a Carif-Oref describes, and whom to see about the others;
//! - [`identite`]: whom to tell when a SIRET or a declaration number changes.
//!
//! ```
//! use sofi_core::{Lang, Severity};
//!
//! assert!(Severity::Error > Severity::Warning);
//! assert_eq!(Severity::Error.word(Lang::Fr), "erreur");
//! ```

mod bilingual;
pub mod cycle_de_vie;
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
mod vocabulary;

pub use bilingual::{Bilingual, Lang};
pub use cycle_de_vie::{
    Acte, Acteur, Calendrier, Contenu, CycleError, DateBounds, EtatStocke, Evenement, Fiche, Journal, Niveau,
    Objet, Ordre, Phase, Publication, Rang, Situation, Suivi, TableauDeBord, Verbe,
};
pub use diffusion::{
    Admission, CANAUX, Canal, Cause, CleEchange, Eligibilite, Exploitant, Export, Fenetre, FicheCanal,
    GenreCanal, Question, Reponse, Responsable, Voie,
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
    Action, Adresse, Bloc, Booleen, Certification, Checked, CodeReference, Contact, Coordonnees,
    EtatRecrutement, Extra, Extras, Financeur, Formation, IntoOwned, InvalidPrix, LieuDeFormation,
    ModalitesEnseignement, ModalitesEntreesSorties, ObjectifGeneral, OfferPath, Organisme, Periode, Prix,
    Put, Resume, RoleOrganisme, Session, Step, Texte, TypeFormation,
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
    EtatCpf, EtatEtablissement, EtatHabilitation, FicheCertifInfo, FicheCertification, Formacodes,
    FormacodesBuilder, Habilitation, NumeroFiche, Organismes, OrganismesBuilder, Origine, Partenaire,
    PeriodeCpf, Qualiopi, Registre, RegistreKind, Registres, Rejet, Rejets, Sirene, SireneBuilder,
    TermeFormacode, TypeCommune, TypeEnregistrement, VoiesAcces,
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

/// Version of the catalogue of rules, `YYYY.MM`: it changes when a rule is added or judged otherwise.
pub const CATALOGUE: &str = "2026.11";

/// Version of sofi.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
