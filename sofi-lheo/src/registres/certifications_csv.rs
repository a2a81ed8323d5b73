//! France compétences, the archive of CSV files (CRT-19).

use std::io::Read;

use sofi_core::{
    Certificateur, CertificationsBuilder, CodeBloc, CodeNsf, EnteteFiche, EtatHabilitation, Formacode,
    Habilitation, NumeroFiche, Partenaire, RegistreKind, Rejets,
};

use super::{
    RegistreError, fiche, niveau,
    table::{Table, identifiant},
    valeurs,
};

/// The member that must be there.
pub(super) const STANDARD: &str = "Standard";

/// What a member holds, by the word between `CSV_` and the date, of which accents come in any form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Membre {
    Standard,
    Certificateurs,
    Partenaires,
    Blocs,
    Nsf,
    Formacodes,
    Successions,
    /// Trades, agreements, ways of access: nothing that a rule needs.
    Autre,
}

impl Membre {
    /// What the name says; `None` when it is no name of France compétences.
    pub(super) fn of(nom: &str) -> Option<Self> {
        let key = valeurs::plie(nom.rsplit(['/', '\\']).next().unwrap_or(nom));
        let (_, word) = key.split_once("exportfichescsv")?;
        // The start is enough: what follows an accent depends on who packed the archive.
        let known = [
            ("standard", Self::Standard),
            ("certificateurs", Self::Certificateurs),
            ("partenaires", Self::Partenaires),
            ("blocs", Self::Blocs),
            ("nsf", Self::Nsf),
            ("formacode", Self::Formacodes),
            ("ancienne", Self::Successions),
        ];
        Some(
            known
                .iter()
                .find(|(start, _)| word.starts_with(start))
                .map_or(Self::Autre, |(_, membre)| *membre),
        )
    }
}

pub(super) fn lire(
    into: &mut CertificationsBuilder,
    membre: Membre,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    if membre == Membre::Autre {
        return Ok(());
    }
    let mut table = Table::ouvrir(RegistreKind::Certifications, fichier, flux)?;
    let col = |nom| table.colonne(&[nom]);
    let numero = col("Numero_Fiche");
    let names: &[&str] = match membre {
        Membre::Standard => &[
            "Intitule",
            "Actif",
            "Date_Fin_Enregistrement",
            "Type_Enregistrement",
            "Nomenclature_Europe_Niveau",
        ],
        Membre::Certificateurs => &["Siret_Certificateur", "Nom_Certificateur"],
        Membre::Partenaires => &["Siret_Partenaire", "Habilitation_Partenaire"],
        Membre::Blocs => &["Bloc_Competences_Code", "Bloc_Competences_Libelle"],
        Membre::Nsf => &["Nsf_Code"],
        Membre::Formacodes => &["Formacode_Code"],
        Membre::Successions => &["Ancienne_Certification", "Nouvelle_Certification"],
        Membre::Autre => &[],
    };
    let columns: Vec<Option<usize>> = names.iter().map(|nom| col(nom)).collect();
    let abrege = col("Abrege_Libelle");
    let mut needed = vec![("Numero_Fiche", numero.is_some())];
    needed.extend(names.iter().zip(&columns).map(|(nom, column)| (*nom, column.is_some())));
    table.exige(RegistreKind::Certifications, &needed)?;
    let at = |index: usize| columns.get(index).copied().flatten();

    while let Some(rangee) = table.suivante(rejets)? {
        let Some(numero) = rangee.cle(numero, rejets, fiche) else { continue };
        match membre {
            Membre::Standard => into.push_fiche(EnteteFiche {
                numero,
                intitule: rangee.texte(at(0)).as_deref(),
                abrege: rangee.texte(abrege).as_deref(),
                actif: rangee.booleen(at(1), rejets),
                type_enregistrement: rangee.texte(at(3)).as_deref(),
                fin_enregistrement: rangee.date(at(2), rejets),
                limite_delivrance: None,
                niveau: rangee.valeur(at(4), rejets, niveau).flatten(),
            }),
            Membre::Certificateurs => {
                let siret = rangee.identifiant(at(0), rejets);
                let nom = rangee.texte(at(1));
                into.push_certificateur(numero, Certificateur { siret, nom: nom.as_deref(), actif: None });
            }
            Membre::Partenaires => match rangee.identifiant(at(0), rejets) {
                Some(siret) => {
                    let habilitation =
                        rangee.texte(at(1)).map_or(Habilitation::Inconnue, |text| Habilitation::of(&text));
                    let etat = EtatHabilitation::Inconnu;
                    into.push_partenaire(numero, Partenaire { siret, habilitation, etat });
                }
                None => into.push_partenaire_sans_siret(numero),
            },
            Membre::Blocs => {
                if let Some(code) = rangee.cle(at(0), rejets, identifiant::<CodeBloc>) {
                    into.push_bloc(code, rangee.texte(at(1)).as_deref());
                }
            }
            Membre::Nsf => {
                if let Some(code) = rangee.cle(at(0), rejets, identifiant::<CodeNsf>) {
                    into.push_nsf(numero, code);
                }
            }
            Membre::Formacodes => {
                if let Some(code) = rangee.cle(at(0), rejets, identifiant::<Formacode>) {
                    into.push_formacode(numero, code);
                }
            }
            Membre::Successions => {
                let mut other =
                    |index: usize| -> Option<NumeroFiche> { rangee.valeur(at(index), rejets, fiche) };
                if let Some(ancienne) = other(0) {
                    into.push_succession(ancienne, numero);
                }
                if let Some(nouvelle) = other(1) {
                    into.push_succession(numero, nouvelle);
                }
            }
            Membre::Autre => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_accents_of_any_form() {
        for (nom, membre) in [
            ("export_fiches_CSV_Blocs_De_Compétences_2024_02_22.csv", Membre::Blocs),
            ("a/export_fiches_CSV_Blocs_De_Compe\u{301}tences_2024_02_22.csv", Membre::Blocs),
            ("export_fiches_CSV_Blocs_De_Comp├⌐tences_2024_02_22.csv", Membre::Blocs),
            ("export_fiches_CSV_Standard_2024_02_22.csv", Membre::Standard),
            ("export_fiches_CSV_Ancienne_Nouvelle_Certification_2024_02_22.csv", Membre::Successions),
            ("export_fiches_CSV_VoixdAccès_2024_02_22.csv", Membre::Autre),
        ] {
            assert_eq!(Membre::of(nom), Some(membre), "{nom}");
        }
        assert_eq!(Membre::of("liste.csv"), None);
    }
}
