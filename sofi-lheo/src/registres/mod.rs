//! Reads the files of registers: the reference data that the user supplies (feature `registres`).
//!
//! sofi fetches nothing and bundles nothing; [`charger`] reads what publishers publish, as they publish it, into
//! the types of [`sofi_core::registres`]. `docs/registers.md` says which file to take for each kind.
//!
//! | kind | file | needed columns |
//! | --- | --- | --- |
//! | `organismes` | public list, CSV | `numeroDeclarationActivite`, `siretEtablissementDeclarant` |
//! | `certifications` | France compétences: archive of CSV, or XML 4.1 | those of the member `Standard` |
//! | `certifinfo` | replacements, six columns by position; records, CSV | `code` and anything known of it |
//! | `cpf` | any CSV | a column of codes; days of validity if there are any |
//! | `sirene` | extract, CSV | `siret`, `etatAdministratifEtablissement` |
//! | `formacode` | list, CSV | `code`, `libelle` |
//! | `communes` | COG of Insee; postal codes of La Poste | `code`, and `nom` or `code_postal` |
//!
//! # What is tolerated
//!
//! Separators `;`, `,`, TAB and `|`; UTF-8 with or without its mark, and windows-1252; gzip and zip; headers that
//! differ by case, accents, blanks, dots and underscores; TABs and blanks around values; an empty last column;
//! `NR`, `null`, `NaN` and `[ND]` for nothing; days as `31/08/2026` and `2026-08-31`.
//!
//! # What is not
//!
//! A file whose columns are not those of its kind is refused, with the columns it lacks. A line whose key cannot
//! be read is lost, a value that cannot be read is nothing; both are counted, with the first cases, in
//! [`Origine::rejets`]. Archives that unpack to too much, rows without end and files that are cut are errors:
//! half a register would accuse people of being absent from it.
//!
//! ```
//! use sofi_core::{Registre, RegistreKind};
//! use sofi_lheo::registres::lire;
//!
//! let file = "siret;etatAdministratifEtablissement;dateDebut\n\t19511296600799;F;2024-09-01\n123;A;\n";
//! let registre = lire(RegistreKind::Sirene, "extrait-2026-11-22.csv", std::io::Cursor::new(file))?;
//! let origine = &registre.origines()[0];
//! assert_eq!(origine.date.unwrap().to_string(), "2026-11-22");
//! assert_eq!((origine.rejets.lignes, origine.rejets.exemples[0].ligne), (1, 3));
//! let Registre::Sirene(sirene) = registre else { unreachable!() };
//! let closed = sirene.get("19511296600799".parse().unwrap()).unwrap();
//! assert_eq!(closed.fermeture.unwrap().to_string(), "2024-09-01");
//! # Ok::<_, sofi_lheo::registres::RegistreError>(())
//! ```

mod certifications_csv;
mod certifications_xml;
mod certifinfo;
mod communes;
mod cpf;
mod error;
mod flux;
mod formacodes;
mod organismes;
mod sirene;
mod table;
#[cfg(test)]
mod tests;
mod valeurs;

use std::{
    fs::File,
    io::{Cursor, Read, Seek},
    path::Path,
};

use chrono::NaiveDate;
use sofi_core::{
    CertifInfoBuilder, CertificationsBuilder, CommunesBuilder, CpfBuilder, FormacodesBuilder, NumeroFiche,
    OrganismesBuilder, Origine, Registre, RegistreKind, Rejets, SireneBuilder,
};

use crate::source::Content;
use certifications_csv::Membre;
pub use error::RegistreError;

/// Reads a register from a file: plain, gzip or zip.
///
/// ```
/// use sofi_core::RegistreKind;
/// use sofi_lheo::registres::charger;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("formacode-v14.csv");
/// std::fs::write(&path, "code;libelle\n31054;Informatique\n")?;
/// let registre = charger(RegistreKind::Formacode, &path)?;
/// assert_eq!(registre.len(), 1);
/// assert_eq!(registre.origines()[0].sha256.as_ref().unwrap().len(), 64);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn charger(kind: RegistreKind, path: impl AsRef<Path>) -> Result<Registre, RegistreError> {
    let nom = path.as_ref().display().to_string();
    let file = File::open(path).map_err(|source| RegistreError::Lecture { fichier: nom.clone(), source })?;
    lire(kind, &nom, file)
}

/// Reads a register from anything that can be read from start to end, and again; the name is for people, for the
/// date it bears, and for the version of a Formacode list.
pub fn lire<R: Read + Seek>(kind: RegistreKind, nom: &str, source: R) -> Result<Registre, RegistreError> {
    let mut origine = Origine::new(kind, nom);
    origine.date = valeurs::date_du_nom(nom);
    let blank = Origine::new(kind, nom);
    let mut lecture =
        Lecture { kind, nom, rejets: Rejets::default(), date: origine.date, sha256: String::new() };
    let registre: Registre = match kind {
        RegistreKind::Organismes => {
            lecture.tables(OrganismesBuilder::new(blank), source, organismes::lire)?.build().into()
        }
        RegistreKind::Certifications => {
            lecture.certifications(CertificationsBuilder::new(blank), source)?.build().into()
        }
        RegistreKind::CertifInfo => {
            lecture.tables(CertifInfoBuilder::new(blank), source, certifinfo::lire)?.build().into()
        }
        RegistreKind::Cpf => lecture.tables(CpfBuilder::new(blank), source, cpf::lire)?.build().into(),
        RegistreKind::Sirene => {
            lecture.tables(SireneBuilder::new(blank), source, sirene::lire)?.build().into()
        }
        RegistreKind::Formacode => {
            lecture.tables(FormacodesBuilder::new(blank), source, formacodes::lire)?.build().into()
        }
        RegistreKind::Communes => {
            lecture.tables(CommunesBuilder::new(blank), source, communes::lire)?.build().into()
        }
        other => {
            let detail = format!("registers of kind `{other}` are not read from files");
            return Err(RegistreError::Archive { fichier: nom.to_owned(), detail });
        }
    };
    let Lecture { rejets, date, sha256, .. } = lecture;
    Ok(registre.with_origine(Origine { date, sha256: Some(sha256), rejets, ..origine }))
}

