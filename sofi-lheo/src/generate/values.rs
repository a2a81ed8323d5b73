//! The value of each leaf, by its name and that of its parent.

use super::organismes::{portable, slug, telephone, uai};
use super::scene::{Scene, after, before, compact};
use super::sujets::Titre;
use super::texts;
use crate::Dialect;

/// What the element at the end of `path` holds; `None` when nothing is known of it.
pub(super) fn value(scene: &mut Scene, path: &[&str]) -> Option<String> {
    let (name, above) = path.split_last()?;
    let parent = above.last().copied().unwrap_or_default();
    about_course(scene, name)
        .or_else(|| about_action(scene, name, parent))
        .or_else(|| about_dates(scene, name, above))
        .or_else(|| about_people(scene, name, above))
        .or_else(|| about_codes(scene, name, parent))
}

fn about_course(scene: &mut Scene, name: &str) -> Option<String> {
    let sujet = scene.sujet;
    Some(match name {
        "intitule-formation" => sujet.intitule.to_owned(),
        "objectif-formation" => match sujet.metier {
            Some(metier) => format!("{} Métier visé : {metier}.", sujet.objectif),
            None => sujet.objectif.to_owned(),
        },
        "resultats-attendus" => scene.one_of(texts::RESULTATS),
        "contenu-formation" => contenu(scene),
        "libelle-bloc" | "libelle-enseignement" => {
            sujet.modules[scene.parent_rank as usize % sujet.modules.len()].to_owned()
        }
        "code-FORMACODE" | "reference-code-FORMACODE" => {
            sujet.formacodes[scene.rank as usize % sujet.formacodes.len()].to_owned()
        }
        "code-NSF" => sujet.nsf.to_owned(),
        "code-ROME" => sujet.rome[scene.rank as usize % sujet.rome.len()].to_owned(),
        "certifiante" => u8::from(scene.certifie()).to_string(),
        "objectif-general-formation" => sujet.objectif_general.to_owned(),
        "code-niveau-entree" => niveau(scene, 1),
        "code-niveau-sortie" => niveau(scene, 0),
        "parcours-de-formation" => scene.rng.between(1, 4).to_string(),
        "identifiant-module" => format!("MOD-{:05}", scene.index),
        "reference-module" => format!("MOD-{:05}", scene.index + scene.rank + scene.parent_rank + 1),
        "type-module" => scene.rng.between(1, 2).to_string(),
        _ => return None,
    })
}

/// The programme: a word on methods, then the modules, one a line.
fn contenu(scene: &mut Scene) -> String {
    let mut text = scene.one_of(texts::METHODES);
    text.push_str("\nProgramme :");
    for module in scene.sujet.modules {
        text.push_str("\n- ");
        text.push_str(module);
    }
    text
}

/// The level of the certification, or the one below it, in the codes of the dialect.
fn niveau(scene: &Scene, below: u8) -> String {
    let Titre::Rncp(_, _, level) = scene.sujet.titre else { return "1".to_owned() };
    let level = level - below;
    // European levels have their own codes since 2.3; before, 4 stands for what is now level 3.
    let offset = if matches!(scene.dialect, Dialect::Lheo23 | Dialect::Edof) { 10 } else { 1 };
    (level + offset).to_string()
}

