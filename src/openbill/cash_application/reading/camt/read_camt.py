"""Read a camt file."""

from lxml import etree

from openbill.cash_application.errors import StatementIsNotRecognised, StatementIsTooLarge
from openbill.cash_application.reading.camt.statement_in_progress import StatementInProgress
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.check_bytes import checked_bytes
from openbill.cash_application.reading.xml.elements import Elements
from openbill.cash_application.reading.xml.node import Node, local_name, namespace_of
from openbill.cash_application.types.statements import Statement, StatementKind
from openbill.primitives.errors import Refusal

MOST_BOOKINGS = 500_000
"""Bookings and payments of one file, together."""

_ENTRY, _PAYMENT = "Ntry", "TxDtls"
_KINDS = {
    "Rpt": ("BkToCstmrAcctRpt", "camt.052.001.", StatementKind.INTERIM),
    "Stmt": ("BkToCstmrStmt", "camt.053.001.", StatementKind.FINAL),
    "Ntfctn": ("BkToCstmrDbtCdtNtfctn", "camt.054.001.", StatementKind.NOTICE),
}
"""By the element of a statement: how the message around it begins (its end once told the version), and its standard."""


def read_camt(content: bytes, file: str) -> tuple[Statement, ...]:
    """The statements of a camt.052, camt.053 or camt.054 of any version, in their order.

    Nothing of a file is believed that could change what is booked: an amount without currency, without direction, or
    with more decimals than its currency has, and dates that are none, are refused with their place. A statement over
    several pages stays one statement per page. Raises StatementIsNotRecognised, StatementIsTooLarge,
    StatementIsTruncated, StatementCannotBeRead and ForbiddenInXml.
    """
    return _Document(content, file).read()


class _Document:
    """A document, and what was read of it so far."""

    def __init__(self, content: bytes, file: str) -> None:
        self._file = file
        self._elements = Elements(checked_bytes(content, file), file, (_PAYMENT, _ENTRY, *_KINDS))
        self._statements: list[Statement] = []
        self._current: StatementInProgress | None = None
        self._bookings = 0

    def read(self) -> tuple[Statement, ...]:
        for element in self._elements:
            name = local_name(element)
            if name == _PAYMENT:
                self._take_payment(element)
            elif name == _ENTRY:
                self._take_entry(element)
            else:
                self._take_statement(element)
        if not self._statements:
            raise self._nothing_found()
        return tuple(self._statements)

    def _take_payment(self, payment: etree._Element) -> None:
        entry = payment.getparent()
        if entry is not None and local_name(entry) == "NtryDtls":
            entry = entry.getparent()
        statement = entry.getparent() if entry is not None and local_name(entry) == _ENTRY else None
        if entry is None or statement is None or _kind(statement) is None:
            return
        self._count()
        current = self._in(statement)
        if current.has_no_payment_yet:
            status = entry.find("{*}Sts")
            current.expect(Node.of(status) if status is not None else None)
        current.add_payment(Node.of(payment))
        self._elements.empty(payment)

    def _take_entry(self, entry: etree._Element) -> None:
        statement = entry.getparent()
        if statement is None or _kind(statement) is None:
            return
        self._count()
        current = self._in(statement)
        current.begin(Node.of(statement, without=_ENTRY))
        current.add_entry(Node.of(entry))
        self._elements.drop_all_before(entry)

    def _take_statement(self, statement: etree._Element) -> None:
        if _kind(statement) is None:
            return
        self._statements.append(self._in(statement).finished(Node.of(statement, without=_ENTRY)))
        self._current = None
        self._elements.drop_all_before(statement)

    def _in(self, statement: etree._Element) -> StatementInProgress:
        kind = _kind(statement)
        assert kind is not None, "Asked by those who take something of it."
        if self._current is None:
            place = Place(self._file, statement.sourceline or 0, len(self._statements) + 1)
            self._current = StatementInProgress(kind, place)
        return self._current

    def _count(self) -> None:
        self._bookings += 1
        if self._bookings > MOST_BOOKINGS:
            raise StatementIsTooLarge(file=self._file, limit="500,000 bookings")

    def _nothing_found(self) -> Refusal:
        root = self._elements.root
        if root is not None and any(_kind_of_message(each, name) for each in root for name in _KINDS):
            return Place(self._file).refusal(reason="it holds no statement")
        return StatementIsNotRecognised(file=self._file)


def _kind(statement: etree._Element) -> StatementKind | None:
    """What is sent with this element; None where it is no statement in a message of its standard."""
    message = statement.getparent()
    return None if message is None else _kind_of_message(message, local_name(statement))


def _kind_of_message(message: etree._Element, statement: str) -> StatementKind | None:
    """What a message sends whose statements have this name; without a namespace it is taken at its word."""
    document = message.getparent()
    if statement not in _KINDS or document is None or local_name(document) != "Document":
        return None
    name, standard, kind = _KINDS[statement]
    namespace = namespace_of(message) or standard
    return kind if local_name(message).startswith(name) and standard in namespace else None
