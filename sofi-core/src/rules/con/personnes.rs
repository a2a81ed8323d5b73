//! Who can be reached, and for what.

use crate::{
    Action, Args, Bilingual, Contact, Coordonnees, OfferPath, Organisme, Profile, RoleOrganisme, Scope,
    Session, Verdicts,
    extras::{ExtraKey, HasExtras, edof},
    rules::{macros::family, txt::is_filler},
};

family! {
    CON04 "contact-information" [- - E -] SingleAuthor Action(con04) {
        title: "EDOF : contact d'information d'une action" / "EDOF: contact for information of an action",
        message: "contact d'information de l'action : {why}{anomalie}" / "contact for information of the action: {why}{anomalie}",
        helps: ["dans <extras info=\"action\">, donnez contact-information avec le nom et le prénom de la personne" / "in <extras info=\"action\">, give contact-information with the last and first names of the person"],
        why: "Mon Compte Formation affiche qui renseigne sur l'action. Sans contact-information complet, elle est refusée." / "Mon Compte Formation shows who gives information on the action. Without a whole contact-information it is refused.",
        source: "CON-04 ; EDOF, anomalie 30017, rapportée par un éditeur de catalogues ; exemple officiel",
        edof: "30017",
        bad: "<action><extras info=\"action\"><extra info=\"contact-information\"><coordonnees><prenom> </prenom></coordonnees></extra></extras></action>",
        good: "<action><extras info=\"action\"><extra info=\"contact-information\"><coordonnees><nom>Durand</nom><prenom>Claude</prenom></coordonnees></extra></extras></action>",
    }
    CON06 "organisme-injoignable" [W W - W] Partial Organisme(con06) {
        title: "Organisme sans téléphone ni courriel" / "Organisation with neither telephone nor mail",
        message: "l'organisme responsable n'a ni téléphone ni courriel" / "the responsible organisation has neither telephone nor mail",
        helps: ["donnez-en un dans <coordonnees-organisme> ou dans <contact-organisme>" / "give one in <coordonnees-organisme> or in <contact-organisme>"],
        why: "Ni le public ni le Carif-Oref ne peuvent joindre l'organisme qui répond de l'offre." / "Neither the public nor the Carif-Oref can reach the organisation that answers for the offer.",
        source: "CON-06 ; diapositive 13 : tenir à jour ses coordonnées et ses contacts",
        bad: "<organisme-formation-responsable><coordonnees-organisme><coordonnees><telfixe><numtel>Non renseigné</numtel></telfixe><courriel>Non renseigné</courriel></coordonnees></coordonnees-organisme><contact-organisme><coordonnees><telfixe><numtel>Non renseigné</numtel></telfixe><courriel>Non renseigné</courriel></coordonnees></contact-organisme></organisme-formation-responsable>",
        good: "<organisme-formation-responsable><contact-organisme><coordonnees><telfixe><numtel>02 40 20 30 40</numtel></telfixe></coordonnees></contact-organisme></organisme-formation-responsable>",
    }
    CON07 "session-sans-contact" [I I E I] Partial Session(con07) {
        title: "Session sans contact" / "Session without a contact",
        message: "contact de la session : {why}{anomalie}" / "contact of the session: {why}{anomalie}",
        helps: [
            "donnez dans <contact-session> la personne qui inscrit{lheo}" / "give in <contact-session> the person who enrols{lheo}",
            "dans <extras info=\"session\">, donnez contact-inscription avec le nom et le prénom de la personne{edof}" / "in <extras info=\"session\">, give contact-inscription with the last and first names of the person{edof}",
        ],
        why: "LHEO 2.3 met le contact de la session au premier cercle, celui de toute offre, sans l'exiger ; EDOF le demande dans contact-inscription, et refuse la session sans lui." / "LHEO 2.3 puts the contact of the session in the first circle, that of every offer, without requiring it; EDOF asks for it in contact-inscription, and refuses the session without it.",
        source: "CON-07 ; LHEO 2.3, cercle 1 ; EDOF, anomalie 30022, rapportée par un éditeur de catalogues",
        edof: "30022",
        bad: "<session><contact-session><coordonnees><nom>-</nom><prenom>-</prenom><telfixe><numtel>-</numtel></telfixe><courriel>---</courriel></coordonnees></contact-session></session>",
        good: "<session><contact-session><coordonnees><nom>Durand</nom><telfixe><numtel>02 40 20 30 40</numtel></telfixe></coordonnees></contact-session></session>",
    }
}

