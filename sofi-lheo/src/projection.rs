//! The offer of the domain, projected from a record of the format.
//!
//! One pass over the children of each element. Texts stay as they stand; typed fields are read without the blanks around
//! them, which indentation puts there. What the offer does not hold stays in the record.

use std::borrow::Cow;

use sofi_core::{
    Action, Adresse, Bloc, BlocsCompetences, Certification, Checked, CodeReference, Contact, Coordonnees,
    DateAnnoncee, Extra, Extras, Financeur, Formation, LieuDeFormation, Organisme, Periode, Recrutement,
    ReferenceCertification, Resume, RoleOrganisme, Session, Texte, TypeFormation,
};

use crate::{Element, Node, Record, element as e};

impl<'r> Record<'r> {
    /// The offer that it holds, when it is a `formation`.
    ///
    /// ```
    /// let feed = br#"<formation xmlns="http://lheo.gouv.fr/2.3" numero="F1">
    ///   <action numero="A1"><session numero="S1"><periode><debut>20260901</debut><fin>20261300</fin></periode></session></action>
    /// </formation>"#;
    /// let mut reader = sofi_lheo::Reader::from_slice("feed.xml", feed)?;
    /// let record = reader.next_record()?.unwrap();
    /// let formation = record.offre().unwrap();
    /// let session = &formation.actions[0].sessions[0];
    /// assert_eq!(session.debut().unwrap().to_string(), "20260901");
    /// assert_eq!(session.periode.as_ref().unwrap().fin.as_ref().unwrap().raw(), "20261300", "kept as it stands");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn offre(&self) -> Option<Formation<'r>> {
        (self.root().element() == Some(e::FORMATION)).then(|| formation(self.root(), &[]))
    }

    /// The organisation that it is, when it is an `organisme-formation-responsable` of `lheo-plus`.
    pub fn organisme_responsable(&self) -> Option<Organisme<'r>> {
        (self.root().element() == Some(e::ORGANISME_FORMATION_RESPONSABLE))
            .then(|| organisme(self.root(), RoleOrganisme::Responsable))
    }

    /// The summary that it is, when it is a `resume-offre` or a `resume-organisme` of `lheo-index`.
    pub fn resume(&self) -> Option<Resume<'r>> {
        matches!(self.root().element(), Some(e::RESUME_OFFRE | e::RESUME_ORGANISME))
            .then(|| resume(self.root()))
    }
}

/// What a record holds for the rules of the domain.
#[derive(Debug)]
pub(crate) enum Projected<'r> {
    Formation(Box<Formation<'r>>),
    Organisme(Box<Organisme<'r>>),
    Resume(Box<Resume<'r>>),
}

/// What a record holds for the rules of the domain.
pub(crate) fn project<'r>(record: &Record<'r>) -> Option<Projected<'r>> {
    project_without(record, &[])
}

/// The same for those who need nothing of these elements, where they stand right in a formation, an action or a session.
pub(crate) fn project_without<'r>(record: &Record<'r>, passed: &[Element]) -> Option<Projected<'r>> {
    let root = record.root();
    Some(match root.element()? {
        e::FORMATION => Projected::Formation(Box::new(formation(root, passed))),
        e::RESUME_OFFRE | e::RESUME_ORGANISME => Projected::Resume(Box::new(resume(root))),
        _ => Projected::Organisme(Box::new(organisme(root, RoleOrganisme::Responsable))),
    })
}

/// The children that are elements of the dialect.
fn children(node: Node<'_>) -> impl Iterator<Item = (Element, Node<'_>)> {
    node.children().filter_map(|child| Some((child.element()?, child)))
}

/// The children of this element, of which there may be several.
fn all<'r, T>(node: Node<'r>, wanted: Element, read: impl Fn(Node<'r>) -> T) -> impl Iterator<Item = T> {
    children(node).filter(move |(found, _)| *found == wanted).map(move |(_, child)| read(child))
}

