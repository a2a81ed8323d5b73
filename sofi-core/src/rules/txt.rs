//! Texts.

mod accents;
mod remplissage;

pub use remplissage::is_filler;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 2] = [remplissage::RULES, accents::RULES];

entries! {
    "TXT-01": "longueur des textes, en caractères" / "length of texts, in characters" => Covered["LHE20", "LHE21", "LHE22"],
    "TXT-02": "textes de remplissage, contenus trop courts" / "fillers, contents that are too short" => Rules["TXT02"],
    "TXT-03": "accents abîmés, caractères de contrôle" / "broken accents, control characters" => Rules["TXT03"],
    "TXT-04": "un fichier EDOF est en ISO-8859-1, octets compris" / "an EDOF file is in ISO-8859-1, down to its bytes" => Covered["XML32", "XML31"],
    "TXT-05": "encodage absent de la réponse, tabulations, lignes très longues" / "encoding missing from the answer, tabs, very long lines" => Within["la lecture : l'encodage vient du document, la mise en page ne compte pas" / "the reader: the encoding comes from the document, layout does not matter"],
}
