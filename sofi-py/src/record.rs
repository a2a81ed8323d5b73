//! Records as their documents hold them: views over every element, whose classes `xtask codegen` writes.

use std::{
    borrow::Cow,
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use pyo3::{
    exceptions::{PyAttributeError, PyTypeError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyString, PyTuple},
};
use serde_json::Value;
use sofi_core::{Formation, Organisme};
use sofi_lheo::{Changes, EditError, Edits, Fragment, Node, OwnedRecord, views::ViewDef};

use crate::{
    convert::partial_date,
    part::{Part, json, part},
};

/// A record, and what is to be changed in it.
pub(crate) struct Kept {
    record: OwnedRecord,
    name: String,
    /// `None` when it can only be read.
    changes: Option<Mutex<Vec<Change>>>,
    /// It was written: changes would come too late.
    is_written: AtomicBool,
}

/// Something to change. What bears a number is a node of the record.
#[derive(Clone)]
enum Change {
    Text(usize, String),
    Attribute(usize, &'static str, Option<String>),
    /// The text of a child that occurs once: given to it, or the child is made.
    Child(usize, &'static str, String),
    /// One more child.
    Add(usize, Box<Fragment>),
    Remove(usize),
    Offre(Box<Formation<'static>>),
    Organisme(Box<Organisme<'static>>),
}

impl Kept {
    pub(crate) fn new(record: OwnedRecord, name: &str) -> Self {
        Self { record, name: name.to_owned(), changes: None, is_written: AtomicBool::new(false) }
    }

    /// One that can be changed.
    pub(crate) fn editable(record: OwnedRecord, name: &str) -> Self {
        Self { changes: Some(Mutex::default()), ..Self::new(record, name) }
    }

    fn node(&self, index: usize) -> PyResult<Node<'_>> {
        let node = self.record.record().get(index);
        node.ok_or_else(|| PyValueError::new_err("this element is of another record"))
    }

    fn changes(&self) -> Option<MutexGuard<'_, Vec<Change>>> {
        Some(self.changes.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes a change, which is tried first.
    fn change(&self, change: Change) -> PyResult<()> {
        let Some(mut changes) = self.changes() else {
            return Err(PyAttributeError::new_err(
                "this record is read-only: sofi.edit gives records to change",
            ));
        };
        if self.is_written.load(Ordering::Relaxed) {
            return Err(PyValueError::new_err("too late: reading has gone on, and this record is written"));
        }
        let mut edits = self.record.record().edit();
        self.apply(&change, &mut edits).map_err(|error| PyValueError::new_err(error.to_string()))?;
        // What would be added twice is added once.
        let is_again = |other: &Change| match (&change, other) {
            (Change::Child(index, name, _), Change::Child(other, other_name, _)) => {
                (index, name) == (other, other_name)
            }
            (Change::Offre(_), Change::Offre(_)) | (Change::Organisme(_), Change::Organisme(_)) => true,
            _ => false,
        };
        changes.retain(|other| !is_again(other));
        changes.push(change);
        Ok(())
    }

    fn apply<'r>(&'r self, change: &Change, edits: &mut Edits<'r>) -> Result<(), EditError> {
        let record = self.record.record();
        let at = |index: usize| record.get(index).unwrap_or(record.root());
        match change {
            Change::Text(index, text) => edits.set_text(at(*index), text),
            Change::Attribute(index, name, Some(value)) => edits.set_attribute(at(*index), name, value),
            Change::Attribute(index, name, None) => edits.remove_attribute(at(*index), name),
            Change::Child(index, name, text) => {
                let node = at(*index);
                let view = node.element().and_then(ViewDef::of);
                let child = view.and_then(|view| view.children.iter().find(|it| it.element.name() == *name));
                child.map_or(Ok(()), |child| (child.set)(node, edits, text))
            }
            Change::Add(index, fragment) => edits.insert(at(*index), (**fragment).clone()),
            Change::Remove(index) => edits.remove(at(*index)),
            Change::Offre(offre) => edits.set_offre(offre),
            Change::Organisme(organisme) => edits.set_organisme(organisme),
        }
    }

    /// All that is to be changed, once and for all.
    pub(crate) fn finish(&self) -> Result<Changes, EditError> {
        self.is_written.store(true, Ordering::Relaxed);
        let mut edits = self.record.record().edit();
        if let Some(changes) = self.changes() {
            for change in changes.iter() {
                self.apply(change, &mut edits)?;
            }
        }
        Ok(edits.changes())
    }

    /// The text of an element, as it will be.
    fn text<'r>(&'r self, node: Node<'r>) -> Cow<'r, str> {
        let set = self.changes().and_then(|changes| {
            changes.iter().rev().find_map(|change| match change {
                Change::Text(index, text) if *index == node.index() => Some(text.clone()),
                _ => None,
            })
        });
        set.map_or_else(|| node.text(), Cow::Owned)
    }

    fn is_removed(&self, index: usize) -> bool {
        let removes = |change: &Change| matches!(change, Change::Remove(removed) if *removed == index);
        self.changes().is_some_and(|changes| changes.iter().any(removes))
    }
}

/// An element of a record, as its document holds it. Nothing of the document is lost: `source` is what was read.
#[pyclass(frozen, subclass, module = "sofi_lheo._native")]
pub(crate) struct Element {
    kept: Arc<Kept>,
    index: usize,
}

/// A class of `sofi_lheo.views`.
fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static CLASSES: PyOnceLock<HashMap<String, Py<PyAny>>> = PyOnceLock::new();
    let classes = CLASSES.get_or_try_init(py, || {
        py.import("sofi_lheo.views")?.getattr("BY_ELEMENT")?.extract::<HashMap<String, Py<PyAny>>>()
    })?;
    match classes.get(name) {
        Some(class) => Ok(class.bind(py).clone()),
        None => Ok(py.get_type::<Element>().into_any()),
    }
}

/// The view of a record.
pub(crate) fn root(py: Python<'_>, kept: Arc<Kept>) -> PyResult<Bound<'_, PyAny>> {
    view(py, &kept, 0)
}

/// The view of a node: an element that holds others.
fn view<'py>(py: Python<'py>, kept: &Arc<Kept>, index: usize) -> PyResult<Bound<'py, PyAny>> {
    let bare = Bound::new(py, Element { kept: Arc::clone(kept), index })?;
    let element = kept.node(index)?.element();
    match element.filter(|element| ViewDef::of(*element).is_some()) {
        Some(element) => class(py, element.name())?.call1((bare,)),
        None => Ok(bare.into_any()),
    }
}

/// The value of a node: a view, or the text of an element that holds one.
fn value<'py>(py: Python<'py>, kept: &Arc<Kept>, index: usize) -> PyResult<Bound<'py, PyAny>> {
    let node = kept.node(index)?;
    let is_leaf = node.element().is_some_and(|element| ViewDef::of(element).is_none());
    if !is_leaf {
        return view(py, kept, index);
    }
    let bare = Bound::new(py, Element { kept: Arc::clone(kept), index })?;
    static LEAF: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let leaf =
        LEAF.get_or_try_init(py, || py.import("sofi_lheo.views")?.getattr("Leaf").map(Bound::unbind))?;
    leaf.bind(py).call1((&*kept.text(node), bare))
}

