//! Codes that are a number behind a few letters: `RNCP38596`, `RS6117`, `CPF206`.

use super::{Fault, ascii::number};

/// The number behind `prefix_length` letters that were already read: no padding, `most` digits.
pub(super) fn behind(text: &str, prefix_length: usize, most: usize) -> Result<u64, Fault> {
    let digits = text.get(prefix_length..).unwrap_or_default();
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    if let Some((at, found)) = text.chars().enumerate().skip(prefix_length).find(|(_, c)| !c.is_ascii_digit())
    {
        return Err(Fault::Character { at: at + 1, found });
    }
    if !digits.is_empty() && digits.bytes().all(|byte| byte == b'0') {
        return Err(Fault::Placeholder);
    }
    // Padding is for `unpadded`; what it leaves must still have the right length.
    match number(digits).filter(|_| digits.len() <= most) {
        Some(_) if digits.starts_with('0') => Err(Fault::Form),
        Some(value) => Ok(value),
        None => {
            Err(Fault::Length { found: text.len(), least: prefix_length + 1, most: prefix_length + most })
        }
    }
}

/// The same number when zeros pad it.
pub(super) fn unpadded(text: &str, prefix_length: usize, most: usize) -> Option<u64> {
    let digits = text.get(prefix_length..)?;
    number(digits).filter(|value| *value > 0 && digits.trim_start_matches('0').len() <= most)
}
