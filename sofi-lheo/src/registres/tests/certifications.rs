//! France compétences, in both its forms.

use sofi_core::{EtatHabilitation, Habilitation, TypeEnregistrement};

use super::*;

pub(super) fn archive() -> Vec<u8> {
    let name = |word: &str| format!("export_fiches_CSV_{word}_2026_11_22.csv");
    let members = [
        (
            name("Partenaires"),
            "\"Numero_Fiche\";\"Nom_Partenaire\";\"Siret_Partenaire\";\"Habilitation_Partenaire\"\n\
            \"RNCP38596\";\"A\";\"\t19511296600799\";\"HABILITATION_FORMER\"\n\
            \"RNCP38596\";\"B\";\"\t73282932000074\";\"HABILITATION_ORGANISER\"\n\
            \"RNCP38596\";\"C\";;\"HABILITATION_FORMER\"\n\
            \"RS6117\";\"D\";\"\t123\";\"HABILITATION_FORMER\"\n",
        ),
        (
            name("Standard"),
            "\"Numero_Fiche\";\"Intitule\";\"Abrege_Libelle\";\"Nomenclature_Europe_Niveau\";\
            \"Date_Fin_Enregistrement\";\"Type_Enregistrement\";\"Actif\"\n\
            \"RNCP38596\";\"Concepteur\";\"TP\";\"NIV6\";\"31/08/2027\";\"Enregistrement sur demande\";\"ACTIVE\"\n\
            \"RS6117\";\"Tourier\";;\"REPRISE\";\"32/08/2027\";\"?\";\"INACTIVE\"\n",
        ),
        (
            name("Certificateurs"),
            "\"Numero_Fiche\";\"Siret_Certificateur\";\"Nom_Certificateur\"\n\
            \"RNCP38596\";;\"MINISTERE DU TRAVAIL\"\n",
        ),
        (
            name("Blocs_De_Compe\u{301}tences"),
            "\"Numero_Fiche\";\"Bloc_Competences_Code\";\"Bloc_Competences_Libelle\"\n\
            \"RNCP38596\";\"RNCP38596BC01\";\"Concevoir\"\n",
        ),
        (name("Nsf"), "\"Numero_Fiche\";\"Nsf_Code\";\"Nsf_Intitule\"\n\"RNCP38596\";\"326w\";\"x\"\n"),
        (
            name("Formacode"),
            "\"Numero_Fiche\";\"Formacode_Code\";\"Formacode_Libelle\"\n\"RNCP38596\";\"31054\";\"x\"\n",
        ),
        (
            name("Ancienne_Nouvelle_Certification"),
            "\"Numero_Fiche\";\"Ancienne_Certification\";\"Nouvelle_Certification\"\n\
            \"RNCP38596\";\"RNCP1197\";\n\"RNCP38596\";;\"RS6117\"\n",
        ),
        (name("CCN"), "whatever"),
    ];
    let members: Vec<(&str, &str)> = members.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    zip(&members)
}

#[test]
fn france_competences_in_csv() {
    let register =
        certifications(read(RegistreKind::Certifications, "export-fiches-csv-2026-11-22.zip", archive()));
    assert_eq!((register.len(), register.date()), (2, Some(day("2026-11-22"))));
    let fiche = register.get(n("RNCP38596")).unwrap();
    let entete = fiche.entete();
    assert_eq!((entete.intitule, entete.abrege, entete.niveau), (Some("Concepteur"), Some("TP"), Some(6)));
    assert_eq!(fiche.type_enregistrement(), Some(TypeEnregistrement::SurDemande));
    assert_eq!(fiche.is_active_on(day("2027-09-01")), Some(false));
    let partner = fiche.partenaires_of("19511296600799".parse().unwrap()).next().unwrap();
    assert_eq!((partner.habilitation, partner.etat), (Habilitation::Former, EtatHabilitation::Inconnu));
    assert_eq!((fiche.partenaires().count(), fiche.partenaires_sans_siret()), (2, 1));
    let owner = fiche.certificateurs().next().unwrap();
    assert_eq!((owner.nom, owner.siret), (Some("MINISTERE DU TRAVAIL"), None));
    assert_eq!(fiche.blocs().next().unwrap().1, Some("Concevoir"));
    assert_eq!((fiche.nsf().next().unwrap().to_string(), fiche.formacodes().count()), ("326".to_owned(), 1));
    assert_eq!(register.successeurs(n("RNCP1197")).finals, [n("RS6117")]);

    let other = register.get(n("RS6117")).unwrap();
    assert_eq!((other.niveau(), other.type_enregistrement()), (None, None));
    assert_eq!(other.partenaires_sans_siret(), 1, "a SIRET that cannot be read may be anyone's");
    let rejets = &register.origines()[0].rejets;
    assert_eq!((rejets.lignes, rejets.valeurs), (0, 2), "{rejets:?}");
}

