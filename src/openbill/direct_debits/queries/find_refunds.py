"""The refunds on their way: asked for, let through, in a file, arrived, or refused; found, filtered, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


class RefundsBy(StrEnum):
    """What a list of refunds is sorted by."""

    ASKED = "asked"
    AMOUNT = "amount"


class RefundsOf(StrEnum):
    """Which refunds a list has: by what was decided, and how far their money is.

    APPROVED are those that nothing was sent of; REFUSED were sent, and not moved by the bank; what came by a gateway
    goes back by it (BY_GATEWAY), and is in no file.
    """

    REQUESTED = "requested"
    APPROVED = "approved"
    SENT = "sent"
    ARRIVED = "arrived"
    REFUSED = "refused"
    BY_GATEWAY = "by_gateway"
    DECLINED = "declined"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedRefund:
    """A refund; `batch_id` is the last file that it was in, `reason` of the bank's refusal its code.

    `holder` and `account_end` say where it goes, or would go now: blank where no account was approved.
    """

    request_id: UUID
    item_id: UUID
    refund_item_id: UUID | None
    number: str
    customer_id: UUID
    customer_number: str
    customer_name: str
    requested_at: datetime
    currency: str
    amount_minor: int
    state: str
    batch_id: UUID | None
    batch_number: str
    reason: str
    holder: str
    account_end: str


@dataclass(frozen=True, slots=True)
class RefundPage:
    """Some refunds, and how many there are of all that were asked for, as far as they are counted."""

    rows: tuple[ListedRefund, ...]
    count: int
    is_more: bool


_ORDER = {RefundsBy.ASKED: "{row}.id {way}", RefundsBy.AMOUNT: "{row}.amount_minor {way}, {row}.id {way}"}


def find_refunds(
    *,
    text: str = "",
    only: RefundsOf = RefundsOf.ALL,
    customer_ids: Collection[UUID] | None = None,
    by: RefundsBy = RefundsBy.ASKED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> RefundPage:
    """A page of the refunds of the customers that a text names, or of the number that it begins.

    `customer_ids` narrows to some customers.
    """
    way = "DESC" if descending else "ASC"
    named = named_like(text)
    parameters: dict[str, Any] = {
        **named.parameters,
        "organization": current_organization_id(),
        "state": only.value,
        "customers": None if customer_ids is None else identifier_array(customer_ids),
        "offset": offset,
        "limit": limit,
        "counted": MOST_COUNTED + 1,
    }
    conditions = _conditions(only)
    if customer_ids is not None:
        conditions.append("credit.customer_id = ANY(%(customers)s::uuid[])")
    if parameters["text"]:
        conditions.append(_MATCHES.format(named=named.condition))
    chosen = _CHOSEN.format(state=_STATE, wanted="".join(f" AND {each}" for each in conditions))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({chosen} LIMIT %(counted)s) AS counted", parameters)
        (count,) = cursor.fetchone()
        page = _PAGE.format(
            chosen=chosen,
            order=_ORDER[by].format(row="chosen", way=way),
            order_of_page=_ORDER[by].format(row="page", way=way),
        )
        cursor.execute(page, parameters)
        rows = tuple(ListedRefund(*row) for row in cursor.fetchall())
    return RefundPage(rows, min(count, MOST_COUNTED), count > MOST_COUNTED)


def _conditions(only: RefundsOf) -> list[str]:
    """What is decided is met by an index; how far the money is, is asked of what was approved alone."""
    if only is RefundsOf.ALL:
        return []
    if only in (RefundsOf.REQUESTED, RefundsOf.DECLINED):
        return ["request.state = %(state)s"]
    return ["request.state = 'approved'", f"{_STATE} = %(state)s"]


_STATE = """(CASE
    WHEN request.state <> 'approved' THEN request.state
    WHEN EXISTS (
        SELECT FROM payment WHERE payment.organization_id = request.organization_id
           AND payment.item_id = request.item_id AND payment.account = 'gateway_clearing') THEN 'by_gateway'
    WHEN sent.state IS NULL THEN 'approved'
    ELSE CASE sent.state WHEN 'submitted' THEN 'sent' WHEN 'settled' THEN 'arrived' ELSE 'refused' END
    END)"""

_MATCHES = """(starts_with(credit.document_number, upper(%(text)s)) OR credit.customer_id IN (
    SELECT id FROM customer WHERE organization_id = %(organization)s AND {named}))"""

_CHOSEN = """
    SELECT request.id, request.item_id, request.refund_item_id, request.requested_at, request.amount_minor,
           credit.customer_id, credit.currency, {state} AS state, sent.batch_id, sent.account_id, sent.reason
    FROM refund_request request
    JOIN open_item credit ON credit.organization_id = request.organization_id AND credit.id = request.item_id
    LEFT JOIN LATERAL (
        SELECT transfer.state, transfer.batch_id, transfer.account_id, transfer.reason FROM refund_transfer transfer
        WHERE transfer.organization_id = request.organization_id AND transfer.request_id = request.id
        ORDER BY transfer.id DESC LIMIT 1
    ) AS sent ON true
    WHERE request.organization_id = %(organization)s{wanted}
"""

_PAGE = f"""
    SELECT page.id, page.item_id, page.refund_item_id, coalesce(refund.document_number, credit.document_number),
           shown.id, shown.number, shown.name, page.requested_at, page.currency, page.amount_minor, page.state,
           page.batch_id, coalesce(batch.number, ''), coalesce(page.reason, ''), coalesce(account.holder, ''),
           coalesce(right(account.iban, 4), '')
    FROM (
        SELECT * FROM ({{chosen}}) AS chosen ORDER BY {{order}} OFFSET %(offset)s LIMIT %(limit)s
    ) AS page
    JOIN open_item credit ON credit.organization_id = %(organization)s AND credit.id = page.item_id
    LEFT JOIN open_item refund ON refund.organization_id = %(organization)s AND refund.id = page.refund_item_id
    JOIN customer owner ON owner.organization_id = %(organization)s AND owner.id = page.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s AND shown.id = {shown_as("owner")}
    LEFT JOIN refund_batch batch ON batch.organization_id = %(organization)s AND batch.id = page.batch_id
    LEFT JOIN refund_account account ON account.organization_id = %(organization)s
         AND CASE WHEN page.state IN ('sent', 'arrived') THEN account.id = page.account_id
                  ELSE account.customer_id = shown.id AND account.state = 'approved' END
    ORDER BY {{order_of_page}}
"""
