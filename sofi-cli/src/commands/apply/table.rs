//! Tables of corrections, as spreadsheets write them.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use sofi_core::{Args, Bilingual, Lang};
use sofi_lheo::Correction;

use crate::{
    output::{Stop, cannot_read, show},
    usage::say,
};

/// The columns, in any order.
const COLUMNS: [&str; 4] = ["numero", "chemin", "ancienne", "nouvelle"];

/// Reads a table: each correction with the number of its line.
pub(super) fn read(
    path: &Path,
    stdin: &mut (dyn Read + Send),
    lang: Lang,
) -> Result<Vec<(u64, Correction)>, Stop> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        stdin.read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| cannot_read(path, &error, lang))?;
    let stop = |words, args: Args| Stop::Said(say(words, args.text("path", show(path)), lang), lang);
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        let words = Bilingual::new(
            "{path} : le tableau doit être en UTF-8 (« CSV UTF-8 » dans un tableur)",
            "{path}: the table must be in UTF-8 (\"CSV UTF-8\" in a spreadsheet)",
        );
        stop(words, Args::new())
    })?;
    parse(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|error| match error {
        Wrong::Column(column) => {
            let words = Bilingual::new(
                "{path} : il manque la colonne {column} ; attendues : numero;chemin;ancienne;nouvelle",
                "{path}: the column {column} is missing; expected: numero;chemin;ancienne;nouvelle",
            );
            stop(words, Args::new().text("column", column))
        }
        Wrong::Line(line) => {
            let words = Bilingual::new(
                "{path}, ligne {line} : cette ligne n'a pas autant de colonnes que l'en-tête",
                "{path}, line {line}: this line does not have as many columns as the header",
            );
            stop(words, Args::new().count("line", line))
        }
        Wrong::Io(error) => cannot_read(path, &error, lang),
    })
}

#[derive(Debug)]
enum Wrong {
    Column(&'static str),
    Line(u64),
    Io(io::Error),
}

fn parse(text: &str) -> Result<Vec<(u64, Correction)>, Wrong> {
    let header = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b',', b'\t']
        .into_iter()
        .max_by_key(|&delimiter| {
            (header.bytes().filter(|byte| *byte == delimiter).count(), delimiter == b';')
        })
        .unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let wrong = |error: csv::Error| match error.position().map(csv::Position::line) {
        Some(line) => Wrong::Line(line),
        None => Wrong::Io(io::Error::other(error)),
    };
    let names: Vec<String> =
        reader.headers().map_err(wrong)?.iter().map(|name| name.trim().to_lowercase()).collect();
    let mut at = [0; 4];
    for (place, column) in at.iter_mut().zip(COLUMNS) {
        // People write it with its accent too.
        let is_it = |name: &String| name.replace('é', "e") == column;
        *place = names.iter().position(is_it).ok_or(Wrong::Column(column))?;
    }
    let mut lines = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let [numero, chemin, ancienne, nouvelle] =
            at.map(|place| record.get(place).unwrap_or_default().to_owned());
        // Where the reader stands may be before the end of the line above, or before empty lines.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let start = text.len() - text.get(start..).unwrap_or_default().trim_start_matches(['\r', '\n']).len();
        line += text.get(counted..start).unwrap_or_default().matches('\n').count() as u64;
        counted = start.max(counted);
        lines.push((line, Correction { numero, chemin, ancienne, nouvelle }));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_spreadsheets_are_read() {
        let expected = Correction {
            numero: "21_1".into(),
            chemin: "periode/fin".into(),
            ancienne: "20270101".into(),
            nouvelle: "a;b".into(),
        };
        for text in [
            "numero;chemin;ancienne;nouvelle\n21_1;periode/fin;20270101;\"a;b\"\n",
            "Numéro,Chemin,Ancienne,Nouvelle\r\n21_1,periode/fin,20270101,a;b\r\n",
            "numero;chemin;ancienne;nouvelle\r\n21_1;periode/fin;20270101;\"a;b\"",
            "note\tnouvelle\tancienne\tchemin\tnumero\nx\ta;b\t20270101\tperiode/fin\t21_1",
        ] {
            assert_eq!(parse(text).unwrap(), [(2, expected.clone())], "{text}");
        }
        assert!(matches!(parse("numero;chemin;ancienne\n"), Err(Wrong::Column("nouvelle"))));
        assert!(matches!(parse("numero;chemin;ancienne;nouvelle\na;b;c\n"), Err(Wrong::Line(2))));
        assert!(matches!(parse(""), Err(Wrong::Column("numero"))));
    }
}
