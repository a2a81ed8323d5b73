//! `sofi registers`: what the registers hold, and of which day they are.

use std::path::Path;

use sofi_core::{Args, Bilingual, render};

use super::check::of_folder;
use crate::{
    CLEAN, Host,
    args::{Common, Format, Registers},
    locale,
    output::{Output, Stop},
    registers,
    usage::say,
};

pub(super) fn run(args: &Registers, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let config = of_folder(args.reference.config.as_deref(), errors)?;
    let asked = common.lang.or(config.as_ref().and_then(|config| config.lang));
    let errors = host.complaint_lang(asked);
    let wanted = registers::wanted(&args.reference.register, config.as_ref(), errors)?;
    if wanted.is_empty() {
        return Err(none_given(config.as_ref().map(|config| config.path.as_path()), errors));
    }
    let output = Output::open(args.output.as_deref(), &paths(&wanted), errors)?;
    let (_, files) = registers::load(&wanted, errors)?;
    let terminal = output.is_terminal(host);
    let lang = locale::lang(asked, terminal, host.variable);
    let colour = locale::colour(common.color, terminal, host.variable);
    let today = host.today;
    output.write(host, |mut out| match args.format {
        Format::Json => render::registers_json(&files, &mut out),
        _ => render::registers_text(&files, today, lang, colour, &mut out),
    })?;
    Ok(CLEAN)
}

/// The files, which no output may overwrite.
pub(super) fn paths(wanted: &[registers::Wanted]) -> Vec<std::path::PathBuf> {
    wanted.iter().map(|(_, path)| path.clone()).collect()
}

/// There is no register to look at.
pub(super) fn none_given(config: Option<&Path>, lang: sofi_core::Lang) -> Stop {
    let args = Args::new().text("path", config.map(crate::output::show).unwrap_or_default());
    let words = if config.is_some() {
        Bilingual::new(
            "aucun registre : indiquez --register GENRE=FICHIER, ou [registers] dans {path}",
            "no register: give --register KIND=FILE, or [registers] in {path}",
        )
    } else {
        Bilingual::new(
            "aucun registre : indiquez --register GENRE=FICHIER, ou [registers] dans un sofi.toml",
            "no register: give --register KIND=FILE, or [registers] in a sofi.toml",
        )
    };
    Stop::Said(say(words, args, lang), lang)
}
