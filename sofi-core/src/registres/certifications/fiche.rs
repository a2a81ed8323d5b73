//! A sheet, as the register holds it.

use chrono::NaiveDate;

use super::{
    super::textes::range_of, Certificateur, Certifications, Chaine, Entete, NumeroFiche, Partenaire,
};
use crate::{CodeBloc, CodeNsf, Formacode, Siren, Siret};

crate::vocabulary::vocabulary! {
    /// How a certification came into the register: it changes which end date rules apprenticeship (CRT-10).
    ///
    /// ```
    /// use sofi_core::TypeEnregistrement;
    ///
    /// assert_eq!(TypeEnregistrement::of("Enregistrement de droit"), Some(TypeEnregistrement::DeDroit));
    /// assert_eq!(TypeEnregistrement::of("Autre"), None);
    /// ```
    pub enum TypeEnregistrement {
        /// By law: the diplomas and titles of the State.
        DeDroit = "de-droit": "enregistrement de droit" / "registered by law",
        /// On request.
        SurDemande = "sur-demande": "enregistrement sur demande" / "registered on request",
    }
}

impl TypeEnregistrement {
    /// Reads the words of France compétences; `None` when they are neither.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        match (text.contains("droit"), text.contains("demande")) {
            (true, false) => Some(Self::DeDroit),
            (false, true) => Some(Self::SurDemande),
            _ => None,
        }
    }
}

/// What a sheet says of itself; the rest is lists.
///
/// ```
/// use sofi_core::EnteteFiche;
///
/// let entete = EnteteFiche { niveau: Some(6), ..EnteteFiche::new("RNCP38596".parse().unwrap()) };
/// assert_eq!((entete.niveau, entete.actif), (Some(6), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnteteFiche<'a> {
    /// Its number.
    pub numero: NumeroFiche,
    /// Its title.
    pub intitule: Option<&'a str>,
    /// The family of diplomas, abridged: `CAP`, `TP`, `BTS`.
    pub abrege: Option<&'a str>,
    /// Active, on the day of the register.
    pub actif: Option<bool>,
    /// How it came into the register, as written.
    pub type_enregistrement: Option<&'a str>,
    /// Last day of its registration.
    pub fin_enregistrement: Option<NaiveDate>,
    /// Last day on which it may still be delivered to those who entered in time; in the XML alone.
    pub limite_delivrance: Option<NaiveDate>,
    /// Its European level, 3 to 8; none in the RS, nor where it was never settled.
    pub niveau: Option<u8>,
}

impl EnteteFiche<'_> {
    /// A sheet of which only the number is known.
    pub const fn new(numero: NumeroFiche) -> Self {
        Self {
            numero,
            intitule: None,
            abrege: None,
            actif: None,
            type_enregistrement: None,
            fin_enregistrement: None,
            limite_delivrance: None,
            niveau: None,
        }
    }
}

/// A sheet of the register.
///
/// ```
/// use sofi_core::{CertificationsBuilder, EtatHabilitation, Habilitation, Origine, Partenaire, RegistreKind};
///
/// let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "in memory"));
/// let numero = "RS6117".parse().unwrap();
/// let siret = "19511296600799".parse().unwrap();
/// let (habilitation, etat) = (Habilitation::Former, EtatHabilitation::Actif);
/// builder.push_partenaire(numero, Partenaire { siret, habilitation, etat });
/// builder.push_partenaire_sans_siret(numero);
/// let certifications = builder.build();
///
/// let fiche = certifications.get(numero).unwrap();
/// assert!(fiche.partenaires_of(siret).any(|partenaire| partenaire.peut_former() == Some(true)));
/// assert_eq!(fiche.partenaires_sans_siret(), 1, "of any other SIRET, nothing can be said (CRT-18)");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FicheCertification<'a> {
    registre: &'a Certifications,
    rank: usize,
    entete: &'a Entete,
}

impl<'a> FicheCertification<'a> {
    pub(super) const fn new(registre: &'a Certifications, rank: usize, entete: &'a Entete) -> Self {
        Self { registre, rank, entete }
    }

    /// Its number.
    pub const fn numero(self) -> NumeroFiche {
        self.entete.donnees.numero
    }

