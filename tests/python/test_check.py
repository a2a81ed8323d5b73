"""What `check` takes, refuses and gives back."""

import datetime
import gzip
import io
import json
import mmap
import pathlib
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
import sofi_lheo as sofi

NAMESPACE = "http://lheo.gouv.fr/2.3"
# An unknown element among others that are missing: faults at each level.
FAULTY = f'<lheo xmlns="{NAMESPACE}">\n  <offres><formation><coordonneFs/></formation></offres>\n</lheo>\n'.encode()


def codes(report: sofi.Report) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.offset) for finding in report.findings]


@pytest.fixture
def feed(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "flux.xml"
    path.write_bytes(FAULTY)
    return path


def test_every_kind_of_source_gives_the_same_findings(feed: pathlib.Path) -> None:
    expected = codes(sofi.check(FAULTY))
    assert expected
    assert codes(sofi.check(str(feed))) == expected
    assert codes(sofi.check(feed)) == expected
    assert codes(sofi.check(bytearray(FAULTY))) == expected
    assert codes(sofi.check(memoryview(FAULTY))) == expected
    assert codes(sofi.check(io.BytesIO(FAULTY))) == expected
    with feed.open("rb") as file:
        assert codes(sofi.check(file)) == expected
    with feed.open("rb", buffering=0) as raw:
        assert codes(sofi.check(raw)) == expected
    with feed.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert codes(sofi.check(mapped)) == expected
    assert codes(sofi.check(gzip.compress(FAULTY))) == expected


def test_a_file_object_may_give_few_bytes_at_once() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 3))

    assert codes(sofi.check(Slow(FAULTY))) == codes(sofi.check(FAULTY))


def test_names_of_documents(feed: pathlib.Path) -> None:
    def name(report: sofi.Report) -> str:
        (file,) = report.files
        assert all(finding.file == file.path for finding in report.findings)
        return file.path

    assert name(sofi.check(feed)) == str(feed)
    assert name(sofi.check(feed, name="flux")) == "flux"
    assert name(sofi.check(FAULTY)) == "<bytes>"
    assert name(sofi.check(FAULTY, name="flux")) == "flux"
    assert name(sofi.check(io.BytesIO(FAULTY))) == "<file>"
    with feed.open("rb") as file:
        assert name(sofi.check(file)) == str(feed)


