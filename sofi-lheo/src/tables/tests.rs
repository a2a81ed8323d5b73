//! Tables, over one small feed.

use sofi_core::{Lang, Level};

use super::*;
use crate::{Checker, Dialect, Reader, generate::Generator};

const FEED: &str = r#"<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>
<formation numero="F1">
  <domaine-formation><code-FORMACODE ref="V14" tag="principal">22254</code-FORMACODE></domaine-formation>
  <intitule-formation> Maçon </intitule-formation>
  <certifiante>1</certifiante>
  <contact-formation><coordonnees><nom>Durand</nom><courriel>a@b.fr</courriel></coordonnees></contact-formation>
  <certification><code-RNCP>RNCP37274</code-RNCP></certification>
  <action numero="A1">
    <lieu-de-formation><coordonnees><adresse><codepostal>44000</codepostal><ville>Nantes</ville></adresse></coordonnees></lieu-de-formation>
    <session numero="S1"><periode><debut>20260901</debut><fin>20261200</fin></periode>
      <extras info="g"><extra info="k" ref="V1">v</extra></extras></session>
    <session><periode><debut>20270101</debut></periode></session>
    <prix-total-TTC>1 250,50 €</prix-total-TTC>
    <organisme-formateur><SIRET-formateur><SIRET>19511296600799</SIRET></SIRET-formateur></organisme-formateur>
    <organisme-financeur><code-financeur>2</code-financeur><nb-places-financees>12</nb-places-financees></organisme-financeur>
  </action>
  <organisme-formation-responsable>
    <SIRET-organisme-formation><SIRET>814 622 262 00032</SIRET></SIRET-organisme-formation>
    <nom-organisme>Dawan</nom-organisme>
  </organisme-formation-responsable>
</formation>
<formation>
  <action><session numero="S1"/><extras info="h" numero="9"><extra info="a">1</extra><extras info="i"><extra>2</extra></extras></extras></action>
</formation>
</offres></lheo>"#;

/// The cells that are there, a row each.
fn rows(table: Table, derivation: &Derivation) -> Vec<String> {
    let mut reader = TableReader::new(table, Reader::from_slice("feed.xml", FEED.as_bytes()).unwrap())
        .derivation(derivation.clone());
    let mut rows = Vec::new();
    while reader.next_record(|row| rows.push(shown(table, row))).unwrap() {}
    rows
}

fn shown(table: Table, row: &Row<'_>) -> String {
    let cells = table.columns().filter_map(|column| {
        let cell = column.cell(row)?;
        assert_eq!(cell.kind(), column.kind(), "{column:?}");
        Some(format!("{}={cell}", column.name()))
    });
    cells.collect::<Vec<_>>().join(" ")
}

fn plain(table: Table) -> Vec<String> {
    rows(table, &Derivation::default())
}

#[test]
fn names_are_unique_within_a_table_and_in_snake_case() {
    for table in Table::ALL {
        assert_eq!(table.name().parse(), Ok(*table));
        let mut names: Vec<_> = table.columns().map(Column::name).collect();
        let is_snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(names.iter().all(|name| name.chars().all(is_snake)), "{table}");
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{table}: {names:?}");
    }
    let error = "session".parse::<Table>().unwrap_err();
    let names: Vec<_> = Table::ALL.iter().map(|table| table.name()).collect();
    assert_eq!(error.expected, names.join(", "));
}

#[test]
fn columns_of_the_format_name_elements_of_it() {
    for column in Table::ALL.iter().flat_map(|table| table.columns()) {
        assert!(!column.doc().fr.is_empty() && !column.doc().en.is_empty(), "{column:?}");
        for step in column.lheo().into_iter().flat_map(|path| path.split('/')) {
            assert!(step.starts_with('@') || crate::Element::from_name(step).is_some(), "{column:?}: {step}");
        }
    }
}

