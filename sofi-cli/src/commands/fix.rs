//! `sofi fix`: mends what can be, or shows how.

pub(super) mod revise;

use std::io::{self, Write};

use sofi_core::{Args, Bilingual, Finding, Fix as Mending, Lang, Safety, render::neutral};
use sofi_lheo::{Fixed, Fixer, Refusal};

use super::check::Configured;
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Failing, Fix},
    inputs::{self, Input},
    locale,
    output::Stop,
    usage::say,
};
use revise::Mode;

pub(super) fn run(args: &Fix, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let as_of = args.judging.as_of.unwrap_or(host.today);
    let (inputs, problems) = inputs::find(&args.inputs);
    let configured = Configured::new(&args.judging, &Failing::default(), &inputs, as_of, errors)?;
    let asked = common.lang.or(configured.lang);
    let errors = host.complaint_lang(asked);
    let mode = Mode::new(&args.writing, &inputs, errors)?;
    let mut failed = !problems.is_empty() || inputs.is_empty();
    for problem in &problems {
        host.complain(&inputs::explain(problem, errors), errors);
    }
    let lang = locale::lang(asked, host.stdout_is_terminal, host.variable);
    let mut code = CLEAN;
    for (input, group) in inputs.iter().zip(&configured.of_input) {
        let group = &configured.groups[*group];
        let fixer = Fixer::new(group.checker.clone());
        let fixer = if args.suggested { fixer.suggested() } else { fixer };
        let fixed = match input {
            Input::Stdin => fixer.fix_reader("-", &mut *host.stdin),
            Input::File(path) => fixer.fix_path(path),
        };
        let mut fixed = match fixed {
            Ok(fixed) => fixed,
            Err(error) => {
                failed = true;
                host.complain(&revise::cannot_revise(&error, errors), errors);
                continue;
            }
        };
        let is_written = match mode.write(&mut fixed.document, input, host, errors) {
            Ok(is_written) => is_written,
            Err(complaint) => {
                failed = true;
                host.complain(&complaint, errors);
                continue;
            }
        };
        let told = Told { fixed: &fixed, is_written, most: args.max_shown, lang };
        let stream = if mode.fills_stdout() { &mut *host.stderr } else { &mut *host.stdout };
        told.write(stream).or_else(revise::gone).map_err(|error| revise::unwritten(&error, errors))?;
        let severity = group.settings.fail_on.severity();
        let is_left = severity.is_some_and(|severity| !fixed.report.is_clean(severity));
        if is_left || (fixed.document.is_changed() && !is_written) {
            code = FINDINGS;
        }
    }
    Ok(if failed { FAILURE } else { code })
}

/// What is told of one document.
struct Told<'f> {
    fixed: &'f Fixed<'f>,
    is_written: bool,
    most: usize,
    lang: Lang,
}

