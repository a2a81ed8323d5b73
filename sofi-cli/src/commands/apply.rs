//! `sofi apply`: a table of corrections, applied to a feed.

mod table;

use std::io::{self, Write};

use sofi_core::{Args, Bilingual, Lang, render::neutral};
use sofi_lheo::{Corrected, Correction, Fixer, Obstacle, Outcome};

use super::{
    check::Configured,
    fix::{
        revise::{self, Mode},
        why,
    },
};
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Apply, Common, Failing},
    inputs::{self, Input},
    locale,
    output::Stop,
    usage::say,
};

pub(super) fn run(args: &Apply, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let as_of = args.judging.as_of.unwrap_or(host.today);
    let (inputs, problems) = inputs::find(std::slice::from_ref(&args.input));
    let configured = Configured::new(&args.judging, &Failing::default(), &inputs, as_of, errors)?;
    let asked = common.lang.or(configured.lang);
    let errors = host.complaint_lang(asked);
    for problem in &problems {
        host.complain(&inputs::explain(problem, errors), errors);
    }
    let (input, group) = match (inputs.as_slice(), configured.groups.as_slice()) {
        ([input], [group]) => (input, group),
        ([], _) => return Ok(FAILURE),
        _ => {
            let words = Bilingual::new(
                "les corrections s'appliquent à un seul fichier",
                "corrections are applied to one file",
            );
            return Err(Stop::Said(say(words, Args::new(), errors), errors));
        }
    };
    let mode = Mode::new(&args.writing, &inputs, errors)?;
    if *input == Input::Stdin && args.corrections.as_os_str() == "-" {
        return Err(Stop::Said(inputs::explain(&inputs::Problem::StdinTwice, errors), errors));
    }
    let lines = table::read(&args.corrections, &mut *host.stdin, errors)?;
    let corrections: Vec<Correction> = lines.iter().map(|(_, correction)| correction.clone()).collect();
    let fixer = Fixer::new(group.checker.clone());
    let corrected = match input {
        Input::Stdin => fixer.correct_reader("-", &mut *host.stdin, &corrections),
        Input::File(path) => fixer.correct_path(path, &corrections),
    };
    let mut corrected =
        corrected.map_err(|error| Stop::Said(revise::cannot_revise(&error, errors), errors))?;
    let is_written = mode
        .write(&mut corrected.document, input, host, errors)
        .map_err(|complaint| Stop::Said(complaint, errors))?;
    let lang = locale::lang(asked, host.stdout_is_terminal, host.variable);
    let stream = if mode.fills_stdout() { &mut *host.stderr } else { &mut *host.stdout };
    let name = args.corrections.to_string_lossy();
    let told = tell(&corrected, &lines, &name, is_written, lang, stream);
    told.or_else(revise::gone).map_err(|error| revise::unwritten(&error, errors))?;
    let is_whole = corrected.outcomes.iter().all(|outcome| *outcome == Outcome::Applied);
    Ok(if is_whole && (is_written || !corrected.document.is_changed()) { CLEAN } else { FINDINGS })
}

/// Tells what came of each line.
fn tell(
    corrected: &Corrected<'_>,
    lines: &[(u64, Correction)],
    table: &str,
    is_written: bool,
    lang: Lang,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let table = neutral(table);
    let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
    for ((line, correction), outcome) in lines.iter().zip(&corrected.outcomes) {
        let place = format!("{} {}", correction.numero.trim(), correction.chemin.trim());
        let what = match outcome {
            Outcome::Applied => {
                let words = if is_written {
                    Bilingual::new("appliquée", "applied")
                } else {
                    Bilingual::new("à appliquer", "to be applied")
                };
                say(words, Args::new(), lang)
            }
            Outcome::Refused(refusal) => why(refusal, lang),
            Outcome::Impossible(obstacle) => impossible(obstacle, lang),
        };
        let values = format!(
            "{} → {}",
            sofi_core::shown(&correction.ancienne),
            sofi_core::shown(&correction.nouvelle)
        );
        writeln!(
            out,
            "{table}:{line}: {}{colon} {}, {}",
            neutral(place.trim()),
            neutral(&values),
            neutral(&what)
        )?;
    }
    let applied = corrected.outcomes.iter().filter(|outcome| **outcome == Outcome::Applied).count();
    let args = Args::new()
        .count("applied", applied as u64)
        .count("lines", lines.len() as u64)
        .count("before", corrected.before.summary().error)
        .count("errors", corrected.report.summary().error);
    let words = if is_written {
        Bilingual::new(
            "{applied|correction appliquée|corrections appliquées} sur {lines} ; {before|erreur|erreurs} avant, {errors} après",
            "{applied|correction|corrections} applied out of {lines}; {before|error|errors} before, {errors} after",
        )
    } else {
        Bilingual::new(
            "{applied|correction à appliquer|corrections à appliquer} sur {lines} ; {before|erreur|erreurs} avant, {errors} après",
            "{applied|correction|corrections} to be applied out of {lines}; {before|error|errors} before, {errors} after",
        )
    };
    writeln!(out, "{}", say(words, args, lang))
}

/// Why a correction cannot be made.
fn impossible(obstacle: &Obstacle, lang: Lang) -> String {
    let none = Args::new();
    let (words, args) = match obstacle {
        Obstacle::UnknownNumero => {
            (Bilingual::new("refusée, rien ne porte ce numéro", "refused, nothing bears this number"), none)
        }
        Obstacle::Path => {
            (Bilingual::new("refusée, ce chemin ne se lit pas", "refused, this is no path"), none)
        }
        Obstacle::Absent => {
            (Bilingual::new("refusée, il n'y a rien à cet endroit", "refused, nothing stands there"), none)
        }
        Obstacle::OtherValue(found) => (
            Bilingual::new(
                "refusée, la valeur est aujourd'hui « {found} »",
                "refused, the value is now \"{found}\"",
            ),
            none.text("found", sofi_core::shown(found)),
        ),
        Obstacle::Ambiguous(count) => (
            Bilingual::new(
                "refusée, {count|endroit possible|endroits possibles}",
                "refused, {count|place|places} would do",
            ),
            none.count("count", *count as u64),
        ),
        Obstacle::NoText => (
            Bilingual::new("refusée, cet élément en contient d'autres", "refused, this element holds others"),
            none,
        ),
        Obstacle::Unexpected(name) => (
            Bilingual::new("refusée, <{name}> n'a pas sa place ici", "refused, <{name}> has no place there"),
            none.text("name", name.clone()),
        ),
        Obstacle::NoChange => (
            Bilingual::new("refusée, les deux valeurs sont les mêmes", "refused, both values are the same"),
            none,
        ),
        _ => (
            Bilingual::new(
                "refusée, un document XML ne peut pas contenir cela",
                "refused, XML cannot hold this",
            ),
            none,
        ),
    };
    say(words, args, lang)
}
