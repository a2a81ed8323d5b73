//! Blocks and codes of the CPF as they are written, and what must agree with the certification.

use super::{certifications, certifinfo, fiches};
use crate::{
    Args, Bilingual, Checked, ElementHerite, Formation, Session,
    extras::offre_info::{ELIGIBILITE_CPF, FIN_VALIDITE},
    rules::{Scope, Verdicts, macros::family},
    vocabulary::day,
};

family! {
    CRT21 "code-bloc-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code de bloc de compétences" / "Form of a skill block code",
        message: "code de bloc {value} : {why}" / "block code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Un bloc est une partie d'une certification du RNCP : sans le numéro de celle-ci, son code ne désigne rien. Le Répertoire spécifique n'a pas de blocs." / "A block is a part of a certification of the RNCP: without its number, the code names nothing. The specific register has no blocks.",
        source: "CRT-21 ; France compétences, blocs de compétences",
        bad: "<session><blocs-competences><bloc-competences><code-bloc>RS5000BC01</code-bloc></bloc-competences></blocs-competences></session>",
        good: "<session><blocs-competences><bloc-competences><code-bloc>RNCP38596BC01</code-bloc></bloc-competences></blocs-competences></session>",
    }
    CRT22 "session-par-blocs" [- - - I] Evidenced Session(crt22) {
        title: "Session décrite par blocs de compétences" / "Session described by skill blocks",
        message: "la session est décrite par blocs de compétences, ce que SOFI ne fait pas" / "the session is described by skill blocks, which SOFI does not do",
        helps: ["décrivez la certification entière, et nommez les blocs dans l'intitulé de l'action" / "describe the whole certification, and name the blocks in the title of the action"],
        why: "En Pays de la Loire, une session décrit une certification complète, avec sa durée et ses dates ; le conseiller choisit ensuite ce qu'il faut. C'est une règle de 2019." / "In Pays de la Loire a session describes a whole certification, with its length and dates; the adviser then picks what is needed. This is a rule of 2019.",
        source: "CRT-22 ; SOFI, diapositive 10",
        bad: "<session><blocs-competences><bloc-competences><code-bloc>RNCP38596BC01</code-bloc></bloc-competences></blocs-competences></session>",
        good: "<session><periode><debut>20270104</debut><fin>20270625</fin></periode></session>",
    }
    CRT23 "code-cpf-invalide" [E E E E] Evidenced Value {
        title: "Forme et âge d'un code CPF" / "Form and age of a CPF code",
        message: "code CPF {value} : {why}" / "CPF code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Ces codes désignent ce que le CPF finance sans certification : VAE, bilan de compétences, permis, création d'entreprise. Les numéros nus d'avant 2019 n'ouvrent plus de droits." / "These codes name what the CPF pays for without a certification: validation of experience, skills review, driving licences, starting a business. The bare numbers of before 2019 grant nothing any more.",
        source: "CRT-23 ; LHEO, code-CPF ; Caisse des dépôts",
        bad: "<formation><certifiante>1</certifiante><certification><code-CPF>CPF2O6</code-CPF></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-CPF>CPF206</code-CPF></certification></formation>",
    }
    CRT24 "eligibilite-cpf-terminee" [W W - W] Evidenced Session(crt24) {
        title: "Éligibilité au CPF terminée avant la session" / "CPF eligibility over before the session",
        message: "la dernière éligibilité au CPF donnée s'arrête le {fin}, et la session commence le {debut}" / "the last CPF eligibility that is given ends on {fin}, and the session starts on {debut}",
        helps: ["retirez ces groupes « eligibilite-cpf » : l'éligibilité se lit aujourd'hui sur la certification" / "take these groups 'eligibilite-cpf' away: eligibility is now read from the certification"],
        why: "Ces groupes d'ajouts datent des listes d'avant 2020. Un site qui les lit encore annonce un financement qui n'existe plus." / "These groups of additions date from the lists of before 2020. A site that still reads them announces a funding that is gone.",
        source: "CRT-24 ; flux Intercarif de 2018 et 2020",
        bad: "<session><extras info=\"eligibilite-cpf\" numero=\"130805\"><extra info=\"debut-validite\">20150101</extra><extra info=\"fin-validite\">20191231</extra></extras></session>",
        good: "<session><extras info=\"eligibilite-cpf\" numero=\"130805\"><extra info=\"debut-validite\">20150101</extra><extra info=\"fin-validite\">20271231</extra></extras></session>",
    }
    CRT25 "niveau-de-sortie-different" [W W - W] Partial Formation(crt25) {
        title: "Niveau de sortie et niveau de la certification" / "Level reached and level of the certification",
        message: "code niveau de sortie {code} : {numero} est de niveau {niveau}" / "code of the level reached {code}: {numero} is of level {niveau}",
        helps: ["le code de ce niveau est {attendu}" / "the code of that level is {attendu}"],
        why: "LHEO numérote les niveaux à sa façon, deux fois : 13 à 18 pour les niveaux 3 à 8, et 4 à 8 pour les anciens niveaux V à I. Comparer les chiffres induit en erreur." / "LHEO numbers levels in its own way, twice: 13 to 18 for levels 3 to 8, and 4 to 8 for the former levels V to I. Comparing the digits is misleading.",
        source: "CRT-25 ; LHEO, dictionnaire niveaux ; France compétences",
        needs: ["certifications"],
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><code-niveau-sortie>14</code-niveau-sortie></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification><code-niveau-sortie>15</code-niveau-sortie></formation>",
    }
    CRT26 "ecart-avec-certif-info" [- - - -] default Info Evidenced Formation(crt26) {
        title: "Écart avec ce que donne Certif Info" / "Difference from what Certif Info gives",
        message: "{element} diffère de la fiche Certif Info {certifinfo}" / "{element} differs from the record {certifinfo} of Certif Info",
        helps: ["reprenez ce que donne Certif Info, et mettez vos précisions dans l'action" / "take what Certif Info gives, and put your own details in the action"],
        why: "L'intitulé, l'objectif, le programme, le Formacode principal et l'éligibilité au CPF viennent tels quels de Certif Info : ils font la formation. Un écart est souvent volontaire, d'où une règle éteinte par défaut." / "The title, the objective, the programme, the main Formacode and eligibility to the CPF come from Certif Info as they stand: they make the formation. A difference is often meant, so the rule is off by default.",
        source: "CRT-26 ; SOFI, diapositive 9",
        needs: ["certifinfo"],
        bad: "<formation><domaine-formation><code-FORMACODE ref=\"V14\">15254</code-FORMACODE></domaine-formation><intitule-formation>Autre titre</intitule-formation><objectif-formation>Exercer le métier de l'exemple</objectif-formation><certifiante>1</certifiante><certification><code-CERTIFINFO>74963</code-CERTIFINFO></certification></formation>",
        good: "<formation><domaine-formation><code-FORMACODE ref=\"V14\">15254</code-FORMACODE></domaine-formation><intitule-formation>Titre d'exemple</intitule-formation><objectif-formation>Exercer le métier de l'exemple</objectif-formation><certifiante>1</certifiante><certification><code-CERTIFINFO>74963</code-CERTIFINFO></certification></formation>",
    }
}

