"""What gateways paid out, each with what it is made of: found, filtered, sorted, page by page."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.errors import PayoutUnknown

LONGEST_NAME = 200


class PayoutsBy(StrEnum):
    """What a list of payouts is sorted by."""

    ARRIVAL = "arrival"
    AMOUNT = "amount"


class PayoutsOf(StrEnum):
    """Which payouts a list has: those that no bank has told of yet, those that one has, or all."""

    AWAITED = "awaited"
    ARRIVED = "arrived"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedPayout:
    """A payout; amounts in minor units with the sign that they have for us, and they add up to `amount_minor`.

    `fees_minor` are the fees of all lines, negative. `arrival_date` is when it is to arrive, `arrived_date` when the
    bank booked it, None while it is awaited; `line_id` is the bank line that cleared it.
    """

    id: UUID
    gateway: str
    gateway_id: str
    legal_entity_id: UUID
    company: str
    currency: str
    amount_minor: int
    payments_minor: int
    refunds_minor: int
    chargebacks_minor: int
    fees_minor: int
    others_minor: int
    entries: int
    arrival_date: date
    arrived_date: date | None
    line_id: UUID | None


@dataclass(frozen=True, slots=True)
class PayoutPage:
    """Some payouts, and how many there are of all that were asked for, as far as they are counted."""

    rows: tuple[ListedPayout, ...]
    count: int
    is_more: bool


_ONLY = {
    PayoutsOf.AWAITED: ("payout.arrived_date IS NULL",),
    PayoutsOf.ARRIVED: ("payout.arrived_date IS NOT NULL",),
    PayoutsOf.ALL: (),
}

_ORDER = {PayoutsBy.ARRIVAL: "arrival_date", PayoutsBy.AMOUNT: "amount_minor"}


def find_payouts(
    *,
    text: str = "",
    only: PayoutsOf = PayoutsOf.ALL,
    by: PayoutsBy = PayoutsBy.ARRIVAL,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PayoutPage:
    """A page of the payouts whose name at the gateway begins with a text."""
    name = text.strip().replace("\0", "")[:LONGEST_NAME]
    parameters: dict[str, Any] = {
        "organization": current_organization_id(),
        "name": name,
        "offset": offset,
        "limit": limit,
    }
    conditions = ["payout.organization_id = %(organization)s", *_ONLY[only]]
    if name:
        conditions.append("starts_with(payout.gateway_id, %(name)s)")
    wanted, way = " AND ".join(conditions), "DESC" if descending else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT FROM payout WHERE {wanted} LIMIT {MOST_COUNTED + 1}) AS counted", parameters
        )
        (count,) = cursor.fetchone()
    page = f"""(SELECT * FROM payout WHERE {wanted}
                ORDER BY {_ORDER[by]} {way}, id {way} OFFSET %(offset)s LIMIT %(limit)s)"""
    rows = _payouts(page, f"page.{_ORDER[by]} {way}, page.id {way}", parameters)
    return PayoutPage(tuple(rows), min(count, MOST_COUNTED), bool(count > MOST_COUNTED))


def payout_of(payout_id: UUID) -> ListedPayout:
    """One payout. Raises PayoutUnknown."""
    found = _payouts(
        "(SELECT * FROM payout WHERE organization_id = %(organization)s AND id = %(payout)s)",
        "page.id",
        {"organization": current_organization_id(), "payout": payout_id},
    )
    if not found:
        raise PayoutUnknown(payout_id=payout_id)
    return found[0]


def _payouts(page: str, order: str, parameters: dict[str, Any]) -> list[ListedPayout]:
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.format(page=page, order=order), parameters)
        return [ListedPayout(*row) for row in cursor.fetchall()]


_PAGE = """
    SELECT page.id, account.kind, page.gateway_id, entity.id, entity.name, page.currency, page.amount_minor,
           lines.payments, lines.refunds, lines.chargebacks, lines.fees,
           page.amount_minor - lines.payments - lines.refunds - lines.chargebacks - lines.fees,
           lines.entries, page.arrival_date, page.arrived_date, posting.line_id
    FROM {page} AS page
    JOIN gateway_account account ON account.organization_id = %(organization)s AND account.id = page.account_id
    JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = account.legal_entity_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(entry.amount_minor) FILTER (WHERE entry.kind = 'payment'), 0)::bigint AS payments,
               coalesce(sum(entry.amount_minor) FILTER (WHERE entry.kind = 'refund'), 0)::bigint AS refunds,
               coalesce(sum(entry.amount_minor) FILTER (WHERE entry.kind LIKE 'chargeback%%'), 0)::bigint
                   AS chargebacks,
               coalesce(sum(entry.amount_minor) FILTER (WHERE entry.kind = 'fee'), 0)::bigint
                   - coalesce(sum(entry.fee_minor), 0)::bigint AS fees,
               count(*) AS entries
        FROM payout_entry entry
        WHERE entry.organization_id = %(organization)s AND entry.payout_id = page.id
    ) AS lines
    LEFT JOIN line_clearing cleared ON cleared.organization_id = %(organization)s AND cleared.source_kind = 'payout'
                                   AND cleared.source_id = page.id AND NOT cleared.is_undone
    LEFT JOIN line_posting posting ON posting.organization_id = %(organization)s AND posting.id = cleared.posting_id
    ORDER BY {order}
"""