/// The element that a view is, or that a text comes from.
fn element_of<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Element>> {
    if let Ok(element) = object.cast::<Element>() {
        return Ok(element.clone());
    }
    let at = object.getattr("_at")?;
    at.cast_into::<Element>().map_err(PyErr::from)
}

/// A text to be written: a date as LHEO writes it, yes as 1.
fn written(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    match json(argument, value)? {
        Value::String(text) => Ok(text),
        _ => Err(PyTypeError::new_err(format!("{argument}: a text, a number or a date was expected"))),
    }
}

impl Element {
    fn node(&self) -> PyResult<Node<'_>> {
        self.kept.node(self.index)
    }

    /// The children of this name that are not taken away.
    fn named(&self, name: &str) -> PyResult<Vec<usize>> {
        let is_it = |node: &Node<'_>| node.element().is_some_and(|element| element.name() == name);
        let found = self.node()?.children().filter(is_it).map(Node::index);
        Ok(found.filter(|index| !self.kept.is_removed(*index)).collect())
    }
}

#[pymethods]
impl Element {
    #[new]
    fn new(of: &Bound<'_, Self>) -> Self {
        let of = of.get();
        Self { kept: Arc::clone(&of.kept), index: of.index }
    }

    /// Its name, without prefix: "formation".
    #[getter]
    fn element(&self) -> PyResult<&str> {
        Ok(self.node()?.local_name())
    }

