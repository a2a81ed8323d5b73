//! Why an act is refused.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Acteur, EtatStocke, Niveau, Objet, Verbe};
use crate::{
    Arg, Args, Bilingual, Cadre, Lang, Provenance,
    vocabulary::{day, phrase},
};

/// Why an act is refused. Nothing has changed then.
///
/// [`message`](Self::message) says it in the words of the trade, with what to do; `Display` says it in English.
///
/// ```
/// use sofi_core::{CycleError, Lang, Objet};
///
/// let error = CycleError::NonSoumise { objet: Objet::session("21_123456") };
/// assert!(error.message(Lang::Fr).starts_with("La session 21_123456 est encore «\u{a0}en cours de saisie\u{a0}»"));
/// assert!(error.to_string().starts_with("Session 21_123456 is still being entered"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "raison", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CycleError {
    /// A number is blank.
    NumeroVide {
        /// The level that it was meant for.
        niveau: Niveau,
    },
    /// A number is taken already, or reserved: it is never given twice.
    NumeroPris {
        /// What bears it.
        objet: Objet,
    },
    /// No element bears this number.
    Inconnu {
        /// What was looked for.
        objet: Objet,
    },
    /// Nothing is added under what is cancelled or archived.
    ParentClos {
        /// What was to be added.
        objet: Objet,
        /// What it was to be added to.
        parent: Objet,
        /// Its state.
        etat: EtatStocke,
    },
    /// This kind of offer does not come by this door (slide 5).
    HorsMatrice {
        /// What was to be added or changed.
        objet: Objet,
        /// The kind of offer.
        cadre: Cadre,
        /// The door.
        provenance: Provenance,
    },
    /// The act is somebody else's.
    SansDroit {
        /// What it was to be done to.
        objet: Objet,
        /// The act.
        verbe: Verbe,
        /// The one who tried.
        acteur: Acteur,
    },
    /// What came from Ideo-Onisep is not changed in SOFI.
    LectureSeule {
        /// What it was to be done to.
        objet: Objet,
        /// The act.
        verbe: Verbe,
    },
    /// It is still being entered: nobody can judge it.
    NonSoumise {
        /// What was to be judged.
        objet: Objet,
    },
    /// The act is illegal in this state.
    EtatIncompatible {
        /// What it was to be done to.
        objet: Objet,
        /// The act.
        verbe: Verbe,
        /// The state.
        etat: EtatStocke,
    },
    /// The act is dated before what it follows.
    DateAnterieure {
        /// What was done last.
        objet: Objet,
        /// The date given.
        date: NaiveDate,
        /// The date of what it follows.
        precedente: NaiveDate,
    },
    /// A refusal without its reason.
    MotifVide {
        /// What was to be refused.
        objet: Objet,
    },
    /// Nothing is published, so nothing can be withdrawn.
    NonPubliee {
        /// What was to be suspended.
        objet: Objet,
    },
    /// Only a session has dates.
    SansCalendrier {
        /// What was to receive them.
        objet: Objet,
    },
    /// Only what was validated once is renewed.
    JamaisValidee {
        /// What was to be renewed.
        objet: Objet,
    },
    /// Only a permanent session is renewed, and by a permanent one.
    NonPermanente {
        /// The session that is not.
        objet: Objet,
    },
    /// A renewal brings new dates.
    MemesDates {
        /// What was to be renewed.
        objet: Objet,
    },
    /// It has been renewed already.
    DejaRenouvelee {
        /// What was to be renewed.
        objet: Objet,
        /// Number of the session that follows it.
        par: String,
    },
    /// It was entered by hand: no other system may overwrite it.
    PasIntegree {
        /// What was to be overwritten.
        objet: Objet,
    },
    /// The system archives only what has been over for long enough.
    DelaiNonEcoule {
        /// What was to be archived.
        objet: Objet,
        /// The first day on which it can; `None` when its end is not known, or for what has no dates.
        possible_le: Option<NaiveDate>,
    },
}

