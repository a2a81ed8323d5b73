//! Records: nothing of a document is lost in them, whatever its encoding and however its bytes come.

use std::io::Read;

use sofi_core::Level;
use sofi_lheo::{Checker, Dialect, Limits, Node, NodeKind, Reader, source::Encoding};

const FEED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- début -->\r\n\
<l:lheo xmlns:l='http://lheo.gouv.fr/2.3'><l:offres>\r\n  <l:formation  numero = \"F&amp;1\" inconnu='é'>\r\n\
    <l:intitule-formation>Maçon &#233; <![CDATA[<b>œuvre</b>]]>&amp; Cie</l:intitule-formation ><?p i?>\r\n\
    <!-- <l:formation> --><autre xmlns='urn:x'><formation/></autre>\r\n  </l:formation>\r\n  <l:formation numero='F2'/>\r\n\
</l:offres></l:lheo>\r\n";

/// Gives one byte at a time.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = usize::from(!self.0.is_empty() && !buffer.is_empty());
        buffer[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let text = text.replace("UTF-8", encoding.name());
    match encoding {
        Encoding::Latin1 => text.replace('œ', "oe").chars().map(|c| c as u8).collect(),
        Encoding::Utf16Le => {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }
        _ => text.into_bytes(),
    }
}

/// The pieces of an element, end to end, are its content.
fn check_tiling(node: Node<'_>, source: &str) {
    if node.kind() != NodeKind::Element {
        return;
    }
    let pieces: String = node.nodes().map(Node::source).collect();
    assert_eq!(pieces, source[node.content_span()], "{}", node.name());
    assert!(node.source().starts_with(&format!("<{}", node.name())));
    node.nodes().for_each(|child| check_tiling(child, source));
}

#[test]
fn a_record_is_its_bytes_in_every_encoding_and_for_every_read_size() {
    for encoding in [Encoding::Utf8, Encoding::Latin1, Encoding::Utf16Le] {
        let bytes = encoded(FEED, encoding);
        for reader in [
            Reader::from_slice("feed.xml", &bytes).unwrap(),
            Reader::from_reader("feed.xml", Drip(&bytes)).unwrap(),
        ] {
            let mut reader = reader;
            let mut numbers = Vec::new();
            while let Some(record) = reader.next_record().unwrap() {
                let (from, length) = (record.offset() as usize, record.byte_length() as usize);
                let raw = &bytes[from..from + length];
                let decoded = match encoding {
                    Encoding::Latin1 => raw.iter().map(|b| char::from(*b)).collect(),
                    Encoding::Utf16Le => {
                        let units = raw.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
                        char::decode_utf16(units).map(Result::unwrap).collect()
                    }
                    _ => String::from_utf8(raw.to_vec()).unwrap(),
                };
                assert_eq!(record.source(), decoded, "{encoding}");
                check_tiling(record.root(), record.source());
                numbers.push((record.root().attribute("numero").unwrap(), record.line()));
            }
            assert_eq!(numbers, [("F&1".to_owned(), 4), ("F2".to_owned(), 8)]);
        }
    }
}

