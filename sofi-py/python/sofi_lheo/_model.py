"""What a report is made of: plain frozen values, that compare, hash, pickle and copy."""

import dataclasses
import datetime
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ._native import code_label

if TYPE_CHECKING:
    from ._identifiers import Departement, Region


def plain(value: object) -> Any:  # noqa: ANN401
    """Give a value as JSON has it: dicts, lists, texts and numbers."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {it.name: plain(getattr(value, it.name)) for it in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


class Value:
    """What every value has: it can be told as a dict or as JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Give it as a dict of texts, numbers, lists and dicts."""
        result: dict[str, Any] = plain(self)
        return result

    def to_json(self) -> str:
        """Give it as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


class Code(StrEnum):
    """A code of a closed list: it is the ``str`` that LHEO writes, with a label.

    >>> import sofi_lheo as sofi
    >>> sofi.EtatRecrutement("3").label
    'suspendu'
    """

    @property
    def label(self) -> str:
        """What it means, in French."""
        return code_label(type(self).__name__, self.value) or ""


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    """Cannot be right, or would be refused."""
    WARNING = "warning"
    """Probably wrong, or refused by one consumer."""
    INFO = "info"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Summary(Value):
    """How many findings of each severity: exact, also when some findings were not kept."""

    error: int
    warning: int
    info: int

    @property
    def total(self) -> int:
        """How many findings in all."""
        return self.error + self.warning + self.info


@dataclass(frozen=True, slots=True)
class Edit(Value):
    """Replaces ``length`` bytes at ``offset`` of the decompressed document."""

    offset: int
    length: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix(Value):
    """A way to mend a fault."""

    safety: str
    """``safe`` when the meaning cannot change, ``suggested`` when somebody should look."""
    description: str
    replacement: str
    """The new text, in short."""
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related(Value):
    """Another place that explains a finding."""

    line: int
    column: int
    offset: int
    end_offset: int
    path: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Finding(Value):
    """One fault found in a document."""

    code: str
    """Code of the rule, stable for ever: ``LHE03``."""
    name: str
    """Name of the rule, stable for ever: ``element-inconnu``."""
    severity: Severity
    message: str
    """What is wrong, in one sentence."""
    help: str | None
    """What to do next, a line each."""
    file: str
    line: int
    """Line of the start tag, from 1."""
    column: int
    """Column of the start tag, from 1, in characters."""
    offset: int
    """First byte, from 0, in the decompressed input."""
    end_offset: int
    """The byte after the last one."""
    path: str | None
    """Where in the tree: ``/lheo/offres/formation[1]/...``."""
    element: str | None
    attribute: str | None
    value: str | None
    """The value at fault, at most 200 characters."""
    formation: str | None
    """``numero`` of the formation."""
    action: str | None
    """``numero`` of the action."""
    session: str | None
    """``numero`` of the session."""
    record: str | None
    """``numero`` of the summary or of the organisation outside offers."""
    siret: str | None
    """SIRET of the organisation that answers for the offer."""
    organisme: str | None
    """Its name."""
    departement: str | None
    """Department of its address."""
    related: tuple[Related, ...]
    """Other places that explain it."""
    fix: Fix | None
    """How to mend it."""

    def __repr__(self) -> str:
        """The fields that tell findings apart."""
        return f"<Finding {self.code} {self.name} {self.severity} {self.file}:{self.line}:{self.column}>"

    def __str__(self) -> str:
        """One line, as compilers write it."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}[{self.code}] {self.message}"


@dataclass(frozen=True, slots=True)
class FileReport(Value):
    """What was found in one document."""

    path: str
    sha256: str | None
    dialect: str | None
    """``2.3``, ``2.2``, ``2.1``, ``2.0``, ``1.3``, ``1.2``, ``leger`` or ``edof``."""
    profile: str
    level: str
    encoding: str | None
    root: str | None
    """Local name of the root element."""
    bytes: int
    """Size of the document, decompressed."""
    formations: int
    actions: int
    sessions: int
    resumes: int
    truncated: bool
    """True when the document ends before its root does."""
    error: str | None
    """Why reading stopped before the end, when it did."""
    summary: Summary
    fixable: int
    """How many of the faults found have a fix."""
    findings: tuple[Finding, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rule(Value):
    """A rule of the catalogue; ``print`` it to read its page."""

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    source: str
    """Where the rule comes from."""
    bad: str
    """A fragment that breaks the rule."""
    good: str
    """The same fragment, mended."""

    def __str__(self) -> str:
        """The page of the rule, for people."""
        blocks = [f"{self.code} {self.name} ({self.severity})", self.title, self.why]
        blocks += [f"- {self.bad}"] if self.bad else []
        blocks += [f"+ {self.good}"] if self.good else []
        blocks += [self.source] if self.source else []
        return "\n\n".join(blocks)


@dataclass(frozen=True, slots=True)
class RegisterUse(Value):
    """A register that was used."""

    kind: str
    path: str
    date: str | None
    """The date of its data."""
    sha256: str


@dataclass(frozen=True, slots=True)
class NotEvaluated(Value):
    """A rule that could not be evaluated."""

    code: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Analysis(Value):
    """All that can be said of a text that should be an identifier."""

    kind: str
    text: str
    verdict: str
    """``valid``, ``not-canonical``, ``absent`` or ``invalid``."""
    value: str | None
    """The canonical form."""
    grouped: str | None
    """The form for people, in groups."""
    changes: tuple[str, ...]
    """What was put right to read it."""
    parts: tuple[tuple[str, str], ...]
    """What it is made of: names and values."""
    remarks: tuple[tuple[str, str], ...]
    """What there is to say of it, valid though it is: codes of rules and sentences."""
    departements: "tuple[Departement, ...]"
    """The departments that it may speak of, the most likely first."""
    regions: "tuple[Region, ...]"
    """The regions that it may speak of, the most likely first."""
    fault: str | None
    """Stable name of what is wrong."""
    message: str | None
    """What is wrong."""
    rule: str | None
    """Code of the rule that has something to say of it."""
    repair: str | None
    """What was probably meant."""
    advice: str | None
    """What to do next."""


@dataclass(frozen=True, slots=True)
class Verdict(Value):
    """Whether a perimeter holds a formation or an action."""

    situe: str
    """``dans``, ``par-exception``, ``hors`` or ``inconnu``."""
    motifs: tuple[str, ...]
    """Why."""
    carif_orefs: tuple[str, ...]
    """Whom to see about what lies elsewhere."""
    actions: "tuple[Verdict, ...]"
    """The verdict for each action, in the order of the offer."""

    @property
    def ok(self) -> bool:
        """Is it in the perimeter, by the rule or by an exception?"""
        return self.situe in {"dans", "par-exception"}
