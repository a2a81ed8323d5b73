//! Long work: it answers Ctrl-C, tells how far it is, and raises what Python code raised meanwhile.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use pyo3::{exceptions::PyTypeError, prelude::*};
use sofi_lheo::{Limits, Watch};

/// How often Python is asked whether to go on, and told of the progress.
pub(crate) const BEAT: Duration = Duration::from_millis(50);

/// The first exception that Python code raised during some work.
#[derive(Debug, Clone, Default)]
pub(crate) struct Failure(Arc<Mutex<Option<PyErr>>>);

impl Failure {
    fn with<T>(&self, look: impl FnOnce(&mut Option<PyErr>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps it, if it is the first one.
    pub(crate) fn set(&self, error: PyErr) {
        self.with(|kept| {
            kept.get_or_insert(error);
        });
    }

    /// Was there one?
    pub(crate) fn is_set(&self) -> bool {
        self.with(|kept| kept.is_some())
    }

    /// Raises it.
    pub(crate) fn raise(&self) -> PyResult<()> {
        self.with(Option::take).map_or(Ok(()), Err)
    }
}

/// Who is told of the progress: `progress(done, total)`, in bytes; `total` is None when it is not known.
pub(crate) struct Progress {
    callable: Option<Py<PyAny>>,
    total: Option<u64>,
}

impl Progress {
    pub(crate) fn new(callable: Option<&Bound<'_, PyAny>>, total: Option<u64>) -> PyResult<Self> {
        if let Some(object) = callable
            && !object.is_callable()
        {
            return Err(PyTypeError::new_err(format!(
                "progress must be callable as progress(done, total), not {}",
                object.get_type().fully_qualified_name()?
            )));
        }
        Ok(Self { callable: callable.map(|it| it.clone().unbind()), total })
    }

    pub(crate) fn tell(&self, py: Python<'_>, done: u64) -> PyResult<()> {
        match &self.callable {
            Some(callable) => callable.bind(py).call1((done, self.total)).map(drop),
            None => Ok(()),
        }
    }
}

/// Long work, done by the thread that called.
pub(crate) struct Task {
    pub(crate) failure: Failure,
    state: Arc<State>,
}

struct State {
    progress: Progress,
    pace: Mutex<Pace>,
}

/// How far the work is.
struct Pace {
    told: Instant,
    /// Bytes of the documents before this one.
    before: u64,
    /// Bytes of this document.
    here: u64,
}

impl Task {
    pub(crate) fn new(progress: Progress) -> Self {
        let pace = Mutex::new(Pace { told: Instant::now(), before: 0, here: 0 });
        Self { failure: Failure::default(), state: Arc::new(State { progress, pace }) }
    }

    /// The limits under which documents are to be read, so that the work is followed.
    pub(crate) fn limits(&self) -> Limits {
        let (failure, state) = (self.failure.clone(), Arc::clone(&self.state));
        let watch = Watch::new(move |bytes| state.go_on(bytes, &failure));
        Limits { watch: Some(watch), ..Limits::default() }
    }

    /// The outcome, unless Python code has failed meanwhile.
    pub(crate) fn end<T>(self, py: Python<'_>, outcome: T) -> PyResult<T> {
        self.failure.raise()?;
        py.check_signals()?;
        self.state.progress.tell(py, self.state.done())?;
        Ok(outcome)
    }
}

impl State {
    fn done(&self) -> u64 {
        let pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.before + pace.here
    }

    fn go_on(&self, bytes: u64, failure: &Failure) -> bool {
        if failure.is_set() {
            return false;
        }
        let done = {
            let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            if bytes < pace.here {
                pace.before += pace.here;
            }
            pace.here = bytes;
            if pace.told.elapsed() < BEAT {
                return true;
            }
            pace.told = Instant::now();
            pace.before + pace.here
        };
        let asked = Python::attach(|py| {
            py.check_signals()?;
            self.progress.tell(py, done)
        });
        match asked {
            Ok(()) => true,
            Err(error) => {
                failure.set(error);
                false
            }
        }
    }
}
