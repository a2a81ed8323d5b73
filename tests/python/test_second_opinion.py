"""Dates, declaration numbers and UAI codes judged twice: by sofi, and by what is written here from the catalogue of rules alone.

Nothing here is taken from the Rust code: shapes are regular expressions, dates are those of Python, regions are lists of departments.
Each value is judged for being right, for the rule that it breaks, and for what may be said of it when it is right.
"""

from __future__ import annotations

import calendar
import datetime
import random
import re
from collections.abc import Callable

import pytest
import sofi_lheo as sofi

VALUES = 20_000
SEED = 20261125

# --- declaration numbers: NDA-01 to NDA-11 ------------------------------------------------------------------------

CURRENT = """01 97 02 97 03 97 04 97 06 97 11 75,77,78,91,92,93,94,95 24 18,28,36,37,41,45 27 21,25,39,58,70,71,89,90 28 14,27,50,61,76
32 02,59,60,62,80 44 08,10,51,52,54,55,57,67,68,88 52 44,49,53,72,85 53 22,29,35,56 75 16,17,19,23,24,33,40,47,64,79,86,87
76 09,11,12,30,31,32,34,46,48,65,66,81,82 84 01,03,07,15,26,38,42,43,63,69,73,74 93 04,05,06,13,83,84 94 20,2A,2B"""
FORMER = """21 08,10,51,52 22 02,60,80 23 27,76 25 14,50,61 26 21,58,71,89 31 59,62 41 54,55,57,88 42 67,68 43 25,39,70,90 54 16,17,79,86
72 24,33,40,47,64 73 09,12,31,32,46,65,81,82 74 19,23,87 82 01,07,26,38,42,69,73,74 83 03,15,43,63 91 11,30,34,48,66"""
FORMER_OVERSEAS = {"95", "96", "97", "98"}


def prefixes(table: str) -> dict[str, set[str]]:
    words = table.split()
    return {prefix: set(groups.split(",")) for prefix, groups in zip(words[::2], words[1::2], strict=True)}


CURRENT_PREFIXES, FORMER_PREFIXES = prefixes(CURRENT), prefixes(FORMER)
SHAPE = re.compile(r"[0-9]{2}([0-9]{2}|2[AB])([0-9]|P)[0-9]{4}([0-9]{2}|2[AB])")
FILLERS = {"00000000000", "99999999999", "12345678901", "XXXXXXXXXXX"}


def judge_nda(text: str) -> str | list[str]:
    """The rule that is broken, or the remarks."""
    if text in FILLERS or (len(text) < 11 and not text.strip("0")):
        return "NDA11"
    padded = "0" + text
    if len(text) == 10 and SHAPE.fullmatch(padded) and padded[:2] in CURRENT_PREFIXES and padded[2:4] == padded[9:] == "97":
        return "NDA10"
    if len(text) != 11:
        return "NDA01"
    if not SHAPE.fullmatch(text):
        return "NDA02"
    prefix, first, last = text[:2], text[2:4], text[9:]
    if not ("01" <= prefix <= "06" or "11" <= prefix <= "98"):
        return "NDA05"
    remarks = []
    known = CURRENT_PREFIXES | FORMER_PREFIXES | {prefix: {"97"} for prefix in FORMER_OVERSEAS}
    if prefix not in known or prefix in FORMER_PREFIXES:
        # Older numbers keep the region that gave them: worth a word, as an unknown prefix is.
        remarks.append("NDA05")
    elif prefix in FORMER_OVERSEAS:
        remarks.append("NDA07")
    if first != last:
        remarks.append("NDA04")
    elif prefix in known and first not in known[prefix]:
        remarks.append("NDA06")
    return remarks


def any_nda(chance: random.Random) -> str:
    known = [*CURRENT_PREFIXES, *FORMER_PREFIXES, *FORMER_OVERSEAS]
    prefix = chance.choice(known) if chance.random() < 0.9 else f"{chance.randrange(100):02}"
    groups = sorted((CURRENT_PREFIXES | FORMER_PREFIXES).get(prefix, {"97"}))
    first = chance.choice(groups) if chance.random() < 0.8 else chance.choice(["2A", "2B", "20", "97", f"{chance.randrange(100):02}"])
    last = first if chance.random() < 0.8 else f"{chance.randrange(100):02}"
    order = chance.choice(["P", *"0123456789"]) + f"{chance.randrange(10_000):04}"
    return prefix + first + order + last


# --- UAI codes: UAI-01 to UAI-03 ------------------------------------------------------------------------------------

LETTERS = [letter for letter in map(chr, range(ord("A"), ord("Z") + 1)) if letter not in "IOQ"]


def judge_uai(text: str) -> str | list[str]:
    shape = re.fullmatch(r"([0-9]{6,7})([A-Z])", text)
    if shape is None:
        return "UAI01"
    number, letter = shape.groups()
    is_right = letter == LETTERS[int(number) % 23]
    if len(number) == 7:
        return [] if is_right else "UAI02"
    return "UAI03" if is_right else "UAI01"


def any_uai(chance: random.Random) -> str:
    number = f"{chance.choice([chance.randrange(1, 976), 620, 720, 974]):03}{chance.randrange(10_000):04}"
    letter = LETTERS[int(number) % 23] if chance.random() < 0.7 else chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (number.lstrip("0") if chance.random() < 0.2 else number) + letter


