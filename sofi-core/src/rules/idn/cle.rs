//! Numbers over a whole feed.

use crate::{
    Args, Bilingual, Formation, Niveau, Numeros, OfferPath, Severity,
    cle::SEPARATOR,
    rules::{FeedCheck, FeedFinding, Group, Observation, Scope, Witness, macros::family},
};

family! {
    IDN06 "session-en-double" [E E E E] Partial Feed(FeedCheck { observe: idn06, judge }) {
        title: "Numéro de session en double" / "Duplicate session number",
        message: "session {numero} : {constat}" / "session {numero}: {constat}",
        helps: ["donnez à chaque session un numéro qui n'est qu'à elle, ou retirez le double" / "give each session a number of its own, or remove the duplicate"],
        why: "Les lecteurs du flux reconnaissent une session à ses trois numéros (formation, action, session) : de deux sessions qui les partagent, l'une écrase l'autre. Un même numéro de session chez deux organismes n'est qu'un avertissement. Les numéros d'Onisep ne sont pas jugés." / "Readers of the flow know a session by its three numbers (formation, action, session): of two that share them, one overwrites the other. One session number at two organisations is a warning only. The numbers of Onisep are not judged.",
        source: "IDN-06 ; clé « formation|action|session » d'un lecteur public, slide 8",
        bad: "<offres><formation numero=\"21_1001\"/><formation numero=\"21_1001\"/></offres>",
        good: "<offres><formation numero=\"21_1001\"/><formation numero=\"21_1002\"/></offres>",
    }
}

/// The two kinds of keys: that of a place, that of a session wherever it stands.
const TRIPLET: &str = "T";
const SESSION: &str = "S";

fn idn06(formation: &Scope<'_, Formation<'_>>, notes: &mut Vec<Observation>) {
    // The SIRET that is the other half of the key is that of the body that answers for the offer.
    let siret = formation.responsable.as_ref().and_then(|responsable| responsable.siret.as_ref()?.lenient());
    let numeros = Numeros::default().formation(formation.numero.as_deref()).siret(siret);
    for (rank, action) in (1..).zip(&formation.actions) {
        if super::is_onisep(formation.it, Some(action)) {
            continue;
        }
        let path = formation.path.nth("action", rank);
        let numeros = numeros.action(action.numero.as_deref());
        for (rank, session) in (1..).zip(&action.sessions) {
            let numeros = numeros.session(session.numero.as_deref());
            let place: OfferPath = path.nth("session", rank).child("@numero");
            if let Some(cle) = numeros.cle(Niveau::Session) {
                notes.push(Observation::new(format!("{TRIPLET}{SEPARATOR}{cle}"), "", place.clone()));
            }
            if let (Some(cle), Some(siret)) = (numeros.cle_mobile(Niveau::Session), siret) {
                notes.push(Observation::new(format!("{SESSION}{SEPARATOR}{cle}"), siret.to_string(), place));
            }
        }
    }
}

