"""What holds for the whole package: its documentation, threads, interruptions, memory, the life of offers."""

import concurrent.futures
import datetime
import doctest
import gc
import importlib
import io
import json
import os
import pathlib
import pickle
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import sofi_lheo as sofi

MODULES = [name for _, name, _ in pkgutil.iter_modules(sofi.__path__) if name not in {"_native", "__main__"}]


@pytest.mark.parametrize("module", ["", *MODULES])
def test_examples_of_the_documentation_run(module: str) -> None:
    name = f"sofi_lheo.{module}".rstrip(".")
    found = doctest.testmod(importlib.import_module(name))
    assert found.failed == 0


def test_everything_is_documented() -> None:
    undocumented = [name for name in sofi.__all__ if not getattr(sofi, name).__doc__]
    assert undocumented == []


DOCS = pathlib.Path(__file__).parents[2] / "docs"


def test_the_guide_runs(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (DOCS / "python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", guide, re.M | re.S)
    assert len(blocks) > 5
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "python.md", "exec"), scope)


def test_the_notebook_runs(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = json.loads((DOCS / "controle-avant-envoi.ipynb").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert cells
    scope: dict[str, object] = {}
    for cell in cells:
        exec(compile(cell, "notebook", "exec"), scope)


def corpus() -> list[pathlib.Path]:
    folders = [DOCS.parent / "examples", *(DOCS.parents[1] / "shared" / name for name in ("samples", "lheo/fixtures"))]
    kinds = {".xml", ".gz", ".zip"}
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in kinds)


@pytest.mark.skipif("SOFI_BIN" not in os.environ, reason="SOFI_BIN does not name the command")
def test_python_and_the_command_say_the_same(tmp_path: pathlib.Path) -> None:
    paths = [path for path in corpus() if path.stat().st_size < 20 << 20]
    assert paths
    dialects: list[Any] = ["2.0", "2.1", "2.2", "2.3", "edof"]
    for seed, dialect in enumerate(dialects):
        path = tmp_path / f"{dialect}.xml"
        feed = sofi.generate(formations=30, seed=seed, dialect=dialect)
        path.write_bytes(feed.replace(b"2026", b"2062", 5).replace(b"session", b"sesion", 3))
        paths.append(path)
    command = [os.environ["SOFI_BIN"], "check", "--format", "json", "--lang", "fr", "--as-of", "2026-11-23"]
    for path in paths:
        # From a folder without a configuration.
        done = subprocess.run([*command, str(path)], capture_output=True, cwd=tmp_path)
        found = sofi.check(path, as_of=datetime.date(2026, 11, 23))
        assert json.loads(found.to_json()) == json.loads(done.stdout), path


def test_threads_do_not_disturb_each_other(tmp_path: pathlib.Path) -> None:
    paths = []
    for seed in range(4):
        paths.append(tmp_path / f"{seed}.xml")
        sofi.generate(formations=40, seed=seed, out=paths[-1])

    def work(path: pathlib.Path) -> tuple[str, list[str | None]]:
        return sofi.check(path).to_json(), [it.numero for it in sofi.read(path)]

    expected = [work(path) for path in paths]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, paths * 4)) == expected * 4


def test_one_reading_serves_several_threads() -> None:
    reading = sofi.read(sofi.generate(formations=300, seed=1))

    def take(_: int) -> int:
        return sum(1 for _ in reading)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(4))) == 300


