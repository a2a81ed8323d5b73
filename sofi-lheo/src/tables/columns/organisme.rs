//! Columns of organisations.

use sofi_core::{Checked, RoleOrganisme, Siret};

use super::columns;
use crate::tables::{
    cell::{Cell, canonical, code, is_valid, mot, texte, tous},
    row::Sujet,
};

columns! { ORGANISME {
    role: Texte = "`responsable` d'une formation, `formateur` d'une action ; absent hors offre"
        / "`responsable`: it answers for a formation; `formateur`: it trains in an action; absent outside offers"
        => |row| match row.sujet {
            Sujet::Organisme(_, Some(RoleOrganisme::Responsable)) => mot("responsable"),
            Sujet::Organisme(_, Some(RoleOrganisme::Formateur)) => mot("formateur"),
            _ => None,
        };
    numero: Texte = "@numero" => |row| texte(&row.organisme()?.numero);
    reference: Texte = "@ref" => |row| texte(&row.organisme()?.reference);
    id: Texte = "@id" => |row| texte(&row.organisme()?.id);
    tag: Texte = "@tag" => |row| texte(&row.organisme()?.tag);
    page: Texte = "@href" => |row| texte(&row.organisme()?.href);
    siret: Texte = "SIRET de l'organisme" / "SIRET of the organisation" => |row| code(&row.organisme()?.siret);
    siret_valide: Booleen = "vrai si le SIRET est juste, à la lettre" / "true when the SIRET is right, to the letter"
        => |row| is_valid(&row.organisme()?.siret);
    siren: Texte = "SIREN, les neuf premiers chiffres d'un SIRET juste" / "SIREN, the first nine digits of a right SIRET"
        => |row| row.organisme()?.siret.as_ref().and_then(Checked::lenient).map(|siret: Siret| Cell::Texte(siret.siren().to_string().into()));
    numero_activite: Texte = "numero-activite" => |row| code(&row.organisme()?.numero_activite);
    numero_activite_valide: Booleen = "vrai si le numéro de déclaration d'activité est juste, à la lettre" / "true when the number of the declaration of activity is right, to the letter"
        => |row| is_valid(&row.organisme()?.numero_activite);
    code_uai: Texte = "code UAI de l'établissement (LHEO 2.3)" / "UAI code of the establishment (LHEO 2.3)" => |row| code(&row.organisme()?.uai);
    nom: Texte = "nom-organisme" => |row| texte(&row.organisme()?.nom);
    raison_sociale: Texte = "raison sociale" / "registered name" => |row| texte(&row.organisme()?.raison_sociale);
    renseignements_specifiques: Texte = "renseignements-specifiques" => |row| texte(&row.organisme()?.renseignements);
    formacodes_potentiel: Textes = "potentiel/code-FORMACODE"
        => |row| tous(row.organisme()?.potentiel.iter().map(|it| canonical(it.code.as_ref()?)));
}}
