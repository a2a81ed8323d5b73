//! The register of what the CPF may pay for.

use super::{certifications_of, numeros};
use crate::{
    Args, Checked, CodeEligible, Cpf, EtatCpf, Formation, Lang, OfferPath, Profile, RegistreKind, Registres,
    rules::{FeedCheck, FeedFinding, Group, Lacune, Observation, Scope, Verdicts, macros::family},
    vocabulary::day,
};

family! {
    CRT30 "hors-periode-cpf" [W W W W] Evidenced Formation(crt30) {
        title: "Code hors de sa période d'éligibilité au CPF" / "Code out of its period of eligibility to the CPF",
        message: "{code} n'est pas éligible au CPF le {date}" / "{code} is not eligible to the CPF on {date}",
        helps: ["vérifiez les dates d'éligibilité dans la liste de la Caisse des dépôts" / "check the dates of eligibility in the list of the Caisse des dépôts"],
        why: "La liste de la Caisse des dépôts connaît ce code, mais à d'autres dates : le financement annoncé sera refusé." / "The list of the Caisse des dépôts knows this code, but on other days: the funding that is announced will be refused.",
        source: "CRT-24 ; SOFI, diapositive 12",
        needs: ["cpf"],
        bad: "<formation><certifiante>1</certifiante><certification><code-CPF>CPF210</code-CPF></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-CPF>CPF206</code-CPF></certification></formation>",
    }
    CRT31 "registre-cpf-ancien" [W W W W] Evidenced Feed(FeedCheck { observe: observe_age, judge: judge_age }) {
        title: "Registre « cpf » de plus de 48 heures" / "Register 'cpf' older than 48 hours",
        message: "le registre « cpf » date du {date}, {jours|jour|jours} avant la date de jugement" / "the register 'cpf' is of {date}, {jours|day|days} before the date of judging",
        helps: ["donnez le fichier de la dernière nuit" / "give the file of last night"],
        why: "La Caisse des dépôts donne un fichier chaque nuit : jugée sur une liste plus ancienne, l'éligibilité d'une offre peut être fausse dans un sens ou dans l'autre. Signalé une fois par flux." / "The Caisse des dépôts gives a file each night: judged by an older list, the eligibility of an offer may be wrong either way. Told once for a feed.",
        source: "CRT-24 ; SOFI, diapositive 12",
        needs: ["cpf"],
        bad: "<formation><certifiante>1</certifiante><certification><code-CPF>CPF206</code-CPF></certification></formation>",
        good: "<formation><certifiante>0</certifiante></formation>",
    }
}

/// A list is fresh for so many days.
const FRESH: i64 = 2;

/// The codes by which an offer asks for the CPF: those of the CPF, and every code on the platform of the CPF itself.
fn codes(formation: &Scope<'_, Formation<'_>>) -> Vec<(OfferPath, CodeEligible)> {
    let mut codes = Vec::new();
    for (path, certification) in certifications_of(formation) {
        let cpf = certification.cpf.as_ref().and_then(Checked::lenient).filter(|code| !code.is_ancien());
        codes.extend(cpf.map(|code| (path.child("code-CPF"), code.into())));
        if formation.conditions.profile == Profile::Edof {
            codes.extend(
                numeros(certification).into_iter().map(|(name, numero)| (path.child(name), numero.into())),
            );
        }
    }
    for (ordinal, of_type) in (1..).zip(&formation.types_formation) {
        let cpf = of_type.cpf.as_ref().and_then(Checked::lenient).filter(|code| !code.is_ancien());
        let path = formation.path.nth("code-type-formation", ordinal).child("code-CPF");
        codes.extend(cpf.map(|code| (path, code.into())));
    }
    codes
}

fn crt30(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let codes = codes(formation);
    if codes.is_empty() {
        return;
    }
    let Some(register) = formation.conditions.registres.and_then(Registres::cpf) else {
        out.lacune(Lacune::Registre(RegistreKind::Cpf));
        return;
    };
    let Some(as_of) = formation.as_of(out) else { return };
    for (path, code) in codes {
        // What is not in the list may only be missing from this file.
        if register.etat_on(code, as_of) == EtatCpf::HorsPeriode {
            let args = Args::new().text("code", code.to_string()).told("date", |lang| day(as_of, lang));
            out.fault(path, args).value(code.to_string());
        }
    }
}

