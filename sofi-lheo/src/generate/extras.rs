//! Extensions (`extras`): those of the Offre Info flow in LHEO, those that Mon Compte Formation wants in EDOF.

use super::scene::{Scene, compact};
use super::sujets::Titre;
use super::texts;
use crate::Dialect;

/// A piece of extension.
#[derive(Debug)]
pub(super) enum Extra {
    /// `<extra info="…">text</extra>`.
    Text(&'static str, String),
    /// `<extra info="…" ref="V14">text</extra>`: a Formacode.
    Formacode(&'static str, String),
    /// `<extras info="…">`.
    Group(&'static str, Vec<Extra>),
    /// `<extra info="…">` that holds `<coordonnees>`, and their function when there is one.
    Contact(&'static str, Option<String>),
}

use Extra::{Contact, Formacode, Group, Text};

/// The extensions of an element, each of them one `extras`.
pub(super) fn of(scene: &mut Scene, parent: &str) -> Vec<Extra> {
    if scene.dialect == Dialect::Edof { edof(scene, parent) } else { offre_info(scene, parent) }
}

fn flag(info: &'static str, value: bool) -> Extra {
    Text(info, u8::from(value).to_string())
}

fn offre_info(scene: &mut Scene, parent: &str) -> Vec<Extra> {
    match parent {
        "lheo" if scene.dialect != Dialect::Lheo23 => vec![flux(scene)],
        "offres" if scene.dialect == Dialect::Lheo23 => vec![flux(scene)],
        "formation" => {
            let carif = scene.organisme.siege.carif();
            let mut groups = vec![Group("FLUX-CARIF", vec![Text("numero-CARIF", carif.to_owned())])];
            if scene.rng.percent(15) {
                let fonction = scene.one_of(texts::FONCTIONS);
                groups.push(Group("contact-complementaire", vec![Contact("contact", Some(fonction))]));
            }
            groups
        }
        "action" => {
            let alternance = scene.action.alternance;
            vec![
                Group(
                    "dispositif",
                    vec![
                        flag("contrat-apprentissage", alternance),
                        flag("contrat-professionnalisation", false),
                    ],
                ),
                Group("duree-hebdo", vec![Text("duree-hebdo", "35".to_owned())]),
                Group("type-action", vec![flag("formation-initiale", false), flag("action-perimee", false)]),
            ]
        }
        "session" => vec![Group("session-perimee", vec![flag("session-perimee", false)])],
        "organisme-financeur" => {
            let public = scene.one_of(texts::PUBLICS_CODES);
            let programme = scene.one_of(&["Parcours vers l'emploi", "Compétences de base", "Qualification"]);
            vec![Group(
                "specificites",
                vec![Formacode("code-public-vise", public), Text("programme-financeur", programme)],
            )]
        }
        "organisme-formation-responsable" => {
            let code = if scene.organisme.is_public { "13" } else { "00" };
            vec![Group("categorie-organisme", vec![Text("code-categorie-organisme", code.to_owned())])]
        }
        "coordonnees" if scene.rng.percent(5) => {
            let fonction = scene.one_of(texts::FONCTIONS);
            vec![Group("coordonnees", vec![Text("fonction", fonction)])]
        }
        _ => Vec::new(),
    }
}

/// When the feed was made.
fn flux(scene: &Scene) -> Extra {
    let date = compact(scene.reference);
    Group("flux-intercarif", vec![Text("date-export", date), Text("heure-export", "023000".to_owned())])
}

/// The order is that of the platform's own example, which it is said to require.
fn edof(scene: &mut Scene, parent: &str) -> Vec<Extra> {
    match parent {
        "adresse" => {
            let rue = scene.adresse.rue.clone();
            let mut group = vec![
                Text("numero-voie", rue.number.to_string()),
                Text("code-nature-voie", rue.kind.1.to_owned()),
                Text("libelle-voie", rue.name.to_owned()),
            ];
            if scene.rng.percent(30) {
                group.push(Text("accessibilite-batimentaire", "Rampe d'accès et ascenseur".to_owned()));
            }
            group.push(flag("conformite-reglementaire", true));
            vec![Group("adresse", group)]
        }
        "session" => vec![Group(
            "session",
            vec![
                Contact("contact-inscription", None),
                flag("garantie", scene.rng.percent(50)),
                Text("modalites-particulieres", scene.one_of(texts::INSCRIPTIONS)),
            ],
        )],
        "action" => vec![Group("action", edof_action(scene))],
        "formation" => vec![Group("formation", edof_formation(scene))],
        _ => Vec::new(),
    }
}

fn edof_action(scene: &mut Scene) -> Vec<Extra> {
    let admission = scene.rng.pick(&["92002", "92005", "92007", "99999"]).to_owned();
    let fonction = scene.one_of(texts::FONCTIONS);
    let hours = scene.heures_centre_et_entreprise();
    let tva = *scene.rng.pick(&[&0, &0, &200]);
    let ht = scene.action.centimes * hours;
    // Rates are in thousandths; prices are rounded to the cent.
    let ttc = (ht * (1000 + tva) + 500) / 1000;
    let euros = |centimes: u64| format!("{}.{:02}", centimes / 100, centimes % 100);
    vec![
        Contact("contact-information", Some(fonction)),
        Text("modalites-handicap", scene.one_of(texts::ACCES)),
        Text("info-admission", scene.one_of(texts::RECRUTEMENTS)),
        Group("codes-modalites-admission", vec![Text("code-modalites-admission", admission)]),
        Text("code-gfe", scene.rng.between(1, 24).to_string()),
        Text("code-type-horaires", scene.rng.between(1, 3).to_string()),
        Text("duree-apprentissage", hours.to_string()),
        Group(
            "codes-rythme-formation",
            vec![
                Text("code-rythme-formation", "1".to_owned()),
                Text("code-rythme-formation", scene.rng.between(5, 6).to_string()),
            ],
        ),
        flag("frais-certif-inclus-frais-anpec", false),
        Text("autres-services", "Aide à la recherche de logement".to_owned()),
        Group(
            "frais-pedagogiques",
            vec![
                Text("taux-tva", format!("{}.{}", tva / 10, tva % 10)),
                Text("frais-ht", euros(ht)),
                Text("frais-ttc", euros(ttc)),
            ],
        ),
        flag("existence-prerequis", scene.action.prerequis),
    ]
}

fn edof_formation(scene: &mut Scene) -> Vec<Extra> {
    let mut group =
        vec![Text("resume-contenu", "Petits groupes, formatrices et formateurs du métier.".to_owned())];
    if let Titre::Rncp(code, ..) = scene.sujet.titre {
        let blocs = 1..=scene.rng.between(2, 4);
        let codes = blocs.map(|bloc| Text("code-bloc", format!("RNCP{code}BC{bloc:02}"))).collect();
        group.push(Group("blocs-competences", codes));
        group.push(flag("blocs-modifiables", false));
    }
    group
}
