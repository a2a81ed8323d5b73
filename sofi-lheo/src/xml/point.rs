//! Places in a document, followed as its text passes.

use crate::source::Encoding;

/// A place in a document, in every measure that findings need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Point {
    /// Bytes of decoded (UTF-8) text before it.
    pub(crate) decoded: u64,
    /// Bytes of undecoded input before it, byte-order mark included.
    pub(crate) raw: u64,
    /// Line, from 1.
    pub(crate) line: u64,
    /// Column, from 1, in characters.
    pub(crate) column: u64,
}

impl Point {
    /// The first character of a document whose byte-order mark has this length.
    pub(crate) const fn start(bom: u64) -> Self {
        Self { decoded: 0, raw: bom, line: 1, column: 1 }
    }

    /// The place after this text.
    #[must_use]
    pub(crate) fn after(self, text: &str, encoding: Encoding) -> Self {
        let mut next = self;
        next.decoded += text.len() as u64;
        next.raw += encoding.raw_len(text);
        let last_line = match memchr::memrchr(b'\n', text.as_bytes()) {
            Some(i) => {
                next.line += memchr::memchr_iter(b'\n', &text.as_bytes()[..=i]).count() as u64;
                next.column = 1;
                &text[i + 1..]
            }
            None => text,
        };
        next.column += count_chars(last_line);
        next
    }
}

/// Characters are the bytes that do not continue another one.
fn count_chars(text: &str) -> u64 {
    text.bytes().map(|byte| u64::from(byte & 0xc0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_line_feeds_and_columns_count_characters() {
        let at = |text, encoding| Point::start(0).after(text, encoding);
        assert_eq!(at("é\r\nœu", Encoding::Utf8), Point { decoded: 7, raw: 7, line: 2, column: 3 });
        assert_eq!(at("é\té", Encoding::Latin1), Point { decoded: 5, raw: 3, line: 1, column: 4 });
        assert_eq!(at("é𝄞", Encoding::Utf16Le), Point { decoded: 6, raw: 6, line: 1, column: 3 });
    }
}
