//! `sofi check`: what is wrong, where, why, and how to mend it.

mod configured;
mod verdict;

use sofi_core::{Lang, Report, render};

use crate::{
    FAILURE, Host,
    args::{Check, Common, Format},
    inputs::{self, Input},
    locale,
    output::{Output, Stop},
};
pub(super) use configured::{Configured, near, of_folder};
use verdict::{Judged, Verdict};

pub(super) fn run(args: &Check, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let as_of = args.judging.as_of.unwrap_or(host.today);
    let output = Output::open(args.output.as_deref(), &args.inputs, errors)?;
    let (inputs, problems) = inputs::find(&args.inputs);
    let mut configured = Configured::new(&args.judging, &args.failing, &inputs, as_of, errors)?;
    let errors = host.complaint_lang(common.lang.or(configured.lang));
    let mut failed = !problems.is_empty();
    for problem in &problems {
        host.complain(&inputs::explain(problem, errors), errors);
    }
    let level = configured.groups.first().map(|group| group.settings.level).unwrap_or_default();
    let mut report = Report { level, as_of: Some(as_of), ..Report::default() };
    // Only reports for machines show the digests of documents.
    let has_digest = matches!(args.format, Format::Json | Format::Jsonl);
    for group in &mut configured.groups {
        group.checker = group.checker.clone().digest(has_digest);
    }
    for (input, group) in inputs.iter().zip(&configured.of_input) {
        let group = &mut configured.groups[*group];
        let checked = match input {
            Input::Stdin => group.checker.check_reader("-", &mut *host.stdin),
            Input::File(path) => group.checker.check_path(path),
        };
        match checked {
            Ok(one) => {
                group.judged.add(&one);
                report.merge(one);
            }
            Err(error) => {
                failed = true;
                host.complain(&inputs::cannot_open(&error, errors), errors);
            }
        }
    }
    // A report about nothing would look like good news.
    if report.files.is_empty() {
        return Ok(FAILURE);
    }
    let mut verdict = Verdict::default();
    for group in &configured.groups {
        verdict.add(&group.judged, &group.settings, &group.checker);
    }
    let lang = common.lang.or(configured.lang);
    write(&report, &verdict, args, common, lang, output, host)?;
    if let Some(complaint) = verdict.not_evaluated(errors) {
        host.complain(&complaint, errors);
    }
    Ok(if failed { FAILURE } else { verdict.code() })
}

fn write(
    report: &Report,
    verdict: &Verdict,
    args: &Check,
    common: &Common,
    asked: Option<Lang>,
    output: Output,
    host: &mut Host<'_>,
) -> Result<(), Stop> {
    let for_people = matches!(args.format, Format::Text | Format::Concise);
    let terminal = for_people && output.is_terminal(host);
    let lang = locale::lang(asked, terminal, host.variable);
    let colour = for_people && locale::colour(common.color, terminal, host.variable);
    output.write(host, |mut out| match args.format {
        Format::Text => {
            let options = render::TextOptions { lang, colour, max_shown: args.max_shown };
            render::text(report, &options, &mut out)?;
            verdict.write_rates(lang, out)
        }
        Format::Concise => {
            render::concise(report, lang, colour, &mut out)?;
            verdict.write_rates(lang, out)
        }
        Format::Json => render::json(report, lang, &mut out),
        Format::Jsonl => render::jsonl(report, lang, &mut out),
        Format::Sarif => render::sarif(report, lang, &mut out),
    })
}
