//! What Mon Compte Formation reads otherwise, and the offers that no register certifies.

use super::{genre, heures::hours};
use crate::{
    Action, Args, Bilingual, Booleen, Formation,
    extras::edof,
    rules::{
        FeedFinding, Group, Observation, Scope, Verdicts, check::FeedCheck, constat::constat, macros::family,
    },
};

family! {
    ACT08 "perimetre-refuse-par-edof" [- - W -] SingleAuthor Action(act08) {
        title: "Un périmètre de recrutement qu'EDOF n'a pas" / "A perimeter of recruitment that EDOF does not have",
        message: "<code-perimetre-recrutement> vaut 0, qu'EDOF refuse bien que son schéma l'accepte" / "<code-perimetre-recrutement> is 0, which EDOF refuses though its schema takes it",
        helps: ["choisissez de 1 (commune) à 6 (international) ; le code 7 (autres) des consignes d'EDOF n'est pas dans son schéma" / "choose from 1 (commune) to 6 (international); code 7 (others) of EDOF's instructions is not in its schema"],
        why: "Dans LHEO, 0 veut dire « autres ». EDOF a sa propre table, qui commence à 1. Les autres tables qui diffèrent, objectif général et état du recrutement, sont dans son schéma (LHE23)." / "In LHEO, 0 means 'others'. EDOF has its own table, which starts at 1. The other tables that differ, general aim and state of recruitment, are in its schema (LHE23).",
        source: "ACT-08 ; rapporté par l'auteur d'un éditeur de catalogues EDOF",
        bad: "<action><code-perimetre-recrutement>0</code-perimetre-recrutement></action>",
        good: "<action><code-perimetre-recrutement>3</code-perimetre-recrutement></action>",
    }
    ACT10 "bilan-de-competences-hors-cadre" [W W W W] Partial Action(act10) {
        title: "Un bilan de compétences hors de son cadre" / "A skills review out of its frame",
        message: "bilan de compétences (CPF202) {constat}" / "skills review (CPF202) {constat}",
        helps: ["un bilan de compétences dure 24 heures au plus et ne mène à aucune certification : corrigez, ou changez le code CPF" / "a skills review lasts 24 hours at the most and leads to no certification: correct it, or change the CPF code"],
        why: "Le Code du travail limite un bilan de compétences à vingt-quatre heures, et ce n'est pas une formation certifiante." / "The labour code limits a skills review to twenty-four hours, and it is no certifying training.",
        source: "ACT-10 ; Code du travail, articles L6313-4 et R6313-4",
        bad: "<formation><certification><code-CPF>CPF202</code-CPF></certification><action><nombre-heures-centre>30</nombre-heures-centre></action></formation>",
        good: "<formation><certification><code-CPF>CPF202</code-CPF></certification><action><nombre-heures-centre>24</nombre-heures-centre></action></formation>",
    }
    ACT11 "offre-de-vae-en-double" [- - E -] Evidenced Feed(FeedCheck { observe: act11, judge: act11_judge }) {
        title: "Une offre de VAE par catégorie" / "One VAE offer for each category",
        message: "offre de VAE (CPF200) {constat}" / "VAE offer (CPF200) {constat}",
        helps: ["donnez à chaque offre de VAE une <extra info=\"categorisation-offre\"> qu'aucune autre ne porte" / "give each VAE offer an <extra info=\"categorisation-offre\"> that no other bears"],
        why: "Un organisme publie une seule offre de VAE par domaine du Formacode : la seconde est refusée à l'import (anomalie EDOF 30077)." / "An organisation publishes one VAE offer for each domain of Formacode: the second is refused at import (EDOF anomaly 30077).",
        source: "ACT-11 ; EDOF, anomalie 30077",
        edof: "30077",
        bad: "<offres><formation numero=\"V1\"><certification><code-CPF>CPF200</code-CPF></certification><extras info=\"formation\"><extra info=\"categorisation-offre\">120</extra></extras></formation><formation numero=\"V2\"><certification><code-CPF>CPF200</code-CPF></certification><extras info=\"formation\"><extra info=\"categorisation-offre\">120</extra></extras></formation></offres>",
        good: "<offres><formation numero=\"V1\"><certification><code-CPF>CPF200</code-CPF></certification><extras info=\"formation\"><extra info=\"categorisation-offre\">120</extra></extras></formation><formation numero=\"V2\"><certification><code-CPF>CPF200</code-CPF></certification><extras info=\"formation\"><extra info=\"categorisation-offre\">130</extra></extras></formation></offres>",
    }
}

