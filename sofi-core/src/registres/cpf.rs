//! What the personal training account (CPF) may pay for.

use std::fmt;

use chrono::NaiveDate;

use super::{
    NumeroFiche, Origine,
    textes::{heap_of, range_of, sort_set},
};
use crate::{CodeCertifInfo, CodeCpf, Fault};

/// A code that a list of eligible certifications may hold.
///
/// ```
/// use sofi_core::CodeEligible;
///
/// let read = |text| CodeEligible::lenient(text).unwrap();
/// assert!(matches!(read("RS6117"), CodeEligible::Fiche(_)));
/// assert!(matches!(read("CPF206"), CodeEligible::Cpf(_)));
/// assert!(matches!(read("97049"), CodeEligible::CertifInfo(_)), "a bare number is a Certif Info code");
/// assert!(CodeEligible::lenient("anglais").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeEligible {
    /// A Certif Info code: what the file of the Caisse des dépôts is joined by.
    CertifInfo(CodeCertifInfo),
    /// A sheet of the RNCP or of the RS.
    Fiche(NumeroFiche),
    /// A code of the CPF, for what no register certifies.
    Cpf(CodeCpf),
}

impl CodeEligible {
    /// Reads a code by its letters; the error is what a Certif Info code has against it.
    ///
    /// A bare number is taken for a Certif Info code. The bare CPF numbers of before 2019 look the same: say
    /// [`CodeEligible::Cpf`] where they are meant.
    pub fn lenient(text: &str) -> Result<Self, Fault> {
        let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
        match letters.to_ascii_uppercase().as_str() {
            "RNCP" | "RS" => NumeroFiche::lenient(text).map(Self::Fiche).map_err(|error| error.fault()),
            "CPF" => CodeCpf::lenient(text).map(|read| Self::Cpf(read.value)).map_err(|error| error.fault()),
            _ => CodeCertifInfo::lenient(text)
                .map(|read| Self::CertifInfo(read.value))
                .map_err(|error| error.fault()),
        }
    }
}

impl fmt::Display for CodeEligible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CertifInfo(code) => code.fmt(f),
            Self::Fiche(numero) => numero.fmt(f),
            Self::Cpf(code) => code.fmt(f),
        }
    }
}

impl From<CodeCertifInfo> for CodeEligible {
    fn from(code: CodeCertifInfo) -> Self {
        Self::CertifInfo(code)
    }
}

impl From<NumeroFiche> for CodeEligible {
    fn from(numero: NumeroFiche) -> Self {
        Self::Fiche(numero)
    }
}

impl From<CodeCpf> for CodeEligible {
    fn from(code: CodeCpf) -> Self {
        Self::Cpf(code)
    }
}

crate::vocabulary::vocabulary! {
    /// What the list says of a code on a day.
    ///
    /// ```
    /// assert_eq!(sofi_core::EtatCpf::HorsPeriode.as_str(), "hors-periode");
    /// ```
    pub enum EtatCpf {
        /// Listed, on that day.
        Eligible = "eligible": "éligible" / "eligible",
        /// Listed, on other days.
        HorsPeriode = "hors-periode": "hors de la période de validité" / "out of the period of validity",
        /// Not listed. Whether that says anything depends on how whole the list is.
        Absent = "absent": "absent de la liste" / "not in the list",
    }
}

/// When a code is eligible; no date is no bound. Both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PeriodeCpf {
    /// First day.
    pub debut: Option<NaiveDate>,
    /// Last day.
    pub fin: Option<NaiveDate>,
}

impl PeriodeCpf {
    /// Does the day belong to it?
    ///
    /// ```
    /// let date = chrono::NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    /// assert!(sofi_core::PeriodeCpf { debut: Some(date), fin: None }.contains(date));
    /// ```
    pub fn contains(self, date: NaiveDate) -> bool {
        self.debut.is_none_or(|debut| debut <= date) && self.fin.is_none_or(|fin| date <= fin)
    }
}

