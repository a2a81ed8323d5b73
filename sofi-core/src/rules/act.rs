//! Actions: hours, prices, money, and what is said of those who train and of those who are trained.

mod alternance;
mod doubles;
mod ecriture;
mod edof;
mod enseignement;
mod genre;
mod heures;
mod prerequis;
mod prix;
mod public;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file, in the order of the codes.
pub(super) static RULES: [&[DomainRule]; 9] = [
    heures::RULES,
    enseignement::RULES,
    prix::RULES,
    edof::RULES,
    doubles::RULES,
    prerequis::RULES,
    alternance::RULES,
    ecriture::RULES,
    public::RULES,
];

entries! {
    "ACT-01": "éléments obligatoires d'une offre" / "mandatory elements of an offer" => Covered["LHE01"],
    "ACT-02": "le total des heures contient celles du centre et de l'entreprise" / "the total of hours holds those of the centre and of the company" => Rules["ACT02"],
    "ACT-03": "des heures qui disent quelque chose" / "hours that tell something" => Rules["ACT03"],
    "ACT-04": "présentiel, mixte ou à distance, d'accord avec le lieu" / "on site, blended or at a distance, in agreement with the place" => Rules["ACT04"],
    "ACT-05": "des prix lisibles et cohérents" / "prices that can be read and agree" => Rules["ACT05"],
    "ACT-06": "une action conventionnée a un financeur public ou mutualisé" / "an action under agreement has a public or mutual funder" => Rules["ACT06"],
    "ACT-07": "huit financeurs au plus, et un nombre de places" / "eight funders at the most, and a number of places" => Covered["LHE05", "LHE24", "LHE81"],
    "ACT-08": "un même champ, d'autres tables dans EDOF" / "one field, other tables in EDOF" => Rules["ACT08"],
    "ACT-09": "codes des niveaux" / "codes of levels" => Covered["LHE23"],
    "ACT-10": "un bilan de compétences : 24 heures au plus, sans certification" / "a skills review: 24 hours at the most, without certification" => Rules["ACT10"],
    "ACT-11": "une offre de VAE par catégorie" / "one VAE offer for each category" => Rules["ACT11"],
    "ACT-12": "pas deux actions identiques, ou à moins de dix heures d'écart" / "no two actions that are identical, or less than ten hours apart" => Rules["ACT12"],
    "ACT-13": "un prérequis annoncé est décrit" / "a prerequisite that is announced is described" => Rules["ACT13"],
    "ACT-14": "la formation initiale vient d'Ideo-Onisep et ne se saisit pas" / "initial training comes from Ideo-Onisep and is not typed in" => Within["provenance::droit, quand la provenance est connue ; l'offre elle-même ne dit pas si elle a été saisie, et aucune règle n'en juge" / "provenance::droit, when the provenance is known; the offer itself does not tell whether it was typed in, and no rule judges it"],
    "ACT-15": "l'alternance et les POEC ont leurs heures" / "work-linked training and POEC have their hours" => Rules["ACT15"],
    "ACT-16": "langues selon ISO 639-1" / "languages by ISO 639-1" => Rules["ACT16"],
    "ACT-17": "ordre des extras d'une action dans EDOF" / "order of the extras of an action in EDOF" => Rules["ACT17"],
    "ACT-18": "l'apprentissage ne laisse pas de frais à l'apprenti" / "apprenticeship leaves no cost to the apprentice" => Added["ACT18"],
    "ACT-20": "l'apprentissage donne l'UAI du formateur ou du lieu" / "apprenticeship gives the UAI of the trainer or of the place" => Added["ACT20"],
    "ACT-21": "accès des personnes handicapées" / "access for people with disabilities" => Added["ACT21"],
    "ACT-22": "une offre éligible au CPF a un prix" / "an offer that the CPF may pay for has a price" => Added["ACT22"],
}
