//! Formations.

use super::{
    Action, Booleen, Certification, Checked, CodeReference, Contact, Extras, ObjectifGeneral, OfferPath,
    Organisme, Texte, TypeFormation,
    shape::{Walk, part},
};
use crate::{CodeNsf, CodeRome, PartialDate, rules::Visitor};

part! {
    /// A formation (F): what is taught, to what end, by whom; with its actions.
    ///
    /// ```
    /// use sofi_core::{Certification, Formation};
    ///
    /// let text = String::from("Titre professionnel maçon");
    /// let formation = Formation::default().intitule(text.as_str()).certification(Certification::default().rncp("RNCP37274"));
    /// let kept: Formation<'static> = formation.into_owned();
    /// drop(text);
    /// assert_eq!(kept.intitule.as_deref(), Some("Titre professionnel maçon"));
    /// ```
    pub struct Formation enters formation {
        /// `@numero`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `@ref`: its number where it comes from.
        reference: Option<Texte<'a>> = ["@ref"],
        /// `@info`.
        info: Option<Texte<'a>> = ["@info"],
        /// `@id`: its name in the document.
        id: Option<Texte<'a>> = ["@id"],
        /// `@tag`.
        tag: Option<Texte<'a>> = ["@tag"],
        /// `@href`: its page on the web.
        href: Option<Texte<'a>> = ["@href"],
        /// `@datecrea`.
        datecrea: Option<Checked<'a, PartialDate>> = ["@datecrea"],
        /// `@datemaj`.
        datemaj: Option<Checked<'a, PartialDate>> = ["@datemaj"],
        /// `domaine-formation/code-FORMACODE`: the first is the main one (DOM-01).
        formacodes as formacode: Vec<CodeReference<'a>> = ["domaine-formation" "code-FORMACODE"],
        /// `domaine-formation/code-NSF`.
        nsf: Vec<Checked<'a, CodeNsf>> = ["domaine-formation" "code-NSF"],
        /// `domaine-formation/code-ROME`.
        rome: Vec<Checked<'a, CodeRome>> = ["domaine-formation" "code-ROME"],
        /// `intitule-formation`.
        intitule: Option<Texte<'a>> = ["intitule-formation"],
        /// `objectif-formation`.
        objectif: Option<Texte<'a>> = ["objectif-formation"],
        /// `resultats-attendus`.
        resultats_attendus: Option<Texte<'a>> = ["resultats-attendus"],
        /// `contenu-formation`.
        contenu: Option<Texte<'a>> = ["contenu-formation"],
        /// `certifiante`.
        certifiante: Option<Checked<'a, Booleen>> = ["certifiante"],
        /// `contact-formation`.
        contacts as contact: Vec<Contact<'a>> = ["contact-formation"],
        /// `parcours-de-formation`: dictionary `type-parcours`.
        parcours: Option<Texte<'a>> = ["parcours-de-formation"],
        /// `code-niveau-entree`: dictionary `niveaux`.
        niveau_entree: Option<Texte<'a>> = ["code-niveau-entree"],
        /// `objectif-general-formation`.
        objectif_general: Option<Checked<'a, ObjectifGeneral>> = ["objectif-general-formation"],
        /// `certification`.
        certifications as certification: Vec<Certification<'a>> = ["certification"],
        /// `code-type-formation`.
        types_formation as type_formation: Vec<TypeFormation<'a>> = ["code-type-formation"],
        /// `code-niveau-sortie`: dictionary `niveaux`.
        niveau_sortie: Option<Texte<'a>> = ["code-niveau-sortie"],
        /// `url-formation/urlweb`.
        urls as url: Vec<Texte<'a>> = ["url-formation" "urlweb"],
        /// `action`.
        actions as action: Vec<Action<'a>> = ["action"],
        /// `organisme-formation-responsable`.
        responsable: Option<Organisme<'a>> = ["organisme-formation-responsable"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl Formation<'_> {
    /// Leads a visitor through all of it.
    pub(crate) fn visit<'o>(&'o self, visitor: &mut Visitor<'o, '_>) {
        self.walk(&[], &mut OfferPath::formation(), visitor);
    }

    /// Does it lead to a certification? `None` when it does not say.
    pub fn is_certifiante(&self) -> Option<bool> {
        Some(self.certifiante.as_ref()?.get()? == Booleen::Oui)
    }

    /// The organisation that gives this action: its trainer, or the one that answers for the formation (ORG-02, ORG-03).
    ///
    /// ```
    /// use sofi_core::{Action, Formation, Organisme};
    ///
    /// let formation = Formation::default()
    ///     .responsable(Organisme::default().siret("19511296600799"))
    ///     .action(Action::default().formateur(Organisme::default().siret("00000000000000")));
    /// let trainer = formation.formateur_of(&formation.actions[0]).unwrap();
    /// assert_eq!(trainer.siret.as_ref().unwrap().to_string(), "19511296600799");
    /// ```
    pub fn formateur_of<'f>(&'f self, action: &'f Action<'_>) -> Option<&'f Organisme<'f>> {
        let is_known =
            |organisme: &&Organisme<'_>| organisme.siret.as_ref().is_some_and(|siret| !siret.is_absent());
        action.formateurs.iter().find(is_known).or(self.responsable.as_ref())
    }
}
