//! An extract of Sirene: the establishments that an offer names.

use chrono::NaiveDate;

use super::{
    Origine,
    textes::{Lexique, Texte, Textes, heap_of, range_of, sort_keeping_last},
};
use crate::{CodeCommune, Siren, Siret};

crate::vocabulary::vocabulary! {
    /// The administrative state of an establishment.
    ///
    /// ```
    /// assert_eq!("ferme".parse(), Ok(sofi_core::EtatEtablissement::Ferme));
    /// ```
    pub enum EtatEtablissement {
        /// Open (`A`).
        Actif = "actif": "actif" / "open",
        /// Closed (`F`).
        Ferme = "ferme": "fermé" / "closed",
    }
}

/// An establishment, as Sirene knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Etablissement<'a> {
    /// Its number.
    pub siret: Siret,
    /// Open or closed, on the day of the extract.
    pub etat: Option<EtatEtablissement>,
    /// First day.
    pub creation: Option<NaiveDate>,
    /// Day of closing, for those that are closed.
    pub fermeture: Option<NaiveDate>,
    /// Its commune.
    pub commune: Option<CodeCommune>,
    /// Is it the head office?
    pub siege: Option<bool>,
    /// Name of the enterprise, or of the establishment.
    pub raison_sociale: Option<&'a str>,
}

impl Etablissement<'_> {
    /// An establishment of which only the number is known.
    pub const fn new(siret: Siret) -> Self {
        Self {
            siret,
            etat: None,
            creation: None,
            fermeture: None,
            commune: None,
            siege: None,
            raison_sociale: None,
        }
    }

    /// Is it open on this day? `None` when the extract does not tell (SIR-11).
    ///
    /// The day of closing is the first on which it is closed. What is closed without a date was open at some
    /// time: nothing is said of any day.
    ///
    /// ```
    /// use sofi_core::{EtatEtablissement, Etablissement};
    ///
    /// let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 6, day).unwrap();
    /// let closed = Etablissement {
    ///     etat: Some(EtatEtablissement::Ferme),
    ///     fermeture: Some(day(15)),
    ///     ..Etablissement::new("19511296600799".parse()?)
    /// };
    /// assert_eq!((closed.is_open_on(day(14)), closed.is_open_on(day(15))), (Some(true), Some(false)));
    /// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::Siret>>(())
    /// ```
    pub fn is_open_on(&self, date: NaiveDate) -> Option<bool> {
        if self.creation.is_some_and(|creation| date < creation) {
            return Some(false);
        }
        match (self.etat, self.fermeture) {
            (Some(EtatEtablissement::Actif), _) => Some(true),
            (_, Some(fermeture)) => Some(date < fermeture),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Ligne {
    etablissement: Etablissement<'static>,
    raison_sociale: Texte,
}

/// An extract of Sirene.
///
/// It holds what was asked for, never all of France: **what is not in it is unknown, not wrong** (SIR-12). Some
/// establishments have asked Insee not to be published at all.
///
/// ```
/// use sofi_core::{Etablissement, Origine, RegistreKind, SireneBuilder, Siret};
///
/// let mut builder = SireneBuilder::new(Origine::new(RegistreKind::Sirene, "in memory"));
/// let siret: Siret = "19511296600799".parse()?;
/// builder.push(Etablissement { siege: Some(true), ..Etablissement::new(siret) });
/// let sirene = builder.build();
/// assert_eq!(sirene.get(siret).unwrap().siege, Some(true));
/// assert_eq!(sirene.get("73282932000074".parse()?), None, "nothing is known of it");
/// # Ok::<_, sofi_core::InvalidIdentifier<Siret>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sirene {
    pub(super) origines: Vec<Origine>,
    textes: Textes,
    lignes: Vec<Ligne>,
}

impl Sirene {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// How many establishments it holds.
    pub const fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// An establishment; `None` is "not in the extract", which is unknown (SIR-12).
    pub fn get(&self, siret: Siret) -> Option<Etablissement<'_>> {
        let index = self.lignes.binary_search_by_key(&siret, |ligne| ligne.etablissement.siret).ok()?;
        self.lignes.get(index).map(|ligne| self.shown(ligne))
    }

    /// The establishments of an enterprise that are in the extract.
    pub fn by_siren(&self, siren: Siren) -> impl Iterator<Item = Etablissement<'_>> {
        let rows = range_of(&self.lignes, &siren, |ligne| ligne.etablissement.siret.siren());
        rows.iter().map(|ligne| self.shown(ligne))
    }

    fn shown(&self, ligne: &Ligne) -> Etablissement<'_> {
        Etablissement { raison_sociale: self.textes.get(ligne.raison_sociale), ..ligne.etablissement }
    }

    /// Adds what a later file says: its lines replace those of the same SIRET.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        let mut builder = SireneBuilder::from(self);
        let map = builder.textes.absorb(&later.textes);
        builder.lignes.extend(later.lignes.into_iter().map(|ligne| Ligne {
            raison_sociale: map.get(ligne.raison_sociale as usize).copied().unwrap_or_default(),
            ..ligne
        }));
        builder.origines.extend(later.origines);
        builder.build()
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        self.textes.heap_size() + heap_of(&self.lignes)
    }
}

