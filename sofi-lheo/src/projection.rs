//! The offer of the domain, projected from a record of the format.
//!
//! One pass over the children of each element. Texts stay as they stand; typed fields are read without the blanks around
//! them, which indentation puts there. What the offer does not hold stays in the record.

use std::borrow::Cow;

use sofi_core::{
    Action, Adresse, Bloc, Certification, Checked, CodeReference, Contact, Coordonnees, Extra, Extras,
    Financeur, Formation, LieuDeFormation, Organisme, Periode, Resume, RoleOrganisme, Session, Texte,
    TypeFormation,
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
        (self.root().element() == Some(e::FORMATION)).then(|| formation(self.root()))
    }

    /// The organisation that it is, when it is an `organisme-formation-responsable` of `lheo-plus`.
    pub fn organisme_responsable(&self) -> Option<Organisme<'r>> {
        (self.root().element() == Some(e::ORGANISME_FORMATION_RESPONSABLE))
            .then(|| organisme(self.root(), RoleOrganisme::Responsable))
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
    let root = record.root();
    Some(match root.element()? {
        e::FORMATION => Projected::Formation(Box::new(formation(root))),
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

fn attribute<'r>(node: Node<'r>, name: &str) -> Option<Texte<'r>> {
    node.attribute(name).filter(|value| !value.is_empty()).map(Cow::Owned)
}

fn typed_attribute<'r, T: std::str::FromStr>(node: Node<'r>, name: &str) -> Option<Checked<'r, T>> {
    read(attribute(node, name)?)
}