fn crt22(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let says = |text: &str| !text.trim().is_empty();
    let is_named = |bloc: &crate::Bloc<'_>| {
        bloc.code.as_ref().is_some_and(|code| says(&code.raw())) || bloc.libelle.as_deref().is_some_and(says)
    };
    if session.blocs().any(is_named) {
        out.fault(session.path.child("blocs-competences"), Args::new());
    }
}

fn crt24(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    let Some((first, _)) = ELIGIBILITE_CPF.located(session.it, session.path).next() else { return };
    // One that has no end, or one that cannot be read, may still hold.
    let ends: Option<Vec<_>> =
        ELIGIBILITE_CPF.all(session.it).map(|list| FIN_VALIDITE.get(list)?.lenient()).collect();
    let (Some(ends), Some(debut)) = (ends, session.debut()) else { return };
    let Some((fin, last)) =
        ends.iter().filter_map(|end| Some((end, end.latest()?))).max_by_key(|(_, last)| *last)
    else {
        return;
    };
    let Some(start) = debut.earliest() else { return };
    if ends.iter().all(|end| end.certainly_before(debut)) {
        let args = Args::new().told("fin", |lang| day(last, lang)).told("debut", |lang| day(start, lang));
        let periode = session.path.child("periode").child("debut");
        out.fault(first, args)
            .value(fin.to_string())
            .related(periode, Bilingual::new("début de la session", "start of the session"));
    }
}

