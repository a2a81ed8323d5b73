//! Certified quality (Qualiopi), where public or shared money asks for it.

use crate::{
    Action, Args, Bilingual, Checked, Organisme, Profile, RegistreKind, Registres,
    extras::offre_info::ELIGIBILITE_CPF,
    registres::{CategorieAction, Organismes, Qualiopi},
    rules::{Lacune, Scope, Verdicts, macros::family},
};

family! {
    NDA18 "qualiopi-categorie" [W W W W] Partial Action(nda18) {
        title: "Certification qualité de la catégorie d'action" / "Quality certification for the category of action",
        message: "d'après la liste publique, l'organisme n'est pas certifié Qualiopi pour la catégorie « {categorie} »" / "by the public list, the body is not certified Qualiopi for the category \"{categorie}\"",
        helps: ["vérifiez la certification et sa catégorie ; sans elle, ni CPF ni fonds publics ou mutualisés" / "check the certification and its category; without it, neither CPF nor public or shared money"],
        why: "Qualiopi est donnée catégorie par catégorie : formation, bilan de compétences, VAE, apprentissage. Elle est exigée pour le CPF et pour les fonds publics ou mutualisés, pas ailleurs ; les établissements publics, dont certains en sont dispensés, ne sont pas jugés." / "Qualiopi is given one category at a time: training, skills review, VAE, apprenticeship. It is required for the CPF and for public or shared money, not elsewhere; public bodies, some of which are exempt, are not judged.",
        source: "NDA-18 ; EDOF, certification demandée pour le type d'action concerné ; code du travail, L.6316-1",
        needs: ["organismes"],
        bad: "<action><organisme-financeur><code-financeur>2</code-financeur></organisme-financeur></action>",
        good: "<action><organisme-financeur><code-financeur>10</code-financeur></organisme-financeur></action>",
    }
    NDA19 "qualiopi-apprentissage" [W W W W] Evidenced Action(nda19) {
        title: "Certification qualité de l'apprentissage" / "Quality certification for apprenticeship",
        message: "d'après la liste publique, ni l'organisme responsable ni le formateur ne sont certifiés Qualiopi pour l'apprentissage" / "by the public list, neither the responsible body nor the trainer is certified Qualiopi for apprenticeship",
        helps: ["vérifiez la certification : il suffit que l'un des deux l'ait" / "check the certification: it is enough that one of the two has it"],
        why: "Une offre d'apprentissage est régulière dès que l'organisme responsable ou le formateur est certifié pour cette catégorie ; exiger les deux écarte à tort des offres." / "An offer of apprenticeship is regular as soon as the responsible body or the trainer is certified for that category; asking it of both wrongly rejects offers.",
        source: "NDA-19 ; critères du catalogue de l'apprentissage",
        needs: ["organismes"],
        bad: "<action><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">1</extra></extras></action>",
        good: "<action><extras info=\"dispositif\"><extra info=\"contrat-apprentissage\">0</extra></extras></action>",
    }
}

fn nda18(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.is_apprentissage() || action.is_formation_initiale() || !is_required(action) {
        return;
    }
    let categorie = categorie(action);
    if is_refused(action, categorie, out) {
        out.fault(action.path.clone(), Args::new().words("categorie", categorie.words()));
    }
}

fn nda19(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.is_apprentissage()
        && !action.is_formation_initiale()
        && is_refused(action, CategorieAction::Apprentissage, out)
    {
        out.fault(action.path.clone(), Args::new());
    }
}

/// The codes of those who may pay only for certified bodies: State, regions, Pôle emploi, Agefiph, OPCO, Transitions Pro.
const PAYEURS: [&str; 8] = ["2", "4", "7", "11", "12", "13", "17", "19"];
const OPCO: &str = "16";
/// Those beside whom the national flow adds an OPCO to no purpose.
const INDIVIDUELS: [&str; 3] = ["0", "5", "10"];

