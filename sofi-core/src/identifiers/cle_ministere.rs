//! The key by which the ministry names an offer of apprenticeship.

use std::{fmt, ops::Range};

use super::{
    CodeCertifInfo, CodeCommune, Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, Siret,
    ascii::Ascii,
    read::{Exact, identifier},
};
use crate::{Departement, Presumed};

/// The key of an offer of apprenticeship (*clé ministère éducatif*), made of six parts (IDN-07).
///
/// | `097049` | `P01` | `3X` | `34958609900021` twice | `-57316` | `#L01` |
/// | --- | --- | --- | --- | --- | --- |
/// | Certif Info, zero-padded | period | years, year of entry (`X`: any) | SIRET: responsible, then trainer | commune | place; `AD` at a distance |
///
/// Each part is judged by its own rule: a SIRET whose key is wrong is refused as `SIR03`. Wholly at a distance, the commune
/// is `99999` (GEO-16).
///
/// ```
/// use sofi_core::CleMinistere;
///
/// let cle: CleMinistere = "097049P013X3495860990002134958609900021-57316#L01".parse()?;
/// assert_eq!(cle.certifinfo().to_string(), "97049");
/// assert_eq!((cle.responsable(), cle.commune().unwrap().to_string().as_str()), (cle.formateur(), "57316"));
///
/// let error = "097049P013X3495860990002034958609900021-57316#L01".parse::<CleMinistere>().unwrap_err();
/// assert_eq!(error.rule(), "SIR03");
/// # Ok::<_, sofi_core::InvalidIdentifier<CleMinistere>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleMinistere {
    certifinfo: CodeCertifInfo,
    /// Period, years, year of entry.
    milieu: Ascii<5>,
    responsable: Siret,
    formateur: Siret,
    commune: Option<CodeCommune>,
    lieu: Ascii<2>,
}

identifier!(CleMinistere);

const LENGTH: usize = 49;

/// The commune of what takes place nowhere.
const NOWHERE: &str = "99999";

impl CleMinistere {
    /// The certification.
    pub const fn certifinfo(&self) -> CodeCertifInfo {
        self.certifinfo
    }

    /// The establishment that answers for the offer.
    pub const fn responsable(&self) -> Siret {
        self.responsable
    }

    /// The establishment that trains.
    pub const fn formateur(&self) -> Siret {
        self.formateur
    }

    /// The commune; `None` at a distance.
    pub const fn commune(&self) -> Option<CodeCommune> {
        self.commune
    }

    /// The number of the place, or `AD`.
    pub fn lieu(&self) -> &str {
        self.lieu.as_str()
    }
}

impl fmt::Display for CleMinistere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        let Self { certifinfo, milieu, responsable, formateur, commune, lieu } = self;
        let mut text = Ascii::<LENGTH>::EMPTY;
        write!(text, "{certifinfo:0>6}{}{responsable}{formateur}-", milieu.as_str())?;
        match commune {
            Some(commune) => write!(text, "{commune}")?,
            None => text.write_str(NOWHERE)?,
        }
        write!(text, "#L{}", lieu.as_str())?;
        f.pad(text.as_str())
    }
}

/// What each place of the key may hold: a digit, a letter of the trade, or one of both.
fn is_right(index: usize, c: char) -> bool {
    match index {
        6 => c == 'P',
        10 => matches!(c, '1'..='9' | 'X'),
        39 => c == '-',
        // Corsica: 2A, 2B.
        41 => c.is_ascii_digit() || matches!(c, 'A' | 'B'),
        45 => c == '#',
        46 => c == 'L',
        47 => c.is_ascii_digit() || c == 'A',
        48 => c.is_ascii_digit() || c == 'D',
        _ => c.is_ascii_digit(),
    }
}

/// A part of the key, judged by its own rule; a part that holds nothing does not make the key absent.
fn part<T: Identifier>(text: &str, at: usize) -> Result<T, InvalidIdentifier<CleMinistere>> {
    <T as Identifier>::lenient(text).map(|read| read.value).map_err(|error| {
        let fault = match error.fault() {
            Fault::Character { at: inside, found } => Fault::Character { at: at + inside, found },
            Fault::Key { .. } | Fault::SirenKey | Fault::Territory => error.fault(),
            _ => Fault::Form,
        };
        InvalidIdentifier::new(error.rule(), fault)
    })
}

