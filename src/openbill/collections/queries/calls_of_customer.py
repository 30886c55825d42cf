"""The calls to a customer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as
from openbill.foundation.behind import behind
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class CallOfCustomer:
    """A call, what came of it, and the day on which to call again."""

    call_id: UUID
    called_on: date
    outcome: str
    note: str
    again_on: date


def calls_of_customer(
    customer_id: UUID, *, after: tuple[date, UUID] | None = None, limit: int = 50
) -> list[CallOfCustomer]:
    """The calls to a customer, to those merged into it too; the last one first, without those that were taken back.

    `after` names the last one seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT call.id, call.called_on, call.outcome, call.note, call.again_on
            FROM call
            JOIN customer ON customer.organization_id = call.organization_id AND customer.id = call.customer_id
            WHERE call.organization_id = %(organization)s
              AND {is_shown_as("customer")} AND NOT call.is_withdrawn
              AND (%(after_id)s::uuid IS NULL OR (call.called_on, call.id) < (%(after)s::date, %(after_id)s::uuid))
            ORDER BY call.called_on DESC, call.id DESC LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customer": customer_id,
                **behind(after),
                "limit": limit,
            },
        )
        return [CallOfCustomer(*row) for row in cursor.fetchall()]