#[test]
fn keys_are_there_where_numbers_are_not() {
    let numbers = |table| {
        plain(table).into_iter().map(|row| row[..row.find(" nb_").unwrap()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        numbers(Table::Sessions),
        [
            "cle_formation=1 numero_formation=F1 cle_action=1 numero_action=A1 cle_session=1 numero_session=S1 \
             debut=2026-09-01 debut_brut=20260901 fin_brut=20261200",
            "cle_formation=1 numero_formation=F1 cle_action=1 numero_action=A1 cle_session=2 debut=2027-01-01 debut_brut=20270101",
            "cle_formation=2 cle_action=2 cle_session=3 numero_session=S1",
        ]
    );
}

#[test]
fn an_organisation_is_a_row_each_time_that_it_is_named() {
    assert_eq!(
        plain(Table::Organismes),
        [
            "fichier=feed.xml ligne=2 dialecte=2.3 cle_organisme=1 cle_formation=1 numero_formation=F1 role=responsable \
             siret=81462226200032 siret_valide=false siren=814622262 nom=Dawan",
            "fichier=feed.xml ligne=2 dialecte=2.3 cle_organisme=2 cle_formation=1 numero_formation=F1 cle_action=1 numero_action=A1 \
             role=formateur siret=19511296600799 siret_valide=true siren=195112966",
        ]
    );
    assert!(plain(Table::Formations)[0].contains("cle_organisme=1"));
}

#[test]
fn prices_are_read_and_kept() {
    let action = &plain(Table::Actions)[0];
    assert!(action.contains("prix_total_ttc=1250.50 prix_total_ttc_brut=1 250,50 €"), "{action}");
    assert!(
        action
            .contains("cadre=formation-continue-privee codes_financeurs=2 sirets_formateurs=19511296600799"),
        "{action}"
    );
}

#[test]
fn parts_of_actions() {
    let action = "cle_formation=1 numero_formation=F1 cle_action=1 numero_action=A1";
    assert_eq!(
        plain(Table::Lieux),
        [format!("{action} rang=1 codepostal=44000 ville=Nantes departement_deduit=44 region_deduite=52")]
    );
    assert_eq!(
        plain(Table::Financeurs),
        [format!("{action} rang=1 code_financeur=2 nb_places_financees=12")]
    );
    assert_eq!(
        plain(Table::Contacts),
        ["cle_formation=1 numero_formation=F1 nature=contact-formation rang=1 nom=Durand courriel=a@b.fr"]
    );
    assert_eq!(
        plain(Table::Certifications),
        ["cle_formation=1 numero_formation=F1 nature=certification rang=1 code_rncp=RNCP37274"]
    );
}

#[test]
fn additions_are_found_wherever_they_are() {
    assert_eq!(
        plain(Table::Extras),
        [
            "cle_formation=1 numero_formation=F1 cle_action=1 numero_action=A1 cle_session=1 numero_session=S1 \
             chemin=action[1]/session[1]/extras[1]/extra[1] groupe=g info=k reference=V1 valeur=v",
            "cle_formation=2 cle_action=2 chemin=action[1]/extras[1]/extra[1] groupe=h numero_groupe=9 info=a valeur=1",
            "cle_formation=2 cle_action=2 chemin=action[1]/extras[1]/extras[1]/extra[1] groupe=i valeur=2",
        ]
    );
}

#[test]
fn additions_that_hold_more_are_told_text_by_text() {
    let feed = r#"<formation xmlns="http://lheo.gouv.fr/2.3"><extras info="g">
      <extra info="contact"><coordonnees><nom>Durand</nom></coordonnees><extras info="h"><extra info="z">1</extra></extras></extra>
      <extra info="y">2</extra></extras></formation>"#;
    let mut reader =
        TableReader::new(Table::Extras, Reader::from_slice("feed.xml", feed.as_bytes()).unwrap());
    let mut rows = Vec::new();
    while reader.next_record(|row| rows.push(shown(Table::Extras, row))).unwrap() {}
    let rows: Vec<_> = rows.iter().map(|row| row.trim_start_matches("cle_formation=1 ")).collect();
    assert_eq!(
        rows,
        [
            "chemin=extras[1]/extra[1] groupe=g info=contact",
            "chemin=extras[1]/extra[1]/coordonnees/nom groupe=g info=contact valeur=Durand",
            "chemin=extras[1]/extra[1]/extras[1]/extra[1] groupe=h info=z valeur=1",
            "chemin=extras[1]/extra[2] groupe=g info=y valeur=2",
        ]
    );
}

#[test]
fn offers_say_what_is_derived() {
    let bare = &plain(Table::Offres)[0];
    assert!(!bare.contains("phase=") && !bare.contains("perimetre="), "{bare}");
    assert!(bare.contains("cle_organisme=1 intitule=Maçon"), "{bare}");
    let derivation = Derivation {
        as_of: chrono::NaiveDate::from_ymd_opt(2026, 11, 25),
        perimetre: "52".parse().ok(),
        lang: Lang::En,
        ..Derivation::default()
    };
    let offres = rows(Table::Offres, &derivation);
    assert_eq!(offres.len(), 3);
    assert!(
        offres[0].contains("phase=en-cours active=true cadre=formation-continue-privee"),
        "{}",
        offres[0]
    );
    assert!(
        offres[0].contains(
            "perimetre=par-exception perimetre_motifs=place in Nantes (44): in the perimeter | region"
        ),
        "{}",
        offres[0]
    );
    assert!(offres[0].contains("siret_formateur=19511296600799"), "{}", offres[0]);
    assert!(offres[0].contains("lieu_departement=44 lieu_region=52"), "{}", offres[0]);
    assert!(offres[1].contains("phase=a-venir"), "{}", offres[1]);
}

#[test]
fn a_record_that_is_lost_does_not_stop_the_next_ones() {
    let feed = FEED.replace("<certifiante>1</certifiante>", "<certifiante>1</certifiant>");
    let mut reader =
        TableReader::new(Table::Sessions, Reader::from_slice("feed.xml", feed.as_bytes()).unwrap());
    assert_eq!(reader.next_record(|_| ()).unwrap_err().line, 5);
    let mut rows = Vec::new();
    while reader.next_record(|row| rows.push(shown(Table::Sessions, row))).unwrap() {}
    assert_eq!(rows.len(), 1);
}

#[test]
fn findings_are_rows() {
    let report = Checker::new(Level::Full).check_slice("feed.xml", FEED.as_bytes());
    let rows: Vec<_> = findings(&report, Lang::Fr).map(|row| shown(Table::Findings, &row)).collect();
    assert_eq!(rows.len(), report.files[0].findings.len());
    assert!(rows.iter().any(|row| row.contains("numero_session=S1")), "{rows:#?}");
}

/// What a table does not read changes none of its rows.
#[test]
fn what_is_passed_over_is_not_missed() {
    for dialect in Dialect::ALL {
        let feed = Generator::new(dialect, 3).formations(30).to_vec();
        for table in Table::ALL {
            let rows = |reads_all: bool| {
                let mut reader = TableReader::new(*table, Reader::from_slice("feed.xml", &feed).unwrap());
                if reads_all {
                    reader.passed = &[];
                }
                let mut rows = Vec::new();
                while reader.next_record(|row| rows.push(shown(*table, row))).unwrap() {}
                rows
            };
            assert_eq!(rows(false), rows(true), "{table} of {dialect}");
        }
    }
}
