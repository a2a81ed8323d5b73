//! Actions.

use super::{
    Adresse, Booleen, Checked, CodeReference, Extras, LieuDeFormation, ModalitesEnseignement,
    ModalitesEntreesSorties, Organisme, Prix, Session, Texte, extras::offre_info, shape::part,
};
use crate::PartialDate;

part! {
    /// Who pays (`organisme-financeur`).
    pub struct Financeur {
        /// `code-financeur`: dictionary `financeurs`.
        code: Option<Texte<'a>> = ["code-financeur"],
        /// `nb-places-financees`.
        places: Option<Checked<'a, u32>> = ["nb-places-financees"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

part! {
    /// A day that is made known (`date-information`, `date-inscription`).
    pub struct DateAnnoncee {
        /// `date`.
        date: Option<Checked<'a, PartialDate>> = ["date"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

part! {
    /// An action (A): one way of giving a formation, in one place, at one pace.
    ///
    /// ```
    /// use sofi_core::Action;
    ///
    /// let action = Action::default().numero("21_2001").nombre_heures_total("697").modalites_entrees_sorties("1");
    /// assert_eq!(action.is_permanente(), Some(true));
    /// ```
    pub struct Action enters action {
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
        /// `@datecrea`.
        datecrea: Option<Checked<'a, PartialDate>> = ["@datecrea"],
        /// `@datemaj`.
        datemaj: Option<Checked<'a, PartialDate>> = ["@datemaj"],
        /// `rythme-formation`.
        rythme: Option<Texte<'a>> = ["rythme-formation"],
        /// `code-public-vise`: Formacodes of audiences.
        publics as public: Vec<CodeReference<'a>> = ["code-public-vise"],
        /// `info-public-vise`.
        info_public: Option<Texte<'a>> = ["info-public-vise"],
        /// `niveau-entree-obligatoire`.
        niveau_entree_obligatoire: Option<Checked<'a, Booleen>> = ["niveau-entree-obligatoire"],
        /// `modalites-alternance`.
        modalites_alternance: Option<Texte<'a>> = ["modalites-alternance"],
        /// `modalites-enseignement`.
        modalites_enseignement: Option<Checked<'a, ModalitesEnseignement>> = ["modalites-enseignement"],
        /// `conditions-specifiques`.
        conditions_specifiques: Option<Texte<'a>> = ["conditions-specifiques"],
        /// `prise-en-charge-frais-possible`.
        prise_en_charge: Option<Checked<'a, Booleen>> = ["prise-en-charge-frais-possible"],
        /// `lieu-de-formation`: none or several in LHEO 2.3, one elsewhere.
        lieux as lieu: Vec<LieuDeFormation<'a>> = ["lieu-de-formation"],
        /// `modalites-entrees-sorties`.
        modalites_entrees_sorties: Option<Checked<'a, ModalitesEntreesSorties>> = ["modalites-entrees-sorties"],
        /// `url-action/urlweb`.
        urls as url: Vec<Texte<'a>> = ["url-action" "urlweb"],
        /// `duree-cycle`: years that it takes (LHEO 2.3).
        duree_cycle: Option<Checked<'a, u32>> = ["duree-cycle"],
        /// `session`.
        sessions as session: Vec<Session<'a>> = ["session"],
        /// `adresse-information/adresse`.
        adresse_information: Option<Adresse<'a>> = ["adresse-information" "adresse"],
        /// `date-information`: meetings where one learns more.
        dates_information as date_information: Vec<DateAnnoncee<'a>> = ["date-information"],
        /// `restauration`.
        restauration: Option<Texte<'a>> = ["restauration"],
        /// `hebergement`.
        hebergement: Option<Texte<'a>> = ["hebergement"],
        /// `transport`.
        transport: Option<Texte<'a>> = ["transport"],
        /// `acces-handicapes`.
        acces_handicapes: Option<Texte<'a>> = ["acces-handicapes"],
        /// `langue-formation`: ISO 639-1.
        langues as langue: Vec<Texte<'a>> = ["langue-formation"],
        /// `modalites-recrutement`.
        modalites_recrutement: Option<Texte<'a>> = ["modalites-recrutement"],
        /// `modalites-pedagogiques`.
        modalites_pedagogiques: Option<Texte<'a>> = ["modalites-pedagogiques"],
        /// `code-modalite-pedagogique`: Formacodes of methods.
        codes_modalite_pedagogique as modalite_pedagogique: Vec<CodeReference<'a>> = ["code-modalite-pedagogique"],
        /// `frais-restants`.
        frais_restants: Option<Texte<'a>> = ["frais-restants"],
        /// `code-perimetre-recrutement`: dictionary `perimetre-recrutement`.
        perimetre_recrutement: Option<Texte<'a>> = ["code-perimetre-recrutement"],
        /// `infos-perimetre-recrutement`: what the code of the perimeter means here.
        infos_perimetre: Option<Texte<'a>> = ["infos-perimetre-recrutement"],
        /// `prix-horaire-TTC`.
        prix_horaire: Option<Checked<'a, Prix>> = ["prix-horaire-TTC"],
        /// `prix-total-TTC`.
        prix_total: Option<Checked<'a, Prix>> = ["prix-total-TTC"],
        /// `duree-indicative`: how long it takes, in words.
        duree_indicative: Option<Texte<'a>> = ["duree-indicative"],
        /// `nombre-heures-centre`: hours in the training centre.
        nombre_heures_centre: Option<Checked<'a, u32>> = ["nombre-heures-centre"],
        /// `nombre-heures-entreprise`: hours in a company.
        nombre_heures_entreprise: Option<Checked<'a, u32>> = ["nombre-heures-entreprise"],
        /// `nombre-heures-total`: all hours.
        nombre_heures_total: Option<Checked<'a, u32>> = ["nombre-heures-total"],
        /// `detail-conditions-prise-en-charge`.
        detail_prise_en_charge: Option<Texte<'a>> = ["detail-conditions-prise-en-charge"],
        /// `conventionnement`: public money.
        conventionnement: Option<Checked<'a, Booleen>> = ["conventionnement"],
        /// `duree-conventionnee`: hours that public money pays for.
        duree_conventionnee: Option<Checked<'a, u32>> = ["duree-conventionnee"],
        /// `date-inscription` (LHEO 2.0 and 2.1).
        dates_inscription as date_inscription: Vec<DateAnnoncee<'a>> = ["date-inscription"],
        /// `adresse-inscription/adresse` (LHEO 2.0 and 2.1; later, sessions have it).
        adresse_inscription: Option<Adresse<'a>> = ["adresse-inscription" "adresse"],
        /// `date-limite-inscription/date` (LHEO 2.0 and 2.1; later, sessions have a period of enrolment).
        date_limite_inscription: Option<Checked<'a, PartialDate>> = ["date-limite-inscription" "date"],
        /// `organisme-formateur`; when there is none, the responsible organisation trains (ORG-02).
        formateurs as formateur: Vec<Organisme<'a>> = ["organisme-formateur"],
        /// `organisme-financeur`.
        financeurs as financeur: Vec<Financeur<'a>> = ["organisme-financeur"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl Action<'_> {
    /// May one enter and leave at any time? `None` when it does not say.
    pub fn is_permanente(&self) -> Option<bool> {
        let modalites = self.modalites_entrees_sorties.as_ref()?.get()?;
        Some(modalites == ModalitesEntreesSorties::Permanentes)
    }

    /// Is it wholly at a distance? `None` when it does not say.
    pub fn is_distance(&self) -> Option<bool> {
        let modalites = self.modalites_enseignement.as_ref()?.get()?;
        Some(modalites == ModalitesEnseignement::Distance)
    }

    /// Is it initial training, by the additions of the national flow (groups `type-action` and `type-formation`)?
    pub fn is_formation_initiale(&self) -> bool {
        offre_info::FORMATION_INITIALE.values(self).any(|is| is.get() == Some(Booleen::Oui))
    }

    /// Is it for apprentices, by the addition `dispositif`?
    pub fn is_apprentissage(&self) -> bool {
        offre_info::CONTRAT_APPRENTISSAGE.value(self) == Some(Booleen::Oui)
    }

    /// Is it for *contrats de professionnalisation*, by the addition `dispositif`?
    pub fn is_contrat_professionnalisation(&self) -> bool {
        offre_info::CONTRAT_PROFESSIONNALISATION.value(self) == Some(Booleen::Oui)
    }

    /// Is it on a contract with a company, of either kind?
    pub fn is_alternance(&self) -> bool {
        self.is_apprentissage() || self.is_contrat_professionnalisation()
    }
}