impl Exact for CleMinistere {
    const RULE: &'static str = "IDN07";
    const CANONICAL: &'static str = "IDN07";
    const SEPARATORS: bool = false;

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| Err(InvalidIdentifier::new("IDN07", fault));
        if text.is_empty() {
            return refuse(Fault::Empty);
        }
        let found = text.chars().count();
        let wrong = text.chars().enumerate().find(|(index, c)| !is_right(*index, *c));
        if let Some((index, found)) = wrong.filter(|(index, _)| *index < LENGTH) {
            return refuse(Fault::Character { at: index + 1, found });
        }
        if found != LENGTH {
            return refuse(Fault::Length { found, least: LENGTH, most: LENGTH });
        }
        // From here on, the text is ASCII.
        let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
        let lieu = slice(47..LENGTH);
        // A digit and the D of AD, or the A of AD and a digit.
        if lieu.starts_with('A') != lieu.ends_with('D') {
            return refuse(Fault::Form);
        }
        let (Some(milieu), Some(lieu)) = (Ascii::new(slice(6..11)), Ascii::new(lieu)) else {
            return refuse(Fault::Form);
        };
        Ok(Self {
            milieu,
            lieu,
            certifinfo: part(slice(0..6), 0)?,
            responsable: part(slice(11..25), 11)?,
            formateur: part(slice(25..39), 25)?,
            commune: match slice(40..45) {
                NOWHERE => None,
                commune => Some(part(commune, 40)?),
            },
        })
    }
}

impl Identifier for CleMinistere {
    const KIND: IdentifierKind = IdentifierKind::CleMinistere;

    fn parts(&self) -> Vec<Part> {
        let (periode, rest) = self.milieu.as_str().split_at(3);
        let (duree, annee) = rest.split_at(1);
        let mut parts = vec![
            Part::new("certifinfo", "Certif Info", "Certif Info", self.certifinfo),
            Part::new("periode", "période", "period", periode),
            Part::new("duree", "durée en années", "years", duree),
            Part::new("annee", "année d'entrée", "year of entry", annee),
            Part::new("responsable", "SIRET responsable", "responsible SIRET", self.responsable),
            Part::new("formateur", "SIRET formateur", "training SIRET", self.formateur),
        ];
        if let Some(commune) = self.commune {
            parts.push(Part::new("commune", "commune Insee", "Insee commune", commune));
        }
        parts.push(Part::new("lieu", "lieu", "place", self.lieu()));
        parts
    }

    fn departement(&self) -> Presumed<Departement> {
        self.commune.and_then(CodeCommune::departement).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "097049P013X3495860990002134958609900021-57316#L01";

    #[test]
    fn each_part_is_judged_by_its_own_rule() {
        for (from, to, rule, fault) in [
            ("097049", "000000", "CRT03", "forme"),
            ("P01", "Q01", "IDN07", "caractere"),
            ("3X", "30", "IDN07", "caractere"),
            ("X34958609900021", "X34958609900022", "SIR03", "cle-fausse"),
            ("X34958609900021", "X00000000000000", "SIR06", "forme"),
            ("-57316", "-96316", "GEO06", "territoire-inconnu"),
            ("#L01", "#L0D", "IDN07", "forme"),
            ("#L01", "#L0", "IDN07", "longueur"),
            ("#L01", "#L011", "IDN07", "longueur"),
            ("097049", "09704é", "IDN07", "caractere"),
        ] {
            let text = KEY.replacen(from, to, 1);
            let error = text.parse::<CleMinistere>().unwrap_err();
            assert_eq!((error.rule(), error.fault().as_str()), (rule, fault), "{text}");
        }
        assert_eq!("".parse::<CleMinistere>().unwrap_err().fault(), Fault::Empty);
    }

    #[test]
    fn at_a_distance_there_is_no_commune() {
        let cle: CleMinistere = KEY.replace("57316#L01", "99999#LAD").parse().unwrap();
        assert_eq!((cle.commune(), cle.lieu()), (None, "AD"));
        assert_eq!(cle.departement(), Presumed::Unknown);
        let corsica: CleMinistere = KEY.replace("57316", "2A004").parse().unwrap();
        assert_eq!(corsica.departement().certain().unwrap().code(), "2A");
        let lower = CleMinistere::lenient(&format!(" {} ", KEY.to_ascii_lowercase())).unwrap();
        assert_eq!(lower.value.to_string(), KEY);
    }
}
