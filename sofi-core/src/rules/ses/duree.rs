//! How long a session lasts, and how many hours it holds.

use chrono::{Datelike, Months};

use super::{date, from_to, numero};
use crate::{
    Action, Args, Bilingual, Formation, Session, Severity,
    extras::offre_info::DUREE_HEBDO,
    rules::{Scope, Verdicts, alternance, macros::family},
    vocabulary::phrase,
};

family! {
    SES17 "date-invraisemblable" [W W W W] Inferred Session(ses17) {
        title: "Une date ou une durée invraisemblable" / "An unlikely date or length",
        message: "{constat}" / "{constat}",
        helps: ["vérifiez l'année" / "check the year", "une fin inconnue s'écrit {inconnue}" / "an unknown end is written {inconnue}"],
        why: "Une année d'avant 1990 ou de plus de dix ans à venir, ou une session à dates fixes de plus de cinq ans, vient presque toujours d'une faute de frappe ou d'une date de remplissage. La formation initiale n'est pas concernée." / "A year before 1990 or more than ten years ahead, or a session on fixed dates of more than five years, nearly always is a slip or a filler. Initial training is not concerned.",
        source: "SES-17 ; déduit",
        bad: "<session><periode><debut>20270104</debut><fin>99991231</fin></periode></session>",
        good: "<session><periode><debut>20270104</debut><fin>99999999</fin></periode></session>",
    }
    SES18 "heures-au-dela-des-jours" [W W W W] Partial Action(ses18) {
        title: "Plus d'heures que les jours n'en contiennent" / "More hours than the days can hold",
        message: "{constat}" / "{constat}",
        helps: ["vérifiez les dates et le nombre d'heures" / "check the dates and the number of hours"],
        why: "Au-delà de dix heures par jour, dimanches compris, les heures ou les dates sont fausses. Les sessions permanentes, l'alternance et les parcours à la carte ne sont pas jugés : leurs dates ne bornent pas un seul parcours." / "Past ten hours a day, Sundays included, the hours or the dates are wrong. Permanent sessions, work-linked training and tailored paths are not judged: their dates do not bound one path.",
        source: "SES-18 ; charge horaire calculée par les moteurs du catalogue national",
        bad: "<formation><parcours-de-formation>1</parcours-de-formation><action><modalites-alternance>Sans alternance.</modalites-alternance><modalites-entrees-sorties>0</modalites-entrees-sorties><session><periode><debut>20270104</debut><fin>20270108</fin></periode></session><nombre-heures-total>400</nombre-heures-total></action></formation>",
        good: "<formation><parcours-de-formation>1</parcours-de-formation><action><modalites-alternance>Sans alternance.</modalites-alternance><modalites-entrees-sorties>0</modalites-entrees-sorties><session><periode><debut>20270104</debut><fin>20270108</fin></periode></session><nombre-heures-total>35</nombre-heures-total></action></formation>",
    }
}

/// No session of an offer of today starts before this year.
const FIRST_YEAR: i32 = 1990;
/// Nobody plans a session so many years ahead.
const YEARS_AHEAD: i32 = 10;
/// A session on fixed dates lasts so many months at the most.
const LONGEST: Months = Months::new(60);

fn ses17(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    if session.is_formation_initiale() {
        return;
    }
    let (debut, fin) = (session.debut(), session.fin());
    let periode = session.path.child("periode");
    let mut is_likely = true;
    for (element, date_of) in [("debut", debut), ("fin", fin)] {
        let Some((found, day)) = date_of.and_then(|date| Some((date, date.earliest()?))) else { continue };
        let is_far = session.as_of(out).is_some_and(|as_of| day.year() > as_of.year() + YEARS_AHEAD);
        if day.year() < FIRST_YEAR || is_far {
            is_likely = false;
            let words = Bilingual::new(
                "{date} n'est pas une date vraisemblable pour <{element}>",
                "{date} is not a likely date for <{element}>",
            );
            let args = Args::new().told("constat", |lang| {
                phrase(words, &Args::new().text("date", date(found, lang)).text("element", element), lang)
            });
            let args = if is_far && element == "fin" { args.text("inconnue", "99999999") } else { args };
            out.fault(periode.child(element), args).value(found.to_string());
        }
    }
    let is_fixed = session.action.is_some_and(|action| action.is_permanente() == Some(false));
    let (Some(debut), Some(fin)) = (debut, fin) else { return };
    let limit = debut.latest().and_then(|day| day.checked_add_months(LONGEST));
    if is_fixed && is_likely && matches!((limit, fin.earliest()), (Some(limit), Some(end)) if end > limit) {
        let words = Bilingual::new(
            "une session à dates fixes de plus de cinq ans, du {debut} au {fin}",
            "a session on fixed dates of more than five years, from {debut} to {fin}",
        );
        let args = Args::new().told("constat", |lang| phrase(words, &from_to(debut, fin), lang));
        out.fault(periode, args);
    }
}

