//! The follow-up of one element: its state, its versions, its history.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Acte, Acteur, Contenu, CycleError, EtatStocke, Fiche, Objet, Rang, Verbe};
use crate::Provenance;

/// One line of a history.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Acte, Acteur, EtatStocke, Fiche, Objet, TableauDeBord};
///
/// let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
/// let mut sofi = TableauDeBord::new();
/// sofi.add(Fiche::formation("21_1001", "19511296600799"), Acteur::Organisme, day)?;
/// let event = &sofi.get(&Objet::formation("21_1001")).unwrap().historique()[0];
/// assert_eq!((&event.acte, event.avant, event.apres), (&Acte::Saisir, None, EtatStocke::EnCoursDeSaisie));
/// # Ok::<(), sofi_core::CycleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evenement {
    /// The day.
    pub date: NaiveDate,
    /// Who acted.
    pub acteur: Acteur,
    /// What was done.
    pub acte: Acte,
    /// The state before; `None` at birth.
    pub avant: Option<EtatStocke>,
    /// The state after.
    pub apres: EtatStocke,
    /// The version of the content after the act, from 1.
    pub version: u32,
    /// What the act was done to, when this element only followed: a formation validated with its sessions, a
    /// session submitted with its formation.
    pub entraine_par: Option<Objet>,
}

/// The version that channels receive.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::Publication;
///
/// let depuis = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
/// assert_eq!(Publication { version: 1, depuis }.depuis, depuis);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Publication {
    /// Its number, from 1.
    pub version: u32,
    /// The day on which the clock of delivery started: validation, revalidation, or reopening.
    pub depuis: NaiveDate,
}

/// The follow-up of a formation, an action or a session. A [`TableauDeBord`](crate::TableauDeBord) keeps it; it
/// changes by acts only, so it can never be in a state to which no act leads.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Acteur, EtatStocke, Fiche, Objet, TableauDeBord};
///
/// let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
/// let mut sofi = TableauDeBord::new();
/// sofi.add(Fiche::formation("21_1001", "19511296600799"), Acteur::Organisme, day)?;
/// let formation = sofi.get(&Objet::formation("21_1001")).unwrap();
/// assert_eq!((formation.etat(), formation.publication()), (EtatStocke::EnCoursDeSaisie, None));
/// # Ok::<(), sofi_core::CycleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suivi {
    objet: Objet,
    parent: Option<Objet>,
    siret: Option<String>,
    provenance: Provenance,
    etat: EtatStocke,
    version: u32,
    validee: Option<u32>,
    publication: Option<Publication>,
    contenu: Option<Contenu>,
    contenu_valide: Option<Contenu>,
    remplace: Option<String>,
    remplacee_par: Option<String>,
    historique: Vec<Evenement>,
}

impl Suivi {
    /// Born from a sheet: being entered, or validated at once when it is integrated.
    pub(super) fn born(fiche: Fiche, acteur: Acteur, date: NaiveDate) -> Self {
        let (objet, parent, naissance) = (fiche.objet(), fiche.parent(), fiche.naissance());
        let (siret, contenu) = match fiche.rang {
            Rang::Formation { siret } => (Some(siret), None),
            Rang::Action { .. } => (None, None),
            Rang::Session { contenu, .. } => (None, Some(contenu)),
        };
        let mut suivi = Self {
            objet,
            parent,
            siret,
            provenance: fiche.provenance,
            etat: EtatStocke::EnCoursDeSaisie,
            version: 1,
            validee: None,
            publication: None,
            contenu,
            contenu_valide: None,
            remplace: None,
            remplacee_par: None,
            historique: Vec::new(),
        };
        let acte = if naissance == Verbe::Integrer {
            suivi.etat = EtatStocke::Validee;
            suivi.publish(date);
            Acte::Integrer { contenu }
        } else {
            Acte::Saisir
        };
        suivi.record(acte, acteur, date, None, None);
        suivi
    }

    /// What it is.
    pub const fn objet(&self) -> &Objet {
        &self.objet
    }

