"""Converted documents, judged by libxml2 with the official schemas, and brought back.

Needs lxml, the command (environment variable SOFI_BIN) and, for the official schemas and the known documents, the reference
material (`shared/lheo` beside the workspace); skips otherwise. SOFI_CONVERSIONS sets the number of generated documents per
direction (default 30).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

OFFICIAL = {"2.2": "lheo-2.2.xsd", "2.3": "lheo-2.3.xsd", "edof": "edof-v5r2.xsd"}
GENERATED = int(os.environ.get("SOFI_CONVERSIONS", "30"))
DEFAULTS = """\
[defaults.lheo]
nom-organisme = "Centre de formation des Halles"

[defaults.edof]
datecrea = "20260901"
objectif-general-formation = "7"
acces-handicapes = "Locaux accessibles"
etat-recrutement = "1"

[defaults.edof.contact]
nom = "Accueil"
prenom = "Service"
telephone = "0240000000"
courriel = "accueil@exemple.fr"
"""


def shared() -> Path | None:
    """The reference material, beside the workspace or one level further up (git worktree)."""
    root = Path(__file__).resolve().parents[2]
    return next((p for p in (root.parent / "shared", root.parent.parent / "shared") if (p / "lheo").is_dir()), None)


@pytest.fixture(scope="session")
def material() -> Path:
    folder = shared()
    if folder is None:
        pytest.skip("no ../shared/lheo beside the workspace")
    return folder


class Sofi:
    def __init__(self, binary: str, folder: Path) -> None:
        self.binary, self.folder = binary, folder
        self.settings = folder / "sofi.toml"
        self.settings.write_text(DEFAULTS, encoding="utf-8")

    def run(self, *args: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([self.binary, *map(str, args)], capture_output=True, check=False)

    def generate(self, dialect: str, seed: int, formations: int = 3) -> bytes:
        done = self.run("generate", "--dialect", dialect, "--seed", seed, "--formations", formations)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def convert(self, document: bytes, to: str, *options: str, code: int = 0) -> tuple[bytes, list[dict[str, object]]]:
        source, report = self.folder / "in.xml", self.folder / "report.jsonl"
        source.write_bytes(document)
        done = self.run("convert", source, "--to", to, "--report", report, "--config", self.settings, *options)
        lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()] if report.exists() else []
        assert done.returncode == code, (done.stderr.decode(), [line for line in lines if line["kind"] == "refusal"])
        return done.stdout, lines

    def errors(self, document: bytes, level: str = "strict") -> list[str]:
        source = self.folder / "checked.xml"
        source.write_bytes(document)
        done = self.run("check", "--level", level, "--format", "json", source)
        files = json.loads(done.stdout)["files"]
        return [f["code"] for f in files[0]["findings"] if f["severity"] in ("error", "warning")]


@pytest.fixture()
def sofi(tmp_path: Path) -> Sofi:
    binary = os.environ.get("SOFI_BIN")
    if not binary:
        pytest.skip("SOFI_BIN does not name the sofi command")
    return Sofi(binary, tmp_path)


@pytest.fixture(scope="session")
def schemas() -> dict[str, object]:
    folder = shared()
    if folder is None:
        return {}
    return {dialect: etree.XMLSchema(file=str(folder / "lheo" / "xsd" / name)) for dialect, name in OFFICIAL.items()}


def judge(schemas: dict[str, object], dialect: str, document: bytes) -> None:
    if dialect in schemas:
        schemas[dialect].assertValid(etree.fromstring(document))  # type: ignore[attr-defined]


def c14n(document: bytes) -> bytes:
    return etree.tostring(etree.fromstring(document), method="c14n")


def formations(document: bytes) -> int:
    return len(etree.fromstring(document).findall(".//{*}formation"))


@pytest.mark.parametrize("source", ["2.0", "2.1", "2.2", "2.3", "edof"])
@pytest.mark.parametrize("to", ["2.2", "2.3", "edof"])
def test_valid_stays_valid(sofi: Sofi, schemas: dict[str, object], source: str, to: str) -> None:
    for seed in range(GENERATED):
        document = sofi.generate(source, seed)
        if seed % 2 and source != "edof":
            document = decorated(document, seed)
            assert sofi.errors(document) == []
        if source != to and to == "edof":
            # One SIRET per file, and a certification: what has neither is refused, the rest is valid.
            done = sofi.run("convert", write(sofi, document), "--to", to, "--config", sofi.settings)
            assert done.returncode in (0, 1), done.stderr
            if not done.stdout or not formations(done.stdout):
                continue
            converted = done.stdout
            done.stdout.decode("iso-8859-1")
            assert b'encoding="ISO-8859-1"' in done.stdout[:60]
        else:
            converted, _ = sofi.convert(document, to)
            assert formations(converted) == formations(document)
        assert sofi.errors(converted) == [], seed
        judge(schemas, to, converted)


def decorated(document: bytes, seed: int) -> bytes:
    """The document with what generated ones lack: identifiers and references, stamps, comments, CDATA, extensions."""
    rng = random.Random(seed)
    root = etree.fromstring(document)
    space = etree.QName(root).namespace
    elements = [element for element in root.iter(f"{{{space}}}*")]
    ids: list[str] = []
    for element in elements:
        if rng.random() < 0.1:
            element.set("id", f"i{len(ids)}")
            ids.append(f"i{len(ids)}")
        if rng.random() < 0.05 and space.endswith("2.3"):
            element.set(rng.choice(["horodatage-creation", "horodatage-export"]), "2026-09-01T08:00:00")
            element.set("uri", "urn:x:1")
    for element in elements:
        if rng.random() < 0.1 and ids and not space.endswith("2.0"):
            element.set("idref", rng.choice(ids))
        text = (element.text or "").strip()
        if text and rng.random() < 0.1:
            element.text = etree.CDATA(element.text)
        elif rng.random() < 0.05:
            element.append(etree.Comment(" <vu> & "))
    for holder in root.iter(f"{{{space}}}formation", f"{{{space}}}session"):
        if rng.random() < 0.5:
            extras = etree.SubElement(holder, f"{{{space}}}extras", info="maison")
            extra = etree.SubElement(extras, f"{{{space}}}extra", info="a", uri="b")
            extra.append(etree.fromstring(f'<geolocalisation xmlns="{space}"><latitude>1</latitude><longitude>2</longitude></geolocalisation>'))
            etree.SubElement(extra, "{urn:autre}chose").text = "œ € ’ – 漢"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def write(sofi: Sofi, document: bytes) -> Path:
    path = sofi.folder / "in.xml"
    path.write_bytes(document)
    return path


def documents(sofi: Sofi, dialect: str) -> list[bytes]:
    found = [sofi.generate(dialect, seed) for seed in range(GENERATED)]
    found += [decorated(document, seed) for seed, document in enumerate(found)]
    folder = shared()
    if folder is not None and dialect in ("2.2", "2.3"):
        paths = sorted((folder / "lheo" / "fixtures").glob(f"full-valid-*-{dialect}.xml"))
        paths += sorted((folder / "samples").glob(f"*-{dialect}.xml"))
        found += [path.read_bytes() for path in paths]
    return found


def test_two_point_two_and_back_is_the_same_bytes(sofi: Sofi, schemas: dict[str, object]) -> None:
    for document in documents(sofi, "2.2"):
        up, lines = sofi.convert(document, "2.3")
        assert {line["kind"] for line in lines} <= {"mapping"}
        if sofi.errors(document, "xsd") == []:
            judge(schemas, "2.3", up)
        back, _ = sofi.convert(up, "2.2")
        assert back == document


def test_two_point_three_and_back_without_loss(sofi: Sofi, schemas: dict[str, object]) -> None:
    for document in documents(sofi, "2.3"):
        down, lines = sofi.convert(document, "2.2", "--lossless")
        judge(schemas, "2.2", down)
        assert sofi.errors(down) == []
        back, _ = sofi.convert(down, "2.3")
        assert c14n(back) == c14n(document)
        assert back == document
        if not any(line["decision"] == "parked" for line in lines):
            continue
        # Somebody edits a record in between: what was set aside is not put back into it.
        edited = down.replace(b"<intitule-formation>", b"<intitule-formation>X", 1)
        if edited != down:
            half, lines = sofi.convert(edited, "2.3", code=1)
            assert [line["decision"] for line in lines if line["kind"] == "refusal"] == ["edited-since"]
            assert sofi.errors(half) == []
            judge(schemas, "2.3", half)


def test_edof_example_there_and_back(sofi: Sofi, schemas: dict[str, object], material: Path) -> None:
    document = (material / "samples" / "edof-catalogue-v7r0.xml").read_bytes()
    up, inventions = sofi.convert(document, "2.3")
    judge(schemas, "2.3", up)
    assert up.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    back, losses = sofi.convert(up, "edof")
    judge(schemas, "edof", back)
    back.decode("iso-8859-1")
    # What is lost on the way back is what was made on the way there.
    made = {line["element"] for line in inventions if line["kind"] == "invention"}
    assert made and all(line["kind"] in ("loss", "mapping") for line in losses)
    assert c14n(back) == c14n(document)
    assert back == document


def test_own_dialect_is_the_same_bytes(sofi: Sofi) -> None:
    for document in (
        b"<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>&nope;</offres>",
        b"\xef\xbb\xbf<formation xmlns=\"http://lheo.gouv.fr/2.3\"/>\r\n<!-- -->",
    ):
        same, lines = sofi.convert(document, "2.3", "--strict")
        assert same == document and lines == []
