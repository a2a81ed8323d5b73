//! What Certif Info says of its codes.

use super::{certifications_of, certifinfo, listed, numeros};
use crate::{
    Action, Args, Bilingual, CertifInfo, Certification, CodeCertifInfo, Formation, NumeroFiche, OfferPath,
    Registres, Safety, Severity, VoiesAcces,
    rules::{Scope, Verdicts, macros::family},
    vocabulary::phrase,
};

family! {
    CRT07 "codes-en-desaccord" [W W - W] Partial Formation(crt07) {
        title: "Désaccord avec la fiche Certif Info" / "Disagreement with the record of Certif Info",
        message: "code Certif Info {certifinfo} : {desaccord}" / "Certif Info code {certifinfo}: {desaccord}",
        helps: ["vérifiez lequel des deux est voulu : tout le reste de l'offre en dépend" / "check which of the two is meant: the rest of the offer depends on it"],
        why: "Chaque lecteur se fie à un code différent : s'ils ne désignent pas la même certification, l'offre change de titre et de droits selon le site." / "Each reader trusts another code: when they do not name the same certification, the offer changes its title and its rights from site to site.",
        source: "CRT-07 ; API Certif Info",
        needs: ["certifinfo"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP509</code-RNCP><code-CERTIFINFO>74963</code-CERTIFINFO></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP><code-CERTIFINFO>74963</code-CERTIFINFO></certification></formation>",
    }
    CRT08 "certifinfo-remplace" [W W W W] Evidenced Formation(crt08) {
        title: "Code Certif Info remplacé" / "Certif Info code that is replaced",
        message: "le code Certif Info {certifinfo} est remplacé par {nouveaux}" / "the Certif Info code {certifinfo} is replaced by {nouveaux}",
        helps: ["{conseil}" / "{conseil}"],
        why: "L'ancien code mène à une fiche qui n'est plus mise à jour : l'éligibilité au CPF ne suit plus." / "The old code leads to a record that is no longer updated: eligibility to the CPF does not follow.",
        source: "CRT-08 ; table de remplacements lue par Anotea",
        needs: ["certifinfo"],
        bad: "<formation><certifiante>1</certifiante><certification><code-CERTIFINFO>44497</code-CERTIFINFO></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-CERTIFINFO>74963</code-CERTIFINFO></certification></formation>",
    }
    CRT09 "certifinfo-seul" [I I - -] Evidenced Formation(crt09) {
        title: "Code Certif Info sans code RNCP ni RS" / "Certif Info code with neither RNCP nor RS code",
        message: "le code Certif Info {certifinfo} n'est accompagné d'aucun code RNCP ou RS" / "the Certif Info code {certifinfo} comes with no RNCP or RS code",
        helps: ["ajoutez {fiche}, que Certif Info donne pour ce code" / "add {fiche}, which Certif Info gives for this code"],
        why: "LHEO réserve ces codes à ce qui est enregistré au RNCP. Certif Info décrit aussi des habilitations et des préparations à des concours : ce n'est qu'une indication." / "LHEO keeps these codes for what the RNCP registers. Certif Info also describes habilitations and preparations for competitive examinations: this is a hint.",
        source: "CRT-09 ; LHEO, code-CERTIFINFO ; SOFI, diapositive 9",
        bad: "<formation><certifiante>1</certifiante><certification><code-CERTIFINFO>97049</code-CERTIFINFO></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP><code-CERTIFINFO>97049</code-CERTIFINFO></certification></formation>",
    }
}

/// The Certif Info codes of a formation, and where each is.
fn codes<'f>(
    formation: &Scope<'f, Formation<'f>>,
) -> Vec<(OfferPath, CodeCertifInfo, &'f Certification<'f>)> {
    let code =
        |(path, it): (OfferPath, &'f Certification<'f>)| Some((path, it.certifinfo.as_ref()?.lenient()?, it));
    certifications_of(formation).filter_map(code).collect()
}

