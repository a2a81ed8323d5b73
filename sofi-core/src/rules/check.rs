//! How a rule finds its faults.

use std::ops::Deref;

use super::{Conditions, EnteteScope, Group, Observation, Verdicts};
use crate::{
    Action, Adresse, Certification, CodeReference, Coordonnees, Formation, LieuDeFormation, OfferPath,
    Organisme, RegistreKind, Registres, RoleOrganisme, Rule, Session,
};

/// A rule of the domain: what is said of it, and how its faults are found.
#[derive(Debug)]
pub struct DomainRule {
    /// What is said of it.
    pub rule: &'static Rule,
    /// How its faults are found.
    pub check: Check,
}

/// How the faults of a rule are found: on which part of an offer, by which function.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// While identifiers are read: the refusals and remarks of [`identifiers`](crate::identifiers) bear its code.
    Value,
    /// On each formation.
    Formation(fn(&Scope<'_, Formation<'_>>, &mut Verdicts)),
    /// On each action.
    Action(fn(&Scope<'_, Action<'_>>, &mut Verdicts)),
    /// On each session.
    Session(fn(&Scope<'_, Session<'_>>, &mut Verdicts)),
    /// On each organisation, responsible or training.
    Organisme(fn(&Scope<'_, Organisme<'_>>, &mut Verdicts)),
    /// On each place of training.
    Lieu(fn(&Scope<'_, LieuDeFormation<'_>>, &mut Verdicts)),
    /// On each address.
    Adresse(fn(&Scope<'_, Adresse<'_>>, &mut Verdicts)),
    /// On each set of coordinates.
    Coordonnees(fn(&Scope<'_, Coordonnees<'_>>, &mut Verdicts)),
    /// On each certification.
    Certification(fn(&Scope<'_, Certification<'_>>, &mut Verdicts)),
    /// On each code that bears the version of its list.
    Code(fn(&Scope<'_, CodeReference<'_>>, &mut Verdicts)),
    /// On each text, attributes included.
    Texte(fn(&Scope<'_, str>, &mut Verdicts)),
    /// On what a feed says of itself, before its formations.
    Entete(fn(&EnteteScope<'_>, &mut Verdicts)),
    /// Over all the formations of a feed.
    Feed(FeedCheck),
}

/// The parts that rules look at: what a [`RuleSet`](super::RuleSet) is indexed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Value,
    Formation,
    Action,
    Session,
    Organisme,
    Lieu,
    Adresse,
    Coordonnees,
    Certification,
    Code,
    Texte,
    Entete,
    Feed,
}

impl Part {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Feed as usize + 1;
}

impl Check {
    /// The part that it looks at.
    pub(super) const fn part(&self) -> Part {
        match self {
            Self::Value => Part::Value,
            Self::Formation(_) => Part::Formation,
            Self::Action(_) => Part::Action,
            Self::Session(_) => Part::Session,
            Self::Organisme(_) => Part::Organisme,
            Self::Lieu(_) => Part::Lieu,
            Self::Adresse(_) => Part::Adresse,
            Self::Coordonnees(_) => Part::Coordonnees,
            Self::Certification(_) => Part::Certification,
            Self::Code(_) => Part::Code,
            Self::Texte(_) => Part::Texte,
            Self::Entete(_) => Part::Entete,
            Self::Feed(_) => Part::Feed,
        }
    }
}

/// A rule over a whole feed: what it notes of each formation, and what it makes of the notes that share a key.
///
/// Notes are sorted and grouped by whoever reads the feed, in memory or on disk; so a rule works on millions of sessions.
#[derive(Debug, Clone, Copy)]
pub struct FeedCheck {
    /// What is to be noted of a formation.
    pub observe: fn(&Scope<'_, Formation<'_>>, &mut Vec<Observation>),
    /// The faults among the notes that share a key, sorted by mark, then as they stand in the feed.
    pub judge: fn(&mut Group<'_>),
}

/// A part of an offer, and what surrounds it.
#[derive(Debug)]
pub struct Scope<'s, T: ?Sized> {
    /// The part.
    pub it: &'s T,
    /// Where it is.
    pub path: &'s OfferPath,
    /// The formation that it belongs to.
    pub formation: &'s Formation<'s>,
    /// The action that it belongs to, or is.
    pub action: Option<&'s Action<'s>>,
    /// The session that it belongs to, or is.
    pub session: Option<&'s Session<'s>>,
    /// What the organisation is to the offer, when the part is one.
    pub role: RoleOrganisme,
    /// What rules need besides.
    pub conditions: &'s Conditions<'s>,
}

impl<T: ?Sized> Deref for Scope<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.it
    }
}

impl<T: ?Sized> Scope<'_, T> {
    /// The date of judging; without one, the verdict is that the rule was not evaluated.
    pub fn as_of(&self, out: &mut Verdicts) -> Option<chrono::NaiveDate> {
        if self.conditions.as_of.is_none() {
            out.lacune(super::Lacune::Date);
        }
        self.conditions.as_of
    }

    /// A register; without it, the verdict is that the rule was not evaluated.
    pub fn registre<R>(
        &self,
        kind: RegistreKind,
        get: impl Fn(&Registres) -> Option<&R>,
        out: &mut Verdicts,
    ) -> Option<&R> {
        let register = self.conditions.registres.and_then(get);
        if register.is_none() {
            out.lacune(super::Lacune::Registre(kind));
        }
        register
    }

    /// Is the action that it belongs to initial training, which other bodies describe (NDA-20, SES-17)? For what belongs to no
    /// action: are all of them?
    pub fn is_formation_initiale(&self) -> bool {
        match self.action {
            Some(action) => action.is_formation_initiale(),
            None => is_formation_initiale(self.formation),
        }
    }
}

/// Are all the actions of this formation initial training?
pub(super) fn is_formation_initiale(formation: &Formation<'_>) -> bool {
    !formation.actions.is_empty() && formation.actions.iter().all(Action::is_formation_initiale)
}
