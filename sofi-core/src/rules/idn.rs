//! Numbers of formations, actions and sessions, and the dates of their updates.

mod cle;
mod dates;
mod numero;

use super::{DomainRule, catalogue::entries};
use crate::{Action, Formation, extras::onisep};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 3] = [numero::RULES, cle::RULES, dates::RULES];

entries! {
    "IDN-01": "trois niveaux : formation, action, session ; le numéro utile est celui de la session" / "three levels: formation, action, session; the useful number is that of the session" => Within["Formation, Action et Session, chacune avec son numéro ; IDN09 réclame celui de la session" / "Formation, Action and Session, each with its number; IDN09 asks for that of the session"],
    "IDN-02": "forme usuelle d'un numéro Intercarif" / "usual form of an Intercarif number" => Rules["IDN02"],
    "IDN-03": "numéro du Carif-Oref, de 01 à 26" / "number of the Carif-Oref, 01 to 26" => Rules["IDN03"],
    "IDN-04": "clés composées : formation, action et session" / "composite keys: formation, action and session" => Within["IDN06 compare les sessions par le triplet de leurs trois numéros" / "IDN06 compares sessions by the triple of their three numbers"],
    "IDN-05": "longueur des numéros chez ceux qui les reçoivent" / "length of numbers where they are received" => Rules["IDN05"],
    "IDN-06": "numéros de session en double" / "duplicate session numbers" => Rules["IDN06"],
    "IDN-07": "clé du ministère d'une offre d'apprentissage" / "key of the ministry for an offer of apprenticeship" => Within["CleMinistere, sofi id cle-ministere : chaque partie est jugée par sa règle" / "CleMinistere, sofi id cle-ministere: each part is judged by its own rule"],
    "IDN-08": "création, mise à jour et export se suivent" / "creation, update and export follow one another" => Rules["IDN08"],
    "IDN-09": "une session porte un numéro" / "a session bears a number" => Added["IDN09"],
}

/// Does it come from Onisep, whose numbers are its own?
fn is_onisep(formation: &Formation<'_>, action: Option<&Action<'_>>) -> bool {
    onisep::FORMATION.is_in(formation) || action.is_some_and(|action| onisep::ACTION.is_in(action))
}
