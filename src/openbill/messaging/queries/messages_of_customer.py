"""What was said to a customer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.errors import CustomerOfMessageUnknown


@dataclass(frozen=True, slots=True)
class MessageSummary:
    """A message as a list shows it; `state_reason` says why it is where it is, and is blank where that is plain."""

    id: UUID
    customer_id: UUID
    channel: str
    purpose: str
    stage: str
    subject: str
    recipient_address: str
    state: str
    state_reason: str
    composed_at: datetime
    send_after: datetime
    sent_at: datetime | None


SUMMARY_FIELDS = tuple(MessageSummary.__dataclass_fields__)
"""The columns of a message that a summary is made of, in order."""


@dataclass(frozen=True, slots=True)
class MessageCursor:
    """The place in a list of messages after which the next page begins."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Some messages, the newest first; `next` is None on the last page."""

    messages: tuple[MessageSummary, ...]
    next: MessageCursor | None


def messages_of_customer(customer_id: UUID, *, after: MessageCursor | None = None, limit: int = 50) -> MessagePage:
    """A page of the messages to a customer, the newest first, those to customers merged into it included.

    `after` is the `next` of the page before. A customer that was merged has the messages of the surviving one.
    Raises CustomerOfMessageUnknown.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {", ".join(f"message.{field}" for field in SUMMARY_FIELDS)} FROM message
            WHERE organization_id = %(organization)s AND customer_id = ANY(%(customers)s::uuid[])
              AND (%(after_at)s::timestamptz IS NULL
                   OR (composed_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
            ORDER BY composed_at DESC, id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customers": _with_merged(customer_id),
                "after_at": after.at if after else None,
                "after_id": after.id if after else None,
                "limit": limit + 1,
            },
        )
        found = [MessageSummary(*row) for row in cursor.fetchall()]
    page = tuple(found[:limit])
    has_more = len(found) > limit
    return MessagePage(page, MessageCursor(page[-1].composed_at, page[-1].id) if has_more else None)


def _with_merged(customer_id: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT merged.id FROM customer
            JOIN customer merged ON merged.organization_id = customer.organization_id
             AND (merged.id = {shown_as("customer")}
                  OR merged.merged_into_id = {shown_as("customer")})
            WHERE customer.organization_id = %s AND customer.id = %s
            """,
            [current_organization_id(), customer_id],
        )
        found = [row[0] for row in cursor.fetchall()]
    if not found:
        raise CustomerOfMessageUnknown(customer_id=customer_id)
    return found
