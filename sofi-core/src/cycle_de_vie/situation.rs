//! What a session is on a given day: derived from what is stored, never stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Calendrier;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a day stands with regard to the dates of a session.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sofi_core::{Calendrier, DateBounds, Phase};
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let september = DateBounds::between(day(9, 1), day(9, 30));
    /// let calendrier = Calendrier::fixed(september, day(12, 18));
    /// assert_eq!(Phase::at(&calendrier, day(8, 31)), Phase::AVenir);
    /// assert_eq!(Phase::at(&calendrier, day(9, 15)), Phase::Incertaine);
    /// assert_eq!(Phase::at(&calendrier, day(9, 30)), Phase::EnCours);
    /// ```
    pub enum Phase {
        /// It certainly has not begun.
        AVenir = "a-venir": "à venir" / "to come",
        /// It certainly has begun and certainly has not ended.
        EnCours = "en-cours": "en cours" / "under way",
        /// It certainly has ended.
        Terminee = "terminee": "terminée" / "ended",
        /// Its dates are too vague to tell.
        Incertaine = "incertaine": "incertaine" / "uncertain",
        /// It has no dates.
        SansDate = "sans-date": "sans date" / "without dates",
    }
}

impl Phase {
    /// Compares a calendar with a day.
    pub fn at(calendrier: &Calendrier, day: NaiveDate) -> Self {
        let Calendrier { debut, fin, .. } = calendrier;
        if debut.is_unknown() && fin.is_unknown() {
            Self::SansDate
        } else if fin.certainly_before(day) {
            Self::Terminee
        } else if debut.certainly_after(day) {
            Self::AVenir
        } else if debut.latest.is_some_and(|latest| latest <= day)
            && fin.earliest.is_some_and(|earliest| earliest >= day)
        {
            Self::EnCours
        } else {
            Self::Incertaine
        }
    }
}

/// What a session is on a given day, judged on its published version when there is one.
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Calendrier, Phase, Situation};
///
/// let day = |m| NaiveDate::from_ymd_opt(2026, m, 1).unwrap();
/// let calendrier = Calendrier::fixed(day(3), day(6));
/// let published = Situation::derive(&calendrier, true, day(7));
/// assert_eq!(published.phase, Phase::Terminee);
/// assert!(published.perimee && !published.active);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Situation {
    /// Where the day stands with regard to its dates.
    pub phase: Phase,
    /// True when it is among the « sessions actives » of the dashboard (slide 11): published, and its latest
    /// possible end is not past. An unknown end never makes a session inactive.
    pub active: bool,
    /// True when it is still published although it certainly has ended: not to be shown any more. Inferred
    /// from the flag `session-perimee` that flows carry.
    pub perimee: bool,
    /// True when people enter and leave all along.
    pub permanente: bool,
}

impl Situation {
    /// Derives it from the dates, from whether a version is published, and from the day.
    pub fn derive(calendrier: &Calendrier, published: bool, day: NaiveDate) -> Self {
        let phase = Phase::at(calendrier, day);
        let ended = phase == Phase::Terminee;
        Self {
            phase,
            active: published && !ended,
            perimee: published && ended,
            permanente: calendrier.permanent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DateBounds;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn phases_change_on_the_right_day() {
        let calendrier = Calendrier::fixed(day(3, 2), day(6, 26));
        let at = |m, d| Phase::at(&calendrier, day(m, d));
        assert_eq!(
            [at(3, 1), at(3, 2), at(6, 26), at(6, 27)],
            [Phase::AVenir, Phase::EnCours, Phase::EnCours, Phase::Terminee]
        );
    }

    #[test]
    fn an_unknown_end_keeps_a_session_active() {
        let calendrier = Calendrier::permanent(day(1, 1), DateBounds::UNKNOWN);
        let situation = Situation::derive(&calendrier, true, day(12, 31));
        assert!(situation.active && situation.permanente && !situation.perimee);
        assert_eq!(situation.phase, Phase::Incertaine);
    }

    #[test]
    fn without_dates_nothing_is_concluded() {
        assert_eq!(Phase::at(&Calendrier::default(), day(1, 1)), Phase::SansDate);
    }

    #[test]
    fn a_vague_end_is_judged_on_its_last_day() {
        let calendrier = Calendrier::fixed(day(3, 1), DateBounds::between(day(6, 1), day(6, 30)));
        assert!(Situation::derive(&calendrier, true, day(6, 30)).active);
        assert!(!Situation::derive(&calendrier, true, day(7, 1)).active);
    }
}
