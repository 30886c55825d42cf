"""Debits: those of a batch, and those that came back; found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.direct_debits.types import Decision


class DebitsBy(StrEnum):
    """What a list of debits is sorted by."""

    PREPARED = "prepared"
    ENDED = "ended"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ListedDebit:
    """A debit; what came back has the bank's `reason`, what it took, and the `decision` that follows."""

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    batch_id: UUID
    batch_number: str
    mandate_id: UUID
    mandate_reference: str
    mandate_state: str
    end_to_end_id: str
    currency: str
    amount_minor: int
    text: str
    attempt: int
    state: str
    told_on: date | None
    settled_on: date | None
    refundable_until: date | None
    payment_id: UUID | None
    ended_on: date | None
    reason: str
    reason_text: str
    fee_minor: int
    decision: str
    retry_date: date | None


_LISTING = Listing(
    table="debit",
    columns="page.id, customer.id, customer.number, customer.name, batch.id, batch.number, mandate.id,"
    " mandate.reference, mandate.state, page.end_to_end_id, 'EUR', page.amount_minor, page.text, page.attempt,"
    " page.state, notice.told_on, page.settled_on, page.refundable_until, page.payment_id, page.ended_on, page.reason,"
    " page.reason_text, page.fee_minor, page.decision, page.retry_date",
    joins="""JOIN debit_batch batch ON batch.organization_id = %(organization)s AND batch.id = page.batch_id
    JOIN mandate ON mandate.organization_id = %(organization)s AND mandate.id = page.mandate_id
    LEFT JOIN pre_notification notice ON notice.organization_id = %(organization)s AND notice.debit_id = page.id""",
    also_matches="SELECT matching.id FROM debit AS matching WHERE matching.organization_id = %(organization)s"
    " AND matching.end_to_end_id = upper(%(text)s)",
)

_ORDER = {DebitsBy.PREPARED: ("id",), DebitsBy.ENDED: ("ended_on",), DebitsBy.CUSTOMER: ()}


def find_returned_debits(
    *,
    text: str = "",
    decision: Decision | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: DebitsBy = DebitsBy.ENDED,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedDebit]:
    """A page of the debits that a bank did not collect or took back, of the customers that a text names.

    `decision` is what follows, None for whatever does; `customer_ids` narrows to some customers.
    """
    conditions = ["debit.state IN ('returned', 'rejected')"]
    if decision is not None:
        conditions.append("debit.decision = %(decision)s")
    wanted = RowsWanted(conditions, {"decision": decision}, text, customer_ids)
    return _page(wanted, RowsOrdered(_ORDER[by], descending, offset, limit))


def find_debits_of_batch(
    batch_id: UUID,
    *,
    text: str = "",
    customer_ids: Collection[UUID] | None = None,
    by: DebitsBy = DebitsBy.PREPARED,
    descending: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedDebit]:
    """A page of the debits of a batch, of the customers that a text names."""
    wanted = RowsWanted(["debit.batch_id = %(batch)s"], {"batch": batch_id}, text, customer_ids)
    return _page(wanted, RowsOrdered(_ORDER[by], descending, offset, limit))


def _page(wanted: RowsWanted, ordered: RowsOrdered) -> PageOfRows[ListedDebit]:
    return rows_of_customers(ListedDebit, _LISTING, wanted, ordered)
