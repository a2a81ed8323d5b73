//! Offers of the domain as elements of the format: made anew, or written back into the record that they come from.
//!
//! Where LHEO writes each field is said once, in sofi-core, by the parts of the offer themselves.

mod back;
mod tree;

use sofi_core::{Extras, Formation, Organisme, Resume};

use crate::{Dialect, EditError, Edits, Element, Fragment, element as e};
use tree::Tree;

impl Fragment {
    /// A `formation` that says all that an offer holds, as this dialect writes it. Whether the dialect allows it is for the
    /// [`Writer`](crate::Writer) to say.
    ///
    /// ```
    /// use sofi_core::{Action, Formation, Periode, Session};
    /// use sofi_lheo::{Dialect, Fragment};
    ///
    /// let session = Session::default().numero("21_1").periode(Periode::default().debut("20260901"));
    /// let formation = Formation::default().intitule("Maçon").action(Action::default().session(session));
    /// assert_eq!(
    ///     Fragment::of_formation(&formation, Dialect::Lheo23).to_string(),
    ///     "<formation><intitule-formation>Maçon</intitule-formation><action><session numero=\"21_1\">\
    ///      <periode><debut>20260901</debut></periode></session></action></formation>",
    /// );
    /// ```
    pub fn of_formation(formation: &Formation<'_>, dialect: Dialect) -> Self {
        Tree::of(Some(dialect), |tell| formation.each_field(tell)).fragment(e::FORMATION).arranged(dialect)
    }

    /// An `organisme-formation-responsable` that says all that is held of an organisation.
    pub fn of_organisme(organisme: &Organisme<'_>, dialect: Dialect) -> Self {
        Tree::of(Some(dialect), |tell| organisme.each_field(tell))
            .fragment(e::ORGANISME_FORMATION_RESPONSABLE)
            .arranged(dialect)
    }

    /// An `extras` that says all that is held of a group of extensions.
    pub fn of_extras(extras: &Extras<'_>, dialect: Dialect) -> Self {
        Tree::of(Some(dialect), |tell| extras.each_field(tell)).fragment(e::EXTRAS).arranged(dialect)
    }

    /// A summary of an index, `resume-offre` or `resume-organisme`, with what is held of it.
    pub fn of_resume(resume: &Resume<'_>, element: Element, dialect: Dialect) -> Self {
        Tree::of(Some(dialect), |tell| resume.each_field(tell)).fragment(element).arranged(dialect)
    }
}

impl Edits<'_> {
    /// Writes an offer back into the `formation` that it was [projected](crate::Record::offre) from: what differs is changed,
    /// and nothing else. What the offer does not hold stays; an action or a session is known again by its `numero`.
    ///
    /// ```
    /// let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3">
    ///   <intitule-formation>Macon</intitule-formation><!-- vu --><inconnu/>
    /// </formation>"#;
    /// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
    /// let record = reader.next_record()?.unwrap();
    /// let mut edits = record.edit();
    /// edits.set_offre(&record.offre().unwrap().intitule("Maçon").certifiante("1"))?;
    /// assert!(edits.changes().apply(record.source()).ends_with(
    ///     "\n  <intitule-formation>Maçon</intitule-formation>\n  <certifiante>1</certifiante><!-- vu --><inconnu/>\n</formation>"
    /// ));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the record is no `formation`, its dialect has no element for what the offer says, or XML cannot hold a text of it.
    /// Changes made so far stay in the edits.
    pub fn set_offre(&mut self, formation: &Formation<'_>) -> Result<(), EditError> {
        let record = self.record();
        let Some(old) = record.offre() else {
            return Err(EditError::OtherElement { expected: "formation", given: name_of(self) });
        };
        let old = Tree::of(record.dialect(), |tell| old.each_field(tell));
        let new = Tree::of(record.dialect(), |tell| formation.each_field(tell));
        back::write(&old, &new, record.root(), self)
    }

    /// The same for an organisation of `lheo-plus`.
    ///
    /// # Errors
    /// As for [`set_offre`](Self::set_offre).
    pub fn set_organisme(&mut self, organisme: &Organisme<'_>) -> Result<(), EditError> {
        let record = self.record();
        let Some(old) = record.organisme_responsable() else {
            let expected = e::ORGANISME_FORMATION_RESPONSABLE.name();
            return Err(EditError::OtherElement { expected, given: name_of(self) });
        };
        let old = Tree::of(record.dialect(), |tell| old.each_field(tell));
        let new = Tree::of(record.dialect(), |tell| organisme.each_field(tell));
        back::write(&old, &new, record.root(), self)
    }
}

fn name_of(edits: &Edits<'_>) -> &'static str {
    edits.record().root().element().map_or("", Element::name)
}

#[cfg(test)]
mod tests;
