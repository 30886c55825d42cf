"""Every try to pay at a gateway: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.gateways.types import DeclineReason


class AttemptsBy(StrEnum):
    """What a list of tries is sorted by."""

    BEGAN = "began"
    AMOUNT = "amount"
    CUSTOMER = "customer"


class AttemptsOf(StrEnum):
    """Which tries a list has: those in a state, or all."""

    ALL = "all"
    BEGUN = "begun"
    FAILED = "failed"
    SUCCEEDED = "succeeded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    REGAINED = "regained"


@dataclass(frozen=True, slots=True)
class ListedAttempt:
    """A try; amounts in minor units. `reason` is why it failed, `retry_at` when its saved method is tried again.

    `payment_id` and `payment_number` are the payment that it became. `is_surplus` where the debts had been paid before:
    it goes back by itself.
    """

    id: UUID
    request_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    gateway: str
    state: str
    reason: str
    is_automatic: bool
    is_surplus: bool
    currency: str
    amount_minor: int
    refunded_minor: int
    payment_id: UUID | None
    payment_number: str
    began_at: datetime
    ended_at: datetime | None
    retry_at: datetime | None


_LISTING = Listing(
    table="payment_attempt",
    columns="page.id, page.request_id, customer.id, customer.number, customer.name, account.kind, page.state,"
    " page.reason, page.saved_method_id IS NOT NULL, page.payment_id IS NOT NULL AND NOT page.settles, page.currency,"
    " page.amount_minor, page.refunded_minor, page.payment_id, coalesce(credit.document_number, ''), page.began_at,"
    " page.ended_at, page.retry_at",
    joins="""
    JOIN gateway_account account ON account.organization_id = %(organization)s AND account.id = page.account_id
    LEFT JOIN payment ON payment.organization_id = %(organization)s AND payment.id = page.payment_id
    LEFT JOIN open_item credit ON credit.organization_id = %(organization)s AND credit.id = payment.item_id""",
    also_matches="""
        SELECT part.attempt_id FROM open_item item
        JOIN attempt_part part ON part.organization_id = item.organization_id AND part.item_id = item.id
        WHERE item.organization_id = %(organization)s
          AND (starts_with(item.document_number, %(text)s) OR starts_with(item.document_number, upper(%(text)s)))
        UNION ALL
        SELECT attempt.id FROM open_item credit
        JOIN payment ON payment.organization_id = credit.organization_id AND payment.item_id = credit.id
        JOIN payment_attempt attempt ON attempt.organization_id = payment.organization_id
                                    AND attempt.payment_id = payment.id
        WHERE credit.organization_id = %(organization)s AND credit.kind = 'payment'
          AND (starts_with(credit.document_number, %(text)s)
               OR starts_with(credit.document_number, upper(%(text)s)))""",
)

_ORDER = {
    AttemptsBy.BEGAN: ("id",),
    AttemptsBy.AMOUNT: ("amount_minor",),
    AttemptsBy.CUSTOMER: (),
}


def find_attempts(
    *,
    text: str = "",
    only: AttemptsOf = AttemptsOf.ALL,
    reason: DeclineReason | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: AttemptsBy = AttemptsBy.BEGAN,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedAttempt]:
    """A page of the tries of the customers that a text names, or about documents whose number begins with it.

    In one state or in all, declined for one reason or for any; `customer_ids` narrows to some customers.
    """
    conditions = []
    if only is not AttemptsOf.ALL:
        conditions.append("payment_attempt.state = %(state)s")
    if reason is not None:
        conditions.append("payment_attempt.reason = %(reason)s")
    return rows_of_customers(
        ListedAttempt,
        _LISTING,
        RowsWanted(conditions, {"state": only.value, "reason": reason}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )
