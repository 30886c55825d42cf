"""An element of XML as a plain value, so that the tree of the parser can be dropped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Self

from lxml import etree

from openbill.cash_application.reading.place import Place

_NO_CHILDREN: Mapping[str, list["Node"]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Node:
    """An element by its local name, with its children by theirs; versions of a message differ in the namespace alone.

    `raw` is the text as it stands, `currency` the attribute Ccy, and `line` where it begins.
    """

    raw: str
    currency: str
    line: int
    children: Mapping[str, list["Node"]]

    @classmethod
    def of(cls, element: etree._Element, *, without: str = "") -> Self:
        """The element and all below it, but for its own children of one name."""
        children: dict[str, list[Node]] = {}
        for child in element:
            if (name := local_name(child)) != without:
                children.setdefault(name, []).append(cls.of(child))
        return cls(element.text or "", element.get("Ccy") or "", element.sourceline, children or _NO_CHILDREN)

    @property
    def value(self) -> str:
        """Its text, each run of white space as one blank."""
        return " ".join(self.raw.split())

    def all(self, *path: str) -> list["Node"]:
        """Every element at the end of the path of names."""
        found: list[Node] = [self]
        for name in path:
            found = [child for node in found for child in node.children.get(name, ())]
        return found

    def first(self, *path: str) -> "Node | None":
        """The first element at the end of the path, or None."""
        node: Node = self
        for name in path:
            found = node.children.get(name)
            if not found:
                return None
            if len(found) > 1 and name != path[-1]:
                return next(iter(self.all(*path)), None)
            node = found[0]
        return node

    def text(self, *path: str) -> str:
        """The text of the first element at the end of the path; blank where there is none."""
        found = self.first(*path)
        return found.value if found else ""

    def one_of(self, paths: Iterable[tuple[str, ...]]) -> str:
        """The text of the first path that has one."""
        return next((text for path in paths if (text := self.text(*path))), "")


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return _local(element.tag)


def namespace_of(element: etree._Element) -> str:
    """The namespace of an element, as it is written; what is wrong with it, the parser says at the end."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


@lru_cache(maxsize=1_000)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def only(node: Node, name: str, place: Place) -> Node | None:
    """The child of this name, or None; refused where there are two, as either could be meant."""
    found = node.children.get(name, [])
    if len(found) > 1:
        raise place.at(found[1].line).refusal(reason=f"{name} is told twice")
    return found[0] if found else None
