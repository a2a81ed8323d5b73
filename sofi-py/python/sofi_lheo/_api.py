"""What sofi does, as functions."""

from __future__ import annotations

import csv
import datetime
import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from . import _native
from ._diff import Diff
from ._errors import FeedError
from ._model import Finding, Rule

if TYPE_CHECKING:
    from ._native import Editing, Perimeter, Reading, Registers, Report, Revision
    from ._offre import Formation


class Readable(Protocol):
    """A binary file object, open to be read."""

    def read(self, size: int, /) -> bytes:
        """Give at most so many bytes."""
        ...


class Writable(Protocol):
    """A binary file object, open to be written."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""
        ...


class ArrowStream(Protocol):
    """A data frame, or anything else that gives an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the stream."""
        ...


AnyPath: TypeAlias = str | os.PathLike[str]
Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | Readable
Level: TypeAlias = Literal["xsd", "strict", "full"]
Profile: TypeAlias = Literal["lheo", "offre-info", "edof", "pays-de-la-loire"]
Lang: TypeAlias = Literal["fr", "en"]
Dialect: TypeAlias = Literal["2.0", "2.1", "2.2", "2.3", "edof"]
Register: TypeAlias = Literal[
    "organismes", "certifications", "certifinfo", "cpf", "sirene", "formacode", "communes"
]
Reference: TypeAlias = str | os.PathLike[str] | ArrowStream | Sequence[AnyPath]
RegisterPaths: TypeAlias = Mapping[Register, Reference]
Severities: TypeAlias = Mapping[str, Literal["error", "warning", "info"]]
Progress: TypeAlias = Callable[[int, int | None], object]
OnError: TypeAlias = Literal["raise", "skip"] | Callable[[FeedError], object]


def _judging(
    level: str,
    profile: str | None,
    as_of: datetime.date | None,
    perimeter: Perimeter | str | None,
    registers: Registers | RegisterPaths | None,
    certification: str,
    select: str | Sequence[str],
    ignore: str | Sequence[str],
    severities: Severities | None,
    max_findings: int | None,
    jobs: int | None,
) -> dict[str, object]:
    if isinstance(registers, Mapping) and not isinstance(registers, dict):
        registers = dict(registers)
    return {
        "level": level,
        "profile": profile,
        "as_of": as_of,
        "perimeter": perimeter,
        "registers": registers,
        "certification": certification,
        "select": select,
        "ignore": ignore,
        "severities": None if severities is None else dict(severities),
        "max_findings": max_findings,
        "jobs": jobs,
    }


def check(
    source: Source,
    *,
    level: Level = "full",
    profile: Profile | None = None,
    as_of: datetime.date | None = None,
    perimeter: Perimeter | str | None = None,
    registers: Registers | RegisterPaths | None = None,
    certification: Literal["usual", "strict"] = "usual",
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    severities: Severities | None = None,
    max_findings: int | None = None,
    jobs: int | None = None,
    lang: Lang = "fr",
    name: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check a document: XML, gzip or zip. What is wrong in it is findings.

    :param source: a path, bytes (not copied), another buffer, or a binary file object.
    :param level: ``xsd`` is what the official XSD accepts, ``strict`` adds what the standard says besides, ``full`` the rules
        of the domain.
    :param profile: whose conventions; by default, what the namespace tells.
    :param as_of: the date at which offers are judged; by default, today.
    :param perimeter: what the Carif-Oref describes: a Perimeter, or the code or name of a region.
    :param registers: reference data: Registers, or paths or data frames by kind.
    :param certification: who may use a certification: ``usual``, or ``strict`` for the certificateur alone.
    :param select: keep only the findings whose code starts so.
    :param ignore: drop the findings whose code starts so.
    :param severities: other severities, by code or start of codes.
    :param max_findings: how many findings of a document are kept; all are counted.
    :param jobs: how many cores to keep busy, all by default; the report is the same for any number.
    :param name: what findings call the document.
    :param progress: called as ``progress(done, total)``, in bytes; ``total`` is None when it is not known.
    :raises OSError: when it cannot be opened: FileNotFoundError, PermissionError...

    >>> import sofi_lheo as sofi
    >>> report = sofi.check(b"<lheo/>", level="strict")
    >>> report.ok, report.findings[0].code
    (False, 'LHE01')
    """
    judging = _judging(
        level,
        profile,
        as_of,
        perimeter,
        registers,
        certification,
        select,
        ignore,
        severities,
        max_findings,
        jobs,
    )
    return _native.check(source, judging, lang=lang, name=name, progress=progress)


