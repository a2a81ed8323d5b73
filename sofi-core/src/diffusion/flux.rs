//! A session as a feed shows it, and what the feed tells of its diffusion.

use chrono::NaiveDate;

use super::{Canal, Export, Question, Reponse};
use crate::{
    Acte, Acteur, Action, Booleen, Cadre, Calendrier, Checked, Contenu, CycleError, DateBounds, Fiche,
    Formation, LieuNomme, Objet, PartialDate, Provenance, Session, Siret, Situation, TableauDeBord,
    extras::offre_info,
};

/// A session as a feed shows it.
///
/// What is in a feed was validated by the Carif-Oref that made it, and published: a feed holds neither drafts nor refusals.
/// When it was validated is not written; [`maj`](Self::maj), the last change, is the nearest thing, and failing that the
/// day on which the feed was [made](Self::export).
///
/// ```
/// use sofi_core::{Action, Canal, Formation, Lang, Organisme, Periode, Session, SessionDuFlux};
///
/// let session = Session::default().numero("21_123456").datemaj("20260304");
/// let session = session.periode(Periode::default().debut("20260316").fin("20260327"));
/// let formation = Formation::default()
///     .numero("21_1001")
///     .responsable(Organisme::default().siret("19511296600799"))
///     .action(Action::default().numero("21_2001").session(session));
///
/// let action = &formation.actions[0];
/// let found = SessionDuFlux::of(&formation, action, &action.sessions[0]).unwrap();
/// let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// assert!(found.situation(day(20)).active);
/// let answer = found.ask(Canal::Aude, None, day(5))?;
/// assert!(answer.message(Lang::En).contains("not before 6 Mar 2026"));
/// # Ok::<(), sofi_core::CycleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDuFlux {
    /// Number of the session.
    pub session: String,
    /// Number of its action.
    pub action: Option<String>,
    /// Number of its formation.
    pub formation: Option<String>,
    /// Title of the formation.
    pub intitule: Option<String>,
    /// Name of the organisation that answers for it.
    pub organisme: Option<String>,
    /// The SIRET of that organisation, as written.
    pub siret: Option<String>,
    /// The SIRETs of those who train, as written.
    pub formateurs: Vec<String>,
    /// Where it takes place.
    pub lieux: Vec<LieuNomme>,
    /// Its first day.
    pub debut: Option<PartialDate>,
    /// Its last day.
    pub fin: Option<PartialDate>,
    /// What the life cycle looks at.
    pub contenu: Contenu,
    /// The last change that is dated, of the session and of what it belongs to.
    pub maj: Option<NaiveDate>,
    /// The day on which the feed says that it was made.
    pub export: Option<NaiveDate>,
}

impl SessionDuFlux {
    /// A session of an offer; `None` when it bears no number.
    pub fn of(formation: &Formation<'_>, action: &Action<'_>, session: &Session<'_>) -> Option<Self> {
        let text = |text: &Option<crate::Texte<'_>>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let responsable = formation.responsable.as_ref();
        let dates = [&session.datemaj, &action.datemaj, &formation.datemaj];
        let maj = dates.into_iter().flatten().filter_map(|date| date.get()?.day()).max();
        Some(Self {
            session: text(&session.numero)?,
            action: text(&action.numero),
            formation: text(&formation.numero),
            intitule: text(&formation.intitule),
            organisme: responsable.and_then(|it| text(&it.nom).or_else(|| text(&it.raison_sociale))),
            siret: responsable.and_then(|it| it.siret.as_ref()).map(siret),
            formateurs: action.formateurs.iter().filter_map(|it| it.siret.as_ref()).map(siret).collect(),
            lieux: action.lieux.iter().filter_map(|lieu| lieu.adresse()).map(LieuNomme::of).collect(),
            debut: session.debut(),
            fin: session.fin(),
            contenu: Contenu::of(formation, action, session),
            maj,
            export: None,
        })
    }

    /// Says when the feed was made: the session was validated by then.
    #[must_use]
    pub fn with_export(self, date: Option<NaiveDate>) -> Self {
        Self { export: date, ..self }
    }

    /// The day that stands for that of its validation.
    pub fn validation(&self) -> Option<NaiveDate> {
        self.maj.or(self.export)
    }

