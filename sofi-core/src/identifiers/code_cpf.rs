//! CPF: what the personal training account pays for.

use super::{
    Change, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark, numbered,
    read::{Exact, identifier, shown_as},
};

/// A code of the personal training account (CPF), given by the Caisse des dépôts.
///
/// Today's codes are `CPF` and a number, for what no register certifies: `CPF200` is validation of experience,
/// `CPF202` a skills review, `CPF204` business creation, `CPF206` the driving licence B. Before 2019 every
/// eligible training had a bare number, `130805`: it belongs to another numbering, so it is kept as it is, and
/// [`is_ancien`](Self::is_ancien) tells (CRT-23).
///
/// ```
/// use sofi_core::{CodeCpf, Identifier, Remark};
///
/// let licence: CodeCpf = "CPF206".parse()?;
/// assert!(!licence.is_ancien());
/// let old: CodeCpf = "130805".parse()?;
/// assert_eq!((old.to_string().as_str(), old.remarks()), ("130805", vec![Remark::OldCpf]));
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeCpf>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeCpf {
    ancien: bool,
    numero: u32,
}

identifier!(CodeCpf);
shown_as!(CodeCpf, |code| "{}{}", code.prefix(), code.numero);

/// LHEO gives ten characters: three letters, seven digits. The bare numbers had six at most.
const DIGITS: usize = 7;

impl CodeCpf {
    /// The number without its letters.
    pub const fn numero(self) -> u32 {
        self.numero
    }

    /// Is it a bare number of before 2019?
    pub const fn is_ancien(self) -> bool {
        self.ancien
    }

    const fn prefix(self) -> &'static str {
        if self.ancien { "" } else { "CPF" }
    }
}

impl Exact for CodeCpf {
    const RULE: &'static str = "CRT23";
    const CANONICAL: &'static str = "CRT23";

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let ancien = !text.starts_with("CPF");
        let (prefix, most) = if ancien { (0, 6) } else { (3, DIGITS) };
        match numbered::behind(text, prefix, most) {
            Ok(number) => Ok(Self { ancien, numero: number as u32 }),
            Err(fault) => Err(InvalidIdentifier::new("CRT23", fault)),
        }
    }

    fn respell(cleaned: &str) -> Option<(Self, Change)> {
        cleaned.strip_prefix("CPF")?;
        let number = numbered::unpadded(cleaned, 3, DIGITS)?;
        Some((Self { ancien: false, numero: number as u32 }, Change::Padding))
    }
}

impl Identifier for CodeCpf {
    const KIND: IdentifierKind = IdentifierKind::Cpf;

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("numero", "numéro", "number", self.numero)];
        let object = match (self.ancien, self.numero) {
            (false, 200) => ("validation des acquis de l'expérience", "validation of experience"),
            (false, 202) => ("bilan de compétences", "skills review"),
            (false, 204) => ("création ou reprise d'entreprise", "business creation"),
            (false, 206) => ("permis de conduire B", "driving licence B"),
            (false, 210..=222) => ("permis de conduire", "driving licence"),
            _ => return parts,
        };
        parts.push(Part::worded("objet", "objet", "object", object));
        parts
    }

    fn remarks(&self) -> Vec<Remark> {
        if self.ancien { vec![Remark::OldCpf] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fault;

    #[test]
    fn both_ages() {
        for text in ["CPF200", "CPF1", "1487", "222905"] {
            assert_eq!(text.parse::<CodeCpf>().unwrap().to_string(), text);
        }
        for (text, fault) in [("CPF", "longueur"), ("CPF0", "valeur-de-remplissage"), ("CPX2", "caractere")] {
            assert_eq!(text.parse::<CodeCpf>().unwrap_err().fault().as_str(), fault);
        }
        assert_eq!("X".parse::<CodeCpf>().unwrap_err().fault(), Fault::Character { at: 1, found: 'X' });
    }
}
