//! The skill blocks of an offer: EDOF puts them in the additions of a formation, LHEO 2.3 in its sessions.

use chrono::NaiveDate;

use super::sessions;
use crate::{
    Args, Bilingual, Checked, CodeBloc, CodeRncp, Formation, OfferPath, Registres, Severity,
    extras::edof,
    rules::{Scope, Verdicts, macros::family},
    vocabulary::day,
};

family! {
    CRT27 "bloc-en-double" [W W E W] Evidenced Formation(crt27) {
        title: "Bloc de compétences donné deux fois" / "Skill block given twice",
        message: "le bloc {code} est déjà donné{anomalie}" / "the block {code} is already given{anomalie}",
        helps: ["gardez-le une seule fois" / "keep it once"],
        why: "Mon Compte Formation refuse une offre qui nomme deux fois le même bloc." / "Mon Compte Formation refuses an offer that names the same block twice.",
        source: "CRT-21 ; EDOF, anomalie 30070",
        edof: "30070",
        bad: "<session><blocs-competences><bloc-competences><code-bloc>RNCP38596BC01</code-bloc></bloc-competences><bloc-competences><code-bloc>RNCP38596BC01</code-bloc></bloc-competences></blocs-competences></session>",
        good: "<session><blocs-competences><bloc-competences><code-bloc>RNCP38596BC01</code-bloc></bloc-competences><bloc-competences><code-bloc>RNCP38596BC02</code-bloc></bloc-competences></blocs-competences></session>",
    }
    CRT28 "bloc-d-une-autre-certification" [W W W W] Inferred Formation(crt28) {
        title: "Bloc d'une autre certification" / "Block of another certification",
        message: "le bloc {code} n'appartient à aucune des certifications de la formation ({certifications})" / "the block {code} belongs to none of the certifications of the formation ({certifications})",
        helps: ["corrigez le code du bloc, ou celui de la certification" / "correct the code of the block, or that of the certification"],
        why: "Le code d'un bloc commence par celui de sa certification. Quand une fiche est renouvelée, ses blocs changent de code avec elle." / "The code of a block starts with that of its certification. When a sheet is renewed, its blocks change their codes with it.",
        source: "CRT-21",
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><action><session><blocs-competences><bloc-competences><code-bloc>RNCP30000BC01</code-bloc></bloc-competences></blocs-competences></session></action></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><action><session><blocs-competences><bloc-competences><code-bloc>RNCP38596BC01</code-bloc></bloc-competences></blocs-competences></session></action></formation>",
    }
    CRT29 "blocs-attendus" [- - E -] Partial Formation(crt29) {
        title: "Offre RNCP sans blocs de compétences" / "RNCP offer without skill blocks",
        message: "{numero} est donné sans ses blocs de compétences, attendus par Mon Compte Formation depuis le {depuis}" / "{numero} is given without its skill blocks, which Mon Compte Formation expects since {depuis}",
        helps: ["ajoutez le groupe « blocs-competences » aux ajouts de la formation, un « code-bloc » par bloc" / "add the group 'blocs-competences' to the additions of the formation, one 'code-bloc' for each block"],
        why: "Les blocs sont attendus depuis le 11/06/2026 ; les offres qui n'en ont pas sont retirées depuis le 22/10/2026." / "Blocks are expected since 11 June 2026; offers that have none are taken away since 22 October 2026.",
        source: "CRT-21 ; notes de mise en œuvre d'EDOF (deux auteurs)",
        bad: "<certification><code-RNCP>RNCP38596</code-RNCP></certification>",
        good: "<formation><certification><code-RNCP>RNCP38596</code-RNCP></certification><extras info=\"formation\"><extras info=\"blocs-competences\"><extra info=\"code-bloc\">RNCP38596BC01</extra></extras></extras></formation>",
    }
}

/// A block that an offer names.
struct Nomme<'f> {
    path: OfferPath,
    text: std::borrow::Cow<'f, str>,
    code: Option<CodeBloc>,
    /// It is in the additions of EDOF, where nothing else reads the code.
    is_edof: bool,
}

impl Nomme<'_> {
    fn shown(&self) -> String {
        self.code.map_or_else(|| crate::finding::shown(&self.text), |code| code.to_string())
    }
}

