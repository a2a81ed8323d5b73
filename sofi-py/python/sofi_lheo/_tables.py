"""Tables of a document, for whatever reads Arrow."""

from dataclasses import dataclass
from typing import NamedTuple

from ._native import Table


class Tables(NamedTuple):
    """The tables of a document, by their names: ``for name, table in tables._asdict().items()``.

    They are joined by their ``cle_...`` columns.
    """

    offres: Table
    """One row per session, with all that matters around it, and what is derived."""
    formations: Table
    actions: Table
    sessions: Table
    organismes: Table
    """One row each time that an organisation is named."""
    lieux: Table
    contacts: Table
    certifications: Table
    financeurs: Table
    extras: Table
    findings: Table
    """What a check at the level ``full`` finds; for another one, see ``Report.table()``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    """Its Arrow type: ``string``, ``int64``, ``date32``..."""
    lheo: str | None
    """Where LHEO writes it, from the element that the row is; None for what is counted or derived."""
    doc: str
    """What it holds, in French."""