fn about_action(scene: &mut Scene, name: &str, parent: &str) -> Option<String> {
    let action = &scene.action;
    let hours = action.heures_centre + action.heures_entreprise;
    Some(match name {
        "rythme-formation" if action.heures_entreprise > 0 => texts::RYTHMES[0].to_owned(),
        "rythme-formation" if hours >= 140 => scene.one_of(&texts::RYTHMES[1..4]),
        "rythme-formation" => scene.one_of(&texts::RYTHMES[2..]),
        "modalites-alternance" if action.heures_entreprise == 0 => texts::ALTERNANCES[0].to_owned(),
        "modalites-alternance" => scene.one_of(&texts::ALTERNANCES[1..]),
        "modalites-enseignement" => action.modalite.to_string(),
        "modalites-entrees-sorties" => u8::from(action.permanente).to_string(),
        "niveau-entree-obligatoire" | "a-distance" => u8::from(scene.rng.percent(30)).to_string(),
        // The standard asks for this word when there is nothing to say.
        "conditions-specifiques" if !action.prerequis => "aucune".to_owned(),
        "conditions-specifiques" => scene.one_of(texts::CONDITIONS),
        "info-public-vise" => scene.one_of(texts::PUBLICS),
        "prise-en-charge-frais-possible" => u8::from(action.prise_en_charge).to_string(),
        "detail-conditions-prise-en-charge" => scene.one_of(texts::PRISES_EN_CHARGE),
        "conventionnement" => u8::from(action.conventionnee).to_string(),
        "code-financeur" => {
            let codes = if action.conventionnee { ["2", "4"] } else { ["10", "5"] };
            codes[(scene.parent_rank % 2) as usize].to_owned()
        }
        "nombre-heures-centre" | "duree-conventionnee" => action.heures_centre.to_string(),
        "nombre-heures-entreprise" => action.heures_entreprise.to_string(),
        "nombre-heures-total" => hours.to_string(),
        "duree-indicative" => match hours.div_ceil(35) {
            weeks @ 9.. => format!("{} mois", weeks.div_ceil(4)),
            1 => format!("{} jours", hours.div_ceil(7)),
            weeks => format!("{weeks} semaines"),
        },
        "prix-horaire-TTC" => euros(action.centimes),
        "prix-total-TTC" => euros(action.centimes * hours),
        "frais-restants" => scene.one_of(texts::FRAIS),
        "code-perimetre-recrutement" => action.perimetre.to_string(),
        "infos-perimetre-recrutement" => match action.perimetre {
            2 => format!("Département {}", scene.organisme.siege.departement()),
            3 => scene.organisme.siege.region_name().to_owned(),
            _ => "Toute la France".to_owned(),
        },
        "modalites-recrutement" => scene.one_of(texts::RECRUTEMENTS),
        "modalites-pedagogiques" => scene.one_of(texts::PEDAGOGIES),
        "modalites-inscription" => scene.one_of(texts::INSCRIPTIONS),
        "restauration" => scene.one_of(texts::RESTAURATIONS),
        "hebergement" => scene.one_of(texts::HEBERGEMENTS),
        "transport" => scene.one_of(texts::TRANSPORTS),
        "acces-handicapes" => scene.one_of(texts::ACCES),
        "langue-formation" => "FR".to_owned(),
        "etat-recrutement" if action.permanente => "1".to_owned(),
        "etat-recrutement" => scene.rng.pick(&["1", "1", "1", "2"]).to_owned(),
        "commentaire" if parent == "enseignement" => "Évalué en contrôle continu.".to_owned(),
        "commentaire" if parent == "equipement" => {
            "Prêt possible par le centre contre une caution.".to_owned()
        }
        "commentaire" => scene.one_of(texts::COMMENTAIRES),
        "heure-debut" => "09h00".to_owned(),
        "heure-fin" => "12h30".to_owned(),
        "type-cycle" | "type-alternance" | "validation-blocs" | "obligatoire" | "unites-centre" => {
            "1".to_owned()
        }
        "duree-cycle" => "2".to_owned(),
        "annee-cycle" => (scene.rank + 1).to_string(),
        "unite-rythme-alternance" | "unites-entreprise" => "3".to_owned(),
        "effectif-minimal" => "6".to_owned(),
        "capacite-simultanee" => "12".to_owned(),
        "capacite-cumulee" => "24".to_owned(),
        "type-enseignement" => "10".to_owned(),
        "nb-places" | "nb-places-financees" => scene.rng.between(6, 16).to_string(),
        "cout-indicatif-equipement" => (scene.rng.between(3, 40) * 10).to_string(),
        _ => return None,
    })
}

