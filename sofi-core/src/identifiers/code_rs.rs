//! RS: the specific register.

use super::{
    Change, Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, numbered,
    read::{Exact, identifier, shown_as},
};

/// The number of a sheet in the specific register (RS) of France compétences: habilitations, complements.
///
/// The letters are needed: the RNCP shares the same numbers, and a certification may move from one register to
/// the other (CRT-02, CRT-11).
///
/// ```
/// use sofi_core::{CodeRs, Fault};
///
/// let code: CodeRs = "RS6117".parse()?;
/// assert_eq!(code.numero(), 6117);
/// assert_eq!("6117".parse::<CodeRs>().unwrap_err().fault(), Fault::PrefixMissing("RS"));
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeRs>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeRs(u32);

identifier!(CodeRs);
shown_as!(CodeRs, |code| "RS{}", code.0);

/// LHEO gives ten characters: two letters, eight digits.
const DIGITS: usize = 8;

impl CodeRs {
    /// The number without its letters.
    pub const fn numero(self) -> u32 {
        self.0
    }
}

impl Exact for CodeRs {
    const RULE: &'static str = "CRT02";
    const CANONICAL: &'static str = "CRT02";

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| InvalidIdentifier::new("CRT02", fault);
        if text.starts_with("RNCP") && numbered::behind(text, 4, 6).is_ok() {
            return Err(refuse(Fault::OtherKind(IdentifierKind::Rncp)));
        }
        if !text.starts_with("RS") {
            let bare = numbered::behind(text, 0, DIGITS);
            return Err(refuse(bare.err().unwrap_or(Fault::PrefixMissing("RS"))));
        }
        numbered::behind(text, 2, DIGITS).map(|number| Self(number as u32)).map_err(refuse)
    }

    fn respell(cleaned: &str) -> Option<(Self, Change)> {
        cleaned.strip_prefix("RS")?;
        numbered::unpadded(cleaned, 2, DIGITS).map(|number| (Self(number as u32), Change::Padding))
    }
}

impl Identifier for CodeRs {
    const KIND: IdentifierKind = IdentifierKind::Rs;

    fn parts(&self) -> Vec<Part> {
        vec![Part::new("numero", "numéro", "number", self.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_is_ambiguous() {
        let fault = |text: &str| CodeRs::lenient(text).unwrap_err().fault();
        assert_eq!(fault("RNCP6117"), Fault::OtherKind(IdentifierKind::Rncp));
        assert_eq!(fault("06117").as_str(), "forme");
        assert_eq!(fault("RS"), Fault::Length { found: 2, least: 3, most: 10 });
        assert_eq!(CodeRs::lenient("rs 06117").unwrap().value, CodeRs(6117));
    }
}
