//! Training organisations.

use super::{
    Checked, CodeReference, Contact, Coordonnees, Extras, OfferPath, ReferenceCertification, Texte,
    shape::{Visit, Walk, part},
};
use crate::{CodeUai, NumeroActivite, Siret, vocabulary::vocabulary};

vocabulary! {
    /// What an organisation is to an offer.
    ///
    /// ```
    /// assert_eq!(sofi_core::RoleOrganisme::Responsable.as_str(), "responsable");
    /// ```
    pub enum RoleOrganisme {
        /// Bears the declaration number and answers for the offer (ORG-01).
        Responsable = "responsable": "organisme responsable" / "responsible organisation",
        /// Trains (ORG-02).
        Formateur = "formateur": "organisme formateur" / "training organisation",
    }
}

part! {
    /// A training organisation: the one that answers for the offer (`organisme-formation-responsable`) or one that trains
    /// (`organisme-formateur`). The second has neither number of activity nor name besides its `raison-sociale-formateur`.
    ///
    /// ```
    /// use sofi_core::Organisme;
    ///
    /// let dawan = Organisme::default().siret("81462226200032").numero_activite("52440363444");
    /// assert_eq!(dawan.siret.unwrap().get().unwrap().siren().to_string(), "814622262");
    /// ```
    pub struct Organisme by hand {
        /// `@numero`.
        numero: Option<Texte<'a>> = [],
        /// `@ref`: its number where it comes from.
        reference: Option<Texte<'a>> = [],
        /// `@id`: its name in the document.
        id: Option<Texte<'a>> = [],
        /// `@tag`: `principal` for the main one.
        tag: Option<Texte<'a>> = [],
        /// `@href`: its page on the web.
        href: Option<Texte<'a>> = [],
        /// `numero-activite`.
        numero_activite: Option<Checked<'a, NumeroActivite>> = [],
        /// `SIRET-organisme-formation/SIRET` or `SIRET-formateur/SIRET`.
        siret: Option<Checked<'a, Siret>> = [],
        /// `nom-organisme`.
        nom: Option<Texte<'a>> = [],
        /// `raison-sociale` or `raison-sociale-formateur`.
        raison_sociale: Option<Texte<'a>> = [],
        /// `coordonnees-organisme/coordonnees`.
        coordonnees: Option<Coordonnees<'a>> = [],
        /// `contact-organisme` or `contact-formateur`.
        contacts as contact: Vec<Contact<'a>> = [],
        /// `renseignements-specifiques`.
        renseignements: Option<Texte<'a>> = [],
        /// `potentiel/code-FORMACODE`: its fields of intervention.
        potentiel: Vec<CodeReference<'a>> = [],
        /// `code-UAI-organisme-formation/code-UAI` or `code-UAI-formateur/code-UAI` (LHEO 2.3).
        uai: Option<Checked<'a, CodeUai>> = [],
        /// `reference-certification` of `organisme-formateur`: what it gives (LHEO 2.3).
        references_certifications as reference_certification: Vec<ReferenceCertification<'a>> = [],
        /// `extras`.
        extras: Vec<Extras<'a>> = [],
    }
}

impl Walk for Organisme<'_> {
    // LHEO names the same facts otherwise for each role.
    fn walk<'o, V: Visit<'o>>(&'o self, _: &[&'static str], path: &mut OfferPath, visitor: &mut V) {
        visitor.element(path);
        let role = RoleOrganisme::at(path);
        let is_responsable = role == RoleOrganisme::Responsable;
        let pick = |responsable, formateur| if is_responsable { responsable } else { formateur };
        visitor.organisme(self, role, path);
        self.numero.walk(&["@numero"], path, visitor);
        self.reference.walk(&["@ref"], path, visitor);
        self.id.walk(&["@id"], path, visitor);
        self.tag.walk(&["@tag"], path, visitor);
        self.href.walk(&["@href"], path, visitor);
        self.numero_activite.walk(&["numero-activite"], path, visitor);
        self.siret.walk(role.siret(), path, visitor);
        self.nom.walk(&["nom-organisme"], path, visitor);
        self.raison_sociale.walk(&[pick("raison-sociale", "raison-sociale-formateur")], path, visitor);
        self.coordonnees.walk(&["coordonnees-organisme", "coordonnees"], path, visitor);
        self.contacts.walk(&[pick("contact-organisme", "contact-formateur")], path, visitor);
        self.renseignements.walk(&["renseignements-specifiques"], path, visitor);
        self.potentiel.walk(&["potentiel", "code-FORMACODE"], path, visitor);
        let uai = pick("code-UAI-organisme-formation", "code-UAI-formateur");
        self.uai.walk(&[uai, "code-UAI"], path, visitor);
        self.references_certifications.walk(&["reference-certification"], path, visitor);
        self.extras.walk(&["extras"], path, visitor);
    }
}

impl RoleOrganisme {
    /// The role of the organisation at this place.
    fn at(path: &OfferPath) -> Self {
        if path.name() == "organisme-formateur" { Self::Formateur } else { Self::Responsable }
    }

    /// The steps that lead to its SIRET.
    pub(crate) const fn siret(self) -> &'static [&'static str] {
        match self {
            Self::Responsable => &["SIRET-organisme-formation", "SIRET"],
            Self::Formateur => &["SIRET-formateur", "SIRET"],
        }
    }
}
