//! The thesaurus Formacode: labels, version by version.

use super::{
    Origine,
    textes::{Lexique, Texte, Textes, heap_of, range_of, sort_keeping_last},
};
use crate::Formacode;

/// A term of the thesaurus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermeFormacode<'a> {
    /// Its code.
    pub code: Formacode,
    /// The version of the list: 14 for `V14`; `None` when the file does not say.
    pub version: Option<u8>,
    /// Its label.
    pub libelle: Option<&'a str>,
}

#[derive(Debug, Clone, Copy)]
struct Ligne {
    code: Formacode,
    version: Option<u8>,
    libelle: Texte,
}

/// The thesaurus Formacode of Centre Inffo.
///
/// A code means what its version says (DOM-01), so lists of several versions stand side by side.
///
/// ```
/// use sofi_core::{Formacode, FormacodesBuilder, Origine, RegistreKind, TermeFormacode};
///
/// let mut builder = FormacodesBuilder::new(Origine::new(RegistreKind::Formacode, "in memory"));
/// let code: Formacode = "31054".parse()?;
/// for (version, libelle) in [(14, "Informatique"), (13, "Informatique et systèmes")] {
///     builder.push(TermeFormacode { code, version: Some(version), libelle: Some(libelle) });
/// }
/// let formacodes = builder.build();
/// assert_eq!(formacodes.get(code).unwrap().libelle, Some("Informatique"), "the latest version");
/// assert_eq!(formacodes.get_in(code, 13).unwrap().libelle, Some("Informatique et systèmes"));
/// assert!(formacodes.get_in(code, 12).is_none());
/// # Ok::<_, sofi_core::InvalidIdentifier<Formacode>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Formacodes {
    pub(super) origines: Vec<Origine>,
    textes: Textes,
    /// Sorted by code, then by version.
    lignes: Vec<Ligne>,
    versions: Vec<u8>,
}

impl Formacodes {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// How many terms it holds, over all versions.
    pub const fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// The versions it holds, from the oldest: the absence of a code says nothing of the others.
    pub fn versions(&self) -> &[u8] {
        &self.versions
    }

    /// A code in its latest version.
    pub fn get(&self, code: Formacode) -> Option<TermeFormacode<'_>> {
        range_of(&self.lignes, &code, |ligne| ligne.code).last().map(|ligne| self.shown(ligne))
    }

    /// A code in one version.
    pub fn get_in(&self, code: Formacode, version: u8) -> Option<TermeFormacode<'_>> {
        let wanted = (code, Some(version));
        range_of(&self.lignes, &wanted, |ligne| (ligne.code, ligne.version))
            .first()
            .map(|ligne| self.shown(ligne))
    }

    fn shown(&self, ligne: &Ligne) -> TermeFormacode<'_> {
        TermeFormacode { code: ligne.code, version: ligne.version, libelle: self.textes.get(ligne.libelle) }
    }

    /// Adds what a later file says: its terms replace those of the same code and version.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        let mut builder =
            FormacodesBuilder { origines: self.origines, textes: self.textes.into(), lignes: self.lignes };
        let map = builder.textes.absorb(&later.textes);
        builder.lignes.extend(later.lignes.into_iter().map(|ligne| Ligne {
            libelle: map.get(ligne.libelle as usize).copied().unwrap_or_default(),
            ..ligne
        }));
        builder.origines.extend(later.origines);
        builder.build()
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        self.textes.heap_size() + heap_of(&self.lignes) + heap_of(&self.versions)
    }
}

/// Gathers terms, in any order; of two with the same code and version the last one stays.
#[derive(Debug, Clone)]
pub struct FormacodesBuilder {
    origines: Vec<Origine>,
    textes: Lexique,
    lignes: Vec<Ligne>,
}

impl FormacodesBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self { origines: vec![origine], textes: Lexique::default(), lignes: Vec::new() }
    }

    /// Adds a term.
    pub fn push(&mut self, terme: TermeFormacode<'_>) {
        let libelle = self.textes.intern(terme.libelle);
        self.lignes.push(Ligne { code: terme.code, version: terme.version, libelle });
    }

    /// Sorts it all.
    pub fn build(mut self) -> Formacodes {
        sort_keeping_last(&mut self.lignes, |ligne| (ligne.code, ligne.version));
        let mut versions: Vec<u8> = self.lignes.iter().filter_map(|ligne| ligne.version).collect();
        super::textes::sort_set(&mut versions);
        Formacodes { origines: self.origines, textes: self.textes.finish(), lignes: self.lignes, versions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistreKind;

    #[test]
    fn versions_stand_side_by_side() {
        let of = |version, libelle: &str| {
            let mut builder = FormacodesBuilder::new(Origine::new(RegistreKind::Formacode, libelle));
            let code = "31054".parse().unwrap();
            builder.push(TermeFormacode { code, version, libelle: Some(libelle) });
            builder.build()
        };
        let merged = of(Some(14), "a").merge(of(Some(13), "b")).merge(of(None, "c")).merge(of(Some(14), "d"));
        let code = "31054".parse().unwrap();
        assert_eq!(merged.versions(), [13, 14]);
        assert_eq!(merged.get(code).unwrap().libelle, Some("d"));
        assert_eq!(merged.get_in(code, 13).unwrap().libelle, Some("b"));
        assert_eq!((merged.len(), merged.origines().len()), (3, 4));
    }
}
