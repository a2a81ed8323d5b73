use sofi_core::{Action, Extra, Formation, Session};

use super::*;
use crate::{Reader, element as e, generate::Generator};

/// The offers of a generated feed.
fn offers(dialect: Dialect, seed: u64) -> Vec<Formation<'static>> {
    let mut feed = Vec::new();
    Generator::new(dialect, seed).formations(5).write(&mut feed).unwrap();
    read(&feed)
}

fn read(feed: &[u8]) -> Vec<Formation<'static>> {
    let mut reader = Reader::from_slice("feed.xml", feed).unwrap();
    let mut offers = Vec::new();
    while let Some(offer) = reader.next_formation().unwrap() {
        offers.push(offer.into_owned());
    }
    offers
}

fn written(offers: &[Formation<'_>], dialect: Dialect) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, dialect);
    for offer in offers {
        if let Err(error) = writer.write(offer) {
            panic!("{dialect}: {error}");
        }
    }
    writer.finish().unwrap();
    out
}

#[test]
fn what_is_written_reads_back_as_it_was() {
    for dialect in Dialect::ALL {
        for seed in 0..6 {
            let offers = offers(dialect, seed);
            let out = written(&offers, dialect);
            assert_eq!(read(&out), offers, "{dialect} {seed}");
            let report = Checker::new(Level::Strict).check_slice("feed.xml", &out);
            assert_eq!((report.summary().error, report.summary().warning), (0, 0), "{dialect} {seed}");
        }
    }
}

/// What the error of a changed offer says.
fn refused(change: impl FnOnce(&mut Formation<'_>)) -> String {
    let mut offer = offers(Dialect::Lheo23, 1).remove(0);
    change(&mut offer);
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, Dialect::Lheo23);
    let error = writer.write(&offer).unwrap_err().to_string();
    drop(writer);
    assert!(out.is_empty(), "nothing is written");
    error
}

#[test]
fn what_would_be_invalid_is_refused_with_its_place() {
    let error = refused(|it| it.intitule = None);
    assert!(error.starts_with("objectif-formation: ") && error.contains("<intitule-formation>"), "{error}");
    let error = refused(|it| it.intitule = Some("x".repeat(256).into()));
    assert!(error.starts_with("intitule-formation: ") && error.contains("256"), "{error}");
    let error = refused(|it| it.actions[0].modalites_alternance = None);
    assert!(error.starts_with("action[1]/"), "{error}");
    let error = refused(|it| it.parcours = Some("99".into()));
    assert!(error.starts_with("parcours-de-formation: "), "{error}");
    let error = refused(|it| it.objectif = Some("\u{7}".into()));
    assert_eq!(error, "the character '\\u{7}' cannot stand in XML");
    let unnamed = |it: &mut Formation<'_>| {
        it.actions[0].sessions[0] =
            std::mem::take(&mut it.actions[0].sessions[0]).bloc(sofi_core::Bloc::default());
    };
    assert!(refused(unnamed).starts_with("action[1]/session[1]/blocs-competences[1]"));
}

#[test]
fn what_a_dialect_does_not_know_is_named() {
    let offer = Formation::default()
        .action(Action::default().session(Session::default().reference("x")).duree_cycle("2"));
    let mut out = Vec::new();
    let error = Writer::new(&mut out, Dialect::Lheo22).write(&offer).unwrap_err();
    assert_eq!(error.to_string(), "LHEO 2.2 has no <duree-cycle> in <action>");
}

#[test]
fn edof_is_latin_1_and_says_what_it_lacks() {
    let mut offer = offers(Dialect::Edof, 2).remove(0);
    offer.intitule = Some("L’œuvre d’art – 5 €".into());
    let mut out = Vec::new();
    let error = Writer::new(&mut out, Dialect::Edof).write(&offer).unwrap_err();
    assert_eq!(error.to_string(), "the character '’' (U+2019) cannot be written in ISO-8859-1");
    let mut writer = Writer::new(&mut out, Dialect::Edof).unencodable(Unencodable::Transliterate);
    writer.write(&offer).unwrap();
    // Lengths are those of what is written: the ligature takes two.
    offer.intitule = Some("œ".repeat(200).into());
    assert!(
        matches!(writer.write(&offer), Err(WriteError::Invalid { path, .. }) if path == "intitule-formation")
    );
    writer.finish().unwrap();
    assert!(out.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"));
    assert_eq!(read(&out)[0].intitule.as_deref(), Some("L'oeuvre d'art - 5 EUR"));
}

#[test]
fn a_feed_has_its_extensions_where_the_national_flow_looks_for_them() {
    let flux = Extras::default()
        .info("flux-intercarif")
        .extra(Extra::default().info("date-export").valeur("20261125"));
    for (dialect, end) in [
        (Dialect::Lheo23, "    </extras>\n  </offres>\n</lheo>\n"),
        (
            Dialect::Lheo22,
            "  </offres>\n  <extras info=\"flux-intercarif\">\n    <extra info=\"date-export\">20261125</extra>\n  </extras>\n</lheo>\n",
        ),
    ] {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out, dialect).extras(&flux).attribute("datemaj", "20261125");
        writer.write(&offers(dialect, 3)[0]).unwrap();
        writer.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.ends_with(end), "{text}");
        assert_eq!(Checker::new(Level::Strict).check_slice("", text.as_bytes()).summary().total(), 0);
    }
}

#[test]
fn other_roots_keep_their_order() {
    let offer = offers(Dialect::Lheo23, 4).remove(0);
    let organisme = offer.responsable.clone().unwrap();
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, Dialect::Lheo23).root(e::LHEO_PLUS).unwrap();
    writer.write(&offer).unwrap();
    writer.write_organisme(&organisme).unwrap();
    let error = writer.write(&offer).unwrap_err();
    assert_eq!(error.to_string(), "<formation> cannot come here in <lheo-plus>");
    writer.finish().unwrap();
    let report = Checker::new(Level::Strict).check_slice("", &out);
    assert_eq!((report.summary().total(), report.files[0].formations), (0, 1));
    assert!(Writer::new(Vec::new(), Dialect::Edof).root(e::LHEO_INDEX).is_err());
    assert!(matches!(Writer::new(Vec::new(), Dialect::Lheo23).finish(), Err(WriteError::Empty)));
    Writer::new(Vec::new(), Dialect::Lheo23).root(e::LHEO_INDEX).unwrap().finish().unwrap();
}

#[test]
fn an_id_comes_once() {
    let mut offer = offers(Dialect::Lheo23, 5).remove(0);
    offer.id = Some("f".into());
    let mut writer = Writer::new(Vec::new(), Dialect::Lheo23);
    writer.write(&offer).unwrap();
    assert!(matches!(writer.write(&offer), Err(WriteError::Id(id)) if id == "f"));
}

#[test]
fn a_file_takes_its_place_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml");
    std::fs::write(&path, "old").unwrap();
    let offer = offers(Dialect::Lheo23, 6).remove(0);
    let mut writer = Writer::create(&path, Dialect::Lheo23).unwrap();
    writer.write(&offer).unwrap();
    drop(writer);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    let mut writer = Writer::create(&path, Dialect::Lheo23).unwrap().compact();
    writer.write(&offer).unwrap();
    writer.finish().unwrap();
    assert_eq!(read(&std::fs::read(&path).unwrap()), [offer]);
}
