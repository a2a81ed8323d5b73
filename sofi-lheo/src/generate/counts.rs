//! How many times each child occurs: what the scene implies, else chance.

#![allow(clippy::match_same_arms, reason = "chances are grouped by what they speak of, not by their value")]

use super::scene::Scene;
use super::sujets::Titre;
use crate::Particle;

/// Occurrences of a child, within what the schema allows. `path` ends with the name of the parent.
pub(super) fn count(scene: &mut Scene, path: &[&str], child: &str, particle: Particle) -> u64 {
    let (min, max) = (u64::from(particle.min), u64::from(particle.max));
    let wanted = match wanted(scene, path, child) {
        Some(wanted) => wanted,
        None if max <= 1 => u64::from(scene.rng.percent(35)),
        None => scene.rng.between(min, min + 2),
    };
    wanted.clamp(min, max)
}

/// What the scene wants, when it has a say.
fn wanted(scene: &mut Scene, path: &[&str], child: &str) -> Option<u64> {
    let parent = path.last().copied().unwrap_or_default();
    let chance = match parent {
        "formation" => return formation(scene, child),
        "action" => return action(scene, child),
        "session" => return session(scene, child),
        "certification" | "code-type-formation" | "reference-certification" => {
            return Some(u64::from(certification(scene, parent, child)?));
        }
        "domaine-formation" | "potentiel" => {
            return Some(match child {
                "code-FORMACODE" => scene.sujet.formacodes.len() as u64,
                "code-ROME" => scene.sujet.rome.len() as u64,
                _ => 1,
            });
        }
        "lieu-de-formation" => match child {
            "code-UAI-lieu-formation" if scene.action.alternance => 100,
            "code-UAI-lieu-formation" => 5,
            _ => 25,
        },
        "organisme-formateur" => match child {
            "code-UAI-formateur" if scene.action.alternance => 100,
            "code-UAI-formateur" => 10,
            "contact-formateur" => 60,
            "reference-certification" => return Some(u64::from(scene.certifie() && scene.rng.percent(20))),
            _ => 20,
        },
        "organisme-formation-responsable" => match child {
            "code-UAI-organisme-formation" if scene.organisme.is_public => 100,
            "code-UAI-organisme-formation" => 0,
            "contact-organisme" => 100,
            "renseignements-specifiques" => 30,
            _ => 25,
        },
        "coordonnees" => coordonnees(path, child),
        "adresse" => match child {
            "ligne" => return Some(1 + u64::from(scene.rng.percent(25))),
            "codepostal" | "ville" | "departement" | "code-INSEE-commune" | "region" => 100,
            "code-INSEE-canton" => 5,
            "pays" => 60,
            _ => 40,
        },
        "telfixe" | "portable" | "fax" | "web" | "url-formation" | "url-action" | "url-session" => 0,
        "periode" => 100,
        "contact-formation" | "contact-session" | "contact-organisme" | "contact-formateur" => 60,
        _ => return None,
    };
    Some(u64::from(scene.rng.percent(chance)))
}

fn formation(scene: &mut Scene, child: &str) -> Option<u64> {
    let chance = match child {
        "certification" => return Some(u64::from(scene.certifie())),
        "code-type-formation" => {
            return Some(u64::from(matches!(scene.sujet.titre, Titre::Cpf(_) | Titre::Elu(_))));
        }
        "code-niveau-sortie" => return Some(u64::from(scene.est_rncp())),
        "objectif-general-formation" => 100,
        "url-formation" => 60,
        // A bilan lasts 24 hours at most: a second action, longer, would not be one.
        "action" if matches!(scene.sujet.titre, Titre::Cpf(_)) => return Some(1),
        "action" => return Some(*scene.rng.pick(&[&1, &1, &2, &2])),
        "contact-formation" => return Some(1),
        "identifiant-module" | "positionnement" => 10,
        "sous-modules" | "modules-prerequis" => 6,
        _ => return None,
    };
    Some(u64::from(scene.rng.percent(chance)))
}

