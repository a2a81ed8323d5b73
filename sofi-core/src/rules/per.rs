//! The regional perimeter. Each rule is off but where the profile or the caller gives a perimeter.

use super::{Lacune, Scope, Verdicts, catalogue::entries, macros::family};
use crate::{
    Action, Args, Bilingual, CarifOref, Checked, Formation, JugementAction, JugementLieu, MotifPerimetre,
    OfferPath, Perimetre, Situe, perimetre::of_organisme,
};

family! {
    PER02 "organisme-hors-perimetre" [- - - W] Evidenced Action(per02) {
        title: "Organisme hors du périmètre, sans exception" / "Organisation out of the perimeter, with no exception",
        message: "l'organisme est en région {region}, hors du périmètre {perimetre}, et aucune exception n'est établie" / "the organisation lies in the region {region}, out of the perimeter {perimetre}, and no exception holds",
        helps: [
            "si l'offre est éligible au CPF, donnez son code RNCP, RS ou CPF" / "if the offer is eligible to the CPF, give its RNCP, RS or CPF code",
            "sinon, demandez au {carif} si cette session peut être référencée" / "otherwise, ask the {carif} whether this session may be listed",
        ],
        why: "La règle est de référencer les organismes qui ont un établissement dans la région, pour des sessions qui s'y déroulent. Les exceptions se multiplient, surtout pour le CPF : c'est un avertissement, jamais un refus." / "The rule is to list organisations that have an establishment in the region, for sessions that take place there. Exceptions are more and more common, for the CPF above all: this is a warning, never a refusal.",
        source: "PER-01, PER-02 ; SOFI, diapositive 13",
        bad: "<coordonnees-organisme><coordonnees><adresse><ligne>2 rue de Rome</ligne><codepostal>75008</codepostal><ville>Paris</ville><departement>75</departement><code-INSEE-commune>75108</code-INSEE-commune><region>11</region></adresse></coordonnees></coordonnees-organisme>",
        good: "<coordonnees-organisme><coordonnees><adresse><ligne>2 rue de Rome</ligne><codepostal>49000</codepostal><ville>Angers</ville><departement>49</departement><code-INSEE-commune>49007</code-INSEE-commune><region>52</region></adresse></coordonnees></coordonnees-organisme>",
    }
    PER03 "lieu-hors-perimetre" [- - - W] Partial Action(per03) {
        title: "Lieu de formation hors du périmètre" / "Place of training out of the perimeter",
        message: "lieu {lieu} : hors du périmètre {perimetre}" / "place {lieu}: out of the perimeter {perimetre}",
        helps: ["déclarez cette session auprès du {carif}" / "declare this session to the {carif}"],
        why: "Un Carif-Oref décrit les sessions qui ont lieu dans sa région. Un établissement dans la région ne suffit pas : ce qui se passe ailleurs se déclare ailleurs, sauf si la Région le finance juste à côté." / "A Carif-Oref describes the sessions that take place in its region. An establishment in the region is not enough: what takes place elsewhere is declared elsewhere, unless the Region pays for it next door.",
        source: "PER-03, PER-05, PER-08 ; SOFI, diapositive 13",
        bad: "<lieu-de-formation><coordonnees><adresse><ligne>1 place de la Gare</ligne><codepostal>35000</codepostal><ville>Rennes</ville><departement>35</departement><code-INSEE-commune>35238</code-INSEE-commune><region>53</region></adresse></coordonnees></lieu-de-formation>",
        good: "<lieu-de-formation><coordonnees><adresse><ligne>1 place de la Gare</ligne><codepostal>72000</codepostal><ville>Le Mans</ville><departement>72</departement><code-INSEE-commune>72181</code-INSEE-commune><region>52</region></adresse></coordonnees></lieu-de-formation>",
    }
    PER04 "declaration-hors-perimetre" [- - - I] Evidenced Formation(per04) {
        title: "Activité déclarée dans une autre région" / "Activity declared in another region",
        message: "numéro de déclaration {numero} : préfixe de la région {region}, alors que l'organisme est dans le périmètre {perimetre}" / "declaration number {numero}: prefix of the region {region}, while the organisation lies in the perimeter {perimetre}",
        helps: ["vérifiez le numéro, et l'adresse de l'organisme" / "check the number, and the address of the organisation"],
        why: "Les organismes de la région y déclarent en principe leur activité. Un numéro d'une autre région est légal, et courant pour les réseaux nationaux : c'est une simple indication." / "Organisations of the region usually declare their activity there. A number of another region is legal, and common in national networks: this is a hint and no more.",
        source: "PER-04 ; SOFI, diapositive 4",
        bad: "<organisme-formation-responsable><numero-activite>11755205675</numero-activite></organisme-formation-responsable>",
        good: "<organisme-formation-responsable><numero-activite>52440363444</numero-activite></organisme-formation-responsable>",
    }
    PER06 "sans-lieu-hors-perimetre" [- - - W] Inferred Action(per06) {
        title: "Formation sans lieu, donnée par un organisme hors du périmètre" / "Training with no place, by an organisation out of the perimeter",
        message: "formation {nature}, et organisme en région {region} : hors du périmètre {perimetre}" / "training {nature}, and organisation in the region {region}: out of the perimeter {perimetre}",
        helps: ["déclarez cette session auprès du {carif}" / "declare this session to the {carif}"],
        why: "Quand une formation n'a pas de lieu, seul l'établissement dit à quelle région elle appartient. C'est une déduction de sofi : demandez à votre Carif-Oref." / "When training has no place, only the establishment tells to which region it belongs. This is deduced by sofi: ask your Carif-Oref.",
        source: "PER-06, PER-07",
        bad: "<formation><action><modalites-enseignement>2</modalites-enseignement></action><organisme-formation-responsable><coordonnees-organisme><coordonnees><adresse><codepostal>35000</codepostal><ville>Rennes</ville><departement>35</departement><code-INSEE-commune>35238</code-INSEE-commune><region>53</region></adresse></coordonnees></coordonnees-organisme></organisme-formation-responsable></formation>",
        good: "<formation><action><modalites-enseignement>2</modalites-enseignement></action></formation>",
    }
    PER07 "autre-lieu-hors-perimetre" [- - - W] Inferred Action(per07) {
        title: "Un des lieux d'une action est hors du périmètre" / "One of the places of an action is out of the perimeter",
        message: "lieu {lieu} : hors du périmètre {perimetre}, alors qu'un autre lieu de l'action est dedans" / "place {lieu}: out of the perimeter {perimetre}, while another place of the action is inside",
        helps: ["décrivez ce lieu dans une action à part, et déclarez-la auprès du {carif}" / "describe this place in an action of its own, and declare it to the {carif}"],
        why: "L'action est retenue, puisque l'un de ses lieux est dans la région. Les personnes qui cherchent près de chez elles y trouvent un lieu qui n'y est pas." / "The action is kept, since one of its places lies in the region. People who look near their home find a place that is not.",
        source: "PER-07",
        bad: "<action><lieu-de-formation><coordonnees><adresse><ligne>12 rue des Halles</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation><lieu-de-formation><coordonnees><adresse><ligne>1 place de la Gare</ligne><codepostal>35000</codepostal><ville>Rennes</ville></adresse></coordonnees></lieu-de-formation></action>",
        good: "<action><lieu-de-formation><coordonnees><adresse><ligne>12 rue des Halles</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation><lieu-de-formation><coordonnees><adresse><ligne>1 place de la Gare</ligne><codepostal>49000</codepostal><ville>Angers</ville></adresse></coordonnees></lieu-de-formation></action>",
    }
}

