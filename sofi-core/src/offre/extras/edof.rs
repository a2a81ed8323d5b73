//! Additions of EDOF, the catalogue of Mon Compte Formation.
//!
//! The order of each group is that of the official example of the platform, which is said to refuse another.

use super::{
    ExtraDef, ExtraKey, ExtrasKey, HasExtras, ModaliteAdmission, ModeleEconomique, RythmeFormation,
    TypeHoraires, order::Order, table::keys,
};
use crate::{Action, Adresse, Booleen, CodeBloc, Coordonnees, Extra, Formation, Prix, Session, Taux};

keys! {
    "edof";

    /// The additions of a formation.
    group FORMATION of Formation = "formation" {
        /// Its strong points, in 255 characters.
        RESUME_CONTENU: str = "resume-contenu",
        /// Its domain, which those of CPF code 200 (VAE) must give, each offer of an organisation another one.
        CATEGORISATION_OFFRE: str = "categorisation-offre",
        /// The parts of its certification that it prepares; several.
        CODE_BLOC: CodeBloc = "blocs-competences" / "code-bloc",
        /// May trainees choose among them?
        BLOCS_MODIFIABLES: Booleen = "blocs-modifiables",
    }

    /// The additions of an action.
    group ACTION of Action = "action" {
        /// Whom to ask, with last and first names, telephone and mail.
        CONTACT_INFORMATION: Coordonnees<'static> = "contact-information",
        /// How people with disabilities are received.
        MODALITES_HANDICAP: str = "modalites-handicap",
        /// More on admission, in 250 characters.
        INFO_ADMISSION: str = "info-admission",
        /// How one is admitted; several.
        CODE_MODALITES_ADMISSION: ModaliteAdmission = "codes-modalites-admission" / "code-modalites-admission",
        /// Group of training of jobs (GFE), 1 to 24.
        CODE_GFE: u32 = "code-gfe",
        /// Whether it keeps to hours.
        CODE_TYPE_HORAIRES: TypeHoraires = "code-type-horaires",
        /// Hours of learning.
        DUREE_APPRENTISSAGE: u32 = "duree-apprentissage",
        /// When it takes place; several.
        CODE_RYTHME_FORMATION: RythmeFormation = "codes-rythme-formation" / "code-rythme-formation",
        /// Fees that nobody refunds, in euros.
        FRAIS_ANPEC: Prix = "frais-anpec",
        /// Do these fees hold those of the certification?
        FRAIS_CERTIF_INCLUS_FRAIS_ANPEC: Booleen = "frais-certif-inclus-frais-anpec",
        /// What these fees are for.
        DETAIL_FRAIS_ANPEC: str = "detail-frais-anpec",
        /// What is offered besides, in 255 characters.
        AUTRES_SERVICES: str = "autres-services",
        /// Rate of the value added tax, in percent: `0.0`, `5.5` or `20.0`.
        TAUX_TVA: Taux = "frais-pedagogiques" / "taux-tva",
        /// Price without taxes, in euros.
        FRAIS_HT: Prix = "frais-pedagogiques" / "frais-ht",
        /// Price with taxes, in euros.
        FRAIS_TTC: Prix = "frais-pedagogiques" / "frais-ttc",
        /// Must one know something before? Then `conditions-specifiques` says what. Always last.
        EXISTENCE_PREREQUIS: Booleen = "existence-prerequis",
    }

    /// The additions of an action that the platform took in 2019 and 2020, and has no use for any more.
    group ANCIENNE_ACTION of Action = "action" in the order of ACTION {
        /// Alone or in a group.
        INDIVIDUELLE_COLLECTIVE: str = "individuelle-collective",
        /// Must the costs be paid for by somebody else?
        PRISE_EN_CHARGE_FRAIS_OBLIGATOIRE: Booleen = "prise-en-charge-frais-obligatoire",
        /// By hours attended or as a whole.
        CODE_MODELE_ECONOMIQUE: ModeleEconomique = "code-modele-economique",
        /// How it alternates with work.
        CODE_MODALITES_ALTERNANCE: str = "code-modalites-alternance",
    }

    /// The additions of a session.
    group SESSION of Session = "session" {
        /// Whom to enrol with, with last and first names, telephone and mail.
        CONTACT_INSCRIPTION: Coordonnees<'static> = "contact-inscription",
        /// Will it take place in any case?
        GARANTIE: Booleen = "garantie",
        /// What is particular to it, in 3 000 characters.
        MODALITES_PARTICULIERES: str = "modalites-particulieres",
    }

    /// The additions of an address: number, kind and name of the street, or `ligne5-adresse`.
    group ADRESSE of Adresse = "adresse" {
        /// Number in the street.
        NUMERO_VOIE: str = "numero-voie",
        /// Kind of street, as a code: `RUE`, `AV`, `BD`.
        CODE_NATURE_VOIE: str = "code-nature-voie",
        /// Name of the street.
        LIBELLE_VOIE: str = "libelle-voie",
        /// Locality or post-office box: `BP 202`.
        LIGNE5_ADRESSE: str = "ligne5-adresse",
        /// How those come in who do not walk.
        ACCESSIBILITE_BATIMENTAIRE: str = "accessibilite-batimentaire",
        /// Does the building conform to the rules on places open to the public?
        CONFORMITE_REGLEMENTAIRE: Booleen = "conformite-reglementaire",
    }

    /// The addition of an address that only the first example, of 2019, had.
    group ANCIENNE_ADRESSE of Adresse = "adresse" in the order of ADRESSE {
        /// `BIS`, `TER`.
        CODE_INDICE_REPETITION: str = "code-indice-repetition",
    }

    /// What is said of a contact beside its `coordonnees`.
    group COORDONNEES of Extra = "coordonnees" {
        /// What the person does.
        FONCTION: str = "fonction",
    }
}

/// Where the platform wants `name` to stand in the group `group` of additions, or in a group inside of it: lower ranks come
/// first. What the platform does not know comes before what it wants last, and in groups that it does not know all is equal.
///
/// ```
/// use sofi_core::extras::edof::rank;
///
/// assert!(rank("action", "code-gfe") < rank("action", "inconnu"));
/// assert!(rank("action", "inconnu") < rank("action", "existence-prerequis"));
/// assert!(rank("frais-pedagogiques", "taux-tva") < rank("frais-pedagogiques", "frais-ttc"));
/// assert_eq!(rank("autre", "a"), rank("autre", "b"));
/// ```
pub fn rank(group: &str, name: &str) -> usize {
    order(group).map_or(0, |order| order.rank(name))
}

/// Does the platform know an addition or a group of this name in the group `group`?
pub fn is_known(group: &str, name: &str) -> bool {
    order(group).is_some_and(|order| order.name_at(order.rank(name)).is_some())
}

/// The order in a group, or in one inside of another.
fn order(group: &str) -> Option<Order> {
    let orders = [FORMATION.order(), ACTION.order(), SESSION.order(), ADRESSE.order()];
    let names = [FORMATION.names, ACTION.names, SESSION.names, ADRESSE.names];
    let known = std::iter::zip(names, orders).find(|(names, _)| names.contains(&group));
    let inside = || orders.into_iter().find_map(|order| order.holding(group));
    known.map(|(_, order)| order).or_else(inside)
}
