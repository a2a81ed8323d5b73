//! The communes of Insee's official geographical code (COG), and the postal codes that serve them.

use super::{
    Origine,
    textes::{Lexique, Texte, Textes, heap_of, range_of, sort_set},
};
use crate::{CodeCommune, CodePostal, Departement, Region};

crate::vocabulary::vocabulary! {
    /// What a code of the official geographical code stands for (`TYPECOM`).
    ///
    /// ```
    /// assert_eq!("commune-deleguee".parse(), Ok(sofi_core::TypeCommune::Deleguee));
    /// ```
    pub enum TypeCommune {
        /// A commune (`COM`).
        Commune = "commune": "commune" / "commune",
        /// An arrondissement of Paris, Lyon or Marseille (`ARM`), taken as a commune (GEO-04).
        Arrondissement = "arrondissement": "arrondissement municipal" / "municipal arrondissement",
        /// A delegated commune (`COMD`): a former one, whose code is still found in feeds (GEO-05).
        Deleguee = "commune-deleguee": "commune déléguée" / "delegated commune",
        /// An associated commune (`COMA`), likewise.
        Associee = "commune-associee": "commune associée" / "associated commune",
    }
}

impl TypeCommune {
    /// Reads Insee's abbreviation.
    ///
    /// ```
    /// assert_eq!(sofi_core::TypeCommune::of("COMD"), Some(sofi_core::TypeCommune::Deleguee));
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        match text.trim().to_ascii_uppercase().as_str() {
            "COM" => Some(Self::Commune),
            "ARM" => Some(Self::Arrondissement),
            "COMD" => Some(Self::Deleguee),
            "COMA" => Some(Self::Associee),
            _ => None,
        }
    }
}

/// A commune.
///
/// ```
/// use sofi_core::{Commune, TypeCommune};
///
/// let paris = Commune::new("75119".parse()?);
/// assert_eq!((paris.genre, paris.parent.unwrap().as_str()), (Some(TypeCommune::Arrondissement), "75056"));
/// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::CodeCommune>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commune<'a> {
    /// Its code.
    pub code: CodeCommune,
    /// What the code stands for; `None` when the file does not say.
    pub genre: Option<TypeCommune>,
    /// Its name.
    pub nom: Option<&'a str>,
    /// The commune that it is a part of, for all but communes.
    pub parent: Option<CodeCommune>,
}

impl Commune<'_> {
    /// A commune of which only the code is known. An arrondissement is told by its code, and so is its parent.
    pub fn new(code: CodeCommune) -> Self {
        let parent = code.arrondissement().map(|(commune, _)| commune);
        Self { code, genre: parent.map(|_| TypeCommune::Arrondissement), nom: None, parent }
    }

    /// Its department.
    pub fn departement(&self) -> Option<Departement> {
        self.code.departement()
    }

    /// Its region of today.
    pub fn region(&self) -> Option<Region> {
        self.code.region()
    }
}

#[derive(Debug, Clone, Copy)]
struct Ligne {
    commune: Commune<'static>,
    nom: Texte,
}

impl Ligne {
    fn key(&self) -> (CodeCommune, Option<TypeCommune>, Texte) {
        (self.commune.code, self.commune.genre, self.nom)
    }
}

/// The communes, and the postal codes that serve them.
///
/// **Several entries may have one code**: a new commune keeps the code of its seat, which lives on as a
/// delegated commune under the same code. [`get`](Self::get) gives the commune, or the entry that came first
/// where types are not given. A postal code serves several communes, a commune has several postal codes, and the
/// CEDEX codes of companies are in no list: an unknown postal code is unknown, not wrong (GEO-08).
///
/// ```
/// use sofi_core::{CodeCommune, Commune, CommunesBuilder, Origine, RegistreKind};
///
/// let mut builder = CommunesBuilder::new(Origine::new(RegistreKind::Communes, "in memory"));
/// let nantes: CodeCommune = "44109".parse()?;
/// builder.push(Commune { nom: Some("Nantes"), ..Commune::new(nantes) });
/// builder.push_postal(nantes, "44000".parse().unwrap());
/// let communes = builder.build();
/// assert_eq!(communes.get(nantes).unwrap().nom, Some("Nantes"));
/// assert_eq!(communes.by_postal("44000".parse().unwrap()).count(), 1);
/// assert_eq!(communes.codes_postaux(nantes).count(), 1);
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeCommune>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Communes {
    pub(super) origines: Vec<Origine>,
    textes: Textes,
    /// By code; then as they came, communes first.
    lignes: Vec<Ligne>,
    postaux: Vec<(CodePostal, CodeCommune)>,
    par_commune: Vec<(CodeCommune, CodePostal)>,
}

