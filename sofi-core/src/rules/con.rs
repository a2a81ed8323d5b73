//! Contacts.

mod courriel;
mod personnes;
mod telephone;
mod url;

use super::{DomainRule, catalogue::entries};
pub use courriel::is_example_domain;

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 4] =
    [telephone::RULES, courriel::RULES, url::RULES, personnes::RULES];

entries! {
    "CON-01": "numéros de téléphone" / "telephone numbers" => Rules["CON01"],
    "CON-02": "adresses électroniques" / "mail addresses" => Rules["CON02"],
    "CON-03": "adresses de sites" / "addresses of sites" => Rules["CON03"],
    "CON-04": "EDOF : contacts d'information et d'inscription" / "EDOF: contacts for information and for enrolment" => Rules["CON04", "CON07"],
    "CON-05": "éléments mal orthographiés, majuscules et minuscules" / "misspelt elements, upper and lower case" => Covered["LHE03", "LHE09"],
    "CON-06": "un organisme sans téléphone ni courriel" / "an organisation with neither telephone nor mail" => Added["CON06"],
    "CON-07": "une session sans contact" / "a session without a contact" => Added["CON07"],
}
