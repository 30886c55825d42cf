"""Withdraw the reminders whose messages were discarded before they went out."""

from django.db import connection

from openbill.collections.commands.withdraw_notices import withdraw_notices
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def withdraw_discarded_notices(*, context: Context) -> int:
    """Withdraw every notice whose message was cancelled: what it asked for was never asked. Counts them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT notice.id FROM notice
            JOIN message ON message.organization_id = notice.organization_id AND message.id = notice.message_id
            WHERE notice.organization_id = %s AND notice.withdrawn_on IS NULL AND message.state = 'cancelled'
            """,
            [context.organization_id],
        )
        discarded = {row[0]: "its message was cancelled before it went out" for row in cursor.fetchall()}
    return withdraw_notices(discarded, context=context)
