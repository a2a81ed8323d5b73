"""Tables: read by those that take Arrow streams, twice, joined by keys, in bounded memory."""

import concurrent.futures
import contextlib
import datetime
import decimal
import gzip
import io
import pathlib
import subprocess
import sys
import threading
import time
import zipfile
from typing import Any

import pytest
import sofi_lheo as sofi

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

NAMESPACE = "http://lheo.gouv.fr/2.3"
FEED = f"""<lheo xmlns="{NAMESPACE}"><offres>
<formation numero="F1" datemaj="20261102"><intitule-formation>Maçon</intitule-formation>
  <certification><code-RNCP>RNCP37274</code-RNCP></certification>
  <action numero="A1">
    <lieu-de-formation><coordonnees><adresse><codepostal>44000</codepostal><ville>Nantes</ville>
      <geolocalisation><latitude>47.2</latitude><longitude>-1.55</longitude></geolocalisation></adresse></coordonnees></lieu-de-formation>
    <session numero="S1"><periode><debut>20260901</debut><fin>20261200</fin></periode></session>
    <session numero="S1"><periode><debut>20270101</debut><fin>99999999</fin></periode></session>
    <prix-total-TTC>1 250,50 €</prix-total-TTC><conventionnement>1</conventionnement>
    <organisme-financeur><code-financeur>2</code-financeur></organisme-financeur>
    <organisme-financeur><code-financeur>10</code-financeur></organisme-financeur>
  </action>
  <organisme-formation-responsable>
    <SIRET-organisme-formation><SIRET>19511296600799</SIRET></SIRET-organisme-formation>
    <nom-organisme>GRETA de la Marne</nom-organisme>
  </organisme-formation-responsable>
</formation>
<formation numero="F2"><action><session/></action></formation>
</offres></lheo>
""".encode()
DAY = datetime.date(2026, 11, 25)


def generated(folder: pathlib.Path, formations: int) -> pathlib.Path:
    path = folder / f"{formations}.xml"
    command = [sys.executable, "-m", "sofi_lheo", "generate", "--formations", str(formations), "-o", str(path)]
    subprocess.run(command, check=True)
    return path


