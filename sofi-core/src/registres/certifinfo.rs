//! Certif Info: the certifications as the Carif-Orefs describe them, and what replaces what.

use super::{
    Chaine, Origine,
    textes::{Lexique, Texte, Textes, heap_of, range_of, sort_keeping_last, sort_set},
};
use crate::{CodeCertifInfo, CodeRncp, CodeRs, Formacode};

/// The ways in which a certification may be prepared (`acc_...`); `None` when the register does not say.
///
/// An offer of apprenticeship for what is not open to it is worth a warning (CRT-07).
///
/// ```
/// use sofi_core::VoiesAcces;
///
/// let voies = VoiesAcces { apprentissage: Some(false), ..VoiesAcces::default() };
/// assert_eq!((voies.apprentissage, voies.vae), (Some(false), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VoiesAcces {
    /// `acc_fi`: initial training.
    pub formation_initiale: Option<bool>,
    /// `acc_fc`: continuing training.
    pub formation_continue: Option<bool>,
    /// `acc_ca`: apprenticeship contract.
    pub apprentissage: Option<bool>,
    /// `acc_cp`: professionalisation contract.
    pub contrat_professionnalisation: Option<bool>,
    /// `acc_vae`: validation of experience.
    pub vae: Option<bool>,
}

/// A record of Certif Info. All but the code is optional: files that circulate hold this or that part of it.
///
/// ```
/// use sofi_core::{CertifInfoBuilder, FicheCertifInfo, Origine, RegistreKind};
///
/// let mut builder = CertifInfoBuilder::new(Origine::new(RegistreKind::CertifInfo, "in memory"));
/// let code = "97049".parse()?;
/// builder.push(FicheCertifInfo { cpf: Some(true), ..FicheCertifInfo::new(code) });
/// builder.push(FicheCertifInfo { intitule: Some("Titre"), ..FicheCertifInfo::new(code) });
/// let certifinfo = builder.build();
/// let fiche = certifinfo.get(code).unwrap();
/// assert_eq!((fiche.intitule, fiche.cpf, fiche.rncp), (Some("Titre"), Some(true), None));
/// # Ok::<_, sofi_core::InvalidIdentifier<sofi_core::CodeCertifInfo>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FicheCertifInfo<'a> {
    /// Its code.
    pub code: CodeCertifInfo,
    /// Its state: `3` is the ordinary one, `2` an erroneous record (CRT-08).
    pub etat: Option<u8>,
    /// Its title.
    pub intitule: Option<&'a str>,
    /// Its objective.
    pub objectif: Option<&'a str>,
    /// Its programme.
    pub programme: Option<&'a str>,
    /// The sheet of the RNCP that it stands for.
    pub rncp: Option<CodeRncp>,
    /// The sheet of the RS that it stands for.
    pub rs: Option<CodeRs>,
    /// Its main Formacode.
    pub formacode: Option<Formacode>,
    /// May the CPF pay for it?
    pub cpf: Option<bool>,
    /// The ways in which it may be prepared.
    pub voies: VoiesAcces,
}