/// The place of an organisation is not known.
const ORGANISME: Lacune =
    Lacune::Donnees(Bilingual::new("région de l'organisme inconnue", "region of the organisation unknown"));
/// The place of the training is not known.
const LIEU: Lacune = Lacune::Donnees(Bilingual::new(
    "région du lieu de formation inconnue",
    "region of the place of training unknown",
));
/// One cannot tell whether it is let in.
const EXCEPTION: Lacune = Lacune::Donnees(Bilingual::new(
    "impossible de dire si une exception s'applique",
    "impossible to say whether an exception applies",
));

/// The perimeter; without one, the rule was not evaluated.
fn perimetre<'s, T>(scope: &Scope<'s, T>, out: &mut Verdicts) -> Option<&'s Perimetre> {
    let perimetre = scope.conditions.perimetre();
    if perimetre.is_none() {
        out.lacune(Lacune::Perimetre);
    }
    perimetre
}

/// The perimeter, and where the action lies.
fn judged<'s>(action: &Scope<'s, Action<'s>>, out: &mut Verdicts) -> Option<(&'s Perimetre, JugementAction)> {
    let perimetre = perimetre(action, out)?;
    let jugement = perimetre.judge_action(action.formation, action.it, action.conditions.registres);
    Some((perimetre, jugement))
}

