//! How one tells.

use chrono::NaiveDate;

use super::{Doute, ModeTitularite, Refus, Titre, Titularite};
use crate::{
    Certificateur, Certifications, EtatHabilitation, FicheCertification, NumeroFiche, Siren, Siret,
    TypeEnregistrement,
};

impl Certifications {
    /// May one of these establishments use this certification on this day? One is enough (CRT-14).
    pub fn titularite(
        &self,
        numero: NumeroFiche,
        sirets: &[Siret],
        mode: ModeTitularite,
        date: NaiveDate,
    ) -> Titularite {
        let Some(fiche) = self.get(numero) else { return Titularite::Unknown(Doute::FicheInconnue) };
        if self.partenaires_len() == 0 && sirets_unlisted(fiche, sirets) {
            return Titularite::Unknown(Doute::SansPartenaires);
        }
        fiche.titularite(sirets, mode, date)
    }

    /// What to use in the place of this sheet on this day: the last of what replaces it, in either register (CRT-11).
    ///
    /// A sheet that the register does not describe is kept: links lead out of the files. Circles lead nowhere.
    pub fn remplacantes_on(&self, numero: NumeroFiche, date: NaiveDate) -> Vec<NumeroFiche> {
        let is_usable = |numero: &NumeroFiche| {
            self.get(*numero).is_none_or(|fiche| fiche.is_active_on(date) != Some(false))
        };
        let chaine = self.successeurs(numero);
        let finals: Vec<_> = chaine.finals.into_iter().filter(is_usable).collect();
        if !finals.is_empty() {
            return finals;
        }
        // The last one is no longer in force, or the chain bites its tail: one on the way may be.
        let known =
            |numero: &NumeroFiche| self.get(*numero).is_some_and(|it| it.is_active_on(date) == Some(true));
        chaine.suivants.into_iter().filter(known).collect()
    }
}

/// Is none of them a certificateur?
fn sirets_unlisted(fiche: FicheCertification<'_>, sirets: &[Siret]) -> bool {
    !is_ministere_du_travail(fiche)
        && !fiche.certificateurs().any(|it| it.siret.is_some_and(|siret| sirets.contains(&siret)))
}

impl FicheCertification<'_> {
    /// May one of these establishments use it on this day? One is enough (CRT-14).
    pub fn titularite(self, sirets: &[Siret], mode: ModeTitularite, date: NaiveDate) -> Titularite {
        // What was active when the register was made, and had an end, may have been renewed since.
        let is_active = match (self.is_active_on(date), self.entete().actif) {
            (Some(false), Some(true)) => None,
            (is_active, _) => is_active,
        };
        if is_active == Some(false) {
            return Titularite::NotEntitled(Refus::FicheInactive { fin: self.entete().fin_enregistrement });
        }
        let is_strict = mode == ModeTitularite::Strict && self.is_tested();
        let answer = match best_title(self, sirets, is_strict) {
            Some(titre) => Titularite::Entitled(titre),
            None if sirets.is_empty() => Titularite::Unknown(Doute::SansSiret),
            None => refusal(self, sirets, is_strict),
        };
        match answer {
            Titularite::Entitled(_) if is_active.is_none() => Titularite::Unknown(Doute::EtatInconnu),
            answer => answer,
        }
    }

    /// Does the sheet list those who may train? That of a State diploma does not (CRT-16).
    fn is_tested(self) -> bool {
        match self.type_enregistrement() {
            Some(TypeEnregistrement::SurDemande) => true,
            Some(TypeEnregistrement::DeDroit) => false,
            // The specific register holds nothing that is registered by law.
            None => self.numero().rs().is_some(),
        }
    }
}

/// The best right of any of them: an establishment comes before another one of the same enterprise (CRT-17).
fn best_title(fiche: FicheCertification<'_>, sirets: &[Siret], is_strict: bool) -> Option<Titre> {
    by_siret(fiche, sirets, is_strict)
        .or_else(|| is_ministere_du_travail(fiche).then_some(Titre::MinistereDuTravail))
        .or_else(|| by_siren(fiche, sirets, is_strict))
}

