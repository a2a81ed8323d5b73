//! The rules of the format, and after them those of the [domain](mod@sofi_core::rules).
//!
//! Of the format: `XML..` (form, encoding, limits, source) and `LHE..` (structure and values).
//!
//! `XML` 01-29 well-formedness, 30-49 encoding, 50-69 limits, 70-89 source; `LHE` 01-19 structure, 20-39 values,
//! 40-59 attributes and identifiers, 60-79 dialect and root, 80-99 level `strict`.

use sofi_core::{Rule, rules as domain};

pub mod lhe;
pub mod xml;

/// Every rule that sofi knows, in the order of the codes within each family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    format().chain(domain::all().map(|rule| rule.rule))
}

/// The rules of the format alone.
///
/// ```
/// assert!(sofi_lheo::rules::format().all(|rule| matches!(rule.family().0, "XML" | "LHE")));
/// ```
pub fn format() -> impl Iterator<Item = &'static Rule> {
    xml::ALL.iter().chain(lhe::ALL).copied()
}

/// The rule that bears this code or this name; the case of codes does not matter.
///
/// ```
/// assert_eq!(sofi_lheo::rules::find("lhe03").unwrap().name, "element-inconnu");
/// assert_eq!(sofi_lheo::rules::find("element-inconnu").unwrap().code, "LHE03");
/// ```
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name)
}
