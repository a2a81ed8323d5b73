//! Readers put between a file and the decoder: first bytes given back, packed bytes counted, unpacked bytes bounded.
//!
//! What goes wrong travels as a [`FaultKind`] inside an `io::Error`, so that the decoder tells it at its place.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::fault::{DecompressionLimit, FaultKind};
use super::open::SourceLimits;

/// Wraps a fault for the decoder.
pub(super) fn failing(kind: FaultKind) -> io::Error {
    io::Error::other(kind)
}

/// A document that is not read: its first read fails.
pub(super) struct Refused(pub(super) FaultKind);

impl Read for Refused {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(failing(self.0.clone()))
    }
}

/// How many first bytes are looked at to tell an archive.
const HEAD: usize = 4;

/// A reader whose first bytes were looked at.
pub(super) struct Peeked<R> {
    head: Vec<u8>,
    given: usize,
    /// The error that stopped the look, given back after the bytes before it.
    error: Option<io::Error>,
    inner: R,
}

impl<R: Read> Peeked<R> {
    pub(super) fn new(mut inner: R) -> Self {
        let mut head = Vec::with_capacity(HEAD);
        // Retries after an interruption, and keeps what was read before an error.
        let error = inner.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        Self { head, given: 0, error, inner }
    }

    /// The first bytes, fewer than four if the input is shorter.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// The error that came before any byte.
    pub(super) fn take_first_error(&mut self) -> Option<io::Error> {
        self.error.take_if(|_| self.head.is_empty())
    }

    /// What is to be refused when it is found inside an archive.
    pub(super) fn nested(&self) -> Option<&'static str> {
        match self.head() {
            [0x1F, 0x8B, ..] => Some("gzip"),
            head if is_zip(head) => Some("zip"),
            _ => None,
        }
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(mut left) = self.head.get(self.given..).filter(|left| !left.is_empty()) {
            let size = left.read(buffer)?;
            self.given += size;
            return Ok(size);
        }
        self.error.take().map_or_else(|| self.inner.read(buffer), Err)
    }
}

/// True for the first bytes of a ZIP archive: a member, nothing (an empty archive), or a spanned one.
pub(super) fn is_zip(head: &[u8]) -> bool {
    matches!(head, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..])
}

/// Counts the packed bytes, and marks the errors of the reader below so that they are not taken for those of the decompressor.
pub(super) struct Packed<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Packed<R> {
    pub(super) fn new(inner: R) -> (Self, Arc<AtomicU64>) {
        let count = Arc::new(AtomicU64::new(0));
        (Self { inner, count: Arc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.inner.read(buffer) {
                Ok(size) => {
                    self.count.fetch_add(size as u64, Ordering::Relaxed);
                    return Ok(size);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failing(FaultKind::from_read_error(&error))),
            }
        }
    }
}

/// What may come out of one input, all its members together.
#[derive(Clone)]
pub(super) struct Budget {
    limits: SourceLimits,
    /// Bytes unpacked from all members so far.
    all: Arc<AtomicU64>,
    /// Size of the whole archive: members that share their packed bytes cannot multiply it.
    archive: Option<u64>,
}

impl Budget {
    pub(super) fn new(limits: SourceLimits, archive: Option<u64>) -> Self {
        Self { limits, all: Arc::default(), archive }
    }

    fn check(&self, produced: u64, consumed: u64) -> Result<(), FaultKind> {
        let all = self.all.load(Ordering::Relaxed);
        let excessive =
            |produced, consumed, limit| Err(FaultKind::DecompressionExcessive { produced, consumed, limit });
        let too_dense =
            |out: u64, from: u64| out > self.limits.ratio_from && out / self.limits.ratio.max(1) > from;
        let ratio = DecompressionLimit::Ratio(self.limits.ratio);
        match self.archive {
            _ if all > self.limits.total => {
                excessive(all, consumed, DecompressionLimit::Total(self.limits.total))
            }
            _ if too_dense(produced, consumed) => excessive(produced, consumed, ratio),
            Some(archive) if too_dense(all, archive) => excessive(all, archive, ratio),
            _ => Ok(()),
        }
    }
}

/// Unpacked bytes: counted, bounded, and the errors of the decompressor named.
pub(super) struct Unpacked<D> {
    inner: D,
    consumed: Arc<AtomicU64>,
    produced: u64,
    budget: Budget,
}

impl<D> Unpacked<D> {
    pub(super) fn new(inner: D, consumed: Arc<AtomicU64>, budget: Budget) -> Self {
        Self { inner, consumed, produced: 0, budget }
    }
}

impl<D: Read> Read for Unpacked<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Checked before more is unpacked: what came out is given, and one buffer at most beyond the limit.
        self.budget.check(self.produced, self.consumed.load(Ordering::Relaxed)).map_err(failing)?;
        let size = self.inner.read(buffer).map_err(named)?;
        self.produced += size as u64;
        self.budget.all.fetch_add(size as u64, Ordering::Relaxed);
        Ok(size)
    }
}

/// Tells a cut from damage, in the words of a decompressor.
fn named(error: io::Error) -> io::Error {
    if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<FaultKind>) {
        return error;
    }
    failing(match error.kind() {
        io::ErrorKind::UnexpectedEof => FaultKind::Truncated,
        _ => FaultKind::Corrupt { detail: error.to_string() },
    })
}

/// Compares a member with what its archive announced, once it is read to its end.
pub(super) struct Verified<D> {
    inner: D,
    crc: flate2::Crc,
    size: u64,
    announced: Announced,
}

/// What an archive says of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announced {
    /// Its size and its checksum.
    Whole {
        /// Unpacked bytes.
        size: u64,
        /// CRC-32 of them.
        crc: u32,
    },
    /// Nothing: they are written after the member, in an archive that has no directory any more.
    Nothing,
    /// The archive is cut within the member.
    Cut,
}

impl<D> Verified<D> {
    pub(super) fn new(inner: D, announced: Announced) -> Self {
        Self { inner, crc: flate2::Crc::new(), size: 0, announced }
    }

    fn verdict(&self) -> Result<(), FaultKind> {
        let corrupt = |detail| Err(FaultKind::Corrupt { detail });
        match self.announced {
            Announced::Whole { size, .. } if size != self.size => {
                corrupt(format!("{} bytes instead of {size}", self.size))
            }
            Announced::Whole { crc, .. } if crc != self.crc.sum() => corrupt("wrong checksum".to_owned()),
            Announced::Cut => Err(FaultKind::Truncated),
            Announced::Whole { .. } | Announced::Nothing => Ok(()),
        }
    }
}

impl<D: Read> Read for Verified<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.inner.read(buffer)?;
        self.crc.update(buffer.get(..size).unwrap_or_default());
        self.size += size as u64;
        if size == 0 && !buffer.is_empty() {
            self.verdict().map_err(failing)?;
        }
        Ok(size)
    }
}
