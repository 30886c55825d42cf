"""Keep the organization's messages back."""

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.messaging.commands.switch_safe_mode import switch_safe_mode
from openbill.messaging.events import SafeModeWasEntered


@command(permission="messaging.manage")
def enter_safe_mode(*, context: Context) -> None:
    """Enter safe mode: nothing is sent outside any more, but for a mail that is just on its way.

    What waits becomes held when it would be sent. Raises SafeModeUnchanged.
    """
    switch_safe_mode(True, SafeModeWasEntered(context.organization_id), context=context)
