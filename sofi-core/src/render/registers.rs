//! Lists of registers: what was read, from where, of which day, and what could not be.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    fields::Fields,
    json,
    page::typeset_all,
    paint::{Paint, Style},
    summary::say,
};
use crate::{Args, Bilingual, Lang, Origine, vocabulary::day};

/// A file of a register, and how many entries it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterFile {
    /// Where it comes from.
    pub origine: Origine,
    /// How many entries were read.
    pub entrees: usize,
}

/// Writes the list for people; ages are told on this day.
///
/// ```
/// use sofi_core::{Lang, Origine, RegistreKind, render};
///
/// let origine = Origine::new(RegistreKind::Cpf, "cpf.csv");
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// let mut out = Vec::new();
/// render::registers_text(&[render::RegisterFile { origine, entrees: 12 }], today, Lang::En, false, &mut out)?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.starts_with("cpf: list of what the CPF may pay for\n") && text.contains("12"), "{text}");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn registers_text(
    files: &[RegisterFile],
    today: NaiveDate,
    lang: Lang,
    colour: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint { colour };
    for (index, RegisterFile { origine, entrees }) in files.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let words = typeset_all(origine.kind.words().get(lang), lang);
        let colon = super::summary::colon(lang);
        writeln!(out, "{}{colon}{words}", paint.with(Style::Strong, origine.kind.as_str()))?;
        let mut fields = Fields::new(lang);
        fields.add(Bilingual::new("fichier", "file"), origine.nom.clone());
        fields.add(Bilingual::new("date", "date"), age(origine.date, today, lang));
        let count = |n: u64| say(Bilingual::new("{n}", "{n}"), &Args::new().count("n", n), lang);
        fields.add(Bilingual::new("entrées", "entries"), count(*entrees as u64));
        fields.add_some(Bilingual::new("sha256", "sha256"), origine.sha256.clone());
        if !origine.rejets.is_empty() {
            let args =
                Args::new().count("lignes", origine.rejets.lignes).count("valeurs", origine.rejets.valeurs);
            let words = Bilingual::new(
                "{lignes|ligne perdue|lignes perdues}, {valeurs|valeur perdue|valeurs perdues}",
                "{lignes|line lost|lines lost}, {valeurs|value lost|values lost}",
            );
            fields.add(Bilingual::new("rejets", "rejects"), say(words, &args, lang));
        }
        for rejet in origine.rejets.exemples.iter().take(SHOWN) {
            let text = format!("{}:{} {}, {}", rejet.fichier, rejet.ligne, rejet.colonne, rejet.motif);
            fields.add(Bilingual::new("", ""), text);
        }
        fields.write(paint, out)?;
    }
    Ok(())
}

/// How many cases of what was lost are shown.
const SHOWN: usize = 3;

/// A date and how old it is: an old register accuses people wrongly.
fn age(date: Option<NaiveDate>, today: NaiveDate, lang: Lang) -> String {
    let Some(date) = date else {
        return typeset_all(Bilingual::new("inconnue", "unknown").get(lang), lang);
    };
    let args = Args::new().text("date", day(date, lang));
    let words = match u64::try_from((today - date).num_days()) {
        Ok(0) => Bilingual::new("{date} (aujourd'hui)", "{date} (today)"),
        Ok(days) => {
            let words = Bilingual::new("{date} (il y a {days|jour|jours})", "{date} ({days|day|days} ago)");
            return say(words, &args.count("days", days), lang);
        }
        Err(_) => Bilingual::new("{date} (à venir)", "{date} (to come)"),
    };
    say(words, &args, lang)
}

/// Writes the list as one JSON array.
///
/// ```
/// let mut out = Vec::new();
/// sofi_core::render::registers_json(&[], &mut out)?;
/// assert_eq!(out, b"[]\n");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn registers_json(files: &[RegisterFile], out: &mut impl Write) -> io::Result<()> {
    json::line(&files.iter().map(View::new).collect::<Vec<_>>(), out)
}

#[derive(Serialize)]
struct View<'a> {
    kind: &'static str,
    path: &'a str,
    date: Option<NaiveDate>,
    entries: usize,
    sha256: Option<&'a str>,
    rejected_lines: u64,
    rejected_values: u64,
    rejects: Vec<RejetView<'a>>,
}

#[derive(Serialize)]
struct RejetView<'a> {
    file: &'a str,
    line: u64,
    column: &'a str,
    reason: &'a str,
}

impl<'a> View<'a> {
    fn new(file: &'a RegisterFile) -> Self {
        let RegisterFile { origine, entrees } = file;
        let rejects = origine.rejets.exemples.iter().map(|rejet| RejetView {
            file: &rejet.fichier,
            line: rejet.ligne,
            column: &rejet.colonne,
            reason: &rejet.motif,
        });
        Self {
            kind: origine.kind.as_str(),
            path: &origine.nom,
            date: origine.date,
            entries: *entrees,
            sha256: origine.sha256.as_deref(),
            rejected_lines: origine.rejets.lignes,
            rejected_values: origine.rejets.valeurs,
            rejects: rejects.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RegistreKind, Rejet};

    #[test]
    fn ages_and_rejects_are_told() {
        let date = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let mut origine =
            Origine { date: Some(date(20)), ..Origine::new(RegistreKind::Cpf, "cpf\u{1b}.csv") };
        origine.rejets.ligne(Rejet::new("cpf.csv", 7, "code", "mal formé"));
        let file = RegisterFile { origine, entrees: 1234 };
        let mut out = Vec::new();
        registers_text(&[file.clone(), file], date(23), Lang::Fr, false, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap().replace(['\u{a0}', '\u{202f}'], " ");
        let one = "\
cpf : liste des certifications éligibles au CPF
  fichier  cpf\\u{1b}.csv
  date     20/11/2026 (il y a 3 jours)
  entrées  1 234
  rejets   1 ligne perdue, 0 valeur perdue
           cpf.csv:7 code, mal formé
";
        assert_eq!(text, format!("{one}\n{one}"));
        assert_eq!(age(Some(date(23)), date(23), Lang::En), "23 Nov 2026 (today)");
        assert_eq!(age(Some(date(24)), date(23), Lang::En), "24 Nov 2026 (to come)");
        assert_eq!(age(None, date(23), Lang::En), "unknown");
    }
}