/// Reads one document into a builder.
type Lecteur<B> = fn(&mut B, &str, &mut dyn Read, &mut Rejets) -> Result<(), RegistreError>;

/// A file being read, and what is learnt of it on the way.
struct Lecture<'n> {
    kind: RegistreKind,
    nom: &'n str,
    rejets: Rejets,
    date: Option<NaiveDate>,
    sha256: String,
}

impl Lecture<'_> {
    /// Reads a table, or those of an archive whose columns are right.
    fn tables<B, R: Read + Seek>(
        &mut self,
        mut into: B,
        source: R,
        read: Lecteur<B>,
    ) -> Result<B, RegistreError> {
        let mut count = 0;
        let mut refused = None;
        self.sha256 = flux::parcourir(self.nom, source, &mut |nom, flux| {
            let is_member = nom != self.nom && nom.starts_with(self.nom) && nom.contains("!/");
            if is_member && !has_extension(nom, &["csv", "txt", "tsv"]) {
                return Ok(());
            }
            match read(&mut into, nom, flux, &mut self.rejets) {
                Ok(()) => {
                    count += 1;
                    self.date = self.date.or_else(|| valeurs::date_du_nom(nom));
                }
                // An archive holds other tables besides: it is refused when none of them will do.
                Err(error @ (RegistreError::Colonnes { .. } | RegistreError::Contenu { .. }))
                    if is_member =>
                {
                    refused.get_or_insert(error);
                }
                Err(error) => return Err(error),
            }
            Ok(())
        })?;
        match (count, refused) {
            (0, Some(error)) => Err(error),
            (0, None) => {
                let detail = format!("the archive holds no CSV file for a register `{}`", self.kind);
                Err(RegistreError::Archive { fichier: self.nom.to_owned(), detail })
            }
            _ => Ok(into),
        }
    }

    /// Reads the archive of CSV, or the XML, plain or packed.
    fn certifications<R: Read + Seek>(
        &mut self,
        mut into: CertificationsBuilder,
        source: R,
    ) -> Result<CertificationsBuilder, RegistreError> {
        let mut described = false;
        self.sha256 = flux::parcourir(self.nom, source, &mut |nom, flux| {
            let date = valeurs::date_du_nom(nom);
            if let Some(membre) = Membre::of(nom).filter(|_| nom.contains("!/")) {
                described |= membre == Membre::Standard;
                self.date = self.date.or(date);
                return certifications_csv::lire(&mut into, membre, nom, flux, &mut self.rejets);
            }
            let mut head = Vec::new();
            let lecture = |source| RegistreError::Lecture { fichier: nom.to_owned(), source };
            (&mut *flux).take(512).read_to_end(&mut head).map_err(lecture)?;
            let trouve = Content::of(&head);
            if trouve == Content::Xml {
                let mut whole = Cursor::new(head).chain(flux);
                let of_root = certifications_xml::lire(&mut into, nom, &mut whole, &mut self.rejets)?;
                self.date = self.date.or(date).or(of_root);
                described = true;
            } else if !nom.contains("!/") {
                return Err(RegistreError::Contenu {
                    fichier: nom.to_owned(),
                    kind: self.kind,
                    attendu: "the archive export-fiches-csv as it is published, or the XML 4.1,",
                    trouve,
                });
            }
            Ok(())
        })?;
        if described {
            return Ok(into);
        }
        let detail =
            format!("the archive holds neither export_fiches_CSV_{}_… nor XML", certifications_csv::STANDARD);
        Err(RegistreError::Archive { fichier: self.nom.to_owned(), detail })
    }
}

fn has_extension(nom: &str, extensions: &[&str]) -> bool {
    let end = nom.rsplit_once('.').map_or("", |(_, end)| end);
    extensions.iter().any(|extension| end.eq_ignore_ascii_case(extension))
}

/// The number of a sheet of France compétences.
fn fiche(text: &str) -> Result<NumeroFiche, String> {
    NumeroFiche::lenient(text).map_err(|error| format!("{text:?} is no RNCP… or RS…: {error}"))
}

/// `NIV3` to `NIV8`; `REPRISE` is a level that was never settled.
fn niveau(text: &str) -> Result<Option<u8>, String> {
    if text.eq_ignore_ascii_case("REPRISE") {
        return Ok(None);
    }
    let level = text.strip_prefix("NIV").and_then(|digits| digits.parse().ok());
    level
        .filter(|level| (1..=8).contains(level))
        .map(Some)
        .ok_or_else(|| format!("{text:?} is no level NIV3…NIV8"))
}
