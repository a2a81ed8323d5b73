//! The establishment, as Sirene knows it.

use chrono::NaiveDate;

use crate::{
    Args, Bilingual, EtatEtablissement, Lang, OfferPath, Organisme, RegistreKind, Registres, Session,
    Severity, Siret,
    registres::{Etablissement, Sirene},
    rules::{Lacune, Scope, Verdicts, macros::family},
    vocabulary::day,
};

family! {
    SIR11 "etablissement-ferme" [E E E E] Partial Organisme(sir11) {
        title: "Établissement fermé" / "Closed establishment",
        message: "SIRET {siret} : d'après Sirene, l'{role} est un établissement fermé{quand}{session}" / "SIRET {siret}: by Sirene, the {role} is an establishment that closed{quand}{session}",
        helps: [
            "l'établissement {ouvert} de la même entreprise est ouvert : vérifiez s'il prend la suite" / "the establishment {ouvert} of the same enterprise is open: check whether it takes over",
            "si le SIRET a changé, prévenez le Carif-Oref, la Direccte, la Région et Pôle emploi" / "if the SIRET has changed, tell the Carif-Oref, the Direccte, the Région and Pôle emploi",
        ],
        why: "Un établissement fermé ne peut ni tenir ni annoncer une session. Une session qui commence après la fermeture est une erreur, une session en cours à cette date un avertissement ; celles qui étaient finies ne sont pas en cause." / "A closed establishment can neither hold nor announce a session. A session that starts after the closing is an error, one that was going on a warning; those that had ended are not concerned.",
        source: "SIR-11 ; offres écartées du catalogue de l'apprentissage parce que l'Insee dit l'établissement inactif",
        needs: ["sirene"],
        bad: "<SIRET>19511296600799</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
}

/// When an establishment closed, compared with the sessions of an offer.
enum Fermeture<'s> {
    /// A session starts after it.
    Avant(OfferPath, &'s Session<'s>),
    /// A session was going on.
    Pendant(OfferPath, &'s Session<'s>),
    /// No session is concerned.
    Apres,
    /// No session has dates that tell.
    Inconnue,
}

fn sir11(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    let Some(siret) = organisme.siret.as_ref().and_then(crate::Checked::lenient) else { return };
    let Some(sirene) = organisme.registre(RegistreKind::Sirene, Registres::sirene, out) else { return };
    let Some(etablissement) = sirene.get(siret) else {
        out.lacune(ABSENT);
        return;
    };
    let place = organisme.role.siret().iter().fold(organisme.path.clone(), |path, step| path.child(step));
    let args = Args::new().text("siret", siret.to_string()).words("role", organisme.role.words());
    let args = match ouvert(sirene, siret) {
        Some(autre) => args.text("ouvert", autre.to_string()),
        None => args,
    };
    let Some(ferme) = fermeture(&etablissement) else {
        match etablissement.etat {
            Some(EtatEtablissement::Actif) => {}
            Some(EtatEtablissement::Ferme) => {
                let args = args.text("quand", "").text("session", "");
                out.fault(place, args).at_most(Severity::Warning).value(siret.to_string());
            }
            None => out.lacune(ABSENT),
        }
        return;
    };
    let args = args.told("quand", |lang| {
        let words = Bilingual::new(" depuis le ", " on ").get(lang);
        format!("{words}{}", day(ferme, lang))
    });
    match compared(organisme, ferme) {
        Fermeture::Avant(path, session) => {
            let args = args.told("session", |lang| told(session, AVANT, lang));
            out.fault(place, args).value(siret.to_string()).related(path, SESSION);
        }
        Fermeture::Pendant(path, session) => {
            let args = args.told("session", |lang| told(session, PENDANT, lang));
            let finding = out.fault(place, args);
            finding.at_most(Severity::Warning).value(siret.to_string()).related(path, SESSION);
        }
        Fermeture::Apres => {}
        Fermeture::Inconnue => {
            let Some(as_of) = organisme.as_of(out) else { return };
            if as_of >= ferme {
                let finding = out.fault(place, args.text("session", ""));
                finding.at_most(Severity::Warning).value(siret.to_string());
            }
        }
    }
}

/// An extract of Sirene holds what was asked for: what is not in it is unknown (SIR-12).
const ABSENT: Lacune = Lacune::Donnees(Bilingual::new(
    "l'extrait de Sirene ne dit rien de ce SIRET",
    "the extract of Sirene says nothing of this SIRET",
));
const SESSION: Bilingual = Bilingual::new("la session", "the session");
const AVANT: Bilingual =
    Bilingual::new(", avant le début de la session", ", before the start of the session");
const PENDANT: Bilingual = Bilingual::new(", pendant la session", ", during the session");

fn told(session: &Session<'_>, words: Bilingual, lang: Lang) -> String {
    let numero = session.numero.as_deref().map(str::trim).filter(|numero| !numero.is_empty());
    let words = words.get(lang);
    numero.map_or_else(|| words.to_owned(), |numero| format!("{words} {}", crate::finding::shown(numero)))
}

/// The first day on which it is closed; `None` when it is open, or when nobody says since when it is not.
pub(in crate::rules) fn fermeture(etablissement: &Etablissement<'_>) -> Option<NaiveDate> {
    etablissement.fermeture.filter(|_| etablissement.etat != Some(EtatEtablissement::Actif))
}

/// The only establishment of the same enterprise that the extract says open.
fn ouvert(sirene: &Sirene, siret: Siret) -> Option<Siret> {
    let is_open =
        |autre: &Etablissement<'_>| autre.siret != siret && autre.etat == Some(EtatEtablissement::Actif);
    let mut open = sirene.by_siren(siret.siren()).filter(is_open);
    let only = open.next()?.siret;
    open.next().is_none().then_some(only)
}