def read(
    source: Source,
    *,
    on_error: OnError = "raise",
    progress: Progress | None = None,
    name: str | None = None,
) -> Reading[Formation]:
    """Read the offers of a feed one after the other, in constant memory; another thread parses ahead.

    What is given are :class:`Formation` values; records of other kinds are passed over (see :func:`records`).

    :param on_error: what to do with a record that cannot be read: ``raise`` a FeedError (``next()`` then goes on with the
        record after it), ``skip`` it and log a warning, or call this with the FeedError.
    :param progress: called as ``progress(done, total)``, in bytes.

    >>> import sofi_lheo as sofi
    >>> for formation in sofi.read(sofi.generate(formations=2, seed=1)):
    ...     print(formation.numero, formation.actions[0].sessions[0].periode.debut)
    21_AF_0000011179 2026-12-07
    06_AF_0000011180 2026-11-23
    """
    reading: Reading[Any] = _native.read(
        source, records=False, on_error=on_error, progress=progress, name=name
    )
    return reading


def records(
    source: Source,
    *,
    on_error: OnError = "raise",
    progress: Progress | None = None,
    name: str | None = None,
) -> Reading[Any]:
    """Read the records of a feed one after the other, as their document holds them.

    What is given are views (see :mod:`sofi_lheo.views`): ``formation``, ``resume-offre``, ``resume-organisme``, or
    ``organisme-formation-responsable`` of ``lheo-plus``. Nothing of the document is lost in them. The keywords are those of
    :func:`read`.

    >>> import sofi_lheo as sofi
    >>> feed = b'''<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1">
    ...   <certifiante>1</certifiante><inconnu/></formation></offres></lheo>'''
    >>> [formation] = sofi.records(feed)
    >>> formation.certifiante.label, [it.element for it in formation.elements]
    ('oui', ['certifiante', 'inconnu'])
    """
    return _native.read(source, records=True, on_error=on_error, progress=progress, name=name)


def checked(
    source: Source,
    *,
    level: Level = "strict",
    profile: Profile | None = None,
    as_of: datetime.date | None = None,
    perimeter: Perimeter | str | None = None,
    registers: Registers | RegisterPaths | None = None,
    certification: Literal["usual", "strict"] = "usual",
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    severities: Severities | None = None,
    max_findings: int | None = None,
    lang: Lang = "fr",
    name: str | None = None,
    progress: Progress | None = None,
) -> Reading[tuple[Any, tuple[Finding, ...]]]:
    """Read the records of a feed one after the other, each with what is found in it: ``(record, findings)``.

    Records are views, as :func:`records` gives them; ``record`` is None for findings that belong to no record which could be
    read: about a record that is not well-formed, the root of the document, or, at its end, the feed as a whole. The keywords are
    those of :func:`check`; ``max_findings`` counts for each record.

    :raises OSError: when it cannot be opened: FileNotFoundError, PermissionError...

    >>> import sofi_lheo as sofi
    >>> feed = sofi.generate(formations=2, seed=1).replace(b"<certifiante>1<", b"<certifiante>oui<")
    >>> for formation, findings in sofi.checked(feed):
    ...     print(formation.numero, [finding.code for finding in findings])
    21_AF_0000011179 []
    06_AF_0000011180 ['LHE23']
    """
    judging = _judging(
        level,
        profile,
        as_of,
        perimeter,
        registers,
        certification,
        select,
        ignore,
        severities,
        max_findings,
        1,
    )
    reading: Reading[Any] = _native.checked(source, judging, lang=lang, name=name, progress=progress)
    return reading