    /// What it belongs to.
    pub const fn parent(&self) -> Option<&Objet> {
        self.parent.as_ref()
    }

    /// SIRET of the organisation; formations only, see [`TableauDeBord::siret`](crate::TableauDeBord::siret).
    pub fn siret(&self) -> Option<&str> {
        self.siret.as_deref()
    }

    /// The door by which it came.
    pub const fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// Its stored state.
    pub const fn etat(&self) -> EtatStocke {
        self.etat
    }

    /// The version being worked on: it grows at the first change after a validation.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The version of this element that is published. For a session, what is above may still hide it: see
    /// [`TableauDeBord::publication`](crate::TableauDeBord::publication).
    pub const fn publication(&self) -> Option<Publication> {
        self.publication
    }

    /// The content being worked on; sessions only.
    pub const fn contenu(&self) -> Option<&Contenu> {
        self.contenu.as_ref()
    }

    /// The content that is published.
    pub fn contenu_publie(&self) -> Option<&Contenu> {
        self.publication.and(self.contenu_valide.as_ref())
    }

    /// The content by which it is judged: the published one, failing that the one being worked on.
    pub fn contenu_juge(&self) -> Option<&Contenu> {
        self.contenu_publie().or(self.contenu())
    }

    /// Number of the permanent session that this one follows.
    pub fn remplace(&self) -> Option<&str> {
        self.remplace.as_deref()
    }

    /// Number of the permanent session that follows this one.
    pub fn remplacee_par(&self) -> Option<&str> {
        self.remplacee_par.as_deref()
    }

    /// All that was done to it, oldest first.
    pub fn historique(&self) -> &[Evenement] {
        &self.historique
    }

    /// The reason of the last refusal, while it stands.
    pub fn motif(&self) -> Option<&str> {
        let refused = self.etat == EtatStocke::Refusee;
        self.historique.iter().rev().filter(|_| refused).find_map(|event| match &event.acte {
            Acte::Refuser { motif } => Some(motif.as_str()),
            _ => None,
        })
    }

    /// True when a version of it was validated once.
    pub const fn was_validated(&self) -> bool {
        self.validee.is_some()
    }

    /// The day of its last event.
    pub fn derniere_date(&self) -> Option<NaiveDate> {
        self.historique.last().map(|event| event.date)
    }

    /// The state that an act would lead to, or why it is refused. What depends on other elements (numbers,
    /// delays, links) is judged by the dashboard.
    pub fn check(&self, acte: &Acte, acteur: Acteur, date: NaiveDate) -> Result<EtatStocke, CycleError> {
        let (verbe, etat) = (acte.verbe(), self.etat);
        let objet = || self.objet.clone();
        if !verbe.acteurs().contains(&acteur) {
            return Err(CycleError::SansDroit { objet: objet(), verbe, acteur });
        }
        if let Some(precedente) = self.derniere_date().filter(|last| date < *last) {
            return Err(CycleError::DateAnterieure { objet: objet(), date, precedente });
        }
        if verbe.needs_editable() && !self.provenance.is_editable() {
            return Err(CycleError::LectureSeule { objet: objet(), verbe });
        }
        if verbe == Verbe::Integrer && self.provenance == Provenance::Saisie {
            return Err(CycleError::PasIntegree { objet: objet() });
        }
        let Some(arrivee) = verbe.arrivee(etat) else {
            let judged = matches!(verbe, Verbe::Valider | Verbe::Refuser);
            return Err(if judged && etat == EtatStocke::EnCoursDeSaisie {
                CycleError::NonSoumise { objet: objet() }
            } else {
                CycleError::EtatIncompatible { objet: objet(), verbe, etat }
            });
        };
        match acte {
            Acte::Refuser { motif } if motif.trim().is_empty() => {
                Err(CycleError::MotifVide { objet: objet() })
            }
            Acte::Suspendre if self.publication.is_none() => Err(CycleError::NonPubliee { objet: objet() }),
            Acte::Corriger { contenu: Some(_) } | Acte::Integrer { contenu: Some(_) }
                if self.contenu.is_none() =>
            {
                Err(CycleError::SansCalendrier { objet: objet() })
            }
            Acte::Renouveler { .. } if !self.was_validated() => {
                Err(CycleError::JamaisValidee { objet: objet() })
            }
            Acte::Rouvrir => Ok(self.reopened(arrivee)),
            _ => Ok(arrivee),
        }
    }

