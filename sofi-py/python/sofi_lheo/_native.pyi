import datetime
import os
from collections.abc import Sequence
from typing import Final, Literal, Protocol, TypeAlias, final

from ._model import FileReport, Finding, Rule, Summary

_Level: TypeAlias = Literal["xsd", "strict", "full"]
_Profile: TypeAlias = Literal["lheo", "offre-info", "edof", "pays-de-la-loire"]
_Lang: TypeAlias = Literal["fr", "en"]
_Register: TypeAlias = Literal[
    "organismes", "certifications", "certifinfo", "cpf", "sirene", "formacode", "communes"
]

class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...

__all__ = ["Report", "__version__", "canonicalise", "check", "explain", "rules", "run"]
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
    def to_json(self) -> str: ...
    def to_text(self, *, max_shown: int = 20) -> str: ...

_Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | _Readable

def canonicalise(source: _Source, *, name: str | None = None) -> bytes: ...
def check(
    source: _Source,
    *,
    level: _Level = "full",
    profile: _Profile | None = None,
    as_of: datetime.date | None = None,
    perimeter: str | None = None,
    registers: dict[_Register, str | os.PathLike[str] | Sequence[str | os.PathLike[str]]] | None = None,
    lang: _Lang = "fr",
    name: str | None = None,
) -> Report: ...
def rules(*, lang: _Lang = "fr") -> list[Rule]: ...
def explain(code: str, *, lang: _Lang = "fr") -> Rule: ...
def run(arguments: Sequence[str]) -> int: ...
