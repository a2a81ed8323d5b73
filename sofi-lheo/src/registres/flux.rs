//! The bytes of a register: plain, gzip or zip; digested, and bounded.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::RegistreError;

/// What a file may always become when it is unpacked.
const TOUJOURS: u64 = 16 << 20;
/// Beyond that, how many times its size. France compétences packs its files thirty times.
const RAPPORT: u64 = 250;
/// No register is larger than the whole of Sirene.
const PLAFOND: u64 = 32 << 30;

/// What is done with each document: its name, and its bytes.
pub(super) type Visite<'v> = dyn FnMut(&str, &mut dyn Read) -> Result<(), RegistreError> + 'v;

/// Visits the document, or those of the archive, and gives the digest of the file.
pub(super) fn parcourir<R: Read + Seek>(
    nom: &str,
    mut source: R,
    visite: &mut Visite<'_>,
) -> Result<String, RegistreError> {
    let lecture = |source| RegistreError::Lecture { fichier: nom.to_owned(), source };
    source.rewind().map_err(lecture)?;
    let mut magic = Vec::new();
    source.by_ref().take(4).read_to_end(&mut magic).map_err(lecture)?;
    let length = source.seek(SeekFrom::End(0)).map_err(lecture)?;
    source.rewind().map_err(lecture)?;

    if magic.starts_with(b"PK\x03\x04") || magic.starts_with(b"PK\x05\x06") {
        // The members are read in another order than the bytes: two passes.
        let digest = Empreinte::new(&mut source).finish().map_err(lecture)?;
        source.rewind().map_err(lecture)?;
        archive(nom, source, visite)?;
        return Ok(digest);
    }
    let mut digested = Empreinte::new(source);
    if magic.starts_with(b"\x1f\x8b") {
        let most = length.saturating_mul(RAPPORT).clamp(TOUJOURS, PLAFOND);
        let inner = nom.strip_suffix(".gz").unwrap_or(nom);
        visite(inner, &mut Borne { flux: MultiGzDecoder::new(&mut digested), reste: most, most })?;
    } else {
        visite(nom, &mut digested)?;
    }
    digested.finish().map_err(lecture)
}

fn archive<R: Read + Seek>(nom: &str, source: R, visite: &mut Visite<'_>) -> Result<(), RegistreError> {
    let damaged = |detail: String| RegistreError::Archive { fichier: nom.to_owned(), detail };
    let mut archive = ZipArchive::new(source).map_err(|error| damaged(error.to_string()))?;
    if archive.index_for_name("[Content_Types].xml").is_some() || archive.index_for_name("mimetype").is_some()
    {
        return Err(damaged("this is a workbook: save its sheet as CSV".to_owned()));
    }
    let mut total = PLAFOND;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let name = member.name().to_owned();
        // What macOS adds has the same names, and other contents.
        let file = name.rsplit('/').next().unwrap_or(&name);
        if member.is_dir() || name.starts_with("__MACOSX/") || file.starts_with('.') {
            continue;
        }
        let most = member.compressed_size().saturating_mul(RAPPORT).clamp(TOUJOURS, PLAFOND).min(total);
        let mut bounded = Borne { flux: member, reste: most, most };
        visite(&format!("{nom}!/{name}"), &mut bounded)?;
        total -= most - bounded.reste;
    }
    Ok(())
}

/// Digests what passes.
struct Empreinte<R> {
    flux: R,
    sha: Sha256,
}

impl<R: Read> Empreinte<R> {
    fn new(flux: R) -> Self {
        Self { flux, sha: Sha256::new() }
    }

    /// Reads what is left, which the format had no use for, and gives the digest.
    fn finish(mut self) -> io::Result<String> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(format!("{:x}", self.sha.finalize()))
    }
}

impl<R: Read> Read for Empreinte<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.flux.read(buffer)?;
        self.sha.update(buffer.get(..size).unwrap_or_default());
        Ok(size)
    }
}

/// Refuses to unpack more than is sane.
struct Borne<R> {
    flux: R,
    reste: u64,
    most: u64,
}

impl<R: Read> Read for Borne<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.flux.read(buffer)?;
        self.reste = self.reste.checked_sub(size as u64).ok_or_else(|| {
            let message = format!("it unpacks to more than {} bytes: is it a trap?", self.most);
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        Ok(size)
    }
}
