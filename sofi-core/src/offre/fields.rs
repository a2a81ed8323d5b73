//! What an offer holds, as a list of places and texts: for those who write it.

use std::borrow::Cow;

use super::{
    Checked, Formation, OfferPath, Organisme, Resume,
    shape::{Field, Visit, Walk},
};

/// One thing that an offer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldText<'o> {
    /// An element that holds others; they follow.
    Part,
    /// A text or a value, as formats write it.
    Text(Cow<'o, str>),
}

/// Tells of each field.
struct Teller<'t, 'o> {
    tell: &'t mut dyn FnMut(&OfferPath, FieldText<'o>),
}

impl<'o> Visit<'o> for Teller<'_, 'o> {
    fn element(&mut self, path: &OfferPath) {
        (self.tell)(path, FieldText::Part);
    }

    fn texte(&mut self, path: &OfferPath, text: &'o str) {
        (self.tell)(path, FieldText::Text(Cow::Borrowed(text)));
    }

    fn checked<T: Field>(&mut self, path: &OfferPath, field: &'o Checked<'_, T>) {
        (self.tell)(path, FieldText::Text(field.raw()));
    }
}

macro_rules! each_field {
    ($($type:ident)+) => {
        $(
            impl $type<'_> {
                /// Tells all that it holds, with the place where LHEO writes it; what is absent is not told.
                ///
                /// ```
                /// use sofi_core::{FieldText, Formation};
                ///
                /// let formation = Formation::default().numero("21_1001").certifiante("1");
                /// let mut told = Vec::new();
                /// formation.each_field(|path, field| {
                ///     if let FieldText::Text(text) = field {
                ///         told.push(format!("{path} = {text}"));
                ///     }
                /// });
                /// assert_eq!(told, ["@numero = 21_1001", "certifiante = 1"]);
                /// ```
                pub fn each_field<'o>(&'o self, mut tell: impl FnMut(&OfferPath, FieldText<'o>)) {
                    self.walk(&[], &mut OfferPath::formation(), &mut Teller { tell: &mut tell });
                }
            }
        )+
    };
}

each_field! { Formation Organisme Resume }