def read(table: sofi.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.table(table).to_pylist()
    return rows


def test_every_table_says_what_it_holds() -> None:
    names = {pa.string(): "string", pa.int64(): "int64", pa.float64(): "double", pa.bool_(): "bool"}
    names |= {pa.date32(): "date32", pa.list_(pa.string()): "list<string>", pa.decimal128(14, 2): "decimal128(14, 2)"}
    for name, table in sofi.tables(FEED)._asdict().items():
        assert table.name == name
        assert repr(table).startswith(f"<Table {name}: ")
        schema = pa.schema(table)
        assert [(it.name, it.type) for it in table.columns] == [(it.name, names[it.type]) for it in schema]
        assert all(column.doc for column in table.columns)
        read_table = pa.table(table)
        assert read_table.schema.equals(schema)
        read_table.validate(full=True)


def test_types() -> None:
    [first, second, bare] = read(sofi.tables(FEED).sessions)
    assert (first["debut"], first["debut_brut"]) == (datetime.date(2026, 9, 1), "20260901")
    assert (first["fin"], first["fin_brut"]) == (None, "20261200")
    assert (second["fin"], second["fin_brut"]) == (None, "99999999")
    assert bare["numero_session"] is None and bare["debut_brut"] is None
    [action, _] = read(sofi.tables(FEED).actions)
    assert (action["prix_total_ttc"], action["prix_total_ttc_brut"]) == (decimal.Decimal("1250.50"), "1 250,50 €")
    assert action["conventionnement"] is True
    assert action["codes_financeurs"] == ["2", "10"]
    assert action["nombre_heures_total"] is None
    [lieu] = read(sofi.tables(FEED).lieux)
    assert (lieu["latitude"], lieu["longitude"]) == (47.2, -1.55)
    assert (lieu["codepostal"], lieu["departement_deduit"], lieu["region_deduite"]) == ("44000", "44", "52")


def test_keys_join_where_numbers_do_not() -> None:
    tables = sofi.tables(FEED)
    sessions = pa.table(tables.sessions)
    assert sessions["cle_session"].to_pylist() == [1, 2, 3]
    assert sessions["numero_session"].to_pylist() == ["S1", "S1", None]
    prices = pa.table(tables.actions).select(["cle_action", "prix_total_ttc"])
    joined = sessions.select(["cle_action", "cle_session"]).join(prices, "cle_action").sort_by("cle_session")
    assert joined["prix_total_ttc"].to_pylist() == [decimal.Decimal("1250.50")] * 2 + [None]
    organismes = pa.table(tables.organismes).select(["cle_organisme", "siret"])
    formations = pa.table(tables.formations).select(["cle_formation", "cle_organisme"])
    formations = formations.join(organismes, "cle_organisme").sort_by("cle_formation")
    assert formations["siret"].to_pylist() == ["19511296600799", None]


def test_offers_say_what_is_derived() -> None:
    [first, second, bare] = read(sofi.tables(FEED, as_of=DAY, perimeter="52", lang="en").offres)
    assert (first["phase"], first["active"]) == ("en-cours", True)
    assert (second["phase"], bare["phase"]) == ("a-venir", "sans-date")
    assert first["cadre"] == "formation-continue-conventionnee"
    assert (first["cpf"], bare["cpf"]) == (True, None)
    assert first["siret_formateur"] == first["siret_responsable"] == "19511296600799"
    assert (first["lieu_ville"], first["lieu_region"]) == ("Nantes", "52")
    assert first["perimetre"] in {"dans", "par-exception"}
    assert "place in Nantes (44): in the perimeter" in first["perimetre_motifs"]
    assert first["date_maj"] == datetime.date(2026, 11, 2)
    [elsewhere, *_] = read(sofi.tables(FEED, as_of=DAY, perimeter="53").offres)
    assert elsewhere["perimetre"] == "hors"
    [unasked, *_] = read(sofi.tables(FEED).offres)
    assert unasked["perimetre"] is None and unasked["phase"] is not None


def test_findings_are_those_of_the_report() -> None:
    report = sofi.check(FEED, as_of=DAY, lang="en")
    rows = read(report.table())
    assert [(row["code"], row["message"], row["ligne"]) for row in rows] == [
        (finding.code, finding.message, finding.line) for finding in report.findings
    ]
    assert rows == read(report.table())
    assert rows == read(sofi.tables(FEED, as_of=DAY, lang="en").findings)
    assert any(row["numero_formation"] == "F1" for row in rows)


def test_a_second_read_gives_the_same(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "flux.xml"
    path.write_bytes(FEED)
    expected = pa.table(sofi.tables(FEED, name="flux.xml").offres)
    assert expected.num_rows == 3
    archive = tmp_path / "flux.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("flux.xml", FEED)
    sources: list[Any] = [path, str(path), FEED, bytearray(FEED), memoryview(FEED), io.BytesIO(FEED), gzip.compress(FEED)]
    sources += [gzip.open(io.BytesIO(gzip.compress(FEED))), path.open("rb"), zipfile.ZipFile(archive).open("flux.xml")]
    for source in sources:
        table = sofi.tables(source, name="flux.xml").offres
        assert pa.table(table).equals(expected), source
        assert pa.table(table).equals(expected), source
        if hasattr(source, "close"):
            source.close()
    assert pa.table(table).equals(expected), "a file object that is closed was copied aside"
    # Two readings may go side by side.
    one, other = (pa.RecordBatchReader.from_stream(table) for _ in range(2))
    assert one.read_next_batch().equals(other.read_next_batch())
    assert read(sofi.tables(archive).formations)[0]["fichier"] == f"{archive}!/flux.xml"


def test_faults() -> None:
    with pytest.raises(FileNotFoundError):
        sofi.tables("absent.xml")
    with pytest.raises(TypeError):
        sofi.tables(12)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="raise, skip"):
        sofi.tables(FEED, faults="ignore")  # type: ignore[arg-type]
    broken = FEED.replace(b"</intitule-formation>", b"</intitule>")
    with pytest.raises(pa.ArrowInvalid, match=r"flux\.xml:2:\d+: .* \[XML02\]"):
        pa.table(sofi.tables(broken, name="flux.xml").formations)
    kept = read(sofi.tables(broken, faults="skip").formations)
    assert [row["numero_formation"] for row in kept] == ["F2"]
    assert "XML02" in [row["code"] for row in read(sofi.tables(broken).findings)]

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if size:
                raise KeyError("no more")
            return b""

    with pytest.raises(KeyError):
        sofi.tables(Failing(FEED))


def test_rows_before_a_fault_are_given() -> None:
    broken = FEED.replace(b'<formation numero="F2">', b'<formation numero="F2"></x>')
    stream = pa.RecordBatchReader.from_stream(sofi.tables(broken).formations)
    assert stream.read_next_batch()["numero_formation"].to_pylist() == ["F1"]
    with pytest.raises(pa.ArrowInvalid, match="XML02"):
        stream.read_next_batch()


REGISTER = {
    "siret": ["19511296600799", "81462226200032"],
    "etatAdministratifEtablissement": ["F", "A"],
    "dateDebut": [datetime.date(2024, 9, 1), None],
}


@pytest.mark.parametrize("make", ["pyarrow", "polars", "pandas", "categories", "batches"])
def test_registers_may_be_data_frames(make: str, tmp_path: pathlib.Path) -> None:
    """A frame says the same as the file with the same columns."""
    table = pa.table(REGISTER)
    given: Any
    if make == "polars":
        given = pytest.importorskip("polars", reason="polars is not installed").DataFrame(REGISTER)
    elif make == "pandas":
        given = pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed").DataFrame(REGISTER)
    elif make == "categories":
        given = table.set_column(0, "siret", table["siret"].dictionary_encode())
    elif make == "batches":
        given = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=1))
    else:
        given = table
    path = tmp_path / "sirene.csv"
    path.write_text(
        "siret;etatAdministratifEtablissement;dateDebut\n19511296600799;F;2024-09-01\n81462226200032;A;\n",
        encoding="utf-8",
    )

    def findings(register: Any) -> list[str]:
        return [str(it) for it in sofi.check(FEED, as_of=DAY, registers={"sirene": register}).findings]

    expected = findings(path)
    assert len(expected) > len(sofi.check(FEED, as_of=DAY).findings)
    assert findings(given) == expected
    tables = sofi.tables(FEED, as_of=DAY, registers={"sirene": table})
    assert len(read(tables.findings)) == len(expected)


