"""The life of an offer: from the first keystroke to the channels that show it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _native
from ._model import Value

if TYPE_CHECKING:
    from ._offre import Formation

Niveau: TypeAlias = Literal["formation", "action", "session"]
Acteur: TypeAlias = Literal["organisme", "carif-oref", "systeme"]


@dataclass(frozen=True, slots=True, order=True)
class Objet(Value):
    """A formation, an action or a session, by its number: ``Objet("session", "21_123456")``."""

    niveau: Niveau
    numero: str


@dataclass(frozen=True, slots=True)
class Evenement(Value):
    """Something that was done."""

    date: datetime.date
    acteur: str
    acte: str
    """``saisir``, ``soumettre``, ``valider``..."""
    avant: str | None
    """The state before; None at birth."""
    apres: str
    """The state after."""
    version: int
    entraine_par: Objet | None
    """What the act was done to, when this element only followed."""
    motif: str | None
    """Why it was refused."""


@dataclass(frozen=True, slots=True)
class Publication(Value):
    """The version that channels receive."""

    version: int
    depuis: datetime.date
    """The day on which the clock of delivery started."""


@dataclass(frozen=True, slots=True)
class Suivi(Value):
    """What is kept of a formation, an action or a session."""

    objet: Objet
    parent: Objet | None
    etat: str
    """``en-cours-de-saisie``, ``soumise``, ``validee``, ``refusee``, ``suspendue``, ``annulee`` or ``archivee``."""
    provenance: str
    siret: str | None
    version: int
    remplace: str | None
    """The session that it renews."""
    remplacee_par: str | None
    historique: tuple[Evenement, ...]

    @property
    def motif(self) -> str | None:
        """Why it was refused, while it is."""
        refusals = [it.motif for it in self.historique if it.acte == "refuser"]
        return refusals[-1] if self.etat == "refusee" and refusals else None


@dataclass(frozen=True, slots=True)
class Situation(Value):
    """What a session is on a day."""

    phase: str
    """``a-venir``, ``en-cours``, ``terminee``, ``incertaine`` or ``sans-date``."""
    active: bool
    """Published, and not over for certain."""
    perimee: bool
    """Still published, although it is over for certain."""
    permanente: bool
    """People enter and leave all along."""


@dataclass(frozen=True, slots=True)
class Reponse(Value):
    """Why a session is not on a channel."""

    messages: tuple[str, ...]
    """Everything that explains it, the first thing to deal with first."""
    responsable: str
    """Whose turn it is: ``organisme``, ``carif-oref``..."""
    au_plus_tot: datetime.date | None
    """The first day on which to look there; None while it is not published."""
    attendu_avant: datetime.date | None
    """The last day on which waiting is normal; None when nothing was promised."""

    @property
    def message(self) -> str:
        """What to tell the asker: the first cause, and what to do."""
        return self.messages[0]


class TableauDeBord:
    """A dashboard: formations, actions and sessions, and what was done to them. Acts that are not possible raise CycleRefused.

    >>> import datetime, sofi_lheo as sofi
    >>> def day(number): return datetime.date(2026, 3, number)
    >>> tableau = sofi.TableauDeBord()
    >>> tableau.add_formation("21_1001", "19511296600799", date=day(2))
    >>> tableau.add_action("21_2001", "21_1001", date=day(2))
    >>> tableau.add_session("21_123456", "21_2001", date=day(2), debut=day(16), fin=day(27))
    >>> session = sofi.Objet("session", "21_123456")
    >>> tableau.why("21_123456", "19511296600799", "aude", day(3)).responsable
    'organisme'
    >>> tableau.apply(session, "soumettre", by="organisme", date=day(3))
    >>> tableau.apply(sofi.Objet("formation", "21_1001"), "valider", by="carif-oref", date=day(4))
    >>> tableau.get(session).etat, tableau.publication(session).depuis
    ('validee', datetime.date(2026, 3, 4))
    >>> tableau.why("21_123456", "19511296600799", "aude", day(5)).au_plus_tot
    datetime.date(2026, 3, 6)
    """

    __slots__ = ("_tableau",)

    def __init__(self, journal: str | None = None) -> None:
        """Start an empty one, or make it again from its journal."""
        self._tableau = _native.Tableau(journal)

    def _order(self, **order: object) -> None:
        self._tableau.execute(json.dumps(order))

    def _add(
        self, numero: str, rang: dict[str, object], provenance: str, by: str | None, date: datetime.date
    ) -> None:
        fiche = {"numero": numero, "provenance": provenance, "rang": rang}
        acteur = by or ("organisme" if provenance == "saisie" else "systeme")
        self._order(ordre="inscrire", fiche=fiche, acteur=acteur, date=date.isoformat())

    def add_formation(
        self, numero: str, siret: str, *, date: datetime.date, provenance: str = "saisie", by: Acteur | None = None
    ) -> None:
        """Bring in a formation of the organisation that has this SIRET."""
        self._add(numero, {"niveau": "formation", "siret": siret}, provenance, by, date)

    def add_action(
        self, numero: str, formation: str, *, date: datetime.date, provenance: str = "saisie", by: Acteur | None = None
    ) -> None:
        """Bring in an action of a formation."""
        self._add(numero, {"niveau": "action", "formation": formation}, provenance, by, date)

    def add_session(
        self,
        numero: str,
        action: str,
        *,
        date: datetime.date,
        debut: datetime.date | None = None,
        fin: datetime.date | None = None,
        permanent: bool = False,
        cadre: str = "formation-continue-privee",
        dispositif: str | None = None,
        cpf: bool | None = None,
        provenance: str = "saisie",
        by: Acteur | None = None,
    ) -> None:
        """Bring in a session of an action, with what the life cycle and the channels look at."""
        contenu = contenu_de(debut, fin, permanent, cadre, dispositif, cpf)
        rang: dict[str, object] = {"niveau": "session", "action": action, "contenu": contenu}
        self._add(numero, rang, provenance, by, date)

    def apply(
        self,
        objet: Objet,
        acte: str,
        *,
        by: Acteur,
        date: datetime.date,
        motif: str | None = None,
        par: str | None = None,
        contenu: dict[str, object] | None = None,
    ) -> None:
        """Act on an element.

        :param acte: ``soumettre``, ``corriger``, ``valider``, ``refuser`` (with ``motif``), ``suspendre``, ``annuler``,
            ``archiver``, ``rouvrir``, ``renouveler`` (with ``par``, the new number, and its ``contenu``) or ``integrer``.
        :param contenu: what :func:`contenu_de` makes of new dates.
        """
        details = {"motif": motif, "par": par, "contenu": contenu}
        told = {"verbe": acte, **{name: it for name, it in details.items() if it is not None}}
        self._order(ordre="agir", objet=objet.to_dict(), acte=told, acteur=by, date=date.isoformat())

    def reserve(self, objet: Objet) -> None:
        """Keep a number from being given here, because it was given elsewhere."""
        self._order(ordre="reserver", objet=objet.to_dict())

    def archive_ended(self, day: datetime.date) -> tuple[Objet, ...]:
        """Put away what is long over: the elements that were."""
        return tuple(Objet(niveau, numero) for niveau, numero in self._tableau.archive_ended(day))

    def get(self, objet: Objet) -> Suivi | None:
        """Give what is kept of an element; None when it is not known."""
        found = self._tableau.suivi(objet.niveau, objet.numero)
        return None if found is None else _suivi(json.loads(found))

    def publication(self, objet: Objet) -> Publication | None:
        """Give the version of an element that channels receive; None when it is not published."""
        found = self._tableau.publication(objet.niveau, objet.numero)
        return None if found is None else Publication(*found)

    def situation(self, objet: Objet, day: datetime.date) -> Situation | None:
        """Say what a session is on a day; None when it is not known."""
        found = self._tableau.situation(objet.numero, day)
        return None if found is None else Situation(**json.loads(found))

    def possible(self, objet: Objet, by: Acteur) -> tuple[str, ...]:
        """Give the acts that this actor may do to an element."""
        return tuple(self._tableau.actes(objet.niveau, objet.numero, by))

    def why(
        self,
        numero: str,
        siret: str,
        canal: str,
        day: datetime.date,
        *,
        export: Literal["reussi", "echoue", "inconnu"] = "inconnu",
        lang: Literal["fr", "en"] = "fr",
    ) -> Reponse:
        """Say why a session is not on a channel (``aude``, ``kairos``, ``mon-compte-formation``...), and whose turn it is."""
        return _reponse(self._tableau.ask(numero, siret, canal, day, export=export, lang=lang))

    def to_json(self) -> str:
        """Give the journal: all that was done, from which the dashboard can be made again."""
        return self._tableau.journal()

    @classmethod
    def from_json(cls, journal: str) -> TableauDeBord:
        """Make a dashboard again from its journal."""
        return cls(journal)

    def __eq__(self, other: object) -> bool:
        """Dashboards on which the same was done are equal."""
        return self.to_json() == other.to_json() if isinstance(other, TableauDeBord) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[TableauDeBord], tuple[str]]:
        """Pickle the journal."""
        return (TableauDeBord, (self.to_json(),))


def contenu_de(
    debut: datetime.date | None = None,
    fin: datetime.date | None = None,
    permanent: bool = False,
    cadre: str = "formation-continue-privee",
    dispositif: str | None = None,
    cpf: bool | None = None,
) -> dict[str, object]:
    """Make what the life cycle looks at in a session, for :meth:`TableauDeBord.apply`."""

    def bounds(day: datetime.date | None) -> dict[str, str | None]:
        text = None if day is None else day.isoformat()
        return {"earliest": text, "latest": text}

    calendrier = {"debut": bounds(debut), "fin": bounds(fin), "permanent": permanent}
    return {"cadre": cadre, "calendrier": calendrier, "dispositif": dispositif, "cpf": cpf}


def why(
    formation: Formation,
    session: str,
    canal: str,
    day: datetime.date,
    *,
    siret: str | None = None,
    lang: Literal["fr", "en"] = "fr",
) -> Reponse | None:
    """Say why a session of a feed is not on a channel, by what the feed says; None when the formation has no such session.

    :param siret: the SIRET of the organisation that asks.
    """
    found = _native.ask_feed(formation, session, canal, day, siret=siret, lang=lang)
    return None if found is None else _reponse(found)


def _reponse(text: str) -> Reponse:
    it = json.loads(text)
    window = it["fenetre"] or {}
    return Reponse(
        tuple(it["messages"]), it["responsable"], _day(window.get("au_plus_tot")), _day(window.get("attendu_avant"))
    )


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _objet(it: dict[str, Any] | None) -> Objet | None:
    return None if it is None else Objet(**it)


def _suivi(it: dict[str, Any]) -> Suivi:
    return Suivi(
        Objet(**it["objet"]),
        _objet(it["parent"]),
        it["etat"],
        it["provenance"],
        it["siret"],
        it["version"],
        it["remplace"],
        it["remplacee_par"],
        tuple(
            Evenement(
                datetime.date.fromisoformat(event["date"]),
                event["acteur"],
                event["acte"]["verbe"],
                event["avant"],
                event["apres"],
                event["version"],
                _objet(event["entraine_par"]),
                event["acte"].get("motif"),
            )
            for event in it["historique"]
        ),
    )
