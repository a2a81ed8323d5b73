//! `sofi canonical`: a document in its normal form.

use std::io;

use sofi_core::{Args, Bilingual};
use sofi_lheo::{EditorError, canonicalise, canonicalise_path, source};

use crate::{
    CLEAN, FINDINGS, Host,
    args::{Canonical, Common},
    output::{Output, Stop, cannot_read, show},
    usage::say,
};

pub(super) fn run(args: &Canonical, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = host.complaint_lang(common.lang);
    let output = Output::open(args.output.as_deref(), std::slice::from_ref(&args.input), lang)?;
    let mut stopped = None;
    let written = output.write_reading(host, |stdin, out| {
        let done = if args.input.as_os_str() == "-" {
            canonicalise(source::Input::new("-", stdin), out).map(drop)
        } else {
            canonicalise_path(&args.input, out).map(drop)
        };
        match done {
            Err(EditorError::Write(error)) => Err(error),
            Err(error) => {
                stopped = Some(error);
                // What was written so far is no document: a file is left as it was.
                Err(io::ErrorKind::InvalidData.into())
            }
            Ok(()) => Ok(()),
        }
    });
    let path = show(&args.input);
    let (words, sentence) = match stopped {
        None => return written.map(|()| CLEAN),
        Some(EditorError::Open(sofi_lheo::Error::Open { source, .. })) => {
            return Err(cannot_read(&args.input, &source, lang));
        }
        Some(EditorError::Read(error)) => (
            Bilingual::new(
                "{at} : le document est mal formé ({code}), il n'a pas de forme canonique ; sofi check dit ce qui ne va pas",
                "{at}: the document is not well-formed ({code}), it has no canonical form; sofi check says what is wrong",
            ),
            Args::new()
                .text("at", format!("{}:{}:{}", error.name, error.line, error.column))
                .text("code", error.code),
        ),
        Some(other) => (
            Bilingual::new("{path} : pas de forme canonique ({why})", "{path}: no canonical form ({why})"),
            Args::new().text("path", path).text("why", other.to_string()),
        ),
    };
    host.complain(&say(words, sentence, lang), lang);
    Ok(FINDINGS)
}
