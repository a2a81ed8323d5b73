//! Sessions.

use super::{
    Adresse, Bloc, BlocsCompetences, Booleen, Checked, Contact, EtatRecrutement, Extras,
    ReferenceCertification, Texte, shape::part,
};
use crate::PartialDate;

part! {
    /// A period (`periode`), bounds included.
    pub struct Periode {
        /// `debut`: `00000000` when it is not known.
        debut: Option<Checked<'a, PartialDate>> = ["debut"],
        /// `fin`: `99999999` when it is not known.
        fin: Option<Checked<'a, PartialDate>> = ["fin"],
    }
}

part! {
    /// One way of being chosen for a session (`recrutement`, LHEO 2.3).
    pub struct Recrutement {
        /// `@numero`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `modalite-recrutement`: dictionary of that name; 9 is a collective information meeting.
        modalite: Option<Texte<'a>> = ["modalite-recrutement"],
        /// `code-perimetre-recrutement`: dictionary `perimetre-recrutement`.
        perimetre: Option<Texte<'a>> = ["code-perimetre-recrutement"],
        /// `infos-perimetre-recrutement`.
        infos_perimetre: Option<Texte<'a>> = ["infos-perimetre-recrutement"],
        /// `a-distance`.
        a_distance: Option<Checked<'a, Booleen>> = ["a-distance"],
        /// `adresse`.
        adresse: Option<Adresse<'a>> = ["adresse"],
        /// `urlweb`.
        url: Option<Texte<'a>> = ["urlweb"],
        /// `nb-places`.
        places: Option<Checked<'a, u32>> = ["nb-places"],
        /// `periode`.
        periode: Option<Periode<'a>> = ["periode"],
        /// `heure-debut`: `09h00`.
        heure_debut: Option<Texte<'a>> = ["heure-debut"],
        /// `heure-fin`.
        heure_fin: Option<Texte<'a>> = ["heure-fin"],
        /// `commentaire`.
        commentaire: Option<Texte<'a>> = ["commentaire"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

part! {
    /// A session (S): when an action takes place, and how to enter it.
    ///
    /// ```
    /// use sofi_core::{Periode, Session};
    ///
    /// let session = Session::default().numero("21_123456").periode(Periode::default().debut("20260901").fin("99999999"));
    /// assert_eq!(session.debut().unwrap().day().unwrap().to_string(), "2026-09-01");
    /// ```
    pub struct Session enters session {
        /// `@numero`: with the SIRET, the key of the exchange.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `@ref`: its number where it comes from.
        reference: Option<Texte<'a>> = ["@ref"],
        /// `@info`.
        info: Option<Texte<'a>> = ["@info"],
        /// `@id`: its name in the document.
        id: Option<Texte<'a>> = ["@id"],
        /// `@tag`.
        tag: Option<Texte<'a>> = ["@tag"],
        /// `@datecrea`.
        datecrea: Option<Checked<'a, PartialDate>> = ["@datecrea"],
        /// `@datemaj`.
        datemaj: Option<Checked<'a, PartialDate>> = ["@datemaj"],
        /// `periode`: first and last day; of individual paths, where entries are permanent.
        periode: Option<Periode<'a>> = ["periode"],
        /// `adresse-inscription/adresse`.
        adresse_inscription: Option<Adresse<'a>> = ["adresse-inscription" "adresse"],
        /// `modalites-inscription`.
        modalites_inscription: Option<Texte<'a>> = ["modalites-inscription"],
        /// `periode-inscription/periode`.
        periode_inscription: Option<Periode<'a>> = ["periode-inscription" "periode"],
        /// `etat-recrutement`.
        etat_recrutement: Option<Checked<'a, EtatRecrutement>> = ["etat-recrutement"],
        /// `url-session/urlweb`.
        urls as url: Vec<Texte<'a>> = ["url-session" "urlweb"],
        /// `contact-session` (LHEO 2.3).
        contacts as contact: Vec<Contact<'a>> = ["contact-session"],
        /// `recrutement`: how one is chosen, when and where (LHEO 2.3).
        recrutements as recrutement: Vec<Recrutement<'a>> = ["recrutement"],
        /// `reference-certification`: those of the formation that it prepares (LHEO 2.3).
        references_certifications as reference_certification: Vec<ReferenceCertification<'a>> = ["reference-certification"],
        /// `blocs-competences` (LHEO 2.3).
        blocs_competences: Vec<BlocsCompetences<'a>> = ["blocs-competences"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl<'a> Session<'a> {
    /// Adds a part of a certification to the last group of them, or to a first one.
    #[must_use]
    pub fn bloc(mut self, bloc: Bloc<'a>) -> Self {
        let group = self.blocs_competences.pop().unwrap_or_default();
        self.blocs_competences.push(group.bloc(bloc));
        self
    }
}

impl Session<'_> {
    /// The parts of certifications that it prepares, all groups together.
    pub fn blocs(&self) -> impl Iterator<Item = &Bloc<'_>> {
        self.blocs_competences.iter().flat_map(|group| &group.blocs)
    }

    /// Its first day, or what is known of it.
    pub fn debut(&self) -> Option<PartialDate> {
        self.periode.as_ref()?.debut.as_ref()?.get()
    }

    /// Its last day, or what is known of it.
    pub fn fin(&self) -> Option<PartialDate> {
        self.periode.as_ref()?.fin.as_ref()?.get()
    }
}