/// What a contact that EDOF asks for lacks, and where; nothing when it has all it needs.
fn lack<'a, P: HasExtras<'a>>(
    part: &P,
    path: &OfferPath,
    contact: ExtraKey<P::Part, Coordonnees<'static>>,
) -> Option<(OfferPath, Bilingual)> {
    let says = |text: &Option<crate::Texte<'_>>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let mut found = None;
    for (place, extra) in contact.located(part, path) {
        let Some(coordonnees) = &extra.coordonnees else {
            found = Some((place, Bilingual::new("vide", "empty")));
            continue;
        };
        let why = match (says(&coordonnees.nom), says(&coordonnees.prenom)) {
            (true, true) => return None,
            (false, false) => Bilingual::new("sans nom ni prénom", "without names"),
            (false, true) => Bilingual::new("sans nom", "without a last name"),
            (true, false) => Bilingual::new("sans prénom", "without a first name"),
        };
        found = Some((place.child("coordonnees"), why));
    }
    found.or_else(|| Some((path.clone(), Bilingual::new("absent", "missing"))))
}

fn con04(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if let Some((place, why)) = lack(action.it, action.path, edof::CONTACT_INFORMATION) {
        out.fault(place, Args::new().words("why", why));
    }
}

/// Is there a number to dial, or an address to write to? Fillers are none.
fn is_reachable(coordonnees: &Coordonnees<'_>) -> bool {
    let has_digit = |text: &crate::Texte<'_>| text.bytes().any(|byte| byte.is_ascii_digit());
    let numbers = coordonnees.telfixe.iter().chain(&coordonnees.portable);
    numbers.into_iter().any(has_digit)
        || coordonnees.courriel.as_deref().is_some_and(|text| text.contains('@'))
}

fn con06(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    // Those who train may rely on the one who answers for the offer.
    if organisme.role != RoleOrganisme::Responsable {
        return;
    }
    // Coordinates that are not there at all are for the format, which requires them.
    if organisme.coordonnees.is_none() && organisme.contacts.is_empty() {
        return;
    }
    let of_contacts = organisme.contacts.iter().filter_map(|contact| contact.coordonnees.as_ref());
    if !organisme.coordonnees.iter().chain(of_contacts).any(is_reachable) {
        out.fault(organisme.path.clone(), Args::new());
    }
}

/// Does the contact name somebody, or a way to reach somebody?
fn is_told(contact: &Contact<'_>) -> bool {
    let Some(coordonnees) = &contact.coordonnees else { return false };
    let is_name = |name: &crate::Texte<'_>| !name.trim().is_empty() && !is_filler(name);
    let mut names = coordonnees.nom.iter().chain(&coordonnees.prenom).chain(&coordonnees.lignes);
    is_reachable(coordonnees) || names.any(is_name) || !coordonnees.web.is_empty()
}

