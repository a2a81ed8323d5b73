//! The class behind `edit`: a document is passed on, and its records changed on the way.

use std::{
    io::{self, BufWriter, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use pyo3::{exceptions::PyValueError, prelude::*};
use sofi_lheo::{AtomicFile, Editor, EditorError, Limits};

use crate::{
    convert::{editor_error, os_error},
    output::{FileOut, Target, is_gz},
    record::{Kept, root},
    source::{Opening, Source},
    task::{Failure, Progress, Task},
};

/// Where the changed document goes.
#[derive(Debug)]
enum Out {
    File(AtomicFile),
    Packed(Box<GzEncoder<AtomicFile>>),
    Python(BufWriter<FileOut>),
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Packed(file) => file.write(bytes),
            Self::Python(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Packed(file) => file.flush(),
            Self::Python(file) => file.flush(),
        }
    }
}

/// What is being edited, and the record that was given last.
struct State {
    editor: Editor<'static, Out>,
    current: Option<Arc<Kept>>,
}

/// A feed being corrected: an iterator over its records, whose attributes can be set. What is not changed stays byte for byte.
///
/// It is a context manager: leaving it writes the rest and puts the new file in place; an exception leaves the old one as it was.
#[pyclass(frozen, module = "sofi_lheo._native")]
pub(crate) struct Editing {
    state: Mutex<Option<State>>,
    task: Mutex<Option<Task>>,
    failure: Failure,
    target: Target,
}

impl Editing {
    fn state(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What went wrong: an exception of Python code says more than what came of it.
    fn error(&self, py: Python<'_>, error: EditorError) -> PyErr {
        if let Err(raised) = self.failure.raise() {
            return raised;
        }
        match (&self.target, error) {
            (Target::Path(path), EditorError::Write(error)) => os_error(py, path, &error),
            (_, error) => editor_error(py, error),
        }
    }

    /// Tells the editor what to change in the record that was given last.
    fn settle(state: &mut State) -> PyResult<()> {
        if let Some(kept) = state.current.take() {
            let changes = kept.finish().map_err(|error| PyValueError::new_err(error.to_string()))?;
            state.editor.apply(changes);
        }
        Ok(())
    }
}

#[pymethods]
impl Editing {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let kept = {
            let mut guard = self.state();
            let Some(state) = guard.as_mut() else {
                return Err(PyValueError::new_err("the feed is closed: iterate inside of the with block"));
            };
            Self::settle(state)?;
            let next = py.detach(|| {
                let name = state.editor.name().to_owned();
                let record = state.editor.next_record()?;
                Ok(record.map(|record| Arc::new(Kept::editable(record.into_owned(), &name))))
            });
            let kept = next.map_err(|error| self.error(py, error))?;
            state.current.clone_from(&kept);
            kept
        };
        self.failure.raise()?;
        kept.map(|kept| root(py, kept)).transpose()
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
    ) -> PyResult<()> {
        let _ = (error, traceback);
        let Some(mut state) = self.state().take() else { return Ok(()) };
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if !kind.is_none() {
            // What waits in a buffer must not be written by accident.
            self.failure.set(PyValueError::new_err("the feed was given up"));
            drop(state);
            return Ok(());
        }
        Self::settle(&mut state)?;
        let finished = py.detach(|| {
            let commit = |error: io::Error| EditorError::Write(error);
            match state.editor.finish()? {
                Out::File(file) => file.commit().map_err(commit),
                Out::Packed(file) => file.finish().and_then(AtomicFile::commit).map_err(commit),
                Out::Python(mut file) => file.flush().map_err(commit),
            }
        });
        finished.map_err(|error| self.error(py, error))?;
        self.failure.raise()?;
        match task {
            Some(task) => task.end(py, ()),
            None => Ok(()),
        }
    }

    fn __repr__(&self) -> &'static str {
        if self.state().is_some() { "<feed being edited>" } else { "<feed, edited>" }
    }
}

/// Starts to edit; its keywords are those of `sofi_lheo.edit`.
#[pyfunction]
#[pyo3(signature = (source, *, out, progress, name))]
pub(crate) fn edit(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    out: &Bound<'_, PyAny>,
    progress: Option<&Bound<'_, PyAny>>,
    name: Option<&str>,
) -> PyResult<Editing> {
    let source = Source::new("source", source)?;
    let target = Target::new(Some(out))?;
    let task = Task::new(Progress::new(progress, source.size())?);
    let failure = task.failure.clone();
    let sink = match &target {
        Target::Path(path) => {
            let file = AtomicFile::create(path).map_err(|error| os_error(py, path, &error))?;
            if is_gz(path) {
                Out::Packed(Box::new(GzBuilder::new().write(file, Compression::default())))
            } else {
                Out::File(file)
            }
        }
        Target::File(object) => Out::Python(BufWriter::with_capacity(
            1 << 16,
            FileOut::new(object.clone_ref(py), failure.clone()),
        )),
        Target::Memory => return Err(PyValueError::new_err("out must say where the changed feed goes")),
    };
    let called = source.name(name);
    let opened = match source.into_opening(&failure) {
        Opening::Path(path) => py.detach(|| Editor::from_path(&path, sink)),
        Opening::Reader(reader) => py.detach(|| Editor::from_reader(&called, reader, sink)),
    };
    failure.raise()?;
    let limits: Limits = task.limits();
    let editor = opened.map_err(|error| editor_error(py, error))?.limits(&limits);
    let state = Mutex::new(Some(State { editor, current: None }));
    Ok(Editing { state, task: Mutex::new(Some(task)), failure, target })
}