impl FicheCertifInfo<'_> {
    /// The state of a record that was a mistake: nothing should be replaced by it.
    pub const ERRONE: u8 = 2;

    /// A record of which only the code is known.
    pub fn new(code: CodeCertifInfo) -> Self {
        Self {
            code,
            etat: None,
            intitule: None,
            objectif: None,
            programme: None,
            rncp: None,
            rs: None,
            formacode: None,
            cpf: None,
            voies: VoiesAcces::default(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Ligne {
    fiche: FicheCertifInfo<'static>,
    intitule: Texte,
    objectif: Texte,
    programme: Texte,
}

impl Ligne {
    /// What is known of both, the later one having the last word.
    fn completed_by(&self, later: &Self) -> Self {
        let (a, b) = (&self.fiche, &later.fiche);
        let text = |earlier, later| if later == 0 { earlier } else { later };
        let (one, other) = (a.voies, b.voies);
        Self {
            intitule: text(self.intitule, later.intitule),
            objectif: text(self.objectif, later.objectif),
            programme: text(self.programme, later.programme),
            fiche: FicheCertifInfo {
                code: a.code,
                etat: b.etat.or(a.etat),
                intitule: None,
                objectif: None,
                programme: None,
                rncp: b.rncp.or(a.rncp),
                rs: b.rs.or(a.rs),
                formacode: b.formacode.or(a.formacode),
                cpf: b.cpf.or(a.cpf),
                voies: VoiesAcces {
                    formation_initiale: other.formation_initiale.or(one.formation_initiale),
                    formation_continue: other.formation_continue.or(one.formation_continue),
                    apprentissage: other.apprentissage.or(one.apprentissage),
                    contrat_professionnalisation: other
                        .contrat_professionnalisation
                        .or(one.contrat_professionnalisation),
                    vae: other.vae.or(one.vae),
                },
            },
        }
    }
}

/// The register of Certif Info.
///
/// Codes are replaced one by many, many by one, and in chains. What a record was replaced by **in error** (state
/// `2`) is not followed (CRT-08). A file of replacements and a file of records add up to one register.
///
/// ```
/// use sofi_core::{CertifInfo, CertifInfoBuilder, CodeCertifInfo, Origine, RegistreKind};
///
/// let mut builder = CertifInfoBuilder::new(Origine::new(RegistreKind::CertifInfo, "in memory"));
/// let code = |text: &str| text.parse::<CodeCertifInfo>().unwrap();
/// builder.push_remplacement(code("44497"), code("65183"), Some(3));
/// builder.push_remplacement(code("65183"), code("74963"), Some(3));
/// builder.push_remplacement(code("65183"), code("80001"), Some(2));
/// let certifinfo = builder.build();
/// assert_eq!(certifinfo.remplacants(code("44497")).finals, [code("74963")]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct CertifInfo {
    pub(super) origines: Vec<Origine>,
    textes: Textes,
    lignes: Vec<Ligne>,
    remplacements: Vec<(CodeCertifInfo, CodeCertifInfo)>,
    errones: u64,
}

impl CertifInfo {
    /// The files that it was read from.
    pub fn origines(&self) -> &[Origine] {
        &self.origines
    }

    /// How many codes it knows something of.
    pub const fn len(&self) -> usize {
        self.lignes.len()
    }

    /// True when it knows none.
    pub const fn is_empty(&self) -> bool {
        self.lignes.is_empty()
    }

    /// What is known of a code; `None` when it is in no file.
    pub fn get(&self, code: CodeCertifInfo) -> Option<FicheCertifInfo<'_>> {
        let index = self.lignes.binary_search_by_key(&code, |ligne| ligne.fiche.code).ok()?;
        let ligne = self.lignes.get(index)?;
        Some(FicheCertifInfo {
            intitule: self.textes.get(ligne.intitule),
            objectif: self.textes.get(ligne.objectif),
            programme: self.textes.get(ligne.programme),
            ..ligne.fiche
        })
    }

    /// What replaces a code, from replacement to replacement. Nothing follows a code that is in use.
    pub fn remplacants(&self, code: CodeCertifInfo) -> Chaine<CodeCertifInfo> {
        let arcs = &self.remplacements;
        Chaine::from_start(code, |code| range_of(arcs, &code, |arc| arc.0).iter().map(|arc| arc.1))
    }

    /// Is it replaced by another?
    pub fn is_remplace(&self, code: CodeCertifInfo) -> bool {
        !range_of(&self.remplacements, &code, |arc| arc.0).is_empty()
    }

    /// How many replacements were ignored because the new record was a mistake.
    pub const fn errones(&self) -> u64 {
        self.errones
    }

    /// Adds what a later file says: where both speak of the same thing, it has the last word.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        let mut builder = CertifInfoBuilder::from(self);
        let map = builder.textes.absorb(&later.textes);
        let text = |texte: Texte| map.get(texte as usize).copied().unwrap_or_default();
        builder.lignes.extend(later.lignes.into_iter().map(|ligne| Ligne {
            intitule: text(ligne.intitule),
            objectif: text(ligne.objectif),
            programme: text(ligne.programme),
            ..ligne
        }));
        builder.remplacements.extend(later.remplacements);
        builder.errones += later.errones;
        builder.origines.extend(later.origines);
        builder.build()
    }

    /// Bytes of memory that it holds, apart from its own size.
    pub fn heap_size(&self) -> usize {
        self.textes.heap_size() + heap_of(&self.lignes) + heap_of(&self.remplacements)
    }
}

/// Gathers records and replacements, in any order.
#[derive(Debug, Clone)]
pub struct CertifInfoBuilder {
    origines: Vec<Origine>,
    textes: Lexique,
    lignes: Vec<Ligne>,
    remplacements: Vec<(CodeCertifInfo, CodeCertifInfo)>,
    errones: u64,
}

impl CertifInfoBuilder {
    /// Starts from nothing.
    pub fn new(origine: Origine) -> Self {
        Self { origines: vec![origine], ..Self::from(CertifInfo::default()) }
    }

