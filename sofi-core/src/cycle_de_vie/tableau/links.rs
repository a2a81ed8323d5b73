//! What is judged across elements: numbers, places in the tree, renewals, delays.

use chrono::NaiveDate;

use super::TableauDeBord;
use crate::{
    LigneMatrice, Provenance,
    cycle_de_vie::{Acte, Acteur, Contenu, CycleError, EtatStocke, Fiche, Objet, Rang, Suivi},
};

impl TableauDeBord {
    /// Brings in a new element.
    pub(super) fn bring_in(
        &mut self,
        fiche: Fiche,
        acteur: Acteur,
        date: NaiveDate,
    ) -> Result<(), CycleError> {
        let objet = fiche.objet();
        self.check_number(&objet)?;
        let verbe = fiche.naissance();
        if !verbe.acteurs().contains(&acteur) {
            return Err(CycleError::SansDroit { objet, verbe, acteur });
        }
        if let Rang::Session { contenu, .. } = &fiche.rang {
            check_cadre(&objet, contenu, fiche.provenance)?;
        }
        if let Some(parent) = fiche.parent() {
            self.check_parent(&objet, self.known(&parent)?, date)?;
        }
        self.insert(Suivi::born(fiche, acteur, date));
        Ok(())
    }

    /// A number is not blank and was never given.
    pub(super) fn check_number(&self, objet: &Objet) -> Result<(), CycleError> {
        if objet.numero.trim().is_empty() {
            Err(CycleError::NumeroVide { niveau: objet.niveau })
        } else if self.is_taken(objet) {
            Err(CycleError::NumeroPris { objet: objet.clone() })
        } else {
            Ok(())
        }
    }

    /// Nothing is born under what is closed, nor before what it belongs to.
    fn check_parent(&self, objet: &Objet, parent: &Suivi, date: NaiveDate) -> Result<(), CycleError> {
        for above in self.chain(parent.objet()) {
            let etat = above.etat();
            if etat.is_closed() {
                let parent = above.objet().clone();
                return Err(CycleError::ParentClos { objet: objet.clone(), parent, etat });
            }
        }
        match parent.historique().first() {
            Some(birth) if date < birth.date => Err(CycleError::DateAnterieure {
                objet: parent.objet().clone(),
                date,
                precedente: birth.date,
            }),
            _ => Ok(()),
        }
    }

    /// What an act needs beyond the element itself.
    pub(super) fn check_links(
        &self,
        suivi: &Suivi,
        acte: &Acte,
        acteur: Acteur,
        date: NaiveDate,
    ) -> Result<(), CycleError> {
        let objet = suivi.objet();
        match acte {
            Acte::Corriger { contenu: Some(contenu) } | Acte::Integrer { contenu: Some(contenu) } => {
                check_cadre(objet, contenu, suivi.provenance())
            }
            Acte::Renouveler { par, contenu } => self.check_renewal(suivi, par, contenu, date),
            // The Carif-Oref archives when it sees fit; the system waits.
            Acte::Archiver if acteur == Acteur::Systeme => match self.archivable_from(suivi) {
                Some(day) if date >= day => Ok(()),
                possible_le => Err(CycleError::DelaiNonEcoule { objet: objet.clone(), possible_le }),
            },
            _ => Ok(()),
        }
    }

    fn check_renewal(
        &self,
        suivi: &Suivi,
        par: &str,
        contenu: &Contenu,
        date: NaiveDate,
    ) -> Result<(), CycleError> {
        let objet = suivi.objet();
        let Some(renewed) = suivi.contenu_juge().filter(|renewed| renewed.calendrier.permanent) else {
            return Err(CycleError::NonPermanente { objet: objet.clone() });
        };
        let new = Objet { niveau: objet.niveau, numero: par.to_owned() };
        self.check_number(&new)?;
        if !contenu.calendrier.permanent {
            return Err(CycleError::NonPermanente { objet: new });
        }
        if contenu.calendrier == renewed.calendrier {
            return Err(CycleError::MemesDates { objet: objet.clone() });
        }
        check_cadre(&new, contenu, Provenance::Saisie)?;
        // A renewal that was cancelled leaves the way open for another, under yet another number.
        let follower = suivi.remplacee_par().and_then(|numero| self.get(&Objet::session(numero)));
        if let Some(follower) = follower.filter(|follower| follower.etat() != EtatStocke::Annulee) {
            let par = follower.objet().numero.clone();
            return Err(CycleError::DejaRenouvelee { objet: objet.clone(), par });
        }
        match suivi.parent().and_then(|parent| self.get(parent)) {
            Some(parent) => self.check_parent(&new, parent, date),
            None => Ok(()),
        }
    }

    /// Brings in the session that follows a permanent one; all was checked before.
    pub(super) fn renew(
        &mut self,
        renewed: &Objet,
        par: &str,
        contenu: Contenu,
        acteur: Acteur,
        date: NaiveDate,
    ) {
        let Some(action) = self.get(renewed).and_then(Suivi::parent) else { return };
        let mut suivi = Suivi::born(Fiche::session(par, action.numero.clone(), contenu), acteur, date);
        suivi.set_remplace(renewed.numero.clone());
        self.insert(suivi);
    }
}

/// A kind of offer comes by its own doors (slide 5).
fn check_cadre(objet: &Objet, contenu: &Contenu, provenance: Provenance) -> Result<(), CycleError> {
    let cadre = contenu.cadre;
    if LigneMatrice::of(cadre).admits(provenance) {
        Ok(())
    } else {
        Err(CycleError::HorsMatrice { objet: objet.clone(), cadre, provenance })
    }
}
