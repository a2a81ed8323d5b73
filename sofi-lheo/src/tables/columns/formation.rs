//! Columns of formations.

use super::columns;
use crate::tables::cell::{
    booleen, brut, canonical, code, codes, date, nombre, texte, textes, tous, trimmed,
};

columns! { FORMATION {
    reference: Texte = "@ref" => |row| texte(&row.formation?.reference);
    info: Texte = "@info" => |row| texte(&row.formation?.info);
    id: Texte = "@id" => |row| texte(&row.formation?.id);
    tag: Texte = "@tag" => |row| texte(&row.formation?.tag);
    page: Texte = "@href" => |row| texte(&row.formation?.href);
    date_creation: Date = "@datecrea" => |row| date(&row.formation?.datecrea);
    date_creation_brut: Texte = "@datecrea" => |row| brut(&row.formation?.datecrea);
    date_maj: Date = "@datemaj" => |row| date(&row.formation?.datemaj);
    date_maj_brut: Texte = "@datemaj" => |row| brut(&row.formation?.datemaj);
    intitule: Texte = "intitule-formation" => |row| texte(&row.formation?.intitule);
    objectif: Texte = "objectif-formation" => |row| texte(&row.formation?.objectif);
    resultats_attendus: Texte = "resultats-attendus" => |row| texte(&row.formation?.resultats_attendus);
    contenu: Texte = "contenu-formation" => |row| texte(&row.formation?.contenu);
    certifiante: Booleen = "certifiante" => |row| booleen(&row.formation?.certifiante);
    parcours: Texte = "parcours-de-formation" => |row| texte(&row.formation?.parcours);
    code_niveau_entree: Texte = "code-niveau-entree" => |row| texte(&row.formation?.niveau_entree);
    objectif_general: Texte = "objectif-general-formation" => |row| brut(&row.formation?.objectif_general);
    code_niveau_sortie: Texte = "code-niveau-sortie" => |row| texte(&row.formation?.niveau_sortie);
    formacode_principal: Texte = "le premier Formacode, celui du domaine principal" / "the first Formacode, that of the main field"
        => |row| code(&row.formation?.formacodes.first()?.code);
    formacodes: Textes = "domaine-formation/code-FORMACODE"
        => |row| tous(row.formation?.formacodes.iter().map(|it| canonical(it.code.as_ref()?)));
    versions_formacode: Textes = "domaine-formation/code-FORMACODE/@ref"
        => |row| tous(row.formation?.formacodes.iter().map(|it| trimmed(it.reference.as_deref()?)));
    codes_nsf: Textes = "domaine-formation/code-NSF" => |row| codes(&row.formation?.nsf);
    codes_rome: Textes = "domaine-formation/code-ROME" => |row| codes(&row.formation?.rome);
    urls: Textes = "url-formation/urlweb" => |row| textes(&row.formation?.urls);
    siret_responsable: Texte = "organisme-formation-responsable/SIRET-organisme-formation/SIRET"
        => |row| code(&row.formation?.responsable.as_ref()?.siret);
    nom_responsable: Texte = "organisme-formation-responsable/nom-organisme"
        => |row| texte(&row.formation?.responsable.as_ref()?.nom);
    nb_actions: Entier = "nombre d'actions" / "number of actions" => |row| nombre(row.formation?.actions.len());
    nb_sessions: Entier = "nombre de sessions" / "number of sessions"
        => |row| nombre(row.formation?.actions.iter().map(|it| it.sessions.len()).sum());
}}
