//! SIREN and SIRET.

use super::{catalogue::entries, macros::family};

family! {
    SIR03 "siret-cle-fausse" [E E E E] Evidenced Value {
        title: "Clé de contrôle d'un SIRET" / "Check digit of a SIRET",
        message: "SIRET {value} : {why}" / "SIRET {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Un chiffre est faux, ou deux sont inversés : ce numéro ne désigne aucun établissement. Le SIRET est la clé d'échange de l'offre ; avec une clé fausse, l'offre disparaît des sites." / "A digit is wrong, or two are swapped: the number names no establishment. The SIRET is the key by which offers are exchanged; with a false one, the offer vanishes from the sites.",
        source: "SIR-03 ; Insee, formule de Luhn sur 14 chiffres",
        bad: "<SIRET>19511296600798</SIRET>",
        good: "<SIRET>19511296600799</SIRET>",
    }
}

entries! {
    "SIR-01": "un SIRET a 14 chiffres" / "a SIRET has 14 digits" => Covered["LHE21", "LHE22"],
    "SIR-03": "clé de Luhn sur les 14 chiffres" / "Luhn key over the 14 digits" => Rules["SIR03"],
}
