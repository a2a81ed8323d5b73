//! The rules of the domain, and how an offer is judged by them.
//!
//! One file for each family; a rule is its facts and texts, with the function that finds its faults just below. They judge
//! a [`Formation`] wherever it comes from: a record that sofi-lheo has read, or a service's own memory.
//!
//! - What a rule needs besides is in the [`Conditions`]: the profile, the date, the registers, the perimeter.
//! - What cannot be decided is no finding: it is a [`Lacune`], counted.
//! - A fault is told by its place in the offer, an [`OfferPath`].
//!
//! ```
//! use sofi_core::{Action, Conditions, Formation, Lang, Periode, Profile, RuleSet, Session, judge};
//!
//! let session = Session::default().numero("21_1").periode(Periode::default().debut("20260901").fin("20260831"));
//! let formation = Formation::default().numero("21_9").action(Action::default().session(session));
//!
//! let rules = RuleSet::of(Profile::Lheo);
//! let judgement = judge(&formation, &rules, &Conditions::default());
//! let finding = judgement.findings.iter().find(|finding| finding.rule.code == "SES02").unwrap();
//! assert_eq!(finding.path.to_string(), "action[1]/session[1]/periode/fin");
//! assert_eq!(finding.session.as_deref(), Some("21_1"));
//! assert!(finding.message(Lang::Fr).contains("01/09/2026"));
//! ```

mod alternance;
pub mod catalogue;
mod check;
mod conditions;
mod constat;
mod entete;
mod feed;
mod guard;
mod judgement;
mod macros;
mod ruleset;
mod visitor;

mod act;
mod con;
mod crt;
mod dom;
pub mod exemples;
mod fed;
mod geo;
mod idn;
mod nda;
mod org;
mod per;
mod ses;
mod sir;
#[cfg(test)]
mod testing;
mod txt;
mod uai;

pub use check::{Check, DomainRule, FeedCheck, Scope};
pub use con::is_example_domain;
pub use conditions::Conditions;
pub use entete::{Entete, EnteteScope, judge_entete};
pub use feed::{Feed, FeedFinding, Group, Observation, Witness};
pub use judgement::{Judgement, Lacune, OfferFinding, Replacement, Verdicts};
pub use ruleset::RuleSet;
pub use txt::is_filler;
pub(crate) use visitor::Visitor;

use crate::{Formation, OfferPath, Organisme, Resume, Rule, offre::shape::Walk};
use catalogue::Entry;

/// Every rule of the domain, in the order of the codes within each family.
///
/// ```
/// assert!(sofi_core::rules::all().any(|rule| rule.rule.code == "SIR03"));
/// ```
pub fn all() -> impl Iterator<Item = &'static DomainRule> {
    FAMILIES.iter().flat_map(|family| family.rules).copied().flatten()
}

/// A family: its files of rules, and the entries of the catalogue that it comes from.
struct Family {
    rules: &'static [&'static [DomainRule]],
    entries: &'static [Entry],
}

/// The families, in the order of the catalogue.
static FAMILIES: [Family; 14] = [
    Family { rules: &sir::RULES, entries: sir::ENTRIES },
    Family { rules: &nda::RULES, entries: nda::ENTRIES },
    Family { rules: &[uai::RULES], entries: uai::ENTRIES },
    Family { rules: &crt::RULES, entries: crt::ENTRIES },
    Family { rules: &dom::RULES, entries: dom::ENTRIES },
    Family { rules: &geo::RULES, entries: geo::ENTRIES },
    Family { rules: &org::RULES, entries: org::ENTRIES },
    Family { rules: &[per::RULES], entries: per::ENTRIES },
    Family { rules: &idn::RULES, entries: idn::ENTRIES },
    Family { rules: &ses::RULES, entries: ses::ENTRIES },
    Family { rules: &act::RULES, entries: act::ENTRIES },
    Family { rules: &txt::RULES, entries: txt::ENTRIES },
    Family { rules: &con::RULES, entries: con::ENTRIES },
    Family { rules: &fed::RULES, entries: fed::ENTRIES },
];

/// The rule of the domain that bears this code.
///
/// ```
/// assert_eq!(sofi_core::rules::find("SIR03").unwrap().name, "siret-cle-fausse");
/// ```
pub fn find(code: &str) -> Option<&'static Rule> {
    all().map(|rule| rule.rule).find(|rule| rule.code == code)
}

/// The rules on a perimeter: off in every profile but the one that implies a perimeter, until the caller gives one.
///
/// ```
/// assert!(sofi_core::rules::perimeter_rules().any(|rule| rule.code == "PER03"));
/// ```
pub fn perimeter_rules() -> impl Iterator<Item = &'static Rule> {
    per::RULES.iter().map(|rule| rule.rule)
}

/// Every entry of the catalogue, family by family, and what became of it.
///
/// ```
/// let entry = sofi_core::rules::entries().find(|entry| entry.id == "SES-02").unwrap();
/// assert!(entry.status.is_held());
/// ```
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    FAMILIES.iter().flat_map(|family| family.entries)
}

/// Judges a formation and all that it holds.
pub fn judge<'o>(formation: &'o Formation<'o>, rules: &RuleSet, conditions: &Conditions<'_>) -> Judgement {
    let mut visitor = Visitor::new(formation, rules, conditions);
    formation.visit(&mut visitor);
    visitor.finish()
}

/// Judges an organisation that is listed by itself (`lheo-plus`): it may have fields of intervention and no formation.
///
/// ```
/// use sofi_core::{Conditions, Organisme, Profile, RuleSet, rules::judge_organisme};
///
/// let organisme = Organisme::default().siret("19511296600798").numero_activite("52440363444");
/// let judgement = judge_organisme(&organisme, &RuleSet::of(Profile::Lheo), &Conditions::default());
/// assert_eq!(judgement.findings[0].path.to_string(), "SIRET-organisme-formation/SIRET");
/// ```
pub fn judge_organisme<'o>(
    organisme: &'o Organisme<'o>,
    rules: &RuleSet,
    conditions: &Conditions<'_>,
) -> Judgement {
    judge_alone(organisme, rules, conditions)
}

/// Judges a summary of an index.
pub fn judge_resume<'o>(resume: &'o Resume<'o>, rules: &RuleSet, conditions: &Conditions<'_>) -> Judgement {
    judge_alone(resume, rules, conditions)
}

/// Judges a part that belongs to no formation.
fn judge_alone(part: &impl Walk, rules: &RuleSet, conditions: &Conditions<'_>) -> Judgement {
    let none = Formation::default();
    let mut visitor = Visitor::new(&none, rules, conditions);
    part.walk(&[], &mut OfferPath::formation(), &mut visitor);
    visitor.finish()
}
