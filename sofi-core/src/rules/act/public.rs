//! What the public, advisers and funders look for in an action.

use super::{genre, prix};
use crate::{
    Action, Args, Checked, Organisme,
    extras::{
        edof,
        offre_info::{ELIGIBILITE_CPF, FIN_VALIDITE},
    },
    rules::{Scope, Verdicts, macros::family},
};

family! {
    ACT18 "apprentissage-avec-frais" [I I - I] Inferred Action(act18) {
        title: "Des frais restent à l'apprenti" / "Costs are left to the apprentice",
        message: "action en apprentissage, et <frais-restants> annonce un montant : « {value} »" / "action in apprenticeship, and <frais-restants> announces an amount: \"{value}\"",
        helps: ["l'apprentissage est gratuit pour l'apprenti ; les frais d'équipement se disent dans <equipement> (LHEO 2.3)" / "apprenticeship is free for the apprentice; the costs of equipment go in <equipement> (LHEO 2.3)"],
        why: "La formation d'un apprenti ne peut pas lui être facturée. Des frais annexes (équipement, restauration) peuvent rester : vérifiez qu'ils se distinguent des frais de formation." / "The training of an apprentice cannot be charged to them. Other costs (equipment, meals) may be left: make sure that they are told apart from those of training.",
        source: "ACT-18 ; déduit du Code du travail, à vérifier",
        bad: "<action><frais-restants>450 € de frais de formation</frais-restants><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
        good: "<action><frais-restants>0 €</frais-restants><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
    }
    ACT20 "apprentissage-sans-uai" [I I - I] Inferred Action(act20) {
        title: "Une action en apprentissage sans code UAI" / "An action in apprenticeship without a UAI code",
        message: "action en apprentissage, sans code UAI du formateur ni du lieu" / "action in apprenticeship, without the UAI code of the trainer or of the place",
        helps: ["ajoutez <code-UAI-formateur> ou <code-UAI-lieu-formation>" / "add <code-UAI-formateur> or <code-UAI-lieu-formation>"],
        why: "Le catalogue de l'apprentissage et Parcoursup reconnaissent les lieux par leur UAI : sans lui, l'offre n'y est pas rattachée." / "The apprenticeship catalogue and Parcoursup know places by their UAI: without it the offer is not tied to them.",
        source: "ACT-20 ; déduit ; LHEO 2.3, code-UAI-formateur et code-UAI-lieu-formation",
        bad: "<action><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
        good: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0851372E</code-UAI></code-UAI-lieu-formation></lieu-de-formation><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
    }
    ACT21 "sans-acces-handicapes" [I I - I] Inferred Action(act21) {
        title: "Rien sur l'accès des personnes handicapées" / "Nothing on access for people with disabilities",
        message: "l'action ne dit rien de l'accès des personnes handicapées" / "the action tells nothing of access for people with disabilities",
        helps: ["ajoutez <acces-handicapes> : accès aux locaux, adaptations, référent handicap" / "add <acces-handicapes>: access to the building, adaptations, whom to contact"],
        why: "L'accueil des personnes en situation de handicap est une information que les conseillers cherchent, et que la certification qualité demande de publier." / "How people with disabilities are received is something that advisers look for, and that quality certification asks to publish.",
        source: "ACT-21 ; déduit",
        bad: "<action><acces-handicapes>-</acces-handicapes></action>",
        good: "<action><acces-handicapes>Locaux accessibles aux fauteuils roulants ; référente handicap sur place</acces-handicapes></action>",
    }
    ACT22 "eligible-cpf-sans-prix" [W W W W] Inferred Action(act22) {
        title: "Une offre éligible au CPF n'a pas de prix" / "An offer that the CPF may pay for has no price",
        message: "l'action est éligible au CPF, et n'a pas de prix" / "the action may be paid for with the CPF, and has no price",
        helps: ["ajoutez <prix-total-TTC>, ou frais-ttc dans les extras d'EDOF" / "add <prix-total-TTC>, or frais-ttc in the extras of EDOF"],
        why: "On paie avec son compte CPF un prix affiché : sans lui, l'offre ne peut être ni comparée ni achetée. Les actions conventionnées et l'alternance, gratuites, ne sont pas jugées." / "With a CPF account people pay a displayed price: without it the offer can be neither compared nor bought. Actions under agreement and work-linked training, which are free, are not judged.",
        source: "ACT-22 ; déduit",
        bad: "<formation><certification><code-CPF>CPF202</code-CPF></certification></formation>",
        good: "<formation><certification><code-CPF>CPF202</code-CPF></certification><action><prix-total-TTC>1200</prix-total-TTC></action></formation>",
    }
}