def test_registers_that_hold_something_else() -> None:
    with pytest.raises(ValueError, match="pyarrow.lib.Table"):
        sofi.check(FEED, registers={"cpf": pa.table({"nom": ["x"]})})
    with pytest.raises(ValueError, match='column "code": .* is no text, number or day'):
        sofi.check(FEED, registers={"cpf": pa.table({"code": [["97049"]]})})
    with pytest.raises(TypeError):
        sofi.check(FEED, registers={"cpf": pa.chunked_array([["97049"]])})

    def broken() -> Any:
        yield pa.record_batch({"code": ["97049"]})
        raise RuntimeError("no more of it")

    stream = pa.RecordBatchReader.from_batches(pa.schema({"code": pa.string()}), broken())
    with pytest.raises(ValueError, match="no more of it"):
        sofi.check(FEED, registers={"cpf": stream})


def test_polars() -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    tables = sofi.tables(FEED, as_of=DAY)
    for table in tables:
        frame = pl.DataFrame(table)
        assert frame.equals(pl.DataFrame(table))
        assert frame.equals(pl.from_arrow(pa.table(table)))
        assert frame.equals(pl.from_arrow(table).struct.unnest())
    sessions, actions = pl.DataFrame(tables.sessions), pl.DataFrame(tables.actions)
    prices = sessions.join(actions, on="cle_action").filter(pl.col("debut") >= DAY)["prix_total_ttc"]
    assert prices.to_list() == [decimal.Decimal("1250.50")]
    assert sessions.schema["debut"] == pl.Date


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    tables = sofi.tables(FEED)
    sessions, actions = tables.sessions, tables.actions
    query = "select numero_session, prix_total_ttc from sessions join actions using (cle_action) order by cle_session"
    expected = [("S1", decimal.Decimal("1250.50"))] * 2 + [(None, None)]
    for _ in range(2):
        assert duckdb.sql(query).fetchall() == expected
    assert (sessions.name, actions.name) == ("sessions", "actions")


def test_pandas() -> None:
    pd = pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed")
    table = sofi.tables(FEED).sessions
    frame = table.to_pandas()
    assert frame.equals(pd.DataFrame.from_arrow(table))
    assert frame["numero_session"].tolist()[:2] == ["S1", "S1"]
    report = sofi.check(FEED)
    assert report.to_pandas()["code"].tolist() == [finding.code for finding in report.findings]


