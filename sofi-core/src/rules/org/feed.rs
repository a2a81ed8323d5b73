//! The SIRETs of a whole feed.

use crate::{
    Args, Checked, Formation, OfferPath, Organisme, Registres, RoleOrganisme, Siret,
    registres::EtatEtablissement,
    rules::{FeedCheck, FeedFinding, Group, Observation, Scope, Witness, macros::family},
};

family! {
    ORG04 "plusieurs-siret-edof" [- - E -] SingleAuthor Feed(FeedCheck { observe: observe_org04, judge: judge_org04 }) {
        title: "Plusieurs SIRET dans un fichier EDOF" / "Several SIRET in one EDOF file",
        message: "SIRET {siret} : un fichier EDOF ne porte qu'un seul SIRET, et celui-ci contient aussi {autre}" / "SIRET {siret}: an EDOF file bears one SIRET only, and this one also holds {autre}",
        helps: ["faites un fichier par SIRET" / "make one file for each SIRET"],
        why: "Le catalogue est déposé dans l'espace d'un établissement : toutes ses formations portent le même SIRET." / "The catalogue is handed in for one establishment: all its formations bear the same SIRET.",
        source: "ORG-04 ; cahier des charges EDOF §3.3.3, d'après un éditeur de fichiers",
        bad: "<offres><formation numero=\"F1\"/><formation numero=\"F2\"><organisme-formation-responsable><SIRET-organisme-formation><SIRET>19511296600799</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation></offres>",
        good: "<offres><formation numero=\"F1\"/><formation numero=\"F2\"/></offres>",
    }
    ORG05 "siret-ferme-et-ouvert" [W W W W] Partial Feed(FeedCheck { observe: observe_org05, judge: judge_org05 }) {
        title: "Ancien et nouveau SIRET dans un même flux" / "Old and new SIRET in one feed",
        message: "SIRET {siret} : cet établissement est fermé, et le flux contient aussi {autre}, de la même entreprise et ouvert" / "SIRET {siret}: this establishment is closed, and the feed also holds {autre}, of the same enterprise and open",
        helps: ["si le SIRET a changé, annoncez-le au Carif-Oref, à la Direccte, à la Région et à Pôle emploi, puis mettez à jour toute l'offre" / "if the SIRET has changed, tell the Carif-Oref, the Direccte, the Région and Pôle emploi, then update the whole offer"],
        why: "Le numéro de session et le SIRET sont ensemble la clé de l'échange : une offre restée sous l'ancien SIRET n'est plus retrouvée. Plusieurs établissements ouverts d'une même entreprise sont normaux." / "The session number and the SIRET together are the key of the exchange: what stayed under the old SIRET is not found any more. Several open establishments of one enterprise are normal.",
        source: "ORG-05 ; slides 8 et 13 ; répertoire Sirene",
        needs: ["sirene"],
        bad: "<offres><formation numero=\"21_1\"/><formation numero=\"21_2\"><organisme-formation-responsable><SIRET-organisme-formation><SIRET>81462226200024</SIRET></SIRET-organisme-formation></organisme-formation-responsable></formation></offres>",
        good: "<offres><formation numero=\"21_1\"/><formation numero=\"21_2\"/></offres>",
    }
}

fn siret(organisme: &Organisme<'_>) -> Option<Siret> {
    organisme.siret.as_ref().and_then(Checked::lenient)
}

fn observe_org04(formation: &Scope<'_, Formation<'_>>, notes: &mut Vec<Observation>) {
    let Some(siret) = formation.responsable.as_ref().and_then(siret) else { return };
    let responsable = formation.path.child("organisme-formation-responsable");
    let role = RoleOrganisme::Responsable;
    let path = role.siret().iter().fold(responsable, |path, step| path.child(step));
    notes.push(Observation::new("", siret.to_string(), path));
}

/// One fault for each SIRET but the one that comes first in the feed.
fn judge_org04(group: &mut Group<'_>) {
    // Notes come sorted by SIRET, so the first of all is only known in the end: whichever came later is at fault.
    let mut first: Option<(String, u64)> = None;
    let mut last = String::new();
    for Witness { mark, at } in &mut *group.witnesses {
        if mark == last {
            continue;
        }
        last.clone_from(&mark);
        let Some(known) = first.take() else {
            first = Some((mark, at));
            continue;
        };
        let (before, after) = if known.1 < at { (known, (mark, at)) } else { ((mark, at), known) };
        let args = Args::new().text("siret", after.0).text("autre", before.0.clone());
        (group.fault)(FeedFinding::new(after.1, before.1, args));
        first = Some(before);
    }
}

/// Establishments known to be open are sorted before those that have closed.
const OPEN: char = '0';
const CLOSED: char = '1';

fn observe_org05(formation: &Scope<'_, Formation<'_>>, notes: &mut Vec<Observation>) {
    let Some(sirene) = formation.conditions.registres.and_then(Registres::sirene) else { return };
    let mut note = |organisme: &Organisme<'_>, path: OfferPath, role: RoleOrganisme| {
        let Some(siret) = siret(organisme) else { return };
        let Some(state) = sirene.get(siret).and_then(|known| known.etat) else { return };
        let state = if state == EtatEtablissement::Actif { OPEN } else { CLOSED };
        let path = role.siret().iter().fold(path, |path, step| path.child(step));
        notes.push(Observation::new(siret.siren().to_string(), format!("{state}{siret}"), path));
    };
    if let Some(responsable) = &formation.responsable {
        note(
            responsable,
            formation.path.child("organisme-formation-responsable"),
            RoleOrganisme::Responsable,
        );
    }
    for (index, action) in (1..).zip(&formation.actions) {
        for (rank, formateur) in (1..).zip(&action.formateurs) {
            let path = formation.path.nth("action", index).nth("organisme-formateur", rank);
            note(formateur, path, RoleOrganisme::Formateur);
        }
    }
}

/// One fault for each establishment that has closed, where another one of the enterprise is open.
fn judge_org05(group: &mut Group<'_>) {
    let mut open: Option<Witness> = None;
    let mut last = String::new();
    for witness in &mut *group.witnesses {
        if witness.mark.starts_with(OPEN) {
            open.get_or_insert(witness);
            continue;
        }
        let Some(open) = &open else { return };
        if witness.mark != last {
            let siret = |mark: &str| mark.strip_prefix([OPEN, CLOSED]).unwrap_or_default().to_owned();
            let args = Args::new().text("siret", siret(&witness.mark)).text("autre", siret(&open.mark));
            (group.fault)(FeedFinding::new(witness.at, open.at, args));
            last = witness.mark;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Lang, Origine, Profile, RegistreKind, RuleSet, SireneBuilder,
        registres::Etablissement,
        rules::{Feed, testing::judged_with},
    };

    fn formation(siret: &str) -> Formation<'_> {
        Formation::default().responsable(Organisme::default().siret(siret))
    }

    /// The messages and the paths of what one rule finds over these formations.
    fn told(
        formations: &[Formation<'_>],
        profile: Profile,
        registres: &Registres,
        code: &str,
    ) -> Vec<String> {
        let mut feed = Feed::default();
        for formation in formations {
            feed.add(judged_with(formation, profile, registres).observations);
        }
        let rules = RuleSet::of(profile);
        let found = feed.finish(&rules).into_iter().filter(|(rule, ..)| rule.code == code);
        found
            .map(|(rule, _, finding, note)| format!("{} {}", note.path, rule.say(&finding.args, Lang::En)))
            .collect()
    }

    const OLD: &str = "81462226200024";
    const NEW: &str = "81462226200032";
    const OTHER: &str = "19511296600799";

    #[test]
    fn one_siret_for_each_file_of_edof() {
        let place = "organisme-formation-responsable/SIRET-organisme-formation/SIRET";
        let none = Registres::default();
        let of = |sirets: &[&'static str], profile| {
            let formations: Vec<_> = sirets.iter().map(|siret| formation(siret)).collect();
            told(&formations, profile, &none, "ORG04")
        };
        assert_eq!(of(&[NEW, NEW, "814 622 262 00032"], Profile::Edof), [""; 0]);
        assert_eq!(of(&[NEW, OTHER], Profile::OffreInfo), [""; 0], "a national feed has many");
        // The later one is at fault, whichever sorts first.
        for (first, second) in [(NEW, OTHER), (OTHER, NEW)] {
            let found = of(&[first, second, second], Profile::Edof);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with(&format!("{place} SIRET {second}:")), "{found:?}");
            assert!(found[0].ends_with(first), "{found:?}");
        }
        assert_eq!(of(&[NEW, OLD, OTHER, NEW], Profile::Edof).len(), 2);
    }

    #[test]
    fn an_old_siret_beside_the_new_one() {
        let mut builder = SireneBuilder::new(Origine::new(RegistreKind::Sirene, "en mémoire"));
        for (siret, etat) in [
            (OLD, EtatEtablissement::Ferme),
            (NEW, EtatEtablissement::Actif),
            ("81462226200040", EtatEtablissement::Actif),
        ] {
            builder.push(Etablissement { etat: Some(etat), ..Etablissement::new(siret.parse().unwrap()) });
        }
        let mut registres = Registres::default();
        registres.add(builder.build());
        let of = |formations: &[Formation<'_>]| told(formations, Profile::Lheo, &registres, "ORG05");
        let found = of(&[formation(OLD), formation(NEW), formation(OLD)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(&format!("SIRET {OLD}:")) && found[0].contains(NEW), "{found:?}");
        // Several open establishments are normal; closed alone is for SIR11; what Sirene does not know is unknown.
        assert_eq!(of(&[formation("81462226200040"), formation(NEW)]), [""; 0]);
        assert_eq!(of(&[formation(OLD), formation(OTHER)]), [""; 0]);
        let trained = formation(NEW).action(Action::default().formateur(Organisme::default().siret(OLD)));
        assert!(of(&[trained])[0].starts_with("action[1]/organisme-formateur[1]/SIRET-formateur/SIRET"));
        let none = Registres::default();
        assert_eq!(told(&[formation(OLD), formation(NEW)], Profile::Lheo, &none, "ORG05"), [""; 0]);
    }
}
