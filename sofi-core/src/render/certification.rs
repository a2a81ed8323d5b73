//! What the registers say of the code of a certification.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    fields::Fields,
    json, neutral,
    page::typeset_all,
    paint::{Paint, Style},
    summary::{colon, say},
};
use crate::{
    Args, Bilingual, CertifInfo, CodeCertifInfo, CodeEligible, EtatCpf, FicheCertification, Lang,
    ModeTitularite, NumeroFiche, RegistreKind, Registres, Severity, Siret, Titularite, vocabulary::day,
};

/// What the registers say of a code on a day, and whether an organisation may use it.
///
/// ```
/// use sofi_core::{CodeEligible, Lang, ModeTitularite, render::{CertificationSheet, certifications_text}};
///
/// let registres = sofi_core::rules::exemples::registres();
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// let code = CodeEligible::lenient("RNCP30000").unwrap();
/// let sheet = CertificationSheet::new(code, &registres, day).for_siret("73282932000074".parse()?, ModeTitularite::Usuel);
/// assert!(!sheet.is_clean(), "it has ended");
///
/// let mut out = Vec::new();
/// certifications_text(&[sheet], Lang::En, false, &mut out)?;
/// assert!(String::from_utf8(out).unwrap().contains("RNCP38596"), "what replaces it");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct CertificationSheet<'r> {
    code: CodeEligible,
    as_of: NaiveDate,
    registres: &'r Registres,
    /// The sheet of France compétences that the code is, or stands for.
    fiche: Option<NumeroFiche>,
    titularite: Option<(Siret, Titularite)>,
}

/// Whether a code can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Etat {
    EnVigueur,
    Inactive,
    Remplacee,
    Inconnu,
    Absente,
}

impl Etat {
    const fn as_str(self) -> &'static str {
        match self {
            Self::EnVigueur => "en-vigueur",
            Self::Inactive => "inactive",
            Self::Remplacee => "remplacee",
            Self::Inconnu => "inconnu",
            Self::Absente => "absente",
        }
    }

    const fn words(self) -> Bilingual {
        match self {
            Self::EnVigueur => Bilingual::new("en vigueur", "in force"),
            Self::Inactive => Bilingual::new("plus en vigueur", "no longer in force"),
            Self::Remplacee => Bilingual::new("remplacée", "replaced"),
            Self::Inconnu => Bilingual::new(
                "connue, sans qu'on sache si elle est en vigueur",
                "known, in force or not nobody says",
            ),
            Self::Absente => {
                Bilingual::new("dans aucun des registres donnés", "in none of the registers given")
            }
        }
    }
}

impl<'r> CertificationSheet<'r> {
    /// What these registers say of a code on a day.
    pub fn new(code: CodeEligible, registres: &'r Registres, as_of: NaiveDate) -> Self {
        let fiche = match code {
            CodeEligible::Fiche(numero) => Some(numero),
            CodeEligible::CertifInfo(code) => {
                let fiche = registres.certifinfo().and_then(|register| register.get(code));
                fiche.and_then(|fiche| fiche.rncp.map(Into::into).or(fiche.rs.map(Into::into)))
            }
            CodeEligible::Cpf(_) => None,
        };
        Self { code, as_of, registres, fiche, titularite: None }
    }

    /// Asks besides whether this establishment may use it. Nothing is answered without the register of certifications.
    #[must_use]
    pub fn for_siret(mut self, siret: Siret, mode: ModeTitularite) -> Self {
        let certifications = self.registres.certifications();
        self.titularite = self.fiche.zip(certifications).map(|(numero, certifications)| {
            (siret, certifications.titularite(numero, &[siret], mode, self.as_of))
        });
        self
    }

    /// Is it in force, as far as the registers say, and may the establishment asked about use it?
    pub fn is_clean(&self) -> bool {
        let refused = matches!(self.titularite, Some((_, Titularite::NotEntitled(_))));
        !refused && matches!(self.etat(), Etat::EnVigueur | Etat::Inconnu)
    }

