//! SIRET: the number of an establishment.

use super::{
    Fault, Grouped, Identifier, IdentifierKind, InvalidIdentifier, Part, Remark, Siren,
    ascii::number,
    luhn,
    read::{Exact, identifier, shown_as},
};

/// The number of an establishment: the nine digits of the [`Siren`], then five of NIC, the last of which is a key.
///
/// The formula of Luhn must hold over the fourteen digits *and* over the first nine: many validators check one
/// of the two (SIR-03, SIR-04). Zeros pass the formula and mean that nothing is known (SIR-06). The NIC says
/// nothing about which establishment is the head office (SIR-10), and a number that is well formed may never
/// have been given: only Sirene tells.
///
/// **La Poste** has more establishments than the formula leaves numbers: for its SIREN, a sum of digits that is a
/// multiple of 5 is enough. Insee's text takes that or the formula, and so does this type; python-stdnum takes
/// the formula for the head office alone (SIR-05).
///
/// ```
/// use sofi_core::{Fault, Siret};
///
/// let siret: Siret = "19511296600799".parse()?;
/// assert_eq!((siret.siren().to_string().as_str(), siret.nic()), ("195112966", 799));
///
/// let error = "11122233344455".parse::<Siret>().unwrap_err();
/// assert_eq!((error.fault(), error.rule()), (Fault::SirenKey, "SIR04"));
/// # Ok::<_, sofi_core::InvalidIdentifier<Siret>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siret(u64);

identifier!(Siret);
shown_as!(Siret, |siret| "{:014}", siret.0);

/// Why the keys of a number of fourteen digits do not hold.
fn check(value: u64) -> Result<Siret, InvalidIdentifier<Siret>> {
    let refuse = |rule, fault| Err(InvalidIdentifier::new(rule, fault));
    let siren = value / 100_000;
    // Of an enterprise that is nobody there is no establishment either, whatever the NIC.
    if siren == 0 {
        return refuse("SIR06", Fault::Placeholder);
    }
    let is_la_poste = siren == Siren::LA_POSTE.value();
    if is_la_poste && digit_sum(value).is_multiple_of(5) {
        return Ok(Siret(value));
    }
    let digit = |digit: u64| char::from(b'0' + digit as u8);
    match (luhn::holds(value), luhn::holds(siren)) {
        (true, true) => Ok(Siret(value)),
        (true, false) => refuse("SIR04", Fault::SirenKey),
        (false, _) if is_la_poste => refuse("SIR05", Fault::Key { found: digit(value % 10), expected: None }),
        (false, _) => {
            let expected = Some(digit(luhn::key(value).into()));
            refuse("SIR03", Fault::Key { found: digit(value % 10), expected })
        }
    }
}

fn digit_sum(mut value: u64) -> u64 {
    let mut sum = 0;
    while value > 0 {
        sum += value % 10;
        value /= 10;
    }
    sum
}

/// A number that a spreadsheet has dressed up.
struct Dressed {
    /// The SIRET, when its digits are all still there.
    repair: Option<Siret>,
}

/// Does the text bear the marks of a spreadsheet (SIR-08)?
fn spreadsheet(text: &str) -> Option<Dressed> {
    let siret = |digits: &str| number(digits).filter(|_| digits.len() == 14).and_then(|n| check(n).ok());
    if let Some(rest) = text.strip_prefix('\'') {
        let inside = rest.strip_suffix('\'').unwrap_or(rest);
        return number(inside).map(|_| Dressed { repair: siret(inside) });
    }
    if let Some((mantissa, exponent)) = text.split_once(['E', 'e']) {
        let is_mantissa = mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let is_exponent = number(exponent.trim_start_matches('+')).is_some_and(|exponent| exponent < 100);
        return (!mantissa.is_empty() && is_mantissa && is_exponent).then_some(Dressed { repair: None });
    }
    let (whole, decimals) = text.split_once(['.', ','])?;
    let value = number(whole).filter(|_| matches!(decimals, "0" | "00"))?;
    match whole.len() {
        14 => Some(Dressed { repair: siret(whole) }),
        10..=13 => {
            // A zero lost on top, or a dot of presentation before final zeros that are genuine?
            let padded = if whole.len() == 13 { check(value).ok() } else { None };
            let is_presentation = text.contains('.')
                && whole.len() + decimals.len() == 14
                && check(value * 10_u64.pow(decimals.len() as u32)).is_ok();
            match (padded, is_presentation) {
                (None, true) => None,
                (Some(_), true) => Some(Dressed { repair: None }),
                (repair, false) => Some(Dressed { repair }),
            }
        }
        _ => None,
    }
}

