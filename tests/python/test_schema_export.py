"""The XSD that `sofi schema` prints is the same judge as the official one, under libxml2.

Mutants of known documents are validated with both: same verdict, same lines, same kinds of errors.

Needs lxml, the command (environment variable SOFI_BIN) and the reference material (`shared/lheo` beside the
workspace); skips otherwise. SOFI_MUTANTS sets the number of mutants per dialect (default 400), SOFI_SEED the seed.
"""

from __future__ import annotations

import copy
import os
import random
import subprocess
from pathlib import Path

import pytest

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

OFFICIAL = {"2.2": "lheo-2.2.xsd", "2.3": "lheo-2.3.xsd", "edof": "edof-v5r2.xsd"}
XSD = "http://www.w3.org/2001/XMLSchema"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
TEXTS = ["", " ", "0", " 1 ", "01", "-1", "99999999999999999999", "20260101", "20263999", "2026", "é" * 51, "é" * 3001,
         "RNCP1", "RS", "+33", "fr", "12345678901234", "œuvre ’ €"]
ATTRIBUTES = [("numero", "x"), ("id", "a1"), ("id", "1a"), ("idref", "a1"), ("ref", "V14"), ("uri", "a b"), ("href", "x"),
              ("datemaj", "x"), ("horodatage-export", "2026-01-01"), ("horodatage-export", "2026-01-01T00:00:00"),
              ("inconnu", "1"), ("{urn:x}y", "1"), (XSI + "nil", "true")]


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


@pytest.fixture(scope="session")
def command() -> str:
    binary = os.environ.get("SOFI_BIN")
    if not binary:
        pytest.skip("SOFI_BIN does not name the sofi command")
    return binary


def exported(command: str, dialect: str) -> bytes:
    return subprocess.run([command, "schema", "--dialect", dialect], check=True, capture_output=True).stdout


@pytest.mark.parametrize("dialect", ["2.0", "2.1", "2.2", "2.3", "edof"])
def test_exported_schema_is_a_schema(command: str, dialect: str) -> None:
    etree.XMLSchema(etree.fromstring(exported(command, dialect)))


@pytest.mark.parametrize("dialect", sorted(OFFICIAL))
def test_exported_schema_judges_like_the_official_one(command: str, material: Path, dialect: str) -> None:
    ours = etree.XMLSchema(etree.fromstring(exported(command, dialect)))
    official_tree = etree.parse(str(material / "lheo" / "xsd" / OFFICIAL[dialect]))
    official = etree.XMLSchema(official_tree)
    namespace = official_tree.getroot().get("targetNamespace")
    documents = [
        path
        for folder in ("lheo/fixtures", "samples")
        for path in sorted((material / folder).glob("*.xml"))
        if etree.QName(etree.parse(str(path)).getroot()).namespace == namespace
    ]
    assert documents, "no document of this dialect"
    rng = random.Random(int(os.environ.get("SOFI_SEED", "1")))
    verdicts = {True: 0, False: 0}
    for path in documents:
        verdicts[compare(path.name, etree.parse(str(path)), official, ours)] += 1
    for _ in range(int(os.environ.get("SOFI_MUTANTS", "400"))):
        path = rng.choice(documents)
        root = copy.deepcopy(etree.parse(str(path)).getroot())
        edits = [mutate(root, namespace, rng) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        # Parsed again, so that lines are those of a document and prefixes of xsi:type are declared.
        text = etree.tostring(root).replace(b" xmlns", b' xmlns:q="%s" xmlns:xs="%s" xmlns' % (namespace.encode(), XSD.encode()), 1)
        tree = etree.ElementTree(etree.fromstring(text))
        verdicts[compare(f"{path.name}: {edits}", tree, official, ours)] += 1
    assert all(verdicts.values()), f"a comparison that sees one verdict only proves little: {verdicts}"


def compare(name: str, tree, official, ours) -> bool:
    def judge(schema):
        verdict = schema.validate(tree)
        return verdict, [(error.line, error.type_name) for error in schema.error_log]

    expected = judge(official)
    assert judge(ours) == expected, name
    return expected[0]


def mutate(root, namespace: str, rng: random.Random) -> str:
    """One random edit in place; returns what it was."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    inner = [element for element in elements if element is not root]
    if not inner:
        return "nothing"
    element = rng.choice(inner)
    parent = element.getparent()
    place = parent.index(element)
    local = etree.QName(element).localname
    other = rng.choice(elements)
    edit = rng.choice(["drop", "double", "move", "rename", "retag", "foreign", "text", "text", "text", "attribute",
                       "attribute", "no attribute", "mixed", "extra", "type", "empty"])
    if edit == "drop":
        parent.remove(element)
    elif edit == "double":
        for _ in range(rng.choice([1, 2, 10, 26])):
            parent.insert(place, copy.deepcopy(element))
    elif edit == "move":
        parent.remove(element)
        parent.insert(rng.randrange(len(parent) + 1), element)
    elif edit == "rename":
        element.tag = "{%s}%s" % (namespace, rng.choice([local.upper(), local + "s", "inconnu"]))
    elif edit == "retag":
        element.tag = other.tag
    elif edit == "foreign":
        parent.insert(place, etree.Element(rng.choice(["thing", "{urn:other}thing"])))
    elif edit == "text":
        rng.choice([leaf for leaf in elements if len(leaf) == 0]).text = rng.choice(TEXTS)
    elif edit == "attribute":
        key, value = rng.choice(ATTRIBUTES)
        element.set(key, value)
    elif edit == "no attribute":
        for key in list(element.attrib):
            del element.attrib[key]
    elif edit == "mixed":
        parent.text = rng.choice(["texte", "\n"])
    elif edit == "extra":
        extra = etree.SubElement(etree.SubElement(parent, "{%s}extras" % namespace), "{%s}extra" % namespace)
        extra.set(rng.choice(["info", "quoi", "{urn:z}a"]), "1")
        etree.SubElement(extra, rng.choice(["libre", "{urn:z}b"])).append(copy.deepcopy(element))
    elif edit == "type":
        name = etree.QName(rng.choice([element, other])).localname
        element.set(XSI + "type", rng.choice([f"q:{name}-type", "xs:string", "xs:anyType", "q:inconnu"]))
    elif edit == "empty":
        for child in list(element):
            element.remove(child)
        element.text = None
    return edit
