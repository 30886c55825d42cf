"""A statement while its document is read."""

from dataclasses import replace

from openbill.cash_application.reading.camt.oddities import Oddities
from openbill.cash_application.reading.camt.read_details import Details, read_details
from openbill.cash_application.reading.camt.read_entry import is_booked, read_entry
from openbill.cash_application.reading.camt.read_head import Head, read_balances, read_head
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node, only
from openbill.cash_application.types.statements import Statement, StatementKind, StatementLine


class StatementInProgress:
    """Takes the head, then booking after booking, each behind the payments that belong to it."""

    def __init__(self, kind: StatementKind, place: Place) -> None:
        self._kind = kind
        self._place = place
        self._oddities = Oddities()
        self._head: Head | None = None
        self._payments: list[Details] = []
        self._payment_number = 0
        self._is_booked = True
        self._entries = 0
        self._lines: list[StatementLine] = []
        self._pending = 0

    def begin(self, top: Node) -> None:
        """The head, from what stands before the first booking; what comes later is no head any more."""
        if self._head is None:
            self._head = read_head(top, self._kind, self._place, self._oddities)

    @property
    def has_no_payment_yet(self) -> bool:
        """Whether the booking that comes next had no payment so far."""
        return self._payment_number == 0

    def expect(self, status: Node | None) -> None:
        """With which status the next booking comes, where that is told before its payments."""
        self._is_booked = status is None or is_booked(status, self._next(status))

    def add_payment(self, payment: Node) -> None:
        """A payment of the booking that comes next; where that is not booked, the payment is not looked at."""
        self._payment_number += 1
        if self._is_booked:
            self._payments.append(read_details(payment, self._next(payment), self._oddities))

    def add_entry(self, entry: Node) -> None:
        """A booking, with the payments since the one before."""
        assert self._head is not None, "A statement begins before its bookings."
        self._payment_number = 0
        place = self._next(entry)
        payments, self._payments = self._payments, []
        self._entries += 1
        if is_booked(only(entry, "Sts", place), place):
            self._lines.append(read_entry(entry, payments, self._head, place, self._oddities))
        else:
            self._pending += 1

    def finished(self, rest: Node) -> Statement:
        """The whole, with balances that some banks tell behind the bookings."""
        self.begin(rest)
        assert self._head is not None, "It was begun in the line before."
        head = self._head
        opening, closing = read_balances(rest, self._kind, self._place)
        return Statement(
            place=f"statement {self._place.statement}",
            account=head.account,
            currency=head.currency or next((line.amount.currency for line in self._lines), ""),
            kind=self._kind,
            number=head.number,
            reference=head.reference,
            bank=head.bank,
            opening=head.opening or opening,
            closing=head.closing or closing,
            lines=tuple(self._lines),
            pending=self._pending,
            warnings=tuple(self._oddities.sentences()),
        )

    def _next(self, node: Node) -> Place:
        return replace(self._place, line=node.line, entry=self._entries + 1, payment=self._payment_number)
