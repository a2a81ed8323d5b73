//! Certifications: RNCP, RS, Certif Info, CPF, and who may use them.

mod blocs;
mod certifinfo;
mod codes;
mod contenu;
mod cpf;
mod fiches;
mod titulaires;

use super::{DomainRule, Lacune, Scope, Verdicts, catalogue::entries};
use crate::{
    CertifInfo, Certification, Certifications, Checked, Formation, NumeroFiche, OfferPath, RegistreKind,
    Registres, Session,
};

/// The rules of the family, in the order of their codes.
pub(super) static RULES: [&[DomainRule]; 7] = [
    codes::RULES,
    certifinfo::RULES,
    fiches::RULES,
    titulaires::RULES,
    contenu::RULES,
    blocs::RULES,
    cpf::RULES,
];

/// The register of certifications; without one, the rule was not evaluated.
fn certifications<'s, T>(scope: &Scope<'s, T>, out: &mut Verdicts) -> Option<&'s Certifications> {
    let found = scope.conditions.registres.and_then(Registres::certifications);
    if found.is_none() {
        out.lacune(Lacune::Registre(RegistreKind::Certifications));
    }
    found
}

/// The register of Certif Info; without one, the rule was not evaluated.
fn certifinfo<'s, T>(scope: &Scope<'s, T>, out: &mut Verdicts) -> Option<&'s CertifInfo> {
    let found = scope.conditions.registres.and_then(Registres::certifinfo);
    if found.is_none() {
        out.lacune(Lacune::Registre(RegistreKind::CertifInfo));
    }
    found
}

/// The certifications of a formation, and where each is.
fn certifications_of<'f>(
    formation: &Scope<'f, Formation<'f>>,
) -> impl Iterator<Item = (OfferPath, &'f Certification<'f>)> {
    let numbered = (1..).zip(&formation.it.certifications);
    numbered.map(|(ordinal, certification)| (formation.path.nth("certification", ordinal), certification))
}

/// The sheets that the codes of a certification name, and where: by its own codes, or by the record of Certif Info.
fn numeros(certification: &Certification<'_>) -> Vec<(&'static str, NumeroFiche)> {
    let rncp = certification.rncp.as_ref().and_then(Checked::lenient).map(NumeroFiche::from);
    let rs = certification.rs.as_ref().and_then(Checked::lenient).map(NumeroFiche::from);
    [("code-RNCP", rncp), ("code-RS", rs)]
        .into_iter()
        .filter_map(|(name, code)| Some((name, code?)))
        .collect()
}

/// The sheets of all the certifications of a formation. Where only a Certif Info code is given, its record tells.
fn fiches(formation: &Scope<'_, Formation<'_>>) -> Vec<(OfferPath, NumeroFiche)> {
    let records = formation.conditions.registres.and_then(Registres::certifinfo);
    let mut fiches = Vec::new();
    for (path, certification) in certifications_of(formation) {
        let own = numeros(certification);
        let record = || {
            let record = records?.get(certification.certifinfo.as_ref()?.lenient()?)?;
            record.rncp.map(NumeroFiche::from).or(record.rs.map(NumeroFiche::from))
        };
        if own.is_empty() && certification.rncp.is_none() && certification.rs.is_none() {
            fiches.extend(record().map(|numero| (path.child("code-CERTIFINFO"), numero)));
        }
        fiches.extend(own.into_iter().map(|(name, numero)| (path.child(name), numero)));
    }
    fiches
}

/// The sessions of a formation, and where each is.
fn sessions<'f>(formation: &'f Formation<'f>) -> impl Iterator<Item = (OfferPath, &'f Session<'f>)> {
    (1..).zip(&formation.actions).flat_map(|(action, it)| {
        let path = OfferPath::formation().nth("action", action);
        (1..).zip(&it.sessions).map(move |(ordinal, session)| (path.nth("session", ordinal), session))
    })
}

/// Codes as a message lists them.
fn listed<T: std::fmt::Display>(codes: impl IntoIterator<Item = T>) -> String {
    let codes: Vec<_> = codes.into_iter().map(|code| code.to_string()).collect();
    codes.join(", ")
}

