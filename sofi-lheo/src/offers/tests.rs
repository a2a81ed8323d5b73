use sofi_core::{
    Action, Certification, Extra, Extras, Formation, HasExtras, Session,
    extras::{edof, offre_info},
};

use crate::{Dialect, Fragment, Reader, Record};

const FEED: &str = r#"<formation xmlns="http://lheo.gouv.fr/2.3" numero='F1'>
  <domaine-formation>
    <code-FORMACODE ref="V14">22254</code-FORMACODE>
    <!-- gardé -->
  </domaine-formation>
  <intitule-formation><![CDATA[Macon]]></intitule-formation>
  <certifiante/>
  <url-formation>
    <urlweb>https://a.fr</urlweb>
    <extras info="x"><extra>gardé</extra></extras>
  </url-formation>
  <action numero="A1">
    <inconnu>gardé</inconnu>
    <session numero="S1">
      <periode><debut> 20260901 </debut><fin>20261231</fin></periode>
    </session>
    <session numero="S2">
      <etat-recrutement>1</etat-recrutement>
    </session>
    <extras info="dispositif">
      <extra info="contrat-apprentissage">0</extra>
      <extra info="autre">gardé</extra>
    </extras>
  </action>
</formation>"#;

/// What is left of the feed once its offer was changed so; it must then say the changed offer.
fn changed(change: impl FnOnce(&mut Formation<'_>)) -> String {
    let with = |feed: &str, look: &mut dyn FnMut(Record<'_>)| {
        let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
        look(reader.next_record().unwrap().unwrap());
    };
    let (mut wanted, mut written) = (Formation::default(), String::new());
    let mut change = Some(change);
    with(FEED, &mut |record| {
        wanted = record.offre().unwrap().into_owned();
        (change.take().unwrap())(&mut wanted);
        let mut edits = record.edit();
        edits.set_offre(&wanted).unwrap();
        written = edits.changes().apply(record.source());
    });
    with(&written, &mut |record| assert_eq!(record.offre().unwrap(), wanted, "{written}"));
    written
}

fn replaced(from: &str, to: &str) -> String {
    assert!(FEED.contains(from));
    FEED.replacen(from, to, 1)
}

#[test]
fn the_same_offer_changes_nothing() {
    assert_eq!(changed(|_| ()), FEED);
}

#[test]
fn a_field_changes_alone() {
    assert_eq!(changed(|it| it.intitule = Some("Maçon".into())), replaced("Macon", "Maçon"));
    assert_eq!(changed(|it| it.numero = Some("F2".into())), replaced("'F1'", "'F2'"));
    let certifiante = |it: &mut Formation<'_>| *it = std::mem::take(it).certifiante("1");
    assert_eq!(changed(certifiante), replaced("<certifiante/>", "<certifiante>1</certifiante>"));
    let end = |it: &mut Formation<'_>| {
        let periode = it.actions[0].sessions[0].periode.take().unwrap();
        it.actions[0].sessions[0].periode = Some(periode.fin("20270131"));
    };
    assert_eq!(changed(end), replaced("20261231", "20270131"));
    let flag = |it: &mut Formation<'_>| it.actions[0].extras[0].extra[0].valeur = Some("1".into());
    assert_eq!(changed(flag), replaced(">0<", ">1<"));
}

#[test]
fn what_is_added_goes_beside_its_like() {
    let session = |it: &mut Formation<'_>| it.actions[0].sessions.insert(1, Session::default().numero("S3"));
    assert_eq!(
        changed(session),
        replaced("    <session numero=\"S2\">", "    <session numero=\"S3\"/>\n    <session numero=\"S2\">")
    );
    let first = |it: &mut Formation<'_>| it.actions.insert(0, Action::default().numero("A0"));
    assert_eq!(
        changed(first),
        replaced("  <action numero=\"A1\">", "  <action numero=\"A0\"/>\n  <action numero=\"A1\">")
    );
    let extra = |it: &mut Formation<'_>| {
        it.extras.push(Extras::default().info("g").extra(Extra::default().info("k").valeur("v")));
    };
    let expected =
        "  </action>\n  <extras info=\"g\">\n    <extra info=\"k\">v</extra>\n  </extras>\n</formation>";
    assert_eq!(changed(extra), replaced("  </action>\n</formation>", expected));
}

#[test]
fn what_goes_takes_nothing_along() {
    let session = |it: &mut Formation<'_>| drop(it.actions[0].sessions.remove(0));
    let gone = "\n    <session numero=\"S1\">\n      <periode><debut> 20260901 </debut><fin>20261231</fin></periode>\n    </session>";
    assert_eq!(changed(session), replaced(gone, ""));
    assert_eq!(changed(|it| it.urls.clear()), replaced("\n    <urlweb>https://a.fr</urlweb>", ""));
    let code = |it: &mut Formation<'_>| it.formacodes[0].reference = None;
    assert_eq!(changed(code), replaced(" ref=\"V14\"", ""));
}

#[test]
fn what_the_dialect_does_not_know_is_refused() {
    let feed = FEED.replace("http://lheo.gouv.fr/2.3", "http://www.lheo.org/2.2");
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let mut offre = record.offre().unwrap();
    offre.actions[0] = std::mem::take(&mut offre.actions[0]).duree_cycle("2");
    let error = record.edit().set_offre(&offre).unwrap_err();
    assert_eq!(error.to_string(), "LHEO 2.2 has no <duree-cycle> in <action>");
}

