//! Identity of an organisation: what identifies it, and whom to tell when that changes.
//!
//! The SIRET is one half of the key by which sessions are exchanged (slide 8: the session's Carif code and your
//! SIRET); Aude, Kairos and Ouiform find an organisation by it. So a change of SIRET concerns four bodies: the
//! Cariforef, the Direccte, the Région and Pôle emploi. A change of declaration number (DA) concerns the
//! Cariforef alone, since the Direccte gave it (slide 13). Two of these bodies have since changed name: the
//! functions take the date and use the name of that day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Arg, Args, Bilingual, Lang, Preuve,
    vocabulary::{phrase, vocabulary},
};

vocabulary! {
    /// What identifies an organisation.
    ///
    /// ```
    /// assert_eq!(sofi_core::Identifiant::Uai.as_str(), "uai");
    /// ```
    pub enum Identifiant {
        /// The SIRET of the establishment.
        Siret = "siret": "SIRET" / "SIRET",
        /// *Numéro de déclaration d'activité* (DA).
        DeclarationActivite = "declaration-activite":
            "numéro de déclaration d'activité" / "declaration of activity number",
        /// *Unité administrative immatriculée*, for schools and apprentice centres.
        Uai = "uai": "UAI" / "UAI",
    }
}

vocabulary! {
    /// A body that an organisation tells of a change.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sofi_core::{Interlocuteur, Lang};
    ///
    /// let day = |year| NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
    /// assert_eq!(Interlocuteur::FranceTravail.nom(day(2019)).get(Lang::Fr), "Pôle emploi");
    /// assert_eq!(Interlocuteur::FranceTravail.nom(day(2026)).get(Lang::Fr), "France Travail");
    /// ```
    pub enum Interlocuteur {
        /// The Cariforef of the region.
        Cariforef = "cariforef": "le Cariforef" / "the Cariforef",
        /// The State's regional service for labour: Direccte, DREETS since 1 April 2021.
        Dreets = "dreets": "la DREETS" / "the DREETS",
        /// The regional council.
        Region = "region": "la Région" / "the Région",
        /// Pôle emploi, France Travail since 1 January 2024.
        FranceTravail = "france-travail": "France Travail" / "France Travail",
    }
}

/// First days of the names that bodies bear today.
const DREETS: NaiveDate = NaiveDate::from_ymd_opt(2021, 4, 1).unwrap();
const FRANCE_TRAVAIL: NaiveDate = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();

impl Interlocuteur {
    /// Its name on a day, with its article in French.
    pub fn nom(self, as_of: NaiveDate) -> Bilingual {
        match self {
            Self::Dreets if as_of < DREETS => Bilingual::new("la Direccte", "the Direccte"),
            Self::FranceTravail if as_of < FRANCE_TRAVAIL => Bilingual::new("Pôle emploi", "Pôle emploi"),
            _ => self.words(),
        }
    }
}

/// A change of identity, and those to tell.
///
/// ```
/// use sofi_core::{CHANGEMENTS, Identifiant, Interlocuteur};
///
/// let siret = CHANGEMENTS.iter().find(|c| c.identifiant == Identifiant::Siret).unwrap();
/// assert_eq!(siret.informer.len(), 4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ChangementIdentite {
    /// What changes.
    pub identifiant: Identifiant,
    /// Those to tell, in the order of the slide.
    pub informer: &'static [Interlocuteur],
    /// Where that is known from.
    pub preuve: Preuve,
}

/// Whom to tell of which change.
///
/// ```
/// assert_eq!(sofi_core::CHANGEMENTS.len(), 3);
/// ```
pub const CHANGEMENTS: [ChangementIdentite; 3] = [
    ChangementIdentite {
        identifiant: Identifiant::Siret,
        informer: &[
            Interlocuteur::Cariforef,
            Interlocuteur::Dreets,
            Interlocuteur::Region,
            Interlocuteur::FranceTravail,
        ],
        preuve: Preuve::Diapositive(13),
    },
    ChangementIdentite {
        identifiant: Identifiant::DeclarationActivite,
        informer: &[Interlocuteur::Cariforef],
        preuve: Preuve::Diapositive(13),
    },
    // The slide does not speak of the UAI; "keep your details up to date" is its general rule.
    ChangementIdentite {
        identifiant: Identifiant::Uai,
        informer: &[Interlocuteur::Cariforef],
        preuve: Preuve::Deduite(13),
    },
];