    /// What it says of itself.
    pub fn entete(self) -> EnteteFiche<'a> {
        let textes = &self.registre.textes;
        EnteteFiche {
            intitule: textes.get(self.entete.intitule),
            abrege: textes.get(self.entete.abrege),
            type_enregistrement: textes.get(self.entete.type_enregistrement),
            ..self.entete.donnees
        }
    }

    /// Its title.
    pub fn intitule(self) -> Option<&'a str> {
        self.entete().intitule
    }

    /// How it came into the register, when the words are known ones.
    pub fn type_enregistrement(self) -> Option<TypeEnregistrement> {
        self.entete().type_enregistrement.and_then(TypeEnregistrement::of)
    }

    /// Its European level.
    pub const fn niveau(self) -> Option<u8> {
        self.entete.donnees.niveau
    }

    /// Is it registered on this day? `None` when the register does not tell.
    ///
    /// The end of registration decides where it is given: the register says `ACTIVE` until the day after. A
    /// sheet that is inactive before its end was withdrawn, one cannot tell when, so nothing is said of the days
    /// before that of the register. An active sheet without an end is taken as lasting.
    pub fn is_active_on(self, date: NaiveDate) -> Option<bool> {
        let EnteteFiche { actif, fin_enregistrement, .. } = self.entete.donnees;
        match (actif, fin_enregistrement) {
            (_, Some(fin)) if date > fin => Some(false),
            (Some(false), _) => match self.registre.date() {
                Some(register) if date < register => None,
                _ => Some(false),
            },
            (Some(true), _) | (None, Some(_)) => Some(true),
            (None, None) => None,
        }
    }

    /// May it still be delivered on this day? It outlives the registration, where a later limit is given (CRT-10).
    pub fn is_deliverable_on(self, date: NaiveDate) -> Option<bool> {
        match self.entete.donnees.limite_delivrance {
            Some(limite) => Some(date <= limite),
            None => match self.is_active_on(date) {
                // The CSV files have no limit: what is no longer active may be deliverable.
                Some(false) => None,
                other => other,
            },
        }
    }

    /// Who owns it.
    pub fn certificateurs(self) -> impl Iterator<Item = Certificateur<'a>> {
        let rows = range_of(&self.registre.certificateurs, &(self.rank as u32), |row| row.0);
        rows.iter().map(move |(_, row)| Certificateur {
            siret: row.siret,
            nom: self.registre.textes.get(row.nom),
            actif: row.actif,
        })
    }

    /// The partners that have a SIRET, in its order.
    pub fn partenaires(self) -> impl Iterator<Item = Partenaire> {
        self.partners(0, u64::MAX)
    }

    /// The entitlements of an establishment: none, one, or several over time.
    pub fn partenaires_of(self, siret: Siret) -> impl Iterator<Item = Partenaire> {
        self.partners(siret.value(), siret.value())
    }

    /// The entitlements of all the establishments of an enterprise: each is attached to its SIRET (CRT-17).
    pub fn partenaires_of_siren(self, siren: Siren) -> impl Iterator<Item = Partenaire> {
        let first = siren.value() * 100_000;
        self.partners(first, first + 99_999)
    }

    /// How many partners have no SIRET that can be used: any of them may be the one looked for (CRT-18).
    pub const fn partenaires_sans_siret(self) -> u32 {
        self.entete.sans_siret
    }

    fn partners(self, first: u64, last: u64) -> impl Iterator<Item = Partenaire> + use<'a> {
        let bound = |rank: usize| self.registre.debuts.get(rank).copied().unwrap_or_default() as usize;
        let all = bound(self.rank)..bound(self.rank + 1);
        let sirets = self.registre.sirets.get(all.clone()).unwrap_or_default();
        let droits = self.registre.droits.get(all).unwrap_or_default();
        let start = sirets.partition_point(|siret| siret.value() < first);
        sirets.iter().zip(droits).skip(start).take_while(move |(siret, _)| siret.value() <= last).map(
            |(siret, droits)| Partenaire {
                siret: *siret,
                habilitation: droits.habilitation(),
                etat: droits.etat(),
            },
        )
    }

    /// Its specialities (NSF), without their letters of function, in the order of the file.
    pub fn nsf(self) -> impl Iterator<Item = CodeNsf> + use<'a> {
        range_of(&self.registre.nsf, &(self.rank as u32), |row| row.0).iter().map(|row| row.1)
    }

    /// Its Formacodes, in the order of the file.
    pub fn formacodes(self) -> impl Iterator<Item = Formacode> + use<'a> {
        range_of(&self.registre.formacodes, &(self.rank as u32), |row| row.0).iter().map(|row| row.1)
    }

    /// Its blocks of skills and their titles, in the order of the codes. The RS has none (CRT-21).
    pub fn blocs(self) -> impl Iterator<Item = (CodeBloc, Option<&'a str>)> {
        let rows = range_of(&self.registre.blocs, &(self.rank as u32), |row| row.0);
        rows.iter().map(move |row| (row.1, self.registre.textes.get(row.2)))
    }

    /// What replaces it.
    pub fn successeurs(self) -> Chaine<NumeroFiche> {
        self.registre.successeurs(self.numero())
    }

    /// What it replaces.
    pub fn predecesseurs(self) -> Chaine<NumeroFiche> {
        self.registre.predecesseurs(self.numero())
    }
}
