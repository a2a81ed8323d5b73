//! Reading goes on after a fault of form, stops cleanly where a document is cut, and neither the encoding, nor the
//! size of reads, nor what means nothing in XML changes what is found.

use std::{fmt::Write as _, io::Read};

use sofi_core::{FileReport, Level, Report};
use sofi_lheo::{Checker, Dialect};
use sofi_tests::{Node, Random, check, errors, line};

/// A feed of three formations, the second of which is `broken`.
fn feed(broken: &str) -> String {
    let mut document = Node::document(Dialect::Lheo23, false);
    let offres = document.find("offres").expect("offres");
    let formation = offres.children[0].clone();
    offres.children = vec![formation.clone(), Node::leaf("broken", ""), formation];
    document.to_xml().replace("<broken></broken>\n", broken)
}

fn told(file: &FileReport) -> Vec<String> {
    file.findings.iter().map(line).collect()
}

/// Reads that give at most so many bytes at a time.
struct Dribble<'a>(&'a [u8], usize);

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(buffer.len()).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// The report, whose findings are compared whole but for the lines shown to people: how much of a line is at hand
/// depends on how it was read.
fn bare(mut report: Report) -> String {
    for finding in report.files.iter_mut().flat_map(|file| &mut file.findings) {
        finding.excerpt = None;
    }
    format!("{report:#?}")
}

#[test]
fn the_next_formation_is_read_after_a_malformed_one() {
    let whole = Node::document(Dialect::Lheo23, false).to_xml();
    let start = whole.find("<formation").expect("a formation");
    let end = whole.find("</formation>").expect("its end") + "</formation>\n".len();
    let formation = &whole[start..end];
    let actions = |text: &str| text.matches("<action").count() as u64;
    let cases = [
        ("XML05", formation.replace("</intitule-formation>", " & </intitule-formation>"), 0),
        ("XML04", formation.replace("</intitule-formation>", "&eacute;</intitule-formation>"), 0),
        ("XML02", formation.replace("</intitule-formation>", "</intitule-formatiom>"), 0),
        ("XML07", formation.replace("</intitule-formation>", "\u{1}</intitule-formation>"), 0),
        ("XML09", formation.replace("<formation", "<formation a=1"), 0),
        ("XML11", formation.replace("<intitule-formation>", "<q:intitule-formation>"), 0),
        // The look-alikes are not formations: a longer name, another prefix without end, an end tag.
        (
            "XML05",
            formation
                .replace("</intitule-formation>", "& <formation-x a=''/><formations/></intitule-formation>"),
            0,
        ),
        (
            "XML05",
            formation.replace(
                "</intitule-formation>",
                "& <![CDATA[<formation>]]><!-- <formation > --></intitule-formation>",
            ),
            0,
        ),
        // After the fault, the action of the broken formation is not seen, that of the next one is.
        ("XML14", formation.replace("</intitule-formation>", "]]></intitule-formation>"), 0),
        ("XML05", formation.replace("</formation>", "& </formation>"), 1),
    ];
    for (code, broken, seen) in cases {
        assert_ne!(broken, formation, "{code}: nothing was changed");
        let text = feed(&broken);
        let file = check(Level::Strict, text.as_bytes());
        let codes: Vec<&str> = file.findings.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, [code], "{broken}\n{:?}", told(&file));
        // A formation whose own start tag is at fault is not counted.
        let started = if code == "XML09" { 2 } else { 3 };
        assert_eq!(
            (file.formations, file.actions),
            (started, 2 + seen * actions(formation)),
            "{code}: {broken}"
        );
        assert!(!file.truncated, "{code}");
    }
}

#[test]
fn a_prefixed_feed_is_resumed_too() {
    let text = prefixed(&feed("<formation>&</formation>\n"));
    let file = check(Level::Xsd, text.as_bytes());
    assert_eq!((errors(&file).len(), file.formations), (1, 3), "{:?}", told(&file));
}

/// The same document with a prefix on every element.
fn prefixed(text: &str) -> String {
    let body = text.find("<lheo").expect("the root");
    let names = text[body..].replace("</", "\u{1}").replace('<', "<l:").replace('\u{1}', "</l:");
    let names = names.replace("<l:!", "<!").replace("<l:?", "<?");
    text[..body].to_owned() + &names.replace("xmlns=", "xmlns:l=")
}

#[test]
fn a_cut_document_is_never_valid() {
    for dialect in [Dialect::Lheo22, Dialect::Lheo23, Dialect::Edof] {
        let text = Node::document(dialect, false).to_xml();
        let end = text.trim_end().len();
        let root = text.find("<lheo").expect("the root");
        for cut in 0..end {
            let file = check(Level::Xsd, &text.as_bytes()[..cut]);
            assert!(!errors(&file).is_empty(), "{dialect:?} cut at {cut}");
            // Before the end of the first start tag no element is open yet.
            let is_open = cut > root + text[root..].find('>').expect("the end of its tag");
            assert!(!is_open || file.truncated, "{dialect:?} cut at {cut}: {:?}", told(&file));
        }
        assert!(errors(&check(Level::Xsd, &text.as_bytes()[..end])).is_empty());
    }
}

