//! A share of formations in error that is tolerated: `5%`, `0.05`.

use std::str::FromStr;

use sofi_core::Lang;

/// A share, exact to one part in a million: no rounding may let a feed pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    millionths: u64,
}

const WHOLE: u64 = 1_000_000;

impl Rate {
    /// Is this share of a whole within it?
    pub(crate) fn allows(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(WHOLE) <= u128::from(self.millionths) * u128::from(whole)
    }

    /// The share, between 0 and 1.
    pub(crate) fn to_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "it is a million at most")]
        let share = self.millionths as f64 / WHOLE as f64;
        share
    }

    /// The share of a part in a whole, to the hundredth of a percent.
    pub(crate) fn of(part: u64, whole: u64) -> Self {
        let hundredths = (u128::from(part) * 10_000 + u128::from(whole / 2)) / u128::from(whole.max(1));
        Self { millionths: u64::try_from(hundredths).unwrap_or(u64::MAX / 100) * 100 }
    }

    /// As people write it: `2,5 %`, `2.5%`.
    pub(crate) fn show(self, lang: Lang) -> String {
        let (percent, rest) = (self.millionths / 10_000, self.millionths % 10_000);
        let (mark, sign) = match lang {
            Lang::Fr => (',', "\u{a0}%"),
            Lang::En => ('.', "%"),
        };
        let rest = format!("{rest:04}");
        match rest.trim_end_matches('0') {
            "" => format!("{percent}{sign}"),
            rest => format!("{percent}{mark}{rest}{sign}"),
        }
    }
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || text.to_owned();
        let trimmed = text.trim();
        let (number, digits) = match trimmed.strip_suffix('%') {
            Some(percent) => (percent.trim_end(), 4),
            None => (trimmed, 6),
        };
        let (units, decimals) = number.split_once(['.', ',']).unwrap_or((number, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if units.is_empty() || !is_number(units) || !is_number(decimals) || decimals.len() > digits {
            return Err(wrong());
        }
        let text = format!("{units}{decimals:0<digits$}");
        let millionths: u64 = text.parse().map_err(|_| wrong())?;
        if millionths > WHOLE { Err(wrong()) } else { Ok(Self { millionths }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_shown() {
        for (text, shown) in [
            ("5%", "5%"),
            ("0.05", "5%"),
            ("2,5 %", "2.5%"),
            ("0", "0%"),
            ("1", "100%"),
            ("100%", "100%"),
            ("0.000001", "0.0001%"),
            ("0.0001%", "0.0001%"),
        ] {
            assert_eq!(text.parse::<Rate>().unwrap().show(Lang::En), shown, "{text}");
        }
        for wrong in ["5", "101%", "", "%", "-1%", "a", "0.0000001", "1e-2", ".5", "99999999999999999999"] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
        assert_eq!("2.5%".parse::<Rate>().unwrap().show(Lang::Fr), "2,5\u{a0}%");
    }

    #[test]
    fn shares_are_exact() {
        let rate: Rate = "5%".parse().unwrap();
        assert!(rate.allows(5, 100) && !rate.allows(6, 100) && rate.allows(0, 0) && !rate.allows(1, 0));
        assert_eq!(Rate::of(1, 3).show(Lang::En), "33.33%");
        assert_eq!(Rate::of(0, 0).show(Lang::En), "0%");
    }
}
