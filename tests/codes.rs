//! Every code of the format is seen to fire, at its place, and to keep quiet beside it; `examples.rs` sees to those of the
//! domain.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read, Write as _},
};

use sofi_core::{FileReport, Finding, Lang, Level};
use sofi_lheo::{Checker, Dialect, Limits};
use sofi_tests::{Node, line};

/// A document where a code fires, and its twin where it does not.
struct Case {
    code: &'static str,
    checker: Checker,
    bad: Vec<u8>,
    good: Vec<u8>,
    /// What stands at the place of the finding; nothing to compare when empty.
    at: &'static str,
    /// The end of its path.
    path: &'static str,
}

impl Case {
    fn new(code: &'static str, bad: impl Into<Vec<u8>>, good: impl Into<Vec<u8>>) -> Self {
        let checker = Checker::new(Level::Strict);
        Self { code, checker, bad: bad.into(), good: good.into(), at: "", path: "" }
    }
}

/// An edit of the smallest valid document: `(code, what is replaced, by what is wrong, by what is right, what stands
/// at the place, the end of the path)`.
type EditCase = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const TITLE: &str = "<intitule-formation>x</intitule-formation>";

const EDITS: &[EditCase] = &[
    (
        "XML01",
        TITLE,
        "<intitule-formation>a < b</intitule-formation>",
        "<intitule-formation>a &lt; b</intitule-formation>",
        "<",
        "/intitule-formation",
    ),
    (
        "XML02",
        TITLE,
        "<intitule-formation>x</Intitule-formation>",
        TITLE,
        "</Intitule-formation>",
        "/intitule-formation",
    ),
    ("XML03", "</offres>\n</lheo>\n", "</offres>\n", "</offres>\n</lheo>", "", "/lheo"),
    (
        "XML04",
        TITLE,
        "<intitule-formation>&eacute;</intitule-formation>",
        "<intitule-formation>&amp;</intitule-formation>",
        "&eacute;",
        "/intitule-formation",
    ),
    (
        "XML05",
        TITLE,
        "<intitule-formation>a & b</intitule-formation>",
        "<intitule-formation>a &#38; b</intitule-formation>",
        "&",
        "/intitule-formation",
    ),
    (
        "XML06",
        TITLE,
        "<intitule-formation>é&#0;</intitule-formation>",
        "<intitule-formation>&#9;</intitule-formation>",
        "&#0;",
        "/intitule-formation",
    ),
    (
        "XML07",
        TITLE,
        "<intitule-formation>é\u{1}</intitule-formation>",
        "<intitule-formation>\u{7f}</intitule-formation>",
        "\u{1}",
        "/intitule-formation",
    ),
    ("XML08", "<session>", "<session tag='' tag=''>", "<session tag='' info=''>", "tag=''>", "/action[1]"),
    ("XML09", "<session>", "<session tag=1>", "<session tag='1'>", "t", "/action[1]"),
    ("XML10", "<session>", "<session 1='1'>", "<session tag='1'>", "1", "/action[1]"),
    ("XML11", "<ville>x</ville>", "<l:ville>x</l:ville>", "<ville>x</ville>", "l", "/adresse"),
    ("XML12", "<session>", "<session xmlns:p=''>", "<session xmlns:p='urn:p'>", "xmlns:p", "/action[1]"),
    ("XML13", "<session>", "<!-- a -- b --><session>", "<!-- a - b --><session>", "-- b", "/action[1]"),
    (
        "XML14",
        TITLE,
        "<intitule-formation>]]></intitule-formation>",
        "<intitule-formation>]]&gt;</intitule-formation>",
        "]]>",
        "/intitule-formation",
    ),
    ("XML15", "<session>", "<?xml?><session>", "<?xm?><session>", "<?xml?>", "/action[1]"),
    ("XML16", "version=\"1.0\" ", "", "version='1.0' ", "<?xml", ""),
    ("XML17", "</offres>\n</lheo>\n", "</offres></lheo><lheo/>", "</offres></lheo><!-- -->", "<lheo/>", ""),
    ("XML19", "<lheo ", "<!DOCTYPE lheo><lheo ", "<lheo ", "<!DOCTYPE lheo>", ""),
    ("XML20", "<session>", "<!DOCTYPE lheo><session>", "<session>", "<!DOCTYPE", "/action[1]"),
    ("LHE01", TITLE, "", TITLE, "<objectif-formation>", "/formation[1]/objectif-formation"),
    (
        "LHE02",
        "<debut>20260901</debut>\n<fin>20260901</fin>",
        "<fin>20260901</fin><debut>20260901</debut>",
        "<debut>20260901</debut><fin>99999999</fin>",
        "<fin>",
        "/periode/fin",
    ),
    ("LHE03", "<session>", "<inconnu/><session>", "<session>", "<inconnu/>", "/action[1]/inconnu"),
    (
        "LHE04",
        "<session>",
        "<SIRET>12345678901234</SIRET><session>",
        "<session>",
        "<SIRET>",
        "/action[1]/SIRET",
    ),
    (
        "LHE05",
        TITLE,
        "<intitule-formation>x</intitule-formation><intitule-formation>y</intitule-formation>",
        TITLE,
        "<intitule-formation>",
        "/intitule-formation[2]",
    ),
    ("LHE06", "<session>", "<p:a xmlns:p='urn:p'/><session>", "<session>", "<p:a", "/action[1]/{urn:p}a"),
    ("LHE07", "<session>", "é<session>", " <session>", "<action>", "/action[1]"),
    (
        "LHE08",
        TITLE,
        "<intitule-formation><b/></intitule-formation>",
        "<intitule-formation>&lt;b/></intitule-formation>",
        "<intitule-formation>",
        "/intitule-formation",
    ),
    ("LHE09", "<ville>x</ville>", "<Ville>x</Ville>", "<ville>x</ville>", "<Ville>", "/adresse/Ville"),
    (
        "LHE20",
        TITLE,
        "<intitule-formation/>",
        "<intitule-formation> </intitule-formation>",
        "<intitule-formation/>",
        "/intitule-formation",
    ),
    (
        "LHE21",
        "<SIRET>xxxxxxxxxxxxxx<",
        "<SIRET>xxxxxxxxxxxxxxx<",
        "<SIRET>éééééééééééééé<",
        "<SIRET>xxxxxxxxxxxxxxx</SIRET>",
        "/SIRET",
    ),
    (
        "LHE22",
        "<SIRET>xxxxxxxxxxxxxx<",
        "<SIRET>xxxxxxxxxxxxx<",
        "<SIRET>éééééééééééééé<",
        "<SIRET>xxxxxxxxxxxxx</SIRET>",
        "/SIRET",
    ),
    (
        "LHE23",
        "<certifiante>0",
        "<certifiante>oui",
        "<certifiante> 0 ",
        "<certifiante>oui</certifiante>",
        "/certifiante",
    ),
    (
        "LHE24",
        "</session>",
        "</session><nombre-heures-total>3,5</nombre-heures-total>",
        "</session>",
        "<nombre-heures-total>3,5",
        "/nombre-heures-total",
    ),
    (
        "LHE25",
        "<debut>20260901",
        "<debut>01/09/2026",
        "<debut>00000000",
        "<debut>01/09/2026</debut>",
        "/periode/debut",
    ),
    ("LHE40", "<session>", "<session Numero='1'>", "<session numero='1'>", "<session", "/session[1]/@Numero"),
    ("LHE42", "<session>", "<session id='1'>", "<session id='a1'>", "<session", "/session[1]/@id"),
    (
        "LHE43",
        "<session>\n<periode>",
        "<session id='a'><periode id='a'>",
        "<session id='a'><periode id='b'>",
        "<periode",
        "/periode/@id",
    ),
    (
        "LHE44",
        "<session>",
        "<session horodatage-export='2026-09-01'>",
        "<session horodatage-export='2026-09-01T00:00:00'>",
        "<session",
        "/@horodatage-export",
    ),
    ("LHE45", "<session>", "<session uri='100%'>", "<session uri='100%25'>", "<session", "/session[1]/@uri"),
    (
        "LHE46",
        "<session>",
        "<session xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'>",
        "<session xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='a b'>",
        "<session",
        "/session[1]/@xsi:nil",
    ),
    ("LHE60", "http://lheo.gouv.fr/2.3", "http://example.org/", "http://lheo.gouv.fr/2.3", "<lheo", "/lheo"),
    (
        "LHE61",
        " xmlns=\"http://lheo.gouv.fr/2.3\"",
        "",
        " xmlns='http://lheo.gouv.fr/2.3'",
        "<lheo>",
        "/lheo",
    ),
    (
        "LHE63",
        "http://lheo.gouv.fr/2.3",
        "http://www.lheo.org/1.3.0",
        "http://lheo.gouv.fr/2.3",
        "<lheo",
        "/lheo",
    ),
    (
        "LHE64",
        "http://lheo.gouv.fr/2.3",
        "https://lheo.gouv.fr/2.3",
        "http://lheo.gouv.fr/2.3",
        "<lheo",
        "/lheo",
    ),
    (
        "LHE65",
        "http://lheo.gouv.fr/2.3",
        "http://www.lheo.org/2.0",
        "http://www.lheo.org/2.2",
        "<lheo",
        "/lheo",
    ),
    (
        "LHE80",
        "<code-public-vise ref=\"20260901\">",
        "<code-public-vise>",
        "<code-public-vise ref=''>",
        "<code-public-vise>",
        "/code-public-vise[1]/@ref",
    ),
    (
        "LHE81",
        "</session>",
        "</session><nombre-heures-total>-1</nombre-heures-total>",
        "</session><nombre-heures-total>+1</nombre-heures-total>",
        "<nombre-heures-total>",
        "/nombre-heures-total",
    ),
    (
        "LHE82",
        "<debut>20260901",
        "<debut>20260231",
        "<debut>20260200",
        "<debut>20260231</debut>",
        "/periode/debut",
    ),
    (
        "LHE83",
        "<session>",
        "<session idref='nulle-part'>",
        "<session id='a' idref='a'>",
        "<session",
        "/session[1]/@idref",
    ),
];

