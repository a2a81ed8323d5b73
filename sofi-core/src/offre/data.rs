//! The parts of an offer as data: for those who have no static types, such as bindings of other languages.

use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
    sync::Arc,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    Action, Adresse, Bloc, BlocsCompetences, Certification, Checked, CodeReference, Contact, Coordonnees,
    DateAnnoncee, Extra, Extras, FieldValue, Financeur, Formation, LieuDeFormation, Organisme, Periode,
    Recrutement, ReferenceCertification, Resume, Session, Texte, TypeFormation,
};
use crate::{Bilingual, IdentifierKind};

/// A kind of part: its fields, in the order of the model.
#[derive(Debug)]
pub struct PartDef {
    /// Its name, as in Rust.
    pub name: &'static str,
    /// What it is, in English.
    pub doc: &'static str,
    /// Its fields.
    pub fields: &'static [FieldDef],
    pub(crate) read: fn(serde_json::Value) -> Result<PartData, serde_json::Error>,
}

/// A field of a part.
#[derive(Debug)]
pub struct FieldDef {
    /// Its name, as in Rust.
    pub name: &'static str,
    /// Where LHEO writes it, and what it is.
    pub doc: &'static str,
    /// Is it a list?
    pub is_list: bool,
    /// What it holds, or what each of the list is.
    pub holds: FieldType,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum FieldType {
    /// A text.
    Text,
    /// A value, or the text that was refused.
    Value(ValueType),
    /// Another part.
    Part(fn() -> &'static PartDef),
}

/// A type of values that are written as texts.
#[derive(Debug, Clone, Copy)]
pub enum ValueType {
    /// An identifier or a [date](crate::PartialDate).
    Identifier(IdentifierKind),
    /// A whole number, none below zero.
    Number,
    /// A [price](crate::Prix).
    Price,
    /// A [rate](crate::Taux), in percent.
    Rate,
    /// A [department](crate::Departement).
    Departement,
    /// A [region](crate::Region).
    Region,
    /// Yes or no: `1` or `0`.
    Booleen,
    /// A code of a closed list.
    Code(&'static CodeDef),
}

/// A closed list of codes.
#[derive(Debug)]
pub struct CodeDef {
    /// Its name, as in Rust.
    pub name: &'static str,
    /// Its codes.
    pub codes: fn() -> Vec<CodeValue>,
}

/// A code of a closed list.
#[derive(Debug, Clone)]
pub struct CodeValue {
    /// Its name, as in Rust: `Ouvert`.
    pub name: String,
    /// The code: `1`.
    pub code: &'static str,
    /// What it means.
    pub words: Bilingual,
}

/// A part of an offer, as data. Cheap to clone: what it holds is shared.
///
/// ```
/// use sofi_core::{FieldData, Formation, Organisme};
///
/// let formation = Formation::default().numero("F1").responsable(Organisme::default().siret("1951"));
/// let data = formation.data();
/// assert_eq!(data.get("numero"), Some(&FieldData::Text("F1".into())));
/// let Some(FieldData::Part(responsable)) = data.get("responsable") else { panic!() };
/// assert_eq!(responsable.get("siret"), Some(&FieldData::Invalid("1951".into())));
/// // It serialises as the part does.
/// assert_eq!(serde_json::to_value(&data).unwrap(), serde_json::to_value(&formation).unwrap());
/// ```
#[derive(Debug, Clone)]
pub struct PartData {
    definition: &'static PartDef,
    fields: Arc<[FieldData]>,
}

/// What a field of a part holds, as data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldData {
    /// Nothing.
    Absent,
    /// A text.
    Text(Box<str>),
    /// A value, as formats write it.
    Valid(Box<str>),
    /// A text that is no such value, as it stands.
    Invalid(Box<str>),
    /// Another part.
    Part(PartData),
    /// A list.
    List(Box<[FieldData]>),
}

impl FieldDef {
    /// The field that this function reads.
    pub(crate) const fn of<P, T: Data>(name: &'static str, doc: &'static str, _: fn(&P) -> &T) -> Self {
        Self { name, doc, is_list: T::IS_LIST, holds: T::HOLDS }
    }
}

impl PartData {
    pub(crate) fn new(definition: &'static PartDef, fields: impl Into<Arc<[FieldData]>>) -> Self {
        Self { definition, fields: fields.into() }
    }

    /// Which kind of part it is.
    pub fn definition(&self) -> &'static PartDef {
        self.definition
    }

    /// What its fields hold, in the order of its definition.
    pub fn fields(&self) -> &[FieldData] {
        &self.fields
    }

    /// What the field of this name holds; `None` when there is no such field.
    pub fn get(&self, name: &str) -> Option<&FieldData> {
        self.fields.get(self.definition.fields.iter().position(|field| field.name == name)?)
    }
}

impl PartialEq for PartData {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.definition, other.definition) && self.fields == other.fields
    }
}