/// Do its places count, rather than the establishment?
fn has_place(jugement: &JugementAction) -> bool {
    !jugement.lieux.is_empty()
        && !jugement.motifs.iter().any(|motif| matches!(motif, MotifPerimetre::SansLieu { .. }))
}

fn has_inside(jugement: &JugementAction) -> bool {
    jugement.lieux.iter().any(|lieu| lieu.situe == Situe::In)
}

fn is_outside(lieu: &JugementLieu) -> bool {
    lieu.situe == Situe::Out
}

fn per02(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some((perimetre, jugement)) = judged(action, out) else { return };
    if !perimetre.siret_en_region
        || !has_place(&jugement)
        || !has_inside(&jugement)
        || action.is_formation_initiale()
    {
        return;
    }
    match (jugement.situe, jugement.region_organisme) {
        (Situe::Out, Some(region)) => {
            let args = named(perimetre).text("region", region.nom());
            let args = args.words("carif", CarifOref::of(perimetre.region).nom());
            out.fault(organisme(action), args);
        }
        (Situe::Unknown, Some(_)) => out.lacune(EXCEPTION),
        (Situe::Unknown, None) => out.lacune(ORGANISME),
        _ => {}
    }
}

fn per03(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some((perimetre, jugement)) = judged(action, out) else { return };
    if !perimetre.lieu_en_region || !has_place(&jugement) || has_inside(&jugement) {
        return;
    }
    match jugement.situe {
        Situe::Out => outside(action, perimetre, &jugement, out),
        Situe::Unknown if jugement.lieux.iter().all(is_outside) => out.lacune(EXCEPTION),
        Situe::Unknown => out.lacune(LIEU),
        Situe::In | Situe::InByException => {}
    }
}

fn per04(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some(perimetre) = perimetre(formation, out).filter(|perimetre| perimetre.declaration_en_region)
    else {
        return;
    };
    let Some(responsable) = formation.responsable.as_ref().filter(|_| !formation.is_formation_initiale())
    else {
        return;
    };
    let Some(numero) = responsable.numero_activite.as_ref().and_then(Checked::lenient) else { return };
    let Some(declared) = numero.region().certain().filter(|region| *region != perimetre.region) else {
        return;
    };
    if of_organisme(responsable, formation.conditions.registres) == Some(perimetre.region) {
        let path = formation.path.child("organisme-formation-responsable").child("numero-activite");
        let args = named(perimetre).text("numero", numero.to_string()).text("region", declared.nom());
        out.fault(path, args).value(numero.to_string());
    }
}

fn per06(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some((perimetre, jugement)) = judged(action, out) else { return };
    let sans_lieu = jugement.motifs.iter().find_map(|motif| match motif {
        MotifPerimetre::SansLieu { a_distance } => Some(*a_distance),
        _ => None,
    });
    let Some(a_distance) = sans_lieu else { return };
    match (jugement.situe, jugement.region_organisme) {
        (Situe::Out, Some(region)) => {
            let nature = if a_distance {
                Bilingual::new("à distance", "at a distance")
            } else {
                Bilingual::new("sans lieu", "with no place")
            };
            let args = named(perimetre).text("region", region.nom()).words("nature", nature);
            out.fault(organisme(action), args.words("carif", CarifOref::of(region).nom()));
        }
        (Situe::Unknown, _) => out.lacune(ORGANISME),
        _ => {}
    }
}

fn per07(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let Some((perimetre, jugement)) = judged(action, out) else { return };
    if perimetre.lieu_en_region && has_place(&jugement) && has_inside(&jugement) {
        outside(action, perimetre, &jugement, out);
    }
}

/// Names each place that lies outside, and whom to see about it.
fn outside(
    action: &Scope<'_, Action<'_>>,
    perimetre: &Perimetre,
    jugement: &JugementAction,
    out: &mut Verdicts,
) {
    for (ordinal, lieu) in (1..).zip(&jugement.lieux).filter(|(_, lieu)| is_outside(lieu)) {
        let path = action.path.nth("lieu-de-formation", ordinal).child("coordonnees").child("adresse");
        let mut args = named(perimetre).told("lieu", |lang| lieu.lieu.en_mots(lang));
        if let Some(carif) = lieu.carif_oref {
            args = args.words("carif", carif.nom());
        }
        out.fault(path, args);
    }
}

