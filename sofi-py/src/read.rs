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
};
use sofi_core::PartData;
use sofi_lheo::{Limits, OwnedRecord, ReadError, Reader, Watch};

use crate::{
    convert::{exception, read_error},
    part::part,
    record::{Kept, root},
    source::{Opening, Source},
    task::{BEAT, Failure, Progress},
};

/// What is given for each record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The offers of formations; other records are passed over.
    Offers,
    /// Views of all records.
    Records,
}

/// Something that was read.
enum Item {
    Offer(PartData),
    Record(OwnedRecord, Arc<str>),
    Fault(ReadError),
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
    let stop = Arc::new(AtomicBool::new(false));
    let position = Arc::new(AtomicU64::new(0));
    let watch = {
        let (stop, position) = (Arc::clone(&stop), Arc::clone(&position));
        Watch::new(move |bytes| {
            position.store(bytes, Ordering::Relaxed);
            !stop.load(Ordering::Relaxed)
        })
    };
    let reader = reader.limits(Limits { watch: Some(watch), ..Limits::default() });
    let (sender, receiver) = sync_channel(WAITING);
    let wanted = if records { Wanted::Records } else { Wanted::Offers };
    let thread = {
        let stop = Arc::clone(&stop);
        std::thread::Builder::new()
            .name("sofi-read".to_owned())
            .spawn(move || run(reader, wanted, &sender, &stop, &position))?
    };
    let running = Running { receiver, ready: VecDeque::new(), bytes: 0, stop, failure, thread: Some(thread) };
    Ok(Reading { running: Mutex::new(Some(running)), progress, on_error, name })
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

/// Reads to the end, or until nobody wants any more.
fn run(
    mut reader: Reader<'static>,
    wanted: Wanted,
    sender: &SyncSender<Batch>,
    stop: &AtomicBool,
    position: &AtomicU64,
) {
    let mut name: Arc<str> = Arc::from("");
    let mut items = Vec::new();
    let mut size = 0;
    loop {
        let item = match reader.next_record() {
            Ok(None) => break,
            Err(error) => Item::Fault(error),
            Ok(Some(record)) => {
                size += record.source().len();
                match wanted {
                    Wanted::Records => {
                        let record = record.into_owned();
                        if *name != *reader.name() {
                            name = Arc::from(reader.name());
                        }
                        Item::Record(record, Arc::clone(&name))
                    }
                    Wanted::Offers => match record.offre() {
                        Some(offre) => Item::Offer(offre.data()),
                        None => continue,
                    },
                }
            }
        };
        // What is not sent is lost: once reading is stopped, what comes is no more to be believed.
        if stop.load(Ordering::Relaxed) {
            return;
        }
        items.push(item);
        if items.len() >= ITEMS || size >= BYTES {
            size = 0;
            let bytes = position.load(Ordering::Relaxed);
            if sender.send(Batch { items: std::mem::take(&mut items), bytes }).is_err() {
                return;
            }
        }
    }
    let _ = sender.send(Batch { items, bytes: position.load(Ordering::Relaxed) });
}
