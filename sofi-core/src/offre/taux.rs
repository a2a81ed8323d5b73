//! Rates of taxes.

use std::{fmt, str::FromStr};

use super::{Prix, shape::quiet};

/// A rate in percent, to the hundredth: `0.0`, `5.5`, `20.0`.
///
/// ```
/// use sofi_core::{Prix, Taux};
///
/// let tva: Taux = "5.5".parse().unwrap();
/// assert_eq!(tva.added_to(Prix::from_centimes(10_000)).to_string(), "105.50");
/// assert_eq!("20".parse::<Taux>().unwrap().to_string(), "20.0");
/// assert!("20 %".parse::<Taux>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Taux(u32);

/// The text is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not a rate in percent: digits, with a dot and one or two decimals if need be")]
pub struct InvalidTaux;

impl Taux {
    /// So many hundredths of a percent.
    pub const fn from_centiemes(centiemes: u32) -> Self {
        Self(centiemes)
    }

    /// The rate in hundredths of a percent.
    pub const fn centiemes(self) -> u32 {
        self.0
    }

    /// A price with this rate added, to the nearest cent.
    #[must_use]
    pub fn added_to(self, prix: Prix) -> Prix {
        let exact = u128::from(prix.centimes()) * u128::from(10_000 + u64::from(self.0));
        Prix::from_centimes(u64::try_from((exact + 5_000) / 10_000).unwrap_or(u64::MAX))
    }
}

impl FromStr for Taux {
    type Err = InvalidTaux;

    /// A rate is written as a price is.
    fn from_str(text: &str) -> Result<Self, InvalidTaux> {
        let hundredths = text.parse::<Prix>().map_err(|_| InvalidTaux)?.centimes();
        u32::try_from(hundredths).map(Self).map_err(|_| InvalidTaux)
    }
}

impl fmt::Display for Taux {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match hundredths % 10 {
            0 => write!(f, "{whole}.{}", hundredths / 10),
            _ => write!(f, "{whole}.{hundredths:02}"),
        }
    }
}

quiet! { Taux = crate::ValueType::Rate }
