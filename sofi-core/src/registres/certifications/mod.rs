//! The registers of France compétences: RNCP and RS.

mod builder;
mod fiche;
mod numero;
mod partenaire;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::{
    Chaine, Origine,
    textes::{Texte, Textes, heap_of, range_of},
};
use crate::{CodeBloc, CodeNsf, CodeRncp, CodeRs, Formacode, Siret};

pub use builder::CertificationsBuilder;
pub use fiche::{EnteteFiche, FicheCertification, TypeEnregistrement};
pub use numero::NumeroFiche;
use partenaire::Droits;
pub use partenaire::{Certificateur, EtatHabilitation, Habilitation, Partenaire};

/// The registers of France compétences (RNCP and RS), sheet by sheet.
///
/// Published each night as one archive of CSV files for both registers, and as one XML file for each. They do
/// not say the same: the state of an entitlement and the last day of delivery are in the XML alone (CRT-19,
/// CRT-20). A sheet that is only named beside a partner or a block is there all the same, with nothing known of
/// it.
///
/// ```
/// use sofi_core::{CertificationsBuilder, EnteteFiche, Origine, RegistreKind};
///
/// let mut builder = CertificationsBuilder::new(Origine::new(RegistreKind::Certifications, "in memory"));
/// let numero = "RNCP38596".parse().unwrap();
/// let fin = chrono::NaiveDate::from_ymd_opt(2027, 8, 31);
/// builder.push_fiche(EnteteFiche { fin_enregistrement: fin, actif: Some(true), ..EnteteFiche::new(numero) });
/// builder.push_succession("RNCP1".parse().unwrap(), numero);
/// let certifications = builder.build();
///
/// let fiche = certifications.get_rncp("RNCP38596".parse().unwrap()).unwrap();
/// assert_eq!(fiche.is_active_on(fin.unwrap()), Some(true));
/// assert_eq!(fiche.is_active_on(fin.unwrap().succ_opt().unwrap()), Some(false));
/// assert_eq!(certifications.successeurs("RNCP1".parse().unwrap()).finals, [numero]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Certifications {
    pub(super) origines: Vec<Origine>,
    textes: Textes,
    /// Sorted by number. All that follows names a sheet by its rank here.
    fiches: Vec<Entete>,
    certificateurs: Vec<(u32, LigneCertificateur)>,
    /// The partners of a sheet are those from `debuts[rank]` to `debuts[rank + 1]`, sorted by SIRET.
    debuts: Vec<u32>,
    sirets: Vec<Siret>,
    droits: Vec<Droits>,
    nsf: Vec<(u32, CodeNsf)>,
    formacodes: Vec<(u32, Formacode)>,
    blocs: Vec<(u32, CodeBloc, Texte)>,
    /// What replaces what, sorted by what is replaced.
    successions: Vec<(NumeroFiche, NumeroFiche)>,
    /// The same, the other way round.
    precedences: Vec<(NumeroFiche, NumeroFiche)>,
}

#[derive(Debug, Clone, Copy)]
struct Entete {
    /// Without its texts.
    donnees: EnteteFiche<'static>,
    intitule: Texte,
    abrege: Texte,
    type_enregistrement: Texte,
    /// Partners that cannot be told, for want of a SIRET.
    sans_siret: u32,
}

impl Entete {
    fn nothing_known(numero: NumeroFiche) -> Self {
        let donnees = EnteteFiche::new(numero);
        Self { donnees, intitule: 0, abrege: 0, type_enregistrement: 0, sans_siret: 0 }
    }

    const fn is_described(&self) -> bool {
        self.intitule != 0 || self.donnees.actif.is_some() || self.donnees.fin_enregistrement.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct LigneCertificateur {
    siret: Option<Siret>,
    nom: Texte,
    actif: Option<bool>,
}

impl Certifications {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// The day its most recent file speaks of.
    pub fn date(&self) -> Option<NaiveDate> {
        self.origines.iter().filter_map(|origine| origine.date).max()
    }

    /// How many sheets it holds.
    pub const fn len(&self) -> usize {
        self.fiches.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.fiches.is_empty()
    }

    /// How many partners have a SIRET, over all sheets.
    pub const fn partenaires_len(&self) -> usize {
        self.sirets.len()
    }

    /// A sheet of either register.
    pub fn get(&self, numero: NumeroFiche) -> Option<FicheCertification<'_>> {
        let rank = self.fiches.binary_search_by_key(&numero, |fiche| fiche.donnees.numero).ok()?;
        Some(FicheCertification::new(self, rank, self.fiches.get(rank)?))
    }

    /// A sheet of the RNCP.
    pub fn get_rncp(&self, code: CodeRncp) -> Option<FicheCertification<'_>> {
        self.get(code.into())
    }

    /// A sheet of the RS.
    pub fn get_rs(&self, code: CodeRs) -> Option<FicheCertification<'_>> {
        self.get(code.into())
    }

    /// Every sheet, in the order of the numbers: the RNCP, then the RS.
    pub fn iter(&self) -> impl Iterator<Item = FicheCertification<'_>> {
        self.fiches.iter().enumerate().map(|(rank, entete)| FicheCertification::new(self, rank, entete))
    }

    /// What replaces a sheet, from replacement to replacement, across both registers (CRT-11).
    ///
    /// The sheet need not be in the register, nor those that replace it: links outlive them.
    pub fn successeurs(&self, numero: NumeroFiche) -> Chaine<NumeroFiche> {
        follow(&self.successions, numero)
    }

    /// What a sheet replaces, back to the first.
    pub fn predecesseurs(&self, numero: NumeroFiche) -> Chaine<NumeroFiche> {
        follow(&self.precedences, numero)
    }

    /// Adds what a later file says: its sheets replace, as a whole, those of the same number.
    ///
    /// So an archive of CSV given after the XML takes away what it does not hold itself. Give the XML last.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        builder::merge(self, later)
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        self.textes.heap_size()
            + heap_of(&self.fiches)
            + heap_of(&self.certificateurs)
            + heap_of(&self.debuts)
            + heap_of(&self.sirets)
            + heap_of(&self.droits)
            + heap_of(&self.nsf)
            + heap_of(&self.formacodes)
            + heap_of(&self.blocs)
            + heap_of(&self.successions)
            + heap_of(&self.precedences)
    }
}

fn follow(arcs: &[(NumeroFiche, NumeroFiche)], start: NumeroFiche) -> Chaine<NumeroFiche> {
    Chaine::from_start(start, |numero| range_of(arcs, &numero, |arc| arc.0).iter().map(|arc| arc.1))
}