/// Does public or shared money pay for it?
fn is_required(action: &Scope<'_, Action<'_>>) -> bool {
    let codes = || action.financeurs.iter().filter_map(|financeur| financeur.code.as_deref()).map(str::trim);
    let is_opco = codes().any(|code| code == OPCO) && !codes().any(|code| INDIVIDUELS.contains(&code));
    let of_session = action.sessions.iter().flat_map(|session| &session.extras);
    let mut groups = action.formation.extras.iter().chain(&action.extras).chain(of_session);
    action.conditions.profile == Profile::Edof
        || action.is_contrat_professionnalisation()
        || is_opco
        || codes().any(|code| PAYEURS.contains(&code))
        || groups.any(|group| ELIGIBILITE_CPF.is(group))
        || codes_cpf(action).next().is_some()
}

/// The CPF codes of the formation.
fn codes_cpf<'s>(action: &Scope<'s, Action<'_>>) -> impl Iterator<Item = String> + use<'s> {
    let formation = action.formation;
    let certifications = formation.certifications.iter().map(|certification| &certification.cpf);
    let types = formation.types_formation.iter().map(|of| &of.cpf);
    certifications.chain(types).filter_map(|cpf| Some(cpf.as_ref()?.lenient()?.to_string()))
}

/// The category of an action: two CPF codes name it, all else is training.
fn categorie(action: &Scope<'_, Action<'_>>) -> CategorieAction {
    let named = codes_cpf(action).find_map(|code| match code.as_str() {
        "CPF200" => Some(CategorieAction::Vae),
        "CPF202" => Some(CategorieAction::Bilan),
        _ => None,
    });
    named.unwrap_or(CategorieAction::Formation)
}

/// Does the list say of each body of the action that it is not certified for this category?
fn is_refused(action: &Scope<'_, Action<'_>>, categorie: CategorieAction, out: &mut Verdicts) -> bool {
    let Some(liste) = action.registre(RegistreKind::Organismes, Registres::organismes, out) else {
        return false;
    };
    let mut found = false;
    for organisme in action.formation.responsable.iter().chain(&action.formateurs) {
        if numero(organisme).is_some_and(|numero| numero.is_public()) {
            out.lacune(PUBLIC);
            return false;
        }
        for qualiopi in lines(liste, organisme) {
            found = true;
            match qualiopi.get(categorie) {
                Some(false) => {}
                Some(true) => return false,
                None => {
                    out.lacune(INCONNU);
                    return false;
                }
            }
        }
    }
    if !found {
        out.lacune(INCONNU);
    }
    found
}

const INCONNU: Lacune = Lacune::Donnees(Bilingual::new(
    "la liste publique ne dit rien de la certification",
    "the public list says nothing of the certification",
));
const PUBLIC: Lacune = Lacune::Donnees(Bilingual::new(
    "établissement public, peut-être dispensé de certification",
    "public body, perhaps exempt from certification",
));

fn numero(organisme: &Organisme<'_>) -> Option<crate::NumeroActivite> {
    organisme.numero_activite.as_ref().and_then(Checked::lenient)
}

