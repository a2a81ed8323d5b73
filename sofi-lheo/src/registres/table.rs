//! Rows of separated values, as publishers and spreadsheets write them.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, Cursor, Read},
    rc::Rc,
};

use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder, Terminator};
use sofi_core::{Identifier, RegistreKind, Rejet, Rejets};

use super::{RegistreError, valeurs};
use crate::source::Content;

/// How much is looked at to tell the separator.
const TETE: u64 = 64 << 10;
/// Longest row: a quote that is never closed must not swallow the file.
const RANGEE: u64 = 8 << 20;

type Octets<'f> = Garde<io::Chain<Cursor<Vec<u8>>, &'f mut dyn Read>>;

/// A table being read, one row at a time.
pub(super) struct Table<'f> {
    fichier: String,
    lecteur: csv::Reader<Octets<'f>>,
    /// As written, and as compared.
    entetes: Vec<(String, String)>,
    rangee: ByteRecord,
    lu: Rc<Cell<u64>>,
    /// Lines taken away before the header.
    avant: u64,
}

impl<'f> Table<'f> {
    /// Tells the separator and reads the header.
    pub(super) fn ouvrir(
        kind: RegistreKind,
        fichier: &str,
        flux: &'f mut dyn Read,
    ) -> Result<Self, RegistreError> {
        let lecture = |source| RegistreError::Lecture { fichier: fichier.to_owned(), source };
        let mut tete = Vec::new();
        (&mut *flux).take(TETE).read_to_end(&mut tete).map_err(lecture)?;
        let utf16 = tete.starts_with(b"\xff\xfe") || tete.starts_with(b"\xfe\xff");
        let trouve = Content::of(&tete);
        if utf16
            || !matches!(
                trouve,
                Content::Csv | Content::Text | Content::Binary | Content::Empty | Content::Blank
            )
        {
            let attendu =
                if utf16 { "a CSV file in UTF-8 or windows-1252, not in UTF-16," } else { "a CSV file" };
            return Err(RegistreError::Contenu { fichier: fichier.to_owned(), kind, attendu, trouve });
        }
        if tete.starts_with(b"\xef\xbb\xbf") {
            tete.drain(..3);
        }
        let (separateur, avant) = separateur(&mut tete);
        let lu = Rc::new(Cell::new(0));
        let octets =
            Garde { flux: Cursor::new(tete).chain(flux), passes: 0, last: b'\n', lu: Rc::clone(&lu) };
        let lecteur = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separateur)
            .terminator(Terminator::Any(b'\n'))
            .from_reader(octets);
        let fichier = fichier.to_owned();
        let mut table = Self { fichier, lecteur, entetes: Vec::new(), rangee: ByteRecord::new(), lu, avant };
        if table.avance()? {
            let header = table.rangee.iter().map(|field| texte(field).trim().to_owned());
            table.entetes = header
                .map(|name| {
                    let key = valeurs::plie(&name);
                    (name, key)
                })
                .collect();
            // A separator that ends the header is no column.
            while table.entetes.last().is_some_and(|(_, key)| key.is_empty()) {
                table.entetes.pop();
            }
        }
        Ok(table)
    }

    fn avance(&mut self) -> Result<bool, RegistreError> {
        self.lu.set(self.lecteur.position().byte());
        let start = self.lecteur.position().line() + self.avant;
        self.lecteur.read_byte_record(&mut self.rangee).map_err(|error| RegistreError::Ligne {
            fichier: self.fichier.clone(),
            ligne: start,
            detail: error.to_string(),
        })
    }

    /// The line where the row starts: counted from its end, since blank lines in front of it are passed over.
    fn ligne(&self) -> u64 {
        let inside = memchr::memchr_iter(b'\n', self.rangee.as_slice()).count() as u64;
        (self.lecteur.position().line() + self.avant).saturating_sub(1 + inside)
    }

    /// The names of the columns, as compared.
    pub(super) fn cles(&self) -> impl Iterator<Item = &str> {
        self.entetes.iter().map(|(_, key)| key.as_str())
    }

    /// The first column that has one of these names.
    pub(super) fn colonne(&self, noms: &[&str]) -> Option<usize> {
        noms.iter().find_map(|nom| {
            let key = valeurs::plie(nom);
            self.entetes.iter().position(|(_, other)| *other == key)
        })
    }

    /// Refuses the table when a column that is needed is not there.
    pub(super) fn exige(&self, kind: RegistreKind, needed: &[(&str, bool)]) -> Result<(), RegistreError> {
        let manquantes: Vec<String> =
            needed.iter().filter(|(_, there)| !there).map(|(nom, _)| (*nom).to_owned()).collect();
        if manquantes.is_empty() {
            return Ok(());
        }
        Err(RegistreError::Colonnes {
            fichier: self.fichier.clone(),
            kind,
            manquantes,
            trouvees: self.entetes.iter().map(|(name, _)| name.clone()).collect(),
        })
    }

    /// The next row; rows of blanks are passed over, and rows that are too long are counted as lost.
    pub(super) fn suivante(&mut self, rejets: &mut Rejets) -> Result<Option<Rangee<'_>>, RegistreError> {
        loop {
            if !self.avance()? {
                return Ok(None);
            }
            let ligne = self.ligne();
            let extra = self.rangee.iter().skip(self.entetes.len());
            if extra.map(texte).any(|field| valeurs::donnee(&field).is_some()) {
                let motif = "more values than columns: is a quote missing?";
                rejets.ligne(Rejet::new(&self.fichier, ligne, "", motif));
            } else if self.rangee.iter().any(|field| valeurs::donnee(&texte(field)).is_some()) {
                break;
            }
        }
        let ligne = self.ligne();
        let Self { fichier, entetes, rangee, .. } = self;
        Ok(Some(Rangee { fichier, ligne, entetes, champs: rangee }))
    }
}

