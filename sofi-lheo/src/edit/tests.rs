use super::*;
use crate::{Reader, element as e, source::Encoding};

/// What edits make of a record.
fn edited(feed: &str, edit: impl FnOnce(&mut Edits<'_>)) -> String {
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let mut edits = record.edit();
    edit(&mut edits);
    edits.changes().apply(record.source())
}

fn formation(inside: &str) -> String {
    format!("<formation xmlns=\"http://lheo.gouv.fr/2.3\">{inside}</formation>")
}

fn root<'r>(edits: &Edits<'r>) -> crate::Node<'r> {
    edits.record().root()
}

#[test]
fn a_text_stays_what_it_was_written_as() {
    let cases = [
        (
            "<intitule-formation>Macon</intitule-formation>",
            "<intitule-formation>a &lt; b &amp; c</intitule-formation>",
        ),
        (
            "<intitule-formation>\n <![CDATA[Ma]]> &amp; <!-- c -->con</intitule-formation>",
            "<intitule-formation><![CDATA[a < b & c]]><!-- c --></intitule-formation>",
        ),
        ("<intitule-formation/>", "<intitule-formation>a &lt; b &amp; c</intitule-formation>"),
        (
            "<intitule-formation tag='1' />",
            "<intitule-formation tag='1'>a &lt; b &amp; c</intitule-formation>",
        ),
        (
            "<intitule-formation></intitule-formation>",
            "<intitule-formation>a &lt; b &amp; c</intitule-formation>",
        ),
        (
            "<intitule-formation><!-- c --></intitule-formation>",
            "<intitule-formation>a &lt; b &amp; c<!-- c --></intitule-formation>",
        ),
    ];
    for (before, after) in cases {
        let changed = edited(&formation(before), |edits| {
            let title = root(edits).child("intitule-formation").unwrap();
            edits.set_text(title, "a < b & c").unwrap();
        });
        assert_eq!(changed, formation(after));
    }
}

#[test]
fn the_same_value_changes_nothing() {
    let feed = formation("<intitule-formation numero='a&#9;b'>Ma&#xE7;<![CDATA[on]]></intitule-formation>");
    let changed = edited(&feed, |edits| {
        let title = root(edits).child("intitule-formation").unwrap();
        edits.set_text(title, title.text()).unwrap();
        edits.set_attribute(title, "numero", "a\tb").unwrap();
    });
    assert_eq!(changed, feed);
}

#[test]
fn attributes_keep_their_quotes_and_their_place() {
    let changed = edited(&formation("<action numero='A' \n tag = \"t\" />"), |edits| {
        let action = root(edits).child("action").unwrap();
        edits.set_attribute(action, "numero", "l'une & l'autre").unwrap();
        edits.remove_attribute(action, "tag").unwrap();
        edits.set_attribute(action, "datemaj", "20261125").unwrap();
    });
    assert_eq!(changed, formation("<action numero='l&apos;une &amp; l&apos;autre' datemaj=\"20261125\" />"));
}

#[test]
fn what_is_inserted_goes_where_the_dialect_wants_it() {
    let feed = "<l:formation xmlns:l=\"http://lheo.gouv.fr/2.3\">\r\n\t<l:intitule-formation>A</l:intitule-formation>\r\n\t<l:action>\r\n\t\t<l:rythme-formation>r</l:rythme-formation>\r\n\t</l:action>\r\n</l:formation>";
    let changed = edited(feed, |edits| {
        edits.insert(root(edits), Fragment::leaf(e::CERTIFIANTE, 1)).unwrap();
        edits.insert(root(edits), Fragment::leaf(e::CONTENU_FORMATION, "c")).unwrap();
        let domaine = Fragment::new(e::DOMAINE_FORMATION).child(Fragment::leaf(e::CODE_FORMACODE, "22254"));
        edits.insert(root(edits), domaine).unwrap();
    });
    let expected = "<l:formation xmlns:l=\"http://lheo.gouv.fr/2.3\">\r\n\t<l:domaine-formation>\r\n\t\t<l:code-FORMACODE>22254</l:code-FORMACODE>\r\n\t</l:domaine-formation>\r\n\t<l:intitule-formation>A</l:intitule-formation>\r\n\t<l:contenu-formation>c</l:contenu-formation>\r\n\t<l:certifiante>1</l:certifiante>\r\n\t<l:action>\r\n\t\t<l:rythme-formation>r</l:rythme-formation>\r\n\t</l:action>\r\n</l:formation>";
    assert_eq!(changed, expected);
}