    /// It as it stands in the document, decoded, tags included.
    #[getter]
    fn source(&self) -> PyResult<&str> {
        Ok(self.node()?.source())
    }

    /// Line of its start tag, from 1.
    #[getter]
    fn line(&self) -> PyResult<u64> {
        let record = self.kept.record.record();
        let before = record.source().get(..self.node()?.span().start).unwrap_or_default();
        Ok(record.line() + before.matches('\n').count() as u64)
    }

    /// The document that it was read from.
    #[getter]
    fn document(&self) -> &str {
        &self.kept.name
    }

    /// The dialect of its document: "2.3"; None when its namespace is unknown.
    #[getter]
    fn dialect(&self) -> Option<&'static str> {
        self.kept.record.record().dialect().map(sofi_lheo::Dialect::as_str)
    }

    /// Its own text, that of its children left out.
    #[getter]
    fn text(&self) -> PyResult<Cow<'_, str>> {
        Ok(self.kept.text(self.node()?))
    }

    /// All elements directly in it, unknown ones included, in order.
    #[getter]
    fn elements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let nodes = self.node()?.children().filter(|node| !self.kept.is_removed(node.index()));
        PyTuple::new(py, nodes.map(|node| value(py, &self.kept, node.index())).collect::<PyResult<Vec<_>>>()?)
    }

    /// All its attributes, by name as written.
    #[getter]
    fn attributes(&self) -> PyResult<HashMap<&str, String>> {
        Ok(self.node()?.attributes().into_iter().collect())
    }

    /// The first extra `key` in the extras `group` that it holds, at any depth of extras.
    fn find_extra<'py>(
        &self,
        py: Python<'py>,
        group: &str,
        key: &str,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let holds = |node: Node<'_>, name: &str, info: &str| {
            node.element().is_some_and(|element| element.name() == name)
                && node.attribute("info").as_deref() == Some(info)
        };
        let node = self.node()?;
        let is_extras = |node: &Node<'_>| node.element().is_some_and(|element| element.name() == "extras");
        // The next one to look into is the last.
        let mut open: Vec<_> =
            if is_extras(&node) { vec![node] } else { node.children().filter(is_extras).collect() };
        open.reverse();
        while let Some(extras) = open.pop() {
            if holds(extras, "extras", group)
                && let Some(found) = extras.children().find(|extra| holds(*extra, "extra", key))
            {
                return view(py, &self.kept, found.index()).map(Some);
            }
            let nested: Vec<_> = extras.children().filter(is_extras).collect();
            open.extend(nested.into_iter().rev());
        }
        Ok(None)
    }

    /// The offer that the record says: a Formation, a Resume or an Organisme; None for what is no record. Setting it writes what
    /// differs into the record, and nothing else.
    #[getter]
    fn offre<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        if self.index != 0 {
            return Ok(None);
        }
        let record = self.kept.record.record();
        let data = None
            .or_else(|| record.offre().map(|it| it.data()))
            .or_else(|| record.organisme_responsable().map(|it| it.data()))
            .or_else(|| record.resume().map(|it| it.data()));
        data.map(|data| part(py, &data)).transpose()
    }

    #[setter]
    fn set_offre(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let Ok(given) = value.cast::<Part>() else {
            return Err(PyTypeError::new_err(format!(
                "offre must be a Formation or an Organisme, not {}",
                value.get_type().fully_qualified_name()?
            )));
        };
        let data = &given.get().data;
        let failed = |error: serde_json::Error| PyValueError::new_err(error.to_string());
        let json = serde_json::to_value(data).map_err(failed)?;
        if data.definition().name == "Organisme" {
            let organisme = serde_json::from_value(json).map_err(failed)?;
            return self.kept.change(Change::Organisme(Box::new(organisme)));
        }
        let offre = serde_json::from_value(json).map_err(failed)?;
        self.kept.change(Change::Offre(Box::new(offre)))
    }

    /// Adds an element that holds a text, after those of the same name that are there.
    #[pyo3(signature = (element, text, /, **attributes))]
    fn add(
        &self,
        element: &str,
        text: &Bound<'_, PyAny>,
        attributes: Option<HashMap<String, Bound<'_, PyAny>>>,
    ) -> PyResult<()> {
        let Some(found) = sofi_lheo::Element::from_name(element) else {
            return Err(PyValueError::new_err(format!("no dialect knows <{element}>")));
        };
        let mut fragment = Fragment::leaf(found, written(element, text)?);
        let mut attributes: Vec<_> = attributes.into_iter().flatten().collect();
        attributes.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (name, value) in attributes {
            fragment = fragment.attribute(name.trim_end_matches('_'), written(&name, &value)?);
        }
        self.kept.change(Change::Add(self.index, Box::new(fragment)))
    }

    /// Takes it away, with the blanks before it.
    fn remove(&self) -> PyResult<()> {
        self.kept.change(Change::Remove(self.index))
    }

    /// Gives it this text of its own.
    fn set_text(&self, text: &Bound<'_, PyAny>) -> PyResult<()> {
        self.kept.change(Change::Text(self.index, written("text", text)?))
    }

    /// What its code means in the dialect of its document, in French; None when it holds no code that is known.
    fn code_label(&self) -> PyResult<Option<&'static str>> {
        let dialect = self.kept.record.record().dialect();
        let leaf = sofi_lheo::views::Leaf::from_node(self.node()?);
        Ok(dialect.and_then(|dialect| leaf?.code_label(dialect)))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok((Arc::ptr_eq(&self.kept, &other.kept) && self.index == other.index)
            || self.node()?.source() == other.node()?.source())
    }

    fn __hash__(&self) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        self.node()?.source().hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __repr__(&self) -> PyResult<String> {
        let numero = self.node()?.attribute("numero").map(|numero| format!(" numero={numero:?}"));
        Ok(format!("<{}{} line {}>", self.element()?, numero.unwrap_or_default(), self.line()?))
    }
}

