"""Identifiers: texts that are checked when they are made, and that know what they say.

Each is a ``str`` in its canonical form: it compares, hashes, sorts and pickles as one.
"""

from __future__ import annotations

import datetime
from typing import ClassVar, Final, Self

from . import _native
from ._errors import InvalidIdentifier
from ._model import Analysis


class Invalid(str):
    """A text that is not the value that it should be, as it stands in an offer.

    >>> import sofi_lheo as sofi
    >>> sofi.Organisme(siret="1951").siret
    Invalid('1951')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Show that it is no value."""
        return f"Invalid({str(self)!r})"


class Departement(str):
    """A department, by its code.

    >>> import sofi_lheo as sofi
    >>> sofi.Departement("44").nom, sofi.Departement("44").region.nom
    ('Loire-Atlantique', 'Pays de la Loire')
    """

    __slots__ = ()

    def __new__(cls, code: str) -> Self:
        """Check the code."""
        found = _native.departement(code)
        if found is None:
            raise ValueError(f"{code!r} is no department")
        return str.__new__(cls, found[0])

    @property
    def nom(self) -> str:
        """Its name."""
        found = _native.departement(self)
        return found[1] if found else ""

    @property
    def region(self) -> Region | None:
        """Its region."""
        found = _native.departement(self)
        return Region(found[2]) if found and found[2] else None

    def __repr__(self) -> str:
        """Show what it is."""
        return f"Departement({str(self)!r})"


class Region(str):
    """A region of today, by its Insee code or its name; it is its code.

    >>> import sofi_lheo as sofi
    >>> sofi.Region("bretagne")
    Region('53')
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text."""
        found = _native.region(text)
        if found is None:
            raise ValueError(f"{text!r} is no region")
        return str.__new__(cls, found[0])

    @property
    def nom(self) -> str:
        """Its name."""
        found = _native.region(self)
        return found[1] if found else ""

    @property
    def departements(self) -> tuple[Departement, ...]:
        """Its departments."""
        found = _native.region(self)
        return tuple(Departement(code) for code in found[2]) if found else ()

    def __repr__(self) -> str:
        """Show what it is."""
        return f"Region({str(self)!r})"


