//! The parts of an offer: frozen values, whose classes `xtask codegen` writes from their definitions in sofi-core.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    sync::OnceLock,
};

use pyo3::{
    exceptions::{PyAttributeError, PyTypeError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyBool, PyDate, PyDateTime, PyDict, PyString, PyTuple, PyType},
};
use serde_json::{Map, Value};
use sofi_core::{FieldData, FieldDef, FieldType, Lang, PartData, PartDef, ValueType};

use crate::convert::{identifier, partial_date, refused, territory};

/// A part of an offer: an immutable value, made of keywords: `Periode(debut=datetime.date(2026, 9, 1))`.
#[pyclass(frozen, subclass, module = "sofi_lheo._native")]
pub(crate) struct Part {
    pub(crate) data: PartData,
}

/// The definition of this name.
fn definition(name: &str) -> PyResult<&'static PartDef> {
    PartDef::all()
        .into_iter()
        .find(|part| part.name == name)
        .ok_or_else(|| PyTypeError::new_err(format!("{name} is no part of an offer")))
}

/// What a code of a closed list means, in French; None when the list has no such code.
#[pyfunction]
pub(crate) fn code_label(list: &str, code: &str) -> Option<&'static str> {
    let fields = PartDef::all().into_iter().flat_map(|part| part.fields);
    let mut lists = fields.filter_map(|field| match field.holds {
        FieldType::Value(ValueType::Code(codes)) if codes.name == list => Some(codes),
        _ => None,
    });
    let found = (lists.next()?.codes)().into_iter().find(|it| it.code == code)?;
    Some(found.words.get(Lang::Fr))
}

/// A class of `sofi_lheo._offre`, by its name.
fn class<'py>(py: Python<'py>, name: &'static str) -> PyResult<Bound<'py, PyAny>> {
    static CLASSES: PyOnceLock<HashMap<&'static str, Py<PyAny>>> = PyOnceLock::new();
    let classes = CLASSES.get_or_try_init(py, || {
        let module = py.import("sofi_lheo._offre")?;
        let get = |name: &'static str| Ok((name, module.getattr(name)?.unbind()));
        let parts = PartDef::all();
        let codes = parts.iter().flat_map(|part| part.fields).filter_map(|field| match field.holds {
            FieldType::Value(ValueType::Code(codes)) => Some(codes.name),
            _ => None,
        });
        parts.iter().map(|part| part.name).chain(codes).map(get).collect::<PyResult<_>>()
    })?;
    match classes.get(name) {
        Some(class) => Ok(class.bind(py).clone()),
        None => Err(PyTypeError::new_err(format!("{name} has no class"))),
    }
}

/// The value of Python for a part.
pub(crate) fn part<'py>(py: Python<'py>, data: &PartData) -> PyResult<Bound<'py, PyAny>> {
    let bare = Bound::new(py, Part { data: data.clone() })?;
    class(py, data.definition().name)?.call1((bare,))
}

/// The value of Python for what a field holds.
fn value<'py>(py: Python<'py>, field: &FieldDef, data: &FieldData) -> PyResult<Bound<'py, PyAny>> {
    Ok(match data {
        FieldData::Absent => py.None().into_bound(py),
        FieldData::Text(text) => PyString::new(py, text).into_any(),
        FieldData::Invalid(text) => refused(py, text)?,
        FieldData::Part(data) => part(py, data)?,
        FieldData::List(list) => {
            let values = list.iter().map(|data| value(py, field, data));
            PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)?.into_any()
        }
        FieldData::Valid(text) => match field.holds {
            FieldType::Value(ValueType::Identifier(sofi_core::IdentifierKind::Date)) => {
                partial_date(py, text)?
            }
            FieldType::Value(ValueType::Identifier(kind)) => identifier(py, kind, text)?,
            FieldType::Value(ValueType::Number) => {
                text.parse::<u64>().unwrap_or_default().into_pyobject(py)?.into_any()
            }
            FieldType::Value(ValueType::Price | ValueType::Rate) => {
                static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
                DECIMAL.import(py, "decimal", "Decimal")?.call1((&**text,))?
            }
            FieldType::Value(ValueType::Departement) => territory(py, "Departement", text)?,
            FieldType::Value(ValueType::Region) => territory(py, "Region", text)?,
            FieldType::Value(ValueType::Booleen) => PyBool::new(py, &**text == "1").to_owned().into_any(),
            FieldType::Value(ValueType::Code(codes)) => class(py, codes.name)?.call1((&**text,))?,
            FieldType::Text | FieldType::Part(_) => PyString::new(py, text).into_any(),
        },
    })
}

