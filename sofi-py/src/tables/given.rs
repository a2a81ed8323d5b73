//! Registers that Python hands over as a data frame.

use std::{
    borrow::Cow,
    fs::File,
    io::{Seek, Write},
};

use arrow_array::{
    Array, RecordBatchReader,
    cast::AsArray,
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
    types::{
        Date32Type, Date64Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
        UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{ArrowError, DataType};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::PyCapsule,
};
use sofi_core::{Registre, RegistreKind};
use sofi_lheo::registres::lire;

/// The register that a data frame, or anything else that gives an Arrow stream, holds; `None` when it gives none.
///
/// Columns have the names of those of a file of this kind.
pub(crate) fn register(kind: RegistreKind, object: &Bound<'_, PyAny>) -> PyResult<Option<Registre>> {
    if !object.hasattr("__arrow_c_stream__")? {
        return Ok(None);
    }
    let py = object.py();
    let name = format!("<{}>", object.get_type().fully_qualified_name()?);
    let reader = reader(object).map_err(|error| PyTypeError::new_err(format!("{name}: {error}")))?;
    py.detach(|| {
        let file = as_csv(reader).map_err(|error| PyValueError::new_err(format!("{name}: {error}")))?;
        lire(kind, &name, file).map(Some).map_err(|error| PyValueError::new_err(error.to_string()))
    })
}

/// Takes the stream over.
#[expect(unsafe_code, reason = "the C interface of Arrow is a pointer")]
fn reader(object: &Bound<'_, PyAny>) -> Result<RecordBatchStreamReader, Box<dyn std::error::Error>> {
    let capsule = object.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>().map_err(|error| error.to_string())?;
    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a stream of the C interface, which nobody else holds: it was made by this call.
    // What is left there is a released stream, which the capsule then does nothing about.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    Ok(RecordBatchStreamReader::try_new(stream)?)
}

/// The rows, as the CSV of a file that goes when it is closed.
fn as_csv(reader: RecordBatchStreamReader) -> Result<File, Box<dyn std::error::Error>> {
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(tempfile::tempfile()?);
    csv.write_record(reader.schema().fields().iter().map(|field| field.name()))?;
    for batch in reader {
        let batch = batch?;
        let columns: Vec<_> = batch.columns().iter().map(|column| Column::of(column.as_ref())).collect();
        for row in 0..batch.num_rows() {
            for (field, column) in batch.schema_ref().fields().iter().zip(&columns) {
                let cell = column.text(row).map_err(|kind| {
                    ArrowError::SchemaError(format!(
                        "column {:?}: {kind} is no text, number or day",
                        field.name()
                    ))
                })?;
                csv.write_field(cell.as_bytes())?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
    }
    let mut file = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
    file.flush()?;
    file.rewind()?;
    Ok(file)
}

/// A column; of categories, with the place of each row among them.
struct Column<'b> {
    array: &'b dyn Array,
    categories: Option<(&'b dyn Array, Vec<usize>)>,
}

impl<'b> Column<'b> {
    fn of(array: &'b dyn Array) -> Self {
        let dictionary = array.as_any_dictionary_opt();
        let categories = dictionary.map(|it| (it.values().as_ref(), it.normalized_keys()));
        Self { array, categories }
    }

    /// A cell as registers write it; the type when they write none such.
    fn text(&self, row: usize) -> Result<Cow<'b, str>, DataType> {
        match &self.categories {
            _ if self.array.is_null(row) => Ok(Cow::Borrowed("")),
            Some((values, places)) => text(*values, places.get(row).copied().unwrap_or_default()),
            None => text(self.array, row),
        }
    }
}

fn text(column: &dyn Array, row: usize) -> Result<Cow<'_, str>, DataType> {
    if column.is_null(row) {
        return Ok(Cow::Borrowed(""));
    }
    macro_rules! number {
        ($type:ty) => {
            column.as_primitive::<$type>().value(row).to_string().into()
        };
    }
    macro_rules! day {
        ($type:ty) => {
            column
                .as_primitive::<$type>()
                .value_as_date(row)
                .map_or(Cow::Borrowed(""), |day| day.to_string().into())
        };
    }
    Ok(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into(),
        DataType::Utf8View => column.as_string_view().value(row).into(),
        DataType::Boolean => if column.as_boolean().value(row) { "true" } else { "false" }.into(),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Float32 => number!(Float32Type),
        DataType::Float64 => number!(Float64Type),
        DataType::Date32 => day!(Date32Type),
        DataType::Date64 => day!(Date64Type),
        other => return Err(other.clone()),
    })
}
