//! Sessions and their dates.

use super::{Scope, Verdicts, catalogue::entries, macros::family};
use crate::{Args, Lang, PartialDate, Session};

family! {
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
}

fn ses02(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let (Some(debut), Some(fin)) = (session.debut(), session.fin()) else { return };
    if fin.certainly_before(debut) {
        let place = session.path.child("periode").child("fin");
        let related = session.path.child("periode").child("debut");
        out.fault(place, dates(debut, fin))
            .value(fin.to_string())
            .related(related, crate::Bilingual::new("début", "start"));
    }
}

/// The two dates, as people write them.
fn dates(debut: PartialDate, fin: PartialDate) -> Args {
    Args::new().told("debut", |lang| date(debut, lang)).told("fin", |lang| date(fin, lang))
}

/// A date as people write it, or as it stands when it is known in part.
fn date(date: PartialDate, lang: Lang) -> String {
    date.day().map_or_else(|| date.to_string(), |day| crate::vocabulary::day(day, lang))
}

entries! {
    "SES-02": "le début précède la fin" / "the start comes before the end" => Rules["SES02"],
}
