//! Acts that draw other elements along.

use chrono::NaiveDate;

use super::TableauDeBord;
use crate::cycle_de_vie::{Acte, Acteur, CycleError, EtatStocke, Objet, Suivi};

impl TableauDeBord {
    /// Does an act, after having checked all that it draws along: either everything happens or nothing.
    pub(super) fn act(
        &mut self,
        objet: &Objet,
        acte: &Acte,
        acteur: Acteur,
        date: NaiveDate,
    ) -> Result<(), CycleError> {
        let suivi = self.known(objet)?;
        let arrivee = suivi.check(acte, acteur, date)?;
        self.check_links(suivi, acte, acteur, date)?;
        let followers = match acte {
            Acte::Soumettre => self.submitted_along(objet, acteur, date)?,
            Acte::Valider => self.validated_along(objet, date),
            _ => Vec::new(),
        };
        for (follower, etat) in followers {
            if let Some(suivi) = self.suivis.get_mut(&follower) {
                suivi.follow(acte.clone(), acteur, date, etat, Some(objet.clone()));
            }
        }
        if let Some(suivi) = self.suivis.get_mut(objet) {
            suivi.commit(acte.clone(), acteur, date, arrivee);
        }
        if let Acte::Renouveler { par, contenu } = acte {
            self.renew(objet, par, *contenu, acteur, date);
        }
        Ok(())
    }

    /// A session is submitted with the action and the formation above it, if those were never validated:
    /// without them it could not be judged. A correction under way above is left to its author.
    fn submitted_along(
        &self,
        objet: &Objet,
        acteur: Acteur,
        date: NaiveDate,
    ) -> Result<Vec<(Objet, EtatStocke)>, CycleError> {
        self.chain(objet)
            .skip(1)
            .filter(|above| above.etat() == EtatStocke::EnCoursDeSaisie && !above.was_validated())
            .map(|above| Ok((above.objet().clone(), above.check(&Acte::Soumettre, acteur, date)?)))
            .collect()
    }

    /// Validation is of the formation: it reaches all that is submitted underneath. What is still being entered
    /// stays so, which is the trap that slide 11 warns of; what was submitted later was not looked at.
    fn validated_along(&self, objet: &Objet, date: NaiveDate) -> Vec<(Objet, EtatStocke)> {
        let submitted = |below: &&Suivi| {
            below.etat() == EtatStocke::Soumise && below.derniere_date().is_none_or(|last| last <= date)
        };
        let children: Vec<&Suivi> = self.children(objet).collect();
        let grandchildren = children.iter().flat_map(|child| self.children(child.objet()));
        let below = children.iter().copied().chain(grandchildren);
        below.filter(submitted).map(|below| (below.objet().clone(), EtatStocke::Validee)).collect()
    }
}
