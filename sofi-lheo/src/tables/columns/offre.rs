//! Columns of offers: a session with all that matters around it.

use super::columns;
use crate::tables::cell::{
    Cell, booleen, brut, canonical, code, date, degres, entier, is_valid, mot, nombre, prix, texte, tous,
    trimmed,
};

columns! { OFFRE {
    intitule: Texte = "intitulé de la formation" / "title of the formation" => |row| texte(&row.formation?.intitule);
    certifiante: Booleen = "la formation est-elle certifiante ?" / "does the formation lead to a certification?" => |row| booleen(&row.formation?.certifiante);
    codes_rncp: Textes = "codes RNCP de la formation" / "RNCP codes of the formation"
        => |row| tous(row.formation?.certifications.iter().map(|it| canonical(it.rncp.as_ref()?)));
    codes_rs: Textes = "codes du répertoire spécifique" / "RS codes of the formation"
        => |row| tous(row.formation?.certifications.iter().map(|it| canonical(it.rs.as_ref()?)));
    codes_certifinfo: Textes = "codes Certif Info de la formation" / "Certif Info codes of the formation"
        => |row| tous(row.formation?.certifications.iter().map(|it| canonical(it.certifinfo.as_ref()?)));
    formacode_principal: Texte = "premier Formacode de la formation" / "first Formacode of the formation"
        => |row| code(&row.formation?.formacodes.first()?.code);
    objectif_general: Texte = "objectif général de la formation, code" / "general aim of the formation, a code" => |row| brut(&row.formation?.objectif_general);
    code_niveau_sortie: Texte = "niveau de sortie, code" / "level at the end, a code" => |row| texte(&row.formation?.niveau_sortie);
    siret_responsable: Texte = "SIRET de l'organisme qui répond de la formation" / "SIRET of the organisation that answers for the formation"
        => |row| code(&row.formation?.responsable.as_ref()?.siret);
    siret_responsable_valide: Booleen = "vrai si ce SIRET est juste, à la lettre" / "true when this SIRET is right, to the letter"
        => |row| is_valid(&row.formation?.responsable.as_ref()?.siret);
    nom_responsable: Texte = "son nom" / "its name" => |row| texte(&row.formation?.responsable.as_ref()?.nom);
    numero_activite_responsable: Texte = "son numéro de déclaration d'activité" / "the number of its declaration of activity"
        => |row| code(&row.formation?.responsable.as_ref()?.numero_activite);
    siret_formateur: Texte = "SIRET de celui qui forme ; sans formateur, de qui répond de la formation" / "SIRET of who trains; without a trainer, of who answers for the formation"
        => |row| code(&row.deduit()?.formateur?.siret);
    nom_formateur: Texte = "son nom" / "its name"
        => |row| { let it = row.deduit()?.formateur?; texte(&it.nom).or_else(|| texte(&it.raison_sociale)) };
    modalites_enseignement: Texte = "modalités d'enseignement de l'action, code" / "how the action is taught, a code" => |row| brut(&row.action?.modalites_enseignement);
    permanente: Booleen = "vrai si l'on y entre et en sort à tout moment" / "true when one enters and leaves at any time" => |row| row.action?.is_permanente().map(Cell::Booleen);
    nombre_heures_total: Entier = "durée de l'action en heures" / "hours of the action" => |row| entier(&row.action?.nombre_heures_total);
    prix_total_ttc: Prix = "prix total de l'action" / "total price of the action" => |row| prix(&row.action?.prix_total);
    debut: Date = "premier jour" / "first day" => |row| date(&row.session?.periode.as_ref()?.debut);
    debut_brut: Texte = "premier jour, tel qu'il est écrit" / "first day, as written" => |row| brut(&row.session?.periode.as_ref()?.debut);
    fin: Date = "dernier jour" / "last day" => |row| date(&row.session?.periode.as_ref()?.fin);
    fin_brut: Texte = "dernier jour, tel qu'il est écrit" / "last day, as written" => |row| brut(&row.session?.periode.as_ref()?.fin);
    etat_recrutement: Texte = "état du recrutement, code" / "whether one can still enter, a code" => |row| brut(&row.session?.etat_recrutement);
    date_maj: Date = "dernière mise à jour datée, de la session ou de ce à quoi elle appartient" / "last dated change, of the session or of what it belongs to"
        => |row| {
            let dates = [&row.session?.datemaj, &row.action?.datemaj, &row.formation?.datemaj];
            dates.into_iter().flatten().filter_map(|it| it.get()?.day()).max().map(Cell::Date)
        };
    phase: Texte = "au jour demandé : `a-venir`, `en-cours`, `terminee`, `incertaine` (dates trop vagues), `sans-date`" / "on the day asked for: `a-venir` (to come), `en-cours` (under way), `terminee` (ended), `incertaine` (dates too vague), `sans-date` (no dates)"
        => |row| mot(row.deduit()?.situation?.phase.as_str());
    active: Booleen = "vrai si elle n'est pas terminée au jour demandé" / "true when it has not ended on the day asked for"
        => |row| Some(Cell::Booleen(row.deduit()?.situation?.active));
    cadre: Texte = "genre d'offre, comme dans `actions`" / "kind of offer, as in `actions`" => |row| mot(row.deduit()?.contenu.cadre.as_str());
    conventionnement: Booleen = "payée par de l'argent public" / "paid by public money" => |row| booleen(&row.action?.conventionnement);
    codes_financeurs: Textes = "codes des financeurs de l'action" / "codes of the funders of the action"
        => |row| tous(row.action?.financeurs.iter().map(|it| trimmed(it.code.as_deref()?)));
    prise_en_charge_frais_possible: Booleen = "prise en charge possible des frais" / "may the costs be paid for?" => |row| booleen(&row.action?.prise_en_charge);
    cpf: Booleen = "vrai si l'offre dit que le CPF peut payer ; absent si elle n'en dit rien" / "true when the offer says that the CPF can pay; absent when it does not say"
        => |row| row.deduit()?.contenu.cpf.map(Cell::Booleen);
    perimetre: Texte = "au regard du périmètre demandé : `dans`, `par-exception`, `hors`, `inconnu`" / "with regard to the perimeter asked for: `dans` (in), `par-exception` (by exception), `hors` (out), `inconnu` (unknown)"
        => |row| mot(row.deduit()?.perimetre?.situe.as_str());
    perimetre_motifs: Textes = "pourquoi, dans la langue demandée" / "why, in the language asked for"
        => |row| {
            let deduit = row.deduit()?;
            tous(deduit.perimetre?.motifs.iter().map(|motif| Some(motif.message(deduit.lang).into())))
        };
    nb_lieux: Entier = "nombre de lieux de l'action ; les colonnes qui suivent sont du premier qui a une adresse" / "number of places of the action; the columns that follow are of the first one with an address"
        => |row| nombre(row.action?.lieux.len());
    lieu_denomination: Texte = "nom du lieu" / "name of the place" => |row| texte(&row.premier_lieu()?.denomination);
    lieu_codepostal: Texte = "code postal" / "postal code" => |row| code(&row.premier_lieu()?.codepostal);
    lieu_ville: Texte = "ville" / "town" => |row| texte(&row.premier_lieu()?.ville);
    lieu_code_commune: Texte = "code Insee de la commune" / "Insee code of the commune" => |row| code(&row.premier_lieu()?.commune);
    lieu_departement: Texte = "département, s'il est sûr" / "department, where it is sure" => |row| mot(row.premier_lieu()?.departement_probable().certain()?.code());
    lieu_region: Texte = "région, si elle est sûre" / "region, where it is sure" => |row| mot(row.premier_lieu()?.region_probable().certain()?.code());
    lieu_latitude: Degres = "latitude" / "latitude" => |row| degres(&row.premier_lieu()?.latitude, 90.0);
    lieu_longitude: Degres = "longitude" / "longitude" => |row| degres(&row.premier_lieu()?.longitude, 180.0);
}}
