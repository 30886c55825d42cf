"""Look at letters about unclaimed credits once more, before they go out."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.unclaimed.commands.time_credits import WRITTEN_TO, take_turn, time_again
from openbill.unclaimed.commands.withdraw_letters import OVERTAKEN


@command(permission="messaging.send")
def recheck_letters(*, message_ids: Sequence[UUID] | None = None, context: Context) -> Mapping[UUID, str]:
    """The messages among these, or among all that wait, that must not go out any more, and why.

    The clocks of their credits are set as of now; where nobody has to be written to any more, what waits about the
    credit is withdrawn with it. Whoever may send may do this.
    """
    asked = {"organization": context.organization_id, "messages": None if message_ids is None else list(message_ids)}
    if not _letters(asked):
        # Nearly always: who sends reminders need not wait until the clocks of all credits are set.
        return {}
    take_turn(context)
    time_again({credit_id for _, credit_id, _ in _letters(asked)}, context=context)
    return {message_id: OVERTAKEN for message_id, _, state in _letters(asked) if state not in WRITTEN_TO}


def _letters(asked: Mapping[str, Any]) -> list[tuple[UUID, UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_LETTERS, asked)
        return list(cursor.fetchall())


# A copy has the key of its letter, as `write_letters` makes it.
_LETTERS = """
    SELECT message.id, credit.id, credit.state
    FROM message
    JOIN message posted ON posted.organization_id = message.organization_id
                       AND message.correlation_key IN (posted.correlation_key, posted.correlation_key || ' copy')
    JOIN unclaimed_letter letter ON letter.organization_id = posted.organization_id AND letter.message_id = posted.id
    JOIN unclaimed_credit credit ON credit.organization_id = letter.organization_id AND credit.id = letter.credit_id
    WHERE message.organization_id = %(organization)s AND message.purpose = 'unclaimed_credit'
      AND (message.id = ANY(%(messages)s::uuid[])
           OR %(messages)s::uuid[] IS NULL AND message.state IN ('composed', 'held', 'queued', 'deferred'))
"""
