"""The tasks that wait for a person, one after another, from behind a place on."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.collections.queries.open_tasks import OpenTask
from openbill.foundation.behind import behind
from openbill.foundation.tenancy import current_organization_id


def tasks_in_order(
    *,
    kind: str | None = None,
    customer_id: UUID | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int = 50,
) -> list[OpenTask]:
    """Open tasks of a kind and a customer, or all, the first due first; `after` names the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT task.id, task.kind, task.due_date, coalesce(customer.number, ''), coalesce(customer.name, ''),
                   task.reason, task.customer_id
            FROM task
            LEFT JOIN customer ON customer.organization_id = task.organization_id AND customer.id = task.customer_id
            WHERE task.organization_id = %(organization)s AND task.state = 'open'
              AND (%(kind)s::text IS NULL OR task.kind = %(kind)s)
              AND (%(customer)s::uuid IS NULL OR task.customer_id = %(customer)s)
              AND (%(after_id)s::uuid IS NULL OR (task.due_date, task.id) > (%(after)s::date, %(after_id)s::uuid))
            ORDER BY task.due_date, task.id
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "kind": kind,
                "customer": customer_id,
                **behind(after),
                "limit": limit,
            },
        )
        return [OpenTask(*row) for row in cursor.fetchall()]
