//! Keys: an addition that a profile defines, where it stands and what it holds.

use std::marker::PhantomData;

use super::{Extra, ExtraValue, Extras, Give, HasExtras, order::Order};
use crate::OfferPath;

/// A group of additions that a profile defines, in parts of the kind `P`.
#[derive(Debug)]
pub struct ExtrasKey<P> {
    /// The names (`@info`) that it goes by; the first is the one written.
    pub names: &'static [&'static str],
    /// What stands in it.
    order: Order,
    part: PhantomData<fn() -> P>,
}

/// An addition that a profile defines, with values `V`, in parts of the kind `P`.
///
/// What a key does not speak of stays as it is, in its order; a value that is set to what it is changes nothing. An addition
/// that is new takes the place that the profile gives it among the others of its group.
///
/// ```
/// use sofi_core::{Action, Booleen, HasExtras, extras::{edof, offre_info}};
///
/// let mut action = Action::default().with(offre_info::CONTRAT_APPRENTISSAGE, true).with(edof::EXISTENCE_PREREQUIS, false);
/// assert_eq!(offre_info::CONTRAT_APPRENTISSAGE.value(&action), Some(Booleen::Oui));
///
/// // EDOF wants existence-prerequis last.
/// edof::CODE_GFE.set(&mut action, 8);
/// let names: Vec<_> = action.extras[1].extra.iter().filter_map(|extra| extra.info.as_deref()).collect();
/// assert_eq!(names, ["code-gfe", "existence-prerequis"]);
///
/// // What is refused keeps its text, as everywhere in an offer.
/// edof::CODE_GFE.set(&mut action, "H");
/// assert_eq!(edof::CODE_GFE.get(&action).unwrap().raw(), "H");
///
/// edof::CODE_GFE.set(&mut action, None);
/// assert_eq!(edof::CODE_GFE.get(&action), None);
/// ```
#[derive(Debug)]
pub struct ExtraKey<P, V: ?Sized> {
    /// The group that it stands in.
    pub group: ExtrasKey<P>,
    /// The group inside of that one, where it does not stand directly in it.
    pub inside: Option<&'static str>,
    /// Its name, `@info`.
    pub name: &'static str,
    value: PhantomData<fn() -> Box<V>>,
}

// Derived, they would ask the same of what the key speaks of.
impl<P> Clone for ExtrasKey<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for ExtrasKey<P> {}

impl<P, V: ?Sized> Clone for ExtraKey<P, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P, V: ?Sized> Copy for ExtraKey<P, V> {}

impl<P> ExtrasKey<P> {
    pub(super) const fn new(names: &'static [&'static str], order: Order) -> Self {
        Self { names, order, part: PhantomData }
    }

    /// Is it this group?
    pub fn is(self, group: &Extras<'_>) -> bool {
        group.info.as_deref().is_some_and(|info| self.names.contains(&info))
    }

    /// Has this part the group?
    pub fn is_in<'a>(self, part: &impl HasExtras<'a, Part = P>) -> bool {
        part.groups().iter().any(|group| self.is(group))
    }

    /// The groups of this part that go by its names, in order.
    pub fn all<'e, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
    ) -> impl Iterator<Item = &'e Extras<'a>> {
        part.groups().iter().filter(move |group| self.is(group))
    }

    /// The same with their places; `path` is that of the part.
    pub fn located<'e, 'p, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
        path: &'p OfferPath,
    ) -> impl Iterator<Item = (OfferPath, &'e Extras<'a>)> {
        let all = (1..).zip(part.groups()).filter(move |(_, group)| self.is(group));
        all.map(|(number, group)| (path.nth("extras", number), group))
    }

    /// Where a profile wants what has this name to stand among the others of the group: those of lower ranks come before.
    /// What the profile does not know comes before the last that it knows.
    pub fn rank(self, name: &str) -> usize {
        self.order.rank(name)
    }

    /// The name that has this rank.
    pub(crate) fn name_at(self, rank: usize) -> Option<&'static str> {
        self.order.name_at(rank)
    }

    /// The rank of a group inside of it, or of an addition in it, that the profile knows.
    pub(crate) fn known(self, name: &str, is_group: bool) -> Option<usize> {
        self.order.known(name, is_group)
    }

    pub(super) const fn order(self) -> Order {
        self.order
    }
}