/// Compares the closing with the sessions that the organisation answers for or gives.
fn compared<'s>(organisme: &Scope<'s, Organisme<'_>>, ferme: NaiveDate) -> Fermeture<'s> {
    let formation = organisme.formation;
    let actions = formation.actions.iter().enumerate();
    let mine = actions.filter(|(_, action)| organisme.action.is_none_or(|own| std::ptr::eq(own, *action)));
    let mut found = Fermeture::Inconnue;
    for (index, action) in mine {
        let path = OfferPath::formation().nth("action", index as u32 + 1);
        for (index, session) in action.sessions.iter().enumerate() {
            let (Some(debut), Some(fin)) = (session.debut(), session.fin()) else { continue };
            let place = || path.nth("session", index as u32 + 1);
            let is_from = |day: Option<NaiveDate>| day.is_some_and(|day| day >= ferme);
            if is_from(debut.earliest()) {
                return Fermeture::Avant(place(), session);
            }
            if is_from(fin.earliest()) && !matches!(found, Fermeture::Pendant(..)) {
                found = Fermeture::Pendant(place(), session);
            } else if matches!(found, Fermeture::Inconnue) && fin.latest().is_some_and(|day| day < ferme) {
                found = Fermeture::Apres;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Formation, Origine, Periode, Profile, SireneBuilder,
        rules::{Judgement, testing::judged_with},
    };

    const FERME: &str = "19511296600799";

    fn registres(etat: EtatEtablissement, fermeture: Option<(i32, u32, u32)>) -> Registres {
        let mut builder = SireneBuilder::new(Origine::new(RegistreKind::Sirene, "en mémoire"));
        let fermeture = fermeture.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
        let siret: Siret = FERME.parse().unwrap();
        builder.push(Etablissement { etat: Some(etat), fermeture, ..Etablissement::new(siret) });
        let mut registres = Registres::default();
        registres.add(builder.build());
        registres
    }

    fn offer(sessions: &[(&'static str, &'static str)]) -> Formation<'static> {
        let mut action = Action::default();
        for (debut, fin) in sessions {
            let periode = Periode::default().debut(*debut).fin(*fin);
            action = action.session(Session::default().numero("21_1").periode(periode));
        }
        Formation::default().responsable(Organisme::default().siret(FERME)).action(action)
    }

    fn severity(formation: &Formation<'_>, registres: &Registres) -> Option<Severity> {
        let Judgement { findings, .. } = judged_with(formation, Profile::Lheo, registres);
        let found = findings.iter().find(|finding| finding.rule.code == "SIR11")?;
        assert!(found.message(Lang::Fr).contains("établissement fermé"), "{}", found.message(Lang::Fr));
        assert_eq!(found.path.to_string(), "organisme-formation-responsable/SIRET-organisme-formation/SIRET");
        Some(found.severity)
    }

    #[test]
    fn the_closing_is_compared_with_the_sessions() {
        let closed = registres(EtatEtablissement::Ferme, Some((2026, 6, 30)));
        let (error, warning) = (Some(Severity::Error), Some(Severity::Warning));
        for (sessions, expected) in [
            (&[("20260901", "20270630")][..], error),
            (&[("20260101", "20260301"), ("20260901", "20270630")], error),
            (&[("20260101", "20261231")], warning),
            (&[("20260101", "20260629")], None),
            // The month of the closing: nobody knows which came first.
            (&[("20260600", "20260600")], warning),
            (&[("20260101", "99999999")], warning),
            (&[], warning),
        ] {
            assert_eq!(severity(&offer(sessions), &closed), expected, "{sessions:?}");
        }
        // Open again, closed without a date, to be closed one day.
        let open = registres(EtatEtablissement::Actif, Some((2020, 1, 1)));
        assert_eq!(severity(&offer(&[("20260901", "20270630")]), &open), None);
        let undated = registres(EtatEtablissement::Ferme, None);
        assert_eq!(severity(&offer(&[("20260901", "20270630")]), &undated), warning);
        let later = registres(EtatEtablissement::Ferme, Some((2028, 1, 1)));
        assert_eq!(severity(&offer(&[("20260901", "20270630")]), &later), None);
        assert_eq!(severity(&offer(&[]), &later), None);
    }

    #[test]
    fn what_the_extract_lacks_is_unknown() {
        let closed = registres(EtatEtablissement::Ferme, Some((2026, 6, 30)));
        let elsewhere = Formation::default().responsable(Organisme::default().siret("73282932000074"));
        let judgement = judged_with(&elsewhere, Profile::Lheo, &closed);
        assert!(judgement.findings.is_empty());
        assert!(judgement.lacunes.iter().any(|(rule, why, _)| rule.code == "SIR11" && *why == ABSENT));
        let judgement = judged_with(&elsewhere, Profile::Lheo, &Registres::default());
        let none = Lacune::Registre(RegistreKind::Sirene);
        assert!(judgement.lacunes.iter().any(|(rule, why, _)| rule.code == "SIR11" && *why == none));
    }

    #[test]
    fn a_trainer_is_compared_with_its_own_action() {
        let closed = registres(EtatEtablissement::Ferme, Some((2026, 6, 30)));
        let session = |debut| Session::default().periode(Periode::default().debut(debut).fin("20270630"));
        let formation =
            Formation::default()
                .action(Action::default().formateur(Organisme::default().siret(FERME)).session(
                    Session::default().periode(Periode::default().debut("20260101").fin("20260301")),
                ))
                .action(Action::default().session(session("20260901")));
        let judgement = judged_with(&formation, Profile::Lheo, &closed);
        assert!(judgement.findings.iter().all(|finding| finding.rule.code != "SIR11"));
    }
}
