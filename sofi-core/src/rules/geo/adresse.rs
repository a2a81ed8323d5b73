//! The lines of an address, and places that are nowhere.

use crate::{
    Adresse, Args, Scope, Severity, Verdicts,
    extras::{ExtraKey, edof},
    rules::{macros::family, txt::is_filler},
};

family! {
    GEO14 "ligne-de-remplissage" [W W W W] Partial Adresse(geo14) {
        title: "Ligne d'adresse de remplissage" / "Filler line in an address",
        message: "<ligne> : « {value} » n'est pas une adresse" / "<ligne>: \"{value}\" is no address",
        helps: [
            "retirez cette ligne : les autres suffisent{only}" / "remove this line: the others are enough{only}",
            "écrivez la voie, le lieu-dit ou le nom du site{alone}" / "write the street, the place name or the name of the site{alone}",
        ],
        why: "LHEO demande au moins une ligne d'adresse, de 50 caractères au plus. Un tiret remplit la case, mais personne ne trouvera la salle." / "LHEO wants at least one line of address, of 50 characters at most. A hyphen fills the box, but nobody will find the room.",
        source: "GEO-14 ; « - » fréquent dans le flux Intercarif",
        bad: "<adresse><ligne>-</ligne></adresse>",
        good: "<adresse><ligne>12 rue des Halles</ligne></adresse>",
    }
    GEO15 "voie-manquante" [- - E -] SingleAuthor Adresse(geo15) {
        title: "EDOF : voie manquante" / "EDOF: missing street",
        message: "l'adresse n'a ni libellé de voie ni ligne 5{anomalie}" / "the address has neither a street label nor a line 5{anomalie}",
        helps: ["dans <extras info=\"adresse\">, donnez libelle-voie, avec numero-voie et code-nature-voie, ou ligne5-adresse" / "in <extras info=\"adresse\">, give libelle-voie, with numero-voie and code-nature-voie, or ligne5-adresse"],
        why: "Mon Compte Formation recompose l'adresse à partir du libellé de la voie, ou de la ligne 5 (boîte postale, lieu-dit). En France, l'un des deux est obligatoire." / "Mon Compte Formation composes the address from the street label, or from line 5 (post box, place name). In France one of them is mandatory.",
        source: "GEO-15 ; EDOF, anomalie 30013, rapportée par un éditeur de catalogues",
        edof: "30013",
        bad: "<adresse><extras info=\"adresse\"><extra info=\"libelle-voie\"> </extra></extras></adresse>",
        good: "<adresse><extras info=\"adresse\"><extra info=\"numero-voie\">12</extra><extra info=\"code-nature-voie\">RUE</extra><extra info=\"libelle-voie\">des Halles</extra></extras></adresse>",
    }
    GEO16 "commune-nulle-part" [I I I I] Evidenced Value {
        title: "Commune 99999" / "Commune 99999",
        message: "code commune {value} : {why}" / "commune code {value}: {why}",
        helps: ["si tout se passe à distance, indiquez-le dans <modalites-enseignement> ; en LHEO 2.3, le lieu est facultatif" / "when all is done at a distance, say so in <modalites-enseignement>; in LHEO 2.3 the place is optional"],
        why: "Les flux de l'apprentissage écrivent 99999 pour une formation qui n'a lieu nulle part. Cela ne désigne aucune commune." / "Apprenticeship feeds write 99999 for a course that takes place nowhere. It names no commune.",
        source: "GEO-16 ; catalogue de l'apprentissage",
        bad: "<code-INSEE-commune>99999</code-INSEE-commune>",
        good: "<code-INSEE-commune>44109</code-INSEE-commune>",
    }
}

fn geo14(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let says = |line: &str| !line.trim().is_empty() && !is_filler(line);
    let is_told = adresse.lignes.iter().any(|line| says(line));
    for (index, line) in adresse.lignes.iter().enumerate().filter(|(_, line)| is_filler(line)) {
        // Only one of the two pieces of advice has what it needs to be shown.
        let advice = if is_told { "only" } else { "alone" };
        let args = Args::new().text("value", crate::finding::shown(line)).text(advice, "");
        let finding = out.fault(adresse.path.nth("ligne", index as u32 + 1), args).value(&**line);
        if is_told {
            finding.at_most(Severity::Info);
        }
    }
}

fn geo15(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let has = |key: ExtraKey<_, str>| key.get(adresse.it).is_some();
    if adresse.is_en_france() && !has(edof::LIBELLE_VOIE) && !has(edof::LIGNE5_ADRESSE) {
        out.fault(adresse.path.clone(), Args::new());
    }
}
