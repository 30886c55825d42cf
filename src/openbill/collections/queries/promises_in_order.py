"""The promises of all customers, or of one, one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as, shown_as
from openbill.foundation.behind import behind
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class PromiseInOrder:
    """A promise, and whose; amounts in minor units. `state` is one of the promise's lifecycle."""

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    state: str
    given_on: date
    promised_date: date
    currency: str
    amount_minor: int
    received_minor: int
    method: str
    note: str


def promises_in_order(
    *,
    customer_id: UUID | None = None,
    state: str | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int = 50,
) -> list[PromiseInOrder]:
    """Promises, the last promised day first; a merged customer's are those of the surviving one.

    `after` names the last one seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT promise.id, customer.id, customer.number, customer.name, promise.state, promise.given_on,
                   promise.promised_date, promise.currency, promise.amount_minor, promise.received_minor,
                   promise.method, promise.note
            FROM promise
            JOIN customer owner ON owner.organization_id = promise.organization_id AND owner.id = promise.customer_id
            JOIN customer ON customer.organization_id = owner.organization_id
             AND customer.id = {shown_as("owner")}
            WHERE promise.organization_id = %(organization)s
              AND {is_shown_as("owner") if customer_id else "true"}
              AND (%(state)s::text IS NULL OR promise.state = %(state)s)
              AND (%(after_id)s::uuid IS NULL
                   OR (promise.promised_date, promise.id) < (%(after)s::date, %(after_id)s::uuid))
            ORDER BY promise.promised_date DESC, promise.id DESC
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
        return [PromiseInOrder(*row) for row in cursor.fetchall()]
