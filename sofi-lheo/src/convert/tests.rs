use super::*;

fn convert(converter: &Converter, feed: &str) -> (String, Conversion, Vec<Line>) {
    let mut out = Vec::new();
    let mut lines = Vec::new();
    let converted = converter.convert_slice("feed.xml", feed.as_bytes(), &mut out, |line| {
        lines.push(line.clone());
        Ok(())
    });
    (String::from_utf8(out).unwrap(), converted.unwrap(), lines)
}

fn slugs(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.decision.slug).collect()
}

const TO_22: Dialect = Dialect::Lheo22;
const TO_23: Dialect = Dialect::Lheo23;

/// Quotes, blanks in tags, prefixes, redeclarations and CDATA are as they were.
#[test]
fn what_is_written_in_odd_ways_comes_back_as_it_was() {
    for feed in [
        "<lheo xmlns = 'http://www.lheo.org/2.2' ><offres\n><formation numero='F1' /></offres></lheo >",
        "<l:lheo xmlns:l=\"http://www.lheo.org/2.2\"><l:offres><l:formation><l:extras/></l:formation></l:offres></l:lheo>",
        "<lheo xmlns='http://www.lheo.org/2.2'><offres><formation xmlns='http://www.lheo.org/2.2'><!--x--><extras><extra><![CDATA[<a>]]></extra></extras></formation></offres></lheo>",
        "<lheo xmlns='http://www.lheo.org/2.2' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='http://www.lheo.org/2.2 lheo.xsd'><offres/></lheo>",
    ] {
        let (up, ..) = convert(&Converter::to(TO_23), feed);
        assert_eq!(up, feed.replace("http://www.lheo.org/2.2", "http://lheo.gouv.fr/2.3"));
        assert_eq!(convert(&Converter::to(TO_22), &up).0, feed);
    }
}

#[test]
fn what_is_set_aside_comes_back() {
    let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3' uri='urn:x'>\r\n<offres horodatage-export=\"2026-01-01T00:00:00\"><formation>\r\n  \
        <contact-formation><type-contact>1</type-contact></contact-formation>\r\n  <contact-formation/>\r\n</formation></offres></lheo>";
    let (down, converted, lines) = convert(&Converter::to(TO_22).lossless(), feed);
    assert!(converted.is_whole() && slugs(&lines).contains(&"parked"), "{lines:?}");
    assert!(
        down.starts_with("<lheo xmlns='http://www.lheo.org/2.2'>") && down.contains("sofi-2.3"),
        "{down}"
    );
    let (back, converted, lines) = convert(&Converter::to(TO_23), &down);
    assert_eq!(back, feed);
    assert!(converted.is_whole() && slugs(&lines).contains(&"restored"));
    // A blank more, and it is another record.
    let edited = down.replace("<contact-formation>", "<contact-formation >");
    let (half, converted, lines) = convert(&Converter::to(TO_23), &edited);
    assert!(!converted.is_whole() && slugs(&lines).contains(&"edited-since"));
    assert!(half.contains("sofi-2.3") && !half.contains("type-contact>1"));
}

#[test]
fn references_to_what_goes_go() {
    let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation><action><equipement id='e1'/></action></formation>\
                <formation idref='e1'/></offres></lheo>";
    let (out, _, lines) = convert(&Converter::to(TO_22), feed);
    assert!(!out.contains("idref"), "{out}");
    assert!(slugs(&lines).contains(&"idref-dangling"));
}

#[test]
fn codes_and_places_find_their_like() {
    let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation><code-niveau-entree>14</code-niveau-entree>\
        <certification><code-RNCP>RNCP38596</code-RNCP></certification><action><lieu-de-formation numero='a'/>\
        <lieu-de-formation tag='principal' numero='b'/></action></formation></offres></lheo>";
    let (out, _, lines) = convert(&Converter::to(TO_22), feed);
    assert!(out.contains("<code-niveau-entree>5<") && out.contains("<code-RNCP>38596<"), "{out}");
    assert!(out.contains("numero='b'") && !out.contains("numero='a'"), "{out}");
    assert!(slugs(&lines).contains(&"lieu-de-formation-principal"));
}

#[test]
fn what_has_no_way_is_told() {
    let try_it = |to, feed: &str| {
        Converter::to(to)
            .convert_slice("f", feed.as_bytes(), &mut Vec::new(), |_| Ok(()))
            .unwrap_err()
            .to_string()
    };
    assert!(try_it(TO_23, "<html/>").contains("cannot be converted"));
    assert!(
        try_it(Dialect::Edof, "<lheo-index xmlns='http://lheo.gouv.fr/2.3'/>").contains("no <lheo-index>")
    );
    assert!(
        try_it(Dialect::Lheo20, "<lheo xmlns='http://lheo.gouv.fr/2.3'/>").contains("cannot be converted")
    );
    let nothing = "<lheo xmlns='https://www.of.moncompteformation.gouv.fr'><offres><formation><organisme-formation-responsable/></formation></offres></lheo>";
    assert_eq!(try_it(TO_23, nothing), "f: no record could be converted");
}

#[test]
fn strict_refuses_what_was_wrong_before() {
    let feed = "<lheo xmlns='http://www.lheo.org/2.2'><offres><formation numero='F1'/></offres></lheo>";
    let result =
        Converter::to(TO_23).strict().convert_slice("f", feed.as_bytes(), &mut Vec::new(), |_| Ok(()));
    assert!(matches!(result, Err(ConvertError::Nothing(_))));
}
