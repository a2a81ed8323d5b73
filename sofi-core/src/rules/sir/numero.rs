//! The number itself: its digits, its keys, what is written in its place.

use crate::rules::macros::family;

family! {
    SIR01 "siret-sans-quatorze-chiffres" [E E E E] Evidenced Value {
        title: "Un SIRET a quatorze chiffres" / "A SIRET has fourteen digits",
        message: "SIRET « {value} » : {why}" / "SIRET \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "LHEO demande quatorze caractères, sans dire que ce sont des chiffres : un texte quelconque passe le schéma, mais ne désigne aucun établissement. La longueur est jugée par LHE21 et LHE22." / "LHEO asks for fourteen characters without saying that they are digits: any text passes the schema, and names no establishment. The length is judged by LHE21 and LHE22.",
        source: "SIR-01 ; LHEO, type SIRET",
        bad: "<SIRET>8146222620003A</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
    SIR02 "siret-non-canonique" [W W W W] Evidenced Value {
        title: "Écriture d'un SIRET" / "How a SIRET is written",
        message: "SIRET « {value} » : le numéro est bon, mais pas écrit d'un seul tenant" / "SIRET \"{value}\": the number is right, but not written in one piece",
        helps: ["{advice}" / "{advice}"],
        why: "Blancs, points, tirets et tabulations ne changent pas le numéro ; mais ils empêchent les lecteurs du flux de le comparer, et dépassent les quatorze caractères permis." / "Blanks, dots, hyphens and tabs do not change the number; but they keep readers of the flow from comparing it, and exceed the fourteen characters allowed.",
        source: "SIR-02 ; fichiers publiés par France compétences (tabulation devant chaque SIRET)",
        bad: "<SIRET>814 622 262 00032</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
    SIR03 "siret-cle-fausse" [E E E E] Evidenced Value {
        title: "Clé de contrôle d'un SIRET" / "Check digit of a SIRET",
        message: "SIRET {value} : {why}" / "SIRET {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Un chiffre est faux, ou deux sont inversés : ce numéro ne désigne aucun établissement. Le SIRET est la clé d'échange de l'offre ; avec une clé fausse, l'offre disparaît des sites." / "A digit is wrong, or two are swapped: the number names no establishment. The SIRET is the key by which offers are exchanged; with a false one, the offer vanishes from the sites.",
        source: "SIR-03 ; Insee, formule de Luhn sur 14 chiffres",
        bad: "<SIRET>19511296600798</SIRET>",
        good: "<SIRET>19511296600799</SIRET>",
    }
    SIR04 "siret-siren-faux" [E E E E] Evidenced Value {
        title: "Clé du SIREN dans un SIRET" / "Key of the SIREN inside a SIRET",
        message: "SIRET {value} : {why}" / "SIRET {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Les neuf premiers chiffres d'un SIRET sont un SIREN, qui a sa propre clé. Beaucoup de contrôles oublient de la vérifier et laissent passer des numéros inventés." / "The first nine digits of a SIRET are a SIREN, which has a key of its own. Many checks forget it and let made-up numbers through.",
        source: "SIR-04 ; Insee, formule de Luhn sur les 9 premiers chiffres",
        bad: "<SIRET>11122233344455</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
    SIR05 "siret-la-poste" [E E E E] Evidenced Value {
        title: "SIRET d'un établissement de La Poste" / "SIRET of an establishment of La Poste",
        message: "SIRET {value} de La Poste : ni la clé de Luhn ni la somme des chiffres ne conviennent" / "SIRET {value} of La Poste: neither the Luhn key nor the sum of the digits fits",
        helps: ["{advice}" / "{advice}"],
        why: "La Poste a plus d'établissements que la formule de Luhn ne laisse de numéros. Pour son SIREN, une somme des quatorze chiffres multiple de 5 suffit ; ici, aucune des deux règles n'est respectée." / "La Poste has more establishments than the formula of Luhn leaves numbers. For its SIREN, a sum of the fourteen digits that is a multiple of 5 is enough; here neither rule holds.",
        source: "SIR-05 ; Insee, exception de La Poste",
        bad: "<SIRET>35600000009090</SIRET>",
        good: "<SIRET>35600000009075</SIRET>",
    }
    SIR06 "siret-de-remplissage" [E E E E] Evidenced Value {
        title: "Zéros à la place d'un SIRET" / "Zeros in place of a SIRET",
        message: "SIRET « {value} » : {why}" / "SIRET \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Des zéros passent la clé de Luhn mais ne désignent personne : les sites ignorent l'organisme, et avec lui son offre. En formation initiale, ou pour un lieu, ce n'est qu'un avertissement." / "Zeros pass the formula of Luhn and name nobody: the sites ignore the organisation, and its offer with it. In initial training, or for a place, it is a warning only.",
        source: "SIR-06 ; lecteurs publics du flux Intercarif, qui écartent ces organismes",
        bad: "<SIRET>00000000000000</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
    SIR07 "siret-zero-de-tete" [W W W W] Evidenced Value {
        title: "Zéro de tête d'un SIRET" / "Leading zero of a SIRET",
        message: "SIRET {value} : {why}" / "SIRET {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Un tableur qui prend un SIRET pour un nombre lui ôte ses zéros de tête ; d'autres chaînes en ajoutent un. La correction n'est proposée que si les deux clés tombent juste." / "A spreadsheet that takes a SIRET for a number drops its leading zeros; other chains add one. The repair is proposed only when both keys hold.",
        source: "SIR-07 ; flux Intercarif, où des SIRET de 15 chiffres ont été vus",
        bad: "<SIRET>081462226200032</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
    SIR08 "siret-de-tableur" [W W E W] Inferred Value {
        title: "SIRET abîmé par un tableur" / "SIRET damaged by a spreadsheet",
        message: "SIRET « {value} » : {why}" / "SIRET \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Une colonne au format nombre arrondit le SIRET, le met en puissances de dix ou lui ajoute des décimales : les chiffres perdus ne se retrouvent pas." / "A column formatted as a number rounds the SIRET, writes it with powers of ten or adds decimals: lost digits cannot be found again.",
        source: "SIR-08 ; déduit des générateurs qui partent d'un tableur",
        bad: "<SIRET>1,95112966E+13</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
    SIR09 "siren-au-lieu-de-siret" [E E E E] Partial Value {
        title: "SIREN à la place d'un SIRET" / "SIREN in place of a SIRET",
        message: "{value} est un SIREN : un SIRET est attendu" / "{value} is a SIREN: a SIRET is expected",
        helps: ["{advice}" / "{advice}"],
        why: "Le SIREN désigne l'entreprise, le SIRET l'un de ses établissements. Sans le NIC, on ne sait pas lequel propose la formation." / "The SIREN names the enterprise, the SIRET one of its establishments. Without the NIC nobody knows which one offers the training.",
        source: "SIR-09 ; un lecteur public a dû accepter de 9 à 15 caractères",
        bad: "<SIRET>814622262</SIRET>",
        good: "<SIRET>81462226200032</SIRET>",
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Extra, Extras, Formation, LieuDeFormation, Organisme, Profile, Severity,
        rules::testing::{fired, found},
    };

    fn of(siret: &str) -> Formation<'_> {
        Formation::default().responsable(Organisme::default().siret(siret))
    }

    #[test]
    fn each_fault_has_its_rule() {
        let place = "organisme-formation-responsable/SIRET-organisme-formation/SIRET";
        for (siret, code, severity) in [
            ("1951129660079A", "SIR01", Severity::Error),
            ("195112966007990", "SIR01", Severity::Error),
            ("195 112 966 00799", "SIR02", Severity::Warning),
            ("19511296600798", "SIR03", Severity::Error),
            ("11122233344455", "SIR04", Severity::Error),
            ("35600000009090", "SIR05", Severity::Error),
            ("00000000000000", "SIR06", Severity::Error),
            ("0", "SIR06", Severity::Error),
            ("2408240600034", "SIR07", Severity::Warning),
            ("019511296600799", "SIR07", Severity::Warning),
            ("19511296600799.0", "SIR08", Severity::Warning),
            ("195112966", "SIR09", Severity::Error),
        ] {
            assert_eq!(fired(&of(siret), Profile::Lheo), [(code, place.to_owned())], "{siret}");
            assert_eq!(found(&of(siret), Profile::Lheo, code), [(place.to_owned(), severity)], "{siret}");
        }
    }

    #[test]
    fn right_numbers_are_quiet() {
        // Those that wrong sums of Luhn refuse (SIR-14), and La Poste by its own rule.
        for siret in ["19511296600799", "77562556900014", "19040492100016", "35600000009075"] {
            assert_eq!(fired(&of(siret), Profile::OffreInfo), [], "{siret}");
        }
    }

    #[test]
    fn what_may_be_left_out_is_less_grave() {
        let zeros = "00000000000000";
        let lieu = Formation::default()
            .action(Action::default().lieu(LieuDeFormation::default().siret(zeros).uai("00000000")));
        for (code, place) in [
            ("SIR06", "action[1]/lieu-de-formation[1]/SIRET-lieu-formation/SIRET"),
            ("UAI01", "action[1]/lieu-de-formation[1]/code-UAI-lieu-formation/code-UAI"),
        ] {
            assert_eq!(found(&lieu, Profile::Lheo, code), [(place.to_owned(), Severity::Warning)]);
        }
        let initiale = Extras::default()
            .info("type-action")
            .extra(Extra::default().info("formation-initiale").valeur("1"));
        let school = of(zeros).action(Action::default().extras(initiale));
        assert_eq!(found(&school, Profile::Lheo, "SIR06")[0].1, Severity::Warning);
    }
}