impl CycleError {
    /// What it is about; `None` when the number is blank.
    pub const fn objet(&self) -> Option<&Objet> {
        match self {
            Self::NumeroVide { .. } => None,
            Self::NumeroPris { objet }
            | Self::Inconnu { objet }
            | Self::ParentClos { objet, .. }
            | Self::HorsMatrice { objet, .. }
            | Self::SansDroit { objet, .. }
            | Self::LectureSeule { objet, .. }
            | Self::NonSoumise { objet }
            | Self::EtatIncompatible { objet, .. }
            | Self::DateAnterieure { objet, .. }
            | Self::MotifVide { objet }
            | Self::NonPubliee { objet }
            | Self::SansCalendrier { objet }
            | Self::JamaisValidee { objet }
            | Self::NonPermanente { objet }
            | Self::MemesDates { objet }
            | Self::DejaRenouvelee { objet, .. }
            | Self::PasIntegree { objet }
            | Self::DelaiNonEcoule { objet, .. } => Some(objet),
        }
    }

    /// What is wrong and what to do, for people.
    pub fn message(&self, lang: Lang) -> String {
        let words = |args: Args, name, words| args.with(name, Arg::Words(words));
        let mut args = Args::new();
        if let Some(objet) = self.objet() {
            args = words(args, "niveau", objet.niveau.words()).text("numero", objet.numero.clone());
        }
        args = match self {
            Self::NumeroVide { niveau } => words(args, "niveau", niveau.words()),
            Self::ParentClos { parent, etat, .. } => {
                words(words(args, "parent", parent.niveau.words()), "etat", etat.words())
                    .text("numero_parent", parent.numero.clone())
            }
            Self::HorsMatrice { cadre, provenance, .. } => {
                words(words(args, "cadre", cadre.words()), "provenance", provenance.words())
            }
            Self::SansDroit { verbe, acteur, .. } => {
                let able: Vec<&str> = verbe.acteurs().iter().map(|a| a.words().get(lang)).collect();
                let or = Bilingual::new(" ou ", " or ").get(lang);
                words(words(args, "verbe", verbe.words()), "acteur", acteur.words())
                    .text("ayant_droit", able.join(or))
            }
            Self::LectureSeule { verbe, .. } => words(args, "verbe", verbe.words()),
            Self::EtatIncompatible { verbe, etat, .. } => {
                words(words(args, "verbe", verbe.words()), "etat", etat.words())
            }
            Self::DateAnterieure { date, precedente, .. } => {
                args.text("date", day(*date, lang)).text("precedente", day(*precedente, lang))
            }
            Self::DejaRenouvelee { par, .. } => args.text("par", par.clone()),
            Self::DelaiNonEcoule { possible_le: Some(date), .. } => args.text("date", day(*date, lang)),
            _ => args,
        };
        phrase(self.template(), &args, lang)
    }