/// What the list says of a body: by its number, old or new, and by its enterprise, whichever establishment declared it.
fn lines<'l>(liste: &'l Organismes, organisme: &Organisme<'_>) -> impl Iterator<Item = Qualiopi> + use<'l> {
    let by_numero = numero(organisme).and_then(|numero| liste.by_numero(&liste.current_of(&numero)?));
    let siren = organisme.siret.as_ref().and_then(Checked::lenient).map(crate::Siret::siren);
    let by_siren = siren.into_iter().flat_map(|siren| liste.by_siren(siren));
    by_numero.into_iter().chain(by_siren).map(|ligne| ligne.qualiopi)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Certification, Extra, Extras, Financeur, Formation, OrganismesBuilder, Origine, Severity,
        registres::FicheOrganisme as Ligne, rules::testing::judged_with,
    };

    fn liste(qualiopi: Qualiopi) -> Registres {
        let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, "en mémoire"));
        let siret = "81462226200032".parse().ok();
        builder.push(Ligne { siret, qualiopi, ..Ligne::new("52440363444".parse().unwrap()) });
        let trainer = Qualiopi { apprentissage: Some(true), ..refused() };
        let siret = "19511296600799".parse().ok();
        builder.push(Ligne { siret, qualiopi: trainer, ..Ligne::new("32591104359".parse().unwrap()) });
        let mut registres = Registres::default();
        registres.add(builder.build());
        registres
    }

    fn refused() -> Qualiopi {
        let no = Some(false);
        Qualiopi { actions_de_formation: no, bilans_de_competences: no, vae: no, apprentissage: no }
    }

    fn offer(action: Action<'_>) -> Formation<'_> {
        let organisme = Organisme::default().siret("81462226200032").numero_activite("52440363444");
        Formation::default().responsable(organisme).action(action)
    }

    fn fired(formation: &Formation<'_>, profile: Profile, qualiopi: Qualiopi) -> Vec<&'static str> {
        let mut findings = judged_with(formation, profile, &liste(qualiopi)).findings;
        findings.retain(|finding| finding.rule.code.starts_with("NDA"));
        assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
        findings.iter().map(|finding| finding.rule.code).collect()
    }

    fn flag<'a>(group: &'a str, name: &'a str) -> Extras<'a> {
        Extras::default().info(group).extra(Extra::default().info(name).valeur("1"))
    }

    fn paid(codes: &[&'static str]) -> Formation<'static> {
        let add =
            |action: Action<'static>, code: &&'static str| action.financeur(Financeur::default().code(*code));
        offer(codes.iter().fold(Action::default(), add))
    }

    #[test]
    fn only_where_money_asks_for_it() {
        for (codes, expected) in [
            (&["2"][..], &["NDA18"][..]),
            (&["16"], &["NDA18"]),
            (&["16", "10"], &[]),
            (&["10"], &[]),
            (&["9"], &[]),
            (&[], &[]),
        ] {
            assert_eq!(fired(&paid(codes), Profile::Lheo, refused()), expected, "{codes:?}");
        }
        assert_eq!(fired(&paid(&[]), Profile::Edof, refused()), ["NDA18"]);
        let certified = Qualiopi { actions_de_formation: Some(true), ..refused() };
        assert_eq!(fired(&paid(&["2"]), Profile::Lheo, certified), [""; 0]);
        assert_eq!(
            fired(&paid(&["2"]), Profile::Lheo, Qualiopi::default()),
            [""; 0],
            "the list does not say"
        );
        let vae = paid(&["2"]).certification(Certification::default().cpf("CPF200"));
        assert_eq!(fired(&vae, Profile::Lheo, certified), ["NDA18"]);
    }

    #[test]
    fn for_apprentices_one_of_two_is_enough() {
        let apprentis = Action::default().extras(flag("dispositif", "contrat-apprentissage"));
        assert_eq!(fired(&offer(apprentis.clone()), Profile::OffreInfo, refused()), ["NDA19"]);
        let trained = apprentis.formateur(Organisme::default().siret("19511296600799"));
        assert_eq!(fired(&offer(trained), Profile::OffreInfo, refused()), [""; 0]);
    }

    #[test]
    fn public_bodies_and_schools_are_not_judged() {
        let public = Organisme::default().siret("19511296600799").numero_activite("2151P001151");
        let formation = Formation::default()
            .responsable(public)
            .action(Action::default().financeur(Financeur::default().code("2")));
        let judgement = judged_with(&formation, Profile::Lheo, &liste(refused()));
        assert!(judgement.findings.iter().all(|finding| finding.rule.code != "NDA18"));
        assert!(judgement.lacunes.iter().any(|(rule, why, _)| rule.code == "NDA18" && *why == PUBLIC));
        let school = offer(
            Action::default()
                .financeur(Financeur::default().code("2"))
                .extras(flag("type-action", "formation-initiale")),
        );
        assert_eq!(fired(&school, Profile::Lheo, refused()), [""; 0]);
    }
}
