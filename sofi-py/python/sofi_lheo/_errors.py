"""What sofi raises. What is wrong in a document is a finding, never an exception."""

import logging

logger = logging.getLogger("sofi_lheo")
"""Where sofi logs what it passes over."""
logger.addHandler(logging.NullHandler())


class SofiError(Exception):
    """The base of everything that sofi raises by itself."""


class InvalidIdentifier(SofiError, ValueError):
    """A text that is not the identifier it should be.

    >>> import sofi_lheo as sofi
    >>> try:
    ...     sofi.Siret("19511296600798")
    ... except sofi.InvalidIdentifier as error:
    ...     error.rule, error.fault
    ('SIR03', 'cle-fausse')
    """

    kind: str | None
    """Kind of identifier: ``siret``."""
    text: str | None
    """The text that was refused."""
    rule: str | None
    """Code of the rule that it breaks."""
    fault: str | None
    """Stable name of what is wrong: ``longueur``, ``cle-fausse``..."""
    repair: str | None
    """What was probably meant, to be accepted by somebody."""
    advice: str | None
    """What to do next, in French."""

    def __init__(
        self,
        message: str,
        *,
        kind: str | None = None,
        text: str | None = None,
        rule: str | None = None,
        fault: str | None = None,
        repair: str | None = None,
        advice: str | None = None,
    ) -> None:
        """Keep what is known."""
        super().__init__(message)
        self.kind = kind
        self.text = text
        self.rule = rule
        self.fault = fault
        self.repair = repair
        self.advice = advice


class FeedError(SofiError):
    """A feed, or a record of it, that cannot be read.

    >>> import sofi_lheo as sofi
    >>> try:
    ...     list(sofi.read(b"<lheo><offres></lheo>"))
    ... except sofi.FeedError as error:
    ...     error.path, error.line, error.column
    ('<bytes>', 1, 15)
    """

    path: str | None
    """The document: a path, a name, or ``archive.zip!/member.xml``."""
    line: int | None
    """Line, from 1."""
    column: int | None
    """Column, from 1, in characters."""
    offset: int | None
    """Byte of the decompressed document, from 0."""
    code: str | None
    """Code of the rule of form that is broken."""

    def __init__(
        self,
        message: str,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        offset: int | None = None,
        code: str | None = None,
    ) -> None:
        """Keep what is known."""
        super().__init__(message)
        self.path = path
        self.line = line
        self.column = column
        self.offset = offset
        self.code = code


class LimitExceeded(FeedError):
    """A feed that goes past a limit of size, depth or number."""


class CycleRefused(SofiError):
    """An act of the life cycle that is not possible; the message says why, in French."""