#[test]
fn a_record_knows_what_is_in_it() {
    let mut reader = Reader::from_slice("feed.xml", FEED.as_bytes()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let formation = record.root();
    assert_eq!(formation.local_name(), "formation");
    assert_eq!(formation.attributes(), [("numero", "F&1".to_owned()), ("inconnu", "é".to_owned())]);
    assert_eq!(formation.child("intitule-formation").unwrap().text(), "Maçon é <b>œuvre</b>& Cie");
    let kinds: Vec<NodeKind> = formation.nodes().map(Node::kind).filter(|k| *k != NodeKind::Text).collect();
    assert_eq!(kinds, [NodeKind::Element, NodeKind::Instruction, NodeKind::Comment, NodeKind::Element]);
    let foreign = formation.child("autre").unwrap();
    assert_eq!((foreign.element(), foreign.children().count()), (None, 1));
    assert_eq!(reader.dialect(), Some(Dialect::Lheo23));
    assert_eq!((reader.root(), reader.name()), (Some("lheo"), "feed.xml"));
}

#[test]
fn after_a_record_that_cannot_be_read_comes_the_next_one() {
    let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation numero='1'/>\n\
                <formation numero='2'>&eacute;</formation><formation numero='3'/></offres></lheo>";
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    let numero = |record: sofi_lheo::Record<'_>| record.root().attribute("numero").unwrap();
    assert_eq!(reader.next_record().unwrap().map(numero).as_deref(), Some("1"));
    let error = reader.next_record().unwrap_err();
    assert_eq!((error.code, error.line, error.column), ("XML04", 2, 23));
    assert_eq!(error.to_string(), "feed.xml:2:23: the entity &eacute; is not defined [XML04]");
    assert_eq!(reader.next_record().unwrap().map(numero).as_deref(), Some("3"));
    assert!(reader.next_record().unwrap().is_none());
    assert!(reader.next_record().unwrap().is_none());
}

#[test]
fn a_record_past_the_limit_is_an_error_and_the_next_one_is_read() {
    let text = "x".repeat(300_000);
    let feed = format!(
        "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres><formation numero='1'>{}</formation>\
         <formation numero='2'/></offres></lheo>",
        format!("<contenu-formation>{text}</contenu-formation>").repeat(4)
    );
    let limits = Limits { record: 200_000, ..Limits::default() };
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap().limits(limits);
    assert_eq!(reader.next_record().unwrap_err().code, "XML55");
    let record = reader.next_record().unwrap().unwrap();
    assert_eq!(record.root().attribute("numero").as_deref(), Some("2"));
}

/// The limit holds to the byte and to the element, whatever the size of reads.
#[test]
fn a_record_is_too_large_by_itself() {
    let record = format!("<formation numero='1'>{}</formation>", "<action/>".repeat(500));
    let feed = format!("<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>{record}</offres></lheo>");
    let is_too_large = |limits: &Limits| {
        let checker = Checker::new(Level::Xsd).limits(limits.clone());
        let whole = checker.check_slice("feed.xml", feed.as_bytes());
        let drip = checker.check_reader("feed.xml", Drip(feed.as_bytes())).unwrap();
        assert_eq!(format!("{whole:?}"), format!("{drip:?}"));
        let told = whole.findings().any(|(_, finding)| finding.rule.code == "XML55");
        let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap().limits(limits.clone());
        assert_eq!(reader.next_record().is_err(), told);
        let drip = Reader::from_reader("feed.xml", Drip(feed.as_bytes())).unwrap();
        assert_eq!(drip.limits(limits.clone()).next_record().is_err(), told);
        told
    };
    let of_size = |record| Limits { record, ..Limits::default() };
    assert!(!is_too_large(&of_size(record.len())) && is_too_large(&of_size(record.len() - 1)));
    let of_elements = |elements| Limits { elements, ..Limits::default() };
    assert!(!is_too_large(&of_elements(501)) && is_too_large(&of_elements(500)));
}

#[test]
fn summaries_and_organisations_are_records_too() {
    let index = "<lheo-index xmlns='http://www.lheo.org/2.2'><resumes-offres><resume-offre numero='a'/></resumes-offres>\
                 <resumes-organismes><resume-organisme numero='b'/></resumes-organismes></lheo-index>";
    let plus = "<lheo-plus xmlns='http://lheo.gouv.fr/2.3'><lheo><offres><formation numero='c'>\
                <organisme-formation-responsable numero='in'/></formation></offres></lheo>\
                <organisme-formation-responsable numero='d'/></lheo-plus>";
    for (feed, expected) in [(index, ["a", "b"]), (plus, ["c", "d"])] {
        let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
        for numero in expected {
            let record = reader.next_record().unwrap().unwrap();
            assert_eq!(record.root().attribute("numero").as_deref(), Some(numero));
        }
        assert!(reader.next_record().unwrap().is_none());
    }
}
