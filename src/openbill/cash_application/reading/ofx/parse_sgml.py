"""OFX 1: marks of which those around a value need not be closed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from openbill.cash_application.errors import StatementIsTooLarge, StatementIsTruncated
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node

DEEPEST = 100
MOST_MARKS = 2_000_000

_MARK = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_.]*)>")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#[0-9]{1,6});", re.ASCII)
_NAMED: Mapping[str, str] = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}


@dataclass(slots=True)
class _Open:
    """A mark that was opened, with what it holds so far."""

    name: str
    line: int
    value: str
    children: list[tuple[str, Node]] = field(default_factory=list)

    def node(self) -> Node:
        by_name: dict[str, list[Node]] = {}
        for name, child in self.children:
            by_name.setdefault(name, []).append(child)
        return Node(self.value, "", self.line, by_name)


def parse_sgml(text: str, file: str) -> Node | None:
    """The first OFX of the text, as XML would give it; None where there is none. Names are in capital letters.

    Raises StatementIsTruncated, StatementIsTooLarge, StatementCannotBeRead.
    """
    document = _Document(file)
    text = _without_comments(text)
    line, position = 1, 0
    found = _MARK.search(text)
    while found is not None and document.root is None:
        line += text.count("\n", position, found.start())
        position = found.start()
        following = _MARK.search(text, found.end())
        if found[1]:
            document.close(found[2].upper())
        else:
            value = _plain(text[found.end() : following.start() if following else len(text)])
            document.open(_Open(found[2].upper(), line, value))
        found = following
    if document.root is None and document.is_begun:
        last = text.rstrip().count("\n") + 1
        raise StatementIsTruncated(file=file, reason=f"it breaks off in line {last}")
    return document.root


class _Document:
    """What is open, from OFX inwards. `root` is the whole, once it is closed."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._above: list[_Open] = []
        self._marks = 0
        self.root: Node | None = None

    @property
    def is_begun(self) -> bool:
        return bool(self._above)

    def open(self, mark: _Open) -> None:
        """What has a value is over with it, closed or not."""
        if not self._above and mark.name != "OFX":
            return
        self._marks += 1
        if self._marks > MOST_MARKS:
            raise StatementIsTooLarge(file=self._file, limit="2,000,000 marks")
        if mark.value and self._above:
            self._above[-1].children.append((mark.name, mark.node()))
            return
        if len(self._above) == DEEPEST:
            raise Place(self._file, mark.line).refusal(reason="it is nested too deeply, or a text is too long")
        self._above.append(mark)

    def close(self, name: str) -> None:
        """Close a mark. What is still open within it was an empty value; what closes nothing was over already."""
        if not any(each.name == name for each in self._above):
            return
        while (closed := self._above.pop()).name != name:
            inner, closed.children = closed.children, []
            self._above[-1].children += [(closed.name, closed.node()), *inner]
        if self._above:
            self._above[-1].children.append((name, closed.node()))
        else:
            self.root = closed.node()


def _without_comments(text: str) -> str:
    """The text with the lines of its comments, which are empty then; one that does not end is none."""
    kept, position = [], 0
    while (begin := text.find("<!--", position)) >= 0 and (end := text.find("-->", begin)) >= 0:
        kept += [text[position:begin], "\n" * text.count("\n", begin, end)]
        position = end + len("-->")
    return "".join([*kept, text[position:]])


def _plain(value: str) -> str:
    return _ENTITY.sub(lambda found: _NAMED.get(found[1]) or _numbered(found[1]), value).strip()


def _numbered(entity: str) -> str:
    number = int(entity[1:])
    return chr(number) if 31 < number < 0xD800 else ""