/// The kinds of attributes that views have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A child that occurs once.
    One,
    /// One that may repeat.
    Many,
    /// An attribute of the element.
    Attribute,
}

/// The attribute of a class of views that reads a child or an attribute of the element, and sets it.
#[pyclass(frozen, subclass, module = "sofi_lheo._native")]
pub(crate) struct Slot {
    kind: Kind,
    name: &'static str,
    doc: String,
}

#[pymethods]
impl Slot {
    #[new]
    fn new(kind: &str, name: &str, doc: String) -> PyResult<Self> {
        let kind = match kind {
            "one" => Kind::One,
            "many" => Kind::Many,
            _ => Kind::Attribute,
        };
        let known = match kind {
            Kind::Attribute => attribute_name(name),
            _ => sofi_lheo::Element::from_name(name).map(sofi_lheo::Element::name),
        };
        let name = known.ok_or_else(|| PyTypeError::new_err(format!("no dialect knows {name}")))?;
        Ok(Self { kind, name, doc })
    }

    #[getter]
    fn __doc__(&self) -> &str {
        &self.doc
    }

    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        of: &Bound<'py, PyAny>,
        owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = owner;
        if of.is_none() {
            return Ok(slf.clone().into_any());
        }
        let py = slf.py();
        let slot = slf.get();
        let element = element_of(of)?;
        let element = element.get();
        match slot.kind {
            Kind::One => slot.first(py, element),
            Kind::Many => {
                let values =
                    element.named(slot.name)?.into_iter().map(|index| value(py, &element.kept, index));
                Ok(PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)?.into_any())
            }
            Kind::Attribute => Ok(match slot.attribute(element)? {
                Some(value) => PyString::new(py, &value).into_any(),
                None => py.None().into_bound(py),
            }),
        }
    }

    fn __set__(&self, of: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let element = element_of(of)?;
        let element = element.get();
        let index = element.index;
        match self.kind {
            Kind::Attribute if value.is_none() => {
                element.kept.change(Change::Attribute(index, self.name, None))
            }
            Kind::Attribute => {
                element.kept.change(Change::Attribute(index, self.name, Some(written(self.name, value)?)))
            }
            Kind::One if value.is_none() => match element.named(self.name)?.first() {
                Some(child) => element.kept.change(Change::Remove(*child)),
                None => Ok(()),
            },
            Kind::One => {
                let text = written(self.name, value)?;
                match element.named(self.name)?.first() {
                    Some(child) => element.kept.change(Change::Text(*child, text)),
                    None => element.kept.change(Change::Child(index, self.name, text)),
                }
            }
            Kind::Many => Err(PyAttributeError::new_err(format!(
                "<{}> may repeat: add(\"{0}\", text) adds one, and remove() takes one away",
                self.name
            ))),
        }
    }
}