impl Siret {
    pub(crate) const fn value(self) -> u64 {
        self.0
    }

    /// The enterprise.
    pub const fn siren(self) -> Siren {
        Siren::of_siret(self.0)
    }

    /// The internal number of the establishment, its key included: four digits and one of key (SIR-10).
    pub const fn nic(self) -> u32 {
        (self.0 % 100_000) as u32
    }

    /// Is it an establishment of La Poste, which has a rule of its own (SIR-05)?
    ///
    /// ```
    /// use sofi_core::Siret;
    ///
    /// assert!("35600000009075".parse::<Siret>()?.is_la_poste());
    /// # Ok::<_, sofi_core::InvalidIdentifier<Siret>>(())
    /// ```
    pub const fn is_la_poste(self) -> bool {
        self.siren().value() == Siren::LA_POSTE.value()
    }
}

impl Exact for Siret {
    const RULE: &'static str = "SIR01";
    const CANONICAL: &'static str = "SIR02";
    const LABELS: &'static [&'static str] = &["SIRET"];

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |rule, fault| InvalidIdentifier::new(rule, fault);
        if let Some(value) = number(text).filter(|_| text.len() == 14) {
            return check(value);
        }
        if text.is_empty() {
            return Err(refuse("SIR06", Fault::Empty));
        }
        if let Some(Dressed { repair }) = spreadsheet(text) {
            return Err(refuse("SIR08", Fault::Spreadsheet).repaired(repair));
        }
        if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return Err(refuse("SIR01", Fault::Character { at: at + 1, found }));
        }
        if text.len() < 14 && text.bytes().all(|byte| byte == b'0') {
            return Err(refuse("SIR06", Fault::Placeholder));
        }
        // A thirteenth digit may have lost its zero, a fifteenth may have gained one: the keys tell (SIR-07).
        let repair = number(text).and_then(|value| check(value).ok());
        match text.len() {
            9 if Siren::exact(text).is_ok() => Err(refuse("SIR09", Fault::OtherKind(IdentifierKind::Siren))),
            13 if repair.is_some() => Err(refuse("SIR07", Fault::ZeroLost).repaired(repair)),
            15 if text.starts_with('0') && repair.is_some() => {
                Err(refuse("SIR07", Fault::ZeroAdded).repaired(repair))
            }
            found => Err(refuse("SIR01", Fault::Length { found, least: 14, most: 14 })),
        }
    }
}

impl Identifier for Siret {
    const KIND: IdentifierKind = IdentifierKind::Siret;

