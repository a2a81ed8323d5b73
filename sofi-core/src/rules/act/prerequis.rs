//! What one must know or have to enter.

use super::genre;
use crate::{
    Action, Args,
    extras::edof::EXISTENCE_PREREQUIS,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    ACT13 "prerequis-non-decrit" [- - W -] SingleAuthor Action(act13) {
        title: "Un prérequis est annoncé, et n'est pas décrit" / "A prerequisite is announced, and not described",
        message: "existence-prerequis vaut 1, et <conditions-specifiques> ne dit pas quel prérequis" / "existence-prerequis is 1, and <conditions-specifiques> does not tell which prerequisite",
        helps: ["décrivez le prérequis dans <conditions-specifiques>, ou mettez existence-prerequis à 0" / "describe the prerequisite in <conditions-specifiques>, or set existence-prerequis to 0"],
        why: "EDOF demande de décrire ce qu'il faut savoir ou avoir pour entrer dès qu'un prérequis est annoncé." / "EDOF asks for what must be known or owned to enter as soon as a prerequisite is announced.",
        source: "ACT-13 ; rapporté par l'auteur d'un éditeur de catalogues EDOF",
        bad: "<formation><action/><action numero=\"A2\"><conditions-specifiques>Aucun</conditions-specifiques><extras info=\"action\"><extra info=\"existence-prerequis\">1</extra></extras></action></formation>",
        good: "<formation><action/><action numero=\"A2\"><conditions-specifiques>Savoir lire un plan.</conditions-specifiques><extras info=\"action\"><extra info=\"existence-prerequis\">1</extra></extras></action></formation>",
    }
}

fn act13(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some(("1", place)) = EXISTENCE_PREREQUIS.text(action.it, action.path) else { return };
    match action.conditions_specifiques.as_deref() {
        None => drop(out.fault(place, Args::new()).value("1")),
        Some(text) if says_none(text) => {
            out.fault(action.path.child("conditions-specifiques"), Args::new()).value(text);
        }
        Some(_) => {}
    }
}

/// Does it say that there is none?
fn says_none(text: &str) -> bool {
    let plain = text.trim().trim_end_matches(['.', ' ']).to_lowercase().replace("pré-requis", "prérequis");
    let is_none = matches!(
        plain.as_str(),
        "aucun"
            | "aucune"
            | "aucun prérequis"
            | "pas de prérequis"
            | "sans prérequis"
            | "aucun prérequis nécessaire"
    );
    is_none || genre::is_filler(text)
}

#[cfg(test)]
mod tests {
    use crate::{Action, Extra, Extras, Formation, Profile, Severity, rules::testing::found};

    fn act13(value: &'static str, conditions: Option<&'static str>) -> Vec<(String, Severity)> {
        let extras = Extras::default()
            .info("action")
            .extra(Extra::default().info("existence-prerequis").valeur(value));
        let action =
            conditions.into_iter().fold(Action::default().extras(extras), Action::conditions_specifiques);
        found(&Formation::default().action(action), Profile::Edof, "ACT13")
    }

    #[test]
    fn prerequisites_are_described() {
        let place = "action[1]/conditions-specifiques".to_owned();
        for none in ["Aucun.", "néant", "Aucun pré-requis", "-", " "] {
            assert_eq!(act13("1", Some(none)), [(place.clone(), Severity::Warning)], "{none}");
        }
        let extra = "action[1]/extras[1]/extra[1]".to_owned();
        assert_eq!(act13("1", None), [(extra, Severity::Warning)]);
        assert!(
            act13("1", Some("Aucun diplôme n'est demandé, mais il faut savoir lire un plan.")).is_empty()
        );
        assert!(act13("0", Some("Aucun")).is_empty() && act13("0", None).is_empty());
    }
}