def test_threads_read_the_same_tables() -> None:
    tables = sofi.tables(FEED, as_of=DAY)
    expected = [pa.table(table) for table in tables]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for read_tables in pool.map(lambda _: [pa.table(table) for table in tables], range(64)):
            assert read_tables == expected


def test_other_threads_run_while_batches_are_made(tmp_path: pathlib.Path) -> None:
    table = sofi.tables(generated(tmp_path, 3000)).offres
    pauses = []
    over = threading.Event()

    def tick() -> None:
        last = time.perf_counter()
        while not over.wait(0.001):
            now = time.perf_counter()
            pauses.append(now - last)
            last = now

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    assert pa.table(table).num_rows > 3000
    elapsed = time.perf_counter() - start
    over.set()
    thread.join()
    assert max(pauses) < elapsed / 2


def test_many_readings_do_not_grow_memory() -> None:
    program = """
import resource, sys
import pyarrow as pa
import sofi_lheo as sofi

feed = sys.stdin.buffer.read()
report = sofi.check(feed)

def loop(times):
    for _ in range(times):
        tables = sofi.tables(feed)
        pa.table(tables.offres)
        pa.schema(tables.actions)
        tables.sessions.__arrow_c_stream__()
        next(iter(pa.RecordBatchReader.from_stream(report.table())))

loop(300)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
loop(1000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    grown = int(subprocess.run([sys.executable, "-c", program], input=FEED, capture_output=True, check=True).stdout)
    # In kilobytes, but in bytes on macOS.
    assert grown < 4_000 * (1024 if sys.platform == "darwin" else 1), grown


def test_a_process_may_end_in_the_middle_of_a_table(tmp_path: pathlib.Path) -> None:
    program = """
import sys
import pyarrow as pa
import sofi_lheo as sofi

stream = pa.RecordBatchReader.from_stream(sofi.tables(open(sys.argv[1], "rb").read()).formations)
stream.read_next_batch()
"""
    path = generated(tmp_path, 3000)
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_example_of_the_guide(feed_folder: pathlib.Path) -> None:
    pytest.importorskip("polars", reason="polars is not installed")
    guide = pathlib.Path(__file__).parents[2] / "docs/tables.md"
    example = guide.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    subprocess.run([sys.executable, "-c", example], cwd=feed_folder, check=True)


@pytest.fixture
def feed_folder(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "feed.xml.gz").write_bytes(gzip.compress(FEED))
    return tmp_path


def test_an_abandoned_stream_ends_its_thread(tmp_path: pathlib.Path) -> None:
    tables = sofi.tables(generated(tmp_path, 2000))
    for _ in range(3):
        stream = pa.RecordBatchReader.from_stream(tables.extras)
        stream.read_next_batch()
        del stream
        tables.sessions.__arrow_c_stream__()
    deadline = time.monotonic() + 10
    while "sofi-table" in thread_names() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "sofi-table" not in thread_names()


def thread_names() -> list[str]:
    tasks = pathlib.Path("/proc/self/task")
    if not tasks.is_dir():
        pytest.skip("threads cannot be listed here")
    names = []
    for task in tasks.iterdir():
        # A thread may end while it is looked at.
        with contextlib.suppress(OSError):
            names.append((task / "comm").read_text().strip())
    return names


def test_memory_is_bounded(tmp_path: pathlib.Path) -> None:
    """A process that passes over 100 MB, batch by batch, stays small whatever the table."""
    path = generated(tmp_path, 100)
    path = generated(tmp_path, 100 * 100_000_000 // path.stat().st_size)
    assert path.stat().st_size > 90_000_000
    program = """
import resource, sys
import pyarrow as pa
import sofi_lheo as sofi

tables = sofi.tables(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = 0
for table in (tables.formations, tables.extras, tables.offres):
    for batch in pa.RecordBatchReader.from_stream(table):
        rows += batch.num_rows
        assert batch.nbytes < 64_000_000
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    rows, grown = map(int, done.stdout.split())
    assert rows > 10_000
    # In kilobytes, but in bytes on macOS.
    assert grown < 64_000 * (1024 if sys.platform == "darwin" else 1), grown
