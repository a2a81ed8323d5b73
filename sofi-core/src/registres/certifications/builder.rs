//! Gathers the lines of the registers of France compétences.

use super::{
    super::{
        Origine,
        textes::{Lexique, Texte, range_of, sort_keeping_last, sort_set},
    },
    Certificateur, Certifications, Droits, Entete, EnteteFiche, LigneCertificateur, NumeroFiche, Partenaire,
};
use crate::{CodeBloc, CodeNsf, Formacode};

/// Gathers the lines of the registers of France compétences, in any order.
///
/// Of two descriptions of one sheet the last stays; everything else adds up.
#[derive(Debug, Clone)]
pub struct CertificationsBuilder {
    origines: Vec<Origine>,
    textes: Lexique,
    fiches: Vec<Entete>,
    certificateurs: Vec<(NumeroFiche, LigneCertificateur)>,
    partenaires: Vec<(NumeroFiche, crate::Siret, Droits)>,
    sans_siret: Vec<(NumeroFiche, u32)>,
    nsf: Vec<(NumeroFiche, CodeNsf)>,
    formacodes: Vec<(NumeroFiche, Formacode)>,
    blocs: Vec<(NumeroFiche, CodeBloc, Texte)>,
    successions: Vec<(NumeroFiche, NumeroFiche)>,
}

impl CertificationsBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self { origines: vec![origine], ..Self::from(Certifications::default()) }
    }

    /// Adds the description of a sheet.
    pub fn push_fiche(&mut self, entete: EnteteFiche<'_>) {
        self.fiches.push(Entete {
            intitule: self.textes.intern(entete.intitule),
            abrege: self.textes.intern(entete.abrege),
            type_enregistrement: self.textes.intern(entete.type_enregistrement),
            sans_siret: 0,
            donnees: EnteteFiche { intitule: None, abrege: None, type_enregistrement: None, ..entete },
        });
    }

    /// Adds one who owns it.
    pub fn push_certificateur(&mut self, fiche: NumeroFiche, certificateur: Certificateur<'_>) {
        let Certificateur { siret, nom, actif } = certificateur;
        let nom = self.textes.intern(nom);
        self.certificateurs.push((fiche, LigneCertificateur { siret, nom, actif }));
    }

    /// Adds a partner.
    pub fn push_partenaire(&mut self, fiche: NumeroFiche, partenaire: Partenaire) {
        let droits = Droits::new(partenaire.habilitation, partenaire.etat);
        self.partenaires.push((fiche, partenaire.siret, droits));
    }

    /// Counts a partner of which the SIRET is not known: it may be anyone.
    pub fn push_partenaire_sans_siret(&mut self, fiche: NumeroFiche) {
        match self.sans_siret.last_mut() {
            Some((last, count)) if *last == fiche => *count += 1,
            _ => self.sans_siret.push((fiche, 1)),
        }
    }

    /// Adds a speciality.
    pub fn push_nsf(&mut self, fiche: NumeroFiche, code: CodeNsf) {
        self.nsf.push((fiche, code));
    }

    /// Adds a Formacode.
    pub fn push_formacode(&mut self, fiche: NumeroFiche, code: Formacode) {
        self.formacodes.push((fiche, code));
    }

    /// Adds a block of skills, to the sheet that its code names.
    pub fn push_bloc(&mut self, code: CodeBloc, libelle: Option<&str>) {
        let libelle = self.textes.intern(libelle);
        self.blocs.push((code.certification().into(), code, libelle));
    }

    /// Says that `nouvelle` replaces `ancienne`. The files say it twice, once from each side.
    pub fn push_succession(&mut self, ancienne: NumeroFiche, nouvelle: NumeroFiche) {
        self.successions.push((ancienne, nouvelle));
    }

    /// Sorts it all.
    pub fn build(mut self) -> Certifications {
        self.complete();
        sort_keeping_last(&mut self.fiches, |fiche| fiche.donnees.numero);
        for fiche in &mut self.fiches {
            fiche.sans_siret = 0;
        }
        let numbers: Vec<NumeroFiche> = self.fiches.iter().map(|fiche| fiche.donnees.numero).collect();
        // Every number is there, thanks to `complete`.
        let rank = |numero: &NumeroFiche| numbers.partition_point(|other| other < numero) as u32;

        for (numero, count) in &self.sans_siret {
            if let Some(fiche) = self.fiches.get_mut(rank(numero) as usize) {
                fiche.sans_siret = fiche.sans_siret.saturating_add(*count);
            }
        }
        sort_set(&mut self.partenaires);
        let mut debuts = vec![0_u32; numbers.len() + 1];
        for (numero, _, _) in &self.partenaires {
            if let Some(next) = debuts.get_mut(rank(numero) as usize + 1) {
                *next += 1;
            }
        }
        let mut total = 0;
        for debut in &mut debuts {
            total += *debut;
            *debut = total;
        }
        let certificateurs = ranked(self.certificateurs, |row| (rank(&row.0), row.1));
        let mut precedences: Vec<_> = self.successions.iter().map(|(old, new)| (*new, *old)).collect();
        sort_set(&mut self.successions);
        sort_set(&mut precedences);
        let mut blocs: Vec<_> = self.blocs.into_iter().map(|row| (rank(&row.0), row.1, row.2)).collect();
        sort_keeping_last(&mut blocs, |row| (row.0, row.1));

        Certifications {
            origines: self.origines,
            textes: self.textes.finish(),
            fiches: self.fiches,
            certificateurs,
            debuts,
            sirets: self.partenaires.iter().map(|row| row.1).collect(),
            droits: self.partenaires.iter().map(|row| row.2).collect(),
            nsf: ranked(self.nsf, |row| (rank(&row.0), row.1)),
            formacodes: ranked(self.formacodes, |row| (rank(&row.0), row.1)),
            blocs,
            successions: self.successions,
            precedences,
        }
    }

    /// Puts a blank description in front for each sheet that is only named: a real one takes its place.
    fn complete(&mut self) {
        let mut named: Vec<NumeroFiche> = Vec::new();
        named.extend(self.certificateurs.iter().map(|row| row.0));
        named.extend(self.partenaires.iter().map(|row| row.0));
        named.extend(self.sans_siret.iter().map(|row| row.0));
        named.extend(self.nsf.iter().map(|row| row.0));
        named.extend(self.formacodes.iter().map(|row| row.0));
        named.extend(self.blocs.iter().map(|row| row.0));
        sort_set(&mut named);
        self.fiches.splice(0..0, named.into_iter().map(Entete::nothing_known));
    }
}

