//! Branches of activity, and groups of training and employment.

use crate::{
    Action, Args, OfferPath, Safety, Scope, Session, Verdicts,
    extras::{
        edof,
        offre_info::{BRANCHE, ELIGIBILITE_CPF},
    },
    rules::macros::family,
};

family! {
    DOM07 "naf-invalide" [W W - W] Partial Session(dom07) {
        title: "Code NAF d'une branche" / "NAF code of a branch",
        message: "branche « {value} » : un code NAF a quatre chiffres et une lettre" / "branch \"{value}\": a NAF code has four digits and a letter",
        helps: ["écrivez-le comme l'Insee : 62.02A" / "write it as Insee does: 62.02A"],
        why: "L'éligibilité au CPF peut dépendre de la branche, reconnue par son code NAF : 6202A, ou 62.02A. Un autre texte ne désigne aucune branche." / "Eligibility for the CPF may depend on the branch, known by its NAF code: 6202A, or 62.02A. Another text names no branch.",
        source: "DOM-07 ; ajouts eligibilite-cpf du flux Intercarif",
        bad: "<session><extras info=\"eligibilite-cpf\"><extra info=\"branche\">informatique</extra></extras></session>",
        good: "<session><extras info=\"eligibilite-cpf\"><extra info=\"branche\">62.02A</extra></extras></session>",
    }
    DOM08 "gfe-invalide" [- - E -] SingleAuthor Action(dom08) {
        title: "EDOF : groupe formation-emploi" / "EDOF: training and employment group",
        message: "code-gfe « {value} » : un nombre de 1 à 24 est attendu" / "code-gfe \"{value}\": a number from 1 to 24 is expected",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "les lettres A à V des anciens catalogues ne sont plus acceptées" / "the letters A to V of older catalogues are no longer accepted",
        ],
        why: "Mon Compte Formation classe les actions par groupe formation-emploi, numéroté de 1 à 24. Un autre code fait refuser l'action." / "Mon Compte Formation files actions by training and employment group, from 1 to 24. Another code has the action refused.",
        source: "DOM-08 ; table des GFE, refus des lettres rapporté par un éditeur de catalogues",
        bad: "<action><extras info=\"action\"><extra info=\"code-gfe\">H</extra></extras></action>",
        good: "<action><extras info=\"action\"><extra info=\"code-gfe\">8</extra></extras></action>",
    }
}

/// Is it a NAF code, however it is written: `6202A`, `62.02A`, `APE 62.02A`?
fn is_naf(text: &str) -> bool {
    let mut plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    plain.make_ascii_uppercase();
    let code = plain.strip_prefix("APE").or_else(|| plain.strip_prefix("NAF")).unwrap_or(&plain);
    matches!(code.as_bytes(), [digits @ .., letter]
        if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) && letter.is_ascii_uppercase())
}

fn dom07(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    for (place, list) in ELIGIBILITE_CPF.located(session.it, session.path) {
        for (number, extra) in BRANCHE.in_group(list) {
            let Some(text) = extra.text() else { continue };
            // Several branches may stand in one addition.
            if !text.split([',', ';', '|']).map(str::trim).filter(|code| !code.is_empty()).all(is_naf) {
                let args = Args::new().text("value", crate::finding::shown(text));
                out.fault(place.nth("extra", number), args).value(text);
            }
        }
    }
}

fn dom08(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    for (place, extra) in edof::CODE_GFE.located(action.it, action.path) {
        if let Some(text) = extra.text() {
            gfe(text, place, out);
        }
    }
}

fn gfe(text: &str, place: OfferPath, out: &mut Verdicts) {
    let number = text.parse::<u8>().ok().filter(|number| (1..=24).contains(number));
    let repair = number.map(|number| number.to_string());
    if repair.as_deref() == Some(text) {
        return;
    }
    let mut args = Args::new().text("value", crate::finding::shown(text));
    if let Some(repair) = &repair {
        args = args.text("repair", repair.clone());
    }
    let finding = out.fault(place, args).value(text);
    if let Some(repair) = repair {
        finding.at_most(crate::Severity::Warning).replace(Safety::Suggested, repair);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extra, Extras, Formation, Profile, Severity, rules::testing::found};

    #[test]
    fn naf_codes_however_written() {
        for text in ["6202A", "62.02A", "APE 62.02A", "naf 6202a"] {
            assert!(is_naf(text), "{text}");
        }
        for text in ["", "6202", "62.02", "informatique", "A6202", "62020A"] {
            assert!(!is_naf(text), "{text}");
        }
    }

    #[test]
    fn branches_of_the_cpf() {
        let session = |text: &'static str| {
            let group = Extras::default().info("eligibilite-cpf").numero("130805");
            let group = group.extra(Extra::default().info("branche").valeur(text));
            Formation::default().action(Action::default().session(Session::default().extras(group)))
        };
        let at = "action[1]/session[1]/extras[1]/extra[1]".to_owned();
        assert_eq!(found(&session("informatique"), Profile::Lheo, "DOM07"), [(at, Severity::Warning)]);
        for quiet in ["26.52Z", "26.52Z, 6202A", " "] {
            assert_eq!(found(&session(quiet), Profile::Lheo, "DOM07"), []);
        }
    }

    #[test]
    fn groups_are_numbers() {
        let action = |text: &'static str| {
            let group =
                Extras::default().info("action").extra(Extra::default().info("code-gfe").valeur(text));
            Formation::default().action(Action::default().extras(group))
        };
        let at = || "action[1]/extras[1]/extra[1]".to_owned();
        for (text, severity) in [("H", Severity::Error), ("25", Severity::Error), ("08", Severity::Warning)] {
            assert_eq!(found(&action(text), Profile::Edof, "DOM08"), [(at(), severity)]);
        }
        assert_eq!(found(&action("24"), Profile::Edof, "DOM08"), []);
        assert_eq!(found(&action("H"), Profile::Lheo, "DOM08"), []);
    }
}
