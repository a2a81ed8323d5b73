import datetime
import os
from collections.abc import Sequence
from typing import Any, Final, Literal, Protocol, TypeAlias, final

from ._model import FileReport, Finding, Rule, Summary
from ._tables import Column, Tables

_Level: TypeAlias = Literal["xsd", "strict", "full"]
_Profile: TypeAlias = Literal["lheo", "offre-info", "edof", "pays-de-la-loire"]
_Lang: TypeAlias = Literal["fr", "en"]
_Register: TypeAlias = Literal[
    "organismes", "certifications", "certifinfo", "cpf", "sirene", "formacode", "communes"
]

class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...

__all__ = [
    "Report",
    "Table",
    "__version__",
    "canonicalise",
    "check",
    "explain",
    "rules",
    "run",
    "tables",
]
__version__: Final[str]

@final
class Report:
    @property
    def ok(self) -> bool: ...
    @property
    def level(self) -> str: ...
    @property
    def profile(self) -> str | None: ...
    @property
    def as_of(self) -> datetime.date | None: ...
    @property
    def summary(self) -> Summary: ...
    @property
    def files(self) -> list[FileReport]: ...
    @property
    def findings(self) -> list[Finding]: ...
    def table(self) -> Table: ...
    def to_pandas(self) -> Any: ...
    def to_json(self) -> str: ...
    def to_text(self, *, max_shown: int = 20) -> str: ...

@final
class Table:
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> tuple[Column, ...]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def to_pandas(self) -> Any: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

_Reference: TypeAlias = str | os.PathLike[str] | _ArrowStream | Sequence[str | os.PathLike[str]]
_Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | _Readable

def canonicalise(source: _Source, *, name: str | None = None) -> bytes: ...
def check(
    source: _Source,
    *,
    level: _Level = "full",
    profile: _Profile | None = None,
    as_of: datetime.date | None = None,
    perimeter: str | None = None,
    registers: dict[_Register, _Reference] | None = None,
    lang: _Lang = "fr",
    name: str | None = None,
) -> Report: ...
def tables(
    source: _Source,
    *,
    as_of: datetime.date | None = None,
    perimeter: str | None = None,
    registers: dict[_Register, _Reference] | None = None,
    faults: Literal["raise", "skip"] = "raise",
    lang: _Lang = "fr",
    name: str | None = None,
) -> Tables: ...
def rules(*, lang: _Lang = "fr") -> list[Rule]: ...
def explain(code: str, *, lang: _Lang = "fr") -> Rule: ...
def run(arguments: Sequence[str]) -> int: ...
