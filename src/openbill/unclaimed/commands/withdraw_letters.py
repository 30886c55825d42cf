"""Withdraw the letters about credits that wait although nobody has to be written to any more."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.messaging.commands.cancel_messages import cancel_messages

OVERTAKEN = "its credit was used, or its owner was heard of, before it went out"


def withdraw_letters(credit_ids: Collection[UUID], *, context: Context) -> int:
    """Cancel what waits about these credits, letters and their copies, inside the running command; how many.

    What is just being sent stays as it is: the last look before sending stops it.
    """
    if not credit_ids:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"organization": context.organization_id, "credits": identifier_array(credit_ids)})
        waiting = [message_id for (message_id,) in cursor.fetchall()]
    return cancel_messages(message_ids=waiting, reason=OVERTAKEN, context=context) if waiting else 0


# A copy has the key of its letter, as `write_letters` makes it.
_WAITING = """
    SELECT message.id FROM unclaimed_letter letter
    JOIN message posted ON posted.organization_id = letter.organization_id AND posted.id = letter.message_id
    JOIN message ON message.organization_id = posted.organization_id
                AND message.correlation_key IN (posted.correlation_key, posted.correlation_key || ' copy')
    WHERE letter.organization_id = %(organization)s AND letter.credit_id = ANY(%(credits)s::uuid[])
      AND message.state IN ('composed', 'held', 'queued', 'deferred')
    ORDER BY message.id
"""
