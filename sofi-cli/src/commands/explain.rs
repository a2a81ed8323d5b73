//! `sofi explain`: the page of a rule.

use sofi_core::render;

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
    let find = |text: &String| sofi_lheo::rules::find(text).ok_or_else(|| unknown_rule(text, errors));
    let rules = args.rules.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    Output::open(None, &[], errors)?.write(host, |out| {
        for (i, rule) in rules.iter().enumerate() {
            let between = if i > 0 { "\n" } else { "" };
            write!(out, "{between}{}", render::page(rule, lang))?;
        }
        Ok(())
    })?;
    Ok(CLEAN)
}
