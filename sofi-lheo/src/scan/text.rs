//! Texts: where they end, how long they are, and whether they are what an element may hold.

use sofi_core::Level;

use super::{
    Stopped,
    plan::{Holds, packed},
};
use crate::{
    ElementDef,
    structure::{is_date_possible, is_date_shaped, is_right},
    xml::resolve_reference,
};

/// A text up to the next tag.
#[derive(Debug)]
pub(super) struct Run {
    /// The place after it.
    pub(super) end: usize,
    /// How many bytes fewer it would take, were each reference and each end of line one byte long.
    saved: usize,
}

/// Bytes at which the scanner looks twice: what ends a text, what stands for something else, and what may be forbidden.
static IS_ODD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_odd(byte as u8);
        byte += 1;
    }
    table
};

#[expect(clippy::needless_bitwise_bool, reason = "without branches, sixteen bytes are looked at at once")]
const fn is_odd(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n' && byte != b'\t')
        | (byte == b'<')
        | (byte == b'&')
        | (byte == b']')
        | (byte == 0xef)
}

/// Reads the text at `from`, up to a `<`.
pub(super) fn run(text: &str, from: usize) -> Result<Run, Stopped> {
    const BLOCK: usize = 16;
    let bytes = text.as_bytes();
    let (mut at, mut saved) = (from, 0);
    loop {
        while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>)
            && !block.iter().fold(false, |odd, byte| odd | is_odd(*byte))
        {
            at += BLOCK;
        }
        at += bytes[at..].iter().position(|byte| IS_ODD[usize::from(*byte)]).ok_or(bytes.len())?;
        match bytes[at] {
            b'<' => return Ok(Run { end: at, saved }),
            b'&' => {
                let (_, length) = resolve_reference(text.get(at..).ok_or(at)?).map_err(|_| at)?;
                at += length;
                saved += length - 1;
            }
            b']' if !bytes[at..].starts_with(b"]]>") => at += 1,
            // An end of line is one character, however it is written.
            b'\r' => {
                saved += usize::from(bytes.get(at + 1) == Some(&b'\n'));
                at += 1;
            }
            // U+FFFE and U+FFFF are forbidden.
            0xef if !matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])) => at += 1,
            _ => return Err(at),
        }
    }
}

impl Run {
    /// No text at all, at this place.
    pub(super) const fn empty(at: usize) -> Self {
        Self { end: at, saved: 0 }
    }

    /// May an element hold this text?
    pub(super) fn is_accepted(&self, text: &str, holds: &Holds, def: &ElementDef, level: Level) -> bool {
        match holds {
            Holds::Text { min, max } => {
                // Each character takes one to four bytes.
                let bytes = text.len() - self.saved;
                if bytes <= *max && bytes.div_ceil(4) >= *min {
                    return true;
                }
                let length = text.chars().count() - self.saved;
                (*min..=*max).contains(&length)
            }
            Holds::Key(codes) => {
                packed(text.as_bytes()).is_some_and(|code| codes.binary_search(&code).is_ok())
                    || is_right_as_written(text, def, level)
            }
            Holds::Date => {
                is_date_shaped(text) && (level < Level::Strict || is_date_possible(text))
                    || is_right_as_written(text, def, level)
            }
            Holds::Value => is_right_as_written(text, def, level),
            Holds::Any => true,
            Holds::Children(_) => false,
        }
    }
}

/// What the checker says of a text that is read as it is written.
fn is_right_as_written(text: &str, def: &ElementDef, level: Level) -> bool {
    memchr::memchr2(b'&', b'\r', text.as_bytes()).is_none() && is_right(def, text, level)
}
