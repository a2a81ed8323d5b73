//! What rules need besides the offer.

use chrono::NaiveDate;

use crate::{Profile, Registres};

/// What rules need besides the offer that they judge. What is missing makes rules answer "not evaluated".
///
/// ```
/// use chrono::NaiveDate;
/// use sofi_core::{Conditions, Profile};
///
/// let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// let conditions = Conditions { profile: Profile::OffreInfo, as_of: Some(day), ..Conditions::default() };
/// assert_eq!(conditions.dialecte, "2.3");
/// ```
#[derive(Debug, Clone)]
pub struct Conditions<'c> {
    /// Whose conventions.
    pub profile: Profile,
    /// The day on which the offer is judged. Nothing reads a clock.
    pub as_of: Option<NaiveDate>,
    /// The day on which the feed says that it was made: nothing in it can be newer.
    pub export: Option<NaiveDate>,
    /// The dialect that the offer comes in, by its stable name: some rules only hold where it can say a thing.
    pub dialecte: &'static str,
    /// The registers, when the user supplies some.
    pub registres: Option<&'c Registres>,
}

impl Default for Conditions<'_> {
    fn default() -> Self {
        Self { profile: Profile::default(), as_of: None, export: None, dialecte: "2.3", registres: None }
    }
}
