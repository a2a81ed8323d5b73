//! Certif Info: the certifications as the Carif-Orefs describe them.

use super::{
    Change, Identifier, IdentifierKind, InvalidIdentifier, Remark, numbered,
    read::{Exact, identifier, shown_as},
};

/// The number of a certification in Certif Info, the register that the Carif-Orefs share.
///
/// Four to six digits in practice, ten allowed since LHEO 2.3 (CRT-03). Codes are replaced by others over time,
/// in chains, one to many and many to one (CRT-08), so a code that reads well may be out of use. It is padded with
/// zeros in the key of the ministry alone ([`padded`](Self::padded), IDN-07).
///
/// ```
/// use sofi_core::CodeCertifInfo;
///
/// let code: CodeCertifInfo = "97049".parse()?;
/// assert_eq!((code.to_string().as_str(), code.padded().as_str()), ("97049", "097049"));
/// assert_eq!(CodeCertifInfo::lenient("097049").unwrap().value, code);
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeCertifInfo>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeCertifInfo(u64);

identifier!(CodeCertifInfo);
shown_as!(CodeCertifInfo, |code| "{}", code.0);

const DIGITS: usize = 10;

impl CodeCertifInfo {
    /// The number.
    pub const fn numero(self) -> u64 {
        self.0
    }

    /// The number on six digits, as the key of the ministry of education writes it (IDN-07).
    pub fn padded(self) -> String {
        format!("{:06}", self.0)
    }
}

impl Exact for CodeCertifInfo {
    const RULE: &'static str = "CRT03";
    const CANONICAL: &'static str = "CRT03";

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        numbered::behind(text, 0, DIGITS).map(Self).map_err(|fault| InvalidIdentifier::new("CRT03", fault))
    }

    fn respell(cleaned: &str) -> Option<(Self, Change)> {
        numbered::unpadded(cleaned, 0, DIGITS).map(|number| (Self(number), Change::Padding))
    }
}

impl Identifier for CodeCertifInfo {
    const KIND: IdentifierKind = IdentifierKind::CertifInfo;

    /// The published codes from 90000 on were all odd in 2020: an observation, worth a look and no more.
    fn remarks(&self) -> Vec<Remark> {
        if self.0 >= 90_000 && self.0.is_multiple_of(2) { vec![Remark::EvenCode] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_all_lengths() {
        for text in ["1879", "97049", "107649", "1234567890"] {
            assert_eq!(text.parse::<CodeCertifInfo>().unwrap().to_string(), text);
        }
        for (text, fault) in [
            ("", "vide"),
            ("000000", "valeur-de-remplissage"),
            ("A1234", "caractere"),
            ("12345678901", "longueur"),
            ("097049", "non-canonique"),
        ] {
            assert_eq!(text.parse::<CodeCertifInfo>().unwrap_err().fault().as_str(), fault);
        }
        assert_eq!("97050".parse::<CodeCertifInfo>().unwrap().remarks(), [Remark::EvenCode]);
    }
}
