//! Who may use a certification: the organisation that certifies, or that is entitled to train for it (slide 12).
//!
//! Everything else follows from the right code: eligibility to the CPF, and what Certif Info lends to the offer
//! ([`ElementHerite`]). The slide is strict, "only if you certify"; practice, and France compétences, also let train
//! those whom a certificateur has entitled. Both can be asked for, see [`ModeTitularite`] (CRT-12, CRT-13).
//!
//! There are three answers, and **most of what cannot be decided is not an error**: one certificateur in three has no
//! SIRET in the register, partners seldom have one, and nobody is listed for the diplomas of the State (CRT-16, CRT-18).
//!
//! ```
//! use sofi_core::{
//!     Certificateur, CertificationsBuilder, EnteteFiche, Lang, ModeTitularite, Origine, RegistreKind, Titularite,
//! };
//!
//! let numero = "RNCP38596".parse().unwrap();
//! let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
//! let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "in memory"));
//! builder.push_fiche(EnteteFiche { actif: Some(true), ..EnteteFiche::new(numero) });
//! builder.push_certificateur(numero, Certificateur { siret: None, nom: Some("Une école"), actif: None });
//! let certifications = builder.build();
//!
//! let siret = "19511296600799".parse()?;
//! let answer = certifications.titularite(numero, &[siret], ModeTitularite::Usuel, day);
//! assert!(matches!(answer, Titularite::Unknown(_)));
//! let message = answer.message(numero, Lang::En);
//! assert!(message.starts_with("Impossible to say whether you are entitled for RNCP38596"), "{message}");
//! # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::Siret>>(())
//! ```

mod heritage;
mod juge;
mod reponse;
#[cfg(test)]
mod tests;

use crate::vocabulary::vocabulary;

pub use heritage::ElementHerite;
pub use reponse::{Doute, Refus, Titre, Titularite};

vocabulary! {
    /// Who may use a certification.
    ///
    /// ```
    /// use sofi_core::ModeTitularite;
    ///
    /// assert_eq!(ModeTitularite::default(), ModeTitularite::Usuel);
    /// assert_eq!("strict".parse(), Ok(ModeTitularite::Strict));
    /// ```
    #[derive(Default)]
    pub enum ModeTitularite {
        /// The certificateur, or one that it has entitled to train, of a sheet in force.
        #[default]
        Usuel = "usual": "certificateur ou organisme habilité à former" / "certificateur, or entitled to train",
        /// The certificateur alone, as slide 12 has it; never for what is registered by law, which the State certifies.
        Strict = "strict": "certificateur seul" / "certificateur alone",
    }
}
