"""`sofi check --level xsd` is the same judge as libxml2 with the XSD of the dialect.

Two things must hold for every document:

1. the same verdict: valid, invalid, or not well-formed;
2. every line that libxml2 flags bears one of our errors (we say more: we go on where it stops).

Needs lxml and the command (environment variable SOFI_BIN). Schemas are the official ones of the reference
material (`shared/lheo`, see SOFI_SHARED) where they are at hand, else those that `sofi schema` prints. Documents are
those of `examples/`, of this file, and of the reference material. SOFI_MUTANTS sets the number of mutants
(default 1500), SOFI_SEED the seed.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

ROOT = Path(__file__).resolve().parents[2]
DIALECTS = {
    "http://www.lheo.org/2.2": ("2.2", "lheo-2.2.xsd"),
    "http://lheo.gouv.fr/2.3": ("2.3", "lheo-2.3.xsd"),
    "https://www.of.moncompteformation.gouv.fr": ("edof", "edof-v5r2.xsd"),
}
LHEO23 = "http://lheo.gouv.fr/2.3"

# Every value of the lexical tests stands on a line of its own, inside `extra`, where elements and attributes
# of the dialect are judged against their definitions: one document judges thousands of values.
ISLAND = '<lheo-index xmlns="{0}"><extras><extra info="x">\n%s\n</extra></extras></lheo-index>'.format(LHEO23)

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<lheo-index xmlns="http://lheo.gouv.fr/2.3" xmlns:p="urn:p">
  <resumes-organismes>
    <resume-organisme numero="1" ref="a &amp; b">
      <nom-organisme>Lycée &lt;é&gt; &#233;</nom-organisme>
      <raison-sociale>Lycée</raison-sociale>
      <SIRET>19511296600799</SIRET>
      <numero-activite>52440000044</numero-activite>
      <extras info='x'><!-- note --><extra><p:libre a="1">t<?pi x?></p:libre><![CDATA[<&]]></extra></extras>
    </resume-organisme>
  </resumes-organismes>
</lheo-index>
"""


def shared() -> Path | None:
    """The reference material: named by SOFI_SHARED, or beside the workspace."""
    named = os.environ.get("SOFI_SHARED")
    places = [Path(named)] if named else [parent / "shared" for parent in ROOT.parents]
    return next((place for place in places if (place / "lheo").is_dir()), None)


def binary() -> str:
    command = os.environ.get("SOFI_BIN")
    if not command:
        pytest.skip("SOFI_BIN does not name the sofi command")
    return command


@cache
def schema(namespace: str):
    dialect, official = DIALECTS[namespace]
    material = shared()
    if material is not None:
        return etree.XMLSchema(etree.parse(str(material / "lheo" / "xsd" / official)))
    printed = subprocess.run([binary(), "schema", "--dialect", dialect], check=True, capture_output=True).stdout
    return etree.XMLSchema(etree.fromstring(printed))


def documents() -> dict[str, bytes]:
    """Every document of a known dialect that is at hand."""
    folders = [ROOT / "examples"]
    material = shared()
    if material is not None:
        folders += [material / "lheo" / "fixtures", material / "samples"]
    found = {"small": SMALL.encode()}
    for path in (path for folder in folders for path in sorted(folder.glob("**/*.xml"))):
        data = path.read_bytes()
        if judge(data).verdict in ("valid", "invalid"):
            found[path.name] = data
    return found


@dataclass
class Judgement:
    verdict: str  # valid, invalid, malformed, unknown
    lines: dict[int, str] = field(default_factory=dict)


def judge(data: bytes) -> Judgement:
    """What libxml2 says."""
    parser = etree.XMLParser(huge_tree=False, resolve_entities=False, no_network=True)
    try:
        tree = etree.ElementTree(etree.fromstring(data, parser))
    except (etree.XMLSyntaxError, ValueError) as error:
        return Judgement("malformed", {0: str(error)})
    namespace = etree.QName(tree.getroot()).namespace
    if namespace not in DIALECTS:
        return Judgement("unknown")
    judges = schema(namespace)
    if judges.validate(tree):
        return Judgement("valid")
    # libxml2 gives the line on which a start tag ends, we that on which it starts.
    return Judgement("invalid", {error.line: error.message for error in judges.error_log})


