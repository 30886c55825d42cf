"""Enter a fact into the history with a customer."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.errors import CustomerUnknown
from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.primitives.identifiers import new_identifier


@command(permission="customers.manage")
def add_timeline_entry(
    *, customer_id: UUID, event_id: UUID, kind: str, facts: Mapping[str, Any], context: Context
) -> bool:
    """Enter an event into a customer's history under the instant at which it happened.

    The answer is False where it stands there already.

    `facts` are identifiers and amounts, nothing personal. An event stands once with each customer.

    Raises CustomerUnknown.
    """
    if not Customer.objects.filter(organization_id=context.organization_id, id=customer_id).exists():
        raise CustomerUnknown(customer=customer_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO timeline_entry (organization_id, id, customer_id, at, kind, facts, event_id)
            VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s)
            ON CONFLICT (organization_id, customer_id, event_id) DO NOTHING
            """,
            [
                context.organization_id,
                new_identifier(),
                customer_id,
                context.at,
                kind,
                json.dumps(dict(facts)),
                event_id,
            ],
        )
        return bool(cursor.rowcount)