/// What serde reads of a value of Python.
pub(crate) fn json(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(part) = value.cast::<Part>() {
        return serde_json::to_value(&part.get().data)
            .map_err(|error| PyTypeError::new_err(error.to_string()));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Value::String(text.to_str()?.to_owned()));
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(Value::String(if flag.is_true() { "1" } else { "0" }.to_owned()));
    }
    if value.is_instance_of::<PyDateTime>() {
        return Err(PyTypeError::new_err(format!(
            "{argument} is a day: give a datetime.date, not a datetime"
        )));
    }
    if value.is_instance_of::<PyDate>() {
        return Ok(Value::String(
            value
                .call_method1("strftime", ("%Y%m%d",))?
                .extract::<String>()
                .map(|text| format!("{text:0>8}"))?,
        ));
    }
    if value.is_instance_of::<PyTuple>() || value.is_instance_of::<pyo3::types::PyList>() {
        let values = value.try_iter()?.map(|item| json(argument, &item?));
        return Ok(Value::Array(values.collect::<PyResult<_>>()?));
    }
    if let Ok(fields) = value.cast::<PyDict>() {
        let mut all = Map::new();
        Part::keywords(&mut all, fields)?;
        return Ok(Value::Object(all));
    }
    // Numbers and prices: as they are written.
    let is_written = value.hasattr("__index__")? || {
        static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        value.is_instance(DECIMAL.import(value.py(), "decimal", "Decimal")?)?
    };
    if is_written {
        return Ok(Value::String(value.str()?.to_str()?.to_owned()));
    }
    Err(PyTypeError::new_err(format!(
        "{argument}: a text, a number, a date, a part or a list of them was expected, not {}",
        value.get_type().fully_qualified_name()?
    )))
}

impl Part {
    /// Reads a part of this kind from what serde makes of it.
    fn read(definition: &'static PartDef, json: Value) -> PyResult<Self> {
        match definition.read(json) {
            Ok(data) => Ok(Self { data }),
            Err(error) => Err(PyTypeError::new_err(format!("{}: {error}", definition.name))),
        }
    }

    /// Keywords, over those that are there.
    fn keywords(fields: &mut Map<String, Value>, given: &Bound<'_, PyDict>) -> PyResult<()> {
        for (name, value) in given {
            let name: String = name.extract()?;
            if value.is_none() {
                fields.remove(&name);
            } else {
                let value = json(&name, &value)?;
                fields.insert(name, value);
            }
        }
        Ok(())
    }

    fn text(&self) -> String {
        serde_json::to_string(&self.data).unwrap_or_default()
    }
}

#[pymethods]
impl Part {
    // The first argument is how this module makes one of what it has read.
    #[new]
    #[classmethod]
    #[pyo3(signature = (of = None, /, **fields))]
    fn new(
        class: &Bound<'_, PyType>,
        of: Option<&Bound<'_, Self>>,
        fields: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        if let Some(of) = of {
            return Ok(Self { data: of.get().data.clone() });
        }
        let mut given = Map::new();
        if let Some(fields) = fields {
            Self::keywords(&mut given, fields)?;
        }
        Self::read(definition(&class.name()?.to_string_lossy())?, Value::Object(given))
    }