/// A field inside of an element that holds nothing else: `SIRET-formateur/SIRET`.
fn wrapped<T: std::str::FromStr>(node: Node<'_>, inside: Element) -> Option<Checked<'_, T>> {
    typed(first(node, inside)?)
}

fn formation(node: Node<'_>) -> Formation<'_> {
    let mut it = Formation {
        numero: attribute(node, "numero"),
        datecrea: typed_attribute(node, "datecrea"),
        datemaj: typed_attribute(node, "datemaj"),
        ..Formation::default()
    };
    for (found, child) in children(node) {
        match found {
            e::DOMAINE_FORMATION => {
                it.formacodes.extend(all(child, e::CODE_FORMACODE, code_reference));
                it.nsf.extend(all(child, e::CODE_NSF, listed));
                it.rome.extend(all(child, e::CODE_ROME, listed));
            }
            e::INTITULE_FORMATION => it.intitule = Some(child.text()),
            e::OBJECTIF_FORMATION => it.objectif = Some(child.text()),
            e::RESULTATS_ATTENDUS => it.resultats_attendus = Some(child.text()),
            e::CONTENU_FORMATION => it.contenu = Some(child.text()),
            e::CERTIFIANTE => it.certifiante = typed(child),
            e::CONTACT_FORMATION => it.contacts.push(contact(child)),
            e::PARCOURS_DE_FORMATION => it.parcours = Some(trimmed(child.text())),
            e::CODE_NIVEAU_ENTREE => it.niveau_entree = Some(trimmed(child.text())),
            e::OBJECTIF_GENERAL_FORMATION => it.objectif_general = typed(child),
            e::CERTIFICATION => it.certifications.push(certification(child)),
            e::CODE_TYPE_FORMATION => it.types_formation.push(type_formation(child)),
            e::CODE_NIVEAU_SORTIE => it.niveau_sortie = Some(trimmed(child.text())),
            e::URL_FORMATION => it.urls.extend(all(child, e::URLWEB, Node::text)),
            e::ACTION => it.actions.push(action(child)),
            e::ORGANISME_FORMATION_RESPONSABLE => {
                it.responsable = Some(organisme(child, RoleOrganisme::Responsable));
            }
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn resume(node: Node<'_>) -> Resume<'_> {
    let mut it = Resume { numero: attribute(node, "numero"), ..Resume::default() };
    for (found, child) in children(node) {
        match found {
            e::DOMAINE_FORMATION => it.formacodes.extend(all(child, e::CODE_FORMACODE, code_reference)),
            e::NOM_ORGANISME => it.nom = Some(child.text()),
            e::SIRET => it.siret = typed(child),
            e::NUMERO_ACTIVITE => it.numero_activite = typed(child),
            e::CODEPOSTAL => it.codepostal = typed(child),
            e::CODE_INSEE_COMMUNE => it.commune = typed(child),
            e::DEPARTEMENT => it.departement = typed(child),
            e::REGION => it.region = typed(child),
            e::CERTIFICATION => it.certifications.push(certification(child)),
            _ => {}
        }
    }
    it
}

fn action(node: Node<'_>) -> Action<'_> {
    let mut it = Action {
        numero: attribute(node, "numero"),
        datecrea: typed_attribute(node, "datecrea"),
        datemaj: typed_attribute(node, "datemaj"),
        ..Action::default()
    };
    for (found, child) in children(node) {
        match found {
            e::RYTHME_FORMATION => it.rythme = Some(child.text()),
            e::CODE_PUBLIC_VISE => it.publics.push(code_reference(child)),
            e::INFO_PUBLIC_VISE => it.info_public = Some(child.text()),
            e::NIVEAU_ENTREE_OBLIGATOIRE => it.niveau_entree_obligatoire = typed(child),
            e::MODALITES_ALTERNANCE => it.modalites_alternance = Some(child.text()),
            e::MODALITES_ENSEIGNEMENT => it.modalites_enseignement = typed(child),
            e::CONDITIONS_SPECIFIQUES => it.conditions_specifiques = Some(child.text()),
            e::PRISE_EN_CHARGE_FRAIS_POSSIBLE => it.prise_en_charge = typed(child),
            e::LIEU_DE_FORMATION => it.lieux.push(lieu(child)),
            e::MODALITES_ENTREES_SORTIES => it.modalites_entrees_sorties = typed(child),
            e::URL_ACTION => it.urls.extend(all(child, e::URLWEB, Node::text)),
            e::SESSION => it.sessions.push(session(child)),
            e::ADRESSE_INFORMATION => it.adresse_information = first(child, e::ADRESSE).map(adresse),
            e::ACCES_HANDICAPES => it.acces_handicapes = Some(child.text()),
            e::LANGUE_FORMATION => it.langues.push(child.text()),
            e::MODALITES_RECRUTEMENT => it.modalites_recrutement = Some(child.text()),
            e::MODALITES_PEDAGOGIQUES => it.modalites_pedagogiques = Some(child.text()),
            e::CODE_MODALITE_PEDAGOGIQUE => it.codes_modalite_pedagogique.push(code_reference(child)),
            e::FRAIS_RESTANTS => it.frais_restants = Some(child.text()),
            e::CODE_PERIMETRE_RECRUTEMENT => it.perimetre_recrutement = Some(trimmed(child.text())),
            e::PRIX_HORAIRE_TTC => it.prix_horaire = typed(child),
            e::PRIX_TOTAL_TTC => it.prix_total = typed(child),
            e::DUREE_INDICATIVE => it.duree_indicative = Some(child.text()),
            e::NOMBRE_HEURES_CENTRE => it.nombre_heures_centre = typed(child),
            e::NOMBRE_HEURES_ENTREPRISE => it.nombre_heures_entreprise = typed(child),
            e::NOMBRE_HEURES_TOTAL => it.nombre_heures_total = typed(child),
            e::DETAIL_CONDITIONS_PRISE_EN_CHARGE => it.detail_prise_en_charge = Some(child.text()),
            e::CONVENTIONNEMENT => it.conventionnement = typed(child),
            e::ORGANISME_FORMATEUR => it.formateurs.push(organisme(child, RoleOrganisme::Formateur)),
            e::ORGANISME_FINANCEUR => it.financeurs.push(financeur(child)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn session(node: Node<'_>) -> Session<'_> {
    let mut it = Session {
        numero: attribute(node, "numero"),
        datecrea: typed_attribute(node, "datecrea"),
        datemaj: typed_attribute(node, "datemaj"),
        ..Session::default()
    };
    for (found, child) in children(node) {
        match found {
            e::PERIODE => it.periode = Some(periode(child)),
            e::ADRESSE_INSCRIPTION => it.adresse_inscription = first(child, e::ADRESSE).map(adresse),
            e::MODALITES_INSCRIPTION => it.modalites_inscription = Some(child.text()),
            e::PERIODE_INSCRIPTION => it.periode_inscription = first(child, e::PERIODE).map(periode),
            e::ETAT_RECRUTEMENT => it.etat_recrutement = typed(child),
            e::URL_SESSION => it.urls.extend(all(child, e::URLWEB, Node::text)),
            e::CONTACT_SESSION => it.contacts.push(contact(child)),
            e::BLOCS_COMPETENCES => it.blocs.extend(all(child, e::BLOC_COMPETENCES, bloc)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn periode(node: Node<'_>) -> Periode<'_> {
    Periode { debut: first(node, e::DEBUT).and_then(typed), fin: first(node, e::FIN).and_then(typed) }
}

fn organisme(node: Node<'_>, role: RoleOrganisme) -> Organisme<'_> {
    let mut it = Organisme { numero: attribute(node, "numero"), ..Organisme::default() };
    let is_formateur = role == RoleOrganisme::Formateur;
    for (found, child) in children(node) {
        match found {
            e::NUMERO_ACTIVITE => it.numero_activite = typed(child),
            e::SIRET_ORGANISME_FORMATION | e::SIRET_FORMATEUR => it.siret = wrapped(child, e::SIRET),
            e::NOM_ORGANISME => it.nom = Some(child.text()),
            e::RAISON_SOCIALE if !is_formateur => it.raison_sociale = Some(child.text()),
            e::RAISON_SOCIALE_FORMATEUR => it.raison_sociale = Some(child.text()),
            e::COORDONNEES_ORGANISME => it.coordonnees = first(child, e::COORDONNEES).map(coordonnees),
            e::CONTACT_ORGANISME | e::CONTACT_FORMATEUR => it.contacts.push(contact(child)),
            e::RENSEIGNEMENTS_SPECIFIQUES => it.renseignements = Some(child.text()),
            e::POTENTIEL => it.potentiel.extend(all(child, e::CODE_FORMACODE, code_reference)),
            e::CODE_UAI_ORGANISME_FORMATION | e::CODE_UAI_FORMATEUR => it.uai = wrapped(child, e::CODE_UAI),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn lieu(node: Node<'_>) -> LieuDeFormation<'_> {
    let mut it = LieuDeFormation { tag: attribute(node, "tag"), ..LieuDeFormation::default() };
    for (found, child) in children(node) {
        match found {
            e::SIRET_LIEU_FORMATION => it.siret = wrapped(child, e::SIRET),
            e::CODE_UAI_LIEU_FORMATION => it.uai = wrapped(child, e::CODE_UAI),
            e::COORDONNEES => it.coordonnees = Some(coordonnees(child)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn contact(node: Node<'_>) -> Contact<'_> {
    Contact {
        type_contact: first(node, e::TYPE_CONTACT).map(|child| trimmed(child.text())),
        coordonnees: first(node, e::COORDONNEES).map(coordonnees),
    }
}

fn coordonnees(node: Node<'_>) -> Coordonnees<'_> {
    let mut it = Coordonnees::default();
    for (found, child) in children(node) {
        match found {
            e::CIVILITE => it.civilite = Some(child.text()),
            e::NOM => it.nom = Some(child.text()),
            e::PRENOM => it.prenom = Some(child.text()),
            e::LIGNE => it.lignes.push(child.text()),
            e::ADRESSE => it.adresse = Some(adresse(child)),
            e::TELFIXE => it.telfixe.extend(all(child, e::NUMTEL, Node::text)),
            e::PORTABLE => it.portable.extend(all(child, e::NUMTEL, Node::text)),
            e::FAX => it.fax.extend(all(child, e::NUMTEL, Node::text)),
            e::COURRIEL => it.courriel = Some(child.text()),
            e::WEB => it.web.extend(all(child, e::URLWEB, Node::text)),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}

fn adresse(node: Node<'_>) -> Adresse<'_> {
    let mut it = Adresse::default();
    for (found, child) in children(node) {
        match found {
            e::DENOMINATION => it.denomination = Some(child.text()),
            e::LIGNE => it.lignes.push(child.text()),
            e::CODEPOSTAL => it.codepostal = typed(child),
            e::VILLE => it.ville = Some(child.text()),
            e::DEPARTEMENT => it.departement = typed(child),
            e::CODE_INSEE_COMMUNE => it.commune = typed(child),
            e::CODE_INSEE_CANTON => it.canton = Some(child.text()),
            e::REGION => it.region = typed(child),
            e::PAYS => it.pays = Some(child.text()),
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
            e::CODE_RNCP => it.rncp = typed(child),
            e::CODE_CERTIFINFO => it.certifinfo = typed(child),
            e::CODE_RS => it.rs = typed(child),
            e::CODE_CPF => it.cpf = typed(child),
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
    CodeReference { code: typed(node), reference: attribute(node, "ref"), tag: attribute(node, "tag") }
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
    let mut it =
        Extras { info: attribute(node, "info"), numero: attribute(node, "numero"), ..Extras::default() };
    for (found, child) in children(node) {
        match found {
            e::EXTRA => it.extra.push(Extra {
                info: attribute(child, "info"),
                valeur: Some(child.text()),
                coordonnees: first(child, e::COORDONNEES).map(coordonnees),
            }),
            e::EXTRAS => it.extras.push(extras(child)),
            _ => {}
        }
    }
    it
}
