//! Addresses, contacts and places of training.

use super::{Checked, Extras, Texte, shape::part};
use crate::{CodeCommune, CodePostal, CodeUai, Departement, Presumed, Region, Siret};

part! {
    /// An address (`adresse`).
    ///
    /// ```
    /// use sofi_core::{Adresse, Presumed, Region};
    ///
    /// let nantes = Adresse::default().ligne("12 rue des Halles").codepostal("44000").ville("Nantes");
    /// assert_eq!(nantes.region_probable(), Presumed::Certain(Region::PaysDeLaLoire));
    /// ```
    pub struct Adresse enters adresse {
        /// `@numero`: asked for by EDOF.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `denomination`: name of the place.
        denomination: Option<Texte<'a>> = ["denomination"],
        /// `ligne`, one to four.
        lignes as ligne: Vec<Texte<'a>> = ["ligne"],
        /// `codepostal`.
        codepostal: Option<Checked<'a, CodePostal>> = ["codepostal"],
        /// `ville`.
        ville: Option<Texte<'a>> = ["ville"],
        /// `departement`: 2 or 3 characters.
        departement: Option<Checked<'a, Departement>> = ["departement"],
        /// `code-INSEE-commune`.
        commune: Option<Checked<'a, CodeCommune>> = ["code-INSEE-commune"],
        /// `code-INSEE-canton`.
        canton: Option<Texte<'a>> = ["code-INSEE-canton"],
        /// `region`: two digits, those of today expected.
        region: Option<Checked<'a, Region>> = ["region"],
        /// `pays`: ISO 3166-1, two letters; France when absent.
        pays: Option<Texte<'a>> = ["pays"],
        /// `geolocalisation/latitude`, in degrees.
        latitude: Option<Texte<'a>> = ["geolocalisation" "latitude"],
        /// `geolocalisation/longitude`, in degrees.
        longitude: Option<Texte<'a>> = ["geolocalisation" "longitude"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl Adresse<'_> {
    /// Is it in France, where postal and Insee codes mean something? So it is when no country is given (GEO-12).
    pub fn is_en_france(&self) -> bool {
        self.pays
            .as_deref()
            .map(str::trim)
            .is_none_or(|pays| pays.is_empty() || pays.eq_ignore_ascii_case("FR"))
    }

    /// The department, by the surest of what is given: commune, department, postal code (GEO-06, GEO-07).
    pub fn departement_probable(&self) -> Presumed<Departement> {
        if !self.is_en_france() {
            return Presumed::Unknown;
        }
        let commune = self.commune.as_ref().and_then(Checked::lenient).and_then(CodeCommune::departement);
        if let Some(departement) = commune.or_else(|| self.departement.as_ref().and_then(Checked::get)) {
            return Presumed::Certain(departement);
        }
        match self.codepostal.as_ref().and_then(Checked::lenient) {
            Some(code) => code.departement(),
            None => Presumed::Unknown,
        }
    }

    /// The region, by the surest of what is given: that of the department, or the region itself.
    pub fn region_probable(&self) -> Presumed<Region> {
        match self.departement_probable().region() {
            Presumed::Unknown if self.is_en_france() => self.region_ecrite().into(),
            found => found,
        }
    }

    /// The region that is written, those of before 2016 taken for what they became (GEO-09).
    pub fn region_ecrite(&self) -> Option<Region> {
        let written = self.region.as_ref()?;
        written.get().or_else(|| Region::of_any_era(written.raw().trim()).ok())
    }
}

part! {
    /// How to reach somebody (`coordonnees`).
    pub struct Coordonnees enters coordonnees {
        /// `@numero`: asked for by EDOF.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `civilite`.
        civilite: Option<Texte<'a>> = ["civilite"],
        /// `nom`.
        nom: Option<Texte<'a>> = ["nom"],
        /// `prenom`.
        prenom: Option<Texte<'a>> = ["prenom"],
        /// `ligne`, up to three.
        lignes as ligne: Vec<Texte<'a>> = ["ligne"],
        /// `adresse`.
        adresse: Option<Adresse<'a>> = ["adresse"],
        /// `telfixe/numtel`.
        telfixe: Vec<Texte<'a>> = ["telfixe" "numtel"],
        /// `portable/numtel`.
        portable: Vec<Texte<'a>> = ["portable" "numtel"],
        /// `fax/numtel`.
        fax: Vec<Texte<'a>> = ["fax" "numtel"],
        /// `courriel`.
        courriel: Option<Texte<'a>> = ["courriel"],
        /// `web/urlweb`.
        web: Vec<Texte<'a>> = ["web" "urlweb"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl Coordonnees<'_> {
    /// Is there a telephone or a mail to reach them?
    pub fn is_joignable(&self) -> bool {
        let says = |text: &Texte<'_>| !text.trim().is_empty();
        self.telfixe.iter().chain(&self.portable).chain(&self.courriel).any(says)
    }
}

part! {
    /// Somebody to contact (`contact-formation`, `contact-session`, `contact-organisme`, `contact-formateur`).
    pub struct Contact {
        /// `@tag`: `principal` for the main one.
        tag: Option<Texte<'a>> = ["@tag"],
        /// `type-contact` (LHEO 2.3).
        type_contact: Option<Texte<'a>> = ["type-contact"],
        /// `coordonnees`.
        coordonnees: Option<Coordonnees<'a>> = ["coordonnees"],
    }
}

part! {
    /// Where an action takes place (`lieu-de-formation`).
    pub struct LieuDeFormation enters lieu {
        /// `@tag`: `principal` for the main one.
        tag: Option<Texte<'a>> = ["@tag"],
        /// `SIRET-lieu-formation/SIRET` (LHEO 2.3).
        siret: Option<Checked<'a, Siret>> = ["SIRET-lieu-formation" "SIRET"],
        /// `code-UAI-lieu-formation/code-UAI` (LHEO 2.3).
        uai: Option<Checked<'a, CodeUai>> = ["code-UAI-lieu-formation" "code-UAI"],
        /// `coordonnees`.
        coordonnees: Option<Coordonnees<'a>> = ["coordonnees"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl LieuDeFormation<'_> {
    /// Its address.
    pub fn adresse(&self) -> Option<&Adresse<'_>> {
        self.coordonnees.as_ref()?.adresse.as_ref()
    }
}
