//! "Why is my session not there?"

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Admission, Canal, Cause, Fenetre, FicheCanal, Responsable};
use crate::{EtatStocke, Lang, Objet, Situation, Suivi, TableauDeBord, vocabulary::vocabulary};

/// The key by which sessions are exchanged: the number of the S with the SIRET (slide 8).
///
/// ```
/// use sofi_core::CleEchange;
///
/// assert_eq!(CleEchange::new("21_123456", "19511296600799").to_string(), "21_123456 / 19511296600799");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CleEchange {
    /// The number of the session.
    pub numero: String,
    /// The SIRET of the organisation.
    pub siret: String,
}

impl CleEchange {
    /// Pairs a session's number with a SIRET.
    pub fn new(numero: impl Into<String>, siret: impl Into<String>) -> Self {
        Self { numero: numero.into(), siret: siret.into() }
    }
}

impl std::fmt::Display for CleEchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} / {}", self.numero, self.siret)
    }
}

vocabulary! {
    /// How the night's export to a channel went, as far as the asker knows.
    ///
    /// ```
    /// assert_eq!(sofi_core::Export::Inconnu.as_str(), "inconnu");
    /// ```
    pub enum Export {
        /// It went through.
        Reussi = "reussi": "réussi" / "successful",
        /// It failed.
        Echoue = "echoue": "échoué" / "failed",
        /// Nobody said.
        Inconnu = "inconnu": "inconnu" / "unknown",
    }
}

/// A question on one session, one channel, one day.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Canal, Cause, Question, Responsable, TableauDeBord};
///
/// let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
/// let answer = Question::new("21_123456", "19511296600799", Canal::Kairos, day).ask(&TableauDeBord::new());
/// assert!(matches!(answer.cause(), Cause::NumeroInconnu { .. }));
/// assert_eq!(answer.responsable(), Responsable::Organisme);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Question {
    /// Which session.
    pub cle: CleEchange,
    /// On which channel.
    pub canal: Canal,
    /// On which day.
    pub as_of: NaiveDate,
    /// How the night's export went.
    pub export: Export,
}

impl Question {
    /// Asks about a session, by its number and the SIRET of its organisation; the export is not known.
    pub fn new(numero: impl Into<String>, siret: impl Into<String>, canal: Canal, as_of: NaiveDate) -> Self {
        Self { cle: CleEchange::new(numero, siret), canal, as_of, export: Export::Inconnu }
    }

    /// Tells how the night's export went.
    #[must_use]
    pub fn with_export(self, export: Export) -> Self {
        Self { export, ..self }
    }

    /// The answer.
    pub fn ask(&self, tableau: &TableauDeBord) -> Reponse {
        self.ask_of(self.canal.fiche(), tableau)
    }

    /// The answer for a channel that is described by the service itself rather than by slide 8.
    pub fn ask_of(&self, canal: &FicheCanal, tableau: &TableauDeBord) -> Reponse {
        let objet = Objet::session(&self.cle.numero);
        let depuis = tableau.publication(&objet).map(|publication| publication.depuis);
        let fenetre = depuis.map(|depuis| canal.fenetre(depuis));
        let causes = self.causes(canal, tableau, &objet, depuis.zip(fenetre));
        Reponse { cle: self.cle.clone(), as_of: self.as_of, canal: *canal, fenetre, causes }
    }

    /// All that explains the absence, in order; never empty.
    fn causes(
        &self,
        canal: &FicheCanal,
        tableau: &TableauDeBord,
        objet: &Objet,
        published: Option<(NaiveDate, Fenetre)>,
    ) -> Vec<Cause> {
        let Some(session) = tableau.get(objet) else {
            return vec![Cause::NumeroInconnu { numero: objet.numero.clone() }];
        };
        if tableau.siret(objet) != Some(&self.cle.siret) {
            // Nothing more is told about what may be somebody else's.
            let CleEchange { numero, siret } = self.cle.clone();
            return vec![Cause::AutreSiret { numero, siret }];
        }
        let mut causes: Vec<Cause> = waiting(tableau, objet).collect();
        // Causes of one kind stay together, the session's own first: draft, then submitted, then refused.
        causes.sort_by_key(|cause| match cause {
            Cause::EnCoursDeSaisie { .. } => 0,
            Cause::Soumise { .. } => 1,
            _ => 2,
        });
        if let Some((validee_le, fenetre)) = published.filter(|(_, fenetre)| fenetre.is_early(self.as_of)) {
            let au_plus_tot = fenetre.au_plus_tot;
            causes.push(Cause::TropTot { objet: objet.clone(), validee_le, au_plus_tot });
        }
        causes.extend(withdrawn(tableau, objet));
        causes.extend(self.ended(session));
        causes.extend(self.unfit(canal, session));
        if causes.is_empty() {
            let objet = objet.clone();
            causes.push(match self.export {
                Export::Echoue => Cause::ExportEchoue { objet },
                Export::Inconnu => Cause::ExportInconnu { objet },
                Export::Reussi => {
                    let en_retard = published.is_some_and(|(_, fenetre)| fenetre.is_late(self.as_of));
                    Cause::ADemander { objet, en_retard }
                }
            });
        }
        causes
    }

