//! When things were made and changed.

use chrono::NaiveDate;

use crate::{
    Args, Bilingual, Checked, Formation, Lang, OfferPath, PartialDate, Session,
    rules::{Lacune, Scope, Verdicts, macros::family},
    vocabulary::day,
};

family! {
    IDN08 "datemaj-impossible" [W W W W] Partial Formation(idn08) {
        title: "Dates de création et de mise à jour" / "Dates of creation and update",
        message: "{attribut} du {date} : {constat}" / "{attribut} of {date}: {constat}",
        helps: ["mettez la date de la dernière modification, ou 00000000 si elle est inconnue" / "write the date of the last change, or 00000000 when it is unknown"],
        why: "La date de mise à jour dit aux lecteurs du flux quoi relire. Antérieure à la création ou postérieure à l'export, elle est fausse, et la mise à jour risque de ne pas être lue. 00000000 veut dire inconnue." / "The date of update tells readers of the flow what to read again. Before the creation or after the export it is false, and the update may not be read. 00000000 means unknown.",
        source: "IDN-08 ; attributs datecrea et datemaj de LHEO",
        bad: "<session numero=\"21_123456\" datecrea=\"20260105\" datemaj=\"20251102\"/>",
        good: "<session numero=\"21_123456\" datecrea=\"20260105\" datemaj=\"20260105\"/>",
    }
    IDN09 "session-sans-numero" [I E - E] Evidenced Session(idn09) {
        title: "Session sans numéro" / "Session without a number",
        message: "la session n'a pas de numéro : elle ne peut pas être retrouvée dans les échanges" / "the session has no number: it cannot be found in the exchanges",
        helps: ["donnez à la session son numéro (le « numéro du S »), qui ne change plus ensuite" / "give the session its number (the number of the S), which does not change afterwards"],
        why: "Le numéro de la session et le SIRET sont ensemble la clé d'échange avec Pôle emploi et les autres sites. LHEO n'oblige pas à le donner ; la formation initiale, qui n'est prescrite par personne, s'en passe." / "The session number and the SIRET together are the key of the exchange with Pôle emploi and the other sites. LHEO does not force to give it; initial training, which nobody prescribes, does without.",
        source: "slides 8 et 11 ; règle ajoutée (IDN-09)",
        bad: "<session numero=\" \"/>",
        good: "<session numero=\"21_123456\"/>",
    }
}

type Attribut<'s> = &'s Option<Checked<'s, PartialDate>>;

/// A level of the offer that bears both dates.
struct Niveau<'s> {
    path: OfferPath,
    datecrea: Attribut<'s>,
    datemaj: Attribut<'s>,
    action: Option<&'s str>,
    session: Option<&'s str>,
}

fn idn08(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Formation { datecrea, datemaj, .. } = formation.it;
    let top = Niveau { path: formation.path.clone(), datecrea, datemaj, action: None, session: None };
    compare(&top, formation, out);
    for (rank, action) in (1..).zip(&formation.actions) {
        let path = formation.path.nth("action", rank);
        let name = action.numero.as_deref();
        let of = Niveau {
            datecrea: &action.datecrea,
            datemaj: &action.datemaj,
            path,
            action: name,
            session: None,
        };
        compare(&of, formation, out);
        for (rank, session) in (1..).zip(&action.sessions) {
            let of = Niveau {
                path: of.path.nth("session", rank),
                datecrea: &session.datecrea,
                datemaj: &session.datemaj,
                action: name,
                session: session.numero.as_deref(),
            };
            compare(&of, formation, out);
        }
    }
}

fn compare(niveau: &Niveau<'_>, formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let read = |attribut: Attribut<'_>| attribut.as_ref().and_then(Checked::get);
    let (datecrea, datemaj) = (read(niveau.datecrea), read(niveau.datemaj));
    let (attribut, date, constat, related) = match (datecrea, datemaj) {
        (Some(crea), Some(maj)) if maj.certainly_before(crea) => {
            let words = Bilingual::new("avant la création, le ", "before the creation, on ");
            ("datemaj", maj, told(words, shown(crea)), Some("@datecrea"))
        }
        (None, None) => return,
        _ => {
            let (words, limit) = match (formation.conditions.export, formation.conditions.as_of) {
                (Some(export), _) => (Bilingual::new("après l'export, le ", "after the export, on "), export),
                (None, Some(as_of)) => {
                    (Bilingual::new("dans le futur, au vu de la date du ", "in the future, as of "), as_of)
                }
                (None, None) => return out.lacune(Lacune::Date),
            };
            let is_later = |date: &PartialDate| date.earliest().is_some_and(|first| first > limit);
            let late = |name, date: Option<PartialDate>| date.filter(is_later).map(|date| (name, date));
            let Some((name, date)) = late("datemaj", datemaj).or(late("datecrea", datecrea)) else { return };
            (name, date, told(words, move |lang| day(limit, lang)), None)
        }
    };
    let (place, other) = if attribut == "datemaj" { ("@datemaj", related) } else { ("@datecrea", related) };
    let args = Args::new()
        .text("attribut", attribut)
        .told("date", shown(date))
        .with("constat", crate::Arg::Told(Box::new(constat)));
    let finding = out.fault(niveau.path.child(place), args).value(date.to_string());
    finding.action = niveau.action.map(str::to_owned);
    finding.session = niveau.session.map(str::to_owned);
    if let Some(other) = other {
        finding.related(niveau.path.child(other), Bilingual::new("la création", "the creation"));
    }
}