fn base() -> String {
    Node::document(Dialect::Lheo23, false).to_xml()
}

fn edited(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "nothing to replace: {from}");
    text.replacen(from, to, 1)
}

fn cases() -> Vec<Case> {
    let base = base();
    let mut cases: Vec<Case> = EDITS
        .iter()
        .map(|&(code, from, bad, good, at, path)| Case {
            at,
            path,
            ..Case::new(code, edited(&base, from, bad), edited(&base, from, good))
        })
        .collect();

    // What only another dialect has.
    let edof = Node::document(Dialect::Edof, false).to_xml();
    for (code, from, bad, at, path) in [
        ("LHE10", "<code-CPF>CPF1</code-CPF>", "", "<certification>", "/certification"),
        ("LHE26", "CPF1", "CPF", "<code-CPF>CPF</code-CPF>", "/certification/code-CPF"),
        ("LHE41", "<session numero=\"20260901\"", "<session", "<session", "/session[1]/@numero"),
    ] {
        cases.push(Case { at, path, ..Case::new(code, edited(&edof, from, bad), edof.clone()) });
    }
    let offres = base.replace(
        "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">\n<offres>",
        "<offres xmlns=\"http://lheo.gouv.fr/2.3\">",
    );
    cases.push(Case {
        at: "<offres",
        path: "/offres",
        ..Case::new("LHE62", offres.replace("</lheo>\n", ""), base.clone())
    });
    cases.push(Case::new("XML18", "<?xml version='1.0'?>\n<!-- -->", base.clone()));

    cases.extend(encodings(&base));
    cases.extend(limits(&base));
    cases.extend(sources(&base));
    cases
}