/// Those to tell when an identifier changes.
///
/// ```
/// use sofi_core::{Identifiant, Interlocuteur, a_informer};
///
/// assert_eq!(a_informer(Identifiant::DeclarationActivite), [Interlocuteur::Cariforef]);
/// ```
pub const fn a_informer(identifiant: Identifiant) -> &'static [Interlocuteur] {
    match identifiant {
        Identifiant::Siret => CHANGEMENTS[0].informer,
        Identifiant::DeclarationActivite => CHANGEMENTS[1].informer,
        Identifiant::Uai => CHANGEMENTS[2].informer,
    }
}

/// The two values of an identifier, before and after; compared to know whether anybody must be told.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Identifiant, Lang, Succession};
///
/// let change = Succession::new(Identifiant::DeclarationActivite, "52440000044", "53440000044");
/// let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// assert_eq!(
///     change.message(day, Lang::En).unwrap(),
///     "Declaration of activity number: 52440000044 becomes 53440000044. Tell the Cariforef."
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Succession {
    /// What changes.
    pub identifiant: Identifiant,
    /// The value until now.
    pub avant: String,
    /// The value from now on.
    pub apres: String,
}

impl Succession {
    /// Pairs the values before and after.
    pub fn new(identifiant: Identifiant, avant: impl Into<String>, apres: impl Into<String>) -> Self {
        Self { identifiant, avant: avant.into(), apres: apres.into() }
    }

    /// Those to tell; nobody when nothing changes.
    pub fn a_informer(&self) -> &'static [Interlocuteur] {
        if self.avant == self.apres { &[] } else { a_informer(self.identifiant) }
    }

    /// What to do, with the names of that day; `None` when nothing changes.
    pub fn message(&self, as_of: NaiveDate, lang: Lang) -> Option<String> {
        let names: Vec<&str> = self.a_informer().iter().map(|body| body.nom(as_of).get(lang)).collect();
        let (last, others) = names.split_last()?;
        let and = Bilingual::new(" et ", " and ").get(lang);
        let list = if others.is_empty() { (*last).to_owned() } else { others.join(", ") + and + last };
        let what = match self.identifiant {
            Identifiant::Siret => Bilingual::new("SIRET", "SIRET"),
            Identifiant::DeclarationActivite => {
                Bilingual::new("Numéro de déclaration d'activité", "Declaration of activity number")
            }
            Identifiant::Uai => Bilingual::new("UAI", "UAI"),
        };
        let key = Bilingual::new(
            " C'est la clé d'échange de vos sessions : sans cela, les prescripteurs ne les retrouvent plus.",
            " It is the exchange key of your sessions: untold, prescribers no longer find them.",
        );
        let why = if self.identifiant == Identifiant::Siret { key } else { Bilingual::EMPTY };
        let args = Args::new()
            .with("quoi", Arg::Words(what))
            .text("avant", self.avant.clone())
            .text("apres", self.apres.clone())
            .text("qui", list)
            .with("pourquoi", Arg::Words(why));
        let template = Bilingual::new(
            "{quoi} : {avant} devient {apres}. Informez {qui}.{pourquoi}",
            "{quoi}: {avant} becomes {apres}. Tell {qui}.{pourquoi}",
        );
        Some(phrase(template, &args, lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_table_and_the_function_agree() {
        for change in &CHANGEMENTS {
            assert_eq!(a_informer(change.identifiant), change.informer);
        }
        assert_eq!(CHANGEMENTS.len(), Identifiant::ALL.len());
    }

    #[test]
    fn bodies_bear_the_name_of_the_day() {
        let change = Succession::new(Identifiant::Siret, "A", "B");
        let at = |date| change.message(date, Lang::Fr).unwrap();
        assert!(at(day(2019, 7, 2)).contains("le Cariforef, la Direccte, la Région et Pôle emploi."));
        assert!(at(day(2021, 4, 1)).contains("la DREETS, la Région et Pôle emploi."));
        assert!(at(day(2024, 1, 1)).contains("la DREETS, la Région et France Travail."));
    }

    #[test]
    fn nobody_is_told_when_nothing_changes() {
        let change = Succession::new(Identifiant::Siret, "A", "A");
        assert!(change.a_informer().is_empty());
        assert_eq!(change.message(day(2026, 1, 1), Lang::Fr), None);
    }
}