class Identifier(str):
    """What all identifiers have. ``lenient`` reads what means one without doubt, such as a SIRET with blanks."""

    __slots__ = ()

    KIND: ClassVar[str]
    """Its kind, as the command names it."""

    def __new__(cls, text: str, *, lenient: bool = False) -> Self:
        """Check the text, or raise InvalidIdentifier."""
        if not isinstance(text, str):
            raise TypeError(f"{cls.__name__} takes a str, not {type(text).__name__}")
        found = _native.canonical(cls.KIND, text, lenient)
        if found is None:
            analysis = _native.analyse(cls.KIND, text)
            why = analysis.message or "the writing is not the canonical one, which lenient=True takes"
            raise InvalidIdentifier(
                f"{cls.__name__}: {text!r}: {why}",
                kind=cls.KIND,
                text=text,
                rule=analysis.rule,
                fault=analysis.fault or "non-canonique",
                repair=analysis.repair or analysis.value,
                advice=analysis.advice,
            )
        return str.__new__(cls, found)

    @classmethod
    def parse(cls, text: str, *, lenient: bool = False) -> Self | None:
        """Give the identifier, or None when the text is none."""
        try:
            return cls(text, lenient=lenient)
        except InvalidIdentifier:
            return None

    @classmethod
    def analyse(cls, text: str, *, lang: str = "fr") -> Analysis:
        """Say all that can be said of a text, valid or not."""
        return _native.analyse(cls.KIND, text, lang=lang)

    @property
    def grouped(self) -> str:
        """The form for people, in groups."""
        return self.analyse(self).grouped or str(self)

    @property
    def parts(self) -> dict[str, str]:
        """What it is made of, by French names."""
        return dict(self.analyse(self).parts)

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What there is to say of it, valid though it is: codes of rules and sentences."""
        return self.analyse(self).remarks

    @property
    def departement(self) -> Departement | None:
        """The department that it speaks of, when there is no doubt."""
        found = self.analyse(self).departements
        return found[0] if len(found) == 1 else None

    @property
    def region(self) -> Region | None:
        """The region that it speaks of, when there is no doubt."""
        found = self.analyse(self).regions
        return found[0] if len(found) == 1 else None

    def __repr__(self) -> str:
        """Show what it is."""
        return f"{type(self).__name__}({str(self)!r})"


class Siren(Identifier):
    """The number of an enterprise: 9 digits.

    >>> import sofi_lheo as sofi
    >>> sofi.Siren("195112966").grouped
    '195 112 966'
    """

    __slots__ = ()
    KIND = "siren"


class Siret(Identifier):
    """The number of an establishment: 14 digits.

    >>> import sofi_lheo as sofi
    >>> siret = sofi.Siret("195 112 966 00799", lenient=True)
    >>> siret, siret.siren, siret.nic
    (Siret('19511296600799'), Siren('195112966'), '00799')
    """

    __slots__ = ()
    KIND = "siret"

    @property
    def siren(self) -> Siren:
        """The enterprise."""
        return str.__new__(Siren, self[:9])

    @property
    def nic(self) -> str:
        """The five last digits."""
        return self[9:]


class NumeroTva(Identifier):
    """A French VAT number.

    >>> import sofi_lheo as sofi
    >>> sofi.NumeroTva("FR40303265045").siren
    Siren('303265045')
    """

    __slots__ = ()
    KIND = "tva"

    @property
    def siren(self) -> Siren | None:
        """The enterprise."""
        return Siren.parse(self[4:])


class NumeroActivite(Identifier):
    """A declaration of activity number (NDA): 11 characters.

    >>> import sofi_lheo as sofi
    >>> sofi.NumeroActivite("52 44 03634 44", lenient=True).region
    Region('52')
    """

    __slots__ = ()
    KIND = "nda"


class CodeUai(Identifier):
    """The code of a school: 7 digits and a letter.

    >>> import sofi_lheo as sofi
    >>> sofi.CodeUai("0951099D").departement
    Departement('95')
    """

    __slots__ = ()
    KIND = "uai"


class CodeRncp(Identifier):
    """A code of the RNCP: ``RNCP37274``."""

    __slots__ = ()
    KIND = "rncp"

    @property
    def numero(self) -> int:
        """The number."""
        return int(self[4:])


class CodeRs(Identifier):
    """A code of the Répertoire spécifique: ``RS6117``."""

    __slots__ = ()
    KIND = "rs"

    @property
    def numero(self) -> int:
        """The number."""
        return int(self[2:])


class CodeCpf(Identifier):
    """A code of the CPF: ``CPF206``, or a number of before 2019."""

    __slots__ = ()
    KIND = "cpf"


class CodeCertifInfo(Identifier):
    """A code of Certif Info."""

    __slots__ = ()
    KIND = "certifinfo"


class CodeBloc(Identifier):
    """The code of a part of a certification: ``RNCP37274BC01``."""

    __slots__ = ()
    KIND = "bloc"


class Formacode(Identifier):
    """A code of the thesaurus Formacode: 5 digits."""

    __slots__ = ()
    KIND = "formacode"


class CodeNsf(Identifier):
    """A code of the nomenclature of specialities: 3 digits."""

    __slots__ = ()
    KIND = "nsf"


class CodeRome(Identifier):
    """A code of the directory of trades: a letter and 4 digits."""

    __slots__ = ()
    KIND = "rome"


class CodePostal(Identifier):
    """A postal code."""

    __slots__ = ()
    KIND = "cp"


class CodeCommune(Identifier):
    """The Insee code of a commune.

    >>> import sofi_lheo as sofi
    >>> sofi.CodeCommune("44109").departement.nom
    'Loire-Atlantique'
    """

    __slots__ = ()
    KIND = "commune"


class NumeroSession(Identifier):
    """An Intercarif number: that of a Carif-Oref, and its own: ``21_123456``."""

    __slots__ = ()
    KIND = "session"


class CleMinistere(Identifier):
    """The key of a certification by the ministry of work."""

    __slots__ = ()
    KIND = "cle-ministere"


class PartialDate(Identifier):
    """A date of which not all is known, as LHEO writes it: ``20260900`` is a month, ``99999999`` an unknown end.

    A date that is known to the day is a ``datetime.date``.

    >>> import sofi_lheo as sofi
    >>> september = sofi.PartialDate("20260900")
    >>> september.precision, september.earliest, september.latest
    ('month', datetime.date(2026, 9, 1), datetime.date(2026, 9, 30))
    """

    __slots__ = ()
    KIND = "date"

    @property
    def precision(self) -> str:
        """How much is known: ``day``, ``month``, ``year``, ``unknown`` or ``unknown-end``."""
        if self == "00000000":
            return "unknown"
        if self == "99999999":
            return "unknown-end"
        if self.endswith("0000"):
            return "year"
        return "month" if self.endswith("00") else "day"

    @property
    def year(self) -> int | None:
        """The year, when it is known."""
        return None if self.precision.startswith("unknown") else int(self[:4])

    @property
    def month(self) -> int | None:
        """The month, when it is known."""
        return int(self[4:6]) if self.precision in {"day", "month"} else None

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that it can be."""
        if self.year is None:
            return None
        return datetime.date(self.year, self.month or 1, int(self[6:]) or 1)

    @property
    def latest(self) -> datetime.date | None:
        """The last day that it can be."""
        if self.year is None or self.precision == "day":
            return self.earliest
        month = self.month or 12
        if (self.year, month) == (datetime.MAXYEAR, 12):
            return datetime.date.max
        after = datetime.date(self.year + month // 12, month % 12 + 1, 1)
        return after - datetime.timedelta(days=1)


BY_KIND: Final[dict[str, type[Identifier]]] = {
    it.KIND: it
    for it in (
        Siren,
        Siret,
        NumeroTva,
        NumeroActivite,
        CodeUai,
        CodeRncp,
        CodeRs,
        CodeCpf,
        CodeCertifInfo,
        CodeBloc,
        Formacode,
        CodeNsf,
        CodeRome,
        CodePostal,
        CodeCommune,
        NumeroSession,
        CleMinistere,
        PartialDate,
    )
}
"""The class of each kind of identifier."""


def identifier(kind: str, text: str, *, lenient: bool = False) -> Identifier:
    """Make the identifier of this kind: ``identifier("siret", "19511296600799")``."""
    try:
        return BY_KIND[kind](text, lenient=lenient)
    except KeyError:
        raise ValueError(f"kind={kind!r}: expected one of {', '.join(BY_KIND)}") from None