    /// Is it this organisation's, be it the one that answers for it or one that trains?
    pub fn is_of(&self, siret: &str) -> bool {
        self.siret.iter().chain(&self.formateurs).any(|known| known == siret)
    }

    /// What it is on a day.
    pub fn situation(&self, day: NaiveDate) -> Situation {
        Situation::derive(&self.contenu.calendrier, true, day)
    }

    /// Why it may be missing from a channel on a day, for the organisation of this SIRET; for its own without one.
    ///
    /// # Errors
    /// When its numbers are such as no life cycle could hold.
    pub fn ask(&self, canal: Canal, siret: Option<&str>, day: NaiveDate) -> Result<Reponse, CycleError> {
        let own = siret.filter(|siret| self.is_of(siret)).or(self.siret.as_deref()).unwrap_or_default();
        let since = self.validation().unwrap_or(NaiveDate::MIN);
        let tableau = self.tableau(own, since)?;
        let question = Question::new(&self.session, siret.unwrap_or(own), canal, day);
        // It is in the feed: the export that made the feed went through.
        let mut answer = question.with_export(Export::Reussi).ask(&tableau);
        if self.validation().is_none() {
            answer.fenetre = None;
        }
        Ok(answer)
    }

    /// It and what it belongs to, validated on the day of the last change: all that a feed holds was.
    fn tableau(&self, siret: &str, date: NaiveDate) -> Result<TableauDeBord, CycleError> {
        // What bears no number is told apart from what does by its level alone.
        let numero = |numero: &Option<String>| numero.clone().unwrap_or_else(|| self.session.clone());
        let (formation, action) = (numero(&self.formation), numero(&self.action));
        let fiches = [
            Fiche::formation(&formation, siret),
            Fiche::action(&action, &formation),
            Fiche::session(&self.session, &action, self.contenu),
        ];
        let mut tableau = TableauDeBord::new();
        // Initial training is never entered by hand; what is may have been integrated too, which changes nothing here.
        if self.contenu.cadre == Cadre::FormationInitiale {
            for fiche in fiches {
                tableau.add(fiche.with_provenance(Provenance::IdeoOnisep), Acteur::Systeme, date)?;
            }
            return Ok(tableau);
        }
        for fiche in fiches {
            tableau.add(fiche, Acteur::Organisme, date)?;
        }
        tableau.apply(&self.objet(), Acte::Soumettre, Acteur::Organisme, date)?;
        tableau.apply(&Objet::formation(formation), Acte::Valider, Acteur::CarifOref, date)?;
        Ok(tableau)
    }

    /// What it is, to the life cycle.
    pub fn objet(&self) -> Objet {
        Objet::session(&self.session)
    }
}

/// The canonical SIRET, or the text that stands for one.
fn siret(siret: &Checked<'_, Siret>) -> String {
    siret.lenient().map_or_else(|| siret.raw().into_owned(), |siret| siret.to_string())
}

impl Contenu {
    /// What the life cycle looks at in a session of an offer. The CPF is known to be able to pay, or nothing is known of it.
    ///
    /// ```
    /// use sofi_core::{Action, Cadre, Contenu, Formation, Session};
    ///
    /// let formation = Formation::default().action(Action::default().conventionnement("1").session(Session::default()));
    /// let action = &formation.actions[0];
    /// let contenu = Contenu::of(&formation, action, &action.sessions[0]);
    /// assert_eq!((contenu.cadre, contenu.cpf), (Cadre::FormationContinueConventionnee, None));
    /// ```
    pub fn of(formation: &Formation<'_>, action: &Action<'_>, session: &Session<'_>) -> Self {
        let bounds = |date: Option<PartialDate>| date.map_or(DateBounds::UNKNOWN, DateBounds::from);
        let (debut, fin) = (bounds(session.debut()), bounds(session.fin()));
        let permanent = action.is_permanente() == Some(true);
        let contenu = Self::new(action.cadre(), Calendrier { debut, fin, permanent });
        if is_cpf(formation, session) { contenu.with_cpf(true) } else { contenu }
    }
}

