"""Checks the French training offer in LHEO XML (SOFI, Offre Info, EDOF).

>>> import sofi_lheo as sofi
>>> report = sofi.check(b"<lheo/>", level="strict")
>>> report.ok
False
"""

from ._errors import FeedError, InvalidIdentifier, LimitExceeded, SofiError
from ._model import FileReport, Finding, Rule, Severity, Summary
from ._native import Report, __version__, canonicalise, check, explain, rules

__all__ = [
    "FeedError",
    "FileReport",
    "Finding",
    "InvalidIdentifier",
    "LimitExceeded",
    "Report",
    "Rule",
    "Severity",
    "SofiError",
    "Summary",
    "__version__",
    "canonicalise",
    "check",
    "explain",
    "rules",
]