fn encodings(base: &str) -> Vec<Case> {
    let declared = |label: &str| {
        base.replace("UTF-8", label).replace(TITLE, "<intitule-formation>é</intitule-formation>")
    };
    let latin: Vec<u8> =
        declared("UTF-8").chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let marked = |label: &str| format!("\u{feff}{}", declared(label));
    vec![
        Case::new("XML30", declared("inconnu"), declared("UTF-8")),
        Case { path: "/intitule-formation", ..Case::new("XML31", latin, declared("UTF-8")) },
        Case::new("XML32", declared("ISO-8859-1"), declared("UTF-8")),
        Case::new("XML33", marked("ISO-8859-1"), marked("UTF-8")),
        Case::new("XML34", declared("UTF-16"), declared("utf-8")),
    ]
}

fn limits(base: &str) -> Vec<Case> {
    let in_extra =
        |inside: &str| base.replace("</lheo>", &format!("<extras><extra>{inside}</extra></extras></lheo>"));
    let nested = |depth: usize| in_extra(&format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth)));
    let attributes = |count: usize| {
        let list: Vec<String> = (0..count).map(|i| format!("a{i}=''")).collect();
        in_extra(&format!("<a {}/>", list.join(" ")))
    };
    let name = |length: usize| in_extra(&format!("<{}/>", "a".repeat(length)));
    let value = |length: usize| in_extra(&format!("<a b='{}'/>", "x".repeat(length)));
    let text = |length: usize| in_extra(&"x".repeat(length));
    let mut small = Checker::new(Level::Strict);
    small = small.limits(Limits { record: 10_000, ..Limits::default() });
    let record =
        |length: usize| base.replace("<session>", &format!("{}<session>", "<!-- -->\n".repeat(length)));
    vec![
        Case { at: "<a>", ..Case::new("XML50", nested(62), nested(61)) },
        Case { at: "<a", ..Case::new("XML51", attributes(65), attributes(64)) },
        Case { at: "aaa", ..Case::new("XML52", name(257), name(256)) },
        Case { at: "b", ..Case::new("XML53", value((64 << 10) + 1), value(64 << 10)) },
        Case::new("XML54", text((1 << 20) + 1), text(1 << 20)),
        Case {
            checker: small,
            at: "<formation>",
            path: "/formation[1]",
            ..Case::new("XML55", record(40_000), record(10))
        },
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a name");
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory").into_inner()
}