def run(folder: Path) -> dict[str, dict]:
    """What sofi says of each file of a folder."""
    arguments = ["check", "--level", "xsd", "--format", "json", "--fail-on", "never", "--max-findings", "100000"]
    done = subprocess.run([binary(), *arguments, str(folder)], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return {Path(file["path"]).name: file for file in json.loads(done.stdout)["files"]}


def disagreements(cases: list[tuple[str, bytes]], folder: Path) -> tuple[list[str], dict[str, int]]:
    """Judges every case twice: what the two judges do not agree on, and how many verdicts there were of each."""
    for number, (_, data) in enumerate(cases):
        (folder / f"{number:06}.xml").write_bytes(data)
    answers = run(folder)
    told, verdicts = [], {}
    for number, (name, data) in enumerate(cases):
        expected = judge(data)
        verdicts[expected.verdict] = verdicts.get(expected.verdict, 0) + 1
        answer = answers.get(f"{number:06}.xml")
        why = "no answer" if answer is None else differs(expected, answer, data)
        if why:
            told.append(f"{name}: {why}")
    return told, verdicts


def differs(expected: Judgement, answer: dict, data: bytes) -> str | None:
    errors = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    malformed = [error for error in errors if error["code"].startswith("XML")]
    first = f"{errors[0]['code']} line {errors[0]['line']}: {errors[0]['message']}" if errors else "nothing"
    if expected.verdict == "malformed":
        return None if malformed else f"libxml2: malformed ({expected.lines[0]}); sofi: {first}"
    if malformed:
        return f"libxml2: well-formed; sofi: {malformed[0]['code']} line {malformed[0]['line']}: {malformed[0]['message']}"
    if expected.verdict == "unknown":
        # A namespace that nearly is one we know is only a warning.
        return None if answer["findings"] else "unknown namespace; sofi: nothing"
    if expected.verdict == "valid":
        return f"libxml2: valid; sofi: {first}" if errors else None
    if not errors:
        return f"libxml2: {next(iter(expected.lines.values()))}; sofi: nothing"
    ours = {error["line"] for error in errors}
    # A tag may span lines: any of its lines is right.
    for error in errors:
        tag = data[error["offset"] : error["end_offset"]]
        ours.update(range(error["line"], error["line"] + tag.count(b"\n") + 1))
    missed = {line: message for line, message in expected.lines.items() if line not in ours}
    return f"flagged by libxml2 only: {missed}" if missed else None


def check(cases: list[tuple[str, bytes]], folder: Path, both: bool = True) -> None:
    told, verdicts = disagreements(cases, folder)
    assert not told, f"{len(told)} of {len(cases)}, verdicts {verdicts}:\n" + "\n".join(told[:25])
    assert not both or len(verdicts) > 1, f"a comparison that sees one verdict only proves little: {verdicts}"


def values(lines: list[str], folder: Path) -> None:
    """Judges one line of markup for each value: exactly the same lines must be wrong."""
    data = (ISLAND % "\n".join(lines)).encode()
    expected = judge(data)
    assert expected.verdict != "malformed", expected.lines
    (folder / "values.xml").write_bytes(data)
    findings = run(folder)["values.xml"]["findings"]
    ours = {finding["line"]: finding for finding in findings if finding["severity"] == "error"}
    show = lambda line: lines[line - 2]
    told = [f"libxml2 only: {show(n)} {m}" for n, m in expected.lines.items() if n not in ours]
    told += [f"sofi only: {show(n)} {f['message']}" for n, f in ours.items() if n not in expected.lines]
    assert not told, f"{len(told)} of {len(lines)}\n" + "\n".join(told[:40])
    assert 0 < len(ours) < len(lines), f"one verdict only proves little: {len(ours)} of {len(lines)} are wrong"


def escaped(value: str) -> str:
    """A value as it is written in an attribute or a text, blanks of all kinds kept."""
    special = {c: f"&#{ord(c)};" for c in "&<>\"\t\n\r"}
    return "".join(special.get(c, c) for c in value)


def attribute(name: str, value: str) -> str:
    return f'<extra {name}="{escaped(value)}"/>'


def element(name: str, value: str) -> str:
    return f"<{name}>{escaped(value)}</{name}>"


# --- lexical forms ----------------------------------------------------------------------------------------------


def strings(alphabet: str, most: int, count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choice(alphabet) for _ in range(rng.randint(0, most))) for _ in range(count)]