/// The first child of this element.
fn first(node: Node<'_>, wanted: Element) -> Option<Node<'_>> {
    children(node).find(|(found, _)| *found == wanted).map(|(_, child)| child)
}

/// Fills a field from the first element that says it, should a document repeat it all the same.
fn once<T>(field: &mut Option<T>, read: impl FnOnce() -> Option<T>) {
    if field.is_none() {
        *field = read();
    }
}

/// A text without the blanks around it.
fn trimmed(text: Texte<'_>) -> Texte<'_> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// A typed field; `None` when nothing is written.
fn typed<T: std::str::FromStr>(node: Node<'_>) -> Option<Checked<'_, T>> {
    read(node.text())
}

fn read<T: std::str::FromStr>(text: Texte<'_>) -> Option<Checked<'_, T>> {
    let text = trimmed(text);
    (!text.is_empty()).then(|| Checked::new(text))
}

/// A typed field of a list, where a place is kept for what is empty.
fn listed<T: std::str::FromStr>(node: Node<'_>) -> Checked<'_, T> {
    Checked::new(trimmed(node.text()))
}

/// The attributes of an element, read once.
struct Attributes<'r>(Vec<(&'r str, Texte<'r>)>);

impl<'r> Attributes<'r> {
    fn of(node: Node<'r>) -> Self {
        Self(node.read_attributes())
    }

    fn text(&mut self, name: &str) -> Option<Texte<'r>> {
        let (_, value) = self.0.iter_mut().find(|(found, value)| *found == name && !value.is_empty())?;
        Some(std::mem::take(value))
    }

    fn typed<T: std::str::FromStr>(&mut self, name: &str) -> Option<Checked<'r, T>> {
        read(self.text(name)?)
    }
}

/// A field inside of an element that holds nothing else: `SIRET-formateur/SIRET`.
fn wrapped<T: std::str::FromStr>(node: Node<'_>, inside: Element) -> Option<Checked<'_, T>> {
    typed(first(node, inside)?)
}

fn formation<'r>(node: Node<'r>, passed: &[Element]) -> Formation<'r> {
    let mut attributes = Attributes::of(node);
    let mut it = Formation {
        numero: attributes.text("numero"),
        reference: attributes.text("ref"),
        info: attributes.text("info"),
        id: attributes.text("id"),
        tag: attributes.text("tag"),
        href: attributes.text("href"),
        datecrea: attributes.typed("datecrea"),
        datemaj: attributes.typed("datemaj"),
        ..Formation::default()
    };
    for (found, child) in children(node).filter(|(found, _)| !passed.contains(found)) {
        match found {
            e::DOMAINE_FORMATION => {
                it.formacodes.extend(all(child, e::CODE_FORMACODE, code_reference));
                it.nsf.extend(all(child, e::CODE_NSF, listed));
                it.rome.extend(all(child, e::CODE_ROME, listed));
            }
            e::INTITULE_FORMATION => once(&mut it.intitule, || Some(child.text())),
            e::OBJECTIF_FORMATION => once(&mut it.objectif, || Some(child.text())),
            e::RESULTATS_ATTENDUS => once(&mut it.resultats_attendus, || Some(child.text())),
            e::CONTENU_FORMATION => once(&mut it.contenu, || Some(child.text())),
            e::CERTIFIANTE => once(&mut it.certifiante, || typed(child)),
            e::CONTACT_FORMATION => it.contacts.push(contact(child)),
            e::PARCOURS_DE_FORMATION => once(&mut it.parcours, || Some(trimmed(child.text()))),
            e::CODE_NIVEAU_ENTREE => once(&mut it.niveau_entree, || Some(trimmed(child.text()))),
            e::OBJECTIF_GENERAL_FORMATION => once(&mut it.objectif_general, || typed(child)),
            e::CERTIFICATION => it.certifications.push(certification(child)),
            e::CODE_TYPE_FORMATION => it.types_formation.push(type_formation(child)),
            e::CODE_NIVEAU_SORTIE => once(&mut it.niveau_sortie, || Some(trimmed(child.text()))),
            e::URL_FORMATION => it.urls.extend(all(child, e::URLWEB, Node::text)),
            e::ACTION => it.actions.push(action(child, passed)),
            e::ORGANISME_FORMATION_RESPONSABLE => {
                once(&mut it.responsable, || Some(organisme(child, RoleOrganisme::Responsable)));
            }
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn resume(node: Node<'_>) -> Resume<'_> {
    let mut it = Resume { numero: Attributes::of(node).text("numero"), ..Resume::default() };
    for (found, child) in children(node) {
        match found {
            e::DOMAINE_FORMATION => it.formacodes.extend(all(child, e::CODE_FORMACODE, code_reference)),
            e::NOM_ORGANISME => once(&mut it.nom, || Some(child.text())),
            e::SIRET => once(&mut it.siret, || typed(child)),
            e::NUMERO_ACTIVITE => once(&mut it.numero_activite, || typed(child)),
            e::CODEPOSTAL => once(&mut it.codepostal, || typed(child)),
            e::CODE_INSEE_COMMUNE => once(&mut it.commune, || typed(child)),
            e::DEPARTEMENT => once(&mut it.departement, || typed(child)),
            e::REGION => once(&mut it.region, || typed(child)),
            e::CERTIFICATION => it.certifications.push(certification(child)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn action<'r>(node: Node<'r>, passed: &[Element]) -> Action<'r> {
    let mut attributes = Attributes::of(node);
    let mut it = Action {
        numero: attributes.text("numero"),
        reference: attributes.text("ref"),
        info: attributes.text("info"),
        id: attributes.text("id"),
        tag: attributes.text("tag"),
        datecrea: attributes.typed("datecrea"),
        datemaj: attributes.typed("datemaj"),
        ..Action::default()
    };
    for (found, child) in children(node).filter(|(found, _)| !passed.contains(found)) {
        match found {
            e::RYTHME_FORMATION => once(&mut it.rythme, || Some(child.text())),
            e::CODE_PUBLIC_VISE => it.publics.push(code_reference(child)),
            e::INFO_PUBLIC_VISE => once(&mut it.info_public, || Some(child.text())),
            e::NIVEAU_ENTREE_OBLIGATOIRE => once(&mut it.niveau_entree_obligatoire, || typed(child)),
            e::MODALITES_ALTERNANCE => once(&mut it.modalites_alternance, || Some(child.text())),
            e::MODALITES_ENSEIGNEMENT => once(&mut it.modalites_enseignement, || typed(child)),
            e::CONDITIONS_SPECIFIQUES => once(&mut it.conditions_specifiques, || Some(child.text())),
            e::PRISE_EN_CHARGE_FRAIS_POSSIBLE => once(&mut it.prise_en_charge, || typed(child)),
            e::LIEU_DE_FORMATION => it.lieux.push(lieu(child)),
            e::MODALITES_ENTREES_SORTIES => once(&mut it.modalites_entrees_sorties, || typed(child)),
            e::URL_ACTION => it.urls.extend(all(child, e::URLWEB, Node::text)),
            e::DUREE_CYCLE => once(&mut it.duree_cycle, || typed(child)),
            e::SESSION => it.sessions.push(session(child, passed)),
            e::ADRESSE_INFORMATION => {
                once(&mut it.adresse_information, || first(child, e::ADRESSE).map(adresse));
            }
            e::DATE_INFORMATION => it.dates_information.push(date_annoncee(child)),
            e::DATE_INSCRIPTION => it.dates_inscription.push(date_annoncee(child)),
            e::RESTAURATION => once(&mut it.restauration, || Some(child.text())),
            e::HEBERGEMENT => once(&mut it.hebergement, || Some(child.text())),
            e::TRANSPORT => once(&mut it.transport, || Some(child.text())),
            e::ACCES_HANDICAPES => once(&mut it.acces_handicapes, || Some(child.text())),
            e::LANGUE_FORMATION => it.langues.push(child.text()),
            e::MODALITES_RECRUTEMENT => once(&mut it.modalites_recrutement, || Some(child.text())),
            e::MODALITES_PEDAGOGIQUES => once(&mut it.modalites_pedagogiques, || Some(child.text())),
            e::CODE_MODALITE_PEDAGOGIQUE => it.codes_modalite_pedagogique.push(code_reference(child)),
            e::FRAIS_RESTANTS => once(&mut it.frais_restants, || Some(child.text())),
            e::CODE_PERIMETRE_RECRUTEMENT => {
                once(&mut it.perimetre_recrutement, || Some(trimmed(child.text())));
            }
            e::INFOS_PERIMETRE_RECRUTEMENT => once(&mut it.infos_perimetre, || Some(child.text())),
            e::PRIX_HORAIRE_TTC => once(&mut it.prix_horaire, || typed(child)),
            e::PRIX_TOTAL_TTC => once(&mut it.prix_total, || typed(child)),
            e::DUREE_INDICATIVE => once(&mut it.duree_indicative, || Some(child.text())),
            e::NOMBRE_HEURES_CENTRE => once(&mut it.nombre_heures_centre, || typed(child)),
            e::NOMBRE_HEURES_ENTREPRISE => once(&mut it.nombre_heures_entreprise, || typed(child)),
            e::NOMBRE_HEURES_TOTAL => once(&mut it.nombre_heures_total, || typed(child)),
            e::DETAIL_CONDITIONS_PRISE_EN_CHARGE => {
                once(&mut it.detail_prise_en_charge, || Some(child.text()));
            }
            e::CONVENTIONNEMENT => once(&mut it.conventionnement, || typed(child)),
            e::DUREE_CONVENTIONNEE => once(&mut it.duree_conventionnee, || typed(child)),
            e::ADRESSE_INSCRIPTION => {
                once(&mut it.adresse_inscription, || first(child, e::ADRESSE).map(adresse));
            }
            e::DATE_LIMITE_INSCRIPTION => once(&mut it.date_limite_inscription, || wrapped(child, e::DATE)),
            e::ORGANISME_FORMATEUR => it.formateurs.push(organisme(child, RoleOrganisme::Formateur)),
            e::ORGANISME_FINANCEUR => it.financeurs.push(financeur(child)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn session<'r>(node: Node<'r>, passed: &[Element]) -> Session<'r> {
    let mut attributes = Attributes::of(node);
    let mut it = Session {
        numero: attributes.text("numero"),
        reference: attributes.text("ref"),
        info: attributes.text("info"),
        id: attributes.text("id"),
        tag: attributes.text("tag"),
        datecrea: attributes.typed("datecrea"),
        datemaj: attributes.typed("datemaj"),
        ..Session::default()
    };
    for (found, child) in children(node).filter(|(found, _)| !passed.contains(found)) {
        match found {
            e::PERIODE => once(&mut it.periode, || Some(periode(child))),
            e::ADRESSE_INSCRIPTION => {
                once(&mut it.adresse_inscription, || first(child, e::ADRESSE).map(adresse));
            }
            e::MODALITES_INSCRIPTION => once(&mut it.modalites_inscription, || Some(child.text())),
            e::PERIODE_INSCRIPTION => {
                once(&mut it.periode_inscription, || first(child, e::PERIODE).map(periode));
            }
            e::ETAT_RECRUTEMENT => once(&mut it.etat_recrutement, || typed(child)),
            e::URL_SESSION => it.urls.extend(all(child, e::URLWEB, Node::text)),
            e::CONTACT_SESSION => it.contacts.push(contact(child)),
            e::RECRUTEMENT => it.recrutements.push(recrutement(child)),
            e::REFERENCE_CERTIFICATION => {
                it.references_certifications.push(reference_certification(child));
            }
            e::BLOCS_COMPETENCES => it.blocs_competences.push(blocs_competences(child)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn recrutement(node: Node<'_>) -> Recrutement<'_> {
    let mut it = Recrutement { numero: Attributes::of(node).text("numero"), ..Recrutement::default() };
    for (found, child) in children(node) {
        match found {
            e::MODALITE_RECRUTEMENT => once(&mut it.modalite, || Some(trimmed(child.text()))),
            e::CODE_PERIMETRE_RECRUTEMENT => once(&mut it.perimetre, || Some(trimmed(child.text()))),
            e::INFOS_PERIMETRE_RECRUTEMENT => once(&mut it.infos_perimetre, || Some(child.text())),
            e::A_DISTANCE => once(&mut it.a_distance, || typed(child)),
            e::ADRESSE => once(&mut it.adresse, || Some(adresse(child))),
            e::URLWEB => once(&mut it.url, || Some(child.text())),
            e::NB_PLACES => once(&mut it.places, || typed(child)),
            e::PERIODE => once(&mut it.periode, || Some(periode(child))),
            e::HEURE_DEBUT => once(&mut it.heure_debut, || Some(child.text())),
            e::HEURE_FIN => once(&mut it.heure_fin, || Some(child.text())),
            e::COMMENTAIRE => once(&mut it.commentaire, || Some(child.text())),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn reference_certification(node: Node<'_>) -> ReferenceCertification<'_> {
    let code = |wanted| first(node, wanted).map(|child| trimmed(child.text()));
    ReferenceCertification {
        rncp: code(e::REFERENCE_CODE_RNCP),
        certifinfo: code(e::REFERENCE_CODE_CERTIFINFO),
        rs: code(e::REFERENCE_CODE_RS),
    }
}

fn blocs_competences(node: Node<'_>) -> BlocsCompetences<'_> {
    BlocsCompetences {
        validation: first(node, e::VALIDATION_BLOCS).map(|child| trimmed(child.text())),
        reference: first(node, e::REFERENCE_CERTIFICATION).map(reference_certification),
        blocs: all(node, e::BLOC_COMPETENCES, bloc).collect(),
        extras: all(node, e::EXTRAS, extras).collect(),
    }
}

fn periode(node: Node<'_>) -> Periode<'_> {
    Periode { debut: first(node, e::DEBUT).and_then(typed), fin: first(node, e::FIN).and_then(typed) }
}

fn organisme(node: Node<'_>, role: RoleOrganisme) -> Organisme<'_> {
    let mut attributes = Attributes::of(node);
    let mut it = Organisme {
        numero: attributes.text("numero"),
        reference: attributes.text("ref"),
        id: attributes.text("id"),
        tag: attributes.text("tag"),
        href: attributes.text("href"),
        ..Organisme::default()
    };
    let is_formateur = role == RoleOrganisme::Formateur;
    for (found, child) in children(node) {
        match found {
            e::NUMERO_ACTIVITE => once(&mut it.numero_activite, || typed(child)),
            e::SIRET_ORGANISME_FORMATION | e::SIRET_FORMATEUR => {
                once(&mut it.siret, || wrapped(child, e::SIRET));
            }
            e::NOM_ORGANISME => once(&mut it.nom, || Some(child.text())),
            e::RAISON_SOCIALE if !is_formateur => once(&mut it.raison_sociale, || Some(child.text())),
            e::RAISON_SOCIALE_FORMATEUR => once(&mut it.raison_sociale, || Some(child.text())),
            e::COORDONNEES_ORGANISME => {
                once(&mut it.coordonnees, || first(child, e::COORDONNEES).map(coordonnees));
            }
            e::CONTACT_ORGANISME | e::CONTACT_FORMATEUR => it.contacts.push(contact(child)),
            e::RENSEIGNEMENTS_SPECIFIQUES => once(&mut it.renseignements, || Some(child.text())),
            e::POTENTIEL => it.potentiel.extend(all(child, e::CODE_FORMACODE, code_reference)),
            e::REFERENCE_CERTIFICATION => {
                it.references_certifications.push(reference_certification(child));
            }
            e::CODE_UAI_ORGANISME_FORMATION | e::CODE_UAI_FORMATEUR => {
                once(&mut it.uai, || wrapped(child, e::CODE_UAI));
            }
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn lieu(node: Node<'_>) -> LieuDeFormation<'_> {
    let mut it = LieuDeFormation { tag: Attributes::of(node).text("tag"), ..LieuDeFormation::default() };
    for (found, child) in children(node) {
        match found {
            e::SIRET_LIEU_FORMATION => once(&mut it.siret, || wrapped(child, e::SIRET)),
            e::CODE_UAI_LIEU_FORMATION => once(&mut it.uai, || wrapped(child, e::CODE_UAI)),
            e::COORDONNEES => once(&mut it.coordonnees, || Some(coordonnees(child))),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn contact(node: Node<'_>) -> Contact<'_> {
    Contact {
        tag: Attributes::of(node).text("tag"),
        type_contact: first(node, e::TYPE_CONTACT).map(|child| trimmed(child.text())),
        coordonnees: first(node, e::COORDONNEES).map(coordonnees),
    }
}

fn coordonnees(node: Node<'_>) -> Coordonnees<'_> {
    let mut it = Coordonnees { numero: Attributes::of(node).text("numero"), ..Coordonnees::default() };
    for (found, child) in children(node) {
        match found {
            e::CIVILITE => once(&mut it.civilite, || Some(child.text())),
            e::NOM => once(&mut it.nom, || Some(child.text())),
            e::PRENOM => once(&mut it.prenom, || Some(child.text())),
            e::LIGNE => it.lignes.push(child.text()),
            e::ADRESSE => once(&mut it.adresse, || Some(adresse(child))),
            e::TELFIXE => it.telfixe.extend(all(child, e::NUMTEL, Node::text)),
            e::PORTABLE => it.portable.extend(all(child, e::NUMTEL, Node::text)),
            e::FAX => it.fax.extend(all(child, e::NUMTEL, Node::text)),
            e::COURRIEL => once(&mut it.courriel, || Some(child.text())),
            e::WEB => it.web.extend(all(child, e::URLWEB, Node::text)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn adresse(node: Node<'_>) -> Adresse<'_> {
    let mut it = Adresse { numero: Attributes::of(node).text("numero"), ..Adresse::default() };
    for (found, child) in children(node) {
        match found {
            e::DENOMINATION => once(&mut it.denomination, || Some(child.text())),
            e::LIGNE => it.lignes.push(child.text()),
            e::CODEPOSTAL => once(&mut it.codepostal, || typed(child)),
            e::VILLE => once(&mut it.ville, || Some(child.text())),
            e::DEPARTEMENT => once(&mut it.departement, || typed(child)),
            e::CODE_INSEE_COMMUNE => once(&mut it.commune, || typed(child)),
            e::CODE_INSEE_CANTON => once(&mut it.canton, || Some(child.text())),
            e::REGION => once(&mut it.region, || typed(child)),
            e::PAYS => once(&mut it.pays, || Some(child.text())),
            e::GEOLOCALISATION => {
                it.latitude = first(child, e::LATITUDE).map(Node::text);
                it.longitude = first(child, e::LONGITUDE).map(Node::text);
            }
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn certification(node: Node<'_>) -> Certification<'_> {
    let mut it = Certification::default();
    for (found, child) in children(node) {
        match found {
            e::CODE_RNCP => once(&mut it.rncp, || typed(child)),
            e::CODE_CERTIFINFO => once(&mut it.certifinfo, || typed(child)),
            e::CODE_RS => once(&mut it.rs, || typed(child)),
            e::CODE_CPF => once(&mut it.cpf, || typed(child)),
            _ => {}
        }
    }
    it
}

fn type_formation(node: Node<'_>) -> TypeFormation<'_> {
    TypeFormation {
        cpf: first(node, e::CODE_CPF).and_then(typed),
        elu: first(node, e::CODE_ELU).map(|child| trimmed(child.text())),
    }
}

fn bloc(node: Node<'_>) -> Bloc<'_> {
    Bloc {
        libelle: first(node, e::LIBELLE_BLOC).map(Node::text),
        code: first(node, e::CODE_BLOC).and_then(typed),
    }
}

fn code_reference(node: Node<'_>) -> CodeReference<'_> {
    let mut attributes = Attributes::of(node);
    CodeReference { code: typed(node), reference: attributes.text("ref"), tag: attributes.text("tag") }
}

fn date_annoncee(node: Node<'_>) -> DateAnnoncee<'_> {
    DateAnnoncee {
        date: first(node, e::DATE).and_then(typed),
        extras: all(node, e::EXTRAS, extras).collect(),
    }
}

fn financeur(node: Node<'_>) -> Financeur<'_> {
    Financeur {
        code: first(node, e::CODE_FINANCEUR).map(|child| trimmed(child.text())),
        places: first(node, e::NB_PLACES_FINANCEES).and_then(typed),
        extras: all(node, e::EXTRAS, extras).collect(),
    }
}

/// A group of additions. The elements of a record are nested within the limits of the reader, so this recursion is bounded.
pub(crate) fn extras(node: Node<'_>) -> Extras<'_> {
    let mut attributes = Attributes::of(node);
    let mut it =
        Extras { info: attributes.text("info"), numero: attributes.text("numero"), ..Extras::default() };
    for (found, child) in children(node) {
        match found {
            e::EXTRA => it.extra.push(extra(child)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn extra(node: Node<'_>) -> Extra<'_> {
    let mut attributes = Attributes::of(node);
    // The blanks around elements in it are none of its text.
    let is_layout =
        |text: &Texte<'_>| text.is_empty() || text.trim().is_empty() && node.children().next().is_some();
    Extra {
        info: attributes.text("info"),
        numero: attributes.text("numero"),
        reference: attributes.text("ref"),
        valeur: Some(node.text()).filter(|text| !is_layout(text)),
        coordonnees: first(node, e::COORDONNEES).map(coordonnees),
        extras: all(node, e::EXTRAS, extras).collect(),
    }
}
