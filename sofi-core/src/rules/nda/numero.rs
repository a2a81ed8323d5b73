//! The number itself. Nothing official describes it: what is only unusual is never an error.

use crate::rules::macros::family;

family! {
    NDA01 "nda-onze-caracteres" [E E E E] Standard Value {
        title: "Un numéro de déclaration d'activité a onze caractères" / "A declaration number has eleven characters",
        message: "numéro de déclaration « {value} » : {why}" / "declaration number \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "LHEO demande onze caractères : des chiffres, ou un P en tête du numéro d'ordre pour les organismes publics. La longueur est jugée par LHE21 et LHE22." / "LHEO asks for eleven characters: digits, or a P at the head of the order number for public bodies. The length is judged by LHE21 and LHE22.",
        source: "NDA-01 ; LHEO, type numero-activite",
        bad: "<numero-activite>5244036344é</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
    NDA02 "nda-forme" [E E E E] Partial Value {
        title: "Forme d'un numéro de déclaration d'activité" / "Shape of a declaration number",
        message: "numéro de déclaration « {value} » : {why}" / "declaration number \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Tous les numéros connus ont la même forme : deux chiffres pour la région, deux pour le département, cinq pour l'ordre (P en tête pour un organisme public), puis le département." / "All known numbers have the same shape: two digits for the region, two for the department, five for the order (P first for a public body), then the department.",
        source: "NDA-02 ; forme déduite de numéros réels, aucun texte officiel trouvé",
        bad: "<numero-activite>5244X036344</numero-activite>",
        good: "<numero-activite>5335P000935</numero-activite>",
    }
    NDA04 "nda-departements-differents" [W W W W] Partial Value {
        title: "Les deux groupes de département diffèrent" / "The two department groups differ",
        message: "numéro de déclaration {value} : {why}" / "declaration number {value}: {why}",
        helps: ["recopiez le numéro depuis le récépissé de déclaration d'activité" / "copy the number from the receipt of the declaration of activity"],
        why: "Le numéro n'a pas de clé, mais les numéros réels répètent le département à la fin : une différence est le plus souvent une faute de frappe." / "The number has no key, but real numbers repeat the department at the end: a difference is most often a typing error.",
        source: "NDA-04 ; constant sur les numéros réels observés",
        bad: "<numero-activite>52440363449</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
    NDA05 "nda-prefixe-inconnu" [E E E E] Partial Value {
        title: "Préfixe de région inconnu" / "Unknown region prefix",
        message: "numéro de déclaration {value} : {why}" / "declaration number {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Les deux premiers chiffres sont le code Insee de la région, celui d'aujourd'hui ou, pour les numéros anciens, celui d'avant 2016. Hors de 01-06 et 11-98, aucune région n'est possible ; dans ces bornes, un préfixe inconnu n'est qu'un avertissement." / "The first two digits are the Insee code of the region, that of today or, on older numbers, that of before 2016. Outside of 01-06 and 11-98 no region is possible; within, an unknown prefix is a warning only.",
        source: "NDA-05 ; codes Insee des régions, numéros réels",
        bad: "<numero-activite>99440363444</numero-activite>",
        good: "<numero-activite>2151P001151</numero-activite>",
    }
    NDA06 "nda-departement-hors-region" [W W W W] Partial Value {
        title: "Département hors de la région du préfixe" / "Department outside of the region of the prefix",
        message: "numéro de déclaration {value} : {why}" / "declaration number {value}: {why}",
        helps: ["recopiez le numéro depuis le récépissé de déclaration d'activité" / "copy the number from the receipt of the declaration of activity"],
        why: "Le préfixe nomme la région qui a reçu la déclaration, le groupe suivant un département de cette région : 52 ne va pas avec 75." / "The prefix names the region that received the declaration, the next group a department of that region: 52 does not go with 75.",
        source: "NDA-06 ; départements des régions actuelles et d'avant 2016",
        bad: "<numero-activite>52750363475</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
    NDA07 "nda-prefixe-outre-mer-ancien" [I I - I] Inferred Value {
        title: "Ancien préfixe d'outre-mer" / "Older overseas prefix",
        message: "numéro de déclaration {value} : {why}" / "declaration number {value}: {why}",
        helps: ["rien à corriger si le récépissé porte ce numéro" / "nothing to mend if the receipt bears this number"],
        why: "95, 96, 97 et 98 ont sans doute désigné la Guadeloupe, la Guyane, la Martinique et La Réunion ; aucune donnée publique lue par sofi ne le montre." / "95, 96, 97 and 98 probably named Guadeloupe, Guyane, Martinique and La Réunion; no public data that sofi has read shows it.",
        source: "NDA-07 ; déduit",
        bad: "<numero-activite>98970363497</numero-activite>",
        good: "<numero-activite>04973676397</numero-activite>",
    }
    NDA09 "nda-non-canonique" [W W W W] Evidenced Value {
        title: "Écriture d'un numéro de déclaration d'activité" / "How a declaration number is written",
        message: "numéro de déclaration « {value} » : le numéro est bon, mais pas sous sa forme usuelle" / "declaration number \"{value}\": the number is right, but not in its usual form",
        helps: ["{advice}" / "{advice}"],
        why: "Blancs, « n° » et p minuscule ne changent pas le numéro, mais empêchent de le retrouver dans la liste publique." / "Blanks, \"n°\" and a lower-case p do not change the number, but keep it from being found in the public list.",
        source: "NDA-09 et NDA-03 ; numéros tels que les sites les affichent",
        bad: "<numero-activite>5335p000935</numero-activite>",
        good: "<numero-activite>5335P000935</numero-activite>",
    }
    NDA10 "nda-zero-de-tete" [W W W W] Inferred Value {
        title: "Zéro de tête d'un numéro de déclaration d'activité" / "Leading zero of a declaration number",
        message: "numéro de déclaration {value} : {why}" / "declaration number {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Les numéros d'outre-mer commencent par un zéro, qu'un tableur fait disparaître." / "Overseas numbers start with a zero, which a spreadsheet makes vanish.",
        source: "NDA-10 ; déduit des préfixes 01 à 06",
        bad: "<numero-activite>4973676397</numero-activite>",
        good: "<numero-activite>04973676397</numero-activite>",
    }
    NDA11 "nda-en-attente" [W W W W] Evidenced Value {
        title: "Numéro de déclaration d'activité en attente ou inconnu" / "Declaration number pending or unknown",
        message: "numéro de déclaration « {value} » : {why}" / "declaration number \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Un organisme nouveau est réputé déclaré tant que l'administration n'a pas répondu : l'absence de numéro n'est pas toujours une faute. Mais 00000000000 ou 99999999999 ne permettent de reconnaître personne." / "A new body counts as declared until the administration has answered: having no number is not always a fault. But 00000000000 or 99999999999 let nobody be recognised.",
        source: "NDA-11 ; documentation de LHEO (numéro inconnu), générateurs publics",
        bad: "<numero-activite>99999999999</numero-activite>",
        good: "<numero-activite>52440363444</numero-activite>",
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Extra, Extras, Formation, Organisme, Profile, Severity,
        rules::testing::{fired, found},
    };

    const PLACE: &str = "organisme-formation-responsable/numero-activite";

    fn of(numero: &str) -> Formation<'_> {
        Formation::default().responsable(Organisme::default().numero_activite(numero))
    }

    #[test]
    fn each_fault_has_its_rule() {
        for (numero, code, severity) in [
            ("5244036344é", "NDA01", Severity::Error),
            ("52440363444A", "NDA01", Severity::Error),
            ("5244X036344", "NDA02", Severity::Error),
            ("52440363449", "NDA04", Severity::Warning),
            ("99440363444", "NDA05", Severity::Error),
            ("12440363444", "NDA05", Severity::Warning),
            ("52750363475", "NDA06", Severity::Warning),
            ("98970363497", "NDA07", Severity::Info),
            ("52 44 03634 44", "NDA09", Severity::Warning),
            ("2151p001151", "NDA09", Severity::Warning),
            ("4973676397", "NDA10", Severity::Warning),
            ("99999999999", "NDA11", Severity::Warning),
            ("00000000000", "NDA11", Severity::Warning),
            ("XXXXXXXXXXX", "NDA11", Severity::Warning),
            ("En cours d'enregistrement", "NDA11", Severity::Warning),
        ] {
            assert_eq!(fired(&of(numero), Profile::Lheo), [(code, PLACE.to_owned())], "{numero}");
            assert_eq!(found(&of(numero), Profile::Lheo, code), [(PLACE.to_owned(), severity)], "{numero}");
        }
    }

    #[test]
    fn real_numbers_are_quiet() {
        // Public bodies, prefixes of before 2016, overseas, Corsica.
        for numero in [
            "52440363444",
            "5335P000935",
            "2151P001151",
            "32591104359",
            "04973676397",
            "942A036342A",
            "94200363420",
        ] {
            assert_eq!(fired(&of(numero), Profile::OffreInfo), [], "{numero}");
        }
    }

    #[test]
    fn initial_training_fills_it_with_anything() {
        for group in ["type-action", "type-formation"] {
            let initiale =
                Extras::default().info(group).extra(Extra::default().info("formation-initiale").valeur("1"));
            let school = of("99440363444").action(Action::default().extras(initiale));
            assert_eq!(fired(&school, Profile::OffreInfo), [], "{group}");
            // One other action, and the number counts.
            assert_ne!(fired(&school.action(Action::default()), Profile::OffreInfo), []);
        }
    }
}
