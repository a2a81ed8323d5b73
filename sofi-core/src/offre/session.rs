//! Sessions.

use super::{Adresse, Bloc, Checked, Contact, EtatRecrutement, Extras, Texte, shape::part};
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
        /// `blocs-competences/bloc-competences` (LHEO 2.3), all groups together.
        blocs as bloc: Vec<Bloc<'a>> = ["blocs-competences" "bloc-competences"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

impl Session<'_> {
    /// Its first day, or what is known of it.
    pub fn debut(&self) -> Option<PartialDate> {
        self.periode.as_ref()?.debut.as_ref()?.get()
    }

    /// Its last day, or what is known of it.
    pub fn fin(&self) -> Option<PartialDate> {
        self.periode.as_ref()?.fin.as_ref()?.get()
    }
}
