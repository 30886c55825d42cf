"""Use a saved way of paying no more."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.errors import SavedMethodUnknown
from openbill.gateways.events import MethodWasRemoved
from openbill.gateways.models import SavedMethod


@command(permission="gateways.request")
def remove_method(*, method_id: UUID, because: str = "", context: Context) -> None:
    """Forget a saved way of paying, as the customer asked, or for another reason. Raises SavedMethodUnknown."""
    if not end_method(method_id, because=because or "removed", context=context):
        raise SavedMethodUnknown(method_id=method_id)


def end_method(method_id: UUID, *, because: str, context: Context) -> bool:
    """Forget the token of an active method, inside the running command; whether there was one."""
    methods = SavedMethod.objects.filter(organization_id=context.organization_id, id=method_id, state="active")
    method = methods.select_for_update(no_key=True).first()
    if method is None:
        return False
    method.state, method.token, method.ended_at, method.ended_because = "ended", "", context.at, because
    method.save(update_fields=["state", "token", "ended_at", "ended_because"])
    publish(MethodWasRemoved(method.id, method.customer_id), context=context)
    return True