    /// The acts that this actor may do now, judged as [`check`](Self::check) does: the buttons of a screen.
    pub fn actes_possibles(&self, acteur: Acteur) -> impl Iterator<Item = Verbe> {
        Verbe::ALL.iter().copied().filter(move |verbe| {
            verbe.acteurs().contains(&acteur)
                && verbe.arrivee(self.etat).is_some()
                && (self.provenance.is_editable() || !verbe.needs_editable())
                && match verbe {
                    Verbe::Suspendre => self.publication.is_some(),
                    Verbe::Integrer => self.provenance != Provenance::Saisie,
                    Verbe::Renouveler => {
                        self.was_validated() && self.contenu.is_some_and(|c| c.calendrier.permanent)
                    }
                    _ => true,
                }
        })
    }

    /// Where reopening leads: a suspension is lifted to what it interrupted; what cannot be edited in SOFI is
    /// validated again, for nobody there could submit it.
    fn reopened(&self, arrivee: EtatStocke) -> EtatStocke {
        if self.etat == EtatStocke::Suspendue {
            let suspended = self.historique.iter().rev().find(|event| event.acte == Acte::Suspendre);
            suspended.and_then(|event| event.avant).unwrap_or(arrivee)
        } else if self.provenance.is_editable() {
            arrivee
        } else {
            EtatStocke::Validee
        }
    }

    /// Does an act that was checked.
    pub(super) fn commit(&mut self, acte: Acte, acteur: Acteur, date: NaiveDate, arrivee: EtatStocke) {
        self.follow(acte, acteur, date, arrivee, None);
    }

    /// Does an act that was checked, because another element has drawn this one along.
    pub(super) fn follow(
        &mut self,
        acte: Acte,
        acteur: Acteur,
        date: NaiveDate,
        arrivee: EtatStocke,
        entraine_par: Option<Objet>,
    ) {
        let avant = self.etat;
        self.etat = arrivee;
        match &acte {
            Acte::Corriger { contenu } => self.rewrite(*contenu),
            Acte::Integrer { contenu } => {
                self.rewrite(*contenu);
                self.publish(date);
            }
            Acte::Valider => self.publish(date),
            Acte::Suspendre | Acte::Annuler | Acte::Archiver => self.publication = None,
            // What was validated comes back as it was; the feed had lost it, so the clock starts again.
            Acte::Rouvrir if avant == EtatStocke::Suspendue || arrivee == EtatStocke::Validee => {
                self.publication = self.validee.map(|version| Publication { version, depuis: date });
            }
            Acte::Renouveler { par, .. } => self.remplacee_par = Some(par.clone()),
            Acte::Saisir | Acte::Soumettre | Acte::Refuser { .. } | Acte::Rouvrir => {}
        }
        self.record(acte, acteur, date, Some(avant), entraine_par);
    }

    pub(super) fn set_remplace(&mut self, numero: String) {
        self.remplace = Some(numero);
    }

    /// The first change after a validation opens a new version; the validated one stays as it is.
    fn rewrite(&mut self, contenu: Option<Contenu>) {
        if self.validee == Some(self.version) {
            self.version += 1;
        }
        self.contenu = contenu.or(self.contenu);
    }

    fn publish(&mut self, date: NaiveDate) {
        self.validee = Some(self.version);
        self.contenu_valide = self.contenu;
        self.publication = Some(Publication { version: self.version, depuis: date });
    }

    fn record(
        &mut self,
        acte: Acte,
        acteur: Acteur,
        date: NaiveDate,
        avant: Option<EtatStocke>,
        entraine_par: Option<Objet>,
    ) {
        let (apres, version) = (self.etat, self.version);
        self.historique.push(Evenement { date, acteur, acte, avant, apres, version, entraine_par });
    }
}