#[test]
fn an_element_without_children_gets_some() {
    for empty in ["<action/>", "<action></action>", "<action>\n  </action>"] {
        let changed = edited(&formation(&format!("\n  {empty}\n")), |edits| {
            let action = root(edits).child("action").unwrap();
            edits.insert(action, Fragment::leaf(e::INFO_PUBLIC_VISE, "tous")).unwrap();
            edits.insert(action, Fragment::leaf(e::CODE_PUBLIC_VISE, "83056")).unwrap();
        });
        let expected = "\n  <action>\n    <code-public-vise>83056</code-public-vise>\n    \
             <info-public-vise>tous</info-public-vise>\n  </action>\n";
        assert_eq!(changed, formation(expected), "{empty}");
    }
}

#[test]
fn what_goes_leaves_no_blank_line_and_takes_its_changes_along() {
    let feed = formation("\n  <intitule-formation>A</intitule-formation>\n  <certifiante>1</certifiante>\n");
    let changed = edited(&feed, |edits| {
        let certifiante = root(edits).child("certifiante").unwrap();
        edits.set_text(certifiante, "0").unwrap();
        edits.remove(certifiante).unwrap();
        edits.insert(root(edits), Fragment::leaf(e::OBJECTIF_FORMATION, "o")).unwrap();
    });
    let expected =
        "\n  <intitule-formation>A</intitule-formation>\n  <objectif-formation>o</objectif-formation>\n";
    assert_eq!(changed, formation(expected));
}

#[test]
fn an_element_is_renamed_at_both_ends() {
    let changed = edited(&formation("<x:Intitule xmlns:x='u'>A</x:Intitule ><b/>"), |edits| {
        let first = root(edits).children().next().unwrap();
        edits.rename(first, "titre").unwrap();
        edits.rename(root(edits).child("b").unwrap(), "c").unwrap();
    });
    assert_eq!(changed, formation("<x:titre xmlns:x='u'>A</x:titre ><c/>"));
}

#[test]
fn what_xml_cannot_hold_is_refused() {
    edited(&formation("<certifiante>1</certifiante><action/>"), |edits| {
        let (root, certifiante) = (root(edits), root(edits).child("certifiante").unwrap());
        assert_eq!(edits.set_text(certifiante, "\u{1}"), Err(EditError::Character('\u{1}')));
        assert_eq!(edits.set_attribute(root, "a b", "1"), Err(EditError::Name("a b".to_owned())));
        assert_eq!(edits.set_text(root, "1"), Err(EditError::NoText("formation".to_owned())));
        let action = Fragment::new(e::ACTION);
        assert_eq!(edits.insert(certifiante, action), Err(EditError::NoChildren("certifiante".to_owned())));
        assert!(edits.changes().is_empty());
    });
}

/// Passes a document on without a change.
fn copied(feed: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    Editor::from_slice("feed.xml", feed, &mut out).unwrap().finish().unwrap();
    out
}

#[test]
fn what_is_not_changed_is_passed_on_byte_for_byte() {
    let feeds: &[&[u8]] = &[
        b"",
        b"no XML at all \xFF\x00",
        b"\xEF\xBB\xBF<?xml version='1.0'?>\r\n<!-- c --><lheo xmlns='http://lheo.gouv.fr/2.3'>\r\n<offres><formation a='1'/ ></offres>",
        b"<?xml version='1.0' encoding='ISO-8859-1'?><lheo xmlns='http://www.lheo.org/2.2'><offres><formation>\xE9\x80</formation>\xE9</offres></lheo>\n\n trailing",
        b"<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation>\xFF\xFE</formation><formation numero='2'/></offres></lheo>",
        b"<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation><a></b></formation><!--x--><formation numero='2'/></offres>",
        b"<lheo><!DOCTYPE x>",
    ];
    for feed in feeds {
        assert_eq!(copied(feed), *feed, "{}", String::from_utf8_lossy(feed));
    }
    let utf16: Vec<u8> =
        "\u{feff}<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation>œ€</formation></offres></lheo>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    assert_eq!(copied(&utf16), utf16);
}

#[test]
fn records_after_a_malformed_one_can_be_edited() {
    let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation><a></b></formation><formation numero='2'/></offres></lheo>";
    let mut out = Vec::new();
    let mut editor = Editor::from_slice("feed.xml", feed.as_bytes(), &mut out).unwrap();
    assert!(matches!(editor.next_record(), Err(EditorError::Read(_))));
    let changes = {
        let record = editor.next_record().unwrap().unwrap();
        let mut edits = record.edit();
        record.formation().unwrap().set_numero(&mut edits, "3").unwrap();
        edits.changes()
    };
    editor.apply(changes);
    editor.finish().unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), feed.replace("'2'", "'3'"));
}

