//! Offers and findings as tables: rows of typed cells, for data frames, databases and spreadsheets.
//!
//! Each [`Table`] has stable, documented [columns](Table::columns). A [`TableReader`] passes over a document once and gives the
//! rows of one table, in constant memory; [`findings`] gives those of a report. `docs/tables.md` is written from here.
//!
//! - `cle_...` columns are numbers given in the order of the document, from 1. They join the tables of one reading, and are there
//!   where the document gives no `numero`, or the same one twice.
//! - Texts are without the blanks around them; what is blank is absent.
//! - Codes, SIRETs and other identifiers are texts, in their canonical writing where what is written means one without doubt, else as
//!   they stand.
//! - A date is there when it is known to the day; the column `..._brut` beside it holds what is written, whatever it is. So it is of
//!   prices. A number or a boolean that is none is absent: the findings tell of it.
//!
//! ```
//! use sofi_lheo::{Reader, tables::{Cell, Table, TableReader}};
//!
//! let feed = br#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1"><action numero="A1">
//!   <session numero="S1"><periode><debut>20260901</debut><fin>20261200</fin></periode></session>
//! </action></formation></offres></lheo>"#;
//! let mut rows = TableReader::new(Table::Sessions, Reader::from_slice("feed.xml", feed)?);
//! let mut read = Vec::new();
//! while rows.next_record(|row| {
//!     for column in Table::Sessions.columns() {
//!         if let Some(cell) = column.cell(row) {
//!             read.push(format!("{}={cell}", column.name()));
//!         }
//!     }
//! })? {}
//! assert_eq!(read, [
//!     "cle_formation=1", "numero_formation=F1", "cle_action=1", "numero_action=A1", "cle_session=1", "numero_session=S1",
//!     "debut=2026-09-01", "debut_brut=20260901", "fin_brut=20261200", "nb_recrutements=0",
//! ]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ajouts;
mod cell;
mod column;
mod columns;
mod reader;
mod row;
mod walk;

use std::{fmt, str::FromStr};

use sofi_core::{Bilingual, UnknownName};

use crate::{Element, element as e};

pub use cell::{Cell, Kind};
pub use column::Column;
pub use reader::{Derivation, TableReader, findings};
pub use row::Row;
pub use walk::Ordinaux;

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $name:literal: $fr:literal / $en:literal, [$($group:path),+];)+) => {
        /// A table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Table {
            $(#[doc = $en] $variant,)+
        }

        impl Table {
            /// Every table.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What a row is.
            pub const fn doc(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual::new($fr, $en)),+ }
            }

            const fn groups(self) -> &'static [&'static [Column]] {
                match self { $(Self::$variant => &[$($group),+]),+ }
            }
        }
    };
}

use columns as c;

tables! {
    Offres = "offres": "Une ligne par session, avec ce qu'il faut savoir de sa formation, de son action, de qui répond d'elle et de qui la donne, de son lieu, et ce qui s'en déduit."
        / "One row per session, with what matters of its formation, its action, who answers for it and who gives it, its place, and what is derived from them.",
        [c::DOCUMENT, c::CLE_FORMATION, c::CLE_ACTION, c::CLE_SESSION, c::CLE_ORGANISME, c::OFFRE];
    Formations = "formations": "Une ligne par formation." / "One row per formation.",
        [c::DOCUMENT, c::CLE_FORMATION, c::CLE_ORGANISME, c::FORMATION];
    Actions = "actions": "Une ligne par action." / "One row per action.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::ACTION];
    Sessions = "sessions": "Une ligne par session." / "One row per session.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::CLE_SESSION, c::SESSION];
    Organismes = "organismes": "Une ligne par mention d'un organisme : responsable d'une formation, formateur d'une action, ou hors offre."
        / "One row each time that an organisation is named: it answers for a formation, trains in an action, or stands outside offers.",
        [c::DOCUMENT, c::CLE_ORGANISME, c::CLE_FORMATION, c::CLE_ACTION, c::ORGANISME, c::TELECOMS, c::ADRESSE];
    Lieux = "lieux": "Une ligne par lieu de formation d'une action." / "One row per place of training of an action.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::LIEU, c::TELECOMS, c::ADRESSE];
    Contacts = "contacts": "Une ligne par contact d'une formation, d'une session ou d'un organisme."
        / "One row per contact of a formation, a session or an organisation.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::CLE_SESSION, c::CLE_ORGANISME, c::CONTACT, c::TELECOMS, c::ADRESSE];
    Certifications = "certifications": "Une ligne par certification d'une formation, par code d'une formation qui n'en prépare pas, par renvoi à une certification, et par bloc de compétences d'une session."
        / "One row per certification of a formation, code of a formation that prepares none, reference to a certification, and part of one that a session prepares.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::CLE_SESSION, c::CERTIFICATION];
    Financeurs = "financeurs": "Une ligne par financeur d'une action." / "One row per funder of an action.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::FINANCEUR];
    Extras = "extras": "Une ligne par ajout (extra) d'une formation ou d'un organisme hors offre, où qu'il se trouve."
        / "One row per addition (extra) to a formation or to an organisation outside offers, wherever it stands.",
        [c::CLE_FORMATION, c::CLE_ACTION, c::CLE_SESSION, c::CLE_ORGANISME, c::EXTRA];
    Findings = "findings": "Une ligne par constat d'un rapport." / "One row per finding of a report.",
        [c::FINDING];
}

impl Table {
    /// Its columns, in order.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> {
        self.groups().iter().copied().flatten()
    }

    /// What its rows need nothing of, right in a formation, an action or a session: it is not read. Long texts and parts with many
    /// fields are what costs.
    const fn passed(self) -> &'static [Element] {
        match self {
            Self::Sessions => &[
                e::DOMAINE_FORMATION,
                e::INTITULE_FORMATION,
                e::OBJECTIF_FORMATION,
                e::RESULTATS_ATTENDUS,
                e::CONTENU_FORMATION,
                e::CONTACT_FORMATION,
                e::CERTIFICATION,
                e::URL_FORMATION,
                e::ORGANISME_FORMATION_RESPONSABLE,
                e::ORGANISME_FORMATEUR,
                e::ORGANISME_FINANCEUR,
                e::LIEU_DE_FORMATION,
                e::CODE_PUBLIC_VISE,
                e::INFO_PUBLIC_VISE,
                e::CONDITIONS_SPECIFIQUES,
                e::ADRESSE_INFORMATION,
                e::DATE_INFORMATION,
                e::DATE_INSCRIPTION,
                e::DETAIL_CONDITIONS_PRISE_EN_CHARGE,
                e::MODALITES_PEDAGOGIQUES,
                e::CODE_MODALITE_PEDAGOGIQUE,
                e::CONTACT_SESSION,
                e::REFERENCE_CERTIFICATION,
                e::BLOCS_COMPETENCES,
                e::EXTRAS,
            ],
            _ => &[],
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Table {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let found = Self::ALL.iter().find(|table| table.name() == text);
        found.copied().ok_or_else(|| UnknownName {
            found: text.to_owned(),
            expected: "offres, formations, actions, sessions, organismes, lieux, contacts, certifications, financeurs, extras, findings",
        })
    }
}

#[cfg(test)]
mod tests;
