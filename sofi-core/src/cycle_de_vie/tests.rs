//! The machine as a whole: scenes from the life of an offer, then random lives.

mod model;
mod scenes;

use chrono::{Days, NaiveDate};

use super::{Acte, Acteur, Calendrier, Contenu, CycleError, EtatStocke, Fiche, Objet, TableauDeBord};
use crate::Cadre;

pub(crate) const SIRET: &str = "19511296600799";

/// The n-th day of the tests.
pub(crate) fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(u64::from(n))
}

pub(crate) fn private(debut: u32, fin: u32) -> Contenu {
    Contenu::new(Cadre::FormationContinuePrivee, Calendrier::fixed(day(debut), day(fin)))
}

fn permanent(debut: u32, fin: u32) -> Contenu {
    Contenu::new(Cadre::FormationContinuePrivee, Calendrier::permanent(day(debut), day(fin)))
}

/// A formation F, its action A, its session S, all being entered on day 1.
pub(crate) fn draft(contenu: Contenu) -> TableauDeBord {
    let mut sofi = TableauDeBord::new();
    sofi.add(Fiche::formation("F", SIRET), Acteur::Organisme, day(1)).unwrap();
    sofi.add(Fiche::action("A", "F"), Acteur::Organisme, day(1)).unwrap();
    sofi.add(Fiche::session("S", "A", contenu), Acteur::Organisme, day(1)).unwrap();
    sofi
}

/// The same, submitted on day 2 and validated on day 3.
pub(crate) fn published(contenu: Contenu) -> TableauDeBord {
    let mut sofi = draft(contenu);
    organisme(&mut sofi, &s(), Acte::Soumettre, 2).unwrap();
    carif(&mut sofi, &f(), Acte::Valider, 3).unwrap();
    sofi
}

pub(crate) fn f() -> Objet {
    Objet::formation("F")
}

pub(crate) fn s() -> Objet {
    Objet::session("S")
}

pub(crate) fn organisme(
    sofi: &mut TableauDeBord,
    objet: &Objet,
    acte: Acte,
    n: u32,
) -> Result<EtatStocke, CycleError> {
    sofi.apply(objet, acte, Acteur::Organisme, day(n))
}

pub(crate) fn carif(
    sofi: &mut TableauDeBord,
    objet: &Objet,
    acte: Acte,
    n: u32,
) -> Result<EtatStocke, CycleError> {
    sofi.apply(objet, acte, Acteur::CarifOref, day(n))
}

pub(crate) fn refusal() -> Acte {
    Acte::Refuser { motif: "dates absentes".to_owned() }
}