/// Notes, for an offer that asks for the CPF, that the list is old.
fn observe_age(formation: &Scope<'_, Formation<'_>>, out: &mut Vec<Observation>) {
    let date = |cpf: &Cpf| cpf.origines().iter().filter_map(|origine| origine.date).max();
    let date = formation.conditions.registres.and_then(Registres::cpf).and_then(date);
    let (Some(date), Some(as_of)) = (date, formation.conditions.as_of) else { return };
    let days = (as_of - date).num_days();
    if days > FRESH
        && let Some((path, _)) = codes(formation).into_iter().next()
    {
        out.push(Observation::new("cpf", format!("{date}/{days}"), path));
    }
}

/// Tells it once.
fn judge_age(group: &mut Group<'_>) {
    let Some(first) = group.witnesses.next() else { return };
    let Some((date, days)) = first.mark.split_once('/') else { return };
    let (Ok(date), Ok(days)) = (date.parse::<chrono::NaiveDate>(), days.parse()) else { return };
    let args = Args::new().told("date", |lang: Lang| day(date, lang)).count("jours", days);
    (group.fault)(FeedFinding::new(first.at, None, args));
}

#[cfg(test)]
mod tests {
    use crate::{
        Certification, Conditions, Feed, Formation, Lacune, Lang, Profile, RuleSet, TypeFormation, judge,
        rules::{
            exemples,
            testing::{conditions, judged, of_rule},
        },
    };

    fn with(code: &'static str) -> Formation<'static> {
        Formation::default().certification(Certification::default().cpf(code))
    }

    #[test]
    fn listed_on_other_days() {
        let registres = exemples::registres();
        let found = |formation: &Formation<'_>, profile| {
            let given = Conditions { registres: Some(&registres), ..conditions(profile) };
            of_rule(&judged(formation, &given), "CRT30").len()
        };
        assert_eq!(found(&with("CPF210"), Profile::Lheo), 1);
        assert_eq!(
            found(
                &Formation::default().type_formation(TypeFormation::default().cpf("CPF210")),
                Profile::Lheo
            ),
            1
        );
        assert_eq!(found(&with("CPF206"), Profile::Lheo), 0);
        assert_eq!(found(&with("CPF299"), Profile::Lheo), 0, "not listed: the file may lack it");
        assert_eq!(found(&with("130805"), Profile::Lheo), 0);
        let rncp = Formation::default().certification(Certification::default().rncp("RNCP38596"));
        assert_eq!(found(&rncp, Profile::Edof), 0);
        let lacunes = judged(&with("CPF210"), &conditions(Profile::Lheo)).lacunes;
        assert!(
            lacunes
                .iter()
                .any(|(rule, why, _)| rule.code == "CRT30"
                    && *why == Lacune::Registre(crate::RegistreKind::Cpf))
        );
    }

    #[test]
    fn an_old_list_is_told_once() {
        let registres = exemples::registres();
        let rules = RuleSet::of(Profile::Lheo);
        let told = |as_of: chrono::NaiveDate| {
            let given =
                Conditions { registres: Some(&registres), as_of: Some(as_of), ..conditions(Profile::Lheo) };
            let mut feed = Feed::default();
            for formation in [Formation::default(), with("CPF206"), with("CPF206")] {
                feed.add(judge(&formation, &rules, &given).observations);
            }
            let found = feed.finish(&rules);
            let ours = found.into_iter().filter(|(rule, ..)| rule.code == "CRT31");
            ours.map(|(rule, _, finding, _)| rule.say(&finding.args, Lang::Fr)).collect::<Vec<_>>()
        };
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(told(day(22)), [""; 0]);
        let message =
            "le registre «\u{a0}cpf\u{a0}» date du 20/11/2026, 3\u{a0}jours avant la date de jugement";
        assert_eq!(told(day(23)), [message]);
    }
}