fn con07(session: &Scope<'_, Session<'_>>, out: &mut Verdicts) {
    // EDOF has no contact-session, and says it in an addition; LHEO 2.2 has neither.
    if session.conditions.profile == Profile::Edof {
        if let Some((place, why)) = lack(session.it, session.path, edof::CONTACT_INSCRIPTION) {
            out.fault(place, Args::new().words("why", why).text("edof", ""));
        }
        return;
    }
    let is_expected = session.conditions.dialecte == "2.3" && !session.is_formation_initiale();
    if is_expected && !session.contacts.iter().any(is_told) {
        let why = Bilingual::new("absent", "missing");
        out.fault(session.path.clone(), Args::new().words("why", why).text("lheo", ""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Conditions, Extra, Extras, Formation, Profile, RuleSet, Severity, judge,
        rules::testing::{conditions, fired, found, judged},
    };

    fn person() -> Coordonnees<'static> {
        Coordonnees::default().nom("Durand").prenom("Claude")
    }

    fn with_information(coordonnees: Coordonnees<'static>) -> Formation<'static> {
        let extra = Extra::default().info("contact-information").coordonnees(coordonnees);
        Formation::default().action(Action::default().extras(Extras::default().info("action").extra(extra)))
    }

    #[test]
    fn edof_wants_a_person_to_ask() {
        let none = Formation::default().action(Action::default());
        assert_eq!(found(&none, Profile::Edof, "CON04"), [("action[1]".to_owned(), Severity::Error)]);
        assert_eq!(found(&with_information(person()), Profile::Edof, "CON04"), []);
        let anonymous = with_information(Coordonnees::default().nom("Accueil"));
        let at = "action[1]/extras[1]/extra[1]/coordonnees".to_owned();
        assert_eq!(found(&anonymous, Profile::Edof, "CON04"), [(at, Severity::Error)]);
        assert!(fired(&none, Profile::Lheo).iter().all(|(code, _)| *code != "CON04"));
    }

    #[test]
    fn edof_wants_a_person_to_enrol() {
        let session = |name: &'static str| {
            let extra = Extra::default().info(name).coordonnees(person());
            let session = Session::default().extras(Extras::default().info("session").extra(extra));
            Formation::default().action(Action::default().session(session))
        };
        let judged = |formation: &Formation<'_>| {
            let findings = judged(formation, &conditions(Profile::Edof)).findings;
            findings.into_iter().filter(|finding| finding.rule.code == "CON07").collect::<Vec<_>>()
        };
        assert!(judged(&session("contact-inscription")).is_empty());
        let found = judged(&session("contact"));
        assert_eq!((found.len(), found[0].severity), (1, Severity::Error));
        assert!(found[0].message(crate::Lang::Fr).ends_with("(anomalie EDOF 30022)"));
    }

    #[test]
    fn a_session_has_a_contact_of_its_own() {
        let none = Formation::default().action(Action::default().session(Session::default()));
        let at = "action[1]/session[1]".to_owned();
        assert_eq!(found(&none, Profile::Lheo, "CON07"), [(at, Severity::Info)]);
        let session = Session::default().contact(Contact::default().coordonnees(person()));
        let told = Formation::default().action(Action::default().session(session));
        assert_eq!(found(&told, Profile::Lheo, "CON07"), []);
        // LHEO 2.2 has no place for it.
        let older = Conditions { dialecte: "2.2", ..Conditions::default() };
        assert!(
            judge(&none, &RuleSet::of(Profile::Lheo), &older)
                .findings
                .iter()
                .all(|it| it.rule.code != "CON07")
        );
    }

    #[test]
    fn an_organisation_can_be_reached_in_several_places() {
        let organisme = |organisme: Organisme<'static>| Formation::default().responsable(organisme);
        let none =
            organisme(Organisme::default().coordonnees(person().telfixe("Non renseigné").courriel("-")));
        let at = "organisme-formation-responsable".to_owned();
        assert_eq!(found(&none, Profile::OffreInfo, "CON06"), [(at, Severity::Warning)]);
        assert_eq!(found(&none, Profile::Edof, "CON06"), []);
        for coordonnees in
            [person().portable("06 12 34 56 78"), person().courriel("a@b.fr"), person().telfixe("3936")]
        {
            let contact = Contact::default().coordonnees(coordonnees);
            assert_eq!(found(&organisme(Organisme::default().contact(contact)), Profile::Lheo, "CON06"), []);
        }
    }
}
