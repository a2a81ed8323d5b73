//! Dates of LHEO, which may be known in part.

use std::cmp::Ordering;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{
    Change, Fault, Grouped, Identifier, IdentifierKind, InvalidIdentifier, Part,
    ascii::number,
    read::{Exact, identifier, shown_as},
};

/// A date as LHEO writes it: `AAAAMMJJ`, where what is not known is zero.
///
/// `20170900` is a month, `20170000` a year, `00000000` an unknown date, and `99999999` an unknown end (SES-01).
/// Real feeds hold them. They are compared as intervals: [`certainly_before`](Self::certainly_before) and
/// [`may_overlap`](Self::may_overlap) never claim what the digits do not say (SES-04). `Ord` sorts by digits: it
/// is for tables and keys, not for judging.
///
/// ```
/// use sofi_core::{Fault, PartialDate};
///
/// let start: PartialDate = "20170900".parse()?;
/// let end: PartialDate = "20180700".parse()?;
/// assert!(start.certainly_before(end) && !end.certainly_before(start));
/// assert_eq!(start.latest().unwrap().to_string(), "2017-09-30");
///
/// assert_eq!("20190231".parse::<PartialDate>().unwrap_err().fault(), Fault::Day);
/// assert_eq!(PartialDate::lenient("06/06/2018").unwrap().value.to_string(), "20180606");
/// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate(u32);

identifier!(PartialDate);
shown_as!(PartialDate, |date| "{:08}", date.0);

/// How much of a date is known.
///
/// ```
/// use sofi_core::{PartialDate, Precision};
///
/// assert_eq!("20170900".parse::<PartialDate>()?.precision(), Precision::Month);
/// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// The month.
    Month,
    /// The year.
    Year,
    /// Nothing: `00000000`.
    Unknown,
    /// Nothing, and it is the end of something: `99999999`.
    UnknownEnd,
}

impl PartialDate {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self(0);
    /// The end is not known.
    pub const UNKNOWN_END: Self = Self(99_999_999);

    /// A date known to the day; `None` outside of the years that four digits can write.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sofi_core::PartialDate;
    ///
    /// let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    /// assert_eq!(PartialDate::from_day(day).unwrap().to_string(), "20261123");
    /// ```
    pub fn from_day(day: NaiveDate) -> Option<Self> {
        let year = u32::try_from(day.year()).ok().filter(|year| (1..=9999).contains(year))?;
        Some(Self(year * 10_000 + day.month() * 100 + day.day()))
    }

    const fn month_digits(self) -> u32 {
        self.0 / 100 % 100
    }

