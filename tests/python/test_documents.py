"""Documents that are corrected, compared and reported."""

import csv
import datetime
import gzip
import io
import json
import pathlib
import pickle

import pytest
import sofi_lheo as sofi

FEED = """<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>
<formation numero='F1'><!-- vu -->
  <domaine-formation><code-FORMACODE ref="V14">22254</code-FORMACODE></domaine-formation>
  <intitule-formation>Macon</intitule-formation>
  <action numero="A1"><session numero="S1"><periode><debut>20260901</debut><fin>20261231</fin></periode></session></action>
</formation>
<formation numero='F2'><intitule-formation>Plombier</intitule-formation></formation>
</offres></lheo>"""


def edited(change: object) -> str:
    out = io.BytesIO()
    with sofi.edit(FEED.encode(), out) as feed:
        for record in feed:
            if record.numero == "F1":
                change(record)  # type: ignore[operator]
    return out.getvalue().decode()


def test_nothing_changes_by_itself() -> None:
    assert edited(lambda _: None) == FEED


def test_setters_are_splices() -> None:
    def change(record: sofi.views.Formation) -> None:
        record.intitule_formation = "Maçon & <couvreur>"
        record.numero = "F9"
        record.tag = "nouveau"
        assert (str(record.intitule_formation), record.numero) == ("Maçon & <couvreur>", "F9")
        periode = record.action[0].session[0].periode
        assert periode is not None
        periode.fin = datetime.date(2027, 1, 31)
        record.certifiante = True
        record.certifiante = False
        assert str(record.certifiante) == "0"

    expected = (
        FEED.replace("Macon<", "Maçon &amp; &lt;couvreur&gt;<")
        .replace("'F1'", "'F9' tag=\"nouveau\"")
        .replace("20261231", "20270131")
        .replace("couvreur&gt;</intitule-formation>", "couvreur&gt;</intitule-formation>\n  <certifiante>0</certifiante>")
    )
    assert edited(change) == expected


def test_elements_come_and_go() -> None:
    def change(record: sofi.views.Formation) -> None:
        domaine = record.domaine_formation
        assert domaine is not None
        domaine.add("code-FORMACODE", "22213", ref="V14")
        record.intitule_formation = None
        assert record.intitule_formation is None
        [action] = record.action
        action.remove()
        assert record.action == ()

    text = edited(change)
    assert '22254</code-FORMACODE><code-FORMACODE ref="V14">22213</code-FORMACODE>' in text
    assert "Macon" not in text
    assert "<action" not in text
    assert "Plombier" in text


def test_offers_are_written_back() -> None:
    def change(record: sofi.views.Formation) -> None:
        record.offre = record.offre.replace(intitule="Maçon")

    assert edited(change) == FEED.replace("Macon", "Maçon")


