//! The offers of feeds, one formation at a time, for the verbs that look for something in them.

use std::io::{self, Read};

use chrono::NaiveDate;
use sofi_core::{Args, Bilingual, Formation, Lang};
use sofi_lheo::{Error, ReadError, Reader};

use crate::{
    inputs::{self, Input},
    usage::say,
};

/// What could not be read.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    /// One sentence for each.
    pub(crate) complaints: Vec<String>,
    /// Is one of them about a whole input?
    pub(crate) unopened: bool,
    records: u64,
}

/// Of records that cannot be read, this many are told one by one.
const TOLD: u64 = 5;

impl Troubles {
    /// A record that was passed over.
    pub(crate) fn record(&mut self, error: &ReadError, lang: Lang) {
        self.records += 1;
        let args = Args::new()
            .text("at", format!("{}:{}:{}", error.name, error.line, error.column))
            .text("code", error.code);
        let words = match self.records.cmp(&(TOLD + 1)) {
            std::cmp::Ordering::Less => Bilingual::new(
                "{at} : enregistrement illisible, passé ({code}) ; sofi check dit ce qui ne va pas",
                "{at}: record that cannot be read, skipped ({code}); sofi check says what is wrong",
            ),
            std::cmp::Ordering::Equal => Bilingual::new(
                "{at} : et d'autres enregistrements illisibles ; sofi check les donne tous",
                "{at}: and other records that cannot be read; sofi check gives them all",
            ),
            std::cmp::Ordering::Greater => return,
        };
        self.complaints.push(say(words, args, lang));
    }
}

/// Documents that say when they were made, and the day.
pub(crate) type Exports = Vec<(String, NaiveDate)>;

/// Calls a function on each formation of an input, with the name of its document and the line where it starts.
pub(crate) fn each(
    input: &Input,
    stdin: &mut (dyn Read + Send),
    troubles: &mut Troubles,
    lang: Lang,
    look: impl FnMut(&str, u64, &Formation<'_>) -> io::Result<()>,
) -> io::Result<Exports> {
    match input {
        Input::Stdin => read(Reader::from_reader("-", stdin), troubles, lang, look),
        Input::File(path) => read(Reader::from_path(path), troubles, lang, look),
    }
}

fn read(
    reader: Result<Reader<'_>, Error>,
    troubles: &mut Troubles,
    lang: Lang,
    mut look: impl FnMut(&str, u64, &Formation<'_>) -> io::Result<()>,
) -> io::Result<Exports> {
    let Some(mut reader) = opened(reader, troubles, lang) else { return Ok(Exports::new()) };
    loop {
        match reader.next_record() {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(reader.exports().to_vec()),
            Err(error) => {
                troubles.record(&error, lang);
                continue;
            }
        }
        // Read again: the name of its document, in an archive, is known from now on.
        if let Some(record) = reader.record()
            && let Some(formation) = record.offre()
        {
            look(reader.name(), record.line(), &formation)?;
        }
    }
}

/// A reader, unless the input could not be opened: then that is one of the troubles.
pub(crate) fn opened<'r>(
    reader: Result<Reader<'r>, Error>,
    troubles: &mut Troubles,
    lang: Lang,
) -> Option<Reader<'r>> {
    reader
        .map_err(|error| {
            troubles.unopened = true;
            troubles.complaints.push(inputs::cannot_open(&error, lang));
        })
        .ok()
}