    /// How much is known.
    pub const fn precision(self) -> Precision {
        match (self.0, self.month_digits(), self.0 % 100) {
            (0, _, _) => Precision::Unknown,
            (99_999_999, _, _) => Precision::UnknownEnd,
            (_, 0, _) => Precision::Year,
            (_, _, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The day, when it is known.
    ///
    /// ```
    /// use sofi_core::PartialDate;
    ///
    /// assert_eq!("20190902".parse::<PartialDate>()?.day().unwrap().to_string(), "2019-09-02");
    /// assert_eq!("20190900".parse::<PartialDate>()?.day(), None);
    /// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
    /// ```
    pub fn day(self) -> Option<NaiveDate> {
        if self.precision() == Precision::Day { self.earliest() } else { None }
    }

    /// The first day that it can be; `None` when nothing bounds it.
    pub fn earliest(self) -> Option<NaiveDate> {
        let year = i32::try_from(self.0 / 10_000).ok()?;
        match self.precision() {
            Precision::Day => NaiveDate::from_ymd_opt(year, self.month_digits(), self.0 % 100),
            Precision::Month => NaiveDate::from_ymd_opt(year, self.month_digits(), 1),
            Precision::Year => NaiveDate::from_ymd_opt(year, 1, 1),
            Precision::Unknown | Precision::UnknownEnd => None,
        }
    }

    /// The last day that it can be; `None` when nothing bounds it.
    ///
    /// ```
    /// use sofi_core::PartialDate;
    ///
    /// let february: PartialDate = "20200200".parse()?;
    /// assert_eq!(february.latest().unwrap().to_string(), "2020-02-29");
    /// assert_eq!(PartialDate::UNKNOWN_END.latest(), None);
    /// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
    /// ```
    pub fn latest(self) -> Option<NaiveDate> {
        let first = self.earliest()?;
        let months = match self.precision() {
            Precision::Month => 1,
            Precision::Year => 12,
            _ => return Some(first),
        };
        first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))
    }

    /// Is it before the other, whatever the days that are not known?
    ///
    /// ```
    /// use sofi_core::PartialDate;
    ///
    /// let september: PartialDate = "20180900".parse()?;
    /// let august: PartialDate = "20180831".parse()?;
    /// assert!(august.certainly_before(september));
    /// assert!(!september.certainly_before("20180930".parse()?));
    /// assert!(!august.certainly_before(PartialDate::UNKNOWN_END));
    /// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
    /// ```
    pub fn certainly_before(self, other: Self) -> bool {
        matches!((self.latest(), other.earliest()), (Some(latest), Some(earliest)) if latest < earliest)
    }

    /// Can both be the same day?
    ///
    /// ```
    /// use sofi_core::PartialDate;
    ///
    /// let month: PartialDate = "20180900".parse()?;
    /// assert!(month.may_overlap("20180915".parse()?));
    /// assert!(!month.may_overlap("20181001".parse()?));
    /// assert!(month.may_overlap(PartialDate::UNKNOWN));
    /// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
    /// ```
    pub fn may_overlap(self, other: Self) -> bool {
        !self.certainly_before(other) && !other.certainly_before(self)
    }

    /// Is it before that day for certain, after it for certain, or is the day within what it can be (`None`)?
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use sofi_core::PartialDate;
    ///
    /// let today = chrono::NaiveDate::from_ymd_opt(2018, 9, 15).unwrap();
    /// assert_eq!("20180800".parse::<PartialDate>()?.compared_to(today), Some(Ordering::Less));
    /// assert_eq!("20180900".parse::<PartialDate>()?.compared_to(today), None);
    /// assert_eq!("20180915".parse::<PartialDate>()?.compared_to(today), Some(Ordering::Equal));
    /// # Ok::<_, sofi_core::InvalidIdentifier<PartialDate>>(())
    /// ```
    pub fn compared_to(self, day: NaiveDate) -> Option<Ordering> {
        let (earliest, latest) = (self.earliest()?, self.latest()?);
        let (first, last) = (earliest.cmp(&day), latest.cmp(&day));
        (first == last).then_some(first)
    }
}

/// The digits of a date, if they make one.
fn check(value: u32) -> Result<PartialDate, Fault> {
    let date = PartialDate(value);
    let (year, month, day) = (value / 10_000, date.month_digits(), value % 100);
    if date == PartialDate::UNKNOWN || date == PartialDate::UNKNOWN_END {
        return Ok(date);
    }
    if month > 12 || (month == 0 && day > 0) {
        return Err(Fault::Month);
    }
    // There is no year zero, and a month without its year is no date.
    if year == 0 {
        return Err(Fault::Form);
    }
    if date.earliest().is_none() { Err(Fault::Day) } else { Ok(date) }
}

/// Another form that means one date: `2018-06-06`, `06/06/2018`, either with a time of day.
fn other_form(text: &str) -> Option<(PartialDate, Change)> {
    let (date, time) = match text.split_once([' ', 'T']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    if !time
        .unwrap_or("0:")
        .bytes()
        .all(|c| c.is_ascii_digit() || matches!(c, b':' | b'.' | b'+' | b'-' | b'Z'))
    {
        return None;
    }
    let mut parts = date.splitn(3, ['-', '/']);
    let groups = (parts.next()?, parts.next(), parts.next());
    let (year, month, day, change) = match groups {
        (digits, None, None) if digits.len() == 8 && time.is_some() => {
            let (year, rest) = digits.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            (year, month, day, Change::Time)
        }
        (year, Some(month), Some(day)) if year.len() == 4 && date.contains('-') => {
            (year, month, day, Change::DateForm)
        }
        (day, Some(month), Some(year)) if year.len() == 4 && day.len() == 2 => {
            (year, month, day, Change::DateForm)
        }
        _ => return None,
    };
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    let value = number(year)? * 10_000 + number(month)? * 100 + number(day)?;
    check(value as u32).ok().filter(|date| date.day().is_some()).map(|date| (date, change))
}

impl Exact for PartialDate {
    const RULE: &'static str = "SES01";
    const CANONICAL: &'static str = "SES05";
    const SEPARATORS: bool = false;

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("SES01", Fault::Empty);
        }
        match number(text) {
            Some(value) if text.len() == 8 => {
                check(value as u32).map_err(|fault| InvalidIdentifier::new("SES05", fault))
            }
            Some(_) => refuse("SES01", Fault::Length { found: text.len(), least: 8, most: 8 }),
            None => refuse("SES01", Fault::DateForm),
        }
    }

    fn respell(cleaned: &str) -> Option<(Self, Change)> {
        if cleaned.is_ascii() { other_form(cleaned) } else { None }
    }
}

impl Identifier for PartialDate {
    const KIND: IdentifierKind = IdentifierKind::Date;

    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[4, 2])
    }

    fn parts(&self) -> Vec<Part> {
        let precision = match self.precision() {
            Precision::Day => ("jour", "day"),
            Precision::Month => ("mois", "month"),
            Precision::Year => ("année", "year"),
            Precision::Unknown => ("date inconnue", "unknown date"),
            Precision::UnknownEnd => ("fin inconnue", "unknown end"),
        };
        let earliest = self.earliest().map(|day| Part::new("au_plus_tot", "au plus tôt", "earliest", day));
        let latest = self.latest().map(|day| Part::new("au_plus_tard", "au plus tard", "latest", day));
        let known = Part::worded("precision", "ce qui est connu", "what is known", precision);
        std::iter::once(known).chain(earliest).chain(latest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_none() {
        for (text, fault) in [
            ("", "vide"),
            ("20190231", "jour-impossible"),
            ("20191301", "mois-impossible"),
            ("20190015", "mois-impossible"),
            ("00001200", "forme"),
            ("00000101", "forme"),
            ("2019", "longueur"),
            ("06/06/2018", "non-canonique"),
            ("2018-06-06", "non-canonique"),
            ("20180606 00:00:00", "non-canonique"),
            ("2018-06-06T00:00:00Z", "non-canonique"),
            ("31/02/2018", "forme-de-date"),
            ("6/6/2018", "forme-de-date"),
            ("demain", "forme-de-date"),
            ("99999998", "mois-impossible"),
        ] {
            assert_eq!(text.parse::<PartialDate>().unwrap_err().fault().as_str(), fault, "{text}");
        }
        assert_eq!(
            PartialDate::lenient("20180606 00:00:00").unwrap().changes.iter().collect::<Vec<_>>(),
            [Change::Time]
        );
    }

    #[test]
    fn the_last_year_has_an_end() {
        assert_eq!("99990000".parse::<PartialDate>().unwrap().latest().unwrap().to_string(), "9999-12-31");
        assert_eq!("99991200".parse::<PartialDate>().unwrap().latest().unwrap().to_string(), "9999-12-31");
        assert_eq!("99991231".parse::<PartialDate>().unwrap().precision(), Precision::Day);
    }
}
