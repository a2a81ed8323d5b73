//! The codes themselves, and whether an offer needs one.

use super::certifications_of;
use crate::{
    Args, Bilingual, Booleen, Certification, Checked, Formation, ObjectifGeneral, Severity,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    CRT01 "code-rncp-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code RNCP" / "Form of an RNCP code",
        message: "code RNCP {value} : {why}" / "RNCP code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Le code désigne la fiche de France compétences : avec un code illisible ou de remplissage, l'offre n'est rattachée à aucune certification." / "The code names the sheet of France compétences: with a code that cannot be read, or a filler, the offer belongs to no certification.",
        source: "CRT-01 ; numéros publiés par France compétences",
        bad: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP00000</code-RNCP></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification></formation>",
    }
    CRT02 "code-rs-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code RS" / "Form of an RS code",
        message: "code RS {value} : {why}" / "RS code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Le RNCP et le Répertoire spécifique partagent les mêmes numéros : sans ses lettres, un numéro peut désigner deux certifications." / "The RNCP and the specific register share the same numbers: without its letters, a number may name two certifications.",
        source: "CRT-02 ; LHEO, code-RS ; France compétences",
        bad: "<formation><certifiante>1</certifiante><certification><code-RS>6117</code-RS></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RS>RS6117</code-RS></certification></formation>",
    }
    CRT03 "code-certifinfo-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code Certif Info" / "Form of a Certif Info code",
        message: "code Certif Info {value} : {why}" / "Certif Info code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "C'est par ce code que l'offre reçoit l'intitulé, le programme et l'éligibilité au CPF de la certification." / "This is the code by which the offer receives the title, the programme and the CPF eligibility of the certification.",
        source: "CRT-03 ; extrait de 12 429 codes de 2020 ; SOFI, diapositive 12",
        bad: "<formation><certifiante>1</certifiante><certification><code-CERTIFINFO>A9704</code-CERTIFINFO></certification></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-CERTIFINFO>97049</code-CERTIFINFO></certification></formation>",
    }
    CRT04 "certification-absente" [W W E E] Evidenced Formation(crt04) {
        title: "Caractère certifiant et certification" / "Certifying or not, and certification",
        message: "la formation est déclarée {declaree}, {constat}" / "the formation is declared {declaree}, {constat}",
        helps: ["{conseil}" / "{conseil}"],
        why: "Une formation certifiante se reconnaît à son code de certification : sans lui, elle n'hérite de rien et n'ouvre pas droit au CPF." / "A certifying formation is known by the code of its certification: without it, it inherits nothing and opens no right to the CPF.",
        source: "CRT-04 ; SOFI, diapositives 5 et 9 ; éditeur EDOF",
        bad: "<formation><certifiante>1</certifiante></formation>",
        good: "<formation><certifiante>1</certifiante><certification><code-RNCP>RNCP38596</code-RNCP></certification></formation>",
    }
    CRT05 "objectif-certification-non-certifiante" [W W - W] Partial Formation(crt05) {
        title: "Objectif « certification » d'une formation non certifiante" / "Objective 'certification' of a formation that does not certify",
        message: "l'objectif général est la certification, mais la formation est déclarée non certifiante" / "the general objective is certification, but the formation is declared not to certify",
        helps: ["mettez <certifiante> à 1, ou choisissez un autre objectif" / "set <certifiante> to 1, or choose another objective"],
        why: "Les moteurs de recherche filtrent sur l'un ou sur l'autre : l'offre paraît dans une liste et manque dans l'autre." / "Search engines filter by the one or by the other: the offer is in one list and missing in the other.",
        source: "CRT-05 ; moteur de règles TREFLE",
        bad: "<formation><certifiante>0</certifiante><objectif-general-formation>6</objectif-general-formation></formation>",
        good: "<formation><certifiante>0</certifiante><objectif-general-formation>5</objectif-general-formation></formation>",
    }
}

fn crt04(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let words = |declaree, constat, conseil| {
        Args::new().words("declaree", declaree).words("constat", constat).words("conseil", conseil)
    };
    match formation.is_certifiante() {
        Some(true) if !names_certification(formation) => {
            let args = words(
                Bilingual::new("certifiante", "certifying"),
                Bilingual::new(
                    "mais ne porte aucun code de certification",
                    "but bears no code of a certification",
                ),
                Bilingual::new(
                    "ajoutez le code RNCP, RS ou Certif Info, ou mettez <certifiante> à 0",
                    "add the RNCP, RS or Certif Info code, or set <certifiante> to 0",
                ),
            );
            out.fault(formation.path.child("certifiante"), args);
        }
        Some(false) => {
            // A code of the CPF alone is for what no register certifies.
            let certifies =
                |it: &Certification<'_>| it.rncp.is_some() || it.rs.is_some() || it.certifinfo.is_some();
            let found = certifications_of(formation).find(|(_, certification)| certifies(certification));
            if let Some((path, _)) = found {
                let args = words(
                    Bilingual::new("non certifiante", "not certifying"),
                    Bilingual::new(
                        "mais porte un code de certification",
                        "but bears the code of a certification",
                    ),
                    Bilingual::new(
                        "mettez <certifiante> à 1, ou retirez la certification",
                        "set <certifiante> to 1, or take the certification away",
                    ),
                );
                let certifiante = formation.path.child("certifiante");
                out.fault(path, args).at_most(Severity::Info).related(
                    certifiante,
                    Bilingual::new("déclarée non certifiante", "declared not to certify"),
                );
            }
        }
        _ => {}
    }
}

