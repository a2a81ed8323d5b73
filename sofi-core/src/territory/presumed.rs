//! What can be said of a place when only a code is known.

use super::{Departement, Region};

/// What a code says of its territory.
///
/// ```
/// use sofi_core::{CodePostal, Presumed};
///
/// let chambery: CodePostal = "73000".parse().unwrap();
/// assert_eq!(chambery.departement().certain().unwrap().code(), "73");
/// let shared: CodePostal = "52100".parse().unwrap();
/// assert_eq!(shared.departement().certain(), None);
/// assert_eq!(shared.departement().candidates().count(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presumed<T> {
    /// This one.
    Certain(T),
    /// One of these two, the most likely first.
    OneOf([T; 2]),
    /// The code says nothing, or its place belongs to none.
    Unknown,
}

impl<T: Copy + PartialEq> Presumed<T> {
    /// The value, when there is no doubt.
    pub const fn certain(self) -> Option<T> {
        match self {
            Self::Certain(value) => Some(value),
            _ => None,
        }
    }

    /// Every value that is possible, the most likely first: none when nothing is known.
    pub fn candidates(self) -> impl Iterator<Item = T> {
        let [first, second] = match self {
            Self::Certain(value) => [Some(value), None],
            Self::OneOf([first, second]) => [Some(first), Some(second)],
            Self::Unknown => [None, None],
        };
        first.into_iter().chain(second)
    }

    /// Is this value possible? Where nothing is known, everything is.
    pub fn may_be(self, value: T) -> bool {
        self == Self::Unknown || self.candidates().any(|candidate| candidate == value)
    }
}

impl<T> From<Option<T>> for Presumed<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Self::Certain)
    }
}

impl Presumed<Departement> {
    /// The region: certain as soon as all the candidates share it.
    ///
    /// ```
    /// use sofi_core::{Departement, Presumed, Region};
    ///
    /// let two: [Departement; 2] = ["2A".parse()?, "2B".parse()?];
    /// assert_eq!(Presumed::OneOf(two).region(), Presumed::Certain(Region::Corse));
    /// # Ok::<_, sofi_core::UnknownTerritory>(())
    /// ```
    pub fn region(self) -> Presumed<Region> {
        match self {
            Self::Certain(departement) => departement.region().into(),
            Self::OneOf([one, other]) => match (one.region(), other.region()) {
                (Some(one), Some(other)) if one == other => Presumed::Certain(one),
                (Some(one), Some(other)) => Presumed::OneOf([one, other]),
                _ => Presumed::Unknown,
            },
            Self::Unknown => Presumed::Unknown,
        }
    }
}