def splices(good: list[str], alphabet: str, count: int, seed: int) -> list[str]:
    """Good values with one or two characters dropped, added or changed."""
    rng = random.Random(seed)
    out = []
    for _ in range(count):
        value = rng.choice(good)
        for _ in range(rng.choice([1, 1, 2])):
            at = rng.randint(0, len(value))
            out_of = rng.choice([0, 1])
            value = value[:at] + rng.choice(["", rng.choice(alphabet)]) + value[at + out_of :]
        out.append(value)
    return good + out


def test_uris(tmp_path: Path) -> None:
    good = ["http://u:p@h.fr:80/a/b;c=d?e=f&g#h", "mailto:a@b.fr", "urn:x:y", "../a/./b", "//h", "?q", "#f", "", "a b",
            "http://[::1]:8080/", "http://[v1.a:b]/", "http://é.fr/œ", "http://127.0.0.1", "ftp://h:/", "a:", "x:/", "x://",
            "http://h:99999", "http://h:0000000080", "http://h:99999999", "http://h:999999999", "http://h:99999999999", "%20", "http://h/%zz", "1:b", ":", "a/b:c", "a:b:c", "http://a%20b/", "[", "a]b", "\t a \n"]
    alphabet = "ab1:/?#[]@!$%&'()*+,;= \\^`{|}~<>\"-._é\t\n\u00a0\U0001f600"
    lines = splices(good, alphabet, 4000, 1) + strings(alphabet, 9, 3000, 2)
    values([attribute("uri", value) for value in lines], tmp_path)


def test_date_times(tmp_path: Path) -> None:
    good = ["2026-01-01T00:00:00", "2024-02-29T23:59:59.5Z", "2023-02-29T00:00:00", "2000-02-29T00:00:00", "1900-02-29T00:00:00",
            "0000-01-01T00:00:00", "-0001-12-31T24:00:00", "0001-01-01T00:00:00", "12026-01-01T00:00:00-14:00",
            "2026-01-01T24:00:00", "2026-01-01T24:00:01", "2026-01-01T24:00:00.0", "2026-01-01T23:59:60",
            "2026-04-31T00:00:00+00:00", "2026-04-30T00:00:00+14:00", "2026-04-30T00:00:00+14:01", "2026-04-30T00:00:00+15:00",
            "2026-04-30T00:00:00-13:59", " 2026-01-01T00:00:00\n", "2026-01-01", "2026-01-01T00:00", "+2026-01-01T00:00:00",
            "99999999999-01-01T00:00:00", "999999999999999999999-01-01T00:00:00", "2026-01-01T00:00:00.123456789012345678901234567890",
            "-2026-01-01T00:00:00", "--2026-01-01T00:00:00", "02026-01-01T00:00:00", "-0000-01-01T00:00:00", "2026-1-1T0:0:0",
            "-0004-02-29T00:00:00", "-0005-02-29T00:00:00", "0004-02-29T00:00:00", "2026-12-31T24:00:00.1"]
    lines = splices(good, "0123456789-:T.Z+ t\té١", 6000, 3)
    values([attribute("horodatage-export", value) for value in lines], tmp_path)


def test_numbers(tmp_path: Path) -> None:
    good = ["0", "-0", "+0", "007", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
            "0000000000000000000000000000000000000001", "99999999999999999999999999", " 1 ", "\t1\n", "1.0", "1e3", "", " ", "+",
            "1 2", "0x1", "1,5", "١", "-+1", "1-", "000000000000000000000", "0" * 40, "+9223372036854775807"]
    lines = splices(good, "0123456789+-. e\t\u00a0", 4000, 4)
    values([element("nombre-heures-total", value) for value in lines], tmp_path)


def test_dates(tmp_path: Path) -> None:
    good = ["20260901", "00000000", "99999999", "20263999", "20262001", "20260140", "20261901", "2026-09-01", " 20260901\n", "2026 0901",
            "", "2026090", "202609011", "２０２６０９０１", "20260951", "\u00a020260901"]
    values([element("debut", value) for value in splices(good, "0123456789- \té", 4000, 5)], tmp_path)


