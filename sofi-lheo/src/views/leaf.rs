//! Elements that hold a text.

use std::{borrow::Cow, fmt::Display, num::ParseIntError};

use sofi_core::{Identifier, InvalidIdentifier, PartialDate};

use crate::{
    Code, Content, Dialect, EditError, Edits, Element, Node,
    structure::{collapse, trim},
};

/// An element that holds a text: a title, a code, a number, a date.
///
/// ```
/// use sofi_core::{Lang, Siret};
/// use sofi_lheo::{Dialect, Reader};
///
/// let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation>
///   <certifiante> 1 </certifiante>
///   <organisme-formation-responsable><SIRET-organisme-formation>
///     <SIRET tag="siege">19511296600799</SIRET>
///   </SIRET-organisme-formation></organisme-formation-responsable>
/// </formation></offres></lheo>"#;
/// let mut reader = Reader::from_slice("feed.xml", feed)?;
/// let formation = reader.next_record()?.and_then(|record| record.formation()).unwrap();
/// let certifiante = formation.certifiante().unwrap();
/// assert_eq!((certifiante.text().as_ref(), certifiante.trimmed().as_ref()), (" 1 ", "1"));
/// assert_eq!(certifiante.integer(), Ok(1));
/// assert_eq!(certifiante.code_label(Dialect::Lheo23), Some("oui"));
///
/// let organisme = formation.organisme_formation_responsable().unwrap();
/// let siret = organisme.siret_organisme_formation().and_then(|number| number.siret()).unwrap();
/// assert_eq!(siret.parse::<Siret>()?.to_string(), "19511296600799");
/// assert_eq!(siret.tag().as_deref(), Some("siege"));
/// assert_eq!(siret.date().unwrap_err().rule(), "SES01");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'r> {
    pub(crate) node: Node<'r>,
}

impl<'r> Leaf<'r> {
    /// The leaf at a node; `None` when it is no element that holds a text in some dialect.
    pub fn from_node(node: Node<'r>) -> Option<Self> {
        let element = node.element()?;
        let is_leaf = |dialect: Dialect| {
            dialect.schema().element(element).is_some_and(|definition| definition.content.is_leaf())
        };
        Dialect::ALL.into_iter().any(is_leaf).then_some(Self { node })
    }

    /// The element in the record.
    pub fn node(self) -> Node<'r> {
        self.node
    }

    /// Which element it is.
    pub fn element(self) -> Option<Element> {
        self.node.element()
    }

    /// Its text as it is, blanks included: see [`Node::text`].
    pub fn text(self) -> Cow<'r, str> {
        self.node.text()
    }

    /// Gives it this text: see [`Edits::set_text`].
    pub fn set(self, edits: &mut Edits<'r>, text: impl Display) -> Result<(), EditError> {
        edits.set_text(self.node, text)
    }

    /// Its text without the blanks around it.
    pub fn trimmed(self) -> Cow<'r, str> {
        trimmed(self.text())
    }

    /// The value of the attribute of this name.
    pub fn attribute(self, name: &str) -> Option<String> {
        self.node.attribute(name)
    }

    /// The code that it holds, as the tables of this dialect know it; `None` when it is not one of them, or the
    /// element holds no code there. Blanks do not count, as in the XSD.
    pub fn code(self, dialect: Dialect) -> Option<&'static Code> {
        match dialect.schema().element(self.element()?)?.content {
            Content::Key(dictionary) => dictionary.get(&collapse(&self.text())),
            _ => None,
        }
    }

    /// What its code means in this dialect, in French: see [`code`](Self::code).
    pub fn code_label(self, dialect: Dialect) -> Option<&'static str> {
        self.code(dialect).map(|code| code.label)
    }

    /// The date that it holds, blanks around it left out.
    ///
    /// # Errors
    /// When it is not eight digits, or no date that exists.
    pub fn date(self) -> Result<PartialDate, InvalidIdentifier<PartialDate>> {
        self.parse()
    }

    /// The whole number that it holds, blanks around it left out.
    ///
    /// # Errors
    /// When it is no number of 64 bits.
    pub fn integer(self) -> Result<i64, ParseIntError> {
        trim(&self.text()).parse()
    }

    /// The identifier that it holds, read strictly but for the blanks around it.
    ///
    /// # Errors
    /// When it is no such identifier in its canonical form.
    pub fn parse<T: Identifier>(self) -> Result<T, InvalidIdentifier<T>> {
        trim(&self.text()).parse()
    }
}

/// Without the blanks of XML around it, borrowed when it was.
pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) if trim(&text).len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
    }
}
