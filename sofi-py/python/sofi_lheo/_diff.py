"""What differs between two feeds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Self

from ._model import Value


@dataclass(frozen=True, slots=True)
class Spot(Value):
    """A document, and a line in it."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class FieldDiff(Value):
    """A value that differs."""

    path: str
    """Where it is in its formation, action or session: ``periode/fin``, ``@datemaj``; empty for the part itself."""
    change: str
    """``added``, ``removed``, ``changed``, or ``reordered``: the same values in another order."""
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class PartName(Value):
    """A part of a formation, by its number and its rank."""

    numero: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Origin(Value):
    """Where a part stood before it moved."""

    formation: str | None
    action: str | None
    place: Spot


@dataclass(frozen=True, slots=True)
class PartDiff(Value):
    """An action or a session that differs."""

    level: str
    """``action`` or ``session``."""
    change: str
    """``added``, ``removed``, ``changed`` or ``moved``."""
    numero: str | None
    rank: int
    action: PartName | None
    """The action that a session belongs to."""
    debut: str | None
    """First day of a session, as written."""
    fin: str | None
    """Last day of a session, as written."""
    origin: Origin | None
    """Where it was, when it moved."""
    fields: tuple[FieldDiff, ...]


@dataclass(frozen=True, slots=True)
class RecordDiff(Value):
    """A record that differs, or of which a part does."""

    record: str
    """Name of its element."""
    change: str
    """``added``, ``removed`` or ``changed``."""
    doubtful: bool
    """It may be there all the same: some records of the feed that seems to lack it cannot be read."""
    numero: str | None
    intitule: str | None
    siret: str | None
    organisme: str | None
    old: Spot | None
    """Where it starts in the old feed."""
    new: Spot | None
    """Where it starts in the new feed."""
    fields: tuple[FieldDiff, ...]
    """What changed in it, what belongs to its actions left out."""
    parts: tuple[PartDiff, ...]
    """Its actions and sessions that differ."""


@dataclass(frozen=True, slots=True)
class Unreadable(Value):
    """A record that cannot be read, and so is not compared."""

    side: str
    """``old`` or ``new``."""
    file: str
    line: int
    column: int
    code: str


@dataclass(frozen=True, slots=True)
class DiffCounts(Value):
    """How many parts of one level differ."""

    added: int
    removed: int
    changed: int
    moved: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Loss(Value):
    """An organisation that lost over 20 % of its sessions."""

    siret: str
    organisme: str | None
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class DiffSummary(Value):
    """What the differences amount to."""

    formations: DiffCounts
    actions: DiffCounts
    sessions: DiffCounts
    others: DiffCounts
    """Records that are no formations."""
    records: tuple[int, int]
    """Records read in each feed."""
    unreadable: tuple[int, int]
    """Records that cannot be read in each feed."""
    siret_changed: int
    """Sessions that are in both feeds, under another SIRET."""
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Diff(Value):
    """What differs between two feeds."""

    records: tuple[RecordDiff, ...]
    """In the order of the new feed, then those that are gone in the order of the old one."""
    unreadable: tuple[Unreadable, ...]
    summary: DiffSummary

    @property
    def same(self) -> bool:
        """Do both feeds say the same, as far as could be read?"""
        return not self.records and not self.unreadable

    @classmethod
    def read(cls, differences: str, summary: str) -> Self:
        """Read what the comparison gives."""
        lines = json.loads(differences)
        return cls(
            tuple(_record(line) for line in lines if line["type"] == "record"),
            tuple(
                Unreadable(line["side"], line["file"], line["line"], line["column"], line["code"])
                for line in lines
                if line["type"] == "unreadable"
            ),
            _summary(json.loads(summary)),
        )


def _spot(it: dict[str, Any] | None) -> Spot | None:
    return None if it is None else Spot(**it)


def _fields(all_: list[dict[str, Any]]) -> tuple[FieldDiff, ...]:
    return tuple(FieldDiff(**it) for it in all_)


def _part(it: dict[str, Any]) -> PartDiff:
    origin, action = it["from"], it["action"]
    changed = {
        "action": None if action is None else PartName(**action),
        "origin": None
        if origin is None
        else Origin(origin["formation"], origin["action"], Spot(**origin["place"])),
        "fields": _fields(it["fields"]),
    }
    return PartDiff(**{name: value for name, value in {**it, **changed}.items() if name != "from"})


def _record(it: dict[str, Any]) -> RecordDiff:
    changed = {
        "old": _spot(it["old"]),
        "new": _spot(it["new"]),
        "fields": _fields(it["fields"]),
        "parts": tuple(_part(part) for part in it["parts"]),
    }
    return RecordDiff(**{name: value for name, value in {**it, **changed}.items() if name != "type"})


def _summary(it: dict[str, Any]) -> DiffSummary:
    counts = {name: DiffCounts(**it[name]) for name in ("formations", "actions", "sessions", "others")}
    return DiffSummary(
        **counts,
        records=tuple(it["records"]),
        unreadable=tuple(it["unreadable"]),
        siret_changed=it["siret_changed"],
        losses=tuple(Loss(**loss) for loss in it["losses"]),
    )
