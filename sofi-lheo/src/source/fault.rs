//! What may go wrong while bytes are read, unpacked and decoded.

use std::io;

use super::Encoding;

/// Something wrong in the bytes of a document, at an exact place.
///
/// ```
/// use sofi_lheo::source::{Decoder, FaultKind, Filled};
///
/// let mut decoder = Decoder::new(&b"<r>\xE9</r>"[..]);
/// let mut text = String::new();
/// assert_eq!(decoder.fill(&mut text), Filled::More);
/// let Filled::Fault(fault) = decoder.fill(&mut text) else { panic!() };
/// assert_eq!((fault.offset, fault.len), (3, 1));
/// assert!(matches!(fault.kind, FaultKind::Malformed { .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (byte {offset})")]
pub struct Fault {
    /// What is wrong.
    #[source]
    pub kind: FaultKind,
    /// Where, in bytes of the decompressed, undecoded document, byte order mark included.
    pub offset: u64,
    /// How many bytes [`Decoder::skip_fault`](super::Decoder::skip_fault) jumps over; 0 when the bytes there can be read all the same
    /// (a label that lies) or when none is left.
    pub len: u64,
}

/// The kinds of [`Fault`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// Bytes that write no character in the encoding of the document.
    #[error("bytes {} are not {encoding}", hex(bytes))]
    Malformed {
        /// The encoding that the document is read with.
        encoding: Encoding,
        /// The faulty bytes, four at most.
        bytes: Vec<u8>,
    },
    /// Half of a surrogate pair alone, in UTF-16.
    #[error("lone surrogate {unit:04X} in UTF-16")]
    LoneSurrogate {
        /// The value found.
        unit: u16,
    },
    /// UTF-16 that ends on half a unit.
    #[error("UTF-16 ends on an odd byte {byte:02X}")]
    OddByte {
        /// The last byte of the document.
        byte: u8,
    },
    /// The declaration names an encoding that does not exist.
    #[error("unknown encoding {label:?}")]
    UnknownLabel {
        /// The label as written.
        label: String,
        /// What was probably meant; the document is read with it after [`skip_fault`](super::Decoder::skip_fault).
        guess: Option<Encoding>,
    },
    /// The encoding exists, but is not read here.
    #[error("unsupported encoding {name:?}")]
    UnsupportedEncoding {
        /// The label as written, or the family told by the first bytes: `UTF-32`, `EBCDIC`.
        name: String,
        /// True if a label says so, and the bytes may still be read as UTF-8; false if the bytes themselves tell.
        declared: bool,
    },
    /// The declaration names UTF-16 while the content is made of 8-bit characters.
    #[error("declared as {label:?}, but written with 8-bit characters")]
    NotUtf16 {
        /// The label as written.
        label: String,
    },
    /// The compressed data or the archive stops before its end.
    #[error("the compressed data is cut short")]
    Truncated,
    /// The compressed data is damaged: invalid stream, wrong checksum or size, rubbish after the end.
    #[error("the compressed data is damaged: {detail}")]
    Corrupt {
        /// What the decompressor says.
        detail: String,
    },
    /// The data unpacks to more than the limits allow.
    #[error("decompression stopped: {produced} bytes came out of {consumed} ({limit})")]
    DecompressionExcessive {
        /// Bytes unpacked so far.
        produced: u64,
        /// Packed bytes they came from.
        consumed: u64,
        /// The limit that was passed.
        limit: DecompressionLimit,
    },
    /// An archive or compressed file within another, which is not opened.
    #[error("{format} within an archive is not opened")]
    NestedArchive {
        /// `zip`, `gzip`, ...
        format: &'static str,
    },
    /// A member protected by a password.
    #[error("the member is encrypted")]
    Encrypted,
    /// A member compressed by a method that is not read here.
    #[error("compression method {method} is not supported")]
    UnsupportedCompression {
        /// Name of the method.
        method: String,
    },
    /// Reading failed: disk, network, pipe.
    #[error("reading failed: {message}")]
    Io {
        /// Kind of the error.
        kind: io::ErrorKind,
        /// Its message.
        message: String,
    },
}

/// A limit set on decompression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecompressionLimit {
    /// Bytes out for one byte in.
    #[error("at most {0} bytes for one")]
    Ratio(u64),
    /// Bytes out, in all.
    #[error("at most {0} bytes in all")]
    Total(u64),
}

impl FaultKind {
    /// True if no text can follow the fault, even after [`skip_fault`](super::Decoder::skip_fault).
    pub fn is_final(&self) -> bool {
        match self {
            Self::Malformed { .. }
            | Self::LoneSurrogate { .. }
            | Self::OddByte { .. }
            | Self::UnknownLabel { .. }
            | Self::NotUtf16 { .. } => false,
            Self::UnsupportedEncoding { declared, .. } => !declared,
            _ => true,
        }
    }

    /// The fault that travels in an error of our own readers, or the one that any other error amounts to.
    pub(super) fn from_read_error(error: &io::Error) -> Self {
        let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        own.cloned().unwrap_or_else(|| Self::Io { kind: error.kind(), message: error.to_string() })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_show_bytes_and_place() {
        let kind = FaultKind::Malformed { encoding: Encoding::Utf8, bytes: vec![0xE2, 0x82] };
        assert_eq!(Fault { kind, offset: 7, len: 2 }.to_string(), "bytes E2 82 are not UTF-8 (byte 7)");
    }

    #[test]
    fn own_faults_travel_through_io_errors() {
        let error = io::Error::other(FaultKind::Truncated);
        assert_eq!(FaultKind::from_read_error(&error), FaultKind::Truncated);
        let error = io::Error::new(io::ErrorKind::ConnectionReset, "gone");
        let message = "gone".to_owned();
        assert_eq!(
            FaultKind::from_read_error(&error),
            FaultKind::Io { kind: io::ErrorKind::ConnectionReset, message }
        );
    }
}
