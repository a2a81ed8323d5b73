//! Certif Info: the file of replacements, and files of records.

use std::io::Read;

use sofi_core::{CertifInfoBuilder, CodeCertifInfo, FicheCertifInfo, RegistreKind, Rejets, VoiesAcces};

use super::{
    RegistreError,
    table::{Table, identifiant},
};

pub(super) fn lire(
    into: &mut CertifInfoBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let table = Table::ouvrir(RegistreKind::CertifInfo, fichier, flux)?;
    if is_remplacements(&table) { remplacements(into, table, rejets) } else { fiches(into, table, rejets) }
}

/// Six columns, old then new, of which the titles and states have the same names twice (CRT-08).
fn is_remplacements(table: &Table<'_>) -> bool {
    let keys: Vec<&str> = table.cles().collect();
    matches!(keys[..], [old, _, _, new, _, _] if old.ends_with("code") && (new.ends_with("codenew") || new.contains("nouveau")))
}

fn remplacements(
    into: &mut CertifInfoBuilder,
    mut table: Table<'_>,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    while let Some(rangee) = table.suivante(rejets)? {
        let Some(ancien) = rangee.cle(Some(0), rejets, identifiant::<CodeCertifInfo>) else { continue };
        let intitule = rangee.texte(Some(1));
        let etat = rangee.valeur(Some(2), rejets, etat_de);
        into.push(FicheCertifInfo { etat, intitule: intitule.as_deref(), ..FicheCertifInfo::new(ancien) });
        let Some(nouveau) = rangee.cle(Some(3), rejets, identifiant::<CodeCertifInfo>) else { continue };
        let intitule = rangee.texte(Some(4));
        let etat = rangee.valeur(Some(5), rejets, etat_de);
        into.push(FicheCertifInfo { intitule: intitule.as_deref(), ..FicheCertifInfo::new(nouveau) });
        into.push_remplacement(ancien, nouveau, etat);
    }
    Ok(())
}

fn etat_de(text: &str) -> Result<u8, String> {
    text.parse().map_err(|_| format!("{text:?} is no state such as 2 or 3"))
}

fn fiches(
    into: &mut CertifInfoBuilder,
    mut table: Table<'_>,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let code =
        table.colonne(&["code_certifinfo", "certifinfo", "code_certif_info", "cer3_code", "code", "id"]);
    let etat = table.colonne(&["etat", "cer3_etat"]);
    let intitule = table.colonne(&["intitule", "libelle", "titre", "cer3_libelle"]);
    let objectif = table.colonne(&["objectif", "objectifs"]);
    let programme = table.colonne(&["programme", "contenu"]);
    let rncp = table.colonne(&["code_rncp", "rncp"]);
    let rs = table.colonne(&["code_rs", "rs"]);
    let formacode = table.colonne(&["formacode_principal", "formacode", "formacodes", "code_formacode"]);
    let cpf = table.colonne(&["cpf", "eligible_cpf", "eligibilite_cpf"]);
    let voies = ["acc_fi", "acc_fc", "acc_ca", "acc_cp", "acc_vae"].map(|nom| table.colonne(&[nom]));
    let described = [intitule, objectif, programme, rncp, rs, formacode, cpf].into_iter().chain(voies);
    table.exige(
        RegistreKind::CertifInfo,
        &[
            ("code (or the six columns of the file of replacements)", code.is_some()),
            ("one of intitule, rncp, rs, formacode, cpf, acc_…", described.flatten().next().is_some()),
        ],
    )?;
    while let Some(rangee) = table.suivante(rejets)? {
        let Some(code) = rangee.cle(code, rejets, identifiant::<CodeCertifInfo>) else { continue };
        let [fi, fc, ca, cp, vae] = voies.map(|column| rangee.booleen(column, rejets));
        // Several Formacodes in one value: the first is the main one.
        let first = |text: &str| {
            let mut codes = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
            identifiant(codes.next().unwrap_or(text))
        };
        into.push(FicheCertifInfo {
            code,
            etat: rangee.valeur(etat, rejets, etat_de),
            intitule: rangee.texte(intitule).as_deref(),
            objectif: rangee.texte(objectif).as_deref(),
            programme: rangee.texte(programme).as_deref(),
            rncp: rangee.identifiant(rncp, rejets),
            rs: rangee.valeur(rs, rejets, |text| {
                let is_bare = text.bytes().all(|byte| byte.is_ascii_digit());
                if is_bare { identifiant(&format!("RS{text}")) } else { identifiant(text) }
            }),
            formacode: rangee.valeur(formacode, rejets, first),
            cpf: rangee.booleen(cpf, rejets),
            voies: VoiesAcces {
                formation_initiale: fi,
                formation_continue: fc,
                apprentissage: ca,
                contrat_professionnalisation: cp,
                vae,
            },
        });
    }
    Ok(())
}
