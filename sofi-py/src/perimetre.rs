//! What a Carif-Oref describes: the class `Perimeter`.

use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::PyTuple,
};
use sofi_core::{CarifOref, ExceptionPerimetre, Formation, JugementAction, Lang, MotifPerimetre, Perimetre};

use crate::{
    check::perimetre,
    convert::{Class, named, territory},
    part::Part,
    registers::registers as registres,
};

/// What a Carif-Oref describes: a region by its Insee code or its name, with its policy, or another one.
#[pyclass(frozen, eq, hash, module = "sofi_lheo")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Perimeter {
    pub(crate) inner: Perimetre,
}

#[pymethods]
impl Perimeter {
    #[new]
    #[pyo3(signature = (region, *, siret_en_region = None, lieu_en_region = None, declaration_en_region = None, exceptions = None))]
    fn new(
        region: &Bound<'_, PyAny>,
        siret_en_region: Option<bool>,
        lieu_en_region: Option<bool>,
        declaration_en_region: Option<bool>,
        exceptions: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let usual = perimetre(region)?;
        let exceptions = exceptions.map(|names| {
            names.iter().map(|name| named("exceptions", name)).collect::<PyResult<Vec<ExceptionPerimetre>>>()
        });
        Ok(Self {
            inner: Perimetre {
                region: usual.region,
                siret_en_region: siret_en_region.unwrap_or(usual.siret_en_region),
                lieu_en_region: lieu_en_region.unwrap_or(usual.lieu_en_region),
                declaration_en_region: declaration_en_region.unwrap_or(usual.declaration_en_region),
                exceptions: exceptions.transpose()?.unwrap_or(usual.exceptions),
            },
        })
    }

    /// The region.
    #[getter]
    fn region<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        territory(py, "Region", self.inner.region.code())
    }

    /// Must the establishment lie in the region?
    #[getter]
    fn siret_en_region(&self) -> bool {
        self.inner.siret_en_region
    }

    /// Must the session take place in the region?
    #[getter]
    fn lieu_en_region(&self) -> bool {
        self.inner.lieu_en_region
    }

    /// Is the activity expected to be declared in the region?
    #[getter]
    fn declaration_en_region(&self) -> bool {
        self.inner.declaration_en_region
    }

    /// What is let in all the same: "cpf", "implantation-locale", "financement-region".
    #[getter]
    fn exceptions(&self) -> Vec<&'static str> {
        self.inner.exceptions.iter().map(|exception| exception.as_str()).collect()
    }

    /// Does the perimeter hold this formation? A Verdict, with one for each of its actions.
    #[pyo3(signature = (formation, *, registers = None, lang = "fr"))]
    fn judge<'py>(
        &self,
        py: Python<'py>,
        formation: &Bound<'py, PyAny>,
        registers: Option<&Bound<'py, PyAny>>,
        lang: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: Class = Class::new("Verdict");
        let lang = named("lang", lang)?;
        let formation = formation_of(formation)?;
        let registres = registers.map(registres).transpose()?;
        let judged = self.inner.judge(&formation, registres.as_deref());
        let actions = judged.actions.iter().map(|action| verdict(py, action, lang));
        let actions = PyTuple::new(py, actions.collect::<PyResult<Vec<_>>>()?)?;
        let nothing = PyTuple::empty(py);
        CLASS.get(py)?.call1((judged.situe.as_str(), &nothing, &nothing, actions))
    }

    /// The policy as JSON.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.inner).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Reads back what `to_json` gives.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        let inner = serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self { inner })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }

    fn __repr__(&self) -> String {
        format!("Perimeter({:?})", self.inner.region.code())
    }
}

/// The offer that a value of Python is.
pub(crate) fn formation_of(value: &Bound<'_, PyAny>) -> PyResult<Formation<'static>> {
    let part = value.cast::<Part>().ok().filter(|part| part.get().data.definition().name == "Formation");
    let Some(part) = part else {
        return Err(PyTypeError::new_err(format!(
            "formation must be a Formation, not {}",
            value.get_type().fully_qualified_name()?
        )));
    };
    serde_json::to_value(&part.get().data)
        .and_then(serde_json::from_value)
        .map_err(|error| PyValueError::new_err(error.to_string()))
}

fn verdict<'py>(py: Python<'py>, action: &JugementAction, lang: Lang) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: Class = Class::new("Verdict");
    let motifs = action.motifs.iter().map(|motif: &MotifPerimetre| motif.message(lang));
    let motifs = PyTuple::new(py, motifs.collect::<Vec<_>>())?;
    let see = action.carif_orefs().into_iter().map(|carif: CarifOref| carif.nom().get(lang));
    let see = PyTuple::new(py, see.collect::<Vec<_>>())?;
    CLASS.get(py)?.call1((action.situe.as_str(), motifs, see, PyTuple::empty(py)))
}
