//! The numbers of the Carif-Orefs in the national flow.

use std::{fmt, str::FromStr};

use super::{AncienneRegion, Region, UnknownTerritory};

/// The number of a Carif-Oref in the national flow: the two digits before the underscore of `14_AF_0000011179`.
///
/// It is the rank of the region of before 2016 in alphabetical order, *not* an Insee code: `24` is
/// Provence-Alpes-Côte d'Azur. Merged regions kept the number of one of their parts. Only four numbers have been
/// seen with their region in public data ([`is_evidenced`](Self::is_evidenced)); the rest, `21` for Pays de la
/// Loire included, follows from the order. So a region read from here is a hint and no more (IDN-03).
///
/// ```
/// use sofi_core::{AncienneRegion, CodeCarif, Region};
///
/// let carif: CodeCarif = "24".parse()?;
/// assert_eq!(carif.ancienne_region(), AncienneRegion::ProvenceAlpesCoteDAzur);
/// assert_eq!("21".parse::<CodeCarif>()?.region(), Region::PaysDeLaLoire);
/// # Ok::<_, sofi_core::UnknownTerritory>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeCarif(u8);

impl CodeCarif {
    /// The Carif-Oref of this number, from 1 to 26.
    pub const fn new(number: u8) -> Option<Self> {
        match number {
            1..=26 => Some(Self(number)),
            _ => None,
        }
    }

    /// The region of before 2016 that the number was given to.
    pub fn ancienne_region(self) -> AncienneRegion {
        let is_its = |region: &&AncienneRegion| region.carif() == Some(self);
        // Every number from 1 to 26 is in the table, as a test makes sure.
        AncienneRegion::ALL.iter().find(is_its).copied().unwrap_or(AncienneRegion::PaysDeLaLoire)
    }

    /// The region of today.
    pub fn region(self) -> Region {
        self.ancienne_region().region()
    }

    /// Has this number been seen with its region in public data, rather than deduced from the order?
    ///
    /// ```
    /// assert!("14".parse::<sofi_core::CodeCarif>()?.is_evidenced());
    /// assert!(!"21".parse::<sofi_core::CodeCarif>()?.is_evidenced());
    /// # Ok::<_, sofi_core::UnknownTerritory>(())
    /// ```
    pub const fn is_evidenced(self) -> bool {
        matches!(self.0, 1 | 7 | 14 | 24)
    }
}

impl fmt::Display for CodeCarif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

impl FromStr for CodeCarif {
    type Err = UnknownTerritory;

    fn from_str(text: &str) -> Result<Self, UnknownTerritory> {
        match *text.as_bytes() {
            [tens @ b'0'..=b'2', units @ b'0'..=b'9'] => Self::new((tens - b'0') * 10 + units - b'0'),
            _ => None,
        }
        .ok_or(UnknownTerritory::Carif)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order_of_names() {
        let mut names = Vec::new();
        for number in 1..=26 {
            let carif = CodeCarif::new(number).unwrap();
            assert_eq!(carif.ancienne_region().carif(), Some(carif));
            assert_eq!(carif.to_string().parse(), Ok(carif));
            // The article of La Réunion does not count, the accent of Île-de-France neither.
            names.push(carif.ancienne_region().nom().trim_start_matches("La ").replace(['Î', 'é'], "I"));
        }
        assert!(names.is_sorted(), "{names:?}");
        for wrong in ["", "0", "00", "27", "1", "014", "A1"] {
            assert!(wrong.parse::<CodeCarif>().is_err(), "{wrong}");
        }
    }
}
