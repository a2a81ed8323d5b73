//! The life of sessions: the class behind `TableauDeBord`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use pyo3::{exceptions::PyValueError, prelude::*};
use serde_json::{Value, json};
use sofi_core::{
    Acteur, Canal, CycleError, Export, Lang, Niveau, Objet, Ordre, Question, Reponse, SessionDuFlux, Verbe,
};

use crate::{convert::named, perimetre::formation_of};

pyo3::import_exception!(sofi_lheo._errors, CycleRefused);

/// A dashboard; `sofi_lheo.TableauDeBord` speaks to it in JSON.
#[pyclass(frozen, module = "sofi_lheo._native")]
pub(crate) struct Tableau {
    inner: Mutex<sofi_core::TableauDeBord>,
}

fn refused(error: &CycleError) -> PyErr {
    CycleRefused::new_err(error.message(Lang::Fr))
}

fn written(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn objet(niveau: &str, numero: &str) -> PyResult<Objet> {
    Ok(Objet { niveau: named::<Niveau>("niveau", niveau)?, numero: numero.to_owned() })
}

impl Tableau {
    fn inner(&self) -> MutexGuard<'_, sofi_core::TableauDeBord> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Tableau {
    /// An empty dashboard, or the one that this journal made.
    #[new]
    #[pyo3(signature = (journal = None))]
    fn new(journal: Option<&str>) -> PyResult<Self> {
        let inner = match journal {
            Some(journal) => {
                serde_json::from_str(journal).map_err(|error| PyValueError::new_err(error.to_string()))?
            }
            None => sofi_core::TableauDeBord::new(),
        };
        Ok(Self { inner: Mutex::new(inner) })
    }

    /// Obeys an order, or raises and stays as it was.
    fn execute(&self, ordre: &str) -> PyResult<()> {
        let ordre: Ordre =
            serde_json::from_str(ordre).map_err(|error| PyValueError::new_err(error.to_string()))?;
        self.inner().execute(ordre).map_err(|error| refused(&error))
    }

    /// All orders so far.
    fn journal(&self) -> PyResult<String> {
        written(&*self.inner())
    }

    /// What is kept of an element.
    fn suivi(&self, niveau: &str, numero: &str) -> PyResult<Option<String>> {
        let objet = objet(niveau, numero)?;
        self.inner().get(&objet).map(written).transpose()
    }

    /// The version of an element that channels receive, and since when.
    fn publication(&self, niveau: &str, numero: &str) -> PyResult<Option<(u32, NaiveDate)>> {
        let objet = objet(niveau, numero)?;
        Ok(self.inner().publication(&objet).map(|it| (it.version, it.depuis)))
    }

    /// What a session is on a day.
    fn situation(&self, numero: &str, day: NaiveDate) -> PyResult<Option<String>> {
        self.inner().situation(&Objet::session(numero), day).as_ref().map(written).transpose()
    }

    /// What this actor may do to an element.
    fn actes(&self, niveau: &str, numero: &str, acteur: &str) -> PyResult<Vec<&'static str>> {
        let (objet, acteur) = (objet(niveau, numero)?, named::<Acteur>("acteur", acteur)?);
        let inner = self.inner();
        let Some(suivi) = inner.get(&objet) else { return Ok(Vec::new()) };
        Ok(suivi.actes_possibles(acteur).map(Verbe::as_str).collect())
    }

    /// Puts away what is long over: the elements that were.
    fn archive_ended(&self, day: NaiveDate) -> Vec<(&'static str, String)> {
        let archived = self.inner().archive_ended(day);
        archived.into_iter().map(|objet| (objet.niveau.as_str(), objet.numero)).collect()
    }

    /// Why a session is not on a channel.
    #[pyo3(signature = (numero, siret, canal, day, *, export = "inconnu", lang = "fr"))]
    fn ask(
        &self,
        numero: &str,
        siret: &str,
        canal: &str,
        day: NaiveDate,
        export: &str,
        lang: &str,
    ) -> PyResult<String> {
        let (canal, export) = (named::<Canal>("canal", canal)?, named::<Export>("export", export)?);
        let question = Question::new(numero, siret, canal, day).with_export(export);
        answer(&question.ask(&self.inner()), named("lang", lang)?)
    }
}

/// An answer, with its words.
fn answer(answer: &Reponse, lang: Lang) -> PyResult<String> {
    let failed = |error: serde_json::Error| PyValueError::new_err(error.to_string());
    let mut value = serde_json::to_value(answer).map_err(failed)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("messages".to_owned(), answer.messages(lang).collect());
        fields.insert("responsable".to_owned(), json!(answer.responsable().as_str()));
    }
    written(&value)
}

/// Why a session of a feed is not on a channel, by what the feed says of it.
#[pyfunction]
#[pyo3(signature = (formation, numero, canal, day, *, siret, lang))]
pub(crate) fn ask_feed(
    formation: &Bound<'_, PyAny>,
    numero: &str,
    canal: &str,
    day: NaiveDate,
    siret: Option<&str>,
    lang: &str,
) -> PyResult<Option<String>> {
    let formation = formation_of(formation)?;
    let canal = named::<Canal>("canal", canal)?;
    let lang = named("lang", lang)?;
    for action in &formation.actions {
        for session in &action.sessions {
            if session.numero.as_deref().map(str::trim) != Some(numero.trim()) {
                continue;
            }
            let Some(found) = SessionDuFlux::of(&formation, action, session) else { continue };
            let asked = found.ask(canal, siret, day).map_err(|error| refused(&error))?;
            return answer(&asked, lang).map(Some);
        }
    }
    Ok(None)
}
