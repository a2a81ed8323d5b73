"""The table of sessions as a data frame of polars: ``sessions.py sofi|lxml FEED`` prints its shape and a digest of what it holds;
``sessions.py nothing FEED`` imports what both do."""

from __future__ import annotations

import datetime
import sys
import zlib

import polars as pl

DATES = ["date_creation", "date_maj", "debut", "fin", "debut_inscription", "fin_inscription"]
COLUMNS: dict[str, pl.DataType] = {
    "cle_formation": pl.Int64(),
    "numero_formation": pl.String(),
    "cle_action": pl.Int64(),
    "numero_action": pl.String(),
    "cle_session": pl.Int64(),
    "numero_session": pl.String(),
    "reference": pl.String(),
    "info": pl.String(),
    "id": pl.String(),
    "tag": pl.String(),
    "date_creation": pl.Date(),
    "date_creation_brut": pl.String(),
    "date_maj": pl.Date(),
    "date_maj_brut": pl.String(),
    "debut": pl.Date(),
    "debut_brut": pl.String(),
    "fin": pl.Date(),
    "fin_brut": pl.String(),
    "permanente": pl.Boolean(),
    "debut_inscription": pl.Date(),
    "debut_inscription_brut": pl.String(),
    "fin_inscription": pl.Date(),
    "fin_inscription_brut": pl.String(),
    "modalites_inscription": pl.String(),
    "codepostal_inscription": pl.String(),
    "ville_inscription": pl.String(),
    "etat_recrutement": pl.String(),
    "urls": pl.List(pl.String()),
    "nb_recrutements": pl.Int64(),
}


def sofi(feed: str) -> pl.DataFrame:
    import sofi_lheo

    return pl.DataFrame(sofi_lheo.tables(feed).sessions)


def lxml(feed: str) -> pl.DataFrame:
    """A loop over the records, which are forgotten one after the other; lists for the columns."""
    from lxml import etree

    of = "{http://lheo.gouv.fr/2.3}"
    formation_tag, action_tag, session_tag = of + "formation", of + "action", of + "session"
    debut, fin = f"{of}periode/{of}debut", f"{of}periode/{of}fin"
    debut_inscription = f"{of}periode-inscription/{debut}"
    fin_inscription = f"{of}periode-inscription/{fin}"
    permanence, modalites, etat = of + "modalites-entrees-sorties", of + "modalites-inscription", of + "etat-recrutement"
    adresse = f"{of}adresse-inscription/{of}adresse/"
    urls, recrutement = f"{of}url-session/{of}urlweb", of + "recrutement"
    columns: dict[str, list[object]] = {name: [] for name in COLUMNS}
    appends = [column.append for column in columns.values()]
    formations = actions = sessions = 0
    with open(feed, "rb") as file:
        for _, formation in etree.iterparse(file, tag=formation_tag):
            for action in formation.iterfind(action_tag):
                permanente = {"0": False, "1": True}.get(action.findtext(permanence))
                for session in action.iterfind(session_tag):
                    get, text = session.get, session.findtext
                    creation, maj = get("datecrea"), get("datemaj")
                    dates = [text(debut), text(fin), text(debut_inscription), text(fin_inscription)]
                    row = (
                        formations,
                        formation.get("numero"),
                        actions,
                        action.get("numero"),
                        sessions,
                        get("numero"),
                        get("ref"),
                        get("info"),
                        get("id"),
                        get("tag"),
                        day(creation),
                        creation,
                        day(maj),
                        maj,
                        day(dates[0]),
                        dates[0],
                        day(dates[1]),
                        dates[1],
                        permanente,
                        day(dates[2]),
                        dates[2],
                        day(dates[3]),
                        dates[3],
                        text(modalites),
                        text(adresse + of + "codepostal"),
                        text(adresse + of + "ville"),
                        text(etat),
                        [url.text for url in session.iterfind(urls)],
                        len(session.findall(recrutement)),
                    )
                    for append, value in zip(appends, row, strict=True):
                        append(value)
                    sessions += 1
                actions += 1
            formations += 1
            formation.clear()
            while formation.getprevious() is not None:
                del formation.getparent()[0]
    return pl.DataFrame(columns, schema=COLUMNS)


def day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))


def digest(frame: pl.DataFrame) -> int:
    """The same for the same rows, in the same order; lists are written out, and keys start where they like."""
    keys = [name for name in frame.columns if name.startswith("cle_")]
    plain = frame.with_columns(pl.col("urls").list.join(" ").fill_null(""), *[pl.col(key) - pl.col(key).min() for key in keys])
    return zlib.crc32(plain.write_csv().encode())


if __name__ == "__main__":
    if sys.argv[1] == "nothing":
        import sofi_lheo  # noqa: F401
        from lxml import etree  # noqa: F401

        sys.exit(print("nothing"))
    frame = {"sofi": sofi, "lxml": lxml}[sys.argv[1]](sys.argv[2])
    frame = frame.select(list(COLUMNS))
    print(frame.shape, digest(frame))