impl Communes {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// How many entries it holds.
    pub const fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// The commune of a code.
    pub fn get(&self, code: CodeCommune) -> Option<Commune<'_>> {
        self.entries(code).next()
    }

    /// Every entry of a code: the commune, then the former ones that share it.
    pub fn entries(&self, code: CodeCommune) -> impl Iterator<Item = Commune<'_>> {
        range_of(&self.lignes, &code, |ligne| ligne.commune.code)
            .iter()
            .map(|ligne| Commune { nom: self.textes.get(ligne.nom), ..ligne.commune })
    }

    /// Does it know postal codes at all? If not, [`by_postal`](Self::by_postal) says nothing.
    pub const fn has_postaux(&self) -> bool {
        !self.postaux.is_empty()
    }

    /// The communes that a postal code serves.
    pub fn by_postal(&self, code: CodePostal) -> impl Iterator<Item = CodeCommune> {
        range_of(&self.postaux, &code, |pair| pair.0).iter().map(|pair| pair.1)
    }

    /// The postal codes that serve a commune.
    pub fn codes_postaux(&self, code: CodeCommune) -> impl Iterator<Item = CodePostal> {
        range_of(&self.par_commune, &code, |pair| pair.0).iter().map(|pair| pair.1)
    }

    /// Does this postal code serve this commune (GEO-10)? `None` when it is in no list, or the commune is not.
    pub fn dessert(&self, postal: CodePostal, commune: CodeCommune) -> Option<bool> {
        if self.by_postal(postal).any(|served| served == commune) {
            return Some(true);
        }
        let both = self.by_postal(postal).next().is_some() && self.codes_postaux(commune).next().is_some();
        both.then_some(false)
    }

    /// Adds what a later file says, such as the postal codes of communes already named.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        let mut builder = CommunesBuilder::from(self);
        let map = builder.textes.absorb(&later.textes);
        // Codes that the later file names are described by it alone: renamed communes keep one name.
        builder.lignes.retain(|ligne| {
            let same = range_of(&later.lignes, &ligne.commune.code, |other| other.commune.code);
            same.iter().all(|other| other.nom == 0)
        });
        builder.lignes.extend(
            later.lignes.into_iter().map(|ligne| Ligne {
                nom: map.get(ligne.nom as usize).copied().unwrap_or_default(),
                ..ligne
            }),
        );
        builder.postaux.extend(later.postaux);
        builder.origines.extend(later.origines);
        builder.build()
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        self.textes.heap_size() + heap_of(&self.lignes) + heap_of(&self.postaux) + heap_of(&self.par_commune)
    }
}

/// Gathers communes and postal codes, in any order.
#[derive(Debug, Clone)]
pub struct CommunesBuilder {
    origines: Vec<Origine>,
    textes: Lexique,
    lignes: Vec<Ligne>,
    postaux: Vec<(CodePostal, CodeCommune)>,
}

impl CommunesBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self { origines: vec![origine], ..Self::from(Communes::default()) }
    }

    /// Adds a commune.
    pub fn push(&mut self, commune: Commune<'_>) {
        let nom = self.textes.intern(commune.nom);
        self.lignes.push(Ligne { commune: Commune { nom: None, ..commune }, nom });
    }

    /// Says that a postal code serves a commune, which exists then, whatever its name.
    pub fn push_postal(&mut self, commune: CodeCommune, code: CodePostal) {
        self.push(Commune::new(commune));
        self.postaux.push((code, commune));
    }

    /// Sorts it all.
    pub fn build(mut self) -> Communes {
        // Stable: without types, the first of a code is the commune, as Insee writes its files.
        self.lignes.sort_by_key(|ligne| (ligne.commune.code, ligne.commune.genre));
        self.lignes.dedup_by_key(|ligne| ligne.key());
        // What a file of postal codes mentions is there, and gives way to what another file names.
        let mut named: Vec<CodeCommune> =
            self.lignes.iter().filter(|ligne| ligne.nom != 0).map(|ligne| ligne.commune.code).collect();
        sort_set(&mut named);
        self.lignes.retain(|ligne| ligne.nom != 0 || named.binary_search(&ligne.commune.code).is_err());
        self.lignes.shrink_to_fit();
        sort_set(&mut self.postaux);
        let mut par_commune: Vec<_> =
            self.postaux.iter().map(|(postal, commune)| (*commune, *postal)).collect();
        sort_set(&mut par_commune);
        Communes {
            origines: self.origines,
            textes: self.textes.finish(),
            lignes: self.lignes,
            postaux: self.postaux,
            par_commune,
        }
    }
}