#[test]
fn a_part_of_france_competences_is_not_enough() {
    let lone = "\"Numero_Fiche\";\"Nom_Partenaire\";\"Siret_Partenaire\";\"Habilitation_Partenaire\"\n";
    let error = refused(RegistreKind::Certifications, "export_fiches_CSV_Partenaires_2026_11_22.csv", lone);
    assert!(error.to_string().contains("the archive export-fiches-csv"), "{error}");
    let error = refused(
        RegistreKind::Certifications,
        "p.zip",
        zip(&[("export_fiches_CSV_Partenaires_2026_11_22.csv", lone)]),
    );
    assert!(error.to_string().contains("export_fiches_CSV_Standard"), "{error}");
    let broken = zip(&[("export_fiches_CSV_Standard_2026_11_22.csv", "Numero_Fiche;Intitule;Actif\n")]);
    let error = refused(RegistreKind::Certifications, "p.zip", broken);
    assert!(error.to_string().contains("it lacks Date_Fin_Enregistrement"), "{error}");
}

pub(super) const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<FICHES date="2026-11-22">
  <VERSION_FLUX>4.1</VERSION_FLUX>
  <FICHE>
    <NUMERO_FICHE>RS6117</NUMERO_FICHE>
    <INTITULE>Pains &amp; viennoiseries&#x202F;: <![CDATA[<niveau 2>]]></INTITULE>
    <ACTIF>Oui</ACTIF>
    <ANCIENNES_CERTIFICATIONS><ANCIENNE_CERTIFICATION>
      <ID_FICHE_ANCIENNE_CERTIFICATION>RNCP19468</ID_FICHE_ANCIENNE_CERTIFICATION>
    </ANCIENNE_CERTIFICATION></ANCIENNES_CERTIFICATIONS>
    <CERTIFICATEURS>
      <CERTIFICATEUR><SIRET_CERTIFICATEUR>19511296600799</SIRET_CERTIFICATEUR><NOM_CERTIFICATEUR>Un</NOM_CERTIFICATEUR><ETAT_CERTIFICATEUR>Inactif</ETAT_CERTIFICATEUR></CERTIFICATEUR>
      <CERTIFICATEUR><NOM_CERTIFICATEUR>Deux</NOM_CERTIFICATEUR></CERTIFICATEUR>
    </CERTIFICATEURS>
    <PARTENAIRES>
      <PARTENAIRE><NOM_PARTENAIRE>P</NOM_PARTENAIRE><SIRET_PARTENAIRE>73282932000074</SIRET_PARTENAIRE><HABILITATION_PARTENAIRE>HABILITATION_ORGA_FORM</HABILITATION_PARTENAIRE><ETAT_HABILITATION>Supprimé</ETAT_HABILITATION></PARTENAIRE>
      <PARTENAIRE><SIRET_PARTENAIRE>1</SIRET_PARTENAIRE><ETAT_HABILITATION>Actif</ETAT_HABILITATION></PARTENAIRE>
    </PARTENAIRES>
    <CORRESPONDANCES><CORRESPONDANCE><DESTINATION><NUMERO_FICHE>RNCP1</NUMERO_FICHE></DESTINATION></CORRESPONDANCE></CORRESPONDANCES>
    <DATE_FIN_ENREGISTREMENT>25/01/2026</DATE_FIN_ENREGISTREMENT>
    <DATE_LIMITE_DELIVRANCE>25/07/2026</DATE_LIMITE_DELIVRANCE>
  </FICHE>
  <FICHE>
    <INTITULE>Sans numéro</INTITULE>
  </FICHE>
