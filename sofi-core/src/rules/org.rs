//! Training organisations.

mod feed;
mod role;
mod sirene;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 3] = [role::RULES, feed::RULES, sirene::RULES];

entries! {
    "ORG-01": "l'organisme responsable est celui qui porte la déclaration d'activité" / "the responsible body is the one that bears the declaration of activity" => Rules["ORG01"],
    "ORG-02": "sans organisme formateur, le responsable forme" / "without a trainer, the responsible body trains" => Within["Formation::formateur_of" / "Formation::formateur_of"],
    "ORG-03": "un formateur au SIRET de zéros est un formateur absent" / "a trainer whose SIRET is zeros is an absent trainer" => Rules["ORG03"],
    "ORG-04": "EDOF : un seul SIRET par fichier" / "EDOF: one SIRET for each file" => Rules["ORG04"],
    "ORG-05": "le SIRET, moitié de la clé d'échange, ne change pas sans prévenir" / "the SIRET, half of the key of the exchange, does not change without notice" => Rules["ORG05"],
    "ORG-06": "la raison sociale est celle de Sirene" / "the company name is that of Sirene" => Rules["ORG06"],
    "ORG-07": "un organisme se reconnaît d'un flux à l'autre par son SIREN" / "an organisation is recognised from one flow to another by its SIREN" => Within["Siret::siren, Organismes::by_siren et Sirene::by_siren" / "Siret::siren, Organismes::by_siren and Sirene::by_siren"],
}