fn by_siret(fiche: FicheCertification<'_>, sirets: &[Siret], is_strict: bool) -> Option<Titre> {
    let owner = certificateurs(fiche).filter_map(|it| it.siret).find(|siret| sirets.contains(siret));
    if let Some(siret) = owner {
        return Some(Titre::Certificateur { siret });
    }
    let partners = sirets.iter().flat_map(|siret| fiche.partenaires_of(*siret)).filter(|_| !is_strict);
    let mut trainers = partners.filter(|partner| partner.peut_former() == Some(true));
    trainers.next().map(|it| Titre::Habilite { siret: it.siret, habilitation: it.habilitation })
}

fn by_siren(fiche: FicheCertification<'_>, sirets: &[Siret], is_strict: bool) -> Option<Titre> {
    let same = |siren: Siren| sirets.iter().copied().find(|siret| siret.siren() == siren);
    let other = |connu: Siret, is_certificateur| {
        same(connu.siren()).map(|siret| Titre::AutreEtablissement { siret, connu, is_certificateur })
    };
    let owner = certificateurs(fiche).filter_map(|it| it.siret).find_map(|siret| other(siret, true));
    let partner = || {
        let partners = sirets.iter().flat_map(|siret| fiche.partenaires_of_siren(siret.siren()));
        let mut trainers = partners.filter(|partner| partner.peut_former() == Some(true));
        trainers.find_map(|partner| other(partner.siret, false))
    };
    owner.or_else(|| if is_strict { None } else { partner() })
}

/// Those that still certify.
fn certificateurs(fiche: FicheCertification<'_>) -> impl Iterator<Item = Certificateur<'_>> {
    fiche.certificateurs().filter(|it| it.actif != Some(false))
}

/// Why none of them may, or why one cannot tell.
fn refusal(fiche: FicheCertification<'_>, sirets: &[Siret], is_strict: bool) -> Titularite {
    let unknown = Titularite::Unknown;
    if !fiche.is_tested() {
        return unknown(Doute::DeDroit);
    }
    if certificateurs(fiche).next().is_none() || certificateurs(fiche).any(|it| it.siret.is_none()) {
        return unknown(Doute::CertificateurSansSiret);
    }
    let own: Vec<_> = sirets.iter().flat_map(|siret| fiche.partenaires_of(*siret)).collect();
    if is_strict {
        let trains = own.iter().any(|partner| partner.peut_former() == Some(true));
        return Titularite::NotEntitled(if trains { Refus::PartenaireSeulement } else { Refus::Absent });
    }
    if own.iter().any(|partner| partner.peut_former().is_none()) {
        return unknown(Doute::HabilitationInconnue);
    }
    // What the sheet says of this very SIRET counts, whatever the partners that it cannot name.
    let is_over = |etat| matches!(etat, EtatHabilitation::Inactif | EtatHabilitation::Supprimee);
    if own.iter().any(|partner| !is_over(partner.etat)) {
        return Titularite::NotEntitled(Refus::OrganiserSeulement);
    }
    if !own.is_empty() {
        return Titularite::NotEntitled(Refus::HabilitationRetiree);
    }
    match fiche.partenaires_sans_siret() {
        0 => Titularite::NotEntitled(Refus::Absent),
        count => unknown(Doute::PartenaireSansSiret(count)),
    }
}

/// Does the ministry of labour certify, under any of its names (CRT-15)? Its number is surer, where it is given.
fn is_ministere_du_travail(fiche: FicheCertification<'_>) -> bool {
    certificateurs(fiche).any(|it| match it.siret {
        Some(siret) => siret.siren().to_string() == MINISTERE_DU_TRAVAIL || it.nom.is_some_and(is_named),
        None => it.nom.is_some_and(is_named),
    })
}

/// The enterprise number of the ministry of labour.
const MINISTERE_DU_TRAVAIL: &str = "110000072";

/// The ministry has changed its name with each government; labour or employment stays in it.
fn is_named(nom: &str) -> bool {
    let nom = nom.to_lowercase().replace(['è', 'é'], "e");
    nom.contains("ministere") && ["travail", "emploi"].iter().any(|word| nom.contains(word))
        || nom.contains("dgefp")
}