fn crt07(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let codes = codes(formation);
    if codes.is_empty() {
        return;
    }
    let Some(register) = certifinfo(formation, out) else { return };
    for (path, code, certification) in &codes {
        let Some(record) = register.get(*code) else { continue };
        let own = numeros(certification);
        let known: Vec<_> = [record.rncp.map(NumeroFiche::from), record.rs.map(NumeroFiche::from)]
            .into_iter()
            .flatten()
            .collect();
        let Some((element, first)) = own.first().copied() else { continue };
        let agree = own.iter().any(|(_, numero)| known.contains(numero));
        if known.is_empty() || agree || is_successor(formation, &own, &known) {
            continue;
        }
        let args = Args::new().text("own", first.to_string()).text("known", listed(&known));
        let words = Bilingual::new(
            "l'offre donne {own}, Certif Info donne {known}",
            "the offer gives {own}, Certif Info gives {known}",
        );
        let args = Args::new()
            .text("certifinfo", code.to_string())
            .told("desaccord", |lang| phrase(words, &args, lang));
        let finding = out.fault(path.child(element), args);
        finding.value(first.to_string());
        finding.related(
            path.child("code-CERTIFINFO"),
            Bilingual::new("le code Certif Info", "the Certif Info code"),
        );
        // Without the registers of France compétences, one sheet may have replaced the other.
        if formation.conditions.registres.and_then(Registres::certifications).is_none() {
            finding.at_most(Severity::Info);
        }
    }
    for (ordinal, action) in (1..).zip(&formation.actions) {
        for (asked, words) in closed_ways(action, register, &codes) {
            let args = Args::new()
                .text("certifinfo", asked.to_string())
                .told("desaccord", |lang| phrase(words, &Args::new(), lang));
            out.fault(formation.path.nth("action", ordinal), args);
        }
    }
}

/// Does one of the sheets replace the other? Then both codes mean one certification.
fn is_successor(
    formation: &Scope<'_, Formation<'_>>,
    own: &[(&str, NumeroFiche)],
    known: &[NumeroFiche],
) -> bool {
    let Some(register) = formation.conditions.registres.and_then(Registres::certifications) else {
        return false;
    };
    own.iter().any(|(_, numero)| {
        let around = [register.successeurs(*numero).suivants, register.predecesseurs(*numero).suivants];
        around.iter().flatten().any(|other| known.contains(other))
    })
}

/// Is a certification open to one way of preparing it?
type Way = fn(VoiesAcces) -> Option<bool>;