    fn sheet(&self) -> Option<FicheCertification<'r>> {
        self.registres.certifications()?.get(self.fiche?)
    }

    /// The code of Certif Info, and its register.
    fn certifinfo(&self) -> Option<(CodeCertifInfo, &'r CertifInfo)> {
        match self.code {
            CodeEligible::CertifInfo(code) => Some((code, self.registres.certifinfo()?)),
            _ => None,
        }
    }

    fn cpf(&self) -> Option<EtatCpf> {
        let cpf = self.registres.cpf()?;
        let own = cpf.etat_on(self.code, self.as_of);
        let other = self.fiche.map(|numero| cpf.etat_on(numero, self.as_of));
        // Lists hold one code or the other.
        match (own, other) {
            (EtatCpf::Absent, Some(other)) => Some(other),
            (own, _) => Some(own),
        }
    }

    fn etat(&self) -> Etat {
        if let Some((code, register)) = self.certifinfo()
            && register.is_remplace(code)
        {
            return Etat::Remplacee;
        }
        if let Some(active) = self.sheet().map(|fiche| fiche.is_active_on(self.as_of)) {
            return match active {
                Some(true) => Etat::EnVigueur,
                Some(false) => Etat::Inactive,
                None => Etat::Inconnu,
            };
        }
        let in_certifinfo = self.certifinfo().is_some_and(|(code, register)| register.get(code).is_some());
        match self.cpf() {
            Some(EtatCpf::Eligible) => Etat::EnVigueur,
            Some(EtatCpf::HorsPeriode) => Etat::Inactive,
            _ if in_certifinfo || !self.replacing().is_empty() => Etat::Inconnu,
            _ => Etat::Absente,
        }
    }

    fn intitule(&self) -> Option<String> {
        let own = self.certifinfo().and_then(|(code, register)| register.get(code)?.intitule);
        own.or(self.sheet().and_then(FicheCertification::intitule)).map(str::to_owned)
    }

    /// What replaces it, nearest first.
    fn replacing(&self) -> Vec<String> {
        if let Some((code, register)) = self.certifinfo() {
            return register.remplacants(code).suivants.iter().map(ToString::to_string).collect();
        }
        let certifications = self.fiche.zip(self.registres.certifications());
        certifications.map_or_else(Vec::new, |(numero, register)| {
            register.successeurs(numero).suivants.iter().map(ToString::to_string).collect()
        })
    }

    /// What to use today in its place.
    fn remplacantes(&self) -> Vec<String> {
        let show = |found: Vec<NumeroFiche>| found.iter().map(ToString::to_string).collect();
        match (self.certifinfo(), self.fiche.zip(self.registres.certifications())) {
            (Some((code, register)), _) => {
                register.remplacants(code).finals.iter().map(ToString::to_string).collect()
            }
            (None, Some((numero, register))) => show(register.remplacantes_on(numero, self.as_of)),
            (None, None) => Vec::new(),
        }
    }

    fn replaced(&self) -> Vec<String> {
        let sheet = self.sheet().filter(|_| matches!(self.code, CodeEligible::Fiche(_)));
        sheet.map_or_else(Vec::new, |fiche| {
            fiche.predecesseurs().suivants.iter().map(ToString::to_string).collect()
        })
    }

    /// The registers that would have told more.
    fn missing(&self) -> Vec<&'static str> {
        let wanted = match self.code {
            CodeEligible::Fiche(_) => &[RegistreKind::Certifications, RegistreKind::Cpf][..],
            CodeEligible::CertifInfo(_) => {
                &[RegistreKind::Certifications, RegistreKind::CertifInfo, RegistreKind::Cpf]
            }
            CodeEligible::Cpf(_) => &[RegistreKind::Cpf],
        };
        wanted.iter().filter(|kind| !self.registres.has(**kind)).map(|kind| kind.as_str()).collect()
    }

    fn fields(&self, lang: Lang) -> Fields {
        let mut fields = Fields::new(lang);
        let words = |words: Bilingual| typeset_all(words.get(lang), lang);
        fields.add_some(Bilingual::new("intitulé", "title"), self.intitule());
        if let Some(fiche) = self.fiche.filter(|numero| CodeEligible::Fiche(*numero) != self.code) {
            fields.add(Bilingual::new("fiche", "sheet"), fiche.to_string());
        }
        if let Some(fiche) = self.sheet() {
            let entete = fiche.entete();
            fields.add_some(
                Bilingual::new("enregistrée jusqu'au", "registered until"),
                entete.fin_enregistrement.map(|date| day(date, lang)),
            );
            fields.add_some(
                Bilingual::new("délivrée jusqu'au", "delivered until"),
                entete.limite_delivrance.map(|date| day(date, lang)),
            );
            fields
                .add_some(Bilingual::new("niveau", "level"), fiche.niveau().map(|niveau| niveau.to_string()));
            fields.add_some(
                Bilingual::new("type", "type"),
                fiche.type_enregistrement().map(|it| words(it.words())),
            );
            for certificateur in fiche.certificateurs() {
                let nom = certificateur.nom.unwrap_or("?");
                let siret = certificateur.siret.map(|siret| format!(", SIRET {siret}")).unwrap_or_default();
                fields.add(Bilingual::new("certificateur", "certificateur"), format!("{nom}{siret}"));
            }
            let (known, unnamed) = (fiche.partenaires().count() as u64, fiche.partenaires_sans_siret());
            if known > 0 || unnamed > 0 {
                let args = Args::new().count("known", known).count("unnamed", unnamed.into());
                let text = Bilingual::new(
                    "{known} avec SIRET, {unnamed} sans",
                    "{known} with a SIRET, {unnamed} without",
                );
                fields.add(Bilingual::new("partenaires", "partners"), say(text, &args, lang));
            }
        }
        fields.add_some(Bilingual::new("CPF", "CPF"), self.cpf().map(|etat| words(etat.words())));
        let list = |list: Vec<String>| (!list.is_empty()).then(|| list.join(", "));
        let chain = self.replacing();
        let chain = (!chain.is_empty()).then(|| format!("{} → {}", self.code, chain.join(" → ")));
        fields.add_some(Bilingual::new("remplacements", "replacements"), chain);
        fields.add_some(Bilingual::new("à utiliser", "to be used"), list(self.remplacantes()));
        fields.add_some(Bilingual::new("remplace", "replaces"), list(self.replaced()));
        if let Some((siret, titularite)) = self.titularite
            && let Some(numero) = self.fiche
        {
            fields.add(Bilingual::new("SIRET", "SIRET"), siret.to_string());
            fields.add(Bilingual::new("habilitation", "entitlement"), titularite.message(numero, lang));
        }
        let missing = self.missing();
        if !missing.is_empty() {
            fields.add(Bilingual::new("registres absents", "registers not given"), missing.join(", "));
        }
        fields
    }
}

