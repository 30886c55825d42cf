"""Change the due dates of a batch of items, and keep what they were."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged


def change_due_dates(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Change every item of a relation (item_id, due_date, effective_date, reason) inside the running command.

    The items were locked before. A change takes effect after the item's earlier ones: what was due on a past
    day stays what it was on that day. Items that already have the due date are left alone.
    """
    select = f"""
        SELECT new_identifier() AS change_id, item.id AS item_id, item.due_date AS previous_due_date,
               change.due_date, greatest(change.effective_date, item.due_date_changed_on) AS effective_date,
               change.reason
        FROM {relation} AS change
        JOIN open_item item ON item.organization_id = %(organization)s AND item.id = change.item_id
        WHERE item.due_date <> change.due_date
    """
    parameters = {**parameters, "organization": context.organization_id}
    with staged("due_date_changes", select, parameters) as changes, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO due_date_change (organization_id, id, item_id, previous_due_date, due_date, effective_date,
                                         reason, command_id)
            SELECT %(organization)s, change_id, item_id, previous_due_date, due_date, effective_date, reason,
                   %(command)s
            FROM {changes}
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )
        cursor.execute(
            f"""
            UPDATE open_item SET due_date = change.due_date, due_date_changed_on = change.effective_date
            FROM {changes} AS change
            WHERE open_item.organization_id = %(organization)s AND open_item.id = change.item_id
            """,
            {"organization": context.organization_id},
        )
        changed: int = cursor.rowcount
    return changed