fn act18(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some(text) = action.frais_restants.as_deref().filter(|_| action.is_apprentissage()) else { return };
    let lower = text.to_lowercase();
    // Who else pays, or what else is bought, is told in so many ways that any of these words makes it doubtful.
    let is_doubtful = [
        "employeur",
        "entreprise",
        "opco",
        "pris en charge",
        "prise en charge",
        "équipement",
        "restauration",
        "hébergement",
        "repas",
    ]
    .iter()
    .any(|words| lower.contains(words));
    if !is_doubtful && has_amount(&lower) {
        let args = Args::new().text("value", crate::finding::shown(text));
        out.fault(action.path.child("frais-restants"), args).value(text);
    }
}

/// Is there an amount of euros that is not zero?
fn has_amount(text: &str) -> bool {
    let signs = ["€", "euro", "eur "].iter().flat_map(|sign| text.match_indices(sign));
    let before = signs.map(|(at, _)| text.split_at(at).0);
    before.chain(text.strip_suffix("eur")).any(|before| {
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let before = before.trim_end();
        // « 1 000 € »: the zeros are thousands when digits come before them.
        let (left, number) = before.split_at(before.trim_end_matches(is_number).len());
        let left = left.trim_end();
        let is_thousands = number.starts_with("000") && left.ends_with(|c: char| c.is_ascii_digit());
        is_thousands || number.contains(|c: char| c.is_ascii_digit() && c != '0')
    })
}

fn act20(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.conditions.dialecte != "2.3" || !action.is_apprentissage() {
        return;
    }
    let has_uai = |organisme: &Organisme<'_>| organisme.uai.as_ref().is_some_and(|uai| !uai.is_absent());
    let of_lieux = action.lieux.iter().any(|lieu| lieu.uai.as_ref().is_some_and(|uai| !uai.is_absent()));
    let of_formateurs = action.formateurs.iter().any(has_uai);
    if !of_lieux && !of_formateurs && !action.formation.formateur_of(action.it).is_some_and(has_uai) {
        out.fault(action.path.clone(), Args::new());
    }
}

fn act21(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.is_formation_initiale() {
        return;
    }
    match action.acces_handicapes.as_deref() {
        None => drop(out.fault(action.path.clone(), Args::new())),
        Some(text) if genre::is_filler(text) => {
            out.fault(action.path.child("acces-handicapes"), Args::new()).value(text);
        }
        Some(_) => {}
    }
}

fn act22(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if has_price(action) {
        return;
    }
    let is_eligible = genre::cpf(action.formation).next().is_some() || is_listed(action, out);
    if is_eligible && !prix::is_free(action) {
        out.fault(action.path.clone(), Args::new());
    }
}

/// Is any price written, even one that cannot be read?
fn has_price(action: &Action<'_>) -> bool {
    let says = |price: &Checked<'_, crate::Prix>| !price.raw().trim().is_empty();
    action.prix_total.iter().chain(&action.prix_horaire).any(says) || edof::FRAIS_TTC.get(action).is_some()
}

/// Does a session say that it is on a list of the CPF that still holds?
fn is_listed(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) -> bool {
    let mut lists = action.sessions.iter().flat_map(|session| ELIGIBILITE_CPF.all(session)).peekable();
    if lists.peek().is_none() {
        return false;
    }
    let Some(as_of) = action.as_of(out) else { return false };
    lists.any(|list| {
        let Some(end) = FIN_VALIDITE.get(list) else { return true };
        end.lenient().is_some_and(|end| end.latest().is_none_or(|latest| latest >= as_of))
    })
}

#[cfg(test)]
mod tests {
    use super::has_amount;
    use crate::{
        Action, Certification, Conditions, Extra, Extras, Formation, LieuDeFormation, Organisme, Profile,
        RuleSet, Session, Severity, judge, rules::testing::found,
    };

    fn group(group: &'static str, name: &'static str, value: &'static str) -> Extras<'static> {
        Extras::default().info(group).extra(Extra::default().info(name).valeur(value))
    }

    fn apprentis() -> Action<'static> {
        Action::default().extras(group("dispositif", "contrat-apprentissage", "1"))
    }