    /// The same with other values for some fields; None takes a value away.
    #[pyo3(signature = (**fields))]
    fn replace<'py>(
        slf: &Bound<'py, Self>,
        fields: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let data = &slf.get().data;
        let mut all = match serde_json::to_value(data) {
            Ok(Value::Object(all)) => all,
            _ => Map::new(),
        };
        if let Some(fields) = fields {
            Self::keywords(&mut all, fields)?;
        }
        part(slf.py(), &Self::read(data.definition(), Value::Object(all))?.data)
    }

    #[pyo3(signature = (**fields))]
    fn __replace__<'py>(
        slf: &Bound<'py, Self>,
        fields: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Self::replace(slf, fields)
    }

    /// What it holds, as texts, lists and dicts, each value as LHEO writes it; what is absent is left out.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.text(),))
    }

    /// What `to_dict` gives, as JSON.
    fn to_json(&self) -> String {
        self.text()
    }

    /// Reads back what `to_json` gives.
    #[classmethod]
    fn from_json<'py>(class: &Bound<'py, PyType>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        let definition = definition(&class.name()?.to_string_lossy())?;
        let json = serde_json::from_str(text)
            .map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))?;
        part(class.py(), &Self::read(definition, json)?.data)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().data == self.data)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.data.hash(&mut hasher);
        hasher.finish()
    }

    fn __copy__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().text(),)))
    }

    fn __repr__(&self) -> String {
        let definition = self.data.definition();
        let fields = definition.fields.iter().zip(self.data.fields()).filter(|(_, data)| !data.is_absent());
        let shown: Vec<_> = fields.map(|(field, data)| format!("{}={}", field.name, shown(data))).collect();
        format!("{}({})", definition.name, shown.join(", "))
    }
}

/// A value in a few words.
fn shown(data: &FieldData) -> String {
    match data {
        FieldData::Absent => "None".to_owned(),
        FieldData::Text(text) | FieldData::Valid(text) | FieldData::Invalid(text) => {
            format!("'{}'", sofi_core::shown(text).replace('\\', "\\\\").replace('\'', "\\'"))
        }
        FieldData::Part(part) => format!("{}(…)", part.definition().name),
        FieldData::List(list) => match &**list {
            [FieldData::Part(part)] => format!("({}(…),)", part.definition().name),
            [FieldData::Part(part), rest @ ..] => {
                format!("({}(…), … {} more)", part.definition().name, rest.len())
            }
            values => {
                let values: Vec<_> = values.iter().map(shown).collect();
                format!("({},)", values.join(", "))
            }
        },
    }
}

/// The attribute of a class of parts that reads one of its fields.
#[pyclass(frozen, name = "Field", module = "sofi_lheo._native")]
pub(crate) struct Field {
    doc: String,
    place: OnceLock<(&'static PartDef, usize)>,
}

#[pymethods]
impl Field {
    #[new]
    fn new(doc: String) -> Self {
        Self { doc, place: OnceLock::new() }
    }

    fn __set_name__(&self, owner: &Bound<'_, PyType>, name: &str) -> PyResult<()> {
        let definition = definition(&owner.name()?.to_string_lossy())?;
        let index = definition.fields.iter().position(|field| field.name == name);
        let index =
            index.ok_or_else(|| PyTypeError::new_err(format!("{} has no {name}", definition.name)))?;
        let _ = self.place.set((definition, index));
        Ok(())
    }

    #[getter]
    fn __doc__(&self) -> &str {
        &self.doc
    }

    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        part: &Bound<'py, PyAny>,
        owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = owner;
        if part.is_none() {
            return Ok(slf.clone().into_any());
        }
        let place = slf.get().place.get();
        let found = place.and_then(|(definition, index)| {
            let part = part.cast::<Part>().ok()?.get();
            let is_its = std::ptr::eq(part.data.definition(), *definition);
            let data = part.data.fields().get(*index).filter(|_| is_its)?;
            Some((&definition.fields[*index], data))
        });
        match found {
            Some((field, data)) => value(slf.py(), field, data),
            None => Err(PyAttributeError::new_err("this field is one of another class")),
        }
    }

    /// Parts are values: to change one, `replace` makes another.
    fn __set__(&self, _part: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        let name = self.place.get().map_or("", |(definition, index)| definition.fields[*index].name);
        Err(PyAttributeError::new_err(format!(
            "{name} is read-only: replace({name}=...) makes another value"
        )))
    }
}
