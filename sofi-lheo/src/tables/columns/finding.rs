//! Columns of findings.

use super::columns;
use crate::tables::{
    cell::{Cell, mot},
    row::Sujet,
};

/// A count or an offset, which no document makes larger than this.
fn position(number: u64) -> Option<Cell<'static>> {
    i64::try_from(number).ok().map(Cell::Entier)
}

columns! { FINDING {
    code: Texte = "code de la règle, stable" / "code of the rule, stable" => |row| mot(row.finding()?.rule.code);
    regle: Texte = "nom de la règle, stable" / "name of the rule, stable" => |row| mot(row.finding()?.rule.name);
    gravite: Texte = "`error`, `warning` ou `info`" / "`error`, `warning` or `info`" => |row| mot(row.finding()?.severity.as_str());
    message: Texte = "ce qui ne va pas, en une phrase, dans la langue du rapport" / "what is wrong, in one sentence, in the language of the report"
        => |row| match row.sujet { Sujet::Finding(finding, lang) => Some(Cell::Texte(finding.message(lang).into())), _ => None };
    aide: Texte = "que faire, une ligne par conseil" / "what to do, a line each"
        => |row| match row.sujet {
            Sujet::Finding(finding, lang) => {
                let helps: Vec<String> = finding.helps(lang).collect();
                (!helps.is_empty()).then(|| Cell::Texte(helps.join("\n").into()))
            }
            _ => None,
        };
    fichier: Texte = "document" / "document" => |row| mot(row.document.name);
    ligne: Entier = "ligne de la balise, à partir de 1" / "line of the tag, from 1" => |row| position(row.finding()?.place.line);
    colonne: Entier = "colonne de la balise, à partir de 1, en caractères" / "column of the tag, from 1, in characters" => |row| position(row.finding()?.place.column);
    octet: Entier = "premier octet, à partir de 0, du document décompressé" / "first byte, from 0, of the decompressed document" => |row| position(row.finding()?.place.offset);
    octet_fin: Entier = "l'octet qui suit le dernier" / "the byte after the last one" => |row| position(row.finding()?.place.end_offset);
    chemin: Texte = "place dans l'arbre : `/lheo/offres/formation[1]/...`" / "place in the tree: `/lheo/offres/formation[1]/...`" => |row| mot(&row.finding()?.place.path);
    element: Texte = "élément en cause" / "element at fault" => |row| mot(row.finding()?.place.element.as_deref()?);
    attribut: Texte = "attribut en cause" / "attribute at fault" => |row| mot(row.finding()?.place.attribute.as_deref()?);
    valeur: Texte = "valeur en cause, 200 caractères au plus" / "value at fault, at most 200 characters" => |row| mot(row.finding()?.value.as_deref()?);
    numero_formation: Texte = "`@numero` de la formation" / "`@numero` of the formation" => |row| mot(row.finding()?.context.formation.as_deref()?);
    numero_action: Texte = "`@numero` de l'action" / "`@numero` of the action" => |row| mot(row.finding()?.context.action.as_deref()?);
    numero_session: Texte = "`@numero` de la session" / "`@numero` of the session" => |row| mot(row.finding()?.context.session.as_deref()?);
    numero_enregistrement: Texte = "`@numero` du résumé, ou de l'organisme hors offre" / "`@numero` of the summary, or of the organisation outside offers" => |row| mot(row.finding()?.context.record.as_deref()?);
    siret: Texte = "SIRET de qui répond de l'offre, tel quel" / "SIRET of who answers for the offer, as it stands" => |row| mot(row.finding()?.context.siret.as_deref()?);
    organisme: Texte = "son nom" / "its name" => |row| mot(row.finding()?.context.organisme.as_deref()?);
    departement: Texte = "département de son adresse" / "department of its address" => |row| mot(row.finding()?.context.departement.as_deref()?);
    correction: Texte = "correction proposée" / "the fix that is proposed" => |row| Some(Cell::Texte(row.finding()?.fix.as_ref()?.replacement.as_str().into()));
    surete_correction: Texte = "`safe` si elle ne change pas le sens, `suggested` si elle est à relire" / "`safe` when the meaning cannot change, `suggested` when a person should look" => |row| mot(row.finding()?.fix.as_ref()?.safety.as_str());
}}