#[test]
fn additions_of_edof_come_in_the_order_of_the_platform() {
    let action = Action::default()
        .with(edof::EXISTENCE_PREREQUIS, false)
        .with(edof::FRAIS_TTC, "12.00")
        .with(edof::CODE_MODALITES_ADMISSION, "92002")
        .with(edof::FRAIS_HT, "10.00")
        .with(edof::CODE_GFE, 8);
    let offre = Formation::default().action(action);
    let written = Fragment::of_formation(&offre, Dialect::Edof).to_string();
    let expected = "<extras info=\"action\">\
        <extras info=\"codes-modalites-admission\"><extra info=\"code-modalites-admission\">92002</extra></extras>\
        <extra info=\"code-gfe\">8</extra>\
        <extras info=\"frais-pedagogiques\"><extra info=\"frais-ht\">10.00</extra><extra info=\"frais-ttc\">12.00</extra></extras>\
        <extra info=\"existence-prerequis\">0</extra></extras>";
    assert!(written.contains(expected), "{written}");
}

#[test]
fn additions_that_are_new_take_their_place_in_a_record_of_edof() {
    let feed = r#"<formation xmlns="https://www.of.moncompteformation.gouv.fr"><action><extras info="action">
  <extra info="inconnu">gardé</extra>
  <extra info="code-gfe">8</extra>
  <extras info="codes-rythme-formation">
    <extra info="code-rythme-formation">1</extra>
  </extras>
  <extra info="existence-prerequis">0</extra>
</extras></action></formation>"#;
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let mut offre = record.offre().unwrap();
    let action = &mut offre.actions[0];
    edof::FRAIS_TTC.set(action, "12.00");
    edof::AUTRES_SERVICES.set(action, "aucun");
    edof::CODE_TYPE_HORAIRES.set(action, "1");
    let mut edits = record.edit();
    edits.set_offre(&offre).unwrap();
    let expected = feed
        .replace("  <extras info=\"codes", "  <extra info=\"code-type-horaires\">1</extra>\n  <extras info=\"codes")
        .replace(
            "  <extra info=\"existence",
            "  <extra info=\"autres-services\">aucun</extra>\n  <extras info=\"frais-pedagogiques\">\n    <extra info=\"frais-ttc\">12.00</extra>\n  </extras>\n  <extra info=\"existence",
        );
    assert_eq!(edits.changes().apply(record.source()), expected);
}

/// Written anew, they would stand among its elements.
#[test]
fn blanks_around_elements_in_an_addition_are_no_text() {
    let feed = "<formation xmlns='http://lheo.gouv.fr/2.3'><extras><extra info='a'>\n <coordonnees/>\n</extra>\
                <extra info='b'> </extra></extras></formation>";
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    let offre = reader.next_record().unwrap().unwrap().offre().unwrap().into_owned();
    let texts: Vec<_> = offre.extras[0].extra.iter().map(|extra| extra.valeur.as_deref()).collect();
    assert_eq!(texts, [None, Some(" ")]);
    assert_eq!(
        Fragment::of_formation(&offre, Dialect::Lheo23).to_string(),
        "<formation><extras><extra info=\"a\"><coordonnees/></extra><extra info=\"b\"> </extra></extras></formation>"
    );
}

#[test]
fn additions_are_known_again_by_their_name() {
    let group = |it: &mut Formation<'_>| {
        let dispositif = &mut it.actions[0].extras;
        dispositif.insert(0, Extras::default().info("g").extra(Extra::default().info("k").valeur("v")));
        dispositif[1].extra.insert(0, Extra::default().info("k").valeur("v"));
        dispositif[1].extra[1].valeur = Some("1".into());
    };
    let expected = replaced(
        "    <extras info=\"dispositif\">\n      <extra info=\"contrat-apprentissage\">0</extra>",
        "    <extras info=\"g\">\n      <extra info=\"k\">v</extra>\n    </extras>\n    <extras info=\"dispositif\">\n      \
         <extra info=\"k\">v</extra>\n      <extra info=\"contrat-apprentissage\">1</extra>",
    );
    assert_eq!(changed(group), expected);
}

#[test]
fn a_summary_is_written_back_with_its_additions() {
    let feed = "<resume-offre xmlns=\"http://www.lheo.org/2.2\"><domaine-formation/>\
        <extras info=\"geolocalisation\"><extra info=\"latitude\">47.2</extra></extras></resume-offre>";
    let mut reader = Reader::from_slice("index.xml", feed.as_bytes()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let mut resume = record.resume().unwrap();
    assert_eq!(offre_info::RESUME_LATITUDE.get(&resume), Some("47.2"));
    offre_info::RESUME_LATITUDE.set(&mut resume, "47.3");
    offre_info::CONVENTIONNEMENT.set(&mut resume, true);
    let mut edits = record.edit();
    edits.set_resume(&resume).unwrap();
    let expected = feed.replace("47.2", "47.3").replace(
        "</resume-offre>",
        "<extras info=\"lheo\"><extra info=\"conventionnement\">1</extra></extras></resume-offre>",
    );
    assert_eq!(edits.changes().apply(record.source()), expected);
}

#[test]
fn codes_of_the_rncp_lose_their_prefix_where_there_is_no_room_and_nothing_else_does() {
    let written = |code: &'static str, dialect| {
        let offre = Formation::default().certification(Certification::default().rncp(code));
        let written = Fragment::of_formation(&offre, dialect).to_string();
        written.split(['<', '>']).nth(6).unwrap().to_owned()
    };
    assert_eq!(written("RNCP37274", Dialect::Lheo22), "37274");
    assert_eq!(written("RNCP37274", Dialect::Lheo23), "RNCP37274");
    assert_eq!(written("RNCP037", Dialect::Lheo22), "RNCP037");
}