/// Gathers establishments, in any order; of two with the same SIRET the last one stays.
#[derive(Debug, Clone)]
pub struct SireneBuilder {
    origines: Vec<Origine>,
    textes: Lexique,
    lignes: Vec<Ligne>,
}

impl SireneBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self { origines: vec![origine], ..Self::from(Sirene::default()) }
    }

    /// Adds an establishment.
    pub fn push(&mut self, etablissement: Etablissement<'_>) {
        let raison_sociale = self.textes.intern(etablissement.raison_sociale);
        let etablissement = Etablissement { raison_sociale: None, ..etablissement };
        self.lignes.push(Ligne { etablissement, raison_sociale });
    }

    /// Sorts it all.
    pub fn build(mut self) -> Sirene {
        sort_keeping_last(&mut self.lignes, |ligne| ligne.etablissement.siret);
        Sirene { origines: self.origines, textes: self.textes.finish(), lignes: self.lignes }
    }
}

impl From<Sirene> for SireneBuilder {
    fn from(built: Sirene) -> Self {
        Self { origines: built.origines, textes: built.textes.into(), lignes: built.lignes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistreKind;

    #[test]
    fn what_is_open_on_a_day() {
        let day = |month| NaiveDate::from_ymd_opt(2026, month, 1);
        let of = |etat, creation, fermeture, date: Option<NaiveDate>| {
            let siret = "19511296600799".parse().unwrap();
            Etablissement { etat, creation, fermeture, ..Etablissement::new(siret) }.is_open_on(date.unwrap())
        };
        let (open, closed) = (Some(EtatEtablissement::Actif), Some(EtatEtablissement::Ferme));
        assert_eq!(of(open, day(3), None, day(2)), Some(false), "not yet there");
        assert_eq!(of(open, day(3), None, day(3)), Some(true));
        assert_eq!(of(closed, None, None, day(3)), None);
        assert_eq!(of(closed, None, day(6), day(5)), Some(true));
        assert_eq!(of(None, None, None, day(5)), None);
    }

    #[test]
    fn a_later_extract_has_the_last_word() {
        let of = |siret: &str, nom| {
            let mut builder = SireneBuilder::new(Origine::new(RegistreKind::Sirene, nom));
            let siret = siret.parse().unwrap();
            builder.push(Etablissement { raison_sociale: Some(nom), ..Etablissement::new(siret) });
            builder.build()
        };
        let merged = of("19511296600799", "avant")
            .merge(of("73282932000074", "autre"))
            .merge(of("19511296600799", "après"));
        let siret: Siret = "19511296600799".parse().unwrap();
        assert_eq!(merged.get(siret).unwrap().raison_sociale, Some("après"));
        assert_eq!((merged.len(), merged.by_siren(siret.siren()).count()), (2, 1));
    }
}
