//! How dates are written, and their order.

use super::from_to;
use crate::{
    Args, Bilingual, OfferPath, PartialDate, Periode, Safety, Session,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    SES01 "date-illisible" [E E E E] Standard Value {
        title: "Une date s'écrit AAAAMMJJ" / "A date is written YYYYMMDD",
        message: "{element} {value} : {why}" / "{element} {value}: {why}",
        helps: ["{advice}" / "{advice}", "mettez 00 pour un jour ou un mois inconnu" / "write 00 for an unknown day or month"],
        why: "Les dates de LHEO ont huit chiffres : l'année, le mois, le jour. Ce qui n'est pas connu vaut zéro, et une fin inconnue s'écrit 99999999. Dans un attribut, que LHEO laisse libre, une date illisible empêche de suivre les mises à jour ; dans un élément, LHE25 le dit aussi." / "The dates of LHEO have eight digits: year, month, day. What is not known is zero, and an unknown end is 99999999. In an attribute, which LHEO leaves free, a date that cannot be read hides the updates; in an element, LHE25 says it too.",
        source: "SES-01 ; LHEO, type date",
        bad: "<formation datemaj=\"juillet 2026\"/>",
        good: "<formation datemaj=\"20260700\"/>",
    }
    SES02 "fin-avant-debut" [E E E E] Evidenced Session(ses02) {
        title: "Une session finit avant de commencer" / "A session ends before it starts",
        message: "la session commence le {debut} et finit le {fin}{anomalie}" / "the session starts on {debut} and ends on {fin}{anomalie}",
        helps: ["vérifiez l'année, ou si les deux dates sont inversées" / "check the year, or whether the two dates are swapped"],
        why: "Une période dont la fin précède le début ne peut pas avoir lieu : la session n'est affichée nulle part. Le texte de LHEO écrit la comparaison à l'envers ; c'est une coquille." / "A period that ends before it starts cannot take place: the session is shown nowhere. The text of LHEO writes the comparison the wrong way round; it is a misprint.",
        source: "SES-02 ; EDOF, anomalie 30020",
        edof: "30020",
        bad: "<session><periode><debut>20260901</debut><fin>20260831</fin></periode></session>",
        good: "<session><periode><debut>20260901</debut><fin>20260901</fin></periode></session>",
    }
    SES03 "date-inconnue-mal-ecrite" [W W W W] Standard Session(ses03) {
        title: "Une date inconnue ne s'écrit pas ainsi" / "An unknown date is not written so",
        message: "<{element}> vaut {value} : {quoi} s'écrit {attendu}" / "<{element}> is {value}: {quoi} is written {attendu}",
        helps: ["écrivez {attendu}, ou mieux, la date" / "write {attendu}, or better, the date"],
        why: "Un début inconnu s'écrit 00000000 et une fin inconnue 99999999, pour que l'ordre des dates reste vrai. L'inverse fait finir la session avant notre ère : des lecteurs la prennent pour terminée." / "An unknown start is 00000000 and an unknown end 99999999, so that dates stay in order. The other way round the session ends before our era: readers take it for over.",
        source: "SES-03 ; LHEO, éléments debut et fin",
        bad: "<session><periode><fin>00000000</fin></periode></session>",
        good: "<session><periode><fin>99999999</fin></periode></session>",
    }
    SES05 "date-impossible-ou-autre-forme" [E E E E] Standard Value {
        title: "Une date impossible, ou écrite autrement" / "A date that is impossible, or written otherwise",
        message: "{element} {value} : {why}" / "{element} {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Une date qui n'est pas au calendrier ne se compare à aucune autre : la session disparaît des recherches. Une date écrite à la française ou avec des tirets se comprend, mais les lecteurs attendent huit chiffres." / "A date that is not in the calendar cannot be compared: the session vanishes from searches. A date with slashes or hyphens is understood, but readers expect eight digits.",
        source: "SES-05 ; LHEO, type date",
        bad: "<session><periode><fin>20270631</fin></periode></session>",
        good: "<session><periode><fin>20270630</fin></periode></session>",
    }
    SES07 "session-sans-periode" [- - E -] Evidenced Session(ses07) {
        title: "Une session à dates fixes n'a pas de période" / "A session on fixed dates has no period",
        message: "l'action est à dates fixes, et la session n'a ni début ni fin" / "the action is on fixed dates, and the session has neither start nor end",
        helps: [
            "ajoutez <periode> avec <debut> et <fin>" / "add <periode> with <debut> and <fin>",
            "si l'on entre à tout moment, mettez <modalites-entrees-sorties> à 1" / "if people enter at any time, set <modalites-entrees-sorties> to 1",
        ],
        why: "EDOF accepte une session sans période quand les entrées sont permanentes ; à dates fixes, il faut les dates. LHEO, lui, demande toujours la période (LHE01)." / "EDOF takes a session without a period when entries are permanent; on fixed dates it needs the dates. LHEO always asks for the period (LHE01).",
        source: "SES-07 ; EDOF, deux éditeurs de catalogues le rapportent",
        bad: "<action><modalites-entrees-sorties>0</modalites-entrees-sorties><session/><session numero=\"S2\"><etat-recrutement>1</etat-recrutement></session></action>",
        good: "<action><modalites-entrees-sorties>0</modalites-entrees-sorties><session/><session numero=\"S2\"><periode><debut>20270301</debut><fin>20270302</fin></periode><etat-recrutement>1</etat-recrutement></session></action>",
    }
}