/// Is there a code of any kind, be it wrong (its own rule says so), in the places where one may be?
fn names_certification(formation: &Formation<'_>) -> bool {
    let in_session =
        formation.actions.iter().flat_map(|it| &it.sessions).any(|it| it.blocs().next().is_some());
    formation.certifications.iter().any(|it| !it.is_empty())
        || formation.types_formation.iter().any(|it| it.cpf.is_some() || it.elu.is_some())
        || in_session
}

fn crt05(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let objectif = formation.objectif_general.as_ref().and_then(Checked::get);
    let certifiante = formation.certifiante.as_ref().and_then(Checked::get);
    if (objectif, certifiante) == (Some(ObjectifGeneral::Certification), Some(Booleen::Non)) {
        let certifiante = formation.path.child("certifiante");
        out.fault(formation.path.child("objectif-general-formation"), Args::new())
            .related(certifiante, Bilingual::new("déclarée non certifiante", "declared not to certify"));
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Certification, Formation, Profile, Severity, TypeFormation,
        rules::testing::{conditions, fired, judged, of_rule},
    };

    fn codes(formation: &Formation<'_>, profile: Profile) -> Vec<(&'static str, String)> {
        fired(formation, profile).into_iter().filter(|(code, _)| code.starts_with("CRT")).collect()
    }

    fn with(certification: Certification<'static>) -> Formation<'static> {
        Formation::default().certifiante("1").certification(certification)
    }

    #[test]
    fn codes_that_cannot_be_read() {
        for (certification, code, element) in [
            (Certification::default().rncp("RNCP00000"), "CRT01", "code-RNCP"),
            (Certification::default().rncp("RNCP 34079A"), "CRT01", "code-RNCP"),
            (Certification::default().rs("6117"), "CRT02", "code-RS"),
            (Certification::default().certifinfo("A9704"), "CRT03", "code-CERTIFINFO"),
            (Certification::default().cpf("CPX200"), "CRT23", "code-CPF"),
        ] {
            let path = format!("certification[1]/{element}");
            assert_eq!(codes(&with(certification), Profile::OffreInfo), [(code, path)]);
        }
        for right in ["RNCP509", "24508", "RNCP38596"] {
            assert_eq!(codes(&with(Certification::default().rncp(right)), Profile::Lheo), []);
        }
        assert_eq!(codes(&with(Certification::default().rs("RS5000")), Profile::Lheo), []);
        let padded = judged(&with(Certification::default().rncp("RNCP00509")), &conditions(Profile::Lheo));
        assert_eq!(padded.findings[0].severity, Severity::Warning, "it is understood");
        let even = judged(
            &with(Certification::default().rncp("RNCP1").certifinfo("97050")),
            &conditions(Profile::Lheo),
        );
        assert_eq!(of_rule(&even, "CRT03")[0].0, Severity::Info);
    }

    #[test]
    fn a_certifying_formation_bears_a_code() {
        let bare = Formation::default().certifiante("1");
        for (profile, severity) in [
            (Profile::Lheo, Severity::Warning),
            (Profile::Edof, Severity::Error),
            (Profile::PaysDeLaLoire, Severity::Error),
        ] {
            let found = judged(&bare, &conditions(profile));
            assert_eq!(of_rule(&found, "CRT04"), [(severity, "certifiante".to_owned())]);
        }
        // A placeholder is no certification, a wrong code is one that another rule speaks of.
        assert_eq!(codes(&with(Certification::default()), Profile::Lheo).len(), 1);
        assert_eq!(codes(&with(Certification::default().rncp("RNCP")), Profile::Lheo)[0].0, "CRT01");
        let elu = Formation::default().certifiante("1").type_formation(TypeFormation::default().elu("ELU12"));
        assert_eq!(codes(&elu, Profile::PaysDeLaLoire), []);
        assert_eq!(codes(&Formation::default(), Profile::PaysDeLaLoire), []);
        assert_eq!(codes(&Formation::default().certifiante("0"), Profile::PaysDeLaLoire), []);
    }

    #[test]
    fn a_formation_that_does_not_certify_bears_none() {
        let formation = with(Certification::default().rncp("RNCP38596")).certifiante("0");
        let found = judged(&formation, &conditions(Profile::PaysDeLaLoire));
        assert_eq!(of_rule(&found, "CRT04"), [(Severity::Info, "certification[1]".to_owned())]);
        let bilan = with(Certification::default().cpf("CPF202")).certifiante("0");
        assert_eq!(codes(&bilan, Profile::PaysDeLaLoire), []);
    }

    #[test]
    fn objective_and_certification() {
        let formation = Formation::default().certifiante("0").objectif_general("6");
        assert_eq!(codes(&formation, Profile::Lheo), [("CRT05", "objectif-general-formation".to_owned())]);
        for quiet in [
            Formation::default().objectif_general("6"),
            Formation::default().certifiante("0").objectif_general("7"),
            with(Certification::default().rs("RS6117")).objectif_general("2"),
        ] {
            assert_eq!(codes(&quiet, Profile::Lheo), []);
        }
    }
}
