"""Let tasks follow the debts that they are about."""

from datetime import date
from typing import Any

from django.db import connection

from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.models import Task
from openbill.collections.queries.reminders_due import reminders_due
from openbill.collections.queries.strategy import built_in_strategy
from openbill.customers.queries.with_merged import shown_customers
from openbill.foundation.command import command
from openbill.foundation.context import Context

SETTLED = "the debt was settled"


@command(permission="collections.run")
def review_tasks(*, day: date, context: Context) -> int:
    """End the tasks that the debts made needless until a day, and count them.

    Of a debt that was settled nobody decides, but again where it is owed again and its last reminder stands. Who is
    asked for nothing needs no address, and no reminder that can be made.
    """
    parameters: dict[str, Any] = {"organization": context.organization_id, "day": day, "settled": SETTLED}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, parameters)
        ended: int = cursor.rowcount
        cursor.execute(_OWED_AGAIN, parameters)
    tasks = Task.objects.filter(organization_id=context.organization_id, state="open")
    unreached = tasks.filter(kind__in=("missing_address", "failed_reminder"))
    shown = shown_customers(task.customer_id for task in unreached if task.customer_id)
    due = reminders_due(built_in_strategy(), day, list(shown.values()), only_due=False) if shown else []
    asked = {debt.customer_id for debt in due if debt.asked_minor > 0}
    needless = [customer_id for customer_id, shown_id in shown.items() if shown_id not in asked]
    return ended + void_tasks(unreached.filter(customer_id__in=needless), "nothing is asked for", day)


_SETTLED = """
    UPDATE task SET state = 'void', ended_on = %(day)s, outcome = %(settled)s
    FROM open_item item
    WHERE task.organization_id = %(organization)s AND task.kind = 'decide' AND task.state = 'open'
      AND item.organization_id = task.organization_id AND item.id = task.item_id AND item.open_minor = 0
"""

_OWED_AGAIN = """
    UPDATE task SET state = 'open', ended_on = NULL, outcome = ''
    FROM open_item item
    WHERE task.organization_id = %(organization)s AND task.kind = 'decide' AND task.state = 'void'
      AND task.outcome = %(settled)s
      AND item.organization_id = task.organization_id AND item.id = task.item_id AND item.open_minor > 0
      AND NOT EXISTS (SELECT FROM notice WHERE notice.organization_id = task.organization_id
                        AND notice.id = task.notice_id AND notice.withdrawn_on IS NOT NULL)
      AND NOT EXISTS (SELECT FROM task other WHERE other.organization_id = task.organization_id
                        AND other.key = task.key AND other.state <> 'void')
"""
