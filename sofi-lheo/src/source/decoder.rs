//! Raw bytes in, UTF-8 text out, one chunk at a time.

use std::fmt;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::codec::{self, Step};
use super::fault::{Fault, FaultKind};
use super::prolog::{PROLOG_LEN, Prolog};
use super::witness::Utf8Witness;
use super::{Content, Encoding};

/// Raw bytes decoded by one call of [`Decoder::fill`], by default.
const CHUNK: usize = 64 * 1024;

/// What a call of [`Decoder::fill`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// Text was appended.
    More,
    /// Nothing was appended: the document is finished.
    End,
    /// Nothing was appended: the text before the fault was, by the calls before. The same fault comes back
    /// until [`Decoder::skip_fault`] is called.
    Fault(Fault),
}

/// Turns the bytes of a document into text, and remembers what they were.
///
/// The encoding is told by the byte order mark, then by the UTF-16 pattern of `<?`, then by the XML declaration; it is UTF-8
/// otherwise. The byte order mark is not part of the text. Memory is bounded by the size of a chunk.
///
/// ```
/// use sofi_lheo::source::{Decoder, Encoding, Filled};
///
/// let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><r>\xE9t\xE9</r>";
/// let mut decoder = Decoder::new(&bytes[..]);
/// let mut text = String::new();
/// while decoder.fill(&mut text) == Filled::More {}
/// assert!(text.ends_with("<r>été</r>"));
/// assert_eq!(decoder.encoding(), Encoding::Latin1);
/// assert_eq!(decoder.raw_bytes(), bytes.len() as u64);
/// ```
pub struct Decoder<R> {
    input: R,
    chunk: usize,
    /// Raw bytes read ahead: those of `start..` are not decoded yet.
    buffer: Vec<u8>,
    start: usize,
    /// Raw offset of `buffer[start]`.
    offset: u64,
    end_of_input: bool,
    /// Why reading stopped before the end of input: told once what was read before is decoded.
    failure: Option<FaultKind>,
    /// The fault that waits for `skip_fault`.
    fault: Option<Fault>,
    finished: bool,
    prolog: Option<Prolog>,
    encoding: Encoding,
    /// The fault of a label, told when its place is reached.
    label_fault: Option<(FaultKind, u64)>,
    witness: Option<Utf8Witness>,
    digest: Option<Sha256>,
    /// The raw bytes that were left behind, for those who copy them.
    kept: Option<Vec<u8>>,
}

impl<R: Read> Decoder<R> {
    /// A decoder over any input, which is read in pieces of 64 KiB; no `BufReader` is needed.
    pub fn new(input: R) -> Self {
        Self {
            input,
            chunk: CHUNK,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            end_of_input: false,
            failure: None,
            fault: None,
            finished: false,
            prolog: None,
            encoding: Encoding::Utf8,
            label_fault: None,
            witness: None,
            digest: Some(Sha256::new()),
            kept: None,
        }
    }

    /// Sets how many raw bytes a call of [`fill`](Self::fill) decodes at most (at least 1). The text does not depend on it.
    ///
    /// ```
    /// # use sofi_lheo::source::{Decoder, Filled};
    /// let mut decoder = Decoder::new("é!".as_bytes()).with_chunk(1);
    /// let mut text = String::new();
    /// assert_eq!(decoder.fill(&mut text), Filled::More);
    /// assert_eq!(text, "é", "a character is never split");
    /// ```
    #[must_use]
    pub fn with_chunk(mut self, bytes: usize) -> Self {
        self.chunk = bytes.max(1);
        self
    }

    /// Chooses whether the digest is computed (it is by default; it costs about as much as the decoding).
    #[must_use]
    pub fn with_digest(mut self, wanted: bool) -> Self {
        self.digest = wanted.then(Sha256::new);
        self
    }

    /// Keeps the raw bytes as text is made of them, until somebody takes them from [`kept`](Self::kept).
    #[must_use]
    pub(crate) fn keeping(mut self) -> Self {
        self.kept = Some(Vec::new());
        self
    }

    /// The raw bytes that were kept: those just before [`raw_bytes`](Self::raw_bytes).
    pub(crate) fn kept(&mut self) -> Option<&mut Vec<u8>> {
        self.kept.as_mut()
    }

