//! Where a fact of the domain comes from.

use serde::{Deserialize, Serialize};

/// Where a fact of the domain comes from: stated by the founding slides, or deduced by sofi.
///
/// The slides are « SOFI dans la galaxie ! », shown by the Cariforef Pays de la Loire on 2 July 2019; they are
/// cited by number. What they leave unsaid had to be settled for the model to be whole; a reader must be able
/// to tell one from the other, so the tables of this crate carry a `Preuve` in each row.
///
/// ```
/// use sofi_core::{Canal, Preuve};
///
/// assert_eq!(Canal::Aude.fiche().preuve, Preuve::Diapositive(11));
/// assert!(!Canal::Aude.fiche().preuve.is_inferred());
/// assert!(Canal::Aude.fiche().preuve_eligibilite.is_inferred());
/// assert_eq!(Preuve::Deduite(5).diapositive(), Some(5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preuve {
    /// The slide of this number says so.
    Diapositive(u8),
    /// Deduced from the slide of this number, which does not quite say it.
    Deduite(u8),
    /// No slide speaks of it: the common practice of the trade, as far as sofi knows it.
    Usage,
}

impl Preuve {
    /// True unless a slide says it.
    pub const fn is_inferred(self) -> bool {
        !matches!(self, Self::Diapositive(_))
    }

    /// The number of the slide, if any.
    pub const fn diapositive(self) -> Option<u8> {
        match self {
            Self::Diapositive(n) | Self::Deduite(n) => Some(n),
            Self::Usage => None,
        }
    }
}
