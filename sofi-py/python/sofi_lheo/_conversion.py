"""Conversion from one dialect to another, and what became of each thing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from . import _native

if TYPE_CHECKING:
    from ._api import AnyPath, Progress, Source, Writable


@dataclass(frozen=True)
class ConversionLine:
    """One thing that a conversion did, and where in the document that is converted."""

    file: str
    """Name of the document."""
    kind: Literal["loss", "invention", "mapping", "refusal"]
    """What became of it."""
    decision: str
    """Stable name of what was decided: the guide of conversion lists them."""
    reason: str
    """Why, in words."""
    path: str
    """Absolute path: ``/lheo/offres/formation[1]/...``."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1, in characters."""
    offset: int
    """First byte, from 0."""
    element: str | None
    """Name of the element."""
    attribute: str | None
    """Name of the attribute."""
    old: str | None
    """What stood there."""
    new: str | None
    """What stands there instead."""

    def to_dict(self) -> dict[str, object]:
        """It as plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Conversion:
    """What a conversion did."""

    source: str
    """Title of the dialect of the document: ``LHEO 2.2``."""
    records: int
    """Records of the document."""
    refused: int
    """Those of them that are not in the result."""
    unreadable: int
    """Records that could not be read, and were left as they were."""
    lines: tuple[ConversionLine, ...]
    """What was lost, invented, mapped or refused."""
    document: bytes | None
    """The result, when no place was given for it."""

    @property
    def ok(self) -> bool:
        """True when nothing was refused."""
        return not self.unreadable and all(line.kind != "refusal" for line in self.lines)

    def to_dict(self) -> dict[str, object]:
        """It as plain values, without the document."""
        return {
            "source": self.source,
            "records": self.records,
            "refused": self.refused,
            "unreadable": self.unreadable,
            "lines": [line.to_dict() for line in self.lines],
        }

    def to_json(self) -> str:
        """It as JSON, without the document."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def convert(
    source: Source,
    out: AnyPath | Writable | None = None,
    *,
    to: Literal["2.2", "2.3", "edof"],
    lossless: bool = False,
    strict: bool = False,
    defaults: Mapping[str, object] | None = None,
    lang: Literal["fr", "en"] = "fr",
    name: str | None = None,
    progress: Progress | None = None,
) -> Conversion:
    """Convert a document to another dialect. A file takes its place once it is whole.

    ``lossless`` sets aside in extensions what LHEO 2.2 cannot hold; a conversion to 2.3 puts it back. ``strict`` refuses each
    record that would not be valid. ``defaults`` supplies what one dialect asks for and the other does not hold, with the keys of
    the section ``[defaults]`` of ``sofi.toml``. ``progress`` is called as ``progress(done, total)``, in bytes; a document is read
    twice or more, so ``done`` goes past ``total``.

    >>> import sofi_lheo as sofi
    >>> feed = sofi.generate(formations=1, seed=1, dialect="2.3")
    >>> down = sofi.convert(feed, to="2.2", lossless=True)
    >>> down.ok, down.source
    (True, 'LHEO 2.3')
    >>> sofi.convert(down.document, to="2.3").document == feed
    True

    Raises:
        FeedError: the document cannot be read, there is no way to that dialect, or no record could be converted.
        ValueError: ``defaults`` has a key that is none.
    """
    done, lines, document = _native.convert(
        source,
        out,
        to=to,
        lossless=lossless,
        strict=strict,
        defaults=list(_flat(defaults or {})),
        lang=lang,
        name=name,
        progress=progress,
    )
    told = tuple(ConversionLine(**json.loads(line)) for line in lines.splitlines())
    return Conversion(*done, lines=told, document=document)


def _flat(table: Mapping[str, object], path: str = "") -> Iterator[tuple[str, str]]:
    """The keys of a table, those of the tables in it with their paths."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value)