/// A date as people write it, or as it stands when it is known in part.
fn shown(date: PartialDate) -> impl Fn(Lang) -> String {
    move |lang| date.day().map_or_else(|| date.to_string(), |known: NaiveDate| day(known, lang))
}

fn told(words: Bilingual, date: impl Fn(Lang) -> String) -> [String; 2] {
    [Lang::Fr, Lang::En].map(|lang| {
        let words = Args::new().fill(words.get(lang), lang).unwrap_or_default();
        format!("{words}{}", date(lang))
    })
}

fn idn09(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let is_given = session.numero.as_deref().is_some_and(|numero| !numero.trim().is_empty());
    let is_elsewhere = session.is_formation_initiale() || super::is_onisep(session.formation, session.action);
    if !is_given && !is_elsewhere {
        out.fault(session.path.clone(), Args::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Conditions, Extra, Extras, Profile, RuleSet, Severity, judge,
        rules::testing::{conditions, found, judged},
    };

    fn of<'a>(datecrea: &'a str, datemaj: &'a str) -> Formation<'a> {
        let session = Session::default().numero("21_3").datecrea(datecrea).datemaj(datemaj);
        Formation::default().action(Action::default().numero("21_2").session(session))
    }

    #[test]
    fn creation_update_and_today_follow_one_another() {
        let place = |name: &str| [(format!("action[1]/session[1]/@{name}"), Severity::Warning)];
        assert_eq!(found(&of("20260105", "20251102"), Profile::Lheo, "IDN08"), place("datemaj"));
        assert_eq!(found(&of("20260105", "20261124"), Profile::Lheo, "IDN08"), place("datemaj"));
        assert_eq!(found(&of("20261124", "00000000"), Profile::Lheo, "IDN08"), place("datecrea"));
        for (datecrea, datemaj) in [
            ("20260105", "20260105"),
            ("20260105", "20261123"),
            ("20260105", "00000000"),
            ("00000000", "20260105"),
            ("20260105", "20260000"),
            ("20261100", "20261100"),
            ("20260105", "99999999"),
            ("20260105", "hier"),
        ] {
            assert_eq!(found(&of(datecrea, datemaj), Profile::Lheo, "IDN08"), [], "{datecrea} {datemaj}");
        }
        let formation = of("20260105", "20251102");
        let finding = &judged(&formation, &conditions(Profile::Lheo)).findings[0];
        assert_eq!((finding.action.as_deref(), finding.session.as_deref()), (Some("21_2"), Some("21_3")));
        assert!(finding.message(Lang::Fr).contains("avant la création, le 05/01/2026"));
    }

    #[test]
    fn the_export_comes_before_today() {
        let export = NaiveDate::from_ymd_opt(2026, 11, 1);
        let rules = RuleSet::of(Profile::Lheo);
        let formation = of("20260105", "20261102");
        let conditions = Conditions { export, ..Conditions::default() };
        assert_eq!(judge(&formation, &rules, &conditions).findings[0].rule.code, "IDN08");
        let judgement = judge(&formation, &rules, &Conditions::default());
        assert!(judgement.findings.iter().all(|finding| finding.rule.code != "IDN08"));
        assert!(judgement.lacunes.iter().any(|(rule, why, _)| rule.code == "IDN08" && *why == Lacune::Date));
    }

    #[test]
    fn a_session_without_a_number() {
        let place = |severity| [("action[1]/session[1]".to_owned(), severity)];
        let action = Action::default().session(Session::default());
        let formation = Formation::default().action(action.clone());
        assert_eq!(found(&formation, Profile::OffreInfo, "IDN09"), place(Severity::Error));
        assert_eq!(found(&formation, Profile::PaysDeLaLoire, "IDN09"), place(Severity::Error));
        assert_eq!(found(&formation, Profile::Lheo, "IDN09"), place(Severity::Info));
        assert_eq!(found(&formation, Profile::Edof, "IDN09"), [], "LHE41 says it");
        let initiale = Extras::default()
            .info("type-formation")
            .extra(Extra::default().info("formation-initiale").valeur("1"));
        let onisep = Extras::default().info("ACTION ONISEP");
        for extras in [initiale, onisep] {
            let formation = Formation::default().action(action.clone().extras(extras));
            assert_eq!(found(&formation, Profile::OffreInfo, "IDN09"), []);
        }
    }
}