fn action(scene: &mut Scene, child: &str) -> Option<u64> {
    let alternance = scene.action.alternance;
    let chance = match child {
        "session" if scene.action.permanente => return Some(1),
        "session" => return Some(1 + u64::from(scene.rng.percent(25))),
        "code-public-vise" => return Some(scene.rng.between(1, 4)),
        "lieu-de-formation" if scene.action.modalite == 2 => 0,
        "lieu-de-formation" => return Some(1 + u64::from(scene.rng.percent(8))),
        "duree-cycle" if !alternance => 0,
        "duree-cycle" | "conditions-specifiques" | "acces-handicapes" | "langue-formation" => 100,
        "nombre-heures-centre" | "nombre-heures-entreprise" | "nombre-heures-total" | "conventionnement" => {
            100
        }
        "prix-total-TTC" if !alternance => 80,
        // With hours in a company, the price of an hour would not be that of all of them.
        "prix-horaire-TTC" if !alternance && scene.action.heures_entreprise == 0 => 50,
        "prix-total-TTC" | "prix-horaire-TTC" => 0,
        "frais-restants" if alternance => 0,
        "detail-conditions-prise-en-charge" if scene.action.prise_en_charge => 100,
        "detail-conditions-prise-en-charge" => 0,
        "duree-conventionnee" if !scene.action.conventionnee => 0,
        "organisme-financeur" if scene.action.conventionnee => return Some(scene.rng.between(1, 2)),
        "organisme-financeur" => 30,
        "organisme-formateur" if alternance => 100,
        "organisme-formateur" | "date-information" => 35,
        "date-inscription" | "duree-indicative" => 90,
        "code-modalite-pedagogique" => 30,
        "equipement" => 20,
        "enseignement" => return Some(if scene.rng.percent(12) { scene.rng.between(1, 3) } else { 0 }),
        _ => return None,
    };
    Some(u64::from(scene.rng.percent(chance)))
}

fn session(scene: &mut Scene, child: &str) -> Option<u64> {
    let chance = match child {
        "periode" | "etat-recrutement" => 100,
        "modalites-inscription" => 60,
        "recrutement" => 25,
        "contact-session" => 50,
        "reference-certification" => return Some(u64::from(scene.certifie() && scene.rng.percent(30))),
        "blocs-competences" => return Some(u64::from(scene.est_rncp() && scene.rng.percent(15))),
        "cycle" => return Some(u64::from(scene.action.alternance)),
        "url-session" => 30,
        _ => return None,
    };
    Some(u64::from(scene.rng.percent(chance)))
}

/// Does a code of certification stand there?
fn certification(scene: &mut Scene, parent: &str, child: &str) -> Option<bool> {
    Some(match (scene.sujet.titre, child) {
        (_, "extras") => return None,
        (Titre::Rncp(..), "code-RNCP" | "reference-code-RNCP")
        | (Titre::Rncp(..) | Titre::Rs(..), "code-CERTIFINFO" | "reference-code-CERTIFINFO")
        | (Titre::Rs(..), "code-RS" | "reference-code-RS")
        | (Titre::Elu(_), "code-ELU") => true,
        (Titre::Cpf(_), "code-CPF") => parent == "code-type-formation",
        (_, "reference-code-FORMACODE") => scene.rng.percent(25),
        _ => false,
    })
}

/// Chances out of a hundred of what contact details hold.
fn coordonnees(path: &[&str], child: &str) -> u64 {
    let above = path.iter().rev().nth(1).copied().unwrap_or_default();
    match (above, child) {
        (_, "nom") | ("lieu-de-formation" | "coordonnees-organisme", "adresse") => 100,
        ("coordonnees-organisme", "telfixe" | "courriel" | "web") => 100,
        ("lieu-de-formation" | "coordonnees-organisme", "civilite" | "prenom") => 0,
        (_, "adresse") => 15,
        (_, "prenom" | "telfixe" | "courriel") => 95,
        (_, "civilite") => 60,
        (_, "ligne" | "portable") => 15,
        (_, "fax") => 3,
        _ => 30,
    }
}