impl Eq for PartData {}

impl Hash for PartData {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.definition.name.hash(state);
        self.fields.hash(state);
    }
}

impl Serialize for PartData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, data) in self.definition.fields.iter().zip(&*self.fields) {
            if !data.is_absent() {
                map.serialize_entry(field.name, data)?;
            }
        }
        map.end()
    }
}

impl Serialize for FieldData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Text(text) | Self::Valid(text) | Self::Invalid(text) => serializer.serialize_str(text),
            Self::Part(part) => part.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl FieldData {
    /// Is there nothing, not even one thing in a list?
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::List(list) => list.is_empty(),
            _ => false,
        }
    }
}

impl PartDef {
    /// Every kind of part, those that hold others first.
    ///
    /// ```
    /// assert_eq!(sofi_core::PartDef::all()[0].name, "Formation");
    /// ```
    pub fn all() -> Vec<&'static Self> {
        vec![
            Formation::definition(),
            Action::definition(),
            Session::definition(),
            Organisme::definition(),
            LieuDeFormation::definition(),
            Contact::definition(),
            Coordonnees::definition(),
            Adresse::definition(),
            Certification::definition(),
            TypeFormation::definition(),
            CodeReference::definition(),
            ReferenceCertification::definition(),
            BlocsCompetences::definition(),
            Bloc::definition(),
            Periode::definition(),
            Recrutement::definition(),
            Financeur::definition(),
            DateAnnoncee::definition(),
            Resume::definition(),
            Extras::definition(),
            Extra::definition(),
        ]
    }

    /// Reads such a part from what serde makes of it.
    ///
    /// # Errors
    /// When a field is unknown, or does not hold what it should.
    ///
    /// ```
    /// use sofi_core::{Session, PartDef};
    ///
    /// let json = serde_json::json!({ "numero": "S1" });
    /// assert_eq!(Session::definition().read(json).unwrap(), Session::default().numero("S1").data());
    /// assert!(Session::definition().read(serde_json::json!({ "inconnu": "1" })).is_err());
    /// ```
    pub fn read(&self, json: serde_json::Value) -> Result<PartData, serde_json::Error> {
        (self.read)(json)
    }
}

/// What can be a field of a part, as data.
pub(crate) trait Data {
    const IS_LIST: bool = false;
    const HOLDS: FieldType;

    fn data(&self) -> FieldData;
}

impl Data for Texte<'_> {
    const HOLDS: FieldType = FieldType::Text;

    fn data(&self) -> FieldData {
        FieldData::Text(self.as_ref().into())
    }
}

impl<T: FieldValue> Data for Checked<'_, T> {
    const HOLDS: FieldType = FieldType::Value(T::TYPE);

    fn data(&self) -> FieldData {
        let boxed = |text: Cow<'_, str>| text.into_owned().into_boxed_str();
        match self {
            Self::Valid(value) => FieldData::Valid(boxed(value.written())),
            Self::Invalid(text) => FieldData::Invalid(text.as_ref().into()),
        }
    }
}

impl<T: Data> Data for Option<T> {
    const HOLDS: FieldType = T::HOLDS;

    fn data(&self) -> FieldData {
        self.as_ref().map_or(FieldData::Absent, T::data)
    }
}

impl<T: Data> Data for Vec<T> {
    const IS_LIST: bool = true;
    const HOLDS: FieldType = T::HOLDS;

    fn data(&self) -> FieldData {
        FieldData::List(self.iter().map(T::data).collect())
    }
}
