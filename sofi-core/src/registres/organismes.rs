//! The public list of training organisations.

use super::{
    Origine,
    textes::{Lexique, Texte, Textes, heap_of, range_of, sort_keeping_last, sort_set},
};
use crate::{CodePostal, NumeroActivite, Region, Siren, Siret};

crate::vocabulary::vocabulary! {
    /// A category of action, for which Qualiopi is given on its own (NDA-18).
    ///
    /// ```
    /// assert_eq!(sofi_core::CategorieAction::Vae.as_str(), "vae");
    /// ```
    pub enum CategorieAction {
        /// Training.
        Formation = "formation": "actions de formation" / "training",
        /// Skills review.
        Bilan = "bilan": "bilans de compétences" / "skills reviews",
        /// Validation of experience.
        Vae = "vae": "validation des acquis de l'expérience" / "validation of experience",
        /// Apprenticeship.
        Apprentissage = "apprentissage": "formation par apprentissage" / "apprenticeship",
    }
}

/// What an organisation is certified for (Qualiopi), one category at a time; `None` when the list does not say.
///
/// Being in the list is not being certified, and being certified for training is not being certified for
/// apprenticeship (NDA-18).
///
/// ```
/// use sofi_core::{CategorieAction, Qualiopi};
///
/// let qualiopi = Qualiopi { actions_de_formation: Some(true), vae: Some(false), ..Qualiopi::default() };
/// assert_eq!(qualiopi.get(CategorieAction::Formation), Some(true));
/// assert_eq!(qualiopi.get(CategorieAction::Apprentissage), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Qualiopi {
    /// `actionsDeFormation`.
    pub actions_de_formation: Option<bool>,
    /// `bilansDeCompetences`.
    pub bilans_de_competences: Option<bool>,
    /// `VAE`.
    pub vae: Option<bool>,
    /// `actionsDeFormationParApprentissage`.
    pub apprentissage: Option<bool>,
}

impl Qualiopi {
    /// Certified for this category?
    pub const fn get(self, categorie: CategorieAction) -> Option<bool> {
        match categorie {
            CategorieAction::Formation => self.actions_de_formation,
            CategorieAction::Bilan => self.bilans_de_competences,
            CategorieAction::Vae => self.vae,
            CategorieAction::Apprentissage => self.apprentissage,
        }
    }
}

/// A line of the public list: a declaration of activity, and who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FicheOrganisme<'a> {
    /// The current number of the declaration: the key of the list.
    pub numero: NumeroActivite,
    /// Its name.
    pub denomination: Option<&'a str>,
    /// The enterprise.
    pub siren: Option<Siren>,
    /// The establishment that made the declaration.
    pub siret: Option<Siret>,
    /// Postal code of its address.
    pub code_postal: Option<CodePostal>,
    /// Town of its address, as written: the list gives no code of commune.
    pub ville: Option<&'a str>,
    /// Region of its address, which need not be that of the number (NDA-14).
    pub region: Option<Region>,
    /// What it is certified for.
    pub qualiopi: Qualiopi,
}

