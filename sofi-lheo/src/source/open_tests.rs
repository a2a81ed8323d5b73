//! Plain files, gzips and archives: whole, cut, damaged, hostile.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::source::{DecompressionLimit, Fault, Filled};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip_with(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(members, CompressionMethod::Deflated)
}

/// Text of a document, and the fault that ended it.
fn text_of(input: Input<'_>) -> (String, String, Option<Fault>) {
    let name = input.name.clone();
    let mut decoder = input.into_decoder();
    let mut text = String::new();
    loop {
        match decoder.fill(&mut text) {
            Filled::More => {}
            Filled::End => return (name, text, None),
            Filled::Fault(fault) => {
                decoder.skip_fault();
                assert!(!fault.kind.is_final() || decoder.fill(&mut String::new()) == Filled::End);
                return (name, text, Some(fault));
            }
        }
    }
}

fn all(inputs: Inputs<'_>) -> Vec<(String, String, Option<FaultKind>)> {
    inputs
        .map(|input| {
            let (name, text, fault) = text_of(input);
            (name, text, fault.map(|fault| fault.kind))
        })
        .collect()
}

/// A feed that compresses little enough to pass for a real one.
fn feed(formations: u32) -> String {
    let mut numbers = 1_u32;
    let mut line = |_| {
        numbers = numbers.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("<formation numero='{numbers}'>é</formation>\n")
    };
    let body: String = (0..formations).map(&mut line).collect();
    format!("<lheo>{body}</lheo>")
}

#[test]
fn every_way_in_gives_the_same_documents() {
    let (one, two) = (feed(3000), feed(5));
    let folder = tempfile::tempdir().unwrap();
    let concatenated = [gzip(&one.as_bytes()[..1000]), gzip(&one.as_bytes()[1000..])].concat();
    let archive = zip(&[("x/a.xml", one.as_bytes()), ("lisez-moi.txt", b"x"), ("b.XML", two.as_bytes())]);
    let stored =
        zip_with(&[("x/a.xml", one.as_bytes()), ("b.XML", two.as_bytes())], CompressionMethod::Stored);
    for (bytes, members) in [
        (one.clone().into_bytes(), &[("", &one)][..]),
        (gzip(one.as_bytes()), &[("", &one)]),
        (concatenated, &[("", &one)]),
        (archive, &[("!/x/a.xml", &one), ("!/b.XML", &two)]),
        (stored, &[("!/x/a.xml", &one), ("!/b.XML", &two)]),
    ] {
        // The extension lies, on purpose.
        let path = folder.path().join("flux.xml");
        std::fs::write(&path, &bytes).unwrap();
        let path = path.display().to_string();
        let expected: Vec<_> =
            members.iter().map(|(end, text)| (format!("{path}{end}"), (*text).clone(), None)).collect();
        assert_eq!(all(open(&path).unwrap()), expected);
        assert_eq!(all(from_slice(&path, &bytes).unwrap()), expected);
        assert_eq!(all(from_reader(&path, &bytes[..]).unwrap()), expected);
    }
}

#[test]
fn members_may_be_read_together_and_elsewhere() {
    let bytes = zip(&[("a.xml", feed(9000).as_bytes()), ("b.xml", feed(9001).as_bytes())]);
    let mut inputs: Vec<_> = from_slice("z", &bytes).unwrap().collect();
    let mut texts = [String::new(), String::new()];
    let mut done = false;
    while !done {
        done = true;
        for (input, text) in inputs.iter_mut().zip(&mut texts) {
            let mut piece = [0; 1000];
            let size = input.read(&mut piece).unwrap();
            text.push_str(&String::from_utf8_lossy(&piece[..size]).replace('\u{FFFD}', ""));
            done &= size == 0;
        }
    }
    assert!(texts[0].ends_with("</lheo>") && texts[1].ends_with("</lheo>"));
    let mut inputs = from_slice("z", &bytes).unwrap();
    let last = inputs.nth(1).unwrap();
    drop(inputs);
    let (_, text, fault) = std::thread::scope(|scope| scope.spawn(|| text_of(last)).join().unwrap());
    assert_eq!((text, fault), (feed(9001), None));
}

#[test]
fn a_cut_gzip_gives_what_came_before_the_cut() {
    let text = feed(4000);
    let packed = gzip(text.as_bytes());
    for cut in [12, packed.len() / 2, packed.len() - 9, packed.len() - 1] {
        let (_, read, fault) = text_of(from_slice("g", &packed[..cut]).unwrap().next().unwrap());
        assert!(text.starts_with(&read), "{cut}");
        assert!(cut < 100 || read.len() > text.len() / 3, "{} of {}", read.len(), text.len());
        assert_eq!(fault.unwrap().kind, FaultKind::Truncated, "{cut}");
    }
}