def edit(
    source: Source,
    out: AnyPath | Writable,
    *,
    progress: Progress | None = None,
    name: str | None = None,
) -> Editing:
    """Correct a feed: copy it to ``out`` and change what is set on its records on the way; all else stays byte for byte.

    Attributes of the views are set, elements added or taken away (``add``, ``remove``), or the whole offer replaced
    (``record.offre = record.offre.replace(...)``). A file takes its place at the end only, and not at all when the block ends
    with an exception; it may be the one that is read.

    >>> import io, sofi_lheo as sofi
    >>> feed = b'''<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero='F1'><!-- vu -->
    ...   <intitule-formation>Macon</intitule-formation></formation></offres></lheo>'''
    >>> out = io.BytesIO()
    >>> with sofi.edit(feed, out) as records:
    ...     for formation in records:
    ...         formation.intitule_formation = "Maçon"
    >>> out.getvalue().decode() == feed.decode().replace("Macon", "Maçon")
    True
    """
    return _native.edit(source, out=out, progress=progress, name=name)


def fix(
    source: Source,
    *,
    suggested: bool = False,
    level: Level = "full",
    profile: Profile | None = None,
    as_of: datetime.date | None = None,
    perimeter: Perimeter | str | None = None,
    registers: Registers | RegisterPaths | None = None,
    certification: Literal["usual", "strict"] = "usual",
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    severities: Severities | None = None,
    max_findings: int | None = None,
    jobs: int | None = None,
    lang: Lang = "fr",
    name: str | None = None,
    progress: Progress | None = None,
) -> Revision:
    """Mend a document by the fixes of its findings. Nothing is written until ``write`` is called.

    A fix is kept only where it mends its fault and brings no new error. Those that are only ``suggested`` are left out, unless
    asked for. The other keywords are those of :func:`check`.

    >>> import sofi_lheo as sofi
    >>> feed = b'<periode xmlns="http://lheo.gouv.fr/2.3"><Debut>20260901</Debut><fin>20261231</fin></periode>'
    >>> mended = sofi.fix(feed, level="xsd")
    >>> mended.changed, [finding.code for finding in mended.applied], mended.after.ok
    (True, ['LHE09'], True)
    >>> mended.write().count(b"<debut>")
    1
    """
    judging = _judging(
        level,
        profile,
        as_of,
        perimeter,
        registers,
        certification,
        select,
        ignore,
        severities,
        max_findings,
        jobs,
    )
    return _native.fix(source, judging, suggested=suggested, lang=lang, name=name, progress=progress)


def apply(
    source: Source,
    corrections: AnyPath | Iterable[Sequence[str]],
    *,
    level: Level = "full",
    profile: Profile | None = None,
    as_of: datetime.date | None = None,
    lang: Lang = "fr",
    name: str | None = None,
    progress: Progress | None = None,
) -> Revision:
    """Apply corrections that people have written down. Nothing is written until ``write`` is called.

    :param corrections: tuples ``(numero, chemin, ancienne, nouvelle)``, or the path of a CSV file in UTF-8 that has these
        columns. The path leads to the value from what bears the number: ``periode/fin``, ``@datemaj``. An empty former value
        adds what is not there; an empty new one takes it away.

    >>> import sofi_lheo as sofi
    >>> feed = b'''<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1">
    ...   <intitule-formation>Macon</intitule-formation></formation></offres></lheo>'''
    >>> revision = sofi.apply(feed, [("F1", "intitule-formation", "Macon", "Maçon"), ("F2", "@tag", "", "x")], level="xsd")
    >>> revision.outcomes
    ('applied', 'unknown-numero')
    """
    judging = _judging(level, profile, as_of, None, None, "usual", (), (), None, None, 1)
    if isinstance(corrections, str | os.PathLike):
        lines = _corrections(Path(corrections))
    else:
        lines = [_correction(line) for line in corrections]
    return _native.apply(source, lines, judging, lang=lang, name=name, progress=progress)


COLUMNS = ("numero", "chemin", "ancienne", "nouvelle")