fn act08(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.perimetre_recrutement.as_deref().map(str::trim) == Some("0") {
        out.fault(action.path.child("code-perimetre-recrutement"), Args::new()).value("0");
    }
}

/// A skills review lasts so many hours at the most.
const BILAN_HOURS: u32 = 24;

fn act10(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if !genre::is_cpf(action.formation, genre::BILAN) {
        return;
    }
    let fields = [
        ("nombre-heures-total", action.nombre_heures_total.as_ref()),
        ("nombre-heures-centre", action.nombre_heures_centre.as_ref()),
    ];
    let long = fields
        .into_iter()
        .find_map(|(name, field)| Some((name, hours(field).filter(|hours| *hours > BILAN_HOURS)?)));
    if let Some((element, hours)) = long {
        let words = Bilingual::new("de {hours|heure|heures}", "of {hours|hour|hours}");
        let inner = Args::new().count("hours", hours.into());
        out.fault(action.path.child(element), constat(words, &inner)).value(hours.to_string());
    }
    let is_certifiante =
        action.formation.certifiante.as_ref().is_some_and(|is| is.get() == Some(Booleen::Oui));
    let is_first = action.formation.actions.first().is_some_and(|first| std::ptr::eq(first, action.it));
    if is_certifiante && is_first {
        let words = Bilingual::new("dit certifiant", "said to lead to a certification");
        let place = action.path.parent().child("certifiante");
        out.fault(place, constat(words, &Args::new())).value("1");
    }
}

/// The key of offers that give no category: it holds no SIRET.
const NO_CATEGORY: &str = "-";

fn act11(formation: &Scope<'_, Formation<'_>>, notes: &mut Vec<Observation>) {
    if !genre::is_cpf(formation.it, genre::VAE) {
        return;
    }
    let numero = formation.numero.as_deref().unwrap_or_default();
    let siret = formation.responsable.as_ref().and_then(|organisme| organisme.siret.as_ref());
    let category = edof::CATEGORISATION_OFFRE.text(formation.it, formation.path);
    notes.push(match (category, siret) {
        (Some((category, place)), Some(siret)) => {
            Observation::new(format!("{siret} {category}"), numero, place)
        }
        // Whose category it is, nobody knows.
        (Some(_), None) => return,
        (None, _) => Observation::new(NO_CATEGORY, numero, formation.path.clone()),
    });
}

fn act11_judge(group: &mut Group<'_>) {
    let mut first = None;
    for witness in &mut *group.witnesses {
        if group.key == NO_CATEGORY {
            let words = Bilingual::new("sans catégorie", "without a category");
            (group.fault)(FeedFinding::new(witness.at, None, constat(words, &Args::new())));
            continue;
        }
        match first {
            None => first = Some(witness.at),
            Some(other) => {
                let category = group.key.rsplit(' ').next().unwrap_or_default().to_owned();
                let words = Bilingual::new(
                    "de la catégorie {category}, que porte déjà une autre offre de l'organisme (anomalie EDOF 30077)",
                    "of category {category}, which another offer of the organisation already bears (EDOF anomaly 30077)",
                );
                let args = constat(words, &Args::new().text("category", category));
                (group.fault)(FeedFinding::new(witness.at, other, args));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Certification, Extra, Extras, Feed, Formation, Lang, Organisme, Profile, RuleSet, Severity,
        rules::testing::{conditions, found, judged},
    };

    #[test]
    fn edof_has_its_own_perimeters() {
        let formation = |code| Formation::default().action(Action::default().perimetre_recrutement(code));
        let place = "action[1]/code-perimetre-recrutement".to_owned();
        assert_eq!(found(&formation("0"), Profile::Edof, "ACT08"), [(place, Severity::Warning)]);
        assert!(found(&formation("4"), Profile::Edof, "ACT08").is_empty());
        assert!(found(&formation("0"), Profile::Lheo, "ACT08").is_empty());
    }

    #[test]
    fn skills_reviews_keep_to_their_frame() {
        let bilan = || Formation::default().certification(Certification::default().cpf("CPF202"));
        let hours = |hours: &'static str| Action::default().nombre_heures_centre(hours);
        let place = "action[1]/nombre-heures-centre".to_owned();
        assert_eq!(found(&bilan().action(hours("25")), Profile::Edof, "ACT10"), [(place, Severity::Warning)]);
        assert!(found(&bilan().action(hours("24")).certifiante("0"), Profile::Edof, "ACT10").is_empty());
        let certifying = bilan().certifiante("1").action(hours("20")).action(hours("20"));
        assert_eq!(
            found(&certifying, Profile::Lheo, "ACT10"),
            [("certifiante".to_owned(), Severity::Warning)]
        );
        let other =
            Formation::default().certification(Certification::default().cpf("CPF206")).action(hours("30"));
        assert!(found(&other, Profile::Edof, "ACT10").is_empty());
    }

    fn vae(numero: &'static str, siret: &'static str, category: Option<&'static str>) -> Formation<'static> {
        let category = category.map(|code| Extra::default().info("categorisation-offre").valeur(code));
        let extras = category.into_iter().fold(Extras::default().info("formation"), Extras::extra);
        Formation::default()
            .numero(numero)
            .certification(Certification::default().cpf("CPF200"))
            .responsable(Organisme::default().siret(siret))
            .extras(extras)
    }

    fn act11(formations: &[Formation<'static>], profile: Profile) -> Vec<(String, String)> {
        let mut feed = Feed::default();
        for formation in formations {
            feed.add(judged(formation, &conditions(profile)).observations);
        }
        let findings = feed.finish(&RuleSet::of(profile));
        let told = findings.iter().filter(|(rule, ..)| rule.code == "ACT11");
        told.map(|(rule, _, finding, note)| (note.mark.clone(), rule.say(&finding.args, Lang::Fr))).collect()
    }

    #[test]
    fn one_vae_offer_for_each_category() {
        const SIRET: &str = "19511296600799";
        let twice = [vae("V1", SIRET, Some("120")), vae("V2", SIRET, Some("120"))];
        let message = "offre de VAE (CPF200) de la catégorie 120, que porte déjà une autre offre de l’organisme \
                       (anomalie EDOF 30077)";
        assert_eq!(act11(&twice, Profile::Edof), [("V2".to_owned(), message.to_owned())]);
        assert!(act11(&twice, Profile::Lheo).is_empty());
        assert!(
            act11(&[vae("V1", SIRET, Some("120")), vae("V2", SIRET, Some("130"))], Profile::Edof).is_empty()
        );
        let others = [vae("V1", SIRET, Some("120")), vae("V2", "73282932000074", Some("120"))];
        assert!(act11(&others, Profile::Edof).is_empty());
        let without = act11(&[vae("V1", SIRET, None)], Profile::Edof);
        assert_eq!(without, [("V1".to_owned(), "offre de VAE (CPF200) sans catégorie".to_owned())]);
        let title = Formation::default().certification(Certification::default().cpf("CPF202"));
        assert!(act11(&[title], Profile::Edof).is_empty());
    }
}
