//! How many sessions, and how many too many.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{from_to, numero};
use crate::{
    Action, Args, Bilingual, Certification, Checked, Formation, Profile, Session,
    rules::{Scope, Verdicts, macros::family},
    vocabulary::phrase,
};

family! {
    SES08 "habilitation-a-l-unite" [- - - I] Evidenced Action(ses08) {
        title: "Une habilitation se décrit par une session annuelle" / "An entitlement is described by one session a year",
        message: "{constat} pour une habilitation, qui se décrit par une session annuelle en entrées et sorties permanentes" / "{constat} for an entitlement, which is described by one session a year with entries and exits at any time",
        helps: ["décrivez une action par durée (initial, recyclage), avec une session permanente d'un an chacune" / "describe one action for each length (initial, refresher), each with one permanent session of a year"],
        why: "Le Cariforef des Pays de la Loire préfère une session annuelle permanente aux sessions saisies une à une : elle reste trouvable toute l'année, et ne demande qu'un renouvellement." / "The Cariforef of Pays de la Loire prefers one permanent session a year to sessions entered one by one: it can be found all the year, and is renewed once.",
        source: "SES-08 ; Cariforef Pays de la Loire, Les mardis de SOFI, 02/07/2019, diapositive 10",
        bad: "<formation><certification><code-RS>RS6604</code-RS></certification><action><modalites-entrees-sorties>0</modalites-entrees-sorties><session><periode><debut>20270104</debut><fin>20270105</fin></periode></session><session><periode><debut>20270201</debut><fin>20270202</fin></periode></session><session><periode><debut>20270301</debut><fin>20270302</fin></periode></session><session><periode><debut>20270405</debut><fin>20270406</fin></periode></session></action></formation>",
        good: "<formation><certification><code-RS>RS6604</code-RS></certification><action><modalites-entrees-sorties>1</modalites-entrees-sorties><session><periode><debut>20270101</debut><fin>20271231</fin></periode></session></action></formation>",
    }
    SES09 "sessions-aux-memes-dates" [I I E I] Evidenced Action(ses09) {
        title: "Deux sessions d'une action aux mêmes dates" / "Two sessions of an action on the same dates",
        message: "une autre session de cette action a les mêmes dates, du {debut} au {fin}{anomalie}" / "another session of this action has the same dates, {debut} to {fin}{anomalie}",
        helps: ["gardez une seule session, ou corrigez les dates de l'une" / "keep one session, or correct the dates of one"],
        why: "EDOF refuse deux sessions d'une action aux mêmes dates. Ailleurs, deux groupes peuvent commencer le même jour, mais des sessions que rien ne distingue sont le plus souvent une double saisie." / "EDOF refuses two sessions of an action on the same dates. Elsewhere two groups may start on the same day, but sessions that nothing tells apart were most often entered twice.",
        source: "SES-09 ; EDOF, anomalie 10133",
        edof: "10133",
        bad: "<action><session numero=\"S1\"><periode><debut>20270104</debut><fin>20270625</fin></periode></session><session numero=\"S2\"><periode><debut>20270104</debut><fin>20270625</fin></periode></session></action>",
        good: "<action><session numero=\"S1\"><periode><debut>20270104</debut><fin>20270625</fin></periode></session><session numero=\"S2\"><periode><debut>20270111</debut><fin>20270702</fin></periode></session></action>",
    }
}

/// From so many short sessions on, they are entered one by one.
const MANY: usize = 4;
/// A session of an entitlement is short up to so many days.
const SHORT: i64 = 7;
/// A session is annual up to so many days: a year, and a month of tolerance.
const ANNUAL: i64 = 366 + 31;

fn ses08(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if !is_habilitation(action.formation) {
        return;
    }
    let place = action.path.child("modalites-entrees-sorties");
    match action.is_permanente() {
        Some(false) => {
            let is_short = |session: &&Session<'_>| length(session).is_some_and(|days| days <= SHORT);
            let many = action.sessions.iter().filter(is_short).count();
            if many >= MANY {
                let words = Bilingual::new(
                    "{n|session courte|sessions courtes} à dates fixes",
                    "{n|short session|short sessions} on fixed dates",
                );
                let inner = Args::new().count("n", many as u64);
                out.fault(place, Args::new().told("constat", |lang| phrase(words, &inner, lang)));
            }
        }
        Some(true) => {
            for (rank, session) in (1..).zip(&action.sessions) {
                if let Some(days) = length(session).filter(|days| *days > ANNUAL) {
                    let words = Bilingual::new(
                        "session permanente de {jours|jour|jours}",
                        "permanent session of {jours|day|days}",
                    );
                    let inner = Args::new().count("jours", days.unsigned_abs());
                    let args = Args::new().told("constat", |lang| phrase(words, &inner, lang));
                    let periode = action.path.nth("session", rank).child("periode");
                    out.fault(periode, args).session = numero(session);
                }
            }
        }
        None => {}
    }
}

/// Does it lead to an entry of the *répertoire spécifique*, and to nothing else?
fn is_habilitation(formation: &Formation<'_>) -> bool {
    let is_rs = |certification: &Certification<'_>| {
        certification.rs.as_ref().and_then(Checked::lenient).is_some() && certification.rncp.is_none()
    };
    let mut known =
        formation.certifications.iter().filter(|certification| !certification.is_empty()).peekable();
    known.peek().is_some() && known.all(is_rs)
}

/// The days of a session from the first to the last, when both are known.
fn length(session: &Session<'_>) -> Option<i64> {
    let (debut, fin) = days(session)?;
    (debut <= fin).then(|| (fin - debut).num_days() + 1)
}

