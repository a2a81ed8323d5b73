//! The function `convert`.

use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    prelude::*,
    types::PyBytes,
};
use sofi_core::Lang;
use sofi_lheo::{
    Dialect, EditorError,
    convert::{Conversion, ConvertError, Converter, Defaults},
};

use crate::{
    convert::{FeedError, editor_error},
    output::Target,
    source::{Opening, Source},
    task::{Progress, Task},
};

/// What a conversion did, its numbers in this order: records, refused, unreadable; the lines as JSON; the document, when no
/// place was given for it.
type Done<'py> = ((&'static str, u64, u64, u64), String, Option<Bound<'py, PyBytes>>);

/// Converts a document; its keywords are those of `sofi_lheo.convert`.
#[pyfunction]
#[pyo3(signature = (source, out, *, to, lossless, strict, defaults, lang, name, progress))]
#[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
pub(crate) fn convert<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    out: Option<&Bound<'py, PyAny>>,
    to: &str,
    lossless: bool,
    strict: bool,
    defaults: Vec<(String, String)>,
    lang: &str,
    name: Option<&str>,
    progress: Option<&Bound<'py, PyAny>>,
) -> PyResult<Done<'py>> {
    let value_error = |text: String| PyValueError::new_err(text);
    let to: Dialect = to.parse().map_err(|error| value_error(format!("to: {error}")))?;
    let lang: Lang =
        lang.parse().map_err(|_| value_error(format!("lang: \"fr\" or \"en\", not {lang:?}")))?;
    let mut known = Defaults::default();
    for (key, value) in defaults {
        known.set(&key, value).map_err(|error| value_error(error.to_string()))?;
    }
    let source = Source::new("source", source)?;
    let task = Task::new(Progress::new(progress, source.size())?);
    let converter = Converter::to(to).defaults(known).limits(task.limits());
    let converter = if lossless { converter.lossless() } else { converter };
    let converter = if strict { converter.strict() } else { converter };
    let name = source.name(name);
    let target = Target::new(out)?;
    let opening = source.into_opening(&task.failure);
    let mut lines = String::new();
    let mut conversion: Option<Conversion> = None;
    let written = target.write(
        py,
        |out| {
            let mut tell = |line: &sofi_lheo::convert::Line| {
                lines.push_str(&line.to_json(&name, lang));
                lines.push('\n');
                Ok(())
            };
            let done = match opening {
                Opening::Path(path) => converter.convert_path(&path, out, &mut tell),
                Opening::Reader(reader) => converter.convert_reader(&name, reader, out, &mut tell),
            }?;
            conversion = Some(done);
            Ok(())
        },
        |py, error: ConvertError| convert_error(py, error),
    );
    let bytes = task.end(py, written)??;
    let done = conversion.ok_or_else(|| PyRuntimeError::new_err("nothing was converted"))?;
    Ok(((done.from, done.records, done.refused, done.unreadable), lines, bytes))
}

/// The exception for a document that is not converted.
fn convert_error(py: Python<'_>, error: ConvertError) -> PyErr {
    match error {
        ConvertError::Editor(EditorError::Write(error)) | ConvertError::Tell(error) => error.into(),
        ConvertError::Editor(error) => editor_error(py, error),
        other => FeedError::new_err(other.to_string()),
    }
}
