"""What gateways paid out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.errors import PayoutUnknown
from openbill.gateways.models import Payout, PayoutEntry


@dataclass(frozen=True, slots=True)
class PayoutDetails:
    """One payout; `arrived_date` is when the bank booked it, None while it is on its way."""

    id: UUID
    account_id: UUID
    kind: str
    gateway_id: str
    currency: str
    amount_minor: int
    fee_minor: int
    entries: int
    arrival_date: date
    arrived_date: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EntryOfPayout:
    """One line; `attempt_id` is None where it is about no try of ours."""

    number: int
    kind: str
    ref: str
    currency: str
    amount_minor: int
    fee_minor: int
    attempt_id: UUID | None


def payouts(*, after: UUID | None = None, limit: int = 50) -> list[PayoutDetails]:
    """Payouts, the last recorded first; `after` is the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT payout.id, payout.account_id, account.kind, payout.gateway_id, payout.currency, payout.amount_minor,
                   payout.fee_minor, (SELECT count(*) FROM payout_entry entry
                                      WHERE entry.organization_id = payout.organization_id
                                        AND entry.payout_id = payout.id),
                   payout.arrival_date, payout.arrived_date, payout.recorded_at
            FROM payout
            JOIN gateway_account account ON account.organization_id = payout.organization_id
                                        AND account.id = payout.account_id
            WHERE payout.organization_id = %(organization)s AND (%(after)s::uuid IS NULL OR payout.id < %(after)s)
            ORDER BY payout.id DESC LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "after": after, "limit": limit},
        )
        return [PayoutDetails(*row) for row in cursor.fetchall()]


def entries_of_payout(payout_id: UUID) -> list[EntryOfPayout]:
    """The lines of a payout, as the gateway told them. Raises PayoutUnknown."""
    payout = Payout.objects.filter(organization_id=current_organization_id(), id=payout_id).first()
    if payout is None:
        raise PayoutUnknown(payout_id=payout_id)
    rows = PayoutEntry.objects.filter(organization_id=current_organization_id(), payout_id=payout_id)
    return [
        EntryOfPayout(row.number, row.kind, row.ref, payout.currency, row.amount_minor, row.fee_minor, row.attempt_id)
        for row in rows.order_by("number")
    ]
