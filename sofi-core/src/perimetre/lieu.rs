//! A place by the words that people use.

use crate::{Adresse, Args, Bilingual, Departement, Lang, Region, finding::shown, vocabulary::phrase};

/// A place, by as much of its name as is known.
///
/// ```
/// use sofi_core::{Adresse, Lang, LieuNomme};
///
/// let rennes = LieuNomme::of(&Adresse::default().codepostal("35000").ville("Rennes"));
/// assert_eq!(rennes.en_mots(Lang::Fr), "à Rennes (35)");
/// let sarthe = LieuNomme::of(&Adresse::default().codepostal("72000"));
/// assert_eq!(sarthe.en_mots(Lang::En), "in the department Sarthe (72)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct LieuNomme {
    /// The town, as written.
    pub ville: Option<String>,
    /// The department, when it is sure.
    pub departement: Option<Departement>,
    /// The region, when it is sure.
    pub region: Option<Region>,
    /// The country, when it is another one than France.
    pub pays: Option<String>,
}

impl LieuNomme {
    /// The place of this address.
    pub fn of(adresse: &Adresse<'_>) -> Self {
        let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(shown);
        let pays = if is_etranger(adresse) { adresse.pays.as_deref().and_then(text) } else { None };
        let in_france = pays.is_none();
        Self {
            ville: adresse.ville.as_deref().and_then(text),
            departement: adresse.departement_probable().certain().filter(|_| in_france),
            region: adresse.region_probable().certain().filter(|_| in_france),
            pays,
        }
    }

    /// Where it is: `à Rennes (35)`, `in Rennes (35)`.
    pub fn en_mots(&self, lang: Lang) -> String {
        let args = Args::new().text("ville", self.ville.clone().unwrap_or_default());
        let args = args.text(
            "precision",
            match (&self.pays, self.departement) {
                (Some(pays), _) => pays.to_uppercase(),
                (None, departement) => {
                    departement.map_or(String::new(), |departement| departement.code().to_owned())
                }
            },
        );
        let args = args
            .text("departement", self.departement.map_or("", Departement::nom))
            .text("region", self.region.map_or("", Region::nom));
        let words = match (&self.ville, &self.pays, self.departement, self.region) {
            (Some(_), None, None, _) => Bilingual::new("à {ville}", "in {ville}"),
            (Some(_), ..) => Bilingual::new("à {ville} ({precision})", "in {ville} ({precision})"),
            (None, Some(_), ..) => Bilingual::new("à l'étranger ({precision})", "abroad ({precision})"),
            (None, None, Some(_), _) => Bilingual::new(
                "dans le département {departement} ({precision})",
                "in the department {departement} ({precision})",
            ),
            (None, None, None, Some(_)) => Bilingual::new("en région {region}", "in the region {region}"),
            (None, None, None, None) => Bilingual::new("à une adresse inconnue", "at an unknown address"),
        };
        phrase(words, &args, lang)
    }
}

/// Is it surely in another country? The overseas territories have country codes of their own, and real addresses hold
/// `France` where two letters are asked for.
pub(super) fn is_etranger(adresse: &Adresse<'_>) -> bool {
    const FRANCE: [&str; 13] = ["FR", "FX", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC"];
    adresse.pays.as_deref().map(str::trim).is_some_and(|pays| {
        pays.len() == 2
            && pays.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !FRANCE.iter().any(|code| code.eq_ignore_ascii_case(pays))
    })
}