impl FicheOrganisme<'_> {
    /// A line of which only the number is known.
    pub fn new(numero: NumeroActivite) -> Self {
        Self {
            numero,
            denomination: None,
            siren: None,
            siret: None,
            code_postal: None,
            ville: None,
            region: None,
            qualiopi: Qualiopi::default(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Ligne {
    organisme: FicheOrganisme<'static>,
    denomination: Texte,
    ville: Texte,
}

/// The public list of training organisations (*liste publique des organismes de formation*, L.6351-7-1).
///
/// One line for each **current declaration number**. An establishment may have made several declarations, an
/// enterprise has several establishments: every lookup but that of the number gives several lines (NDA-12).
///
/// ```
/// use sofi_core::{FicheOrganisme, OrganismesBuilder, Origine, RegistreKind};
///
/// let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, "in memory"));
/// let numero = "52440363444".parse()?;
/// let before = "11755205675".parse()?;
/// builder.push(FicheOrganisme { denomination: Some("Exemple"), ..FicheOrganisme::new(numero) });
/// builder.push_precedent(before, numero);
/// let organismes = builder.build();
///
/// assert_eq!(organismes.by_numero(&numero).unwrap().denomination, Some("Exemple"));
/// assert!(organismes.by_numero(&before).is_none());
/// assert_eq!(organismes.current_of(&before), Some(numero), "the number has changed (NDA-15)");
/// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::NumeroActivite>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Organismes {
    pub(super) origines: Vec<Origine>,
    textes: Textes,
    lignes: Vec<Ligne>,
    precedents: Vec<(NumeroActivite, NumeroActivite)>,
    par_siret: Vec<(Siret, u32)>,
    par_siren: Vec<(Siren, u32)>,
}

impl Organismes {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// How many declarations it holds.
    pub const fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// The declaration whose current number this is.
    pub fn by_numero(&self, numero: &NumeroActivite) -> Option<FicheOrganisme<'_>> {
        let index = self.lignes.binary_search_by_key(numero, |ligne| ligne.organisme.numero).ok()?;
        self.at(index as u32)
    }

    /// The declarations that had this number before: several when one was split.
    pub fn by_precedent(&self, numero: &NumeroActivite) -> impl Iterator<Item = FicheOrganisme<'_>> {
        range_of(&self.precedents, numero, |pair| pair.0).iter().filter_map(|pair| self.by_numero(&pair.1))
    }

    /// The number of today: itself when it is current, what replaced it when it is known as a previous one.
    ///
    /// `None` when the list does not know it at all: the declaration has lapsed, or never was (NDA-16).
    pub fn current_of(&self, numero: &NumeroActivite) -> Option<NumeroActivite> {
        self.by_numero(numero).or_else(|| self.by_precedent(numero).next()).map(|organisme| organisme.numero)
    }

    /// The declarations made by an establishment.
    pub fn by_siret(&self, siret: Siret) -> impl Iterator<Item = FicheOrganisme<'_>> {
        range_of(&self.par_siret, &siret, |pair| pair.0).iter().filter_map(|pair| self.at(pair.1))
    }

    /// The declarations made by any establishment of an enterprise.
    pub fn by_siren(&self, siren: Siren) -> impl Iterator<Item = FicheOrganisme<'_>> {
        range_of(&self.par_siren, &siren, |pair| pair.0).iter().filter_map(|pair| self.at(pair.1))
    }

    /// Did this establishment make a declaration?
    pub fn has_siret(&self, siret: Siret) -> bool {
        self.by_siret(siret).next().is_some()
    }

    /// Did an establishment of this enterprise make a declaration? It covers the others (NDA-13).
    pub fn has_siren(&self, siren: Siren) -> bool {
        self.by_siren(siren).next().is_some()
    }

    /// Every declaration, in the order of the numbers.
    pub fn iter(&self) -> impl Iterator<Item = FicheOrganisme<'_>> {
        (0..self.lignes.len() as u32).filter_map(|index| self.at(index))
    }

    fn at(&self, index: u32) -> Option<FicheOrganisme<'_>> {
        let ligne = self.lignes.get(index as usize)?;
        Some(FicheOrganisme {
            denomination: self.textes.get(ligne.denomination),
            ville: self.textes.get(ligne.ville),
            ..ligne.organisme
        })
    }

    /// Adds what a later file says: its lines replace those of the same number.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        let mut builder = OrganismesBuilder::from(self);
        let map = builder.textes.absorb(&later.textes);
        let text = |texte: Texte| map.get(texte as usize).copied().unwrap_or_default();
        builder.lignes.extend(later.lignes.into_iter().map(|ligne| Ligne {
            denomination: text(ligne.denomination),
            ville: text(ligne.ville),
            ..ligne
        }));
        builder.precedents.extend(later.precedents);
        builder.origines.extend(later.origines);
        builder.build()
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        self.textes.heap_size()
            + heap_of(&self.lignes)
            + heap_of(&self.precedents)
            + heap_of(&self.par_siret)
            + heap_of(&self.par_siren)
    }
}

/// Gathers the lines of the public list, in any order; of two with the same number the last one stays.
#[derive(Debug, Clone)]
pub struct OrganismesBuilder {
    origines: Vec<Origine>,
    textes: Lexique,
    lignes: Vec<Ligne>,
    precedents: Vec<(NumeroActivite, NumeroActivite)>,
}

