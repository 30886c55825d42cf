"""Take a call back that was logged by mistake."""

from uuid import UUID

from openbill.collections.errors import CallUnknown
from openbill.collections.events import CallWasWithdrawn
from openbill.collections.models.call import Call
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="collections.work")
def withdraw_call(*, call_id: UUID, context: Context) -> None:
    """Say that a call was not made; one that was taken back already stays so. Raises CallUnknown."""
    call = Call.objects.filter(organization_id=context.organization_id, id=call_id).select_for_update().first()
    if call is None:
        raise CallUnknown(call_id=call_id)
    if not call.is_withdrawn:
        call.is_withdrawn = True
        call.save(update_fields=["is_withdrawn"])
        publish(CallWasWithdrawn(call.id, call.customer_id), context=context)
