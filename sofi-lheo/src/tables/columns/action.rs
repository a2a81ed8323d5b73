//! Columns of actions and of those who pay for them.

use super::columns;
use crate::tables::cell::{
    booleen, brut, canonical, date, entier, mot, nombre, prix, texte, textes, tous, trimmed,
};

columns! { ACTION {
    reference: Texte = "@ref" => |row| texte(&row.action?.reference);
    info: Texte = "@info" => |row| texte(&row.action?.info);
    id: Texte = "@id" => |row| texte(&row.action?.id);
    tag: Texte = "@tag" => |row| texte(&row.action?.tag);
    date_creation: Date = "@datecrea" => |row| date(&row.action?.datecrea);
    date_creation_brut: Texte = "@datecrea" => |row| brut(&row.action?.datecrea);
    date_maj: Date = "@datemaj" => |row| date(&row.action?.datemaj);
    date_maj_brut: Texte = "@datemaj" => |row| brut(&row.action?.datemaj);
    rythme: Texte = "rythme-formation" => |row| texte(&row.action?.rythme);
    codes_public_vise: Textes = "code-public-vise"
        => |row| tous(row.action?.publics.iter().map(|it| canonical(it.code.as_ref()?)));
    info_public_vise: Texte = "info-public-vise" => |row| texte(&row.action?.info_public);
    niveau_entree_obligatoire: Booleen = "niveau-entree-obligatoire" => |row| booleen(&row.action?.niveau_entree_obligatoire);
    modalites_alternance: Texte = "modalites-alternance" => |row| texte(&row.action?.modalites_alternance);
    modalites_enseignement: Texte = "modalites-enseignement" => |row| brut(&row.action?.modalites_enseignement);
    conditions_specifiques: Texte = "conditions-specifiques" => |row| texte(&row.action?.conditions_specifiques);
    prise_en_charge_frais_possible: Booleen = "prise-en-charge-frais-possible" => |row| booleen(&row.action?.prise_en_charge);
    modalites_entrees_sorties: Texte = "modalites-entrees-sorties" => |row| brut(&row.action?.modalites_entrees_sorties);
    urls: Textes = "url-action/urlweb" => |row| textes(&row.action?.urls);
    duree_cycle: Entier = "duree-cycle" => |row| entier(&row.action?.duree_cycle);
    dates_information: Textes = "date-information/date"
        => |row| tous(row.action?.dates_information.iter().map(|it| Some(it.date.as_ref()?.raw())));
    restauration: Texte = "restauration" => |row| texte(&row.action?.restauration);
    hebergement: Texte = "hebergement" => |row| texte(&row.action?.hebergement);
    transport: Texte = "transport" => |row| texte(&row.action?.transport);
    acces_handicapes: Texte = "acces-handicapes" => |row| texte(&row.action?.acces_handicapes);
    langues: Textes = "langue-formation" => |row| textes(&row.action?.langues);
    modalites_recrutement: Texte = "modalites-recrutement" => |row| texte(&row.action?.modalites_recrutement);
    modalites_pedagogiques: Texte = "modalites-pedagogiques" => |row| texte(&row.action?.modalites_pedagogiques);
    codes_modalite_pedagogique: Textes = "code-modalite-pedagogique"
        => |row| tous(row.action?.codes_modalite_pedagogique.iter().map(|it| canonical(it.code.as_ref()?)));
    frais_restants: Texte = "frais-restants" => |row| texte(&row.action?.frais_restants);
    code_perimetre_recrutement: Texte = "code-perimetre-recrutement" => |row| texte(&row.action?.perimetre_recrutement);
    infos_perimetre_recrutement: Texte = "infos-perimetre-recrutement" => |row| texte(&row.action?.infos_perimetre);
    prix_horaire_ttc: Prix = "prix-horaire-TTC" => |row| prix(&row.action?.prix_horaire);
    prix_horaire_ttc_brut: Texte = "prix-horaire-TTC" => |row| brut(&row.action?.prix_horaire);
    prix_total_ttc: Prix = "prix-total-TTC" => |row| prix(&row.action?.prix_total);
    prix_total_ttc_brut: Texte = "prix-total-TTC" => |row| brut(&row.action?.prix_total);
    duree_indicative: Texte = "duree-indicative" => |row| texte(&row.action?.duree_indicative);
    nombre_heures_centre: Entier = "nombre-heures-centre" => |row| entier(&row.action?.nombre_heures_centre);
    nombre_heures_entreprise: Entier = "nombre-heures-entreprise" => |row| entier(&row.action?.nombre_heures_entreprise);
    nombre_heures_total: Entier = "nombre-heures-total" => |row| entier(&row.action?.nombre_heures_total);
    detail_conditions_prise_en_charge: Texte = "detail-conditions-prise-en-charge" => |row| texte(&row.action?.detail_prise_en_charge);
    conventionnement: Booleen = "conventionnement" => |row| booleen(&row.action?.conventionnement);
    duree_conventionnee: Entier = "duree-conventionnee" => |row| entier(&row.action?.duree_conventionnee);
    dates_inscription: Textes = "date-inscription/date"
        => |row| tous(row.action?.dates_inscription.iter().map(|it| Some(it.date.as_ref()?.raw())));
    date_limite_inscription: Date = "date-limite-inscription/date" => |row| date(&row.action?.date_limite_inscription);
    date_limite_inscription_brut: Texte = "date-limite-inscription/date" => |row| brut(&row.action?.date_limite_inscription);
    cadre: Texte = "genre d'offre, d'après les extras et le conventionnement : `formation-continue-conventionnee`, `formation-continue-privee`, `formation-initiale`, `apprentissage`, `contrat-de-professionnalisation`"
        / "kind of offer, by its extras and its `conventionnement`: `formation-continue-conventionnee`, `formation-continue-privee`, `formation-initiale`, `apprentissage`, `contrat-de-professionnalisation`"
        => |row| mot(row.action?.cadre().as_str());
    codes_financeurs: Textes = "organisme-financeur/code-financeur"
        => |row| tous(row.action?.financeurs.iter().map(|it| trimmed(it.code.as_deref()?)));
    sirets_formateurs: Textes = "organisme-formateur/SIRET-formateur/SIRET"
        => |row| tous(row.action?.formateurs.iter().map(|it| canonical(it.siret.as_ref()?)));
    nb_lieux: Entier = "nombre de lieux de formation" / "number of places of training" => |row| nombre(row.action?.lieux.len());
    nb_sessions: Entier = "nombre de sessions" / "number of sessions" => |row| nombre(row.action?.sessions.len());
}}

columns! { FINANCEUR {
    rang: Entier = "rang parmi les financeurs de l'action" / "rank among the funders of the action" => |row| nombre(row.rang()?);
    code_financeur: Texte = "code-financeur" => |row| texte(&row.financeur()?.code);
    nb_places_financees: Entier = "nb-places-financees" => |row| entier(&row.financeur()?.places);
}}
