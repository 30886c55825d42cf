"""Never write to an address again."""

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.list_address import list_address
from openbill.messaging.errors import RecipientMissing
from openbill.messaging.policies.suppression_reason import suppression_reason
from openbill.messaging.policies.written_text import several_lines
from openbill.messaging.types import AddressSuppressed
from openbill.organizations.policies.email_address import email_address

LONGEST_NOTE = 1_000


@in_written_text("address", "reason", "note")
@command(permission="messaging.compose", personal=("address", "note"), subject="suppression_id")
def suppress_address(*, address: str, reason: str = "manual", note: str = "", context: Context) -> AddressSuppressed:
    """Put an address on the suppression list: no e-mail is sent to it from now on, whatever its capitals.

    What waits for it is found when it would be sent. An address that is there for this reason stays as it is.

    Raises EmailWrong, RecipientMissing, SuppressionReasonUnknown, TextTooLong and UnwritableCharacter.
    """
    wanted = email_address(address)
    if not wanted:
        raise RecipientMissing
    return list_address(
        wanted,
        suppression_reason(reason),
        several_lines("note", note, most=LONGEST_NOTE, may_be_blank=True),
        context=context,
    )
