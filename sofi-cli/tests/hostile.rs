//! Documents made to do harm, read by the command in 64 MiB of address space (512 where much is found): each meets its limit or its
//! finding, and nothing else happens.

#![cfg(target_os = "linux")]

use std::{
    ffi::OsStr,
    fs,
    io::{self, Write},
    net::TcpListener,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
};

use flate2::{Compression, write::GzEncoder};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const HEAD: &str = "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>";
const TAIL: &str = "</offres></lheo>";

const MIB: usize = 1 << 20;

/// The command, in 64 MiB: its code, its stacks and its heap.
fn sofi(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    limited("ulimit -v 65536", args)
}

/// The command, in 512 MiB: for a hundred thousand findings, or the largest record.
fn large(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    limited("ulimit -v 524288", args)
}

/// The command, with limits set by the shell.
fn limited(limits: &str, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{limits} && exec \"$@\""), "sh", env!("CARGO_BIN_EXE_sofi")]).args(args);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it on what is written to its standard input.
fn fed(mut command: Command, write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || match write(&mut stdin) {
            // It may have read enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written.unwrap(),
        });
        child.wait_with_output().unwrap()
    })
}

/// The codes of an answer in lines, in the order of the document, each once in a row.
fn codes(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let code = |line: &str| Some(line.split_once('[')?.1.split_once(' ')?.0.to_owned());
    let mut codes: Vec<_> = text.lines().filter_map(code).collect();
    codes.dedup();
    codes
}

/// Checks what is written, and gives its codes. The command must end by itself, with findings.
fn told(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send) -> Vec<String> {
    let output = fed(sofi(["check", "--level", "xsd", "--format", "concise", "-"]), write);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    codes(&output)
}

/// The codes of a document.
fn told_of(document: impl AsRef<[u8]> + Send) -> Vec<String> {
    told(move |out| out.write_all(document.as_ref()))
}

/// Writes something so many times.
fn repeat(out: &mut dyn Write, piece: &str, times: usize) -> io::Result<()> {
    let many = (64 << 10) / piece.len().max(1) + 1;
    let block = piece.repeat(many);
    for _ in 0..times / many {
        out.write_all(block.as_bytes())?;
    }
    out.write_all(piece.repeat(times % many).as_bytes())
}

/// The codes of a document with something repeated in it.
fn told_of_many(before: &str, piece: &str, times: usize, after: &str) -> Vec<String> {
    told(|out| {
        out.write_all(before.as_bytes())?;
        repeat(out, piece, times)?;
        out.write_all(after.as_bytes())
    })
}

#[test]
fn external_entities_are_neither_opened_nor_fetched() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "mot de passe").unwrap();
    let document = format!(
        "<?xml version='1.0'?><?xml-stylesheet href='{url}style.xsl'?>\
         <!DOCTYPE lheo SYSTEM '{url}lheo.dtd' [<!ENTITY % p SYSTEM '{url}p'> %p; <!ENTITY s SYSTEM 'file://{secret}'>]>\
         <lheo xmlns='http://lheo.gouv.fr/2.3' xmlns:xi='http://www.w3.org/2001/XInclude' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='http://lheo.gouv.fr/2.3 {url}lheo.xsd'>\
         <offres><formation><intitule-formation>&s;</intitule-formation></formation>\
         <xi:include href='file://{secret}'/></offres></lheo>",
        secret = secret.display(),
    );
    for verb in ["check", "fix", "canonical", "anonymise"] {
        let output = fed(sofi([verb, "-"]), |out| out.write_all(document.as_bytes()));
        assert!(output.status.code().is_some(), "{verb}: {output:?}");
        let said = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&said).contains("mot de passe"), "{verb}");
    }
    let codes = told_of(&document);
    assert!(codes.starts_with(&["XML19".to_owned(), "XML04".to_owned()]), "{codes:?}");
    assert_eq!(listener.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock, "somebody called");
}