impl<P, V: ExtraValue + ?Sized> ExtraKey<P, V> {
    pub(super) const fn new(group: ExtrasKey<P>, first: &'static str, second: &'static str) -> Self {
        let (inside, name) = if second.is_empty() { (None, first) } else { (Some(first), second) };
        Self { group, inside, name, value: PhantomData }
    }

    /// Its value in this part: the first that is not empty.
    pub fn get<'e, 'a: 'e>(self, part: &'e impl HasExtras<'a, Part = P>) -> Option<V::Read<'e>> {
        self.values(part).next()
    }

    /// Its values in this part, in order.
    pub fn values<'e, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
    ) -> impl Iterator<Item = V::Read<'e>> {
        let extras = self.groups(part).flat_map(move |group| self.in_group(group));
        extras.filter_map(|(_, extra)| V::read(extra))
    }

    /// Every addition of this key in this part, even empty, with its place; `path` is that of the part.
    pub fn located<'e, 'p, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
        path: &'p OfferPath,
    ) -> impl Iterator<Item = (OfferPath, &'e Extra<'a>)> {
        self.groups_located(part, path).flat_map(move |(place, group)| {
            self.in_group(group).map(move |(number, extra)| (place.nth("extra", number), extra))
        })
    }

    /// The first text of this key in this part that is not blank, as it stands there, and its place.
    pub fn text<'e, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
        path: &OfferPath,
    ) -> Option<(&'e str, OfferPath)> {
        self.located(part, path).find_map(|(place, extra)| Some((extra.text()?, place)))
    }

    /// The groups that this key stands in.
    pub(crate) fn groups<'e, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
    ) -> impl Iterator<Item = &'e Extras<'a>> {
        self.group.all(part).flat_map(move |group| self.holders(group)).map(|(_, group)| group)
    }

    /// The same with their places.
    pub(crate) fn groups_located<'e, 'p, 'a: 'e>(
        self,
        part: &'e impl HasExtras<'a, Part = P>,
        path: &'p OfferPath,
    ) -> impl Iterator<Item = (OfferPath, &'e Extras<'a>)> {
        self.group.located(part, path).flat_map(move |(place, group)| {
            self.holders(group).map(move |(number, inner)| match number {
                Some(number) => (place.nth("extras", number), inner),
                None => (place.clone(), inner),
            })
        })
    }

    /// The group itself, or the groups inside of it.
    fn holders<'e, 'a>(self, group: &'e Extras<'a>) -> impl Iterator<Item = (Option<u32>, &'e Extras<'a>)> {
        let own = self.inside.is_none().then_some((None, group));
        let inner = (1..)
            .zip(&group.extras)
            .filter(move |(_, inner)| self.inside.is_some() && inner.info.as_deref() == self.inside);
        own.into_iter().chain(inner.map(|(number, inner)| (Some(number), inner)))
    }

    /// The additions of this key in one of its groups, with their numbers.
    pub(crate) fn in_group<'e, 'a>(
        self,
        group: &'e Extras<'a>,
    ) -> impl Iterator<Item = (u32, &'e Extra<'a>)> {
        (1..).zip(&group.extra).filter(move |(_, extra)| extra.info.as_deref() == Some(self.name))
    }

    /// Gives it this value in a part; `None` takes it away.
    pub fn set<'a>(self, part: &mut impl HasExtras<'a, Part = P>, value: impl Give<'a, V>) {
        self.set_all(part, value.give());
    }

    /// Gives it these values in a part, one addition for each.
    ///
    /// ```
    /// use sofi_core::{Action, extras::edof};
    ///
    /// let mut action = Action::default();
    /// edof::CODE_RYTHME_FORMATION.set_all(&mut action, ["1", "5"].map(sofi_core::Checked::new));
    /// assert_eq!(edof::CODE_RYTHME_FORMATION.values(&action).count(), 2);
    /// assert_eq!(action.extras[0].extras[0].info.as_deref(), Some("codes-rythme-formation"));
    /// ```
    pub fn set_all<'a>(
        self,
        part: &mut impl HasExtras<'a, Part = P>,
        values: impl IntoIterator<Item = V::Given<'a>>,
    ) {
        let mut values = values.into_iter().filter(|value| !V::is_empty(value));
        let mut has_gone = false;
        self.each_list(part, &mut |list| {
            list.retain_mut(|extra| {
                if extra.info.as_deref() != Some(self.name) || V::read(extra).is_none() {
                    return true;
                }
                let next = values.next();
                has_gone |= next.is_none();
                next.map(|value| V::write(extra, value)).is_some()
            });
        });
        // Those that are empty are filled before others are made.
        self.each_list(part, &mut |list| {
            let is_empty =
                |it: &&mut Extra<'_>| it.info.as_deref() == Some(self.name) && V::read(it).is_none();
            for extra in list.iter_mut().filter(is_empty) {
                let Some(value) = values.next() else { return };
                V::write(extra, value);
            }
        });
        for value in values {
            self.add(part, value);
        }
        if has_gone {
            self.tidy(part);
        }
    }

    /// Gives a part the values that another one has, and tells how many.
    ///
    /// ```
    /// use sofi_core::{Action, HasExtras, extras::offre_info::DUREE_HEBDO};
    ///
    /// let (old, mut new) = (Action::default().with(DUREE_HEBDO, 35), Action::default());
    /// DUREE_HEBDO.copy(&old, &mut new);
    /// assert_eq!(DUREE_HEBDO.value(&new), Some(35));
    /// ```
    pub fn copy<'f, 't>(
        self,
        from: &impl HasExtras<'f, Part = P>,
        to: &mut impl HasExtras<'t, Part = P>,
    ) -> usize {
        let values: Vec<_> = self.values(from).map(V::to_given).collect();
        let count = values.len();
        self.set_all(to, values);
        count
    }

    /// The same key, for additions of whatever part.
    pub(super) const fn anywhere(self) -> ExtraKey<(), V> {
        let Self { group: ExtrasKey { names, order, .. }, inside, name, .. } = self;
        ExtraKey { group: ExtrasKey { names, order, part: PhantomData }, inside, name, value: PhantomData }
    }

    /// Leads through the lists of additions that this key stands in.
    fn each_list<'a>(
        self,
        part: &mut impl HasExtras<'a, Part = P>,
        look: &mut dyn FnMut(&mut Vec<Extra<'a>>),
    ) {
        for group in part.groups_mut().iter_mut().filter(|group| self.group.is(group)) {
            match self.inside {
                None => look(&mut group.extra),
                inside => {
                    let inner = group.extras.iter_mut().filter(|inner| inner.info.as_deref() == inside);
                    inner.for_each(|inner| look(&mut inner.extra));
                }
            }
        }
    }

    /// Adds one more, in the first group that may hold it.
    #[expect(clippy::indexing_slicing, reason = "it has been found there, or just inserted")]
    fn add<'a>(self, part: &mut impl HasExtras<'a, Part = P>, value: V::Given<'a>) {
        let order = self.group.order();
        let at = part.groups().iter().position(|group| self.group.is(group));
        let group = match at {
            Some(at) => part.groups_mut().get_mut(at),
            None => self.group.names.first().map(|name| part.add_group(name)),
        };
        let Some(group) = group else { return };
        let (group, order) = match self.inside {
            None => (group, order),
            Some(inside) => {
                let found = group.extras.iter().position(|inner| inner.info.as_deref() == Some(inside));
                let at = found.unwrap_or_else(|| {
                    let at = order.place(inside, group.extras.iter().map(|inner| inner.info.as_deref()));
                    group.extras.insert(at, Extras::default().info(inside));
                    at
                });
                (&mut group.extras[at], order.inside(inside))
            }
        };
        let at = order.place(self.name, group.extra.iter().map(|extra| extra.info.as_deref()));
        let mut extra = Extra::default().info(self.name);
        V::write(&mut extra, value);
        group.extra.insert(at, extra);
    }

    /// Takes away the groups of this key that hold nothing any more.
    fn tidy<'a>(self, part: &mut impl HasExtras<'a, Part = P>) {
        let is_left = |group: &Extras<'_>| {
            !group.extra.is_empty() || !group.extras.is_empty() || group.numero.is_some()
        };
        for group in part.groups_mut().iter_mut().filter(|group| self.group.is(group)) {
            if self.inside.is_some() {
                group.extras.retain(|inner| inner.info.as_deref() != self.inside || is_left(inner));
            }
        }
        part.retain_groups(&mut |group| !self.group.is(group) || is_left(group));
    }
}

impl<P, T: super::FieldValue + Copy> ExtraKey<P, T> {
    /// Its value in this part, when there is one that can be read.
    pub fn value<'e, 'a: 'e>(self, part: &'e impl HasExtras<'a, Part = P>) -> Option<T> {
        self.get(part)?.get()
    }
}
