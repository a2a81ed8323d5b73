"""Identifiers, offers as values, and records as their documents hold them."""

import copy
import datetime
import gzip
import io
import pathlib
import pickle
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import sofi_lheo as sofi
from sofi_lheo import views

FEED = """<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>
<formation numero="F1">
  <domaine-formation><code-FORMACODE ref="V14">22254</code-FORMACODE></domaine-formation>
  <intitule-formation>Maçon</intitule-formation><!-- vu --><inconnu/>
  <certifiante>1</certifiante>
  <action numero="A1">
    <prix-total-TTC>1250.5</prix-total-TTC>
    <session numero="S1"><periode><debut>20260901</debut><fin>20261200</fin></periode>
      <etat-recrutement>3</etat-recrutement></session>
    <session numero="S2"><periode><debut>2026</debut><fin>99999999</fin></periode></session>
    <extras info="g"><extra info="k">v</extra><extras info="n"><extra info="k">w</extra></extras></extras>
  </action>
  <organisme-formation-responsable><SIRET-organisme-formation><SIRET>19511296600799</SIRET></SIRET-organisme-formation>
  </organisme-formation-responsable>
</formation>
<formation numero="F2"/>
</offres></lheo>"""


def formations() -> list[sofi.Formation]:
    return list(sofi.read(FEED.encode()))


def test_values_are_typed() -> None:
    formation, other = formations()
    assert formation.intitule == "Maçon"
    assert formation.certifiante is True
    action = formation.actions[0]
    assert action.prix_total == Decimal("1250.50")
    first, second = action.sessions
    assert first.periode is not None
    assert first.periode.debut == datetime.date(2026, 9, 1)
    assert type(first.periode.debut) is datetime.date
    fin = first.periode.fin
    assert isinstance(fin, sofi.PartialDate)
    assert (fin.precision, fin.latest) == ("month", datetime.date(2026, 12, 31))
    assert first.etat_recrutement is sofi.EtatRecrutement.SUSPENDU
    assert first.etat_recrutement.label == "suspendu"
    assert second.periode is not None
    assert type(second.periode.debut) is sofi.Invalid
    assert second.periode.debut == "2026"
    assert second.periode.fin == "99999999"
    assert formation.responsable is not None
    siret = formation.responsable.siret
    assert isinstance(siret, sofi.Siret)
    assert siret.siren == "195112966"
    assert formation.formacodes[0] == sofi.CodeReference(code="22254", reference="V14")
    assert (other.numero, other.intitule, other.actions, other.responsable) == ("F2", None, (), None)


def test_offers_are_values() -> None:
    formation = formations()[0]
    again = formations()[0]
    assert formation is not again
    assert formation == again
    assert hash(formation) == hash(again)
    assert formation != formations()[1]
    assert pickle.loads(pickle.dumps(formation)) == formation
    assert copy.deepcopy(formation) == copy.copy(formation) == formation
    assert sofi.Formation.from_json(formation.to_json()) == formation
    assert sofi.Formation(**formation.to_dict()) == formation
    assert formation.to_dict()["actions"][0]["sessions"][0]["periode"]["debut"] == "20260901"
    changed = formation.replace(intitule="Couvreur", certifiante=None)
    assert (changed.intitule, changed.certifiante, changed.numero) == ("Couvreur", None, "F1")
    assert formation.intitule == "Maçon"
    with pytest.raises(AttributeError, match="replace"):
        formation.intitule = "x"  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(AttributeError):
        formation.inconnu = "x"  # type: ignore[attr-defined]
    assert repr(sofi.Periode(debut="20260901")) == "Periode(debut='20260901')"
    match formation:
        case sofi.Formation(numero="F1", actions=(sofi.Action(numero=numero),)):
            assert numero == "A1"
        case _:
            pytest.fail("it is that formation")


