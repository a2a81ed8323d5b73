//! The dashboard: all the elements of an offer, and what links them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Acte, Acteur, CycleError, EtatStocke, Fiche, Objet, Publication, Situation, Suivi};

mod cascade;
mod links;

/// The dashboard of an organisation, or of a whole platform: its formations, actions and sessions, the state of
/// each, and every number that was ever given.
///
/// It changes by orders ([`add`](Self::add), [`apply`](Self::apply), [`reserve`](Self::reserve)); one that is
/// refused changes nothing. It is kept (serde) as its [`Journal`] and read back by doing the orders again, so a
/// file that was tampered with into an illegal state is refused.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Acte, Acteur, Cadre, Calendrier, Contenu, Fiche, Objet, TableauDeBord};
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let contenu = Contenu::new(Cadre::FormationContinuePrivee, Calendrier::fixed(day(16), day(27)));
/// let (formation, session) = (Objet::formation("21_1001"), Objet::session("21_123456"));
///
/// let mut sofi = TableauDeBord::new();
/// sofi.add(Fiche::formation("21_1001", "19511296600799"), Acteur::Organisme, day(2))?;
/// sofi.add(Fiche::action("21_2001", "21_1001"), Acteur::Organisme, day(2))?;
/// sofi.add(Fiche::session("21_123456", "21_2001", contenu), Acteur::Organisme, day(2))?;
/// sofi.apply(&session, Acte::Soumettre, Acteur::Organisme, day(3))?;
/// sofi.apply(&formation, Acte::Valider, Acteur::CarifOref, day(4))?;
/// assert_eq!(sofi.publication(&session).unwrap().depuis, day(4));
/// # Ok::<(), sofi_core::CycleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Journal", try_from = "Journal")]
pub struct TableauDeBord {
    suivis: BTreeMap<Objet, Suivi>,
    /// What is right under each element, so that a validation does not look at the whole platform.
    enfants: BTreeMap<Objet, Vec<Objet>>,
    reserves: BTreeSet<Objet>,
    journal: Journal,
}

/// Days after its end that a session waits before the system archives it, unless told otherwise: six months,
/// inferred (no slide says it).
const DELAI_ARCHIVAGE: u32 = 183;

/// All the orders that a dashboard has obeyed, oldest first: the form in which it is kept.
///
/// ```
/// use sofi_core::{Journal, Objet, TableauDeBord};
///
/// let mut sofi = TableauDeBord::with_delai_archivage(90);
/// sofi.reserve(Objet::session("21_99"))?;
/// let kept: Journal = sofi.clone().into();
/// assert_eq!((kept.delai_archivage, kept.ordres.len()), (90, 1));
/// assert_eq!(TableauDeBord::try_from(kept)?, sofi);
/// # Ok::<(), sofi_core::CycleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Days after its end that a session waits before the system archives it.
    pub delai_archivage: u32,
    /// The orders.
    pub ordres: Vec<Ordre>,
}

/// Something that a dashboard is told to do.
///
/// ```
/// use sofi_core::{Objet, Ordre, TableauDeBord};
///
/// let mut sofi = TableauDeBord::new();
/// sofi.execute(Ordre::Reserver { objet: Objet::session("21_99") })?;
/// # Ok::<(), sofi_core::CycleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ordre", rename_all = "kebab-case")]
pub enum Ordre {
    /// Bring in a new element.
    Inscrire {
        /// What it is born with.
        fiche: Fiche,
        /// Who brings it in.
        acteur: Acteur,
        /// The day.
        date: NaiveDate,
    },
    /// Act on an element.
    Agir {
        /// Which one.
        objet: Objet,
        /// The act.
        acte: Acte,
        /// Who acts.
        acteur: Acteur,
        /// The day.
        date: NaiveDate,
    },
    /// Keep a number from being given here, because it was given elsewhere.
    Reserver {
        /// The number, at its level.
        objet: Objet,
    },
}

impl Default for TableauDeBord {
    fn default() -> Self {
        Self::with_delai_archivage(DELAI_ARCHIVAGE)
    }
}

impl TableauDeBord {
    /// An empty dashboard; the system archives a session six months after its end.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty dashboard whose system archives a session this many days after its end.
    pub fn with_delai_archivage(days: u32) -> Self {
        let journal = Journal { delai_archivage: days, ordres: Vec::new() };
        Self { suivis: BTreeMap::new(), enfants: BTreeMap::new(), reserves: BTreeSet::new(), journal }
    }

    /// Obeys an order, or says why not and stays as it was.
    pub fn execute(&mut self, ordre: Ordre) -> Result<(), CycleError> {
        match &ordre {
            Ordre::Inscrire { fiche, acteur, date } => self.bring_in(fiche.clone(), *acteur, *date)?,
            Ordre::Agir { objet, acte, acteur, date } => self.act(objet, acte, *acteur, *date)?,
            Ordre::Reserver { objet } => {
                self.check_number(objet)?;
                self.reserves.insert(objet.clone());
            }
        }
        self.journal.ordres.push(ordre);
        Ok(())
    }

    /// Brings in a formation, an action or a session: born being entered, or validated if it is integrated.
    pub fn add(&mut self, fiche: Fiche, acteur: Acteur, date: NaiveDate) -> Result<(), CycleError> {
        self.execute(Ordre::Inscrire { fiche, acteur, date })
    }

