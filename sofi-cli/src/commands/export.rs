//! `sofi export`: a feed as a table.

use std::io::{self, Write};

use sofi_core::Lang;
use sofi_lheo::{
    Error, Reader,
    tables::{Cell, Column, Derivation, Ordinaux, Row, Table, TableReader},
};

use super::registers::paths;
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Export, Rows},
    inputs::{self, Input},
    locale,
    offers::{self, Troubles},
    output::{Output, Stop, csv_error},
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
        for input in &inputs {
            let troubles = &mut troubles;
            match input {
                Input::Stdin => {
                    lines.take(Reader::from_reader("-", &mut *stdin), &derivation, troubles, errors)
                }
                Input::File(path) => lines.take(Reader::from_path(path), &derivation, troubles, errors),
            }?;
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
    /// Keys go on from one input to the next.
    ordinaux: Ordinaux,
    out: Out<'o>,
}

enum Out<'o> {
    Csv(Box<csv::Writer<&'o mut dyn Write>>),
    Jsonl(&'o mut dyn Write),
}

impl<'o> Lines<'o> {
    fn start(table: Table, format: Rows, out: &'o mut dyn Write) -> io::Result<Self> {
        let out = match format {
            Rows::Jsonl => Out::Jsonl(out),
            Rows::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(table.columns().map(Column::name)).map_err(csv_error)?;
                Out::Csv(Box::new(csv))
            }
        };
        Ok(Self { table, ordinaux: Ordinaux::default(), out })
    }

    /// Writes the rows of an input; a record that cannot be read is passed over.
    fn take(
        &mut self,
        reader: Result<Reader<'_>, Error>,
        derivation: &Derivation,
        troubles: &mut Troubles,
        errors: Lang,
    ) -> io::Result<()> {
        let Some(reader) = offers::opened(reader, troubles, errors) else { return Ok(()) };
        let mut rows = TableReader::new(self.table, reader)
            .derivation(derivation.clone())
            .after(std::mem::take(&mut self.ordinaux));
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
                Ok(false) => break,
                Err(error) => troubles.record(&error, errors),
            }
        }
        self.ordinaux = rows.ordinaux();
        Ok(())
    }

    fn write(&mut self, row: &Row<'_>) -> io::Result<()> {
        match &mut self.out {
            Out::Csv(csv) => {
                for column in self.table.columns() {
                    let text = column.cell(row).map(|cell| cell.to_string()).unwrap_or_default();
                    csv.write_field(text).map_err(csv_error)?;
                }
                csv.write_record(None::<&[u8]>).map_err(csv_error)
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