/// The hours that a day can hold.
const HOURS_A_DAY: i64 = 10;
/// The hours that a week may hold by law.
const HOURS_A_WEEK: u32 = 48;

fn ses18(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    weekly(action, out);
    let total = action.nombre_heures_total.as_ref().map(|hours| (hours, "nombre-heures-total"));
    let centre = action.nombre_heures_centre.as_ref().map(|hours| (hours, "nombre-heures-centre"));
    let Some((Some(hours), element)) = total.or(centre).map(|(hours, element)| (hours.get(), element)) else {
        return;
    };
    // What is said in words is only read for actions that give hours.
    if action.is_permanente() != Some(false)
        || alternance::may_be(action)
        || action.is_formation_initiale()
        || is_tailored(action.formation)
    {
        return;
    }
    for (rank, session) in (1..).zip(&action.sessions) {
        // A session that only prepares parts of the certification holds a part of the hours.
        let Some(days) = longest(session).filter(|_| session.blocs_competences.is_empty()) else { continue };
        if i64::from(hours) > HOURS_A_DAY * days {
            let words = Bilingual::new(
                "{hours|heure|heures} de formation pour une session de {days|jour|jours}",
                "{hours|hour|hours} of training for a session of {days|day|days}",
            );
            let inner = Args::new().count("hours", hours.into()).count("days", days.unsigned_abs());
            let args = Args::new().told("constat", |lang| phrase(words, &inner, lang));
            let related = action.path.child(element);
            out.fault(action.path.nth("session", rank).child("periode"), args)
                .related(related, Bilingual::new("nombre d'heures", "number of hours"))
                .session = numero(session);
        }
    }
}

/// The weekly hours that flows add, past what the law allows.
fn weekly(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some((text, place)) = DUREE_HEBDO.text(action.it, action.path) else {
        return;
    };
    let Some(hours) = text.parse::<u32>().ok().filter(|hours| *hours > HOURS_A_WEEK) else { return };
    let words = Bilingual::new(
        "{hours|heure|heures} par semaine, au-delà des 48 heures permises",
        "{hours|hour|hours} a week, past the 48 hours allowed",
    );
    let inner = Args::new().count("hours", hours.into());
    let args = Args::new().told("constat", |lang| phrase(words, &inner, lang));
    out.fault(place, args).value(text).at_most(Severity::Info);
}

/// Does each trainee follow a path of their own, or only some modules (`parcours-de-formation` 2 and 3)?
fn is_tailored(formation: &Formation<'_>) -> bool {
    matches!(formation.parcours.as_deref().map(str::trim), Some("2" | "3"))
}

