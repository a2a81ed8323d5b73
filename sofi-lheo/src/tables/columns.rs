//! The columns of all tables. Tables that say the same share a group.

mod action;
mod certification;
mod coordonnees;
mod finding;
mod formation;
mod offre;
mod organisme;
mod session;

use super::{
    cell::{Cell, mot, texte},
    column::columns,
};

pub(super) use action::{ACTION, FINANCEUR};
pub(super) use certification::{CERTIFICATION, EXTRA};
pub(super) use coordonnees::{ADRESSE, CONTACT, LIEU, TELECOMS};
pub(super) use finding::FINDING;
pub(super) use formation::FORMATION;
pub(super) use offre::OFFRE;
pub(super) use organisme::ORGANISME;
pub(super) use session::SESSION;

columns! { DOCUMENT {
    fichier: Texte = "document lu ; dans une archive, `archive.zip!/membre.xml`" / "the document; in an archive, `archive.zip!/member.xml`"
        => |row| mot(row.document.name);
    ligne: Entier = "ligne où commence l'enregistrement, à partir de 1" / "line on which the record starts, from 1"
        => |row| i64::try_from(row.document.ligne).ok().map(Cell::Entier);
    dialecte: Texte = "`2.0`, `2.1`, `2.2`, `2.3` ou `edof` ; absent si l'espace de noms est inconnu" / "`2.0`, `2.1`, `2.2`, `2.3` or `edof`; absent when the namespace is unknown"
        => |row| mot(row.document.dialect?.as_str());
}}

columns! { CLE_FORMATION {
    cle_formation: Entier = "numéro d'ordre de la formation" / "ordinal of the formation" => |row| row.cles.formation.map(Cell::Entier);
    numero_formation: Texte = "`@numero` de la formation" / "`@numero` of the formation" => |row| texte(&row.formation?.numero);
}}

columns! { CLE_ACTION {
    cle_action: Entier = "numéro d'ordre de l'action" / "ordinal of the action" => |row| row.cles.action.map(Cell::Entier);
    numero_action: Texte = "`@numero` de l'action" / "`@numero` of the action" => |row| texte(&row.action?.numero);
}}

columns! { CLE_SESSION {
    cle_session: Entier = "numéro d'ordre de la session" / "ordinal of the session" => |row| row.cles.session.map(Cell::Entier);
    numero_session: Texte = "`@numero` de la session" / "`@numero` of the session" => |row| texte(&row.session?.numero);
}}

columns! { CLE_ORGANISME {
    cle_organisme: Entier = "numéro d'ordre de la mention de l'organisme ; pour une formation ou une offre, de celui qui en répond" / "ordinal of the naming of the organisation; of a formation or an offer, that which answers for it"
        => |row| row.cles.organisme.map(Cell::Entier);
}}
