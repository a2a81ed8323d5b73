//! Records read one after the other: a thread parses ahead while Python works.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::JoinHandle,
};

use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::PyTuple,
};
use sofi_core::{Finding, Lang, PartData};
use sofi_lheo::{Checker, Error, Limits, OwnedRecord, ReadError, Reader, Record, Watch};

use crate::{
    check::Judging,
    convert::{exception, finding, named, read_error},
    part::part,
    record::{Kept, root},
    source::{Opening, Source},
    task::{BEAT, Failure, Progress},
};

/// Something that was read.
enum Item {
    Offer(PartData),
    Record(OwnedRecord, Arc<str>),
    /// A record, when it could be read, and what was found in it.
    Checked(Option<OwnedRecord>, Vec<Finding>, Arc<str>),
    Fault(ReadError),
    /// Reading cannot go on.
    Failed(Error),
}

/// Some of it, and how many bytes were read up to there.
struct Batch {
    items: Vec<Item>,
    bytes: u64,
}

/// Records of a batch, and bytes of their sources, after which it is sent.
const ITEMS: usize = 64;
const BYTES: usize = 1 << 18;
/// Batches that wait for Python.
const WAITING: usize = 4;

/// What is being read.
struct Running {
    receiver: Receiver<Batch>,
    ready: VecDeque<Item>,
    bytes: u64,
    stop: Arc<AtomicBool>,
    failure: Failure,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Sends what is read, by batches.
struct Sending {
    sender: SyncSender<Batch>,
    stop: Arc<AtomicBool>,
    position: Arc<AtomicU64>,
    items: Vec<Item>,
    size: usize,
}

impl Sending {
    /// Sends an item, which stands for this many bytes, sooner or later; false when nobody wants any more.
    fn send(&mut self, item: Item, size: usize) -> bool {
        // What is not sent is lost: once reading is stopped, what comes is no more to be believed.
        if self.stop.load(Ordering::Relaxed) {
            self.items.clear();
            return false;
        }
        self.items.push(item);
        self.size += size;
        (self.items.len() < ITEMS && self.size < BYTES) || self.flush()
    }

    fn flush(&mut self) -> bool {
        self.size = 0;
        let items = std::mem::take(&mut self.items);
        self.sender.send(Batch { items, bytes: self.position.load(Ordering::Relaxed) }).is_ok()
    }
}

/// The name of a document, shared by its records.
fn shared(known: &mut Arc<str>, name: &str) -> Arc<str> {
    if **known != *name {
        *known = Arc::from(name);
    }
    Arc::clone(known)
}

/// What to do with what cannot be read.
enum OnError {
    Raise,
    Skip,
    Call(Py<PyAny>),
}

/// An iterator over the records of a feed; as a context manager, it stops reading at the end.
#[pyclass(frozen, module = "sofi_lheo._native")]
pub(crate) struct Reading {
    running: Mutex<Option<Running>>,
    progress: Progress,
    on_error: OnError,
    name: String,
    /// The language of findings.
    lang: Lang,
}

/// What came of waiting a little.
enum Waited {
    Item(Item),
    Progress(u64),
    Nothing,
    End,
}

impl Reading {
    /// Waits for the next thing at most a beat, without Python.
    fn wait(&self) -> Waited {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(reading) = running.as_mut() else { return Waited::End };
        if let Some(item) = reading.ready.pop_front() {
            return Waited::Item(item);
        }
        match reading.receiver.recv_timeout(BEAT) {
            Ok(batch) => {
                reading.ready.extend(batch.items);
                reading.bytes = batch.bytes;
                Waited::Progress(batch.bytes)
            }
            Err(RecvTimeoutError::Timeout) => Waited::Nothing,
            Err(RecvTimeoutError::Disconnected) => Waited::End,
        }
    }

    /// A record and its findings, as a pair.
    fn checked<'py>(
        &self,
        py: Python<'py>,
        record: Option<OwnedRecord>,
        findings: &[Finding],
        name: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let record = match record {
            Some(record) => root(py, Arc::new(Kept::new(record, name)))?,
            None => py.None().into_bound(py),
        };
        let findings = findings.iter().map(|it| finding(py, name, it, self.lang));
        let findings = PyTuple::new(py, findings.collect::<PyResult<Vec<_>>>()?)?;
        Ok((record, findings).into_pyobject(py)?.into_any())
    }