def test_offers_are_made() -> None:
    session = sofi.Session(
        numero="S1", periode=sofi.Periode(debut=datetime.date(2026, 9, 1), fin="20270000"), etat_recrutement="1"
    )
    action = sofi.Action(sessions=[session], prix_total=Decimal("12.5"), nombre_heures_total=35, conventionnement=True)
    assert action.sessions == (session,)
    assert (action.nombre_heures_total, action.conventionnement) == (35, True)
    assert action.to_dict()["conventionnement"] == "1"
    with pytest.raises(TypeError, match="intitul"):
        sofi.Formation(intitul="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="datetime.date"):
        sofi.Periode(debut=datetime.datetime(2026, 9, 1))
    with pytest.raises(TypeError, match="object"):
        sofi.Periode(debut=object())  # type: ignore[arg-type]


def test_identifiers() -> None:
    siret = sofi.Siret("195 112 966 00799", lenient=True)
    assert siret == "19511296600799"
    assert dict[str, int]({siret: 1})["19511296600799"] == 1
    assert str(siret) == f"{siret}" == "19511296600799"
    assert type(pickle.loads(pickle.dumps(siret))) is sofi.Siret
    assert sorted([sofi.Siren("814622262"), sofi.Siren("195112966")])[0] == "195112966"
    assert sofi.Siret(siret) == siret
    with pytest.raises(sofi.InvalidIdentifier) as caught:
        sofi.Siret("195 112 966 00799")
    assert (caught.value.rule, caught.value.repair) == ("SIR02", "19511296600799")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.rule, again.args) == ("SIR02", caught.value.args)
    assert isinstance(caught.value, ValueError)
    assert sofi.Siret.parse("x") is None
    with pytest.raises(TypeError, match="takes a str, not int"):
        sofi.Siret(19511296600799)  # type: ignore[arg-type]
    assert sofi.identifier("uai", "0951099d", lenient=True).departement == "95"
    assert sofi.NumeroActivite("52440363444").region == sofi.Region("pays-de-la-loire")
    assert sofi.Siret.analyse("19511296600798").fault == "cle-fausse"
    with pytest.raises(ValueError, match="expected one of siren"):
        sofi.identifier("inconnu", "1")


@pytest.mark.parametrize("kind", ["path", "pathlike", "bytes", "bytearray", "memoryview", "file", "gzip", "zip", "gzfile"])
def test_every_kind_of_source(kind: str, tmp_path: pathlib.Path) -> None:
    raw = FEED.encode()
    path = tmp_path / "flux.xml"
    path.write_bytes(raw)
    packed = tmp_path / "flux.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", raw)
    member: Any = zipfile.ZipFile(packed).open("a.xml")
    sources: dict[str, Any] = {
        "path": str(path),
        "pathlike": path,
        "bytes": raw,
        "bytearray": bytearray(raw),
        "memoryview": memoryview(raw),
        "file": io.BytesIO(raw),
        "gzip": gzip.compress(raw),
        "zip": member,
        "gzfile": gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(raw))),
    }
    assert [it.numero for it in sofi.read(sources[kind])] == ["F1", "F2"]


def test_wrong_sources_are_refused(tmp_path: pathlib.Path) -> None:
    missing = tmp_path / "absent.xml"
    functions: list[Any] = [sofi.read, sofi.records, sofi.check, sofi.fix, sofi.canonicalise, sofi.anonymise]
    for function in functions:
        with pytest.raises(FileNotFoundError) as caught:
            function(missing)
        assert caught.value.filename == str(missing)
        with pytest.raises(TypeError, match="source must be a path"):
            function(12)
        with pytest.raises(IsADirectoryError):
            function(tmp_path)
        with pytest.raises(TypeError, match="binary mode"):
            function(io.StringIO(FEED))

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if size:
                raise ZeroDivisionError
            return b""

    with pytest.raises(ZeroDivisionError):
        list(sofi.read(Broken()))


