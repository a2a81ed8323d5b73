//! The number in the public list of training organisations.

use crate::{
    Args, Bilingual, Checked, NumeroActivite, Organisme, RegistreKind, Registres, RoleOrganisme, Safety,
    Siret,
    registres::Organismes,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    NDA14 "nda-autre-region" [- - - -] default Info Evidenced Organisme(nda14) {
        title: "Numéro de déclaration d'une autre région" / "Declaration number of another region",
        message: "numéro de déclaration {numero} de la région {declaree}, organisme situé en région {region}" / "declaration number {numero} of the region {declaree}, body located in the region {region}",
        helps: ["rien à corriger : un numéro vaut dans tout le pays" / "nothing to mend: a number holds in the whole country"],
        why: "C'est légal et courant : le préfet compétent est celui du principal établissement, du siège ou de la direction effective. La règle n'est là que pour qui veut les compter." / "It is legal and common: the competent prefect is that of the main establishment, of the head office or of the effective management. The rule is there only for those who want to count them.",
        source: "NDA-14 ; code du travail, R.6351-2",
        bad: "<numero-activite>11755205675</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
    NDA15 "nda-remplace" [W W W W] Evidenced Organisme(nda15) {
        title: "Numéro de déclaration d'activité remplacé" / "Declaration number that was replaced",
        message: "le numéro de déclaration {numero} a été remplacé : la liste publique donne aujourd'hui {courant}" / "the declaration number {numero} was replaced: the public list now gives {courant}",
        helps: [
            "mettez à jour le numéro, et prévenez le Carif-Oref" / "update the number, and tell the Carif-Oref",
        ],
        why: "Changer de département ou de région fait attribuer un nouveau numéro sans nouvelle déclaration. L'ancien reste dans la liste publique parmi les numéros précédents." / "Moving to another department or region gives a new number without a new declaration. The old one stays in the public list among the previous numbers.",
        source: "NDA-15 ; liste publique des organismes, numéros précédents ; slide 13",
        needs: ["organismes"],
        bad: "<numero-activite>11755205675</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
    NDA16 "nda-absent-de-la-liste" [W W W W] Partial Organisme(nda16) {
        title: "Organisme absent de la liste publique" / "Body absent from the public list",
        message: "{quoi} absent de la liste publique des organismes de formation{date}" / "{quoi} absent from the public list of training organisations{date}",
        helps: [
            "pour ce SIRET, la liste donne {courant} : vérifiez le numéro" / "for this SIRET the list gives {courant}: check the number",
            "vérifiez que la déclaration n'est pas caduque : elle l'est après une année sans action" / "check that the declaration has not lapsed: it does after a year without any action",
        ],
        why: "Une déclaration tombe d'elle-même quand aucune action n'a été réalisée dans l'année, ou quand l'administration l'annule. Une déclaration récente peut aussi manquer à une liste ancienne." / "A declaration lapses by itself when no action was carried out in the year, or when the administration cancels it. A recent one may also be missing from an old list.",
        source: "NDA-16 ; liste publique des organismes (L.6351-7-1)",
        needs: ["organismes"],
        bad: "<numero-activite>53350830835</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
}

/// The number of the body that answers for the offer; none in initial training (NDA-20).
fn numero(organisme: &Scope<'_, Organisme<'_>>) -> Option<NumeroActivite> {
    if organisme.role != RoleOrganisme::Responsable || organisme.is_formation_initiale() {
        return None;
    }
    organisme.numero_activite.as_ref()?.lenient()
}

/// Its establishment.
fn siret(organisme: &Organisme<'_>) -> Option<Siret> {
    organisme.siret.as_ref().and_then(Checked::lenient)
}

fn nda14(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    let Some(numero) = numero(organisme) else { return };
    let adresse = organisme.coordonnees.as_ref().and_then(|coordonnees| coordonnees.adresse.as_ref());
    let Some(region) = adresse.and_then(|adresse| adresse.region_probable().certain()) else { return };
    let Some(declaree) = numero.region().certain().filter(|declaree| *declaree != region) else { return };
    let args = Args::new()
        .text("numero", numero.to_string())
        .text("declaree", declaree.nom())
        .text("region", region.nom());
    out.fault(organisme.path.child("numero-activite"), args).value(numero.to_string());
}

fn nda15(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    let Some(numero) = numero(organisme) else { return };
    let Some(liste) = organisme.registre(RegistreKind::Organismes, Registres::organismes, out) else {
        return;
    };
    if liste.by_numero(&numero).is_some() {
        return;
    }
    let courants: Vec<NumeroActivite> = liste.by_precedent(&numero).map(|ligne| ligne.numero).collect();
    let Some(first) = courants.first() else { return };
    let args = Args::new().text("numero", numero.to_string()).told("courant", |lang| listed(&courants, lang));
    let finding = out.fault(organisme.path.child("numero-activite"), args).value(numero.to_string());
    if courants.len() == 1 {
        finding.replace(Safety::Suggested, first.to_string());
    }
}

fn nda16(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    let siret = siret(organisme);
    let Some(numero) = numero(organisme) else {
        // EDOF asks for no number: there the enterprise must be declared, by whichever of its establishments (NDA-13).
        let is_without = organisme.role == RoleOrganisme::Responsable && organisme.numero_activite.is_none();
        let Some(siret) = siret.filter(|_| is_without && !organisme.is_formation_initiale()) else { return };
        let Some(liste) = organisme.registre(RegistreKind::Organismes, Registres::organismes, out) else {
            return;
        };
        if !liste.has_siren(siret.siren()) {
            let args = Args::new().told("quoi", |lang| {
                let words = Bilingual::new(
                    "aucune déclaration de l'entreprise ",
                    "no declaration of the enterprise ",
                );
                format!("{}{}", words.get(lang), siret.siren())
            });
            let place =
                organisme.role.siret().iter().fold(organisme.path.clone(), |path, step| path.child(step));
            out.fault(place, args.with("date", date(liste))).value(siret.to_string());
        }
        return;
    };
    let Some(liste) = organisme.registre(RegistreKind::Organismes, Registres::organismes, out) else {
        return;
    };
    if liste.current_of(&numero).is_some() {
        return;
    }
    let args = Args::new().told("quoi", |lang| {
        let words = Bilingual::new("numéro de déclaration ", "declaration number ");
        format!("{}{numero}", words.get(lang))
    });
    let known: Vec<NumeroActivite> =
        siret.into_iter().flat_map(|siret| liste.by_siret(siret)).map(|ligne| ligne.numero).collect();
    let args = if known.is_empty() { args } else { args.told("courant", |lang| listed(&known, lang)) };
    out.fault(organisme.path.child("numero-activite"), args.with("date", date(liste)))
        .value(numero.to_string());
}

/// Numbers, as people list them.
fn listed(numeros: &[NumeroActivite], lang: crate::Lang) -> String {
    let or = Bilingual::new(" ou ", " or ").get(lang);
    numeros.iter().map(ToString::to_string).collect::<Vec<_>>().join(or)
}

/// The day of the list, when it is known: what is newer than it cannot be there.
fn date(liste: &Organismes) -> crate::Arg {
    let latest = liste.origines().iter().filter_map(|origine| origine.date).max();
    let told = |lang| {
        let words = Bilingual::new(" du ", " of ").get(lang);
        latest.map_or_else(String::new, |date| format!("{words}{}", crate::vocabulary::day(date, lang)))
    };
    crate::Arg::Told(Box::new([told(crate::Lang::Fr), told(crate::Lang::En)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Adresse, Conditions, Coordonnees, Formation, Lang, OrganismesBuilder, Origine, Profile, RuleSet,
        Severity, judge,
        registres::FicheOrganisme as Ligne,
        rules::testing::{found, judged_with},
    };

    fn liste() -> Registres {
        let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, "en mémoire"));
        let number = |text: &str| text.parse::<NumeroActivite>().unwrap();
        let siret = "81462226200032".parse().ok();
        builder.push(Ligne { siret, ..Ligne::new(number("52440363444")) });
        builder.push(Ligne::new(number("76310960131")));
        builder.push_precedent(number("11755205675"), number("52440363444"));
        builder.push_precedent(number("73310000131"), number("52440363444"));
        builder.push_precedent(number("73310000131"), number("76310960131"));
        let mut registres = Registres::default();
        registres.add(builder.build());
        registres
    }

    fn codes(organisme: Organisme<'_>, profile: Profile) -> Vec<(&'static str, String)> {
        let formation = Formation::default().responsable(organisme);
        let findings = judged_with(&formation, profile, &liste()).findings;
        assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
        findings.iter().map(|finding| (finding.rule.code, finding.message(Lang::Fr))).collect()
    }

    #[test]
    fn replaced_numbers_and_unknown_ones() {
        let of = |numero| Organisme::default().numero_activite(numero).siret("81462226200032");
        assert_eq!(codes(of("52440363444"), Profile::Lheo), []);
        let found = codes(of("11755205675"), Profile::Lheo);
        assert_eq!(found[0].0, "NDA15");
        assert!(found[0].1.ends_with("52440363444"), "{found:?}");
        let found = codes(of("73310000131"), Profile::Lheo);
        assert!(found[0].1.ends_with("52440363444 ou 76310960131"), "{found:?}");
        let found = codes(of("53350830835"), Profile::Lheo);
        assert_eq!((found.len(), found[0].0), (1, "NDA16"));
        // Awaited or misread numbers are not looked up.
        assert_eq!(codes(of("99999999999"), Profile::Lheo)[0].0, "NDA11");
        // Without a number, any establishment of a declared enterprise will do (NDA-13).
        assert_eq!(codes(Organisme::default().siret("81462226200032"), Profile::Edof), []);
        let found = codes(Organisme::default().siret("19511296600799"), Profile::Edof);
        assert_eq!((found.len(), found[0].0), (1, "NDA16"));
    }

    #[test]
    fn without_the_list_nothing_is_said() {
        let organisme = Organisme::default().numero_activite("53350830835");
        let judgement =
            judged_with(&Formation::default().responsable(organisme), Profile::Lheo, &Registres::default());
        assert!(judgement.findings.is_empty());
        let codes: Vec<_> = judgement.lacunes.iter().map(|(rule, ..)| rule.code).collect();
        assert!(codes.contains(&"NDA15") && codes.contains(&"NDA16"), "{codes:?}");
    }

    #[test]
    fn another_region_is_legal() {
        let nantes = Adresse::default().codepostal("44000").commune("44109");
        let organisme = Organisme::default()
            .numero_activite("11755205675")
            .coordonnees(Coordonnees::default().adresse(nantes));
        let formation = Formation::default().responsable(organisme);
        assert_eq!(found(&formation, Profile::PaysDeLaLoire, "NDA14"), []);
        let rules = RuleSet::new(|rule| (rule.code == "NDA14").then_some(Severity::Info));
        let findings = judge(&formation, &rules, &Conditions::default()).findings;
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message(Lang::Fr).contains("Pays de la Loire"));
    }
}