/// The European level that a code of LHEO stands for: those of today, or what became of the former ones.
fn niveaux(code: &str) -> &'static [u8] {
    match code.trim() {
        "13" | "4" => &[3],
        "14" | "5" => &[4],
        "15" | "6" => &[5],
        "16" | "7" => &[6],
        "17" => &[7],
        // The former level I goes from the master to the doctorate.
        "8" => &[7, 8],
        "18" => &[8],
        _ => &[],
    }
}

/// The code of a European level; dialects before 2.3 know the former ones alone.
fn code_of(niveau: u8, dialecte: &str) -> String {
    let code = if dialecte == "2.3" { niveau + 10 } else { (niveau + 1).min(8) };
    code.to_string()
}

fn crt25(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some(code) = formation.niveau_sortie.as_deref() else { return };
    let (given, fiches) = (niveaux(code), fiches(formation));
    if given.is_empty() || fiches.is_empty() {
        return;
    }
    let Some(register) = certifications(formation, out) else { return };
    let level = |(_, numero): &(_, crate::NumeroFiche)| Some((*numero, register.get(*numero)?.niveau()?));
    let known: Vec<_> = fiches.iter().filter_map(level).collect();
    let Some((numero, niveau)) = known.first().copied() else { return };
    if known.iter().any(|(_, niveau)| given.contains(niveau)) {
        return;
    }
    let args = Args::new()
        .text("code", code.trim().to_owned())
        .text("numero", numero.to_string())
        .text("niveau", niveau.to_string())
        .text("attendu", code_of(niveau, formation.conditions.dialecte));
    out.fault(formation.path.child("code-niveau-sortie"), args).value(code);
}

