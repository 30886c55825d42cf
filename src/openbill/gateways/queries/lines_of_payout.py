"""The lines of a payout, each with whose payment it is about."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id

LINES = 100


@dataclass(frozen=True, slots=True)
class LineOfPayout:
    """One line; amounts in minor units with the sign that they have for us, `fee_minor` is what the gateway kept.

    `payment_id` is None, and the names are blank, where it is about no payment of ours.
    """

    number: int
    kind: str
    ref: str
    amount_minor: int
    fee_minor: int
    payment_id: UUID | None
    payment_number: str
    customer_id: UUID | None
    customer_name: str


def lines_of_payout(payout_id: UUID, *, after: int = 0, limit: int = LINES) -> list[LineOfPayout]:
    """The lines of a payout as the gateway told them, those behind the number `after`."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LINES,
            {"organization": current_organization_id(), "payout": payout_id, "after": after, "limit": limit},
        )
        return [LineOfPayout(*row) for row in cursor.fetchall()]


_LINES = f"""
    SELECT entry.number, entry.kind, entry.ref, entry.amount_minor, entry.fee_minor, attempt.payment_id,
           coalesce(credit.document_number, ''), shown.id, coalesce(shown.name, '')
    FROM payout_entry entry
    LEFT JOIN payment_attempt attempt ON attempt.organization_id = entry.organization_id
                                     AND attempt.id = entry.attempt_id
    LEFT JOIN payment ON payment.organization_id = attempt.organization_id AND payment.id = attempt.payment_id
    LEFT JOIN open_item credit ON credit.organization_id = payment.organization_id AND credit.id = payment.item_id
    LEFT JOIN customer ON customer.organization_id = attempt.organization_id AND customer.id = attempt.customer_id
    LEFT JOIN customer shown ON shown.organization_id = customer.organization_id AND shown.id = {shown_as("customer")}
    WHERE entry.organization_id = %(organization)s AND entry.payout_id = %(payout)s AND entry.number > %(after)s
    ORDER BY entry.number LIMIT %(limit)s
"""
