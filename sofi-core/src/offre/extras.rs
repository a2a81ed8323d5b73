//! What producers add to LHEO (circle 3): `<extras info="..."><extra info="...">value</extra></extras>`.
//!
//! Each profile has its additions, which [`offre_info`], [`edof`] and [`onisep`] name one by one: an [`ExtraKey`] reads and writes one
//! of them as the field it would be if LHEO had it. All others are at hand as [`Extras`], and stay.
//!
//! ```
//! use sofi_core::{Action, Formation, HasExtras, Prix, extras::{edof, offre_info}};
//!
//! let action = Action::default()
//!     .with(offre_info::DUREE_HEBDO, 35)
//!     .with(edof::FRAIS_TTC, Prix::from_centimes(125_000))
//!     .with(edof::MODALITES_HANDICAP, "Locaux accessibles");
//! assert_eq!(edof::FRAIS_TTC.value(&action).unwrap().to_string(), "1250.00");
//! assert_eq!(edof::MODALITES_HANDICAP.get(&action), Some("Locaux accessibles"));
//! ```

mod codes;
pub mod edof;
mod key;
pub mod offre_info;
pub mod onisep;
mod order;
mod part;
mod table;
mod value;

use super::{Coordonnees, Texte, shape::part};

pub use codes::{ModaliteAdmission, ModeleEconomique, PublicCpf, RythmeFormation, TypeHoraires};
pub use key::{ExtraKey, ExtrasKey};
pub use part::HasExtras;
pub use table::ExtraDef;
pub use value::{ExtraValue, Give};

use super::FieldValue;

/// Every key, profile after profile.
///
/// ```
/// let fees = sofi_core::extras::keys().find(|key| key.name == "frais-ttc").unwrap();
/// assert_eq!((fees.profile, fees.constant, fees.value), ("edof", "FRAIS_TTC", "Prix"));
/// assert_eq!(fees.path(), "action/extras[action]/extras[frais-pedagogiques]/extra[frais-ttc]");
/// ```
pub fn keys() -> impl Iterator<Item = &'static ExtraDef> {
    offre_info::KEYS.iter().chain(edof::KEYS).chain(onisep::KEYS)
}

part! {
    /// A group of additions.
    ///
    /// ```
    /// use sofi_core::{Action, Extra, Extras};
    ///
    /// let action = Action::default()
    ///     .extras(Extras::default().info("dispositif").extra(Extra::default().info("contrat-apprentissage").valeur("1")));
    /// assert_eq!(Extras::find(&action.extras, "dispositif", "contrat-apprentissage"), Some("1"));
    /// ```
    pub struct Extras {
        /// Name of the group, `@info`.
        info: Option<Texte<'a>> = ["@info"],
        /// `@numero`: the CPF code, for `eligibilite-cpf`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// The additions, in order.
        extra: Vec<Extra<'a>> = ["extra"],
        /// Groups inside of this one, in order.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

part! {
    /// One addition.
    pub struct Extra {
        /// Its name, `@info`.
        info: Option<Texte<'a>> = ["@info"],
        /// `@numero`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `@ref`: the version of the list that its value is a code of.
        reference: Option<Texte<'a>> = ["@ref"],
        /// Its text.
        valeur: Option<Texte<'a>> = [],
        /// A contact, in the additions of EDOF.
        coordonnees: Option<Coordonnees<'a>> = ["coordonnees"],
        /// Groups inside of it.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl<'a> Extras<'a> {
    /// The first value of this name in the first group of this name that holds one; blanks around it do not count. For names that
    /// no profile here knows: [`ExtraKey`]s are for the others.
    pub fn find<'e>(groups: &'e [Extras<'a>], group: &str, name: &str) -> Option<&'e str> {
        Self::all(groups, group).find_map(|extras| extras.get(name))
    }

    /// The groups of this name.
    pub fn all<'e>(groups: &'e [Extras<'a>], group: &str) -> impl Iterator<Item = &'e Extras<'a>> {
        groups.iter().filter(move |extras| extras.info.as_deref() == Some(group))
    }

    /// The first value of this name in this group; blanks around it do not count.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// Every value of this name in this group, in order.
    pub fn values<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e str> {
        self.named(name).filter_map(Extra::text)
    }

    /// Every addition of this name in this group, in order.
    pub fn named<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Extra<'a>> {
        self.extra.iter().filter(move |extra| extra.info.as_deref() == Some(name))
    }
}

impl Extra<'_> {
    /// Its text without the blanks around it, when there is one.
    pub fn text(&self) -> Option<&str> {
        self.valeur.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests;
