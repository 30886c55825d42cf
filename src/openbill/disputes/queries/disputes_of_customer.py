"""What a customer contests, and how it ended."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class DisputeOfCustomer:
    """A dispute; amounts in minor units: all that was contested, and what credit notes have given back of it."""

    id: UUID
    state: str
    reason: str
    note: str
    outcome: str
    opened_on: date
    answer_by: date | None
    ended_on: date | None
    currency: str
    amount_minor: int
    answered_minor: int


def disputes_of_customer(customer_id: UUID, *, limit: int = 100) -> list[DisputeOfCustomer]:
    """The disputes of a customer and of those merged into it: open ones first, then the last opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT dispute.id, dispute.state, dispute.reason, dispute.note, dispute.outcome, dispute.opened_on,
                   dispute.answer_by, dispute.ended_on, dispute.currency,
                   sum_minor(part.amount_minor), sum_minor(part.answered_minor)
            FROM dispute
            JOIN disputed_item part ON part.organization_id = dispute.organization_id AND part.dispute_id = dispute.id
            WHERE dispute.organization_id = %(organization)s AND dispute.customer_id = ANY(%(customers)s::uuid[])
            GROUP BY dispute.organization_id, dispute.id
            ORDER BY dispute.state = 'open' DESC, dispute.opened_on DESC, dispute.id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customers": identifier_array(with_merged([customer_id])),
                "limit": limit,
            },
        )
        return [DisputeOfCustomer(*row) for row in cursor.fetchall()]
