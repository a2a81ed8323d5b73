//! Columns of places, contacts and addresses.

use super::columns;
use crate::tables::{
    cell::{brut, code, degres, is_valid, mot, nombre, texte, textes, tous, trimmed},
    row::Sujet,
};

columns! { LIEU {
    rang: Entier = "rang parmi les lieux de l'action" / "rank among the places of the action" => |row| nombre(row.rang()?);
    tag: Texte = "@tag" => |row| texte(&row.lieu()?.tag);
    siret: Texte = "SIRET-lieu-formation/SIRET" => |row| code(&row.lieu()?.siret);
    siret_valide: Booleen = "vrai si le SIRET est juste, à la lettre" / "true when the SIRET is right, to the letter" => |row| is_valid(&row.lieu()?.siret);
    code_uai: Texte = "code-UAI-lieu-formation/code-UAI" => |row| code(&row.lieu()?.uai);
    nom: Texte = "coordonnees/nom" => |row| texte(&row.coordonnees()?.nom);
}}

columns! { CONTACT {
    nature: Texte = "l'élément : `contact-formation`, `contact-session`, `contact-organisme` ou `contact-formateur`" / "the element: `contact-formation`, `contact-session`, `contact-organisme` or `contact-formateur`"
        => |row| match row.sujet { Sujet::Contact(_, nature, _) => mot(nature), _ => None };
    rang: Entier = "rang parmi ses semblables" / "rank among its like" => |row| nombre(row.rang()?);
    tag: Texte = "@tag" => |row| texte(&row.contact()?.tag);
    type_contact: Texte = "type-contact" => |row| texte(&row.contact()?.type_contact);
    civilite: Texte = "coordonnees/civilite" => |row| texte(&row.coordonnees()?.civilite);
    nom: Texte = "coordonnees/nom" => |row| texte(&row.coordonnees()?.nom);
    prenom: Texte = "coordonnees/prenom" => |row| texte(&row.coordonnees()?.prenom);
    lignes_contact: Textes = "coordonnees/ligne" => |row| textes(&row.coordonnees()?.lignes);
}}

columns! { TELECOMS {
    telephones: Textes = "coordonnees/telfixe/numtel" => |row| textes(&row.coordonnees()?.telfixe);
    portables: Textes = "coordonnees/portable/numtel" => |row| textes(&row.coordonnees()?.portable);
    fax: Textes = "coordonnees/fax/numtel" => |row| textes(&row.coordonnees()?.fax);
    courriel: Texte = "coordonnees/courriel" => |row| texte(&row.coordonnees()?.courriel);
    sites_web: Textes = "coordonnees/web/urlweb" => |row| textes(&row.coordonnees()?.web);
}}

columns! { ADRESSE {
    denomination: Texte = "coordonnees/adresse/denomination" => |row| texte(&row.adresse()?.denomination);
    lignes: Textes = "coordonnees/adresse/ligne" => |row| tous(row.adresse()?.lignes.iter().map(|it| trimmed(it)));
    codepostal: Texte = "coordonnees/adresse/codepostal" => |row| code(&row.adresse()?.codepostal);
    ville: Texte = "coordonnees/adresse/ville" => |row| texte(&row.adresse()?.ville);
    departement: Texte = "coordonnees/adresse/departement"
        => |row| brut(&row.adresse()?.departement);
    code_commune: Texte = "coordonnees/adresse/code-INSEE-commune" => |row| code(&row.adresse()?.commune);
    region: Texte = "coordonnees/adresse/region" => |row| brut(&row.adresse()?.region);
    pays: Texte = "coordonnees/adresse/pays" => |row| texte(&row.adresse()?.pays);
    latitude: Degres = "coordonnees/adresse/geolocalisation/latitude" => |row| degres(&row.adresse()?.latitude, 90.0);
    longitude: Degres = "coordonnees/adresse/geolocalisation/longitude" => |row| degres(&row.adresse()?.longitude, 180.0);
    departement_deduit: Texte = "le département, s'il est sûr, d'après la commune, le département ou le code postal" / "the department where it is sure, by the commune, the department or the postal code"
        => |row| mot(row.adresse()?.departement_probable().certain()?.code());
    region_deduite: Texte = "la région d'aujourd'hui, si elle est sûre, d'après les mêmes et la région" / "the region of today where it is sure, by the same and the region"
        => |row| mot(row.adresse()?.region_probable().certain()?.code());
}}