impl OrganismesBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self { origines: vec![origine], ..Self::from(Organismes::default()) }
    }

    /// Adds a line. Where the SIREN is not given, that of the SIRET is.
    pub fn push(&mut self, organisme: FicheOrganisme<'_>) {
        let siren = organisme.siren.or(organisme.siret.map(Siret::siren));
        self.lignes.push(Ligne {
            denomination: self.textes.intern(organisme.denomination),
            ville: self.textes.intern(organisme.ville),
            organisme: FicheOrganisme { denomination: None, ville: None, siren, ..organisme },
        });
    }

    /// Says that `courant` has replaced `precedent` (NDA-15).
    pub fn push_precedent(&mut self, precedent: NumeroActivite, courant: NumeroActivite) {
        self.precedents.push((precedent, courant));
    }

    /// Sorts it all.
    pub fn build(mut self) -> Organismes {
        sort_keeping_last(&mut self.lignes, |ligne| ligne.organisme.numero);
        sort_set(&mut self.precedents);
        let numbered = || self.lignes.iter().zip(0_u32..).map(|(ligne, index)| (&ligne.organisme, index));
        let mut par_siret = Vec::with_capacity(self.lignes.len());
        par_siret.extend(numbered().filter_map(|(organisme, index)| Some((organisme.siret?, index))));
        // An establishment that is not of the enterprise named beside it is found by both.
        let mut par_siren: Vec<(Siren, u32)> = numbered()
            .flat_map(|(organisme, index)| {
                let of_siret = organisme.siret.map(Siret::siren);
                organisme.siren.into_iter().chain(of_siret).map(move |siren| (siren, index))
            })
            .collect();
        sort_set(&mut par_siret);
        sort_set(&mut par_siren);
        Organismes {
            origines: self.origines,
            textes: self.textes.finish(),
            lignes: self.lignes,
            precedents: self.precedents,
            par_siret,
            par_siren,
        }
    }
}

impl From<Organismes> for OrganismesBuilder {
    fn from(built: Organismes) -> Self {
        Self {
            origines: built.origines,
            textes: built.textes.into(),
            lignes: built.lignes,
            precedents: built.precedents,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistreKind;

    fn numero(text: &str) -> NumeroActivite {
        text.parse().unwrap()
    }

    fn list(nom: &str, rows: &[(&str, &str, &str)]) -> Organismes {
        let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, nom));
        for (number, siret, name) in rows {
            builder.push(FicheOrganisme {
                siret: siret.parse().ok(),
                denomination: Some(name),
                ..FicheOrganisme::new(numero(number))
            });
        }
        builder.build()
    }

    #[test]
    fn numbers_and_establishments_are_many_to_many() {
        let organismes = list(
            "a",
            &[
                ("52440363444", "19511296600799", "Lycée"),
                ("2151P001151", "19511296600799", "Lycée, autre déclaration"),
                ("11755205675", "73282932000074", "Une société"),
            ],
        );
        let siret: Siret = "19511296600799".parse().unwrap();
        let names: Vec<_> = organismes.by_siret(siret).filter_map(|o| o.denomination).collect();
        assert_eq!(names, ["Lycée, autre déclaration", "Lycée"]);
        assert_eq!(organismes.by_siren(siret.siren()).count(), 2);
        assert!(organismes.has_siret(siret) && organismes.has_siren("732829320".parse().unwrap()));
        assert!(!organismes.has_siret("77562556900014".parse().unwrap()));
        assert_eq!(organismes.iter().count(), 3);
    }

    #[test]
    fn an_old_number_leads_to_the_current_one() {
        let mut builder = OrganismesBuilder::new(Origine::new(RegistreKind::Organismes, "a"));
        let (old, new, other) = (numero("11755205675"), numero("52440363444"), numero("76310960131"));
        for current in [new, other] {
            builder.push(FicheOrganisme::new(current));
            builder.push_precedent(old, current);
        }
        let organismes = builder.build();
        assert_eq!(organismes.current_of(&old), Some(new));
        assert_eq!(organismes.by_precedent(&old).count(), 2, "one declaration became two");
        assert_eq!(organismes.current_of(&new), Some(new));
        assert_eq!(organismes.current_of(&numero("75470196847")), None);
    }

    #[test]
    fn a_later_file_replaces_line_by_line() {
        let earlier =
            list("2025", &[("52440363444", "19511296600799", "Avant"), ("11755205675", "", "Reste")]);
        let later = list("2026", &[("52440363444", "73282932000074", "Après")]);
        let merged = earlier.merge(later);
        let name = |text: &str| merged.by_numero(&numero(text)).and_then(|o| o.denomination);
        assert_eq!((name("52440363444"), name("11755205675")), (Some("Après"), Some("Reste")));
        assert!(!merged.has_siret("19511296600799".parse().unwrap()), "indexes follow");
        let files: Vec<&str> = merged.origines().iter().map(|o| o.nom.as_str()).collect();
        assert_eq!(files, ["2025", "2026"]);
    }
}
