//! `sofi rules`: the catalogue.

use sofi_core::{Args, Bilingual, render};

use crate::{
    CLEAN, Host,
    args::{Common, Format, Rules},
    locale,
    output::{Output, Stop},
    usage::say,
};

pub(super) fn run(args: &Rules, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let mut rules: Vec<_> = sofi_lheo::rules::all().collect();
    if let Some(family) = &args.family {
        rules.retain(|rule| rule.family().0.eq_ignore_ascii_case(family));
        if rules.is_empty() {
            return Err(unknown_family(family, errors));
        }
    }
    let output = Output::open(args.output.as_deref(), &[], errors)?;
    let terminal = output.is_terminal(host);
    let lang = locale::lang(common.lang, terminal, host.variable);
    let colour = locale::colour(common.color, terminal, host.variable);
    output.write(host, |mut out| match args.format {
        Format::Json => render::rules_json(rules, &mut out),
        _ => render::rules_text(rules, lang, colour, &mut out),
    })?;
    Ok(CLEAN)
}

fn unknown_family(family: &str, lang: sofi_core::Lang) -> Stop {
    let mut known: Vec<_> = sofi_lheo::rules::all().map(|rule| rule.family().0).collect();
    known.dedup();
    let words = Bilingual::new(
        "« {family} » n'est pas une famille de règles ; familles : {known}",
        "\"{family}\" is not a family of rules; families: {known}",
    );
    let args = Args::new().text("family", family.to_owned()).text("known", known.join(", "));
    Stop::Said(say(words, args, lang), lang)
}
