//! `sofi anonymise`: a feed that can be shown to others.

use sofi_core::{Args, Bilingual, Level, Report};
use sofi_lheo::{Anonymiser, Checker};

use super::fix::revise::{self, Mode};
use crate::{
    CLEAN, FINDINGS, Host,
    args::{Anonymise, Common},
    inputs::{self, Input},
    output::Stop,
    usage::say,
};

pub(super) fn run(args: &Anonymise, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = host.complaint_lang(common.lang);
    let stop = |sentence| Stop::Said(sentence, lang);
    let input = if args.input.as_os_str() == "-" { Input::Stdin } else { Input::File(args.input.clone()) };
    let revised = match &input {
        Input::Stdin => Anonymiser::default().anonymise_reader("-", &mut *host.stdin),
        Input::File(path) => Anonymiser::default().anonymise_path(path),
    };
    let mut revised = revised.map_err(|error| stop(revise::cannot_revise(&error, lang)))?;
    // The copy is to show the same faults: that is looked at before anybody relies on it.
    let checker = Checker::new(Level::Full).as_of(args.as_of.unwrap_or(host.today));
    let cannot_check = |error| stop(inputs::cannot_open(&error, lang));
    let before = revised.check_original(&checker).map_err(cannot_check)?;
    let after = revised.check(&checker).map_err(cannot_check)?;
    Mode::To(args.output.clone()).write(&mut revised, &input, host, lang).map_err(stop)?;
    let differing = differing(&before, &after);
    if differing == 0 {
        return Ok(CLEAN);
    }
    let words = Bilingual::new(
        "{n|constat diffère|constats diffèrent} entre le fichier et sa copie",
        "{n|finding differs|findings differ} between the file and its copy",
    );
    host.complain(&say(words, Args::new().count("n", differing), lang), lang);
    Ok(FINDINGS)
}

/// How many findings one report has and the other has not.
fn differing(one: &Report, other: &Report) -> u64 {
    let keys = |report: &Report| {
        let mut keys: Vec<_> =
            report.findings().map(|(_, finding)| (finding.rule.code, finding.place.path.clone())).collect();
        keys.sort();
        keys
    };
    let (one, other) = (keys(one), keys(other));
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() || j < other.len() {
        match (one.get(i), other.get(j)) {
            (Some(a), Some(b)) if a == b => (i, j) = (i + 1, j + 1),
            (Some(a), Some(b)) if a > b => (j, count) = (j + 1, count + 1),
            (None, _) => (j, count) = (j + 1, count + 1),
            _ => (i, count) = (i + 1, count + 1),
        }
    }
    count
}
