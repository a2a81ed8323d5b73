"""What the writer makes of offers is valid by the official XSD, as libxml2 judges it.

Valid documents, given and generated, are read as offers and written anew by the example `rewrite` of sofi-lheo.

Needs lxml, the command (environment variable SOFI_BIN) with the example built beside it, and the reference material
(`shared/lheo` beside the workspace); skips otherwise.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from test_schema_export import OFFICIAL, command, material

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

__all__ = ["command", "material"]  # fixtures
SEEDS = 12


@pytest.fixture(scope="session")
def rewrite(command: str) -> Path:
    binary = Path(command)
    example = binary.parent / "examples" / binary.name.replace("sofi", "rewrite")
    if not example.is_file():
        pytest.skip("the example is not built: cargo build -p sofi-lheo --example rewrite")
    return example


@pytest.mark.parametrize("dialect", sorted(OFFICIAL))
def test_what_is_written_is_valid(command: str, rewrite: Path, material: Path, tmp_path: Path, dialect: str) -> None:
    schema_tree = etree.parse(str(material / "lheo" / "xsd" / OFFICIAL[dialect]))
    schema = etree.XMLSchema(schema_tree)
    namespace = schema_tree.getroot().get("targetNamespace")
    feeds = [path for folder in ("lheo/fixtures", "samples") for path in sorted((material / folder).glob("*.xml"))]
    for seed in range(SEEDS):
        feed = tmp_path / f"generated-{seed}.xml"
        subprocess.run([command, "generate", "--dialect", dialect, "--seed", str(seed), "-o", str(feed)], check=True)
        feeds.append(feed)
    written = 0
    for feed in feeds:
        tree = etree.parse(str(feed))
        root = tree.getroot()
        if etree.QName(root) != etree.QName(namespace, "lheo") or not schema.validate(tree):
            continue
        copy = tmp_path / "copy.xml"
        subprocess.run([rewrite, str(feed), str(copy)], check=True)
        made = etree.parse(str(copy))
        assert schema.validate(made), f"{feed.name}: {schema.error_log}"
        assert len(made.findall(f".//{{{namespace}}}formation")) == len(tree.findall(f".//{{{namespace}}}formation"))
        assert made.docinfo.encoding == ("ISO-8859-1" if dialect == "edof" else "UTF-8")
        written += 1
    assert written > SEEDS, "no document of the material was written"