    /// Appends the text of the next chunk to `out`: whole characters only.
    pub fn fill(&mut self, out: &mut String) -> Filled {
        let before = out.len();
        loop {
            if let Some(fault) = &self.fault {
                return if out.len() > before { Filled::More } else { Filled::Fault(fault.clone()) };
            }
            if out.len() > before {
                return Filled::More;
            }
            if self.finished {
                return Filled::End;
            }
            if self.prolog.is_none() {
                self.detect();
            }
            self.step(out);
        }
    }

    /// Goes on after the fault that [`fill`](Self::fill) returned. Does nothing if there is none.
    ///
    /// Malformed bytes are jumped over; a label that lies is read as what it is, ASCII text, and the document goes on as
    /// UTF-8 or as the encoding the label was a slip for; nothing follows a [final](FaultKind::is_final) fault.
    ///
    /// ```
    /// # use sofi_lheo::source::{Decoder, Filled};
    /// let mut decoder = Decoder::new(&b"<r>\xE9t\xC3\xA9</r>"[..]);
    /// let mut text = String::new();
    /// loop {
    ///     match decoder.fill(&mut text) {
    ///         Filled::More => {}
    ///         Filled::Fault(_) => decoder.skip_fault(),
    ///         Filled::End => break,
    ///     }
    /// }
    /// assert_eq!(text, "<r>té</r>");
    /// ```
    pub fn skip_fault(&mut self) {
        let Some(fault) = self.fault.take() else { return };
        self.advance(fault.len as usize);
        if fault.kind.is_final() {
            // The rest is read all the same: the size and the digest at the end are those of the whole document.
            self.fault = self.drain().err();
        }
    }

    /// Reads what is left without decoding it, so that [`raw_bytes`](Self::raw_bytes) and [`sha256`](Self::sha256) are those of
    /// the whole document; [`fill`](Self::fill) then answers [`End`](Filled::End).
    ///
    /// ```
    /// # use sofi_lheo::source::Decoder;
    /// let mut decoder = Decoder::new(&b"<r/>"[..]);
    /// decoder.drain().unwrap();
    /// assert_eq!(decoder.raw_bytes(), 4);
    /// ```
    pub fn drain(&mut self) -> Result<(), Fault> {
        if self.prolog.is_none() {
            self.detect();
        }
        let fault = self.fault.take().filter(|fault| fault.kind.is_final());
        (self.label_fault, self.finished) = (None, true);
        while self.skip() {}
        let failure = self.failure.take().map(|kind| Fault { kind, offset: self.offset, len: 0 });
        fault.or(failure).map_or(Ok(()), Err)
    }

    /// Leaves what was read ahead behind and reads on. False at the end of input, or when reading failed.
    pub(crate) fn skip(&mut self) -> bool {
        self.advance(self.ahead());
        self.pull()
    }

    /// The encoding that the text is decoded from; UTF-8 before the first [`fill`](Self::fill).
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes of the byte order mark: 0, 2 or 3.
    pub fn bom_len(&self) -> u64 {
        self.prolog.as_ref().map_or(0, |prolog| prolog.bom_len)
    }

    /// What the first bytes said, once [`fill`](Self::fill) was called.
    pub fn prolog(&self) -> Option<&Prolog> {
        self.prolog.as_ref()
    }

    /// What the first bytes look like, once [`fill`](Self::fill) was called.
    ///
    /// ```
    /// # use sofi_lheo::source::{Content, Decoder};
    /// let mut decoder = Decoder::new(&b"%PDF-1.7\n"[..]);
    /// decoder.fill(&mut String::new());
    /// assert_eq!(decoder.content(), Some(Content::Pdf));
    /// ```
    pub fn content(&self) -> Option<Content> {
        self.prolog.as_ref().map(|prolog| prolog.content)
    }

    /// Raw offset of what is decoded next, byte order mark and skipped faults included: the place, in the decompressed and
    /// undecoded input, of the character that follows the text given so far. At the end, the size of the document.
    pub fn raw_bytes(&self) -> u64 {
        self.offset
    }

    /// SHA-256 of the raw bytes read so far: that of the document once [`Filled::End`] was returned or
    /// [`drain`](Self::drain) called. `None` if it was not [wanted](Self::with_digest).
    pub fn sha256(&self) -> Option<[u8; 32]> {
        self.digest.as_ref().map(|digest| digest.clone().finalize().into())
    }

