//! Dates of a session, known exactly or not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::PartialDate;

/// A date known within bounds.
///
/// The format knows days, months (`20260900`), years and "unknown"; the domain asks only "at the earliest?" and
/// "at the latest?". A bound that is absent is unknown: nothing is concluded from it.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::DateBounds;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
/// let september = DateBounds::between(day(1), day(30));
/// assert!(!september.certainly_before(day(15)));
/// assert!(DateBounds::from(day(1)).certainly_before(day(15)));
/// assert!(DateBounds::UNKNOWN.is_unknown());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct DateBounds {
    /// The first day it can be.
    pub earliest: Option<NaiveDate>,
    /// The last day it can be.
    pub latest: Option<NaiveDate>,
}

impl DateBounds {
    /// Any day.
    pub const UNKNOWN: Self = Self { earliest: None, latest: None };

    /// A day between two, both included; the order in which they are given does not matter.
    pub fn between(one: NaiveDate, other: NaiveDate) -> Self {
        Self { earliest: Some(one.min(other)), latest: Some(one.max(other)) }
    }

    /// True when nothing is known.
    pub const fn is_unknown(self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// True when the latest possible day is before this one.
    pub fn certainly_before(self, day: NaiveDate) -> bool {
        self.latest.is_some_and(|latest| latest < day)
    }

    /// True when the earliest possible day is after this one.
    pub fn certainly_after(self, day: NaiveDate) -> bool {
        self.earliest.is_some_and(|earliest| earliest > day)
    }
}

impl From<NaiveDate> for DateBounds {
    fn from(day: NaiveDate) -> Self {
        Self { earliest: Some(day), latest: Some(day) }
    }
}

/// A date of the format is the days that it can be.
///
/// ```
/// use sofi_core::{DateBounds, PartialDate};
///
/// let september: PartialDate = "20260900".parse()?;
/// assert_eq!(DateBounds::from(september).latest.unwrap().to_string(), "2026-09-30");
/// assert!(DateBounds::from("99999999".parse::<PartialDate>()?).is_unknown());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl From<PartialDate> for DateBounds {
    fn from(date: PartialDate) -> Self {
        Self { earliest: date.earliest(), latest: date.latest() }
    }
}

/// When a session takes place.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::Calendrier;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let year_round = Calendrier::permanent(day(1, 1), day(12, 31));
/// assert!(year_round.permanent && !Calendrier::fixed(day(3, 2), day(6, 26)).permanent);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Calendrier {
    /// Its start; for a permanent session, the first day on which somebody can enter.
    pub debut: DateBounds,
    /// Its end; for a permanent session, the last day of the last path.
    pub fin: DateBounds,
    /// True when people enter and leave all along (*entrées et sorties permanentes*).
    pub permanent: bool,
}

impl Calendrier {
    /// Fixed dates.
    pub fn fixed(debut: impl Into<DateBounds>, fin: impl Into<DateBounds>) -> Self {
        Self { debut: debut.into(), fin: fin.into(), permanent: false }
    }

    /// Permanent entry and exit.
    pub fn permanent(debut: impl Into<DateBounds>, fin: impl Into<DateBounds>) -> Self {
        Self { permanent: true, ..Self::fixed(debut, fin) }
    }
}
