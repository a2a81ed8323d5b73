//! From a record to the rows of a table.

use sofi_core::{
    Action, Certification, Contact, Contenu, Formation, OfferPath, Organisme, ReferenceCertification,
    RoleOrganisme, Session, Situation, TypeFormation,
};

use super::{
    Derivation, Row, Table,
    ajouts::ajouts,
    cell::{canonical, trimmed},
    row::{CertificationNommee, Cles, Deduit, Document, Sujet},
};

/// The numbers given so far, whatever the table: so that all tables give the same.
#[derive(Debug, Default)]
pub struct Ordinaux {
    formations: i64,
    actions: i64,
    sessions: i64,
    organismes: i64,
}

fn next(count: &mut i64) -> i64 {
    *count += 1;
    *count
}

/// Goes through a record for one table.
pub(super) struct Walk<'w> {
    pub(super) table: Table,
    pub(super) ordinaux: &'w mut Ordinaux,
    pub(super) derivation: &'w Derivation,
    pub(super) document: Document<'w>,
    pub(super) each: &'w mut dyn FnMut(&Row<'_>),
}

impl<'w> Walk<'w> {
    pub(super) fn formation(&mut self, formation: &Formation<'_>) {
        let cles = Cles { formation: Some(next(&mut self.ordinaux.formations)), ..Cles::default() };
        let responsable = formation.responsable.as_ref().map(|_| self.ordinaux.organismes + 1);
        let row = Row { formation: Some(formation), ..self.row(cles) };
        self.give(Table::Formations, &Row { cles: Cles { organisme: responsable, ..cles }, ..row });
        self.contacts(&row, &formation.contacts, "contact-formation");
        self.certifications(&row, &formation.certifications);
        self.types_formation(&row, &formation.types_formation);
        if let Some(organisme) = &formation.responsable {
            self.organisme(row, organisme, Some(RoleOrganisme::Responsable));
        }
        let first = self.ordinaux.actions + 1;
        let mut first_sessions = Vec::with_capacity(formation.actions.len());
        for action in &formation.actions {
            first_sessions.push(self.ordinaux.sessions + 1);
            let cles = Cles { action: Some(next(&mut self.ordinaux.actions)), ..cles };
            let row = Row { cles, action: Some(action), ..row };
            self.action(&row, action);
            if self.table == Table::Offres {
                self.offres(&row, formation, action, responsable);
            } else {
                self.sessions(&row, action);
            }
        }
        if self.table == Table::Extras {
            self.extras(&row, formation, first, &first_sessions);
        }
    }

    fn action(&mut self, row: &Row<'_>, action: &Action<'_>) {
        self.give(Table::Actions, row);
        for (index, lieu) in action.lieux.iter().enumerate() {
            self.give(Table::Lieux, &Row { sujet: Sujet::Lieu(lieu, index + 1), ..*row });
        }
        for (index, financeur) in action.financeurs.iter().enumerate() {
            self.give(Table::Financeurs, &Row { sujet: Sujet::Financeur(financeur, index + 1), ..*row });
        }
        for formateur in &action.formateurs {
            self.organisme(*row, formateur, Some(RoleOrganisme::Formateur));
            self.references(row, &formateur.references_certifications);
        }
    }

    fn sessions(&mut self, row: &Row<'_>, action: &Action<'_>) {
        for session in &action.sessions {
            let cles = Cles { session: Some(next(&mut self.ordinaux.sessions)), ..row.cles };
            let row = Row { cles, session: Some(session), ..*row };
            self.give(Table::Sessions, &row);
            self.contacts(&row, &session.contacts, "contact-session");
            self.references(&row, &session.references_certifications);
            self.blocs(&row, session);
        }
    }

    /// The sessions once more, with what is derived of them.
    fn offres(
        &mut self,
        row: &Row<'_>,
        formation: &Formation<'_>,
        action: &Action<'_>,
        organisme: Option<i64>,
    ) {
        let Derivation { as_of, perimetre, registres, lang } = self.derivation;
        let jugement = perimetre.as_ref().map(|it| it.judge_action(formation, action, registres.as_deref()));
        for session in &action.sessions {
            let cles = Cles { session: Some(next(&mut self.ordinaux.sessions)), organisme, ..row.cles };
            let contenu = Contenu::of(formation, action, session);
            let deduit = Deduit {
                contenu,
                situation: as_of.map(|day| Situation::derive(&contenu.calendrier, true, day)),
                perimetre: jugement.as_ref(),
                formateur: formation.formateur_of(action),
                lang: *lang,
            };
            (self.each)(&Row { cles, session: Some(session), sujet: Sujet::Deduit(&deduit), ..*row });
        }
    }

