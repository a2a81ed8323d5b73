//! Is the sheet in force when people enter, and what replaces it?

use chrono::NaiveDate;

use super::{certifications, fiches, listed, sessions};
use crate::{
    Action, Args, Bilingual, FicheCertification, Formation, Lang, OfferPath, Session, Severity,
    TypeEnregistrement,
    rules::{Lacune, Scope, Verdicts, macros::family},
    vocabulary::{day, phrase},
};

family! {
    CRT10 "fiche-plus-en-vigueur" [W W E E] Partial Formation(crt10) {
        title: "Entrées après la fin de l'enregistrement" / "Entries after the end of the registration",
        message: "l'enregistrement de {numero} {fin}, et {sessions|session a|sessions ont} des entrées après" / "the registration of {numero} {fin}, and {sessions|session has|sessions have} entries after that",
        helps: [
            "remplacez ce code par {remplacantes}" / "replace this code by {remplacantes}",
            "vérifiez la fiche sur le site de France compétences" / "check the sheet on the site of France compétences",
        ],
        why: "On ne peut plus entrer en formation pour une certification dont l'enregistrement est terminé : ni le CPF ni les fonds publics ne la paient, et elle risque de ne pas être délivrée. Une fiche à venir peut encore être renouvelée." / "Nobody may enter a training for a certification whose registration is over: neither the CPF nor public money pays for it, and it may never be delivered. A registration yet to end may still be renewed.",
        source: "CRT-10, CRT-11 ; France compétences, date de fin d'enregistrement",
        needs: ["certifications"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP30000</code-RNCP></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification></formation>",
    }
    CRT11 "fiche-remplacee" [I I I I] Evidenced Formation(crt11) {
        title: "Une autre fiche remplace celle-ci" / "Another sheet replaces this one",
        message: "{numero} est encore en vigueur, mais déjà remplacée par {remplacantes}" / "{numero} is still in force, but already replaced by {remplacantes}",
        helps: ["pour les prochaines sessions, préférez {remplacantes}" / "for the sessions to come, choose {remplacantes}"],
        why: "Deux fiches se suivent : celle qui commence est celle que les personnes trouveront." / "Two sheets follow each other: the one that starts is the one that people will find.",
        source: "CRT-11 ; France compétences, anciennes et nouvelles certifications",
        needs: ["certifications"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RS>RS5000</code-RS></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RS>RS6117</code-RS></certification></formation>",
    }
}

/// The closing date of diplomas, which decides for apprentices, is in no register of sofi.
const DIPLOME: Lacune = Lacune::Donnees(Bilingual::new(
    "la date de fermeture du diplôme décide, et aucun registre ne la donne",
    "the closing date of the diploma decides, and no register gives it",
));

/// What is wrong with the sessions of a formation with regard to a sheet.
#[derive(Default)]
struct Entrees {
    count: u64,
    first: Option<OfferPath>,
    /// One starts when the sheet is over, rather than staying open.
    is_late: bool,
    /// The closing date of the diploma decides for some.
    is_unknown: bool,
}

fn crt10(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let fiches = fiches(formation);
    if fiches.is_empty() {
        return;
    }
    let Some(register) = certifications(formation, out) else { return };
    for (path, numero) in fiches {
        let Some(fiche) = register.get(numero) else { continue };
        let found = entrees(formation, fiche);
        if found.is_unknown {
            out.lacune(DIPLOME);
        }
        let Some(first) = found.first else { continue };
        let fin = fiche.entete().fin_enregistrement;
        let mut args = Args::new()
            .text("numero", numero.to_string())
            .count("sessions", found.count)
            .told("fin", |lang| ends(fin, lang));
        let reference = formation.conditions.as_of.or(register.date());
        let remplacantes = reference.map_or_else(Vec::new, |date| register.remplacantes_on(numero, date));
        if !remplacantes.is_empty() {
            args = args.text("remplacantes", listed(&remplacantes));
        }
        // What was still to come when the register was made may have been renewed since.
        let is_over = matches!((fin, register.date()), (Some(fin), Some(register)) if fin < register);
        let is_sure =
            found.is_late && is_over && fiche.type_enregistrement() == Some(TypeEnregistrement::SurDemande);
        let finding = out.fault(path, args);
        finding
            .value(numero.to_string())
            .related(first, Bilingual::new("entrées après la fin", "entries after the end"));
        if !is_sure {
            finding.at_most(Severity::Warning);
        }
    }
}

/// How the end is told; a sheet may have been withdrawn, one does not know when.
fn ends(fin: Option<NaiveDate>, lang: Lang) -> String {
    match fin {
        Some(fin) => {
            let words = Bilingual::new("s'arrête le {fin}", "ends on {fin}");
            phrase(words, &Args::new().told("fin", |lang| day(fin, lang)), lang)
        }
        None => phrase(Bilingual::new("est terminé", "is over"), &Args::new(), lang),
    }
}

/// The sessions that people enter when the sheet is over.
fn entrees(formation: &Scope<'_, Formation<'_>>, fiche: FicheCertification<'_>) -> Entrees {
    let mut found = Entrees::default();
    let is_tested =
        fiche.type_enregistrement() == Some(TypeEnregistrement::SurDemande) || fiche.numero().rs().is_some();
    for (path, session) in sessions(formation.it) {
        let Some(action) = action_of(formation.it, &path) else { continue };
        let is_late = starts_after(session, fiche);
        if !is_late && !stays_open(session, action, fiche) || is_past(session, formation.conditions.as_of) {
            continue;
        }
        if !is_tested && (action.is_apprentissage() || action.is_formation_initiale()) {
            found.is_unknown = true;
            continue;
        }
        found.count += 1;
        found.is_late |= is_late;
        found.first.get_or_insert(path);
    }
    found
}

/// The action that this place is in.
fn action_of<'f>(formation: &'f Formation<'f>, path: &OfferPath) -> Option<&'f Action<'f>> {
    let ordinal = path.steps().first()?.ordinal;
    formation.actions.get(ordinal.checked_sub(1)? as usize)
}

/// Does it start when the sheet is surely no longer in force?
fn starts_after(session: &Session<'_>, fiche: FicheCertification<'_>) -> bool {
    let Some(debut) = session.debut() else { return false };
    let (Some(earliest), Some(latest)) = (debut.earliest(), debut.latest()) else { return false };
    [earliest, latest].into_iter().all(|date| fiche.is_active_on(date) == Some(false))
}

/// Is it open at any time, beyond the end of the sheet, although it has started before?
fn stays_open(session: &Session<'_>, action: &Action<'_>, fiche: FicheCertification<'_>) -> bool {
    let end = session.fin().and_then(crate::PartialDate::earliest);
    action.is_permanente() == Some(true)
        && matches!((fiche.entete().fin_enregistrement, end), (Some(fin), Some(end)) if end > fin)
}

/// Is it surely over on that day?
fn is_past(session: &Session<'_>, as_of: Option<NaiveDate>) -> bool {
    let latest = session.fin().and_then(crate::PartialDate::latest);
    matches!((latest, as_of), (Some(latest), Some(as_of)) if latest < as_of)
}

fn crt11(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let fiches = fiches(formation);
    if fiches.is_empty() {
        return;
    }
    let Some(register) = certifications(formation, out) else { return };
    let Some(as_of) = formation.as_of(out) else { return };
    let named: Vec<_> = fiches.iter().map(|(_, numero)| *numero).collect();
    for (path, numero) in fiches {
        let Some(fiche) = register.get(numero).filter(|it| it.is_active_on(as_of) == Some(true)) else {
            continue;
        };
        let mut remplacantes = register.remplacantes_on(numero, as_of);
        // An offer may name both.
        remplacantes.retain(|other| register.get(*other).is_some());
        let is_said = remplacantes.iter().any(|other| named.contains(other));
        if remplacantes.is_empty() || is_said || entrees(formation, fiche).first.is_some() {
            continue;
        }
        let args = Args::new().text("numero", numero.to_string()).text("remplacantes", listed(&remplacantes));
        out.fault(path, args).value(numero.to_string());
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Certification, Conditions, Extra, Extras, Formation, Lacune, Lang, Periode, Profile, Session,
        Severity,
        rules::{
            exemples,
            testing::{conditions, judged, of_rule},
        },
    };

    const HERE: Profile = Profile::PaysDeLaLoire;

    fn session(debut: &'static str, fin: &'static str) -> Session<'static> {
        Session::default().periode(Periode::default().debut(debut).fin(fin))
    }

    fn with(code: &'static str, action: Action<'static>) -> Formation<'static> {
        let certification = if code.starts_with("RS") {
            Certification::default().rs(code)
        } else {
            Certification::default().rncp(code)
        };
        Formation::default().certifiante("1").certification(certification).action(action)
    }

    fn found(formation: &Formation<'_>, code: &str) -> Vec<Severity> {
        let registres = exemples::registres();
        let given = Conditions { registres: Some(&registres), ..conditions(HERE) };
        of_rule(&judged(formation, &given), code).into_iter().map(|(severity, _)| severity).collect()
    }

    #[test]
    fn sessions_that_start_too_late() {
        let late = with(
            "RNCP30000",
            Action::default()
                .session(session("20270104", "20270625"))
                .session(session("20270904", "20280625")),
        );
        assert_eq!(found(&late, "CRT10"), [Severity::Error], "once for the sheet");
        let registres = exemples::registres();
        let given = Conditions { registres: Some(&registres), ..conditions(HERE) };
        let judgement = judged(&late, &given);
        let finding = judgement.findings.iter().find(|it| it.rule.code == "CRT10").unwrap();
        assert_eq!(
            finding.message(Lang::Fr),
            "l’enregistrement de RNCP30000 s’arrête le 31/12/2024, et 2\u{a0}sessions ont des entrées après"
        );
        assert_eq!(
            finding.args.fill(finding.rule.helps[0].fr, Lang::Fr).unwrap(),
            "remplacez ce code par RNCP38596"
        );
        assert_eq!(finding.related[0].0.to_string(), "action[1]/session[1]");

        // The end is still to come: the sheet may be renewed.
        let future = with("RNCP38596", Action::default().session(session("20270901", "20280625")));
        assert_eq!(found(&future, "CRT10"), [Severity::Warning]);
        for (debut, fin) in [
            ("20270104", "20270625"),
            ("20270800", "20280625"),
            ("20270831", "20280625"),
            ("00000000", "99999999"),
            ("20250104", "20260625"),
        ] {
            let code = if debut < "20260000" && debut > "1" { "RNCP30000" } else { "RNCP38596" };
            let quiet = with(code, Action::default().session(session(debut, fin)));
            assert_eq!(found(&quiet, "CRT10"), [], "{debut}");
        }
        assert_eq!(
            found(&with("RNCP99", Action::default().session(session("20270104", "20270625"))), "CRT10"),
            []
        );
    }

    #[test]
    fn permanent_sessions_stay_open() {
        let action = |modalites| {
            Action::default().modalites_entrees_sorties(modalites).session(session("20260101", "20271231"))
        };
        assert_eq!(found(&with("RNCP38596", action("1")), "CRT10"), [Severity::Warning]);
        assert_eq!(found(&with("RNCP38596", action("0")), "CRT10"), []);
    }

    #[test]
    fn diplomas_end_otherwise_for_apprentices() {
        let mut builder = crate::CertificationsBuilder::new(crate::Origine::new(
            crate::RegistreKind::Certifications,
            "essai",
        ));
        builder.push_fiche(crate::EnteteFiche {
            type_enregistrement: Some("Enregistrement de droit"),
            fin_enregistrement: chrono::NaiveDate::from_ymd_opt(2024, 12, 31),
            ..crate::EnteteFiche::new("RNCP1".parse().unwrap())
        });
        let mut registres = crate::Registres::default();
        registres.add(builder.build());
        let given = Conditions { registres: Some(&registres), ..conditions(HERE) };
        let group = Extras::default()
            .info("dispositif")
            .extra(Extra::default().info("contrat-apprentissage").valeur("1"));
        let action = Action::default().session(session("20270104", "20270625"));
        let judgement = judged(&with("RNCP1", action.clone().extras(group)), &given);
        assert_eq!(of_rule(&judgement, "CRT10"), []);
        assert!(
            judgement
                .lacunes
                .iter()
                .any(|(rule, why, _)| rule.code == "CRT10" && matches!(why, Lacune::Donnees(_)))
        );
        let others = judged(&with("RNCP1", action), &given);
        assert_eq!(of_rule(&others, "CRT10")[0].0, Severity::Warning);
    }

    #[test]
    fn two_sheets_follow_each_other() {
        let action = Action::default().session(session("20270104", "20270125"));
        assert_eq!(found(&with("RS5000", action.clone()), "CRT11"), [Severity::Info]);
        assert_eq!(found(&with("RS6117", action.clone()), "CRT11"), []);
        assert_eq!(found(&with("RNCP30000", action.clone()), "CRT11"), [], "CRT10 says it");
        let both = with("RS5000", action).certification(Certification::default().rs("RS6117"));
        assert_eq!(found(&both, "CRT11"), []);
    }
}