entries! {
    "CRT-01": "forme d'un code RNCP" / "form of an RNCP code" => Rules["CRT01"],
    "CRT-02": "forme d'un code RS" / "form of an RS code" => Rules["CRT02"],
    "CRT-03": "forme d'un code Certif Info" / "form of a Certif Info code" => Rules["CRT03"],
    "CRT-04": "une formation certifiante nomme une certification" / "a certifying formation names a certification" => Rules["CRT04"],
    "CRT-05": "caractère certifiant et objectif général" / "certifying or not, and general objective" => Rules["CRT05"],
    "CRT-06": "EDOF : un code et un seul, RNCP, RS ou CPF" / "EDOF: one code and one only, RNCP, RS or CPF" => Covered["LHE03", "LHE05", "LHE10"],
    "CRT-07": "les codes donnés ensemble s'accordent avec Certif Info" / "codes given together agree with Certif Info" => Rules["CRT07"],
    "CRT-08": "codes Certif Info remplacés" / "Certif Info codes that are replaced" => Rules["CRT08"],
    "CRT-09": "un code Certif Info va avec une fiche du RNCP" / "a Certif Info code goes with a sheet of the RNCP" => Rules["CRT09"],
    "CRT-10": "la fiche est en vigueur au début de la session" / "the sheet is in force when the session starts" => Rules["CRT10"],
    "CRT-11": "ce qui remplace une fiche, d'un répertoire à l'autre" / "what replaces a sheet, across both registers" => Rules["CRT10", "CRT11"],
    "CRT-12": "certificateur, ou habilité à former" / "certificateur, or entitled to train" => Rules["CRT12"],
    "CRT-13": "mode strict : le certificateur seul" / "strict mode: the certificateur alone" => Rules["CRT13"],
    "CRT-14": "l'habilitation du responsable ou du formateur suffit" / "the entitlement of either organisation is enough" => Within["titularite : une réponse positive suffit, parmi tous les SIRET de l'action" / "titularite: one positive answer among the SIRETs of the action is enough"],
    "CRT-15": "le ministère du Travail, sous tous ses noms" / "the ministry of labour, under all its names" => Within["titularite : reconnu par son SIREN, sinon par son nom" / "titularite: known by its SIREN, or else by its name"],
    "CRT-16": "les diplômes d'État ne listent pas ceux qui forment" / "State diplomas do not list those who train" => Within["titularite : réponse « inconnu » pour ce qui est enregistré de droit" / "titularite: the answer is unknown for what is registered by law"],
    "CRT-17": "l'habilitation est attachée au SIRET" / "entitlement is attached to the SIRET" => Rules["CRT17"],
    "CRT-18": "SIRET absents des fiches" / "SIRETs that sheets lack" => Within["titularite : réponse « inconnu », comptée et jamais signalée" / "titularite: the answer is unknown, counted and never reported"],
    "CRT-19": "fichiers CSV de France compétences" / "CSV files of France compétences" => Within["sofi_lheo::registres : lecture de l'archive de fichiers CSV" / "sofi_lheo::registres: reads the archive of CSV files"],
    "CRT-20": "fichiers XML de France compétences" / "XML files of France compétences" => Within["sofi_lheo::registres : lecture des fichiers XML 4.1" / "sofi_lheo::registres: reads the XML files, version 4.1"],
    "CRT-21": "blocs de compétences : forme, doublons, certification, présence" / "skill blocks: form, duplicates, certification, presence" => Rules["CRT21", "CRT27", "CRT28", "CRT29"],
    "CRT-22": "SOFI ne décrit pas les sessions par blocs" / "SOFI does not describe sessions by blocks" => Rules["CRT22"],
    "CRT-23": "forme et âge d'un code CPF" / "form and age of a CPF code" => Rules["CRT23"],
    "CRT-24": "éligibilité CPF : validité d'hier et d'aujourd'hui" / "eligibility to the CPF: validity, old and new" => Rules["CRT24", "CRT30", "CRT31"],
    "CRT-25": "niveau de sortie et niveau de la certification" / "level reached and level of the certification" => Rules["CRT25"],
    "CRT-26": "ce que l'offre hérite de Certif Info" / "what the offer inherits from Certif Info" => Rules["CRT26"],
}