fn sources(base: &str) -> Vec<Case> {
    let good = gzip(base.as_bytes());
    let mut corrupt = good.clone();
    let middle = corrupt.len() / 2;
    corrupt[middle..].iter_mut().for_each(|byte| *byte = !*byte);
    let small = Checker::new(Level::Strict).limits(Limits { decompressed: 10_000, ..Limits::default() });
    let large = gzip(base.replace("<session>", &format!("{}<session>", " ".repeat(1 << 20))).as_bytes());
    vec![
        Case { checker: small, ..Case::new("XML56", large, good.clone()) },
        Case::new("XML70", "", base),
        Case::new("XML71", "%PDF-1.4 and so on", base),
        Case::new("XML72", &good[..good.len() - 60], good.clone()),
        Case::new("XML73", corrupt, good.clone()),
        Case::new(
            "XML74",
            archive("a.zip", &archive("b.xml", base.as_bytes())),
            archive("b.xml", base.as_bytes()),
        ),
        Case::new("XML75", archive("a.pdf", b"%PDF-1.4"), archive("b.xml", base.as_bytes())),
    ]
}

/// A disk that fails after so many bytes.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::Error::other("disk on fire"));
        }
        self.0.read(buffer)
    }
}

/// Whatever is told of a finding can be told, in both languages.
fn is_worded(finding: &Finding) {
    for lang in [Lang::Fr, Lang::En] {
        let template = finding.rule.message.get(lang);
        let filled = finding.args.fill(template, lang);
        assert!(filled.is_some(), "{}: {template} lacks an argument: {:?}", finding.rule.code, finding.args);
        for text in filled.into_iter().chain(finding.label(lang)).chain(finding.helps(lang)) {
            assert!(!text.is_empty() && !text.contains('{'), "{}: {text}", finding.rule.code);
        }
    }
}

