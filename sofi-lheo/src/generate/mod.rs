//! Generates feeds that look real and are valid: for tests, demonstrations and measurements.
//!
//! A feed is valid by construction: a walker follows the content models of the dialect, the same tables that the
//! checker reads, and every value is fitted to what its element may hold. What the elements say comes from a
//! scene (an organisation, a course, an action, a session) so that dates are in order, hours add up, and the
//! postal code, the commune, the department and the region of an address agree.
//!
//! Organisations and people are fictitious. The telephone numbers are of ranges kept for fiction, web addresses
//! end in `.example`; the numbers of organisations have the right keys and nothing more.

mod counts;
mod extras;
mod faults;
mod organismes;
mod places;
mod rng;
mod scene;
mod sujets;
mod texts;
mod values;
mod walk;

use std::io;

use chrono::NaiveDate;

use crate::{Dialect, Element, ElementDef};

pub use faults::{Fault, Seeded};
use rng::Rng;

/// Makes synthetic feeds.
///
/// The same dialect, seed and reference date give the same bytes, for one version of sofi; and a feed of more
/// formations starts with those of a shorter one.
///
/// ```
/// use sofi_core::Level;
/// use sofi_lheo::{Checker, Dialect, generate::Generator};
///
/// let feed = Generator::new(Dialect::Lheo23, 42).formations(3).to_vec();
/// let report = Checker::new(Level::Strict).check_slice("feed.xml", &feed);
/// assert_eq!(report.files[0].formations, 3);
/// assert!(report.files[0].findings.is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Generator {
    dialect: Dialect,
    seed: u64,
    formations: u64,
    reference: NaiveDate,
    /// How many formations out of a million have a fault.
    faults: u64,
}

impl Generator {
    /// The date around which offers take place, unless [`Generator::reference`] gives another one.
    pub const REFERENCE: NaiveDate = match NaiveDate::from_ymd_opt(2026, 9, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    };

    /// A feed of ten formations in this dialect.
    pub fn new(dialect: Dialect, seed: u64) -> Self {
        Self { dialect, seed, formations: 10, reference: Self::REFERENCE, faults: 0 }
    }

    /// How many formations the feed has. At least one is written: no dialect allows none.
    #[must_use]
    pub fn formations(mut self, formations: u64) -> Self {
        self.formations = formations;
        self
    }

    /// The date on which the feed is supposed to have been made: records are older, sessions are to come.
    ///
    /// Years go from 1990 to 9000, so that every date derived from it has eight digits; a date outside is brought
    /// to the nearer end.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use sofi_lheo::{Dialect, generate::Generator};
    ///
    /// let date = NaiveDate::from_ymd_opt(2030, 1, 15).unwrap();
    /// let feed = Generator::new(Dialect::Lheo22, 1).reference(date).formations(1).to_vec();
    /// assert!(String::from_utf8(feed).unwrap().contains("<debut>2030"));
    /// ```
    #[must_use]
    pub fn reference(mut self, date: NaiveDate) -> Self {
        let bounds = NaiveDate::from_ymd_opt(1990, 1, 1).zip(NaiveDate::from_ymd_opt(9000, 12, 31));
        self.reference = bounds.map_or(date, |(first, last)| date.clamp(first, last));
        self
    }

    /// Which share of the formations has a fault, from 0 to 1: one each, of the kinds of [`Fault::ALL`].
    ///
    /// A formation has its fault or not whatever the others have, so that the share is exact for 0 and 1 only. The rest of the
    /// feed is as it would be without faults.
    ///
    /// ```
    /// use sofi_core::Level;
    /// use sofi_lheo::{Checker, Dialect, generate::Generator};
    ///
    /// let mut seeded = Vec::new();
    /// let mut feed = Vec::new();
    /// Generator::new(Dialect::Lheo23, 42).faults(0.5).write_telling(&mut feed, |fault| {
    ///     seeded.push((fault.fault.code, fault.path));
    ///     Ok(())
    /// })?;
    /// let report = Checker::new(Level::Full).check_slice("feed.xml", &feed);
    /// for (code, path) in &seeded {
    ///     assert!(report.findings().any(|(_, f)| (f.rule.code, &f.place.path) == (*code, path)));
    /// }
    /// assert!(!seeded.is_empty());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn faults(mut self, rate: f64) -> Self {
        #[expect(clippy::cast_sign_loss, reason = "it is between 0 and a million")]
        let faults = (rate.clamp(0.0, 1.0) * 1e6).round() as u64;
        self.faults = faults;
        self
    }

    /// Writes the feed, one formation at a time: memory does not grow with their number.
    ///
    /// The encoding is UTF-8, or ISO-8859-1 for [`Dialect::Edof`]; lines are indented by two spaces and end in LF.
    ///
    /// ```
    /// use sofi_lheo::{Dialect, generate::Generator};
    ///
    /// let mut feed = Vec::new();
    /// Generator::new(Dialect::Edof, 7).formations(2).write(&mut feed)?;
    /// assert!(feed.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of `out`. Writes are about one per formation, so a file needs no buffer in front of it.
    pub fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        self.write_telling(out, |_| Ok(()))
    }

    /// The same, telling each fault that it seeds.
    ///
    /// # Errors
    /// Those of `out`, and of `tell`.
    pub fn write_telling(
        &self,
        out: &mut impl io::Write,
        mut tell: impl FnMut(Seeded) -> io::Result<()>,
    ) -> io::Result<()> {
        let scenes = |index| scene::Scene::new(self.dialect, self.seed, self.reference, index);
        let sow = |formation: &mut String, scene: &scene::Scene| {
            let mut rng = Rng::new(self.seed, 3, scene.index);
            let is_chosen = rng.below(1_000_000) < self.faults;
            match is_chosen.then(|| faults::sow(formation, scene, &mut rng)).flatten() {
                Some(seeded) => tell(seeded),
                None => Ok(()),
            }
        };
        walk::Walker::new(out, self.dialect, self.formations, &scenes, sow).document(self.root())
    }

    /// The feed in memory.
    ///
    /// ```
    /// use sofi_lheo::{Dialect, generate::Generator};
    ///
    /// let generator = Generator::new(Dialect::Lheo23, 42);
    /// assert_eq!(generator.to_vec(), generator.to_vec());
    /// ```
    pub fn to_vec(&self) -> Vec<u8> {
        let mut feed = Vec::new();
        // Writing to memory never fails.
        let _ = self.write(&mut feed);
        feed
    }

    /// The root of feeds of offers, which every dialect defines.
    fn root(&self) -> &'static ElementDef {
        let schema = self.dialect.schema();
        let lheo = Element::from_name("lheo").and_then(|lheo| schema.element(lheo));
        lheo.unwrap_or(&schema.elements[0])
    }
}