# --- dates: SES-01, SES-05 --------------------------------------------------------------------------------------------


def days(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day that a date can be; None when it tells nothing, ValueError when it is none."""
    if text in ("00000000", "99999999"):
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if month == 0 and day == 0:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if day == 0:
        return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day), datetime.date(year, month, day)


def judge_date(text: str) -> str | list[str]:
    if not re.fullmatch(r"[0-9]{8}", text):
        # Another form in which people write a date is known again as one, and refused all the same.
        return "SES01"
    try:
        days(text)
    except (ValueError, IndexError):
        return "SES05"
    return []


def any_date(chance: random.Random) -> str:
    year = chance.choice([0, 1, 1900, 2000, 2023, 2024, 9999, chance.randrange(10_000)])
    month, day = chance.randrange(14), chance.choice([0, 1, 28, 29, 30, 31, 32, chance.randrange(100)])
    return chance.choice(["00000000", "99999999"]) if chance.random() < 0.02 else f"{year:04}{month:02}{day:02}"


# --- the comparison ----------------------------------------------------------------------------------------------------


def damaged(text: str, chance: random.Random) -> str:
    """The value with an accident of typing, or as it is."""
    at = chance.randrange(len(text))
    letter = chance.choice("0123456789ABPXZ")
    edits = [text, text, text, text[:at] + letter + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + letter + text[at:]]
    return chance.choice(edits)


KINDS: dict[type[sofi.Identifier], tuple[Callable[[random.Random], str], Callable[[str], str | list[str]], list[str]]] = {
    sofi.NumeroActivite: (any_nda, judge_nda, ["0", "", "0" * 10, *FILLERS, "04973676397", "4973676397", "2151P001151", "99440363444", "07440363444", "10440363444"]),
    sofi.CodeUai: (any_uai, judge_uai, ["0951099D", "951099D", "6200002H", "0951099C", "0123456A", "09510990", "D0951099"]),
    sofi.PartialDate: (any_date, judge_date, ["20240229", "20230229", "19000229", "20000229", "20260400", "20261300", "20260010", "00000100", "00000001", "99999999"]),
}


def judged(kind: type[sofi.Identifier], text: str) -> str | list[str]:
    try:
        value = kind(text)
    except sofi.InvalidIdentifier as refusal:
        return refusal.rule
    return [code for code, _ in value.remarks]


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_judged_alike(kind: type[sofi.Identifier]) -> None:
    draw, judge, bounds = KINDS[kind]
    chance = random.Random(SEED)
    texts = bounds + [damaged(draw(chance), chance) for _ in range(VALUES)]
    verdicts: dict[str, int] = {}
    differences = []
    for text in texts:
        ours, expected = judged(kind, text), judge(text)
        if isinstance(expected, list):
            expected = sorted(expected)
            ours = sorted(ours) if isinstance(ours, list) else ours
            if kind is sofi.CodeUai and isinstance(ours, list):
                # Whether the territory exists is another table.
                ours = [code for code in ours if code != "UAI04"]
        if ours != expected:
            differences.append((text, ours, expected))
        name = str(expected)
        verdicts[name] = verdicts.get(name, 0) + 1
    print(f"{kind.__name__}: {len(texts)} values, {verdicts}")
    assert differences == [], f"{len(differences)}: {differences[:20]}"
    assert len(verdicts) >= 3 and 1_000 < verdicts.get("[]", 0), f"every verdict is seen: {verdicts}"


def test_all_days_of_two_centuries() -> None:
    """Every month and day of these years, those that do not exist too."""
    for year in [*range(1899, 2102), 1, 9999]:
        for month in range(14):
            for day in range(34) if month in (2, 12) else (0, 1, 30, 31, 32):
                text = f"{year:04}{month:02}{day:02}"
                assert judged(sofi.PartialDate, text) == judge_date(text), text


def test_the_days_that_a_date_can_be() -> None:
    chance = random.Random(SEED)
    compared = 0
    for _ in range(5_000):
        text = any_date(chance)
        if judge_date(text) != []:
            continue
        value, expected = sofi.PartialDate(text), days(text)
        assert (value.earliest, value.latest) == (expected or (None, None)), text
        compared += 1
    assert compared > 500


def test_a_session_that_ends_before_it_starts() -> None:
    """SES-02 by intervals: only what is certain is a fault."""
    feed = sofi.generate(formations=1, seed=5).decode()
    period = re.compile(r"<periode>.*?</periode>", re.S)
    chance = random.Random(SEED)
    bounds = ["00000000", "99999999", "20260000", "20260900", "20260901", "20260930", "20261000", "20261001", "20270000", "20260831"]
    verdicts = [0, 0]
    for _ in range(300):
        start, end = chance.choice(bounds), chance.choice(bounds)
        document = period.sub(f"<periode><debut>{start}</debut><fin>{end}</fin></periode>", feed)
        report = sofi.check(document.encode(), as_of=datetime.date(2026, 9, 1), select=["SES02"])
        ours = any(finding.code == "SES02" for finding in report.findings)
        first, last = days(start), days(end)
        expected = first is not None and last is not None and last[1] < first[0]
        assert ours == expected, (start, end)
        verdicts[expected] += 1
    assert min(verdicts) > 30, verdicts
