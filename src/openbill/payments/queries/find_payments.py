"""The payments that came in: found, filtered, sorted, page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.types import PaymentMethod


class PaymentsBy(StrEnum):
    """What a list of payments is sorted by."""

    RECEIVED = "received"
    NUMBER = "number"
    CUSTOMER = "customer"
    AMOUNT = "amount"
    UNAPPLIED = "unapplied"


class PaymentsOf(StrEnum):
    """Which payments a list has."""

    ALL = "all"
    UNAPPLIED = "unapplied"
    PART_APPLIED = "part-applied"
    APPLIED = "applied"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class ListedPayment:
    """A payment; amounts in minor units. `unapplied_minor` is what of it settles nothing yet."""

    payment_id: UUID
    item_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    received_date: date
    method: str
    reference: str
    currency: str
    amount_minor: int
    unapplied_minor: int
    is_returned: bool

    @property
    def state(self) -> str:
        """returned, unapplied, part-applied or applied."""
        if self.is_returned:
            return "returned"
        if not self.unapplied_minor:
            return "applied"
        return "unapplied" if self.unapplied_minor == self.amount_minor else "part-applied"


@dataclass(frozen=True, slots=True)
class PaymentSum:
    currency: str
    rows: int
    amount_minor: int
    unapplied_minor: int


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """Some rows, and of all that were asked for how many there are and what they come to, by currency."""

    rows: tuple[ListedPayment, ...]
    count: int
    sums: tuple[PaymentSum, ...]


_ORDER = {
    PaymentsBy.RECEIVED: "chosen.received_date {way}, chosen.id {way}",
    PaymentsBy.NUMBER: "chosen.document_number {way}, chosen.id",
    PaymentsBy.CUSTOMER: "shown.name {way}, chosen.received_date, chosen.id",
    PaymentsBy.AMOUNT: "chosen.amount_minor {way}, chosen.id",
    PaymentsBy.UNAPPLIED: "chosen.open_minor {way}, chosen.id",
}

_ONLY = {
    PaymentsOf.ALL: "true",
    PaymentsOf.UNAPPLIED: "payment.state = 'recorded' AND item.open_minor > 0 AND item.open_minor = item.amount_minor",
    PaymentsOf.PART_APPLIED: "payment.state = 'recorded' AND item.open_minor > 0"
    " AND item.open_minor < item.amount_minor",
    PaymentsOf.APPLIED: "payment.state = 'recorded' AND item.open_minor = 0",
    PaymentsOf.RETURNED: "payment.state = 'returned'",
}


def find_payments(
    *,
    text: str = "",
    only: PaymentsOf = PaymentsOf.ALL,
    method: PaymentMethod | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: PaymentsBy = PaymentsBy.RECEIVED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PaymentPage:
    """A page of the payments whose number or reference begins with a text or whose customer it names.

    `customer_ids` narrows to some customers.
    """
    order = _ORDER[by].format(way="DESC" if descending else "ASC")
    named = named_like(text)
    parameters = {
        **named.parameters,
        "organization": current_organization_id(),
        "method": method,
        "customers": None if customer_ids is None else identifier_array(customer_ids),
        "offset": offset,
        "limit": limit,
    }
    chosen = _CHOSEN.format(wanted=_wanted(parameters, only, named.condition))
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(chosen=chosen), parameters)
        sums = tuple(PaymentSum(*row) for row in cursor.fetchall())
        cursor.execute(_PAGE.format(chosen=chosen, order=order), parameters)
        rows = tuple(ListedPayment(*row) for row in cursor.fetchall())
    return PaymentPage(rows, sum(each.rows for each in sums), sums)


def _wanted(parameters: Mapping[str, Any], only: PaymentsOf, named: str) -> str:
    """Only the conditions that are asked for, so that each is met by its index."""
    conditions = ["payment.organization_id = %(organization)s", _ONLY[only]]
    if parameters["text"]:
        conditions.append(_MATCHES.format(named=named))
    if parameters["method"]:
        conditions.append("payment.method = %(method)s")
    if parameters["customers"] is not None:
        conditions.append("payment.customer_id = ANY(%(customers)s::uuid[])")
    return " AND ".join(conditions)


_MATCHES = """payment.item_id IN (
        SELECT id FROM open_item WHERE organization_id = %(organization)s AND kind = 'payment'
           AND (starts_with(document_number, %(text)s) OR starts_with(document_number, upper(%(text)s)))
        UNION ALL
        SELECT item_id FROM payment WHERE organization_id = %(organization)s AND starts_with(reference, %(text)s)
        UNION ALL
        SELECT item_id FROM payment WHERE organization_id = %(organization)s AND customer_id IN (
            SELECT id FROM customer WHERE organization_id = %(organization)s AND {named}))"""

_CHOSEN = """(
    SELECT payment.id, payment.item_id, payment.customer_id, payment.received_date, payment.method, payment.reference,
           payment.state, item.document_number, item.currency, item.amount_minor, item.open_minor
    FROM payment
    JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
    WHERE {wanted}
)"""

_SUMS = """
    SELECT currency, count(*), sum_minor(amount_minor),
           sum_minor(CASE state WHEN 'returned' THEN 0 ELSE open_minor END)
    FROM {chosen} AS chosen GROUP BY currency ORDER BY count(*) DESC, currency
"""

# Apart from the sums, so that a page is walked along its index and reads no more than it shows.
_PAGE = """
    SELECT chosen.id, chosen.item_id, chosen.document_number, shown.id, shown.name, chosen.received_date, chosen.method,
           chosen.reference, chosen.currency, chosen.amount_minor,
           CASE chosen.state WHEN 'returned' THEN 0 ELSE chosen.open_minor END, chosen.state = 'returned'
    FROM {chosen} AS chosen
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = chosen.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s
                       AND shown.id = coalesce(customer.merged_into_id, customer.id)
    ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
"""