def test_files_are_replaced_at_the_end(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "flux.xml"
    path.write_text(FEED, encoding="utf-8")
    with pytest.raises(ZeroDivisionError), sofi.edit(path, path) as feed:
        next(feed).numero = "F9"
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8") == FEED
    with sofi.edit(path, path) as feed:
        for index, record in enumerate(feed):
            record.numero = f"G{index}"
    assert path.read_text(encoding="utf-8") == FEED.replace("F1", "G0").replace("F2", "G1")
    assert [it.name for it in tmp_path.iterdir()] == ["flux.xml"]
    packed = tmp_path / "flux.xml.gz"
    with sofi.edit(path, packed) as feed:
        kept = list(feed)
        with pytest.raises(ValueError, match="too late"):
            kept[0].numero = "X"
    assert gzip.decompress(packed.read_bytes()) == path.read_bytes()
    with pytest.raises(ValueError, match="closed"):
        next(feed)
    with pytest.raises(FileNotFoundError):
        sofi.edit(path, tmp_path / "absent" / "flux.xml")

    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"), sofi.edit(path, Full()) as feed:
        pass


def test_fixes() -> None:
    feed = FEED.replace("intitule-formation>Macon</intitule", "Intitule-formation>Macon</Intitule").encode()
    revision = sofi.fix(feed, level="xsd")
    assert revision.changed
    assert {finding.code for finding in revision.applied} == {"LHE09"}
    assert revision.write() == FEED.encode()
    assert b"+  <intitule-formation>Macon" in revision.diff()
    assert revision.before is not None
    assert revision.after is not None
    assert revision.before.summary.error > revision.after.summary.error
    assert not sofi.fix(revision.write(), level="xsd").changed


def test_corrections(tmp_path: pathlib.Path) -> None:
    lines = [("F1", "intitule-formation", "Macon", "Maçon"), ("S1", "periode/fin", "20261230", "20270131")]
    revision = sofi.apply(FEED.encode(), lines, level="xsd")
    assert revision.outcomes == ("applied", "other-value")
    assert revision.write() == FEED.replace("Macon", "Maçon").encode()
    table = tmp_path / "corrections.csv"
    table.write_text("numero;chemin;ancienne;nouvelle\nF1;intitule-formation;Macon;Maçon\n", encoding="utf-8-sig")
    assert sofi.apply(FEED.encode(), table, level="xsd").outcomes == ("applied",)
    table.write_text("numero;chemin\n", encoding="utf-8")
    with pytest.raises(ValueError, match="ancienne"):
        sofi.apply(FEED.encode(), table)
    with pytest.raises(TypeError, match="four texts"):
        sofi.apply(FEED.encode(), ["F1"])


def test_differences() -> None:
    changes = sofi.diff(FEED.encode(), FEED.replace("20261231", "20270131").encode())
    assert not changes.same
    [record] = changes.records
    [part] = record.parts
    assert (record.numero, part.level, part.numero) == ("F1", "session", "S1")
    assert part.fields == (sofi.FieldDiff("periode/fin", "changed", "20261231", "20270131"),)
    assert changes.summary.sessions.changed == 1
    assert pickle.loads(pickle.dumps(changes)) == changes
    assert json.loads(changes.to_json())["records"][0]["numero"] == "F1"
    assert sofi.diff(FEED.encode(), FEED.encode()).same


def test_generation_and_schemas(tmp_path: pathlib.Path) -> None:
    feed = sofi.generate(formations=3, seed=4)
    assert feed == sofi.generate(formations=3, seed=4) != sofi.generate(formations=3, seed=5)
    path = tmp_path / "flux.xml.gz"
    assert sofi.generate(formations=3, seed=4, out=path) is None
    assert gzip.decompress(path.read_bytes()) == feed
    assert json.loads(sofi.schema("edof", format="json"))
    with pytest.raises(ValueError, match=r"9\.9"):
        sofi.schema("9.9")  # type: ignore[arg-type]
    assert sofi.anonymise(feed).changed


def report() -> sofi.Report:
    feed = sofi.generate(formations=30, seed=3).replace(b"intitule-formation>", b"Intitule-formation>")
    return sofi.check(feed, as_of=datetime.date(2026, 11, 25), name="flux.xml")


def test_reports_are_values() -> None:
    one, other = report(), report()
    assert one == other
    assert hash(one) == hash(other)
    assert one != sofi.check(b"<lheo/>")
    assert list(one) == one.findings
    for found in (one, sofi.check(b"<lheo/>", lang="en"), one.by("code")["LHE09"]):
        again = pickle.loads(pickle.dumps(found))
        assert again == found
        assert again.to_text(max_shown=0) == found.to_text(max_shown=0)
    assert one.to_dict() == json.loads(one.to_json())
    finding = next(it for it in one if it.fix is not None)
    assert finding.fix is not None
    assert finding.to_dict()["fix"]["edits"][0]["offset"] == finding.fix.edits[0].offset
    assert pickle.loads(pickle.dumps(finding)) == finding


def test_reports_are_rendered(tmp_path: pathlib.Path) -> None:
    found = report()
    lines = list(csv.DictReader(io.StringIO(found.to_csv(), newline="")))
    assert len(lines) == len(found.findings)
    assert lines[0]["code"] == found.findings[0].code
    excel = found.to_csv(excel=True)
    assert excel.startswith("\ufeffcode;regle;gravite;")
    assert "<table>" in found.to_html()
    found.to_html(tmp_path / "rapport.html")
    assert (tmp_path / "rapport.html").read_text(encoding="utf-8") == found.to_html()
    with pytest.raises(FileNotFoundError):
        found.to_json(tmp_path / "absent" / "rapport.json")


def test_reports_are_shared_out(tmp_path: pathlib.Path) -> None:
    found = report()
    shares = found.by("siret")
    assert sum(len(share.findings) for share in shares.values()) == len(found.findings)
    assert len(shares) > 1
    for siret, share in shares.items():
        assert {finding.siret for finding in share} == {siret}
        assert share.summary.total == len(share.findings)
    written = found.split("siret", tmp_path / "organismes")
    assert set(written) == set(shares)
    for siret, path in written.items():
        text = pathlib.Path(path).read_text(encoding="utf-8")
        assert text == shares[siret].to_csv(excel=True).replace("\r\n", "\n")
    with pytest.raises(ValueError, match="expected one of siret"):
        found.by("couleur")


def test_options_of_checks() -> None:
    feed = sofi.generate(formations=5, seed=3).replace(b"intitule-formation>", b"Intitule-formation>")
    codes = {finding.code for finding in sofi.check(feed)}
    assert "LHE03" in codes or "LHE09" in codes
    chosen = next(iter(sorted(codes)))
    assert {finding.code for finding in sofi.check(feed, select=chosen)} == {chosen}
    assert chosen not in {finding.code for finding in sofi.check(feed, ignore=[chosen])}
    assert {it.severity for it in sofi.check(feed, select=chosen, severities={chosen: "info"})} == {"info"}
    assert len(sofi.check(feed, max_findings=1).findings) == 1
    with pytest.raises(ValueError, match="no rule bears"):
        sofi.check(feed, ignore="ZZZ")
    with pytest.raises(ValueError, match="expected one of usual, strict"):
        sofi.check(feed, certification="x")  # type: ignore[arg-type]
    perimeter = sofi.Perimeter("52", exceptions=["cpf"])
    assert sofi.check(feed, perimeter=perimeter).perimeter == "Pays de la Loire"
    assert pickle.loads(pickle.dumps(perimeter)) == perimeter != sofi.Perimeter("52")
