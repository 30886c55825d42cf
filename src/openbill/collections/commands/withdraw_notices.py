"""Withdraw reminders that did not go out."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.events import NoticeWasWithdrawn
from openbill.collections.models import Task
from openbill.foundation.context import Context
from openbill.foundation.events import publish


def withdraw_notices(reasons: Mapping[UUID, str], *, context: Context) -> int:
    """Withdraw notices, each with its reason, inside the running command; their debts never reached the stages.

    So nobody has to decide what becomes of these debts yet.
    """
    if not reasons:
        return 0
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "reasons": json.dumps({str(notice_id): reason for notice_id, reason in reasons.items()}),
        "notices": list(reasons),
        "day": context.today(),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notice SET withdrawn_on = %(day)s, withdrawn_because = %(reasons)s::jsonb ->> notice.id::text
            WHERE organization_id = %(organization)s AND id = ANY(%(notices)s) AND withdrawn_on IS NULL
            RETURNING id, customer_id, withdrawn_because
            """,
            parameters,
        )
        withdrawn = cursor.fetchall()
        cursor.execute(
            "UPDATE noticed_item SET is_withdrawn = true"
            " WHERE organization_id = %(organization)s AND notice_id = ANY(%(notices)s)",
            parameters,
        )
    tasks = Task.objects.filter(organization_id=context.organization_id, notice_id__in=[row[0] for row in withdrawn])
    void_tasks(tasks, "its reminder did not go out", context.today())
    for notice_id, customer_id, reason in withdrawn:
        publish(NoticeWasWithdrawn(notice_id, customer_id, reason), context=context)
    return len(withdrawn)