/// The first and the last day, when both are known.
fn days(session: &Session<'_>) -> Option<(NaiveDate, NaiveDate)> {
    Some((session.debut()?.day()?, session.fin()?.day()?))
}

fn ses09(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let is_edof = action.conditions.profile == Profile::Edof;
    // Two permanent sessions that overlap, SES27 tells elsewhere.
    if action.sessions.len() < 2 || (!is_edof && action.is_permanente() != Some(false)) {
        return;
    }
    let mut seen: HashMap<(NaiveDate, NaiveDate), Vec<(u32, &Session<'_>)>> = HashMap::new();
    for (rank, session) in (1..).zip(&action.sessions) {
        let Some(dates) = days(session) else { continue };
        let same = seen.entry(dates).or_default();
        let twin = same.iter().find(|(_, other)| is_edof || is_same(other, session)).map(|(rank, _)| *rank);
        if let (Some(twin), Some(debut), Some(fin)) = (twin, session.debut(), session.fin()) {
            let place = action.path.nth("session", rank).child("periode");
            let related = action.path.nth("session", twin);
            out.fault(place, from_to(debut, fin))
                .related(
                    related,
                    Bilingual::new("la première session à ces dates", "the first session on these dates"),
                )
                .session = numero(session);
        } else {
            same.push((rank, session));
        }
    }
}

/// Does nothing that both say tell these sessions apart? What one of them leaves out does not.
pub(super) fn is_same(one: &Session<'_>, other: &Session<'_>) -> bool {
    fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        one.is_none() || other.is_none() || one == other
    }
    fn all_agree<T: PartialEq>(one: &[T], other: &[T]) -> bool {
        one.is_empty() || other.is_empty() || one == other
    }
    agree(one.adresse_inscription.as_ref(), other.adresse_inscription.as_ref())
        && agree(one.modalites_inscription.as_ref(), other.modalites_inscription.as_ref())
        && agree(one.periode_inscription.as_ref(), other.periode_inscription.as_ref())
        && all_agree(&one.urls, &other.urls)
        && all_agree(&one.contacts, &other.contacts)
        && all_agree(&one.recrutements, &other.recrutements)
        && all_agree(&one.references_certifications, &other.references_certifications)
        && all_agree(&one.blocs_competences, &other.blocs_competences)
        && all_agree(&one.extras, &other.extras)
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Bloc, Certification, Formation, Periode, Profile, Session, Severity, rules::testing::found,
    };

    fn session(debut: &'static str, fin: &'static str) -> Session<'static> {
        Session::default().periode(Periode::default().debut(debut).fin(fin))
    }

    fn fixed(sessions: impl IntoIterator<Item = Session<'static>>) -> Action<'static> {
        sessions.into_iter().fold(Action::default().modalites_entrees_sorties("0"), Action::session)
    }

    fn unit_sessions() -> Action<'static> {
        let months = [("20270104", "20270105"), ("20270201", "20270202"), ("20270301", "20270302")];
        fixed(months.map(|(debut, fin)| session(debut, fin)))
    }

    #[test]
    fn habilitations_in_pays_de_la_loire() {
        let rs = || Formation::default().certification(Certification::default().rs("RS6604"));
        let four = || unit_sessions().session(session("20270405", "20270405"));
        let place = "action[1]/modalites-entrees-sorties".to_owned();
        let pdl = Profile::PaysDeLaLoire;
        assert_eq!(found(&rs().action(four()), pdl, "SES08"), [(place, Severity::Info)]);
        assert!(found(&rs().action(four()), Profile::Lheo, "SES08").is_empty());
        assert!(found(&rs().action(unit_sessions()), pdl, "SES08").is_empty());
        let title = Formation::default().certification(Certification::default().rncp("RNCP37274"));
        assert!(found(&title.action(four()), pdl, "SES08").is_empty());

        let permanent = |fin| {
            rs().action(Action::default().modalites_entrees_sorties("1").session(session("20270101", fin)))
        };
        assert!(found(&permanent("20271231"), pdl, "SES08").is_empty());
        let place = "action[1]/session[1]/periode".to_owned();
        assert_eq!(found(&permanent("20281231"), pdl, "SES08"), [(place, Severity::Info)]);
        assert!(found(&permanent("99999999"), pdl, "SES08").is_empty());
    }

    #[test]
    fn sessions_on_the_same_dates() {
        let twice =
            |one: Session<'static>, other: Session<'static>| Formation::default().action(fixed([one, other]));
        let year = || session("20270104", "20270625");
        let place = "action[1]/session[2]/periode".to_owned();
        let twins = twice(year().numero("1"), year().numero("2"));
        assert_eq!(found(&twins, Profile::Lheo, "SES09"), [(place.clone(), Severity::Info)]);
        assert_eq!(found(&twins, Profile::Edof, "SES09"), [(place.clone(), Severity::Error)]);

        let told_apart = twice(
            year().bloc(Bloc::default().code("RNCP38713BC01")),
            year().bloc(Bloc::default().code("RNCP38713BC02")),
        );
        assert!(found(&told_apart, Profile::Lheo, "SES09").is_empty());
        assert_eq!(found(&told_apart, Profile::Edof, "SES09"), [(place, Severity::Error)]);

        let other_dates = twice(year(), session("20270104", "20270626"));
        let unknown = twice(session("20270104", "99999999"), session("20270104", "99999999"));
        let partial = twice(session("20270100", "20270600"), session("20270100", "20270600"));
        let absent = twice(Session::default(), Session::default());
        for formation in [other_dates, unknown, partial, absent] {
            assert!(found(&formation, Profile::Edof, "SES09").is_empty());
        }
        let other_action = Formation::default().action(fixed([year()])).action(fixed([year()]));
        assert!(found(&other_action, Profile::Edof, "SES09").is_empty());
    }
}
