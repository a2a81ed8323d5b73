//! Rows.

use std::borrow::Cow;

use sofi_core::{
    Action, Adresse, Contact, Contenu, Coordonnees, Financeur, Finding, Formation, JugementAction, Lang,
    LieuDeFormation, Organisme, RoleOrganisme, Session, Situation,
};

use crate::Dialect;

/// A row of a [`Table`](super::Table), to be read by its columns.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    pub(super) document: Document<'r>,
    pub(super) cles: Cles,
    pub(super) formation: Option<&'r Formation<'r>>,
    pub(super) action: Option<&'r Action<'r>>,
    pub(super) session: Option<&'r Session<'r>>,
    pub(super) sujet: Sujet<'r>,
}

/// The document and the record that a row is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'r> {
    pub(super) name: &'r str,
    pub(super) ligne: u64,
    pub(super) dialect: Option<Dialect>,
}

/// The numbers of what a row belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cles {
    pub(super) formation: Option<i64>,
    pub(super) action: Option<i64>,
    pub(super) session: Option<i64>,
    pub(super) organisme: Option<i64>,
}

/// What a row is of, besides the formation, the action and the session that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sujet<'r> {
    /// Nothing else.
    Offre,
    /// A session, with what is derived of it.
    Deduit(&'r Deduit<'r>),
    Organisme(&'r Organisme<'r>, Option<RoleOrganisme>),
    Lieu(&'r LieuDeFormation<'r>, usize),
    /// A contact; the element that it is, and its rank there.
    Contact(&'r Contact<'r>, &'static str, usize),
    Certification(&'r CertificationNommee<'r>),
    Financeur(&'r Financeur<'r>, usize),
    Extra(&'r Ajout),
    Finding(&'r Finding, Lang),
}

/// What is derived of a session.
#[derive(Debug)]
pub(super) struct Deduit<'r> {
    pub(super) contenu: Contenu,
    pub(super) situation: Option<Situation>,
    pub(super) perimetre: Option<&'r JugementAction>,
    pub(super) formateur: Option<&'r Organisme<'r>>,
    pub(super) lang: Lang,
}

/// A certification, by whatever names it.
#[derive(Debug, Default)]
pub(super) struct CertificationNommee<'r> {
    /// The element that names it.
    pub(super) nature: &'static str,
    pub(super) rang: usize,
    pub(super) rncp: Option<Cow<'r, str>>,
    pub(super) rs: Option<Cow<'r, str>>,
    pub(super) certifinfo: Option<Cow<'r, str>>,
    pub(super) cpf: Option<Cow<'r, str>>,
    pub(super) elu: Option<Cow<'r, str>>,
    pub(super) bloc: Option<Cow<'r, str>>,
    pub(super) libelle_bloc: Option<Cow<'r, str>>,
    pub(super) validation_blocs: Option<Cow<'r, str>>,
}

/// An `extra`, or a text inside of one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ajout {
    pub(super) chemin: String,
    pub(super) groupe: Option<String>,
    pub(super) numero_groupe: Option<String>,
    pub(super) info: Option<String>,
    pub(super) numero: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) valeur: Option<String>,
}

impl Ajout {
    /// Another one of its group.
    pub(super) fn of_group(&self) -> Self {
        Self { groupe: self.groupe.clone(), numero_groupe: self.numero_groupe.clone(), ..Self::default() }
    }
}

impl<'r> Row<'r> {
    /// The formation that it is of.
    pub const fn formation(&self) -> Option<&'r Formation<'r>> {
        self.formation
    }

    /// The action that it is of.
    pub const fn action(&self) -> Option<&'r Action<'r>> {
        self.action
    }

    /// The session that it is of.
    pub const fn session(&self) -> Option<&'r Session<'r>> {
        self.session
    }

    pub(super) const fn deduit(&self) -> Option<&'r Deduit<'r>> {
        match self.sujet {
            Sujet::Deduit(deduit) => Some(deduit),
            _ => None,
        }
    }

    pub(super) const fn organisme(&self) -> Option<&'r Organisme<'r>> {
        match self.sujet {
            Sujet::Organisme(organisme, _) => Some(organisme),
            _ => None,
        }
    }

    pub(super) const fn lieu(&self) -> Option<&'r LieuDeFormation<'r>> {
        match self.sujet {
            Sujet::Lieu(lieu, _) => Some(lieu),
            _ => None,
        }
    }

    pub(super) const fn contact(&self) -> Option<&'r Contact<'r>> {
        match self.sujet {
            Sujet::Contact(contact, ..) => Some(contact),
            _ => None,
        }
    }

    pub(super) const fn certification(&self) -> Option<&'r CertificationNommee<'r>> {
        match self.sujet {
            Sujet::Certification(named) => Some(named),
            _ => None,
        }
    }

    pub(super) const fn financeur(&self) -> Option<&'r Financeur<'r>> {
        match self.sujet {
            Sujet::Financeur(financeur, _) => Some(financeur),
            _ => None,
        }
    }

    pub(super) const fn extra(&self) -> Option<&'r Ajout> {
        match self.sujet {
            Sujet::Extra(extra) => Some(extra),
            _ => None,
        }
    }

    pub(super) const fn finding(&self) -> Option<&'r Finding> {
        match self.sujet {
            Sujet::Finding(finding, _) => Some(finding),
            _ => None,
        }
    }

    /// The rank of what it is of among its like, from 1.
    pub(super) fn rang(&self) -> Option<usize> {
        match self.sujet {
            Sujet::Lieu(_, rang) | Sujet::Contact(_, _, rang) | Sujet::Financeur(_, rang) => Some(rang),
            Sujet::Certification(named) => Some(named.rang),
            _ => None,
        }
    }

    /// How to reach what it is of.
    pub(super) fn coordonnees(&self) -> Option<&'r Coordonnees<'r>> {
        match self.sujet {
            Sujet::Organisme(organisme, _) => organisme.coordonnees.as_ref(),
            Sujet::Lieu(lieu, _) => lieu.coordonnees.as_ref(),
            Sujet::Contact(contact, ..) => contact.coordonnees.as_ref(),
            _ => None,
        }
    }

    pub(super) fn adresse(&self) -> Option<&'r Adresse<'r>> {
        self.coordonnees()?.adresse.as_ref()
    }

    /// Of an offer, the first place of training.
    pub(super) fn premier_lieu(&self) -> Option<&'r Adresse<'r>> {
        self.action?.lieux.iter().find_map(LieuDeFormation::adresse)
    }
}
