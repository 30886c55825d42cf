"""Messages found by state, channel, customer, and what stands in subject or address."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.queries.messages_of_customer import SUMMARY_FIELDS, MessageSummary


def find_messages(
    *,
    state: str | None = None,
    channel: str | None = None,
    customer_id: UUID | None = None,
    text: str = "",
    before: UUID | None = None,
    limit: int = 50,
) -> list[MessageSummary]:
    """Up to `limit` messages, the last composed first; `before` is the last one of the page before."""
    conditions = {
        "state = %(state)s": state,
        "channel = %(channel)s": channel,
        "customer_id = %(customer)s": customer_id,
        "id < %(before)s": before,
        "(subject ILIKE %(text)s OR recipient_address ILIKE %(text)s)": text or None,
    }
    narrowed = "".join(f" AND {condition}" for condition, value in conditions.items() if value is not None)
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(SUMMARY_FIELDS)} FROM message WHERE organization_id = %(organization)s{narrowed}"
            " ORDER BY id DESC LIMIT %(limit)s",
            {
                "organization": current_organization_id(),
                "state": state,
                "channel": channel,
                "customer": customer_id,
                "before": before,
                "text": f"%{escaped}%",
                "limit": limit,
            },
        )
        return [MessageSummary(*row) for row in cursor.fetchall()]
