//! Texts that fill a box and say nothing.

use crate::{Args, Bilingual, Scope, Severity, Verdicts, rules::macros::family};

family! {
    TXT02 "texte-de-remplissage" [W W W W] Partial Texte(txt02) {
        title: "Texte de remplissage" / "Filler text",
        message: "<{element}> : « {value} », {why}" / "<{element}>: \"{value}\", {why}",
        helps: [
            "décrivez ce qui est enseigné, module par module{short}" / "describe what is taught, module by module{short}",
            "écrivez ce qu'attend le public, ou retirez l'élément s'il est facultatif ; « aucune » est une réponse, « - » n'en est pas une{filler}" / "write what the public expects, or remove the element when it is optional; \"aucune\" is an answer, \"-\" is none{filler}",
        ],
        why: "Une valeur mise pour remplir la case s'affiche telle quelle sur tous les sites. L'absence de l'élément facultatif vaut mieux." / "A value written to fill the box is shown as it is on every site. Leaving the optional element out is better.",
        source: "TXT-02 ; « - », « Non renseigné », « X » vus dans des flux ; le standard demande d'écrire « aucune » quand il n'y a rien à exiger",
        bad: "<contenu-formation>Non renseigné</contenu-formation>",
        good: "<contenu-formation>Lire un plan, monter un mur de briques, poser un enduit.</contenu-formation>",
    }
}

/// Elements that a filler makes useless: a warning. In the others it is only noise, and worth an information.
const MAIN: [&str; 8] = [
    "intitule-formation",
    "objectif-formation",
    "contenu-formation",
    "resultats-attendus",
    "nom-organisme",
    "raison-sociale",
    "raison-sociale-formateur",
    "ville",
];

/// Other elements that people write in their own words; codes are for the format, and lines of addresses for GEO14.
const OTHERS: [&str; 14] = [
    "rythme-formation",
    "info-public-vise",
    "modalites-alternance",
    "conditions-specifiques",
    "acces-handicapes",
    "modalites-recrutement",
    "modalites-pedagogiques",
    "frais-restants",
    "duree-indicative",
    "detail-conditions-prise-en-charge",
    "modalites-inscription",
    "renseignements-specifiques",
    "denomination",
    "libelle-bloc",
];

/// A content shorter than this teaches nobody what is taught: editors of catalogues ask for 10 or 12.
const COURT: usize = 10;

fn txt02(text: &Scope<'_, str>, out: &mut Verdicts) {
    let element = text.path.name();
    let is_main = MAIN.contains(&element);
    if !is_main && !OTHERS.contains(&element) {
        return;
    }
    let args = |why: Bilingual| {
        Args::new().text("element", element).text("value", crate::finding::shown(text.it)).words("why", why)
    };
    if is_filler(text) {
        let why = Bilingual::new("un texte de remplissage", "a filler");
        let finding = out.fault(text.path.clone(), args(why).text("filler", "")).value(text.it);
        if !is_main {
            finding.at_most(Severity::Info);
        }
    } else if element == "contenu-formation" && is_short(text) && !is_nothing(text) {
        let why = Bilingual::new("un contenu trop court pour être utile", "too short a content to be of use");
        out.fault(text.path.clone(), args(why).text("short", "")).value(text.it).at_most(Severity::Info);
    }
}