#[test]
fn entities_of_a_dtd_are_never_expanded() {
    let mut laughs = "<!DOCTYPE lheo [<!ENTITY a0 'ha'>".to_owned();
    for level in 1..30 {
        let laugh = format!("&a{};", level - 1).repeat(10);
        laughs.extend(["<!ENTITY a", &level.to_string(), " '", &laugh, "'>"]);
    }
    assert_eq!(told_of(format!("{laughs}]>{HEAD}&a29;{TAIL}")), ["XML19", "XML04"]);
    // Quadratic blow-up: one long entity, many times.
    let long = format!("<!DOCTYPE lheo [<!ENTITY a '{}'>]>{HEAD}", "x".repeat(MIB / 2));
    assert_eq!(told_of_many(&long, "&a;", MIB, TAIL), ["XML19", "XML04"]);
    // A DTD that does not end.
    assert_eq!(told_of_many("<!DOCTYPE lheo [", "<!ENTITY a 'x'>", 8 * MIB, ""), ["XML54"]);
}

#[test]
fn a_million_levels() {
    let codes = told_of_many(HEAD, "<extras>", MIB, "");
    assert!(codes.contains(&"XML50".to_owned()), "{codes:?}");
}

#[test]
fn a_million_attributes() {
    let of_one = told(|out| {
        write!(out, "{HEAD}<formation")?;
        (0..1_000_000).try_for_each(|n| write!(out, " a{n}=''"))?;
        write!(out, "/>{TAIL}")
    });
    assert_eq!(of_one, ["XML51"]);
    assert_eq!(told_of_many(&format!("{HEAD}<formation"), " a=''", MIB, "/>"), ["XML51"]);
    // Not on one element, but on many: a value that no two may have.
    let many = "<formation id='a' numero='1'/>";
    let output = fed(large(["check", "--level", "xsd", "--format", "concise", "-"]), |out| {
        out.write_all(HEAD.as_bytes())?;
        repeat(out, many, MIB / 8)?;
        out.write_all(TAIL.as_bytes())
    });
    assert_eq!((output.status.code(), codes(&output)[0].as_str()), (Some(1), "LHE01"));
}

#[test]
fn a_gibibyte_of_one_thing() {
    assert_eq!(told_of_many(HEAD, "x", 1024 * MIB, TAIL), ["XML54"]);
    for (before, piece, code) in [
        ("<!--", "x", "XML54"),
        ("<?p ", "x", "XML54"),
        ("<extras><![CDATA[", "x", "XML54"),
        ("<formation", " ", "XML54"),
        ("<", "x", "XML52"),
        ("</", "x", "XML54"),
        ("<formation ", "x", "XML52"),
        ("<formation numero='", "x", "XML53"),
        ("<formation numero='", "&amp;", "XML53"),
        ("&", "x", "XML05"),
        ("&#", "0", "XML05"),
        ("<", "<", "XML10"),
        ("", "]]>", "XML14"),
        ("", "\u{1}", "XML07"),
    ] {
        let codes = told_of_many(&format!("{HEAD}{before}"), piece, 16 * MIB / piece.len(), "");
        assert_eq!(codes.first().map(String::as_str), Some(code), "{before}{piece}: {codes:?}");
    }
}

/// Faults of one kind are counted all, and kept up to their limit.
#[test]
fn more_faults_than_are_kept() {
    let command = large(["check", "--level", "full", "--format", "json", "-"]);
    let output = fed(command, |out| {
        out.write_all(HEAD.as_bytes())?;
        repeat(out, "<formation><inconnu/></formation>", 150_000)?;
        out.write_all(TAIL.as_bytes())
    });
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let (file, total) = (&report["files"][0], &report["summary"]["error"]);
    assert_eq!(file["findings"].as_array().map(Vec::len), Some(100_000));
    assert_eq!((&file["formations"], total), (&150_000.into(), &300_000.into()));
}

#[test]
fn characters_that_xml_has_not() {
    assert_eq!(told_of(format!("{HEAD}a\0b{TAIL}")), ["XML07"]);
    for (bytes, what) in [
        (&b"\xC0\xBC"[..], "overlong, two bytes"),
        (b"\xE0\x80\xBC", "overlong, three bytes"),
        (b"\xF0\x80\x80\xBC", "overlong, four bytes"),
        (b"\xED\xA0\x80", "a surrogate"),
        (b"\xF4\x90\x80\x80", "beyond Unicode"),
        (b"\xFF", "no byte of UTF-8"),
        (b"\xE9", "Latin-1 inside of UTF-8"),
    ] {
        assert_eq!(told_of([HEAD.as_bytes(), bytes, TAIL.as_bytes()].concat()), ["XML31"], "{what}");
    }
    for reference in ["&#0;", "&#xD800;", "&#xDFFF;", "&#xFFFE;", "&#x110000;", "&#99999999999999999999;"] {
        assert_eq!(told_of(format!("{HEAD}{reference}{TAIL}")), ["XML06"], "{reference}");
    }
    let utf16 = |units: &[u16]| {
        let units = [&[0xFEFF], &*HEAD.encode_utf16().collect::<Vec<_>>(), units];
        units.concat().into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    };
    for lone in [[0xD800, 0x61], [0x61, 0xDC00], [0xDC00, 0xD800]] {
        assert_eq!(told_of(utf16(&lone))[0], "XML31", "{lone:x?}");
    }
    let mut odd = utf16(&[0x61]);
    odd.push(0x62);
    assert_eq!(told_of(odd)[0], "XML31", "half a unit");
}

