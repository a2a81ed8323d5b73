//! A document with changes, none of which was written yet.

use std::{
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
};

/// Some bytes of a document, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patch {
    pub(crate) range: Range<u64>,
    pub(crate) bytes: Vec<u8>,
    /// Where what is added was before, when it is moved.
    pub(crate) moved_from: Option<u64>,
}

/// A run of bytes of a [`Draft`].
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Bytes of the original.
    Kept(Range<u64>),
    /// Other bytes.
    New(Vec<u8>),
}

/// A document as its changes make it: runs of its bytes, and bytes that are new. It takes as much memory as the changes do.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pieces: Vec<Piece>,
}

/// Bytes that can be read as often as needed.
pub(crate) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

impl Draft {
    /// A document of this length, unchanged.
    pub(crate) fn whole(length: u64) -> Self {
        let mut draft = Self { pieces: Vec::new() };
        draft.keep(0..length);
        draft
    }

    fn keep(&mut self, range: Range<u64>) {
        if range.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece::Kept(last)) if last.end == range.start => last.end = range.end,
            _ => self.pieces.push(Piece::Kept(range)),
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece::New(last)) => last.extend_from_slice(bytes),
            _ => self.pieces.push(Piece::New(bytes.to_vec())),
        }
    }

    /// The same with more changes, in order and apart from each other, whose ranges count in this draft.
    pub(crate) fn patched<'p>(&self, patches: impl IntoIterator<Item = &'p Patch>) -> Self {
        let mut next = Self { pieces: Vec::with_capacity(self.pieces.len()) };
        let mut patches = patches.into_iter().peekable();
        // Offset in this draft of what was not copied yet.
        let mut at = 0;
        for piece in &self.pieces {
            let end = at + piece.len();
            let start = at;
            while let Some(patch) = patches.peek()
                && (patch.range.start < end || (patch.range.is_empty() && patch.range.start == end))
            {
                if patch.range.start >= at {
                    next.copy(piece, at - start..patch.range.start - start);
                    next.add(&patch.bytes);
                    at = patch.range.start;
                }
                // What goes may reach into the next pieces.
                at = at.max(patch.range.end.min(end));
                if patch.range.end > end {
                    break;
                }
                patches.next();
            }
            next.copy(piece, at - start..end - start);
            at = end;
        }
        next
    }

    fn copy(&mut self, piece: &Piece, range: Range<u64>) {
        match piece {
            Piece::Kept(kept) => self.keep(kept.start + range.start..kept.start + range.end),
            Piece::New(bytes) => {
                self.add(bytes.get(range.start as usize..range.end as usize).unwrap_or_default());
            }
        }
    }

    /// What is changed: bytes of the original, in order, and what stands instead.
    pub(super) fn changes(&self, length: u64) -> Vec<(Range<u64>, &[u8])> {
        let mut changes = Vec::new();
        let mut at = 0;
        let mut new: &[u8] = &[];
        for piece in &self.pieces {
            match piece {
                Piece::New(bytes) => new = bytes,
                Piece::Kept(kept) => {
                    if !new.is_empty() || kept.start > at {
                        changes.push((at..kept.start, std::mem::take(&mut new)));
                    }
                    at = kept.end;
                }
            }
        }
        if !new.is_empty() || length > at {
            changes.push((at..length, new));
        }
        changes
    }

    /// Reads it, from the bytes of the original.
    pub(super) fn reader<'d>(&'d self, original: &'d mut (dyn Bytes + 'd)) -> DraftReader<'d> {
        DraftReader { pieces: &self.pieces, done: 0, original, at: None }
    }
}

impl Piece {
    fn len(&self) -> u64 {
        match self {
            Self::Kept(range) => range.end - range.start,
            Self::New(bytes) => bytes.len() as u64,
        }
    }
}

/// Reads a [`Draft`].
pub(crate) struct DraftReader<'d> {
    pieces: &'d [Piece],
    /// How much of the first of them was read.
    done: u64,
    original: &'d mut (dyn Bytes + 'd),
    /// Where the original stands.
    at: Option<u64>,
}