/// The blocks that the additions of EDOF name (`formation`, then `blocs-competences`).
fn of_edof<'f>(formation: &'f Formation<'f>) -> Vec<Nomme<'f>> {
    let here = OfferPath::formation();
    let named = edof::CODE_BLOC.located(formation, &here).filter_map(|(path, extra)| {
        let text = extra.text()?;
        let code = CodeBloc::lenient(text).ok().map(|read| read.value);
        Some(Nomme { path, text: text.into(), code, is_edof: true })
    });
    named.collect()
}

/// The blocks of each session.
fn of_sessions<'f>(formation: &'f Formation<'f>) -> impl Iterator<Item = Vec<Nomme<'f>>> {
    sessions(formation).map(|(path, session)| {
        let groups = (1..).zip(&session.blocs_competences);
        let numbered =
            groups.flat_map(|(group, it)| (1..).zip(&it.blocs).map(move |(nth, bloc)| (group, nth, bloc)));
        let code = |(group, nth, bloc): (u32, u32, &'f crate::Bloc<'f>)| {
            let code = bloc.code.as_ref()?;
            let path = path.nth("blocs-competences", group).nth("bloc-competences", nth).child("code-bloc");
            Some(Nomme { path, text: code.raw(), code: code.lenient(), is_edof: false })
        };
        numbered.filter_map(code).collect()
    })
}

fn crt27(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    for blocs in of_sessions(formation.it).chain([of_edof(formation.it)]) {
        for (index, bloc) in blocs.iter().enumerate() {
            let Some(code) = bloc.code else { continue };
            if let Some(first) = blocs.iter().take(index).find(|other| other.code == Some(code)) {
                out.fault(bloc.path.clone(), Args::new().text("code", code.to_string()))
                    .value(bloc.text.clone())
                    .related(first.path.clone(), Bilingual::new("première fois", "first time"));
            }
        }
    }
}

fn crt28(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some(codes) = rncp_of(formation).filter(|codes| !codes.is_empty()) else { return };
    for bloc in of_sessions(formation.it).flatten().chain(of_edof(formation.it)) {
        let is_right = match bloc.code {
            Some(code) => codes.contains(&code.certification()),
            // What cannot be read in a session has a finding already.
            None => !bloc.is_edof,
        };
        if !is_right {
            let args = Args::new().text("code", bloc.shown()).text("certifications", super::listed(&codes));
            out.fault(bloc.path.clone(), args).value(bloc.text.clone());
        }
    }
}

/// The RNCP codes of a formation; `None` when one may be missing: it cannot be read, or only Certif Info knows it.
fn rncp_of(formation: &Formation<'_>) -> Option<Vec<CodeRncp>> {
    let mut codes = Vec::new();
    for certification in formation.certifications.iter().filter(|it| !it.is_empty()) {
        match &certification.rncp {
            Some(code) => codes.push(Checked::lenient(code)?),
            None if certification.certifinfo.is_some() => return None,
            None => {}
        }
    }
    Some(codes)
}

