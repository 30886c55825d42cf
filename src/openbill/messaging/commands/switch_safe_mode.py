"""Turn safe mode on or off."""

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.errors import SafeModeUnchanged
from openbill.messaging.events import SafeModeWasEntered, SafeModeWasLeft
from openbill.organizations.models import Organization


def switch_safe_mode(is_on: bool, event: SafeModeWasEntered | SafeModeWasLeft, *, context: Context) -> None:
    """Set the organization's safe mode inside the running command, and tell it. Raises SafeModeUnchanged."""
    changed = Organization.objects.filter(id=context.organization_id, is_in_safe_mode=not is_on)
    if not changed.update(is_in_safe_mode=is_on):
        raise SafeModeUnchanged(state="on" if is_on else "off")
    publish(event, context=context)
