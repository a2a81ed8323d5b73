//! Whether what a session says of its state agrees with its dates.

use chrono::{Months, NaiveDate};

use super::{date, numero};
use crate::{
    Action, Args, Bilingual, EtatRecrutement, OfferFinding, OfferPath, PartialDate, Session, Severity,
    extras::offre_info::{ACTION_PERIMEE, SESSION_PERIMEE},
    rules::{Scope, Verdicts, alternance, macros::family},
    vocabulary::phrase,
};

family! {
    SES11 "recrutement-ouvert-trop-tard" [W W W W] Inferred Session(ses11) {
        title: "Un recrutement encore ouvert quand il n'est plus temps" / "A recruitment still open when it is too late",
        message: "le recrutement est dit ouvert, alors que {constat}" / "the recruitment is said to be open, though {constat}",
        helps: ["passez <etat-recrutement> à 2 (fermé), ou corrigez les dates" / "set <etat-recrutement> to 2 (closed), or correct the dates"],
        why: "Des conseillers orientent des personnes vers une session où l'on ne peut plus entrer. Une session commencée peut encore accueillir : ce n'est alors qu'une information, donnée après trois mois quand elle est en alternance." / "Advisers send people to a session that cannot be entered any more. A session that has begun may still take people in: it is then only for information, given after three months when it is on a work contract.",
        source: "SES-11 ; déduit des définitions de etat-recrutement et periode-inscription",
        bad: "<session><periode><debut>20260105</debut><fin>20260626</fin></periode><etat-recrutement>1</etat-recrutement></session>",
        good: "<session><periode><debut>20260105</debut><fin>20260626</fin></periode><etat-recrutement>2</etat-recrutement></session>",
    }
    SES13 "indicateur-de-peremption" [W W W W] Partial Action(ses13) {
        title: "L'indicateur de péremption contredit les dates" / "The flag of staleness contradicts the dates",
        message: "{indicateur} vaut {value}, alors que {constat}" / "{indicateur} is {value}, though {constat}",
        helps: ["corrigez les dates, ou l'indicateur" / "correct the dates, or the flag"],
        why: "Ce qui est marqué périmé n'est plus à montrer : une session à venir disparaît, une session finie reste affichée." / "What is marked stale is not to be shown any more: a session to come vanishes, or one that is over stays on display.",
        source: "SES-13 ; extras session-perimee et action-perimee des flux nationaux",
        bad: "<session><periode><debut>20270104</debut><fin>20270625</fin></periode><extras info=\"session-perimee\"><extra info=\"session-perimee\">1</extra></extras></session>",
        good: "<session><periode><debut>20270104</debut><fin>20270625</fin></periode><extras info=\"session-perimee\"><extra info=\"session-perimee\">0</extra></extras></session>",
    }
    SES15 "inscriptions-hors-session" [W W W W] Partial Session(ses15) {
        title: "La période d'inscription ne va pas avec la session" / "The period of enrolment does not go with the session",
        message: "les inscriptions se terminent le {fin}, {constat}" / "enrolment ends on {fin}, {constat}",
        helps: ["vérifiez l'année de chaque date" / "check the year of each date"],
        why: "On s'inscrit avant d'entrer : une période d'inscription à l'envers, ou qui dépasse la fin d'une session à dates fixes, est une faute de saisie." / "People enrol before they enter: a period of enrolment that is reversed, or goes past the end of a session on fixed dates, was mistyped.",
        source: "SES-15 ; LHEO, élément periode-inscription",
        bad: "<session><periode-inscription><periode><debut>20261130</debut><fin>20260930</fin></periode></periode-inscription></session>",
        good: "<session><periode-inscription><periode><debut>20260930</debut><fin>20261130</fin></periode></periode-inscription></session>",
    }
}

fn ses11(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let is_open =
        session.etat_recrutement.as_ref().is_some_and(|etat| etat.get() == Some(EtatRecrutement::Ouvert));
    if !is_open {
        return;
    }
    let Some(as_of) = session.as_of(out) else { return };
    let inscription = session.periode_inscription.as_ref().and_then(|periode| periode.fin.as_ref()?.get());
    let ended = session.fin().filter(|fin| is_past(*fin, as_of));
    let closed = inscription.filter(|fin| is_past(*fin, as_of));
    let (words, day, at_most) = if let Some(fin) = ended {
        let words = Bilingual::new("la session s'est terminée le {date}", "the session ended on {date}");
        (words, fin, Severity::Error)
    } else if let Some(fin) = closed {
        let words = Bilingual::new("les inscriptions ont pris fin le {date}", "enrolment ended on {date}");
        (words, fin, Severity::Error)
    } else if let Some(debut) = begun(session, as_of) {
        let words = Bilingual::new("la session a commencé le {date}", "the session began on {date}");
        (words, debut, Severity::Info)
    } else {
        return;
    };
    let args =
        Args::new().told("constat", |lang| phrase(words, &Args::new().text("date", date(day, lang)), lang));
    out.fault(session.path.child("etat-recrutement"), args).value("1").at_most(at_most);
}

