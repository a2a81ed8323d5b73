"""Validate a feed against an XSD: ``validate.py lxml|xmlschema SCHEMA FEED`` prints each report, ``place: message``."""

import sys


def lxml(schema: str, feed: str) -> None:
    """Records are forgotten as soon as they are over, as whoever reads large feeds does."""
    from lxml import etree

    with open(feed, "rb") as file:
        events = etree.iterparse(file, schema=etree.XMLSchema(file=schema), tag="{*}formation")
        try:
            for _, formation in events:
                formation.clear()
                while formation.getprevious() is not None:
                    del formation.getparent()[0]
        except etree.XMLSyntaxError:
            for error in events.error_log:
                print(f"{error.line}: {error.message}")


def lxml_tree(schema: str, feed: str) -> None:
    """The whole document, so that validation goes on after the first error."""
    from lxml import etree

    checker = etree.XMLSchema(file=schema)
    checker.validate(etree.parse(feed))
    for error in checker.error_log:
        print(f"{error.line}: {error.message}")


def xmlschema(schema: str, feed: str) -> None:
    """xmlschema, which knows no lines here."""
    import xmlschema as library

    for error in library.XMLSchema(schema).iter_errors(feed):
        print(f"{error.path}: {(error.reason or error.message).splitlines()[0]}")


if __name__ == "__main__":
    {"lxml": lxml, "lxml-tree": lxml_tree, "xmlschema": xmlschema}[sys.argv[1]](*sys.argv[2:])