/// `1190.00`.
fn euros(centimes: u64) -> String {
    format!("{}.{:02}", centimes / 100, centimes % 100)
}

fn about_dates(scene: &mut Scene, name: &str, above: &[&str]) -> Option<String> {
    let (debut, fin) = (scene.session.debut, scene.session.fin);
    let around = above.iter().rev().nth(1).copied().unwrap_or_default();
    let date = match (name, around) {
        ("debut", "periode-inscription") => before(debut, 90),
        ("fin", "periode-inscription") if scene.action.permanente => before(fin, 30),
        ("fin", "periode-inscription") => before(debut, 7),
        ("debut" | "fin", "recrutement") => before(debut, 15),
        ("debut", _) => debut,
        ("fin", _) => fin,
        // Information meetings are told by actions, after the last of their sessions.
        ("date", _) => before(debut, 20 - 2 * scene.parent_rank.min(5)),
        _ => return None,
    };
    Some(compact(date))
}

fn about_people(scene: &mut Scene, name: &str, above: &[&str]) -> Option<String> {
    let parent = above.last().copied().unwrap_or_default();
    let is_edof = scene.dialect == Dialect::Edof;
    let of_site =
        matches!(above, [.., "lieu-de-formation" | "coordonnees-organisme", "coordonnees"]) && !is_edof;
    let lieu = scene.adresse.lieu;
    Some(match name {
        "type-contact" => scene.rng.pick(&["1", "3", "4", "4"]).to_owned(),
        "civilite" => scene.personne.civilite.to_owned(),
        "nom" if of_site => scene.organisme.nom.clone(),
        "nom" => scene.personne.nom.to_owned(),
        "prenom" => scene.personne.prenom.to_owned(),
        "denomination" | "nom-organisme" => scene.organisme.nom.clone(),
        "raison-sociale" | "raison-sociale-formateur" => scene.organisme.raison_sociale.clone(),
        "renseignements-specifiques" => scene.one_of(texts::RENSEIGNEMENTS),
        "ligne" if parent == "coordonnees" => "Service de la formation continue".to_owned(),
        "ligne" if scene.rank > 0 => "Bâtiment B, 1er étage".to_owned(),
        "ligne" if is_edof => scene.organisme.nom.clone(),
        "ligne" => scene.adresse.rue.line(),
        "codepostal" => lieu.codepostal.to_owned(),
        "ville" => lieu.ville.to_owned(),
        "departement" => lieu.departement().to_owned(),
        "code-INSEE-commune" => lieu.insee.to_owned(),
        "code-INSEE-canton" => format!("{}{:02}", lieu.departement(), scene.rng.between(1, 15)),
        "region" => lieu.region().to_owned(),
        "pays" => "FR".to_owned(),
        "latitude" => lieu.latitude.to_owned(),
        "longitude" => lieu.longitude.to_owned(),
        "numtel" => {
            let digits = match parent {
                "portable" => portable(&mut scene.rng),
                "fax" => telephone(&mut scene.rng),
                _ => scene.organisme.telephone.clone(),
            };
            if is_edof { digits } else { spaced(&digits) }
        }
        "courriel" if of_site => format!("contact@{}", scene.organisme.domaine),
        "courriel" => {
            let person = &scene.personne;
            format!("{}.{}@{}", slug(person.prenom), slug(person.nom), scene.organisme.domaine)
        }
        "urlweb" if parent == "web" => format!("https://www.{}/", scene.organisme.domaine),
        "urlweb" => {
            format!("https://www.{}/formations/{}", scene.organisme.domaine, slug(scene.sujet.intitule))
        }
        _ => return None,
    })
}

/// A telephone number as people write it.
fn spaced(digits: &str) -> String {
    let pairs: Vec<&str> = (0..digits.len() / 2).map(|pair| &digits[2 * pair..2 * pair + 2]).collect();
    pairs.join(" ")
}