/// Each session but the first that bears the three numbers; each organisation but the first that bears the number.
fn judge(group: &mut Group<'_>) {
    let parts: Vec<&str> = group.key.split(SEPARATOR).collect();
    let numero = parts.last().copied().unwrap_or_default().to_owned();
    let Some(first) = group.witnesses.next() else { return };
    let mut last = first.mark.clone();
    for Witness { mark, at } in &mut *group.witnesses {
        let args = Args::new().text("numero", crate::finding::shown(&numero));
        if let [TRIPLET, formation, action, ..] = parts[..] {
            let constat = Bilingual::new(
                "une autre session du flux a les trois mêmes numéros (formation {formation}, action {action})",
                "another session of the feed has the same three numbers (formation {formation}, action {action})",
            );
            let numbers =
                Args::new().text("formation", formation.to_owned()).text("action", action.to_owned());
            let args = args.told("constat", |lang| crate::vocabulary::phrase(constat, &numbers, lang));
            (group.fault)(FeedFinding::new(at, first.at, args));
        } else if mark != last {
            let constat = Bilingual::new(
                "le SIRET {siret} et le SIRET {autre} donnent ce numéro à deux sessions",
                "SIRET {siret} and SIRET {autre} give this number to two sessions",
            );
            let sirets = Args::new().text("siret", mark.clone()).text("autre", first.mark.clone());
            let args = args.told("constat", |lang| crate::vocabulary::phrase(constat, &sirets, lang));
            (group.fault)(FeedFinding::new(at, first.at, args).at_most(Severity::Warning));
            last = mark;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Extras, Lang, Organisme, Profile, RuleSet, Session,
        rules::{
            Feed,
            testing::{conditions, judged},
        },
    };

    fn offer<'a>(f: &'a str, a: &'a str, s: &'a str, siret: &'a str) -> Formation<'a> {
        Formation::default()
            .numero(f)
            .responsable(Organisme::default().siret(siret))
            .action(Action::default().numero(a).session(Session::default().numero(s)))
    }

    fn found(formations: &[Formation<'_>]) -> Vec<(Severity, String)> {
        let mut feed = Feed::default();
        for formation in formations {
            feed.add(judged(formation, &conditions(Profile::OffreInfo)).observations);
        }
        let found = feed.finish(&RuleSet::of(Profile::OffreInfo)).into_iter();
        let found = found.filter(|(rule, ..)| rule.code == "IDN06");
        found
            .map(|(rule, severity, finding, note)| {
                assert_eq!(note.path.to_string(), "action[1]/session[1]/@numero");
                assert!(finding.related.is_some());
                (severity, rule.say(&finding.args, Lang::En))
            })
            .collect()
    }

    const ONE: &str = "81462226200032";
    const TWO: &str = "19511296600799";

    #[test]
    fn three_numbers_are_a_key() {
        let twice = [offer("21_1", "21_2", "3", ONE), offer("21_1", "21_2", "3", ONE)];
        let found_twice = found(&twice);
        assert_eq!(found_twice.len(), 1);
        assert_eq!(found_twice[0].0, Severity::Error);
        assert!(found_twice[0].1.contains("formation 21_1, action 21_2"), "{found_twice:?}");
        // The same number of session in another action, for the same body, is met in real feeds.
        assert_eq!(found(&[offer("21_1", "21_2", "3", ONE), offer("21_1", "21_9", "3", ONE)]), []);
        // A number that lacks is no number.
        assert_eq!(found(&[offer("21_1", "", "3", ONE), offer("21_1", "", "3", ONE)]), []);
        assert_eq!(found(&[offer("21_1", "21_2", "", ONE), offer("21_1", "21_2", "", ONE)]), []);
    }

    #[test]
    fn one_number_at_two_organisations() {
        let warned = found(&[offer("21_1", "21_2", "3", ONE), offer("21_4", "21_5", "3", TWO)]);
        assert_eq!(warned.len(), 1);
        assert_eq!(warned[0].0, Severity::Warning);
        assert!(warned[0].1.contains(ONE) && warned[0].1.contains(TWO), "{warned:?}");
        // Local numbers of two Carif-Orefs, unless the session says whose it is.
        assert_eq!(found(&[offer("21_1", "21_2", "3", ONE), offer("24_4", "24_5", "3", TWO)]), []);
        assert_eq!(found(&[offer("21_1", "21_2", "21_3", ONE), offer("X", "Y", "21_3", TWO)]).len(), 1);
        // A SIRET that cannot be read tells nobody apart.
        assert_eq!(found(&[offer("21_1", "21_2", "3", ONE), offer("21_4", "21_5", "3", "0")]), []);
    }

    #[test]
    fn numbers_of_onisep_are_its_own() {
        let onisep = || offer("F", "A", "S", ONE).extras(Extras::default().info("FORMATION ONISEP"));
        assert_eq!(found(&[onisep(), onisep()]), []);
    }
}
