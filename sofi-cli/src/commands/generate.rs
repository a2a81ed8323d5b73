//! `sofi generate`: a synthetic feed. The generator is not written yet, so the verb is hidden and says so.

use std::io::{self, Write};

use sofi_core::{Args, Bilingual};
use sofi_lheo::Dialect;

use crate::{
    CLEAN, Host,
    args::{Common, Generate},
    output::{Output, Stop},
    usage::say,
};

pub(super) fn run(args: &Generate, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = host.complaint_lang(common.lang);
    let Some(feed) = feed(args.dialect, args.seed, args.formations) else {
        let words = Bilingual::new(
            "cette version ne sait pas encore produire de flux d'essai",
            "this version cannot make test feeds yet",
        );
        return Err(Stop::Said(say(words, Args::new(), lang), lang));
    };
    Output::open(args.output.as_deref(), &[], lang)?.write(host, feed)?;
    Ok(CLEAN)
}

/// What writes the feed; the only place to change when `sofi_lheo::generate::Generator` exists.
fn feed(
    _dialect: Dialect,
    _seed: u64,
    _formations: u64,
) -> Option<impl FnOnce(&mut dyn Write) -> io::Result<()>> {
    None::<fn(&mut dyn Write) -> io::Result<()>>
}