    fn places(action: Action<'static>, code: &str) -> Vec<(String, Severity)> {
        found(&Formation::default().action(action), Profile::Lheo, code)
    }

    #[test]
    fn amounts_in_words() {
        for some in ["450 €", "frais : 12,50€ par mois", "100 euros", "1 200 eur", "1 000 €"] {
            assert!(has_amount(some), "{some}");
        }
        for none in ["0 €", "0,00 euro", "aucun", "gratuit", "€", "200 heures", "à partir de 2026"] {
            assert!(!has_amount(none), "{none}");
        }
    }

    #[test]
    fn apprentices_do_not_pay() {
        let place = "action[1]/frais-restants".to_owned();
        assert_eq!(places(apprentis().frais_restants("450 € de frais"), "ACT18"), [(place, Severity::Info)]);
        for text in ["0 €", "Aucun", "450 € payés par l'employeur", "Restauration : 5 € par repas"] {
            assert!(places(apprentis().frais_restants(text), "ACT18").is_empty(), "{text}");
        }
        assert!(places(Action::default().frais_restants("450 €"), "ACT18").is_empty());
    }

    #[test]
    fn apprenticeship_gives_a_uai() {
        assert_eq!(places(apprentis(), "ACT20"), [("action[1]".to_owned(), Severity::Info)]);
        assert!(places(Action::default(), "ACT20").is_empty());
        assert!(places(apprentis().lieu(LieuDeFormation::default().uai("0851372E")), "ACT20").is_empty());
        assert!(places(apprentis().formateur(Organisme::default().uai("0851372E")), "ACT20").is_empty());
        let responsable = Formation::default().responsable(Organisme::default().uai("0851372E"));
        assert!(found(&responsable.action(apprentis()), Profile::Lheo, "ACT20").is_empty());

        let old = Conditions { dialecte: "2.2", ..Conditions::default() };
        let formation = Formation::default().action(apprentis());
        let findings = judge(&formation, &RuleSet::of(Profile::Lheo), &old).findings;
        assert!(findings.iter().all(|finding| finding.rule.code != "ACT20"));
    }

    #[test]
    fn access_is_told() {
        assert_eq!(places(Action::default(), "ACT21"), [("action[1]".to_owned(), Severity::Info)]);
        let filler = places(Action::default().acces_handicapes("Non renseigné"), "ACT21");
        assert_eq!(filler, [("action[1]/acces-handicapes".to_owned(), Severity::Info)]);
        assert!(places(Action::default().acces_handicapes("Accès handicapé possible"), "ACT21").is_empty());
        let initiale = Action::default().extras(group("type-formation", "formation-initiale", "1"));
        assert!(places(initiale, "ACT21").is_empty());
    }

    #[test]
    fn what_the_cpf_pays_for_has_a_price() {
        let cpf = |action| {
            Formation::default().certification(Certification::default().cpf("CPF202")).action(action)
        };
        let place = || [("action[1]".to_owned(), Severity::Warning)];
        let fired = |formation: Formation<'_>, profile| found(&formation, profile, "ACT22");
        assert_eq!(fired(cpf(Action::default()), Profile::Lheo), place());
        for quiet in [
            Action::default().prix_total("1200"),
            Action::default().prix_horaire("nous consulter"),
            Action::default().conventionnement("1"),
            apprentis(),
        ] {
            assert!(fired(cpf(quiet), Profile::Lheo).is_empty());
        }
        let fees =
            Extras::default().info("action").extras(group("frais-pedagogiques", "frais-ttc", "600.60"));
        assert!(fired(cpf(Action::default().extras(fees)), Profile::Edof).is_empty());

        let listed = |end: &'static str| {
            let list = group("eligibilite-cpf", "fin-validite", end);
            Formation::default().action(Action::default().session(Session::default().extras(list)))
        };
        assert_eq!(fired(listed("2027-12-31"), Profile::Lheo), place());
        assert_eq!(fired(listed("20271231"), Profile::Lheo), place());
        assert!(fired(listed("20191231"), Profile::Lheo).is_empty());
        assert!(fired(listed("un jour"), Profile::Lheo).is_empty());
        let rncp = Formation::default().certification(Certification::default().rncp("RNCP37274"));
        assert!(fired(rncp.action(Action::default()), Profile::Lheo).is_empty());
    }
}
