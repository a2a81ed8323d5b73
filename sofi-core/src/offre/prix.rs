//! Prices of training.

use std::{fmt, str::FromStr};

/// A price in euros, taxes included, to the cent.
///
/// LHEO takes any text of 10 characters (`prix-total-TTC`) or 6 (`prix-horaire-TTC`). The strict form is digits with an
/// optional dot and one or two decimals; [`lenient`](Self::lenient) also takes what flows hold: a comma, blanks, `€` (ACT-05).
///
/// ```
/// use sofi_core::Prix;
///
/// assert_eq!("1250.5".parse::<Prix>().unwrap().centimes(), 125_050);
/// assert!("1 250,50 €".parse::<Prix>().is_err());
/// assert_eq!(Prix::lenient("1 250,50 €").unwrap().to_string(), "1250.50");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Prix(u64);

/// The text is not a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not a price: digits, with a dot and one or two decimals if need be")]
pub struct InvalidPrix;

impl Prix {
    /// So many cents.
    pub const fn from_centimes(centimes: u64) -> Self {
        Self(centimes)
    }

    /// The price in cents.
    pub const fn centimes(self) -> u64 {
        self.0
    }

    /// Reads a price with a comma, blanks or the sign of the euro.
    ///
    /// # Errors
    /// When even so it is no price.
    pub fn lenient(text: &str) -> Result<Self, InvalidPrix> {
        let text = text.trim().trim_end_matches(['€', ' ', '\u{a0}', '\u{202f}']);
        let text = text.strip_suffix("EUR").or(text.strip_suffix("euros")).unwrap_or(text);
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
        plain.parse()
    }
}

impl FromStr for Prix {
    type Err = InvalidPrix;

    fn from_str(text: &str) -> Result<Self, InvalidPrix> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(decimals) || decimals.len() > 2 || whole.len() > 12 {
            return Err(InvalidPrix);
        }
        let euros: u64 = whole.parse().map_err(|_| InvalidPrix)?;
        let cents: u64 = decimals.parse().map_err(|_| InvalidPrix)?;
        Ok(Self(euros * 100 + if decimals.len() == 1 { cents * 10 } else { cents }))
    }
}

impl fmt::Display for Prix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices() {
        for (text, cents) in
            [("0", 0), ("12", 1200), ("12.5", 1250), ("12.05", 1205), ("999999999999", 99_999_999_999_900)]
        {
            assert_eq!(text.parse::<Prix>().unwrap().centimes(), cents, "{text}");
        }
        for wrong in ["", ".", "12.", ".5", "1e3", "-1", "12.345", "1 250", "12,5", "9999999999999"] {
            assert!(wrong.parse::<Prix>().is_err(), "{wrong}");
        }
        assert_eq!(Prix::lenient("12,50€").unwrap().centimes(), 1250);
        assert_eq!(Prix::lenient("1\u{202f}200 euros").unwrap().centimes(), 120_000);
        assert!(Prix::lenient("nous consulter").is_err());
    }
}
