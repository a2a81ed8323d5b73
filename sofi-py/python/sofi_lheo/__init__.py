"""Checks the French training offer in LHEO XML (SOFI, Offre Info, EDOF).

>>> import sofi_lheo as sofi
>>> report = sofi.check(b"<lheo/>", level="strict")
>>> report.ok
False
"""

from ._errors import FeedError, InvalidIdentifier, LimitExceeded, SofiError
from ._model import FileReport, Finding, Rule, Severity, Summary
from ._native import Report, Table, __version__, canonicalise, check, explain, rules, tables
from ._tables import Column, Tables

__all__ = [
    "Column",
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
    "Table",
    "Tables",
    "__version__",
    "canonicalise",
    "check",
    "explain",
    "rules",
    "tables",
]
