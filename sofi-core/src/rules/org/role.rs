//! Who answers, who trains.

use crate::{
    Args, Checked, Organisme, RegistreKind, Registres, RoleOrganisme,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    ORG01 "responsable-sans-declaration" [W W W W] SingleAuthor Organisme(org01) {
        title: "L'organisme responsable n'est pas celui de la déclaration" / "The responsible body is not that of the declaration",
        message: "le numéro de déclaration {numero} est celui de l'entreprise {declarant}, pas de {siren}" / "the declaration number {numero} is that of the enterprise {declarant}, not of {siren}",
        helps: ["mettez comme responsable l'organisme qui porte la déclaration, et comme formateur celui qui forme" / "give as responsible the body that bears the declaration, and as trainer the one that trains"],
        why: "Seul l'organisme qui porte le numéro de déclaration d'activité est responsable de l'offre. D'après la liste publique, ce numéro appartient à une autre entreprise que celle du SIRET." / "Only the body that bears the declaration number is responsible for the offer. By the public list, the number belongs to another enterprise than that of the SIRET.",
        source: "ORG-01 ; guide de saisie d'un Carif-Oref (Ofeli, Normandie) ; liste publique des organismes",
        needs: ["organismes"],
        bad: "<organisme-formation-responsable><SIRET-organisme-formation><SIRET>19511296600799</SIRET></SIRET-organisme-formation></organisme-formation-responsable>",
        good: "<organisme-formation-responsable><SIRET-organisme-formation><SIRET>81462226200032</SIRET></SIRET-organisme-formation></organisme-formation-responsable>",
    }
    ORG03 "formateur-sans-siret" [W W W W] Evidenced Organisme(org03) {
        title: "Organisme formateur sans SIRET" / "Trainer without a SIRET",
        message: "SIRET « {siret} » : l'organisme formateur est donné sans SIRET, et compte pour absent" / "SIRET \"{siret}\": the trainer is given without a SIRET, and counts as absent",
        helps: ["donnez le SIRET du formateur, ou retirez <organisme-formateur> si le responsable forme lui-même" / "give the SIRET of the trainer, or remove <organisme-formateur> when the responsible body itself trains"],
        why: "Des zéros ne désignent personne : les lecteurs du flux reportent alors la formation sur l'organisme responsable." / "Zeros name nobody: readers of the flow then put the training down to the responsible body.",
        source: "ORG-03 ; lecteur public du flux Intercarif, qui tient pour absent tout SIRET fait de zéros",
        bad: "<action><organisme-formateur><SIRET-formateur><SIRET>00000000000000</SIRET></SIRET-formateur></organisme-formateur></action>",
        good: "<action><organisme-formateur><SIRET-formateur><SIRET>81462226200032</SIRET></SIRET-formateur></organisme-formateur></action>",
    }
}

fn org01(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    if organisme.role != RoleOrganisme::Responsable || organisme.is_formation_initiale() {
        return;
    }
    let Some(numero) = organisme.numero_activite.as_ref().and_then(Checked::lenient) else { return };
    let Some(siret) = organisme.siret.as_ref().and_then(Checked::lenient) else { return };
    let Some(liste) = organisme.registre(RegistreKind::Organismes, Registres::organismes, out) else {
        return;
    };
    // A line may name an enterprise and an establishment of another one: either will do. A number that is not there is for
    // NDA16, a replaced one may have been split.
    let Some(ligne) = liste.by_numero(&numero) else { return };
    let mut sirens = ligne.siren.into_iter().chain(ligne.siret.map(crate::Siret::siren));
    let Some(declarant) = ligne.siren.or(ligne.siret.map(crate::Siret::siren)) else { return };
    if sirens.any(|siren| siren == siret.siren()) {
        return;
    }
    let place = organisme.role.siret().iter().fold(organisme.path.clone(), |path, step| path.child(step));
    let args = Args::new()
        .text("numero", numero.to_string())
        .text("declarant", declarant.to_string())
        .text("siren", siret.siren().to_string());
    let related = organisme.path.child("numero-activite");
    let what = crate::Bilingual::new("le numéro de déclaration", "the declaration number");
    out.fault(place, args).value(siret.to_string()).related(related, what);
}

fn org03(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    let Some(siret) = organisme.siret.as_ref().filter(|siret| siret.is_absent()) else { return };
    if organisme.role != RoleOrganisme::Formateur {
        return;
    }
    let place = organisme.role.siret().iter().fold(organisme.path.clone(), |path, step| path.child(step));
    out.fault(place, Args::new().text("siret", crate::finding::shown(&siret.raw()))).value(siret.raw());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Formation, OrganismesBuilder, Origine, Profile, Severity,
        registres::FicheOrganisme as Ligne,
        rules::testing::{fired, found, judged_with},
    };

    #[test]
    fn zeros_for_a_trainer_mean_nobody() {
        let of = |siret| {
            let formateur = Organisme::default().siret(siret);
            Formation::default().action(Action::default().formateur(formateur))
        };
        let place = "action[1]/organisme-formateur[1]/SIRET-formateur/SIRET".to_owned();
        for zeros in ["0", "00000000000000"] {
            let there: Vec<_> =
                fired(&of(zeros), Profile::Lheo).into_iter().filter(|(_, at)| *at == place).collect();
            assert_eq!(there, [("ORG03", place.clone())], "SIR06 keeps quiet");
        }
        assert_eq!(found(&of("0"), Profile::OffreInfo, "ORG03"), [(place, Severity::Warning)]);
        let codes =
            |siret| fired(&of(siret), Profile::Lheo).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert!(!codes("19511296600799").contains(&"ORG03"));
        assert!(codes("19511296600798").contains(&"SIR03"));
    }

    #[test]
    fn the_number_names_another_enterprise() {
        let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, "en mémoire"));
        let siret = "81462226200032".parse().ok();
        builder.push(Ligne { siret, ..Ligne::new("52440363444".parse().unwrap()) });
        builder.push(Ligne::new("32591104359".parse().unwrap()));
        let mut registres = Registres::default();
        registres.add(builder.build());
        let fired = |numero, siret| {
            let organisme = Organisme::default().numero_activite(numero).siret(siret);
            let formation = Formation::default().responsable(organisme);
            let findings = judged_with(&formation, Profile::Lheo, &registres).findings;
            findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
        };
        assert_eq!(fired("52440363444", "19511296600799"), ["ORG01"]);
        assert_eq!(fired("52440363444", "81462226200032"), [""; 0]);
        // The list names no enterprise, or does not know the number.
        assert_eq!(fired("32591104359", "19511296600799"), [""; 0]);
        assert_eq!(fired("53350830835", "19511296600799"), ["NDA16"]);
    }
}