fn crt26(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let mut codes = (1..)
        .zip(&formation.certifications)
        .filter_map(|(ordinal, it)| Some((ordinal, it.certifinfo.as_ref()?)));
    // Of several certifications, one cannot tell which one lends its texts.
    let (Some((ordinal, code)), None) = (codes.next(), codes.next()) else { return };
    let Some(code) = Checked::lenient(code) else { return };
    let Some(register) = certifinfo(formation, out) else { return };
    let Some(record) = register.get(code) else { return };
    for element in ElementHerite::ecarts(formation, &record) {
        let path = match element {
            ElementHerite::Intitule => formation.path.child("intitule-formation"),
            ElementHerite::Objectif => formation.path.child("objectif-formation"),
            ElementHerite::Programme => formation.path.child("contenu-formation"),
            ElementHerite::Formacode => formation.path.child("domaine-formation").nth("code-FORMACODE", 1),
            ElementHerite::EligibiliteCpf => {
                formation.path.nth("certification", ordinal).child("code-CERTIFINFO")
            }
        };
        let args = Args::new().words("element", element.words()).text("certifinfo", code.to_string());
        out.fault(path, args);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Bloc, Certification, CodeReference, Conditions, Extra, Extras, Formation, Lang, Periode,
        Profile, RuleSet, Session, Severity, judge,
        rules::{
            exemples,
            testing::{conditions, fired, judged, of_rule},
        },
    };

    fn session(debut: &'static str) -> Session<'static> {
        Session::default().periode(Periode::default().debut(debut).fin("99999999"))
    }

    fn holding(session: Session<'static>) -> Formation<'static> {
        Formation::default().action(Action::default().session(session))
    }

    fn with(certification: Certification<'static>) -> Formation<'static> {
        Formation::default().certifiante("1").certification(certification)
    }

    fn found(formation: &Formation<'_>, profile: Profile, code: &str) -> Vec<String> {
        let all = fired(formation, profile).into_iter().filter(|(found, _)| *found == code);
        all.map(|(_, path)| path).collect()
    }

    #[test]
    fn blocks_are_parts_of_the_rncp() {
        let path = "action[1]/session[1]/blocs-competences[1]/bloc-competences[1]/code-bloc";
        for wrong in ["RS5000BC01", "RNCP38596", "01"] {
            let formation = holding(session("20270104").bloc(Bloc::default().code(wrong)));
            assert_eq!(found(&formation, Profile::Lheo, "CRT21"), [path], "{wrong}");
        }
        let right = holding(session("20270104").bloc(Bloc::default().code("RNCP38596BC01")));
        assert_eq!(found(&right, Profile::Lheo, "CRT21"), [""; 0]);
        assert_eq!(found(&right, Profile::Lheo, "CRT22"), [""; 0]);
        assert_eq!(
            found(&right, Profile::PaysDeLaLoire, "CRT22"),
            ["action[1]/session[1]/blocs-competences"]
        );
        assert_eq!(found(&holding(session("20270104")), Profile::PaysDeLaLoire, "CRT22"), [""; 0]);
    }

    #[test]
    fn codes_of_the_cpf() {
        let old = judged(&with(Certification::default().cpf("130805")), &conditions(Profile::Lheo));
        assert_eq!(of_rule(&old, "CRT23")[0].0, Severity::Warning);
        let wrong = judged(&with(Certification::default().cpf("CPF2O6")), &conditions(Profile::Lheo));
        assert_eq!(of_rule(&wrong, "CRT23")[0].0, Severity::Error);
        for right in ["CPF200", "CPF202", "CPF204", "CPF206", "CPF222"] {
            assert_eq!(found(&with(Certification::default().cpf(right)), Profile::Edof, "CRT23"), [""; 0]);
        }
    }

    #[test]
    fn eligibilities_of_the_past() {
        let group = |fin: &'static str| {
            Extras::default()
                .info("eligibilite-cpf")
                .numero("130805")
                .extra(Extra::default().info("fin-validite").valeur(fin))
        };
        let ended = holding(session("20260901").extras(group("20181231")).extras(group("2019-12-31")));
        assert_eq!(found(&ended, Profile::OffreInfo, "CRT24"), ["action[1]/session[1]/extras[1]"]);
        let judgement = judged(&ended, &conditions(Profile::OffreInfo));
        let message = judgement.findings.iter().find(|it| it.rule.code == "CRT24").unwrap().message(Lang::Fr);
        assert!(message.contains("s’arrête le 31/12/2019"), "{message}");
        for quiet in [
            session("20190901").extras(group("20191231")),
            session("20190901").extras(group("20181231")).extras(group("20191231")),
            session("20260901").extras(group("99999999")),
            session("20260901").extras(group("20191231")).extras(Extras::default().info("eligibilite-cpf")),
            session("00000000").extras(group("20191231")),
            session("20260901"),
        ] {
            assert_eq!(found(&holding(quiet), Profile::OffreInfo, "CRT24"), [""; 0]);
        }
    }

    #[test]
    fn levels_are_never_compared_by_their_digits() {
        let registres = exemples::registres();
        let fire = |code: &'static str, dialecte| {
            let given = Conditions { registres: Some(&registres), dialecte, ..conditions(Profile::Lheo) };
            let formation = with(Certification::default().rncp("RNCP38596")).niveau_sortie(code);
            let mut found = judged(&formation, &given).findings;
            found.retain(|it| it.rule.code == "CRT25");
            found.pop().map(|it| it.args.fill(it.rule.helps[0].fr, Lang::Fr).unwrap())
        };
        assert_eq!(fire("14", "2.3").unwrap(), "le code de ce niveau est 15");
        assert_eq!(fire("5", "2.2").unwrap(), "le code de ce niveau est 6");
        for quiet in ["15", "6", "0", "1", "?"] {
            assert_eq!(fire(quiet, "2.3"), None, "{quiet}");
        }
    }

    #[test]
    fn what_is_inherited_is_off_by_default() {
        let registres = exemples::registres();
        let given = Conditions { registres: Some(&registres), ..conditions(Profile::PaysDeLaLoire) };
        let formation = with(Certification::default().certifinfo("74963"))
            .intitule("Autre titre")
            .objectif("<p>Exercer le métier de l'exemple</p>")
            .formacode(CodeReference::default().code("15052"));
        assert_eq!(of_rule(&judged(&formation, &given), "CRT26"), []);
        let rules = RuleSet::new(|rule| Some(rule.severity));
        let places = of_rule(&judge(&formation, &rules, &given), "CRT26");
        let info = |path: &str| (Severity::Info, path.to_owned());
        assert_eq!(places, [info("intitule-formation"), info("domaine-formation/code-FORMACODE[1]")]);
    }
}