#[test]
fn the_size_of_reads_changes_nothing() {
    let broken = feed(
        "<formation numero='é€😀'>\r\n<!-- a --><![CDATA[ ]] ]]>&amp;&#233;<x>]]><![CDATA[<formation>]]><!--<formation>--></x></formation>\r\n",
    );
    let many = broken.replace("<intitule-formation>", "<intitule-formatiom>\r\n");
    for text in [broken, many] {
        let utf16: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.replace("UTF-8", "UTF-16").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [text.as_bytes(), &utf16, &text.as_bytes()[..text.len() / 2]] {
            let expected = bare(Checker::new(Level::Strict).check_slice("a", bytes));
            for size in (1..=17).chain([64, 100, 511, 4096]) {
                let report =
                    Checker::new(Level::Strict).check_reader("a", Dribble(bytes, size)).expect("a reader");
                assert_eq!(bare(report), expected, "reads of {size} bytes");
            }
        }
    }
}

/// A document with faults of several kinds, whose characters are all in Latin-1.
fn faulty() -> String {
    let mut document = Node::document(Dialect::Lheo23, true);
    "é".repeat(300).clone_into(&mut document.find("intitule-formation").expect("a title").text);
    "oui".clone_into(&mut document.find("certifiante").expect("a code").text);
    document.find("session").expect("a session").children.swap(0, 1);
    let mut text = document.to_xml();
    let at = text.find("<adresse>").expect("an address");
    text.insert_str(at, "<!-- é -->\t<inconnu/>");
    text
}

#[test]
fn encodings_change_nothing_but_offsets() {
    let text = faulty();
    let expected = check(Level::Strict, text.as_bytes());
    let lines = told(&expected);
    assert!(lines.len() >= 4, "{lines:?}");
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let declared = |label: &str| {
        let at = latin.windows(5).position(|w| w == b"UTF-8").expect("a declaration");
        [&latin[..at], label.as_bytes(), &latin[at + 5..]].concat()
    };
    let wide = |units: fn(u16) -> [u8; 2]| {
        "\u{feff}"
            .encode_utf16()
            .chain(text.replace("UTF-8", "UTF-16").encode_utf16())
            .flat_map(units)
            .collect::<Vec<u8>>()
    };
    for (name, bytes) in [
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("ISO-8859-1", declared("ISO-8859-1")),
        ("windows-1252", declared("windows-1252")),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
    ] {
        let file = check(Level::Strict, &bytes);
        assert_eq!(told(&file), lines, "{name}");
        for finding in &file.findings {
            let raw = &bytes[usize::try_from(finding.place.offset).unwrap()
                ..usize::try_from(finding.place.end_offset).unwrap()];
            let ascii: Vec<u8> = raw.iter().copied().filter(|byte| *byte != 0).collect();
            assert!(ascii.starts_with(b"<") && ascii.ends_with(b">"), "{name}: {} {raw:?}", line(finding));
        }
    }
}

#[test]
fn ends_of_lines_and_blanks_change_nothing() {
    let text = faulty();
    let expected = told(&check(Level::Strict, text.as_bytes()));
    assert_eq!(told(&check(Level::Strict, text.replace('\n', "\r\n").as_bytes())), expected, "CRLF");
    let tabs = told(&check(Level::Strict, text.replace(">\n<", ">\n\t\t<").as_bytes()));
    let codes = |lines: &[String]| lines.iter().map(|l| l[..5].to_owned()).collect::<Vec<_>>();
    assert_eq!(codes(&tabs), codes(&expected), "tabulations");
}

#[test]
fn a_prefix_changes_only_columns() {
    let text = faulty();
    let twin = prefixed(&text);
    let shape = |file: &FileReport| -> Vec<String> {
        let finding = |f: &sofi_core::Finding| format!("{} {} {}", f.rule.code, f.place.line, f.place.path);
        file.findings.iter().map(finding).collect()
    };
    assert_eq!(shape(&check(Level::Strict, twin.as_bytes())), shape(&check(Level::Strict, text.as_bytes())));
}

#[test]
fn comments_instructions_and_cdata_change_nothing() {
    for text in [Node::document(Dialect::Lheo23, true).to_xml(), faulty()] {
        let shape = |text: &str| -> Vec<String> {
            let file = check(Level::Strict, text.as_bytes());
            file.findings
                .iter()
                .map(|f| format!("{} {} {}", f.rule.code, f.place.line, f.place.path))
                .collect()
        };
        let expected = shape(&text);
        let mut random = Random::new(3);
        let mut noisy = String::new();
        for (i, line) in text.lines().enumerate() {
            // Between elements and inside texts.
            let noise = *random.pick(&["<!-- <formation> & -->", "<?pi <a>?>", ""]);
            match line.find("</").filter(|_| i > 0) {
                Some(at) if !line.starts_with("</") => {
                    let start = line[..at].rfind('>').map_or(0, |i| i + 1);
                    let (tag, value) = line[..at].split_at(start);
                    let value = if random.below(2) == 0 && !value.is_empty() {
                        format!("<![CDATA[{value}]]>")
                    } else {
                        value.to_owned()
                    };
                    let _ = writeln!(noisy, "{tag}{noise}{value}{noise}{}", &line[at..]);
                }
                _ => {
                    let _ = writeln!(noisy, "{line}{noise}");
                }
            }
        }
        assert_ne!(noisy, text);
        assert_eq!(shape(&noisy), expected);
    }
}
