//! What follows the name in a start tag.

use sofi_core::Level;

use super::{Stopped, plan::Rule};
use crate::{
    AttributeKind,
    structure::{is_date_time, is_uri},
    xml::{chars::is_blank, resolve_reference},
};

/// Longest value that the scanner takes, in bytes.
pub(super) const LONGEST_VALUE: usize = 4096;

/// Reads the start tag of an element from the end of its name on: the place after it, and whether it is the whole element.
#[inline(never)]
pub(super) fn rest(text: &str, from: usize, rule: &Rule, level: Level) -> Result<(usize, bool), Stopped> {
    let bytes = text.as_bytes();
    let attributes = rule.def.attributes;
    let mut at = from;
    let mut seen = 0_u32;
    let is_empty = loop {
        let start = at;
        while bytes.get(at).is_some_and(|byte| is_blank(*byte)) {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'>') => break false,
            Some(b'/') if bytes.get(at + 1) == Some(&b'>') => break true,
            Some(_) if at > start => {}
            _ => return Err(at),
        }
        let length = bytes[at..].iter().position(|byte| *byte == b'=' || *byte <= b' ' || *byte == b'>');
        let end = at + length.ok_or(at)?;
        let name = &bytes[at..end];
        let index = attributes.iter().position(|it| it.name.as_bytes() == name).ok_or(at)?;
        let bit = 1_u32.checked_shl(index as u32).ok_or(at)?;
        let quote = match bytes.get(end..end + 2) {
            Some([b'=', quote @ (b'"' | b'\'')]) if seen & bit == 0 => *quote,
            _ => return Err(at),
        };
        seen |= bit;
        let (is_plain, close) = value(text, end + 2, quote)?;
        let value = text.get(end + 2..close).ok_or(at)?;
        let is_right = value.len() <= LONGEST_VALUE
            && match attributes[index].kind {
                AttributeKind::Text => true,
                AttributeKind::DateTime => is_plain && is_date_time(value),
                AttributeKind::Uri => is_plain && is_uri(value),
                AttributeKind::Id | AttributeKind::IdRef => false,
            };
        if !is_right {
            return Err(at);
        }
        at = close + 1;
    };
    let required = rule.required(level);
    if seen & required != required {
        return Err(at);
    }
    Ok((at + if is_empty { 2 } else { 1 }, is_empty))
}

/// Finds the end of the value at `from`; is it read as it is written?
fn value(text: &str, from: usize, quote: u8) -> Result<(bool, usize), Stopped> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut is_plain = true;
    loop {
        match *bytes.get(at).ok_or(at)? {
            byte if byte == quote => return Ok((is_plain, at)),
            b'&' => {
                let (_, length) = resolve_reference(text.get(at..).ok_or(at)?).map_err(|_| at)?;
                at += length;
                is_plain = false;
            }
            b'<' | 0xef | 0..b' ' => return Err(at),
            _ => at += 1,
        }
    }
}