</FICHES>
"#;

#[test]
fn france_competences_in_xml() {
    let crlf = XML.replace('\n', "\r\n");
    let name = "export_fiches_RS_V4_1.xml";
    for file in [XML.as_bytes().to_vec(), crlf.into_bytes(), gz(XML.as_bytes()), zip(&[(name, XML)])] {
        let register = certifications(read(RegistreKind::Certifications, name, file));
        assert_eq!((register.len(), register.date()), (1, Some(day("2026-11-22"))), "the date of the root");
        let fiche = register.get(n("RS6117")).unwrap();
        assert_eq!(fiche.intitule(), Some("Pains & viennoiseries\u{202f}: <niveau 2>"));
        assert_eq!(fiche.is_active_on(day("2026-02-01")), Some(false), "over, whatever ACTIF says");
        assert_eq!(fiche.is_deliverable_on(day("2026-07-25")), Some(true));
        let owners: Vec<_> = fiche.certificateurs().map(|c| (c.nom, c.siret.is_some(), c.actif)).collect();
        assert_eq!(owners, [(Some("Un"), true, Some(false)), (Some("Deux"), false, None)]);
        let partner = fiche.partenaires().next().unwrap();
        assert_eq!((partner.etat, partner.peut_former()), (EtatHabilitation::Supprimee, Some(false)));
        assert_eq!(fiche.partenaires_sans_siret(), 1);
        assert_eq!(register.successeurs(n("RNCP19468")).finals, [n("RS6117")]);
        let rejets = &register.origines()[0].rejets;
        let cases: Vec<_> = rejets.exemples.iter().map(|r| (r.ligne, r.colonne.as_str())).collect();
        assert_eq!(cases, [(17, "SIRET_PARTENAIRE"), (23, "NUMERO_FICHE")], "{rejets:?}");
    }
}

#[test]
fn xml_that_cannot_be_trusted() {
    let kind = RegistreKind::Certifications;
    for end in [XML.len() - 12, 900, 400] {
        let error = refused(kind, "f.xml", &XML[..end]);
        assert!(matches!(error, RegistreError::Ligne { .. }), "{error}");
    }
    let error = refused(kind, "f.xml", "<?xml version='1.0'?>\n<lheo></lheo>");
    assert_eq!(error.to_string(), "f.xml, line 2: FICHES is expected, not lheo");
    let error = refused(kind, "f.xml", format!("<FICHES>{}", "<a>".repeat(100)));
    assert!(error.to_string().contains("deeper than 64"), "{error}");
    let long = format!("<FICHES><FICHE><INTITULE>{}", "x".repeat(10 << 20));
    assert!(refused(kind, "f.xml", long).to_string().contains("8388608 bytes"));
    let slow = format!("<FICHES><FICHE><INTITULE>{}", "x&amp;".repeat(5 << 20));
    assert!(refused(kind, "f.xml", slow).to_string().contains("8388608 bytes"));
    let entity = "<!DOCTYPE f [<!ENTITY e 'eee'>]><FICHES><FICHE><NUMERO_FICHE>RS1</NUMERO_FICHE><INTITULE>a&e;b</INTITULE></FICHE></FICHES>";
    let register = certifications(read(kind, "f.xml", entity));
    assert_eq!(register.get(n("RS1")).unwrap().intitule(), Some("ab"), "no entity is expanded");
}
