//! Columns of sessions.

use super::columns;
use crate::tables::cell::{Cell, brut, code, date, nombre, texte, textes};

columns! { SESSION {
    reference: Texte = "@ref" => |row| texte(&row.session?.reference);
    info: Texte = "@info" => |row| texte(&row.session?.info);
    id: Texte = "@id" => |row| texte(&row.session?.id);
    tag: Texte = "@tag" => |row| texte(&row.session?.tag);
    date_creation: Date = "@datecrea" => |row| date(&row.session?.datecrea);
    date_creation_brut: Texte = "@datecrea" => |row| brut(&row.session?.datecrea);
    date_maj: Date = "@datemaj" => |row| date(&row.session?.datemaj);
    date_maj_brut: Texte = "@datemaj" => |row| brut(&row.session?.datemaj);
    debut: Date = "periode/debut" => |row| date(&row.session?.periode.as_ref()?.debut);
    debut_brut: Texte = "periode/debut" => |row| brut(&row.session?.periode.as_ref()?.debut);
    fin: Date = "periode/fin" => |row| date(&row.session?.periode.as_ref()?.fin);
    fin_brut: Texte = "periode/fin" => |row| brut(&row.session?.periode.as_ref()?.fin);
    permanente: Booleen = "vrai si l'on y entre et en sort à tout moment (modalités de l'action)" / "true when one enters and leaves at any time, by its action"
        => |row| row.action?.is_permanente().map(Cell::Booleen);
    debut_inscription: Date = "periode-inscription/periode/debut" => |row| date(&row.session?.periode_inscription.as_ref()?.debut);
    debut_inscription_brut: Texte = "periode-inscription/periode/debut" => |row| brut(&row.session?.periode_inscription.as_ref()?.debut);
    fin_inscription: Date = "periode-inscription/periode/fin" => |row| date(&row.session?.periode_inscription.as_ref()?.fin);
    fin_inscription_brut: Texte = "periode-inscription/periode/fin" => |row| brut(&row.session?.periode_inscription.as_ref()?.fin);
    modalites_inscription: Texte = "modalites-inscription" => |row| texte(&row.session?.modalites_inscription);
    codepostal_inscription: Texte = "adresse-inscription/adresse/codepostal"
        => |row| code(&row.session?.adresse_inscription.as_ref()?.codepostal);
    ville_inscription: Texte = "adresse-inscription/adresse/ville" => |row| texte(&row.session?.adresse_inscription.as_ref()?.ville);
    etat_recrutement: Texte = "etat-recrutement" => |row| brut(&row.session?.etat_recrutement);
    urls: Textes = "url-session/urlweb" => |row| textes(&row.session?.urls);
    nb_recrutements: Entier = "nombre de façons d'être recruté (LHEO 2.3)" / "number of ways of being chosen (LHEO 2.3)"
        => |row| nombre(row.session?.recrutements.len());
}}