impl Slot {
    /// The first child, or the text that it will have.
    fn first<'py>(&self, py: Python<'py>, element: &Element) -> PyResult<Bound<'py, PyAny>> {
        if let Some(index) = element.named(self.name)?.first() {
            return value(py, &element.kept, *index);
        }
        let made = element.kept.changes().and_then(|changes| {
            changes.iter().rev().find_map(|change| match change {
                Change::Child(index, name, text) if (*index, *name) == (element.index, self.name) => {
                    Some(text.clone())
                }
                _ => None,
            })
        });
        Ok(match made {
            Some(text) => PyString::new(py, &text).into_any(),
            None => py.None().into_bound(py),
        })
    }

    fn attribute(&self, element: &Element) -> PyResult<Option<String>> {
        let set = element.kept.changes().and_then(|changes| {
            changes.iter().rev().find_map(|change| match change {
                Change::Attribute(index, name, value) if (*index, *name) == (element.index, self.name) => {
                    Some(value.clone())
                }
                _ => None,
            })
        });
        match set {
            Some(value) => Ok(value),
            None => Ok(element.node()?.attribute(self.name)),
        }
    }
}

/// The name of an attribute that some view has.
fn attribute_name(name: &str) -> Option<&'static str> {
    let of_views = sofi_lheo::views::VIEWS.iter().flat_map(|view| view.attributes);
    let mut all = of_views.chain(sofi_lheo::views::LEAF_ATTRIBUTES);
    all.find(|attribute| attribute.name == name).map(|attribute| attribute.name)
}

/// The date that a text is, as the offers have it; ValueError when it is none.
#[pyfunction]
pub(crate) fn date_of<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let text = text.trim();
    match text.parse::<sofi_core::PartialDate>() {
        Ok(_) => partial_date(py, text),
        Err(error) => Err(PyValueError::new_err(error.message(sofi_core::Lang::En))),
    }
}
