//! Places in an offer.

use std::fmt;

/// A place in an offer, as the names of the elements of LHEO that lead to it from the formation:
/// `action[2]/session[1]/periode/fin`, `action[1]/@numero`.
///
/// Rules name places so, without knowing where the offer came from; sofi-lheo turns them into lines and columns.
/// Numbers count the elements of the same name in one parent, from 1.
///
/// ```
/// use sofi_core::OfferPath;
///
/// let path = OfferPath::formation().nth("action", 2).nth("session", 1).child("periode").child("fin");
/// assert_eq!(path.to_string(), "action[2]/session[1]/periode/fin");
/// assert_eq!(OfferPath::formation().to_string(), "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct OfferPath(Vec<Step>);

/// One step of an [`OfferPath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// Name of the element, or of the attribute after `@`.
    pub name: &'static str,
    /// Its number among the elements of its name, from 1.
    pub ordinal: u32,
    /// May there be several, so that the number is written?
    repeats: bool,
}

impl Step {
    /// Its number, where there may be several; `None` where there is one alone.
    ///
    /// ```
    /// use sofi_core::OfferPath;
    ///
    /// let path = OfferPath::formation().nth("action", 2).child("periode");
    /// assert_eq!(path.steps().iter().map(|step| step.number()).collect::<Vec<_>>(), [Some(2), None]);
    /// ```
    pub const fn number(self) -> Option<u32> {
        if self.repeats { Some(self.ordinal) } else { None }
    }
}

impl OfferPath {
    /// The formation itself.
    pub const fn formation() -> Self {
        Self(Vec::new())
    }

    /// The only element of this name in it, or an attribute when the name starts with `@`.
    #[must_use]
    pub fn child(&self, name: &'static str) -> Self {
        let mut path = self.clone();
        path.push(name);
        path
    }

    /// The element of this name and number in it, from 1.
    #[must_use]
    pub fn nth(&self, name: &'static str, ordinal: u32) -> Self {
        let mut path = self.clone();
        path.push_nth(name, ordinal);
        path
    }

    /// Its steps, from the formation on.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// What holds it; itself for the formation.
    ///
    /// ```
    /// use sofi_core::OfferPath;
    ///
    /// let path = OfferPath::formation().nth("action", 1).child("@numero");
    /// assert_eq!(path.parent().to_string(), "action[1]");
    /// ```
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.split_last().map(|(_, parents)| parents.to_vec()).unwrap_or_default())
    }

    /// The name of its last step: the element or the attribute; empty for the formation.
    pub fn name(&self) -> &'static str {
        self.0.last().map_or("", |step| step.name)
    }

    pub(crate) fn push(&mut self, name: &'static str) {
        self.0.push(Step { name, ordinal: 1, repeats: false });
    }

    pub(crate) fn push_nth(&mut self, name: &'static str, ordinal: u32) {
        self.0.push(Step { name, ordinal, repeats: true });
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }
}

impl fmt::Display for OfferPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            f.write_str(step.name)?;
            if step.repeats {
                write!(f, "[{}]", step.ordinal)?;
            }
        }
        Ok(())
    }
}