impl Action<'_> {
    /// The kind of offer that it is, by its additions and by its `conventionnement`.
    pub fn cadre(&self) -> Cadre {
        let conventionnement = self.conventionnement.as_ref().and_then(Checked::get);
        if self.is_formation_initiale() {
            Cadre::FormationInitiale
        } else if self.is_apprentissage() {
            Cadre::Apprentissage
        } else if self.is_contrat_professionnalisation() {
            Cadre::ContratDeProfessionnalisation
        } else if conventionnement == Some(Booleen::Oui) {
            Cadre::FormationContinueConventionnee
        } else {
            Cadre::FormationContinuePrivee
        }
    }
}

/// Does it say that the CPF can pay? What says nothing of it may be eligible all the same.
fn is_cpf(formation: &Formation<'_>, session: &Session<'_>) -> bool {
    offre_info::ELIGIBILITE_CPF.is_in(session)
        || formation.types_formation.iter().any(|it| it.cpf.is_some())
        || formation.certifications.iter().any(|it| it.rncp.is_some() || it.rs.is_some() || it.cpf.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cause, Lang, Organisme, Periode, Responsable};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn found(datemaj: Option<&'static str>, fin: &'static str) -> SessionDuFlux {
        let session =
            Session::default().numero(" 21_1 ").periode(Periode::default().debut("20260316").fin(fin));
        let session = match datemaj {
            Some(date) => session.datemaj(date),
            None => session,
        };
        let action = Action::default()
            .numero("21_1")
            .formateur(Organisme::default().siret("73282932000074"))
            .session(session);
        let formation = Formation::default()
            .responsable(Organisme::default().siret("195 112 966 00799").nom("GRETA"))
            .action(action);
        let action = &formation.actions[0];
        SessionDuFlux::of(&formation, action, &action.sessions[0]).unwrap()
    }

    #[test]
    fn a_session_is_whose_it_is() {
        let found = found(None, "20260327");
        assert_eq!((found.session.as_str(), found.siret.as_deref()), ("21_1", Some("19511296600799")));
        assert!(found.is_of("19511296600799") && found.is_of("73282932000074"));
        let answer = found.ask(Canal::Aude, Some("81462226200032"), day(4, 1)).unwrap();
        assert!(matches!(answer.cause(), Cause::AutreSiret { .. }));
        let answer = found.ask(Canal::Aude, Some("73282932000074"), day(3, 1)).unwrap();
        assert!(matches!(answer.cause(), Cause::ADemander { .. }));
    }

    #[test]
    fn what_is_not_dated_has_no_window() {
        let answer = found(None, "20260327").ask(Canal::Aude, None, day(3, 1)).unwrap();
        assert_eq!((answer.fenetre, answer.responsable()), (None, Responsable::Exploitant));
        let exported = found(None, "20260327").with_export(Some(day(3, 10)));
        let answer = exported.ask(Canal::Aude, None, day(3, 11)).unwrap();
        assert_eq!(answer.fenetre.unwrap().au_plus_tot, day(3, 12));
        let answer = found(Some("20260301"), "20260327").ask(Canal::Aude, None, day(3, 1)).unwrap();
        assert_eq!(answer.fenetre.unwrap().au_plus_tot, day(3, 3));
        assert!(answer.message(Lang::Fr).contains("avant le 03/03/2026"), "{}", answer.message(Lang::Fr));
    }

    #[test]
    fn every_kind_of_offer_can_be_asked_about() {
        for cadre in Cadre::ALL {
            let mut found = found(Some("20260301"), "20260327");
            found.contenu.cadre = *cadre;
            let answer = found.ask(Canal::ChoisirMonMetier, None, day(3, 10)).unwrap();
            assert_eq!(answer.fenetre.unwrap().au_plus_tot, day(3, 2), "{cadre}");
            assert!(!answer.causes.is_empty());
        }
    }

    #[test]
    fn what_has_ended_is_told() {
        let answer = found(None, "20260327").ask(Canal::Kairos, None, day(4, 1)).unwrap();
        assert!(matches!(answer.cause(), Cause::Terminee { .. }));
    }

    #[test]
    fn without_a_number_there_is_nothing_to_ask() {
        let formation = Formation::default().action(Action::default().session(Session::default()));
        let action = &formation.actions[0];
        assert!(SessionDuFlux::of(&formation, action, &action.sessions[0]).is_none());
    }
}
