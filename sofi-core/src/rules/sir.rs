//! SIREN and SIRET.

mod etablissement;
mod numero;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 2] = [numero::RULES, etablissement::RULES];

entries! {
    "SIR-01": "quatorze chiffres pour un SIRET, neuf pour un SIREN" / "fourteen digits for a SIRET, nine for a SIREN" => Rules["SIR01"],
    "SIR-02": "blancs, points et tirets ne sont que de la présentation" / "blanks, dots and hyphens are mere presentation" => Rules["SIR02"],
    "SIR-03": "clé de Luhn sur les quatorze chiffres" / "Luhn key over the fourteen digits" => Rules["SIR03"],
    "SIR-04": "clé de Luhn sur les neuf premiers chiffres" / "Luhn key over the first nine digits" => Rules["SIR04"],
    "SIR-05": "règle propre aux établissements de La Poste" / "a rule of its own for La Poste" => Rules["SIR05"],
    "SIR-06": "zéros et champ vide veulent dire que le numéro est inconnu" / "zeros and an empty field mean an unknown number" => Rules["SIR06"],
    "SIR-07": "zéro de tête perdu ou ajouté : proposé, jamais corrigé en silence" / "leading zero lost or added: proposed, never mended in silence" => Rules["SIR07"],
    "SIR-08": "traces d'un tableur dans un SIRET" / "marks of a spreadsheet in a SIRET" => Rules["SIR08"],
    "SIR-09": "SIREN donné à la place d'un SIRET" / "SIREN given in place of a SIRET" => Rules["SIR09"],
    "SIR-10": "le NIC ne dit pas si l'établissement est le siège" / "the NIC does not tell whether it is the head office" => Within["Siret::nic ; le siège ne se lit que dans le registre sirene" / "Siret::nic; the head office is read in the register sirene only"],
    "SIR-11": "établissement fermé avant ou pendant une session" / "establishment closed before or during a session" => Rules["SIR11"],
    "SIR-12": "un SIRET absent de l'extrait de Sirene est inconnu, pas faux" / "a SIRET that the extract of Sirene lacks is unknown, not wrong" => Within["Sirene::get ; SIR11 et ORG06 répondent alors « non évaluée »" / "Sirene::get; SIR11 and ORG06 then answer \"not evaluated\""],
    "SIR-13": "aucun SIREN ne se lit dans un numéro de TVA de Monaco" / "no SIREN is read in a VAT number of Monaco" => Within["NumeroTva::siren, sofi id tva" / "NumeroTva::siren, sofi id tva"],
    "SIR-14": "les calculs faux de la clé de Luhn qui circulent" / "the wrong Luhn sums that travel" => Within["tests du calcul de la clé et de Siret, sur des numéros que ces calculs refusent" / "tests of the key and of Siret, on numbers that those sums refuse"],
    "SIR-15": "un numéro de TVA français se termine par le SIREN, et sa clé en dépend" / "a French VAT number ends with the SIREN, and its key depends on it" => Within["NumeroTva, sofi id tva ; LHEO n'a pas de champ pour ce numéro" / "NumeroTva, sofi id tva; LHEO has no field for this number"],
    "SIR-16": "le SIREN d'une école publique laisse deviner son département" / "the SIREN of a public school hints at its department" => Within["Siren::departement_scolaire : un indice de sofi id, jamais une règle" / "Siren::departement_scolaire: a hint of sofi id, never a rule"],
}