    /// What Python code has raised in the other thread.
    fn raise(&self) -> PyResult<()> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map_or(Ok(()), |reading| reading.failure.raise())
    }

    /// The next thing that is ready, at once.
    fn ready(&self) -> Option<Item> {
        // Another thread may be waiting in there: then this one waits too, elsewhere.
        let mut running = self.running.try_lock().ok()?;
        running.as_mut()?.ready.pop_front()
    }

    fn close_all(&self, py: Python<'_>) {
        py.detach(|| {
            let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(mut running) = running else { return };
            let thread = running.thread.take();
            // Whoever sends learns that nobody waits any more.
            drop(running);
            if let Some(thread) = thread {
                let _ = thread.join();
            }
        });
    }
}

#[pymethods]
impl Reading {
    /// What the document is called.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        loop {
            let waited = match self.ready() {
                Some(item) => Waited::Item(item),
                None => py.detach(|| self.wait()),
            };
            match waited {
                Waited::Item(Item::Offer(data)) => return part(py, &data).map(Some),
                Waited::Item(Item::Record(record, name)) => {
                    return root(py, Arc::new(Kept::new(record, &name))).map(Some);
                }
                Waited::Item(Item::Checked(record, findings, name)) => {
                    return self.checked(py, record, &findings, &name).map(Some);
                }
                Waited::Item(Item::Failed(error)) => return Err(exception(py, &error)),
                Waited::Item(Item::Fault(error)) => {
                    let error = read_error(py, &error);
                    match &self.on_error {
                        OnError::Raise => return Err(error),
                        OnError::Skip => {
                            let logger = py.import("sofi_lheo._errors")?.getattr("logger")?;
                            logger.call_method1("warning", ("%s", error.value(py)))?;
                        }
                        OnError::Call(callable) => {
                            callable.bind(py).call1((error.value(py),))?;
                        }
                    }
                }
                Waited::Progress(bytes) => {
                    py.check_signals()?;
                    self.progress.tell(py, bytes)?;
                }
                Waited::Nothing => py.check_signals()?,
                Waited::End => {
                    self.raise()?;
                    return Ok(None);
                }
            }
        }
    }

    /// Stops reading.
    fn close(&self, py: Python<'_>) {
        self.close_all(py);
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (kind, error, traceback, /))]
    fn __exit__(
        &self,
        py: Python<'_>,
        kind: &Bound<'_, PyAny>,
        error: &Bound<'_, PyAny>,
        traceback: &Bound<'_, PyAny>,
    ) {
        let _ = (kind, error, traceback);
        self.close_all(py);
    }

    fn __repr__(&self) -> String {
        format!("<reading {:?}>", self.name)
    }
}

/// Reads a feed; its keywords are those of `sofi_lheo.read`.
#[pyfunction]
#[pyo3(signature = (source, *, records, on_error, progress, name))]
pub(crate) fn read(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    records: bool,
    on_error: &Bound<'_, PyAny>,
    progress: Option<&Bound<'_, PyAny>>,
    name: Option<&str>,
) -> PyResult<Reading> {
    let on_error = match on_error.extract::<String>() {
        Ok(word) if word == "raise" => OnError::Raise,
        Ok(word) if word == "skip" => OnError::Skip,
        Ok(word) => {
            let message = format!("on_error={word:?}: expected \"raise\", \"skip\" or a callable");
            return Err(PyValueError::new_err(message));
        }
        Err(_) if on_error.is_callable() => OnError::Call(on_error.clone().unbind()),
        Err(_) => {
            return Err(PyTypeError::new_err(format!(
                "on_error must be \"raise\", \"skip\" or a callable, not {}",
                on_error.get_type().fully_qualified_name()?
            )));
        }
    };
    let source = Source::new("source", source)?;
    let progress = Progress::new(progress, source.size())?;
    let name = source.name(name);
    let failure = Failure::default();
    let reader = open(py, source, &name, &failure)?;
    let mut reading = Reading { running: Mutex::default(), progress, on_error, name, lang: Lang::Fr };
    let (running, sending) = Running::new(failure);
    let reader = reader.limits(Limits { watch: Some(sending.watch()), ..Limits::default() });
    reading.start(running, move || {
        if records { send_records(reader, sending) } else { send_offers(reader, sending) }
    })?;
    Ok(reading)
}

