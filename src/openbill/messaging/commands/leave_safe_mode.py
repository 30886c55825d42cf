"""Let the organization's messages go outside."""

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.messaging.commands.switch_safe_mode import switch_safe_mode
from openbill.messaging.events import SafeModeWasLeft


@command(permission="messaging.manage")
def leave_safe_mode(*, context: Context) -> None:
    """Leave safe mode: what is composed from now on is sent.

    What is held stays so until a person releases or discards it. Raises SafeModeUnchanged.
    """
    switch_safe_mode(False, SafeModeWasLeft(context.organization_id), context=context)