/// The contracts of an action that none of its certifications is open to.
fn closed_ways(
    action: &Action<'_>,
    register: &CertifInfo,
    codes: &[(OfferPath, CodeCertifInfo, &Certification<'_>)],
) -> Vec<(CodeCertifInfo, Bilingual)> {
    let ways: [(bool, Way, Bilingual); 2] = [
        (
            action.is_apprentissage(),
            |voies| voies.apprentissage,
            Bilingual::new(
                "l'offre propose l'apprentissage, que la certification n'ouvre pas",
                "the offer is for apprentices, to whom the certification is not open",
            ),
        ),
        (
            action.is_contrat_professionnalisation(),
            |voies| voies.contrat_professionnalisation,
            Bilingual::new(
                "l'offre propose le contrat de professionnalisation, que la certification n'ouvre pas",
                "the offer is for contrats de professionnalisation, to which the certification is not open",
            ),
        ),
    ];
    let asked = ways.into_iter().filter(|(is_asked, ..)| *is_asked);
    asked
        .filter_map(|(_, way, words)| {
            let is_closed =
                |code: CodeCertifInfo| register.get(code).is_some_and(|it| way(it.voies) == Some(false));
            let (_, first, _) = codes.first()?;
            codes.iter().all(|(_, code, _)| is_closed(*code)).then_some((*first, words))
        })
        .collect()
}

fn crt08(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let codes = codes(formation);
    if codes.is_empty() {
        return;
    }
    let Some(register) = certifinfo(formation, out) else { return };
    for (path, code, _) in codes {
        let finals = register.remplacants(code).finals;
        let Some(first) = finals.first() else { continue };
        let conseil = if finals.len() == 1 {
            Bilingual::new("utilisez le nouveau code", "use the new code")
        } else {
            Bilingual::new(
                "choisissez, parmi les nouveaux codes, celui de votre certification",
                "choose, among the new codes, that of your certification",
            )
        };
        let args = Args::new()
            .text("certifinfo", code.to_string())
            .text("nouveaux", listed(&finals))
            .words("conseil", conseil);
        let finding = out.fault(path.child("code-CERTIFINFO"), args);
        finding.value(code.to_string());
        if finals.len() == 1 {
            finding.replace(Safety::Suggested, first.to_string());
        }
    }
}

fn crt09(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    // Older dialects have no place for the code of the specific register.
    if formation.conditions.dialecte != "2.3" {
        return;
    }
    let register = formation.conditions.registres.and_then(Registres::certifinfo);
    for (path, code, it) in codes(formation) {
        if it.rncp.is_some() || it.rs.is_some() || it.cpf.is_some() {
            continue;
        }
        let record = register.and_then(|register| register.get(code));
        let fiche = record.and_then(|it| it.rncp.map(NumeroFiche::from).or(it.rs.map(NumeroFiche::from)));
        let mut args = Args::new().text("certifinfo", code.to_string());
        if let Some(fiche) = fiche {
            args = args.text("fiche", fiche.to_string());
        }
        out.fault(path.child("code-CERTIFINFO"), args).value(code.to_string());
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Certification, Conditions, Extra, Extras, Formation, Lacune, Lang, Profile, Severity,
        rules::{
            exemples,
            testing::{conditions, judged, of_rule},
        },
    };

    fn with(certification: Certification<'static>) -> Formation<'static> {
        Formation::default().certifiante("1").certification(certification)
    }

    fn found(formation: &Formation<'_>, code: &str) -> Vec<(Severity, String)> {
        let registres = exemples::registres();
        let given = Conditions { registres: Some(&registres), ..conditions(Profile::PaysDeLaLoire) };
        of_rule(&judged(formation, &given), code)
    }

    #[test]
    fn codes_that_disagree() {
        let path = "certification[1]/code-RNCP".to_owned();
        let disagree = with(Certification::default().rncp("RNCP509").certifinfo("74963"));
        assert_eq!(found(&disagree, "CRT07"), [(Severity::Warning, path)]);
        for quiet in [
            Certification::default().rncp("RNCP38596").certifinfo("74963"),
            // The sheet of the record has replaced that of the offer.
            Certification::default().rncp("RNCP30000").certifinfo("74963"),
            Certification::default().certifinfo("74963"),
            Certification::default().rncp("RNCP509").certifinfo("12345"),
        ] {
            assert_eq!(found(&with(quiet), "CRT07"), []);
        }
        let lacunes = judged(&disagree, &conditions(Profile::Lheo)).lacunes;
        assert!(lacunes.iter().any(|(rule, why, _)| rule.code == "CRT07"
            && *why == Lacune::Registre(crate::RegistreKind::CertifInfo)));
        // What has no certification needs no register.
        let none = judged(&Formation::default(), &conditions(Profile::Lheo)).lacunes;
        assert!(none.iter().all(|(rule, ..)| !rule.code.starts_with("CRT")));
    }

    #[test]
    fn ways_that_are_closed() {
        let group = Extras::default().info("dispositif");
        let action = |name: &'static str| {
            Action::default().extras(group.clone().extra(Extra::default().info(name).valeur("1")))
        };
        let formation = with(Certification::default().certifinfo("74963"));
        let apprentis = formation.clone().action(action("contrat-apprentissage"));
        assert_eq!(found(&apprentis, "CRT07"), [(Severity::Warning, "action[1]".to_owned())]);
        assert_eq!(found(&formation.action(action("contrat-professionnalisation")), "CRT07"), []);
    }

    #[test]
    fn replaced_codes_lead_to_the_last() {
        let registres = exemples::registres();
        let given = Conditions { registres: Some(&registres), ..conditions(Profile::Lheo) };
        let judgement = judged(&with(Certification::default().certifinfo("44497")), &given);
        let finding = judgement.findings.iter().find(|it| it.rule.code == "CRT08").unwrap();
        assert_eq!(finding.message(Lang::Fr), "le code Certif Info 44497 est remplacé par 74963");
        assert_eq!(finding.replacement.as_ref().unwrap().text, "74963");
        assert_eq!(found(&with(Certification::default().certifinfo("74963")), "CRT08"), []);
    }

    #[test]
    fn alone_it_is_a_hint() {
        let formation = with(Certification::default().certifinfo("97049"));
        let judgement = judged(&formation, &conditions(Profile::OffreInfo));
        assert_eq!(
            of_rule(&judgement, "CRT09"),
            [(Severity::Info, "certification[1]/code-CERTIFINFO".to_owned())]
        );
        assert_eq!(found(&formation, "CRT09"), [], "off in Pays de la Loire");
        let older = Conditions { dialecte: "2.2", ..conditions(Profile::OffreInfo) };
        assert_eq!(of_rule(&judged(&formation, &older), "CRT09"), []);
    }
}