/// Does the text stand for a value that was never given? "Aucun", "néant" and the like are answers.
///
/// ```
/// use sofi_core::rules::is_filler;
///
/// assert!(is_filler("Non renseigné") && is_filler("---"));
/// assert!(!is_filler("néant") && !is_filler("Maçon"));
/// ```
pub fn is_filler(text: &str) -> bool {
    // Nothing that long is a filler, and most texts are longer.
    if text.len() > 48 {
        return false;
    }
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    if text.chars().all(|c| matches!(c, '-' | '.' | '_' | '–' | '—' | '…' | '?' | '*' | '/' | ' ' | '\u{a0}'))
    {
        return true;
    }
    if text.chars().all(|c| matches!(c, 'x' | 'X')) {
        // Roman numbers name things: "XX", "XXX" are years and centuries, a lone letter or a long row is nothing.
        return !matches!(text.len(), 2 | 3);
    }
    let plain = text.trim_end_matches(['.', '!', ' ', '…']).to_lowercase();
    matches!(
        plain.as_str(),
        "non renseigné"
            | "non renseignée"
            | "non renseignés"
            | "non renseignées"
            | "non renseigne"
            | "non-renseigné"
            | "non précisé"
            | "non précisée"
            | "non precisé"
            | "non precise"
            | "non spécifié"
            | "non communiqué"
            | "à renseigner"
            | "a renseigner"
            | "à compléter"
            | "a completer"
            | "à préciser"
            | "a preciser"
            | "à remplir"
            | "à définir"
            | "n/a"
            | "n.a"
            | "nan"
            | "null"
            | "undefined"
            | "none"
            | "todo"
            | "tbd"
            | "lorem ipsum"
    )
}

/// Does it say that there is nothing to say?
fn is_nothing(text: &str) -> bool {
    let plain = text.trim().trim_end_matches('.').to_lowercase();
    matches!(
        plain.as_str(),
        "aucun" | "aucune" | "aucuns" | "aucunes" | "néant" | "neant" | "sans objet" | "sans"
    )
}

/// Are there fewer letters and digits than a content needs, tags of HTML put aside?
fn is_short(text: &str) -> bool {
    if text.len() > 400 {
        return false;
    }
    let mut in_tag = false;
    let mut count = 0;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag && !c.is_whitespace() => count += 1,
            _ => {}
        }
    }
    (1..COURT).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Adresse, Coordonnees, Formation, LieuDeFormation, Profile, rules::testing::found};

    #[test]
    fn fillers_are_told_from_answers() {
        for text in
            ["-", ".", "...", "--", "X", "XXXXXX", "Non renseigné", "Non renseigné.", " non précisé ", "nan"]
        {
            assert!(is_filler(text), "{text}");
        }
        for text in [
            "",
            "Aucune",
            "aucun",
            "néant",
            "Sans objet",
            "XX",
            "XXI",
            "C",
            "SST",
            "Nantes",
            "0",
            "Excel",
            "À définir avec vous",
            "Test",
            "Essai",
        ] {
            assert!(!is_filler(text), "{text}");
        }
    }

    #[test]
    fn what_matters_most_is_a_warning() {
        let formation = Formation::default()
            .intitule("-")
            .resultats_attendus("Aucun")
            .contenu("<p>Excel</p>")
            .action(Action::default().rythme("Non renseigné").conditions_specifiques("aucune"));
        assert_eq!(
            found(&formation, Profile::Lheo, "TXT02"),
            [
                ("intitule-formation".to_owned(), Severity::Warning),
                ("contenu-formation".to_owned(), Severity::Info),
                ("action[1]/rythme-formation".to_owned(), Severity::Info),
            ]
        );
    }

    #[test]
    fn texts_that_say_something_are_left_alone() {
        let adresse = Adresse::default().ligne("-").ville("Y");
        let lieu = LieuDeFormation::default().coordonnees(Coordonnees::default().nom("X").adresse(adresse));
        let formation = Formation::default()
            .numero("-")
            .intitule("SST")
            .objectif("Néant")
            .contenu("Anglais B2")
            .niveau_entree("-")
            .action(Action::default().modalites_alternance("sans objet").lieu(lieu));
        // "Anglais B2" has nine letters: it is told, and that is all.
        assert_eq!(
            found(&formation, Profile::Lheo, "TXT02"),
            [("contenu-formation".to_owned(), Severity::Info)]
        );
        let none = Formation::default().contenu("Sans objet").resultats_attendus("ok");
        assert_eq!(found(&none, Profile::Edof, "TXT02"), []);
    }
}
