//! France compétences, the XML of version 4.1 (CRT-20): read as it passes, one sheet in memory at a time.

use std::{
    cell::Cell,
    io::{self, BufReader, Read},
    rc::Rc,
};

use chrono::NaiveDate;
use quick_xml::{Reader, escape::resolve_xml_entity, events::Event};
use sofi_core::{
    Certificateur, CertificationsBuilder, EnteteFiche, EtatHabilitation, Habilitation, Identifier,
    NumeroFiche, Partenaire, Rejet, Rejets, Siret,
};

use super::{RegistreError, fiche, niveau, table::identifiant, valeurs};

/// Longest text or tag.
const MORCEAU: u64 = 8 << 20;
/// Deepest element: no sheet comes near.
const PROFONDEUR: usize = 64;

/// Reads the sheets, and gives the date that the root bears, if any.
pub(super) fn lire(
    into: &mut CertificationsBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<Option<NaiveDate>, RegistreError> {
    let lu = Rc::new(Cell::new(0));
    let garde = Garde { flux, passes: 0, lu: Rc::clone(&lu) };
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, garde));
    let mut buffer = Vec::new();
    let mut pile: Vec<String> = Vec::new();
    let mut texte = String::new();
    let mut ligne = 1;
    let mut date = None;
    let mut racine = false;
    let mut brouillon = Brouillon::default();
    loop {
        buffer.clear();
        lu.set(reader.buffer_position());
        let starts_at = ligne;
        let stop =
            |detail: String| RegistreError::Ligne { fichier: fichier.to_owned(), ligne: starts_at, detail };
        let event = reader.read_event_into(&mut buffer).map_err(|error| stop(error.to_string()))?;
        ligne += memchr::memchr_iter(b'\n', event.as_bytes()).count() as u64;
        match event {
            Event::Start(tag) => {
                if pile.len() >= PROFONDEUR {
                    return Err(stop(format!("elements are nested deeper than {PROFONDEUR}")));
                }
                let name = tag.local_name().as_ref().to_owned();
                if pile.is_empty() {
                    if name != "FICHES" {
                        return Err(stop(format!("FICHES is expected, not {name}")));
                    }
                    racine = true;
                    let mut dates = tag.attributes().filter_map(Result::ok).map(|a| a.value.into_owned());
                    date = dates.find_map(|value| valeurs::date(&value).ok());
                } else if pile.len() == 1 {
                    brouillon = Brouillon { ligne: starts_at, ..Brouillon::default() };
                } else {
                    brouillon.commence(&name, pile.len());
                }
                pile.push(name);
                texte.clear();
            }
            Event::End(_) => {
                let path: Vec<&str> = match pile.get(1) {
                    Some(name) if name == "FICHE" => pile.iter().skip(2).map(String::as_str).collect(),
                    _ => Vec::new(),
                };
                let lost = |colonne: &str, motif| Rejet::new(fichier, starts_at, colonne, motif);
                if let Some(value) = valeurs::donnee(&texte)
                    && let Err((colonne, motif)) = brouillon.retient(&path, value)
                {
                    rejets.valeur(lost(colonne, motif));
                }
                if pile.len() == 2 && pile.last().is_some_and(|name| name == "FICHE") {
                    let done = std::mem::take(&mut brouillon);
                    let line = done.ligne;
                    if let Err(motif) = done.verse(into) {
                        rejets.ligne(Rejet::new(fichier, line, "NUMERO_FICHE", motif));
                    }
                }
                pile.pop();
                texte.clear();
            }
            Event::Text(text) => texte.push_str(&text),
            Event::CData(text) => texte.push_str(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => texte.push(c),
                // An entity of a DTD is not expanded: nothing of what is kept needs one.
                _ => texte.push_str(resolve_xml_entity(&reference).unwrap_or_default()),
            },
            Event::Empty(tag) if pile.is_empty() => {
                let name = tag.local_name().as_ref().to_owned();
                if name != "FICHES" {
                    return Err(stop(format!("FICHES is expected, not {name}")));
                }
                racine = true;
            }
            Event::Eof if pile.is_empty() && racine => return Ok(date),
            Event::Eof => return Err(stop("the file ends before its root does".to_owned())),
            _ => {}
        }
        if texte.len() as u64 > MORCEAU {
            return Err(stop(format!("a text of more than {MORCEAU} bytes")));
        }
    }
}

/// A sheet being read.
#[derive(Debug, Default)]
struct Brouillon {
    ligne: u64,
    numero: Option<NumeroFiche>,
    intitule: Option<String>,
    abrege: Option<String>,
    actif: Option<bool>,
    type_enregistrement: Option<String>,
    fin: Option<NaiveDate>,
    limite: Option<NaiveDate>,
    niveau: Option<u8>,
    certificateurs: Vec<Owner>,
    partenaires: Vec<Partner>,
    nsf: Vec<sofi_core::CodeNsf>,
    formacodes: Vec<sofi_core::Formacode>,
    blocs: Vec<(Option<sofi_core::CodeBloc>, Option<String>)>,
    anciennes: Vec<NumeroFiche>,
    nouvelles: Vec<NumeroFiche>,
}

#[derive(Debug, Default)]
struct Owner {
    siret: Option<Siret>,
    nom: Option<String>,
    actif: Option<bool>,
}

#[derive(Debug)]
struct Partner {
    siret: Option<Siret>,
    habilitation: Habilitation,
    etat: EtatHabilitation,
}

