//! `sofi export`: a feed as a table.

use std::io::{self, Write};

use sofi_core::Lang;
use sofi_lheo::{
    Reader,
    tables::{Cell, Derivation, Ordinaux, Row, Table, TableReader},
};

use super::registers::paths;
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Export, Rows},
    inputs::{self, Input},
    locale,
    offers::{self, Troubles},
    output::{Output, Stop},
    registers::{self, Loaded},
    settings,
};

pub(super) fn run(args: &Export, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let wanted = registers::wanted(&args.register, None, errors)?;
    let perimetre = settings::perimeter(args.region.as_deref(), None, errors)?;
    let registres = Loaded::default().get(&wanted, errors)?;
    let (inputs, problems) = inputs::find(&args.inputs);
    let protected: Vec<_> = args.inputs.iter().cloned().chain(paths(&wanted)).collect();
    let output = Output::open(args.output.as_deref(), &protected, errors)?;
    for problem in &problems {
        host.complain(&inputs::explain(problem, errors), errors);
    }
    if inputs.is_empty() {
        return Ok(FAILURE);
    }
    let lang = locale::lang(common.lang, false, host.variable);
    let as_of = Some(args.as_of.unwrap_or(host.today));
    let derivation = Derivation { as_of, perimetre, registres, lang };
    let mut troubles = Troubles::default();
    output.write_reading(host, |stdin, out| {
        let mut lines = Lines::start(args.table, args.format, out)?;
        let mut ordinaux = Ordinaux::default();
        for input in &inputs {
            let reader = match input {
                Input::Stdin => Reader::from_reader("-", &mut *stdin),
                Input::File(path) => Reader::from_path(path),
            };
            let Some(reader) = offers::opened(reader, &mut troubles, errors) else { continue };
            let mut rows =
                TableReader::new(args.table, reader).derivation(derivation.clone()).after(ordinaux);
            lines.write_all(&mut rows, &mut troubles, errors)?;
            ordinaux = rows.ordinaux();
        }
        lines.finish()
    })?;
    for complaint in &troubles.complaints {
        host.complain(complaint, errors);
    }
    Ok(if troubles.unopened || !problems.is_empty() {
        FAILURE
    } else if troubles.complaints.is_empty() {
        CLEAN
    } else {
        FINDINGS
    })
}

/// Rows as lines of text.
struct Lines<'o> {
    table: Table,
    out: Out<'o>,
}

enum Out<'o> {
    Csv(csv::Writer<&'o mut dyn Write>),
    Jsonl(&'o mut dyn Write),
}

impl<'o> Lines<'o> {
    fn start(table: Table, format: Rows, out: &'o mut dyn Write) -> io::Result<Self> {
        let out = match format {
            Rows::Jsonl => Out::Jsonl(out),
            Rows::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(table.columns().map(|column| column.name()))?;
                Out::Csv(csv)
            }
        };
        Ok(Self { table, out })
    }

    /// Writes all rows of a document; a record that cannot be read is passed over.
    fn write_all(
        &mut self,
        rows: &mut TableReader<'_>,
        troubles: &mut Troubles,
        errors: Lang,
    ) -> io::Result<()> {
        loop {
            let mut written = Ok(());
            let read = rows.next_record(|row| {
                if written.is_ok() {
                    written = self.write(row);
                }
            });
            written?;
            match read {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => troubles.record(&error, errors),
            }
        }
    }

    fn write(&mut self, row: &Row<'_>) -> io::Result<()> {
        match &mut self.out {
            Out::Csv(csv) => {
                for column in self.table.columns() {
                    csv.write_field(column.cell(row).map(|cell| cell.to_string()).unwrap_or_default())?;
                }
                csv.write_record(None::<&[u8]>)?;
                Ok(())
            }
            Out::Jsonl(out) => {
                for (index, column) in self.table.columns().enumerate() {
                    let before = if index == 0 { '{' } else { ',' };
                    write!(out, "{before}\"{}\":", column.name())?;
                    write_json(column.cell(row).as_ref(), &mut **out)?;
                }
                out.write_all(b"}\n")
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self.out {
            Out::Csv(mut csv) => csv.flush(),
            Out::Jsonl(out) => out.flush(),
        }
    }
}

/// A cell as JSON: a date is a text, a price a number with two decimals.
fn write_json(cell: Option<&Cell<'_>>, out: &mut dyn Write) -> io::Result<()> {
    match cell {
        None => out.write_all(b"null"),
        Some(Cell::Texte(text)) => Ok(serde_json::to_writer(out, text)?),
        Some(Cell::Textes(texts)) => Ok(serde_json::to_writer(out, texts)?),
        Some(cell @ Cell::Date(_)) => write!(out, "\"{cell}\""),
        Some(cell) => write!(out, "{cell}"),
    }
}
