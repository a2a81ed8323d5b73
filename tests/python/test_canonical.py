"""The normal form that sofi writes is that of libxml2 (C14N with comments), for every document that both can read."""

from __future__ import annotations

import os
import random
import subprocess

import pytest

import sofi_lheo as sofi
from test_differential import ROOT, SMALL, binary, shared

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

ORNATE = """<?xml version='1.0' encoding='ISO-8859-1' standalone='yes'?>
<?avant  un  deux ?><!-- é -->
<l:lheo xmlns:l="http://lheo.gouv.fr/2.3" xmlns:z='urn:z' xmlns:a='urn:a' xml:lang='fr' z:b="1" a:c='"2"' b='&#9;&lt;&#xA;' a="&apos;">
  <l:offres xmlns:z='urn:z' xmlns=''><x xmlns='urn:x'><y xmlns=''/></x><!-- c --><![CDATA[<&]]>]]&gt;&#13;\r
  <l:extras\n\tinfo = 'é  e'><l:extra/></l:extras><?pi?></l:offres>
</l:lheo>
<!-- après --><?fin ?>
"""


def canonical(data: bytes) -> bytes | None:
    """What libxml2 makes of it; None when it refuses the document, or would process a DTD that we do not."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.ElementTree(etree.fromstring(data, parser))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if tree.docinfo.internalDTD is not None:
        return None
    return etree.tostring(tree, method="c14n", with_comments=True)


def sources() -> list[bytes]:
    folders = [ROOT / "examples", ROOT / "tests" / "bases"]
    material = shared()
    if material is not None:
        folders += [material / "samples", material / "lheo" / "fixtures"]
    files = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.xml"))]
    made = [
        subprocess.run(
            [binary(), "generate", "--dialect", dialect, "--formations", "2", "--seed", str(seed)],
            check=True,
            capture_output=True,
        ).stdout
        for dialect in ("2.0", "2.1", "2.2", "2.3", "edof")
        for seed in range(3)
    ]
    return [SMALL.encode(), ORNATE.encode("iso-8859-1"), *files, *made]


def mutant(source: bytes, rng: random.Random) -> bytes:
    """Another writing of a document, often well-formed."""
    data = source
    for _ in range(rng.randint(1, 4)):
        kind = rng.randrange(8)
        ends = [i for i, byte in enumerate(data) if byte == ord(">")]
        at = rng.choice(ends) + 1 if ends else 0
        if kind == 0:
            data = data.replace(b"\n", b"\r\n")
        elif kind == 1:
            data = data.replace(b'"', b"'")
        elif kind == 2:
            item = rng.choice([b"<!-- c\r\n -->", b"<?pi  x ?>", b"&#13;&#x9;&amp;", b"<![CDATA[ ]] <&> ]]>", b"<z:a xmlns:z='urn:z' z:b='&#10;'/>"])
            data = data[:at] + item + data[at:]
        elif kind == 3:
            data = data.replace(b"<extras", b"<extras \n b='2' xmlns:q='urn:q' q:a='1'\t", rng.randint(1, 3))
        elif kind == 4:
            data = data[:at] + data[at + rng.randint(1, 5) :]
        elif kind == 5:
            data = data.replace(b"</", b"&#233;</", rng.randint(1, 5))
        elif kind == 6:
            data = data.replace(b"></", b"/></", 1) if rng.random() < 0.2 else data + b"\n<!-- fin -->\n<?fin?>"
        else:
            data = data.replace(b"xmlns=", b"xmlns:l='urn:l' xmlns=", 1)
    return data


def test_the_normal_form_is_that_of_libxml2() -> None:
    wanted = int(os.environ.get("SOFI_CANONICAL", "5000"))
    rng = random.Random(int(os.environ.get("SOFI_SEED", "1")))
    documents = sources()
    compared = 0
    for number in range(wanted):
        data = documents[number] if number < len(documents) else mutant(rng.choice(documents), rng)
        expected = canonical(data)
        if expected is None:
            continue
        written = sofi.canonicalise(data)
        assert written == expected, f"document {number}"
        assert sofi.canonicalise(written) == written
        compared += 1
    assert compared > wanted // 3, compared


def test_what_is_not_well_formed_has_none() -> None:
    with pytest.raises(sofi.FeedError, match="XML02"):
        sofi.canonicalise(b"<a><b></a>")
    with pytest.raises(FileNotFoundError):
        sofi.canonicalise("nowhere.xml")