fn named(perimetre: &Perimetre) -> Args {
    Args::new().text("perimetre", perimetre.region.nom())
}

/// The organisation that was looked at: the one that trains, or the one that answers for the offer.
fn organisme(action: &Scope<'_, Action<'_>>) -> OfferPath {
    let is_known = |siret: &Checked<'_, crate::Siret>| siret.lenient().is_some();
    let trains = action.formateurs.iter().position(|it| it.siret.as_ref().is_some_and(is_known));
    match trains {
        Some(index) => action.path.nth("organisme-formateur", index as u32 + 1),
        None => OfferPath::formation().child("organisme-formation-responsable"),
    }
}

entries! {
    "PER-01": "un SIRET et des sessions dans la région" / "a SIRET and sessions in the region" => Rules["PER02", "PER03"],
    "PER-02": "exceptions pour les organismes d'ailleurs, surtout pour le CPF" / "exceptions for organisations of elsewhere, for the CPF above all" => Rules["PER02"],
    "PER-03": "lieu de la session hors de la région" / "place of the session out of the region" => Rules["PER03"],
    "PER-04": "activité déclarée dans la région" / "activity declared in the region" => Rules["PER04"],
    "PER-05": "chaque Carif-Oref a sa règle ; d'autres ne regardent que le lieu" / "each Carif-Oref has its own rule; others look at the place alone" => Within["perimetre : une règle est une valeur, avec des préréglages" / "perimetre: a policy is a value, with presets"],
    "PER-06": "l'établissement qui forme, sinon celui du responsable" / "the establishment that trains, else that of the responsible one" => Rules["PER02", "PER06"],
    "PER-07": "à distance, sans lieu, ou en plusieurs lieux" / "at a distance, with no place, or in several places" => Rules["PER06", "PER07"],
    "PER-08": "les démarches se font auprès de chaque Carif-Oref" / "each Carif-Oref is to be seen about its own region" => Within["perimetre : tout lieu extérieur nomme le Carif-Oref à contacter" / "perimetre: each place outside names the Carif-Oref to see"],
    "PER-09": "tous les établissements de formation initiale de la région" / "all the establishments of initial training of the region" => Within["perimetre : la formation initiale est retenue sans regarder le SIRET" / "perimetre: initial training is kept whoever gives it"],
}

#[cfg(test)]
mod tests {
    use super::super::testing::{conditions, fired, judged, of_rule};
    use crate::{
        Action, Adresse, Conditions, Coordonnees, Extra, Extras, Formation, Lang, LieuDeFormation, Organisme,
        Perimetre, Profile, RuleSet, Severity, judge, rules,
    };

    const HERE: Profile = Profile::PaysDeLaLoire;