    fn ended(&self, session: &Suivi) -> Option<Cause> {
        let calendrier = &session.contenu_juge()?.calendrier;
        let fin = calendrier.fin.latest?;
        let situation = Situation::derive(calendrier, session.publication().is_some(), self.as_of);
        let objet = session.objet().clone();
        let remplacee_par = session.remplacee_par().map(str::to_owned);
        let permanente = situation.permanente;
        situation.perimee.then_some(Cause::Terminee { objet, fin, permanente, remplacee_par })
    }

    fn unfit(&self, canal: &FicheCanal, session: &Suivi) -> Option<Cause> {
        let objet = session.objet().clone();
        if !canal.is_open(self.as_of) {
            return Some(Cause::CanalFerme { objet });
        }
        match canal.eligibilite.judge(session.contenu_juge()?) {
            Admission::Oui => None,
            Admission::Non => Some(Cause::NonEligible { objet }),
            Admission::Inconnu => Some(Cause::EligibiliteInconnue { objet }),
        }
    }
}

/// What is not published yet, from the session up.
fn waiting(tableau: &TableauDeBord, objet: &Objet) -> impl Iterator<Item = Cause> {
    tableau.chain(objet).filter(|suivi| suivi.publication().is_none()).filter_map(|suivi| {
        let objet = suivi.objet().clone();
        match suivi.etat() {
            EtatStocke::EnCoursDeSaisie => Some(Cause::EnCoursDeSaisie { objet }),
            EtatStocke::Soumise => Some(Cause::Soumise { objet }),
            EtatStocke::Refusee => {
                Some(Cause::Refusee { objet, motif: suivi.motif().unwrap_or_default().to_owned() })
            }
            _ => None,
        }
    })
}

/// What was published once and is no more, or never will be.
fn withdrawn(tableau: &TableauDeBord, objet: &Objet) -> impl Iterator<Item = Cause> {
    tableau.chain(objet).filter_map(|suivi| match suivi.etat() {
        etat @ (EtatStocke::Suspendue | EtatStocke::Annulee | EtatStocke::Archivee) => {
            Some(Cause::Retiree { objet: suivi.objet().clone(), etat })
        }
        _ => None,
    })
}

/// The answer: what explains the absence, first cause first.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Canal, Lang, Question, TableauDeBord};
///
/// let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
/// let answer = Question::new("21_9", "19511296600799", Canal::Aude, day).ask(&TableauDeBord::new());
/// assert!(answer.message(Lang::Fr).starts_with("La session 21_9 est inconnue."));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reponse {
    /// The session.
    pub cle: CleEchange,
    /// The day.
    pub as_of: NaiveDate,
    /// The channel.
    pub canal: FicheCanal,
    /// When it should appear there; `None` while it is not published.
    pub fenetre: Option<Fenetre>,
    /// Everything that explains the absence, in order; never empty.
    pub causes: Vec<Cause>,
}

impl Reponse {
    /// The first cause, the one to deal with.
    #[expect(clippy::indexing_slicing, reason = "an answer without a cause is never made")]
    pub fn cause(&self) -> &Cause {
        &self.causes[0]
    }

    /// Whose turn it is.
    pub fn responsable(&self) -> Responsable {
        self.cause().responsable(&self.canal)
    }

    /// What to tell the asker: the first cause and what to do.
    pub fn message(&self, lang: Lang) -> String {
        self.cause().message(&self.canal, self.as_of, lang)
    }

    /// One message for each cause, in order.
    pub fn messages(&self, lang: Lang) -> impl Iterator<Item = String> {
        self.causes.iter().map(move |cause| cause.message(&self.canal, self.as_of, lang))
    }
}