impl Read for DraftReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(piece) = self.pieces.first() else { return Ok(0) };
        let wanted = usize::try_from(piece.len() - self.done).unwrap_or(usize::MAX).min(buffer.len());
        let read = match piece {
            Piece::New(bytes) => (&bytes[self.done as usize..]).read(&mut buffer[..wanted])?,
            Piece::Kept(range) => {
                let from = range.start + self.done;
                if self.at != Some(from) {
                    self.original.seek(SeekFrom::Start(from))?;
                }
                let read = self.original.read(&mut buffer[..wanted])?;
                if read == 0 && wanted > 0 {
                    // The file has become shorter while it was read.
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                self.at = Some(from + read as u64);
                read
            }
        };
        self.done += read as u64;
        if self.done == piece.len() {
            self.pieces = &self.pieces[1..];
            self.done = 0;
        }
        Ok(read)
    }
}

/// Where the bytes of a patched draft were before, and the other way round.
#[derive(Debug)]
pub(super) struct Moves {
    /// In order: what each patch replaces, and what it becomes.
    spans: Vec<(Range<u64>, Range<u64>, Option<u64>)>,
}

impl Moves {
    pub(super) fn new<'p>(patches: impl IntoIterator<Item = &'p Patch>) -> Self {
        let mut spans = Vec::new();
        // All that was added so far, and all that has gone.
        let (mut added, mut gone) = (0, 0);
        for patch in patches {
            let start = patch.range.start + added - gone;
            let length = patch.bytes.len() as u64;
            spans.push((patch.range.clone(), start..start + length, patch.moved_from));
            added += length;
            gone += patch.range.end - patch.range.start;
        }
        Self { spans }
    }

    /// Where what stands at this offset now stood before.
    pub(super) fn before(&self, now: u64) -> u64 {
        let after = self.spans.partition_point(|(_, new, _)| new.start <= now);
        let Some((old, new, moved)) = after.checked_sub(1).map(|last| &self.spans[last]) else { return now };
        match moved {
            _ if now >= new.end => now - new.end + old.end,
            Some(from) => from + (now - new.start),
            None => (old.start + (now - new.start)).min(old.end),
        }
    }

    /// Where what stood at this offset stands now.
    pub(super) fn now(&self, before: u64) -> u64 {
        let after = self.spans.partition_point(|(old, ..)| old.start < before);
        let Some((old, new, _)) = after.checked_sub(1).map(|last| &self.spans[last]) else { return before };
        if before >= old.end { before - old.end + new.end } else { new.start }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn patch(range: Range<u64>, text: &str) -> Patch {
        Patch { range, bytes: text.as_bytes().to_vec(), moved_from: None }
    }

    fn read(draft: &Draft, text: &str) -> String {
        let mut out = String::new();
        let mut original = Cursor::new(text.as_bytes().to_vec());
        draft.reader(&mut original).read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn patches_add_up() {
        let text = "0123456789";
        let mut draft = Draft::whole(10);
        let mut expected = text.to_owned();
        for patches in [
            vec![patch(2..4, "ab"), patch(7..7, "c"), patch(9..10, "")],
            vec![patch(0..3, "X"), patch(5..8, "YZ")],
            vec![patch(0..0, "<"), patch(1..6, "")],
            vec![patch(2..3, ""), patch(3..3, ">")],
        ] {
            draft = draft.patched(&patches);
            for patch in patches.iter().rev() {
                let range = patch.range.start as usize..patch.range.end as usize;
                expected.replace_range(range, std::str::from_utf8(&patch.bytes).unwrap());
            }
            assert_eq!(read(&draft, text), expected);
            // What is changed says it all.
            let mut rebuilt = text.to_owned();
            for (range, bytes) in draft.changes(10).into_iter().rev() {
                let new = std::str::from_utf8(bytes).unwrap();
                rebuilt.replace_range(range.start as usize..range.end as usize, new);
            }
            assert_eq!(rebuilt, expected);
        }
    }

    #[test]
    fn places_are_followed() {
        let moves = Moves::new(&[patch(2..4, "abc"), patch(7..7, "d"), patch(9..10, "")]);
        for (before, now) in [(0, 0), (2, 2), (4, 5), (6, 7), (7, 8), (8, 10), (10, 11)] {
            assert_eq!(moves.before(now), before, "{now}");
            if before != 7 {
                assert_eq!(moves.now(before), now, "{before}");
            }
        }
        let moved = Patch { moved_from: Some(8), ..patch(1..1, "xy") };
        let moves = Moves::new(&[moved, patch(8..10, "")]);
        assert_eq!([1, 2, 3, 9, 10].map(|now| moves.before(now)), [8, 9, 1, 7, 10]);
    }
}
