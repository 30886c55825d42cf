"""The disputes of all customers, or of one, one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as, shown_as
from openbill.foundation.behind import behind
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class DisputeInOrder:
    """A dispute, and whose; amounts in minor units: all that was contested, and what credit notes have given back."""

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
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


def disputes_in_order(
    *,
    customer_id: UUID | None = None,
    state: str | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int = 50,
) -> list[DisputeInOrder]:
    """Disputes, the last opened first; a merged customer's are those of the surviving one.

    `after` names the last one seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT dispute.id, customer.id, customer.number, customer.name, dispute.state, dispute.reason,
                   dispute.note, dispute.outcome, dispute.opened_on, dispute.answer_by, dispute.ended_on,
                   dispute.currency, part.amount, part.answered
            FROM dispute
            JOIN customer owner ON owner.organization_id = dispute.organization_id AND owner.id = dispute.customer_id
            JOIN customer ON customer.organization_id = owner.organization_id
             AND customer.id = {shown_as("owner")}
            CROSS JOIN LATERAL (
                SELECT sum_minor(each.amount_minor) AS amount, sum_minor(each.answered_minor) AS answered
                FROM disputed_item each
                WHERE each.organization_id = dispute.organization_id AND each.dispute_id = dispute.id
            ) AS part
            WHERE dispute.organization_id = %(organization)s
              AND {is_shown_as("owner") if customer_id else "true"}
              AND (%(state)s::text IS NULL OR dispute.state = %(state)s)
              AND (%(after_id)s::uuid IS NULL
                   OR (dispute.opened_on, dispute.id) < (%(after)s::date, %(after_id)s::uuid))
            ORDER BY dispute.opened_on DESC, dispute.id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customer": customer_id,
                "state": state,
                **behind(after),
                "limit": limit,
            },
        )
        return [DisputeInOrder(*row) for row in cursor.fetchall()]
