"""Put a message into another state."""

from typing import Any

from openbill.foundation.context import Context
from openbill.messaging.models import Message
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE

_UNCLAIMED = {"claim_id": None, "claim_position": None, "lease_until": None}


def move_message(message: Message, act: str, reason: str = "", *, context: Context, **changes: Any) -> None:
    """Do an act of the lifecycle to a locked message, and whatever else changes with it.

    A claim of the message ends with it. Raises NotPossibleInState.
    """
    changes |= {"state": MESSAGE_LIFECYCLE.after(message.state, act), "state_reason": reason, **_UNCLAIMED}
    Message.objects.filter(organization_id=context.organization_id, id=message.id).update(**changes)
