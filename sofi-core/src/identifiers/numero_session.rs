//! Numbers of the national flow.

use super::{
    Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark,
    ascii::Ascii,
    read::{Exact, identifier, shown_as_text},
};
use crate::CodeCarif;

/// The number of a formation, an action or a session in the national flow (Intercarif, Offre Info).
///
/// The usual form is the number of the Carif-Oref, `_`, and a local number, itself with two letters or without:
/// `24_207481`, `14_SE_0000093700`, `01_GE108189` (IDN-02). Local numbers also travel without the first part. LHEO
/// takes any text as a number, so a refusal here means "not of the usual form", and no more.
///
/// The number of the *session* is what Pôle emploi asks for; with the SIRET it is the key of the exchange
/// (IDN-01, ORG-05). Thirty characters at most in EDOF, twenty-five at Pôle emploi (IDN-05).
///
/// ```
/// use sofi_core::NumeroSession;
///
/// let numero: NumeroSession = "14_SE_0000093700".parse()?;
/// assert_eq!(numero.carif().unwrap().region().nom(), "Île-de-France");
/// assert_eq!((numero.local(), numero.lettres()), ("SE_0000093700", Some("SE")));
/// # Ok::<_, sofi_core::InvalidIdentifier<NumeroSession>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumeroSession(Ascii<30>);

identifier!(NumeroSession);
shown_as_text!(NumeroSession);

/// What Pôle emploi takes at most.
const POLE_EMPLOI: usize = 25;

impl NumeroSession {
    /// The two digits of the Carif-Oref and the local number.
    fn split(&self) -> (Option<&str>, &str) {
        let text = self.as_str();
        match text.split_once('_') {
            Some((carif, local)) if carif.len() == 2 && carif.bytes().all(|byte| byte.is_ascii_digit()) => {
                (Some(carif), local)
            }
            _ => (None, text),
        }
    }

    /// The Carif-Oref; `None` when the number has no such part, or one that no Carif-Oref bears.
    pub fn carif(&self) -> Option<CodeCarif> {
        self.split().0?.parse().ok()
    }

    /// The local number, without that of the Carif-Oref.
    pub fn local(&self) -> &str {
        self.split().1
    }

    /// The letters at the start of the local number: in Île-de-France `AF`, `SE`, `OF`; `GE` in Grand Est.
    pub fn lettres(&self) -> Option<&str> {
        let letters = self.local().get(..2)?;
        letters.bytes().all(|byte| byte.is_ascii_uppercase()).then_some(letters)
    }
}

/// What follows a group: two letters or none, then digits.
fn after_group(text: &str, letters_needed: bool) -> Option<&str> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let rest = match text.len() - after.len() {
        0 if !letters_needed => text,
        2 => after.strip_prefix('_').unwrap_or(after),
        _ => return None,
    };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    (after.len() < rest.len()).then_some(after)
}

fn is_usual(text: &str) -> bool {
    let local = match text.as_bytes() {
        [a, b, b'_', ..] if a.is_ascii_digit() && b.is_ascii_digit() => text.get(3..).unwrap_or_default(),
        _ => text,
    };
    match after_group(local, false) {
        Some("") => true,
        // The number of a summary joins two: 14_AF_0000011179_SE_0000093700.
        Some(rest) => rest.strip_prefix('_').is_some_and(|rest| after_group(rest, true) == Some("")),
        None => false,
    }
}

impl Exact for NumeroSession {
    const RULE: &'static str = "IDN02";
    const CANONICAL: &'static str = "IDN02";
    const SEPARATORS: bool = false;

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
        if text.is_empty() {
            return refuse("IDN09", Fault::Empty);
        }
        if !is_usual(text) {
            return refuse("IDN02", Fault::Form);
        }
        match Ascii::new(text) {
            Some(code) => Ok(Self(code)),
            None => refuse("IDN05", Fault::Length { found: text.len(), least: 1, most: 30 }),
        }
    }
}

impl Identifier for NumeroSession {
    const KIND: IdentifierKind = IdentifierKind::Session;

    /// The region of the Carif-Oref is a part, not the region of the number: where an offer takes place is
    /// never read from its number (IDN-03).
    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        if let Some(digits) = self.split().0 {
            parts.push(Part::new("carif", "Carif-Oref", "Carif-Oref", digits));
        }
        if let Some(carif) = self.carif() {
            let region = carif.ancienne_region();
            let (fr, en) = if carif.is_evidenced() {
                ("région du Carif-Oref", "region of the Carif-Oref")
            } else {
                ("région du Carif-Oref (déduite)", "region of the Carif-Oref (deduced)")
            };
            parts.push(Part::new("region_carif", fr, en, region));
        }
        parts.push(Part::new("local", "numéro local", "local number", self.local()));
        parts
    }

    fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        match self.split().0 {
            None => remarks.push(Remark::CarifMissing),
            Some(_) if self.carif().is_none() => remarks.push(Remark::UnknownCarif),
            Some(_) => {}
        }
        if self.as_str().len() > POLE_EMPLOI {
            remarks.push(Remark::TooLongForPoleEmploi);
        }
        remarks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_seen_in_the_wild() {
        for text in [
            "07_10",
            "24_207481",
            "20_1262663",
            "14_AF_0000011179",
            "14_SE_0000093700",
            "14_OF_0000000233",
            "01_GE108189",
        ] {
            let numero: NumeroSession = text.parse().unwrap();
            assert_eq!(numero.to_string(), text);
            assert!(numero.remarks().is_empty() && numero.carif().is_some(), "{text}");
        }
        for text in ["SE_0000160070", "1330305"] {
            let numero: NumeroSession = text.parse().unwrap();
            assert_eq!((numero.local(), numero.remarks()), (text, vec![Remark::CarifMissing]));
        }
        let summary: NumeroSession = "14_AF_0000011179_SE_0000093700".parse().unwrap();
        assert_eq!(summary.remarks(), [Remark::TooLongForPoleEmploi]);
        assert_eq!("27_1".parse::<NumeroSession>().unwrap().remarks(), [Remark::UnknownCarif]);
    }

    #[test]
    fn other_forms() {
        for (text, fault) in [
            ("", "vide"),
            ("F_XX_XX", "forme"),
            ("14_", "forme"),
            ("14_AF_", "forme"),
            ("14_AFG_1", "forme"),
            ("14_1_2", "forme"),
            ("é4_1", "forme"),
            (" 24_207481 ", "non-canonique"),
            ("14_se_1", "non-canonique"),
        ] {
            let refused = text.parse::<NumeroSession>().unwrap_err();
            let expected = if text.starts_with('é') { "caractere" } else { fault };
            assert_eq!(refused.fault().as_str(), expected, "{text}");
        }
        assert_eq!("1".repeat(31).parse::<NumeroSession>().unwrap_err().fault().as_str(), "longueur");
    }
}
