//! Why a register cannot be read.

use std::io;

use sofi_core::RegistreKind;

use crate::source::Content;

/// Why a register cannot be read. Lines that cannot be used are no error: they are counted in
/// [`Origine::rejets`](sofi_core::Origine).
///
/// ```
/// use sofi_core::RegistreKind;
/// use sofi_lheo::registres::{RegistreError, lire};
///
/// let file = std::io::Cursor::new("code;name\n1;2\n");
/// let error = lire(RegistreKind::Sirene, "extract.csv", file).unwrap_err();
/// assert!(matches!(&error, RegistreError::Colonnes { manquantes, .. } if manquantes.len() == 2));
/// assert_eq!(
///     error.to_string(),
///     "extract.csv is no register `sirene`: it lacks siret, etatAdministratifEtablissement; it has code, name"
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistreError {
    /// It cannot be opened, or not read to its end.
    #[error("{fichier}: {source}")]
    Lecture {
        /// The file, or the member of an archive.
        fichier: String,
        /// Why not.
        source: io::Error,
    },
    /// Reading stopped on a line.
    #[error("{fichier}, line {ligne}: {detail}")]
    Ligne {
        /// The file, or the member of an archive.
        fichier: String,
        /// The line, from 1.
        ligne: u64,
        /// Why.
        detail: String,
    },
    /// Its columns are not those of the kind.
    #[error(
        "{fichier} is no register `{kind}`: it lacks {}; it has {}",
        .manquantes.join(", "), .trouvees.join(", ")
    )]
    Colonnes {
        /// The file, or the member of an archive.
        fichier: String,
        /// The kind asked for.
        kind: RegistreKind,
        /// The columns that are needed and not there.
        manquantes: Vec<String>,
        /// Those that are there, as written.
        trouvees: Vec<String>,
    },
    /// It is something else altogether: a web page, a workbook, a PDF...
    #[error("{fichier} is no register `{kind}`: {attendu} is expected, and it looks like {trouve:?}")]
    Contenu {
        /// The file, or the member of an archive.
        fichier: String,
        /// The kind asked for.
        kind: RegistreKind,
        /// What is read for that kind.
        attendu: &'static str,
        /// What it looks like.
        trouve: Content,
    },
    /// The archive is damaged, or does not hold what the kind needs.
    #[error("{fichier}: {detail}")]
    Archive {
        /// The archive.
        fichier: String,
        /// What is wrong with it.
        detail: String,
    },
}
