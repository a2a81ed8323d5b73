//! What is being told: the organisation, the course, the action and the session that the elements being
//! written describe, so that dates, hours, prices, places and codes agree from one element to the next.

use chrono::{Datelike, Days, NaiveDate};

use super::organismes::Organisme;
use super::places::{self, Place, Street};
use super::rng::Rng;
use super::sujets::{SUJETS, Sujet, Titre};
use super::texts;
use crate::Dialect;

/// The organisation of each of seven consecutive formations, among three: small ones and larger ones.
const ORGANISMES: [u64; 7] = [0, 1, 1, 2, 2, 2, 2];

/// The facts of one formation, and the stream of chance that its elements draw from.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) rng: Rng,
    pub(super) dialect: Dialect,
    pub(super) reference: NaiveDate,
    /// Rank of the formation in the feed, from 0.
    pub(super) index: u64,
    pub(super) organisme: Organisme,
    pub(super) sujet: &'static Sujet,
    pub(super) numero: String,
    pub(super) creation: NaiveDate,
    pub(super) maj: NaiveDate,
    pub(super) action: Action,
    pub(super) session: Session,
    pub(super) personne: Personne,
    pub(super) adresse: Adresse,
    /// Rank of the element being written among its like, from 0.
    pub(super) rank: u64,
    /// The same for its parent.
    pub(super) parent_rank: u64,
}

/// The facts of one action.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) rank: u64,
    pub(super) numero: String,
    /// 0 on the spot, 1 mixed, 2 at a distance.
    pub(super) modalite: u64,
    pub(super) permanente: bool,
    pub(super) lieu: &'static Place,
    pub(super) rue: Street,
    pub(super) heures_centre: u64,
    pub(super) heures_entreprise: u64,
    /// Price of an hour, in euro cents.
    pub(super) centimes: u64,
    pub(super) conventionnee: bool,
    /// Under a contract of apprenticeship.
    pub(super) alternance: bool,
    pub(super) perimetre: u64,
    pub(super) prise_en_charge: bool,
    /// Something is asked of those who enter.
    pub(super) prerequis: bool,
    /// Where its list of publics starts.
    pub(super) premier_public: usize,
}

/// The facts of one session.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) numero: String,
    pub(super) debut: NaiveDate,
    pub(super) fin: NaiveDate,
}

/// Who the contact details being written are those of.
#[derive(Debug)]
pub(super) struct Personne {
    pub(super) civilite: &'static str,
    pub(super) prenom: &'static str,
    pub(super) nom: &'static str,
}

/// The address being written.
#[derive(Debug)]
pub(super) struct Adresse {
    pub(super) lieu: &'static Place,
    pub(super) rue: Street,
}

impl Scene {
    pub(super) fn new(dialect: Dialect, seed: u64, reference: NaiveDate, index: u64) -> Self {
        // An EDOF file is the catalogue of one organisation.
        let organisme = match dialect {
            Dialect::Edof => Organisme::new(seed, 0),
            _ => Organisme::new(seed, index / 7 * 3 + ORGANISMES[(index % 7) as usize]),
        };
        let mut rng = Rng::new(seed, 1, index);
        let sujet = sujet(&mut rng, dialect);
        let creation = before(reference, rng.between(120, 900));
        let maj = before(reference, rng.between(1, 90));
        let numero = match (dialect, sujet.titre) {
            (Dialect::Edof, Titre::Rncp(code, ..)) => format!("RNCP{code}_{index:06}"),
            (Dialect::Edof, Titre::Rs(code, _)) => format!("RS{code}_{index:06}"),
            (Dialect::Edof, _) => format!("CPF_{index:06}"),
            _ => format!("{}_AF_{:010}", organisme.siege.carif(), 11_179 + index),
        };
        let lieu = organisme.siege;
        let rue = organisme.rue.clone();
        let session = Session { numero: String::new(), debut: reference, fin: reference };
        let action = Action {
            rank: 0,
            numero: String::new(),
            modalite: 0,
            permanente: false,
            lieu,
            rue: rue.clone(),
            heures_centre: 0,
            heures_entreprise: 0,
            centimes: 0,
            conventionnee: false,
            alternance: false,
            perimetre: 3,
            prise_en_charge: false,
            prerequis: false,
            premier_public: 0,
        };
        Self {
            personne: personne(&mut rng),
            adresse: Adresse { lieu, rue },
            rng,
            dialect,
            reference,
            index,
            organisme,
            sujet,
            numero,
            creation,
            maj,
            action,
            session,
            rank: 0,
            parent_rank: 0,
        }
    }

    /// Takes note that an element opens: `path` ends with its name, `rank` counts its like before it.
    pub(super) fn enter(&mut self, path: &[&str], rank: u64) {
        self.rank = rank;
        match path {
            [.., "action"] => self.enter_action(rank),
            [.., "session"] => self.enter_session(rank),
            [.., "coordonnees"] => self.personne = personne(&mut self.rng),
            [.., "adresse"] => self.enter_adresse(path),
            [.., "lieu-de-formation"] if rank > 0 => {
                self.action.lieu = places::near(&mut self.rng, self.action.lieu);
                self.action.rue = Street::draw(&mut self.rng);
            }
            _ => {}
        }
    }