    /// The additions; `first` is the ordinal of the first action, `first_sessions` those of the first session of each action.
    fn extras(&mut self, row: &Row<'_>, formation: &Formation<'_>, first: i64, first_sessions: &[i64]) {
        let each = &mut *self.each;
        let cle = |first: i64, index: usize| i64::try_from(index).ok().map(|index| first + index);
        ajouts(
            |tell| formation.each_field(tell),
            |path, ajout| {
                let row = Row { sujet: Sujet::Extra(ajout), ..*row };
                let Some(a) = rank(path, 0, "action") else { return each(&row) };
                let action = formation.actions.get(a);
                let s = rank(path, 1, "session");
                let session = action.zip(s).and_then(|(action, s)| action.sessions.get(s));
                let cle_session = first_sessions.get(a).zip(s).and_then(|(first, s)| cle(*first, s));
                let cles = Cles { action: cle(first, a), session: cle_session, ..row.cles };
                each(&Row { cles, action, session, ..row });
            },
        );
    }

    /// An organisation that stands outside offers.
    pub(super) fn hors_offre(&mut self, organisme: &Organisme<'_>) {
        let row = self.row(Cles { organisme: Some(self.ordinaux.organismes + 1), ..Cles::default() });
        self.organisme(row, organisme, None);
        if self.table == Table::Extras {
            ajouts(
                |tell| organisme.each_field(tell),
                |_, ajout| (self.each)(&Row { sujet: Sujet::Extra(ajout), ..row }),
            );
        }
    }

    fn organisme(&mut self, row: Row<'_>, organisme: &Organisme<'_>, role: Option<RoleOrganisme>) {
        let cles = Cles { organisme: Some(next(&mut self.ordinaux.organismes)), ..row.cles };
        self.give(Table::Organismes, &Row { cles, sujet: Sujet::Organisme(organisme, role), ..row });
        let nature =
            if role == Some(RoleOrganisme::Formateur) { "contact-formateur" } else { "contact-organisme" };
        self.contacts(&Row { cles, ..row }, &organisme.contacts, nature);
    }

    fn contacts(&mut self, row: &Row<'_>, contacts: &[Contact<'_>], nature: &'static str) {
        for (index, contact) in contacts.iter().enumerate() {
            self.give(Table::Contacts, &Row { sujet: Sujet::Contact(contact, nature, index + 1), ..*row });
        }
    }

    fn certifications(&mut self, row: &Row<'_>, certifications: &[Certification<'_>]) {
        self.named(row, "certification", certifications, |it| CertificationNommee {
            rncp: it.rncp.as_ref().and_then(canonical),
            rs: it.rs.as_ref().and_then(canonical),
            certifinfo: it.certifinfo.as_ref().and_then(canonical),
            cpf: it.cpf.as_ref().and_then(canonical),
            ..CertificationNommee::default()
        });
    }

    fn types_formation(&mut self, row: &Row<'_>, types: &[TypeFormation<'_>]) {
        self.named(row, "code-type-formation", types, |it| CertificationNommee {
            cpf: it.cpf.as_ref().and_then(canonical),
            elu: it.elu.as_deref().and_then(trimmed),
            ..CertificationNommee::default()
        });
    }

    fn references(&mut self, row: &Row<'_>, references: &[ReferenceCertification<'_>]) {
        self.named(row, "reference-certification", references, |it| reference(Some(it)));
    }

    fn blocs(&mut self, row: &Row<'_>, session: &Session<'_>) {
        let blocs = session.blocs_competences.iter();
        let blocs: Vec<_> =
            blocs.flat_map(|group| group.blocs.iter().map(move |bloc| (group, bloc))).collect();
        self.named(row, "bloc-competences", &blocs, |(group, bloc)| CertificationNommee {
            bloc: bloc.code.as_ref().and_then(canonical),
            libelle_bloc: bloc.libelle.as_deref().and_then(trimmed),
            validation_blocs: group.validation.as_deref().and_then(trimmed),
            ..reference(group.reference.as_ref())
        });
    }

    fn named<'r, T>(
        &mut self,
        row: &Row<'_>,
        nature: &'static str,
        all: &'r [T],
        name: impl Fn(&'r T) -> CertificationNommee<'r>,
    ) {
        if self.table != Table::Certifications {
            return;
        }
        for (index, one) in all.iter().enumerate() {
            let named = CertificationNommee { nature, rang: index + 1, ..name(one) };
            (self.each)(&Row { sujet: Sujet::Certification(&named), ..*row });
        }
    }

    const fn row(&self, cles: Cles) -> Row<'w> {
        let sujet = Sujet::Offre;
        Row { document: self.document, cles, formation: None, action: None, session: None, sujet }
    }

    fn give(&mut self, table: Table, row: &Row<'_>) {
        if table == self.table {
            (self.each)(row);
        }
    }
}

/// Which action, or session of an action, a place is in, from 0.
fn rank(path: &OfferPath, depth: usize, name: &str) -> Option<usize> {
    let step = path.steps().get(depth).filter(|step| step.name == name)?;
    usize::try_from(step.ordinal).ok()?.checked_sub(1)
}

fn reference<'r>(it: Option<&'r ReferenceCertification<'_>>) -> CertificationNommee<'r> {
    let Some(it) = it else { return CertificationNommee::default() };
    CertificationNommee {
        rncp: it.rncp.as_deref().and_then(trimmed),
        rs: it.rs.as_deref().and_then(trimmed),
        certifinfo: it.certifinfo.as_deref().and_then(trimmed),
        ..CertificationNommee::default()
    }
}
