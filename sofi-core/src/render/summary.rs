//! The lines that close every report for people.

use std::io::{self, Write};

use super::{
    neutral::neutral,
    paint::{Paint, Style},
};
use crate::{Args, Bilingual, Lang, Level, NotEvaluated, Report, Severity};

/// Writes what stopped or shortened the reading, the verdict, and what could not be evaluated.
pub(super) fn footer(report: &Report, lang: Lang, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    for file in &report.files {
        let path = neutral(&file.path);
        let sep = colon(lang);
        // A finding usually says it already, unless it was ignored.
        let is_told = |error: &String| file.findings.iter().any(|f| f.message(Lang::Fr) == *error);
        if let Some(error) = file.error.as_ref().filter(|error| !is_told(error)) {
            let what = Bilingual::new("lecture arrêtée avant la fin", "reading stopped before the end");
            writeln!(out, "{path}{sep}{}{sep}{}", what.get(lang), neutral(error))?;
        }
        let kept = file.findings.len() as u64;
        if kept < file.summary.total() {
            let args = Args::new().count("kept", kept).count("total", file.summary.total());
            let words = say(
                Bilingual::new(
                    "{kept|constat retenu|constats retenus} sur {total} ; les autres sont seulement comptés",
                    "{kept|finding kept|findings kept} out of {total}; the others are only counted",
                ),
                &args,
                lang,
            );
            writeln!(out, "{path}{sep}{words}")?;
        }
    }
    writeln!(out, "{}", verdict(report, lang, paint))?;
    not_evaluated(&report.not_evaluated, lang, out)
}

/// `1 fichier, 1 formation (LHEO 2.2, profil lheo, au 23/11/2026) : 2 erreurs, dont 2 corrigeables`.
fn verdict(report: &Report, lang: Lang, paint: Paint) -> String {
    if report.files.is_empty() {
        return Bilingual::new("Aucun fichier vérifié", "No file checked").get(lang).to_owned();
    }
    let subject = format!("{} ({})", subject(report, lang), circumstances(report, lang));
    let summary = report.summary();
    if summary.total() == 0 {
        let clean = Bilingual::new("Aucune erreur", "No error").get(lang);
        return format!("{}{}{subject}", paint.with(Style::Strong, clean), colon(lang));
    }
    let mut counts = Vec::new();
    for (severity, words) in [
        (Severity::Error, Bilingual::new("{n|erreur|erreurs}", "{n|error|errors}")),
        (Severity::Warning, Bilingual::new("{n|avertissement|avertissements}", "{n|warning|warnings}")),
        (Severity::Info, Bilingual::new("{n|info|infos}", "{n|info|infos}")),
    ] {
        let n = summary.of(severity);
        if n > 0 {
            let words = say(words, &Args::new().count("n", n), lang);
            counts.push(paint.with(Style::Of(severity), words).to_string());
        } else if severity == Severity::Error {
            counts.push(Bilingual::new("aucune erreur", "no error").get(lang).to_owned());
        }
    }
    let fixable: u64 = report.files.iter().map(|file| file.fixable).sum();
    if fixable > 0 {
        let words = Bilingual::new("dont {n|corrigeable|corrigeables}", "{n} of them fixable");
        counts.push(say(words, &Args::new().count("n", fixable), lang));
    }
    format!("{subject}{}{}", colon(lang), counts.join(", "))
}

/// How much was read.
fn subject(report: &Report, lang: Lang) -> String {
    let sum = |of: fn(&crate::FileReport) -> u64| report.files.iter().map(of).sum();
    let resumes = sum(|file| file.resumes);
    let args = Args::new()
        .count("files", report.files.len() as u64)
        .count("formations", sum(|file| file.formations))
        .count("actions", sum(|file| file.actions))
        .count("sessions", sum(|file| file.sessions))
        .count("resumes", resumes);
    let words = Bilingual::new(
        "{files|fichier|fichiers}, {formations|formation|formations}, {actions|action|actions}, {sessions|session|sessions}",
        "{files|file|files}, {formations|formation|formations}, {actions|action|actions}, {sessions|session|sessions}",
    );
    let mut subject = say(words, &args, lang);
    if resumes > 0 {
        let words = Bilingual::new(", {resumes|résumé|résumés}", ", {resumes|summary|summaries}");
        subject.push_str(&say(words, &args, lang));
    }
    subject
}

/// By what it was judged: dialects, level, profiles, perimeter, date.
fn circumstances(report: &Report, lang: Lang) -> String {
    let titles = distinct(report.files.iter().filter_map(|file| file.dialect_title.or(file.dialect)));
    let mut parts: Vec<String> = titles.into_iter().map(title).collect();
    if parts.is_empty() {
        parts.push(Bilingual::new("dialecte inconnu", "unknown dialect").get(lang).to_owned());
    }
    let levels = distinct(report.files.iter().map(|file| file.level.as_str()));
    if levels != [Level::Full.as_str()] {
        parts.push(format!("{} {}", Bilingual::new("niveau", "level").get(lang), levels.join(" + ")));
    }
    let profiles = distinct(report.files.iter().map(|file| file.profile.as_str()));
    parts.push(format!("{} {}", Bilingual::new("profil", "profile").get(lang), profiles.join(" + ")));
    if let Some(perimeter) = &report.perimeter {
        let word = Bilingual::new("périmètre", "perimeter").get(lang);
        parts.push(format!("{word} {}", neutral(perimeter)));
    }
    if let Some(date) = report.as_of {
        parts.push(match lang {
            Lang::Fr => format!("au {}", date.format("%d/%m/%Y")),
            Lang::En => format!("as of {date}"),
        });
    }
    parts.join(", ")
}

/// The name of a dialect for people; the oldest ones only have the short name of machine formats.
fn title(name: &str) -> String {
    match name {
        "leger" => "LHEO léger".to_owned(),
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("LHEO {name}"),
        _ => name.to_owned(),
    }
}

/// One line for each reason, with the codes that share it.
fn not_evaluated(list: &[NotEvaluated], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let reasons = distinct(list.iter().map(|entry| entry.reason.get(lang)));
    for reason in reasons {
        let same: Vec<_> = list.iter().filter(|entry| entry.reason.get(lang) == reason).collect();
        let Some(first) = same.first() else { continue };
        let codes = distinct(same.iter().map(|entry| entry.code));
        let args = Args::new()
            .text("codes", codes.join(", "))
            .text("code", codes.first().copied().unwrap_or_default())
            .with("reason", crate::Arg::Words(first.reason));
        let words = Bilingual::new(
            "Non évalué : {codes} ({reason}), voir sofi explain {code}",
            "Not evaluated: {codes} ({reason}), see sofi explain {code}",
        );
        writeln!(out, "{}", say(words, &args, lang))?;
    }
    Ok(())
}

/// Fills a template of this crate, none of which lacks an argument.
pub(super) fn say(words: Bilingual, args: &Args, lang: Lang) -> String {
    args.fill(words.get(lang), lang).unwrap_or_default()
}

/// The colon between two parts of a line: French puts a no-break space before it.
pub(super) const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{a0}: ",
        Lang::En => ": ",
    }
}

/// The values without repetition, in the order of their first occurrence.
fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut kept = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}
