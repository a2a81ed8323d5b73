//! The public list of training organisations (NDA-17).

use std::io::Read;

use sofi_core::{
    Fault, FicheOrganisme, NumeroActivite, OrganismesBuilder, Qualiopi, Region, RegistreKind, Rejets,
};

use super::{
    RegistreError,
    table::{Rangee, Table},
};

pub(super) fn lire(
    into: &mut OrganismesBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let mut table = Table::ouvrir(RegistreKind::Organismes, fichier, flux)?;
    let col = |nom| table.colonne(&[nom]);
    let numero = col("numeroDeclarationActivite");
    let siret = col("siretEtablissementDeclarant");
    let siren = col("siren");
    let precedents = col("numerosDeclarationActivitePrecedent");
    let denomination = col("denomination");
    let postal = col("adressePhysiqueOrganismeFormation.codePostal");
    let ville = col("adressePhysiqueOrganismeFormation.ville");
    let region = col("adressePhysiqueOrganismeFormation.codeRegion");
    let formation = col("certifications.actionsDeFormation");
    let bilans = col("certifications.bilansDeCompetences");
    let vae = col("certifications.VAE");
    let apprentissage = col("certifications.actionsDeFormationParApprentissage");
    table.exige(
        RegistreKind::Organismes,
        &[("numeroDeclarationActivite", numero.is_some()), ("siretEtablissementDeclarant", siret.is_some())],
    )?;
    while let Some(rangee) = table.suivante(rejets)? {
        let Some(courant) = rangee.cle(numero, rejets, numero_de) else { continue };
        for precedent in anciens(&rangee, precedents, rejets) {
            if precedent != courant {
                into.push_precedent(precedent, courant);
            }
        }
        let (name, town) = (rangee.texte(denomination), rangee.texte(ville));
        let organisme = FicheOrganisme {
            numero: courant,
            denomination: name.as_deref(),
            siren: rangee.identifiant(siren, rejets),
            siret: rangee.identifiant(siret, rejets),
            code_postal: rangee.identifiant(postal, rejets),
            ville: town.as_deref(),
            region: rangee.valeur(region, rejets, |text| {
                Region::of_any_era(text).map_err(|e| format!("{text:?}: {e}"))
            }),
            qualiopi: Qualiopi {
                actions_de_formation: rangee.booleen(formation, rejets),
                bilans_de_competences: rangee.booleen(bilans, rejets),
                vae: rangee.booleen(vae, rejets),
                apprentissage: rangee.booleen(apprentissage, rejets),
            },
        };
        if let (Some(enterprise), Some(of)) = (organisme.siren, organisme.siret)
            && of.siren() != enterprise
        {
            let motif = format!("{enterprise} is not the enterprise of {of}: both are kept");
            rangee.perd_valeur(siren, rejets, motif);
        }
        into.push(organisme);
    }
    Ok(())
}

/// The numbers that the current one has replaced: one as a rule, several with something between them.
fn anciens(rangee: &Rangee<'_>, colonne: Option<usize>, rejets: &mut Rejets) -> Vec<NumeroActivite> {
    let Some(text) = rangee.texte(colonne) else { return Vec::new() };
    let mut read = Vec::new();
    for part in text.split([',', ';', '|', '/']).map(str::trim).filter(|part| !part.is_empty()) {
        // "11 94 12031 94" is one number; "11941203194 11755205675" is two.
        if let Ok(number) = numero_de(part) {
            read.push(number);
            continue;
        }
        for word in part.split_whitespace() {
            match numero_de(word) {
                Ok(number) => read.push(number),
                Err(motif) => rangee.perd_valeur(colonne, rejets, motif),
            }
        }
    }
    read
}

/// Reads a number, of which a list kept as numbers has lost the zero in front: it can be told overseas, where
/// every number has one (NDA-10), and all of an overseas region would be missing otherwise.
fn numero_de(text: &str) -> Result<NumeroActivite, String> {
    match NumeroActivite::lenient(text) {
        Ok(read) => Ok(read.value),
        Err(error) => match error.repair().filter(|_| error.fault() == Fault::ZeroLost) {
            Some(numero) => Ok(numero),
            None => Err(format!("{text:?}: {error}")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_of_overseas() {
        assert_eq!(numero_de("4973676397").unwrap().as_str(), "04973676397");
        assert_eq!(numero_de("11 94 12031 94").unwrap().as_str(), "11941203194");
        assert!(numero_de("5244036344").is_err());
    }
}