/// The place of a finding, told by its bytes alone.
fn misplaced(finding: &Finding, bytes: &[u8], at: &str) -> Option<String> {
    let place = &finding.place;
    let (from, to) = (usize::try_from(place.offset).unwrap(), usize::try_from(place.end_offset).unwrap());
    if from >= to || to > bytes.len() {
        return Some(format!("{}: {from}..{to} of {}", line(finding), bytes.len()));
    }
    let before = String::from_utf8_lossy(&bytes[..from]);
    let last = before.rsplit('\n').next().unwrap_or_default();
    let expected = (before.matches('\n').count() as u64 + 1, last.chars().count() as u64 + 1);
    if (place.line, place.column) != expected {
        return Some(format!("{} instead of {expected:?}", line(finding)));
    }
    let shown = String::from_utf8_lossy(&bytes[from..bytes.len().min(from + at.len().max(40))]).into_owned();
    (!shown.starts_with(at)).then(|| format!("{}: {shown:?} instead of {at:?}", line(finding)))
}

fn only(checker: &Checker, bytes: &[u8]) -> FileReport {
    let mut report = checker.check_slice("test", bytes);
    assert_eq!(report.files.len(), 1);
    report.files.remove(0)
}

#[test]
fn every_code_fires_and_keeps_quiet() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut wrong: Vec<String> = Vec::new();
    for Case { code, checker, bad, good, at, path } in cases() {
        seen.insert(code);
        let quiet = only(&checker, &good);
        let told = quiet.findings.iter().map(line).filter(|told| told.starts_with(code));
        wrong.extend(told.map(|told| format!("{told}: fires on its good twin")));
        let file = only(&checker, &bad);
        file.findings.iter().for_each(is_worded);
        let Some(finding) = file.findings.iter().find(|finding| finding.rule.code == code) else {
            let told: Vec<String> = file.findings.iter().map(line).collect();
            wrong.push(format!("{code} does not fire: {told:?}"));
            continue;
        };
        if !at.is_empty() {
            wrong.extend(misplaced(finding, &bad, at));
        }
        if !finding.place.path.ends_with(path) {
            wrong.push(format!("{code}: {} instead of {path}", finding.place.path));
        }
    }
    assert_eq!(wrong, [""; 0], "{wrong:#?}");
    let text = base();
    let report =
        Checker::new(Level::Strict).check_reader("fire", Failing(&text.as_bytes()[..300])).expect("a start");
    let interrupted = report.files[0].findings.iter().find(|finding| finding.rule.code == "XML76");
    is_worded(interrupted.expect("XML76"));
    assert!(report.files[0].error.is_some());
    seen.insert("XML76");
    let missing: Vec<&str> =
        sofi_lheo::rules::format().map(|rule| rule.code).filter(|code| !seen.contains(code)).collect();
    assert_eq!(missing, [""; 0], "codes without a case");
}

/// One fault of the table is one finding.
#[test]
fn one_edit_is_one_finding() {
    let base = base();
    // In LHEO 2.0 the rest of the document is not valid.
    let mut wrong = Vec::new();
    for &(code, from, bad, ..) in EDITS {
        let file = only(&Checker::new(Level::Strict), edited(&base, from, bad).as_bytes());
        let told: Vec<String> = file.findings.iter().map(line).collect();
        if told.len() != 1 && code != "LHE65" {
            wrong.push(format!("{code}: {told:?}"));
        }
    }
    assert_eq!(wrong, [""; 0], "{wrong:#?}");
}
