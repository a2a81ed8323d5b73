//! RNCP: the national register of professional certifications.

use super::{
    Change, Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, numbered,
    read::{Exact, identifier, shown_as},
};

/// The number of a sheet in the national register of professional certifications (RNCP), which France
/// compétences keeps.
///
/// LHEO takes the bare number as well as `RNCP` and the number, so both are read; it is written `RNCP38596`,
/// without leading zeros (CRT-01). The specific register (RS) shares the same numbers: a number alone does not
/// say which of the two is meant, the element that holds it does.
///
/// ```
/// use sofi_core::{CodeRncp, Fault};
///
/// let code: CodeRncp = "RNCP38596".parse()?;
/// assert_eq!(code, "38596".parse()?);
/// assert_eq!((code.to_string().as_str(), code.numero()), ("RNCP38596", 38596));
/// assert_eq!("RNCP00000".parse::<CodeRncp>().unwrap_err().fault(), Fault::Placeholder);
/// assert_eq!(CodeRncp::lenient("RNCP00509").unwrap().value.to_string(), "RNCP509");
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeRncp>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeRncp(u32);

identifier!(CodeRncp);
shown_as!(CodeRncp, |code| "RNCP{}", code.0);

/// LHEO gives ten characters: four letters, six digits.
const DIGITS: usize = 6;

impl CodeRncp {
    /// The number without its letters.
    pub const fn numero(self) -> u32 {
        self.0
    }
}

const fn prefix_length(text: &str) -> usize {
    if matches!(text.as_bytes(), [b'R', b'N', b'C', b'P', ..]) { 4 } else { 0 }
}

impl Exact for CodeRncp {
    const RULE: &'static str = "CRT01";
    const CANONICAL: &'static str = "CRT01";

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| InvalidIdentifier::new("CRT01", fault);
        if text.starts_with("RS") && numbered::behind(text, 2, 8).is_ok() {
            return Err(refuse(Fault::OtherKind(IdentifierKind::Rs)));
        }
        numbered::behind(text, prefix_length(text), DIGITS).map(|number| Self(number as u32)).map_err(refuse)
    }

    fn respell(cleaned: &str) -> Option<(Self, Change)> {
        let number = numbered::unpadded(cleaned, prefix_length(cleaned), DIGITS)?;
        Some((Self(number as u32), Change::Padding))
    }
}

impl Identifier for CodeRncp {
    const KIND: IdentifierKind = IdentifierKind::Rncp;

    fn parts(&self) -> Vec<Part> {
        vec![Part::new("numero", "numéro", "number", self.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_and_neighbours() {
        let fault = |text: &str| text.parse::<CodeRncp>().unwrap_err().fault();
        assert_eq!(fault("RNCP"), Fault::Length { found: 4, least: 5, most: 10 });
        assert_eq!(fault(""), Fault::Empty);
        assert_eq!(fault("RS6117"), Fault::OtherKind(IdentifierKind::Rs));
        assert_eq!(fault("RNCP34079A"), Fault::Character { at: 10, found: 'A' });
        assert_eq!(fault("RNCP 34079A"), Fault::Character { at: 11, found: 'A' });
        assert_eq!(fault("RNCP1234567").as_str(), "longueur");
        assert_eq!(fault("rncp 509").as_str(), "non-canonique");
        assert_eq!(CodeRncp::lenient("rncp-00 509").unwrap().value, CodeRncp(509));
    }
}
