//! Offers of the domain as elements of the format: made anew, or written back into the record that they come from.
//!
//! Where LHEO writes each field is said once, in sofi-core, by the parts of the offer themselves.

mod back;
mod tree;

use sofi_core::{Extras, FieldText, Formation, OfferPath, Organisme, Resume};

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
        let old = self.record().offre().ok_or_else(|| self.is_no(e::FORMATION))?;
        self.set(|tell| old.each_field(tell), |tell| formation.each_field(tell))
    }

    /// The same for an organisation of `lheo-plus`.
    ///
    /// # Errors
    /// As for [`set_offre`](Self::set_offre).
    pub fn set_organisme(&mut self, organisme: &Organisme<'_>) -> Result<(), EditError> {
        let old = self.record().organisme_responsable();
        let old = old.ok_or_else(|| self.is_no(e::ORGANISME_FORMATION_RESPONSABLE))?;
        self.set(|tell| old.each_field(tell), |tell| organisme.each_field(tell))
    }

    /// The same for a summary of `lheo-index`.
    ///
    /// # Errors
    /// As for [`set_offre`](Self::set_offre).
    pub fn set_resume(&mut self, resume: &Resume<'_>) -> Result<(), EditError> {
        let old = self.record().resume().ok_or_else(|| self.is_no(e::RESUME_OFFRE))?;
        self.set(|tell| old.each_field(tell), |tell| resume.each_field(tell))
    }

    /// Changes the record, which says `old`, into one that says `new`.
    fn set(
        &mut self,
        old: impl FnOnce(&mut dyn FnMut(&OfferPath, FieldText<'_>)),
        new: impl FnOnce(&mut dyn FnMut(&OfferPath, FieldText<'_>)),
    ) -> Result<(), EditError> {
        let record = self.record();
        let (old, new) = (Tree::of(record.dialect(), old), Tree::of(record.dialect(), new));
        back::write(&old, &new, record.root(), self)
    }

    /// The record is another element than this one.
    fn is_no(&self, expected: Element) -> EditError {
        let given = self.record().root().element().map_or("", Element::name);
        EditError::OtherElement { expected: expected.name(), given }
    }
}

#[cfg(test)]
mod tests;