    const fn template(&self) -> Bilingual {
        match self {
            Self::NumeroVide { .. } => Bilingual::new(
                "{niveau} n'a pas de numéro. Donnez-lui en un : c'est la clé d'échange.",
                "{niveau} without a number. Give it one: it is the exchange key.",
            ),
            Self::NumeroPris { .. } => Bilingual::new(
                "{niveau} {numero} existe ou a existé : un numéro ne sert qu'une fois. Prenez-en un autre.",
                "{niveau} {numero} exists or has existed: a number serves once. Take another.",
            ),
            Self::Inconnu { .. } => Bilingual::new(
                "{niveau} {numero} est inconnue ici. Vérifiez le numéro.",
                "{niveau} {numero} is unknown here. Check the number.",
            ),
            Self::ParentClos { .. } => Bilingual::new(
                "{niveau} {numero} ne peut être ajoutée. {parent} {numero_parent} est {etat} : \
                 faites-la rouvrir d'abord par le Carif-Oref.",
                "{niveau} {numero} cannot be added. {parent} {numero_parent} is {etat}: have the Carif-Oref \
                 reopen it first.",
            ),
            Self::HorsMatrice { .. } => Bilingual::new(
                "{niveau} {numero} ({cadre}) ne peut pas être {provenance} : ce n'est pas la voie prévue pour \
                 cette offre.",
                "{niveau} {numero} ({cadre}) cannot be {provenance}: this offer does not come that way.",
            ),
            Self::SansDroit { .. } => Bilingual::new(
                "{niveau} {numero} : {acteur} n'a pas le droit de {verbe}. Seul peut le faire : {ayant_droit}.",
                "{niveau} {numero}: {acteur} has no right to {verbe}. Only {ayant_droit} may.",
            ),
            Self::LectureSeule { .. } => Bilingual::new(
                "{niveau} {numero} vient d'Ideo-Onisep : elle est visible mais non modifiable, on ne peut donc \
                 pas la {verbe}. Faites corriger la fiche à l'Onisep.",
                "{niveau} {numero} comes from Ideo-Onisep: it can be seen, not changed, so nobody can {verbe} it. \
                 Have the Onisep correct its record.",
            ),
            Self::NonSoumise { .. } => Bilingual::new(
                "{niveau} {numero} est encore « en cours de saisie » : tant que l'organisme ne l'a pas remise au \
                 Carif-Oref, elle n'est ni validée ni diffusée. Soumettez-la.",
                "{niveau} {numero} is still being entered: until the organisation hands it to the Carif-Oref, it \
                 is neither validated nor published. Submit it.",
            ),
            Self::EtatIncompatible { .. } => Bilingual::new(
                "{niveau} {numero} est {etat} : on ne peut pas la {verbe} dans cet état.",
                "{niveau} {numero} is {etat}: nobody can {verbe} it in this state.",
            ),
            Self::DateAnterieure { .. } => Bilingual::new(
                "{niveau} {numero} : un acte du {date} ne peut pas suivre celui du {precedente}. Vérifiez la date.",
                "{niveau} {numero}: an act of {date} cannot follow that of {precedente}. Check the date.",
            ),
            Self::MotifVide { .. } => Bilingual::new(
                "{niveau} {numero} ne peut être refusée sans motif : l'organisme doit savoir quoi corriger.",
                "{niveau} {numero} cannot be refused without a reason: the organisation must know what to correct.",
            ),
            Self::NonPubliee { .. } => Bilingual::new(
                "{niveau} {numero} n'est pas diffusée : il n'y a rien à suspendre.",
                "{niveau} {numero} is not published: there is nothing to suspend.",
            ),
            Self::SansCalendrier { .. } => Bilingual::new(
                "{niveau} {numero} ne porte pas de dates. Donnez-les à ses sessions.",
                "{niveau} {numero} bears no dates. Give them to its sessions.",
            ),
            Self::JamaisValidee { .. } => Bilingual::new(
                "{niveau} {numero} n'a jamais été validée : corrigez-la plutôt que de la renouveler.",
                "{niveau} {numero} was never validated: correct it rather than renew it.",
            ),
            Self::NonPermanente { .. } => Bilingual::new(
                "{niveau} {numero} n'est pas en entrées et sorties permanentes : seule une session permanente se \
                 renouvelle, par une autre. Créez une session.",
                "{niveau} {numero} has no permanent entry: only a permanent session is renewed, by another. Create \
                 a session.",
            ),
            Self::MemesDates { .. } => Bilingual::new(
                "{niveau} {numero} : le renouvellement reprend les mêmes dates. Donnez celles de la nouvelle \
                 période.",
                "{niveau} {numero}: the renewal bears the same dates. Give those of the new period.",
            ),
            Self::DejaRenouvelee { .. } => Bilingual::new(
                "{niveau} {numero} est déjà renouvelée sous le numéro {par}.",
                "{niveau} {numero} is already renewed under number {par}.",
            ),
            Self::PasIntegree { .. } => Bilingual::new(
                "{niveau} {numero} a été saisie dans SOFI : aucun autre système ne peut l'écraser.",
                "{niveau} {numero} was entered in SOFI: no other system may overwrite it.",
            ),
            Self::DelaiNonEcoule { possible_le: Some(_), .. } => Bilingual::new(
                "{niveau} {numero} n'est pas finie depuis assez longtemps : le système ne l'archive qu'à partir du \
                 {date}.",
                "{niveau} {numero} has not been over for long enough: the system archives it from {date} on.",
            ),
            Self::DelaiNonEcoule { possible_le: None, .. } => Bilingual::new(
                "{niveau} {numero} n'a pas de fin connue : le système ne l'archive pas de lui-même.",
                "{niveau} {numero} has no known end: the system does not archive it by itself.",
            ),
        }
    }
}

impl std::fmt::Display for CycleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for CycleError {}
