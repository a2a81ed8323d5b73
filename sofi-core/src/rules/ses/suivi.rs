//! Whether sessions are kept up to date.

use chrono::{Days, Months, NaiveDate};

use super::{date, numero};
use crate::{
    Action, Args, Bilingual, Formation, OfferPath, PartialDate, Precision, Profile, Session, Severity,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    SES22 "toutes-les-sessions-finies" [W W W W] Inferred Formation(ses22) {
        title: "Toutes les sessions d'une formation sont terminées" / "Every session of a formation has ended",
        message: "toutes les sessions de cette formation sont terminées, la dernière depuis le {fin}" / "every session of this formation is over, the last one since {fin}",
        helps: ["ajoutez les prochaines sessions, ou retirez la formation du flux" / "add the next sessions, or take the formation out of the feed"],
        why: "Une formation sans session ouverte ni à venir ne peut accueillir personne : elle encombre les recherches, puis disparaît des sites." / "A formation with no session open or to come can take nobody in: it clutters searches, then vanishes from the sites.",
        source: "SES-22 ; déduit",
        bad: "<session><periode><debut>20260105</debut><fin>20260626</fin></periode></session>",
        good: "<session><periode><debut>20270104</debut><fin>20270625</fin></periode></session>",
    }
    SES23 "offre-plus-tenue-a-jour" [W W W W] Inferred Formation(ses23) {
        title: "Une offre sans session à venir n'est plus tenue à jour" / "An offer with no session to come is no longer kept up to date",
        message: "aucune session à venir, et rien n'a été mis à jour depuis le {maj}" / "no session to come, and nothing was updated since {maj}",
        helps: ["relisez l'offre, ajoutez les prochaines sessions, puis mettez à jour <datemaj>" / "read the offer again, add the next sessions, then update datemaj"],
        why: "Passé trois mois sans mise à jour, une offre dont toutes les sessions ont commencé est sans doute oubliée ; passé un an, c'est un avertissement. La formation initiale, qui suit l'année scolaire, n'est pas jugée." / "After three months without an update, an offer whose sessions have all begun is probably forgotten; after a year, it is a warning. Initial training, which follows the school year, is not judged.",
        source: "SES-23 ; déduit",
        bad: "<formation datemaj=\"20251001\"><action datemaj=\"20251001\"><modalites-entrees-sorties>0</modalites-entrees-sorties><session datemaj=\"20251001\"><periode><debut>20260901</debut><fin>20270625</fin></periode></session></action></formation>",
        good: "<formation datemaj=\"20261001\"><action datemaj=\"20261001\"><modalites-entrees-sorties>0</modalites-entrees-sorties><session datemaj=\"20261001\"><periode><debut>20260901</debut><fin>20270625</fin></periode></session></action></formation>",
    }
    SES24 "dates-fixes-sans-fin" [W W W W] Inferred Session(ses24) {
        title: "Une session à dates fixes sans date de fin" / "A session on fixed dates without an end",
        message: "la session est à dates fixes, et sa fin est inconnue" / "the session is on fixed dates, and its end is unknown",
        helps: ["donnez la date de fin, ou déclarez des entrées et sorties permanentes" / "give the end, or declare entries and exits at any time"],
        why: "À dates fixes, tout le monde finit le même jour : la date est connue. Sans elle, la session n'est jamais périmée et reste affichée." / "On fixed dates everybody ends on the same day, which is known. Without it the session never expires and stays on display.",
        source: "SES-24 ; déduit des définitions de fin et modalites-entrees-sorties",
        bad: "<action><modalites-entrees-sorties>0</modalites-entrees-sorties><session><periode><debut>20270104</debut><fin>99999999</fin></periode></session></action>",
        good: "<action><modalites-entrees-sorties>1</modalites-entrees-sorties><session><periode><debut>20270104</debut><fin>99999999</fin></periode></session></action>",
    }
    SES25 "session-permanente-a-renouveler" [I I I I] Inferred Action(ses25) {
        title: "Une session permanente arrive à sa fin" / "A permanent session is about to end",
        message: "cette session permanente se termine le {fin} : elle est à renouveler" / "this permanent session ends on {fin}: it is to be renewed",
        helps: ["créez la session qui la remplace, avec un nouveau numéro" / "create the session that replaces it, with a new number"],
        why: "Une session permanente qui expire laisse l'action sans date d'entrée. Renouvelée à temps, elle ne quitte pas les sites." / "A permanent session that expires leaves the action with no day of entry. Renewed in time, it does not leave the sites.",
        source: "SES-25 ; déduit ; renouvellement dans cycle_de_vie",
        bad: "<action><modalites-entrees-sorties>1</modalites-entrees-sorties><session><periode><debut>20260101</debut><fin>20261231</fin></periode></session></action>",
        good: "<action><modalites-entrees-sorties>1</modalites-entrees-sorties><session numero=\"S1\"><periode><debut>20260101</debut><fin>20261231</fin></periode></session><session numero=\"S2\"><periode><debut>20270101</debut><fin>20271231</fin></periode></session></action>",
    }
    SES26 "session-finie-depuis-longtemps" [I I I I] Inferred Session(ses26) {
        title: "Une session terminée depuis plus de six mois" / "A session that ended more than six months ago",
        message: "la session s'est terminée le {fin}, il y a plus de six mois, et figure encore dans le flux" / "the session ended on {fin}, more than six months ago, and is still in the feed",
        helps: ["retirez-la, ou archivez-la" / "take it out, or archive it"],
        why: "Un flux est une photographie de l'offre : ce qui est fini l'alourdit, et trompe les lecteurs qui ne comparent pas les dates." / "A feed is a snapshot of the offer: what is over makes it heavier, and misleads readers that do not compare dates.",
        source: "SES-26 ; déduit",
        bad: "<session><periode><debut>20250901</debut><fin>20260430</fin></periode></session>",
        good: "<session><periode><debut>20250901</debut><fin>20260630</fin></periode></session>",
    }
    SES27 "sessions-permanentes-superposees" [W W W W] Inferred Action(ses27) {
        title: "Deux sessions permanentes d'une action se chevauchent" / "Two permanent sessions of an action overlap",
        message: "cette session permanente commence le {debut}, alors qu'une autre de la même action court jusqu'au {fin}" / "this permanent session starts on {debut}, while another of the same action runs until {fin}",
        helps: ["gardez une seule session permanente à la fois" / "keep one permanent session at a time"],
        why: "On entre à tout moment dans une session permanente : deux à la fois, que rien ne distingue, sont une double saisie ou un renouvellement trop tôt." / "A permanent session may be entered at any time: two at once, that nothing tells apart, were entered twice or renewed too early.",
        source: "SES-27 ; déduit",
        bad: "<action><modalites-entrees-sorties>1</modalites-entrees-sorties><session numero=\"S1\"><periode><debut>20270101</debut><fin>20271231</fin></periode></session><session numero=\"S2\"><periode><debut>20270601</debut><fin>20280531</fin></periode></session></action>",
        good: "<action><modalites-entrees-sorties>1</modalites-entrees-sorties><session numero=\"S1\"><periode><debut>20270101</debut><fin>20271231</fin></periode></session><session numero=\"S2\"><periode><debut>20280101</debut><fin>20281231</fin></periode></session></action>",
    }
}

