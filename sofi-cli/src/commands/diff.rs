//! `sofi diff`: what differs between two feeds.

use std::{
    io::{self, Read},
    path::Path,
};

use sofi_core::{
    Args, Bilingual, Lang,
    diff::{DiffSummary, Difference, Side},
    render::DiffWriter,
};
use sofi_lheo::{
    Error, Reader,
    diff::{Comparison, DiffError},
};

use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Diff, Format},
    inputs, locale,
    output::{Output, Stop, reason, show},
    usage::say,
};

/// Of records and of the lines of each, this many are shown.
const SHOWN: usize = 20;

pub(super) fn run(args: &Diff, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    if is_stdin(&args.old) && is_stdin(&args.new) {
        return Err(Stop::Said(inputs::explain(&inputs::Problem::StdinTwice, errors), errors));
    }
    let output = Output::open(args.output.as_deref(), &[args.old.clone(), args.new.clone()], errors)?;
    let for_people = args.format == Format::Text;
    let terminal = for_people && output.is_terminal(host);
    let lang = locale::lang(common.lang, terminal, host.variable);
    let colour = for_people && locale::colour(common.color, terminal, host.variable);
    let mut writer = match args.format {
        Format::Json => DiffWriter::json(),
        Format::Jsonl => DiffWriter::jsonl(),
        _ => DiffWriter::text(lang, colour, if args.all { 0 } else { SHOWN }),
    };
    let mut summary = DiffSummary::default();
    let mut stopped = None;
    let written = output.write_reading(host, |stdin, out| {
        let complaint = match compare(args, stdin, |difference| writer.add(difference, out)) {
            Ok(Ok(found)) => {
                summary = found;
                return writer.finish(&summary, out);
            }
            Ok(Err(DiffError::Write(error))) => return Err(error),
            Ok(Err(DiffError::Temporary(error))) => temporary(&error, errors),
            Ok(Err(other)) => other.to_string(),
            Err(error) => inputs::cannot_open(&error, errors),
        };
        stopped = Some(complaint);
        // What was written so far is no answer: a file is left as it was.
        Err(io::ErrorKind::InvalidData.into())
    });
    if let Some(complaint) = stopped {
        return Err(Stop::Said(complaint, errors));
    }
    written?;
    let mut code = if summary.is_same() { CLEAN } else { FINDINGS };
    for (side, path) in [(Side::Old, &args.old), (Side::New, &args.new)] {
        if summary.records[side as usize] + summary.unreadable[side as usize] == 0 {
            let words = Bilingual::new(
                "{path} : aucun enregistrement LHEO n'y a été trouvé ; sofi check dit pourquoi",
                "{path}: no LHEO record was found in it; sofi check says why",
            );
            host.complain(&say(words, Args::new().text("path", show(path)), errors), errors);
            code = FAILURE;
        }
    }
    Ok(code)
}

/// Opens both feeds and compares them; one of them at most is the standard input.
fn compare(
    args: &Diff,
    stdin: &mut (dyn Read + Send),
    tell: impl FnMut(&Difference) -> io::Result<()>,
) -> Result<Result<DiffSummary, DiffError>, Error> {
    let comparison = Comparison::new();
    Ok(if is_stdin(&args.old) {
        comparison.run(Reader::from_reader("-", stdin)?, Reader::from_path(&args.new)?, tell)
    } else if is_stdin(&args.new) {
        comparison.run(Reader::from_path(&args.old)?, Reader::from_reader("-", stdin)?, tell)
    } else {
        comparison.run(Reader::from_path(&args.old)?, Reader::from_path(&args.new)?, tell)
    })
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn temporary(error: &io::Error, lang: Lang) -> String {
    let words = Bilingual::new(
        "impossible d'écrire ou de relire un fichier temporaire : {why}",
        "cannot write or read a temporary file: {why}",
    );
    say(words, Args::new().text("why", reason(error, lang)), lang)
}