/// A row of a table.
pub(super) struct Rangee<'t> {
    fichier: &'t str,
    ligne: u64,
    entetes: &'t [(String, String)],
    champs: &'t ByteRecord,
}

impl<'t> Rangee<'t> {
    /// The text of a column, unless it is blank.
    pub(super) fn texte(&self, colonne: Option<usize>) -> Option<Cow<'t, str>> {
        let field = texte(self.champs.get(colonne?)?);
        match field {
            Cow::Borrowed(text) => valeurs::donnee(text).map(Cow::Borrowed),
            Cow::Owned(text) => valeurs::donnee(&text).map(|text| Cow::Owned(text.to_owned())),
        }
    }

    /// A value that the row can do without: what cannot be read is counted.
    pub(super) fn valeur<T>(
        &self,
        colonne: Option<usize>,
        rejets: &mut Rejets,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match read(&self.texte(colonne)?) {
            Ok(value) => Some(value),
            Err(motif) => {
                self.perd_valeur(colonne, rejets, motif);
                None
            }
        }
    }

    /// A value without which the row is lost.
    pub(super) fn cle<T>(
        &self,
        colonne: Option<usize>,
        rejets: &mut Rejets,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.texte(colonne).ok_or_else(|| "nothing is given".to_owned());
        match value.and_then(|text| read(&text)) {
            Ok(value) => Some(value),
            Err(motif) => {
                rejets.ligne(Rejet::new(self.fichier, self.ligne, self.nom(colonne), motif));
                None
            }
        }
    }

    /// An identifier that the row can do without.
    pub(super) fn identifiant<T: Identifier>(
        &self,
        colonne: Option<usize>,
        rejets: &mut Rejets,
    ) -> Option<T> {
        self.valeur(colonne, rejets, identifiant)
    }

    /// A date that the row can do without.
    pub(super) fn date(&self, colonne: Option<usize>, rejets: &mut Rejets) -> Option<NaiveDate> {
        self.valeur(colonne, rejets, valeurs::date)
    }

    /// Yes or no, which the row can do without.
    pub(super) fn booleen(&self, colonne: Option<usize>, rejets: &mut Rejets) -> Option<bool> {
        self.valeur(colonne, rejets, valeurs::booleen)
    }

    /// Counts a value as lost.
    pub(super) fn perd_valeur(&self, colonne: Option<usize>, rejets: &mut Rejets, motif: impl Into<String>) {
        rejets.valeur(Rejet::new(self.fichier, self.ligne, self.nom(colonne), motif));
    }

    /// The line where the row starts, from 1.
    pub(super) const fn ligne(&self) -> u64 {
        self.ligne
    }

    fn nom(&self, colonne: Option<usize>) -> &str {
        colonne.and_then(|index| self.entetes.get(index)).map_or("", |(name, _)| name)
    }
}

/// Reads an identifier leniently, and says what is wrong with it.
pub(super) fn identifiant<T: Identifier>(text: &str) -> Result<T, String> {
    T::lenient(text).map(|read| read.value).map_err(|error| format!("{text:?}: {error}"))
}

/// UTF-8, or windows-1252 for what is not: files that mix both exist.
fn texte(field: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(field) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(field).0,
    }
}

/// The separator that the first line holds most of, and how many lines were taken away to tell: spreadsheets
/// may name it in a line of its own, `sep=;`.
fn separateur(tete: &mut Vec<u8>) -> (u8, u64) {
    let end = tete.iter().position(|byte| *byte == b'\n').map_or(tete.len(), |at| at + 1);
    let named = tete.strip_prefix(b"sep=").and_then(|rest| rest.first().copied());
    if let Some(named) = named.filter(|byte| b";,\t|".contains(byte)) {
        tete.drain(..end);
        return (named, 1);
    }
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in tete.iter().take(end) {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(other, _)| other == byte && !quoted) {
            *count += 1;
        }
    }
    // The first of the most frequent: `;` wins a draw.
    (counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(byte, _)| *byte), 0)
}

/// Refuses to go on when one row takes too many bytes.
struct Garde<R> {
    flux: R,
    passes: u64,
    last: u8,
    /// Up to where rows were read.
    lu: Rc<Cell<u64>>,
}

impl<R: Read> Read for Garde<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passes.saturating_sub(self.lu.get()) > RANGEE {
            let message = format!("a row of more than {RANGEE} bytes: is a quote missing?");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let size = self.flux.read(buffer)?;
        // A last line without its end gets one: lines are counted by their ends.
        if let (0, [first, ..], false) = (size, &mut *buffer, self.last == b'\n') {
            *first = b'\n';
            self.last = b'\n';
            return Ok(1);
        }
        self.last = buffer.iter().take(size).next_back().copied().unwrap_or(self.last);
        self.passes += size as u64;
        Ok(size)
    }
}
