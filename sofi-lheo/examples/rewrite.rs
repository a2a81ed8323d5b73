//! Reads the offers of a feed and writes them anew, in the same dialect: `rewrite FEED COPY`.
//!
//! The copy holds what an offer holds and nothing else, in the order and the layout of sofi. A service that makes its offers
//! itself writes them the same way.

use std::{env, error::Error};

use sofi_core::Level;
use sofi_lheo::{Dialect, Reader, Writer};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [feed, copy] = arguments.as_slice() else { return Err("usage: rewrite FEED COPY".into()) };
    let mut reader = Reader::from_path(feed)?;
    let mut writer: Option<Writer<'_>> = None;
    while let Some(record) = reader.next_record()? {
        let Some(offre) = record.offre() else { continue };
        let dialect = record.dialect().unwrap_or(Dialect::Lheo23);
        let writer = match &mut writer {
            Some(writer) => writer,
            None => writer.insert(Writer::create(copy, dialect)?.level(Level::Xsd)),
        };
        writer.write(&offre)?;
    }
    writer.ok_or("no formation in it")?.finish()?;
    Ok(())
}
