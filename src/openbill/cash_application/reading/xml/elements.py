"""The elements of a camt document one after the other, in bounded memory."""

from collections.abc import Iterator

from lxml import etree

from openbill.cash_application.errors import (
    ForbiddenInXml,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.check_bytes import line_of
from openbill.primitives.errors import Refusal

MOST_AT_ONCE = 1_000_000
"""Elements that are held before something is told and can be dropped; a booking with its payments has some dozens."""

LONGEST = 1_000_000
"""Bytes of a text, or of an element with its attributes; texts of a bank have some hundreds."""

_TOO_LONG = "it is nested too deeply, or a text is too long"
_count = etree.XPath("count(descendant-or-self::*)")


class Elements:
    """The elements of some names, each at its end; whoever takes one drops what is no longer needed.

    More than 256 levels are refused by the parser itself.
    """

    def __init__(self, content: bytes, file: str, names: tuple[str, ...]) -> None:
        self._content = content
        self._file = file
        self._names = names
        self._position = 0
        self._held = 0
        self._without_mark = 0
        self.root: etree._Element | None = None
        """The root of the document, once all of it is read."""

    def __iter__(self) -> Iterator[etree._Element]:
        """Raises ForbiddenInXml, StatementIsTruncated, StatementIsTooLarge or StatementCannotBeRead."""
        events = etree.iterparse(
            self,
            events=("end",),
            tag=[f"{{*}}{name}" for name in self._names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in events:
                yield element
            self.root = events.root
        except etree.XMLSyntaxError as fault:
            raise self._refusal(list(events.error_log), str(fault.msg)) from None

    def read(self, size: int) -> bytes:
        """The next bytes, as the parser asks for them."""
        chunk = self._content[self._position : self._position + size]
        self._position += len(chunk)
        self._held += chunk.count(b"<") - chunk.count(b"</")
        self._without_mark = 0 if b"<" in chunk else self._without_mark + len(chunk)
        if self._without_mark > LONGEST:
            raise Place(self._file, line_of(self._content, self._position), syntax="XML").refusal(reason=_TOO_LONG)
        if self._held > MOST_AT_ONCE:
            raise StatementIsTooLarge(file=self._file, limit="1,000,000 elements in one place")
        return chunk

    def empty(self, element: etree._Element) -> None:
        """Drop what is in the element; itself it stays, as its parent is not complete yet."""
        self._held -= round(_count(element)) - 1
        element.clear()

    def drop_all_before(self, element: etree._Element) -> None:
        """Drop what is in the element, and everything before it in the document but its ancestors."""
        element.clear()
        for each in (element, *element.iterancestors()):
            while (parent := each.getparent()) is not None and each.getprevious() is not None:
                del parent[0]
        self._held = 0

    def _refusal(self, faults: list[etree._LogEntry], message: str) -> Refusal:
        # The log of the parser itself: that of the exception may hold what went wrong in other files.
        logged = {each.type: each for each in faults}
        if undeclared := logged.get(etree.ErrorTypes.ERR_UNDECLARED_ENTITY):
            return ForbiddenInXml(file=self._file, line=undeclared.line)
        if not self._content.rstrip().endswith(b">") or etree.ErrorTypes.ERR_TAG_NOT_FINISHED in logged:
            last = line_of(self._content, len(self._content.rstrip()))
            return StatementIsTruncated(file=self._file, reason=f"it breaks off in line {last}")
        place = Place(self._file, faults[0].line if faults else 0, syntax="XML")
        if etree.ErrorTypes.ERR_RESOURCE_LIMIT in logged:
            return place.refusal(reason=_TOO_LONG)
        if {etree.ErrorTypes.ERR_INVALID_ENCODING, etree.ErrorTypes.ERR_INVALID_CHAR} & logged.keys():
            return place.refusal(reason="it holds bytes that are no text in its encoding")
        told = " ".join((faults[0].message if faults else message).split())[:200]
        return place.refusal(reason=f"it is not well-formed XML ({told})")
