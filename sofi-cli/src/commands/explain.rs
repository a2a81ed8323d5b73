//! `sofi explain`: the page of a rule.

use sofi_core::{
    render,
    rules::{catalogue::Entry, entries},
};

use super::unknown_rule;
use crate::{
    CLEAN, Host,
    args::{Common, Explain},
    locale,
    output::{Output, Stop},
};

pub(super) fn run(args: &Explain, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = locale::lang(common.lang, host.stdout_is_terminal, host.variable);
    let errors = host.complaint_lang(common.lang);
    let page = |text: &String| match (sofi_lheo::rules::find(text), entry(text)) {
        (Some(rule), _) => Ok(render::page(rule, lang)),
        (None, Some(entry)) => Ok(render::entry_page(entry, lang)),
        (None, None) => Err(unknown_rule(text, errors)),
    };
    let pages = args.rules.iter().map(page).collect::<Result<Vec<_>, _>>()?;
    Output::open(None, &[], errors)?.write(host, |out| out.write_all(pages.join("\n").as_bytes()))?;
    Ok(CLEAN)
}

/// An entry of the catalogue that has no rule of its own, by its number with or without the hyphen.
fn entry(text: &str) -> Option<&'static Entry> {
    entries().find(|entry| {
        entry.id.eq_ignore_ascii_case(text) || entry.id.replace('-', "").eq_ignore_ascii_case(text)
    })
}