    /// True if the document is read as Latin-1, ISO-8859-15 or windows-1252, and every non-ASCII byte so far belongs to a
    /// valid UTF-8 sequence, at least one of which was seen: its declaration probably lies.
    ///
    /// ```
    /// # use sofi_lheo::source::{Decoder, Filled};
    /// let mut decoder = Decoder::new("<?xml version='1.0' encoding='ISO-8859-1'?><r>é</r>".as_bytes());
    /// let mut text = String::new();
    /// while decoder.fill(&mut text) == Filled::More {}
    /// assert!(text.ends_with("<r>Ã©</r>") && decoder.looks_utf8());
    /// ```
    pub fn looks_utf8(&self) -> bool {
        self.witness.as_ref().is_some_and(Utf8Witness::is_convinced)
    }

    /// Gives the input back. What was read ahead of the text is lost.
    pub fn into_inner(self) -> R {
        self.input
    }

    /// Reads the first bytes and decides.
    fn detect(&mut self) {
        while self.buffer.len() < PROLOG_LEN && self.pull() {}
        let mut prolog = Prolog::of(self.buffer.get(..PROLOG_LEN).unwrap_or(&self.buffer));
        self.encoding = prolog.encoding;
        self.label_fault = prolog.fault.take();
        self.witness = prolog.encoding.is_latin().then(Utf8Witness::default);
        self.advance(prolog.bom_len as usize);
        self.prolog = Some(prolog);
    }

    /// Decodes one chunk, or finds why there is none.
    fn step(&mut self, out: &mut String) {
        let mut size = self.chunk;
        if let Some((kind, place)) = self.label_fault.take() {
            if place <= self.offset {
                self.fault = Some(Fault { kind, offset: self.offset, len: 0 });
                return;
            }
            // The declaration before the label is plain ASCII: it is given before the fault.
            size = size.min((place - self.offset) as usize);
            self.label_fault = Some((kind, place));
        }
        loop {
            while self.ahead() < size && self.pull() {}
            let held = self.ahead();
            let taken = held.min(size);
            let all = taken == held && self.end_of_input;
            let bytes = self.buffer.get(self.start..self.start + taken).unwrap_or_default();
            let Step { consumed, stop } =
                codec::decode(self.encoding, bytes, all && self.failure.is_none(), out);
            self.advance(consumed);
            if let Some((kind, len)) = stop {
                self.fault = Some(Fault { kind, offset: self.offset, len: len as u64 });
                return;
            }
            if consumed > 0 {
                return;
            }
            if all {
                // A character cut by a failure is not a fault of its own: its end was not read.
                self.advance(held);
                self.end();
                return;
            }
            // Less than a character, of chunks smaller than one: a byte more.
            size = taken + 1;
        }
    }

    /// All that could be read is decoded.
    fn end(&mut self) {
        match self.failure.take() {
            Some(kind) => self.fault = Some(Fault { kind, offset: self.offset, len: 0 }),
            None => self.finished = true,
        }
    }

    /// Bytes read and not decoded yet.
    fn ahead(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// Reads once, after the bytes that wait. False at the end of input, or when reading failed.
    fn pull(&mut self) -> bool {
        if self.end_of_input {
            return false;
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let held = self.buffer.len();
        self.buffer.resize(held + self.chunk, 0);
        let read = loop {
            match self.input.read(self.buffer.get_mut(held..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // A reader that claims more than it was asked for is broken: do not panic on it.
                other => break other.map(|read| read.min(self.chunk)),
            }
        };
        let size = *read.as_ref().unwrap_or(&0);
        self.buffer.truncate(held + size);
        if let Some(digest) = &mut self.digest {
            digest.update(self.buffer.get(held..).unwrap_or_default());
        }
        self.end_of_input = size == 0;
        self.failure = read.err().map(|error| FaultKind::from_read_error(&error));
        size > 0
    }

    /// Leaves the next `size` bytes behind.
    fn advance(&mut self, size: usize) {
        let size = size.min(self.ahead());
        let left = self.buffer.get(self.start..self.start + size).unwrap_or_default();
        if let Some(witness) = &mut self.witness {
            witness.see(left);
        }
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(left);
        }
        self.start += size;
        self.offset += size as u64;
    }
}

impl<R> fmt::Debug for Decoder<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("prolog", &self.prolog)
            .field("encoding", &self.encoding)
            .field("offset", &self.offset)
            .field("fault", &self.fault)
            .field("finished", &self.finished)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "decoder_tests.rs"]
mod tests;