/// Is the session certainly over before that day?
fn is_over(session: &Session<'_>, day: NaiveDate) -> bool {
    session.fin().and_then(PartialDate::latest).is_some_and(|latest| latest < day)
}

fn sessions<'f>(formation: &'f Formation<'_>) -> impl Iterator<Item = &'f Session<'f>> {
    formation.actions.iter().flat_map(|action| &action.sessions)
}

fn ses22(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some(last) = sessions(formation.it).filter_map(Session::fin).max() else { return };
    let Some(as_of) = formation.as_of(out) else { return };
    if sessions(formation.it).all(|session| is_over(session, as_of)) {
        out.fault(formation.path.clone(), Args::new().told("fin", |lang| date(last, lang)));
    }
}

/// An offer is forgotten after so many months.
const FORGOTTEN: Months = Months::new(3);
/// It is so for certain after so many.
const LONG_FORGOTTEN: Months = Months::new(12);

fn ses23(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some((updated, day, place)) = last_update(formation.it, formation.path) else { return };
    if formation.is_formation_initiale() || sessions(formation.it).next().is_none() {
        return;
    }
    let Some(as_of) = formation.as_of(out) else { return };
    let is_older = |months| as_of.checked_sub_months(months).is_some_and(|limit| day < limit);
    let may_be_entered = |(action, session): (&Action<'_>, &Session<'_>)| {
        let has_begun = session.debut().and_then(PartialDate::latest).is_some_and(|latest| latest <= as_of);
        !is_over(session, as_of) && (!has_begun || action.is_permanente() != Some(false))
    };
    let each = || {
        formation
            .actions
            .iter()
            .flat_map(|action| action.sessions.iter().map(move |session| (action, session)))
    };
    // When all are over, SES22 says so.
    let is_all_over = each().all(|(_, session)| is_over(session, as_of));
    if is_all_over || each().any(may_be_entered) || !is_older(FORGOTTEN) {
        return;
    }
    let args = Args::new().told("maj", |lang| date(updated, lang));
    let at_most = if is_older(LONG_FORGOTTEN) { Severity::Error } else { Severity::Info };
    out.fault(place, args).value(updated.to_string()).at_most(at_most);
}

