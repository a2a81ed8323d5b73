//! UAI: the code of a school.

use super::{
    Fault, Grouped, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark,
    ascii::{Ascii, number},
    read::{Exact, identifier, shown_as_text},
};
use crate::{Departement, Presumed};

/// The code of a school, university, CFA... in the register of national education: seven digits and a letter.
///
/// The letter is a key: the number modulo 23, in an alphabet without I, O and Q (UAI-02). The first three digits
/// name the department: `044`, overseas `974`, and for Corsica `620` and `720` (UAI-04). Initial training is
/// identified by it, where continuing training has a SIRET and a declaration number.
///
/// ```
/// use sofi_core::{CodeUai, Fault, Identifier};
///
/// let uai: CodeUai = "0951099D".parse()?;
/// assert_eq!(uai.departement().certain().unwrap().nom(), "Val-d'Oise");
/// let error = "0951099C".parse::<CodeUai>().unwrap_err();
/// assert_eq!(error.fault(), Fault::Key { found: 'C', expected: Some('D') });
/// assert_eq!("951099D".parse::<CodeUai>().unwrap_err().repair(), Some(uai));
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeUai>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeUai(Ascii<8>);

identifier!(CodeUai);
shown_as_text!(CodeUai);

const ALPHABET: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

impl CodeUai {
    /// The letter that seven digits call for.
    ///
    /// ```
    /// assert_eq!(sofi_core::CodeUai::cle(951_099), 'D');
    /// ```
    #[expect(clippy::indexing_slicing, reason = "twenty-three letters")]
    pub const fn cle(numero: u32) -> char {
        ALPHABET[(numero % 23) as usize] as char
    }
}

impl Exact for CodeUai {
    const RULE: &'static str = "UAI01";
    const CANONICAL: &'static str = "UAI03";
    const LABELS: &'static [&'static str] = &["UAI", "RNE"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("UAI01", Fault::Empty);
        }
        let last = text.chars().count() - 1;
        let is_wrong = |(index, c): &(usize, char)| {
            !(c.is_ascii_digit() || *index == last && *index > 0 && c.is_ascii_uppercase())
        };
        if let Some((index, found)) = text.chars().enumerate().find(is_wrong) {
            return refuse("UAI01", Fault::Character { at: index + 1, found });
        }
        if text.len() <= 8 && text.bytes().all(|byte| byte == b'0') {
            return refuse("UAI01", Fault::Placeholder);
        }
        // From here on, only ASCII is left.
        let (digits, letter) = text.split_at(last);
        let letter = letter.chars().next().unwrap_or_default();
        let value = number(digits).filter(|_| (6..=7).contains(&digits.len()) && letter.is_ascii_uppercase());
        let Some(value) = value else {
            if text.len() == 8 {
                return refuse("UAI01", Fault::Character { at: 8, found: letter });
            }
            return refuse("UAI01", Fault::Length { found: text.len(), least: 8, most: 8 });
        };
        let expected = Self::cle(value as u32);
        let mut code = Ascii::EMPTY;
        match (digits.len(), letter == expected) {
            (7, true) => {
                code.push_str(text);
                Ok(Self(code))
            }
            (7, false) => refuse("UAI02", Fault::Key { found: letter, expected: Some(expected) }),
            (_, true) => {
                code.push('0');
                code.push_str(text);
                Err(InvalidIdentifier::new("UAI03", Fault::ZeroLost).repaired(Some(Self(code))))
            }
            (_, false) => refuse("UAI01", Fault::Length { found: 7, least: 8, most: 8 }),
        }
    }
}

impl Identifier for CodeUai {
    const KIND: IdentifierKind = IdentifierKind::Uai;

    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[3, 4])
    }

    fn parts(&self) -> Vec<Part> {
        let (number, key) = self.as_str().split_at(7);
        vec![Part::new("numero", "numéro", "number", number), Part::new("cle", "clé", "key", key)]
    }

    fn remarks(&self) -> Vec<Remark> {
        let is_known = self.departement() != Presumed::Unknown;
        if is_known { Vec::new() } else { vec![Remark::UnknownTerritory] }
    }

    fn departement(&self) -> Presumed<Departement> {
        self.0.as_bytes().get(..3).and_then(Departement::of_uai).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Region;

    #[test]
    fn letters_and_territories() {
        for (text, departement) in [
            ("0750654D", "75"),
            ("0851372E", "85"),
            ("6200002H", "2A"),
            ("7200009X", "2B"),
            ("7200021K", "2B"),
        ] {
            let uai: CodeUai = text.parse().unwrap();
            assert_eq!(uai.to_string(), text);
            assert_eq!(uai.departement().certain().unwrap().code(), departement);
        }
        let vendee: CodeUai = "0851372E".parse().unwrap();
        assert_eq!(vendee.region(), Presumed::Certain(Region::PaysDeLaLoire));
        let nowhere = format!("9990000{}", CodeUai::cle(9_990_000));
        assert_eq!(nowhere.parse::<CodeUai>().unwrap().remarks(), [Remark::UnknownTerritory]);
    }

    #[test]
    fn what_is_wrong() {
        for (text, fault) in [
            ("", "vide"),
            ("0951099", "longueur"),
            ("09510990", "caractere"),
            ("0951099I", "cle-fausse"),
            ("0951099d", "non-canonique"),
            ("095 1099 D", "non-canonique"),
            ("951099d", "zero-de-tete-perdu"),
            ("951099C", "longueur"),
            ("00951099D", "longueur"),
            ("O951099D", "caractere"),
            ("0951099é", "caractere"),
            ("00000000", "valeur-de-remplissage"),
            ("D", "caractere"),
        ] {
            assert_eq!(text.parse::<CodeUai>().unwrap_err().fault().as_str(), fault, "{text}");
        }
    }
}
