//! The territory: regions of today and of before 2016, departments, the prefixes and exceptions that tie codes to them.
//!
//! # A short handbook
//!
//! - A **[`Region`]** is one of the eighteen that exist since 2016. Identifiers live longer than regions: a
//!   number given in Champagne-Ardenne still starts with `21`. An **[`AncienneRegion`]** is one of those of
//!   before, and knows the region that took over. The two lists share some codes (`52` is Pays de la Loire in
//!   both), and no code means two different things.
//! - A **[`Departement`]** has a code of two characters, `2A` and `2B` in Corsica, three digits overseas. The
//!   overseas collectivities are in the list without belonging to any region.
//! - A **[`CodeCarif`]** is the rank of a Carif-Oref in the national flow. It looks like a region and is not:
//!   `24` is Provence-Alpes-Côte d'Azur there, Centre-Val de Loire at Insee.
//! - A postal code belongs to the post, not to Insee: seventeen of them cross a border of departments. What is
//!   read from it is **[`Presumed`]**: certain, one of two, or unknown.
//!
//! ```
//! use sofi_core::{AncienneRegion, CodePostal, Departement, Presumed, Region};
//!
//! let marne: Departement = "51".parse()?;
//! assert_eq!(marne.region(), Some(Region::GrandEst));
//! assert_eq!(marne.ancienne_region(), Some(AncienneRegion::ChampagneArdenne));
//!
//! let postal: CodePostal = "01200".parse().unwrap();
//! assert_eq!(postal.departement(), Presumed::OneOf(["01".parse()?, "74".parse()?]));
//! assert_eq!(postal.region(), Presumed::Certain(Region::AuvergneRhoneAlpes));
//! # Ok::<_, sofi_core::UnknownTerritory>(())
//! ```

mod ancienne_region;
mod carif;
mod departement;
mod postal;
mod prefixe_activite;
mod presumed;
mod region;

pub use ancienne_region::AncienneRegion;
pub use carif::CodeCarif;
pub use departement::Departement;
pub(crate) use postal::departement_of_postal;
pub use prefixe_activite::PrefixeActivite;
pub use presumed::Presumed;
pub use region::Region;

/// No territory bears this code or this name.
///
/// ```
/// let unknown = "99".parse::<sofi_core::Region>().unwrap_err();
/// assert_eq!(unknown.to_string(), "no region bears this code or this name");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownTerritory {
    /// Neither a region of today nor one of before 2016.
    #[error("no region bears this code or this name")]
    Region,
    /// A region of before 2016 where one of today is needed.
    #[error("{0} is a region of before 2016: it is now part of {now}", now = .0.region())]
    Former(AncienneRegion),
    /// No department.
    #[error("no department bears this code")]
    Departement,
    /// Not the number of a Carif-Oref.
    #[error("no Carif-Oref bears this number: they go from 01 to 26")]
    Carif,
}

/// Two names that differ by case, accents, blanks or punctuation alone are the same.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// The letters and digits of a text, without case and accents.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).map(|c| match c {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'û' | 'ù' => 'u',
        'ç' => 'c',
        _ => c,
    })
}