def test_missing_file(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "absent.xml"
    with pytest.raises(FileNotFoundError) as caught:
        sofi.check(path)
    assert caught.value.filename == str(path)
    assert caught.value.strerror


def test_folder(tmp_path: pathlib.Path) -> None:
    with pytest.raises(IsADirectoryError) as caught:
        sofi.check(tmp_path)
    assert caught.value.filename == str(tmp_path)


@pytest.mark.parametrize("source", [3, None, [b"<lheo/>"], object()])
def test_wrong_sources(source: Any) -> None:
    with pytest.raises(TypeError, match=r"path \(str or os.PathLike\), bytes or a binary file object, not"):
        sofi.check(source)


def test_text_file_object() -> None:
    source: Any = io.StringIO("<lheo/>")
    with pytest.raises(TypeError, match="binary mode"):
        sofi.check(source)


@pytest.mark.parametrize("error", [OSError(5, "gone"), KeyboardInterrupt(), RuntimeError("boum")])
def test_an_exception_of_the_file_object_is_raised_again(error: BaseException) -> None:
    class Broken:
        def read(self, size: int, /) -> bytes:
            if size:
                raise error
            return b""

    with pytest.raises(type(error)) as caught:
        sofi.check(Broken())
    assert caught.value is error


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: sofi.check(b"", level="xds"), "level.*xsd, strict, full"),  # type: ignore[arg-type]
        (lambda: sofi.check(b"", profile="cpf"), "profile.*lheo, offre-info"),  # type: ignore[arg-type]
        (lambda: sofi.check(b"", lang="de"), "lang.*fr, en"),  # type: ignore[arg-type]
        (lambda: sofi.explain("XYZ99"), "XYZ99"),
    ],
)
def test_unknown_words(call: Callable[[], object], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        call()


def test_as_of() -> None:
    day = datetime.date(2024, 2, 29)
    assert sofi.check(FAULTY, as_of=day).as_of == day
    before = datetime.date.today()
    today = sofi.check(FAULTY).as_of
    assert today is not None
    assert before <= today <= datetime.date.today()
    for wrong in (datetime.datetime(2024, 2, 29, 12), "2024-02-29", 20240229):
        with pytest.raises(TypeError, match="datetime.date"):
            sofi.check(FAULTY, as_of=wrong)  # type: ignore[arg-type]


def test_report() -> None:
    report = sofi.check(FAULTY, level="strict", profile="edof")
    assert not report.ok
    assert report.level == "strict"
    assert report.profile == "edof"
    assert report.summary.error > 0
    assert report.summary.total == len(report.findings)
    (file,) = report.files
    assert list(file.findings) == report.findings
    assert file.summary == report.summary
    assert (file.dialect, file.root, file.bytes, file.formations) == ("2.3", "lheo", len(FAULTY), 1)
    assert not file.truncated
    assert f"{report.summary.error} error(s)" in repr(report)


def test_findings_say_where_they_are() -> None:
    document = f'<lheo xmlns="{NAMESPACE}">\n<offres/><coordonneFs/></lheo>'.encode()
    finding = next(f for f in sofi.check(document).findings if f.code == "LHE03")
    assert (finding.name, finding.severity, finding.element) == (
        "element-inconnu",
        sofi.Severity.ERROR,
        "coordonneFs",
    )
    assert document[finding.offset :].startswith(b"<coordonneFs/>")
    assert finding.line == 2
    assert "coordonneFs" in finding.message


def test_languages() -> None:
    french = sofi.check(FAULTY).findings
    english = sofi.check(FAULTY, lang="en").findings
    assert [f.code for f in french] == [f.code for f in english]
    assert [f.message for f in french] != [f.message for f in english]


def test_truncated_documents_are_never_valid() -> None:
    report = sofi.check(FAULTY[: FAULTY.rindex(b"</lheo")])
    assert report.files[0].truncated
    assert not report.ok


def test_other_threads_run_meanwhile() -> None:
    document = b"<lheo>" + b"<offres/>" * 400_000 + b"</lheo>"
    ticks = 0
    done = threading.Event()

    def count() -> None:
        nonlocal ticks
        while not done.wait(0.0005):
            ticks += 1

    thread = threading.Thread(target=count)
    thread.start()
    sofi.check(document)
    done.set()
    thread.join()
    assert ticks > 0


def test_renderings() -> None:
    report = sofi.check(FAULTY, name="flux.xml")
    value = json.loads(report.to_json())
    assert value["summary"] == {"error": report.summary.error, "warning": report.summary.warning, "info": report.summary.info}
    assert [f["code"] for f in value["files"][0]["findings"]] == [f.code for f in report.findings]
    assert "flux.xml" in report.to_text()


def test_the_command_comes_with_the_package(feed: pathlib.Path) -> None:
    command = [sys.executable, "-m", "sofi_lheo"]
    assert subprocess.run([*command, "check", feed], capture_output=True, check=False).returncode == 1
    assert subprocess.run([*command, "--nonsense"], capture_output=True, check=False).returncode == 2


def test_perimeter_and_registers(feed: pathlib.Path, tmp_path: pathlib.Path) -> None:
    cpf = tmp_path / "cpf-2026-11-22.csv"
    cpf.write_text("code\n97049\n")
    report = sofi.check(feed, perimeter="bretagne", registers={"cpf": cpf})
    assert "Bretagne" in report.to_text()
    assert json.loads(report.to_json())["registers"][0]["date"] == "2026-11-22"
    report = sofi.check(feed, registers={"cpf": [str(cpf), cpf]})
    assert json.loads(report.to_json())["registers"][0]["kind"] == "cpf"
    with pytest.raises(ValueError, match="neither the name nor the Insee code"):
        sofi.check(feed, perimeter="21")
    with pytest.raises(ValueError, match="expected one of"):
        sofi.check(feed, registers={"insee": cpf})  # type: ignore[dict-item]
    with pytest.raises(FileNotFoundError):
        sofi.check(feed, registers={"cpf": tmp_path / "none.csv"})
    with pytest.raises(ValueError, match="it lacks siret"):
        sofi.check(feed, registers={"sirene": cpf})