#[test]
fn encodings_that_lie() {
    let declared =
        |label: &str, body: &str| format!("<?xml version='1.0' encoding='{label}'?>{HEAD}{body}{TAIL}");
    // What UTF-7 hides is never taken for markup.
    let codes = told_of(declared("UTF-7", "+ADw-formation+AD4-"));
    assert_eq!(codes, ["XML30", "LHE01", "LHE07"]);
    assert_eq!(told_of(declared("UTF-16", ""))[0], "XML34");
    assert_eq!(told_of(declared("EBCDIC-CP-FR", ""))[0], "XML30");
    let mixed = [declared("ISO-8859-1", "").as_bytes(), &[0xFF, 0xFE, b'<', 0]].concat();
    assert!(!told_of(mixed).is_empty());
    let two: Vec<u8> =
        [HEAD.as_bytes(), &"<formation/>".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()]
            .concat();
    assert_eq!(told_of(two)[0], "XML07", "UTF-16 inside of UTF-8");
    assert_eq!(told_of(b"\x00\x00\xFE\xFF\x00\x00\x00<"), ["XML71"], "UTF-32");
    assert_eq!(told_of(b"\x4C\x6F\xA7\x94"), ["XML71"], "EBCDIC");
}

fn gzip_of_blanks(mib: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(HEAD.as_bytes().to_vec(), Compression::best());
    packed.get_mut().clear();
    packed.write_all(HEAD.as_bytes()).unwrap();
    repeat(&mut packed, "<!-- -->", mib * MIB / 8).unwrap();
    packed.finish().unwrap()
}

#[test]
fn bombs_are_not_unpacked() {
    assert_eq!(told_of(gzip_of_blanks(256)), ["XML56"]);
    // A bomb that is cut, one that holds a bomb, many in one file.
    let bomb = gzip_of_blanks(64);
    assert_eq!(told_of(bomb.repeat(8)), ["XML56"]);
    let mut outer = GzEncoder::new(Vec::new(), Compression::best());
    outer.write_all(&bomb).unwrap();
    assert_eq!(told_of(outer.finish().unwrap()), ["XML74"]);
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn archives_that_share_their_bytes_multiply_nothing() {
    // A member of 8 MiB, listed a thousand times.
    let blanks = format!("{HEAD}{}{TAIL}", "<!-- -->".repeat(MIB));
    let one = archive(&[("0000.xml", blanks.as_bytes())]);
    let at = one.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let end = one.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap();
    // Each under a name of its own: of two that share one, archives know the last.
    let named = |n: usize| {
        let mut entry = one[at..end].to_vec();
        entry[46..50].copy_from_slice(format!("{n:04}").as_bytes());
        entry
    };
    let directory: Vec<u8> = (0..1000).flat_map(named).collect();
    let mut bomb = [&one[..at], &directory, &one[end..]].concat();
    let end = at + directory.len();
    let (count, size) = (1000_u16.to_le_bytes(), u32::try_from(directory.len()).unwrap().to_le_bytes());
    bomb[end + 8..end + 10].copy_from_slice(&count);
    bomb[end + 10..end + 12].copy_from_slice(&count);
    bomb[end + 12..end + 16].copy_from_slice(&size);
    let codes = told_of(bomb);
    assert_eq!(codes.last().map(String::as_str), Some("XML56"), "{codes:?}");
}

/// Names that climb out of a folder, or speak to a terminal, are only ever shown.
#[test]
fn names_of_members_are_words() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let document = format!("{HEAD}{TAIL}");
    let names = [
        "../../evade.xml",
        "/tmp/evade.xml",
        "C:\\evade.xml",
        "..\\evade.xml",
        "\u{1b}[2J\u{7}.xml",
        "a\nb.xml",
    ];
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, document.as_bytes())).collect();
    let path = inner.join("a.zip");
    fs::write(&path, archive(&members)).unwrap();
    for verb in ["check", "fix", "anonymise", "canonical"] {
        let output = sofi([verb]).arg(&path).current_dir(&inner).output().unwrap();
        assert!(output.status.code().is_some(), "{verb}: {output:?}");
        let said = [output.stdout, output.stderr].concat();
        assert!(!said.contains(&0x1b) && !said.contains(&7), "{verb}: {}", String::from_utf8_lossy(&said));
    }
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert_eq!((entries(folder.path()), entries(&inner)), (1, 1), "nothing is written");
    assert!(!Path::new("/tmp/evade.xml").exists());
}