    fn adresse(code: &'static str, ville: &'static str) -> Coordonnees<'static> {
        Coordonnees::default().adresse(Adresse::default().codepostal(code).ville(ville))
    }

    fn lieu(code: &'static str, ville: &'static str) -> LieuDeFormation<'static> {
        LieuDeFormation::default().coordonnees(adresse(code, ville))
    }

    fn by(code: &'static str, action: Action<'static>) -> Formation<'static> {
        let responsable = Organisme::default().siret("19511296600799").numero_activite("52440363444");
        Formation::default().responsable(responsable.coordonnees(adresse(code, "Siège"))).action(action)
    }

    fn codes(formation: &Formation<'_>) -> Vec<(&'static str, String)> {
        fired(formation, HERE).into_iter().filter(|(code, _)| code.starts_with("PER")).collect()
    }

    #[test]
    fn a_place_outside_names_whom_to_see() {
        let formation = by("44000", Action::default().lieu(lieu("35000", "Rennes")));
        let path = "action[1]/lieu-de-formation[1]/coordonnees/adresse";
        assert_eq!(codes(&formation), [("PER03", path.to_owned())]);
        let judgement = judged(&formation, &conditions(HERE));
        let finding = judgement.findings.iter().find(|finding| finding.rule.code == "PER03").unwrap();
        assert_eq!(finding.message(Lang::Fr), "lieu à Rennes (35)\u{a0}: hors du périmètre Pays de la Loire");
        let help = finding.args.fill(finding.rule.helps[0].fr, Lang::Fr).unwrap();
        assert_eq!(help, "déclarez cette session auprès du Carif-Oref de Bretagne");
        assert_eq!(codes(&by("44000", Action::default().lieu(lieu("44000", "Nantes")))), []);
    }

    #[test]
    fn an_organisation_of_elsewhere_needs_an_exception() {
        let action = Action::default().lieu(lieu("44000", "Nantes"));
        let formation = by("75008", action.clone());
        assert_eq!(codes(&formation), [("PER02", "organisme-formation-responsable".to_owned())]);
        let cpf = by("75008", action.clone()).certification(crate::Certification::default().rs("RS6117"));
        assert_eq!(codes(&cpf), []);
        // Nobody knows where the one that trains lies: it is counted, and nothing is found.
        let unknown = by("75008", action.formateur(Organisme::default().siret("73282932000074")));
        assert_eq!(codes(&unknown), []);
        let lacunes = judged(&unknown, &conditions(HERE)).lacunes;
        assert!(lacunes.iter().any(|(rule, _, count)| rule.code == "PER02" && *count == 1));
    }

    #[test]
    fn at_a_distance_the_establishment_decides() {
        let distance = Action::default().modalites_enseignement("2").lieu(lieu("35000", "Rennes"));
        assert_eq!(codes(&by("44000", distance.clone())), []);
        assert_eq!(codes(&by("35000", distance)), [("PER06", "organisme-formation-responsable".to_owned())]);
        assert_eq!(codes(&by("44000", Action::default())), []);
    }

    #[test]
    fn one_place_of_several() {
        let action = Action::default().lieu(lieu("44000", "Nantes")).lieu(lieu("35000", "Rennes"));
        let path = "action[1]/lieu-de-formation[2]/coordonnees/adresse".to_owned();
        assert_eq!(codes(&by("44000", action)), [("PER07", path)]);
    }

    #[test]
    fn a_declaration_of_elsewhere_is_a_hint() {
        let action = Action::default().lieu(lieu("44000", "Nantes"));
        let mut formation = by("44000", action.clone());
        formation.responsable = formation.responsable.map(|it| it.numero_activite("11755205675"));
        let found = of_rule(&judged(&formation, &conditions(HERE)), "PER04");
        assert_eq!(found, [(Severity::Info, "organisme-formation-responsable/numero-activite".to_owned())]);
        // A body of elsewhere has declared itself there.
        let mut elsewhere = by("75008", action);
        elsewhere.responsable = elsewhere.responsable.map(|it| it.numero_activite("11755205675"));
        assert_eq!(of_rule(&judged(&elsewhere, &conditions(HERE)), "PER04"), []);
    }

    #[test]
    fn initial_training_belongs_to_its_place() {
        let group = Extras::default().info("type-action");
        let initial = group.extra(Extra::default().info("formation-initiale").valeur("1"));
        let action = Action::default().lieu(lieu("44000", "Nantes")).extras(initial);
        assert_eq!(codes(&by("75008", action)), []);
    }

    #[test]
    fn a_perimeter_turns_the_rules_on() {
        let formation = by("44000", Action::default().lieu(lieu("44000", "Nantes")));
        assert!(fired(&formation, Profile::Lheo).iter().all(|(code, _)| !code.starts_with("PER")));
        let bretagne: Perimetre = "bretagne".parse().unwrap();
        let given = Conditions { perimetre: Some(&bretagne), ..conditions(Profile::Lheo) };
        let rules = RuleSet::of(Profile::Lheo).with_perimeter();
        let found = judge(&formation, &rules, &given);
        assert_eq!(of_rule(&found, "PER03").len(), 1);
        assert_eq!(rules.severity("SES02"), Some(Severity::Error), "the others stay");
        assert!(rules::perimeter_rules().all(|rule| rule.severity_in(Profile::Lheo).is_none()));
        // Rules that are on without a perimeter say that they were not evaluated.
        let lacunes = judge(&formation, &rules, &conditions(Profile::Lheo)).lacunes;
        assert!(
            lacunes.iter().any(|(rule, why, _)| rule.code == "PER03" && *why == crate::Lacune::Perimetre)
        );
    }
}
