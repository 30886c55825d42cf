"""The disputes of all customers: found, filtered, sorted, page by page."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.disputes.queries.disputes_in_order import DisputeInOrder
from openbill.disputes.types import DisputeReason


class DisputesBy(StrEnum):
    """What a list of disputes is sorted by."""

    OPENED = "opened"
    ANSWER = "answer"
    CUSTOMER = "customer"


class DisputesOf(StrEnum):
    """Which disputes a list has."""

    OPEN = "open"
    OVERDUE = "overdue"
    CREDITED = "credited"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ALL = "all"


_LISTING = Listing(
    table="dispute",
    columns="page.id, customer.id, customer.number, customer.name, page.state, page.reason, page.note, page.outcome,"
    " page.opened_on, page.answer_by, page.ended_on, page.currency, part.amount, part.answered",
    joins="""CROSS JOIN LATERAL (
        SELECT sum_minor(each.amount_minor) AS amount, sum_minor(each.answered_minor) AS answered
        FROM disputed_item each WHERE each.organization_id = %(organization)s AND each.dispute_id = page.id
    ) AS part""",
)

_ORDER = {
    DisputesBy.OPENED: ("opened_on",),
    DisputesBy.ANSWER: ("answer_by",),
    DisputesBy.CUSTOMER: (),
}


def find_disputes(
    as_of: date,
    *,
    text: str = "",
    only: DisputesOf = DisputesOf.ALL,
    reason: DisputeReason | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: DisputesBy = DisputesBy.OPENED,
    descending: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[DisputeInOrder]:
    """A page of the disputes of the customers that a text names, of one reason or of all.

    `as_of` decides which open ones should have been answered; `customer_ids` narrows to some customers.
    """
    conditions = []
    if only is DisputesOf.OVERDUE:
        conditions = ["dispute.state = 'open'", "dispute.answer_by < %(as_of)s"]
    elif only is not DisputesOf.ALL:
        conditions = ["dispute.state = %(state)s"]
    if reason is not None:
        conditions.append("dispute.reason = %(reason)s")
    return rows_of_customers(
        DisputeInOrder,
        _LISTING,
        RowsWanted(conditions, {"state": only.value, "as_of": as_of, "reason": reason}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )
