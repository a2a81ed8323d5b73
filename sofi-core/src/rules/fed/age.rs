//! When the flow was made.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use crate::{
    Args, Bilingual, Lacune, PartialDate, Verdicts,
    rules::{EnteteScope, macros::family},
};

family! {
    FED02 "flux-ancien" [W W - W] Partial Entete(fed02) {
        title: "Flux ancien" / "Old flow",
        message: "le flux a été exporté le {date}, {n|jour ouvré|jours ouvrés} avant le {as_of}" / "the flow was exported on {date}, {n|working day|working days} before {as_of}",
        helps: ["reprenez le flux le plus récent, ou jugez celui-ci à sa date avec --as-of" / "take the latest flow, or judge this one at its date with --as-of"],
        why: "Une offre validée est livrée entre 24 et 72 heures. Un flux de plus de trois jours ouvrés n'est plus l'offre d'aujourd'hui : sessions closes et nouvelles sessions y manquent." / "A validated offer is delivered within 24 to 72 hours. A flow older than three working days is no longer the offer of today: closed and new sessions are missing.",
        source: "FED-02 ; diapositive 8, livraison entre 24 et 72 heures ; ajouts flux-intercarif",
        bad: "<offres><extras info=\"flux-intercarif\"><extra info=\"date-export\">20261101</extra></extras></offres>",
        good: "<offres><extras info=\"flux-intercarif\"><extra info=\"date-export\">20261120</extra></extras></offres>",
    }
}

/// So many working days are the time that a delivery takes.
const DELAI: u64 = 3;

fn fed02(entete: &EnteteScope<'_>, out: &mut Verdicts) {
    let Some((place, text)) = entete.it.date_export() else { return };
    let Some(as_of) = entete.conditions.as_of else { return out.lacune(Lacune::Date) };
    let day = PartialDate::lenient(text).ok().and_then(|read| read.value.day());
    let Some(day) = day else {
        return out.lacune(Lacune::Donnees(Bilingual::new(
            "date d'export illisible",
            "the date of the export cannot be read",
        )));
    };
    let days = working_days(day, as_of);
    if days > DELAI {
        let args = Args::new()
            .count("n", days)
            .told("date", |lang| crate::vocabulary::day(day, lang))
            .told("as_of", |lang| crate::vocabulary::day(as_of, lang));
        out.fault(place, args).value(text);
    }
}

/// The working days after this one, up to that one.
fn working_days(after: NaiveDate, until: NaiveDate) -> u64 {
    // Past some years nobody counts days: whole weeks stand for the rest.
    const COUNTED: i64 = 400;
    let Ok(total) = u64::try_from((until - after).num_days()) else { return 0 };
    let start = after.max(until - TimeDelta::days(COUNTED));
    let counted =
        start.iter_days().skip(1).take_while(|day| *day <= until).filter(|day| is_working(*day)).count();
    counted as u64 + total.saturating_sub(COUNTED as u64) * 5 / 7
}

fn is_working(day: NaiveDate) -> bool {
    const FERIES: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let is_fixed = FERIES.contains(&(day.month(), day.day()));
    // Easter Monday, Ascension, Whit Monday.
    let is_movable =
        easter(day.year()).is_some_and(|easter| [1, 39, 50].contains(&(day - easter).num_days()));
    !is_weekend && !is_fixed && !is_movable
}

/// Easter in this year, by the calculation of Gauss as Butcher completed it.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let place = epact + weekday - 7 * shift + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(place / 31).ok()?, u32::try_from(place % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Conditions, Extra, Extras, Profile, RuleSet, Severity,
        rules::{Entete, judge_entete},
    };

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_off_do_not_count() {
        assert_eq!(easter(2026), Some(day(2026, 4, 5)));
        assert_eq!(easter(2019), Some(day(2019, 4, 21)));
        assert_eq!(working_days(day(2026, 11, 20), day(2026, 11, 23)), 1, "over a week-end");
        assert_eq!(working_days(day(2026, 4, 3), day(2026, 4, 7)), 1, "over Easter");
        assert_eq!(working_days(day(2026, 12, 24), day(2027, 1, 4)), 5, "over Christmas");
        assert_eq!(working_days(day(2026, 11, 23), day(2026, 11, 1)), 0, "made after");
        assert!(working_days(day(2018, 6, 12), day(2026, 11, 23)) > 2000);
    }

    #[test]
    fn the_age_of_a_flow() {
        let judged = |group: &'static str, text: &'static str, as_of: Option<NaiveDate>| {
            let date = Extra::default().info("date-export").valeur(text);
            let other = Extras::default().info("autre");
            let entete = Entete::default().extras(other).extras(Extras::default().info(group).extra(date));
            let conditions = Conditions { as_of, ..Conditions::default() };
            judge_entete(&entete, &RuleSet::of(Profile::Lheo), &conditions)
        };
        let now = Some(day(2026, 11, 23));
        let old = judged("flux-intercarif", "20261116", now);
        assert_eq!(old.findings[0].path.to_string(), "extras[2]/extra[1]");
        assert_eq!(old.findings[0].severity, Severity::Warning);
        assert!(old.findings[0].message(crate::Lang::Fr).contains("5\u{a0}jours ouvrés avant le 23/11/2026"));
        for recent in ["20261118", "20261123", "20261201", "2026-11-20"] {
            assert!(judged("flux-intercarif", recent, now).findings.is_empty(), "{recent}");
        }
        assert!(judged("autre", "20180101", now).findings.is_empty());
        assert!(matches!(judged("FLUX-CARIF", "20180101", None).lacunes[..], [(_, Lacune::Date, 1)]));
        assert!(matches!(judged("FLUX-CARIF", "hier", now).lacunes[..], [(_, Lacune::Donnees(_), 1)]));
    }
}