def test_what_cannot_be_read() -> None:
    feed = FEED.replace('<formation numero="F2"/>', '<formation numero="F2"><a></formation><formation numero="F3"/>')
    reading = sofi.read(feed.encode(), name="flux.xml")
    assert next(reading).numero == "F1"
    with pytest.raises(sofi.FeedError) as caught:
        next(reading)
    assert (caught.value.path, caught.value.line, caught.value.code) == ("flux.xml", 16, "XML02")
    assert next(reading).numero == "F3", "reading goes on"
    assert [it.numero for it in sofi.read(feed.encode(), on_error="skip")] == ["F1", "F3"]
    errors: list[sofi.FeedError] = []
    assert len(list(sofi.read(feed.encode(), on_error=errors.append))) == 2
    assert [error.line for error in errors] == [16]
    with pytest.raises(ValueError, match="on_error"):
        sofi.read(feed.encode(), on_error="ignore")  # type: ignore[arg-type]


def test_skipped_records_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    list(sofi.read(b"<lheo><offres><formation></offres></lheo>", on_error="skip"))
    assert [record.name for record in caplog.records][:1] == ["sofi_lheo"]


def test_reading_may_stop_early(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "flux.xml"
    sofi.generate(formations=500, out=path)
    with sofi.read(path) as feed:
        first = next(feed)
    assert first.numero
    assert list(feed) == []
    seen: list[tuple[int, int | None]] = []
    assert sum(1 for _ in sofi.read(path, progress=lambda done, total: seen.append((done, total)))) == 500
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)

    def stop(done: int, total: int | None) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(sofi.read(path, progress=stop))
    with pytest.raises(ZeroDivisionError):
        sofi.check(path, progress=stop)
    with pytest.raises(TypeError, match="progress must be callable"):
        sofi.check(path, progress=1)  # type: ignore[arg-type]


def test_records_lose_nothing() -> None:
    [formation, _] = sofi.records(FEED.encode(), name="flux.xml")
    assert isinstance(formation, views.Formation)
    assert formation.source in FEED
    assert (formation.element, formation.line, formation.document, formation.dialect) == (
        "formation",
        2,
        "flux.xml",
        "2.3",
    )
    assert [it.element for it in formation.elements][2] == "inconnu"
    code = formation.domaine_formation
    assert code is not None
    assert (code.code_formacode[0].ref, code.code_formacode[0]) == ("V14", "22254")
    [action] = formation.action
    [first, _] = action.session
    periode = first.periode
    assert periode is not None
    assert periode.debut is not None
    assert periode.debut.date == datetime.date(2026, 9, 1)
    assert (periode.debut.line, periode.debut.element) == (8, "debut")
    assert first.etat_recrutement is not None
    assert first.etat_recrutement.label == "suspendu"
    assert action.find_extra("g", "k").text == "v"
    assert action.find_extra("n", "k").text == "w"
    assert action.find_extra("g", "x") is None
    assert formation.offre == formations()[0]
    assert formation == next(iter(sofi.records(FEED.encode())))
    with pytest.raises(AttributeError, match="read-only"):
        formation.intitule_formation = "x"


@pytest.mark.parametrize("dialect", ["2.0", "2.1", "2.2", "2.3", "edof"])
def test_views_reach_every_element(dialect: Any) -> None:
    slots = (views.Many, views.Texts, views.One, views.Text)

    def walk(view: Any) -> int:
        if not isinstance(view, views.Element):
            assert isinstance(view, views.Leaf)
            return 1
        if type(view) is views.Element:
            return 1
        named = [it for it in dir(type(view)) if isinstance(getattr(type(view), it), slots)]
        reached = 0
        for name in named:
            value = getattr(view, name)
            for child in value if isinstance(value, tuple) else (value,):
                if child is not None:
                    reached += walk(child)
        if isinstance(view, views.Extra):
            return 1 + sum(walk(child) for child in view.elements)
        assert reached >= len(view.elements)
        return reached + 1

    for record in sofi.records(sofi.generate(formations=20, seed=7, dialect=dialect)):
        count = record.source.count("</") + record.source.count("/>")
        assert walk(record) == count
