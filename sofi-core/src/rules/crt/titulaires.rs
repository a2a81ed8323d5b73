//! May these organisations use this certification?

use super::{certifications, fiches};
use crate::{
    Args, Checked, Formation, ModeTitularite, NumeroFiche, OfferPath, Organisme, Refus, Siret, Titre,
    Titularite,
    rules::{Lacune, Scope, Verdicts, macros::family},
};

family! {
    CRT12 "habilitation-absente" [W W W W] Evidenced Formation(crt12) {
        title: "Ni certificateur, ni habilité à former" / "Neither certificateur nor entitled to train",
        message: "aucune habilitation à former pour {numero} au SIRET {sirets} : {why}" / "no entitlement to train for {numero} under the SIRET {sirets}: {why}",
        helps: ["demandez au certificateur de vous déclarer partenaire auprès de France compétences, ou corrigez le code" / "ask the certificateur to declare you as a partner to France compétences, or correct the code"],
        why: "Seuls le certificateur et ceux qu'il habilite peuvent préparer à une certification. Être habilité à organiser l'évaluation ne suffit pas." / "Only the certificateur and those whom it entitles may train for a certification. Being entitled to run the assessment is not enough.",
        source: "CRT-12, CRT-14, CRT-16, CRT-18 ; SOFI, diapositive 12 ; France compétences, partenaires",
        needs: ["certifications"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><organisme-formation-responsable><SIRET-organisme-formation><SIRET>77572257201109</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><organisme-formation-responsable><SIRET-organisme-formation><SIRET>81738914100018</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation>",
    }
    CRT13 "certificateur-seul" [W W W W] Evidenced Formation(crt13) {
        title: "Mode strict : pas certificateur" / "Strict mode: not the certificateur",
        message: "le SIRET {sirets} n'est pas celui d'un certificateur de {numero} : {why}" / "the SIRET {sirets} is not that of a certificateur of {numero}: {why}",
        helps: ["choisissez une certification dont vous êtes certificateur, ou jugez en mode usuel" / "choose a certification of which you are the certificateur, or judge in the usual mode"],
        why: "En mode strict, que l'on demande, seul le certificateur peut utiliser le code. Ce mode ne s'applique jamais à ce qui est enregistré de droit, que l'État certifie." / "In the strict mode, which is asked for, only the certificateur may use the code. It never holds for what is registered by law, which the State certifies.",
        source: "CRT-13 ; SOFI, diapositive 12",
        needs: ["certifications"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><organisme-formation-responsable><SIRET-organisme-formation><SIRET>81738914100018</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><organisme-formation-responsable><SIRET-organisme-formation><SIRET>73282932000074</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation>",
    }
    CRT17 "habilitation-d-un-autre-etablissement" [W W W W] Evidenced Formation(crt17) {
        title: "Habilitation d'un autre établissement" / "Entitlement of another establishment",
        message: "{siret} n'est pas sur la fiche {numero} ; un autre établissement de la même entreprise l'est : {connu}" / "{siret} is not on the sheet {numero}; another establishment of the same enterprise is: {connu}",
        helps: ["vérifiez le SIRET, ou faites habiliter cet établissement" / "check the SIRET, or have this establishment entitled"],
        why: "L'habilitation est attachée à l'établissement, pas à l'entreprise : les contrôles automatiques comparent les SIRET." / "The entitlement belongs to the establishment, not to the enterprise: automatic controls compare SIRETs.",
        source: "CRT-17 ; France compétences, SIRET des partenaires",
        needs: ["certifications"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><organisme-formation-responsable><SIRET-organisme-formation><SIRET>73282932000017</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><organisme-formation-responsable><SIRET-organisme-formation><SIRET>73282932000074</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation>",
    }
}

/// An answer, for the establishments that were asked about.
struct Answer {
    path: OfferPath,
    numero: NumeroFiche,
    sirets: Vec<Siret>,
    titularite: Titularite,
}

fn siret_of(organisme: &Organisme<'_>) -> Option<Siret> {
    organisme.siret.as_ref().and_then(Checked::lenient)
}

/// The answers for each certification: one for all the actions where they agree, one for each action otherwise.
///
/// Initial training is left out: schools have no entitlement to declare.
fn answers(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) -> Vec<Answer> {
    let fiches = fiches(formation);
    if fiches.is_empty() || formation.is_certifiante() == Some(false) || formation.is_formation_initiale() {
        return Vec::new();
    }
    let Some(register) = certifications(formation, out) else { return Vec::new() };
    let Some(as_of) = formation.as_of(out) else { return Vec::new() };
    let mode = formation.conditions.titularite;
    let responsable = formation.responsable.as_ref().and_then(siret_of);
    let mut all = Vec::new();
    for (path, numero) in fiches {
        let ask = |path: OfferPath, sirets: Vec<Siret>| {
            let titularite = register.titularite(numero, &sirets, mode, as_of);
            Answer { path, numero, sirets, titularite }
        };
        let actions = (1..).zip(&formation.actions).filter(|(_, action)| !action.is_formation_initiale());
        let mut answers: Vec<_> = actions
            .map(|(ordinal, action)| {
                let mut sirets: Vec<_> =
                    responsable.into_iter().chain(action.formateurs.iter().filter_map(siret_of)).collect();
                sirets.sort_unstable();
                sirets.dedup();
                ask(formation.path.nth("action", ordinal), sirets)
            })
            .collect();
        if answers.is_empty() {
            answers.push(ask(path.clone(), responsable.into_iter().collect()));
        }
        let is_same =
            |one: &Answer, other: &Answer| (one.titularite, &one.sirets) == (other.titularite, &other.sirets);
        if answers.iter().zip(answers.iter().skip(1)).all(|(one, next)| is_same(one, next)) {
            answers.truncate(1);
            for answer in &mut answers {
                answer.path = path.clone();
            }
        }
        all.append(&mut answers);
    }
    all
}

fn args(answer: &Answer) -> Args {
    Args::new().text("numero", answer.numero.to_string()).text("sirets", super::listed(&answer.sirets))
}

/// Tells the refusals of the mode, and counts what cannot be told. A sheet that is over is the matter of CRT10.
fn refuse(formation: &Scope<'_, Formation<'_>>, mode: ModeTitularite, out: &mut Verdicts) {
    if formation.conditions.titularite != mode {
        return;
    }
    for answer in answers(formation, out) {
        match answer.titularite {
            Titularite::NotEntitled(Refus::FicheInactive { .. }) | Titularite::Entitled(_) => {}
            Titularite::NotEntitled(refus) => {
                let args = args(&answer).told("why", |lang| refus.message(lang));
                out.fault(answer.path, args).value(answer.numero.to_string());
            }
            Titularite::Unknown(doute) => out.lacune(Lacune::Donnees(doute.words())),
        }
    }
}

fn crt12(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    refuse(formation, ModeTitularite::Usuel, out);
}

fn crt13(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    refuse(formation, ModeTitularite::Strict, out);
}

fn crt17(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    for answer in answers(formation, out) {
        if let Titularite::Entitled(Titre::AutreEtablissement { siret, connu, .. }) = answer.titularite {
            let args = args(&answer).text("siret", siret.to_string()).text("connu", connu.to_string());
            out.fault(answer.path, args).value(siret.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Certification, Conditions, Extra, Extras, Formation, Judgement, Lacune, Lang, ModeTitularite,
        Organisme, Profile,
        rules::{
            exemples,
            testing::{conditions, judged, of_rule},
        },
    };

    const OWNER: &str = "73282932000074";
    const TRAINER: &str = "81738914100018";
    const TESTER: &str = "77572257201109";

    fn judge(formation: &Formation<'_>, titularite: ModeTitularite) -> Judgement {
        let registres = exemples::registres();
        judged(
            formation,
            &Conditions { registres: Some(&registres), titularite, ..conditions(Profile::Lheo) },
        )
    }

    fn usual(formation: &Formation<'_>, code: &str) -> Vec<String> {
        of_rule(&judge(formation, ModeTitularite::Usuel), code).into_iter().map(|(_, path)| path).collect()
    }

    fn by(siret: &'static str) -> Formation<'static> {
        Formation::default()
            .certifiante("1")
            .certification(Certification::default().rncp("RNCP38596"))
            .responsable(Organisme::default().siret(siret))
    }

    fn action(siret: &'static str) -> Action<'static> {
        Action::default().formateur(Organisme::default().siret(siret))
    }

    #[test]
    fn who_may_train() {
        assert_eq!(usual(&by(TESTER), "CRT12"), ["certification[1]/code-RNCP"]);
        assert_eq!(usual(&by("19511296600799"), "CRT12"), ["certification[1]/code-RNCP"]);
        for quiet in [by(OWNER), by(TRAINER), by("00000000000000"), by(TESTER).certifiante("0")] {
            assert_eq!(usual(&quiet, "CRT12"), [""; 0]);
        }
        let judgement = judge(&by(TESTER), ModeTitularite::Usuel);
        let finding = judgement.findings.iter().find(|it| it.rule.code == "CRT12").unwrap();
        assert_eq!(
            finding.message(Lang::Fr),
            "aucune habilitation à former pour RNCP38596 au SIRET 77572257201109\u{a0}: \
             une habilitation à organiser l’évaluation, mais pas à former"
        );
    }

    #[test]
    fn one_organisation_is_enough_for_each_action() {
        assert_eq!(usual(&by(TESTER).action(action(TRAINER)), "CRT12"), [""; 0]);
        assert_eq!(usual(&by(TESTER).action(action(TRAINER)).action(action(TESTER)), "CRT12"), ["action[2]"]);
        let twice = by(TESTER).action(action(TESTER)).action(action(TESTER));
        assert_eq!(usual(&twice, "CRT12"), ["certification[1]/code-RNCP"]);
    }

    #[test]
    fn strict_on_request() {
        assert_eq!(usual(&by(TRAINER), "CRT13"), [""; 0]);
        let strict = judge(&by(TRAINER), ModeTitularite::Strict);
        assert_eq!((of_rule(&strict, "CRT13").len(), of_rule(&strict, "CRT12").len()), (1, 0));
        assert_eq!(of_rule(&judge(&by(OWNER), ModeTitularite::Strict), "CRT13"), []);
    }

    #[test]
    fn another_establishment() {
        assert_eq!(usual(&by("73282932000017"), "CRT17"), ["certification[1]/code-RNCP"]);
        assert_eq!(usual(&by("73282932000017"), "CRT12"), [""; 0]);
        assert_eq!(usual(&by(OWNER), "CRT17"), [""; 0]);
        assert_eq!(
            usual(&by("73282932000017").action(action(TRAINER)), "CRT17"),
            [""; 0],
            "the SIRET comes first"
        );
    }

    #[test]
    fn what_cannot_be_told_is_counted() {
        let nobody = judge(&by("00000000000000"), ModeTitularite::Usuel);
        let counted = |judgement: &Judgement| {
            let found = judgement.lacunes.iter().find(|(rule, ..)| rule.code == "CRT12");
            found.map(|(_, why, count)| (*why, *count))
        };
        assert!(matches!(counted(&nobody), Some((Lacune::Donnees(_), 1))));
        let without = judged(&by(TESTER), &conditions(Profile::Lheo));
        assert_eq!(counted(&without), Some((Lacune::Registre(crate::RegistreKind::Certifications), 1)));
        let initial = Extras::default()
            .info("type-action")
            .extra(Extra::default().info("formation-initiale").valeur("1"));
        let school = judge(&by(TESTER).action(Action::default().extras(initial)), ModeTitularite::Usuel);
        assert!(counted(&school).is_none() && of_rule(&school, "CRT12").is_empty());
        let ended =
            Formation { certifications: vec![Certification::default().rncp("RNCP30000")], ..by(TESTER) };
        assert_eq!(usual(&ended, "CRT12"), [""; 0], "CRT10 says it");
    }
}