/// The most days that a session can last, bounds included; `None` when it is unknown or reversed.
fn longest(session: &Session<'_>) -> Option<i64> {
    let days = (session.fin()?.latest()? - session.debut()?.earliest()?).num_days() + 1;
    (days > 0).then_some(days)
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Bloc, Extra, Extras, Formation, Periode, Profile, Session, Severity,
        rules::testing::{conditions, found, judged},
    };

    fn session(debut: &'static str, fin: &'static str) -> Session<'static> {
        Session::default().periode(Periode::default().debut(debut).fin(fin))
    }

    fn fixed(session: Session<'static>) -> Action<'static> {
        Action::default().modalites_entrees_sorties("0").session(session)
    }

    fn extras(group: &'static str, name: &'static str, value: &'static str) -> Extras<'static> {
        Extras::default().info(group).extra(Extra::default().info(name).valeur(value))
    }

    #[test]
    fn unlikely_dates() {
        let places = |debut, fin| -> Vec<String> {
            let formation = Formation::default().action(fixed(session(debut, fin)));
            let found = found(&formation, Profile::Lheo, "SES17");
            assert!(found.iter().all(|(_, severity)| *severity == Severity::Warning));
            found.into_iter().map(|(place, _)| place.replace("action[1]/session[1]/", "")).collect()
        };
        assert_eq!(places("20270104", "99991231"), ["periode/fin"]);
        assert_eq!(places("19000101", "20270625"), ["periode/debut"]);
        assert_eq!(places("20200104", "20270625"), ["periode"]);
        assert_eq!(places("20270104", "20370000"), ["periode/fin"]);
        for (debut, fin) in [
            ("20270104", "20270625"),
            ("00000000", "99999999"),
            ("20270104", "20320104"),
            ("19900101", "19910101"),
        ] {
            assert!(places(debut, fin).is_empty(), "{debut} {fin}");
        }

        let initiale = fixed(session("20200901", "20280701")).extras(extras(
            "type-formation",
            "formation-initiale",
            "1",
        ));
        assert!(found(&Formation::default().action(initiale), Profile::Lheo, "SES17").is_empty());
        let permanent =
            Action::default().modalites_entrees_sorties("1").session(session("20150101", "20301231"));
        assert!(found(&Formation::default().action(permanent), Profile::Lheo, "SES17").is_empty());
    }

    fn ses18(action: Action<'static>) -> Vec<(String, Severity)> {
        found(&Formation::default().action(action), Profile::Lheo, "SES18")
    }

    #[test]
    fn hours_fit_in_days() {
        let week = || session("20270104", "20270108");
        let place = "action[1]/session[1]/periode".to_owned();
        assert_eq!(ses18(fixed(week()).nombre_heures_total("51")), [(place, Severity::Warning)]);
        assert_eq!(ses18(fixed(week()).nombre_heures_centre("51")).len(), 1);
        for quiet in vec![
            fixed(week()).nombre_heures_total("50"),
            fixed(week()).nombre_heures_total("35,5"),
            fixed(session("20270100", "20270100")).nombre_heures_total("310"),
            fixed(session("20270104", "99999999")).nombre_heures_total("900"),
            fixed(session("20270108", "20270104")).nombre_heures_total("900"),
            fixed(week().bloc(Bloc::default().code("RNCP38713BC01"))).nombre_heures_total("900"),
            fixed(week()).nombre_heures_total("900").modalites_alternance("Contrat d'apprentissage"),
            fixed(week()).nombre_heures_total("900").extras(extras(
                "dispositif",
                "contrat-professionnalisation",
                "1",
            )),
            Action::default().modalites_entrees_sorties("1").session(week()).nombre_heures_total("900"),
            Action::default().session(week()).nombre_heures_total("900"),
        ] {
            assert!(ses18(quiet.clone()).is_empty(), "{quiet:?}");
        }
        let modular = Formation::default().parcours("3").action(fixed(week()).nombre_heures_total("900"));
        assert!(found(&modular, Profile::Lheo, "SES18").is_empty());
    }

    #[test]
    fn weekly_hours_are_for_information() {
        let weekly = |hours| ses18(Action::default().extras(extras("duree-hebdo", "duree-hebdo", hours)));
        assert_eq!(weekly("70"), [("action[1]/extras[1]/extra[1]".to_owned(), Severity::Info)]);
        assert!(weekly("48").is_empty() && weekly("35h").is_empty());
    }

    #[test]
    fn an_absurd_end_is_an_unknown_one() {
        let formation = Formation::default().action(fixed(session("20270104", "99991231")));
        let judgement = judged(&formation, &conditions(Profile::Lheo));
        let finding = judgement.findings.iter().find(|finding| finding.rule.code == "SES17").unwrap();
        assert!(finding.message(crate::Lang::Fr).starts_with("31/12/9999"));
        assert!(finding.args.get("inconnue").is_some());
    }
}
