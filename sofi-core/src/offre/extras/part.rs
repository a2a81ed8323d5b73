//! Parts of an offer that hold additions.

use super::{ExtraKey, ExtraValue, Extras, Give};
use crate::{
    Action, Adresse, BlocsCompetences, Coordonnees, DateAnnoncee, Extra, Financeur, Formation,
    LieuDeFormation, Organisme, Recrutement, Resume, Session, rules::Entete,
};

/// A part of an offer that holds additions.
pub trait HasExtras<'a> {
    /// The part, whatever it borrows from.
    type Part;

    /// The element of LHEO that it is.
    const ELEMENT: &'static str;

    /// Its groups of additions.
    fn groups(&self) -> &[Extras<'a>];

    /// Its groups of additions.
    fn groups_mut(&mut self) -> &mut [Extras<'a>];

    /// Gives it one more group, of this name.
    fn add_group(&mut self, name: &'static str) -> &mut Extras<'a>;

    /// Keeps only some of its groups.
    fn retain_groups(&mut self, keep: &mut dyn FnMut(&Extras<'a>) -> bool);

    /// The same with this addition, for builders.
    #[must_use]
    fn with<V: ExtraValue + ?Sized>(mut self, key: ExtraKey<Self::Part, V>, value: impl Give<'a, V>) -> Self
    where
        Self: Sized,
    {
        key.set(&mut self, value);
        self
    }
}

macro_rules! has_extras {
    ($($type:ident = $element:literal,)+) => {
        $(
            impl<'a> HasExtras<'a> for $type<'a> {
                type Part = $type<'static>;

                const ELEMENT: &'static str = $element;

                fn groups(&self) -> &[Extras<'a>] {
                    &self.extras
                }

                fn groups_mut(&mut self) -> &mut [Extras<'a>] {
                    &mut self.extras
                }

                fn add_group(&mut self, name: &'static str) -> &mut Extras<'a> {
                    self.extras.add_group(name)
                }

                fn retain_groups(&mut self, keep: &mut dyn FnMut(&Extras<'a>) -> bool) {
                    self.extras.retain_groups(keep);
                }
            }
        )+
    };
}

has_extras! {
    Formation = "formation",
    Action = "action",
    Session = "session",
    Organisme = "organisme",
    LieuDeFormation = "lieu-de-formation",
    Coordonnees = "coordonnees",
    Adresse = "adresse",
    Financeur = "organisme-financeur",
    Recrutement = "recrutement",
    DateAnnoncee = "date-information",
    BlocsCompetences = "blocs-competences",
    Resume = "resume-offre",
    Extra = "extra",
    Entete = "offres",
}

/// Additions of no part: keys of none are meant for them.
impl<'a> HasExtras<'a> for Vec<Extras<'a>> {
    type Part = ();

    const ELEMENT: &'static str = "";

    fn groups(&self) -> &[Extras<'a>] {
        self
    }

    fn groups_mut(&mut self) -> &mut [Extras<'a>] {
        self
    }

    #[expect(clippy::indexing_slicing, reason = "it has just been pushed")]
    fn add_group(&mut self, name: &'static str) -> &mut Extras<'a> {
        let at = self.len();
        self.push(Extras::default().info(name));
        &mut self[at]
    }

    fn retain_groups(&mut self, keep: &mut dyn FnMut(&Extras<'a>) -> bool) {
        self.retain(|group| keep(group));
    }
}

/// A group is its own only group. It takes the name of what it is given when it has none.
impl<'a> HasExtras<'a> for Extras<'a> {
    type Part = Extras<'static>;

    const ELEMENT: &'static str = "extras";

    fn groups(&self) -> &[Extras<'a>] {
        std::slice::from_ref(self)
    }

    fn groups_mut(&mut self) -> &mut [Extras<'a>] {
        std::slice::from_mut(self)
    }

    fn add_group(&mut self, name: &'static str) -> &mut Extras<'a> {
        self.info = Some(name.into());
        self
    }

    fn retain_groups(&mut self, _: &mut dyn FnMut(&Extras<'a>) -> bool) {}
}
