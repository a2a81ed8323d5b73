//! What explains that a session is missing, whose turn it is, and what to do.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::FicheCanal;
use crate::{
    Arg, Args, Bilingual, EtatStocke, Lang, Objet,
    vocabulary::{day, phrase, vocabulary},
};

vocabulary! {
    /// Whose turn it is.
    ///
    /// ```
    /// assert_eq!(sofi_core::Responsable::Rco.as_str(), "rco");
    /// ```
    pub enum Responsable {
        /// The training organisation.
        Organisme = "organisme": "l'organisme" / "the organisation",
        /// The Carif-Oref.
        CarifOref = "carif-oref": "le Carif-Oref" / "the Carif-Oref",
        /// RCO, which makes and sends the flow Offre Info.
        Rco = "rco": "RCO (flux Offre Info)" / "RCO (flow Offre Info)",
        /// Those who run the channel: Pôle emploi (France Travail) for Aude, Kairos and Ouiform.
        Exploitant = "exploitant": "le gestionnaire du canal" / "those who run the channel",
        /// Nobody: there is nothing to do but wait, or nothing to do at all.
        Personne = "personne": "personne" / "nobody",
    }
}

/// What explains that a session is missing from a channel.
///
/// ```
/// use sofi_core::{Canal, Cause, Objet, Responsable};
///
/// let cause = Cause::EnCoursDeSaisie { objet: Objet::session("21_123456") };
/// assert_eq!(cause.responsable(Canal::Aude.fiche()), Responsable::Organisme);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Cause {
    /// No session bears this number.
    NumeroInconnu {
        /// The number asked for.
        numero: String,
    },
    /// The session is another organisation's, or was made under another SIRET. The SIRET on record is not told:
    /// it is not the asker's.
    AutreSiret {
        /// The number asked for.
        numero: String,
        /// The SIRET asked for.
        siret: String,
    },
    /// The session, or what it belongs to, was never submitted.
    EnCoursDeSaisie {
        /// Which one.
        objet: Objet,
    },
    /// It waits for the Carif-Oref.
    Soumise {
        /// Which one.
        objet: Objet,
    },
    /// It was sent back.
    Refusee {
        /// Which one.
        objet: Objet,
        /// Why.
        motif: String,
    },
    /// It was validated too recently.
    TropTot {
        /// The session.
        objet: Objet,
        /// The day of the last validation along the chain.
        validee_le: NaiveDate,
        /// The first day on which to look.
        au_plus_tot: NaiveDate,
    },
    /// It, or what it belongs to, is suspended, cancelled or archived.
    Retiree {
        /// Which one.
        objet: Objet,
        /// Its state.
        etat: EtatStocke,
    },
    /// It has ended.
    Terminee {
        /// The session.
        objet: Objet,
        /// Its latest possible last day.
        fin: NaiveDate,
        /// True when it can be renewed.
        permanente: bool,
        /// Number of the session that follows it already.
        remplacee_par: Option<String>,
    },
    /// The channel does not take such sessions.
    NonEligible {
        /// The session.
        objet: Objet,
    },
    /// Nobody said whether it is eligible.
    EligibiliteInconnue {
        /// The session.
        objet: Objet,
    },
    /// The channel takes nothing on that day: a project, not yet open, or closed.
    CanalFerme {
        /// The session.
        objet: Objet,
    },
    /// The night's export failed.
    ExportEchoue {
        /// The session.
        objet: Objet,
    },
    /// Nobody said how the night's export went.
    ExportInconnu {
        /// The session.
        objet: Objet,
    },
    /// All that can be seen from here is in order.
    ADemander {
        /// The session.
        objet: Objet,
        /// True when the promised delay is over.
        en_retard: bool,
    },
}

impl Cause {
    /// Whose turn it is.
    pub fn responsable(&self, canal: &FicheCanal) -> Responsable {
        match self {
            Self::NumeroInconnu { .. }
            | Self::AutreSiret { .. }
            | Self::EnCoursDeSaisie { .. }
            | Self::Refusee { .. }
            | Self::Retiree { etat: EtatStocke::Annulee, .. }
            | Self::Terminee { permanente: true, remplacee_par: None, .. } => Responsable::Organisme,
            Self::Retiree { .. } | Self::Soumise { .. } | Self::EligibiliteInconnue { .. } => {
                Responsable::CarifOref
            }
            Self::TropTot { .. }
            | Self::Terminee { .. }
            | Self::NonEligible { .. }
            | Self::CanalFerme { .. } => Responsable::Personne,
            Self::ExportEchoue { .. } | Self::ExportInconnu { .. } => match canal.voie {
                super::Voie::Directe => Responsable::CarifOref,
                super::Voie::OffreInfo => Responsable::Rco,
            },
            Self::ADemander { .. } => match canal.exploitant {
                super::Exploitant::CarifOref => Responsable::CarifOref,
                _ => Responsable::Exploitant,
            },
        }
    }

