"""The credits that nobody claims: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.unclaimed.policies.due_on import due_on
from openbill.unclaimed.types import CreditKind


class UnclaimedBy(StrEnum):
    """What a list of unclaimed credits is sorted by."""

    REPORT = "report"
    LETTER = "letter"
    AMOUNT = "amount"
    CUSTOMER = "customer"


class UnclaimedOf(StrEnum):
    """Which credits a list has: by state, or all whose clocks run."""

    LETTER_DUE = "letter_due"
    LETTER_SENT = "letter_sent"
    TO_HAND_OVER = "to_hand_over"
    RULE_MISSING = "rule_missing"
    RESTING = "resting"
    CLAIMED = "claimed"
    KEPT = "kept"
    HANDED_OVER = "handed_over"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedUnclaimed:
    """A credit and where its clock stands; cash without a known owner has no customer, and the bank's word for one."""

    id: UUID
    item_id: UUID | None
    line_id: UUID | None
    customer_id: UUID | None
    customer_number: str
    customer_name: str
    party_name: str
    number: str
    kind: str
    jurisdiction: str
    currency: str
    amount_minor: int
    arose_on: date
    last_contact_on: date | None
    last_contact_how: str
    dormant_on: date | None
    letter_until: date | None
    report_on: date | None
    state: str
    because: str

    @property
    def due_on(self) -> date | None:
        return due_on(self.state, self.letter_until, self.report_on)


_LISTING = Listing(
    table="unclaimed_credit",
    columns="page.id, page.item_id, page.line_id, customer.id, coalesce(customer.number, ''),"
    " coalesce(customer.name, ''), coalesce(line.party_name, ''), page.number, page.kind, page.jurisdiction,"
    " page.currency, page.amount_minor, page.arose_on, page.last_contact_on, page.last_contact_how, page.dormant_on,"
    " page.letter_until, page.report_on, page.state, page.because",
    joins="LEFT JOIN bank_line line ON line.organization_id = %(organization)s AND line.id = page.line_id",
    also_matches="SELECT matching.id FROM unclaimed_credit AS matching"
    " WHERE matching.organization_id = %(organization)s"
    " AND (starts_with(matching.number, %(text)s) OR starts_with(matching.number, upper(%(text)s))"
    " OR matching.jurisdiction = upper(%(text)s))",
    may_have_no_customer=True,
)

_ORDER = {
    UnclaimedBy.REPORT: ("report_on",),
    UnclaimedBy.LETTER: ("letter_until",),
    UnclaimedBy.AMOUNT: ("amount_minor",),
    UnclaimedBy.CUSTOMER: (),
}


def find_unclaimed(
    *,
    text: str = "",
    only: UnclaimedOf = UnclaimedOf.ALL,
    kind: CreditKind | None = None,
    jurisdiction: str = "",
    customer_ids: Collection[UUID] | None = None,
    by: UnclaimedBy = UnclaimedBy.REPORT,
    descending: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedUnclaimed]:
    """A page of the credits whose number begins with a text, or whose owner or jurisdiction it names.

    `customer_ids` narrows to some customers.
    """
    conditions: list[str] = []
    parameters: dict[str, Any] = {"state": only.value, "kind": kind, "jurisdiction": jurisdiction}
    if only is not UnclaimedOf.ALL:
        conditions.append("unclaimed_credit.state = %(state)s")
    if kind is not None:
        conditions.append("unclaimed_credit.kind = %(kind)s")
    if jurisdiction:
        conditions.append("unclaimed_credit.jurisdiction = %(jurisdiction)s")
    return rows_of_customers(
        ListedUnclaimed,
        _LISTING,
        RowsWanted(conditions, parameters, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )
