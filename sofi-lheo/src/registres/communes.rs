//! Communes, as Insee and La Poste publish them.

use std::io::Read;

use sofi_core::{CodeCommune, CodePostal, Commune, CommunesBuilder, RegistreKind, Rejets, TypeCommune};

use super::{
    RegistreError,
    table::{Table, identifiant},
};

pub(super) fn lire(
    into: &mut CommunesBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let mut table = Table::ouvrir(RegistreKind::Communes, fichier, flux)?;
    let code = table.colonne(&["code_commune_INSEE", "code_insee", "code_commune", "COM", "code"]);
    let nom = table.colonne(&["LIBELLE", "nom", "nom_commune_complet", "nom_commune", "NCCENR"]);
    let genre = table.colonne(&["TYPECOM", "type"]);
    let parent = table.colonne(&["COMPARENT", "parent", "chef_lieu"]);
    let postal = table.colonne(&["code_postal", "codes_postaux", "codesPostaux"]);
    let end = table.colonne(&["DATE_FIN"]);
    table.exige(
        RegistreKind::Communes,
        &[("code (or COM)", code.is_some()), ("nom (or code_postal)", nom.or(postal).is_some())],
    )?;
    while let Some(rangee) = table.suivante(rejets)? {
        // Insee's file of communes since 1943: what has an end is history.
        if rangee.texte(end).is_some() {
            continue;
        }
        let Some(code) = rangee.cle(code, rejets, identifiant::<CodeCommune>) else { continue };
        for part in rangee.texte(postal).as_deref().unwrap_or_default().split([',', ';', '|', '/', ' ', '-'])
        {
            if part.is_empty() {
                continue;
            }
            match identifiant::<CodePostal>(part) {
                Ok(served) => into.push_postal(code, served),
                Err(motif) => rangee.perd_valeur(postal, rejets, motif),
            }
        }
        // La Poste writes names in capitals, without accents (`nom_de_la_commune`): they name no commune.
        if nom.is_none() && genre.is_none() {
            continue;
        }
        let known = Commune::new(code);
        into.push(Commune {
            genre: rangee.valeur(genre, rejets, genre_de).or(known.genre),
            nom: rangee.texte(nom).as_deref(),
            parent: rangee.identifiant(parent, rejets).or(known.parent),
            ..known
        });
    }
    Ok(())
}

fn genre_de(text: &str) -> Result<TypeCommune, String> {
    TypeCommune::of(text).ok_or_else(|| format!("{text:?} is none of COM, ARM, COMD, COMA"))
}