def test_identifiers(tmp_path: Path) -> None:
    # libxml2 reads identifiers by the fourth edition of XML 1.0, sofi by the fifth: these are letters of both.
    good = ["a", "_", "a-b.c1", "é", "1a", "a:b", ":", "-a", ".a", "a b", " ab\t", "", " ", "·a", "a·", "a\u0301", "\u0301a", "日本", "œ", "Я", "λ"]
    seen: set[str] = set()
    lines = []
    for number, value in enumerate(splices(good, "a1_-.:é·\u0301\u00d7 \u037eœ日", 1500, 6)):
        # The number makes each of them unique, so that only their syntax is judged.
        value = value.rstrip() + f"{number}" if value.strip() else value
        seen.add(value)
        lines.append(attribute("id", value))
    values(lines, tmp_path)


def test_duplicate_identifiers(tmp_path: Path) -> None:
    lines = [attribute("id", value) for value in ["a", "b", "a", " a ", "A", "b\n", "1", "1", "c", "a:b", "c"]]
    values([*lines, '<SIRET id="a">12345678901234</SIRET>', attribute("idref", "nowhere"), attribute("idref", "1"),
            attribute("idref", "a b")], tmp_path)


def test_codes(tmp_path: Path) -> None:
    codes = ["0", "1", " 1 ", "1\n", "01", "", " ", "2", "é", "0 1", "\u00a01", "1\t\r", "A"]
    names = ["certifiante", "etat-recrutement", "code-perimetre-recrutement", "modalites-entrees-sorties", "langue-formation"]
    values([element(name, code) for name in names for code in [*codes, "fr", " fr", "FR", "f r"]], tmp_path)