/// The start of a session on fixed dates where it is too late to enter: a contract may start within three months.
fn begun(session: &Scope<'_, Session<'_>>, as_of: NaiveDate) -> Option<PartialDate> {
    let action = session.action.filter(|action| action.is_permanente() == Some(false))?;
    let tolerance = Months::new(if alternance::may_be(action) { 3 } else { 0 });
    let is_begun = |debut: &PartialDate| {
        debut.latest().and_then(|day| day.checked_add_months(tolerance)).is_some_and(|day| day < as_of)
    };
    session.debut().filter(|debut| !session.is_formation_initiale() && is_begun(debut))
}

/// Is all that this date can be before that day?
fn is_past(date: PartialDate, day: NaiveDate) -> bool {
    date.latest().is_some_and(|latest| latest < day)
}

fn ses13(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    for (rank, session) in (1..).zip(&action.sessions) {
        // Most sessions say nothing: their place is not worked out.
        if session.extras.is_empty() {
            continue;
        }
        let path = action.path.nth("session", rank);
        let Some((value, place)) = SESSION_PERIMEE.text(session, &path) else {
            continue;
        };
        let Some(as_of) = action.as_of(out) else { return };
        let (words, day) = match value {
            "1" => (TO_COME, session.debut().filter(|debut| is_to_come(*debut, as_of))),
            "0" => {
                let words =
                    Bilingual::new("la session s'est terminée le {date}", "the session ended on {date}");
                (words, session.fin().filter(|fin| is_past(*fin, as_of)))
            }
            _ => continue,
        };
        if let Some(day) = day {
            contradicted("session-perimee", value, words, day, place, out).session = numero(session);
        }
    }
    // Real flows leave an action at 0 whose sessions are all out of date: only 1 is judged.
    for (place, extra) in ACTION_PERIMEE.located(action.it, action.path) {
        let Some(value) = extra.text().filter(|value| *value == "1") else { continue };
        let Some(as_of) = action.as_of(out) else { return };
        let to_come =
            action.sessions.iter().filter_map(Session::debut).find(|debut| is_to_come(*debut, as_of));
        if let Some(debut) = to_come {
            contradicted("action-perimee", value, TO_COME, debut, place, out);
        }
    }
}

const TO_COME: Bilingual = Bilingual::new("une session commence le {date}", "a session starts on {date}");

/// Is all that this date can be after that day? What has begun may well be out of date for those who would enter: only what
/// is to come contradicts it.
fn is_to_come(date: PartialDate, day: NaiveDate) -> bool {
    date.earliest().is_some_and(|earliest| earliest > day)
}

fn contradicted<'v>(
    name: &'static str,
    value: &str,
    words: Bilingual,
    day: PartialDate,
    place: OfferPath,
    out: &'v mut Verdicts,
) -> &'v mut OfferFinding {
    let args = Args::new()
        .text("indicateur", name)
        .text("value", value.to_owned())
        .told("constat", |lang| phrase(words, &Args::new().text("date", date(day, lang)), lang));
    out.fault(place, args).value(value)
}