fn about_codes(scene: &mut Scene, name: &str, parent: &str) -> Option<String> {
    Some(match name {
        "numero-activite" => scene.organisme.numero_activite.clone(),
        "SIRET" if matches!(parent, "SIRET-lieu-formation" | "SIRET-formateur") => {
            let organisme = scene.organisme.clone();
            organisme.autre_siret(&mut scene.rng)
        }
        "SIRET" => scene.organisme.siret.clone(),
        "code-UAI" if parent == "code-UAI-organisme-formation" => scene.organisme.uai.clone(),
        "code-UAI" => uai(&mut scene.rng, scene.action.lieu.departement()),
        "code-public-vise" => {
            let rank = scene.action.premier_public + scene.rank as usize;
            texts::PUBLICS_CODES[rank % texts::PUBLICS_CODES.len()].to_owned()
        }
        "code-modalite-pedagogique" => "96131".to_owned(),
        "code-RNCP" | "reference-code-RNCP" => {
            let Titre::Rncp(code, ..) = scene.sujet.titre else { return None };
            // Six characters until 2.2: no room for the prefix.
            let short = matches!(scene.dialect, Dialect::Lheo20 | Dialect::Lheo21 | Dialect::Lheo22);
            if short { code.to_string() } else { format!("RNCP{code}") }
        }
        "code-CERTIFINFO" | "reference-code-CERTIFINFO" => {
            let (Titre::Rncp(_, code, _) | Titre::Rs(_, code)) = scene.sujet.titre else { return None };
            code.to_string()
        }
        "code-RS" | "reference-code-RS" => {
            let Titre::Rs(code, _) = scene.sujet.titre else { return None };
            format!("RS{code}")
        }
        "code-CPF" => {
            let Titre::Cpf(code) = scene.sujet.titre else { return None };
            format!("CPF{code}")
        }
        "code-ELU" => {
            let Titre::Elu(code) = scene.sujet.titre else { return None };
            format!("ELU{code:03}")
        }
        "code-bloc" => {
            let Titre::Rncp(code, ..) = scene.sujet.titre else { return None };
            format!("RNCP{code}BC{:02}", scene.parent_rank + 1)
        }
        _ => return None,
    })
}

/// The value of an attribute of the element at the end of `path`, when it bears it.
pub(super) fn attribute(scene: &mut Scene, path: &[&str], attribute: &str) -> Option<String> {
    let (name, _) = path.split_last()?;
    Some(match (*name, attribute) {
        ("formation", "numero") => scene.numero.clone(),
        ("action", "numero") => scene.action.numero.clone(),
        ("session", "numero") => scene.session.numero.clone(),
        ("organisme-formation-responsable", "numero") => scene.organisme.numero.clone(),
        ("coordonnees" | "adresse", "numero") if scene.dialect == Dialect::Edof => {
            scene.rng.between(1, 999).to_string()
        }
        ("lheo", "datecrea" | "datemaj") => compact(scene.reference),
        ("formation", "datecrea") => compact(scene.creation),
        ("action" | "session", "datecrea") => compact(after(scene.creation, 10)),
        ("formation" | "action" | "session", "datemaj") => compact(scene.maj),
        ("formation" | "organisme-formation-responsable", "href") if scene.rng.percent(30) => {
            format!("https://www.{}/", scene.organisme.domaine)
        }
        ("formation", "horodatage-export") if scene.rng.percent(20) => {
            format!("{}T02:30:00+02:00", scene.reference.format("%Y-%m-%d"))
        }
        ("code-FORMACODE" | "code-public-vise" | "code-modalite-pedagogique", "ref") => "V14".to_owned(),
        ("code-FORMACODE" | "lieu-de-formation", "tag") if scene.rank == 0 => "principal".to_owned(),
        _ => return None,
    })
}
