//! What producers add to LHEO (circle 3): `<extras info="..."><extra info="...">value</extra></extras>`.

use super::{Coordonnees, OfferPath, Texte, shape::part};

part! {
    /// A group of additions.
    ///
    /// ```
    /// use sofi_core::{Action, Extra, Extras};
    ///
    /// let action = Action::default()
    ///     .extras(Extras::default().info("dispositif").extra(Extra::default().info("contrat-apprentissage").valeur("1")));
    /// assert_eq!(Extras::find(&action.extras, "dispositif", "contrat-apprentissage"), Some("1"));
    /// ```
    pub struct Extras {
        /// Name of the group, `@info`.
        info: Option<Texte<'a>> = ["@info"],
        /// `@numero`: the CPF code, for `eligibilite-cpf`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// The additions, in order.
        extra: Vec<Extra<'a>> = ["extra"],
        /// Groups inside of this one, in order.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

part! {
    /// One addition.
    pub struct Extra {
        /// Its name, `@info`.
        info: Option<Texte<'a>> = ["@info"],
        /// `@numero`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `@ref`: the version of the list that its value is a code of.
        reference: Option<Texte<'a>> = ["@ref"],
        /// Its text.
        valeur: Option<Texte<'a>> = [],
        /// A contact, in the additions of EDOF.
        coordonnees: Option<Coordonnees<'a>> = ["coordonnees"],
        /// Groups inside of it.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl<'a> Extras<'a> {
    /// The first value of this name in the first group of this name that holds one; blanks around it do not count.
    pub fn find<'e>(groups: &'e [Extras<'a>], group: &str, name: &str) -> Option<&'e str> {
        Self::all(groups, group).find_map(|extras| extras.get(name))
    }

    /// The groups of this name.
    pub fn all<'e>(groups: &'e [Extras<'a>], group: &str) -> impl Iterator<Item = &'e Extras<'a>> {
        groups.iter().filter(move |extras| extras.info.as_deref() == Some(group))
    }

    /// Every addition of this name in the groups of this name, and its place; `path` is that of what holds the groups.
    ///
    /// ```
    /// use sofi_core::{Extra, Extras, OfferPath};
    ///
    /// let groups = [Extras::default().info("action").extra(Extra::default().info("code-gfe").valeur("8"))];
    /// let here = OfferPath::formation();
    /// let (place, extra) = Extras::located(&groups, &here, "action", "code-gfe").next().unwrap();
    /// assert_eq!((place.to_string().as_str(), extra.valeur.as_deref()), ("extras[1]/extra[1]", Some("8")));
    /// ```
    pub fn located<'e>(
        groups: &'e [Extras<'a>],
        path: &'e OfferPath,
        group: &'e str,
        name: &'e str,
    ) -> impl Iterator<Item = (OfferPath, &'e Extra<'a>)> {
        let of_group = move |(_, extras): &(usize, &Extras<'_>)| extras.info.as_deref() == Some(group);
        groups.iter().enumerate().filter(of_group).flat_map(move |(index, extras)| {
            let place = path.nth("extras", index as u32 + 1);
            let of_name = move |(_, extra): &(usize, &Extra<'_>)| extra.info.as_deref() == Some(name);
            let named = extras.extra.iter().enumerate().filter(of_name);
            named.map(move |(index, extra)| (place.nth("extra", index as u32 + 1), extra))
        })
    }

    /// The first value of this name in this group; blanks around it do not count.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// Every value of this name in this group, in order.
    pub fn values<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e str> {
        self.named(name)
            .filter_map(|extra| extra.valeur.as_deref())
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// Every addition of this name in this group, in order.
    pub fn named<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Extra<'a>> {
        self.extra.iter().filter(move |extra| extra.info.as_deref() == Some(name))
    }
}