#[test]
fn damaged_gzips_are_told() {
    let packed = gzip(feed(100).as_bytes());
    let mut checksum = packed.clone();
    let at = packed.len() - 8;
    checksum[at] ^= 1;
    let rubbish = [packed.as_slice(), b"rubbish"].concat();
    let mut inside = packed.clone();
    inside[200..300].fill(0xFF);
    for damaged in [checksum, rubbish, inside] {
        let (_, _, fault) = text_of(from_slice("g", &damaged).unwrap().next().unwrap());
        let kind = fault.unwrap().kind;
        assert!(matches!(kind, FaultKind::Corrupt { .. } | FaultKind::Truncated), "{kind:?}");
    }
}

#[test]
fn bombs_are_stopped() {
    let zeros = vec![b' '; 1 << 20];
    let limits = SourceLimits { ratio_from: 1 << 16, ..SourceLimits::default() };
    for packed in [gzip(&zeros), zip(&[("a.xml", &zeros)])] {
        let (_, text, fault) = text_of(limits.from_slice("bomb", &packed).unwrap().next().unwrap());
        let fault = fault.unwrap();
        assert!(matches!(
            fault.kind,
            FaultKind::DecompressionExcessive { limit: DecompressionLimit::Ratio(200), .. }
        ));
        assert_eq!(fault.offset, text.len() as u64);
        assert!(text.len() < 1 << 19, "{}", text.len());
        // Small enough for the default limits.
        assert_eq!(all(from_slice("bomb", &packed).unwrap())[0].2, None);
    }
    let limits = SourceLimits { total: 100_000, ..SourceLimits::default() };
    let feed = feed(2000);
    let faults = |bytes: &[u8]| {
        let documents = all(limits.from_slice("large", bytes).unwrap());
        documents.into_iter().filter_map(|document| document.2).collect::<Vec<_>>()
    };
    let total = |fault: &FaultKind| {
        matches!(fault, FaultKind::DecompressionExcessive { limit: DecompressionLimit::Total(100_000), .. })
    };
    assert!(
        matches!(&faults(&gzip([feed.as_str(), &feed].concat().as_bytes()))[..], [fault] if total(fault))
    );
    // Members are counted together.
    let archive = zip(&[("a.xml", feed.as_bytes()), ("b.xml", feed.as_bytes())]);
    assert!(matches!(&faults(&archive)[..], [fault] if total(fault)));
}

#[test]
fn archives_within_archives_are_refused() {
    let inner = zip(&[("a.xml", b"<r/>")]);
    let packed = gzip(b"<r/>");
    let nested =
        |name: &str, format| (name.to_owned(), String::new(), Some(FaultKind::NestedArchive { format }));
    assert_eq!(all(from_slice("g", &gzip(&packed)).unwrap()), [nested("g", "gzip")]);
    assert_eq!(all(from_slice("g", &gzip(&inner)).unwrap()), [nested("g", "zip")]);
    let outer = zip(&[
        ("a.zip", &inner),
        ("b.xml.gz", &packed),
        ("c.xml", &inner),
        ("d.xml", &packed),
        ("e.xml", b"<r/>"),
    ]);
    let expected = [
        nested("z!/a.zip", "zip"),
        nested("z!/b.xml.gz", "gzip"),
        nested("z!/c.xml", "zip"),
        nested("z!/d.xml", "gzip"),
        ("z!/e.xml".to_owned(), "<r/>".to_owned(), None),
    ];
    assert_eq!(all(from_slice("z", &outer).unwrap()), expected);
}

