//! Columns of certifications and of additions.

use super::columns;
use crate::tables::cell::{Cell, mot, nombre};

columns! { CERTIFICATION {
    nature: Texte = "l'élément : `certification`, `code-type-formation`, `reference-certification` ou `bloc-competences`" / "the element: `certification`, `code-type-formation`, `reference-certification` or `bloc-competences`"
        => |row| mot(row.certification()?.nature);
    rang: Entier = "rang parmi ses semblables" / "rank among its like" => |row| nombre(row.rang()?);
    code_rncp: Texte = "code RNCP" / "RNCP code" => |row| row.certification()?.rncp.clone().map(Cell::Texte);
    code_rs: Texte = "code du répertoire spécifique" / "RS code" => |row| row.certification()?.rs.clone().map(Cell::Texte);
    code_certifinfo: Texte = "code Certif Info" / "Certif Info code" => |row| row.certification()?.certifinfo.clone().map(Cell::Texte);
    code_cpf: Texte = "code CPF" / "CPF code" => |row| row.certification()?.cpf.clone().map(Cell::Texte);
    code_elu: Texte = "code-ELU" => |row| row.certification()?.elu.clone().map(Cell::Texte);
    code_bloc: Texte = "code-bloc" => |row| row.certification()?.bloc.clone().map(Cell::Texte);
    libelle_bloc: Texte = "libelle-bloc" => |row| row.certification()?.libelle_bloc.clone().map(Cell::Texte);
    validation_blocs: Texte = "validation-blocs" => |row| row.certification()?.validation_blocs.clone().map(Cell::Texte);
}}

columns! { EXTRA {
    chemin: Texte = "sa place dans l'enregistrement : `action[1]/extras[2]/extra[1]`" / "its place in the record: `action[1]/extras[2]/extra[1]`"
        => |row| mot(&row.extra()?.chemin);
    groupe: Texte = "nom du groupe d'ajouts, `@info` de `extras`" / "name of the group of additions, `@info` of `extras`" => |row| mot(row.extra()?.groupe.as_deref()?);
    numero_groupe: Texte = "`@numero` de `extras`" / "`@numero` of `extras`" => |row| mot(row.extra()?.numero_groupe.as_deref()?);
    info: Texte = "nom de l'ajout, `@info` de `extra`" / "name of the addition, `@info` of `extra`" => |row| mot(row.extra()?.info.as_deref()?);
    numero: Texte = "@numero" => |row| mot(row.extra()?.numero.as_deref()?);
    reference: Texte = "@ref" => |row| mot(row.extra()?.reference.as_deref()?);
    valeur: Texte = "son texte" / "its text" => |row| mot(row.extra()?.valeur.as_deref()?);
}}