    /// The explanation and what to do, with the names of that day.
    pub fn message(&self, canal: &FicheCanal, as_of: NaiveDate, lang: Lang) -> String {
        let mut args = Args::new()
            .with("canal", Arg::Words(canal.canal.words()))
            .with("exploitant", Arg::Words(canal.exploitant.nom(as_of)))
            .with("eligibilite", Arg::Words(canal.eligibilite.words()))
            .with("responsable", Arg::Words(self.responsable(canal).words()))
            .with("voie", Arg::Words(canal.voie.words()));
        if canal.nom != canal.canal.fiche().nom {
            // A channel that a service describes itself goes by its own name.
            args = args.without("canal").text("canal", canal.nom);
        }
        args = match self {
            Self::NumeroInconnu { numero } => args.text("numero", numero.clone()),
            Self::AutreSiret { numero, siret } => {
                args.text("numero", numero.clone()).text("siret", siret.clone())
            }
            Self::EnCoursDeSaisie { objet }
            | Self::Soumise { objet }
            | Self::Refusee { objet, .. }
            | Self::TropTot { objet, .. }
            | Self::Retiree { objet, .. }
            | Self::Terminee { objet, .. }
            | Self::NonEligible { objet }
            | Self::EligibiliteInconnue { objet }
            | Self::CanalFerme { objet }
            | Self::ExportEchoue { objet }
            | Self::ExportInconnu { objet }
            | Self::ADemander { objet, .. } => {
                args.with("niveau", Arg::Words(objet.niveau.words())).text("numero", objet.numero.clone())
            }
        };
        args = match self {
            Self::Refusee { motif, .. } => args.text("motif", motif.clone()),
            Self::TropTot { validee_le, au_plus_tot, .. } => {
                args.text("validee_le", day(*validee_le, lang)).text("au_plus_tot", day(*au_plus_tot, lang))
            }
            Self::Retiree { etat, .. } => args.with("etat", Arg::Words(etat.words())),
            Self::Terminee { fin, remplacee_par, .. } => {
                args.text("fin", day(*fin, lang)).text("par", remplacee_par.clone().unwrap_or_default())
            }
            _ => args,
        };
        phrase(self.template(), &args, lang)
    }