/// The last update of a formation and of what it holds, the last day that it can be, and where it is told.
fn last_update(formation: &Formation<'_>, path: &OfferPath) -> Option<(PartialDate, NaiveDate, OfferPath)> {
    let read = |datemaj: &Option<crate::Checked<'_, PartialDate>>, path: OfferPath| {
        let date = datemaj.as_ref()?.get()?;
        Some((date, date.latest()?, path.child("@datemaj")))
    };
    let actions = (1..).zip(&formation.actions);
    let below = actions.flat_map(|(rank, action)| {
        let path = path.nth("action", rank);
        let sessions = (1..).zip(&action.sessions).map({
            let path = path.clone();
            move |(rank, session)| (&session.datemaj, path.nth("session", rank))
        });
        std::iter::once((&action.datemaj, path)).chain(sessions)
    });
    let all = std::iter::once((&formation.datemaj, path.clone())).chain(below);
    // Of several the same, the first is the highest.
    all.filter_map(|(datemaj, path)| read(datemaj, path))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn ses24(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let is_fixed = session.action.is_some_and(|action| action.is_permanente() == Some(false));
    if is_fixed && session.fin().is_some_and(|fin| fin.precision() == Precision::UnknownEnd) {
        out.fault(session.path.child("periode").child("fin"), Args::new()).value("99999999");
    }
}

/// A permanent session is to be renewed so many days before its end.
const RENEWAL: Days = Days::new(60);

fn ses25(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.is_permanente() != Some(true) {
        return;
    }
    // What ends last, or may go on for ever, is what is left to enter.
    let ends =
        || (1..).zip(&action.sessions).filter_map(|(rank, session)| Some((rank, session, session.fin()?)));
    let Some((rank, session, fin)) = ends().max_by_key(|(_, _, fin)| *fin) else { return };
    let (Some(earliest), Some(latest)) = (fin.earliest(), fin.latest()) else { return };
    if ends().count() < action.sessions.len() || ends().any(|(_, _, fin)| fin.latest().is_none()) {
        return;
    }
    let Some(as_of) = action.as_of(out) else { return };
    if earliest >= as_of && as_of.checked_add_days(RENEWAL).is_some_and(|limit| latest <= limit) {
        let place = action.path.nth("session", rank).child("periode").child("fin");
        let args = Args::new().told("fin", |lang| date(fin, lang));
        out.fault(place, args).value(fin.to_string()).session = numero(session);
    }
}

/// A session that is over is of no use after so many months.
const USELESS: Months = Months::new(6);

fn ses26(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let Some(fin) = session.fin().filter(|fin| fin.latest().is_some()) else { return };
    let Some(limit) = session.as_of(out).and_then(|as_of| as_of.checked_sub_months(USELESS)) else { return };
    if is_over(session, limit) {
        let args = Args::new().told("fin", |lang| date(fin, lang));
        out.fault(session.path.child("periode").child("fin"), args).value(fin.to_string());
    }
}