INTERRUPTED = """
import io, sys, threading, time, signal, os
import sofi_lheo as sofi
feed = sofi.generate(formations=400)
body = feed[feed.index(b"<formation"):feed.rindex(b"</offres>")]
feed = feed[:feed.index(b"<formation")] + body * 60 + feed[feed.rindex(b"</offres>"):]
begun = threading.Event()
told = []
def progress(done, total):
    told.append(done)
    begun.set()
def interrupt():
    begun.wait()
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt, daemon=True).start()
try:
    WORK
except KeyboardInterrupt:
    print("half-way" if not told or told[-1] < len(feed) else "at the end")
else:
    print("never")
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")
@pytest.mark.parametrize(
    "work",
    [
        "sofi.check(feed, progress=progress)",
        "sofi.fix(feed, level='xsd', progress=progress)",
        "sofi.diff(feed, feed, progress=progress)",
        "sofi.anonymise(feed, progress=progress)",
        "sofi.convert(feed, to='2.2', progress=progress)",
        "[progress(0, None) for it in sofi.checked(feed)]",
        "[progress(0, None) for it in sofi.read(feed)]",
        "begun.set(); sofi.canonicalise(feed)",
        "begun.set(); sofi.generate(formations=10**6)",
        "begun.set(); sofi.generate(formations=10**6, out=io.BytesIO())",
        "begun.set(); list(sofi.read(type('Slow', (), {'read': lambda self, n: time.sleep(0.02) or b' ' * n})()))",
    ],
)
def test_control_c_stops_the_work(work: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.replace("WORK", work)], capture_output=True, text=True, timeout=300
    )
    assert done.stdout == "half-way\n", done.stderr


def resident() -> int:
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


FEED = sofi.generate(formations=2, seed=1)
FORMATION = next(iter(sofi.read(FEED)))


def edit_once() -> None:
    with sofi.edit(FEED, io.BytesIO()) as feed:
        for record in feed:
            record.intitule_formation = "x"


@pytest.mark.skipif(not pathlib.Path("/proc/self/statm").exists(), reason="memory is not told here")
@pytest.mark.parametrize(
    "entry",
    [
        lambda: sofi.check(FEED).to_json(),
        lambda: list(sofi.read(FEED)),
        lambda: [record.offre for record in sofi.records(FEED)],
        edit_once,
        lambda: sofi.fix(FEED, level="xsd").write(),
        lambda: sofi.diff(FEED, FEED),
        lambda: sofi.canonicalise(FEED),
        lambda: sofi.anonymise(FEED).write(),
        lambda: sofi.generate(formations=1),
        lambda: sofi.Siret("195 112 966 00799", lenient=True).parts,
        lambda: FORMATION.replace(intitule="x").actions,
        lambda: pickle.loads(pickle.dumps(FORMATION)),
        lambda: sofi.TableauDeBord().to_json(),
        lambda: sofi.schema("2.3"),
    ],
)
def test_memory_does_not_grow(entry: Callable[[], object]) -> None:
    for _ in range(100):
        entry()
    gc.collect()
    before = resident()
    for _ in range(1000):
        entry()
    gc.collect()
    assert resident() - before < 8 << 20


@pytest.mark.skipif(not pathlib.Path("/proc/self/statm").exists(), reason="memory is not told here")
def test_reading_takes_constant_memory(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "flux.xml"
    sofi.generate(formations=6000, out=path)
    size = path.stat().st_size
    # Not ru_maxrss, which starts at what the parent had.
    program = """
import re, sys, sofi_lheo as sofi
for formation in sofi.read(sys.argv[1]):
    formation.actions
