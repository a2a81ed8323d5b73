//! What a feed says of itself, before its formations, and how it is judged.

use super::{Check, Conditions, Judgement, RuleSet, Verdicts, check::Part, guard::guarded, visitor::NONE};
use crate::{
    Extras, OfferPath,
    extras::{ExtraKey, ExtraValue, offre_info},
    offre::shape::part,
};

part! {
    /// What a feed says of itself: the additions of `offres`, or of `lheo` before LHEO 2.3. Paths start from the element that
    /// holds them.
    ///
    /// ```
    /// use sofi_core::{Extra, Extras, rules::Entete};
    ///
    /// let date = Extra::default().info("date-export").valeur("20261120");
    /// let entete = Entete::default().extras(Extras::default().info("flux-intercarif").extra(date));
    /// assert_eq!(entete.date_export().unwrap().1, "20261120");
    /// ```
    pub struct Entete {
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl Entete<'_> {
    /// The day of the export, as it is written, and where.
    pub fn date_export(&self) -> Option<(OfferPath, &str)> {
        self.find(offre_info::DATE_EXPORT)
    }

    /// The time of the export, as it is written, and where.
    pub fn heure_export(&self) -> Option<(OfferPath, &str)> {
        self.find(offre_info::HEURE_EXPORT)
    }

    fn find<V: ExtraValue + ?Sized>(&self, key: ExtraKey<Entete<'static>, V>) -> Option<(OfferPath, &str)> {
        let (text, place) = key.text(self, &OfferPath::formation())?;
        Some((place, text))
    }
}

/// What a feed says of itself, and what rules need besides.
#[derive(Debug)]
pub struct EnteteScope<'s> {
    /// What it says.
    pub it: &'s Entete<'s>,
    /// What rules need besides.
    pub conditions: &'s Conditions<'s>,
}

/// Judges what a feed says of itself.
///
/// ```
/// use sofi_core::{Conditions, Profile, RuleSet, rules::{Entete, judge_entete}};
///
/// let rules = RuleSet::of(Profile::Lheo);
/// assert!(judge_entete(&Entete::default(), &rules, &Conditions::default()).findings.is_empty());
/// ```
pub fn judge_entete(entete: &Entete<'_>, rules: &RuleSet, conditions: &Conditions<'_>) -> Judgement {
    let mut verdicts = Verdicts::new(&NONE, conditions.profile);
    let scope = EnteteScope { it: entete, conditions };
    for (rule, severity) in rules.on_part(Part::Entete) {
        if let Check::Entete(check) = rule.check {
            (verdicts.rule, verdicts.severity) = (rule.rule, severity);
            guarded(&mut verdicts, |out| check(&scope, out));
        }
    }
    verdicts.judgement
}
