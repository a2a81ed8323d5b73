//! `sofi schema`: what a dialect says.

use sofi_lheo::export;

use crate::{
    CLEAN, Host,
    args::{Common, Schema, SchemaFormat},
    output::{Output, Stop},
};

pub(super) fn run(args: &Schema, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let output = Output::open(args.output.as_deref(), &[], host.complaint_lang(common.lang))?;
    let text = match args.format {
        SchemaFormat::Xsd => export::xsd(args.dialect),
        SchemaFormat::Dictionaries => export::dictionaries(args.dialect),
        SchemaFormat::Json => export::json(args.dialect),
    };
    output.write(host, |out| out.write_all(text.as_bytes()))?;
    Ok(CLEAN)
}
