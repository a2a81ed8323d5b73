//! Feeds that can be shown to others: the same structure and the same faults, without personal data.

mod damaged;
mod mask;
mod sink;

use std::{
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::{
    EditorError, Limits,
    document::{Document, Step},
    fix::{Draft, Original, Revised},
    source::{Encoding, Input},
    xml::Sink,
};
use mask::Mask;
use sink::{Masker, People};

/// Makes documents that can be shown to others.
///
/// Names of people, telephone numbers, mail and web addresses, lines of addresses and the decimals of degrees after the second
/// become others of the same length and shape, so that the same faults are found at the same places. Mails, telephone numbers
/// and the names of people met in contacts are replaced in free texts too. Comments, processing instructions and what cannot be
/// read keep no letter and no digit of theirs. Organisations, their numbers, communes, codes, dates and numbers of offers stay:
/// see the guide.
///
/// Stand-ins depend on the whole document: the same document gives the same ones, and nobody who lacks it can find what they
/// stand for. Memory grows with what is replaced.
///
/// ```
/// use sofi_lheo::Anonymiser;
///
/// let feed = "<coordonnees xmlns='http://lheo.gouv.fr/2.3'><nom>Le Goff</nom><prenom>Annie</prenom>\
///     <courriel>annie@wanadoo.fr</courriel></coordonnees>";
/// let mut revised = Anonymiser::default().anonymise_slice("feed.xml", feed.as_bytes())?;
/// let mut out = Vec::new();
/// revised.write(&mut out)?;
/// let text = String::from_utf8(out)?;
/// assert_eq!(text.len(), feed.len());
/// assert!(!text.contains("Goff") && !text.contains("Annie") && !text.contains("wanadoo"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Anonymiser {
    limits: Limits,
}

impl Anonymiser {
    /// Sets the limits of reading, among them who watches it: a document is read twice.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Replaces the personal data of a file that holds one document. Nothing is written yet.
    ///
    /// # Errors
    /// When it cannot be read whole, or holds several documents.
    pub fn anonymise_path(&self, path: impl AsRef<Path>) -> Result<Revised<'static>, EditorError> {
        self.anonymise(Original::from_path(path.as_ref())?)
    }

    /// Replaces the personal data of what a reader gives; it is copied to a temporary file.
    ///
    /// # Errors
    /// As for [`anonymise_path`](Self::anonymise_path).
    pub fn anonymise_reader(
        &self,
        name: &str,
        reader: impl Read + Send,
    ) -> Result<Revised<'static>, EditorError> {
        self.anonymise(Original::from_reader(name, reader)?)
    }

    /// Replaces the personal data of bytes in memory.
    ///
    /// # Errors
    /// As for [`anonymise_path`](Self::anonymise_path).
    pub fn anonymise_slice<'a>(&self, name: &str, bytes: &'a [u8]) -> Result<Revised<'a>, EditorError> {
        self.anonymise(Original::from_slice(name, bytes)?)
    }

    fn anonymise<'a>(&self, mut original: Original<'a>) -> Result<Revised<'a>, EditorError> {
        let whole = Draft::whole(original.length);
        let mut people = People::default();
        self.pass(&mut original, &whole, &mut people)?;
        let key = digest(&mut original, &whole)?;
        let mut masker = Masker::new(Mask::new(key, people.into_names()));
        let encoding = self.pass(&mut original, &whole, &mut masker)?;
        let (mut patches, damaged) = masker.finish(original.length);
        for range in damaged {
            damaged::mask(original.bytes(), range, encoding, &mut patches)?;
        }
        patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
        let draft = whole.patched(&patches);
        Ok(Revised::new(original, draft, encoding))
    }

    /// Lets a document pass; gives its encoding.
    fn pass(
        &self,
        original: &mut Original<'_>,
        whole: &Draft,
        sink: &mut impl Sink,
    ) -> Result<Encoding, EditorError> {
        let name = original.name.clone();
        let input = Input::new(name.clone(), original.read(whole));
        let mut document = Document::new(input.into_decoder().with_digest(false), self.limits.clone());
        while document.run(sink) == Step::Paused {}
        match document.failure() {
            Some(message) => Err(EditorError::Failed { name, message: message.to_owned() }),
            None => Ok(document.encoding()),
        }
    }
}

/// A digest of a document that cannot be found from the one that reports show.
fn digest(original: &mut Original<'_>, whole: &Draft) -> Result<[u8; 32], EditorError> {
    let mut digest = Sha256::new_with_prefix("sofi anonymise");
    io::copy(&mut original.read(whole), &mut digest)?;
    Ok(digest.finalize().into())
}