    /// Acts on an element, and on those that the act draws along: gives its new state.
    pub fn apply(
        &mut self,
        objet: &Objet,
        acte: Acte,
        acteur: Acteur,
        date: NaiveDate,
    ) -> Result<EtatStocke, CycleError> {
        self.execute(Ordre::Agir { objet: objet.clone(), acte, acteur, date })?;
        self.known(objet).map(Suivi::etat)
    }

    /// Keeps a number from being given here, because it was given elsewhere.
    pub fn reserve(&mut self, objet: Objet) -> Result<(), CycleError> {
        self.execute(Ordre::Reserver { objet })
    }

    /// The system's nightly round: archives every session that has been over for the set delay, and tells which.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sofi_core::{Acteur, Cadre, Calendrier, Contenu, Fiche, Objet, TableauDeBord};
    ///
    /// let day = |m| NaiveDate::from_ymd_opt(2026, m, 1).unwrap();
    /// let contenu = Contenu::new(Cadre::FormationContinuePrivee, Calendrier::fixed(day(2), day(3)));
    /// let mut sofi = TableauDeBord::with_delai_archivage(30);
    /// sofi.add(Fiche::formation("F", "19511296600799"), Acteur::Organisme, day(1))?;
    /// sofi.add(Fiche::action("A", "F"), Acteur::Organisme, day(1))?;
    /// sofi.add(Fiche::session("S", "A", contenu), Acteur::Organisme, day(1))?;
    /// assert!(sofi.archive_ended(day(3)).is_empty());
    /// assert_eq!(sofi.archive_ended(day(4)), [Objet::session("S")]);
    /// # Ok::<(), sofi_core::CycleError>(())
    /// ```
    pub fn archive_ended(&mut self, date: NaiveDate) -> Vec<Objet> {
        let mut candidates: Vec<Objet> = self.suivis.keys().cloned().collect();
        candidates.retain(|objet| self.apply(objet, Acte::Archiver, Acteur::Systeme, date).is_ok());
        candidates
    }

    /// The follow-up of an element.
    pub fn get(&self, objet: &Objet) -> Option<&Suivi> {
        self.suivis.get(objet)
    }

    /// Every element: formations, then actions, then sessions, each in the order of the numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Suivi> {
        self.suivis.values()
    }

    /// True when the number was ever given at this level, here or elsewhere.
    pub fn is_taken(&self, objet: &Objet) -> bool {
        self.suivis.contains_key(objet) || self.reserves.contains(objet)
    }

    /// The element, then what it belongs to, up to its formation.
    pub fn chain(&self, objet: &Objet) -> impl Iterator<Item = &Suivi> {
        std::iter::successors(self.get(objet), |suivi| self.get(suivi.parent()?))
    }

    /// The SIRET of the organisation that an element belongs to.
    ///
    /// It never changes: the SIRET is half of the exchange key, so an organisation that changes SIRET makes a
    /// new offer, and the old one lives until its sessions end.
    pub fn siret(&self, objet: &Objet) -> Option<&str> {
        self.chain(objet).find_map(Suivi::siret)
    }

    /// What channels receive of an element, the cascade being considered: nothing when it, or anything above
    /// it, has no published version. The clock starts with the last validation along the chain.
    pub fn publication(&self, objet: &Objet) -> Option<Publication> {
        let own = self.get(objet)?.publication()?;
        let mut depuis = own.depuis;
        for suivi in self.chain(objet) {
            depuis = depuis.max(suivi.publication()?.depuis);
        }
        Some(Publication { depuis, ..own })
    }

    /// What a session is on a day; `None` for what is not a session.
    pub fn situation(&self, session: &Objet, day: NaiveDate) -> Option<Situation> {
        let contenu = self.get(session)?.contenu_juge()?;
        Some(Situation::derive(&contenu.calendrier, self.publication(session).is_some(), day))
    }

    /// The « sessions actives » of a day.
    pub fn sessions_actives(&self, day: NaiveDate) -> impl Iterator<Item = &Suivi> {
        self.iter().filter(move |suivi| self.situation(suivi.objet(), day).is_some_and(|s| s.active))
    }

    /// What is right under an element, in the order in which it came: the actions of a formation, the sessions
    /// of an action.
    pub fn children(&self, objet: &Objet) -> impl Iterator<Item = &Suivi> {
        self.enfants.get(objet).into_iter().flatten().filter_map(|child| self.get(child))
    }

    fn insert(&mut self, suivi: Suivi) {
        let objet = suivi.objet().clone();
        if let Some(parent) = suivi.parent() {
            self.enfants.entry(parent.clone()).or_default().push(objet.clone());
        }
        self.suivis.insert(objet, suivi);
    }

    fn known(&self, objet: &Objet) -> Result<&Suivi, CycleError> {
        self.get(objet).ok_or_else(|| CycleError::Inconnu { objet: objet.clone() })
    }

    /// The first day on which the system may archive a session; `None` while its end is unknown.
    fn archivable_from(&self, suivi: &Suivi) -> Option<NaiveDate> {
        let end = suivi.contenu_juge()?.calendrier.fin.latest?;
        end.checked_add_days(Days::new(u64::from(self.journal.delai_archivage)))
    }
}

impl From<TableauDeBord> for Journal {
    fn from(tableau: TableauDeBord) -> Self {
        tableau.journal
    }
}

impl TryFrom<Journal> for TableauDeBord {
    type Error = CycleError;

    fn try_from(journal: Journal) -> Result<Self, Self::Error> {
        let mut tableau = Self::with_delai_archivage(journal.delai_archivage);
        journal.ordres.into_iter().try_for_each(|ordre| tableau.execute(ordre))?;
        Ok(tableau)
    }
}
