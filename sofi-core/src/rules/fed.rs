//! Feeds as a whole.

mod age;
mod doublons;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 2] = [age::RULES, doublons::RULES];

entries! {
    "FED-01": "l'espace de noms dit le dialecte" / "the namespace tells the dialect" => Covered["LHE60", "LHE61", "LHE63", "LHE64"],
    "FED-02": "âge du flux" / "age of the flow" => Rules["FED02"],
    "FED-03": "97 % de flux réussis, d'après RCO" / "97 % of flows succeed, says RCO" => Undecidable["c'est un taux de référence pour un bilan, pas une propriété d'un fichier" / "it is a rate to compare a summary with, not a property of a file"],
    "FED-04": "seuil d'erreurs au-delà duquel un import échoue en entier" / "threshold of errors past which a whole import fails" => Within["sofi check --max-error-rate" / "sofi check --max-error-rate"],
    "FED-05": "une ligne de rapport dit la règle, la gravité, le lieu, les numéros, la valeur, la correction" / "a line of report tells the rule, the gravity, the place, the numbers, the value, the repair" => Within["le rapport : Finding et ses formats" / "the report: Finding and its formats"],
    "FED-06": "conditions d'EDOF hors du fichier : Qualiopi, habilitation, bilan pédagogique" / "conditions of EDOF outside of the file: Qualiopi, entitlement, yearly report" => Undecidable["le fichier n'en dit rien ; le registre « organismes » en montre une partie" / "the file says nothing of them; the register 'organismes' shows some"],
    "FED-07": "la même offre, deux fois" / "the same offer, twice" => Added["FED07"],
    "FED-08": "un producteur perd plus de 20 % de ses sessions d'un flux à l'autre" / "a producer loses over 20 % of its sessions from one flow to the next" => Elsewhere["sofi diff, qui nomme les organismes qui ont perdu plus de 20 % de leurs sessions : une vérification ne lit qu'un état de l'offre" / "sofi diff, which names the organisations that lost over 20 % of their sessions: a check reads one state of the offer"],
}
