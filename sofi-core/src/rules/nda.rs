//! Numbers of declarations of activity.

mod liste;
mod numero;
mod qualiopi;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 3] = [numero::RULES, liste::RULES, qualiopi::RULES];

entries! {
    "NDA-01": "onze caractères" / "eleven characters" => Rules["NDA01"],
    "NDA-02": "forme du numéro : région, département, ordre, département" / "shape of the number: region, department, order, department" => Rules["NDA02"],
    "NDA-03": "le P des organismes publics, en majuscule" / "the P of public bodies, in upper case" => Rules["NDA09"],
    "NDA-04": "pas de clé : le département est répété" / "no key: the department is repeated" => Rules["NDA04"],
    "NDA-05": "préfixes de région, actuels et d'avant 2016" / "region prefixes, of today and of before 2016" => Rules["NDA05"],
    "NDA-06": "le département est dans la région du préfixe" / "the department is in the region of the prefix" => Rules["NDA06"],
    "NDA-07": "outre-mer : département 97, préfixes actuels et anciens" / "overseas: department 97, prefixes of today and before" => Rules["NDA07"],
    "NDA-08": "Corse : 20, 2A ou 2B" / "Corsica: 20, 2A or 2B" => Within["NumeroActivite : les trois sont acceptés sous le préfixe 94" / "NumeroActivite: all three are taken under prefix 94"],
    "NDA-09": "écriture avec blancs ou « n° »" / "written with blanks or \"n°\"" => Rules["NDA09"],
    "NDA-10": "zéro de tête perdu, outre-mer" / "leading zero lost, overseas" => Rules["NDA10"],
    "NDA-11": "valeurs d'attente et de remplissage" / "pending and filler values" => Rules["NDA11"],
    "NDA-12": "numéros et SIRET se correspondent de plusieurs à plusieurs" / "numbers and SIRET are many to many" => Within["Organismes::by_siret et by_siren ; aucune règle ne reproche plusieurs numéros à une entreprise" / "Organismes::by_siret and by_siren; no rule blames an enterprise for several numbers"],
    "NDA-13": "établissement secondaire d'un organisme déclaré" / "secondary establishment of a declared body" => Within["NDA16, NDA18 et NDA19 cherchent par SIREN à défaut du SIRET" / "NDA16, NDA18 and NDA19 search by SIREN where the SIRET is not found"],
    "NDA-14": "région du numéro autre que celle de l'organisme : légal" / "region of the number other than that of the body: legal" => Rules["NDA14"],
    "NDA-15": "numéro remplacé après un déménagement" / "number replaced after a move" => Rules["NDA15"],
    "NDA-16": "numéro absent de la liste publique" / "number absent from the public list" => Rules["NDA16"],
    "NDA-17": "colonnes de la liste publique des organismes" / "columns of the public list of organisations" => Within["lecteur du registre organismes (sofi_lheo::registres)" / "loader of the register organismes (sofi_lheo::registres)"],
    "NDA-18": "Qualiopi, catégorie d'action par catégorie" / "Qualiopi, one category of action at a time" => Rules["NDA18"],
    "NDA-19": "apprentissage : responsable ou formateur certifié" / "apprenticeship: responsible body or trainer certified" => Rules["NDA19"],
    "NDA-20": "le numéro n'a pas de sens en formation initiale" / "the number means nothing in initial training" => Within["Scope::is_formation_initiale (groupes type-action et type-formation) : aucune règle NDA ne parle alors" / "Scope::is_formation_initiale (groups type-action and type-formation): no NDA rule speaks then"],
}