#[test]
fn members_are_chosen_by_name_then_by_content() {
    let names = |members: &[(&str, &[u8])]| {
        from_slice("z", &zip(members)).map(|inputs| inputs.map(|input| input.name).collect::<Vec<_>>())
    };
    let mac: (&str, &[u8]) = ("__MACOSX/._a.xml", b"\0\x05\x16\x07");
    assert_eq!(names(&[("a.xml", b"<r/>"), mac, ("lheo.xsd", b"<xs/>")]).unwrap(), ["z!/a.xml"]);
    assert_eq!(names(&[("flux", b"<r/>"), ("lisez-moi.txt", b"x"), mac]).unwrap(), ["z!/flux"]);
    assert!(matches!(names(&[("a.csv", b"a;b")]), Err(SourceError::NoXml { members: 1, .. })));
    assert!(matches!(names(&[]), Err(SourceError::NoXml { members: 0, .. })));
    let office = names(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")]);
    assert!(matches!(office, Err(SourceError::OfficeDocument { kind: "Office", .. })));
}

#[test]
fn damaged_and_encrypted_members_are_told() {
    let text = feed(50);
    let archive = zip_with(&[("a.xml", text.as_bytes()), ("b.xml", b"<r/>")], CompressionMethod::Stored);
    let mut damaged = archive.clone();
    damaged[100] ^= 1;
    let documents = all(from_slice("z", &damaged).unwrap());
    assert_eq!(documents[0].2, Some(FaultKind::Corrupt { detail: "wrong checksum".to_owned() }));
    assert_eq!(documents[1].2, None, "the next member is not concerned");

    // Bit 0 of the flags, in the local header and in the directory: encrypted. Offset 8 or 10: the method.
    let directory = archive.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let mut encrypted = archive.clone();
    encrypted[6] |= 1;
    encrypted[directory + 8] |= 1;
    assert_eq!(all(from_slice("z", &encrypted).unwrap())[0].2, Some(FaultKind::Encrypted));
    let mut exotic = archive.clone();
    exotic[8] = 97;
    exotic[directory + 10] = 97;
    let fault = all(from_slice("z", &exotic).unwrap())[0].2.clone();
    assert!(matches!(fault, Some(FaultKind::UnsupportedCompression { .. })), "{fault:?}");
}

#[test]
fn a_cut_archive_gives_the_members_before_the_cut() {
    let (one, two) = (feed(2000), feed(3000));
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let archive = zip_with(&[("a.xml", one.as_bytes()), ("b.xml", two.as_bytes())], method);
        let directory = archive.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        let second = archive.windows(5).position(|window| window == b"b.xml").unwrap();
        for cut in [directory, directory + 10, usize::midpoint(second, directory), second / 2] {
            let documents = all(from_slice("z", &archive[..cut]).unwrap());
            let whole = if cut >= directory { 2 } else { usize::from(cut > second) };
            assert_eq!(documents.last().unwrap().2, Some(FaultKind::Truncated), "{method} {cut}");
            assert_eq!(documents.len(), if whole == 2 { 3 } else { whole + 1 });
            for (document, text) in documents.iter().zip([&one, &two]).take(whole) {
                assert_eq!((&document.1, &document.2), (text, &None));
            }
            let (_, last, _) = &documents[documents.len() - 1];
            assert!(whole == 2 || last.len() > 10_000, "{}", last.len());
        }
    }
    let error = from_slice("z", b"PK\x03\x04 and then nothing that makes sense").unwrap_err();
    assert!(matches!(error, SourceError::CorruptArchive { .. }));
}

#[test]
fn a_cut_archive_of_a_streaming_writer_is_read_too() {
    // Such a writer puts sizes after the data.
    let text = feed(2000);
    let mut writer = ZipWriter::new_stream(Vec::new());
    for name in ["a.xml", "b.xml"] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let archive = writer.finish().unwrap().into_inner();
    assert_eq!(
        all(from_slice("z", &archive).unwrap()).iter().filter(|document| document.1 == text).count(),
        2
    );
    let documents = all(from_slice("z", &archive[..archive.len() * 3 / 4]).unwrap());
    assert_eq!((documents.len(), &documents[0].1, &documents[0].2), (2, &text, &None));
    assert!(documents[1].1.len() > 1000 && text.starts_with(&documents[1].1));
    assert_eq!(documents[1].2, Some(FaultKind::Truncated));
}

#[test]
fn every_damaged_byte_and_every_cut_of_an_archive_is_survived() {
    let archive = zip(&[("a.xml", b"<r>aaaaaaaaaaaaaaaaaaaaaaaa</r>"), ("b.xml", b"<r/>")]);
    let packed = gzip(b"<r>aaaaaaaaaaaaaaaaaaaaaaaaaaaaa</r>");
    for bytes in [archive, packed] {
        for at in 0..bytes.len() {
            let _ = from_slice("z", &bytes[..at]).map(all);
            for value in [0, 1, 0x80, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                let _ = from_slice("z", &damaged).map(all);
            }
        }
    }
}

#[test]
fn system_errors_are_kept() {
    let error = open("/nulle/part/flux.xml").unwrap_err();
    let SourceError::Io { name, source } = error else { panic!("{error}") };
    assert_eq!((name.as_str(), source.kind()), ("/nulle/part/flux.xml", io::ErrorKind::NotFound));
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open(folder.path()), Err(SourceError::Io { .. })), "a folder is not a document");
}

#[test]
fn an_archive_too_large_to_be_copied_is_refused() {
    let archive = zip(&[("a.xml", b"<r/>")]);
    let limits = SourceLimits { spool: 10, ..SourceLimits::default() };
    let error = limits.from_reader("-", &archive[..]).unwrap_err();
    assert!(matches!(error, SourceError::SpoolLimit { limit: 10, .. }));
    let limits = SourceLimits { spool: archive.len() as u64, ..limits };
    assert_eq!(all(limits.from_reader("-", &archive[..]).unwrap()).len(), 1);
}

#[test]
fn empty_inputs_are_documents() {
    assert_eq!(all(from_slice("e", b"").unwrap()), [("e".to_owned(), String::new(), None)]);
    assert_eq!(all(from_slice("e", &gzip(b"")).unwrap()), [("e".to_owned(), String::new(), None)]);
}
