//! `sofi check`: what is wrong, where, why, and how to mend it.

use sofi_core::{Args, Bilingual, Lang, Report, render};
use sofi_lheo::{Checker, Error, Limits};

use super::unknown_rule;
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Check, Common, FailOn, Format},
    inputs::{self, Input, Problem},
    locale,
    output::{Output, Stop, reason, show},
    usage::say,
};

pub(super) fn run(args: &Check, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let as_of = args.as_of.unwrap_or(host.today);
    let checker = checker(args, errors)?.as_of(as_of);
    let output = Output::open(args.output.as_deref(), &args.inputs, errors)?;

    let (inputs, problems) = inputs::find(&args.inputs);
    let mut failed = !problems.is_empty();
    for problem in &problems {
        host.complain(&explain(problem, errors), errors);
    }
    let mut report = Report { level: args.level, as_of: Some(as_of), ..Report::default() };
    for input in inputs {
        let checked = match &input {
            Input::Stdin => checker.check_reader("-", &mut *host.stdin),
            Input::File(path) => checker.check_path(path),
        };
        match checked {
            Ok(one) => report.merge(one),
            Err(error) => {
                failed = true;
                host.complain(&cannot_open(&error, errors), errors);
            }
        }
    }
    // A report about nothing would look like good news.
    if report.files.is_empty() {
        return Ok(FAILURE);
    }
    let code = exit_code(&report, args.fail_on);
    write(&report, args, common, output, host)?;
    Ok(if failed { FAILURE } else { code })
}

fn checker(args: &Check, lang: Lang) -> Result<Checker, Stop> {
    let mut checker =
        Checker::new(args.level).select(codes(&args.select, lang)?).ignore(codes(&args.ignore, lang)?);
    if let Some(profile) = args.profile {
        checker = checker.profile(profile);
    }
    if let Some(findings) = args.max_findings {
        checker = checker.limits(Limits { findings, ..Limits::default() });
    }
    Ok(checker)
}

/// Starts of codes as the checker wants them; names of rules are understood too.
fn codes(given: &[String], lang: Lang) -> Result<Vec<String>, Stop> {
    let one = |text: &String| {
        let text = text.trim();
        if let Some(rule) = sofi_lheo::rules::find(text) {
            return Ok(rule.code.to_owned());
        }
        let prefix = text.to_ascii_uppercase();
        let known = !prefix.is_empty() && sofi_lheo::rules::all().any(|rule| rule.code.starts_with(&prefix));
        if known { Ok(prefix) } else { Err(unknown_rule(text, lang)) }
    };
    given.iter().map(one).collect()
}

fn write(
    report: &Report,
    args: &Check,
    common: &Common,
    output: Output,
    host: &mut Host<'_>,
) -> Result<(), Stop> {
    let for_people = matches!(args.format, Format::Text | Format::Concise);
    let terminal = for_people && output.is_terminal(host);
    let lang = locale::lang(common.lang, terminal, host.variable);
    let colour = for_people && locale::colour(common.color, terminal, host.variable);
    output.write(host, |mut out| match args.format {
        Format::Text => {
            let options = render::TextOptions { lang, colour, max_shown: args.max_shown };
            render::text(report, &options, &mut out)
        }
        Format::Concise => render::concise(report, lang, colour, &mut out),
        Format::Json => render::json(report, lang, &mut out),
        Format::Jsonl => render::jsonl(report, lang, &mut out),
    })
}

fn exit_code(report: &Report, fail_on: FailOn) -> u8 {
    match fail_on.severity() {
        Some(severity) if !report.is_clean(severity) => FINDINGS,
        _ => CLEAN,
    }
}

fn explain(problem: &Problem, lang: Lang) -> String {
    let (words, args) = match problem {
        Problem::Unreadable(path, error) => return unreadable(show(path), error, lang),
        Problem::Empty(path) => (
            Bilingual::new(
                "{path} : ce dossier ne contient aucun fichier .xml, .gz ou .zip",
                "{path}: this folder holds no .xml, .gz or .zip file",
            ),
            Args::new().text("path", show(path)),
        ),
        Problem::StdinTwice => (
            Bilingual::new(
                "l'entrée standard (-) ne peut être lue qu'une fois",
                "the standard input (-) can be read once only",
            ),
            Args::new(),
        ),
    };
    say(words, args, lang)
}

fn cannot_open(error: &Error, lang: Lang) -> String {
    match error {
        Error::Open { name, source } => unreadable(name.clone(), source, lang),
        other => other.to_string(),
    }
}

fn unreadable(path: String, error: &std::io::Error, lang: Lang) -> String {
    let args = Args::new().text("path", path).text("why", reason(error, lang));
    say(Bilingual::new("impossible de lire {path} : {why}", "cannot read {path}: {why}"), args, lang)
}

#[cfg(test)]
mod tests {
    use sofi_core::{FileReport, Summary};

    use super::*;

    #[test]
    fn exit_codes_follow_fail_on() {
        let summary = Summary { error: 0, warning: 1, info: 2 };
        let report =
            Report { files: vec![FileReport { summary, ..FileReport::default() }], ..Report::default() };
        assert_eq!(exit_code(&report, FailOn::Error), CLEAN);
        assert_eq!(exit_code(&report, FailOn::Warning), FINDINGS);
        assert_eq!(exit_code(&report, FailOn::Info), FINDINGS);
        assert_eq!(exit_code(&report, FailOn::Never), CLEAN);
    }

    #[test]
    fn codes_are_prefixes_or_names() {
        let given = ["lhe0", "XML", "element-inconnu"].map(str::to_owned);
        assert_eq!(codes(&given, Lang::Fr).unwrap(), ["LHE0", "XML", "LHE03"]);
        assert!(codes(&[String::new()], Lang::Fr).is_err());
        assert!(codes(&["ABC".to_owned()], Lang::Fr).is_err());
    }
}
