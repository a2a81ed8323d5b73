//! `sofi generate`: a synthetic feed, valid by construction but for the faults asked for, for tests and benchmarks.

use std::{io, path::PathBuf};

use sofi_core::{Args, Bilingual, Lang};
use sofi_lheo::generate::{Generator, Seeded};

use crate::{
    CLEAN, Host,
    args::{Common, Generate},
    output::{Output, Stop, csv_error},
    rate::Rate,
    usage::say,
};

pub(super) fn run(args: &Generate, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = host.complaint_lang(common.lang);
    let rate = args.faults.map_or(0.0, Rate::to_f64);
    let generator = Generator::new(args.dialect, args.seed).formations(args.formations).faults(rate);
    let stdout = PathBuf::from("-");
    if args.faults_list.as_ref().is_some_and(|list| list == args.output.as_ref().unwrap_or(&stdout)) {
        return Err(same_file(lang));
    }
    let output = Output::open(args.output.as_deref(), &[], lang)?;
    let list = args.faults_list.as_deref().map(|path| Output::open(Some(path), &[], lang)).transpose()?;
    let mut seeded = Vec::new();
    output.write(host, |mut out| {
        generator.write_telling(&mut out, |fault| {
            if list.is_some() {
                seeded.push(fault);
            }
            Ok(())
        })
    })?;
    if let Some(list) = list {
        list.write(host, |out| write_list(&seeded, out))?;
    }
    Ok(CLEAN)
}

/// Writes what was seeded, a row for each fault, in the order of the feed.
fn write_list(seeded: &[Seeded], out: &mut dyn io::Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["numero_formation", "faute", "code", "chemin"]).map_err(csv_error)?;
    for Seeded { formation, fault, path } in seeded {
        csv.write_record([formation.as_str(), fault.name, fault.code, path]).map_err(csv_error)?;
    }
    csv.flush()
}

fn same_file(lang: Lang) -> Stop {
    let words =
        Bilingual::new("--faults-list et -o sont le même fichier", "--faults-list and -o are the same file");
    Stop::Said(say(words, Args::new(), lang), lang)
}
