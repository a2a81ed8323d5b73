//! What rules need besides the offer.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::{ModeTitularite, Perimetre, Profile, Region, Registres};

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
    /// The registers to look things up in.
    pub registres: Option<&'c Registres>,
    /// What the Carif-Oref describes; see [`perimetre`](Self::perimetre).
    pub perimetre: Option<&'c Perimetre>,
    /// Who may use a certification.
    pub titularite: ModeTitularite,
}

impl Default for Conditions<'_> {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            as_of: None,
            export: None,
            dialecte: "2.3",
            registres: None,
            perimetre: None,
            titularite: ModeTitularite::default(),
        }
    }
}

static PAYS_DE_LA_LOIRE: LazyLock<Perimetre> = LazyLock::new(|| Perimetre::of(Region::PaysDeLaLoire));

impl<'c> Conditions<'c> {
    /// The perimeter: the one that is given, or the one that the profile implies.
    ///
    /// ```
    /// use sofi_core::{Conditions, Profile, Region};
    ///
    /// let conditions = Conditions { profile: Profile::PaysDeLaLoire, ..Conditions::default() };
    /// assert_eq!(conditions.perimetre().unwrap().region, Region::PaysDeLaLoire);
    /// assert!(Conditions::default().perimetre().is_none());
    /// ```
    pub fn perimetre(&self) -> Option<&'c Perimetre> {
        let implied = || (self.profile == Profile::PaysDeLaLoire).then(|| &*PAYS_DE_LA_LOIRE);
        self.perimetre.or_else(implied)
    }
}
