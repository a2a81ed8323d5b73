//! A list of Formacodes.

use std::io::Read;

use sofi_core::{Formacode, FormacodesBuilder, RegistreKind, Rejets, TermeFormacode};

use super::{
    RegistreError,
    table::{Table, identifiant},
};

pub(super) fn lire(
    into: &mut FormacodesBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let mut table = Table::ouvrir(RegistreKind::Formacode, fichier, flux)?;
    let code = table.colonne(&["code", "formacode", "code_formacode", "formacode_code"]);
    let libelle = table.colonne(&["libelle", "libelle_formacode", "formacode_libelle", "intitule", "terme"]);
    let version = table.colonne(&["version", "ref", "version_formacode"]);
    table.exige(RegistreKind::Formacode, &[("code", code.is_some()), ("libelle", libelle.is_some())])?;
    let of_file = version_du_nom(fichier);
    while let Some(rangee) = table.suivante(rejets)? {
        let Some(code) = rangee.cle(code, rejets, identifiant::<Formacode>) else { continue };
        let version = rangee.valeur(version, rejets, version_de).or(of_file);
        into.push(TermeFormacode { code, version, libelle: rangee.texte(libelle).as_deref() });
    }
    Ok(())
}

/// `V14`, `v14` or `14`.
fn version_de(text: &str) -> Result<u8, String> {
    let digits = text.trim_start_matches(['V', 'v']).trim();
    digits.parse().map_err(|_| format!("{text:?} is no version such as V14"))
}

/// The `v14` of `formacode-v14.csv`.
fn version_du_nom(fichier: &str) -> Option<u8> {
    let words = fichier.split(|c: char| !c.is_ascii_alphanumeric());
    let versions = words.filter(|word| word.len() > 1 && word.starts_with(['v', 'V']));
    versions.rev().find_map(|word| word.get(1..)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(version_du_nom("dossier-v2/formacode-v14-editeur.csv"), Some(14));
        assert_eq!(version_du_nom("formacodes.csv"), None);
        assert_eq!((version_de("V13"), version_de("14")), (Ok(13), Ok(14)));
        assert!(version_de("W3").is_err());
    }
}