fn ses15(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let Some(periode) = &session.periode_inscription else { return };
    let bound =
        |bound: &Option<crate::Checked<'_, PartialDate>>| bound.as_ref().and_then(crate::Checked::get);
    let (debut, Some(fin)) = (bound(&periode.debut), bound(&periode.fin)) else { return };
    let is_fixed = session.action.is_some_and(|action| action.is_permanente() == Some(false));
    let (words, other) = if let Some(debut) = debut.filter(|debut| fin.certainly_before(*debut)) {
        let words = Bilingual::new("avant d'avoir commencé, le {date}", "before it starts, on {date}");
        (words, debut)
    } else if let Some(last) = session.fin().filter(|last| is_fixed && last.certainly_before(fin)) {
        (
            Bilingual::new(
                "alors que la session se termine avant, le {date}",
                "though the session is over before, on {date}",
            ),
            last,
        )
    } else {
        return;
    };
    let args = Args::new()
        .told("fin", |lang| date(fin, lang))
        .told("constat", |lang| phrase(words, &Args::new().text("date", date(other, lang)), lang));
    let place = session.path.child("periode-inscription").child("periode").child("fin");
    out.fault(place, args).value(fin.to_string());
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Extra, Extras, Formation, Periode, Profile, Session, Severity, rules::testing::found,
    };

    fn dated(debut: &'static str, fin: &'static str) -> Session<'static> {
        Session::default().periode(Periode::default().debut(debut).fin(fin))
    }

    fn in_action(action: Action<'static>, session: Session<'static>) -> Formation<'static> {
        Formation::default().action(action.session(session))
    }

    fn fixed() -> Action<'static> {
        Action::default().modalites_entrees_sorties("0")
    }

    fn flag(group: &'static str, name: &'static str, value: &'static str) -> Extras<'static> {
        Extras::default().info(group).extra(Extra::default().info(name).valeur(value))
    }

    fn ses11(action: Action<'static>, session: Session<'static>) -> Option<Severity> {
        let found = found(&in_action(action, session), Profile::Lheo, "SES11");
        assert!(found.iter().all(|(place, _)| place == "action[1]/session[1]/etat-recrutement"));
        found.first().map(|(_, severity)| *severity)
    }

    #[test]
    fn recruitment_is_open_too_late() {
        let open = |debut, fin| dated(debut, fin).etat_recrutement("1");
        assert_eq!(ses11(fixed(), open("20260105", "20260626")), Some(Severity::Warning));
        assert_eq!(ses11(fixed(), open("20260105", "20260626").etat_recrutement("2")), None);
        assert_eq!(ses11(fixed(), open("20261101", "20270626")), Some(Severity::Info));
        assert_eq!(ses11(fixed(), open("20261100", "20270626")), None);
        assert_eq!(ses11(fixed(), open("20261123", "20270626")), None);
        let permanent = || Action::default().modalites_entrees_sorties("1");
        assert_eq!(ses11(permanent(), open("20260101", "20261231")), None);
        assert_eq!(ses11(permanent(), open("20260101", "99999999")), None);
        assert_eq!(ses11(permanent(), open("20250101", "20251231")), Some(Severity::Warning));

        let inscription = Periode::default().debut("20260901").fin("20261031");
        let closed = || open("20270104", "20270625").periode_inscription(inscription.clone());
        assert_eq!(ses11(fixed(), closed()), Some(Severity::Warning));

        let apprentis = || fixed().extras(flag("dispositif", "contrat-apprentissage", "1"));
        assert_eq!(ses11(apprentis(), open("20260901", "20280630")), None);
        assert_eq!(ses11(apprentis(), open("20260801", "20280630")), Some(Severity::Info));
        let initiale = fixed().extras(flag("type-formation", "formation-initiale", "1"));
        assert_eq!(ses11(initiale, open("20250901", "20270630")), None);
    }

    #[test]
    fn flags_of_staleness() {
        let flagged = |debut, fin, value| {
            let session = dated(debut, fin).extras(flag("session-perimee", "session-perimee", value));
            found(&in_action(fixed(), session), Profile::OffreInfo, "SES13")
        };
        let place = "action[1]/session[1]/extras[1]/extra[1]".to_owned();
        assert_eq!(flagged("20270104", "20270625", "1"), [(place.clone(), Severity::Warning)]);
        assert_eq!(flagged("20260104", "20260625", "0"), [(place, Severity::Warning)]);
        for (debut, fin, value) in [
            ("20171030", "20180601", "1"),
            ("20260901", "20270601", "1"),
            ("20270104", "20270625", "0"),
            ("20260104", "99999999", "0"),
            ("20260104", "20261100", "0"),
            ("20270104", "20270625", "?"),
        ] {
            assert!(flagged(debut, fin, value).is_empty(), "{debut} {fin} {value}");
        }

        let action = |value| fixed().extras(flag("type-action", "action-perimee", value));
        let formation =
            |value, session| in_action(action(value).session(dated("20250104", "20250625")), session);
        let place = "action[1]/extras[1]/extra[1]".to_owned();
        let to_come = formation("1", dated("20270104", "20270625"));
        assert_eq!(found(&to_come, Profile::Lheo, "SES13"), [(place, Severity::Warning)]);
        assert!(found(&formation("0", dated("20260104", "20260625")), Profile::Lheo, "SES13").is_empty());
        assert!(found(&formation("1", dated("20260104", "20260625")), Profile::Lheo, "SES13").is_empty());
        assert!(found(&formation("0", dated("20270104", "20270625")), Profile::Lheo, "SES13").is_empty());
    }

    #[test]
    fn enrolment_goes_with_the_session() {
        let enrolled = |action, debut, fin| {
            let inscription = Periode::default().debut(debut).fin(fin);
            let session = dated("20270104", "20270625").periode_inscription(inscription);
            found(&in_action(action, session), Profile::Lheo, "SES15").len()
        };
        assert_eq!(enrolled(fixed(), "20261130", "20260930"), 1);
        assert_eq!(enrolled(fixed(), "20260930", "20270626"), 1);
        assert_eq!(enrolled(fixed(), "20260930", "20270625"), 0);
        assert_eq!(enrolled(fixed(), "20260930", "99999999"), 0);
        assert_eq!(enrolled(fixed(), "00000000", "20270600"), 0);
        assert_eq!(enrolled(Action::default().modalites_entrees_sorties("1"), "20260930", "20280101"), 0);
        assert_eq!(enrolled(Action::default(), "20260930", "20280101"), 0);
    }

    #[test]
    fn without_a_date_they_are_not_evaluated() {
        let conditions = crate::Conditions::default();
        let rules = crate::RuleSet::of(Profile::Lheo);
        let open = in_action(fixed(), dated("20260105", "20260626").etat_recrutement("1"));
        let judgement = crate::judge(&open, &rules, &conditions);
        assert!(
            judgement
                .lacunes
                .iter()
                .any(|(rule, why, _)| rule.code == "SES11" && *why == crate::Lacune::Date)
        );
    }
}