def _correction(line: Sequence[str]) -> tuple[str, str, str, str]:
    if isinstance(line, str) or len(line) != len(COLUMNS):
        raise TypeError(f"a correction must be four texts, {', '.join(COLUMNS)}, not {line!r}")
    numero, chemin, ancienne, nouvelle = line
    return (numero, chemin, ancienne, nouvelle)


def _corrections(path: Path) -> list[tuple[str, str, str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    heading = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",")
    missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
    if missing:
        raise ValueError(f"{path}: the column {missing[0]} is missing; expected: {';'.join(COLUMNS)}")
    return [_correction([line[column] or "" for column in COLUMNS]) for line in table]


def anonymise(
    source: Source, *, name: str | None = None, progress: Progress | None = None
) -> Revision:
    """Make a copy that can be shown to others: the same faults, without the people. ``write`` gives it.

    :param progress: called as ``progress(done, total)``, in bytes; the document is read twice, so ``done`` goes past ``total``.

    >>> import sofi_lheo as sofi
    >>> feed = sofi.generate(formations=1, seed=1)
    >>> sofi.anonymise(feed).write() != feed
    True
    """
    return _native.anonymise(source, name=name, progress=progress)


def diff(old: Source, new: Source, *, progress: Progress | None = None) -> Diff:
    """Compare two feeds: what is new, gone, changed or moved. Encodings, comments and blanks do not count.

    >>> import sofi_lheo as sofi
    >>> feed = sofi.generate(formations=3, seed=1)
    >>> changed = sofi.diff(feed, feed.replace(b"<certifiante>0", b"<certifiante>1", 1))
    >>> changed.summary.formations.changed, changed.records[0].fields[0].path
    (1, 'certifiante')
    """
    differences, summary = _native.diff(old, new, progress=progress)
    return Diff.read(differences, summary)


def generate(
    *,
    formations: int = 10,
    seed: int = 0,
    dialect: Dialect = "2.3",
    reference: datetime.date | None = None,
    out: AnyPath | Writable | None = None,
) -> bytes | Any:
    """Make a synthetic feed, valid by construction: for tests and demonstrations. The same seed gives the same feed.

    :param reference: the day around which offers take place.
    :param out: a path or a binary file object to write to; by default, the feed is given back as bytes.

    >>> import sofi_lheo as sofi
    >>> sofi.check(sofi.generate(formations=3), level="strict").ok
    True
    """
    return _native.generate(formations, seed, dialect, reference, out)


def schema(dialect: Dialect, *, format: Literal["xsd", "dictionaries", "json"] = "xsd") -> str:  # noqa: A002
    """Say what a dialect says: as an XSD, as tables of codes, or all of it as JSON.

    >>> import sofi_lheo as sofi
    >>> sofi.schema("2.3").startswith('<?xml version="1.0"')
    True
    """
    return _native.schema(dialect, format)


def canonicalise(source: Source, *, name: str | None = None) -> bytes:
    """Give the normal form of a document (Canonical XML 1.0 with comments): documents that say the same have the same.

    >>> import sofi_lheo as sofi
    >>> sofi.canonicalise(b"<a  y='2' x='1'/>")
    b'<a x="1" y="2"></a>'
    """
    return _native.canonicalise(source, name=name)


def rules(*, lang: Lang = "fr") -> list[Rule]:
    """Give every rule that sofi knows, in the order of the codes within each family.

    >>> import sofi_lheo as sofi
    >>> sofi.rules()[0].code
    'XML01'
    """
    return _native.rules(lang=lang)


def explain(code: str, *, lang: Lang = "fr") -> Rule:
    """Give the rule that bears this code or this name; ValueError when there is none.

    >>> import sofi_lheo as sofi
    >>> print(sofi.explain("LHE03", lang="en").name)
    element-inconnu
    """
    return _native.explain(code, lang=lang)


def progress_bar(bar: Any) -> Progress:  # noqa: ANN401
    """Make a ``progress`` of a bar of the ``tqdm`` kind: ``check(..., progress=progress_bar(tqdm(unit="B")))``."""

    def tell(done: int, total: int | None) -> None:
        if total is not None:
            bar.total = total
        bar.update(done - bar.n)

    return tell