    fn grouped(&self) -> Grouped {
        Grouped::new(self, &[3, 3, 3])
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("siren", "SIREN", "SIREN", self.siren()),
            Part::new("nic", "NIC", "NIC", format_args!("{:05}", self.nic())),
            Part::new("cle", "clé", "key", self.0 % 10),
        ]
        .into_iter()
        .chain(self.siren().ecole())
        .collect()
    }

    fn remarks(&self) -> Vec<Remark> {
        if self.is_la_poste() && !luhn::holds(self.0) { vec![Remark::LaPoste] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (&'static str, &'static str, Option<String>) {
        let error = Siret::lenient(text).unwrap_err();
        assert_eq!(text.parse::<Siret>(), Err(error), "both ways of reading say the same");
        (error.rule(), error.fault().as_str(), error.repair().map(|siret| siret.to_string()))
    }

    #[test]
    fn digits_are_summed() {
        assert_eq!([0, 9, 10, 35_600_000_049_837].map(super::digit_sum), [0, 9, 1, 45]);
    }

    #[test]
    fn real_numbers() {
        for text in ["19511296600799", "73282932000074", "02408240600034", "77562556900014"] {
            let siret: Siret = text.parse().unwrap();
            assert_eq!(siret.to_string(), text);
            assert_eq!(format!("{siret:>16}"), format!("  {text}"));
            assert!(siret.remarks().is_empty());
        }
    }

    #[test]
    fn la_poste_follows_its_own_rule() {
        for text in ["35600000000048", "35600000009075", "35600000009093", "35600000000014"] {
            assert!(text.parse::<Siret>().unwrap().is_la_poste());
        }
        assert_eq!(refused("35600000009090"), ("SIR05", "cle-fausse", None));
        let count = (1..100_000).filter(|nic| check(35_600_000_000_000 + nic).is_ok()).count();
        assert_eq!(count, 28_000, "2,000 by both, 8,000 by the formula alone, 18,000 by the sum alone");
    }

    #[test]
    fn zeros_lost_and_gained() {
        let repaired = |text: &str| Some(text.to_owned());
        assert_eq!(refused("2408240600034"), ("SIR07", "zero-de-tete-perdu", repaired("02408240600034")));
        assert_eq!(refused("019511296600799"), ("SIR07", "zero-de-tete-ajoute", repaired("19511296600799")));
        assert_eq!(refused("1951129660079"), ("SIR01", "longueur", None));
        assert_eq!(refused("195112966007990"), ("SIR01", "longueur", None));
        for zeros in ["0", "00000000000000", "0000", "00000000005462"] {
            assert_eq!(refused(zeros), ("SIR06", "valeur-de-remplissage", None));
        }
        assert_eq!(refused(""), ("SIR06", "vide", None));
    }

    #[test]
    fn spreadsheets_leave_their_marks() {
        let siret = Some("19511296600799".to_owned());
        assert_eq!(refused("1,95113E+13"), ("SIR08", "tableur", None));
        assert_eq!(refused("19511296600799.0"), ("SIR08", "tableur", siret.clone()));
        assert_eq!(refused("19511296600799,00"), ("SIR08", "tableur", siret.clone()));
        assert_eq!(refused("'19511296600799'"), ("SIR08", "tableur", siret.clone()));
        assert_eq!(refused("'19511296600799"), ("SIR08", "tableur", siret));
        assert_eq!(refused("2408240600034.0"), ("SIR08", "tableur", Some("02408240600034".to_owned())));
        assert_eq!(refused("1951129660079.0"), ("SIR08", "tableur", None));
        assert_eq!(refused("E+13").1, "caractere");
        // Here the dot is presentation: without it the number holds, with a zero on top it does not.
        assert_eq!(Siret::lenient("3665340637289.0").unwrap().value.to_string(), "36653406372890");
    }

    #[test]
    fn presentation_is_not_meaning() {
        for text in [
            "195 112 966 00799",
            "\t19511296600799",
            "195.112.966.00799\n",
            "195\u{a0}112\u{202f}966-00799",
            "SIRET : 19511296600799",
            "N° SIRET 19511296600799",
            "\u{feff}19511296600799",
        ] {
            let read = Siret::lenient(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!(read.value.to_string(), "19511296600799");
            let error = text.parse::<Siret>().unwrap_err();
            assert_eq!(error.fault(), Fault::NotCanonical(read.changes), "{text:?}");
            assert_eq!(error.repair(), Some(read.value));
        }
        let error = Siret::lenient("195 112 966 0079é").unwrap_err();
        assert_eq!(error.fault(), Fault::Character { at: 17, found: 'é' });
        let error = Siret::lenient("195 112 966 0079A").unwrap_err();
        assert_eq!(error.fault(), Fault::Character { at: 17, found: 'A' });
        assert_eq!(Siret::lenient(&"9 ".repeat(100)).unwrap_err().fault().as_str(), "caractere");
    }

    #[test]
    fn a_siren_is_not_a_siret() {
        assert_eq!(refused("195112966"), ("SIR09", "autre-identifiant", None));
        assert_eq!(refused("195112967"), ("SIR01", "longueur", None));
    }
}