def test_lengths(tmp_path: Path) -> None:
    """Characters are counted, not bytes nor what the document writes for them."""
    # Ends of lines would move the values off their lines: they are written as references here.
    units = ["a", "é", "œ", "\U0001f600", "e\u0301", " ", "\t", "\n", "\r", "&", "\u200b"]
    texts = [unit * count for unit in units for count in (0, 1, 2, 4, 5, 6, 13, 14, 15, 25, 49, 50, 51)]
    names = ["SIRET", "ville", "codepostal", "heure-debut", "nom"]
    values([element(name, text) for name in names for text in texts], tmp_path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r"])
@pytest.mark.parametrize("count", [24, 25, 26, 49, 50, 51])
def test_ends_of_lines_count_once(end: str, count: int, tmp_path: Path) -> None:
    cases = [("ville", (ISLAND % f"<ville>{end * count}</ville>").encode()),
             ("cdata", (ISLAND % f"<ville><![CDATA[{end * count}]]></ville>").encode())]
    check(cases, tmp_path, both=False)


# --- names and attributes ---------------------------------------------------------------------------------------


def test_xsi_attributes(tmp_path: Path) -> None:
    uri = "http://www.w3.org/2001/XMLSchema-instance"
    lines = []
    for name, text in [("ville", "Angers"), ("ville", ""), ("extra", ""), ("periode", ""), ("certifiante", "1"), ("certifiante", "")]:
        for pair in ["nil='true'", "nil='false'", "nil='1'", "nil='0'", "nil='maybe'", "nil=''", "nil=' true '",
                     "type='xs:string'", "type='xs:token'", "type='xs:anyType'", "type='l:ville-type'", "type='ville-type'",
                     "type='l:nom-type'", "type='l:extra-type'", "type='l:periode-type'", "type='l:certifiante-type'", "type=''",
                     "type=' l:ville-type '", "type='l:ville-subtype'", "type='l:periode-subtype'",
                     "type='l:extras-type'", "type='1'", "type='l:'",
                     "schemaLocation='a'", "schemaLocation='a b'", "schemaLocation=''", "noNamespaceSchemaLocation='a'",
                     "other='1'"]:
            if name == "extra" and pair.startswith("schemaLocation"):
                continue
            lines.append(f'<{name} i:{pair} xmlns:i="{uri}" xmlns:l="{LHEO23}" xmlns:xs="http://www.w3.org/2001/XMLSchema">'
                         f"{text}</{name}>")
    told, verdicts = disagreements([(line, (ISLAND % line).encode()) for line in lines], tmp_path)
    assert not told, f"{len(told)} of {len(lines)} {verdicts}\n" + "\n".join(told[:40])


def test_attributes(tmp_path: Path) -> None:
    names = ["numero", "info", "ref", "tag", "idref", "datemaj", "datecrea", "href", "file", "Numero", "xml:lang", "xml:space", "xml:id", "xml:base",
             "p:x", "xmlns", "inconnu", "l:numero"]
    lines = [f'<{name} {attribute}="default" xmlns:p="urn:p" xmlns:l="{LHEO23}"/>' for attribute in names
             for name in ["extra", "extras", "ville", "periode", "lheo", "action", "p:x"]]
    check([(line, (ISLAND % line).encode()) for line in lines], tmp_path)


def test_what_extra_holds(tmp_path: Path) -> None:
    pieces = ["text", "<ville>Angers</ville>", "<ville/>", "<p:a/>", "<p:a><ville/></p:a>", "<p:a><p:b><debut>x</debut></p:b></p:a>",
              "<inconnu/>", "<inconnu><ville/></inconnu>", "<a xmlns=''/>", "<a xmlns=''><ville/></a>", "<ville xmlns=''/>",
              "<a xmlns=''><l:ville/></a>", "<l:periode><l:fin>99999999</l:fin></l:periode>", "<p:ville/>", "<p:a zz='1'/>",
              "<extra zz='1'/>", "<extra><ville zz='1'/></extra>", "<p:a><extra><ville/></extra></p:a>", "<lheo/>", "<extras/>",
              "<extras><ville/></extras>", "<extras>t</extras>", "<o:ville/>", "<o:extra><o:ville/></o:extra>",
              "<ville xmlns='http://www.lheo.org/2.2'/>", "<ville><p:a/></ville>", "<p:a id='i'/><p:a id='i'/>", "<extra id='i'/><extra id='i'/>",
              "<!-- c -->", "<?p?>", "<![CDATA[<ville/>]]>", "&amp;"]
    prefixes = f'xmlns:p="urn:p" xmlns:l="{LHEO23}" xmlns:o="http://www.lheo.org/2.2"'
    rng = random.Random(7)
    bodies = [*pieces, *["".join(rng.choices(pieces, k=3)) for _ in range(400)]]
    cases = [(body, (ISLAND % f"<extra {prefixes}>\n{body}\n</extra>").encode()) for body in bodies]
    check(cases, tmp_path)


def test_namespaces(tmp_path: Path) -> None:
    small = SMALL.split("\n", 1)[1]
    prefixed = re.sub(r"<(/?)(?=[a-zA-Z])(?!p:)", r"<\1l:", small).replace("xmlns=", "xmlns:l=").replace("CDATA[<l:", "CDATA[<")
    changes = [("", ""), ('<nom-organisme>', '<nom-organisme xmlns="">'), ('<nom-organisme>', '<nom-organisme xmlns="urn:z">'),
               ('<nom-organisme>', f'<nom-organisme xmlns="{LHEO23}">'), ('<extra>', '<extra xmlns="">'), ('<extra>', '<extra xmlns="urn:z">'),
               ("<p:libre", '<p:libre xmlns:p="urn:q"'), ('xmlns:p="urn:p"', ""), ('xmlns:p="urn:p"', 'xmlns:p=""'),
               ('xmlns:p="urn:p"', f'xmlns:p="{LHEO23}"'), ("<SIRET>", '<SIRET xmlns:p="">'), ("<SIRET>", '<SIRET xmlns:p="x" xmlns:p="y">'),
               ("<SIRET>", '<SIRET xmlns:p="x" p:a="1">'), ("<SIRET>", '<SIRET xmlns:a="u" xmlns:b="u" a:x="" b:x="">'),
               ("<SIRET>", '<SIRET xmlns:xml="http://www.w3.org/XML/1998/namespace">'), ("<SIRET>", '<SIRET xmlns:xml="urn:x">'),
               ("<SIRET>", '<SIRET xmlns:xmlns="urn:x">'), ("<SIRET>", '<SIRET xmlns:x="http://www.w3.org/2000/xmlns/">'),
               ("<SIRET>", '<SIRET xmlns="http://www.w3.org/XML/1998/namespace">'), ("<SIRET>", '<SIRET xmlns:x="a b">'), ("<SIRET>", "<SIRET xmlns:xmlx=''>"),
               ("<SIRET>", "<p:SIRET>"), ("</SIRET>", "</p:SIRET>"), ("<SIRET>", '<SIRET :a="">'), ("<SIRET>", '<SIRET a:="">'),
               ("<SIRET>", "<SIRET a:b:c=''>"), ("<SIRET>", "<SIRET xml:a=''>"), ("<SIRET>", '<SIRET XMLNS="">'), ("<SIRET>", '<SIRET xmlnsx="">'),
               ("2.3", "2.2"), ("2.3", "2.3 "), ("2.3", " 2.3"), ("2.3", "2.3/"), ("2.3", "2&#46;3")]
    cases = [(f"{a} -> {b}", text.replace(a, b, 1).encode()) for text in (small, prefixed) for a, b in changes if a in text]
    check(cases, tmp_path)


# --- form ---------------------------------------------------------------------------------------------------------


def test_every_byte_of_the_start(tmp_path: Path) -> None:
    """The XML declaration and what follows: each byte dropped, and bytes that mean something added."""
    cases = []
    for encoding in ("UTF-8", "ISO-8859-1"):
        data = SMALL.replace("UTF-8", encoding).encode(encoding)
        for at in range(110):
            cases.append((f"{encoding}: without byte {at}", data[:at] + data[at + 1 :]))
            for byte in b" \n<>?='\"&x1-\x00\x01\xe9\xff":
                cases.append((f"{encoding}: {bytes([byte])!r} at {at}", data[:at] + bytes([byte]) + data[at:]))
    # libxml2 also reads Thai, which sofi says it does not.
    check([(name, data) for name, data in cases if b"ISO-8859-11" not in data], tmp_path)


def test_declarations(tmp_path: Path) -> None:
    body = SMALL.split("\n", 1)[1]
    heads = ["", "\n", " ", "<?xml version='1.0'?>", "<?xml version='1.1'?>", "<?xml version='1.'?>", "<?xml version='1.10'?>", "<?xml version='2.0'?>",
             "<?xml version=''?>", "<?xml version='1'?>", "<?xml version='1.a'?>", "<?xml?>", "<?xml ?>", "<?xml version='1.0' standalone='yes'?>",
             "<?xml version='1.0' standalone='maybe'?>", "<?xml version='1.0' encoding='utf-8' standalone='no' ?>",
             "<?xml version='1.0' standalone='no' encoding='utf-8'?>", "<?xml version='1.0' encoding='utf8'?>", "<?xml version='1.0' encoding='UTF8'?>",
             "<?xml version='1.0' encoding=''?>", "<?xml version='1.0' encoding='bogus'?>", "<?xml version='1.0' encoding='a b'?>", "<?XML version='1.0'?>",
             "<?xml version='1.0' a='b'?>", "<?xml version='1.0'encoding='utf-8'?>", "<?xml version = '1.0' ?>", "<?xml\tversion='1.0'\n?>", "<?xml version='1.0' ??>",
             "<?xml version='1.0'>", "<?xml version=\"1.0'?>", "<?xml version=1.0?>", "<!--c--><?xml version='1.0'?>", "<?xml version='1.0'?><?xml version='1.0'?>",
             "<?xml-stylesheet href='x'?>", "<?xmlx?>", "<?x:y?>", "<?1?>", "<??>", "<!---->", "<!--->", "<!-- - -->", "<!-- -- -->", "<!-- --->", "x", "&#32;", "<![CDATA[]]>"]
    tails = ["", "\n\n", "<!-- c -->", "<?p?>", "x", "&amp;", "<a/>", "</lheo-index>", "<![CDATA[]]>", "\x00", "<", "<!--", "<?xml version='1.0'?>"]
    cases = [(head, (head + body).encode()) for head in heads] + [(tail, (body + tail).encode()) for tail in tails]
    check(cases, tmp_path)


def test_encodings(tmp_path: Path) -> None:
    cases = []
    for label in ["UTF-8", "ISO-8859-1", "windows-1252", "ISO-8859-15", "US-ASCII", "UTF-16"]:
        codec = {"windows-1252": "cp1252"}.get(label, label)
        text = SMALL.replace("UTF-8", label)
        text = text.replace("é", "e") if label == "US-ASCII" else text
        cases.append((label, text.encode(codec)))
        cases.append((f"{label}, € too", text.replace("Lyc", "Lyc€").encode(codec, "xmlcharrefreplace")))
    for mark, codec in [("utf-8-sig", "utf-8-sig"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")]:
        text = SMALL.replace("UTF-8", mark[:6].upper().rstrip("-"))
        cases += [(mark, text.encode(codec)), (f"{mark} with a mark", ("\ufeff" + text).encode(codec))]
    cases += [("bad UTF-8", SMALL.encode("latin-1")), ("cut UTF-8", SMALL.encode().replace("é".encode(), b"\xc3")),
              ("long UTF-8", SMALL.encode().replace("é".encode(), b"\xc0\x80")), ("surrogate", SMALL.encode().replace("é".encode(), b"\xed\xa0\x80"))]
    check(cases, tmp_path)


def test_markup(tmp_path: Path) -> None:
    """Characters that mean something, anywhere in a small document."""
    data = SMALL.encode()
    tokens = [b"<", b">", b"&", b"]]>", b"--", b"<!--", b"-->", b"<![CDATA[", b"&#0;", b"&#x1F600;", b"&#xD800;", b"&#;", b"&foo;", b"&lt", b"</ville>", b"<ville/>",
              b"\x0b", b"\xef\xbf\xbe", b"\xef\xbb\xbf", b"\xc2\x85", b"'", b'"', b"=", b"/", b"<?xml?>", b"<?p", b"?>", b":", b"\xe2\x80\xa8"]
    rng = random.Random(8)
    cases = []
    for _ in range(1500):
        at, token = rng.randrange(len(data)), rng.choice(tokens)
        cut = rng.choice([0, 0, 0, 1, len(token)])
        cases.append((f"{token!r} at {at}, {cut} out", data[:at] + token + data[at + cut :]))
    check(cases, tmp_path)


# --- structure ----------------------------------------------------------------------------------------------------


class Mutator:
    """Edits a document as a text, so that all its bytes but those of the edit stay."""

    TAG = re.compile(r"<(/?)([A-Za-z_][^\s/>]*)([^<>]*?)(/?)>")

    def __init__(self, text: str, rng: random.Random) -> None:
        self.text, self.rng = text, rng
        self.nodes: list[tuple[int, int, int, int, str]] = []  # start, end of start tag, start of end tag, end, name
        self.parents: list[int | None] = []
        open_nodes: list[int] = []
        clean = re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", lambda m: "\x01" * len(m[0]), text, flags=re.S)
        for match in self.TAG.finditer(clean):
            if match[1]:
                at = open_nodes.pop()
                start, tag_end, _, _, name = self.nodes[at]
                self.nodes[at] = (start, tag_end, match.start(), match.end(), name)
                continue
            self.parents.append(open_nodes[-1] if open_nodes else None)
            self.nodes.append((match.start(), match.end(), match.end(), match.end(), match[2]))
            if not match[4]:
                open_nodes.append(len(self.nodes) - 1)

    def splice(self, start: int, end: int, new: str) -> None:
        self.text = self.text[:start] + new + self.text[end:]

    def children(self, node: int) -> list[int]:
        return [child for child, parent in enumerate(self.parents) if parent == node]

    def rename(self, node: int, name: str) -> None:
        start, tag_end, close, end, old = self.nodes[node]
        if end > tag_end:
            self.splice(close, end, f"</{name}>")
        self.splice(start + 1, start + 1 + len(old), name)

    def edit(self) -> str:
        rng = self.rng
        inner = range(1, len(self.nodes))
        node = rng.choice(inner)
        start, tag_end, close, end, name = self.nodes[node]
        source = self.text[start:end]
        siblings = self.children(self.parents[node])
        other = self.nodes[rng.choice(inner)]
        edits = ["drop", "double", "many", "swap", "shuffle", "move", "graft", "unwrap", "wrap", "misspell", "retag", "insert", "text", "value", "value",
                 "attribute", "empty", "noise", "lines"]
        edit = rng.choice(edits)
        if edit == "drop":
            self.splice(start, end, "")
        elif edit == "double":
            self.splice(end, end, "\n" + source)
        elif edit == "many":
            self.splice(end, end, ("\n" + source) * rng.choice([4, 5, 10, 25]))
        elif edit == "swap":
            a = self.nodes[rng.choice(siblings)]
            b = self.nodes[rng.choice(siblings)]
            a, b = min(a, b), max(a, b)
            if a != b:
                first, second = self.text[a[0] : a[3]], self.text[b[0] : b[3]]
                self.splice(b[0], b[3], first)
                self.splice(a[0], a[3], second)
        elif edit == "shuffle":
            pieces = [self.text[self.nodes[s][0] : self.nodes[s][3]] for s in siblings]
            rng.shuffle(pieces)
            self.splice(self.nodes[siblings[0]][0], self.nodes[siblings[-1]][3], "\n".join(pieces))
        elif edit == "move":
            place = self.nodes[rng.choice(siblings)][rng.choice([0, 3])]
            if place <= start:
                self.splice(start, end, "")
                self.splice(place, place, source)
            elif place >= end:
                self.splice(place, place, source)
                self.splice(start, end, "")
        elif edit == "graft":
            self.splice(start, start, self.text[other[0] : other[3]] + "\n")
        elif edit == "unwrap" and end > tag_end:
            self.splice(start, end, self.text[tag_end:close])
        elif edit == "wrap":
            self.splice(start, end, f"<{other[4]}>{source}</{other[4]}>")
        elif edit == "misspell":
            at = rng.randrange(len(name))
            letter = rng.choice(["", "x", "-", name[at].upper(), name[at] * 2, "é"])
            self.rename(node, (name[:at] + letter + name[at + 1 :]).lstrip("-.0123456789") or "x")
        elif edit == "retag":
            self.rename(node, other[4])
        elif edit == "insert":
            thing = rng.choice(["<inconnu/>", "<f:autre xmlns:f='urn:f'/>", "<nu xmlns=''/>", "<ville>Angers</ville>", "<extras info='x'/>",
                                "<extras><extra/></extras>", "<extra/>"])
            self.splice(start, start, thing)
        elif edit == "text":
            self.splice(start, start, rng.choice(["texte", " ", "&#32;", "<![CDATA[ ]]>", "<![CDATA[]]>", "&amp;", "\u00a0"]))
        elif edit == "value" and end > tag_end:
            self.splice(tag_end, close, rng.choice(["", " ", "0", "x", "é" * 50, "é" * 51, "\U0001f600" * 51, "a" * 255, "a" * 256, "z" * 3001, "20260931", "99999999",
                                                    "12345678901234", "RNCP1", "RS12", "-1", " 1 ", "fr", "<!-- c -->", "0<!-- c -->1", "<b/>", "&#233;"]))
        elif edit == "attribute":
            pair = rng.choice(["numero='1'", "id='a'", "id='1'", "ref='x'", "uri='%'", "datemaj='20260101'", "datecrea=''", "x='1'", "xml:lang='fr'", "idref='a'",
                               "horodatage-creation='2026-01-01'", "xmlns:q='urn:q' q:x=''", "href='a'", "file='a'", "tag=''", "info=''"])
            if f" {pair.split('=')[0].split()[0]}=" not in self.text[start:tag_end]:
                self.splice(start + 1 + len(name), start + 1 + len(name), " " + pair)
        elif edit == "empty" and end > tag_end:
            self.splice(tag_end, close, rng.choice(["", " ", "\n", "<!-- c -->"]))
        elif edit == "noise":
            self.splice(start, start, rng.choice(["<!-- c -->", "<?p?>", "\r\n", "\t"]))
        elif edit == "lines":
            self.splice(start + 1 + len(name), start + 1 + len(name), "\n  ")
        return f"{edit} {name}"


def mutants(count: int, seed: int):
    rng = random.Random(seed)
    pool = list(documents().items())
    assert pool, "no documents"
    for _ in range(count):
        name, data = rng.choice(pool)
        encoding = "ISO-8859-1" if b"ISO-8859-1" in data[:100].upper() else "UTF-8"
        text, edits = data.decode(encoding), []
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            mutator = Mutator(text, rng)
            if len(mutator.nodes) > 2:
                edits.append(mutator.edit())
                text = mutator.text
        yield f"{name}: {' + '.join(edits)}", text.encode(encoding, "xmlcharrefreplace")


def test_mutants(tmp_path: Path) -> None:
    """Documents with one to three faults of structure, values, attributes or form."""
    count, seed = int(os.environ.get("SOFI_MUTANTS", "1500")), int(os.environ.get("SOFI_SEED", "1"))
    check(list(mutants(count, seed)), tmp_path)
