//! `sofi generate`: a synthetic feed, valid by construction, for tests and benchmarks.

use sofi_lheo::generate::Generator;

use crate::{
    CLEAN, Host,
    args::{Common, Generate},
    output::{Output, Stop},
};

pub(super) fn run(args: &Generate, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = host.complaint_lang(common.lang);
    let generator = Generator::new(args.dialect, args.seed).formations(args.formations);
    let output = Output::open(args.output.as_deref(), &[], lang)?;
    output.write(host, |mut out: &mut dyn std::io::Write| generator.write(&mut out))?;
    Ok(CLEAN)
}