#[test]
fn tags_and_extensions_outside_of_records_can_be_edited() {
    let feed = "<?xml version='1.0'?><lheo xmlns='http://lheo.gouv.fr/2.3' uri='x'><offres><formation/><extras info='g'><extra>1</extra></extras></offres></lheo>";
    let mut out = Vec::new();
    let mut editor = Editor::from_slice("feed.xml", feed.as_bytes(), &mut out).unwrap();
    let mut kinds = Vec::new();
    while let Some(part) = editor.next_part().unwrap() {
        kinds.push((part.kind, part.record.root().name().to_owned()));
        let mut edits = part.record.edit();
        let root = part.record.root();
        match part.kind {
            PartKind::Tag => {
                edits.remove_attribute(root, "uri").unwrap();
                assert!(matches!(edits.remove(root), Err(EditError::OnlyATag(_))));
            }
            PartKind::Extras => edits.set_text(root.child("extra").unwrap(), "2").unwrap(),
            PartKind::Record => {}
        }
        let changes = edits.changes();
        editor.apply(changes);
    }
    editor.finish().unwrap();
    let names: Vec<_> = kinds.iter().map(|(kind, name)| (*kind, name.as_str())).collect();
    assert_eq!(
        names,
        [
            (PartKind::Tag, "lheo"),
            (PartKind::Tag, "offres"),
            (PartKind::Record, "formation"),
            (PartKind::Extras, "extras")
        ]
    );
    assert_eq!(String::from_utf8(out).unwrap(), feed.replace(" uri='x'", "").replace(">1<", ">2<"));
}

#[test]
fn what_the_encoding_lacks_is_written_as_a_reference() {
    let feed = b"<?xml version='1.0' encoding='ISO-8859-1'?><formation xmlns='http://lheo.gouv.fr/2.3'><contenu-formation><![CDATA[\xE9]]></contenu-formation></formation>";
    let mut out = Vec::new();
    let mut editor = Editor::from_slice("feed.xml", feed, &mut out).unwrap();
    let changes = {
        let record = editor.next_record().unwrap().unwrap();
        let mut edits = record.edit();
        record.formation().unwrap().set_contenu_formation(&mut edits, "5 € l'œuvre").unwrap();
        edits.changes()
    };
    editor.apply(changes);
    editor.finish().unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("<![CDATA[5 ]]>&#x20AC;<![CDATA[ l']]>&#x153;<![CDATA[uvre]]>"), "{text}");
}

#[test]
fn a_document_changes_its_encoding() {
    let feed = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<formation xmlns='http://lheo.gouv.fr/2.3'><intitule-formation tag='l’un'>Maçon – «\u{202f}œuvre\u{202f}» <!-- € --></intitule-formation></formation>\n";
    let written = |encoding, policy| {
        let mut out = Vec::new();
        let editor = Editor::from_slice("feed.xml", feed.as_bytes(), &mut out).unwrap();
        editor.transcode(encoding, policy).finish().map(|_| ()).map(|()| out)
    };
    let latin = written(Encoding::Latin1, Unencodable::Transliterate).unwrap();
    let text: String = latin.iter().map(|byte| char::from(*byte)).collect();
    assert_eq!(
        text,
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone='yes'?>\n<formation xmlns='http://lheo.gouv.fr/2.3'><intitule-formation tag='l&apos;un'>Maçon - «\u{a0}oeuvre\u{a0}» <!-- EUR --></intitule-formation></formation>\n"
    );
    let refused = written(Encoding::Latin1, Unencodable::Refuse).unwrap_err();
    assert_eq!(refused.to_string(), "the character '’' (U+2019) cannot be written in ISO-8859-1");
    let utf16 = written(Encoding::Utf16Le, Unencodable::Refuse).unwrap();
    let mut out = Vec::new();
    let editor = Editor::from_slice("feed.xml", &utf16, &mut out).unwrap();
    editor.transcode(Encoding::Utf8, Unencodable::Refuse).finish().unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        feed.replace("'1.0' encoding='UTF-8'", "\"1.0\" encoding=\"UTF-8\"")
    );
}

#[test]
fn a_text_may_take_the_place_of_elements() {
    let feed = "<formation xmlns='http://lheo.gouv.fr/2.3'><extras><extra info='a'>\n  <coordonnees/>\n</extra></extras></formation>";
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let extra = record.root().child("extras").unwrap().child("extra").unwrap();
    let mut edits = record.edit();
    edits.set_text(extra, "x").unwrap();
    edits.remove(extra.child("coordonnees").unwrap()).unwrap();
    let expected = feed.replace("\n  <coordonnees/>\n", "x");
    assert_eq!(edits.changes().apply(record.source()), expected);
}