impl Told<'_> {
    fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let Self { fixed, lang, .. } = *self;
        let grade = |safety| match safety {
            Safety::Safe => Bilingual::new("sûre", "safe"),
            Safety::Suggested => Bilingual::new("à relire", "to be reviewed"),
        };
        let mut lines: Vec<(&Finding, String)> = Vec::new();
        for finding in &fixed.applied {
            let Some(fix) = &finding.fix else { continue };
            let words = if self.is_written {
                Bilingual::new("corrigé ({grade})", "mended ({grade})")
            } else {
                Bilingual::new("à corriger ({grade})", "to be mended ({grade})")
            };
            lines.push((finding, say(words, Args::new().words("grade", grade(fix.safety)), lang)));
        }
        for (finding, refusal) in &fixed.refused {
            lines.push((finding, why(refusal, lang)));
        }
        let proposed = fixed.report.findings().map(|(_, finding)| finding).filter(|finding| {
            let is_refused = fixed.refused.iter().any(|(refused, _)| {
                refused.rule == finding.rule && refused.place.offset == finding.place.offset
            });
            !is_refused && finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Suggested)
        });
        let words = Bilingual::new("proposé (--unsafe)", "proposed (--unsafe)");
        let mut count = 0;
        for finding in proposed {
            count += 1;
            lines.push((finding, say(words, Args::new(), lang)));
        }
        let most = if self.most == 0 { usize::MAX } else { self.most };
        let name = neutral(fixed.report.files.first().map_or("", |file| file.path.as_str())).into_owned();
        for (finding, what) in lines.iter().take(most) {
            let Some(fix) = &finding.fix else { continue };
            let place = &finding.place;
            let how = how(finding, fix, lang);
            let code = finding.rule.code;
            let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
            writeln!(out, "{name}:{}:{}: {code} {what}{colon} {}", place.line, place.column, neutral(&how))?;
        }
        if let Some(more) = lines.len().checked_sub(most).filter(|more| *more > 0) {
            let words = Bilingual::new(
                "{name} : et {n|autre correction|autres corrections} (--max-shown 0 pour tout voir)",
                "{name}: and {n|other fix|other fixes} (--max-shown 0 to see all)",
            );
            let args = Args::new().text("name", name.clone()).count("n", more as u64);
            writeln!(out, "{}", say(words, args, lang))?;
        }
        let applied = if self.is_written {
            Bilingual::new(
                "{applied|correction écrite|corrections écrites}",
                "{applied|fix written|fixes written}",
            )
        } else {
            Bilingual::new(
                "{applied|correction à écrire|corrections à écrire}",
                "{applied|fix to be written|fixes to be written}",
            )
        };
        let args = Args::new()
            .text("name", name)
            .count("applied", fixed.applied.len() as u64)
            .count("refused", fixed.refused.len() as u64)
            .count("proposed", count)
            .count("unseen", fixed.unseen)
            .count("errors", fixed.report.summary().error)
            .count("before", fixed.before.summary().error);
        let mut parts = vec![say(applied, args.clone(), lang)];
        for (count, words) in [
            (
                count,
                Bilingual::new(
                    "{proposed|proposée|proposées} avec --unsafe",
                    "{proposed} proposed with --unsafe",
                ),
            ),
            (fixed.refused.len() as u64, Bilingual::new("{refused|écartée|écartées}", "{refused} left out")),
        ] {
            if count > 0 {
                parts.push(say(words, args.clone(), lang));
            }
        }
        let list = parts.join(", ");
        let words = Bilingual::new(
            "{name} : {list} ; {before|erreur|erreurs} avant, {errors} après",
            "{name}: {list}; {before|error|errors} before, {errors} after",
        );
        writeln!(out, "{}", say(words, args.clone().text("list", list), lang))?;
        if fixed.unseen > 0 {
            let words = Bilingual::new(
                "{name} : {unseen|constat compté n'a|constats comptés n'ont} pas été gardés : relancez avec --max-findings plus grand",
                "{name}: {unseen|finding was|findings were} counted and not kept: run again with a larger --max-findings",
            );
            writeln!(out, "{}", say(words, args, lang))?;
        }
        Ok(())
    }
}

/// What a fix does, in one phrase.
fn how(finding: &Finding, fix: &Mending, lang: Lang) -> String {
    let shown = |text: &str| sofi_core::shown(text);
    let what = say(fix.description, Args::new(), lang);
    match &finding.value {
        Some(value) if !fix.replacement.is_empty() => {
            format!("{what}, {} → {}", shown(value), shown(&fix.replacement))
        }
        _ if !fix.replacement.is_empty() => format!("{what}, {}", shown(&fix.replacement)),
        _ => match &finding.place.element {
            Some(element) => format!("{what} <{element}>"),
            None => what,
        },
    }
}

/// Why a fix is left out.
pub(super) fn why(refusal: &Refusal, lang: Lang) -> String {
    let (words, args) = match refusal {
        Refusal::NewError(error) => (
            Bilingual::new(
                "écarté, apporterait {code} ({message})",
                "left out, would bring {code} ({message})",
            ),
            Args::new().text("code", error.rule.code).text("message", error.message(lang)),
        ),
        Refusal::Unencodable(c) => (
            Bilingual::new(
                "écarté, l'encodage du fichier n'a pas « {c} »",
                "left out, the encoding of the file lacks \"{c}\"",
            ),
            Args::new().text("c", c.to_string()),
        ),
        Refusal::Untried => (
            Bilingual::new(
                "écarté, trop de corrections douteuses dans ce fichier pour l'essayer seule",
                "left out, too many doubtful fixes in this file to try it alone",
            ),
            Args::new(),
        ),
        _ => (
            Bilingual::new(
                "écarté, n'améliorerait pas le fichier",
                "left out, would make the file no better",
            ),
            Args::new(),
        ),
    };
    say(words, args, lang)
}