    fn enter_action(&mut self, rank: u64) {
        let rng = &mut self.rng;
        let is_edof = self.dialect == Dialect::Edof;
        let (least, most) = self.sujet.heures;
        let long = least >= 200;
        let alternance = !is_edof && long && self.sujet.objectif_general == "6" && rng.percent(12);
        let heures_centre = rng.between(least, most) / 7 * 7;
        let with_entreprise = long && (alternance || rng.percent(50));
        let heures_entreprise = if with_entreprise { rng.between(2, 6) * 35 } else { 0 };
        let modalite = if long { rng.pick(&[&0, &0, &0, &1]) } else { rng.pick(&[&0, &0, &1, &2]) };
        let near = rng.percent(30);
        let numero = if is_edof {
            format!("{}_A{}", self.numero, rank + 1)
        } else {
            let carif = self.organisme.siege.carif();
            format!("{carif}_SE_{:010}", 93_700 + self.index * 24 + rank * 8)
        };
        self.action = Action {
            rank,
            numero,
            modalite: *modalite,
            permanente: !alternance && rng.percent(25),
            lieu: if near { places::near(rng, self.organisme.siege) } else { self.organisme.siege },
            rue: if near { Street::draw(rng) } else { self.organisme.rue.clone() },
            // Actions of one formation differ by ten hours at least: Mon Compte Formation asks for it.
            heures_centre: heures_centre + 14 * rank,
            heures_entreprise,
            centimes: rng.between(17, 30) * 50,
            conventionnee: !is_edof && !alternance && long && rng.percent(45),
            alternance,
            perimetre: *rng.pick(&[&2, &3, &3, &5]),
            prise_en_charge: rng.percent(90),
            prerequis: !(self.index + rank).is_multiple_of(3),
            premier_public: rng.index(texts::PUBLICS_CODES.len()),
        };
        // What comes before the sessions speaks of dates too.
        self.session.debut = after(self.reference, 21);
    }

    fn enter_session(&mut self, rank: u64) {
        let rng = &mut self.rng;
        let numero = if self.dialect == Dialect::Edof {
            format!("{}_S{}", self.action.numero, rank + 1)
        } else {
            let carif = self.organisme.siege.carif();
            let first = 93_700 + self.index * 24 + self.action.rank * 8;
            format!("{carif}_SE_{:010}", first + rank)
        };
        let start = after(self.reference, 25 + rng.below(90) + 70 * rank + 3 * self.action.rank);
        // Groups start on a Monday.
        let debut = after(start, u64::from((7 - start.weekday().num_days_from_monday()) % 7));
        let days = (self.heures_centre_et_entreprise().div_ceil(7)).max(1);
        let fin = if self.action.permanente {
            after(debut, 364)
        } else {
            after(debut, days - 1 + 2 * ((days - 1) / 5))
        };
        self.session = Session { numero, debut, fin };
    }

    fn enter_adresse(&mut self, path: &[&str]) {
        let on_site = path.iter().any(|name| matches!(*name, "lieu-de-formation" | "recrutement"));
        self.adresse = if on_site {
            Adresse { lieu: self.action.lieu, rue: self.action.rue.clone() }
        } else {
            Adresse { lieu: self.organisme.siege, rue: self.organisme.rue.clone() }
        };
    }

    pub(super) fn heures_centre_et_entreprise(&self) -> u64 {
        self.action.heures_centre + self.action.heures_entreprise
    }

    /// Is the course certifying?
    pub(super) fn certifie(&self) -> bool {
        matches!(self.sujet.titre, Titre::Rncp(..) | Titre::Rs(..))
    }

    /// Is the course a certification of the RNCP?
    pub(super) fn est_rncp(&self) -> bool {
        matches!(self.sujet.titre, Titre::Rncp(..))
    }

    /// One of these texts.
    pub(super) fn one_of(&mut self, texts: &[&'static str]) -> String {
        self.rng.pick(texts).to_owned()
    }
}

/// A course that the dialect can describe: EDOF wants a code of certification, or one of those of CPF.
fn sujet(rng: &mut Rng, dialect: Dialect) -> &'static Sujet {
    loop {
        let sujet = &SUJETS[rng.index(SUJETS.len())];
        let fits = matches!(sujet.titre, Titre::Rncp(..) | Titre::Rs(..) | Titre::Cpf(_));
        if fits || dialect != Dialect::Edof {
            return sujet;
        }
    }
}

fn personne(rng: &mut Rng) -> Personne {
    let civilite = rng.pick(texts::CIVILITES);
    let prenoms = if civilite == "Madame" { texts::FEMMES } else { texts::HOMMES };
    Personne { civilite, prenom: rng.pick(prenoms), nom: rng.pick(texts::NOMS) }
}

/// So many days later.
pub(super) fn after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

/// So many days earlier.
pub(super) fn before(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}

/// `AAAAMMJJ`.
pub(super) fn compact(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}