#[test]
fn links_pipes_and_devices_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.xml"), format!("{HEAD}{TAIL}")).unwrap();
    symlink(folder.path(), at("loop")).unwrap();
    symlink(at("self.xml"), at("self.xml")).unwrap();
    symlink("/dev/zero", at("zero.xml")).unwrap();
    symlink(at("missing"), at("missing.xml")).unwrap();
    let made = Command::new("mkfifo").arg(at("pipe.xml")).status().unwrap();
    assert!(made.success());
    let output = sofi(["check", "--format", "concise"]).arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(codes(&output), ["LHE01"], "a.xml alone is read");
    let said = String::from_utf8_lossy(&output.stderr);
    for name in ["self.xml", "zero.xml", "missing.xml", "pipe.xml"] {
        assert!(said.contains(name), "{name} is told: {said}");
    }
}

#[test]
fn pipes_and_devices_that_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = sofi(["check", "--format", "concise"]).arg(&pipe).spawn().unwrap();
    fs::write(&pipe, format!("{HEAD}{TAIL}")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(codes(&output), ["LHE01"], "{output:?}");

    let output = sofi(["check", "--format", "concise", "/dev/null"]).output().unwrap();
    assert_eq!(codes(&output), ["XML70"], "{output:?}");
    // What never ends is read for ever, in the same memory: here, until a second of the processor is spent.
    let output = limited("ulimit -v 65536 && ulimit -t 1", ["check", "/dev/zero"]).output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (None, Vec::new()), "a lack of memory would be told");
}

/// What changes documents reads hostile ones too.
#[test]
fn every_verb_ends() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let deep = format!("{HEAD}{}", "<extras>".repeat(100_000));
    let wide = format!("{HEAD}<formation {}/>{TAIL}", "a='' ".repeat(100_000));
    let long = format!("{HEAD}<formation><intitule-formation>{}", "x".repeat(4 * MIB));
    let actions = format!("{HEAD}<formation>{}</formation>{TAIL}", "<action/>".repeat(MIB / 4));
    let sessions =
        format!("{HEAD}<formation><action>{}</action></formation>{TAIL}", "<session/>".repeat(20_000));
    let laughs =
        format!("<!DOCTYPE lheo [<!ENTITY a '{}'>]>{HEAD}{}{TAIL}", "x".repeat(1000), "&a;".repeat(1000));
    fs::write(at("profond.xml"), deep).unwrap();
    fs::write(at("large.xml"), wide).unwrap();
    fs::write(at("long.xml"), long).unwrap();
    fs::write(at("actions.xml"), actions).unwrap();
    fs::write(at("sessions.xml"), sessions).unwrap();
    fs::write(at("entites.xml"), laughs).unwrap();
    fs::write(at("bombe.xml.gz"), gzip_of_blanks(24)).unwrap();
    let out = at("sortie");
    let out = out.to_str().unwrap();
    for name in
        ["profond.xml", "large.xml", "long.xml", "actions.xml", "sessions.xml", "entites.xml", "bombe.xml.gz"]
    {
        let path = at(name);
        let path = path.to_str().unwrap();
        for args in [
            &["check", path][..],
            &["fix", path],
            &["convert", "--to", "2.2", path],
            &["anonymise", path, "-o", out],
            &["canonical", path],
            &["diff", path, path],
            &["export", path],
            &["session", "21_1", path],
        ] {
            let output = large(args).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code().is_some(), "{args:?}: {} {said}", output.status);
            assert!(!said.contains("panicked"), "{args:?}: {said}");
        }
    }
}
