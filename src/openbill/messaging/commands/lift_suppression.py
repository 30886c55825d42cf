"""Let an address be written to again."""

from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.suppress_address import LONGEST_NOTE
from openbill.messaging.errors import SuppressionUnknown
from openbill.messaging.events import SuppressionWasLifted
from openbill.messaging.policies.suppression_reason import suppression_reason
from openbill.messaging.policies.written_text import several_lines
from openbill.messaging.types import AddressSuppressed
from openbill.organizations.policies.email_address import email_address


@in_written_text("address", "reason", "note")
@command(permission="messaging.manage", personal=("address", "note"), subject="suppression_id")
def lift_suppression(*, address: str, reason: str, note: str, context: Context) -> AddressSuppressed:
    """Take an address off the suppression list, as far as it is there for this reason.

    The note says why, and is kept with the old entry. Where it is listed for another reason too, it stays there.
    What was suppressed meanwhile is not sent after all.

    Raises EmailWrong, SuppressionReasonUnknown, SuppressionUnknown, TextMissing, TextTooLong and UnwritableCharacter.
    """
    wanted = email_address(address)
    known_reason = suppression_reason(reason)
    why = several_lines("note", note, most=LONGEST_NOTE)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE suppression SET lifted_at = %s, lifting_note = %s
            WHERE organization_id = %s AND address = lower(%s) AND reason = %s AND lifted_at IS NULL
            RETURNING id
            """,
            [context.at, why, context.organization_id, wanted, known_reason],
        )
        row = cursor.fetchone()
    if row is None:
        raise SuppressionUnknown(reason=known_reason)
    suppression_id: UUID = row[0]
    publish(SuppressionWasLifted(suppression_id, known_reason), context=context)
    return AddressSuppressed(suppression_id, is_new=False)