impl From<Communes> for CommunesBuilder {
    fn from(built: Communes) -> Self {
        Self {
            origines: built.origines,
            textes: built.textes.into(),
            lignes: built.lignes,
            postaux: built.postaux,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistreKind;

    fn c(text: &str) -> CodeCommune {
        text.parse().unwrap()
    }

    fn builder() -> CommunesBuilder {
        CommunesBuilder::new(Origine::new(RegistreKind::Communes, "essai"))
    }

    #[test]
    fn one_code_for_the_commune_and_its_seat() {
        let mut b = builder();
        let seat = Commune { nom: Some("Siège"), parent: Some(c("01015")), ..Commune::new(c("01015")) };
        b.push(Commune { genre: Some(TypeCommune::Deleguee), ..seat });
        b.push(Commune { genre: Some(TypeCommune::Commune), nom: Some("Nouvelle"), parent: None, ..seat });
        let communes = b.build();
        assert_eq!(communes.get(c("01015")).unwrap().nom, Some("Nouvelle"));
        let kinds: Vec<_> = communes.entries(c("01015")).filter_map(|entry| entry.genre).collect();
        assert_eq!(kinds, [TypeCommune::Commune, TypeCommune::Deleguee]);
    }

    #[test]
    fn an_arrondissement_is_told_by_its_code() {
        let paris = Commune::new(c("75119"));
        assert_eq!((paris.genre, paris.parent), (Some(TypeCommune::Arrondissement), Some(c("75056"))));
        assert_eq!(paris.departement().unwrap().code(), "75");
        assert_eq!(paris.region(), Some(Region::IleDeFrance));
        assert_eq!(Commune::new(c("44109")).genre, None);
    }

    #[test]
    fn names_and_postal_codes_come_in_two_files() {
        let mut names = builder();
        names.push(Commune { nom: Some("Nantes"), ..Commune::new(c("44109")) });
        names.push(Commune { nom: Some("Ancien nom"), ..Commune::new(c("44162")) });
        let mut posts = builder();
        let postal = |text: &str| text.parse::<CodePostal>().unwrap();
        for (commune, code) in [("44109", "44000"), ("44109", "44100"), ("44162", "44800")] {
            posts.push_postal(c(commune), postal(code));
        }
        posts.push(Commune { nom: Some("Saint-Herblain"), ..Commune::new(c("44162")) });
        let posts = posts.build();
        assert_eq!(posts.get(c("44109")).unwrap().nom, None, "mentioned");
        let names = names.build();
        assert_eq!(posts.clone().merge(names.clone()).get(c("44109")).unwrap().nom, Some("Nantes"));
        assert!(!names.has_postaux());
        assert_eq!(names.dessert(postal("44000"), c("44109")), None);
        let both = names.merge(posts);
        assert_eq!(both.get(c("44162")).unwrap().nom, Some("Saint-Herblain"));
        assert_eq!((both.get(c("44109")).unwrap().nom, both.len()), (Some("Nantes"), 2));
        assert_eq!(both.dessert(postal("44100"), c("44109")), Some(true));
        assert_eq!(both.dessert(postal("44800"), c("44109")), Some(false));
        assert_eq!(both.dessert(postal("44999"), c("44109")), None, "maybe a CEDEX (GEO-08)");
        assert_eq!(both.codes_postaux(c("44109")).count(), 2);
        assert_eq!(both.by_postal(postal("44000")).next(), Some(c("44109")));
    }
}
