//! The perimeter of a Carif-Oref: which offers it describes, and whom to see about the others (slides 4 and 13).
//!
//! Each Carif-Oref sets its own. That of Pays de la Loire lists organisations that have **an establishment in the
//! region and sessions that take place in it**, with exceptions that grow in number; others look at the place alone
//! (PER-01, PER-05). A policy is a value, so that any of them can be written down:
//!
//! - [`Perimetre`]: the region, what must lie in it, and the [exceptions](ExceptionPerimetre), which are a list;
//! - [`JugementPerimetre`]: the answer for a formation, [`Situe::In`], by exception, out, or unknown, with its reasons;
//! - [`CarifOref`]: whom to see about what takes place elsewhere.
//!
//! A SIRET does not tell where its establishment lies: its address does, the one that the offer gives or that of a
//! register. Where neither is known the answer is [`Situe::Unknown`], never "out".
//!
//! ```
//! use sofi_core::{Action, Adresse, Coordonnees, Formation, Lang, LieuDeFormation, Perimetre, Situe};
//!
//! let perimetre: Perimetre = "auvergne-rhone-alpes".parse()?;
//! let rennes = Adresse::default().codepostal("35000").ville("Rennes");
//! let lieu = LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(rennes));
//! let formation = Formation::default().action(Action::default().lieu(lieu));
//!
//! let jugement = perimetre.judge(&formation, None);
//! assert_eq!(jugement.situe, Situe::Out);
//! let carif = jugement.actions[0].lieux[0].carif_oref.unwrap();
//! assert_eq!(carif.nom().get(Lang::Fr), "Carif-Oref de Bretagne");
//! # Ok::<_, sofi_core::UnknownPerimetre>(())
//! ```

mod carif_oref;
mod error;
mod etablissement;
mod exception;
mod juge;
mod jugement;
mod lieu;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Region;

pub use carif_oref::CarifOref;
pub use error::UnknownPerimetre;
pub(crate) use etablissement::of_organisme;
pub use exception::ExceptionPerimetre;
pub use jugement::{JugementAction, JugementLieu, JugementPerimetre, MotifPerimetre, Situe};
pub use lieu::LieuNomme;

/// What a Carif-Oref describes.
///
/// It is read from the name of a region or from its Insee code: the policies that are known are given, that of every
/// other region looks at the place alone. Files may give each part besides.
///
/// ```
/// use sofi_core::{ExceptionPerimetre, Perimetre, Region};
///
/// let here: Perimetre = "52".parse()?;
/// assert_eq!(here, "pays-de-la-loire".parse()?);
/// assert!(here.siret_en_region && here.exceptions.contains(&ExceptionPerimetre::Cpf));
///
/// let there: Perimetre = "bretagne".parse()?;
/// assert!(!there.siret_en_region && there.lieu_en_region);
///
/// // The rank of a Carif-Oref in the national flow is no code of a region.
/// assert!("21".parse::<Perimetre>().unwrap_err().to_string().contains("pays-de-la-loire"));
/// # Ok::<_, sofi_core::UnknownPerimetre>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Perimetre {
    /// The region.
    #[serde(serialize_with = "code")]
    pub region: Region,
    /// Must the establishment lie in the region?
    pub siret_en_region: bool,
    /// Must the session take place in the region?
    pub lieu_en_region: bool,
    /// Is the activity expected to be declared in the region (the first two digits of the number, PER-04)? It is worth a
    /// remark, and puts nobody out.
    pub declaration_en_region: bool,
    /// What is let in all the same.
    pub exceptions: Vec<ExceptionPerimetre>,
}

impl Perimetre {
    /// The names of the regions whose own policy is known. Any other region is taken too.
    pub const PREREGLAGES: &[&str] = &["pays-de-la-loire", "auvergne-rhone-alpes", "ile-de-france"];

    /// The policy of a region: its own where it is known, the place alone elsewhere (PER-05).
    pub fn of(region: Region) -> Self {
        let place_alone = Self {
            region,
            siret_en_region: false,
            lieu_en_region: true,
            declaration_en_region: false,
            exceptions: Vec::new(),
        };
        match region {
            Region::PaysDeLaLoire => Self {
                siret_en_region: true,
                declaration_en_region: true,
                exceptions: ExceptionPerimetre::ALL.to_vec(),
                ..place_alone
            },
            _ => place_alone,
        }
    }

    /// Is this let in although the rule would not?
    pub fn allows(&self, exception: ExceptionPerimetre) -> bool {
        self.exceptions.contains(&exception)
    }
}

impl fmt::Display for Perimetre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.region.fmt(f)
    }
}

impl FromStr for Perimetre {
    type Err = UnknownPerimetre;

    fn from_str(text: &str) -> Result<Self, UnknownPerimetre> {
        let text = text.trim();
        text.parse().map(Self::of).map_err(|_| UnknownPerimetre::new(text))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn code<S: Serializer>(region: &Region, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(region.code())
}

impl<'de> Deserialize<'de> for Perimetre {
    /// From the name or the code of a region, or from a table that names it and says otherwise what is otherwise.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Region(String),
            Table(Table),
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        struct Table {
            region: String,
            siret_en_region: Option<bool>,
            lieu_en_region: Option<bool>,
            declaration_en_region: Option<bool>,
            exceptions: Option<Vec<ExceptionPerimetre>>,
        }
        let read = |region: &str| region.parse::<Self>().map_err(serde::de::Error::custom);
        let table = match Written::deserialize(deserializer)? {
            Written::Region(region) => return read(&region),
            Written::Table(table) => table,
        };
        let usual = read(&table.region)?;
        Ok(Self {
            region: usual.region,
            siret_en_region: table.siret_en_region.unwrap_or(usual.siret_en_region),
            lieu_en_region: table.lieu_en_region.unwrap_or(usual.lieu_en_region),
            declaration_en_region: table.declaration_en_region.unwrap_or(usual.declaration_en_region),
            exceptions: table.exceptions.unwrap_or(usual.exceptions),
        })
    }
}
