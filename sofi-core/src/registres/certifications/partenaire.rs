//! Who may deliver a certification, and who may train for it.

use crate::Siret;

crate::vocabulary::vocabulary! {
    /// What a partner is entitled to do for a certification (CRT-12).
    ///
    /// ```
    /// use sofi_core::Habilitation;
    ///
    /// assert!(Habilitation::FormerEtOrganiser.permet_de_former());
    /// assert!(!Habilitation::Organiser.permet_de_former());
    /// assert_eq!(Habilitation::of("HABILITATION_ORGA_FORM"), Habilitation::FormerEtOrganiser);
    /// ```
    pub enum Habilitation {
        /// To train.
        Former = "former": "habilité à former" / "entitled to train",
        /// To run the tests, which is not to train.
        Organiser = "organiser": "habilité à organiser l'évaluation" / "entitled to run the assessment",
        /// Both.
        FormerEtOrganiser = "former-et-organiser": "habilité à former et à organiser l'évaluation" / "entitled to train and to run the assessment",
        /// The register does not say, or in words that are not known.
        Inconnue = "inconnue": "habilitation inconnue" / "unknown entitlement",
    }
}

impl Habilitation {
    /// Reads the words of France compétences.
    pub fn of(text: &str) -> Self {
        let text = text.trim().to_ascii_uppercase();
        match text.strip_prefix("HABILITATION_").unwrap_or(&text) {
            "FORMER" => Self::Former,
            "ORGANISER" => Self::Organiser,
            "ORGA_FORM" | "FORMER_ORGANISER" => Self::FormerEtOrganiser,
            _ => Self::Inconnue,
        }
    }

    /// Does it allow training? To run the tests is not enough (CRT-12).
    pub const fn permet_de_former(self) -> bool {
        matches!(self, Self::Former | Self::FormerEtOrganiser)
    }
}

crate::vocabulary::vocabulary! {
    /// What became of an entitlement. The CSV files do not say it: it is unknown there (CRT-19).
    ///
    /// ```
    /// use sofi_core::EtatHabilitation;
    ///
    /// assert_eq!(EtatHabilitation::of("Supprimé"), EtatHabilitation::Supprimee);
    /// assert_eq!(EtatHabilitation::of(""), EtatHabilitation::Inconnu);
    /// ```
    pub enum EtatHabilitation {
        /// In force.
        Actif = "actif": "active" / "active",
        /// The sheet is no longer active.
        Inactif = "inactif": "inactive" / "inactive",
        /// Withdrawn.
        Supprimee = "supprimee": "supprimée" / "withdrawn",
        /// Not given.
        Inconnu = "inconnu": "non précisée" / "not given",
    }
}

impl EtatHabilitation {
    /// Reads the words of France compétences.
    pub fn of(text: &str) -> Self {
        let text = text.trim().to_ascii_lowercase();
        match text.as_str() {
            "actif" | "active" => Self::Actif,
            "inactif" | "inactive" => Self::Inactif,
            _ if text.starts_with("supprim") => Self::Supprimee,
            _ => Self::Inconnu,
        }
    }
}

/// A partner of a certification. Its name is not kept: there are four hundred thousand of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Partenaire {
    /// The establishment that is entitled.
    pub siret: Siret,
    /// To do what.
    pub habilitation: Habilitation,
    /// And what became of it.
    pub etat: EtatHabilitation,
}

impl Partenaire {
    /// May it train? `None` when the register does not say enough; the sheet must be active besides (CRT-12).
    ///
    /// An entitlement whose state is not given counts: the CSV files give none.
    ///
    /// ```
    /// use sofi_core::{EtatHabilitation, Habilitation, Partenaire};
    ///
    /// let siret = "19511296600799".parse()?;
    /// let of = |habilitation, etat| Partenaire { siret, habilitation, etat }.peut_former();
    /// assert_eq!(of(Habilitation::Former, EtatHabilitation::Inconnu), Some(true));
    /// assert_eq!(of(Habilitation::Former, EtatHabilitation::Supprimee), Some(false));
    /// assert_eq!(of(Habilitation::Inconnue, EtatHabilitation::Actif), None);
    /// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::Siret>>(())
    /// ```
    pub const fn peut_former(self) -> Option<bool> {
        match (self.etat, self.habilitation) {
            (EtatHabilitation::Inactif | EtatHabilitation::Supprimee, _) | (_, Habilitation::Organiser) => {
                Some(false)
            }
            (_, Habilitation::Inconnue) => None,
            _ => Some(true),
        }
    }
}

/// Both in one byte: what makes four hundred thousand partners small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Droits(u8);

impl Droits {
    pub(super) const fn new(habilitation: Habilitation, etat: EtatHabilitation) -> Self {
        Self((habilitation as u8) << 2 | etat as u8)
    }

    pub(super) const fn habilitation(self) -> Habilitation {
        match self.0 >> 2 {
            0 => Habilitation::Former,
            1 => Habilitation::Organiser,
            2 => Habilitation::FormerEtOrganiser,
            _ => Habilitation::Inconnue,
        }
    }

    pub(super) const fn etat(self) -> EtatHabilitation {
        match self.0 & 3 {
            0 => EtatHabilitation::Actif,
            1 => EtatHabilitation::Inactif,
            2 => EtatHabilitation::Supprimee,
            _ => EtatHabilitation::Inconnu,
        }
    }
}

/// Who owns a certification.
///
/// ```
/// use sofi_core::{Certificateur, CertificationsBuilder, Origine, RegistreKind};
///
/// let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "in memory"));
/// let numero = "RNCP38596".parse().unwrap();
/// builder.push_certificateur(numero, Certificateur { siret: None, nom: Some("Ministère"), actif: None });
/// let certifications = builder.build();
/// let names: Vec<_> = certifications.get(numero).unwrap().certificateurs().map(|c| c.nom).collect();
/// assert_eq!(names, [Some("Ministère")]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificateur<'a> {
    /// Its establishment: about one in three gives none (CRT-18).
    pub siret: Option<Siret>,
    /// Its name, as written: the same ministry has several (CRT-15).
    pub nom: Option<&'a str>,
    /// Still one? The CSV files do not say.
    pub actif: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_holds_both() {
        for habilitation in Habilitation::ALL {
            for etat in EtatHabilitation::ALL {
                let droits = Droits::new(*habilitation, *etat);
                assert_eq!((droits.habilitation(), droits.etat()), (*habilitation, *etat));
            }
        }
        assert_eq!(Habilitation::of(" habilitation_former "), Habilitation::Former);
        assert_eq!(Habilitation::of("HABILITATION_ORGANISER"), Habilitation::Organiser);
        assert_eq!(Habilitation::of("?"), Habilitation::Inconnue);
        assert_eq!(EtatHabilitation::of("INACTIF"), EtatHabilitation::Inactif);
    }
}