    const fn template(&self) -> Bilingual {
        match self {
            Self::NumeroInconnu { .. } => Bilingual::new(
                "La session {numero} est inconnue. Vérifiez le numéro : c'est celui du S, ni du F ni du A.",
                "Session {numero} is unknown. Check the number: it is that of the S, not of the F nor the A.",
            ),
            Self::AutreSiret { .. } => Bilingual::new(
                "La session {numero} n'est pas rattachée au SIRET {siret}. La clé d'échange est le numéro \
                 avec le SIRET : si votre SIRET a changé, informez-en le Cariforef.",
                "Session {numero} does not belong to SIRET {siret}. The exchange key is the number with the \
                 SIRET: if your SIRET has changed, tell the Cariforef.",
            ),
            Self::EnCoursDeSaisie { .. } => Bilingual::new(
                "{niveau} {numero} est encore « en cours de saisie » : elle n'est ni validée ni envoyée \
                 vers {canal}. Soumettez-la au Carif-Oref.",
                "{niveau} {numero} is still being entered: it is neither validated nor sent to {canal}. \
                 Submit it to the Carif-Oref.",
            ),
            Self::Soumise { .. } => Bilingual::new(
                "{niveau} {numero} est soumise et attend la validation du Carif-Oref.",
                "{niveau} {numero} is submitted and waits for the Carif-Oref to validate it.",
            ),
            Self::Refusee { .. } => Bilingual::new(
                "{niveau} {numero} a été refusée par le Carif-Oref : {motif}. Corrigez-la, puis \
                 soumettez-la de nouveau.",
                "{niveau} {numero} was refused by the Carif-Oref: {motif}. Correct it, then submit it again.",
            ),
            Self::TropTot { .. } => Bilingual::new(
                "{niveau} {numero} a été validée le {validee_le} : elle n'est pas attendue dans {canal} \
                 avant le {au_plus_tot}. Patientez jusque-là.",
                "{niveau} {numero} was validated on {validee_le}: it is expected in {canal} not before \
                 {au_plus_tot}. Wait until then.",
            ),
            Self::Retiree { etat: EtatStocke::Suspendue, .. } => Bilingual::new(
                "{niveau} {numero} est suspendue : elle n'est plus dans les sessions actives. Demandez au \
                 Carif-Oref ce qui manque.",
                "{niveau} {numero} is suspended: it has left the active sessions. Ask the Carif-Oref what \
                 is missing.",
            ),
            Self::Retiree { .. } => Bilingual::new(
                "{niveau} {numero} est {etat} : elle n'est plus dans les sessions actives. Si c'est une \
                 erreur, faites-la rouvrir par le Carif-Oref.",
                "{niveau} {numero} is {etat}: it has left the active sessions. If that is a mistake, have the \
                 Carif-Oref reopen it.",
            ),
            Self::Terminee { remplacee_par: Some(_), .. } => Bilingual::new(
                "{niveau} {numero} est terminée depuis le {fin} ; elle est renouvelée sous le numéro {par} \
                 : c'est celui-là qu'il faut chercher.",
                "{niveau} {numero} ended on {fin}; it is renewed under number {par}: look for that one.",
            ),
            Self::Terminee { permanente: true, .. } => Bilingual::new(
                "{niveau} {numero} est terminée depuis le {fin} : elle n'est plus dans les sessions actives. \
                 Renouvelez-la sous un nouveau numéro.",
                "{niveau} {numero} ended on {fin}: it has left the active sessions. Renew it under a new \
                 number.",
            ),
            Self::Terminee { .. } => Bilingual::new(
                "{niveau} {numero} est terminée depuis le {fin} : elle n'est plus dans les sessions actives.",
                "{niveau} {numero} ended on {fin}: it has left the active sessions.",
            ),
            Self::NonEligible { .. } => Bilingual::new(
                "{niveau} {numero} n'a pas à paraître dans {canal}, qui ne reprend, à notre connaissance, que \
                 {eligibilite}.",
                "{niveau} {numero} is not meant for {canal}, which takes, as far as sofi knows, only \
                 {eligibilite}.",
            ),
            Self::EligibiliteInconnue { .. } => Bilingual::new(
                "Impossible de dire si {canal} reprend la session {numero} : il ne reprend que {eligibilite}. \
                 Vérifiez son éligibilité auprès du Carif-Oref.",
                "Nobody can tell whether {canal} takes session {numero}: it takes only {eligibilite}. Check \
                 its eligibility with the Carif-Oref.",
            ),
            Self::CanalFerme { .. } => Bilingual::new(
                "{canal} ne reçoit rien à cette date : canal en projet, pas encore ouvert, ou fermé. La \
                 session {numero} ne peut pas y être.",
                "{canal} receives nothing on that day: it is a project, not open yet, or closed. Session \
                 {numero} cannot be there.",
            ),
            Self::ExportEchoue { .. } => Bilingual::new(
                "L'export de la nuit ({voie}) a échoué : la session {numero} n'est pas partie vers {canal}. \
                 C'est à traiter par {responsable} ; demandez quand il sera repris.",
                "The night's export ({voie}) failed: session {numero} did not leave for {canal}. It is up to \
                 {responsable}; ask when it will be done again.",
            ),
            Self::ExportInconnu { .. } => Bilingual::new(
                "On ne sait pas si l'export de la nuit ({voie}) est passé. Avant d'aller plus loin pour la \
                 session {numero}, faites-le vérifier par {responsable}.",
                "Nobody knows whether the night's export ({voie}) went through. Before going further with \
                 session {numero}, have {responsable} check it.",
            ),
            Self::ADemander { en_retard: false, .. } => Bilingual::new(
                "La session {numero} est validée, active et exportée. Pour savoir si elle est dans {canal}, \
                 donnez le numéro du S à : {exploitant}.",
                "Session {numero} is validated, active and exported. To know whether it is in {canal}, give \
                 the number of the S to: {exploitant}.",
            ),
            Self::ADemander { en_retard: true, .. } => Bilingual::new(
                "La session {numero} est validée, active et exportée, et le délai annoncé est passé. Si \
                 elle n'est pas dans {canal}, donnez le numéro du S à : {exploitant}.",
                "Session {numero} is validated, active and exported, and the promised delay is over. If it \
                 is not in {canal}, give the number of the S to: {exploitant}.",
            ),
        }
    }
}
