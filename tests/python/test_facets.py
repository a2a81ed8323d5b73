"""Every facet of every element of every dialect, broken at least once: sofi and libxml2 give the same verdict each time.

The schema is read here by a small reader of XSD of its own: the official schemas where the reference material is at hand, else those
that sofi prints. For each element a smallest valid document is made of it, then one document for each facet that is broken, and one
at each bound that still holds. A facet is covered once libxml2 has refused a document that breaks it; the test fails when one is not.

With SOFI_COVERAGE, the table of elements and facets is written to the file of that name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sofi_lheo as sofi
from test_differential import DIALECTS, shared

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")

XS = "{http://www.w3.org/2001/XMLSchema}"
UNBOUNDED = 1 << 30

# What a value may be made of, before it is cut or drawn out to the length that is wanted.
SEEDS = ["RNCP12345", "CPF12345", "RS12345", "20260901", "12345678901234", "+33123456789", "aaaaa", "a@b.fr", "1", "fr"]
# Good and bad values of the types of XSD that the schemas name; a type with no bad value refuses nothing.
TYPES = {
    "string": (["a"], []),
    "ID": (["a1"], ["1a", "", "a b"]),
    "IDREF": (["a1"], ["1a", "", "a b"]),
    "dateTime": (["2026-01-01T00:00:00", "2024-02-29T24:00:00Z"], ["2026-01-01", "2023-02-29T00:00:00", "", "x"]),
    "anyURI": (["http://a.fr/b"], ["http://h:x/", "%zz", "a]b["]),
    "date": (["2026-01-01"], ["20260101", "2023-02-29", ""]),
    "long": (["0", "-1", " 007 ", "9223372036854775807"], ["x", "1.5", "", "1 2", "9223372036854775808"]),
}


@dataclass
class Simple:
    """A simple type: what it is made from, and its facets."""

    base: str = "string"
    facets: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    def holds(self, value: str) -> bool:
        if self.base != "string":
            return value in TYPES[self.base][0]
        bounds = {key: int(bound) for key, bound in self.facets.items() if key != "pattern"}
        least, most = bounds.get("length", bounds.get("minLength", 0)), bounds.get("length", bounds.get("maxLength", UNBOUNDED))
        matches = "pattern" not in self.facets or re.fullmatch(self.facets["pattern"], value)
        return least <= len(value) <= most and bool(matches) and (not self.codes or value in self.codes)

    def good(self) -> str:
        return next(value for value in self.values() if self.holds(value))

    def values(self) -> Iterator[str]:
        """Values that may be good, of every length near a bound."""
        yield from self.codes
        yield from TYPES[self.base][0] if self.base != "string" else []
        bounds = [int(bound) for key, bound in self.facets.items() if key != "pattern"]
        for length in sorted({bound + step for bound in bounds for step in (-1, 0, 1)} | {0, 5}):
            for seed in SEEDS:
                yield seed
                # Drawn out inside, so that what comes first and last stays.
                yield (seed[:-1] + seed[-1] * max(0, length - len(seed) + 1))[: max(length, 0)]

    def cases(self) -> Iterator[tuple[str, str]]:
        """Values by facet: those of its bound, and those that go past it."""
        candidates = list(dict.fromkeys(self.values()))
        for key, bound in self.facets.items():
            others = Simple(self.base, {k: v for k, v in self.facets.items() if k != key}, self.codes)
            near = [value for value in candidates if others.holds(value) and abs(len(value) - int(bound)) <= 1] if key != "pattern" else []
            if key == "pattern":
                good = self.good()
                for at in range(len(good)):
                    for letter in ("x", "0", "é", "", " "):
                        yield key, good[:at] + letter + good[at + 1 :]
                yield from ((key, value) for value in (good + "x", "x" + good, good + "\n", "٣" * len(good)))
            else:
                if all(map(self.holds, near)):
                    # A pattern says the same: it is broken too.
                    good = self.good()
                    near += [good[: int(bound) - 1], good.ljust(int(bound) + 1, good[-1])]
                yield from ((key, value) for value in near)
        for code in self.codes:
            yield from (("enumeration", value) for value in (code, code + "x", code + " ", "0" + code))
        good, bad = TYPES[self.base]
        yield from (("type", value) for value in [*good, *bad] if bad)


@dataclass
class Particle:
    """An element, a sequence or a choice, so many times."""

    kind: str
    least: int
    most: int
    name: str = ""
    parts: list[Particle] = field(default_factory=list)

    def once(self) -> list[str]:
        if self.kind == "element":
            return [self.name]
        if self.kind == "choice":
            return self.parts[0].smallest()
        return [name for part in self.parts for name in part.smallest()]

    def smallest(self) -> list[str]:
        return self.once() * self.least

    def cases(self) -> Iterator[tuple[str, list[str]]]:
        """Children by facet, with the smallest of everything else."""
        label = self.name or self.kind
        # A sequence that stands once asks for nothing that its parts do not ask for.
        is_plain = self.kind == "sequence" and self.least == self.most == 1
        if self.least > 0 and not is_plain:
            yield f"least {label}", self.once() * (self.least - 1)
        if is_plain:
            yield "free", self.once()
        elif self.most < UNBOUNDED:
            yield f"most {label}", self.once() * self.most
            yield f"most {label}", self.once() * (self.most + 1)
        else:
            yield "free", self.once() * (self.least + 3)
        for at, part in enumerate(self.parts):
            if self.kind == "choice":
                yield "free", part.once()
                # Where one may choose again and again, numbers bound nothing.
                is_bound = self.most < UNBOUNDED
                yield from ((facet if is_bound else "free", names) for facet, names in part.cases())
                continue
            before = [name for other in self.parts[:at] for name in other.smallest()]
            after = [name for other in self.parts[at + 1 :] for name in other.smallest()]
            yield from ((facet, before + names + after) for facet, names in part.cases())
            # Each part stands before the next one, both present.
            for following in self.parts[at + 1 : at + 2]:
                rest = [name for other in self.parts[at + 2 :] for name in other.smallest()]
                yield f"order {following.name or following.kind}", before + following.once() + part.once() + rest


@dataclass
class Element:
    name: str
    content: Particle | None = None
    is_open: bool = False
    value: Simple | None = None
    attributes: dict[str, tuple[Simple, bool]] = field(default_factory=dict)


class Schema:
    """What is in an XSD, as far as those of LHEO go."""

    def __init__(self, text: bytes) -> None:
        self.root = etree.fromstring(text)
        self.named = {(node.tag, node.get("name")): node for node in self.root if isinstance(node.tag, str)}
        self.elements = {node.get("name"): self.element(node) for node in self.root.findall(XS + "element")}
        self.smallest: dict[str, str] = {}

    def find(self, kind: str, name: str):
        return self.named.get((XS + kind, name.split(":")[-1]))

    def element(self, node) -> Element:
        element = Element(node.get("name"))
        inline = node.find(XS + "complexType")
        simple = node.find(XS + "simpleType")
        name = node.get("type") or ""
        if simple is not None or (inline is None and self.find("complexType", name) is None):
            element.value = self.simple(simple, name)
        else:
            self.complex(inline if inline is not None else self.find("complexType", name), element)
        return element

    def simple(self, node, name: str) -> Simple:
        node = node if node is not None else self.find("simpleType", name)
        if node is None:
            base = name.split(":")[-1]
            # A token is a text whose blanks at the ends do not count: none of the values here has any that its type must keep.
            base = "string" if base == "token" else base
            assert base in TYPES, f"an unknown type: {name}"
            return Simple(base)
        restriction = node.find(XS + "restriction")
        found = self.simple(restriction.find(XS + "simpleType"), restriction.get("base") or "")
        codes = [facet.get("value") for facet in restriction.findall(XS + "enumeration")]
        others = {etree.QName(facet).localname: facet.get("value") for facet in restriction if isinstance(facet.tag, str)}
        known = {"length", "minLength", "maxLength", "pattern", "enumeration", "annotation", "whiteSpace", "simpleType"}
        assert set(others) <= known, others
        kept = {key: bound for key, bound in others.items() if key in ("length", "minLength", "maxLength", "pattern")}
        return Simple(found.base, found.facets | kept, codes or found.codes)

    def complex(self, node, element: Element) -> None:
        element.is_open |= node.get("mixed") == "true"
        for child in node:
            if not isinstance(child.tag, str):
                continue
            kind = etree.QName(child).localname
            if kind in ("simpleContent", "complexContent"):
                element.is_open |= child.get("mixed") == "true"
                extension = child[0]
                assert extension.tag == XS + "extension", extension.tag
                base = extension.get("base")
                parent = self.find("complexType", base)
                if parent is not None:
                    self.complex(parent, element)
                elif kind == "simpleContent":
                    element.value = self.simple(None, base)
                else:
                    element.is_open = True
                self.complex(extension, element)
            elif kind in ("sequence", "choice"):
                particle = self.particle(child)
                assert element.content is None or not element.content.parts, f"{element.name}: two contents"
                element.content = particle
            elif kind == "attributeGroup":
                self.complex(self.find("attributeGroup", child.get("ref")), element)
            elif kind == "attribute" and child.get("use") != "prohibited":
                name = child.get("name")
                element.attributes[name] = (self.simple(child.find(XS + "simpleType"), child.get("type") or "string"), child.get("use") == "required")
            elif kind == "anyAttribute":
                element.is_open = True

    def particle(self, node) -> Particle:
        least = int(node.get("minOccurs", "1"))
        most = node.get("maxOccurs", "1")
        kind = etree.QName(node).localname
        name = (node.get("ref") or node.get("name") or "").split(":")[-1]
        parts = [self.particle(child) for child in node if isinstance(child.tag, str) and etree.QName(child).localname in ("element", "sequence", "choice")]
        return Particle(kind, least, UNBOUNDED if most == "unbounded" else int(most), name, parts if kind != "element" else [])

    def write(self, name: str, *, content: str | None = None, attributes: dict[str, str] | None = None, space: str = "") -> str:
        """An element, smallest but for what is given."""
        element = self.elements[name]
        if content is None:
            if element.content is not None:
                content = "".join(self.small(child) for child in element.content.smallest())
            else:
                content = escape(element.value.good()) if element.value is not None else ""
        if attributes is None:
            attributes = {key: simple.good() for key, (simple, required) in element.attributes.items() if required}
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        declared = f' xmlns="{space}"' if space else ""
        return f"<{name}{declared}{written}>{content}</{name}>"

    def small(self, name: str) -> str:
        if name not in self.smallest:
            self.smallest[name] = self.write(name)
        return self.smallest[name]

    def cases(self, name: str, space: str) -> Iterator[tuple[str, str]]:
        """Documents whose root is this element, by facet."""
        element = self.elements[name]
        yield "smallest", self.write(name, space=space)
        if element.value is not None:
            for facet, value in element.value.cases():
                yield facet, self.write(name, content=escape(value), space=space)
            yield "no child", self.write(name, content=self.small(name), space=space)
        if element.content is not None:
            for facet, names in element.content.cases():
                yield facet, self.write(name, content="".join(map(self.small, names)), space=space)
            smallest = "".join(map(self.small, element.content.smallest()))
            for stranger in ("<inconnu/>", '<x xmlns="urn:x"/>', self.small("lheo")):
                for content in (stranger + smallest, smallest + stranger):
                    yield "no other child", self.write(name, content=content, space=space)
            for text in ("texte", "&#160;", "<![CDATA[.]]>"):
                yield "no text", self.write(name, content=text + smallest, space=space)
        required = {key: simple.good() for key, (simple, needed) in element.attributes.items() if needed}
        for key, (simple, needed) in element.attributes.items():
            values = [simple.good(), *(value for _, value in simple.cases()), *TYPES[simple.base][1]]
            judged = f"@{key} value" if simple.facets or simple.codes or TYPES[simple.base][1] else "free"
            # A reference needs what it refers to.
            idref = {"id": "a1"} if simple.base == "IDREF" else {}
            for value in dict.fromkeys(values):
                yield judged, self.write(name, attributes=required | idref | {key: value}, space=space)
            if needed:
                yield f"@{key} required", self.write(name, attributes={k: v for k, v in required.items() if k != key}, space=space)
        for other in ("inconnu", "x:numero", *sorted({a for e in self.elements.values() for a in e.attributes} - set(element.attributes))):
            declared = {"xmlns:x": "urn:x"} if ":" in other else {}
            yield "no other attribute", self.write(name, attributes=required | declared | {other: "a1"}, space=space)


def escape(value: str) -> str:
    special = {c: f"&#{ord(c)};" for c in "&<>\"\n\t\r"}
    return "".join(special.get(c, c) for c in value)


def source(dialect: str, official: str) -> bytes:
    material = shared()
    if material is not None:
        return (Path(material) / "lheo" / "xsd" / official).read_bytes()
    return sofi.schema(dialect).encode()


@pytest.mark.parametrize("space", DIALECTS)
def test_every_facet_of_every_element(space: str) -> None:
    dialect, official = DIALECTS[space]
    text = source(dialect, official)
    schema, judge = Schema(text), etree.XMLSchema(etree.fromstring(text))
    differences, uncovered, rows, count, refused = [], [], [], 0, 0
    for name, element in schema.elements.items():
        broken: dict[str, int] = {}
        for facet, document in schema.cases(name, space):
            data = document.encode()
            theirs = judge.validate(etree.fromstring(data))
            ours = sofi.check(data, level="xsd").ok
            if theirs != ours:
                differences.append(f"{name}, {facet}: libxml2 {theirs}, sofi {ours}: {document[:300]}")
            if facet == "smallest":
                assert theirs, f"{name}: {judge.error_log.last_error}: {document[:500]}"
            count, refused = count + 1, refused + (not theirs)
            broken[facet] = broken.get(facet, 0) + (not theirs)
        for facet in ("smallest", "free"):
            broken.pop(facet, None)
        if element.is_open:
            # What may hold anything refuses nothing but bad values of the attributes that are known.
            broken = {facet: times for facet, times in broken.items() if facet.startswith("@")}
        uncovered += [f"{name}, {facet}" for facet, times in broken.items() if times == 0]
        rows += [f"{dialect}\t{name}\t{facet}\t{times}" for facet, times in broken.items()]
    print(f"{dialect}: {len(schema.elements)} elements, {len(rows)} facets, {count} documents of which {refused} are refused")
    if "SOFI_COVERAGE" in os.environ:
        with open(os.environ["SOFI_COVERAGE"], "a", encoding="utf-8") as table:
            table.write("".join(row + "\n" for row in rows))
    assert not differences, f"{len(differences)} of {count}\n" + "\n".join(differences[:20])
    assert not uncovered, f"{len(uncovered)} facets that no document breaks\n" + "\n".join(uncovered[:40])
    assert len(rows) > 300 and 0 < refused < count
