"""The payments that came in: found, filtered, sorted, page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.counting import MOST_COUNTED
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
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ListedPayment:
    """A payment; amounts in minor units. `unapplied_minor` is what of it settles nothing yet."""

    payment_id: UUID
    item_id: UUID
    number: str
    customer_id: UUID
    customer_number: str
    customer_name: str
    received_date: date
    method: str
    reference: str
    currency: str
    amount_minor: int
    unapplied_minor: int
    taken_back: str

    @property
    def state(self) -> str:
        """returned, withdrawn, unapplied, part-applied or applied."""
        if self.taken_back:
            return self.taken_back
        if not self.unapplied_minor:
            return "applied"
        return "unapplied" if self.unapplied_minor == self.amount_minor else "part-applied"


@dataclass(frozen=True, slots=True)
class PaymentSum:
    """Of one currency how many there are, and what those come to that were neither returned nor withdrawn."""

    currency: str
    rows: int
    amount_minor: int
    unapplied_minor: int


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """Some rows, and of all that were asked for how many there are and what they come to, by currency.

    Where there are more than MOST_COUNTED of them, `count` stays at it, `is_more` says so, and nothing is summed.
    """

    rows: tuple[ListedPayment, ...]
    count: int
    sums: tuple[PaymentSum, ...]
    is_more: bool = False


_ORDER = {
    PaymentsBy.RECEIVED: "{row}.received_date {way}, {row}.id {way}",
    PaymentsBy.NUMBER: "{row}.document_number {way}, {row}.id",
    PaymentsBy.CUSTOMER: "{row}.customer_name {way}, {row}.received_date, {row}.id",
    PaymentsBy.AMOUNT: "{row}.amount_minor {way}, {row}.id",
    PaymentsBy.UNAPPLIED: "{row}.open_minor {way}, {row}.id",
}

_ONLY = {
    PaymentsOf.ALL: "true",
    PaymentsOf.UNAPPLIED: "payment.state = 'recorded' AND item.open_minor > 0 AND item.open_minor = item.amount_minor",
    PaymentsOf.PART_APPLIED: "payment.state = 'recorded' AND item.open_minor > 0"
    " AND item.open_minor < item.amount_minor",
    PaymentsOf.APPLIED: "payment.state = 'recorded' AND item.open_minor = 0",
    PaymentsOf.RETURNED: "payment.state = 'returned'",
    PaymentsOf.WITHDRAWN: "payment.state = 'withdrawn'",
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
    way = "DESC" if descending else "ASC"
    named = named_like(text)
    parameters = {
        **named.parameters,
        "organization": current_organization_id(),
        "method": method,
        "customers": None if customer_ids is None else identifier_array(customer_ids),
        "offset": offset,
        "limit": limit,
        "first": offset + limit,
        "counted": MOST_COUNTED + 1,
    }
    wanted = _wanted(parameters, only, named.condition)
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(chosen=_CHOSEN.format(wanted=wanted)), parameters)
        sums = tuple(PaymentSum(*row) for row in cursor.fetchall())
        count = sum(each.rows for each in sums)
        is_more = count > MOST_COUNTED
        page = _PAGE.format(
            listed=_listed(by, wanted, way, is_many=is_more),
            order=_ORDER[by].format(row="listed", way=way),
            order_of_page=_ORDER[by].format(row="page", way=way),
        )
        cursor.execute(page, parameters)
        rows = tuple(ListedPayment(*row) for row in cursor.fetchall())
    return PaymentPage(rows, min(count, MOST_COUNTED), () if is_more else sums, is_more)


def _listed(by: PaymentsBy, wanted: str, way: str, *, is_many: bool) -> str:
    """The relation of which a page is taken: all that is wanted, or as much of the many as a page can come from."""
    if by is PaymentsBy.CUSTOMER:
        of_the_first = f" AND {_OF_THE_FIRST.format(wanted=wanted, way=way)}" if is_many else ""
        return _NAMED.format(listed=_CHOSEN.format(wanted=wanted + of_the_first))
    if by is PaymentsBy.UNAPPLIED and is_many:
        return _UNAPPLIED_AND_APPLIED.format(
            unapplied=_CHOSEN.format(wanted=f"{wanted} AND item.open_minor > 0"),
            applied=_CHOSEN.format(wanted=f"{wanted} AND item.open_minor = 0"),
            way=way,
        )
    return _CHOSEN.format(wanted=wanted)


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
                       AND item.kind = 'payment'
    WHERE {wanted}
)"""

# Each has a payment at least, so no more of them than rows are needed; those of one name only all together.
_OF_THE_FIRST = """payment.customer_id IN (
    SELECT customer.id
    FROM (
        SELECT named.id FROM customer named
        WHERE named.organization_id = %(organization)s AND named.merged_into_id IS NULL AND EXISTS (
            SELECT FROM customer
            JOIN payment ON payment.organization_id = customer.organization_id AND payment.customer_id = customer.id
            JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
            WHERE customer.organization_id = %(organization)s
              AND (customer.id = named.id OR customer.merged_into_id = named.id) AND {wanted})
        ORDER BY named.name {way} FETCH FIRST %(first)s ROWS WITH TIES
    ) AS named
    JOIN customer ON customer.organization_id = %(organization)s
                 AND (customer.id = named.id OR customer.merged_into_id = named.id))"""

# The applied ones are equal: each kind is walked by itself.
_UNAPPLIED_AND_APPLIED = """(
    (SELECT * FROM {unapplied} AS unapplied ORDER BY open_minor {way}, id LIMIT %(first)s)
    UNION ALL
    (SELECT * FROM {applied} AS applied ORDER BY id LIMIT %(first)s)
)"""

_SUMS = """
    SELECT currency, count(*), coalesce(sum_minor(amount_minor) FILTER (WHERE state = 'recorded'), 0),
           sum_minor(CASE state WHEN 'recorded' THEN open_minor ELSE 0 END)
    FROM (SELECT * FROM {chosen} AS chosen LIMIT %(counted)s) AS counted
    GROUP BY currency ORDER BY count(*) DESC, currency
"""

_NAMED = f"""(
    SELECT chosen.*, shown.name AS customer_name
    FROM {{listed}} AS chosen
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = chosen.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s
                       AND shown.id = {shown_as("customer")}
)"""

# Apart from the sums, so that a page is walked along its index; who a customer is, is asked for what it shows only.
_PAGE = f"""
    SELECT page.id, page.item_id, page.document_number, shown.id, shown.number, shown.name, page.received_date,
           page.method, page.reference, page.currency, page.amount_minor,
           CASE page.state WHEN 'recorded' THEN page.open_minor ELSE 0 END,
           CASE page.state WHEN 'recorded' THEN '' ELSE page.state END
    FROM (SELECT * FROM {{listed}} AS listed ORDER BY {{order}} OFFSET %(offset)s LIMIT %(limit)s) AS page
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = page.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s
                       AND shown.id = {shown_as("customer")}
    ORDER BY {{order_of_page}}
"""
