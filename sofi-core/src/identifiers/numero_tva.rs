//! The French VAT number, which ends with the SIREN.

use super::{
    Fault, Grouped, Identifier, IdentifierKind, InvalidIdentifier, Part, Siren,
    ascii::{Ascii, number},
    read::{Exact, identifier, shown_as_text},
};

/// A French VAT number (*TVA intracommunautaire*): `FR`, two characters of key, the nine digits of the [`Siren`].
///
/// The key is the rest of `SIREN × 100 + 12` divided by 97 (SIR-15). Keys made of letters exist: they are taken unverified.
/// **Monaco** has French VAT numbers that hold no SIREN: their nine digits start with `000` (SIR-13).
///
/// ```
/// use sofi_core::NumeroTva;
///
/// let numero: NumeroTva = "FR86792377731".parse()?;
/// assert_eq!(numero.siren(), Some("792377731".parse().unwrap()));
/// let monaco: NumeroTva = "FR53000004605".parse()?;
/// assert_eq!((monaco.is_monaco(), monaco.siren()), (true, None));
/// assert_eq!("FR87792377731".parse::<NumeroTva>().unwrap_err().rule(), "SIR15");
/// # Ok::<_, sofi_core::InvalidIdentifier<NumeroTva>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumeroTva(Ascii<13>);

identifier!(NumeroTva);
shown_as_text!(NumeroTva);

impl NumeroTva {
    /// The two characters of key.
    pub fn cle(&self) -> &str {
        split(self.as_str()).0
    }

    /// Is it a number of Monaco, where no SIREN is to be read?
    pub fn is_monaco(&self) -> bool {
        is_monaco(split(self.as_str()).1)
    }

    /// The enterprise; `None` in Monaco.
    pub fn siren(&self) -> Option<Siren> {
        if self.is_monaco() { None } else { split(self.as_str()).1.parse().ok() }
    }
}

/// The two characters of key and the nine digits; nothing when it is too short.
fn split(text: &str) -> (&str, &str) {
    text.get(2..).and_then(|text| text.split_at_checked(2)).unwrap_or_default()
}

fn is_monaco(digits: &str) -> bool {
    digits.starts_with("000")
}

impl Exact for NumeroTva {
    const RULE: &'static str = "SIR15";
    const CANONICAL: &'static str = "SIR02";
    const LABELS: &'static [&'static str] = &["TVA"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("SIR15", Fault::Empty);
        }
        let found = text.chars().count();
        let is_wrong = |(index, c): &(usize, char)| match index {
            0 => *c != 'F',
            1 => *c != 'R',
            2 | 3 => !(c.is_ascii_digit() || c.is_ascii_uppercase()),
            _ => !c.is_ascii_digit(),
        };
        if let Some((index, found)) = text.chars().enumerate().find(is_wrong) {
            return refuse("SIR15", Fault::Character { at: index + 1, found });
        }
        let Some(numero) = Ascii::new(text).filter(|_| found == 13) else {
            return refuse("SIR15", Fault::Length { found, least: 13, most: 13 });
        };
        let (key, digits) = split(text);
        if !is_monaco(digits)
            && let Err(error) = digits.parse::<Siren>()
        {
            return refuse(error.rule(), error.fault());
        }
        let expected = format_key(number(digits).unwrap_or_default());
        let wrong = key.chars().zip(expected).find(|(found, expected)| found != expected);
        match wrong.filter(|_| number(key).is_some()) {
            Some((found, expected)) => refuse("SIR15", Fault::Key { found, expected: Some(expected) }),
            None => Ok(Self(numero)),
        }
    }
}

/// The two digits of key that nine digits call for; in Monaco they are those of no SIREN, and the rest is the same.
fn format_key(digits: u64) -> [char; 2] {
    let key = Siren::cle_tva_of(digits);
    [char::from(b'0' + key / 10), char::from(b'0' + key % 10)]
}

impl Identifier for NumeroTva {
    const KIND: IdentifierKind = IdentifierKind::Tva;

    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[4, 3, 3])
    }

    fn parts(&self) -> Vec<Part> {
        let key = Part::new("cle", "clé", "key", self.cle());
        let body = match self.siren() {
            Some(siren) => Part::new("siren", "SIREN", "SIREN", siren),
            None => Part::worded("monaco", "Monaco", "Monaco", ("oui, sans SIREN", "yes, without SIREN")),
        };
        vec![key, body]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong() {
        for (text, rule, fault) in [
            ("", "SIR15", "vide"),
            ("FR", "SIR15", "longueur"),
            ("DE86792377731", "SIR15", "caractere"),
            ("FRé6792377731", "SIR15", "caractere"),
            ("FR8679237773", "SIR15", "longueur"),
            ("FR87792377731", "SIR15", "cle-fausse"),
            ("FR86792377732", "SIR03", "cle-fausse"),
            ("FR54000004605", "SIR15", "cle-fausse"),
            ("FR86 792377731", "SIR02", "non-canonique"),
            ("TVA : FR86792377731", "SIR02", "non-canonique"),
        ] {
            let error = text.parse::<NumeroTva>().unwrap_err();
            assert_eq!((error.rule(), error.fault().as_str()), (rule, fault), "{text}");
        }
        let letters: NumeroTva = "FRXX792377731".parse().unwrap();
        assert_eq!(letters.siren().unwrap().to_string(), "792377731");
        assert_eq!(letters.grouped().as_str(), "FRXX 792 377 731");
    }
}