/// Writes sheets for people.
pub fn certifications_text(
    sheets: &[CertificationSheet<'_>],
    lang: Lang,
    colour: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint { colour };
    for (index, sheet) in sheets.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let etat = sheet.etat();
        let style = match etat {
            Etat::EnVigueur => Style::Strong,
            Etat::Inconnu => Style::Of(Severity::Warning),
            Etat::Inactive | Etat::Remplacee | Etat::Absente => Style::Of(Severity::Error),
        };
        let args = Args::new().text("date", day(sheet.as_of, lang)).words("etat", etat.words());
        let words = say(Bilingual::new("{etat}, au {date}", "{etat}, as of {date}"), &args, lang);
        let code = sheet.code.to_string();
        let kind = match sheet.code {
            CodeEligible::CertifInfo(_) => "Certif Info ",
            _ => "",
        };
        writeln!(out, "{kind}{}{}{}", neutral(&code), colon(lang), paint.with(style, words))?;
        sheet.fields(lang).write(paint, out)?;
    }
    Ok(())
}

/// Writes sheets as one JSON array, in the language given for messages.
///
/// ```
/// let mut out = Vec::new();
/// sofi_core::render::certifications_json(&[], sofi_core::Lang::Fr, &mut out)?;
/// assert_eq!(out, b"[]\n");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn certifications_json(
    sheets: &[CertificationSheet<'_>],
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    json::line(&sheets.iter().map(|sheet| View::new(sheet, lang)).collect::<Vec<_>>(), out)
}

#[derive(Serialize)]
struct View {
    code: String,
    kind: &'static str,
    as_of: NaiveDate,
    etat: &'static str,
    intitule: Option<String>,
    fiche: Option<String>,
    fin_enregistrement: Option<NaiveDate>,
    limite_delivrance: Option<NaiveDate>,
    niveau: Option<u8>,
    type_enregistrement: Option<&'static str>,
    certificateurs: Vec<CertificateurView>,
    partenaires: usize,
    partenaires_sans_siret: u32,
    cpf: Option<&'static str>,
    remplacements: Vec<String>,
    a_utiliser: Vec<String>,
    remplace: Vec<String>,
    siret: Option<String>,
    entitled: Option<bool>,
    entitlement: Option<String>,
    missing_registers: Vec<&'static str>,
}

#[derive(Serialize)]
struct CertificateurView {
    nom: Option<String>,
    siret: Option<String>,
}