impl Brouillon {
    /// An element of a list begins, `depth` elements below the start of the document.
    fn commence(&mut self, name: &str, depth: usize) {
        match (depth, name) {
            (3, "CERTIFICATEUR") => self.certificateurs.push(Owner::default()),
            (3, "PARTENAIRE") => self.partenaires.push(Partner {
                siret: None,
                habilitation: Habilitation::Inconnue,
                etat: EtatHabilitation::Inconnu,
            }),
            // Correspondences hold blocks too, of other sheets and deeper.
            (3, "BLOC_COMPETENCES") => self.blocs.push((None, None)),
            _ => {}
        }
    }

    /// Keeps a value, or says which one cannot be read and why.
    fn retient<'p>(&mut self, path: &[&'p str], value: &str) -> Result<(), (&'p str, String)> {
        fn id<'p, T: Identifier>(name: &'p str, value: &str) -> Result<T, (&'p str, String)> {
            identifiant(value).map_err(|motif| (name, motif))
        }
        let Some(name) = path.last().copied() else { return Ok(()) };
        let bad = |motif| (name, motif);
        let text = || Some(value.to_owned());
        match path {
            ["NUMERO_FICHE"] => self.numero = Some(fiche(value).map_err(bad)?),
            ["INTITULE"] => self.intitule = text(),
            ["ABREGE", "CODE"] => self.abrege = text(),
            ["ACTIF"] => self.actif = Some(valeurs::booleen(value).map_err(bad)?),
            ["TYPE_ENREGISTREMENT"] => self.type_enregistrement = text(),
            ["DATE_FIN_ENREGISTREMENT"] => self.fin = Some(valeurs::date(value).map_err(bad)?),
            ["DATE_LIMITE_DELIVRANCE"] => self.limite = Some(valeurs::date(value).map_err(bad)?),
            ["NOMENCLATURE_EUROPE", "NIVEAU"] => self.niveau = niveau(value).map_err(bad)?,
            ["CODES_NSF", "NSF", "CODE"] => self.nsf.push(id(name, value)?),
            ["FORMACODES", "FORMACODE", "CODE"] => self.formacodes.push(id(name, value)?),
            ["ANCIENNES_CERTIFICATIONS", "ANCIENNE_CERTIFICATION", _] => {
                self.anciennes.push(fiche(value).map_err(bad)?);
            }
            ["NOUVELLES_CERTIFICATIONS", "NOUVELLE_CERTIFICATION", _] => {
                self.nouvelles.push(fiche(value).map_err(bad)?);
            }
            ["BLOCS_COMPETENCES", "BLOC_COMPETENCES", field] => {
                let Some(last) = self.blocs.last_mut() else { return Ok(()) };
                match *field {
                    "CODE" => last.0 = Some(id(name, value)?),
                    "LIBELLE" => last.1 = text(),
                    _ => {}
                }
            }
            ["CERTIFICATEURS", "CERTIFICATEUR", field] => {
                let Some(last) = self.certificateurs.last_mut() else { return Ok(()) };
                match *field {
                    "SIRET_CERTIFICATEUR" => last.siret = Some(id(name, value)?),
                    "NOM_CERTIFICATEUR" => last.nom = text(),
                    "ETAT_CERTIFICATEUR" => last.actif = Some(valeurs::booleen(value).map_err(bad)?),
                    _ => {}
                }
            }
            ["PARTENAIRES", "PARTENAIRE", field] => {
                let Some(last) = self.partenaires.last_mut() else { return Ok(()) };
                match *field {
                    "SIRET_PARTENAIRE" => last.siret = Some(id(name, value)?),
                    "HABILITATION_PARTENAIRE" => last.habilitation = Habilitation::of(value),
                    "ETAT_HABILITATION" => last.etat = EtatHabilitation::of(value),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Pours the sheet into the register, unless it has no number.
    fn verse(self, into: &mut CertificationsBuilder) -> Result<(), String> {
        let numero = self.numero.ok_or_else(|| "a sheet without a number".to_owned())?;
        into.push_fiche(EnteteFiche {
            numero,
            intitule: self.intitule.as_deref(),
            abrege: self.abrege.as_deref(),
            actif: self.actif,
            type_enregistrement: self.type_enregistrement.as_deref(),
            fin_enregistrement: self.fin,
            limite_delivrance: self.limite,
            niveau: self.niveau,
        });
        for Owner { siret, nom, actif } in &self.certificateurs {
            into.push_certificateur(
                numero,
                Certificateur { siret: *siret, nom: nom.as_deref(), actif: *actif },
            );
        }
        for Partner { siret, habilitation, etat } in self.partenaires {
            match siret {
                Some(siret) => into.push_partenaire(numero, Partenaire { siret, habilitation, etat }),
                None => into.push_partenaire_sans_siret(numero),
            }
        }
        self.nsf.into_iter().for_each(|code| into.push_nsf(numero, code));
        self.formacodes.into_iter().for_each(|code| into.push_formacode(numero, code));
        for (code, libelle) in self.blocs {
            if let Some(code) = code {
                into.push_bloc(code, libelle.as_deref());
            }
        }
        self.anciennes.into_iter().for_each(|ancienne| into.push_succession(ancienne, numero));
        self.nouvelles.into_iter().for_each(|nouvelle| into.push_succession(numero, nouvelle));
        Ok(())
    }
}

/// Refuses to go on when one text or tag takes too many bytes.
struct Garde<'f> {
    flux: &'f mut dyn Read,
    passes: u64,
    lu: Rc<Cell<u64>>,
}

impl Read for Garde<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passes.saturating_sub(self.lu.get()) > MORCEAU {
            let message = format!("a text or a tag of more than {MORCEAU} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let size = self.flux.read(buffer)?;
        self.passes += size as u64;
        Ok(size)
    }
}
