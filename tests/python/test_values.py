"""Findings, rules and exceptions are plain values."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import sofi_lheo as sofi
from hypothesis import given
from hypothesis import strategies as st

FIELDS = [field.name for field in dataclasses.fields(sofi.Finding)]

FINDING = sofi.Finding(
    code="LHE03",
    name="element-inconnu",
    severity=sofi.Severity.ERROR,
    message="<coordonneFs> n’existe pas dans LHEO 2.2",
    help=None,
    file="flux.xml",
    line=14,
    column=1,
    offset=300,
    end_offset=313,
    path="/lheo/offres/formation[1]/coordonneFs",
    element="coordonneFs",
    attribute=None,
    value=None,
    formation="F_1",
    action=None,
    session=None,
    record=None,
    siret="19511296600799",
    organisme="Un organisme",
    departement="44",
    related=(),
    fix=None,
)


def test_fields_of_findings() -> None:
    assert FIELDS == (
        "code name severity message help file line column offset end_offset path element attribute value "
        "formation action session record siret organisme departement related fix"
    ).split()


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda f: pickle.loads(pickle.dumps(f))])
def test_findings_are_values(again: Callable[[sofi.Finding], sofi.Finding]) -> None:
    other = again(FINDING)
    assert other == FINDING
    assert hash(other) == hash(FINDING)
    assert len({FINDING, other}) == 1
    assert type(other.severity) is sofi.Severity


def test_findings_are_frozen_and_readable() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FINDING.line = 15  # type: ignore[misc]
    assert dataclasses.replace(FINDING, line=15) != FINDING
    assert repr(FINDING) == "<Finding LHE03 element-inconnu error flux.xml:14:1>"
    assert str(FINDING) == "flux.xml:14:1: error[LHE03] <coordonneFs> n’existe pas dans LHEO 2.2"
    assert list(dataclasses.asdict(FINDING)) == FIELDS


def test_severities() -> None:
    assert [severity.value for severity in sofi.Severity] == ["error", "warning", "info"]
    assert str(sofi.Severity("error")) == "error"


def test_the_catalogue() -> None:
    rules = sofi.rules()
    assert len({rule.code for rule in rules}) == len(rules) > 50
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(isinstance(rule.severity, sofi.Severity) and rule.title and rule.why for rule in rules)
    assert [rule.code for rule in sofi.rules(lang="en")] == [rule.code for rule in rules]
    for rule in rules:
        assert sofi.explain(rule.code.lower()) == sofi.explain(rule.name) == rule
        assert pickle.loads(pickle.dumps(rule)) == rule
        assert str(rule).startswith(f"{rule.code} {rule.name}")


def test_exceptions() -> None:
    for error in (sofi.InvalidIdentifier, sofi.FeedError, sofi.LimitExceeded):
        assert issubclass(error, sofi.SofiError)
        other = pickle.loads(pickle.dumps(error("why")))
        assert type(other) is error
        assert other.args == ("why",)


def test_version() -> None:
    assert sofi.__version__.split(".")[0].isdigit()
    missing: list[Any] = [name for name in sofi.__all__ if not hasattr(sofi, name)]
    assert not missing


@given(st.binary(max_size=300), st.sampled_from(["xsd", "strict", "full"]))
def test_any_bytes_give_a_report(document: bytes, level: Any) -> None:
    report = sofi.check(document, level=level)
    assert report.summary.total >= len(report.findings)
    assert report.ok == (report.summary.error == 0)
    assert not report.ok, "nothing so short and random is a valid document"