impl View {
    fn new(sheet: &CertificationSheet<'_>, lang: Lang) -> Self {
        let fiche = sheet.sheet();
        let entete = fiche.map(FicheCertification::entete);
        let certificateurs = fiche.into_iter().flat_map(FicheCertification::certificateurs);
        let answer = sheet.titularite.zip(sheet.fiche);
        Self {
            code: sheet.code.to_string(),
            kind: match sheet.code {
                CodeEligible::Fiche(numero) if numero.rncp().is_some() => "rncp",
                CodeEligible::Fiche(_) => "rs",
                CodeEligible::CertifInfo(_) => "certifinfo",
                CodeEligible::Cpf(_) => "cpf",
            },
            as_of: sheet.as_of,
            etat: sheet.etat().as_str(),
            intitule: sheet.intitule(),
            fiche: sheet.fiche.map(|numero| numero.to_string()),
            fin_enregistrement: entete.and_then(|entete| entete.fin_enregistrement),
            limite_delivrance: entete.and_then(|entete| entete.limite_delivrance),
            niveau: fiche.and_then(FicheCertification::niveau),
            type_enregistrement: fiche.and_then(|fiche| Some(fiche.type_enregistrement()?.as_str())),
            certificateurs: certificateurs
                .map(|it| CertificateurView {
                    nom: it.nom.map(str::to_owned),
                    siret: it.siret.map(|siret| siret.to_string()),
                })
                .collect(),
            partenaires: fiche.map_or(0, |fiche| fiche.partenaires().count()),
            partenaires_sans_siret: fiche.map_or(0, FicheCertification::partenaires_sans_siret),
            cpf: sheet.cpf().map(EtatCpf::as_str),
            remplacements: sheet.replacing(),
            a_utiliser: sheet.remplacantes(),
            remplace: sheet.replaced(),
            siret: sheet.titularite.map(|(siret, _)| siret.to_string()),
            entitled: answer.and_then(|((_, titularite), _)| match titularite {
                Titularite::Entitled(_) => Some(true),
                Titularite::NotEntitled(_) => Some(false),
                Titularite::Unknown(_) => None,
            }),
            entitlement: answer.map(|((_, titularite), numero)| titularite.message(numero, lang)),
            missing_registers: sheet.missing(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, siret: Option<&str>, mode: ModeTitularite) -> (String, bool) {
        let registres = crate::rules::exemples::registres();
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let sheet = CertificationSheet::new(CodeEligible::lenient(code).unwrap(), &registres, as_of);
        let sheet = match siret {
            Some(siret) => sheet.for_siret(siret.parse().unwrap(), mode),
            None => sheet,
        };
        let is_clean = sheet.is_clean();
        let mut out = Vec::new();
        certifications_text(&[sheet], Lang::Fr, false, &mut out).unwrap();
        (String::from_utf8(out).unwrap().replace('\u{a0}', " ").replace('’', "'"), is_clean)
    }

    #[test]
    fn what_is_in_force_is_clean() {
        let (text, is_clean) = shown("RNCP38596", None, ModeTitularite::Usuel);
        assert!(is_clean && text.starts_with("RNCP38596 : en vigueur, au 23/11/2026\n"), "{text}");
        assert!(text.contains("certificateur") && text.contains("73282932000074"), "{text}");
    }

    #[test]
    fn what_replaces_is_told() {
        let (text, is_clean) = shown("RNCP30000", None, ModeTitularite::Usuel);
        assert!(!is_clean && text.starts_with("RNCP30000 : plus en vigueur"), "{text}");
        assert!(text.contains("RNCP30000 → RNCP38596"), "{text}");
    }

    #[test]
    fn who_may_use_it_is_told() {
        let usual = |siret| shown("RNCP38596", Some(siret), ModeTitularite::Usuel);
        let (text, is_clean) = usual("73282932000074");
        assert!(is_clean && text.contains("Vous êtes habilité pour RNCP38596"), "{text}");
        let (text, is_clean) = usual("81738914100018");
        assert!(is_clean && text.contains("habilité à former"), "{text}");
        let (text, is_clean) = usual("77572257201109");
        assert!(!is_clean && text.contains("pas habilité pour RNCP38596"), "{text}");
        let (text, is_clean) = shown("RNCP38596", Some("81738914100018"), ModeTitularite::Strict);
        assert!(!is_clean && text.contains("pas habilité pour RNCP38596"), "{text}");
    }

    #[test]
    fn what_no_register_holds_is_told() {
        let (text, is_clean) = shown("RNCP1", None, ModeTitularite::Usuel);
        assert!(!is_clean && text.contains("dans aucun des registres donnés"), "{text}");
    }
}