    /// Adds what is known of a code to what was.
    pub fn push(&mut self, fiche: FicheCertifInfo<'_>) {
        self.lignes.push(Ligne {
            intitule: self.textes.intern(fiche.intitule),
            objectif: self.textes.intern(fiche.objectif),
            programme: self.textes.intern(fiche.programme),
            fiche: FicheCertifInfo { intitule: None, objectif: None, programme: None, ..fiche },
        });
    }

    /// Says that `nouveau` replaces `ancien`; ignored when the state of `nouveau` is that of a mistake.
    pub fn push_remplacement(&mut self, ancien: CodeCertifInfo, nouveau: CodeCertifInfo, etat: Option<u8>) {
        self.push(FicheCertifInfo::new(ancien));
        self.push(FicheCertifInfo { etat, ..FicheCertifInfo::new(nouveau) });
        if etat == Some(FicheCertifInfo::ERRONE) {
            self.errones += 1;
        } else if ancien != nouveau {
            self.remplacements.push((ancien, nouveau));
        }
    }

    /// Sorts it all.
    pub fn build(mut self) -> CertifInfo {
        self.lignes.sort_by_key(|ligne| ligne.fiche.code);
        self.lignes.dedup_by(|later, kept| {
            let same = later.fiche.code == kept.fiche.code;
            if same {
                *kept = kept.completed_by(later);
            }
            same
        });
        sort_keeping_last(&mut self.lignes, |ligne| ligne.fiche.code);
        sort_set(&mut self.remplacements);
        CertifInfo {
            origines: self.origines,
            textes: self.textes.finish(),
            lignes: self.lignes,
            remplacements: self.remplacements,
            errones: self.errones,
        }
    }
}

impl From<CertifInfo> for CertifInfoBuilder {
    fn from(built: CertifInfo) -> Self {
        Self {
            origines: built.origines,
            textes: built.textes.into(),
            lignes: built.lignes,
            remplacements: built.remplacements,
            errones: built.errones,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistreKind;

    fn c(text: &str) -> CodeCertifInfo {
        text.parse().unwrap()
    }

    fn register(arcs: &[(&str, &str, u8)]) -> CertifInfo {
        let mut builder = CertifInfoBuilder::new(Origine::new(RegistreKind::CertifInfo, "essai"));
        for (old, new, etat) in arcs {
            builder.push_remplacement(c(old), c(new), Some(*etat));
        }
        builder.build()
    }

    #[test]
    fn splits_joins_and_mistakes() {
        let register = register(&[
            ("1", "2", 3),
            ("1", "3", 3),
            ("2", "4", 3),
            ("3", "4", 3),
            ("3", "9", 2),
            ("7", "7", 3),
            ("5", "6", 3),
            ("6", "5", 3),
        ]);
        let chaine = register.remplacants(c("1"));
        assert_eq!((chaine.suivants, chaine.finals), (vec![c("2"), c("3"), c("4")], vec![c("4")]));
        assert!(!chaine.cycle, "two ways to one code are no circle");
        assert_eq!(register.errones(), 1);
        assert_eq!(register.get(c("9")).unwrap().etat, Some(FicheCertifInfo::ERRONE));
        assert!(register.remplacants(c("5")).cycle);
        assert!(!register.is_remplace(c("7")) && register.is_remplace(c("1")));
        assert!(register.get(c("8")).is_none() && register.remplacants(c("8")).is_empty());
    }

    #[test]
    fn files_complete_each_other() {
        let mut builder = CertifInfoBuilder::new(Origine::new(RegistreKind::CertifInfo, "fiches"));
        let voies = VoiesAcces { apprentissage: Some(false), ..VoiesAcces::default() };
        let fiche = FicheCertifInfo { intitule: Some("Titre"), voies, ..FicheCertifInfo::new(c("1")) };
        builder.push(FicheCertifInfo { rncp: "RNCP509".parse().ok(), cpf: Some(false), ..fiche });
        let mut later = CertifInfoBuilder::new(Origine::new(RegistreKind::CertifInfo, "suite"));
        later.push(FicheCertifInfo {
            cpf: Some(true),
            objectif: Some("But"),
            ..FicheCertifInfo::new(c("1"))
        });
        let merged = register(&[("1", "2", 3)]).merge(builder.build()).merge(later.build());
        let read = merged.get(c("1")).unwrap();
        assert_eq!((read.intitule, read.objectif), (Some("Titre"), Some("But")));
        assert_eq!(
            (read.cpf, read.voies.apprentissage, read.rncp.is_some()),
            (Some(true), Some(false), true)
        );
        assert_eq!(merged.remplacants(c("1")).finals, [c("2")]);
        assert_eq!((merged.origines().len(), merged.len()), (3, 2));
        assert!(merged.heap_size() > 0);
    }
}
