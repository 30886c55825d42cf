"""The reminders whose messages are in a state, one after another, from behind a place on."""

from uuid import UUID

from django.db import connection

from openbill.collections.queries.reminders_in_state import ListedReminder
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id


def reminders_in_order(
    state: str,
    *,
    stage: str | None = None,
    customer_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> list[ListedReminder]:
    """Reminders of one stage and one customer, or all, the last made first; withdrawn ones do not count.

    `after` is the message of the last one seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT message.id, customer.id, customer.number, customer.name, notice.stage, notice.on_date,
                   notice.currency, notice.total_minor,
                   (SELECT count(*) FROM listed_item listed
                    WHERE listed.organization_id = notice.organization_id AND listed.notice_id = notice.id),
                   message.subject, message.recipient_address, notice.reason
            FROM message
            JOIN notice ON notice.organization_id = message.organization_id AND notice.message_id = message.id
            JOIN customer owner ON owner.organization_id = notice.organization_id AND owner.id = notice.customer_id
            JOIN customer ON customer.organization_id = owner.organization_id
             AND customer.id = {shown_as("owner")}
            WHERE message.organization_id = %(organization)s AND message.state = %(state)s
              AND notice.withdrawn_on IS NULL
              AND (%(stage)s::text IS NULL OR notice.stage = %(stage)s)
              AND (%(customer)s::uuid IS NULL OR customer.id = %(customer)s)
              AND (%(after)s::uuid IS NULL OR message.id < %(after)s)
            ORDER BY message.id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "state": state,
                "stage": stage,
                "customer": customer_id,
                "after": after,
                "limit": limit,
            },
        )
        return [ListedReminder(*row) for row in cursor.fetchall()]
