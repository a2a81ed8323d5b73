//! NSF: the specialities of training.

use super::{
    Change, Fault, Identifier, IdentifierKind, InvalidIdentifier,
    ascii::number,
    read::{Exact, identifier, shown_as},
};

/// A code of the nomenclature of training specialities (NSF), at three positions.
///
/// France compétences publishes a letter of function after it, `221w`, for which LHEO has no room: lenient
/// reading takes it away and says so (DOM-04).
///
/// ```
/// use sofi_core::{Change, CodeNsf};
///
/// let code: CodeNsf = "221".parse()?;
/// let read = CodeNsf::lenient("221w")?;
/// assert_eq!((read.value, read.changes.contains(Change::FunctionLetter)), (code, true));
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeNsf>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeNsf(u16);

identifier!(CodeNsf);
shown_as!(CodeNsf, |code| "{:03}", code.0);

impl Exact for CodeNsf {
    const RULE: &'static str = "DOM04";
    const CANONICAL: &'static str = "DOM04";
    const LABELS: &'static [&'static str] = &["NSF"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| Err(InvalidIdentifier::new("DOM04", fault));
        if text.is_empty() {
            return refuse(Fault::Empty);
        }
        // A letter may follow the digits, and is too long then.
        let is_wrong = |(at, c): &(usize, char)| !(c.is_ascii_digit() || *at >= 3 && c.is_ascii_alphabetic());
        if let Some((at, found)) = text.chars().enumerate().find(is_wrong) {
            return refuse(Fault::Character { at: at + 1, found });
        }
        match number(text).filter(|_| text.len() == 3) {
            Some(0) => refuse(Fault::Placeholder),
            Some(value) => Ok(Self(value as u16)),
            None => refuse(Fault::Length { found: text.len(), least: 3, most: 3 }),
        }
    }

    fn respell(cleaned: &str) -> Option<(Self, Change)> {
        let (digits, letter) = cleaned.split_at_checked(3)?;
        let is_letter = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic());
        let value = number(digits).filter(|value| is_letter && *value > 0)?;
        Some((Self(value as u16), Change::FunctionLetter))
    }
}

impl Identifier for CodeNsf {
    const KIND: IdentifierKind = IdentifierKind::Nsf;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_positions() {
        for (text, fault) in [
            ("", "vide"),
            ("22", "longueur"),
            ("2210", "longueur"),
            ("22-", "longueur"),
            ("000", "valeur-de-remplissage"),
            ("2W1", "caractere"),
            ("22W", "caractere"),
            ("114b", "non-canonique"),
            ("NSF 114", "non-canonique"),
        ] {
            assert_eq!(text.parse::<CodeNsf>().unwrap_err().fault().as_str(), fault, "{text}");
        }
    }
}