/// Dates that are further apart than this many days are not likely to be swapped.
const LONGEST_SWAP: i64 = 366;

fn ses02(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let (Some(debut), Some(fin)) = (session.debut(), session.fin()) else { return };
    if fin.certainly_before(debut) {
        let place = session.path.child("periode").child("fin");
        let related = session.path.child("periode").child("debut");
        let finding = out
            .fault(place, from_to(debut, fin))
            .value(fin.to_string())
            .related(related.clone(), Bilingual::new("début", "start"));
        // Both days are told, and not too far apart: the wrong year would be as likely.
        if let (Some(first), Some(last)) = (fin.day(), debut.day())
            && last - first <= chrono::TimeDelta::days(LONGEST_SWAP)
        {
            finding.replace(Safety::Suggested, debut.to_string()).replace_too(related, fin.to_string());
        }
    }
}

fn ses03(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let dates = session.path.child("periode");
    let inscription = session.path.child("periode-inscription").child("periode");
    for (periode, path) in [(&session.periode, dates), (&session.periode_inscription, inscription)] {
        if let Some(periode) = periode {
            unknown(periode, &path, out);
        }
    }
}

/// The bounds of a period that are the unknown value of the other bound.
fn unknown(periode: &Periode<'_>, path: &OfferPath, out: &mut Verdicts) {
    let (unknown_start, unknown_end) = (PartialDate::UNKNOWN, PartialDate::UNKNOWN_END);
    for (element, found, wrong, right, what) in [
        (
            "debut",
            &periode.debut,
            unknown_end,
            unknown_start,
            Bilingual::new("un début inconnu", "an unknown start"),
        ),
        (
            "fin",
            &periode.fin,
            unknown_start,
            unknown_end,
            Bilingual::new("une fin inconnue", "an unknown end"),
        ),
    ] {
        if found.as_ref().and_then(crate::Checked::get) == Some(wrong) {
            let args = Args::new()
                .text("element", element)
                .text("value", wrong.to_string())
                .words("quoi", what)
                .text("attendu", right.to_string());
            out.fault(path.child(element), args)
                .value(wrong.to_string())
                .replace(Safety::Suggested, right.to_string());
        }
    }
}

