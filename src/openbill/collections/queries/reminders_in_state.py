"""The reminders whose messages wait, or have gone: the list from which people let them go."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class ListedReminder:
    """One reminder and where its message is; `total_minor` is what it asks for, `debts` how many it lists."""

    message_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    stage: str
    on_date: date
    currency: str
    total_minor: int
    debts: int
    subject: str
    recipient_address: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedReminders:
    """Some reminders, the latest day first, and how many there are of all that were asked for."""

    rows: tuple[ListedReminder, ...]
    count: int


def reminders_in_state(state: str, *, stage: str | None = None, offset: int = 0, limit: int = 50) -> ListedReminders:
    """A page of the reminders whose message is in a state: of one stage, or of all. Withdrawn ones do not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT message.id, customer.id, customer.number, customer.name, notice.stage, notice.on_date,
                   notice.currency, notice.total_minor,
                   (SELECT count(*) FROM listed_item listed
                    WHERE listed.organization_id = notice.organization_id AND listed.notice_id = notice.id),
                   message.subject, message.recipient_address, notice.reason, count(*) OVER ()
            FROM message
            JOIN notice ON notice.organization_id = message.organization_id AND notice.message_id = message.id
            JOIN customer owner ON owner.organization_id = notice.organization_id AND owner.id = notice.customer_id
            JOIN customer ON customer.organization_id = owner.organization_id
             AND customer.id = {shown_as("owner")}
            WHERE message.organization_id = %(organization)s AND message.state = %(state)s
              AND notice.withdrawn_on IS NULL AND (%(stage)s::text IS NULL OR notice.stage = %(stage)s)
            ORDER BY notice.on_date DESC, notice.total_minor DESC, notice.id
            OFFSET %(offset)s LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "state": state,
                "stage": stage,
                "offset": offset,
                "limit": limit,
            },
        )
        found = cursor.fetchall()
    rows = tuple(ListedReminder(*row[:-1]) for row in found)
    return ListedReminders(rows, found[0][-1] if found else 0)


def messages_of_reminders(state: str, *, stage: str | None = None) -> list[UUID]:
    """The messages of all those reminders, in the order in which they were made."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT message.id
            FROM message
            JOIN notice ON notice.organization_id = message.organization_id AND notice.message_id = message.id
            WHERE message.organization_id = %(organization)s AND message.state = %(state)s
              AND notice.withdrawn_on IS NULL AND (%(stage)s::text IS NULL OR notice.stage = %(stage)s)
            ORDER BY message.id
            """,
            {"organization": current_organization_id(), "state": state, "stage": stage},
        )
        return [row[0] for row in cursor.fetchall()]
