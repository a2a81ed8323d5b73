//! Registers: the reference data that the user supplies, and that rules look things up in.
//!
//! sofi bundles no register and fetches none: each is dated, large, and belongs to the one who publishes it. The
//! types here are what is left of a file once it is read; `sofi_lheo::registres` reads the files. All are built
//! from rows in memory too, by their builders.
//!
//! # A short handbook
//!
//! | kind | published by | the key | the trap |
//! | --- | --- | --- | --- |
//! | [`Organismes`] | the ministry of labour | declaration number | the SIRET is no key: numbers and establishments are many to many (NDA-12) |
//! | [`Certifications`] | France compétences | `RNCP…`, `RS…` | CSV and XML do not say the same; partners without SIRET (CRT-18) |
//! | [`CertifInfo`] | the Carif-Orefs | Certif Info code | replaced in chains, by mistakes too (CRT-08) |
//! | [`Cpf`] | Caisse des dépôts | any of three codes | a bare number is one of two things |
//! | [`Sirene`] | Insee | SIRET | an extract: absent is unknown (SIR-12) |
//! | [`Formacodes`] | Centre Inffo | code and version | a code means what its version says (DOM-01) |
//! | [`Communes`] | Insee, La Poste | code of commune | one code, several entries; CEDEX codes are nowhere (GEO-05, GEO-08) |
//!
//! # Three answers, not two
//!
//! A register is as whole as the file it was read from, and as fresh. Where it cannot tell, lookups say `None`:
//! a rule that treats it as "no" accuses people on the strength of a missing line. What could not be read is
//! counted in [`Origine::rejets`].
//!
//! # Several files of one kind
//!
//! [`Registres::add`] merges a register into the one of its kind. The later file has the last word, line by line
//! for [`Organismes`] and [`Sirene`], sheet by sheet for [`Certifications`], code by code for the others; in
//! [`CertifInfo`] it completes what is known of a code.
//!
//! ```
//! use sofi_core::{FicheOrganisme, OrganismesBuilder, Origine, RegistreKind, Registres};
//!
//! let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, "liste.csv"));
//! builder.push(FicheOrganisme::new("52440363444".parse()?));
//! let mut registres = Registres::default();
//! registres.add(builder.build());
//!
//! let organismes = registres.organismes().unwrap();
//! assert_eq!(organismes.current_of(&"11755205675".parse()?), None, "not in the list");
//! assert!(registres.sirene().is_none(), "not given: nothing is said of any SIRET");
//! # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::NumeroActivite>>(())
//! ```

mod certifications;
mod certifinfo;
mod chaine;
mod communes;
mod cpf;
mod ensemble;
mod formacodes;
mod kind;
mod organismes;
mod origine;
mod sirene;
mod textes;

pub use certifications::{
    Certificateur, Certifications, CertificationsBuilder, EnteteFiche, EtatHabilitation, FicheCertification,
    Habilitation, NumeroFiche, Partenaire, TypeEnregistrement,
};
pub use certifinfo::{CertifInfo, CertifInfoBuilder, FicheCertifInfo, VoiesAcces};
pub use chaine::Chaine;
pub use communes::{Commune, Communes, CommunesBuilder, TypeCommune};
pub use cpf::{CodeEligible, Cpf, CpfBuilder, EtatCpf, PeriodeCpf};
pub use ensemble::{Registre, Registres};
pub use formacodes::{Formacodes, FormacodesBuilder, TermeFormacode};
pub use kind::RegistreKind;
pub use organismes::{CategorieAction, FicheOrganisme, Organismes, OrganismesBuilder, Qualiopi};
pub use origine::{Origine, Rejet, Rejets};
pub use sirene::{Etablissement, EtatEtablissement, Sirene, SireneBuilder};
