use super::{Extra, Extras, HasExtras, edof, keys, offre_info};
use crate::{Action, Booleen, Checked, CodeReference, Coordonnees, Financeur, Prix, Session, Taux};

/// The additions in a few words: `group(name=value inner(name=value))`.
fn told(groups: &[Extras<'_>]) -> String {
    let told = groups.iter().map(|group| {
        let extras = group.extra.iter().map(|extra| {
            let name = extra.info.as_deref().unwrap_or_default();
            format!("{name}={}", extra.valeur.as_deref().unwrap_or_default())
        });
        let mut inside: Vec<_> = extras.collect();
        if !group.extras.is_empty() {
            inside.push(told(&group.extras));
        }
        format!("{}({})", group.info.as_deref().unwrap_or_default(), inside.join(" "))
    });
    told.collect::<Vec<_>>().join(" ")
}

fn extra(info: &'static str, valeur: &'static str) -> Extra<'static> {
    Extra::default().info(info).valeur(valeur)
}

#[test]
fn what_is_set_to_itself_stays_as_it_is_written() {
    let group = Extras::default()
        .info("action")
        .extra(extra("code-gfe", " 08\n"))
        .extra(extra("inconnu", "x"))
        .extra(extra("existence-prerequis", ""))
        .extra(extra("existence-prerequis", "oui"))
        .extras(Extras::default().info("frais-pedagogiques").extra(extra("frais-ttc", "12,5")))
        .extras(Extras::default().info("inconnu"));
    let old = Action::default().extras(Extras::default().info("autre")).extras(group);
    let mut new = old.clone();
    assert_eq!(edof::CODE_GFE.value(&old), Some(8));
    edof::CODE_GFE.set(&mut new, 8);
    assert_eq!(edof::EXISTENCE_PREREQUIS.get(&old), Some(Checked::Invalid("oui".into())));
    edof::EXISTENCE_PREREQUIS.set(&mut new, edof::EXISTENCE_PREREQUIS.get(&old));
    edof::FRAIS_TTC.set(&mut new, edof::FRAIS_TTC.get(&old));
    assert_eq!(new, old);
    for key in keys() {
        (key.copy)(&old.extras, &mut new.extras);
    }
    assert_eq!(new, old);
}

#[test]
fn what_is_new_takes_its_place() {
    let mut action = Action::default().extras(Extras::default().info("autre"));
    edof::EXISTENCE_PREREQUIS.set(&mut action, Booleen::Oui);
    edof::FRAIS_TTC.set(&mut action, Prix::from_centimes(1250));
    edof::TAUX_TVA.set(&mut action, Taux::from_centiemes(2000));
    edof::INFO_ADMISSION.set(&mut action, "sur dossier");
    edof::CODE_MODELE_ECONOMIQUE.set(&mut action, "2");
    edof::CODE_MODALITES_ADMISSION.set_all(&mut action, ["92002", "92005"].map(Checked::new));
    assert_eq!(
        told(&action.extras),
        "autre() action(info-admission=sur dossier code-modele-economique=2 existence-prerequis=1 \
         codes-modalites-admission(code-modalites-admission=92002 code-modalites-admission=92005) \
         frais-pedagogiques(taux-tva=20.0 frais-ttc=12.50))"
    );
}

#[test]
fn what_goes_takes_its_group_along_when_nothing_is_left_in_it() {
    let group = Extras::default().info("type-formation").extra(extra("action-perimee", "1"));
    let mut action = Action::default().extras(group).with(offre_info::FORMATION_INITIALE, true);
    assert_eq!(told(&action.extras), "type-formation(formation-initiale=1 action-perimee=1)");
    offre_info::ACTION_PERIMEE.set(&mut action, None);
    assert_eq!(told(&action.extras), "type-formation(formation-initiale=1)");
    offre_info::FORMATION_INITIALE.set(&mut action, None);
    assert_eq!(action, Action::default());

    edof::FRAIS_TTC.set(&mut action, "12");
    edof::CODE_GFE.set(&mut action, 8);
    edof::FRAIS_TTC.set(&mut action, "");
    assert_eq!(told(&action.extras), "action(code-gfe=8)");
}

#[test]
fn lists_are_changed_one_by_one() {
    let mut session = Session::default();
    let mut list = Extras::default().numero("130805").with(offre_info::FIN_VALIDITE, "2027-12-31");
    offre_info::BRANCHE.set_all(&mut list, ["62.02A", "26.52Z", "85.59A"].map(Into::into));
    list.extra.insert(2, extra("autre", "x"));
    offre_info::BRANCHE.set_all(&mut list, ["62.02A", "85.59B"].map(Into::into));
    session.extras.push(list);
    assert_eq!(
        told(&session.extras),
        "eligibilite-cpf(fin-validite=2027-12-31 branche=62.02A autre=x branche=85.59B)"
    );
    let list = offre_info::ELIGIBILITE_CPF.all(&session).next().unwrap();
    assert_eq!(list.numero.as_deref(), Some("130805"));
    assert_eq!(offre_info::FIN_VALIDITE.get(list).unwrap().lenient().unwrap().to_string(), "20271231");
    assert!(!offre_info::ELIGIBILITE_CPF.is_in(&Session::default().extras(Extras::default().info("autre"))));
}

#[test]
fn contacts_and_formacodes_are_values_too() {
    let person = Coordonnees::default().nom("Durand");
    let mut action = Action::default().with(edof::CONTACT_INFORMATION, person.clone());
    assert_eq!(edof::CONTACT_INFORMATION.get(&action), Some(&person));
    // What stands beside the coordinates stays.
    let contact = &mut action.extras[0].extra[0];
    edof::FONCTION.set(contact, "Accueil");
    edof::CONTACT_INFORMATION.set(&mut action, Coordonnees::default().nom("Petit"));
    assert_eq!(edof::FONCTION.get(&action.extras[0].extra[0]), Some("Accueil"));

    let public = CodeReference::default().code("83056").reference("V14");
    let financeur = Financeur::default().with(offre_info::CODE_PUBLIC_VISE, public.clone());
    assert_eq!(offre_info::CODE_PUBLIC_VISE.get(&financeur), Some(public));
    assert_eq!(financeur.extras[0].extra[0].reference.as_deref(), Some("V14"));
}

/// Two keys of one kind of part that stand in one place would be one.
#[test]
fn keys_are_told_apart() {
    let mut places: Vec<_> = keys().map(|key| (key.element, key.groups, key.inside, key.name)).collect();
    assert!(places.len() > 60, "{}", places.len());
    places.sort_unstable();
    assert!(places.windows(2).all(|pair| pair[0] != pair[1]));
}