/// The list of what the CPF may pay for.
///
/// There is no public file of fixed form: the Caisse des dépôts gives one to its partners. What sofi reads is
/// the least of it, a code and, when given, its days of validity (CRT-24).
///
/// ```
/// use sofi_core::{CodeEligible, Cpf, CpfBuilder, EtatCpf, Origine, PeriodeCpf, RegistreKind};
///
/// let day = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
/// let mut builder = CpfBuilder::new(Origine::new(RegistreKind::Cpf, "in memory"));
/// let code = CodeEligible::lenient("97049").unwrap();
/// builder.push(code, PeriodeCpf { debut: None, fin: Some(day(2027)) });
/// let cpf = builder.build();
/// assert_eq!(cpf.etat_on(code, day(2026)), EtatCpf::Eligible);
/// assert_eq!(cpf.etat_on(code, day(2028)), EtatCpf::HorsPeriode);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cpf {
    pub(super) origines: Vec<Origine>,
    lignes: Vec<(CodeEligible, PeriodeCpf)>,
}

impl Cpf {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// How many lines it holds: a code may have several periods.
    pub const fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// When a code is eligible; nothing when it is not listed.
    pub fn periodes(&self, code: impl Into<CodeEligible>) -> impl Iterator<Item = PeriodeCpf> {
        range_of(&self.lignes, &code.into(), |ligne| ligne.0).iter().map(|ligne| ligne.1)
    }

    /// What the list says of a code on a day.
    pub fn etat_on(&self, code: impl Into<CodeEligible>, date: NaiveDate) -> EtatCpf {
        let mut periodes = self.periodes(code).peekable();
        if periodes.peek().is_none() {
            EtatCpf::Absent
        } else if periodes.any(|periode| periode.contains(date)) {
            EtatCpf::Eligible
        } else {
            EtatCpf::HorsPeriode
        }
    }

    /// Adds what a later file says: its periods replace those of the same code.
    #[must_use]
    pub fn merge(mut self, later: Self) -> Self {
        self.lignes.retain(|ligne| range_of(&later.lignes, &ligne.0, |other| other.0).is_empty());
        self.lignes.extend(later.lignes);
        self.origines.extend(later.origines);
        CpfBuilder(self).build()
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        heap_of(&self.lignes)
    }
}

/// Gathers codes and their periods, in any order.
#[derive(Debug, Clone)]
pub struct CpfBuilder(Cpf);

impl CpfBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self(Cpf { origines: vec![origine], lignes: Vec::new() })
    }

    /// Adds a period to a code.
    pub fn push(&mut self, code: CodeEligible, periode: PeriodeCpf) {
        self.0.lignes.push((code, periode));
    }

    /// Sorts it all.
    pub fn build(mut self) -> Cpf {
        sort_set(&mut self.0.lignes);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistreKind;

    #[test]
    fn periods_and_later_files() {
        let day = |month| NaiveDate::from_ymd_opt(2026, month, 1);
        let of = |rows: &[(&str, Option<NaiveDate>, Option<NaiveDate>)]| {
            let mut builder = CpfBuilder::new(Origine::new(RegistreKind::Cpf, "essai"));
            for (code, debut, fin) in rows {
                builder.push(CodeEligible::lenient(code).unwrap(), PeriodeCpf { debut: *debut, fin: *fin });
            }
            builder.build()
        };
        let cpf = of(&[("97049", None, day(3)), ("97049", day(6), None), ("RS6117", None, None)]);
        let code = CodeEligible::lenient("97049").unwrap();
        let states: Vec<_> = [2, 4, 7].map(|month| cpf.etat_on(code, day(month).unwrap())).to_vec();
        assert_eq!(states, [EtatCpf::Eligible, EtatCpf::HorsPeriode, EtatCpf::Eligible]);
        let sheet: NumeroFiche = "RS6117".parse().unwrap();
        assert_eq!(cpf.etat_on(sheet, day(1).unwrap()), EtatCpf::Eligible);
        let merged = cpf.merge(of(&[("97049", None, day(3))]));
        assert_eq!((merged.periodes(code).count(), merged.len()), (1, 2));
        let other: CodeCpf = "CPF206".parse().unwrap();
        assert_eq!(merged.etat_on(other, day(1).unwrap()), EtatCpf::Absent);
    }
}
