//! Work-linked training, and preparation for a job (POEC).

use super::heures::hours;
use crate::{
    Action, Args, Bilingual,
    extras::offre_info::PROGRAMME_FINANCEUR,
    rules::{Scope, Verdicts, constat::constat, macros::family},
};

family! {
    ACT15 "heures-et-dispositif" [I I - I] Partial Action(act15) {
        title: "Les heures ne vont pas avec le dispositif" / "The hours do not go with the scheme",
        message: "{constat}" / "{constat}",
        helps: ["vérifiez les heures, ou le dispositif" / "check the hours, or the scheme"],
        why: "Un contrat d'apprentissage ou de professionnalisation se passe en partie dans l'entreprise, et une POEC dure 400 heures au plus. Des organismes ne comptent que les heures en centre : ce n'est qu'une information." / "A contract of apprenticeship or professionnalisation is spent in part in the company, and a POEC lasts 400 hours at the most. Some organisations count the hours in the centre only: it is only for information.",
        source: "ACT-15 ; extras dispositif des flux nationaux ; règles d'un moteur public d'aides à la formation",
        bad: "<action><nombre-heures-entreprise>0</nombre-heures-entreprise><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
        good: "<action><nombre-heures-entreprise>800</nombre-heures-entreprise><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
    }
}

/// A POEC lasts so many hours at the most.
const POEC: u32 = 400;

fn act15(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.is_alternance() && hours(action.nombre_heures_entreprise.as_ref()) == Some(0) {
        let words = Bilingual::new(
            "action en {contrat}, sans aucune heure en entreprise",
            "action on {contrat}, without any hour in a company",
        );
        let contrat = if action.is_apprentissage() {
            Bilingual::new("contrat d'apprentissage", "a contract of apprenticeship")
        } else {
            Bilingual::new("contrat de professionnalisation", "a contract of professionnalisation")
        };
        let place = action.path.child("nombre-heures-entreprise");
        out.fault(place, constat(words, &Args::new().words("contrat", contrat))).value("0");
    }
    let mut programmes = action.financeurs.iter().flat_map(|financeur| PROGRAMME_FINANCEUR.values(financeur));
    let is_poec = programmes.any(|programme| programme.eq_ignore_ascii_case("POEC"));
    let total = hours(action.nombre_heures_total.as_ref()).filter(|total| is_poec && *total > POEC);
    if let Some(total) = total {
        let words = Bilingual::new(
            "POEC de {hours|heure|heures}, 400 au plus",
            "POEC of {hours|hour|hours}, 400 at the most",
        );
        let inner = Args::new().count("hours", total.into());
        out.fault(action.path.child("nombre-heures-total"), constat(words, &inner)).value(total.to_string());
    }
}

#[cfg(test)]
mod tests {
    use crate::{Action, Extra, Extras, Financeur, Formation, Profile, Severity, rules::testing::found};

    fn group(group: &'static str, name: &'static str, value: &'static str) -> Extras<'static> {
        Extras::default().info(group).extra(Extra::default().info(name).valeur(value))
    }

    fn act15(action: Action<'static>) -> Vec<(String, Severity)> {
        found(&Formation::default().action(action), Profile::OffreInfo, "ACT15")
    }

    #[test]
    fn contracts_have_hours_in_a_company() {
        for contract in ["contrat-apprentissage", "contrat-professionnalisation"] {
            let action = || Action::default().extras(group("dispositif", contract, "1"));
            let place = "action[1]/nombre-heures-entreprise".to_owned();
            assert_eq!(act15(action().nombre_heures_entreprise("0")), [(place, Severity::Info)]);
            assert!(act15(action().nombre_heures_entreprise("800")).is_empty());
            assert!(act15(action()).is_empty());
        }
        let no = Action::default().extras(group("dispositif", "contrat-apprentissage", "0"));
        assert!(act15(no.nombre_heures_entreprise("0")).is_empty());
    }

    #[test]
    fn a_poec_is_short() {
        let funded = |programme: &'static str, hours: &'static str| {
            let financeur = Financeur::default().code("16").extras(group(
                "specificites",
                "programme-financeur",
                programme,
            ));
            act15(Action::default().financeur(financeur).nombre_heures_total(hours))
        };
        assert_eq!(funded("POEC", "401"), [("action[1]/nombre-heures-total".to_owned(), Severity::Info)]);
        assert!(funded("POEC", "400").is_empty() && funded("PRF", "800").is_empty());
    }
}