fn crt29(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let certifications = (1..).zip(&formation.certifications);
    let mut codes = certifications.filter_map(|(ordinal, it)| Some((ordinal, it.rncp.as_ref()?.lenient()?)));
    let Some((ordinal, code)) = codes.next() else { return };
    if !of_edof(formation.it).is_empty() || of_sessions(formation.it).any(|blocs| !blocs.is_empty()) {
        return;
    }
    let Some(as_of) = formation.as_of(out) else { return };
    let on = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
    let Some((since, removed)) = on(6, 11).zip(on(10, 22)).filter(|(since, _)| as_of >= *since) else {
        return;
    };
    let fiche =
        formation.conditions.registres.and_then(Registres::certifications).and_then(|it| it.get_rncp(code));
    let has_blocs = fiche.map(|fiche| fiche.blocs().next().is_some());
    if has_blocs == Some(false) {
        return;
    }
    let args = Args::new().text("numero", code.to_string()).told("depuis", |lang| day(since, lang));
    let path = formation.path.nth("certification", ordinal).child("code-RNCP");
    let finding = out.fault(path, args);
    finding.value(code.to_string());
    // Some sheets have no blocks: only a register tells.
    if as_of < removed || has_blocs.is_none() {
        finding.at_most(Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::{
        Action, Bloc, BlocsCompetences, Certification, Conditions, Extra, Extras, Formation, Lang, Profile,
        Session, Severity,
        rules::{
            exemples,
            testing::{conditions, fired, judged, of_rule},
        },
    };

    fn edof(codes: &[&'static str]) -> Formation<'static> {
        let extra = |code: &&'static str| Extra::default().info("code-bloc").valeur(*code);
        let list = Extras { extra: codes.iter().map(extra).collect(), ..Extras::default() }
            .info("blocs-competences");
        Formation::default()
            .certification(Certification::default().rncp("RNCP38596"))
            .extras(Extras::default().info("formation").extras(list))
    }

    fn in_session(codes: &[&'static str]) -> Session<'static> {
        Session {
            blocs_competences: vec![BlocsCompetences {
                blocs: codes.iter().map(|code| Bloc::default().code(*code)).collect(),
                ..BlocsCompetences::default()
            }],
            ..Session::default()
        }
    }

    fn found(formation: &Formation<'_>, code: &str) -> Vec<String> {
        let all = fired(formation, Profile::Edof).into_iter().filter(|(found, _)| *found == code);
        all.map(|(_, path)| path).collect()
    }

    #[test]
    fn a_block_is_given_once() {
        let twice = edof(&["RNCP38596BC01", "RNCP38596BC02", "RNCP38596BC1"]);
        assert_eq!(found(&twice, "CRT27"), ["extras[1]/extras[1]/extra[3]"]);
        let judgement = judged(&twice, &conditions(Profile::Edof));
        let finding = judgement.findings.iter().find(|it| it.rule.code == "CRT27").unwrap();
        assert!(finding.message(Lang::Fr).ends_with("déjà donné (anomalie EDOF 30070)"));
        assert_eq!(found(&edof(&["RNCP38596BC01", "RNCP38596BC02"]), "CRT27"), [""; 0]);

        // Each session may have the same.
        let block = ["RNCP38596BC01"];
        let apart = Formation::default()
            .action(Action::default().session(in_session(&block)).session(in_session(&block)));
        assert_eq!(found(&apart, "CRT27"), [""; 0]);
        let together =
            Formation::default().action(Action::default().session(in_session(&[block[0], block[0]])));
        let path = "action[1]/session[1]/blocs-competences[1]/bloc-competences[2]/code-bloc";
        assert_eq!(found(&together, "CRT27"), [path]);
    }

    #[test]
    fn a_block_is_part_of_the_certification() {
        assert_eq!(found(&edof(&["RNCP30000BC01"]), "CRT28"), ["extras[1]/extras[1]/extra[1]"]);
        assert_eq!(
            found(&edof(&["BC01"]), "CRT28"),
            ["extras[1]/extras[1]/extra[1]"],
            "nothing else reads it"
        );
        assert_eq!(found(&edof(&["RNCP38596BC01", ""]), "CRT28"), [""; 0]);
        let unknown = edof(&["RNCP30000BC01"]).certification(Certification::default().certifinfo("97049"));
        assert_eq!(found(&unknown, "CRT28"), [""; 0], "Certif Info may know it");
        let none = Formation { certifications: Vec::new(), ..edof(&["RNCP30000BC01"]) };
        assert_eq!(found(&none, "CRT28"), [""; 0]);
    }

    #[test]
    fn blocks_are_expected_since_two_dates() {
        let bare = Formation::default().certification(Certification::default().rncp("RNCP38596"));
        let registres = exemples::registres();
        let on = |month, day, with_register: bool| {
            let given = Conditions {
                as_of: NaiveDate::from_ymd_opt(2026, month, day),
                registres: with_register.then_some(&registres),
                ..conditions(Profile::Edof)
            };
            of_rule(&judged(&bare, &given), "CRT29").first().map(|(severity, _)| *severity)
        };
        assert_eq!(on(6, 10, true), None);
        assert_eq!(on(6, 11, true), Some(Severity::Warning));
        assert_eq!(on(10, 22, true), Some(Severity::Error));
        assert_eq!(on(10, 22, false), Some(Severity::Warning), "some sheets have no blocks");
        assert_eq!(found(&edof(&["RNCP38596BC01"]), "CRT29"), [""; 0]);
        let rs = Formation::default().certification(Certification::default().rs("RS6117"));
        assert_eq!(found(&rs, "CRT29"), [""; 0]);
        assert!(fired(&bare, Profile::Lheo).iter().all(|(code, _)| *code != "CRT29"));
        let without = Formation::default().certification(Certification::default().rncp("RNCP30000"));
        let given = Conditions { registres: Some(&registres), ..conditions(Profile::Edof) };
        assert_eq!(of_rule(&judged(&without, &given), "CRT29"), [], "the register knows no block of it");
    }
}
