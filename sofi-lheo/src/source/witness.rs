//! Watches bytes that are read as Latin-1, and tells whether they were UTF-8 all along.

use super::codec::unfinished_utf8;

/// Sees the bytes of a document in order, in pieces cut anywhere.
#[derive(Debug, Default)]
pub(super) struct Utf8Witness {
    /// The start of a character, whose end is in the next piece.
    unfinished: Vec<u8>,
    /// At least one whole character beyond ASCII was seen.
    seen: bool,
    /// Some bytes were not UTF-8.
    refuted: bool,
}

impl Utf8Witness {
    pub(super) fn see(&mut self, mut bytes: &[u8]) {
        // Completes the character left by the piece before: three bytes at most are missing.
        while !self.refuted && !self.unfinished.is_empty() {
            let Some((byte, rest)) = bytes.split_first() else { return };
            self.unfinished.push(*byte);
            bytes = rest;
            match std::str::from_utf8(&self.unfinished) {
                Ok(_) => {
                    self.seen = true;
                    self.unfinished.clear();
                }
                Err(error) => self.refuted = error.error_len().is_some(),
            }
        }
        if self.refuted || bytes.is_ascii() {
            return;
        }
        let (whole, unfinished) = bytes.split_at(bytes.len() - unfinished_utf8(bytes));
        self.unfinished.extend_from_slice(unfinished);
        self.refuted = std::str::from_utf8(whole).is_err();
        self.seen |= !whole.is_ascii();
    }

    /// True if all bytes so far are UTF-8, and some are not ASCII.
    pub(super) fn is_convinced(&self) -> bool {
        self.seen && !self.refuted && self.unfinished.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_verdict_however_the_bytes_are_cut() {
        for (bytes, expected) in [
            ("abc".as_bytes(), false),
            ("été à 10 €, 😀".as_bytes(), true),
            (b"\xE9t\xE9", false),
            (b"\xC3\xA9 puis \xE9", false),
            (b"\xC3\xA9 puis \xC3", false),
            (b"\xC3a", false),
            (b"", false),
        ] {
            for size in 1..=bytes.len().max(1) {
                let mut witness = Utf8Witness::default();
                bytes.chunks(size).for_each(|piece| witness.see(piece));
                assert_eq!(witness.is_convinced(), expected, "{bytes:02X?} by {size}");
            }
        }
    }
}
