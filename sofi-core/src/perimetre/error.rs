//! What is no perimeter, and what may have been meant.

use std::fmt;

use crate::{AncienneRegion, Args, Bilingual, CodeCarif, Departement, Lang, Region, vocabulary::phrase};

/// This names no region: neither its name nor its Insee code.
///
/// The number of a Carif-Oref in the national flow, the code of a department, and a region of before 2016 are not taken
/// for one, but the message tells what they would lead to.
///
/// ```
/// use sofi_core::{Lang, Perimetre};
///
/// let error = "21".parse::<Perimetre>().unwrap_err();
/// let message = error.message(Lang::En);
/// assert!(message.contains("if it is the number of a Carif-Oref, write 52 or pays-de-la-loire"), "{message}");
/// assert!(message.contains("if it is a region of before 2016 (Champagne-Ardenne), write 44 or grand-est"), "{message}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPerimetre {
    found: String,
}

impl UnknownPerimetre {
    pub(super) fn new(found: &str) -> Self {
        Self { found: found.to_owned() }
    }

    /// What was found.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What is wrong, and what may have been meant.
    pub fn message(&self, lang: Lang) -> String {
        let found = Args::new().text("found", crate::finding::shown(&self.found));
        let mut message = phrase(
            Bilingual::new(
                "« {found} » n'est ni le nom ni le code Insee d'une région",
                "\"{found}\" is neither the name nor the Insee code of a region",
            ),
            &found,
            lang,
        );
        for (words, meant) in self.guesses() {
            let args = Args::new()
                .text("code", meant.region.code())
                .text("nom", slug(meant.region))
                .text("autre", meant.autre);
            message.push_str(Bilingual::new("\u{a0}; ", "; ").get(lang));
            message.push_str(&phrase(words, &args, lang));
        }
        message
    }

    /// What else it may be.
    fn guesses(&self) -> Vec<(Bilingual, Meant)> {
        let mut guesses = Vec::new();
        if let Ok(ancienne) = self.found.parse::<AncienneRegion>() {
            let words = Bilingual::new(
                "si c'est une région d'avant 2016 ({autre}), écrivez {code} ou {nom}",
                "if it is a region of before 2016 ({autre}), write {code} or {nom}",
            );
            guesses.push((words, Meant { region: ancienne.region(), autre: ancienne.nom() }));
        }
        if let Ok(carif) = self.found.parse::<CodeCarif>() {
            let words = Bilingual::new(
                "si c'est le numéro d'un Carif-Oref, écrivez {code} ou {nom}",
                "if it is the number of a Carif-Oref, write {code} or {nom}",
            );
            guesses.push((words, Meant { region: carif.region(), autre: "" }));
        }
        if let Ok(departement) = self.found.parse::<Departement>()
            && let Some(region) = departement.region()
        {
            let words = Bilingual::new(
                "si c'est un département ({autre}), écrivez {code} ou {nom}",
                "if it is a department ({autre}), write {code} or {nom}",
            );
            guesses.push((words, Meant { region, autre: departement.nom() }));
        }
        guesses
    }
}

struct Meant {
    region: Region,
    autre: &'static str,
}

/// The name of a region as the command line writes it: `pays-de-la-loire`.
fn slug(region: Region) -> String {
    let plain = |c: char| match c {
        'é' => 'e',
        'ô' => 'o',
        'î' => 'i',
        ' ' | '\'' => '-',
        other => other,
    };
    region.nom().chars().flat_map(char::to_lowercase).map(plain).collect()
}

impl fmt::Display for UnknownPerimetre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for UnknownPerimetre {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Perimetre;

    #[test]
    fn slugs_are_read_back() {
        for region in Region::ALL {
            let slug = slug(*region);
            assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{slug}");
            assert_eq!(slug.parse::<Perimetre>().unwrap().region, *region);
        }
    }

    #[test]
    fn what_may_have_been_meant() {
        let message = |text: &str| text.parse::<Perimetre>().unwrap_err().message(Lang::Fr);
        assert_eq!(message("Loire"), "«\u{a0}Loire\u{a0}» n’est ni le nom ni le code Insee d’une région");
        let both = message("14");
        assert!(both.contains("numéro d’un Carif-Oref, écrivez 11 ou ile-de-france"), "{both}");
        assert!(both.contains("département (Calvados), écrivez 28 ou normandie"), "{both}");
        assert!(message("alsace").contains("(Alsace), écrivez 44 ou grand-est"));
        assert!(message("972").contains("(Martinique), écrivez 02 ou martinique"));
        assert!(message("988").ends_with("région"), "New Caledonia is in no region");
    }
}
