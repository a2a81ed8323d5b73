//! `sofi id`: identifiers one at a time, for people and for shell scripts.

use std::{
    cell::Cell,
    io::{self, Read, Write},
};

use sofi_core::{Analysis, Args, Bilingual, Lang, render};

use crate::{
    CLEAN, FINDINGS, Host,
    args::{Common, Format, Id},
    locale,
    output::{Output, Stop, reason},
    usage::say,
};

/// The standard input is held in memory: several millions of identifiers, not more.
const MOST_BYTES: usize = 64 << 20;

pub(super) fn run(args: &Id, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let output = Output::open(args.output.as_deref(), &[], errors)?;
    let terminal = output.is_terminal(host);
    let lang = locale::lang(common.lang, terminal, host.variable);
    let colour = locale::colour(common.color, terminal, host.variable);

    let input =
        if args.values.iter().any(|value| value == "-") { read(host, errors)? } else { String::new() };
    let texts = args.values.iter().flat_map(|value| {
        let (given, lines) = if value == "-" { (None, input.as_str()) } else { (Some(value.as_str()), "") };
        given.into_iter().chain(lines.lines().filter(|line| !line.trim().is_empty()))
    });
    let all_valid = Cell::new(true);
    let analyses = texts.map(|text| {
        let analysis = Analysis::new(args.kind, text);
        all_valid.set(all_valid.get() && analysis.verdict.is_valid());
        analysis
    });
    output.write(host, |mut out| match args.format {
        Format::Json => render::identifiers_json(analyses, lang, &mut out),
        _ => people(analyses, lang, colour, &mut out),
    })?;
    // A reader that went away has stopped the analyses; what was judged until then decides.
    Ok(if all_valid.get() { CLEAN } else { FINDINGS })
}

/// Writes one block for each value, an empty line between them.
fn people(
    analyses: impl Iterator<Item = Analysis>,
    lang: Lang,
    colour: bool,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    for (index, analysis) in analyses.enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        render::identifier_text(&analysis, lang, colour, &mut out)?;
    }
    Ok(())
}

/// The standard input as text. What is not UTF-8 stays visible, and makes its line invalid.
fn read(host: &mut Host<'_>, lang: Lang) -> Result<String, Stop> {
    let mut bytes = Vec::new();
    let read = (&mut *host.stdin).take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
    let why = match read {
        Err(error) => reason(&error, lang),
        Ok(_) if bytes.len() > MOST_BYTES => {
            say(Bilingual::new("plus de 64 Mio", "more than 64 MiB"), Args::new(), lang)
        }
        Ok(_) => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
    };
    let words = Bilingual::new(
        "impossible de lire l'entrée standard : {why}",
        "cannot read the standard input: {why}",
    );
    Err(Stop::Said(say(words, Args::new().text("why", why), lang), lang))
}
