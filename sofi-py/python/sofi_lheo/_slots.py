"""What the attributes of views are made of."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar, overload

from ._native import Element, Slot, date_of

if TYPE_CHECKING:
    from ._identifiers import PartialDate
    from .views import Leaf

T = TypeVar("T", bound=Element)


class LeafBase(str):
    """What every :class:`~sofi_lheo.views.Leaf` has: it is the text of an element, blanks included, and knows where it stands."""

    _at: Element

    def __new__(cls, text: str, at: Element) -> Self:
        """Keep the element beside its text."""
        self = str.__new__(cls, text)
        self._at = at
        return self

    @property
    def element(self) -> str:
        """The name of the element."""
        return self._at.element

    @property
    def source(self) -> str:
        """The element as it stands in the document."""
        return self._at.source

    @property
    def line(self) -> int:
        """Line of its start tag."""
        return self._at.line

    @property
    def date(self) -> datetime.date | PartialDate:
        """The date that it is; ValueError when it is none."""
        return date_of(self)

    @property
    def label(self) -> str | None:
        """What its code means in the dialect of the document, in French."""
        return self._at.code_label()

    def set(self, text: object) -> None:
        """Give the element this text, in a record that is edited."""
        self._at.set_text(text)

    def remove(self) -> None:
        """Take the element away, in a record that is edited."""
        self._at.remove()

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Pickle the text alone: an element belongs to its document."""
        return (str, (str(self),))


Written: TypeAlias = str | int | bool | Decimal | datetime.date | None
"""What can be set."""


class Attribute(Slot):
    """An attribute of an element: a ``str``, or None when it is absent; setting it to None takes it away."""

    def __new__(cls, name: str, doc: str) -> Self:
        """Bear the name that the document has."""
        return super().__new__(cls, "attribute", name, doc)

    if TYPE_CHECKING:

        @overload
        def __get__(self, of: None, owner: Any = None, /) -> Self: ...
        @overload
        def __get__(self, of: Element | LeafBase, owner: Any = None, /) -> str | None: ...
        def __get__(self, of: Any, owner: Any = None, /) -> Any: ...

        def __set__(self, of: Element | LeafBase, value: Written, /) -> None: ...


class Text(Slot):
    """A child that holds a text: a Leaf, or None when it is absent; setting it gives it a text, or takes it away."""

    def __new__(cls, name: str, doc: str) -> Self:
        """Bear the name that the document has."""
        return super().__new__(cls, "one", name, doc)

    if TYPE_CHECKING:

        @overload
        def __get__(self, of: None, owner: Any = None, /) -> Self: ...
        @overload
        def __get__(self, of: Element, owner: Any = None, /) -> Leaf | None: ...
        def __get__(self, of: Any, owner: Any = None, /) -> Any: ...

        def __set__(self, of: Element, value: Written, /) -> None: ...


class Texts(Slot):
    """Children that hold texts: a tuple of Leafs."""

    def __new__(cls, name: str, doc: str) -> Self:
        """Bear the name that the document has."""
        return super().__new__(cls, "many", name, doc)

    if TYPE_CHECKING:

        @overload
        def __get__(self, of: None, owner: Any = None, /) -> Self: ...
        @overload
        def __get__(self, of: Element, owner: Any = None, /) -> tuple[Leaf, ...]: ...
        def __get__(self, of: Any, owner: Any = None, /) -> Any: ...


class One(Slot, Generic[T]):
    """A child that holds others: a view, or None when it is absent; setting it to None takes it away."""

    def __new__(cls, name: str, doc: str) -> Self:
        """Bear the name that the document has."""
        return super().__new__(cls, "one", name, doc)

    if TYPE_CHECKING:

        @overload
        def __get__(self, of: None, owner: Any = None, /) -> Self: ...
        @overload
        def __get__(self, of: Element, owner: Any = None, /) -> T | None: ...
        def __get__(self, of: Any, owner: Any = None, /) -> Any: ...

        def __set__(self, of: Element, value: None, /) -> None: ...


class Many(Slot, Generic[T]):
    """Children that hold others: a tuple of views."""

    def __new__(cls, name: str, doc: str) -> Self:
        """Bear the name that the document has."""
        return super().__new__(cls, "many", name, doc)

    if TYPE_CHECKING:

        @overload
        def __get__(self, of: None, owner: Any = None, /) -> Self: ...
        @overload
        def __get__(self, of: Element, owner: Any = None, /) -> tuple[T, ...]: ...
        def __get__(self, of: Any, owner: Any = None, /) -> Any: ...
