"""What a report is made of: plain frozen values, that compare, hash, pickle and copy."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    """Cannot be right, or would be refused."""
    WARNING = "warning"
    """Probably wrong, or refused by one consumer."""
    INFO = "info"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many findings of each severity: exact, also when some findings were not kept."""

    error: int
    warning: int
    info: int

    @property
    def total(self) -> int:
        """How many findings in all."""
        return self.error + self.warning + self.info


@dataclass(frozen=True, slots=True)
class Finding:
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

    def __repr__(self) -> str:
        """The fields that tell findings apart."""
        return f"<Finding {self.code} {self.name} {self.severity} {self.file}:{self.line}:{self.column}>"

    def __str__(self) -> str:
        """One line, as compilers write it."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}[{self.code}] {self.message}"


@dataclass(frozen=True, slots=True)
class FileReport:
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
class Rule:
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
