"""Read five fields of each session: ``read_fields.py PEER SCHEMA FEED`` prints what was read, summed up.

The number and the title of the formation, the SIRET of the organisation that answers for it, the number of the session and the
day on which it starts. Every peer prints the same line, or has not read the same.
"""

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

Fields = tuple[str, str, str, str, datetime.date | None]


def sofi_read(schema: str, feed: str) -> Iterator[Fields]:
    """Offers; nothing is validated but what each value is."""
    import sofi_lheo

    for formation in sofi_lheo.read(feed):
        numero, intitule, siret = formation.numero, formation.intitule, formation.responsable.siret
        for action in formation.actions:
            for session in action.sessions:
                yield numero, intitule, siret, session.numero, session.periode.debut


def sofi_checked(schema: str, feed: str) -> Iterator[Fields]:
    """Records, each with what is found in it by the rules of the schema."""
    import sofi_lheo

    for formation, findings in sofi_lheo.checked(feed, level="xsd"):
        if findings:
            raise SystemExit("not valid")
        numero, intitule = formation.numero, formation.intitule_formation
        siret = formation.organisme_formation_responsable.siret_organisme_formation.siret
        for action in formation.action:
            for session in action.session:
                yield numero, intitule, siret, session.numero, session.periode.debut.date


def lxml(schema: str, feed: str) -> Iterator[Fields]:
    from lxml import etree

    of = "{http://lheo.gouv.fr/2.3}"
    responsable = f"{of}organisme-formation-responsable/{of}SIRET-organisme-formation/{of}SIRET"
    sessions, debut = f"{of}action/{of}session", f"{of}periode/{of}debut"
    with open(feed, "rb") as file:
        for _, formation in etree.iterparse(file, schema=etree.XMLSchema(file=schema), tag=of + "formation"):
            numero, intitule = formation.get("numero"), formation.findtext(of + "intitule-formation")
            siret = formation.findtext(responsable)
            for session in formation.iterfind(sessions):
                yield numero, intitule, siret, session.get("numero"), _day(session.findtext(debut))
            formation.clear()
            while formation.getprevious() is not None:
                del formation.getparent()[0]


def xsdata(schema: str, feed: str) -> Iterator[Fields]:
    """Classes that xsdata has generated from the schema, beside it; whole documents, as it reads them."""
    sys.path.insert(0, str(Path(schema).parent))
    from xsdata.formats.dataclass.parsers import XmlParser
    from xsdata_lheo import Lheo

    for formation in XmlParser().from_path(Path(feed), Lheo).offres.formation:
        siret = _text(formation.organisme_formation_responsable.siret_organisme_formation.siret)
        for action in formation.action:
            for session in action.session:
                debut = _day(_text(session.periode.debut))
                yield formation.numero, _text(formation.intitule_formation), siret, session.numero, debut


def pydantic_xml(schema: str, feed: str) -> Iterator[Fields]:
    """Classes written by hand for these five fields, all others passed over; nothing is validated against the schema."""
    from lxml import etree
    from pydantic_xml import BaseXmlModel, attr, element, wrapped

    names = {"": "http://lheo.gouv.fr/2.3"}

    class Session(BaseXmlModel, tag="session", nsmap=names, search_mode="unordered"):
        numero: str = attr()
        debut: str = wrapped("periode", element(tag="debut"))

    class Action(BaseXmlModel, tag="action", nsmap=names, search_mode="unordered"):
        sessions: list[Session] = element(tag="session")

    class Formation(BaseXmlModel, tag="formation", nsmap=names, search_mode="unordered"):
        numero: str = attr()
        intitule: str = element(tag="intitule-formation")
        actions: list[Action] = element(tag="action")
        siret: str = wrapped("organisme-formation-responsable/SIRET-organisme-formation", element(tag="SIRET"))

    of = "{http://lheo.gouv.fr/2.3}"
    with open(feed, "rb") as file:
        for _, record in etree.iterparse(file, tag=of + "formation"):
            formation = Formation.from_xml_tree(record)
            for action in formation.actions:
                for session in action.sessions:
                    yield formation.numero, formation.intitule, formation.siret, session.numero, _day(session.debut)
            record.clear()
            while record.getprevious() is not None:
                del record.getparent()[0]


def _text(value) -> str:
    return value if isinstance(value, str) else value.value


def _day(text: str) -> datetime.date | None:
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))


if __name__ == "__main__":
    peers = {
        "sofi-read": sofi_read,
        "sofi-checked": sofi_checked,
        "lxml": lxml,
        "xsdata": xsdata,
        "pydantic-xml": pydantic_xml,
    }
    count = characters = days = 0
    for numero, intitule, siret, session, debut in peers[sys.argv[1]](*sys.argv[2:]):
        count += 1
        characters += len(numero) + len(intitule) + len(siret) + len(session)
        days += debut.toordinal()
    print(count, characters, days)
