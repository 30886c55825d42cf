"""The promises of all customers: found, filtered, sorted, page by page."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.collections.queries.promises_in_order import PromiseInOrder
from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers


class PromisesBy(StrEnum):
    """What a list of promises is sorted by."""

    PROMISED = "promised"
    GIVEN = "given"
    CUSTOMER = "customer"
    AMOUNT = "amount"


class PromisesOf(StrEnum):
    """Which promises a list has."""

    OPEN = "open"
    DUE = "due"
    KEPT = "kept"
    PART_KEPT = "part_kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ALL = "all"


_LISTING = Listing(
    table="promise",
    columns="page.id, customer.id, customer.number, customer.name, page.state, page.given_on, page.promised_date,"
    " page.currency, page.amount_minor, page.received_minor, page.method, page.note",
)

_ORDER = {
    PromisesBy.PROMISED: ("promised_date",),
    PromisesBy.GIVEN: ("given_on",),
    PromisesBy.CUSTOMER: (),
    PromisesBy.AMOUNT: ("amount_minor",),
}


def find_promises(
    as_of: date,
    *,
    text: str = "",
    only: PromisesOf = PromisesOf.ALL,
    customer_ids: Collection[UUID] | None = None,
    by: PromisesBy = PromisesBy.PROMISED,
    descending: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[PromiseInOrder]:
    """A page of the promises of the customers that a text names; `as_of` decides which open ones are due.

    `customer_ids` narrows to some customers.
    """
    conditions = []
    if only is PromisesOf.DUE:
        conditions = ["promise.state = 'open'", "promise.promised_date <= %(as_of)s"]
    elif only is not PromisesOf.ALL:
        conditions = ["promise.state = %(state)s"]
    return rows_of_customers(
        PromiseInOrder,
        _LISTING,
        RowsWanted(conditions, {"state": only.value, "as_of": as_of}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )
