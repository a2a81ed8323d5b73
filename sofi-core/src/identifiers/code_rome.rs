//! ROME: trades and jobs.

use super::{
    Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark,
    ascii::Ascii,
    read::{Exact, identifier, shown_as_text},
};

/// A code of the ROME, the operational directory of trades and jobs: a letter and four digits.
///
/// LHEO still knows the five digits of version 2: they are read, kept, and told apart by
/// [`is_ancien`](Self::is_ancien), since no letter can be guessed for them (DOM-05).
///
/// ```
/// use sofi_core::CodeRome;
///
/// let code: CodeRome = "M1805".parse()?;
/// assert_eq!(code.as_str(), "M1805");
/// assert!("11111".parse::<CodeRome>()?.is_ancien());
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeRome>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeRome(Ascii<5>);

identifier!(CodeRome);
shown_as_text!(CodeRome);

impl CodeRome {
    /// Is it five digits of version 2?
    pub fn is_ancien(self) -> bool {
        self.0.as_bytes().first().is_some_and(u8::is_ascii_digit)
    }

    /// The letter of the large domain, where there is one.
    ///
    /// ```
    /// assert_eq!("F1604".parse::<sofi_core::CodeRome>()?.domaine(), Some('F'));
    /// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::CodeRome>>(())
    /// ```
    pub fn domaine(self) -> Option<char> {
        self.0.as_str().chars().next().filter(char::is_ascii_uppercase)
    }
}

impl Exact for CodeRome {
    const RULE: &'static str = "DOM05";
    const CANONICAL: &'static str = "DOM05";
    const LABELS: &'static [&'static str] = &["ROME"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| Err(InvalidIdentifier::new("DOM05", fault));
        if text.is_empty() {
            return refuse(Fault::Empty);
        }
        let is_wrong =
            |(index, c): &(usize, char)| !(c.is_ascii_digit() || *index == 0 && c.is_ascii_uppercase());
        if let Some((index, found)) = text.chars().enumerate().find(is_wrong) {
            return refuse(Fault::Character { at: index + 1, found });
        }
        if text == "00000" {
            return refuse(Fault::Placeholder);
        }
        match Ascii::new(text).filter(|_| text.len() == 5) {
            Some(code) => Ok(Self(code)),
            None => refuse(Fault::Length { found: text.len(), least: 5, most: 5 }),
        }
    }
}

impl Identifier for CodeRome {
    const KIND: IdentifierKind = IdentifierKind::Rome;

    fn parts(&self) -> Vec<Part> {
        self.domaine()
            .map(|letter| Part::new("domaine", "grand domaine", "large domain", letter))
            .into_iter()
            .collect()
    }

    fn remarks(&self) -> Vec<Remark> {
        if self.is_ancien() { vec![Remark::OldRome] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_four_digits() {
        for (text, fault) in [
            ("", "vide"),
            ("M180", "longueur"),
            ("M18055", "longueur"),
            ("MM805", "caractere"),
            ("00000", "valeur-de-remplissage"),
            ("m1805", "non-canonique"),
        ] {
            assert_eq!(text.parse::<CodeRome>().unwrap_err().fault().as_str(), fault, "{text}");
        }
    }
}