/// Reads the records of a feed, each with what is found in it; its keywords are those of `sofi_lheo.checked`.
#[pyfunction]
#[pyo3(signature = (source, judging, *, lang, name, progress))]
pub(crate) fn checked(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    judging: Judging<'_>,
    lang: &str,
    name: Option<&str>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Reading> {
    let lang: Lang = named("lang", lang)?;
    let source = Source::new("source", source)?;
    let progress = Progress::new(progress, source.size())?;
    let name = source.name(name);
    let failure = Failure::default();
    let (running, sending) = Running::new(failure.clone());
    let limits = Limits { watch: Some(sending.watch()), ..Limits::default() };
    let checker = judging.checker(py, limits)?;
    let opening = source.into_opening(&failure);
    let mut reading =
        Reading { running: Mutex::default(), progress, on_error: OnError::Raise, name: name.clone(), lang };
    let (opened, waits) = sync_channel(1);
    reading.start(running, move || send_checked(&checker, opening, &name, &opened, sending))?;
    // A file that is not there is told at once.
    let outcome = py.detach(move || waits.recv());
    reading.raise()?;
    match outcome {
        Ok(Err(error)) => Err(exception(py, &error)),
        _ => Ok(reading),
    }
}

impl Running {
    /// What is needed to read in another thread.
    fn new(failure: Failure) -> (Self, Sending) {
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, receiver) = sync_channel(WAITING);
        let sending =
            Sending { sender, stop: Arc::clone(&stop), position: Arc::default(), items: Vec::new(), size: 0 };
        (Self { receiver, ready: VecDeque::new(), bytes: 0, stop, failure, thread: None }, sending)
    }
}

impl Sending {
    /// Notes how far reading is, and stops it when nobody wants any more.
    fn watch(&self) -> Watch {
        let (stop, position) = (Arc::clone(&self.stop), Arc::clone(&self.position));
        Watch::new(move |bytes| {
            position.store(bytes, Ordering::Relaxed);
            !stop.load(Ordering::Relaxed)
        })
    }
}

impl Reading {
    /// Starts the thread that reads.
    fn start(&mut self, mut running: Running, work: impl FnOnce() + Send + 'static) -> PyResult<()> {
        running.thread = Some(std::thread::Builder::new().name("sofi-read".to_owned()).spawn(work)?);
        self.running = Mutex::new(Some(running));
        Ok(())
    }
}

/// Opens a reader; a file object that fails at once raises its own exception.
pub(crate) fn open(
    py: Python<'_>,
    source: Source,
    name: &str,
    failure: &Failure,
) -> PyResult<Reader<'static>> {
    let opened = match source.into_opening(failure) {
        Opening::Path(path) => py.detach(|| Reader::from_path(&path)),
        Opening::Reader(reader) => py.detach(|| Reader::from_reader(name, reader)),
    };
    failure.raise()?;
    opened.map_err(|error| exception(py, &error))
}

/// Sends the offers of formations; other records are passed over.
fn send_offers(mut reader: Reader<'static>, mut sending: Sending) {
    loop {
        let (item, size) = match reader.next_record() {
            Ok(None) => break,
            Err(error) => (Item::Fault(error), 0),
            Ok(Some(record)) => match record.offre() {
                Some(offre) => (Item::Offer(offre.data()), record.source().len()),
                None => continue,
            },
        };
        if !sending.send(item, size) {
            return;
        }
    }
    sending.flush();
}

/// Sends all records.
fn send_records(mut reader: Reader<'static>, mut sending: Sending) {
    let mut name = Arc::from("");
    loop {
        let (record, size) = match reader.next_record() {
            Ok(None) => break,
            Err(error) => (Err(error), 0),
            Ok(Some(record)) => (Ok(record.into_owned()), record.source().len()),
        };
        let item = match record {
            Ok(record) => Item::Record(record, shared(&mut name, reader.name())),
            Err(error) => Item::Fault(error),
        };
        if !sending.send(item, size) {
            return;
        }
    }
    sending.flush();
}

/// Sends all records with what is found in them.
fn send_checked(
    checker: &Checker,
    opening: Opening,
    name: &str,
    opened: &SyncSender<Result<(), Error>>,
    mut sending: Sending,
) {
    let reader = match opening {
        Opening::Path(path) => checker.records_path(path),
        Opening::Reader(reader) => checker.records_reader(name, reader),
    };
    let mut reader = match reader {
        Ok(reader) => reader,
        Err(error) => {
            let _ = opened.send(Err(error));
            return;
        }
    };
    let _ = opened.send(Ok(()));
    let mut name = Arc::from("");
    loop {
        let (record, findings, size) = match reader.next_record() {
            Ok(None) => break,
            Err(error) => {
                sending.send(Item::Failed(error), 0);
                break;
            }
            Ok(Some(checked)) => {
                let size = checked.record.map_or(0, |record| record.source().len());
                (checked.record.map(Record::into_owned), checked.findings, size)
            }
        };
        let item = Item::Checked(record, findings, shared(&mut name, reader.name()));
        if !sending.send(item, size) {
            return;
        }
    }
    sending.flush();
}
