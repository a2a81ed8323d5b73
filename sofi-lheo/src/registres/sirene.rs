//! An extract of Sirene, with the names of Insee's files or of its API.

use std::io::Read;

use sofi_core::{Etablissement, EtatEtablissement, RegistreKind, Rejets, SireneBuilder, Siret};

use super::{
    RegistreError,
    table::{Table, identifiant},
};

pub(super) fn lire(
    into: &mut SireneBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let mut table = Table::ouvrir(RegistreKind::Sirene, fichier, flux)?;
    let siret = table.colonne(&["siret", "numero_siret", "siret_etablissement"]);
    let etat = table.colonne(&["etatAdministratifEtablissement", "etat_administratif", "etat"]);
    let creation = table.colonne(&["dateCreationEtablissement", "date_creation"]);
    let debut = table.colonne(&["dateDebut", "date_debut_activite"]);
    let fermeture = table.colonne(&["dateFermetureEtablissement", "date_fermeture", "date_fin"]);
    let commune = table.colonne(&["codeCommuneEtablissement", "code_commune", "commune", "code_insee"]);
    let siege = table.colonne(&["etablissementSiege", "est_siege", "siege"]);
    let enterprise =
        table.colonne(&["denominationUniteLegale", "raison_sociale", "denomination", "nom_complet"]);
    let brand = table.colonne(&["denominationUsuelleEtablissement", "enseigne1Etablissement", "enseigne"]);
    table.exige(
        RegistreKind::Sirene,
        &[("siret", siret.is_some()), ("etatAdministratifEtablissement", etat.is_some())],
    )?;
    while let Some(rangee) = table.suivante(rejets)? {
        let Some(siret) = rangee.cle(siret, rejets, identifiant::<Siret>) else { continue };
        let etat = rangee.valeur(etat, rejets, etat_de);
        let closing = match etat {
            // `dateDebut` is that of the last period: for what is closed, the day of closing.
            Some(EtatEtablissement::Ferme) => {
                rangee.date(fermeture, rejets).or_else(|| rangee.date(debut, rejets))
            }
            _ => None,
        };
        let name = rangee.texte(enterprise).or_else(|| rangee.texte(brand));
        into.push(Etablissement {
            siret,
            etat,
            creation: rangee.date(creation, rejets),
            fermeture: closing,
            commune: rangee.identifiant(commune, rejets),
            siege: rangee.booleen(siege, rejets),
            raison_sociale: name.as_deref(),
        });
    }
    Ok(())
}

fn etat_de(text: &str) -> Result<EtatEtablissement, String> {
    match super::valeurs::plie(text).as_str() {
        "a" | "actif" | "active" | "ouvert" => Ok(EtatEtablissement::Actif),
        "f" | "ferme" | "c" | "cesse" | "inactif" => Ok(EtatEtablissement::Ferme),
        _ => Err(format!("{text:?} is neither A (open) nor F (closed)")),
    }
}