fn ses07(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let is_fixed = session.action.is_some_and(|action| action.is_permanente() == Some(false));
    if is_fixed && session.periode.is_none() {
        out.fault(session.path.clone(), Args::new());
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Formation, Periode, Profile, Session, Severity,
        rules::{
            testing::fired,
            testing::{conditions, found, judged},
        },
    };

    fn dated(debut: &str, fin: &str) -> Formation<'static> {
        let periode = Periode::default().debut(debut.to_owned()).fin(fin.to_owned());
        Formation::default().action(Action::default().session(Session::default().periode(periode)))
    }

    #[test]
    fn a_session_ends_after_it_starts() {
        let place = "action[1]/session[1]/periode/fin".to_owned();
        for profile in [Profile::Lheo, Profile::Edof] {
            let swapped = dated("20260901", "20260831");
            assert_eq!(found(&swapped, profile, "SES02"), [(place.clone(), Severity::Error)]);
        }
        let message = |profile| {
            let judgement = judged(&dated("20260901", "20260831"), &conditions(profile));
            let finding = judgement.findings.iter().find(|finding| finding.rule.code == "SES02").unwrap();
            finding.message(crate::Lang::Fr)
        };
        assert_eq!(message(Profile::Lheo), "la session commence le 01/09/2026 et finit le 31/08/2026");
        assert!(message(Profile::Edof).ends_with("(anomalie EDOF 30020)"));

        assert_eq!(found(&dated("20180900", "20180831"), Profile::Lheo, "SES02").len(), 1);
        for (debut, fin) in [
            ("20170900", "20180700"),
            ("20180900", "20180915"),
            ("20260901", "20260901"),
            ("00000000", "20260831"),
            ("20260901", "99999999"),
            ("20260901", "00000000"),
            ("20260931", "20260831"),
            ("", ""),
        ] {
            assert!(found(&dated(debut, fin), Profile::Lheo, "SES02").is_empty(), "{debut} {fin}");
        }
    }

    #[test]
    fn unknown_dates_have_their_own_values() {
        let wrong = dated("99999999", "00000000");
        let places = ["action[1]/session[1]/periode/debut", "action[1]/session[1]/periode/fin"];
        let expected: Vec<_> = places.map(|place| (place.to_owned(), Severity::Warning)).into();
        assert_eq!(found(&wrong, Profile::Lheo, "SES03"), expected);
        assert!(found(&dated("00000000", "99999999"), Profile::Lheo, "SES03").is_empty());

        let inscription = Periode::default().debut("20260101").fin("00000000");
        let session = Session::default().periode_inscription(inscription);
        let formation = Formation::default().action(Action::default().session(session));
        let place = "action[1]/session[1]/periode-inscription/periode/fin".to_owned();
        assert_eq!(found(&formation, Profile::OffreInfo, "SES03"), [(place, Severity::Warning)]);
    }

    #[test]
    fn dates_are_read_one_by_one() {
        let place = |bound: &str| format!("action[1]/session[1]/periode/{bound}");
        let found = found(&dated("20260931", "2026"), Profile::Lheo, "SES05");
        assert_eq!(found, [(place("debut"), Severity::Error)]);
        assert!(fired(&dated("20260931", "2026"), Profile::Lheo).contains(&("SES01", place("fin"))));
        let findings = judged(&dated("01/09/2026", "20260930"), &conditions(Profile::Lheo)).findings;
        let slashed = findings.into_iter().find(|finding| finding.rule.code == "SES05").unwrap();
        let written = slashed.replacement.map(|replacement| replacement.text);
        assert_eq!((slashed.severity, written.as_deref()), (Severity::Warning, Some("20260901")));
    }

    #[test]
    fn attributes_are_free_text_for_lheo() {
        let formation = Formation::default().datemaj("20260231").datecrea("hier");
        assert_eq!(found(&formation, Profile::Lheo, "SES05"), [("@datemaj".to_owned(), Severity::Warning)]);
        assert_eq!(found(&formation, Profile::Lheo, "SES01"), [("@datecrea".to_owned(), Severity::Warning)]);
        assert!(fired(&Formation::default().datemaj("00000000"), Profile::Lheo).is_empty());
    }

    #[test]
    fn edof_asks_for_dates_when_they_are_fixed() {
        let session = |modalites: &'static str| {
            let action = Action::default().modalites_entrees_sorties(modalites).session(Session::default());
            Formation::default().action(action)
        };
        let place = "action[1]/session[1]".to_owned();
        assert_eq!(found(&session("0"), Profile::Edof, "SES07"), [(place, Severity::Error)]);
        assert!(found(&session("1"), Profile::Edof, "SES07").is_empty());
        assert!(found(&session("?"), Profile::Edof, "SES07").is_empty());
        assert!(found(&session("0"), Profile::Lheo, "SES07").is_empty());
    }
}