fn ses27(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.sessions.len() < 2 || action.is_permanente() != Some(true) {
        return;
    }
    let mut dated: Vec<_> = (1..)
        .zip(&action.sessions)
        .filter_map(|(rank, session)| {
            Some((session.debut()?.latest()?, session.fin()?.earliest()?, rank, session))
        })
        .collect();
    dated.sort_by_key(|(debut, _, rank, _)| (*debut, *rank));
    // Of those that have begun, the one that ends last is compared with the next.
    let mut longest: Option<(NaiveDate, NaiveDate, u32, &Session<'_>)> = None;
    for next in dated {
        let (debut, fin, rank, session) = next;
        if let Some((first, last, other, twin)) = longest {
            // EDOF refuses the same dates: SES09 says so there.
            let is_told = action.conditions.profile == Profile::Edof && (first, last) == (debut, fin);
            // One day in common is a renewal.
            if debut < last && debut < fin && !is_told && super::nombre::is_same(twin, session) {
                let args = Args::new()
                    .told("debut", |lang| crate::vocabulary::day(debut, lang))
                    .told("fin", |lang| crate::vocabulary::day(last, lang));
                let what = Bilingual::new("l'autre session permanente", "the other permanent session");
                out.fault(action.path.nth("session", rank).child("periode"), args)
                    .related(action.path.nth("session", other), what)
                    .session = numero(session);
            }
        }
        if longest.is_none_or(|(_, last, _, _)| fin > last) {
            longest = Some(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Bloc, Extra, Extras, Formation, Periode, Profile, Session, Severity, rules::testing::found,
    };

    fn session(debut: &'static str, fin: &'static str) -> Session<'static> {
        Session::default().periode(Periode::default().debut(debut).fin(fin))
    }

    fn action(modalites: &'static str, dates: &[(&'static str, &'static str)]) -> Action<'static> {
        let action = Action::default().modalites_entrees_sorties(modalites);
        dates.iter().fold(action, |action, (debut, fin)| action.session(session(debut, fin)))
    }

    fn formation(modalites: &'static str, dates: &[(&'static str, &'static str)]) -> Formation<'static> {
        Formation::default().action(action(modalites, dates))
    }

    const OVER: (&str, &str) = ("20260105", "20260626");
    const BEGUN: (&str, &str) = ("20260901", "20270625");
    const TO_COME: (&str, &str) = ("20270104", "20270625");

    #[test]
    fn every_session_is_over() {
        let ses22 = |dates: &[_]| found(&formation("0", dates), Profile::Lheo, "SES22");
        assert_eq!(ses22(&[OVER, OVER]), [(String::new(), Severity::Warning)]);
        assert!(ses22(&[OVER, BEGUN]).is_empty());
        assert!(ses22(&[OVER, ("20260105", "99999999")]).is_empty());
        assert!(ses22(&[("20260105", "20261100")]).is_empty());
        assert!(ses22(&[("20260105", "20261123")]).is_empty());
        assert!(ses22(&[]).is_empty());
        let half_known = formation("0", &[OVER]).action(Action::default().session(Session::default()));
        assert!(found(&half_known, Profile::Lheo, "SES22").is_empty());
    }

    #[test]
    fn offers_that_are_forgotten() {
        let ses23 = |modalites, dates: &[_], maj| {
            let formation = formation(modalites, dates).datemaj(maj);
            found(&formation, Profile::Lheo, "SES23").first().map(|(_, severity)| *severity)
        };
        assert_eq!(ses23("0", &[BEGUN], "20251001"), Some(Severity::Warning));
        assert_eq!(ses23("0", &[BEGUN], "20260801"), Some(Severity::Info));
        assert_eq!(ses23("0", &[OVER, BEGUN], "20260801"), Some(Severity::Info));
        for (modalites, dates, maj) in [
            ("0", vec![BEGUN], "20260901"),
            ("0", vec![BEGUN], "00000000"),
            ("0", vec![BEGUN, TO_COME], "20251001"),
            ("0", vec![("00000000", "20270625")], "20251001"),
            ("0", vec![OVER], "20251001"),
            ("1", vec![BEGUN], "20251001"),
            ("?", vec![BEGUN], "20251001"),
            ("0", vec![], "20251001"),
        ] {
            assert_eq!(ses23(modalites, &dates, maj), None, "{modalites} {dates:?} {maj}");
        }
        let mut updated = formation("0", &[BEGUN]).datemaj("20251001");
        updated.actions[0].sessions[0].datemaj = Some(crate::Checked::new("20260301"));
        let place = "action[1]/session[1]/@datemaj".to_owned();
        assert_eq!(found(&updated, Profile::Lheo, "SES23"), [(place, Severity::Info)]);

        let extra = Extra::default().info("formation-initiale").valeur("1");
        let initiale = action("0", &[BEGUN]).extras(Extras::default().info("type-formation").extra(extra));
        let initiale = Formation::default().datemaj("20251001").action(initiale);
        assert!(found(&initiale, Profile::Lheo, "SES23").is_empty());
    }

    #[test]
    fn fixed_dates_have_an_end() {
        let ses24 =
            |modalites, fin| found(&formation(modalites, &[("20270104", fin)]), Profile::Lheo, "SES24").len();
        assert_eq!(ses24("0", "99999999"), 1);
        assert_eq!(ses24("1", "99999999") + ses24("0", "20270600") + ses24("0", "00000000"), 0);
    }

    #[test]
    fn permanent_sessions_are_renewed() {
        let ses25 = |modalites, dates: &[_]| found(&formation(modalites, dates), Profile::Lheo, "SES25");
        let place = "action[1]/session[1]/periode/fin".to_owned();
        assert_eq!(ses25("1", &[("20260101", "20261231")]), [(place, Severity::Info)]);
        assert!(ses25("0", &[("20260101", "20261231")]).is_empty());
        assert!(ses25("1", &[("20260101", "20270131")]).is_empty());
        assert!(ses25("1", &[("20260101", "20261101")]).is_empty());
        assert!(ses25("1", &[("20260101", "20261231"), ("20270101", "20271231")]).is_empty());
        assert!(ses25("1", &[("20260101", "20261231"), ("20270101", "99999999")]).is_empty());
        assert!(ses25("1", &[("20260101", "20260000")]).is_empty());
    }

    #[test]
    fn sessions_that_are_long_over() {
        let ses26 = |fin| found(&formation("0", &[("20250901", fin)]), Profile::Lheo, "SES26").len();
        assert_eq!(ses26("20260430"), 1);
        assert_eq!(ses26("20260400"), 1);
        assert_eq!(ses26("20260600") + ses26("20260523") + ses26("99999999"), 0);
    }

    #[test]
    fn permanent_sessions_overlap() {
        let ses27 = |dates: &[_]| found(&formation("1", dates), Profile::Lheo, "SES27");
        let place = "action[1]/session[2]/periode".to_owned();
        assert_eq!(
            ses27(&[("20270101", "20271231"), ("20270601", "20280531")]),
            [(place.clone(), Severity::Warning)]
        );
        let inside = [("20270101", "20271231"), ("20270201", "20270301"), ("20270401", "20270501")];
        assert_eq!(ses27(&inside).len(), 2);
        assert!(ses27(&[("20270101", "20271231"), ("20271231", "20281231")]).is_empty());
        assert!(ses27(&[("20270101", "99999999"), ("20270601", "20280531")]).is_empty());
        assert!(ses27(&[("20270101", "20270600"), ("20270600", "20280531")]).is_empty());
        let fixed = formation("0", &[("20270101", "20271231"), ("20270601", "20280531")]);
        assert!(found(&fixed, Profile::Lheo, "SES27").is_empty());

        let twins = formation("1", &[("20270101", "20271231"), ("20270101", "20271231")]);
        assert_eq!(found(&twins, Profile::Lheo, "SES27"), [(place, Severity::Warning)]);
        assert!(found(&twins, Profile::Edof, "SES27").is_empty());
        assert_eq!(found(&twins, Profile::Edof, "SES09").len(), 1);

        let mut parts = twins;
        for (session, code) in parts.actions[0].sessions.iter_mut().zip(["RNCP38713BC01", "RNCP38713BC02"]) {
            *session = std::mem::take(session).bloc(Bloc::default().code(code));
        }
        assert!(found(&parts, Profile::Lheo, "SES27").is_empty());
    }
}
