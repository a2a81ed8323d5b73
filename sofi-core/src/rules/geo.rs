//! Places and addresses.

mod adresse;
mod codes;
mod coherence;
mod coordonnees;
mod pays;
#[cfg(test)]
mod tests;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 5] =
    [codes::RULES, coherence::RULES, pays::RULES, coordonnees::RULES, adresse::RULES];

entries! {
    "GEO-01": "forme d'un code postal" / "form of a postal code" => Rules["GEO01"],
    "GEO-02": "forme d'un code commune de l'Insee" / "form of an Insee commune code" => Rules["GEO02"],
    "GEO-03": "code postal écrit à la place d'un code commune" / "postal code written as a commune code" => Rules["GEO03"],
    "GEO-04": "les 45 arrondissements de Paris, Lyon et Marseille comptent pour des communes" / "the 45 arrondissements of Paris, Lyon and Marseille count as communes" => Within["CodeCommune::arrondissement ; GEO05 et GEO10 ne les signalent jamais" / "CodeCommune::arrondissement; GEO05 and GEO10 never report them"],
    "GEO-05": "communes déléguées et associées, anciens codes" / "delegated and associated communes, former codes" => Rules["GEO05"],
    "GEO-06": "le département, d'après le code commune" / "the department, by the commune code" => Rules["GEO06"],
    "GEO-07": "le département, présumé d'après le code postal" / "the department, presumed from the postal code" => Within["CodePostal::departement : certain, l'un de deux, ou inconnu ; GEO10 n'accuse que si aucun ne convient" / "CodePostal::departement: certain, one of two, or unknown; GEO10 speaks only when none fits"],
    "GEO-08": "un code CEDEX n'est dans aucune liste" / "a CEDEX code is in no list" => Within["un code postal bien formé n'est jamais dit inexistant ; GEO10 ne l'évalue pas" / "a well-formed postal code is never said not to exist; GEO10 does not evaluate it"],
    "GEO-09": "régions d'avant 2016" / "regions of before 2016" => Rules["GEO09"],
    "GEO-10": "commune, code postal, département et région s'accordent" / "commune, postal code, department and region agree" => Rules["GEO10"],
    "GEO-11": "forme d'un code de canton" / "form of a canton code" => Rules["GEO11"],
    "GEO-12": "code du pays ; les codes français ne valent qu'en France" / "country code; French codes only hold in France" => Rules["GEO12"],
    "GEO-13": "coordonnées géographiques plausibles" / "plausible coordinates" => Rules["GEO13"],
    "GEO-14": "lignes d'adresse : longueur, nombre, remplissage" / "lines of an address: length, number, fillers" => Rules["GEO14"],
    "GEO-15": "EDOF : une adresse en France a un libellé de voie ou une ligne 5" / "EDOF: an address in France has a street label or a line 5" => Rules["GEO15"],
    "GEO-16": "commune 99999 : la formation n'a lieu nulle part" / "commune 99999: the course takes place nowhere" => Rules["GEO16"],
}