print(re.search("VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert size > 40 << 20
    assert int(done.stdout) * 1024 < 64 << 20


def test_progress_bars() -> None:
    class Bar:
        n = 0
        total = 0

        def update(self, more: int) -> None:
            self.n += more

    bar = Bar()
    feed = sofi.generate(formations=50)
    sofi.check(feed, progress=sofi.progress_bar(bar))
    assert (bar.n, bar.total) == (len(feed), len(feed))


def test_a_session_from_draft_to_published() -> None:
    def day(number: int) -> datetime.date:
        return datetime.date(2026, 3, number)

    tableau = sofi.TableauDeBord()
    session, formation = sofi.Objet("session", "21_1"), sofi.Objet("formation", "21_3")
    tableau.add_formation("21_3", "19511296600799", date=day(2))
    tableau.add_action("21_2", "21_3", date=day(2))
    tableau.add_session("21_1", "21_2", date=day(2), debut=day(16), fin=day(27), cpf=True)
    assert "soumettre" in tableau.possible(session, "organisme")
    with pytest.raises(sofi.CycleRefused, match="Soumettez-la"):
        tableau.apply(session, "valider", by="carif-oref", date=day(3))
    why = tableau.why("21_1", "19511296600799", "aude", day(3))
    assert (why.responsable, why.au_plus_tot) == ("organisme", None)
    tableau.apply(session, "soumettre", by="organisme", date=day(3))
    tableau.apply(formation, "refuser", by="carif-oref", date=day(3), motif="Dates absentes")
    refused = tableau.get(formation)
    assert refused is not None
    assert (refused.etat, refused.motif) == ("refusee", "Dates absentes")
    tableau.apply(formation, "corriger", by="organisme", date=day(4))
    for objet in (formation, sofi.Objet("action", "21_2"), session):
        found = tableau.get(objet)
        assert found is not None
        if found.etat == "en-cours-de-saisie":
            tableau.apply(objet, "soumettre", by="organisme", date=day(4))
    tableau.apply(formation, "valider", by="carif-oref", date=day(4))
    assert tableau.publication(session) == sofi.Publication(1, day(4))
    situation = tableau.situation(session, day(20))
    assert situation is not None
    assert situation.active
    assert tableau.why("21_1", "19511296600799", "aude", day(5)).au_plus_tot == day(6)
    assert pickle.loads(pickle.dumps(tableau)) == tableau
    assert sofi.TableauDeBord.from_json(tableau.to_json()).get(session) == tableau.get(session)


def test_why_a_session_of_a_feed_is_not_shown() -> None:
    session = next(it for action in FORMATION.actions for it in action.sessions if it.numero)
    assert session.numero is not None
    found = sofi.why(FORMATION, session.numero, "aude", datetime.date(2026, 9, 1))
    assert found is not None
    assert found.message
    assert sofi.why(FORMATION, "inconnue", "aude", datetime.date(2026, 9, 1)) is None


def test_perimeters() -> None:
    adresse = sofi.Adresse(codepostal="44000", ville="Nantes")
    lieu = sofi.LieuDeFormation(coordonnees=sofi.Coordonnees(adresse=adresse))
    formation = sofi.Formation(actions=[sofi.Action(lieux=[lieu])])
    here, there = sofi.Perimeter("bretagne"), sofi.Perimeter("normandie")
    assert sofi.Perimeter("53") == here
    verdict = there.judge(formation)
    assert (verdict.situe, verdict.ok) == ("hors", False)
    assert verdict.actions[0].motifs
    assert sofi.Perimeter("52", siret_en_region=False).judge(formation).ok
    with pytest.raises(ValueError, match="Atlantide"):
        sofi.Perimeter("Atlantide")
    with pytest.raises(TypeError, match="formation must be a Formation"):
        here.judge(adresse)  # type: ignore[arg-type]


def test_registers(tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileNotFoundError):
        sofi.Registers(cpf=tmp_path / "absent.csv")
    with pytest.raises(ValueError, match="expected one of"):
        sofi.Registers(couleurs=tmp_path)
    empty = sofi.Registers()
    assert empty.used == ()
    assert "cpf" not in empty
    assert sofi.check(b"<lheo/>", registers=empty).registers == ()


def test_imports_are_quick_and_need_nothing() -> None:
    program = "import sys, time; t = time.perf_counter(); import sofi_lheo; print(time.perf_counter() - t); print({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names) - {'sofi_lheo', '__main__'})"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("the package is not installed")
    took, others = done.stdout.splitlines()
    assert float(took) < 1
    assert others in {"set()", "{'_virtualenv'}", "{'sitecustomize'}"} or "numpy" not in others


