//! What to do about a wrong identifier, in the words of the trade.

use super::{Fault, IdentifierKind as Kind};
use crate::{Args, Bilingual, Lang};

/// What to do next about this fault; `repair` is what was probably meant.
pub(super) fn advice(kind: Kind, fault: Fault, repair: Option<String>, lang: Lang) -> Option<String> {
    let (words, args) = match repair {
        Some(repair) => (with_repair(fault), Args::new().text("repair", repair)),
        None => (without_repair(kind, fault)?, Args::new()),
    };
    args.fill(words.get(lang), lang)
}

const fn with_repair(fault: Fault) -> Bilingual {
    match fault {
        Fault::NotCanonical(_) => Bilingual::new("écrivez {repair}", "write {repair}"),
        Fault::ZeroLost => Bilingual::new(
            "avec son zéro de tête, {repair} est valide ; vérifiez, puis acceptez la correction proposée",
            "with its first zero, {repair} is valid; check it, then accept this repair",
        ),
        Fault::ZeroAdded => Bilingual::new(
            "sans le zéro de tête, {repair} est valide ; vérifiez, puis acceptez la correction proposée",
            "without the first zero, {repair} is valid; check it, then accept this repair",
        ),
        _ => Bilingual::new(
            "{repair} est peut-être ce qui était voulu ; vérifiez, puis acceptez la correction proposée",
            "{repair} may be what was meant; check it, then accept this repair",
        ),
    }
}

const fn without_repair(kind: Kind, fault: Fault) -> Option<Bilingual> {
    Some(match (kind, fault) {
        (_, Fault::Spreadsheet) => Bilingual::new(
            "mettez la colonne au format texte, puis recopiez le numéro",
            "format the column as text, then copy the number again",
        ),
        (Kind::Siret, Fault::OtherKind(Kind::Siren)) => Bilingual::new(
            "un SIRET désigne un établissement : ajoutez les cinq chiffres du NIC",
            "a SIRET names an establishment: add the five digits of its NIC",
        ),
        (_, Fault::OtherKind(_)) => return None,
        (Kind::Siret | Kind::Siren, Fault::Placeholder) => Bilingual::new(
            "ne mettez pas de zéros : un numéro absent vaut mieux qu'un faux numéro",
            "do not write zeros: no number is better than a false one",
        ),
        (Kind::Siret | Kind::Siren, _) => Bilingual::new(
            "recopiez le numéro depuis l'avis de situation Insee",
            "copy the number from the Insee notice (avis de situation)",
        ),
        (Kind::Nda, Fault::Pending | Fault::Placeholder) => Bilingual::new(
            "un organisme est réputé déclaré jusqu'au récépissé ou au refus ; complétez dès réception",
            "a body counts as declared until the receipt or the refusal; fill it in as soon as it comes",
        ),
        (Kind::Nda, _) => Bilingual::new(
            "recopiez le numéro depuis le récépissé de déclaration d'activité",
            "copy the number from the receipt of the declaration of activity",
        ),
        (Kind::Uai, Fault::Key { .. }) => Bilingual::new(
            "l'un des sept chiffres, ou la lettre, est faux : recopiez le code depuis l'annuaire de l'éducation",
            "one of the seven digits, or the letter, is wrong: copy the code from the directory of schools",
        ),
        (Kind::Rncp | Kind::Rs | Kind::Bloc, _) => Bilingual::new(
            "cherchez la fiche sur le site de France compétences",
            "look the sheet up on the site of France compétences",
        ),
        (Kind::Commune, Fault::Territory) => Bilingual::new(
            "un code commune commence par celui de son département : 44, 2A, 974",
            "a commune code starts with that of its department: 44, 2A, 974",
        ),
        (Kind::Session, _) => Bilingual::new(
            "la forme usuelle est le numéro du Carif-Oref, « _ », puis le numéro local : 24_207481",
            "the usual form is the Carif-Oref number, \"_\", then the local number: 24_207481",
        ),
        (Kind::Date, Fault::Month | Fault::Day) => Bilingual::new(
            "si le jour ou le mois n'est pas connu, écrivez 00",
            "where the day or the month is unknown, write 00",
        ),
        _ => return None,
    })
}
