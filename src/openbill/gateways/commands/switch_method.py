"""Let a saved way of paying pay what falls due by itself, or only when somebody asks."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.errors import SavedMethodUnknown
from openbill.gateways.events import MethodWasSwitched
from openbill.gateways.models import SavedMethod


@command(permission="gateways.request")
def switch_method(*, method_id: UUID, pays_automatically: bool, context: Context) -> None:
    """Turn paying by itself on or off; the words to which the customer agreed cover both.

    A failed try that waits to be made again is not held back: end the method for that. Raises SavedMethodUnknown, also
    where the method has ended.
    """
    methods = SavedMethod.objects.filter(organization_id=context.organization_id, id=method_id, state="active")
    method = methods.select_for_update(no_key=True).first()
    if method is None:
        raise SavedMethodUnknown(method_id=method_id)
    if method.pays_automatically == pays_automatically:
        return
    method.pays_automatically = pays_automatically
    method.save(update_fields=["pays_automatically"])
    publish(MethodWasSwitched(method.id, method.customer_id, pays_automatically), context=context)