/// Rows by the rank of their sheet, in the order they came, without repetition.
fn ranked<T, U: PartialEq>(rows: Vec<T>, convert: impl Fn(T) -> (u32, U)) -> Vec<(u32, U)> {
    let mut rows: Vec<(u32, U)> = rows.into_iter().map(convert).collect();
    rows.sort_by_key(|row| row.0);
    rows.dedup();
    rows.shrink_to_fit();
    rows
}

impl From<Certifications> for CertificationsBuilder {
    fn from(built: Certifications) -> Self {
        let number = |rank: u32| built.fiches.get(rank as usize).map(|fiche| fiche.donnees.numero);
        let mut partenaires = Vec::with_capacity(built.sirets.len());
        let mut sans_siret = Vec::new();
        for (fiche, (start, end)) in
            built.fiches.iter().zip(built.debuts.iter().zip(built.debuts.iter().skip(1)))
        {
            let numero = fiche.donnees.numero;
            let rows = built.sirets.iter().zip(&built.droits).take(*end as usize).skip(*start as usize);
            partenaires.extend(rows.map(|(siret, droits)| (numero, *siret, *droits)));
            if fiche.sans_siret > 0 {
                sans_siret.push((numero, fiche.sans_siret));
            }
        }
        let of_blocs = built.blocs.iter().filter_map(|row| Some((number(row.0)?, row.1, row.2))).collect();
        Self {
            certificateurs: named(&built.certificateurs, number),
            nsf: named(&built.nsf, number),
            formacodes: named(&built.formacodes, number),
            blocs: of_blocs,
            partenaires,
            sans_siret,
            origines: built.origines,
            textes: built.textes.into(),
            fiches: built.fiches,
            successions: built.successions,
        }
    }
}

fn named<T: Copy>(rows: &[(u32, T)], number: impl Fn(u32) -> Option<NumeroFiche>) -> Vec<(NumeroFiche, T)> {
    rows.iter().filter_map(|row| Some((number(row.0)?, row.1))).collect()
}

/// The sheets that the later register describes replace those of the earlier one, with all their lists.
pub(super) fn merge(earlier: Certifications, later: Certifications) -> Certifications {
    let mut into = CertificationsBuilder::from(earlier);
    let described: Vec<NumeroFiche> =
        later.fiches.iter().filter(|fiche| fiche.is_described()).map(|fiche| fiche.donnees.numero).collect();
    let stays = |numero: &NumeroFiche| range_of(&described, numero, |other| *other).is_empty();
    into.fiches.retain(|fiche| stays(&fiche.donnees.numero));
    into.certificateurs.retain(|row| stays(&row.0));
    into.partenaires.retain(|row| stays(&row.0));
    into.sans_siret.retain(|row| stays(&row.0));
    into.nsf.retain(|row| stays(&row.0));
    into.formacodes.retain(|row| stays(&row.0));
    into.blocs.retain(|row| stays(&row.0));

    let map = into.textes.absorb(&later.textes);
    let text = |texte: Texte| map.get(texte as usize).copied().unwrap_or_default();
    let later = CertificationsBuilder::from(later);
    // What the later register only names does not hide what the earlier one describes: it goes in front.
    let (described, named): (Vec<_>, Vec<_>) = later.fiches.into_iter().partition(Entete::is_described);
    into.fiches.splice(0..0, named);
    let described = described.into_iter();
    into.fiches.extend(described.map(|fiche| Entete {
        intitule: text(fiche.intitule),
        abrege: text(fiche.abrege),
        type_enregistrement: text(fiche.type_enregistrement),
        ..fiche
    }));
    let owners = later.certificateurs.into_iter();
    into.certificateurs
        .extend(owners.map(|(numero, row)| (numero, LigneCertificateur { nom: text(row.nom), ..row })));
    into.partenaires.extend(later.partenaires);
    into.sans_siret.extend(later.sans_siret);
    into.nsf.extend(later.nsf);
    into.formacodes.extend(later.formacodes);
    into.blocs.extend(later.blocs.into_iter().map(|(numero, code, libelle)| (numero, code, text(libelle))));
    into.successions.extend(later.successions);
    into.origines.extend(later.origines);
    into.build()
}
