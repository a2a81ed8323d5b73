//! Batches, made by a thread of their own: it never holds the GIL, and works ahead of who takes them.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use sofi_core::{Lang, Report};
use sofi_lheo::{
    Checker,
    tables::{Derivation, Table, TableReader, findings},
};

use super::{
    batch::{Batch, schema},
    origin::Origin,
    value_error,
};
use crate::convert::exception;

/// What to do of a record that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Faults {
    /// End with an error.
    Raise,
    /// Go on with the next one.
    Skip,
}

impl Faults {
    pub(super) fn named(text: &str) -> PyResult<Self> {
        match text {
            "raise" => Ok(Self::Raise),
            "skip" => Ok(Self::Skip),
            other => Err(value_error(format!("faults={other:?}: expected one of raise, skip"))),
        }
    }
}

/// How the rows of a table are come by.
#[derive(Clone)]
pub(super) enum Job {
    Read { origin: Arc<Origin>, derivation: Derivation, faults: Faults },
    Check { origin: Arc<Origin>, checker: Box<Checker>, lang: Lang },
    Report { report: Arc<Report>, lang: Lang },
}

/// A stream of batches. Its thread starts with the first one that is asked for, and ends when the stream is dropped.
pub(super) struct Stream {
    schema: SchemaRef,
    state: State,
}

enum State {
    Ready(Batch, Make),
    Running(Receiver<Message>),
    Over,
}

/// Makes all the batches.
type Make = Box<dyn FnOnce(&mut Out) -> Result<(), Stop> + Send>;

enum Message {
    Batch(RecordBatch),
    Failed(ArrowError),
    End,
}

/// Why there is no more to make.
enum Stop {
    /// Nobody takes it.
    Unwanted,
    Failed(ArrowError),
}

impl From<ArrowError> for Stop {
    fn from(error: ArrowError) -> Self {
        Self::Failed(error)
    }
}

impl Stream {
    /// Batches that wait for who takes them.
    const AHEAD: usize = 2;

    /// Opens what the rows are read from.
    pub(super) fn open(py: Python<'_>, table: Table, job: &Job) -> PyResult<Self> {
        let schema = schema(table);
        let make: Make = match job.clone() {
            Job::Read { origin, derivation, faults } => {
                let reader = py.detach(|| origin.reader()).map_err(|error| exception(py, &error))?;
                let rows = TableReader::new(table, reader).derivation(derivation);
                Box::new(move |out| out.read(rows, faults))
            }
            Job::Check { origin, checker, lang } => Box::new(move |out| {
                let report = origin.check(&checker).map_err(|error| failed(&error))?;
                out.findings(&report, lang)
            }),
            Job::Report { report, lang } => Box::new(move |out| out.findings(&report, lang)),
        };
        let batch = Batch::new(table, Arc::clone(&schema));
        Ok(Self { schema, state: State::Ready(batch, make) })
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if matches!(self.state, State::Ready(..))
            && let State::Ready(batch, make) = std::mem::replace(&mut self.state, State::Over)
        {
            let (to, from) = sync_channel(Self::AHEAD);
            let work = move || {
                let mut out = Out { batch, to };
                let last = match make(&mut out) {
                    Ok(()) => Message::End,
                    Err(Stop::Failed(error)) => Message::Failed(error),
                    Err(Stop::Unwanted) => return,
                };
                // Whoever has gone does not miss it.
                let _ = out.to.send(last);
            };
            if let Err(error) = thread::Builder::new().name("sofi-table".to_owned()).spawn(work) {
                return Some(Err(failed(&error)));
            }
            self.state = State::Running(from);
        }
        let State::Running(from) = &self.state else { return None };
        let given = match from.recv() {
            Ok(Message::Batch(batch)) => return Some(Ok(batch)),
            Ok(Message::Failed(error)) => Some(Err(error)),
            Ok(Message::End) => None,
            Err(_) => {
                Some(Err(ArrowError::ExternalError("sofi has stopped before the end of the table".into())))
            }
        };
        self.state = State::Over;
        given
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// An error as Arrow passes it on: the C interface takes no NUL.
fn failed(error: &dyn std::error::Error) -> ArrowError {
    ArrowError::ExternalError(error.to_string().replace('\0', "\u{fffd}").into())
}

/// Where rows go.
struct Out {
    batch: Batch,
    to: SyncSender<Message>,
}

impl Out {
    fn read(&mut self, mut rows: TableReader<'static>, faults: Faults) -> Result<(), Stop> {
        loop {
            match rows.next_record(|row| self.batch.push(row)) {
                Ok(true) => self.send_full()?,
                Ok(false) => return self.send(),
                Err(_) if faults == Faults::Skip => {}
                Err(error) => {
                    // What comes before the fault is not lost.
                    self.send()?;
                    return Err(failed(&error).into());
                }
            }
        }
    }

    fn findings(&mut self, report: &Report, lang: Lang) -> Result<(), Stop> {
        for row in findings(report, lang) {
            self.batch.push(&row);
            self.send_full()?;
        }
        self.send()
    }

    fn send_full(&mut self) -> Result<(), Stop> {
        if self.batch.is_full() { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Result<(), Stop> {
        match self.batch.take()? {
            Some(batch) => self.to.send(Message::Batch(batch)).map_err(|_| Stop::Unwanted),
            None => Ok(()),
        }
    }
}
